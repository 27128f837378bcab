"""The best unit of a task without the others' reasons: the same choice as the full ranking, in less time.

Units are looked at from the cheapest on, a few at once. As no energy costs less than nothing, a unit whose
price alone is dearer than the best plant so far cannot beat it, nor can any after it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from ..components.heat_pumps import Unit
from ..engine.sheet import Sheet
from .ranking import HoursOf, PriceOf, Ranking, with_year
from .tasks import Money

AT_ONCE = 8
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
) -> Ranking:
    """A ranking that holds the best candidate by first or by yearly cost, and perhaps not all others.

    ``rank`` ranks some units by bins. Where nothing serves, every rejection is there. Raises ValueError for
    an objective that price does not bound.
    """
    if objective not in BOUNDED:
        raise ValueError(objective)
    a_year = 1.0 if objective == "first_cost" else money.annuity_fraction + money.maintenance_fraction
    order = sorted(units, key=price_of)
    found, least = Ranking((), ()), math.inf
    for first in range(0, len(order), AT_ONCE):
        some = order[first : first + AT_ONCE]
        if price_of(some[0]) * a_year > least * NEAR:
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
