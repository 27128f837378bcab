"""The user's own units in a plant: their points, how their maps came about, how sure they are."""

from __future__ import annotations

from collections.abc import Iterator

from ..components.own_catalog import OwnCatalog
from ..components.own_maps import OwnMap
from ..components.own_scop import SCOP_NAMES, estimated_scop
from ..components.own_units import OwnUnit
from ..engine.figures import FrozenMap, Value
from ..engine.messages import Check, Message, message
from ..engine.sheet import Sheet
from .plant import PlantDesign
from .records import FigureTable, TableRow, Topic

COLUMNS = ("mode", "t_outdoor_c", "t_leaving_c", "part_load_fraction", "capacity_kw", "cop")
STANDINGS = ("own_map", "known_count", "capacity_interval_fraction", "cop_interval_fraction")


def own_units(plant: PlantDesign, sheet: Sheet) -> Topic | None:
    """For plants with own units: every known point, the standing of each map and its interval."""
    catalog = plant.catalog
    if not isinstance(catalog, OwnCatalog):
        return None
    models = dict.fromkeys(equipment.model for equipment in plant.equipment)
    units = [catalog.own[model] for model in models if model in catalog.own]
    if not units:
        return None
    points, standings = [], []
    figures: dict[str, Value] = {}
    notes: list[Message] = []
    checks: list[Check] = []
    for unit in units:
        part = sheet.part("book.own_units", unit.model)
        points += [_point(unit, place, part) for place in range(len(unit.points))]
        notes.append(message("topic.own_units.document", model=unit.model, document=unit.document))
        for one in catalog.maps[unit.model]:
            standings.append(_standing(unit, one, part))
            checks += _checks(unit, one)
        figures |= _scops(unit, catalog, part) if len(units) == 1 else {}
    if figures:
        notes.append(message("topic.own_units.scop"))
    return Topic(
        "own_units",
        FrozenMap(figures),
        (
            FigureTable("own_units_standing", STANDINGS, tuple(standings)),
            FigureTable("own_units_points", COLUMNS, tuple(points)),
        ),
        checks=tuple(checks),
        notes=tuple(notes),
    )


def _point(unit: OwnUnit, place: int, sheet: Sheet) -> TableRow:
    point = unit.points[place]
    at = {"table": "own_units", "row": f"{unit.model} {place + 1}", "source": "own_unit_table"}
    return TableRow(
        unit.model,
        (
            point.mode,
            sheet.look_up("t_outdoor_c", point.t_outdoor_c, **at),
            sheet.look_up("t_leaving_c", point.t_leaving_c, **at),
            sheet.look_up("part_load_fraction", point.part_load_fraction, **at),
            sheet.look_up("capacity_kw", point.capacity_kw, **at),
            sheet.look_up("cop", point.cop, **at),
        ),
    )


def _standing(unit: OwnUnit, one: OwnMap, sheet: Sheet) -> TableRow:
    known = {"known_count": one.known_count}
    if one.standing == "maker":
        cells: tuple[Value | None, ...] = ("maker", one.known_count, None, None)
    else:
        intervals = {
            name: sheet.simulated(
                name, getattr(one, name), method="method.estimated_map", source="keymark_estimation",
                inputs=known,
            )
            for name in STANDINGS[2:]
        }
        cells = ("estimated", one.known_count, *intervals.values())
    label = message(f"topic.own_units.{one.mode}", model=unit.model)
    return TableRow(label, cells, "warning" if one.standing == "estimated" else "normal")


def _checks(unit: OwnUnit, one: OwnMap) -> Iterator[Check]:
    """An estimate is said to be one; points against the usual order are kept and told."""
    if one.standing == "estimated":
        values: dict[str, Value] = {
            "model": unit.model,
            "known_count": one.known_count,
            "cop_interval_fraction": round(one.cop_interval_fraction, 3),
            "capacity_interval_fraction": round(one.capacity_interval_fraction, 3),
        }
        yield Check("own_unit_estimated", "warning", message("check.own_unit_estimated", **values))
    for turn in one.turns:
        yield Check(
            "own_unit_turn", "info",
            message(
                "check.own_unit_turn", model=unit.model,
                t_outdoor_c=turn.t_outdoor_c[0], t_leaving_c=turn.t_leaving_c[0], value=f"{turn.values[0]:g}",
                t_outdoor_c__other=turn.t_outdoor_c[1], t_leaving_c__other=turn.t_leaving_c[1],
                value_other=f"{turn.values[1]:g}",
            ),
        )  # fmt: skip


def _scops(unit: OwnUnit, catalog: OwnCatalog, sheet: Sheet) -> dict[str, Value]:
    """Estimated seasonal COPs of the average climate; nothing for units that only heat water."""
    if not any(point.mode == "heating" and point.part_load_fraction == 1.0 for point in unit.points):
        return {}
    return {
        name: sheet.simulated(
            name,
            estimated_scop(unit, level, catalog),
            method="method.estimated_scop",
            source="en14825_recalled",
            inputs={"known_count": len(unit.points)},
        )
        for level, name in SCOP_NAMES.items()
    }
