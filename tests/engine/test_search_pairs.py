"""Plants of two models beside a plain search over all pairs and counts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from desktop.engine.search import Rules
from desktop.engine.search_pairs import Mixed, Shares, search_pairs
from tests.engine.test_search import CD, Case, close, heater_yuan, random_case, units_power

CASES = 150


def mixed_case(seed: int) -> tuple[Case, Shares]:
    """A random catalogue; each unit carries some share of the load at the bivalent point and in summer."""
    case = random_case(seed)
    draw = np.random.default_rng(10_000 + seed)
    models = len(case.models.price_yuan)
    duty = "bivalent_parallel" if case.rules.backup_allowed else "monovalent"
    rules = replace(case.rules, duty=duty, count_max=int(draw.integers(3, 8)), tier_max=0)
    cooling = np.full(models, np.inf) if draw.random() < 0.5 else draw.uniform(0.15, 0.6, models)
    return replace(case, rules=rules), Shares(draw.uniform(0.1, 0.6, models), cooling)


def designs(case: Case, shares: Shares, a: int, b: int) -> list[Mixed]:
    models, rules, load = case.models, case.rules, case.rules.load_design_kw
    kept = []
    for n in range(1, rules.count_max):
        for m in range(1, rules.count_max - n + 1):
            if any(n * one[a] + m * one[b] < 1.0 for one in (shares.bivalent, shares.cooling)):
                continue
            units = [float(models.capacity_design_kw[a])] * n + [float(models.capacity_design_kw[b])] * m
            beside = n * float(models.capacity_beside_kw[a]) + m * float(models.capacity_beside_kw[b])
            backup = max(0.0, load - beside) if rules.backup_allowed else 0.0
            lacking = rules.standby_share_min * load - (sum(units) - max(units))
            if rules.standby_share_min and lacking > 1e-9:
                if not (rules.backup_allowed and rules.standby_counts_backup):
                    continue
                backup = max(backup, lacking)
            first = n * float(models.price_yuan[a]) + m * float(models.price_yuan[b]) + heater_yuan(backup)
            energy, share = year(case, (a, n), (b, m), backup)
            if first <= rules.budget_yuan and (not rules.backup_allowed or share <= rules.backup_share_max):
                kept.append(Mixed((a, b), (n, m), backup, first, 0.13 * first + energy))
    return kept


def year(case: Case, one: tuple[int, int], other: tuple[int, int], backup_kw: float) -> tuple[float, float]:
    """Energy cost and share not given by the units: in each bin the better COP first."""
    bins, models = case.bins, case.models
    cost = missing = asked = 0.0
    for b in range(len(bins.hours)):
        load, hours = float(bins.load_kw[b]), float(bins.hours[b])

        def runs(model: int, b: int = b) -> bool:
            cold = bins.t_outdoor_c[b] < models.t_cut_off_c[model]
            return not np.isnan(models.capacity_kw[model, b]) and not cold

        power, left = 0.0, load
        groups = [group for group in (one, other) if runs(group[0])]
        for model, count in sorted(groups, key=lambda group: -models.cop[group[0], b]):
            heat, taken = units_power(case, model, b, count, left)
            left, power = left - heat, power + taken
        ready = backup_kw if case.rules.duty != "monovalent" else 0.0
        cost += hours * (power * bins.price_yuan_kwh[b] + min(left, ready) * bins.backup_cost_yuan_kwh[b])
        missing += hours * left
        asked += hours * load
    return cost, missing / asked


@pytest.mark.parametrize("seed", range(0, CASES, 10))
def test_the_best_mixed_plants_are_those_of_trying_every_pair(seed: int) -> None:
    for each in range(seed, seed + 10):
        case, shares = mixed_case(each)
        found = search_pairs(case.models, shares, case.bins, case.rules, case.costs)
        models = range(len(case.models.price_yuan))
        by_pair = [designs(case, shares, a, b) for a in models for b in models if a < b]
        for name in ("first_cost", "yearly_cost"):
            costs = sorted(min(getattr(one, f"{name}_yuan") for one in some) for some in by_pair if some)
            best = [getattr(one, f"{name}_yuan") for one in getattr(found, name)]
            assert best == [close(cost) for cost in costs[:3]]
            for one in getattr(found, name):
                assert any(one.counts == other.counts and one.backup_kw == close(other.backup_kw)
                           and one.yearly_cost_yuan == close(other.yearly_cost_yuan)
                           for some in by_pair for other in some if other.models == one.models)  # fmt: skip


def test_the_cases_hold_mixed_plants() -> None:
    found = [search_pairs(c.models, s, c.bins, c.rules, c.costs) for c, s in map(mixed_case, range(CASES))]
    assert sum(len(one.yearly_cost) == 3 for one in found) > 20
    assert sum(not one.yearly_cost for one in found) > 5


def test_the_standby_share_is_that_with_the_largest_unit_out() -> None:
    """1,000 kW asked, 650 of them with one unit out and no backup: 2 x 300 and 2 x 200 less 300 leave 700 kW
    for a price of 10; of 600 and 4 x 200 kW 800 are left for 15, with 3 x 200 too few; 2 x 600 cost more."""
    case, shares = mixed_case(0)
    two = case.models.block(0, 1)
    two = type(two)(*(np.concatenate([getattr(two, name)] * 2) for name in two.__slots__))
    rules = Rules(1000.0, "monovalent", 5, False, standby_share_min=0.65, standby_counts_backup=False,
                  cycling_factor=CD)  # fmt: skip
    whole = Shares(np.array([0.3, 0.2]), np.full(2, np.inf))
    equal = replace(two, capacity_design_kw=np.array([300.0, 200.0]), price_yuan=np.array([3.0, 2.0]))
    best = search_pairs(equal, whole, case.bins, rules, case.costs).first_cost[0]
    assert (best.counts, best.first_cost_yuan) == ((2, 2), 10.0)
    large = replace(two, capacity_design_kw=np.array([600.0, 200.0]), price_yuan=np.array([7.0, 2.0]))
    shares = Shares(np.array([0.6, 0.2]), np.full(2, np.inf))
    assert search_pairs(large, shares, case.bins, rules, case.costs).first_cost[0].counts == (1, 4)
