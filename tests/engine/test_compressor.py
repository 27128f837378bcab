"""Compressor formulas beside hand calculations and an independent evaluation of the ten terms."""

from __future__ import annotations

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.engine.compressor import (
    FLOW_KG_S,
    POWER_KW,
    electric_power,
    fitted,
    flow_at_density,
    in_celsius,
    in_unit,
    isentropic_efficiency,
    of_unit,
    polynomial,
    swept_flow,
    volumetric_efficiency,
)

COEFFICIENTS = st.lists(st.floats(-100, 100), min_size=10, max_size=10)
T = st.floats(-40, 80)


def by_powers(c: list[float], e: float, k: float) -> float:
    """The ten terms one by one, as EN 12900 and AHRI 540 print them."""
    return (
        c[0] + c[1] * e + c[2] * k + c[3] * e**2 + c[4] * e * k + c[5] * k**2
        + c[6] * e**3 + c[7] * k * e**2 + c[8] * e * k**2 + c[9] * k**3
    )  # fmt: skip


@given(COEFFICIENTS, T, T)
def test_ten_terms_in_their_order(c: list[float], e: float, k: float) -> None:
    size = sum(abs(one) for one in c) * (1 + max(abs(e), abs(k)) ** 3) + 1e-300
    assert polynomial(c, e, k) == pytest.approx(by_powers(c, e, k), rel=1e-9, abs=1e-13 * size)


@given(COEFFICIENTS, T, T)
def test_a_polynomial_of_fahrenheit_is_the_same_in_celsius(c: list[float], e: float, k: float) -> None:
    size = sum(abs(one) for one in c) * (1 + max(abs(1.8 * e + 32), abs(1.8 * k + 32)) ** 3) + 1e-300
    in_f = by_powers(c, 1.8 * e + 32, 1.8 * k + 32)
    assert polynomial(in_celsius(c), e, k) == pytest.approx(in_f, rel=1e-9, abs=1e-12 * size)


def test_another_number_of_terms_is_refused() -> None:
    with pytest.raises(ValueError, match="10"):
        polynomial([1.0] * 9, 0.0, 0.0)


def test_a_polynomial_is_found_again_from_its_values() -> None:
    c = [50.0, 1.8, -0.5, 0.02, -0.01, 0.004, 1e-4, -2e-4, 1e-5, -3e-5]
    points = [(e, k) for e in range(-20, 21, 5) for k in range(30, 66, 5)]
    e, k = zip(*points, strict=True)
    found, residual = fitted(e, k, [by_powers(c, *point) for point in points])
    assert found == pytest.approx(c, rel=1e-6)
    assert residual < 1e-9
    with pytest.raises(ValueError, match="of 10"):
        fitted(e[:9], k[:9], [1.0] * 9)


def test_efficiencies_by_hand() -> None:
    # 0.97 - 0.02 x (4 - 1) = 0.91; 0.72 - 0.1 x ln(4/2)² = 0.72 - 0.1 x 0.48045 = 0.67195
    assert volumetric_efficiency(0.97, 0.02, 4) == pytest.approx(0.91)
    assert isentropic_efficiency(0.72, 0.1, 4, 2) == pytest.approx(0.671955, abs=1e-6)
    assert isentropic_efficiency(0.72, 0.1, 1, 2) == pytest.approx(isentropic_efficiency(0.72, 0.1, 4, 2))
    assert log(2) ** 2 == pytest.approx(0.480453, abs=1e-6)


def test_flow_and_power_by_hand() -> None:
    # 90 m³/h at 50 Hz run at 40 Hz: 72 m³/h = 0.02 m³/s; x 0.9 x 15 kg/m³ = 0.27 kg/s; x 40 / 0.6 = 18 kW
    assert swept_flow(90, 40, 50, 0.9, 15) == pytest.approx(0.27)
    assert electric_power(0.27, 40, 0.6) == pytest.approx(18)
    # suction gas 8 % denser: 1 + 0.75 x 0.08 = 1.06
    assert flow_at_density(0.5, 0.75, 10.8, 10) == pytest.approx(0.53)


def test_units_by_their_definitions() -> None:
    # 1 Btu (IT) is 1055.05585262 J; 1 lb is 0.45359237 kg
    assert POWER_KW["Btu/h"] == pytest.approx(1055.05585262 / 3600 / 1000, rel=1e-12)
    assert FLOW_KG_S["lb/h"] == pytest.approx(0.45359237 / 3600, rel=1e-15)
    assert (in_unit(-40, "F"), of_unit(-40, "F"), in_unit(12.5, "C")) == (-40, -40, 12.5)
