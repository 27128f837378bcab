"""First cost against yearly cost: the front, the best of every other model, and the chosen design."""

from __future__ import annotations

from ..engine.messages import message
from .ranking import Candidate, Ranking
from .records import Chart, Mark, Series
from .sizing import Sizing


def front_chart(ranking: Ranking, chosen: Sizing) -> Chart | None:
    """The front of a ranking; None where there is nothing to choose between."""
    if len(ranking.candidates) < 2 or not ranking.front:
        return None
    front = ranking.front
    on_front = {id(one) for one in front}
    beside = [one for one in ranking.best("yearly_cost") if id(one) not in on_front]
    taken = next(
        (
            one
            for one in ranking.candidates
            if (one.model, one.sizing.count, one.sizing.backup_kw)
            == (chosen.unit.model, chosen.count, chosen.backup_kw)
        ),
        None,
    )
    marks = () if taken is None else (Mark("chart.chosen", *(costs(taken))),)
    series = [
        Series(
            "chart.front",
            tuple(costs(one)[0] for one in front),
            tuple(costs(one)[1] for one in front),
            "solid" if len(front) > 1 else "points",
        )
    ]
    if beside:
        first, yearly = zip(*(costs(one) for one in beside), strict=True)
        series.append(Series("chart.other_models", first, yearly, "points"))
    title = message("chart.first_against_yearly", count=len(front))
    return Chart("lines", title, "first_cost_kyuan", "yearly_cost_kyuan", tuple(series), marks)


def costs(one: Candidate) -> tuple[float, float]:
    """First and yearly cost in thousands of yuan, so that an axis can be read."""
    return one.first_cost_yuan / 1000.0, one.yearly_cost_yuan / 1000.0
