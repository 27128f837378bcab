"""Hot water beside the worked example of the method: 240 to 280 beds, 120 to 140 litres, 4 °C."""

from __future__ import annotations

import pytest

from desktop.engine import hot_water as rules

WATER_KG_M3 = 983.2
ENDS = {"hourly_peak_factor__high": 3.33, "hourly_peak_factor__low": 2.60}
USES = {"hot_water_l_d__low": 18_000.0, "hot_water_l_d__high": 192_000.0}


def test_every_use_of_the_day_counts() -> None:
    """240 x 120 + 100 x 40 + 300 x 15 + 200 x 15 = 40,300 litres."""
    assert rules.daily_volume(240, 120, 100, 40, 300, 15, 200, 15) == 40_300


@pytest.mark.parametrize(("litres", "kwh"), [(28_800.0, 1844.0), (39_200.0, 2510.0)])
def test_the_heat_of_a_day(litres: float, kwh: float) -> None:
    """Without losses 1,840 and 2,510 kWh; 10 % come on top."""
    assert rules.daily_heat(litres, WATER_KG_M3, 60.0, 4.0, 1.0) == pytest.approx(kwh, rel=0.001)
    assert rules.daily_heat(litres, WATER_KG_M3, 60.0, 4.0, 1.1) == pytest.approx(1.1 * kwh, rel=0.001)


def test_the_peak_falls_with_the_number_of_guests() -> None:
    def factor(litres: float) -> float:
        return rules.peak_factor(hot_water_l_d=litres, **ENDS, **USES)

    assert factor(10_000.0) == factor(18_000.0) == 3.33
    assert factor(500_000.0) == factor(192_000.0) == pytest.approx(2.60)
    assert factor(105_000.0) == pytest.approx((3.33 + 2.60) / 2)
    assert 3.2 <= factor(39_200.0) < factor(28_800.0) <= 3.3


@pytest.mark.parametrize(
    ("kwh", "factor", "kw"), [(1.1 * 1844.0, 3.285, 278.0), (1.1 * 2510.0, 3.241, 373.0)]
)
def test_the_design_hour(kwh: float, factor: float, kw: float) -> None:
    assert rules.design_hour(factor, kwh, 24.0) == pytest.approx(kw, rel=0.003)


@pytest.mark.parametrize(("kwh", "hours", "kw"), [(1844.0, 16.0, 121.0), (2510.0, 12.0, 219.6)])
def test_the_heat_pumps_take_their_hours(kwh: float, hours: float, kw: float) -> None:
    assert rules.heat_pump_heat(1.05, kwh, hours) == pytest.approx(kw, rel=0.001)


def test_the_store_bridges_the_peak() -> None:
    """100 kW short over 2 h are 200 kWh = 720 MJ; 56 K hold 234.5 kJ a kilogram: 3,071 kg, 3.12 m3 of hot
    water, a quarter more by k2 and of 85 % use."""
    found = rules.storage_volume(1.25, 300.0, 200.0, 2.0, 0.85, 60.0, 4.0, WATER_KG_M3)
    assert found == pytest.approx(720_000.0 / 234.5 / 0.9832 * 1.25 / 0.85, rel=0.001)
    assert rules.storage_volume(1.25, 200.0, 300.0, 2.0, 0.85, 60.0, 4.0, WATER_KG_M3) == 0.0


def test_the_example_needs_five_to_nineteen_cubic_metres() -> None:
    """Q_h less Q_g from 117 to 252 kW, over 2 to 4 hours."""
    least = rules.storage_volume(1.25, 278.0, 161.0, 2.0, 0.85, 60.0, 4.0, WATER_KG_M3)
    most = rules.storage_volume(1.25, 373.0, 165.0, 4.0, 0.85, 60.0, 4.0, WATER_KG_M3)
    assert 5_000.0 < least < 6_000.0
    assert 18_000.0 < most < 19_500.0


def test_circulation_is_a_share_of_the_design_hour() -> None:
    assert rules.circulation_heat(0.03, 400.0) == pytest.approx(12.0)
