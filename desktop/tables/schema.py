"""A record is the schema of its table: from the fields of a frozen dataclass to readers of cells.

Field types understood: ``str``, ``int``, ``float``, ``bool`` (yes/no), ``date`` (YYYY-MM-DD), ``Literal`` of
texts, ``tuple[float, ...]`` (numbers with single spaces between), each perhaps ``| None`` for an empty cell,
and ``Annotated`` with ``Range``, ``Length``, ``Blank`` or ``Refers``.
"""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, ClassVar, Literal, Protocol, Union, get_args, get_origin, get_type_hints


class Row(Protocol):
    """What every record type says of its table.

    ``TABLE`` is the file in catalog/, ``KEY`` the columns that tell its rows apart. A record may have a
    method ``flaws() -> Iterable[tuple[column, reason]]`` for what one cell alone cannot show.
    """

    TABLE: ClassVar[str]
    KEY: ClassVar[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Range:
    """Lowest and highest allowed number, both included."""

    low: float = -math.inf
    high: float = math.inf


@dataclass(frozen=True, slots=True)
class Length:
    """How many numbers a tuple cell has."""

    count: int


@dataclass(frozen=True, slots=True)
class Blank:
    """The text may be empty."""


@dataclass(frozen=True, slots=True)
class Refers:
    """The text is the key of a row of another table, whose record type has one key column."""

    table: type[Row]


class BadCell(ValueError):
    """A cell that cannot be read: the reason's key and what is allowed."""

    def __init__(self, reason: str, allowed: str = "") -> None:
        super().__init__(reason, allowed)
        self.reason = reason
        self.allowed = allowed


Reader = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its name, whether its numbers need a quantity, and the reader of its cells."""

    name: str
    numeric: bool
    read: Reader
    refers: type[Row] | None = None


NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
NUMBERS = re.compile(rf"{NUMBER.pattern}( {NUMBER.pattern})*", re.ASCII)
INTEGER = re.compile(r"[+-]?\d+", re.ASCII)
DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@cache
def columns_of(record: type[Row]) -> tuple[Column, ...]:
    """The columns of a record type's table, in order. Raises TypeError for a field type not understood."""
    hints = get_type_hints(record, include_extras=True)
    fields = dataclasses.fields(record)  # type: ignore[arg-type]
    return tuple(_column(field.name, hints[field.name]) for field in fields)


def _column(name: str, hint: Any) -> Column:
    optional, base, marks = _unwrapped(hint)
    limits = next((mark for mark in marks if isinstance(mark, Range)), Range())
    refers = next((mark.table for mark in marks if isinstance(mark, Refers)), None)
    if any(isinstance(mark, Blank) for mark in marks):
        return Column(name, False, _text, refers)
    if get_origin(base) is tuple and get_args(base) == (float, ...):
        count = next((mark.count for mark in marks if isinstance(mark, Length)), None)
        read, numeric = _numbers(limits, count), True
    elif base is float or base is int:
        read, numeric = _number(base, limits), True
    else:
        read, numeric = _plain(base), False
    return Column(name, numeric, _or_empty(read, optional), refers)


def _unwrapped(hint: Any) -> tuple[bool, Any, tuple[Any, ...]]:
    """Whether the cell may be empty, the bare type, and the marks put on it."""
    optional, marks = False, ()
    while True:
        if get_origin(hint) is Annotated:
            marks, hint = marks + hint.__metadata__, hint.__origin__
        elif get_origin(hint) in (Union, UnionType):
            kinds = [kind for kind in get_args(hint) if kind is not NoneType]
            if len(kinds) != 1:
                raise TypeError(f"not a column type: {hint}")
            optional, hint = True, kinds[0]
        else:
            return optional, hint, marks


def _or_empty(read: Reader, optional: bool) -> Reader:
    def cell(text: str) -> Any:
        if not text:
            if optional:
                return None
            raise BadCell("empty_cell")
        return read(text)

    return cell


def _text(text: str) -> str:
    if text != text.strip():
        raise BadCell("spaces_around")
    return text


def _number(kind: type[int] | type[float], limits: Range) -> Reader:
    form, reason = (NUMBER, "not_a_number") if kind is float else (INTEGER, "not_a_whole_number")
    low, high, allowed = limits.low, limits.high, f"{limits.low:g} ... {limits.high:g}"

    def cell(text: str) -> float:
        if not form.fullmatch(text):
            raise BadCell(reason)
        value = kind(text)
        if not low <= value <= high or math.isinf(value):
            raise BadCell("out_of_range", allowed)
        return value

    return cell


def _numbers(limits: Range, count: int | None) -> Reader:
    low, high, allowed = limits.low, limits.high, f"{limits.low:g} ... {limits.high:g}"

    def cell(text: str) -> tuple[float, ...]:
        if not NUMBERS.fullmatch(text):
            raise BadCell("not_numbers")
        values = tuple(map(float, text.split(" ")))
        if count is not None and len(values) != count:
            raise BadCell("wrong_count", str(count))
        if min(values) < low or max(values) > high or math.isinf(max(map(abs, values))):
            raise BadCell("out_of_range", allowed)
        return values

    return cell


def _plain(base: Any) -> Reader:
    if base is str:
        return _text
    if base is bool:
        return _choice({"yes": True, "no": False})
    if base is date:
        return _date
    if get_origin(base) is Literal and all(isinstance(choice, str) for choice in get_args(base)):
        return _choice({choice: choice for choice in get_args(base)})
    raise TypeError(f"not a column type: {base}")


def _choice(choices: dict[str, Any]) -> Reader:
    def cell(text: str) -> Any:
        if text not in choices:
            raise BadCell("not_a_choice", " / ".join(choices))
        return choices[text]

    return cell


def _date(text: str) -> date:
    if not DATE.fullmatch(text):
        raise BadCell("not_a_date", "YYYY-MM-DD")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadCell("not_a_date", "YYYY-MM-DD") from None
