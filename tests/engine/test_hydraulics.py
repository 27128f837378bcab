"""Circulation by hand calculations written beside the figures."""

import pytest

from desktop.engine.hydraulics import (
    circulation_flow,
    design_flow,
    design_head,
    index_circuit_head,
    npsh_available,
    pipe_drop,
    pump_electric_power,
    shaft_power,
    slowed_head,
    slowed_shaft_power,
    specific_speed,
    speed_ratio,
    tier_efficiency,
)
from desktop.engine.pump_shape import head_on_curve, npsh_on_curve, power_on_curve
from desktop.engine.validity import OutsideValidity
from desktop.engine.water import vapour_pressure, water_density


def test_flow_of_a_district() -> None:
    # 27.2 MW over 10 K: 27200 / (4.187 x 10) = 649.6 kg/s = 2,339 t/h, in water of 1,000 kg/m³ 2,339 m³/h
    assert circulation_flow(27_200.0, 4.187, 1000.0, 10.0) == pytest.approx(2339, abs=1)
    assert circulation_flow(27_200.0, 4.187, 1000.0, 5.0) == pytest.approx(4677, abs=2)


def test_no_flow_for_no_difference() -> None:
    with pytest.raises(OutsideValidity, match="dt_k"):
        circulation_flow(100.0, 4.187, 990.0, 0.0)


def test_head_of_an_index_circuit_with_margins_once() -> None:
    # pipes 100 Pa/m x 240 m x 1.5 = 36 kPa; with 50 + 20 + 30 + 20 = 156 kPa = 156 / 9.718 = 16.05 m
    pipes = pipe_drop(100.0, 240.0, 0.5, 1.0)
    head = index_circuit_head(50.0, 20.0, pipes, 30.0, 20.0, water_density(43.0))
    assert pipes == 36.0
    assert head == pytest.approx(16.05, abs=0.02)
    assert design_head(head, 1.10) == pytest.approx(17.66, abs=0.02)
    assert design_flow(160.0, 1.05) == 168.0


def test_glycol_makes_the_pipes_harder() -> None:
    assert pipe_drop(100.0, 240.0, 0.5, 1.54) == pytest.approx(1.54 * 36.0)


def test_power_of_a_pump() -> None:
    # 100 m³/h x 20 m: 9.80665 x 0.027778 x 20 = 5.448 kW of water; / 0.75 = 7.264; / 0.92 / 0.96 = 8.225
    shaft = shaft_power(1000.0, 100.0, 20.0, 0.75)
    assert shaft == pytest.approx(7.264, abs=0.001)
    assert pump_electric_power(1, shaft, 0.92, 0.96) == pytest.approx(8.225, abs=0.001)
    with pytest.raises(OutsideValidity):
        shaft_power(1000.0, 100.0, 20.0, 0.0)


def test_a_fifth_slower_takes_half_the_power() -> None:
    ratio = speed_ratio(80.0, 100.0)
    assert slowed_head(25.0, ratio) == pytest.approx(16.0)
    assert slowed_shaft_power(10.0, ratio) == pytest.approx(5.12)


def test_suction_is_worse_on_the_plateau() -> None:
    # open tank 2 m above the pump, 60 °C: (101.3 + 19.6 - 19.9) / 9.642 = 10.5 m; at 64.5 kPa 6.7 m
    water = vapour_pressure(60.0), water_density(60.0)
    assert npsh_available(101.325, 19.6, *water) == pytest.approx(10.5, abs=0.05)
    assert npsh_available(64.5, 19.6, *water) == pytest.approx(6.7, abs=0.05)


SINGLE_STAGE = (-8.44, -0.48, 0.09, 84.63, 8.5)


@pytest.mark.parametrize(
    ("flow_m3h", "head_m", "rpm", "tiers", "asked"),
    [
        (12.5, 20.0, 2900.0, (161.33, 163.33, 168.33), (0.644, 0.624, 0.574)),
        (50.0, 32.0, 2900.0, (161.33, 163.33, 168.33), (0.763, 0.743, 0.693)),
        (100.0, 50.0, 2900.0, (161.33, 163.33, 168.33), (0.798, 0.778, 0.728)),
        (200.0, 32.0, 1450.0, (163.33, 165.33, 171.33), (0.806, 0.786, 0.726)),
    ],
)
def test_efficiency_asked_of_pumps(
    flow_m3h: float, head_m: float, rpm: float, tiers: tuple[float, ...], asked: tuple[float, ...]
) -> None:
    """End suction (three) and in-line (last), worked out from the transcribed coefficients elsewhere."""
    ns = specific_speed(rpm, flow_m3h, 1, head_m)
    for tier, efficiency in zip(tiers, asked, strict=True):
        assert tier_efficiency(ns, flow_m3h, *SINGLE_STAGE, tier) == pytest.approx(efficiency, abs=0.0006)


def test_double_suction_halves_the_flow_in_specific_speed_only() -> None:
    assert specific_speed(1450.0, 400.0, 2, 32.0) == specific_speed(1450.0, 200.0, 1, 32.0)


def test_shape_of_an_estimated_curve() -> None:
    # 36 m³/h, 10 m, 70 %: 0.98067 / 0.7 = 1.401 kW; at no flow 1.25 / 2 of it
    assert head_on_curve(10.0, 1.25, 0.5) == pytest.approx(10 * (1.25 - 0.25 * 0.25))
    assert power_on_curve(36.0, 10.0, 1.25, 1.0, 0.7) == pytest.approx(1.401, abs=0.001)
    assert power_on_curve(36.0, 10.0, 1.25, 0.0, 0.7) == pytest.approx(1.401 * 0.625, abs=0.001)
    # half flow: efficiency 0.7 x 0.5 x 1.5 = 0.525, head 11.875: 0.98067 x 0.5 x 1.1875 / 0.525 = 1.109
    assert power_on_curve(36.0, 10.0, 1.25, 0.5, 0.7) == pytest.approx(1.109, abs=0.001)
    # suction specific speed 160: 2900 x sqrt(0.013889) / NPSH^0.75 = 160 gives NPSH 2.75
    best = npsh_on_curve(2900.0, 50.0, 1, 160.0, 1.0)
    assert 2900 * 0.013889**0.5 / best**0.75 == pytest.approx(160, rel=1e-3)
    with pytest.raises(OutsideValidity):
        head_on_curve(10.0, 1.25, 1.5)
