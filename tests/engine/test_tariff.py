"""Tariffs by hour and month against bills made by hand."""

import numpy as np
import pytest

from desktop.engine.tariff import (
    BadHours,
    DayPrices,
    Period,
    Tariff,
    hours_of,
    monthly_peaks,
    months_of,
    valley_hours,
)

DAY = DayPrices(
    {"peak": 0.9, "flat": 0.6, "valley": 0.3}, {"peak": hours_of("8-11,17-21"), "valley": hours_of("22-6")}
)
WINTER = DayPrices({"flat": 0.5469, "valley": 0.3469}, {"valley": hours_of("20-8")})


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("", set()),
        ("8-11", {8, 9, 10}),
        ("22-6", {22, 23, 0, 1, 2, 3, 4, 5}),
        ("22:00-24:00, 0-7", {22, 23, *range(7)}),
        ("0-24", set(range(24))),
        ("8-11，17-21", {8, 9, 10, 17, 18, 19, 20}),
    ],
)
def test_hours_are_those_beginning_in_the_range(text: str, hours: set[int]) -> None:
    assert hours_of(text) == hours


@pytest.mark.parametrize("text", ["8", "8-8", "24-6", "8-25", "8:30-11", "a-b", "8-11;12-14"])
def test_hours_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(BadHours) as refused:
        hours_of(text)
    assert refused.value.text == text


@pytest.mark.parametrize(
    ("text", "months"), [("11-3", {11, 12, 1, 2, 3}), ("7", {7}), ("1-12", set(range(1, 13)))]
)
def test_months_are_those_named(text: str, months: set[int]) -> None:
    assert months_of(text) == months


@pytest.mark.parametrize("text", ["0-3", "11-13", "Nov", "1--3"])
def test_months_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(BadHours):
        months_of(text)


def test_an_hour_cannot_be_in_two_periods() -> None:
    prices: dict[Period, float] = {"peak": 1.0, "flat": 0.6, "valley": 0.3}
    with pytest.raises(ValueError, match=r"\[7\]"):
        DayPrices(prices, {"peak": hours_of("7-9"), "valley": hours_of("22-8")})


def test_a_period_needs_its_price() -> None:
    with pytest.raises(ValueError, match="deep_valley"):
        DayPrices({"flat": 0.6}, {"deep_valley": hours_of("2-4")})


def test_bill_made_by_hand_to_the_fen() -> None:
    """10 kWh in every hour.

    A: peak 0.9 (7 h), valley 0.3 (8 h), flat 0.6 (9 h): a day costs 10 (6.30 + 2.40 + 5.40) = 141.00 yuan,
    the year 51,465.00. B: the same, but from November to March 0.3469 from 20 to 8 o'clock and 0.5469 else:
    a day costs 120 x 0.3469 + 120 x 0.5469 = 107.256 yuan. November to March have 30 + 31 + 31 + 28 + 31 =
    151 days, the other months 214: 214 x 141.00 + 151 x 107.256 = 30,174.00 + 16,195.656 = 46,369.656 yuan.
    """
    energy = np.full(8760, 10.0)
    assert float(energy @ Tariff(DAY).hourly()) == pytest.approx(51_465.00, abs=0.005)
    tariff = Tariff(DAY, WINTER, months_of("11-3"))
    assert float(energy @ tariff.hourly()) == pytest.approx(46_369.656, abs=0.005)
    by_band = {tariff.bands[at]: kwh for at, kwh in enumerate(tariff.energy_by_band(energy)) if kwh}
    assert by_band == {
        ("usual", "peak"): 214 * 70.0, ("usual", "flat"): 214 * 90.0, ("usual", "valley"): 214 * 80.0,
        ("season", "flat"): 151 * 120.0, ("season", "valley"): 151 * 120.0,
    }  # fmt: skip
    by_month = tariff.cost_by_month_and_band(energy).sum(axis=1)
    assert by_month[0] == pytest.approx(31 * 107.256, abs=0.005)
    assert by_month[5] == pytest.approx(30 * 141.00, abs=0.005)


def test_energy_is_billed_in_the_hour_it_was_used() -> None:
    """1 kWh in the hour from 7 to 8 o'clock of 31 October (flat), 1 kWh from 7 to 8 on 1 November (valley),
    2 kWh from 20 to 21 on 31 March (valley), 4 kWh from 20 to 21 on 1 April (peak)."""
    energy = np.zeros(8760)
    for day, hour, kwh in ((303, 7, 1.0), (304, 7, 1.0), (89, 20, 2.0), (90, 20, 4.0)):
        energy[24 * day + hour] = kwh
    tariff = Tariff(DAY, WINTER, months_of("11-3"))
    assert float(energy @ tariff.hourly()) == pytest.approx(0.6 + 0.3469 + 2 * 0.3469 + 4 * 0.9, abs=1e-9)


def test_cheapest_hours_of_a_day_are_its_valley() -> None:
    assert not valley_hours(Tariff(DayPrices({"flat": 0.6})).hourly()).any()
    found = valley_hours(Tariff(DAY).hourly())[24 * 100 : 24 * 101]
    assert set(np.flatnonzero(found).tolist()) == {22, 23, 0, 1, 2, 3, 4, 5}


def test_power_is_charged_by_each_months_highest() -> None:
    power = np.zeros(8760)
    power[5], power[24 * 31], power[24 * 31 + 1] = 40.0, 70.0, 60.0
    assert monthly_peaks(power).tolist() == [40.0, 70.0, *[0.0] * 10]
