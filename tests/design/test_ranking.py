"""The choice of heat pumps beside a plain search written for the test, on small random catalogues."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.components.heat_pumps import FamilyRow, HeatPumpRow, MapPoint, Unit, heat_pumps, performance_map
from desktop.design import Design
from desktop.design.ranking import Ranking, rank
from desktop.design.tasks import LoadLine, Money, Task, WaterCurve
from desktop.engine.messages import Rejection
from desktop.engine.season import heating_loads, season_by_dates
from desktop.engine.sheet import Sheet
from desktop.engine.year import season_bins
from desktop.tables.catalog import Catalog

T_DESIGN_C, T_BALANCE_C, T_WATER_C = -25.0, 17.0, 45.0
# a year whose days swing around a cosine, as cold as -27 °C
HOURS = np.arange(8760)
T_OUTDOOR_C = (
    -4.0 - 19.0 * np.cos(2 * np.pi * (HOURS - 360) / 8760) + 4.0 * np.sin(2 * np.pi * (HOURS - 9) / 24)
)
SEASON = season_by_dates((10, 15), (4, 15))
MONEY = Money(0.11, 0.02)
HEATER_YUAN_KW = 80.0
DECIMALS_OFF = 0.004  # what rounding to printed decimals may do to a capacity


@dataclass(frozen=True)
class Model:
    """A unit whose map is a plane, so that a test can read it by hand."""

    name: str
    rated_kw: float
    slope: float
    cop: float
    t_limit_c: float
    price_yuan: float

    def capacity_kw(self, t: float) -> float:
        return self.rated_kw * (1.0 + self.slope * (t - 7.0))


def unit_of(model: Model) -> Unit:
    family = FamilyRow(
        model.name, model.name, model.name, "low_ambient", "vapour_injection", "R410A", "", "inverter",
        "heating", 7.0, 45.0, None, None, 25.0, 100.0, 0.0, 0.0, False, False, "reference_range",
    )  # fmt: skip
    row = HeatPumpRow(
        model.name, model.name, "standard", model.rated_kw, None, 1.0, 80.0, 2, 0.25, 10.0, 50.0,
        "380V/3N/50Hz", 900.0, "commercial", "reference_range",
    )  # fmt: skip
    points = [
        MapPoint(
            model.name, "heating", t, water, None, 1.0 + model.slope * (t - 7.0),
            model.cop + 0.04 * (t - 7.0), "reference_range",
        )
        for t in (model.t_limit_c, 0.0, 20.0)
        for water in (25.0, 45.0, 60.0)
    ]  # fmt: skip
    envelope = [(model.t_limit_c, 60.0), (20.0, 60.0)]
    return Unit(row, family, {}, {"heating": performance_map(points, envelope)})


def task_of(load_kw: float, **changes: object) -> Task:
    loads = heating_loads(T_OUTDOOR_C, load_kw, T_BALANCE_C, T_DESIGN_C, SEASON)
    bins = season_bins(T_OUTDOOR_C, loads)
    task = Task(
        mode="heating", line=LoadLine(load_kw, T_DESIGN_C, T_BALANCE_C),
        water=WaterCurve(T_WATER_C, T_WATER_C, T_DESIGN_C, 5.0, 0.0, 5.0), altitude_m=0.0,
        place_capacity_factor=1.0, place_cop_factor=1.0, frost_factor=1.0, duty="bivalent_parallel",
        t_bivalent_c=-15.0, dt_above_limit_k=5.0, backup_allowed=True, backup_alone_below_limit=True,
        backup_share_max=0.35, standby_share_min=0.65, standby_counts_backup=True, cooling_kw=0.0,
        t_summer_c=30.0, t_chilled_c=7.0, unit_count_max=24, bins=bins,
        frost_of_bin=np.ones_like(bins.t_outdoor_c), price_of_bin=np.full_like(bins.t_outdoor_c, 0.65),
    )  # fmt: skip
    return replace(task, **changes)  # type: ignore[arg-type]


def ranked(models: Sequence[Model], task: Task, catalog: Catalog) -> Ranking:
    prices = {one.name: one.price_yuan for one in models}
    units = [unit_of(one) for one in models]
    return rank(
        units, task, MONEY, lambda unit: prices[unit.model], lambda kw: HEATER_YUAN_KW * kw,
        Sheet(catalog.decimals),
    )  # fmt: skip


def cheapest(models: Sequence[Model], task: Task, capacity_ratio: float, objective: str) -> float:
    """The least cost by trying everything, units a little better or worse than they are.

    ``capacity_ratio`` stands for what rounding to printed decimals does.
    """
    load_kw, costs = task.line.design_kw, [math.inf]
    coldest = min(T_DESIGN_C, float(task.bins.t_outdoor_c.min()))
    for model in models:
        cold_enough = model.t_limit_c <= T_DESIGN_C
        if model.t_limit_c > coldest and not task.backup_allowed:
            continue
        t_bivalent = max(task.t_bivalent_c, T_DESIGN_C if cold_enough else model.t_limit_c + 5.0)
        t_bivalent = T_DESIGN_C if task.duty == "monovalent" and cold_enough else t_bivalent
        at_bivalent = model.capacity_kw(t_bivalent) * capacity_ratio
        wanted = load_kw * (T_BALANCE_C - t_bivalent) / (T_BALANCE_C - T_DESIGN_C)
        at_design = model.capacity_kw(T_DESIGN_C) * capacity_ratio if cold_enough else 0.0
        helps = cold_enough and model.t_limit_c <= coldest
        for count in range(1, task.unit_count_max + 1):
            if count * at_bivalent < wanted:
                continue
            spare = max(0.0, task.standby_share_min * load_kw - (count - 1) * at_design)
            backup = 0.0
            if task.backup_allowed:
                backup = max(0.0, load_kw - count * at_design if helps else load_kw, spare)
            elif spare > 0.0 and not (count == 1 and load_kw <= 35.0):
                continue
            share, energy = run_year(model, count, capacity_ratio, backup, task)
            if task.backup_allowed and share > task.backup_share_max:
                continue
            first = count * model.price_yuan + HEATER_YUAN_KW * backup
            yearly = first * (MONEY.annuity_fraction + MONEY.maintenance_fraction) + energy
            costs.append(first if objective == "first_cost" else yearly)
    return min(costs)


def run_year(
    model: Model, count: int, capacity_ratio: float, backup_kw: float, task: Task
) -> tuple[float, float]:
    """The year by plain arithmetic, bin by bin: share of the heat not given by the units, energy cost."""
    heat = missing = cost = 0.0
    bins = task.bins
    for t, load, hours, price in zip(
        bins.t_outdoor_c, bins.load_kw, bins.hours, task.price_of_bin, strict=True
    ):
        one = model.capacity_kw(float(t)) * capacity_ratio
        by_units = min(load, count * one) if t >= model.t_limit_c else 0.0
        ready = backup_kw if task.backup_allowed else 0.0
        power = 0.0
        if by_units > 0.0:
            cop = model.cop + 0.04 * (float(t) - 7.0)
            lost = 0.1 * max(0.0, 0.25 * one - by_units) if by_units < 0.25 * one else 0.0
            power = (by_units + lost) / cop
        missing += hours * (load - by_units)
        heat += hours * load
        cost += hours * price * (power + min(load - by_units, ready))
    return missing / heat, cost


MODELS = st.builds(
    Model,
    name=st.just(""),
    rated_kw=st.sampled_from([40.0, 65.0, 100.0, 130.0, 180.0, 260.0]),
    slope=st.sampled_from([0.010, 0.014, 0.018]),
    cop=st.sampled_from([2.8, 3.1, 3.4]),
    t_limit_c=st.sampled_from([-12.0, -20.0, -25.0, -30.0]),
    price_yuan=st.integers(25_000, 250_000).map(float),
)
CATALOGUES = st.lists(MODELS, min_size=1, max_size=5).map(
    lambda models: [replace(one, name=f"M{n}") for n, one in enumerate(models)]
)
LOADS = st.integers(80, 1500).map(float)


def least_cost(ranking: Ranking, objective: str = "first_cost") -> float:
    best = ranking.best(objective)
    return best[0].cost(objective) if best else math.inf


DUTIES: tuple[dict[str, object], ...] = (
    {},
    {"duty": "monovalent", "backup_allowed": False, "t_bivalent_c": T_DESIGN_C},
    {"standby_counts_backup": False, "standby_share_min": 0.5},
)


@settings(max_examples=45, deadline=None)
@given(
    models=CATALOGUES,
    load_kw=LOADS,
    objective=st.sampled_from(("first_cost", "yearly_cost")),
    changes=st.sampled_from(DUTIES[:2]),
)
def test_the_least_cost_is_that_of_a_plain_search(
    models: list[Model], load_kw: float, objective: str, changes: dict[str, object], catalog: Catalog
) -> None:
    task = task_of(load_kw, **changes)
    found = least_cost(ranked(models, task, catalog), objective)
    best, worst = (cheapest(models, task, 1.0 + sign * DECIMALS_OFF, objective) for sign in (1, -1))
    # a price is rounded to whole yuan and a backup to 0.1 kW; COPs are the map's own
    assert best * 0.999 - 10.0 <= found <= worst * 1.001 + 10.0


@settings(max_examples=60, deadline=None)
@given(
    models=CATALOGUES,
    load_kw=LOADS,
    more=st.floats(1.05, 2.0),
    objective=st.sampled_from(("first_cost", "yearly_cost")),
    changes=st.sampled_from(DUTIES),
)
def test_more_load_never_costs_less(
    models: list[Model],
    load_kw: float,
    more: float,
    objective: str,
    changes: dict[str, object],
    catalog: Catalog,
) -> None:
    """Every rule is on: what serves the larger load serves the smaller one with as much backup or less."""
    low, high = (
        least_cost(ranked(models, task_of(kw, **changes), catalog), objective)
        for kw in (load_kw, load_kw * more)
    )
    assert high >= low - 10.0


@settings(max_examples=40, deadline=None)
@given(models=CATALOGUES, load_kw=LOADS, extra=MODELS)
def test_one_model_more_never_makes_the_best_worse(
    models: list[Model], load_kw: float, extra: Model, catalog: Catalog
) -> None:
    task = task_of(load_kw)
    few = ranked(models, task, catalog)
    many = ranked([*models, replace(extra, name="extra")], task, catalog)
    for objective in ("first_cost", "yearly_cost"):
        before, after = few.best(objective), many.best(objective)
        if before:
            assert after[0].cost(objective) <= before[0].cost(objective)


@settings(max_examples=40, deadline=None)
@given(models=CATALOGUES, load_kw=LOADS, less=st.floats(0.3, 0.99))
def test_the_cheaper_of_two_equal_units_comes_first(
    models: list[Model], load_kw: float, less: float, catalog: Catalog
) -> None:
    twin = replace(models[0], name="twin", price_yuan=round(less * models[0].price_yuan, 0))
    found = ranked([*models, twin], task_of(load_kw), catalog)
    for objective in ("first_cost", "yearly_cost"):
        order = [one.model for one in found.best(objective)]
        assert (models[0].name in order) == ("twin" in order)
        if "twin" in order:
            assert order.index("twin") < order.index(models[0].name)
    rules = {one.model: one.rule for one in found.rejections}
    assert rules.get("twin") == rules.get(models[0].name)


@settings(max_examples=40, deadline=None)
@given(models=CATALOGUES, load_kw=LOADS)
def test_every_model_is_ranked_or_rejected_and_never_both(
    models: list[Model], load_kw: float, catalog: Catalog
) -> None:
    found = ranked(models, task_of(load_kw), catalog)
    ranked_models = {one.model for one in found.candidates}
    rejected = [one.model for one in found.rejections]
    assert len(rejected) == len(set(rejected))
    assert ranked_models | set(rejected) == {one.name for one in models}
    assert not ranked_models & set(rejected)


def breaks(one: Rejection) -> bool:
    """Whether the value that is stated breaks the limit that is stated."""
    match one.rule:
        case "mode" | "cooling_mode":
            return str(one.limit) not in [word.strip() for word in str(one.value).split(",")]
        case "refrigerant":
            return str(one.value) not in str(one.limit)
        case "leaving_water_minimum":
            return float(one.value) < float(one.limit)
        case "entering_water_limit":
            return float(one.value) != float(one.limit)
        case "ranked_lower":
            return float(one.value) >= float(one.limit)
        case _:
            return float(one.value) > float(one.limit)


def test_every_model_of_the_catalogue_is_accounted_for(
    case: str, design_of: Callable[[str], Design], catalog: Catalog
) -> None:
    made = design_of(case)
    chosen = {one.model for one in made.equipment}
    known = {one.model for one in made.options} | {one.model for one in made.rejections} | chosen
    services = {"heat_load_kw": "heating", "hot_water_heat_kwh_d": "hot_water"}
    modes = {mode for name, mode in services.items() if name in made.loads}
    if "heating" not in modes and "cooling_load_kw" in made.loads:
        modes.add("cooling")
    assert known >= {unit.model for unit in heat_pumps(catalog) if modes & set(unit.modes)}
    for one in made.rejections:
        assert breaks(one), one


def test_three_options_an_objective_in_their_order(case: str, design_of: Callable[[str], Design]) -> None:
    made = design_of(case)
    for kind in {one.kind for one in made.options}:
        for objective in ("first_cost", "yearly_cost"):
            found = [one for one in made.options if (one.kind, one.objective) == (kind, objective)]
            assert [one.rank for one in found] == list(range(1, len(found) + 1))
            assert 1 <= len(found) <= 3
            costs = [float(one.figures[f"{objective}_yuan"]) for one in found]
            assert costs == sorted(costs)
            assert len({one.model for one in found}) == len(found)


def test_the_chosen_unit_is_the_first_of_the_objective(case: str, design_of: Callable[[str], Design]) -> None:
    made = design_of(case)
    objective = made.answers.text("ranking_objective")
    for one in made.equipment:
        if one.kind in ("heat_pump", "water_heater"):
            best = next(o for o in made.options if (o.kind, o.objective) == (one.kind, objective))
            assert (best.model, best.count) == (one.model, one.count)


def test_the_unit_count_a_rejection_states_is_needed(
    design_of: Callable[[str], Design], catalog: Catalog
) -> None:
    """By hand for the plainest case: units refused for their number cannot carry the load with fewer."""
    made = design_of("kunming_dry")
    task_limit = made.answers.number("unit_count_max")
    for one in made.rejections:
        if one.rule == "unit_count_max":
            assert float(one.value) > task_limit
            unit = next(unit for unit in heat_pumps(catalog) if unit.model == one.model)
            heat = unit.rated_kw("heating") * task_limit
            cold = unit.rated_kw("cooling") * task_limit if "cooling" in unit.modes else math.inf
            asked = float(made.loads["heat_load_kw"]), float(made.loads["cooling_load_kw"])
            assert heat < 2.0 * asked[0] or cold < 1.5 * asked[1]


def test_order_holds_only_where_prices_leave_room(catalog: Catalog) -> None:
    """Two equal units at 100 and 140: 20 % dearer and 20 % cheaper make 120 and 112, so the order may turn;
    at 160 they make 120 and 128, so it holds."""
    base = Model("A", 100.0, 0.014, 3.1, -30.0, 100_000.0)
    for dearer, holds in ((140_000.0, False), (160_000.0, True)):
        models = [base, replace(base, name="B", price_yuan=dearer)]
        task = task_of(300.0, backup_allowed=False, duty="monovalent", standby_share_min=0.0)
        found = ranked(models, task, catalog)
        assert [one.model for one in found.best("first_cost")] == ["A", "B"]
        assert found.order_holds("first_cost", 0) is holds
        assert found.order_holds("first_cost", 1)
