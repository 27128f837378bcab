"""Counts, standby, backup and costs beside hand calculations and plain loops."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.engine import selection as rules

KW = st.floats(1.0, 5000.0)


@given(load=KW, capacity=st.floats(5.0, 500.0))
def test_a_count_carries_the_load_and_one_less_does_not(load: float, capacity: float) -> None:
    count = rules.count_for_load(load, capacity)
    assert count * capacity >= load * (1 - 1e-12)
    assert (count - 1) * capacity < load
    assert rules.count_for_cooling(load, capacity) == count


@given(load=KW, count=st.integers(1, 40), capacity=st.floats(0.0, 500.0))
def test_backup_closes_the_gap_and_no_more(load: float, count: int, capacity: float) -> None:
    backup = rules.backup_needed(load, count, capacity)
    assert count * capacity + backup >= load - 1e-9
    assert backup == 0.0 or count * capacity + backup == pytest.approx(load)


def test_standby_is_what_is_left_with_the_largest_out() -> None:
    """Seven units of 100 kW for 700 kW leave six: 85.7 %; two of 350 leave one: a half, with 140 kW of backup
    seven tenths."""
    assert rules.standby_share(7, 100.0, 0.0, 700.0) == pytest.approx(6 / 7)
    assert rules.standby_share(2, 350.0, 0.0, 700.0) == 0.5
    assert rules.standby_share(2, 350.0, 140.0, 700.0) == pytest.approx(0.7)


def test_margin_and_power_by_hand() -> None:
    assert rules.capacity_margin(3, 110.0, 300.0) == pytest.approx(0.1)
    assert rules.total_capacity(3, 110.0) == 330.0
    assert rules.power_of_units(3, 110.0, 2.5) == pytest.approx(132.0)


@given(rate=st.floats(0.005, 0.25), life=st.integers(1, 40))
def test_an_annuity_pays_the_first_cost_back(rate: float, life: int) -> None:
    """Year by year: interest on what is left, less the payment, ends at nothing."""
    left, payment = 1.0, rules.annuity(rate, life)
    for _ in range(life):
        left = left * (1 + rate) - payment
    assert left == pytest.approx(0.0, abs=1e-6)


def test_costs_by_hand() -> None:
    assert rules.first_cost(4, 215_000.0, 53_500.0) == 913_500.0
    assert rules.yearly_cost(1_000_000.0, 0.1, 0.02, 300_000.0) == pytest.approx(420_000.0)
