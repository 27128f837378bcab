"""The figures a chosen unit is shown by: rated, at design and bivalent point, and at two common readings."""

from __future__ import annotations

from collections.abc import Mapping

from ..components.heat_pumps import Unit
from ..engine import selection as rules
from ..engine.figures import FrozenMap, Value, number_of
from ..engine.messages import Message, message
from ..engine.performance_map import OutsideMap
from ..engine.sheet import Sheet
from ..tables.catalog import Catalog
from .context import Context
from .records import Equipment
from .sizing import SitePoint, Sizing
from .tasks import Task

# nameplates are read at -12/41 °C or at 7/45 °C; both are printed, since the trade uses both
READINGS = (("minus_12_41", -12.0, 41.0), ("7_45", 7.0, 45.0))


def unit_equipment(
    task: Task,
    sizing: Sizing,
    role: str,
    catalog: Catalog,
    sheet: Sheet,
    compared_heating_kw: float | None = None,
) -> Equipment:
    """The line of the equipment list for a chosen unit; beside the rated heat of another plant, if any."""
    unit, part = sizing.unit, sheet.part("book.unit_figures", sizing.unit.model)
    family = unit.family
    found: dict[str, Value] = {
        **_looked_up(sizing, part),
        "refrigerant": " + ".join(filter(None, (family.refrigerant, family.refrigerant_high))),
        "family": family.family,
        "count_ruled_by": sizing.ruled_by,
    }
    found |= _cooling_figures(sizing, part) if task.mode == "cooling" else _heating_figures(sizing, part)
    if sizing.cooling_kw:
        found["cooling_capacity_kw"] = sizing.cooling_kw
    if task.mode == "heating":
        found |= _readings(sizing, part)
        if compared_heating_kw is not None:
            found |= _compared(found, compared_heating_kw, part)
    return Equipment(
        role,
        role,
        unit.model,
        sizing.count,
        FrozenMap(found),
        catalog.sources[unit.row.source].standing,
        _notes(task, sizing),
    )


def recovery_equipment(context: Context, sizing: Sizing, catalog: Catalog) -> tuple[Equipment, ...]:
    """A module for heat recovery on every unit, where the units cool and their waste heat makes hot water."""
    cools = context.demand.cooling_load_kw > 0.0 and "cooling" in sizing.unit.modes
    if not (cools and context.hot_water is not None and context.answers.flag("heat_recovery")):
        return ()
    row = sizing.unit.row
    standing = catalog.sources[row.source].standing
    return (
        Equipment("heat_recovery", "heat_recovery", row.model, sizing.count, FrozenMap(), standing),
    )


def _heating_figures(sizing: Sizing, part: Sheet) -> dict[str, Value]:
    """Counts, points and totals of units that heat rooms or water."""
    found: dict[str, Value] = {
        "t_outdoor_c__min": part.look_up(
            "t_outdoor_c__min", sizing.unit.t_outdoor_min_c, **_of_family(sizing.unit)
        ),
        "t_outdoor_c__limit": part.simulated(
            "t_outdoor_c__limit",
            sizing.t_limit_c,
            method="method.scan_limit",
            source=sizing.unit.family.source,
        ),
        "unit_count__winter": sizing.count_winter,
        "unit_count__summer": sizing.count_summer,
        "unit_count__standby": sizing.count_standby,
        "backup_kw": sizing.backup_kw,
    }
    found |= _at("bivalent", sizing.at_bivalent)
    if sizing.at_design is not None:
        found |= _at("design", sizing.at_design)
    if sizing.at_design is not None and sizing.load_bivalent_kw > 0.0:
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
    return found


def _cooling_figures(sizing: Sizing, part: Sheet) -> dict[str, Value]:
    """Point and totals of units that only cool; what is said of heat has no meaning for them."""
    point = sizing.at_bivalent
    return {
        "unit_count__summer": sizing.count_summer,
        "capacity_margin_fraction": part.work(
            rules.cooling_margin,
            unit_count=sizing.count,
            cooling_capacity_kw=sizing.cooling_kw,
            cooling_load_kw=sizing.load_bivalent_kw,
        ),
        "cop__cooling": point.cop,
        "t_outdoor_c__cooling": point.t_outdoor_c,
        "t_leaving_c__cooling": point.t_leaving_c,
        "cooling_capacity_kw__total": part.work(
            rules.total_cooling, unit_count=sizing.count, cooling_capacity_kw=sizing.cooling_kw
        ),
        "power_kw__cooling": part.work(
            rules.power_of_units, unit_count=sizing.count, capacity_kw=point.capacity_kw, cop=point.cop
        ),
    }


def _of_family(unit: Unit) -> dict[str, str]:
    return {"table": unit.family.TABLE, "row": unit.family.family, "source": unit.family.source}


def _looked_up(sizing: Sizing, sheet: Sheet) -> dict[str, Value]:
    """Nameplate, weight and sound from the tables."""
    unit, family = sizing.unit, sizing.unit.family
    model = {"table": unit.row.TABLE, "row": unit.model, "source": unit.row.source}
    of_family = _of_family(unit)
    rows = (
        ("capacity_kw__rated", unit.rated_kw(family.rated_mode), model),
        ("t_outdoor_c__rated", family.t_rated_outdoor_c, of_family),
        ("t_leaving_c__rated", family.t_rated_leaving_c, of_family),
        ("sound_power_db", unit.row.sound_power_db, model),
        ("weight_kg", unit.row.weight_kg, model),
    )
    return {name: sheet.look_up(name, value, **place) for name, value, place in rows}


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


def _compared(figures: Mapping[str, Value], compared_heating_kw: float, sheet: Sheet) -> dict[str, Value]:
    """Both readings over the rated heat of another plant, whose condition is seldom named."""
    found: dict[str, Value] = {"compared_heating_kw": compared_heating_kw}
    for name, _, _ in READINGS:
        if f"total_capacity_kw__{name}" in figures:
            found[f"rated_ratio__{name}"] = sheet.work(
                rules.rated_ratio,
                total_capacity_kw=number_of(figures, f"total_capacity_kw__{name}"),
                compared_heating_kw=compared_heating_kw,
            )
    return found


def _notes(task: Task, sizing: Sizing) -> tuple[Message, ...]:
    if task.mode == "cooling":
        counts = {"unit_count": sizing.count, "unit_count__summer": sizing.count_summer}
        return (message("note.count_to_cool", **counts),)
    return (
        message(
            f"note.count_by_{sizing.ruled_by}",
            unit_count=sizing.count,
            unit_count__winter=sizing.count_winter,
            unit_count__summer=sizing.count_summer,
            unit_count__standby=sizing.count_standby,
        ),
    )
