"""Tariff hours, bills, payback and life-cycle cost against hand calculations."""

import numpy as np
import pytest

from desktop.engine.economics import (
    BadHours,
    Tariff,
    energy_bill,
    energy_by_period,
    hours_of,
    life_cycle_cost,
    simple_payback,
)
from desktop.engine.selection import annuity

SHAPE = Tariff(0.6, 0.9, 0.3, hours_of("8-11,17-21"), hours_of("22-6"))


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
def test_hours_are_those_beginning_in_the_range(text, hours):
    assert hours_of(text) == hours


@pytest.mark.parametrize("text", ["8", "8-8", "24-6", "8-25", "8:30-11", "a-b", "8-11;12-14"])
def test_hours_that_cannot_be_read_are_refused(text):
    with pytest.raises(BadHours) as refused:
        hours_of(text)
    assert refused.value.text == text


def test_an_hour_cannot_be_peak_and_valley():
    with pytest.raises(ValueError, match=r"\[7\]"):
        Tariff(0.6, 0.9, 0.3, hours_of("7-9"), hours_of("22-8"))


def test_periods_share_out_all_energy():
    """2 kWh in each hour of two days: 7 peak, 8 valley and 9 flat hours a day give 28, 32 and 36 kWh."""
    assert energy_by_period(np.full(48, 2.0), SHAPE) == {"peak": 28.0, "flat": 36.0, "valley": 32.0}


def test_bill_by_periods_is_the_bill_hour_by_hour():
    energy = np.random.default_rng(7).uniform(0.0, 500.0, 8760)
    by_period = energy_by_period(energy, SHAPE)
    bill = energy_bill(by_period["peak"], 0.9, by_period["flat"], 0.6, by_period["valley"], 0.3)
    assert bill == pytest.approx(float(energy @ SHAPE.hourly()), rel=1e-12)


def test_what_never_pays_is_refused():
    for saving in (0.0, -1.0):
        with pytest.raises(ValueError, match="nothing is saved"):
            simple_payback(100.0, saving)


def test_life_cycle_cost_is_the_sum_of_discounted_years():
    """Independent model: every year's bill and maintenance discounted by itself."""
    rate, years, first, bill = 0.07, 15, 1_000_000.0, 180_000.0
    by_years = first + sum((bill + 0.02 * first) / (1 + rate) ** year for year in range(1, years + 1))
    assert life_cycle_cost(first, bill, 0.02, annuity(rate, years)) == pytest.approx(by_years, rel=1e-12)
