"""Units of the user's own: what a maker's sheet says of them, read from a CSV file, one point a row.

A unit may be known at one to eight points, from which its map is estimated, or by a whole table. What holds
for the unit stands in its first row; further rows of the model may leave it blank.
"""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, cast

from desktop.tables.faults import CatalogError, Fault
from desktop.tables.nomenclature import Quantity
from desktop.tables.places import resources_dir
from desktop.tables.schema import BadCell, Blank, Column, Range, Row, columns_of

Mode = Literal["heating", "cooling", "hot_water"]
T = Range(-60, 120)
OWN_WORD = "own_word."
LONGEST_FILE_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One row of the file. Either ``cop`` or ``power_kw``; a blank ``part_load_fraction`` is full load.

    ``limits`` are pairs of outdoor temperature and highest leaving water, such as ``-25:45 -10:55 35:55``.
    """

    model: str
    maker: Annotated[str, Blank()]
    refrigerant: Annotated[str, Blank()]
    drive: Literal["fixed", "inverter"] | None
    price_yuan: Annotated[float, Range(1, 1e8)] | None
    sound_power_db: Annotated[float, Range(30, 120)] | None
    minimum_load_fraction: Annotated[float, Range(0.05, 1)] | None
    water_flow_m3h: Annotated[float, Range(0.05, 500)] | None
    water_pressure_drop_kpa: Annotated[float, Range(1, 200)] | None
    weight_kg: Annotated[float, Range(10, 20_000)] | None
    power_supply: Literal["220V/1N/50Hz", "380V/3N/50Hz"] | None
    defrost_included: bool | None
    limits: Annotated[str, Blank()]
    document: Annotated[str, Blank()]
    mode: Mode
    t_outdoor_c: Annotated[float, T]
    t_leaving_c: Annotated[float, T]
    part_load_fraction: Annotated[float, Range(0.05, 1)] | None
    capacity_kw: Annotated[float, Range(0.5, 5000)]
    cop: Annotated[float, Range(0.5, 20)] | None
    power_kw: Annotated[float, Range(0.1, 2000)] | None


OF_POINT = ("mode", "t_outdoor_c", "t_leaving_c", "part_load_fraction", "capacity_kw", "cop", "power_kw")
OF_UNIT = tuple(field.name for field in dataclasses.fields(OwnRow) if field.name not in OF_POINT)
REQUIRED = ("refrigerant", "document")


@dataclass(frozen=True, slots=True)
class OwnPoint:
    """A point of a maker's sheet: what the unit gives there and with which COP."""

    mode: Mode
    t_outdoor_c: float
    t_leaving_c: float
    part_load_fraction: float
    capacity_kw: float
    cop: float


@dataclass(frozen=True, slots=True)
class OwnUnit:
    """A unit as its maker's sheet gives it. ``document`` is the user's word on where the figures stand.

    What is None was not said; defaults take its place where it is needed. ``limits`` rise with the outdoor
    temperature; without any the unit runs where its points or their estimate reach.
    """

    model: str
    maker: str
    refrigerant: str
    drive: Literal["fixed", "inverter"]
    sound_power_db: float | None
    minimum_load_fraction: float | None
    water_flow_m3h: float | None
    water_pressure_drop_kpa: float | None
    weight_kg: float | None
    power_supply: Literal["220V/1N/50Hz", "380V/3N/50Hz"] | None
    defrost_included: bool
    limits: tuple[tuple[float, float], ...]
    document: str
    points: tuple[OwnPoint, ...]


COLUMNS = columns_of(cast("type[Row]", OwnRow))
"""The columns of the file, in the order of the template."""


def template() -> str:
    """The file to fill in: heads, and an example of a unit known at three points."""
    return (resources_dir() / "templates" / "own_units.csv").read_text("utf-8").replace("\n", "\r\n")


@cache
def _words() -> Mapping[tuple[str, str], str]:
    """What may be written in either language, by column and word (text keys ``own_word.<column>.<cell>``)."""
    from desktop.tables.texts import read_texts  # not needed before a file is read

    found: dict[tuple[str, str], str] = {}
    for key, text in read_texts(resources_dir() / "texts").items():
        if key.startswith(OWN_WORD):
            column, _, cell = key.removeprefix(OWN_WORD).partition(".")
            found |= {(column, text.zh): cell, (column, text.en): cell}
    return found


def read_own_units(
    content: bytes, file: str, quantities: Mapping[str, Quantity] = {}, refrigerants: Sequence[str] = ()
) -> tuple[tuple[OwnUnit, ...], dict[str, float]]:
    """The units of a file in its order, and the prices it gives by model.

    Heads may be identifiers or the labels of ``quantities`` in either language. Where ``refrigerants`` are
    given a unit has one of them, however its capitals are written. Raises CatalogError with
    every fault: file, row, column, value and what is allowed.
    """
    lines = _lines(content, file)
    heads, faults = _heads(lines[0][1], file, COLUMNS, quantities)
    if faults:
        raise CatalogError(faults)
    rows: list[tuple[int, OwnRow]] = []
    for line, cells in lines[1:]:
        row, wrong = _row(file, line, dict(zip(heads, cells, strict=False)), COLUMNS)
        if row is not None and row.refrigerant and refrigerants:
            row, more = _with_known_refrigerant(file, line, row, refrigerants)
            wrong += more
        faults += wrong
        rows += [(line, row)] if row is not None else []
    if not rows and not faults:
        faults.append(Fault(file, 0, "", "", "no_rows"))
    models: dict[str, list[tuple[int, OwnRow]]] = {}
    for line, row in rows:
        models.setdefault(row.model, []).append((line, row))
    units = []
    prices: dict[str, float] = {}
    for own in models.values():
        unit, wrong = _unit(file, own)
        faults += wrong
        units += [unit] if unit is not None else []
        prices.update({row.model: row.price_yuan for _, row in own if row.price_yuan is not None})
    if faults:
        raise CatalogError(faults)
    return tuple(units), prices


def _lines(content: bytes, file: str) -> list[tuple[int, list[str]]]:
    """Numbered lines of stripped cells; UTF-8, else the GB 18030 that spreadsheets write."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("gb18030")
        except UnicodeDecodeError:
            raise CatalogError([Fault(file, 0, "", "", "not_utf8")]) from None
    mark = max("\t;,", key=text.partition("\n")[0].count)
    try:
        reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=mark, strict=True)
        lines = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader if any(cells)]
    except csv.Error:
        raise CatalogError([Fault(file, 0, "", "", "not_csv")]) from None
    if not lines:
        raise CatalogError([Fault(file, 0, "", "", "empty_file")])
    if len(lines) > LONGEST_FILE_ROWS:
        raise CatalogError([Fault(file, 0, "", str(len(lines)), "too_many_rows", str(LONGEST_FILE_ROWS))])
    return lines


def _heads(
    found: Sequence[str], file: str, columns: Iterable[Column], quantities: Mapping[str, Quantity]
) -> tuple[list[str], list[Fault]]:
    """The column each head names, and heads that are unknown, twice or lacking."""
    meant: dict[str, str] = {}
    for column in columns:
        said = [column.name]
        if column.name in quantities:
            said += [quantities[column.name].label_zh, quantities[column.name].label_en]
        meant |= {head.lower(): column.name for head in said}
    heads = [meant.get(head.lower(), head) for head in found]
    known = set(meant.values())
    faults = [Fault(file, 1, head, head, "unknown_column") for head in heads if head and head not in known]
    faults += [Fault(file, 1, head, head, "duplicate_column") for head in set(heads) if heads.count(head) > 1]
    needed = ("model", "refrigerant", "document", "mode", "t_outdoor_c", "t_leaving_c", "capacity_kw")
    faults += [Fault(file, 1, name, "", "missing_column") for name in needed if name not in heads]
    return heads, faults


def _row(
    file: str, line: int, cells: Mapping[str, str], columns: Iterable[Column]
) -> tuple[OwnRow | None, list[Fault]]:
    values: dict[str, Any] = {}
    faults = []
    for column in columns:
        text = cells.get(column.name, "")
        try:
            values[column.name] = column.read(_words().get((column.name, text), text))
        except BadCell as bad:
            faults.append(Fault(file, line, column.name, text, bad.reason, bad.allowed))
    if not faults and (values["cop"] is None) == (values["power_kw"] is None):
        faults.append(Fault(file, line, "cop", cells.get("cop", ""), "own_cop_or_power"))
    if not faults and values["cop"] is None and not 0.5 <= values["capacity_kw"] / values["power_kw"] <= 20:
        faults.append(Fault(file, line, "power_kw", cells["power_kw"], "own_power", "COP 0.5 ... 20"))
    return (None if faults else OwnRow(**values)), faults


def _with_known_refrigerant(
    file: str, line: int, row: OwnRow, refrigerants: Sequence[str]
) -> tuple[OwnRow, list[Fault]]:
    """The row with its refrigerant as the tables write it, and a fault where they have none of that name."""
    typed = "".join(row.refrigerant.upper().split()).replace("-", "")
    known = {name.upper().replace("-", ""): name for name in refrigerants}
    if typed in known:
        return dataclasses.replace(row, refrigerant=known[typed]), []
    listed = ", ".join(refrigerants)
    return row, [Fault(file, line, "refrigerant", row.refrigerant, "own_refrigerant", listed)]


def _unit(file: str, rows: Sequence[tuple[int, OwnRow]]) -> tuple[OwnUnit | None, list[Fault]]:
    """The unit of the rows of one model, and what is wrong with it."""
    line, first = rows[0]
    faults = [
        Fault(file, here, name, str(getattr(row, name)), "own_differs", str(getattr(first, name)))
        for here, row in rows[1:]
        for name in OF_UNIT
        if getattr(row, name) not in (None, "", getattr(first, name))
    ]
    faults += [
        Fault(file, line, name, "", "empty_cell") for name in REQUIRED if not getattr(first, name)
    ]
    limits: tuple[tuple[float, float], ...] = ()
    try:
        limits = limits_of(first.limits)
    except ValueError:
        faults.append(Fault(file, line, "limits", first.limits, "own_limits", "-25:45 -10:55 35:55"))
    seen: dict[tuple[object, ...], int] = {}
    points = []
    for here, row in rows:
        load = 1.0 if row.part_load_fraction is None else row.part_load_fraction
        key = (row.mode, row.t_outdoor_c, row.t_leaving_c, load)
        if seen.setdefault(key, here) != here:
            place = f"{row.t_outdoor_c:g} / {row.t_leaving_c:g}"
            faults.append(Fault(file, here, "t_outdoor_c", place, "duplicate_key", str(seen[key])))
        cop = row.cop if row.cop is not None else row.capacity_kw / (row.power_kw or 1.0)
        points.append(OwnPoint(row.mode, row.t_outdoor_c, row.t_leaving_c, load, row.capacity_kw, cop))
    faults += _lacking(file, line, first, points)
    if faults:
        return None, faults
    named = {name: getattr(first, name) for name in OF_UNIT if name not in ("price_yuan", "limits")}
    named["drive"] = first.drive or "inverter"
    named["defrost_included"] = first.defrost_included is not False
    return OwnUnit(**named, limits=limits, points=tuple(points)), []


FEWEST_COOLING_POINTS = 4


def _lacking(file: str, line: int, first: OwnRow, points: Sequence[OwnPoint]) -> Iterator[Fault]:
    """Too few points of a mode: one at full load to heat, four that span an area to cool."""
    full = [point for point in points if point.part_load_fraction == 1.0]
    heating = [point for point in full if point.mode != "cooling"]
    if not heating:
        yield Fault(file, line, "mode", first.model, "own_no_full_load")
    cooling = [point for point in full if point.mode == "cooling"]
    spans = len({p.t_outdoor_c for p in cooling}) > 1 and len({p.t_leaving_c for p in cooling}) > 1
    if any(point.mode == "cooling" for point in points) and (
        len(cooling) < FEWEST_COOLING_POINTS or not spans
    ):
        yield Fault(file, line, "mode", str(len(cooling)), "own_cooling_points", str(FEWEST_COOLING_POINTS))


def limits_of(text: str) -> tuple[tuple[float, float], ...]:
    """Pairs of outdoor temperature and highest leaving water. Raises ValueError.

    >>> limits_of("-25:45 -10:55")
    ((-25.0, 45.0), (-10.0, 55.0))
    """
    pairs = []
    for part in text.replace(";", " ").replace("；", " ").replace("：", ":").split():
        outdoor, sign, leaving = part.partition(":")
        pair = float(outdoor), float(leaving)
        if not sign or not all(T.low <= value <= T.high for value in pair):
            raise ValueError(part)
        pairs.append(pair)
    ordered = sorted(pairs)
    if len(pairs) == 1 or len({pair[0] for pair in pairs}) != len(pairs):
        raise ValueError(text)
    return tuple(ordered)
