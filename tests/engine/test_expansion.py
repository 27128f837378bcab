"""Expansion of water and the vessel that takes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.engine.corrections import air_pressure
from desktop.engine.expansion import (
    cold_reserve,
    expansion_share,
    expansion_volume,
    fill_pressure,
    final_pressure,
    hot_water_vessel_volume,
    least_safety_pressure,
    make_up_flow,
    vessel_volume,
)
from desktop.engine.validity import OutsideValidity
from desktop.engine.water import water_density


@pytest.mark.parametrize(
    ("t_cold_c", "t_hot_c", "share"),
    [(5.0, 60.0, 0.01707), (5.0, 45.0, 0.0099), (10.0, 60.0, 0.0168), (10.0, 80.0, 0.0287),
     (4.0, 85.0, 0.0324)],
)
def test_expansion_of_water(t_cold_c: float, t_hot_c: float, share: float) -> None:
    """Shares worked out elsewhere with the water of IAPWS."""
    assert expansion_share(water_density(t_cold_c), water_density(t_hot_c)) == pytest.approx(share, abs=6e-5)


def test_vessel_of_a_cold_hotel() -> None:
    # 8 m³, 30 m above, valve 600 kPa, air 97 kPa, no reserve: (136.6 L) / (1 - 401 / 637) = 0.37 m³
    share = expansion_share(water_density(5.0), water_density(60.0))
    fill, final = fill_pressure(30.0, 10.0, 97.0), final_pressure(600.0, 97.0)
    assert vessel_volume(expansion_volume(8000.0, share, 1.0), 0.0, fill, final) == pytest.approx(370, abs=5)
    # with half a per cent in reserve: (136.6 + 40) / 0.370 = 477 L
    with_reserve = vessel_volume(expansion_volume(8000.0, share, 1.0), cold_reserve(8000.0), fill, final)
    assert with_reserve == pytest.approx(477, abs=5)


def test_thin_air_makes_the_vessel_smaller_for_the_same_gauge_pressures() -> None:
    # p1/p2 at sea level (304.2 + 101.3) / (540 + 101.3) = 0.632, at 3,649 m 368.7 / 604.5 = 0.610
    low, high = air_pressure(0.0), air_pressure(3649.0)
    volumes = [
        vessel_volume(100.0, 0.0, fill_pressure(30.0, 10.0, air), final_pressure(600.0, air))
        for air in (low, high)
    ]
    assert volumes == [pytest.approx(272, abs=1), pytest.approx(256, abs=1)]


def test_hot_water_vessel_of_the_code() -> None:
    # 5 to 60 °C, P2 = 1.10 P1: 0.188 of the storage
    share = hot_water_vessel_volume(water_density(5.0), water_density(60.0), 1.10, 1.0)
    assert share == pytest.approx(0.188, abs=5e-4)


def test_no_room_between_fill_and_valve_is_refused() -> None:
    with pytest.raises(OutsideValidity, match="pressure_kpa__fill"):
        vessel_volume(100.0, 10.0, 640.0, 637.0)


def test_valve_and_make_up() -> None:
    # 30 m: 294.2 + 10 + 150 = 454 kPa; 5 % of 8 m³ an hour
    assert least_safety_pressure(30.0, 10.0, 150.0) == pytest.approx(454.2, abs=0.1)
    assert make_up_flow(0.05, 8000.0) == pytest.approx(0.4)


@given(
    st.floats(100.0, 1e5), st.floats(1.0, 1e4), st.floats(0.001, 0.04), st.floats(5.0, 25.0),
    st.floats(400.0, 1000.0),
)
def test_a_larger_system_never_needs_a_smaller_vessel(
    volume_l: float, more_l: float, share: float, static_m: float, valve_kpa: float
) -> None:
    fill, final = fill_pressure(static_m, 10.0, 100.0), final_pressure(valve_kpa, 100.0)
    small, large = (
        vessel_volume(expansion_volume(litres, share, 1.0), cold_reserve(litres), fill, final)
        for litres in (volume_l, volume_l + more_l)
    )
    assert large >= small >= share * volume_l
