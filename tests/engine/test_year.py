"""A plant's year against an hour-by-hour model written independently, and bins against hours."""

import json
from dataclasses import fields, replace
from math import ceil, isnan
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.engine.season import Season, heating_loads, season_by_dates, supply_temperature_reset
from desktop.engine.weather import StationStatistics, typical_year
from desktop.engine.year import (
    DUTIES,
    Duty,
    HourlyOnly,
    Operation,
    Plant,
    YearSums,
    hourly_only,
    operate,
    operate_bins,
    season_bins,
    sum_up,
    sums_of_candidates,
    together,
)

CASES = json.loads((Path(__file__).parent.parent / "data" / "weather_cases.json").read_text("utf-8"))[
    "stations"
]


def hour_by_hour(
    load: float, t: float, plant: Plant, hour: int, price: float = 0.6, fuel_price: float = 0.25
) -> tuple[float, float, float, float]:
    """Heat of heat pumps and backup, power of heat pumps and backup in one hour; no arrays, unit by unit."""
    capacity, cop = float(plant.capacity_kw[hour]), float(plant.cop[hour])
    runs = not (isnan(capacity) or isnan(cop)) and t >= plant.t_cut_off_c and capacity > 0
    heat = power = 0.0
    asked = load
    if runs and plant.duty == "hybrid" and price / cop > fuel_price / plant.backup_efficiency:
        asked = max(0.0, load - plant.backup_capacity_kw)
    if runs and asked > 0:
        heat = min(asked, int(plant.unit_count) * capacity)
        running = ceil(heat / capacity - 1e-9)
        least = plant.minimum_load_fraction * capacity
        outputs = [heat / running] * running if running else []
        if outputs and outputs[0] < least:
            outputs = [capacity] * (running - 1) + [heat - (running - 1) * capacity]
        for output in outputs:
            ratio = min(1.0, output / least) if least > 0 else 1.0
            cd = plant.cycling_factor
            power += output / (cop * ratio / (cd * ratio + 1.0 - cd))
    backup = 0.0
    if plant.duty in ("bivalent_parallel", "hybrid") or (plant.duty == "bivalent_alternative" and not runs):
        backup = min(load - heat, plant.backup_capacity_kw)
    return heat, backup, power, backup / plant.backup_efficiency


@st.composite
def plants(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, Plant]:
    """Forty hours of weather and load, and a plant for them."""
    seed = draw(st.integers(0, 2**32 - 1))
    random = np.random.default_rng(seed)
    t = random.uniform(-40.0, 20.0, 40)
    load = np.where(random.random(40) < 0.15, 0.0, random.uniform(0.0, 500.0, 40))
    capacity = random.uniform(20.0, 150.0, 40)
    cop = random.uniform(1.2, 4.5, 40)
    capacity[t < -30.0] = np.nan
    plant = Plant(
        unit_count=draw(st.integers(0, 8)),
        capacity_kw=capacity,
        cop=cop,
        minimum_load_fraction=draw(st.sampled_from([0.0, 0.3, 0.5, 0.75, 1.0])),
        cycling_factor=draw(st.floats(0.75, 1.0)),
        duty=draw(st.sampled_from(DUTIES)),
        t_cut_off_c=draw(st.floats(-35.0, 5.0)),
        backup_capacity_kw=draw(st.floats(0.0, 600.0)),
        backup_efficiency=draw(st.floats(0.8, 1.0)),
        pump_power_kw=draw(st.floats(0.0, 20.0)),
    )
    return t, load, plant


@given(plants())
@settings(max_examples=200)
def test_every_hour_is_that_of_the_unit_by_unit_model(case: tuple[np.ndarray, np.ndarray, Plant]) -> None:
    t, load, plant = case
    year = operate(load, t, replace(plant, backup_price_yuan_kwh=0.25), 0.6)
    expected = [hour_by_hour(float(load[h]), float(t[h]), plant, h) for h in range(len(t))]
    heat, backup, power, backup_power = np.array(expected).T
    np.testing.assert_allclose(year.heat_pump_kw, heat, rtol=1e-12, atol=1e-9)
    np.testing.assert_allclose(year.backup_kw, backup, rtol=1e-12, atol=1e-9)
    np.testing.assert_allclose(year.heat_pump_power_kw, power, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(year.backup_power_kw, backup_power, rtol=1e-12, atol=1e-9)


@given(plants())
@settings(max_examples=200)
def test_delivered_and_unmet_are_the_load(case: tuple[np.ndarray, np.ndarray, Plant]) -> None:
    t, load, plant = case
    year = operate(load, t, plant, 0.6)
    np.testing.assert_allclose(year.heat_pump_kw + year.backup_kw + year.unmet_kw, load, rtol=0, atol=1e-9)
    for field in fields(Operation):
        assert (getattr(year, field.name) >= 0.0).all(), field.name
    sums = sum_up(year)
    assert sums.heat_heat_pump_kwh + sums.heat_backup_kwh + sums.heat_unmet_kwh == pytest.approx(
        sums.heat_load_kwh, abs=1e-9 * max(1.0, sums.heat_load_kwh)
    )
    assert sums.energy_cost_yuan == pytest.approx(0.6 * sums.electricity_kwh)


@given(plants())
def test_one_unit_more_never_gives_less_heat(case: tuple[np.ndarray, np.ndarray, Plant]) -> None:
    t, load, plant = case
    more = replace(plant, unit_count=int(plant.unit_count) + 1)
    assert (operate(load, t, more).heat_pump_kw >= operate(load, t, plant).heat_pump_kw - 1e-9).all()


def four_hours(duty: Duty, cut_off: float = -15.0) -> tuple[Operation, YearSums]:
    """Two fixed-speed units of 40 kW at COP 2.5 through four hours with 60, 100, 120 and 150 kW of load; the
    third hour is below the cut-off, in the fourth the units cannot run. Backup 90 kW, pumps 2 kW.
    """
    plant = Plant(
        unit_count=2,
        capacity_kw=np.array([40.0, 40.0, 40.0, np.nan]),
        cop=np.full(4, 2.5),
        duty=duty,
        t_cut_off_c=cut_off,
        backup_capacity_kw=90.0,
        backup_efficiency=0.9,
        pump_power_kw=2.0,
    )
    load, t = np.array([60.0, 100.0, 120.0, 150.0]), np.array([0.0, -10.0, -20.0, -30.0])
    year = operate(load, t, plant, np.array([0.5, 0.5, 1.0, 1.0]))
    return year, sum_up(year)


def test_parallel_backup_adds_what_lacks() -> None:
    year, sums = four_hours("bivalent_parallel")
    assert year.heat_pump_kw.tolist() == [60.0, 80.0, 0.0, 0.0]
    assert year.backup_kw.tolist() == [0.0, 20.0, 90.0, 90.0]
    assert year.unmet_kw.tolist() == [0.0, 0.0, 30.0, 60.0]
    # first hour: one unit full (40 / 2.5 = 16 kW), the other at CR 0.5: COP 2.5 * 0.5 / 0.55, 20 kW need 8.8
    assert year.heat_pump_power_kw.tolist() == pytest.approx([24.8, 32.0, 0.0, 0.0])
    assert year.backup_power_kw.tolist() == pytest.approx([0.0, 20 / 0.9, 100.0, 100.0])
    assert (sums.at_limit_h, sums.off_h) == (1.0, 2.0)
    assert sums.energy_cost_yuan == pytest.approx(
        0.5 * (24.8 + 2.0) + 0.5 * (32.0 + 2.0 + 20 / 0.9) + 1.0 * 102.0 + 1.0 * 102.0
    )
    assert sums.seasonal_cop == pytest.approx(140.0 / 56.8)
    assert sums.system_cop == pytest.approx(340.0 / (56.8 + 200.0 + 20 / 0.9 + 8.0))
    assert sums.backup_fraction == pytest.approx(200.0 / 430.0)
    assert sums.power_peak_kw == pytest.approx(102.0)


def test_alternative_backup_takes_all_or_nothing() -> None:
    year, _ = four_hours("bivalent_alternative")
    assert year.heat_pump_kw.tolist() == [60.0, 80.0, 0.0, 0.0]
    assert year.backup_kw.tolist() == [0.0, 0.0, 90.0, 90.0]
    assert year.unmet_kw.tolist() == [0.0, 20.0, 30.0, 60.0]


def test_monovalent_plant_has_no_backup() -> None:
    year, sums = four_hours("monovalent", cut_off=-np.inf)
    assert year.heat_pump_kw.tolist() == [60.0, 80.0, 80.0, 0.0]
    assert not year.backup_kw.any()
    assert sums.heat_unmet_kwh == pytest.approx(20.0 + 40.0 + 150.0)
    assert sums.at_limit_h == 2.0


def test_a_fuelled_backup_pays_its_own_price() -> None:
    plant = Plant(
        0, np.full(2, np.nan), np.full(2, np.nan), duty="bivalent_parallel", backup_capacity_kw=100.0,
        backup_efficiency=0.8, pump_power_kw=1.0, backup_price_yuan_kwh=0.3, backup_is_fuel=True,
    )  # fmt: skip
    year = operate(np.full(2, 40.0), np.zeros(2), plant, 1.0)
    assert year.cost_yuan_h.tolist() == pytest.approx([1.0 + 50.0 * 0.3] * 2)
    sums = sum_up(year)
    assert (sums.fuel_backup_kwh, sums.electricity_kwh) == (100.0, 2.0)
    assert sums.system_cop == pytest.approx(80.0 / 102.0)


def test_the_cheaper_heat_runs_first_in_a_hybrid() -> None:
    """One unit of 50 kW at COP 2.5, a boiler of 60 kW, gas 0.36 yuan/kWh at 0.9: its heat costs 0.40 yuan. At
    0.80 yuan/kWh the heat pump's costs 0.32, at 0.98 yuan 0.392, at 1.20 yuan 0.48.
    In the last hour the unit cannot run."""
    load = np.array([80.0, 80.0, 80.0, 40.0, 80.0])
    plant = Plant(
        1, np.array([50.0, 50.0, 50.0, 50.0, np.nan]), np.full(5, 2.5), duty="hybrid",
        backup_capacity_kw=60.0, backup_efficiency=0.9, backup_price_yuan_kwh=np.full(5, 0.36),
        backup_is_fuel=True,
    )  # fmt: skip
    year = operate(load, np.zeros(5), plant, np.array([0.8, 0.98, 1.2, 1.2, 0.8]))
    assert year.heat_pump_kw.tolist() == [50.0, 50.0, 20.0, 0.0, 0.0]
    assert year.backup_kw.tolist() == [30.0, 30.0, 60.0, 40.0, 60.0]
    assert year.unmet_kw.tolist() == [0.0, 0.0, 0.0, 0.0, 20.0]
    assert year.fuel_kw.tolist() == pytest.approx([30 / 0.9, 30 / 0.9, 60 / 0.9, 40 / 0.9, 60 / 0.9])
    assert not year.backup_power_kw.any()
    # third hour: 20 kW of a fixed-speed unit of 50 kW: CR 0.4, COP 2.5 * 0.4 / (0.9 * 0.4 + 0.1) = 2.174
    assert year.cost_yuan_h[2] == pytest.approx(20.0 * (0.46 / 1.0) * 1.2 + 60 / 0.9 * 0.36)


def test_a_start_costs_its_share_of_an_hour() -> None:
    """Fixed-speed units of 40 kW, COP 2, no cycling loss, a start worth 0.05 h of full power (20 kW): 1 kWh.
    Loads 40, 80, 0, 40 kW run 1, 2, 0, 1 units; the year is a ring: the first unit ran on from the last."""
    plant = Plant(3, np.full(4, 40.0), np.full(4, 2.0), cycling_factor=1.0, start_loss_h=0.05)
    year = operate(np.array([40.0, 80.0, 0.0, 40.0]), np.zeros(4), plant)
    assert year.heat_pump_power_kw.tolist() == pytest.approx([20.0, 41.0, 0.0, 21.0])


@pytest.mark.parametrize(
    ("change", "price", "reason"),
    [
        ({"start_loss_h": 0.05}, 0.6, "start_memory"),
        ({}, np.array([0.3, 0.8]), "hourly_price"),
        ({"backup_price_yuan_kwh": np.array([0.3, 0.4])}, 0.6, "hourly_price"),
    ],
)
def test_what_needs_the_hours_in_their_order_is_refused_by_bins(
    change: dict[str, Any], price: Any, reason: str
) -> None:
    bins = season_bins(np.array([0.0, 5.0]), np.array([40.0, 20.0]))
    plant = Plant(1, np.full(2, 40.0), np.full(2, 3.0))
    assert operate_bins(bins, plant, 0.6).heat_pump_kw.tolist() == [40.0, 20.0]
    with pytest.raises(HourlyOnly, match=reason):
        operate_bins(bins, replace(plant, **change), price)
    assert hourly_only(plant, 0.6, stores=True) == "storage"


def test_time_given_to_another_load_is_not_there() -> None:
    plant = Plant(1, np.full(2, 40.0), np.full(2, 4.0))
    year = operate(np.full(2, 40.0), np.zeros(2), plant, available_fraction=np.array([1.0, 0.25]))
    assert year.heat_pump_kw.tolist() == [40.0, 10.0]


def test_a_plant_with_nothing_to_do_uses_nothing() -> None:
    plant = Plant(3, np.full(5, 40.0), np.full(5, 3.0), duty="bivalent_parallel", pump_power_kw=5.0)
    sums = sum_up(operate(np.zeros(5), np.zeros(5), plant, 1.0))
    assert sums.electricity_kwh == sums.energy_cost_yuan == sums.at_limit_h == sums.off_h == 0.0
    assert isnan(sums.seasonal_cop)
    assert isnan(sums.system_cop)
    assert sums.backup_fraction == 0.0


def test_plants_together_add_up_and_count_an_hour_once() -> None:
    year, _ = four_hours("bivalent_parallel")
    both = together([year, year])
    assert both.heat_pump_kw.tolist() == (2 * year.heat_pump_kw).tolist()
    assert both.power_kw == pytest.approx(2 * year.power_kw)
    assert both.off.tolist() == [0.0, 0.0, 1.0, 1.0]
    with pytest.raises(ValueError, match="no operation"):
        together([])


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"duty": "sometimes"}, "duty"),
        ({"minimum_load_fraction": 1.2}, "fractions"),
        ({"cycling_factor": -0.1}, "fractions"),
        ({"backup_efficiency": 0.0}, "efficiency"),
        ({"unit_count": -1}, "negative"),
        ({"backup_capacity_kw": float("nan")}, "negative"),
        ({"cop": np.zeros(2)}, "positive"),
    ],
)
def test_what_is_no_plant_is_refused(change: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        replace(Plant(1, np.ones(2), np.ones(2)), **change)  # type: ignore[arg-type]


def test_negative_loads_are_refused() -> None:
    with pytest.raises(ValueError, match="load"):
        operate(np.array([1.0, -1.0]), np.zeros(2), Plant(1, np.ones(2), np.ones(2)))


def unit(t_outdoor: np.ndarray, t_supply: np.ndarray, limit: float) -> tuple[np.ndarray, np.ndarray]:
    """Capacity per kW at 7/45 °C and COP of a plain unit: a share of Carnot, capacity with source density."""
    lift = (t_supply + 4.0) - (t_outdoor - 8.0)
    cop = 0.45 * (t_supply + 277.15) / lift
    capacity = np.exp(0.022 * (t_outdoor - 7.0)) * (1.0 - 0.004 * (t_supply - 45.0))
    return np.where(t_outdoor >= limit, capacity, np.nan), np.where(t_outdoor >= limit, cop, np.nan)


def statistics(one: dict[str, object]) -> StationStatistics:
    return StationStatistics(
        np.array(one["month_hour_mean_c"]), np.array(one["day_sd_k"]), np.array(one["day_lag1"]),
        int(str(one["bin_first_c"])), np.array(one["bin_hours"]),
    )  # fmt: skip


DESIGN_C = {  # outdoor design temperatures for heating of the stations' cities
    "Mohe": -37.5, "Harbin": -24.2, "Beijing": -7.6, "Lhasa": -5.2, "Shanghai": -0.3, "Guangzhou": 8.0,
    "Bijie": -1.7,
}  # fmt: skip


def test_bins_agree_with_hours() -> None:
    errors = []
    for one in CASES:
        design = DESIGN_C[one["station"]]
        t = typical_year(statistics(one)).t_outdoor_c
        season = Season(0, 365) if design > 0 else season_by_dates((10, 1), (4, 30))
        load = heating_loads(t, 900.0, 18.0, design, season)
        price = np.where(np.arange(8760) % 24 < 8, 0.3, 0.8)
        bins = season_bins(t, load)
        sizes = [(size, limit) for size in (60.0, 130.0, 320.0) for limit in (-45.0, -30.0, -25.0, -15.0)]
        needed = [max(1, ceil(900.0 * share / size)) for size, _ in sizes for share in (0.7, 1.4)]
        candidates = [pair for pair in sizes for _ in range(2)]

        def supply(outdoor: np.ndarray, design: float = design) -> np.ndarray:
            return np.asarray(supply_temperature_reset(35.0, 45.0, design + 25.0, outdoor, design))

        def plant(outdoor: np.ndarray, size: float, limit: float, count: int) -> Plant:
            ratio, cop = unit(outdoor, supply(outdoor), limit)
            return Plant(count, size * ratio, cop, 0.3, 0.9, "bivalent_parallel", -np.inf, 500.0, 0.98, 10.0)

        by_bin = [
            plant(bins.t_outdoor_c, *pair, count) for pair, count in zip(candidates, needed, strict=True)
        ]
        matrix = Plant(
            np.array(needed)[:, np.newaxis], np.array([p.capacity_kw for p in by_bin]),
            np.array([p.cop for p in by_bin]), 0.3, 0.9, "bivalent_parallel", -np.inf, 500.0, 0.98, 10.0,
        )  # fmt: skip
        many = sums_of_candidates(
            operate(bins.load_kw, bins.t_outdoor_c, matrix, bins.mean(price)), bins.hours
        )
        for sums, pair, count in zip(many, candidates, needed, strict=True):
            hourly = sum_up(operate(load, t, plant(t, *pair, count), price))
            assert sums.heat_load_kwh == pytest.approx(hourly.heat_load_kwh, rel=1e-9)
            errors.append(abs(sums.electricity_kwh / hourly.electricity_kwh - 1.0))
            assert sums.energy_cost_yuan == pytest.approx(hourly.energy_cost_yuan, rel=0.02)
    print(f"{len(errors)} plants: median {np.median(errors):.5f}, largest {max(errors):.5f}")
    assert np.median(errors) <= 0.001
    assert max(errors) <= 0.02


def test_candidates_at_once_are_the_candidates_one_by_one() -> None:
    t = typical_year(statistics(CASES[1])).t_outdoor_c
    bins = season_bins(t, heating_loads(t, 500.0, 18.0, -24.2, season_by_dates((10, 20), (4, 20))))
    capacity = np.array([[30.0], [90.0], [200.0]]) * np.exp(0.02 * bins.t_outdoor_c)
    cop = np.array([[0.4], [0.45], [0.5]]) * 318.0 / (53.0 - bins.t_outdoor_c)
    counts = np.array([[8], [3], [2]])
    matrix = Plant(counts, capacity, cop, np.array([[1.0], [0.5], [0.2]]), 0.9, "bivalent_parallel",
                   -30.0, np.array([[100.0], [200.0], [0.0]]))  # fmt: skip
    many = sums_of_candidates(operate(bins.load_kw, bins.t_outdoor_c, matrix, 0.6), bins.hours)
    for row, sums in enumerate(many):
        alone = replace(
            matrix, unit_count=int(counts[row, 0]), capacity_kw=capacity[row], cop=cop[row],
            minimum_load_fraction=(1.0, 0.5, 0.2)[row], backup_capacity_kw=(100.0, 200.0, 0.0)[row],
        )  # fmt: skip
        single = sum_up(operate(bins.load_kw, bins.t_outdoor_c, alone, 0.6), bins.hours)
        for field in fields(YearSums):
            assert getattr(sums, field.name) == pytest.approx(getattr(single, field.name)), field.name


def test_bins_gather_only_hours_with_a_load() -> None:
    t = np.array([5.0, 5.9, 6.0, 5.5, -0.1])
    load = np.array([10.0, 20.0, 30.0, 0.0, 40.0])
    bins = season_bins(t, load)
    assert bins.t_outdoor_c.tolist() == pytest.approx([-0.1, 5.45, 6.0])
    assert bins.hours.tolist() == [1.0, 2.0, 1.0]
    assert bins.load_kw.tolist() == [40.0, 15.0, 30.0]
    assert bins.bin_of_hour.tolist() == [1, 1, 2, -1, 0]
    assert bins.mean(np.array([0.3, 0.6, 1.0, 9.0, 2.0])).tolist() == pytest.approx([2.0, 0.5, 1.0])
