"""A maker's file of coefficients: understood by its heads, checked against its own points, never guessed at.

Three layouts are known: a polynomial a row with ten columns of coefficients; a polynomial a column with ten
rows of them; and a compressor a row with heads such as ``Q_te2``. What the file does not say may be stated by
the user; what nobody stated stays blank.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from ..engine.compressor import TERMS, in_unit, polynomial
from ..engine.messages import Message, message
from ..tables.catalog import Catalog
from .compressor_heads import QUANTITIES, Head, head, refrigerant_name, temperature_unit, unit_of, words
from .compressors import Measured
from .own_compressors import LARGEST_RESIDUAL_FRACTION, OwnCompressorRow

Grid = Sequence[Sequence[Any]]
OF_MODEL = ("maker", "refrigerant", "superheat_k", "t_return_gas_c", "subcooling_k", "t_liquid_c",
            "frequency_hz", "displacement_m3h")  # fmt: skip
PAIRS = (("superheat_k", "t_return_gas_c"), ("subcooling_k", "t_liquid_c"))
HEAD_ROWS = 40
CURRENT = "A"


class ImportFault(Exception):
    """A file in which no ten-term polynomial was understood; ``message`` says what was looked for."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.key)
        self.message = reason


@dataclass(frozen=True)
class Stated:
    """What the user says of a file that does not say it itself; it also overrules nothing that it says."""

    model: str = ""
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    units: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Imported:
    """The rows found, and remarks on what was left out."""

    rows: tuple[OwnCompressorRow, ...]
    remarks: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class _Raw:
    """A polynomial as it was found, its cells by meaning."""

    measured: Measured
    unit: str
    coefficients: tuple[float, ...] | None
    cells: Mapping[str, str]
    value: float | None = None


def import_grids(
    grids: Sequence[Grid], file: str, catalog: Catalog, stated: Stated | None = None
) -> Imported:
    """The polynomials in the sheets of a file. Raises ImportFault where there are none."""
    stated = stated or Stated()
    known = words(catalog)
    raws: list[_Raw] = []
    points: list[Mapping[str, float]] = []
    remarks: list[Message] = []
    for grid in grids:
        found, wrong = _polynomials(grid, known)
        raws += found
        remarks += wrong
        points += _points(grid, known)
    if not raws:
        if remarks:
            raise ImportFault(remarks[0])
        raise ImportFault(message("fault.compressor_no_polynomial", file=file, count=TERMS))
    rows = _told_apart([_row(raw, file, stated) for raw in raws])
    return Imported(tuple(_checked(row, points) for row in rows), tuple(remarks))


def _told_apart(rows: Sequence[OwnCompressorRow]) -> list[OwnCompressorRow]:
    """Two compressors of one name get a number: their polynomials must not be mixed."""
    seen: dict[tuple[str, str, float | None], int] = {}
    found = []
    for row in rows:
        key = (row.model, row.measured, row.frequency_hz)
        seen[key] = seen.get(key, 0) + 1
        model = row.model if seen[key] == 1 else f"{row.model} ({seen[key]})"
        found.append(dataclasses.replace(row, model=model))
    return found


def _polynomials(grid: Grid, known: Mapping[str, str]) -> tuple[list[_Raw], list[Message]]:
    for index, line in enumerate(grid[:HEAD_ROWS]):
        heads = [head(cell, known) for cell in line]
        numbered = [one for one in heads if one.meaning == "coefficient"]
        if len(numbered) > TERMS:
            return [], [message("fault.compressor_terms", count=len(numbered), allowed=TERMS)]
        if len(numbered) == TERMS:
            return _by_rows(grid, index, heads, known), []
        if sum(one.meaning.startswith("term ") for one in heads) >= 2 * TERMS:
            return _by_terms(grid, index, heads), []
    return _by_columns(grid, known) or _by_point(grid, known), []


def _by_rows(grid: Grid, index: int, heads: Sequence[Head], known: Mapping[str, str]) -> list[_Raw]:
    """Each row below the heads is a polynomial; without a head for it, the first cell names the quantity."""
    least = min(one.place or 0 for one in heads if one.place is not None)
    places = {(one.place or 0) - least: column for column, one in enumerate(heads) if one.place is not None}
    if sorted(places) != list(range(TERMS)):
        return []
    named = {one.meaning: column for column, one in enumerate(heads) if one.meaning and one.place is None}
    found = []
    for line in grid[index + 1 :]:
        cells = [*line, *[None] * (len(heads) - len(line))]
        quantity = head(cells[named.get("measured", 0)], known)
        numbers = [_number(cells[places[place]]) for place in range(TERMS)]
        if quantity.meaning not in QUANTITIES or None in numbers:
            continue
        said = {meaning: _text(cells[column]) for meaning, column in named.items()}
        if head(said.get("model", ""), known).meaning in QUANTITIES:
            del said["model"]  # the column is headed "name" but names the quantities
        unit = quantity.unit or said.get("unit", "")
        found.append(_raw(quantity.meaning, unit, numbers, said))
    return found


def _by_terms(grid: Grid, index: int, heads: Sequence[Head]) -> list[_Raw]:
    """Each row is a compressor with all terms of its quantities."""
    found = []
    named = {one.meaning: column for column, one in enumerate(heads) if one.meaning and one.place is None}
    measured = dict.fromkeys(one.meaning for one in heads if one.meaning.startswith("term "))
    for line in grid[index + 1 :]:
        cells = [*line, *[None] * (len(heads) - len(line))]
        said = {meaning: _text(cells[column]) for meaning, column in named.items()}
        for name in measured:
            places = {one.place: column for column, one in enumerate(heads) if one.meaning == name}
            numbers = [_number(cells[places[place]]) if place in places else None for place in range(TERMS)]
            if None not in numbers:
                unit = next((one.unit for one in heads if one.meaning == name and one.unit), "")
                found.append(_raw(name.removeprefix("term "), unit, numbers, said))
    return found


def _by_columns(grid: Grid, known: Mapping[str, str]) -> list[_Raw]:
    """Ten rows that begin with the number of a coefficient, under heads that name quantities."""
    first = [head(line[0] if line else None, known) for line in grid]
    rows = [index for index, one in enumerate(first) if one.place is not None]
    if len(rows) < TERMS:
        return []
    rows = rows[:TERMS]
    places = [first[index].place or 0 for index in rows]
    if [place - places[0] for place in places] != list(range(TERMS)):
        return []
    said = {
        one.meaning: _text(line[1])
        for one, line in zip(first, grid, strict=True)
        if one.meaning and one.place is None and len(line) > 1
    }
    heads: list[Head] = []
    for line in reversed(grid[: rows[0]]):
        heads = [head(cell, known) for cell in line]
        if any(one.meaning in QUANTITIES for one in heads):
            break
    found = []
    for column, one in enumerate(heads):
        if one.meaning in QUANTITIES:
            numbers = [_number(grid[row][column]) if column < len(grid[row]) else None for row in rows]
            if None not in numbers:
                found.append(_raw(one.meaning, one.unit, numbers, said))
    return found


def _by_point(grid: Grid, known: Mapping[str, str]) -> list[_Raw]:
    """Rows of a displacement with capacity and power at one point."""
    for index, line in enumerate(grid[:HEAD_ROWS]):
        heads = [head(cell, known) for cell in line]
        named = {one.meaning: column for column, one in enumerate(heads) if one.meaning}
        if {"capacity", "power"} <= named.keys() and named.keys() & {"displacement_m3h", "displacement_cm3"}:
            return [raw for cells in grid[index + 1 :] for raw in _rated(cells, heads, named)]
    return []


def _rated(cells: Sequence[Any], heads: Sequence[Head], named: Mapping[str, int]) -> list[_Raw]:
    if len(cells) < len(heads):
        return []
    said = {meaning: _text(cells[column]) for meaning, column in named.items()}
    found: list[_Raw] = []
    for measured in ("capacity", "power"):
        value = _number(said[measured])
        if value is None:
            return []
        unit = heads[named[measured]].unit
        found.append(_Raw("capacity" if measured == "capacity" else "power", unit, None, said, value))
    return found


def _raw(measured: str, unit: str, numbers: Sequence[float | None], cells: Mapping[str, str]) -> _Raw:
    assert measured in get_args(Measured)
    return _Raw(measured, unit, tuple(n for n in numbers if n is not None), cells)  # type: ignore[arg-type]


def _points(grid: Grid, known: Mapping[str, str]) -> list[Mapping[str, float]]:
    """Rated points: rows under heads that name both temperatures and a quantity."""
    for index, line in enumerate(grid):
        heads = [head(cell, known) for cell in line]
        meanings = [one.meaning for one in heads]
        if "t_evaporating_c" in meanings and "t_condensing_c" in meanings and set(meanings) & set(QUANTITIES):
            found: list[Mapping[str, float]] = []
            for cells in grid[index + 1 :]:
                point = {
                    one.meaning: value
                    for one, cell in zip(heads, cells, strict=False)
                    if one.meaning and (value := _number(cell)) is not None
                }
                if "t_evaporating_c" in point and "t_condensing_c" in point:
                    found.append(point)
            return found
    return []


def _row(raw: _Raw, file: str, stated: Stated) -> OwnCompressorRow:
    """What the file says, then what the user states; the rest blank."""
    cells = raw.cells
    values: dict[str, Any] = {name: _value(name, cells.get(name, "")) for name in OF_MODEL}
    for name, value in stated.values.items():
        partner = next((other for pair in PAIRS if name in pair for other in pair if other != name), "")
        if name in values and values[name] in (None, "") and values.get(partner) is None:
            values[name] = value
    only = CURRENT if raw.measured == "current" else ""  # a current has no other unit
    unit = unit_of(raw.unit or stated.units.get(raw.measured, only))
    said_temperature = temperature_unit(cells.get("temperature_unit", ""))
    per_turn = _number(cells.get("displacement_cm3", ""))
    if values["displacement_m3h"] is None and per_turn is not None and values["frequency_hz"] is not None:
        values["displacement_m3h"] = per_turn * values["frequency_hz"] * 3600 / 1e6  # a turn a period
    at = {name: _number(cells.get(name, "")) for name in ("t_evaporating_c", "t_condensing_c")}
    if raw.value is not None:
        at = {name: stated.values.get(name) if value is None else value for name, value in at.items()}
    envelope = _box(cells) or str(stated.values.get("envelope", ""))
    model = cells.get("model", "") or stated.model or file.rpartition(".")[0] or file
    return OwnCompressorRow(
        model=model,
        maker=values["maker"] or "",
        kind=stated.values.get("kind"),
        refrigerant=refrigerant_name(values["refrigerant"] or ""),
        measured=raw.measured,
        unit=unit,
        temperature_unit=said_temperature or stated.values.get("temperature_unit"),
        superheat_k=values["superheat_k"],
        t_return_gas_c=values["t_return_gas_c"],
        subcooling_k=values["subcooling_k"],
        t_liquid_c=values["t_liquid_c"],
        frequency_hz=values["frequency_hz"],
        displacement_m3h=values["displacement_m3h"],
        envelope=envelope,
        pressure_ratio__max=stated.values.get("pressure_ratio__max"),
        t_discharge_max_c=stated.values.get("t_discharge_max_c"),
        residual_fraction=None,
        polynomial_coefficients=raw.coefficients,
        document=file,
        t_evaporating_c=None if raw.value is None else at["t_evaporating_c"],
        t_condensing_c=None if raw.value is None else at["t_condensing_c"],
        rated_value=raw.value,
    )


def _value(name: str, text: str) -> Any:
    return text if name in ("maker", "refrigerant") else _number(text)


def _box(cells: Mapping[str, str]) -> str:
    """An envelope from its limits; its corner of too little lift is left to the pressure ratio."""
    limits = [_number(cells.get(name)) for name in ("te_min", "te_max", "tc_min", "tc_max")]
    if any(limit is None for limit in limits):
        return ""
    te_min, te_max, tc_min, tc_max = limits
    return f"{te_min:g}:{tc_min:g} {te_max:g}:{tc_min:g} {te_max:g}:{tc_max:g} {te_min:g}:{tc_max:g}"


def _checked(row: OwnCompressorRow, points: Sequence[Mapping[str, float]]) -> OwnCompressorRow:
    """With the largest deviation from the file's own points, which are in its own units and temperatures."""
    c = row.polynomial_coefficients
    if c is None:
        return row
    deviations = [
        abs(polynomial(c, point["t_evaporating_c"], point["t_condensing_c"]) / point[row.measured] - 1)
        for point in points
        if point.get(row.measured)
    ]
    if not deviations:
        return row
    return dataclasses.replace(row, residual_fraction=max(deviations))


def restated(row: OwnCompressorRow, stated: Stated) -> OwnCompressorRow:
    """A row with what was blank filled in by the user's word."""
    changes: dict[str, Any] = {}
    for name, value in stated.values.items():
        partner = next((other for pair in PAIRS if name in pair for other in pair if other != name), "")
        of_point = name in ("t_evaporating_c", "t_condensing_c")
        free = getattr(row, name) in (None, "") and not (of_point and row.rated_value is None)
        if free and (not partner or getattr(row, partner) is None):
            changes[name] = value
    if row.unit is None and row.measured in stated.units:
        changes["unit"] = unit_of(stated.units[row.measured])
    return dataclasses.replace(row, **changes)


def misunderstood(row: OwnCompressorRow) -> bool:
    """Whether a row misses its file's own points by more than rounding explains."""
    return (row.residual_fraction or 0.0) > LARGEST_RESIDUAL_FRACTION


def value_at(row: OwnCompressorRow, t_evaporating_c: float, t_condensing_c: float) -> float:
    """The polynomial as written, at temperatures in °C. Raises ValueError where their unit is not stated."""
    if row.temperature_unit is None or row.polynomial_coefficients is None:
        raise ValueError("temperature_unit")
    return polynomial(
        row.polynomial_coefficients,
        in_unit(t_evaporating_c, row.temperature_unit),
        in_unit(t_condensing_c, row.temperature_unit),
    )


def _number(cell: Any) -> float | None:
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        return float(cell)
    text = str(cell).strip()
    if "," in text and "." not in text:
        text = text.replace(",", ".")  # a decimal comma
    try:
        return float(text)
    except ValueError:
        return None


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()
