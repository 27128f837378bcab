"""Air of a field of units, by hand."""

from __future__ import annotations

import pytest

from desktop.engine import cold_air


def test_air_of_a_unit_by_its_heat_balance() -> None:
    """189 kW out, 84 kW in: 105 kW from air of 1.2 kg/m3 cooled by 5 K: 105/(1.006 x 1.2 x 5) = 17.4 m3/s."""
    assert cold_air.unit_air_flow(189.0, 84.0, 1.2, 5.0) == pytest.approx(17.395 * 3600, rel=1e-4)


def test_speed_through_the_sides_of_a_field() -> None:
    """25 units of 16 m2: 400 m2, 40 x 10 m at ratio 4, 100 m round; 1,000 m3/s through 2 m are 5 m/s."""
    area = cold_air.field_area(25, 16.0)
    assert area == 400.0
    assert cold_air.field_perimeter(4.0, area) == pytest.approx(100.0)
    assert cold_air.intake_velocity(3_600_000.0, 100.0, 2.0) == pytest.approx(5.0)


def test_a_field_that_is_large_enough_has_the_highest_speed() -> None:
    needed = cold_air.field_for_velocity(400.0, 5.0, 2.0)
    assert needed == pytest.approx(2500.0)
    sides = cold_air.field_perimeter(4.0, needed)
    assert cold_air.intake_velocity(3_600_000.0, sides, 2.0) == pytest.approx(2.0)
