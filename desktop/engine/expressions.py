"""Printed arithmetic: one expression that is shown with symbols, shown with numbers, and evaluated anew.

The language is small on purpose: names, numbers, + - * / **, unary minus and the functions below.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache

FUNCTIONS: Mapping[str, Callable[..., float]] = {
    "min": min,
    "max": max,
    "ceil": math.ceil,
    "floor": math.floor,
    "sqrt": math.sqrt,
    "exp": math.exp,
    "ln": math.log,
    "log10": math.log10,
    "abs": abs,
}
_OPERATORS: Mapping[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.Pow: lambda a, b: a**b,
}
_SIGNS: Mapping[type[ast.operator], tuple[str, int]] = {
    ast.Add: (" + ", 1),
    ast.Sub: (" − ", 1),
    ast.Mult: (" × ", 2),
    ast.Div: (" / ", 2),
    ast.Pow: ("^", 4),
}
_UNARY_BINDING = 3
_ATOM_BINDING = 5


@cache
def parse(expression: str) -> ast.expr:
    """The syntax tree of an expression.

    Raises ValueError for anything outside the small language.
    """
    tree = ast.parse(expression, mode="eval").body
    for node in ast.walk(tree):
        _require_known(node, expression)
    return tree


def _require_known(node: ast.AST, expression: str) -> None:
    if isinstance(node, ast.Call):
        if not (isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS and not node.keywords):
            raise ValueError(f"unknown function in {expression!r}")
    elif isinstance(node, ast.BinOp):
        if type(node.op) not in _OPERATORS:
            raise ValueError(f"unknown operator in {expression!r}")
    elif isinstance(node, ast.Constant):
        if not isinstance(node.value, int | float):
            raise ValueError(f"not a number in {expression!r}: {node.value!r}")
    elif not isinstance(node, ast.Name | ast.UnaryOp | ast.USub | ast.Load | ast.operator):
        raise ValueError(f"not allowed in {expression!r}: {type(node).__name__}")


@cache
def names(expression: str) -> tuple[str, ...]:
    """The names an expression uses, in the order of their first appearance."""
    found = sorted(
        (node for node in ast.walk(parse(expression)) if isinstance(node, ast.Name)),
        key=lambda node: node.col_offset,
    )
    return tuple(dict.fromkeys(node.id for node in found if node.id not in FUNCTIONS))


def evaluate(expression: str, inputs: Mapping[str, float]) -> float:
    """The value of an expression.

    >>> evaluate("a * (b - 1) / 2", {"a": 4, "b": 3})
    4.0
    """
    return _evaluate(parse(expression), inputs)


def _evaluate(node: ast.expr, inputs: Mapping[str, float]) -> float:
    match node:
        case ast.Name(id=name):
            return inputs[name]
        case ast.Constant(value=value):
            return value  # type: ignore[return-value]
        case ast.UnaryOp(operand=operand):
            return -_evaluate(operand, inputs)
        case ast.BinOp(left=left, op=op, right=right):
            return _OPERATORS[type(op)](_evaluate(left, inputs), _evaluate(right, inputs))
        case ast.Call(func=ast.Name(id=name), args=args):
            return FUNCTIONS[name](*(_evaluate(arg, inputs) for arg in args))
    raise AssertionError(f"parse() let through {ast.dump(node)}")


def render(expression: str, show: Callable[[str], str]) -> str:
    """The expression as a reader sees it; ``show`` gives the symbol or the number of a name.

    >>> render("a * (b - 1) / 2", str.upper)
    'A × (B − 1) / 2'
    """
    return _render(parse(expression), show)[0]


def _plain(value: object) -> str:
    """A constant with every digit it has, without an exponent."""
    text = format(Decimal(str(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _render(node: ast.expr, show: Callable[[str], str]) -> tuple[str, int]:
    match node:
        case ast.Name(id=name):
            text = show(name)
            return (f"({text})", _ATOM_BINDING) if text.startswith(("-", "−")) else (text, _ATOM_BINDING)
        case ast.Constant(value=value):
            return _plain(value), _ATOM_BINDING
        case ast.UnaryOp(operand=operand):
            text, binding = _render(operand, show)
            return f"−{text}" if binding > _UNARY_BINDING else f"−({text})", _UNARY_BINDING
        case ast.BinOp(left=left, op=op, right=right):
            sign, binding = _SIGNS[type(op)]
            first, first_binding = _render(left, show)
            second, second_binding = _render(right, show)
            if first_binding < binding:
                first = f"({first})"
            # a - (b + c) and a / (b * c) need their brackets; a + (b + c) and a * (b * c) do not
            loose = isinstance(op, ast.Add) or (isinstance(op, ast.Mult) and "/" not in second)
            if second_binding < binding or (second_binding == binding and not loose):
                second = f"({second})"
            return f"{first}{sign}{second}", binding
        case ast.Call(func=ast.Name(id=name), args=args):
            return f"{name}({', '.join(_render(arg, show)[0] for arg in args)})", _ATOM_BINDING
    raise AssertionError(f"parse() let through {ast.dump(node)}")
