"""The coldest week of the year hour by hour: heat asked, and what gives it."""

from __future__ import annotations

import numpy as np

from ..engine.arrays import Floats
from ..engine.messages import message
from ..engine.season import coldest_season
from ..engine.weather import MONTH_FIRST_DAY, MONTH_OF_DAY
from ..engine.year import Operation
from .records import Chart, Series

WEEK_DAYS = 7


def coldest_week(t_outdoor_c: Floats, heating: Operation) -> Chart:
    """168 hours from midnight on; what the parts do not reach of the load is not met."""
    first = coldest_season(t_outdoor_c, WEEK_DAYS).first_day
    hours = (np.arange(24 * WEEK_DAYS) + 24 * first) % t_outdoor_c.size
    x = tuple(float(hour) + 0.5 for hour in range(24 * WEEK_DAYS))

    def points(values: Floats) -> tuple[float, ...]:
        return tuple(round(float(value), 1) for value in values[hours])

    lines = [
        Series("chart.heat_load", x, points(heating.load_kw)),
        Series("chart.by_heat_pumps", x, points(heating.heat_pump_kw), "dashed"),
    ]
    for label, part in (("chart.backup", heating.backup_kw), ("chart.from_store", heating.discharged_kw)):
        if float(part[hours].sum()) > 0.0:
            lines.append(Series(label, x, points(part)))
    month = int(MONTH_OF_DAY[first])
    title = message(
        "chart.coldest_week", month=month + 1, day=int(first - MONTH_FIRST_DAY[month]) + 1,
        t_outdoor_c=round(float(t_outdoor_c[hours].mean()), 1),
    )  # fmt: skip
    return Chart("lines", title, "duration_h", "heat_kw", tuple(lines))
