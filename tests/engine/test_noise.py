"""Sound of many units beside worked figures of the trade."""

from __future__ import annotations

import pytest

from desktop.engine import noise


@pytest.mark.parametrize(
    ("count", "distance", "level"),
    [(144, 50, 67.6), (144, 100, 61.6), (144, 200, 55.6), (75, 50, 64.8), (75, 100, 58.8), (75, 200, 52.7)],
)
def test_many_units_of_88_db(count: int, distance: float, level: float) -> None:
    """Lw 88: 88 + 10 lg 144 - 20 lg 50 - 8 = 88 + 21.58 - 33.98 - 8 = 67.6."""
    assert noise.sound_pressure(88.0, count, distance, 0.0) == pytest.approx(level, abs=0.06)


def test_one_unit_needs_33_to_50_m_at_night() -> None:
    """80 - 50 = 30 dB: 10^1.5 = 31.6 m to class 2; 35 dB: 56.2 m to class 1."""
    assert noise.distance_that_holds(88.0, 1, 0.0, 50.0) == pytest.approx(31.6, abs=0.05)
    assert noise.distance_that_holds(88.0, 1, 0.0, 45.0) == pytest.approx(56.2, abs=0.05)


def test_the_limit_is_met_at_the_distance_that_holds() -> None:
    for count, screens, limit in ((1, 0.0, 45.0), (36, 12.0, 50.0), (144, 5.0, 55.0)):
        distance = noise.distance_that_holds(85.0, count, screens, limit)
        assert noise.sound_pressure(85.0, count, distance, screens) == pytest.approx(limit)


def test_twice_as_far_is_six_decibels_less_and_ten_times_as_many_ten_more() -> None:
    near, far = (noise.sound_pressure(88.0, 10, r, 0.0) for r in (40.0, 80.0))
    assert near - far == pytest.approx(6.02, abs=0.01)
    assert noise.sound_pressure(88.0, 100, 40.0, 0.0) - near == pytest.approx(10.0)


def test_what_is_lacking_is_never_negative() -> None:
    assert noise.reduction_needed(67.6, 50.0) == pytest.approx(17.6)
    assert noise.reduction_needed(44.0, 50.0) == 0.0
