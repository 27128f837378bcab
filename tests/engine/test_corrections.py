"""Altitude and frost factors at the values their sources name."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.engine.corrections import (
    ALTITUDE_CAPACITY_LOSS_PER_KM,
    ALTITUDE_CAPACITY_LOSS_RANGE,
    ALTITUDE_COP_LOSS_PER_KM,
    FROST_LOSS_LARGEST,
    air_pressure,
    altitude_capacity_factor,
    altitude_cop_factor,
    frost_factor,
    site_capacity,
    site_cop,
)
from desktop.engine.validity import OutsideValidity

LHASA_M = 3649.0


def test_lhasa_loses_what_its_plants_were_measured_to_lose() -> None:
    # published: capacity -16.2 to -19.8 %, COP -9.5 to -12.5 % against standard pressure
    assert 0.802 <= altitude_capacity_factor(ALTITUDE_CAPACITY_LOSS_PER_KM, LHASA_M) <= 0.838
    assert 0.875 <= altitude_cop_factor(ALTITUDE_COP_LOSS_PER_KM, LHASA_M) <= 0.905
    low, high = ALTITUDE_CAPACITY_LOSS_RANGE
    assert low < ALTITUDE_CAPACITY_LOSS_PER_KM < high


def test_no_loss_at_sea_level() -> None:
    assert altitude_capacity_factor(0.045, 0.0) == 1.0
    assert altitude_cop_factor(0.030, 0.0) == 1.0


@pytest.mark.parametrize("altitude_m", [-501.0, 5501.0, float("nan")])
def test_altitude_outside_the_formula_is_refused(altitude_m: float) -> None:
    with pytest.raises(OutsideValidity, match="altitude_m"):
        altitude_capacity_factor(0.045, altitude_m)
    with pytest.raises(OutsideValidity, match="altitude_m"):
        altitude_cop_factor(0.030, altitude_m)


@pytest.mark.parametrize(
    ("altitude_m", "pressure_kpa"),
    [(0.0, 101.325), (500.0, 95.461), (1000.0, 89.875), (2000.0, 79.495), (3000.0, 70.109), (5000.0, 54.020)],
)
def test_pressure_of_the_standard_atmosphere(altitude_m: float, pressure_kpa: float) -> None:
    # ISO 2533 tabulates geometric altitudes: 95.461, 89.876, 79.501, 70.121, 54.048; the formula without the
    # earth's curvature is up to 0.05 % lower
    assert air_pressure(altitude_m) == pytest.approx(pressure_kpa, rel=6e-4)


@pytest.mark.parametrize(
    ("t_outdoor_c", "humidity", "factor"),
    [
        (-1.0, 0.90, 0.85),  # full loss
        (-2.0, 0.85, 0.85),
        (0.0, 1.0, 0.85),
        (-6.0, 0.90, 0.925),  # half way down to -10 °C
        (2.75, 0.90, 0.925),  # half way up to 5.5 °C
        (-1.0, 0.75, 0.925),  # half way between 65 and 85 %
        (-1.0, 0.65, 1.0),  # dry
        (-10.0, 1.0, 1.0),  # severely cold
        (-25.0, 1.0, 1.0),
        (5.5, 1.0, 1.0),
        (20.0, 1.0, 1.0),
    ],
)
def test_frost_factor_at_its_corners(t_outdoor_c: float, humidity: float, factor: float) -> None:
    assert frost_factor(FROST_LOSS_LARGEST, t_outdoor_c, humidity) == pytest.approx(factor, abs=1e-12)


@given(st.floats(-50.0, 45.0), st.floats(0.0, 1.0))
def test_frost_only_takes_and_more_from_damper_air(t_outdoor_c: float, humidity: float) -> None:
    factor = float(frost_factor(0.15, t_outdoor_c, humidity))
    assert 0.85 - 1e-12 <= factor <= 1.0
    assert float(frost_factor(0.15, t_outdoor_c, min(1.0, humidity + 0.05))) <= factor


def test_frost_factor_of_arrays_is_that_of_each_hour() -> None:
    t, humidity = np.array([-1.0, -20.0, 3.0]), np.array([0.9, 0.9, 0.7])
    hours = frost_factor(0.15, t, humidity)
    assert hours.tolist() == [float(frost_factor(0.15, a, b)) for a, b in zip(t, humidity, strict=True)]


def test_site_figures_take_each_correction_once() -> None:
    # 100 kW at COP 2.5, Lhasa 0.836 and 0.89, frost 0.95: 79.42 kW; 2.5 * 0.89 * 0.95 = 2.11375
    assert site_capacity(100.0, 0.836, 0.95) == pytest.approx(79.42)
    assert site_cop(2.5, 0.89, 0.95) == pytest.approx(2.11375)
    # frost alone leaves the power as it is
    assert site_capacity(100.0, 1.0, 0.85) / site_cop(2.5, 1.0, 0.85) == pytest.approx(100.0 / 2.5)
