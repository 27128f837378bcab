"""Two stages in series: the first law in every hour, and the comparison with heaters."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.engine import series_lift as rules
from desktop.engine.year import Plant, operate


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 2**32 - 1), st.floats(1.5, 9.0), st.integers(1, 6), st.floats(0.0, 400.0),
    st.floats(300.0, 1500.0),
)  # fmt: skip
def test_first_law_in_every_hour(
    seed: int, cop: float, count: int, backup_kw: float, lift_kw: float
) -> None:
    """Load = first stage's units + backup + second stage's power + unmet, where either stage falls short."""
    chance = np.random.default_rng(seed)
    load = chance.uniform(0.0, 1000.0, 200)
    plant = Plant(
        unit_count=count, capacity_kw=chance.uniform(50.0, 300.0, 200), cop=chance.uniform(1.5, 4.0, 200),
        duty="bivalent_parallel", backup_capacity_kw=backup_kw, pump_power_kw=3.0,
    )  # fmt: skip
    price = chance.uniform(0.3, 1.2, 200)
    first = operate(rules.asked_of_first(load, lift_kw, cop), np.zeros(200), plant, price)
    both = rules.lifted(first, load, cop, price)
    power = both.heat_pump_power_kw - first.heat_pump_power_kw
    delivered = first.heat_pump_kw + first.backup_kw + power
    assert delivered + both.unmet_kw == pytest.approx(load, rel=1e-9, abs=1e-9)
    assert both.heat_pump_kw + both.backup_kw + both.unmet_kw == pytest.approx(load, rel=1e-9, abs=1e-9)
    # what leaves the second stage is its COP times its power, and no more than its units give
    assert delivered == pytest.approx(cop * power, rel=1e-9, abs=1e-9)
    assert delivered.max() <= lift_kw * (1.0 + 1e-9)
    assert both.cost_yuan_h - first.cost_yuan_h == pytest.approx(power * price, rel=1e-9, abs=1e-9)
    # where both stages reach, nothing is owed
    reach = (load <= lift_kw) & (first.unmet_kw == 0.0)
    assert both.unmet_kw[reach] == pytest.approx(0.0, abs=1e-9)


def test_a_stage_that_gives_no_more_than_its_power_is_refused() -> None:
    with pytest.raises(ValueError, match="more heat than power"):
        rules.asked_of_first(np.ones(3), 5.0, 1.0)


def test_one_design_point_by_hand() -> None:
    """6,000 kW at 75/50 from 40 °C water, COP 4.0 and 2.25.

    Lift: 6,000 / 4 = 1,500 kW. First stage: 4,500 kW heat, 4,500 / 2.25 = 2,000 kW. Together 3,500 kW,
    COP 6,000 / 3,500 = 1.714. Heaters would have to give everything, as the water returns at 50 °C:
    6,000 / 0.98 = 6,122.4 kW.
    """
    power = rules.lift_power(6000.0, 4.0)
    assert power == 1500.0
    heat = rules.first_stage_heat(6000.0, power)
    assert heat == 4500.0
    first = rules.first_stage_power(heat, 2.25)
    assert first == 2000.0
    assert rules.series_cop(6000.0, rules.series_power(first, power)) == pytest.approx(1.7142857)
    assert rules.electric_share(75.0, 40.0, 50.0) == 1
    assert rules.direct_lift_power(6000.0, 1.0, 0.98, 2.25) == pytest.approx(6122.449)


def test_heaters_share_where_the_return_is_cool() -> None:
    """70/30 from 40 °C water: 30 of 40 K lie above it; 1,000 kW: 750 / 0.98 + 250 / 2.5 = 865.3 kW."""
    share = rules.electric_share(70.0, 40.0, 30.0)
    assert share == 0.75
    assert rules.direct_lift_power(1000.0, share, 0.98, 2.5) == pytest.approx(865.306)
