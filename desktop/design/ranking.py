"""Every unit that can serve, with what it costs; the best three by first cost and by yearly cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ..components.heat_pumps import Unit
from ..engine.messages import Rejection
from ..engine.selection import first_cost, yearly_cost
from ..engine.sheet import Sheet
from ..engine.year import Duty, Plant, YearSums, operate, sums_of_candidates
from .sizing import Sizing, backup_for, site_curves, size
from .tasks import Floats, Money, Task

BEST = 3
MORE_UNITS = 4
PRICE_DOUBT_FRACTION = 0.20
PriceOf = Callable[[Unit], float]
HeaterPriceOf = Callable[[float], float]


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
    """All candidates by an objective, and why the other models fell out."""

    candidates: tuple[Candidate, ...]
    rejections: tuple[Rejection, ...]

    def best(self, objective: str) -> tuple[Candidate, ...]:
        """One candidate a model, cheapest first; equal costs fall back on the other cost, then the name."""
        other = "yearly_cost" if objective == "first_cost" else "first_cost"
        found: dict[str, Candidate] = {}
        for one in sorted(self.candidates, key=lambda c: (c.cost(objective), c.cost(other), c.model)):
            found.setdefault(one.model, one)
        return tuple(found.values())

    def order_holds(self, objective: str, place: int) -> bool:
        """Whether a place is kept when its own prices are 20 % higher and the next one's 20 % lower."""
        order = self.best(objective)
        if place + 1 >= len(order):
            return True
        one, following = order[place], order[place + 1]
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
) -> Ranking:
    """Size every unit, let it run through the year, and price it."""
    quiet = sheet.silent()
    sized: list[Sizing] = []
    rejections: list[Rejection] = []
    for unit in units:
        outcome = size(unit, task, quiet)
        if isinstance(outcome, Rejection):
            rejections.append(outcome)
        else:
            sized += _counts(outcome, task, quiet)
    sums = run(sized, task)
    found: list[Candidate] = []
    for sizing, year in zip(sized, sums, strict=True):
        if year.backup_fraction > task.backup_share_max and task.backup_allowed:
            if sizing.count == max(s.count for s in sized if s.unit is sizing.unit):
                rejections.append(
                    Rejection(
                        sizing.unit.model,
                        "backup_share_max",
                        round(year.backup_fraction, 3),
                        task.backup_share_max,
                        "backup_fraction",
                    )
                )
            continue
        found.append(_priced(sizing, year, money, price_of, heater_price_of, quiet))
    served = {candidate.model for candidate in found}
    return Ranking(tuple(found), tuple(r for r in rejections if r.model not in served))


def without_those_that_stop(ranking: Ranking, t_design_c: float) -> Ranking:
    """Where some models run at the winter design temperature, the others are refused for stopping before.

    Asked of hot water, whose need does not end with the mild days.
    """
    running = tuple(one for one in ranking.candidates if one.sizing.t_limit_c <= t_design_c)
    if not running:
        return ranking
    stopping = {one.model: one.sizing.t_limit_c for one in ranking.candidates if one not in running}
    refused = tuple(
        Rejection(model, "stops_in_winter", t_limit_c, t_design_c, "t_outdoor_c")
        for model, t_limit_c in stopping.items()
    )
    return Ranking(running, ranking.rejections + refused)


def _counts(least: Sizing, task: Task, sheet: Sheet) -> list[Sizing]:
    """The least count, and a few more where each unit more saves backup heat, in size or over the year."""
    found = [least]
    for count in range(least.count + 1, min(least.count + MORE_UNITS, task.unit_count_max) + 1):
        if found[-1].backup_kw <= 0.0 or task.duty == "bivalent_alternative":
            break
        found.append(
            least.with_count(
                count, backup_for(task, count, least.at_design, least.t_limit_c, sheet), "economy"
            )
        )
    return found


def run(sized: Sequence[Sizing], task: Task) -> tuple[YearSums, ...]:
    """The year of many sized models at once, by bins of 1 K."""
    if not sized:
        return ()
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
    )
    return sums_of_candidates(operate(bins.load_kw, bins.t_outdoor_c, plant, task.price_of_bin), bins.hours)


def plant_duty(task: Task) -> Duty:
    """The duty the year is run by: a plant with backup is never monovalent, whatever it was sized for."""
    return "bivalent_parallel" if task.duty == "monovalent" and task.backup_allowed else task.duty


def cut_off(sizing: Sizing, task: Task) -> float:
    """Below this outdoor temperature the heat pumps stand still."""
    if task.mode == "cooling":
        return -np.inf
    return sizing.t_bivalent_c if task.duty == "bivalent_alternative" else sizing.t_limit_c


def _priced(
    sizing: Sizing,
    year: YearSums,
    money: Money,
    price_of: PriceOf,
    heater_price_of: HeaterPriceOf,
    sheet: Sheet,
) -> Candidate:
    """Costs from the figures as they are printed, so that the ranking is the one the book shows."""
    price = price_of(sizing.unit)
    heater = heater_price_of(sizing.backup_kw) if sizing.backup_kw > 0.0 else 0.0
    first = sheet.work(
        first_cost, unit_count=sizing.count, unit_price_yuan=price, unit_price_yuan__backup=heater
    )
    capital = first * (money.annuity_fraction + money.maintenance_fraction)
    total = sheet.work(
        yearly_cost,
        first_cost_yuan=first,
        annuity_fraction=money.annuity_fraction,
        maintenance_fraction=money.maintenance_fraction,
        energy_cost_yuan=year.energy_cost_yuan,
    )
    return Candidate(sizing, first, total, capital, year, price, heater)
