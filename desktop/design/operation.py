"""The chosen plant through the 8,760 hours of the typical year: heating, hot water and cooling."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..engine.heat_store import Store, StoredYear
from ..engine.season import CoolingYear, cooling_loads
from ..engine.weather import MONTH_OF_HOUR
from ..engine.year import Operation, Plant, YearSums, operate, sum_up
from .context import Context
from .ranking import cut_off, plant_duty
from .sizing import Sizing, site_curves
from .tasks import Task
from .valley_store import heating_with_store

Floats = NDArray[np.float64]
RECOVERABLE_FRACTION = (
    0.5  # share of the heat rejected on a cooling day that a recovery exchanger turns into hot water
)


@dataclass(frozen=True, eq=False, slots=True)
class PlantYear:
    """Hourly operation of each service and its sums; services that are not wanted are None."""

    heating: Operation | None
    heating_sums: YearSums | None
    hot_water: Operation | None
    hot_water_sums: YearSums | None
    cooling: Operation | None
    cooling_sums: YearSums | None
    cooling_placed: CoolingYear | None
    recovered_kwh: float
    stored: StoredYear | None = None
    heating_without_store: Operation | None = None
    store: Store | None = None

    @property
    def services(self) -> tuple[Operation, ...]:
        """The services that run, heating first."""
        return tuple(one for one in (self.heating, self.hot_water, self.cooling) if one is not None)


@dataclass(frozen=True, slots=True)
class PumpPowers:
    """Electric power of the running pumps while a service runs, in kW; summer often asks for more flow."""

    winter_kw: float
    summer_kw: float
    hot_water_kw: float


def operate_year(
    context: Context,
    building: Sizing | None,
    hot_water: Sizing | None,
    pumps: PumpPowers,
    store: Store | None = None,
) -> PlantYear:
    """Run the chosen plant through the year; ``building`` are the units that serve the rooms."""
    warm, cool, placed, stored, alone = None, None, None, None, None
    if building is not None and context.heating is not None:
        task = context.heating
        warm = serve(context, task, building, context.heating_kw, pumps.winter_kw)
        if store is not None:
            alone = warm
            plant = plant_of(context, task, building, pumps.winter_kw)
            stored = heating_with_store(context, task, building, plant, store)
            warm = stored.operation
    if building is not None:
        cool, placed = _cool(context, building, pumps.summer_kw)
    load, recovered = context.hot_water_kw, 0.0
    if cool is not None and context.answers.flag("heat_recovery") and hot_water is not None:
        load, recovered = _with_recovery(load, cool)
    bath = None
    if hot_water is not None and context.hot_water is not None:
        bath = serve(context, context.hot_water, hot_water, load, pumps.hot_water_kw)
    return PlantYear(
        warm,
        sum_up(warm) if warm else None,
        bath,
        sum_up(bath) if bath else None,
        cool,
        sum_up(cool) if cool else None,
        placed,
        recovered,
        stored,
        alone,
        store if stored is not None else None,
    )


def serve(context: Context, task: Task, sizing: Sizing, load_kw: Floats, pump_kw: float) -> Operation:
    """A load of 8,760 hours carried by units and their backup."""
    plant = plant_of(context, task, sizing, pump_kw)
    return operate(load_kw, context.site.t_outdoor_c, plant, context.price_yuan_kwh)


def plant_of(context: Context, task: Task, sizing: Sizing, pump_kw: float) -> Plant:
    """Units and backup of a task by the hour, every correction taken off once."""
    t = context.site.t_outdoor_c
    capacity, cop = site_curves(sizing.unit, task, t, context.frost_of_hour)
    return Plant(
        unit_count=sizing.count,
        capacity_kw=capacity,
        cop=cop,
        minimum_load_fraction=sizing.unit.row.minimum_load_fraction,
        duty=plant_duty(task),
        t_cut_off_c=cut_off(sizing, task),
        backup_capacity_kw=sizing.backup_kw,
        backup_efficiency=task.backup_efficiency,
        pump_power_kw=pump_kw,
        backup_price_yuan_kwh=task.backup_price_yuan_kwh,
        backup_is_fuel=task.backup_is_fuel,
        start_loss_h=context.answers.number("start_loss_minutes") / 60.0,
    )


def _cool(context: Context, sizing: Sizing, pump_kw: float) -> tuple[Operation | None, CoolingYear | None]:
    demand, task = context.demand, context.building
    if task is None or not demand.cooling_load_kw or "cooling" not in sizing.unit.modes:
        return None, None
    t = context.site.t_outdoor_c
    year = cooling_loads(t, demand.cooling_load_kw, demand.cooling_full_load_h)
    low = sizing.unit.maps["cooling"].envelope_outdoor_c[0]
    capacity, cop = sizing.unit.points("cooling", np.maximum(t, low), task.t_chilled_c)
    plant = Plant(
        unit_count=sizing.count,
        capacity_kw=capacity * task.place_capacity_factor,
        cop=cop * task.place_cop_factor,
        minimum_load_fraction=sizing.unit.row.minimum_load_fraction,
        pump_power_kw=pump_kw,
    )
    return operate(year.load_kw, t, plant, context.price_yuan_kwh), year


def _with_recovery(load_kw: Floats, cool: Operation) -> tuple[Floats, float]:
    """Hot water left to heat when the day's rejected heat has been used; never more than the day asks."""
    rejected = (cool.heat_pump_kw + cool.heat_pump_power_kw).reshape(365, 24).sum(
        axis=1
    ) * RECOVERABLE_FRACTION
    asked = load_kw.reshape(365, 24).sum(axis=1)
    share = np.where(asked > 0.0, np.minimum(1.0, rejected / np.where(asked > 0.0, asked, 1.0)), 0.0)
    left = load_kw * np.repeat(1.0 - share, 24)
    return left, float((share * asked).sum())


def by_month(hourly: Floats) -> tuple[float, ...]:
    """Twelve sums of an hourly figure."""
    return tuple(float(value) for value in np.bincount(MONTH_OF_HOUR, hourly, minlength=12))
