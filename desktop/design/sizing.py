"""How many units of a model a task needs, or the rule the model fails.

Every step is written on the sheet it is given; candidates use a silent one, so that a chosen unit is
calculated by the very lines that chose it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from ..components.heat_pumps import Mode, OperatingPoint, Unit
from ..engine import selection as rules
from ..engine.corrections import site_capacity, site_cop
from ..engine.messages import Rejection
from ..engine.performance_map import OutsideMap
from ..engine.season import leaving_water, leaving_water_held, load_line, supply_temperature_reset
from ..engine.sheet import Sheet
from .tasks import Floats, Task, WaterCurve

CountRule = Literal["winter", "summer", "standby", "hot_water", "economy", "user", "stated"]
SMALL_PLANT_KW = 35.0  # one unit up to here may stand alone: the standby rule is not asked of it
SCAN_STEP_K = 0.5


@dataclass(frozen=True, slots=True)
class SitePoint:
    """A unit at an outdoor temperature of the task, with altitude and frost taken off."""

    t_outdoor_c: float
    t_leaving_c: float
    capacity_kw: float
    cop: float
    map_capacity_kw: float
    map_cop: float


@dataclass(frozen=True, slots=True)
class Sizing:
    """A model sized for a task.

    ``t_limit_c`` is the lowest outdoor temperature at which it can give the water asked;
    ``at_design`` is None where that is above the design temperature. ``cooling_kw`` is one unit's. Of a model
    sized to cool alone, all points are that of summer design, and the counts of winter and standby are 0.
    """

    unit: Unit
    t_limit_c: float
    t_bivalent_c: float
    at_bivalent: SitePoint
    at_design: SitePoint | None
    load_bivalent_kw: float
    count: int
    count_winter: int
    count_summer: int
    count_standby: int
    ruled_by: CountRule
    backup_kw: float
    cooling_kw: float

    def with_count(self, count: int, backup_kw: float, ruled_by: CountRule) -> Sizing:
        """The same model with another count."""
        return replace(self, count=count, backup_kw=backup_kw, ruled_by=ruled_by)


def lowest_temperature(unit: Unit, task: Task) -> float | None:
    """Lowest outdoor temperature, on steps of 0.5 K, from which up to the design load's end the unit can
    give the task's water; None where it never can."""
    top = 15.0 if task.line.t_balance_c is None else min(15.0, task.line.t_balance_c)
    low = np.floor(min(unit.t_outdoor_min_c, task.t_design_c) / SCAN_STEP_K) * SCAN_STEP_K
    grid = np.arange(low, top + SCAN_STEP_K / 2, SCAN_STEP_K)
    capacity, _ = unit.points(task.mode, grid, *water_at(unit, task, grid))
    runs = np.isfinite(capacity)
    if not runs[-1]:
        return None
    stops = np.nonzero(~runs)[0]
    return float(grid[stops[-1] + 1] if stops.size else grid[0])


def water_at(unit: Unit, task: Task, t_outdoor_c: Floats) -> tuple[Floats, Floats | None]:
    """Leaving water of the unit for a task, and entering water where its map runs over that too."""
    return water_of(unit, task.mode, task.water, t_outdoor_c)


def water_of(
    unit: Unit, mode: Mode, water: WaterCurve, t_outdoor_c: Floats
) -> tuple[Floats, Floats | None]:
    """Leaving water of the unit by outdoor temperature, and entering water where its map needs it.

    A unit that is hot enough for the design water is not refused for being too hot in mild weather: it holds
    its lowest leaving temperature there, and a mixing valve cools the supply.
    """
    least, leaving = unit.family.t_leaving_min_c, water.leaving(t_outdoor_c)
    if mode != "cooling" and least <= water.t_supply_c + water.approach_k:
        leaving = np.maximum(leaving, least)
    return leaving, leaving - water.spread_k if unit.needs_entering(mode) else None


def site_curves(unit: Unit, task: Task, t_outdoor_c: Floats, frost: Floats) -> tuple[Floats, Floats]:
    """Capacity and COP of a unit by outdoor temperature, altitude and frost taken off; nan outside its map.

    On a day too mild for its cooling map a unit cools as at the map's edge.
    """
    if task.mode == "cooling":
        t_outdoor_c = np.maximum(t_outdoor_c, unit.maps["cooling"].envelope_outdoor_c[0])
    capacity, cop = unit.points(task.mode, t_outdoor_c, *water_at(unit, task, t_outdoor_c))
    if unit.family.defrost_included:
        frost = np.ones_like(frost)  # the points given hold it: taken off once and only once
    return (
        capacity * task.place_capacity_factor * frost,
        cop * task.place_cop_factor * frost,
    )


def _water_numbers(unit: Unit, task: Task, t_outdoor_c: float) -> tuple[float, float | None]:
    leaving, entering = water_at(unit, task, np.asarray(t_outdoor_c))
    return float(leaving), None if entering is None else float(entering)


def size(unit: Unit, task: Task, sheet: Sheet) -> Sizing | Rejection:
    """Size a model for a task, or say which rule it fails, with the value and the limit."""
    refused = _refused_at_once(unit, task)
    if refused is not None:
        return refused
    if task.mode == "cooling":
        return _sized_to_cool(unit, task, sheet)
    t_limit = lowest_temperature(unit, task)
    if t_limit is None or (t_limit > task.t_coldest_c and not task.backup_allowed):
        return _cannot_run(unit, task, t_limit)
    t_bivalent = _bivalent_temperature(task, t_limit)
    load_bivalent = _load_at(task, t_bivalent, sheet)
    at_bivalent = site_point(unit, task, t_bivalent, sheet)
    at_design: SitePoint | None = at_bivalent
    if t_bivalent > task.t_design_c:
        at_design = site_point(unit, task, task.t_design_c, sheet) if t_limit <= task.t_design_c else None
    winter = int(
        sheet.work(rules.count_for_load, heat_load_kw=load_bivalent, capacity_kw=at_bivalent.capacity_kw)
    )
    try:
        cooling_kw, summer = _cooling_count(unit, task, sheet)
    except OutsideMap as outside:
        return _cannot_cool(unit, outside)
    least = max(winter, 1)
    found = Sizing(
        unit=unit, t_limit_c=t_limit, t_bivalent_c=t_bivalent, at_bivalent=at_bivalent, at_design=at_design,
        load_bivalent_kw=load_bivalent, count=least, count_winter=least, count_summer=summer,
        count_standby=least, backup_kw=0.0, ruled_by="winter" if task.mode == "heating" else "hot_water",
        cooling_kw=cooling_kw,
    )  # fmt: skip
    return _counted(found, task, sheet)


def _sized_to_cool(unit: Unit, task: Task, sheet: Sheet) -> Sizing | Rejection:
    """Size a model that has only to cool, at the summer design point."""
    try:
        point = site_point(unit, task, task.t_summer_c, sheet)
    except OutsideMap as outside:
        return _cannot_cool(unit, outside)
    cooling = sheet.rounded("cooling_capacity_kw", point.capacity_kw)
    count = sheet.work(
        rules.count_for_cooling, cooling_load_kw=task.cooling_kw, cooling_capacity_kw=cooling
    )
    if count > task.unit_count_max:
        return Rejection(unit.model, "unit_count_max", count, task.unit_count_max, "unit_count")
    return Sizing(
        unit=unit, t_limit_c=unit.maps["cooling"].envelope_outdoor_c[0], t_bivalent_c=task.t_summer_c,
        at_bivalent=point, at_design=point, load_bivalent_kw=task.cooling_kw, count=int(count),
        count_winter=0, count_summer=int(count), count_standby=0, backup_kw=0.0, ruled_by="summer",
        cooling_kw=cooling,
    )  # fmt: skip


def _cannot_cool(unit: Unit, outside: OutsideMap) -> Rejection:
    name = "t_leaving_c" if "leaving" in outside.limit_name else "t_outdoor_c"
    return Rejection(unit.model, "cooling_limit", round(outside.value, 1), round(outside.limit, 1), name)


def _refused_at_once(unit: Unit, task: Task) -> Rejection | None:
    if task.mode not in unit.modes:
        return Rejection(unit.model, "mode", ", ".join(unit.modes), task.mode)
    fluids = [fluid for fluid in (unit.family.refrigerant, unit.family.refrigerant_high) if fluid]
    if task.refrigerants and not set(fluids) <= set(task.refrigerants):
        return Rejection(unit.model, "refrigerant", ", ".join(fluids), ", ".join(task.refrigerants))
    if task.cooling_kw and "cooling" not in unit.modes:
        return Rejection(unit.model, "cooling_mode", ", ".join(unit.modes), "cooling")
    return None


def _cannot_run(unit: Unit, task: Task, t_limit: float | None) -> Rejection:
    """Name what stops the unit: its lowest outdoor temperature, or the water it can give there.

    Without backup a unit must run through the coldest hours of the year, or nothing heats in them.
    """
    coldest = round(task.t_coldest_c, 1)
    if unit.t_outdoor_min_c > coldest and t_limit is not None:
        return Rejection(
            unit.model, "lowest_operating_temperature", unit.t_outdoor_min_c, coldest, "t_outdoor_c"
        )
    t_outdoor = max(coldest, unit.t_outdoor_min_c)
    leaving, entering = _water_numbers(unit, task, t_outdoor)
    try:
        unit.point(task.mode, t_outdoor, leaving, entering)
    except OutsideMap as outside:
        rule = "entering_water_limit" if "entering" in outside.limit_name else "leaving_water_limit"
        rule = "leaving_water_minimum" if outside.limit_name == "t_leaving_min_c" else rule
        name = "t_entering_c" if "entering" in outside.limit_name else "t_leaving_c"
        return Rejection(unit.model, rule, round(outside.value, 1), round(outside.limit, 1), name)
    limit = 15.0 if t_limit is None else t_limit
    return Rejection(unit.model, "lowest_operating_temperature", limit, coldest, "t_outdoor_c")


def _bivalent_temperature(task: Task, t_limit: float) -> float:
    """Where the heat pumps must carry the load alone."""
    if task.duty == "monovalent" and t_limit <= task.t_design_c:
        return task.t_design_c
    above_limit = t_limit + (task.dt_above_limit_k if task.line.t_balance_c is not None else 0.0)
    wanted = task.t_design_c if task.duty == "monovalent" else task.t_bivalent_c
    needed = above_limit if t_limit > task.t_design_c else task.t_design_c
    return max(wanted, needed)


def _load_at(task: Task, t_outdoor_c: float, sheet: Sheet) -> float:
    if task.line.t_balance_c is None or t_outdoor_c == task.t_design_c:
        return task.line.design_kw
    return sheet.work(
        load_line,
        heat_load_kw__design=task.line.design_kw,
        t_balance_c=task.line.t_balance_c,
        t_outdoor_c=t_outdoor_c,
        t_outdoor_c__design=task.t_design_c,
    )


def _leaving_water(unit: Unit, task: Task, t_outdoor_c: float, sheet: Sheet) -> float:
    """What ``water_at`` says for one outdoor temperature, written down step by step."""
    water, supply = task.water, task.water.t_supply_c
    if water.is_reset:
        supply = sheet.work(
            supply_temperature_reset,
            t_supply_c__mild=water.t_supply_mild_c,
            t_supply_c__design=water.t_supply_c,
            t_outdoor_c__mild=water.t_mild_c,
            t_outdoor_c=t_outdoor_c,
            t_outdoor_c__design=water.t_design_c,
        )
    least = unit.family.t_leaving_min_c
    given = {"t_supply_c": supply, "exchanger_approach_k": water.approach_k}
    if task.mode != "cooling" and supply + water.approach_k < least <= water.t_supply_c + water.approach_k:
        return sheet.work(leaving_water_held, **given, t_leaving_c__least=least)
    if water.is_reset or water.approach_k:
        return sheet.work(leaving_water, **given)
    return sheet.rounded("t_leaving_c", supply)


def site_point(unit: Unit, task: Task, t_outdoor_c: float, sheet: Sheet) -> SitePoint:
    """The unit at an outdoor temperature of the task, every correction once. Raises OutsideMap."""
    _, entering = _water_numbers(unit, task, t_outdoor_c)
    leaving = _leaving_water(unit, task, t_outdoor_c, sheet)
    point: OperatingPoint = unit.work_point(sheet, task.mode, t_outdoor_c, leaving, entering)
    frost = 1.0 if unit.family.defrost_included else task.frost_factor
    capacity = sheet.work(
        site_capacity,
        heat_pump_capacity_kw=point.capacity_kw,
        place_capacity_factor=task.place_capacity_factor,
        frost_factor=frost,
    )
    cop = sheet.work(
        site_cop, cop=point.cop, place_cop_factor=task.place_cop_factor, frost_factor=frost
    )
    return SitePoint(t_outdoor_c, leaving, capacity, cop, point.capacity_kw, point.cop)


def _cooling_count(unit: Unit, task: Task, sheet: Sheet) -> tuple[float, int]:
    if not task.cooling_kw:
        return 0.0, 0
    point = unit.work_point(sheet, "cooling", task.t_summer_c, task.t_chilled_c)
    capacity = sheet.work(
        site_capacity,
        heat_pump_capacity_kw=point.capacity_kw,
        place_capacity_factor=task.place_capacity_factor,
        frost_factor=1.0,
    )
    count = sheet.work(rules.count_for_cooling, cooling_load_kw=task.cooling_kw, cooling_capacity_kw=capacity)
    return capacity, int(count)


def backup_for(task: Task, count: int, at_design: SitePoint | None, t_limit_c: float, sheet: Sheet) -> float:
    """The least backup that serves with a count: it closes the gap at the design temperature and, where the
    rule counts it, keeps the standby share with one unit out.

    All of the load under bivalent-alternative, and where the year is colder than the units' limit, since then
    the backup stands alone. Not less than what comes with the unit.
    """
    if not task.backup_allowed:
        return 0.0
    load, spare = task.line.design_kw, task.standby_share_min
    needed = sheet.work(
        rules.backup_needed,
        heat_load_kw=load,
        unit_count=count,
        capacity_kw=capacity_beside_backup(task, at_design, t_limit_c),
    )
    capacity = at_design.capacity_kw if at_design else 0.0
    counted = task.standby_counts_backup and not _stands_alone(task, count)
    if counted and (count - 1) * capacity + needed < spare * load:
        needed = sheet.work(
            rules.backup_for_standby,
            backup_kw__gap=needed,
            standby_share_min_fraction=spare,
            heat_load_kw=load,
            unit_count=count,
            capacity_kw=capacity,
        )
    if needed >= task.backup_least_kw:
        return needed
    least = task.backup_least_kw
    return sheet.work(rules.backup_installed, backup_kw__needed=needed, backup_least_kw=least)


def capacity_beside_backup(task: Task, at_design: SitePoint | None, t_limit_c: float) -> float:
    """What a unit adds to the backup at the design temperature; 0 where the backup stands alone there."""
    alone = task.backup_alone_below_limit and task.t_coldest_c < t_limit_c
    if at_design is None or task.duty == "bivalent_alternative" or alone:
        return 0.0
    return at_design.capacity_kw


def _stands_alone(task: Task, count: int) -> bool:
    """A single unit of a small plant is not asked for standby."""
    return count == 1 and task.line.design_kw <= SMALL_PLANT_KW


def standby_share(
    task: Task, count: int, at_design: SitePoint | None, backup_kw: float, sheet: Sheet
) -> float:
    """Share of the design load left with the largest unit out."""
    return sheet.work(
        rules.standby_share,
        unit_count=count,
        capacity_kw=at_design.capacity_kw if at_design else 0.0,
        backup_kw=backup_kw if task.standby_counts_backup else 0.0,
        heat_load_kw=task.line.design_kw,
    )


def _counted(found: Sizing, task: Task, sheet: Sheet) -> Sizing | Rejection:
    """The least count that winter, summer and standby together ask for, with the backup it leaves to buy."""
    if _cooling_rules(found, task):
        found = replace(found, count=found.count_summer, ruled_by="summer")
    standby = _standby_count(found, task, sheet.silent())
    if standby > found.count:
        found = replace(found, count=standby, ruled_by="standby")
    if found.count > task.unit_count_max:
        return Rejection(found.unit.model, "unit_count_max", found.count, task.unit_count_max, "unit_count")
    backup = backup_for(task, found.count, found.at_design, found.t_limit_c, sheet)
    return replace(found, count_standby=standby, backup_kw=backup)


def _cooling_rules(found: Sizing, task: Task) -> bool:
    """Whether summer asks for more; where the whole numbers are alike, the larger share of a unit decides."""
    if found.count_summer != found.count_winter or not found.cooling_kw:
        return found.count_summer > found.count_winter
    winter = found.load_bivalent_kw / found.at_bivalent.capacity_kw
    return task.cooling_kw / found.cooling_kw > winter


def _standby_count(found: Sizing, task: Task, sheet: Sheet) -> int:
    """The least count, from that of winter and summer on, that keeps the standby rule; stops at the most.

    Where the backup counts it is made large enough instead, and units are added as far as they pay.
    """
    count = found.count
    if _stands_alone(task, count) or (task.backup_allowed and task.standby_counts_backup):
        return count
    while task.standby_share_min and count <= task.unit_count_max:
        if standby_share(task, count, found.at_design, 0.0, sheet) >= task.standby_share_min:
            break
        count += 1
    return count
