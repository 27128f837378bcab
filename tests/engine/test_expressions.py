"""Printed arithmetic beside Python's own, and how it is written for a reader."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.engine.expressions import FUNCTIONS, evaluate, names, parse, render

NUMBERS = st.floats(0.5, 9.5).map(lambda value: round(value, 2))
ATOMS = st.one_of(st.sampled_from(["a", "b", "c"]), NUMBERS.map(str))
EXPRESSIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        inner.map(lambda one: f"(-{one})"),
        st.tuples(inner, inner).map(lambda t: f"max({t[0]}, {t[1]})"),
        inner.map(lambda one: f"abs({one})"),
    ),
    max_leaves=10,
)
VALUES = {"a": 1.25, "b": 3.5, "c": 0.75}
SIGNS = {"−": "-", "×": "*", "^": "**"}


def by_python(expression: str) -> float:
    functions = {"abs": abs, "max": max, "min": min, "sqrt": math.sqrt, "exp": math.exp, "ln": math.log}
    try:
        return float(eval(expression, {"__builtins__": {}}, {**functions, **VALUES}))
    except (ZeroDivisionError, OverflowError):
        return math.nan


@given(EXPRESSIONS)
def test_an_expression_has_the_value_python_gives_it(expression: str) -> None:
    expected = by_python(expression)
    assume(math.isfinite(expected))
    assert evaluate(expression, VALUES) == pytest.approx(expected, rel=1e-12)


@given(EXPRESSIONS)
def test_what_is_printed_reads_back_to_the_same_value(expression: str) -> None:
    """Brackets that are left out must not be missed."""
    expected = by_python(expression)
    assume(math.isfinite(expected) and abs(expected) < 1e6)
    printed = render(expression, lambda name: name)
    for sign, python in SIGNS.items():
        printed = printed.replace(sign, python)
    assert by_python(printed) == pytest.approx(expected, rel=1e-5, abs=1e-5)


@pytest.mark.parametrize(
    ("expression", "printed"),
    [
        ("a - (b + c)", "a − (b + c)"),
        ("a - b - c", "a − b − c"),
        ("a / (b * c)", "a / (b × c)"),
        ("(a + b) * c", "(a + b) × c"),
        ("(a * b) ** 2", "(a × b)^2"),
        ("max(0, a - b)", "max(0, a − b)"),
        ("a * (-b)", "a × −b"),
    ],
)
def test_brackets_stand_where_they_are_needed(expression: str, printed: str) -> None:
    assert render(expression, lambda name: name).replace("(−b)", "−b") == printed


def test_a_negative_number_stands_in_brackets() -> None:
    assert render("a - b", {"a": "20", "b": "-37.5"}.__getitem__) == "20 − (-37.5)"


def test_names_come_in_order_and_once() -> None:
    assert names("b * a + max(b, 2) / c") == ("b", "a", "c")


@pytest.mark.parametrize(
    "expression",
    [
        "a if b else c",
        "__import__('os')",
        "a.b",
        "a[0]",
        "open(a)",
        "a < b",
        "lambda: a",
        "'text'",
        "a // b",
        "f(x=1)",
    ],
)
def test_nothing_but_arithmetic_is_taken(expression: str) -> None:
    with pytest.raises(ValueError, match="in "):
        parse(expression)


def test_the_functions_are_those_of_the_book() -> None:
    assert evaluate("ceil(a) + floor(b) + sqrt(c)", VALUES) == 2 + 3 + math.sqrt(0.75)
    assert evaluate("exp(ln(a)) + log10(b)", VALUES) == pytest.approx(1.25 + math.log10(3.5))
    assert {"min", "max", "ceil", "floor", "sqrt", "exp", "ln", "abs"} <= set(FUNCTIONS)
