"""The search over models, counts and backup sizes beside a plain one that tries everything."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, replace

import numpy as np
import pytest

from desktop.engine.search import OBJECTIVES, RULES, Costs, Found, Models, Rules, Searched, search
from desktop.engine.search_sums import Bins
from desktop.engine.year import Plant, operate

CASES = 500
CD = 0.9
DUTIES = ("monovalent", "bivalent_parallel", "bivalent_alternative", "hybrid")


def heater_yuan(kw: float) -> float:
    """A price with a step, so that a larger heater can be the cheaper one."""
    if kw <= 0.0:
        return 0.0
    return 2_000.0 + 400.0 * kw if kw < 250.0 else 9_000.0 + 100.0 * kw


@dataclass(frozen=True)
class Case:
    models: Models
    bins: Bins
    rules: Rules
    costs: Costs


def random_case(seed: int) -> Case:
    draw = np.random.default_rng(seed)
    models, bins = int(draw.integers(1, 6)), int(draw.integers(3, 11))
    t = np.sort(draw.uniform(-30.0, 14.0, bins))
    design_kw = float(draw.uniform(60.0, 700.0))
    t_design = float(draw.uniform(-25.0, -5.0))
    load = np.maximum(design_kw * (17.0 - t) / (17.0 - t_design), 1.0)
    rated = draw.uniform(30.0, 260.0, models)
    slope = draw.uniform(0.008, 0.02, models)
    capacity = rated[:, None] * (1.0 + slope[:, None] * (t - 7.0))
    cop = draw.uniform(2.4, 3.6, models)[:, None] + 0.04 * (t - 7.0)
    limit = draw.choice([-35.0, -22.0, -15.0, -8.0], models)
    capacity[t < limit[:, None]] = np.nan
    cold = limit <= t_design
    at_design = np.where(cold, rated * (1.0 + slope * (t_design - 7.0)), 0.0)
    alternative = (duty := DUTIES[int(draw.integers(0, 4))]) == "bivalent_alternative"
    backup = duty != "monovalent"
    beside = at_design * 0.0 if alternative else np.where(draw.random(models) < 0.8, at_design, 0.0)
    least = draw.integers(1, 5, models)
    if not backup:
        with np.errstate(divide="ignore"):
            least = np.where(cold, np.ceil(design_kw / np.where(cold, at_design, 1.0)), 99).astype(np.int64)
    return Case(
        Models(
            capacity, cop, draw.choice([0.15, 0.3, 0.5, 0.7, 1.0], models),
            draw.choice([-50.0, -12.0], models), at_design, beside, least,
            np.round(draw.uniform(20_000.0, 200_000.0, models)),
            draw.integers(0, 4, models), draw.uniform(75.0, 92.0, models), draw.random(models) < 0.9,
        ),
        Bins(
            draw.uniform(20.0, 600.0, bins), load, t, draw.choice([0.35, 0.65, 1.1], bins),
            draw.choice([0.25, 0.4, 0.7], bins),
        ),
        Rules(
            design_kw, duty, int(draw.integers(4, 12)), backup, float(draw.choice([0.15, 0.5, 1.0])),
            float(draw.choice([0.0, 0.65, 0.7])), bool(draw.random() < 0.6), 35.0, CD,
            float(draw.choice([400_000.0, 2e6, np.inf])), float(draw.choice([86.0, np.inf, np.inf])),
            int(draw.choice([0, 0, 0, 2])),
        ),
        Costs(
            np.vectorize(heater_yuan, otypes=[float]), 0.13,
            tuple(np.round(draw.uniform(5.0, 1.3 * design_kw, int(draw.integers(0, 4))), 1)),
        ),
    )  # fmt: skip


def units_power(case: Case, model: int, b: int, count: int, asked: float) -> tuple[float, float]:
    """Heat and power of so many units, told as one would run them."""
    one, cop = case.models.capacity_kw[model, b], case.models.cop[model, b]
    heat = min(asked, count * one)
    if heat <= 0.0:
        return 0.0, 0.0
    running = 1
    while running * one < heat * (1.0 - 1e-12):
        running += 1
    least = case.models.minimum_load_fraction[model] * one
    if heat >= running * least:  # all share the load
        return heat, heat / cop
    rest = heat - (running - 1) * one  # the last one cycles
    if rest >= least:
        return heat, heat / cop
    share = rest / least
    return heat, (running - 1) * one / cop + rest / (cop * share / (CD * share + 1.0 - CD))


def year(case: Case, model: int, count: int, backup_kw: float) -> tuple[float, float]:
    """Energy cost, and the share of the heat that the units do not give, bin by bin."""
    bins, duty = case.bins, case.rules.duty
    cost = missing = asked = 0.0
    for b in range(len(bins.hours)):
        load, hours = float(bins.load_kw[b]), float(bins.hours[b])
        price, other = float(bins.price_yuan_kwh[b]), float(bins.backup_cost_yuan_kwh[b])
        runs = not math.isnan(case.models.capacity_kw[model, b])
        runs = runs and bins.t_outdoor_c[b] >= case.models.t_cut_off_c[model]
        if duty == "hybrid" and runs and price / case.models.cop[model, b] > other:
            backup = min(load, backup_kw)
            heat, power = units_power(case, model, b, count, load - backup)
            heat = 0.0  # what follows the backup is not the units' own
        else:
            heat, power = units_power(case, model, b, count, load) if runs else (0.0, 0.0)
            ready = {"monovalent": 0.0, "bivalent_alternative": 0.0 if runs else backup_kw}
            backup = min(load - heat, ready.get(duty, backup_kw))
        cost += hours * (power * price + backup * other)
        missing += hours * (load - heat)
        asked += hours * load
    return cost, missing / asked


def designs(case: Case, model: int) -> list[Found]:
    """Every design of a model that keeps every rule."""
    models, rules = case.models, case.rules
    if not models.allowed[model] or models.sound_power_db[model] > rules.sound_power_max_db:
        return []
    if rules.tier_max and not 1 <= models.tier[model] <= rules.tier_max:
        return []
    kept = []
    load, standby = rules.load_design_kw, rules.standby_share_min
    design, beside = float(models.capacity_design_kw[model]), float(models.capacity_beside_kw[model])
    for count in range(int(models.count_least[model]), rules.count_max + 1):
        least = max(0.0, load - count * beside) if rules.backup_allowed else 0.0
        spare = standby * load - (count - 1) * design
        if standby and not (count == 1 and load <= rules.small_plant_kw) and spare > 1e-9:
            if not (rules.backup_allowed and rules.standby_counts_backup):
                continue
            least = max(least, spare)
        for backup_kw in (least, *(case.costs.sizes_kw if rules.backup_allowed else ())):
            if backup_kw < least:
                continue
            first = count * float(models.price_yuan[model]) + heater_yuan(backup_kw)
            energy, share = year(case, model, count, backup_kw)
            if first <= rules.budget_yuan and (not rules.backup_allowed or share <= rules.backup_share_max):
                kept.append(Found(model, count, backup_kw, first, 0.13 * first + energy))
    return kept


def close(value: float) -> object:
    return pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize("seed", range(0, CASES, 10))
def test_the_optimum_is_that_of_trying_everything(seed: int) -> None:
    for each in range(seed, seed + 10):
        case = random_case(each)
        found = search(case.models, case.bins, case.rules, case.costs)
        by_model = [designs(case, model) for model in range(len(case.models.price_yuan))]
        kept = [one for some in by_model for one in some]
        for model, some in enumerate(by_model):
            for name in ("first_cost", "yearly_cost"):
                best = found.by_model[name].at(model)
                least = min((getattr(one, f"{name}_yuan") for one in some), default=math.inf)
                assert getattr(best, f"{name}_yuan") == close(least)
                if some:  # the design that is named is one of those with this cost
                    assert any(one.count == best.count and one.backup_kw == close(best.backup_kw)
                               and one.first_cost_yuan == close(best.first_cost_yuan)
                               and one.yearly_cost_yuan == close(best.yearly_cost_yuan)
                               for one in some)  # fmt: skip
            assert (found.failed[model] >= 0) == (not some)
        compare_front(found, kept)
        compare_tiers(case, found, by_model)


def compare_front(found: Searched, kept: list[Found]) -> None:
    """None of all designs beats one of the front, and each that none beats costs as much as one of it."""
    costs = [(one.first_cost_yuan, one.yearly_cost_yuan) for one in found.front]
    assert costs == sorted(costs)
    for one in kept:
        least = min((yearly for first, yearly in costs if first <= one.first_cost_yuan * (1 + 1e-9)),
                    default=math.inf)  # fmt: skip
        assert least <= one.yearly_cost_yuan * (1 + 1e-9)
    for first, yearly in costs:
        assert any(one.first_cost_yuan == close(first) and one.yearly_cost_yuan == close(yearly)
                   for one in kept)  # fmt: skip


def compare_tiers(case: Case, found: Searched, by_model: list[list[Found]]) -> None:
    tier = case.models.tier
    serving = [model for model, some in enumerate(by_model) if some]
    assert found.undeclared == sum(tier[model] == 0 for model in serving)
    declared = [model for model in serving if tier[model] > 0]
    best = found.best("highest_tier")
    assert (best is None) == (not declared)
    if best is not None:
        top = min(tier[model] for model in declared)
        of_top = [model for model in declared if tier[model] == top]
        least = min(one.yearly_cost_yuan for model in of_top for one in by_model[model])
        assert tier[best.model] == top
        assert best.yearly_cost_yuan == close(least)


def test_the_random_cases_ask_every_rule_and_duty() -> None:
    """Otherwise the comparison above would prove little."""
    cases = [random_case(seed) for seed in range(CASES)]
    assert {case.rules.duty for case in cases} == set(DUTIES)
    found = [search(case.models, case.bins, case.rules, case.costs) for case in cases]
    assert {int(n) for one in found for n in one.failed} == {-1, *range(len(RULES))}
    assert sum(len(one.front) > 1 for one in found) > 50
    larger = [one for each, case in zip(found, cases, strict=True) for one in each.front
              if one.backup_kw in case.costs.sizes_kw]  # fmt: skip
    assert len(larger) > 5


@pytest.mark.parametrize("seed", range(40))
def test_the_value_stated_breaks_the_limit_stated(seed: int) -> None:
    case = random_case(seed)
    found = search(case.models, case.bins, case.rules, case.costs)
    for rule, value, limit in zip(found.failed, found.value, found.limit, strict=True):
        if rule > 0:
            name = RULES[rule]
            assert value < limit if name == "standby" else value > limit or (name == "tier" and value == 0)


@pytest.mark.parametrize("seed", range(60))
def test_blocks_do_not_change_what_is_found(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    case = random_case(seed)
    whole = search(case.models, case.bins, case.rules, case.costs)
    monkeypatch.setattr("desktop.engine.search.BLOCK", 2)
    parts = search(case.models, case.bins, case.rules, case.costs)
    assert whole.front == parts.front
    assert [whole.leading[name] for name in OBJECTIVES] == [parts.leading[name] for name in OBJECTIVES]


def test_nothing_is_found_in_an_empty_catalogue() -> None:
    case = random_case(1)
    found = search(case.models.block(0, 0), case.bins, case.rules, case.costs)
    assert found.front == ()
    assert found.best("yearly_cost") is None


@pytest.mark.parametrize("seed", range(60))
def test_the_hourly_model_agrees_on_what_was_found(seed: int) -> None:
    """The year that every design is run by, given the bins as if they were hours."""
    case = random_case(seed)
    found = search(case.models, case.bins, case.rules, case.costs)
    for one in (*found.leading["yearly_cost"], *found.front):
        plant = Plant(
            one.count, case.models.capacity_kw[one.model], case.models.cop[one.model],
            case.models.minimum_load_fraction[one.model], CD, case.rules.duty,
            case.models.t_cut_off_c[one.model], one.backup_kw, 1.0,
            backup_price_yuan_kwh=case.bins.backup_cost_yuan_kwh,
        )  # fmt: skip
        year = operate(case.bins.load_kw, case.bins.t_outdoor_c, plant, case.bins.price_yuan_kwh)
        energy = float(year.cost_yuan_h @ case.bins.hours)
        assert one.yearly_cost_yuan == close(0.13 * one.first_cost_yuan + energy)


def test_more_load_never_costs_less() -> None:
    """With every rule on: a plant that serves the larger load serves the smaller one."""
    for seed in range(200):
        case = random_case(seed)
        if case.rules.duty not in ("monovalent", "bivalent_parallel"):
            continue
        least = []
        for more in (1.0, 1.07, 1.3, 2.0):
            rules = replace(case.rules, load_design_kw=more * case.rules.load_design_kw)
            bins = replace(case.bins, load_kw=more * case.bins.load_kw)
            # the bivalent point asks for counts that grow with the load; fixed or deep part load, since
            # between the two the last unit's cycling ends with a step
            counts = np.ceil(case.models.count_least * more).astype(np.int64)
            part = np.where(case.models.minimum_load_fraction > 0.5, 1.0, 0.3)
            models = replace(case.models, count_least=counts, minimum_load_fraction=part)
            dearer_by_size = replace(case.costs, backup_price_yuan=lambda kw: 300.0 * kw)
            best = search(models, bins, rules, dearer_by_size)
            least.append([best.best(name) for name in ("first_cost", "yearly_cost")])
        for before, after in itertools.pairwise(least):
            for place, name in enumerate(("first_cost_yuan", "yearly_cost_yuan")):
                if before[place] is None:
                    assert after[place] is None
                elif after[place] is not None:
                    assert getattr(after[place], name) >= getattr(before[place], name) - 1e-6
