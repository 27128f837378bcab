"""Own units as they stand in a project file: the cells of the CSV file, the points of a unit together."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from desktop.tables.faults import CatalogError, Fault

from .own_units import COLUMNS, OF_POINT, OF_UNIT, OwnUnit, read_own_units

ENTRY = "own_units"


def entry_of(units: Sequence[OwnUnit]) -> list[dict[str, Any]]:
    """The units as JSON; what was not said is left out."""
    return [_entry(unit) for unit in units]


def _entry(unit: OwnUnit) -> dict[str, Any]:
    found: dict[str, Any] = {
        name: getattr(unit, name)
        for name in OF_UNIT
        if name not in ("price_yuan", "limits") and getattr(unit, name) not in (None, "")
    }
    if unit.limits:
        found["limits"] = " ".join(f"{outdoor!r}:{leaving!r}" for outdoor, leaving in unit.limits)
    found["points"] = [
        {name: getattr(point, name) for name in OF_POINT if name != "power_kw"} for point in unit.points
    ]
    return found


def units_of(entry: object) -> tuple[OwnUnit, ...]:
    """The units of a project file's entry. Raises CatalogError, whose rows count the points from 2."""
    if not isinstance(entry, list) or not all(isinstance(each, dict) for each in entry):
        raise CatalogError([Fault(ENTRY, 0, "", str(entry)[:40], "not_csv")])
    names = [column.name for column in COLUMNS]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for unit in entry:
        points = unit.get("points")
        if not isinstance(points, list) or not points or not all(isinstance(p, dict) for p in points):
            raise CatalogError([Fault(ENTRY, 0, "points", str(points)[:40], "no_rows")])
        unknown = set(unit) - {*OF_UNIT, "points"}
        unknown |= {name for point in points for name in set(point) - set(OF_POINT)}
        if unknown:
            raise CatalogError([Fault(ENTRY, 0, name, name, "unknown_column") for name in unknown])
        writer.writerows([[_cell({**unit, **point}.get(name)) for name in names] for point in points])
    if not entry:
        return ()
    return read_own_units(out.getvalue().encode("utf-8", "replace"), ENTRY)[0]


def _cell(value: object) -> str:
    if value is None:
        return ""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
