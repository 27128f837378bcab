"""The year by 1 K bins beside the year by hours: many stations, units and plant sizes."""

from math import ceil

import numpy as np
import pytest

from desktop.components.heat_pumps import Unit, heat_pumps
from desktop.engine.season import heating_loads, heating_season, supply_temperature_reset
from desktop.engine.weather import StationStatistics, typical_year
from desktop.engine.year import Plant, operate, operate_bins, season_bins, sum_up
from desktop.tables.catalog import Catalog
from desktop.tables.climate import DesignConditions, climate_of

MODELS = ("HQ-MA-100", "HQ-EA-65", "HQ-EA-320", "HQ-EV-140", "HQ-HP-12")
LOAD_KW, T_BALANCE_C = 800.0, 17.0


def plant(unit: Unit, t: np.ndarray, t_design: float, share: float) -> Plant:
    """Units for a share of the load at the design temperature or at their limit, a backup for the rest."""
    supply = np.asarray(supply_temperature_reset(38.0, 45.0, max(5.0, t_design + 1.0), t, t_design))
    capacity, cop = unit.points("heating", t, supply)
    able = np.linspace(max(t_design, unit.t_outdoor_min_c), 7.0, 15)
    given = unit.points("heating", able, np.full(15, 45.0))[0]
    each = float(given[np.isfinite(given)][0])
    return Plant(
        ceil(share * LOAD_KW / each), capacity, cop, unit.row.minimum_load_fraction, 0.9, "bivalent_parallel",
        stops_at(unit, t_design), LOAD_KW, 0.98, 12.0,
    )  # fmt: skip


def stops_at(unit: Unit, t_design: float) -> float:
    """Where the unit can no longer give the supply, on steps of half a degree as a design finds it."""
    t = np.arange(-45.0, 7.1, 0.5)
    supply = np.asarray(supply_temperature_reset(38.0, 45.0, max(5.0, t_design + 1.0), t, t_design))
    lacking = np.flatnonzero(~np.isfinite(unit.points("heating", t, supply)[0]))
    return float(t[lacking[-1] + 1])


def test_bins_hold_a_year_without_memory(catalog: Catalog) -> None:
    """Neither storage nor starts nor prices by the hour: at most 2 % apart, 0.1 % at the median."""
    units = {unit.model: unit for unit in heat_pumps(catalog)}
    heat, power = [], []
    for row in catalog.rows(DesignConditions)[::6]:
        climate = climate_of(catalog, row)
        station = StationStatistics(
            climate.t_month_hour_mean_c, climate.dt_day_sd_k, climate.day_lag1, climate.t_bin_first_c,
            climate.bin_h,
        )  # fmt: skip
        t = typical_year(station).t_outdoor_c
        season = heating_season(t, 8.0)
        if row.t_heating_c > 5.0 or season.day_count < 30:
            continue
        load = heating_loads(t, LOAD_KW, T_BALANCE_C, row.t_heating_c, season)
        for model in MODELS:
            bins = season_bins(t, load, (stops_at(units[model], row.t_heating_c),))
            for share in (0.6, 1.0):
                hourly = sum_up(operate(load, t, plant(units[model], t, row.t_heating_c, share), 0.6))
                by_bin = plant(units[model], bins.t_outdoor_c, row.t_heating_c, share)
                binned = sum_up(operate_bins(bins, by_bin, 0.6), bins.hours)
                assert binned.heat_load_kwh == pytest.approx(hourly.heat_load_kwh, rel=1e-9)
                heat.append(abs(binned.heat_heat_pump_kwh / max(1.0, hourly.heat_heat_pump_kwh) - 1.0))
                power.append(abs(binned.electricity_kwh / hourly.electricity_kwh - 1.0))
    print(f"{len(power)} plants: heat median {np.median(heat):.5f}, most {max(heat):.5f};"
          f" electricity median {np.median(power):.5f}, most {max(power):.5f}")  # fmt: skip
    assert len(power) > 250
    assert np.median(power) <= 0.001
    assert max(power) <= 0.02
