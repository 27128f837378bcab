"""A valley store: a day by hand, the balance of heat in every hour, and when nothing is stored."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.engine.heat_store import Store, StoredYear, operate_with_store
from desktop.engine.year import Plant, operate, sum_up

CHEAP = (np.arange(8760) % 24 < 8).astype(float)
PRICE = np.where(CHEAP > 0, 0.3, 0.9)


def by_hand() -> StoredYear:
    """One unit of 100 kW, COP 3 (charging: 80 kW, COP 2); load 50 kW all day; store 240 kWh without loss."""
    hours = np.full(8760, 1.0)
    plant = Plant(1, 100.0 * hours, 3.0 * hours, minimum_load_fraction=0.0)
    return operate_with_store(
        50.0 * hours, np.zeros(8760), plant, PRICE, Store(240.0, 0.0, 45.0, 55.0), cheap=CHEAP,
        charge_capacity_kw=80.0 * hours, charge_cop=2.0 * hours,
    )  # fmt: skip


def test_a_day_made_by_hand() -> None:
    """From midnight the load takes half of each hour, so 40 kW are left for the store: full after six hours.
    From eight o'clock it carries the 50 kW for 4.8 hours, till 12:48. Stored heat costs 0.3 / 2 = 0.15 yuan,
    direct heat 0.9 / 3 = 0.30. Bill of the day: 8 h x 50/3 kW x 0.3 = 40; charging 240/2 x 0.3 = 36; the
    other 800 - 240 = 560 kWh / 3 x 0.9 = 168; together 244 yuan, against 40 + 800/3 x 0.9 = 280 without."""
    day = by_hand()
    assert day.operation.charged_kw[:8].tolist() == pytest.approx([40.0] * 6 + [0.0] * 2)
    assert day.operation.discharged_kw[8:14].tolist() == pytest.approx([50.0] * 4 + [40.0, 0.0])
    assert day.content_kwh[[5, 7, 8, 12]].tolist() == pytest.approx([240.0, 240.0, 190.0, 0.0])
    assert float(day.operation.cost_yuan_h[:24].sum()) == pytest.approx(244.0)


def test_without_a_price_gap_nothing_is_stored() -> None:
    hours = np.full(8760, 1.0)
    plant = Plant(1, 100.0 * hours, 3.0 * hours)
    found = operate_with_store(
        50.0 * hours, np.zeros(8760), plant, 0.6, Store(240.0, 0.01, 45.0, 55.0), cheap=CHEAP,
        charge_capacity_kw=80.0 * hours, charge_cop=2.0 * hours,
    )  # fmt: skip
    assert not found.operation.charged_kw.any()
    alone = operate(50.0 * hours, np.zeros(8760), plant, 0.6)
    assert found.operation.cost_yuan_h.tolist() == alone.cost_yuan_h.tolist()


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_heat_is_balanced_in_every_hour_and_over_the_year(seed: int) -> None:
    random = np.random.default_rng(seed)
    t = random.uniform(-35.0, 20.0, 8760)
    load = np.where(random.random(8760) < 0.3, 0.0, random.uniform(0.0, 400.0, 8760))
    capacity = np.where(t < -30.0, np.nan, random.uniform(20.0, 150.0, 8760))
    cop = random.uniform(1.5, 4.5, 8760)
    plant = Plant(
        int(random.integers(0, 6)), capacity, cop, float(random.uniform(0, 1)), duty="bivalent_parallel",
        t_cut_off_c=-28.0, backup_capacity_kw=float(random.uniform(0, 300)), pump_power_kw=3.0,
    )  # fmt: skip
    store = Store(float(random.uniform(10, 3000)), float(random.uniform(0, 0.5)), 45.0, 55.0)
    found = operate_with_store(
        load, t, plant, PRICE, store, cheap=CHEAP, charge_capacity_kw=0.8 * capacity, charge_cop=0.8 * cop
    )
    run = found.operation
    given_kw = run.heat_pump_kw + run.backup_kw + run.discharged_kw + run.unmet_kw
    np.testing.assert_allclose(given_kw, load + run.charged_kw, rtol=1e-9, atol=1e-9)
    charged, kept = float(run.charged_kw.sum()), float(found.content_kwh[-1])
    gone = float((run.discharged_kw + found.loss_kw).sum())
    assert charged == pytest.approx(gone + kept, rel=1e-9, abs=1e-9)
    assert found.content_kwh.min() >= -1e-9
    assert found.content_kwh.max() <= store.capacity_kwh * (1 + 1e-12)
    assert not (run.charged_kw * run.discharged_kw).any()
    assert not run.charged_kw[CHEAP == 0].any()
    bill = (run.power_kw * PRICE).sum()
    assert sum_up(run).energy_cost_yuan == pytest.approx(float(bill), rel=1e-9)
    # a store only adds heat: nothing that was met without it goes unmet with it
    alone = operate(load, t, plant, PRICE)
    assert (run.unmet_kw <= alone.unmet_kw + 1e-9).all()


def test_what_is_no_store_is_refused() -> None:
    with pytest.raises(ValueError, match="store"):
        Store(0.0, 0.1, 45.0, 55.0)
    with pytest.raises(ValueError, match="store"):
        Store(100.0, 0.1, 55.0, 55.0)
