"""Electric power the supply must carry, at the worst points of winter and summer."""

from __future__ import annotations

from ..engine import selection as rules
from ..engine.corrections import site_cop
from ..engine.figures import number_of
from ..engine.series_lift import winter_power_of_both
from ..engine.sheet import Sheet
from .context import Context
from .records import Equipment
from .sizing import Sizing
from .tasks import Task

HEATER_EFFICIENCY = 0.98


def connected_power(
    context: Context,
    building: Sizing | None,
    hot_water: Sizing | None,
    equipment: list[Equipment],
    sheet: Sheet,
    lift_kw: float = 0.0,
) -> float:
    """Worst of heating and cooling, with hot water and all running pumps beside it, in kW.

    ``lift_kw`` is the power of a second stage that lifts what the heating units give.
    """
    winter = summer = bath = 0.0
    if building is not None and context.heating is not None:
        winter = _winter(context.heating, building, sheet)
        if lift_kw:
            winter = sheet.work(winter_power_of_both, power_kw__first_stage=winter, power_kw__lift=lift_kw)
    if building is not None and context.building is not None:
        summer = _summer(context.building, building, sheet)
    if hot_water is not None and context.hot_water is not None:
        bath = _winter(context.hot_water, hot_water, sheet)
    pumps = sum(number_of(e.figures, "electric_power_kw") for e in equipment if e.kind == "pump")
    return sheet.work(
        rules.connected_power,
        power_kw__winter=winter,
        power_kw__summer=summer,
        power_kw__hot_water=bath,
        power_kw__pumps=sheet.simulated(
            "power_kw", pumps, method="method.sum_of_pumps", source="first_principles"
        ),
    )


def _winter(task: Task, sizing: Sizing, sheet: Sheet) -> float:
    """Units at the bivalent point, the backup alone, or both at the design temperature."""
    point, design = sizing.at_bivalent, sizing.at_design
    bivalent = sheet.work(
        rules.power_of_units, unit_count=sizing.count, capacity_kw=point.capacity_kw, cop=point.cop
    )
    at_design, capacity = 0.0, 0.0
    if design is not None and task.duty != "bivalent_alternative":
        capacity = design.capacity_kw
        at_design = sheet.work(
            rules.power_of_units, unit_count=sizing.count, capacity_kw=capacity, cop=design.cop
        )
    return sheet.work(
        rules.winter_power,
        power_kw__bivalent=bivalent,
        backup_kw=0.0 if task.backup_is_fuel else sizing.backup_kw,
        efficiency_fraction=HEATER_EFFICIENCY,
        power_kw__design=at_design,
        heat_load_kw=task.line.design_kw,
        unit_count=sizing.count,
        capacity_kw=capacity,
    )


def _summer(task: Task, sizing: Sizing, sheet: Sheet) -> float:
    """Units at the summer design point; nothing where they do not cool."""
    if not task.cooling_kw:
        return 0.0
    point = sizing.unit.work_point(sheet.silent(), "cooling", task.t_summer_c, task.t_chilled_c)
    cop = sheet.work(site_cop, cop=point.cop, place_cop_factor=task.place_cop_factor, frost_factor=1.0)
    return sheet.work(rules.power_of_units, unit_count=sizing.count, capacity_kw=sizing.cooling_kw, cop=cop)
