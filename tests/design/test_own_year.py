"""A heating plant through the built-in year and through the very file of the same station."""

from math import ceil
from pathlib import Path

import numpy as np
import pytest

from desktop.applications.site import Site
from desktop.components.heat_pumps import heat_pumps
from desktop.engine.season import heating_loads, supply_temperature_reset
from desktop.engine.year import Plant, YearSums, operate, sum_up
from desktop.tables.catalog import Catalog
from desktop.tables.climate import climate_of, station_of
from desktop.tables.epw import read_epw
from desktop.tables.uses import ZonePractice

FILES = {
    "北京": "CHN_Beijing.Beijing.545110_CSWD.epw",
    "哈尔滨": "CHN_Heilongjiang.Harbin.509530_CSWD.epw",
    "广州": "CHN_Guangdong.Guangzhou.592870_CSWD.epw",
}
SEEDS = range(1, 21)
MODEL = "HQ-EA-130"
LOAD_KW, T_BALANCE_C, T_SUPPLY_C, T_SUPPLY_MILD_C = 1000.0, 16.0, 45.0, 38.0


def heating_year(site: Site, catalog: Catalog) -> YearSums:
    """Units of the reference range that carry the load at the design temperature, with frost, and backup."""
    unit = next(unit for unit in heat_pumps(catalog) if unit.model == MODEL)
    t, t_design = site.t_outdoor_c, site.design_temperature_c("heating")
    mild = max(5.0, t_design + 1.0)
    supply = np.asarray(supply_temperature_reset(T_SUPPLY_MILD_C, T_SUPPLY_C, mild, t, t_design))
    capacity, cop = unit.points("heating", t, supply)
    at_design = float(unit.points("heating", np.array([t_design]), np.array([T_SUPPLY_C]))[0][0])
    plant = Plant(
        ceil(LOAD_KW / at_design), capacity * site.frost_of_hour, cop * site.frost_of_hour,
        unit.row.minimum_load_fraction, duty="bivalent_parallel", backup_capacity_kw=LOAD_KW,
    )  # fmt: skip
    return sum_up(operate(heating_loads(t, LOAD_KW, T_BALANCE_C, t_design, site.season), t, plant))


@pytest.mark.reference
@pytest.mark.parametrize("city", FILES)
def test_the_built_in_year_costs_what_the_stations_file_costs(
    city: str, reference_dir: Path, catalog: Catalog
) -> None:
    conditions = station_of(catalog, city)
    climate, practice = climate_of(catalog, conditions), catalog.find(ZonePractice, conditions.zone)
    own = heating_year(Site(climate, practice, 1, own=read_epw(reference_dir / "epw" / FILES[city])), catalog)
    built_in = [heating_year(Site(climate, practice, seed), catalog) for seed in SEEDS]
    heat = np.array([one.heat_load_kwh / own.heat_load_kwh - 1.0 for one in built_in])
    power = np.array([one.electricity_kwh / own.electricity_kwh - 1.0 for one in built_in])
    for name, error in (("heat", heat), ("electricity", power)):
        print(f"{city} {name}: mean {error.mean():+.4f}, from {error.min():+.4f} to {error.max():+.4f}")
    assert np.abs(heat).max() <= 0.05
    assert np.abs(power).max() <= 0.07
