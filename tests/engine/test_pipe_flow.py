"""Pipe friction against the Colebrook-White equation solved by iteration, and the transport ratio by hand."""

from math import log10

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.engine.pipe_flow import (
    cooling_length_coefficient,
    friction_factor,
    heating_length_coefficient,
    pipe_velocity,
    reynolds,
    specific_friction,
    transport_limit,
    transport_ratio,
)
from desktop.engine.validity import OutsideValidity


def colebrook(number: float, relative_roughness: float) -> float:
    """The implicit equation, solved by repeating it."""
    factor = 0.02
    for _ in range(100):
        factor = (-2 * log10(relative_roughness / 3.7 + 2.51 / (number * factor**0.5))) ** -2
    return factor


@given(st.floats(1e4, 1e7), st.floats(1e-5, 0.02))
def test_friction_beside_colebrook(number: float, relative_roughness: float) -> None:
    found = friction_factor(number, relative_roughness * 100, 100.0)
    assert found == pytest.approx(colebrook(number, relative_roughness), rel=0.035)


@given(st.floats(50.0, 1800.0))
def test_laminar_flow(number: float) -> None:
    assert friction_factor(number, 0.2, 100.0) == pytest.approx(64 / number, rel=0.01)


def test_a_pipe_by_hand() -> None:
    # 170 m³/h in 207.1 mm: A = 0.033686 m², v = 1.4018 m/s; Re = 990 x 1.4018 x 0.2071 / 0.0006 = 479,000;
    # k/d 0.000966, Colebrook 0.0203 -> R = 0.0203 / 0.2071 x 990 x 1.4018² / 2 = 95 Pa/m
    velocity = pipe_velocity(170.0, 207.1)
    number = reynolds(990.0, velocity, 207.1, 0.6)
    factor = colebrook(number, 0.2 / 207.1)
    assert velocity == pytest.approx(1.4018, abs=0.001)
    assert number == pytest.approx(479_000, rel=0.002)
    assert specific_friction(factor, 990.0, velocity, 207.1) == pytest.approx(95.3, abs=1.0)


def test_friction_refuses_what_it_was_not_made_for() -> None:
    with pytest.raises(OutsideValidity, match="reynolds"):
        friction_factor(5.0, 0.2, 100.0)
    with pytest.raises(OutsideValidity, match="roughness"):
        friction_factor(1e5, 10.0, 100.0)


def test_transport_ratio_by_hand() -> None:
    # 1,000 kW over 5 K, 172 m³/h at 25 m and 75 %: 0.003096 x 172 x 25 / 0.75 / 1000 = 0.01775;
    # limit at 300 m: 0.0044 x (17 + 0.0115 x 300) / 5 = 0.018
    assert transport_ratio(172.0, 25.0, 0.75, 1000.0) == pytest.approx(0.01775, abs=1e-5)
    alpha = heating_length_coefficient(300.0)
    assert transport_limit(0.0044, 17.0, alpha, 300.0, 5.0) == pytest.approx(0.0180, abs=1e-4)


def test_the_constant_of_the_transport_ratio_is_gravity_over_hours_and_the_motor() -> None:
    # 9.80665 / 3600 is 0.002724; the code's 0.003096 has 0.88 for motor and drive in it
    of_the_code = transport_ratio(1.0, 1.0, 1.0, 1.0)
    assert 9.80665 / 3600 / of_the_code == pytest.approx(0.88, abs=0.001)


@pytest.mark.parametrize(
    ("length_m", "alpha"),
    [(100.0, 0.0115), (400.0, 0.0115), (500.0, 0.003833 + 3.067 / 500), (1000.0, 0.0069), (3e3, 0.0069)],
)
def test_length_coefficient_of_heating(length_m: float, alpha: float) -> None:
    assert heating_length_coefficient(length_m) == pytest.approx(alpha, abs=1e-6)


@pytest.mark.parametrize(
    ("length_m", "alpha"), [(100.0, 0.02), (400.0, 0.02), (800.0, 0.018), (1000.0, 0.0176), (2000.0, 0.0153)]
)
def test_length_coefficient_of_chilled_water(length_m: float, alpha: float) -> None:
    assert cooling_length_coefficient(length_m) == pytest.approx(alpha, abs=1e-6)
