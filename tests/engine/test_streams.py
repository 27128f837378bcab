"""Streams and profiles beside CoolProp by name and hand calculations."""

import numpy as np
import pytest
from CoolProp.CoolProp import PropsSI

from desktop.engine.fluids import fluid
from desktop.engine.streams import Stream, beside, enthalpy_profile


def test_a_stream_of_constant_specific_heat() -> None:
    """100 kW over 5 K of 4.19 kJ/(kg K): 100 / 20.95 = 4.773 kg/s."""
    assert Stream(12, 7).flow_kg_s(100) == pytest.approx(4.773, abs=5e-4)
    assert Stream(12, 7).heat_kj_kg == pytest.approx(-20.95)
    assert Stream(12, 7).profile == ((0.0, 1.0), (7, 12))
    assert Stream(20, 20).t_mean_k == pytest.approx(293.15)


def test_hot_air_as_a_real_gas() -> None:
    """50 to 160 °C at 1 atm: enthalpy and entropy by name; the mean temperature lies between the ends."""
    stream = Stream(50, 160, "Air")
    kelvin = [323.15, 433.15]
    h, s = (np.diff([PropsSI(key, "T", t, "P", 101325, "Air") for t in kelvin])[0] for key in "HS")
    assert stream.heat_kj_kg == pytest.approx(h / 1000, rel=1e-9)
    assert stream.t_mean_k == pytest.approx(h / s, rel=1e-9)
    assert 323.15 < stream.t_mean_k < 433.15


def test_a_boiling_stream_has_its_kink() -> None:
    stream = Stream(80, 0, "Water", 200.0, quality_out=1.0)
    h = [PropsSI("H", "P", 2e5, *given, "Water") for given in (("T", 353.15), ("Q", 0), ("Q", 1))]
    shares, temperatures = stream.profile
    kink = (h[1] - h[0]) / (h[2] - h[0])
    assert np.interp(kink, shares, temperatures) == pytest.approx(120.21, abs=0.01)
    assert min(abs(share - kink) for share in shares) < 1e-9
    assert stream.t_leaving_c == pytest.approx(120.21, abs=0.01)


@pytest.mark.parametrize("name", ["R134a", "R407C", "R410A"])
def test_a_condensing_profile_follows_the_fluid(name: str) -> None:
    """Subcooled liquid to hot gas at one pressure: straight pieces miss the temperature by under 0.1 K."""
    medium = fluid(name)
    p_kpa = medium.dew(50).p_kpa
    h, t = enthalpy_profile(name, medium.at(p_kpa, 38), medium.at(p_kpa, 90), 13)
    assert list(h) == sorted(h)
    every = np.linspace(h[0], h[-1], 400)
    truth = PropsSI("T", "H", every * 1000, "P", p_kpa * 1000, name) - 273.15
    assert np.abs(np.interp(every, h, t) - truth).max() < 0.1


def test_a_profile_with_falling_pressure_ends_where_it_should() -> None:
    medium = fluid("R134a")
    cold, hot = medium.bubble_at(950), medium.at(1000, 70)
    h, t = enthalpy_profile("R134a", cold, hot, 10)
    assert (h[0], h[-1], t[0], t[-1]) == pytest.approx((cold.h_kj_kg, hot.h_kj_kg, cold.t_c, hot.t_c))
    middle = len(h) // 2
    p_there = 950 + 50 * (h[middle] - h[0]) / (h[-1] - h[0])
    assert t[middle] == pytest.approx(medium.with_enthalpy(p_there, h[middle]).t_c, abs=1e-6)


def test_profiles_side_by_side_keep_the_points_of_both() -> None:
    shares, hot, cold = beside(((0, 0.3, 1), (40, 41, 60)), ((0, 0.5, 1), (20, 30, 50)))
    assert shares == (0, 0.3, 0.5, 1)
    assert hot == pytest.approx((40, 41, 41 + 19 * 0.2 / 0.7, 60))
    assert cold == pytest.approx((20, 26, 30, 50))
