"""Electric power the supply must carry, at the worst points of winter and summer."""

from __future__ import annotations

import numpy as np

from ..engine import selection as rules
from ..engine.corrections import site_cop
from ..engine.figures import number_of
from ..engine.heat_store import Store
from ..engine.series_lift import winter_power_of_both
from ..engine.sheet import Sheet
from ..engine.tariff import valley_hours
from .context import Context
from .records import Equipment
from .sizing import Sizing
from .tasks import Task
from .valley_store import charging_curves

HEATER_EFFICIENCY = 0.98


def connected_power(
    context: Context,
    building: Sizing | None,
    hot_water: Sizing | None,
    equipment: list[Equipment],
    sheet: Sheet,
    lift_kw: float = 0.0,
    *,
    power_peak_kw: float = 0.0,
    store: Store | None = None,
) -> float:
    """Worst of heating and cooling, with hot water and all running pumps beside it, in kW.

    ``lift_kw`` is the power of a second stage that lifts what the heating units give, ``power_peak_kw`` the
    greatest of any hour of the year, ``store`` what the heating units charge in the valley hours.
    """
    winter = summer = bath = 0.0
    if building is not None and context.heating is not None:
        charging = charging_power(context, building, store, sheet) if store is not None else 0.0
        winter = _winter(context.heating, building, _heaters(equipment, "heating_backup"), sheet, charging)
        if lift_kw:
            winter = sheet.work(winter_power_of_both, power_kw__first_stage=winter, power_kw__lift=lift_kw)
    if building is not None and context.building is not None:
        summer = _summer(context.building, building, sheet)
    if hot_water is not None and context.hot_water is not None:
        bath = _winter(context.hot_water, hot_water, _heaters(equipment, "hot_water_backup"), sheet)
    pumps = sum(number_of(e.figures, "electric_power_kw") for e in equipment if e.kind == "pump")
    return sheet.work(
        rules.connected_power,
        power_kw__winter=winter,
        power_kw__summer=summer,
        power_kw__hot_water=bath,
        power_kw__pumps=sheet.simulated(
            "power_kw", pumps, method="method.sum_of_pumps", source="first_principles"
        ),
        power_peak_kw=power_peak_kw,
    )


def _heaters(equipment: list[Equipment], role: str) -> float:
    """Electric power of the heaters that were chosen for a backup."""
    heaters = [one for one in equipment if one.kind == "backup_heater" and one.role == role]
    return sum(number_of(one.figures, "heater_power_kw__total") for one in heaters)


def charging_power(context: Context, sizing: Sizing, store: Store, sheet: Sheet) -> float:
    """Greatest power of all units at the store's full temperature, in the hours that charge it."""
    t, valley = context.site.t_outdoor_c, valley_hours(context.price_yuan_kwh) > 0.0
    task = context.heating
    assert task is not None
    capacity, cop = charging_curves(context, task, sizing, store)
    charges = valley & (context.heating_kw > 0.0) & np.isfinite(capacity) & np.isfinite(cop)
    power = np.where(charges, capacity, 0.0) / np.where(charges, cop, 1.0)
    worst = int(np.argmax(power))
    return sheet.simulated(
        "power_kw__charging", sizing.count * float(power[worst]), method="method.greatest_charging",
        source="hour_simulation",
        inputs={"unit_count": sizing.count, "t_outdoor_c": sheet.rounded("t_outdoor_c", float(t[worst]))},
    )  # fmt: skip


def _winter(
    task: Task, sizing: Sizing, heater_power_kw: float, sheet: Sheet, charging_kw: float = 0.0
) -> float:
    """Units at the worst of their points, with the backup that may run beside them."""
    point, design = sizing.at_bivalent, sizing.at_design
    alternative = task.duty == "bivalent_alternative"
    bivalent = sheet.work(
        rules.power_of_units, unit_count=sizing.count, capacity_kw=point.capacity_kw, cop=point.cop
    )
    at_design = backup = 0.0
    if design is not None and not alternative:
        at_design = sheet.work(
            rules.power_of_units, unit_count=sizing.count, capacity_kw=design.capacity_kw, cop=design.cop
        )
    if sizing.backup_kw > 0.0 and not task.backup_is_fuel:
        backup = sheet.work(
            rules.backup_power,
            heater_power_kw__total=heater_power_kw,
            backup_kw=sizing.backup_kw,
            efficiency_fraction=HEATER_EFFICIENCY,
        )
    return sheet.work(
        rules.winter_power_alternative if alternative else rules.winter_power,
        power_kw__bivalent=bivalent,
        power_kw__design=at_design,
        power_kw__charging=charging_kw,
        power_kw__backup=backup,
    )


def _summer(task: Task, sizing: Sizing, sheet: Sheet) -> float:
    """Units at the summer design point; nothing where they do not cool."""
    if not task.cooling_kw:
        return 0.0
    point = sizing.unit.work_point(sheet.silent(), "cooling", task.t_summer_c, task.t_chilled_c)
    cop = sheet.work(site_cop, cop=point.cop, place_cop_factor=task.place_cop_factor, frost_factor=1.0)
    return sheet.work(rules.power_of_units, unit_count=sizing.count, capacity_kw=sizing.cooling_kw, cop=cop)
