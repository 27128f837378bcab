"""Transformers for a load, and heat that is left in a fault, by hand."""

from __future__ import annotations

import pytest

from desktop.engine import power_supply as rules


def test_transformers_of_a_station_of_12_mw() -> None:
    """12.2 MW at cos 0.9 are 13.56 MVA; of 2,000 kVA at 85 % (1,700 each) 8 are needed, loaded to 84.7 %."""
    apparent = rules.apparent_power(12_200.0, 0.9)
    assert apparent == pytest.approx(13_555.6, abs=0.1)
    assert rules.transformer_count(apparent, 2000.0, 0.85) == 8
    assert rules.least_transformer(apparent, 8, 0.85) == pytest.approx(1993.5, abs=0.1)
    assert rules.transformer_load(apparent, 8, 2000.0) == pytest.approx(0.847, abs=0.0005)


def test_heat_left_with_a_transformer_out() -> None:
    """One of 8 out leaves 126 of 144 units: 126 x 189 = 23,814 kW of 27,200: 87.6 %; half a load 50 %."""
    assert rules.share_left(144, 7 / 8, 189.0, 0.0, 27_200.0) == pytest.approx(0.8755, abs=5e-5)
    assert rules.heat_left(144, 7 / 8, 189.0, 0.0) == pytest.approx(23_814.0)
    assert rules.share_left(4, 0.5, 100.0, 0.0, 400.0) == 0.5
    assert rules.share_left(4, 0.5, 100.0, 500.0, 400.0) == 1.0
