"""The figures a chosen unit is shown by: rated, at design and bivalent point, and at two common readings."""

from __future__ import annotations

from ..engine import selection as rules
from ..engine.figures import FrozenMap, Value
from ..engine.messages import Message, message
from ..engine.performance_map import OutsideMap
from ..engine.sheet import Sheet
from ..tables.catalog import Catalog
from .records import Equipment
from .sizing import SitePoint, Sizing
from .tasks import Task

# nameplates are read at -12/41 °C or at 7/45 °C; both are printed, since the trade uses both
READINGS = (("minus_12_41", -12.0, 41.0), ("7_45", 7.0, 45.0))


def unit_equipment(task: Task, sizing: Sizing, role: str, catalog: Catalog, sheet: Sheet) -> Equipment:
    """The line of the equipment list for a chosen unit."""
    unit, part = sizing.unit, sheet.part("book.unit_figures", sizing.unit.model)
    family = unit.family
    found: dict[str, Value] = {
        **_looked_up(sizing, part),
        "refrigerant": " + ".join(filter(None, (family.refrigerant, family.refrigerant_high))),
        "family": family.family,
        "unit_count__winter": sizing.count_winter,
        "unit_count__summer": sizing.count_summer,
        "unit_count__standby": sizing.count_standby,
        "count_ruled_by": sizing.ruled_by,
        "backup_kw": sizing.backup_kw,
    }
    found |= _at("bivalent", sizing.at_bivalent)
    if sizing.at_design is not None:
        found |= _at("design", sizing.at_design)
        found["capacity_margin_fraction"] = part.work(
            rules.capacity_margin,
            unit_count=sizing.count,
            capacity_kw=sizing.at_bivalent.capacity_kw,
            heat_load_kw=sizing.load_bivalent_kw,
        )
    point = sizing.at_bivalent
    found["total_capacity_kw__bivalent"] = part.work(
        rules.total_capacity, unit_count=sizing.count, capacity_kw=point.capacity_kw
    )
    found["power_kw__bivalent"] = part.work(
        rules.power_of_units, unit_count=sizing.count, capacity_kw=point.capacity_kw, cop=point.cop
    )
    if sizing.cooling_kw:
        found["cooling_capacity_kw"] = sizing.cooling_kw
    if task.mode == "heating":
        found |= _readings(sizing, part)
    return Equipment(
        role,
        role,
        unit.model,
        sizing.count,
        FrozenMap(found),
        catalog.sources[unit.row.source].standing,
        _notes(sizing),
    )


def _looked_up(sizing: Sizing, sheet: Sheet) -> dict[str, Value]:
    """Nameplate, weight and sound from the tables; the limit with the water that is asked."""
    unit, family = sizing.unit, sizing.unit.family
    model = {"table": unit.row.TABLE, "row": unit.model, "source": unit.row.source}
    of_family = {"table": family.TABLE, "row": family.family, "source": family.source}
    rows = (
        ("capacity_kw__rated", unit.rated_kw(family.rated_mode), model),
        ("t_outdoor_c__rated", family.t_rated_outdoor_c, of_family),
        ("t_leaving_c__rated", family.t_rated_leaving_c, of_family),
        ("t_outdoor_c__min", unit.t_outdoor_min_c, of_family),
        ("sound_power_db", unit.row.sound_power_db, model),
        ("weight_kg", unit.row.weight_kg, model),
    )
    found: dict[str, Value] = {name: sheet.look_up(name, value, **place) for name, value, place in rows}
    found["t_outdoor_c__limit"] = sheet.simulated(
        "t_outdoor_c__limit", sizing.t_limit_c, method="method.scan_limit", source=family.source
    )
    return found


def _at(name: str, point: SitePoint) -> dict[str, Value]:
    return {
        f"capacity_kw__{name}": point.capacity_kw,
        f"cop__{name}": point.cop,
        f"t_outdoor_c__{name}": point.t_outdoor_c,
        f"t_leaving_c__{name}": point.t_leaving_c,
    }


def _readings(sizing: Sizing, sheet: Sheet) -> dict[str, Value]:
    """Dry-map capacity and COP at the two conditions the trade quotes, and of all units together."""
    found: dict[str, Value] = {}
    for name, t_outdoor, t_leaving in READINGS:
        entering = t_leaving - 5.0 if sizing.unit.needs_entering("heating") else None
        try:
            point = sizing.unit.work_point(sheet, "heating", t_outdoor, t_leaving, entering)
        except OutsideMap:
            continue
        found[f"capacity_kw__{name}"] = point.capacity_kw
        found[f"cop__{name}"] = point.cop
        found[f"total_capacity_kw__{name}"] = sheet.work(
            rules.total_capacity, unit_count=sizing.count, capacity_kw=point.capacity_kw
        )
    return found


def _notes(sizing: Sizing) -> tuple[Message, ...]:
    return (
        message(
            f"note.count_by_{sizing.ruled_by}",
            unit_count=sizing.count,
            unit_count__winter=sizing.count_winter,
            unit_count__summer=sizing.count_summer,
            unit_count__standby=sizing.count_standby,
        ),
    )
