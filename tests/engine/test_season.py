"""Seasons and hourly loads against hand counts."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.engine.season import (
    Season,
    cooling_loads,
    day_number,
    even_shares,
    heating_loads,
    heating_season,
    hot_water_loads,
    season_by_dates,
    supply_temperature_reset,
)
from desktop.engine.weather import StationStatistics, typical_year

CASES = json.loads((Path(__file__).parent.parent / "data" / "weather_cases.json").read_text("utf-8"))[
    "stations"
]


def days(values: dict[range, float], other: float) -> np.ndarray:
    """Hourly temperatures, constant through each day."""
    day = np.full(365, other)
    for span, value in values.items():
        day[list(span)] = value
    return np.repeat(day, 24)


def test_season_by_dates_runs_over_the_new_year() -> None:
    season = season_by_dates((11, 15), (3, 15))  # 16 + 31 + 31 + 28 + 15 days
    assert season.day_count == 121
    inside = season.days()
    assert inside[day_number(11, 15)]
    assert inside[0]
    assert inside[day_number(3, 15)]
    assert not inside[day_number(3, 16)]
    assert not inside[day_number(11, 14)]
    assert season.last_day == day_number(3, 15)
    assert season.hours().sum() == 121 * 24


@pytest.mark.parametrize(("month", "day"), [(2, 29), (0, 1), (13, 1), (4, 31), (1, 0)])
def test_dates_outside_the_year_are_refused(month: int, day: int) -> None:
    with pytest.raises(ValueError, match="no such date"):
        day_number(month, day)


def test_heating_season_is_the_longest_run_of_the_running_mean() -> None:
    # 0 °C on days 330-364 and 0-59 (95 days), 20 °C else. The mean of a day and the four before is 16, 12, 8,
    # 4, 0 on the first five cold days, so the run starts on the fourth; it ends on the first warm day (4 °C).
    t = days({range(330, 365): 0.0, range(0, 60): 0.0, range(150, 170): 0.0}, 20.0)
    season = heating_season(t, 5.0)
    assert (season.first_day, season.last_day, season.day_count) == (333, 60, 93)


def test_heating_season_of_the_extremes() -> None:
    assert heating_season(np.full(8760, 25.0)).day_count == 0
    assert not heating_season(np.full(8760, 25.0)).hours().any()
    assert heating_season(np.full(8760, -5.0)).day_count == 365


def test_eight_degrees_give_a_longer_season_than_five() -> None:
    for one in CASES:
        statistics = StationStatistics(
            np.array(one["month_hour_mean_c"]), np.array(one["day_sd_k"]), np.array(one["day_lag1"]),
            one["bin_first_c"], np.array(one["bin_hours"]),
        )  # fmt: skip
        t = typical_year(statistics).t_outdoor_c
        assert heating_season(t, 8.0).day_count >= heating_season(t, 5.0).day_count, one["station"]


@pytest.mark.reference
@pytest.mark.parametrize(
    ("file", "station"),
    [
        ("CHN_Beijing.Beijing.545110_CSWD.epw", "54511"),
        ("CHN_Guangdong.Guangzhou.592870_CSWD.epw", "59287"),
        ("CHN_Heilongjiang.Harbin.509530_CSWD.epw", "50953"),
    ],
)
def test_heating_season_of_hourly_files(reference_dir: Path, file: str, station: str) -> None:
    lines = (reference_dir / "epw" / file).read_text("utf-8").splitlines()[8:]
    t = np.array([float(line.split(",")[6]) for line in lines])
    with (reference_dir / "reference" / "weather_stations.csv").open(encoding="utf-8") as table:
        row = next(row for row in csv.DictReader(table) if row["wmo"] == station)
    assert heating_season(t, 5.0).day_count == int(row["days_le5_longest_run"])
    assert heating_season(t, 8.0).day_count == int(row["days_le8_longest_run"])


def test_heating_load_follows_the_line_inside_the_season_only() -> None:
    t = days({range(0, 10): -18.0, range(10, 20): -36.0, range(20, 30): 0.0, range(300, 310): 0.0}, 20.0)
    loads = heating_loads(t, 100.0, 18.0, -18.0, Season(0, 100))
    # 36 K from balance to design: 100 kW; 54 K below balance 150; 18 K below balance 50
    assert [loads[24 * day] for day in (0, 10, 20, 40, 300)] == pytest.approx([100.0, 150.0, 50.0, 0.0, 0.0])


def test_heating_load_needs_a_balance_above_design() -> None:
    with pytest.raises(ValueError, match="balance"):
        heating_loads(np.zeros(8760), 100.0, -20.0, -18.0, Season(0, 365))


def test_supply_temperature_is_held_beyond_its_ends() -> None:
    outdoor = np.array([-40.0, -25.0, -10.0, 5.0, 15.0])
    supply = supply_temperature_reset(35.0, 45.0, 5.0, outdoor, -25.0)
    assert supply == pytest.approx([45.0, 45.0, 40.0, 35.0, 35.0])


def test_hot_water_keeps_the_days_heat() -> None:
    loads = hot_water_loads(240.0, even_shares(10, 12))
    assert loads.reshape(365, 24).sum(axis=1) == pytest.approx(240.0)
    assert loads[:24].tolist() == [0.0] * 10 + [20.0] * 12 + [0.0] * 2
    by_day = np.linspace(100.0, 200.0, 365)
    assert hot_water_loads(by_day, even_shares(22, 8)).reshape(365, 24).sum(axis=1) == pytest.approx(by_day)


@pytest.mark.parametrize(
    "shares", [np.full(24, 0.05), np.full(23, 1 / 23), np.array([1.5, -0.5] + [0.0] * 22)]
)
def test_shares_that_make_no_day_are_refused(shares: np.ndarray) -> None:
    with pytest.raises(ValueError, match="24 shares"):
        hot_water_loads(100.0, shares)


@pytest.mark.parametrize("hours", [0, 25])
def test_even_shares_need_hours_of_a_day(hours: int) -> None:
    with pytest.raises(ValueError, match="1 to 24"):
        even_shares(0, hours)


@given(st.floats(1.0, 3000.0), st.floats(10.0, 2500.0), st.integers(0, 1000))
def test_cooling_places_the_asked_heat_below_the_design_load(
    load: float, full_hours: float, seed: int
) -> None:
    t = np.random.default_rng(seed).normal(15.0, 9.0, 8760)
    year = cooling_loads(t, load, full_hours, 24.0)
    warm = t > 24.0
    assert year.load_kw.max() <= load * (1 + 1e-12)
    assert not year.load_kw[~warm].any()
    assert year.placed_kwh == pytest.approx(min(load * full_hours, load * warm.sum()), rel=1e-9)
    # warmer hours never get less
    assert (np.diff(year.load_kw[np.argsort(t)]) >= -1e-9).all()


def test_cooling_says_when_the_year_is_too_cold_for_it() -> None:
    t = days({range(180, 190): 30.0}, 10.0)  # 240 warm hours
    year = cooling_loads(t, 50.0, 400.0)
    assert (year.asked_kwh, year.placed_kwh) == (20_000.0, 12_000.0)
    assert cooling_loads(np.full(8760, 5.0), 50.0, 400.0).placed_kwh == 0.0
    assert cooling_loads(t, 0.0, 400.0).placed_kwh == 0.0
