"""The hot water's store, its vessel, its charging pump and the pump of its loop."""

from __future__ import annotations

from ..applications.application import HotWaterDemand
from ..components.choice import NothingSuits
from ..components.tanks import DRINKING_WATER, choose_tank
from ..engine import hydraulics
from ..engine.corrections import air_pressure
from ..engine.figures import FrozenMap
from ..engine.sheet import Sheet
from ..engine.water import boiling_temperature, vapour_pressure, water_density
from ..tables.catalog import Catalog
from .circulation import Circuit, Flows, add_pump, flow_for
from .context import Context
from .parts import IN_PARALLEL_MAX, Parts
from .pressure_keeping import HOT_WATER_PRESSURE_KPA, hot_water_vessel
from .sizing import Sizing

LOOP_DT_K = 5.0
LOOP_LEAST_M3H = 0.3
CHARGING_LENGTH_M = 40.0
LOOP_TERMINAL_KPA = 10.0
LEVEL_ABOVE_PUMP_M = 1.0  # an open tank stands on the pump's floor, drawn down to its lowest


def hot_water_side(context: Context, sizing: Sizing, catalog: Catalog, sheet: Sheet) -> Parts:
    """Storage tanks, their vessel where they are closed, charging pump and loop pump of the hot water."""
    parts = Parts()
    hot = context.demand.hot_water
    assert hot is not None
    part = sheet.part("book.hot_water_plant")
    closed = context.answers.text("hot_water_tank_kind") == "pressurised"
    air = part.work(air_pressure, altitude_m=context.answers.number("altitude_m"))
    if hot.storage_l > 0.0:
        stored = _storage(hot, closed, air, catalog, part, parts)
        if closed and stored > 0.0:
            hot_water_vessel(context, catalog, sheet, parts, stored)
    charge = flow_for(part, hot.heat_pump_kw, hot.t_storage_c, LOOP_DT_K)
    charging = Circuit(
        role="hot_water_charging",
        flows=Flows(charge),
        unit_kpa=sizing.unit.row.water_pressure_drop_kpa,
        exchanger_kpa=0.0,
        terminal_kpa=0.0,
        length_m=CHARGING_LENGTH_M,
        glycol_fraction=0.0,
        t_water_c=hot.t_storage_c,
        npsh_available_m=None if closed else _npsh(hot, air, sheet),
    )
    add_pump(context, catalog, sheet, parts, charging)
    if hot.circulation_kw > 0.0:
        loop = Circuit(
            role="hot_water_loop",
            flows=Flows(max(flow_for(part, hot.circulation_kw, hot.t_storage_c, LOOP_DT_K), LOOP_LEAST_M3H)),
            unit_kpa=0.0,
            exchanger_kpa=0.0,
            terminal_kpa=LOOP_TERMINAL_KPA,
            length_m=context.answers.number("circuit_length_m"),
            glycol_fraction=0.0,
            t_water_c=hot.t_storage_c,
        )
        add_pump(context, catalog, sheet, parts, loop)
    return parts


def _storage(
    hot: HotWaterDemand, closed: bool, air_kpa: float, catalog: Catalog, sheet: Sheet, parts: Parts
) -> float:
    """Volume of the storage tanks; 0 where the catalogue has none."""
    try:
        tank = choose_tank(
            catalog,
            sheet,
            volume_l=hot.storage_l,
            construction="pressurised" if closed else "open",
            linings=DRINKING_WATER,
            t_water_c=hot.t_storage_c,
            t_boiling_c=sheet.work(boiling_temperature, pressure_air_kpa=air_kpa),
            count_max=IN_PARALLEL_MAX,
            pressure_kpa=HOT_WATER_PRESSURE_KPA if closed else 0.0,
        )
    except NothingSuits as error:
        parts.lacking("storage_tank", "hot_water_storage", error)
        return 0.0
    parts.add(
        "storage_tank",
        "hot_water_storage",
        tank.model,
        tank.count,
        FrozenMap({**tank.figures, "storage_l": hot.storage_l}),
        catalog.sources[tank.tank.source].standing,
    )
    return float(tank.figures["total_volume_l"])


def _npsh(hot: HotWaterDemand, air_kpa: float, sheet: Sheet) -> float:
    """Suction head at the charging pump of an open tank, the water standing a metre above it."""
    sheet = sheet.part("book.circulation", "hot_water_charging")
    level = LEVEL_ABOVE_PUMP_M
    sheet.given("static_head_m__above_pump", level, source="engineering_practice", default=True)
    density = sheet.work(water_density, t_water_c=hot.t_storage_c)
    return sheet.work(
        hydraulics.npsh_available,
        pressure_air_kpa=air_kpa,
        pressure_kpa__suction=sheet.work(
            hydraulics.suction_pressure, density_kg_m3=density, static_head_m__above_pump=level
        ),
        pressure_kpa__vapour=sheet.work(vapour_pressure, t_water_c=hot.t_storage_c),
        density_kg_m3=density,
    )
