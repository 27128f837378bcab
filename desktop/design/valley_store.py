"""The tanks of a store that is heated in the valley hours, and a heating season with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ..applications.storage_questions import stores_valley_heat
from ..components.choice import NothingSuits
from ..components.tanks import choose_tank
from ..engine.corrections import air_pressure
from ..engine.figures import Figures, FrozenMap
from ..engine.heat_store import Store, StoredYear, operate_with_store, store_capacity
from ..engine.messages import Check, message
from ..engine.sheet import Sheet
from ..engine.tariff import valley_hours
from ..engine.water import boiling_temperature, water_density
from ..engine.year import Plant
from ..tables.catalog import Catalog
from .context import Context
from .parts import IN_PARALLEL_MAX, Parts
from .sizing import Sizing, site_curves
from .tasks import Floats, Task

if TYPE_CHECKING:
    from .operation import PlantYear

SPECIFIC_HEAT_KJ_KGK = 4.187
KPA_PER_M = 9.81
VALVE_ABOVE_STATIC_KPA = 300.0  # a usual safety valve opens so far above the height of the water
LARGEST_CLOSED_M3 = 5.0  # beyond that a store is an open tank behind its own exchanger


def valley_store(context: Context, catalog: Catalog, sheet: Sheet, parts: Parts) -> Store | None:
    """The tanks of a store on the list and the heat they hold; None where none is asked for or none suits."""
    answers = context.answers
    if not stores_valley_heat(answers) or context.heating is None:
        return None
    sheet = sheet.part("book.storage")
    asked, dt = answers.number("storage_volume_m3"), answers.number("storage_dt_k")
    t_empty = context.demand.t_supply_c
    air = sheet.silent().work(air_pressure, altitude_m=answers.number("altitude_m"))
    try:
        tank = choose_tank(
            catalog, sheet, volume_l=1000.0 * asked, t_water_c=t_empty + dt,
            construction="pressurised" if asked <= LARGEST_CLOSED_M3 else "open",
            pressure_kpa=KPA_PER_M * answers.number("static_height_m") + VALVE_ABOVE_STATIC_KPA,
            t_boiling_c=boiling_temperature(air), count_max=IN_PARALLEL_MAX,
        )  # fmt: skip
    except NothingSuits as error:
        parts.lacking("buffer_tank", "valley_storage", error)
        return None
    standing = catalog.sources[tank.tank.source].standing
    figures: Figures = FrozenMap(dict(tank.figures))
    parts.add("buffer_tank", "valley_storage", tank.model, tank.count, figures, standing)
    held = sheet.work(
        store_capacity,
        storage_volume_m3=float(tank.figures["total_volume_l"]) / 1000.0,
        density_kg_m3=sheet.rounded("density_kg_m3", float(water_density(t_empty + dt / 2.0))),
        specific_heat_kj_kgk=SPECIFIC_HEAT_KJ_KGK,
        dt_k=dt,
    )
    return Store(held, float(tank.figures["ua_w_k__total"]) / 1000.0, t_empty, t_empty + dt)


def heating_with_store(
    context: Context, task: Task, sizing: Sizing, plant: Plant, store: Store
) -> StoredYear:
    """The heating season with the store; its water is hotter than the supply, so that charging costs more."""
    capacity, cop = charging_curves(context, task, sizing, store)
    return operate_with_store(
        context.heating_kw, context.site.t_outdoor_c, plant, context.price_yuan_kwh, store,
        cheap=valley_hours(context.price_yuan_kwh), charge_capacity_kw=capacity, charge_cop=cop,
    )  # fmt: skip


def charging_curves(context: Context, task: Task, sizing: Sizing, store: Store) -> tuple[Floats, Floats]:
    """Capacity and COP of a unit by the hour at the store's full temperature; nan where it cannot give it."""
    water = replace(task.water, t_supply_c=store.t_full_c, t_supply_mild_c=store.t_full_c)
    hot = replace(task, water=water)
    return site_curves(sizing.unit, hot, context.site.t_outdoor_c, context.frost_of_hour)


def not_charged(context: Context, sizing: Sizing, store: Store, year: PlantYear) -> Check | None:
    """Why a store is not bought; None where the year charges it.

    Water for its full temperature may be beyond the units in every valley hour, or stored heat never cheaper.
    """
    if year.stored is None or float(year.stored.operation.charged_kw.sum()) > 0.0:
        return None
    assert context.heating is not None
    capacity, _ = charging_curves(context, context.heating, sizing, store)
    valley = (valley_hours(context.price_yuan_kwh) > 0.0) & (context.heating_kw > 0.0)
    possible = bool(np.any(valley & np.isfinite(capacity)))
    key = "check.store_not_worth" if possible else "check.store_too_hot"
    told = message(key, model=sizing.unit.model, t_water_c=store.t_full_c, t_supply_c=store.t_empty_c)
    return Check("valley_storage", "warning", told)
