"""The calculation sheet: rounding before anything else, and one step for everything worked out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.engine.expressions import evaluate
from desktop.engine.sheet import FORMULAS, Formula, Sheet, formula, quantity_of

DECIMALS = {"a_kw": 1, "b_kw": 0, "share_fraction": 3}


def share(a_kw: float, b_kw__all: float) -> float:
    """A part of a whole."""
    return a_kw / b_kw__all


# marked by hand, so that the program's own list stays its own
SHARE: Formula[..., float] = Formula("share_fraction", "a_kw / b_kw__all", "first_principles", "1.2", share)


def test_inputs_and_result_are_rounded_as_printed() -> None:
    """12.34 is printed as 12.3, 99.6 as 100: 12.3 / 100 = 0.123, though 12.34 / 99.6 would be 0.124."""
    sheet = Sheet.recording(DECIMALS)
    assert sheet.work(SHARE, a_kw=12.34, b_kw__all=99.6) == 0.123
    (step,) = sheet.steps
    assert dict(step.inputs) == {"a_kw": 12.3, "b_kw__all": 100.0}
    assert (step.kind, step.name, step.value, step.clause) == ("formula", "share_fraction", 0.123, "1.2")


@given(a=st.floats(0.1, 1e4), b=st.floats(1.0, 1e4))
def test_a_step_gives_its_result_anew(a: float, b: float) -> None:
    sheet = Sheet.recording(DECIMALS)
    result = sheet.work(SHARE, a_kw=a, b_kw__all=b)
    (step,) = sheet.steps
    assert round(evaluate(step.expression, step.inputs), 3) == step.value == result


def test_a_plain_call_rounds_nothing() -> None:
    assert SHARE(a_kw=12.34, b_kw__all=99.6) == 12.34 / 99.6


def test_a_silent_sheet_works_alike_and_writes_nothing() -> None:
    loud = Sheet.recording(DECIMALS)
    quiet = loud.silent()
    assert quiet.work(SHARE, a_kw=1.0, b_kw__all=3.0) == loud.work(SHARE, a_kw=1.0, b_kw__all=3.0)
    assert len(loud.steps) == 1
    assert quiet.steps == ()


def test_parts_write_on_the_same_sheet() -> None:
    sheet = Sheet.recording(DECIMALS)
    sheet.part("first").given("a_kw", 1.26)
    sheet.part("second", "X-1").look_up("b_kw", 7.6, table="t.csv", row="r", source="s")
    found = [(one.section, one.subject, one.kind, one.value, one.place) for one in sheet.steps]
    assert found == [("first", "", "given", 1.3, ""), ("second", "X-1", "table", 8.0, "t.csv: r")]


def test_a_default_is_told_from_an_answer() -> None:
    sheet = Sheet.recording(DECIMALS)
    sheet.given("a_kw", 1.0)
    sheet.given("a_kw", 1.0, default=True)
    assert [one.kind for one in sheet.steps] == ["given", "default"]


def test_a_simulated_figure_tells_its_method_and_inputs() -> None:
    sheet = Sheet.recording(DECIMALS)
    assert sheet.simulated("b_kw", 8.4, method="m", source="s", inputs={"a_kw": 2.71}) == 8.0
    assert (sheet.steps[0].method, dict(sheet.steps[0].inputs)) == ("m", {"a_kw": 2.7})


def test_nothing_is_minus_nothing() -> None:
    assert str(Sheet(DECIMALS).rounded("a_kw", -0.01)) == "0.0"


def test_a_name_without_decimals_is_refused() -> None:
    with pytest.raises(KeyError):
        Sheet(DECIMALS).rounded("unheard_of_kw", 1.0)


def test_a_role_keeps_the_quantity() -> None:
    assert quantity_of("t_outdoor_c__low") == "t_outdoor_c"
    assert quantity_of("t_outdoor_c") == "t_outdoor_c"


def test_an_expression_must_name_what_the_function_takes() -> None:
    before = len(FORMULAS)

    def double(a_kw: float) -> float:
        return 2 * a_kw

    with pytest.raises(ValueError, match="differ"):
        formula("b_kw", "2 * c_kw", source="s")(double)
    assert len(FORMULAS) == before
