"""Every unit that can serve, with what it costs; the best three by each objective, and the front of both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..components.heat_pumps import Unit
from ..engine.messages import Rejection
from ..engine.search import LEADING, OBJECTIVES, Found, Searched
from ..engine.selection import first_cost, yearly_cost
from ..engine.sheet import Sheet
from ..engine.year import Plant, YearSums, operate, sums_of_candidates
from .filters import Filters, TierOf, refused
from .search_models import HeaterPriceOf, rejections_of, searched, task_cut, with_found
from .search_models import cut_off as cut_off
from .search_models import plant_duty as plant_duty
from .sizing import Sizing, site_curves, size
from .tasks import Floats, Money, Task

BEST = 3
PRICE_DOUBT_FRACTION = 0.20
PriceOf = Callable[[Unit], float]
HoursOf = Callable[[Sequence[Sizing]], Sequence[YearSums]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sized model with its year and its costs; ``first_cost_yuan`` is that of units and backup."""

    sizing: Sizing
    first_cost_yuan: float
    yearly_cost_yuan: float
    capital_per_year_yuan: float
    sums: YearSums
    unit_price_yuan: float
    backup_price_yuan: float
    tier: int = 0

    @property
    def model(self) -> str:
        """The model's name."""
        return self.sizing.unit.model

    def cost(self, objective: str) -> float:
        """What an objective is about."""
        return self.first_cost_yuan if objective == "first_cost" else self.yearly_cost_yuan

    def cost_spread(self, objective: str) -> float:
        """How much the objective moves when this candidate's prices are 20 % off."""
        base = self.first_cost_yuan if objective == "first_cost" else self.capital_per_year_yuan
        return PRICE_DOUBT_FRACTION * base


@dataclass(frozen=True, slots=True)
class Ranking:
    """The candidates worth naming, and why the other models fell out.

    Of every model that serves there are its best by first cost and by yearly cost. ``front`` are the designs
    of which none other is better in both, cheapest first. ``undeclared`` counts the models that serve and
    have no declared tier.
    """

    candidates: tuple[Candidate, ...]
    rejections: tuple[Rejection, ...]
    front: tuple[Candidate, ...] = ()
    undeclared: int = 0

    def best(self, objective: str) -> tuple[Candidate, ...]:
        """One candidate a model, cheapest first; equal costs fall back on the other cost, then the name.

        By the highest tier only models with a declared one are ranked, of equal tiers by yearly cost.
        """
        other = "yearly_cost" if objective == "first_cost" else "first_cost"
        of_tier = objective == "highest_tier"
        pool = [one for one in self.candidates if one.tier or not of_tier]
        found: dict[str, Candidate] = {}
        for one in sorted(
            pool, key=lambda c: (c.tier if of_tier else 0, c.cost(objective), c.cost(other), c.model)
        ):
            found.setdefault(one.model, one)
        return tuple(found.values())

    def order_holds(self, objective: str, place: int) -> bool:
        """Whether a place is kept when its own prices are 20 % higher and the next one's 20 % lower."""
        order = self.best(objective)
        if place + 1 >= len(order):
            return True
        one, following = order[place], order[place + 1]
        if objective == "highest_tier" and one.tier < following.tier:
            return True
        return one.cost(objective) + one.cost_spread(objective) <= following.cost(
            objective
        ) - following.cost_spread(objective)


def rank(
    units: Sequence[Unit],
    task: Task,
    money: Money,
    price_of: PriceOf,
    heater_price_of: HeaterPriceOf,
    sheet: Sheet,
    filters: Filters | None = None,
    tier_of: TierOf = lambda _: 0,
    hours_of: HoursOf | None = None,
) -> Ranking:
    """Size every unit, search all counts and backups, and price what was found.

    The year is searched by bins; ``hours_of`` then runs the best 20 of each objective hour by hour, and who
    comes among them by that. So no design that bins alone have judged stands among the best.
    """
    filters = Filters() if filters is None else filters
    quiet = sheet.silent()
    sized: list[Sizing] = []
    rejections: list[Rejection] = []
    for unit in units:
        outcome = refused(unit, filters, tier_of) or size(unit, task, quiet)
        if isinstance(outcome, Rejection):
            rejections.append(outcome)
        else:
            sized.append(outcome)
    prices = [price_of(one.unit) for one in sized]
    found = searched(sized, task, money, prices, heater_price_of, filters, tier_of)
    chosen = _designs(sized, found, task, quiet)
    candidates = {
        key: _priced(one, year, money, prices[key[0]], heater_price_of, tier_of(one.unit), quiet)
        for (key, one), year in zip(chosen.items(), run(list(chosen.values()), task), strict=True)
    }
    if hours_of is not None:
        edge = {sized[one.model].unit.model for one in found.front}
        candidates = _by_hours(candidates, edge, hours_of, money, quiet)
    return Ranking(
        tuple(candidates.values()),
        tuple(rejections) + rejections_of(sized, found),
        _front([candidates[_key(one)] for one in found.front]),
        found.undeclared,
    )


Key = tuple[int, int, float]


def _key(one: Found) -> Key:
    return one.model, one.count, round(one.backup_kw, 6)


def _designs(sized: Sequence[Sizing], found: Searched, task: Task, sheet: Sheet) -> dict[Key, Sizing]:
    """What was found, each design once: the best of every model, and the front."""
    serving = np.nonzero(found.failed < 0)[0].tolist()
    best = [found.by_model[name].at(place) for place in serving for name in OBJECTIVES]
    return {
        _key(one): with_found(sized[one.model], task, one.count, one.backup_kw, sheet)
        for one in (*best, *found.front)
    }


def _by_hours(
    candidates: dict[Key, Candidate], models: set[str], hours_of: HoursOf, money: Money, sheet: Sheet
) -> dict[Key, Candidate]:
    """The candidates, those of some models and of all that lead run hour by hour."""
    found, done = dict(candidates), set[str]()
    while models := (models | _leading(found)) - done:
        keys = [key for key, one in found.items() if one.model in models]
        years = hours_of([found[key].sizing for key in keys])
        for key, year in zip(keys, years, strict=True):
            found[key] = with_year(found[key], year, money, sheet)
        done |= models
    return found


def _leading(candidates: Mapping[Key, Candidate]) -> set[str]:
    """The best 20 models of each objective."""
    ranking = Ranking(tuple(candidates.values()), ())
    return {one.model for name in OBJECTIVES for one in ranking.best(name)[:LEADING]}


def _front(designs: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The designs none other beats by the costs as they are printed, cheapest first."""
    kept: list[Candidate] = []
    for one in sorted(designs, key=lambda c: (c.first_cost_yuan, c.yearly_cost_yuan, c.model)):
        if not kept or one.yearly_cost_yuan < kept[-1].yearly_cost_yuan:
            kept.append(one)
    return tuple(kept)


def without_those_that_stop(ranking: Ranking, t_design_c: float) -> Ranking:
    """Where some models run at the winter design temperature, the others are refused for stopping before.

    Asked of hot water, whose need does not end with the mild days.
    """
    running = tuple(one for one in ranking.candidates if one.sizing.t_limit_c <= t_design_c)
    if not running:
        return ranking
    stopping = {one.model: one.sizing.t_limit_c for one in ranking.candidates if one not in running}
    stopped = tuple(
        Rejection(model, "stops_in_winter", t_limit_c, t_design_c, "t_outdoor_c")
        for model, t_limit_c in stopping.items()
    )
    front = _front(running)
    return replace(ranking, candidates=running, rejections=ranking.rejections + stopped, front=front)


def run(sized: Sequence[Sizing], task: Task) -> tuple[YearSums, ...]:
    """The year of many sized models at once, by bins of 1 K divided where one of them stops."""
    if not sized:
        return ()
    task = task_cut(sized, task)
    bins = task.bins
    curves = {
        id(unit): site_curves(unit, task, bins.t_outdoor_c, task.frost_of_bin)
        for unit in {id(s.unit): s.unit for s in sized}.values()
    }

    def column(values: list[float]) -> Floats:
        return np.array(values)[:, None]

    plant = Plant(
        unit_count=column([s.count for s in sized]),
        capacity_kw=np.array([curves[id(s.unit)][0] for s in sized]),
        cop=np.array([curves[id(s.unit)][1] for s in sized]),
        minimum_load_fraction=column([s.unit.row.minimum_load_fraction for s in sized]),
        duty=plant_duty(task),
        t_cut_off_c=column([cut_off(s, task) for s in sized]),
        backup_capacity_kw=column([s.backup_kw for s in sized]),
        backup_efficiency=task.backup_efficiency,
        backup_price_yuan_kwh=task.backup_price_yuan_kwh,
        backup_is_fuel=task.backup_is_fuel,
    )
    return sums_of_candidates(operate(bins.load_kw, bins.t_outdoor_c, plant, task.price_of_bin), bins.hours)


def _priced(
    sizing: Sizing,
    year: YearSums,
    money: Money,
    price: float,
    heater_price_of: HeaterPriceOf,
    tier: int,
    sheet: Sheet,
) -> Candidate:
    """Costs from the figures as they are printed, so that the ranking is the one the book shows."""
    heater = float(heater_price_of(np.asarray(sizing.backup_kw))) if sizing.backup_kw > 0.0 else 0.0
    first = sheet.work(
        first_cost, unit_count=sizing.count, unit_price_yuan=price, unit_price_yuan__backup=heater
    )
    capital = first * (money.annuity_fraction + money.maintenance_fraction)
    total = _a_year(first, year, money, sheet)
    return Candidate(sizing, first, total, capital, year, price, heater, tier)


def with_year(one: Candidate, year: YearSums, money: Money, sheet: Sheet) -> Candidate:
    """The candidate with another year, and what it then costs."""
    return replace(one, sums=year, yearly_cost_yuan=_a_year(one.first_cost_yuan, year, money, sheet))


def _a_year(first_yuan: float, year: YearSums, money: Money, sheet: Sheet) -> float:
    return sheet.work(
        yearly_cost,
        first_cost_yuan=first_yuan,
        annuity_fraction=money.annuity_fraction,
        maintenance_fraction=money.maintenance_fraction,
        energy_cost_yuan=year.energy_cost_yuan,
    )
