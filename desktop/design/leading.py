"""The best unit of a task without the others' reasons: the same choice as the full ranking, in less time.

Units are looked at from the cheapest on, a few at once. No plant pays less for energy than one that had the
best COP of all units at every temperature; a unit whose price and that energy are dearer than the best plant
so far cannot beat it, nor can any after it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np

from ..components.heat_pumps import Mode, Unit
from ..engine.sheet import Sheet
from .ranking import HoursOf, PriceOf, Ranking, with_year
from .sizing import water_of
from .tasks import Floats, Money, Task, WaterCurve

AT_ONCE = 6
NEAR = 1.05
"""Years by bins and by hours differ by 2 % at most: the best by hours is within this of the best by bins."""
BOUNDED = ("first_cost", "yearly_cost")


def best_of(
    units: Sequence[Unit],
    objective: str,
    money: Money,
    price_of: PriceOf,
    rank: Callable[[Sequence[Unit]], Ranking],
    hours_of: HoursOf | None,
    sheet: Sheet,
    least_energy_yuan: float = 0.0,
) -> Ranking:
    """A ranking that holds the best candidate by first or by yearly cost, and perhaps not all others.

    ``rank`` ranks some units by bins; no plant's energy costs less than ``least_energy_yuan`` a year. Where
    nothing serves, every rejection is there. Raises ValueError for an objective that price does not bound.
    """
    if objective not in BOUNDED:
        raise ValueError(objective)
    a_year, energy = 1.0, 0.0
    if objective == "yearly_cost":
        a_year, energy = money.annuity_fraction + money.maintenance_fraction, least_energy_yuan
    order = sorted(units, key=price_of)
    found, least = Ranking((), ()), math.inf
    for first in range(0, len(order), AT_ONCE):
        some = order[first : first + AT_ONCE]
        if price_of(some[0]) * a_year + energy > least * NEAR:
            break
        ranked = rank(some)
        found = Ranking(found.candidates + ranked.candidates, found.rejections + ranked.rejections)
        least = min((least, *(one.cost(objective) for one in ranked.candidates)))
    near = tuple(one for one in found.candidates if one.cost(objective) <= least * NEAR)
    if hours_of is None or not near:
        return found
    years = hours_of([one.sizing for one in near])
    judged = tuple(with_year(one, year, money, sheet) for one, year in zip(near, years, strict=True))
    return Ranking(judged, found.rejections)


def least_energy_cost(units: Sequence[Unit], task: Task) -> float:
    """What a year's heat costs at least, in yuan: by the best COP of all units in each bin, or the backup."""
    bins = task.bins
    best = _best_cop(tuple(units), task.mode, task.water, task.place_cop_factor, tuple(bins.t_outdoor_c))
    cost = np.asarray(task.price_of_bin) / best
    if task.backup_allowed:
        cost = np.minimum(cost, task.backup_cost_of_bin)
    carried = bins.t_outdoor_c >= task.t_design_c  # below it a plant may leave heat undelivered
    return float((cost * bins.load_kw * bins.hours)[carried].sum())


@lru_cache(maxsize=256)
def _best_cop(
    units: tuple[Unit, ...], mode: Mode, water: WaterCurve, factor: float, t_outdoor_c: tuple[float, ...]
) -> Floats:
    """The highest COP of any unit at each temperature, frost not taken off; infinite where none runs."""
    t = np.array(t_outdoor_c)
    found = np.full(t.shape, -np.inf)
    for unit in units:
        _, cop = unit.points(mode, t, *water_of(unit, mode, water, t))
        found = np.fmax(found, cop * factor)
    return np.where(found > 0.0, found, np.inf)
