"""What a building asks for, hour by hour: heating season, load lines, hot water, cooling.

Hours are those of ``weather.TypicalYear``; days are counted from 0 (1 January) to 364.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from .arrays import Floats, Mask, Number, Same
from .sheet import formula
from .weather import DAYS, HOUR_OF_DAY, HOURS, MONTH_DAYS, MONTH_FIRST_DAY, day_means


@dataclass(frozen=True, slots=True)
class Season:
    """A run of days, perhaps over the turn of the year. Without days there is no season."""

    first_day: int
    day_count: int

    @property
    def last_day(self) -> int:
        """Day number of the last day (-1 for an empty season at the start of the year)."""
        return (self.first_day + self.day_count - 1) % DAYS if self.day_count else self.first_day - 1

    def days(self) -> Mask:
        """Which of the 365 days belong to the season."""
        return (np.arange(DAYS) - self.first_day) % DAYS < self.day_count

    def hours(self) -> Mask:
        """Which of the 8,760 hours belong to the season."""
        return np.repeat(self.days(), 24)


def day_number(month: int, day: int) -> int:
    """Number of a date in a year of 365 days.

    Raises ValueError for a date that is not in such a year.

    >>> day_number(1, 1), day_number(11, 15)
    (0, 318)
    """
    if not (1 <= month <= 12 and 1 <= day <= MONTH_DAYS[month - 1]):
        raise ValueError(f"no such date: month {month}, day {day}")
    return int(MONTH_FIRST_DAY[month - 1]) + day - 1


def season_by_dates(first: tuple[int, int], last: tuple[int, int]) -> Season:
    """The season from one (month, day) to another, both included.

    >>> season_by_dates((11, 15), (3, 15)).day_count
    121
    """
    start = day_number(*first)
    return Season(start, (day_number(*last) - start) % DAYS + 1)


def coldest_season(t_outdoor_c: Floats, day_count: int) -> Season:
    """The run of so many days with the lowest mean temperature; the year is closed to a ring.

    For a season whose length is laid down, as that of a heat network.
    """
    day = day_means(t_outdoor_c)
    sums = np.cumsum(np.concatenate([[0.0], day, day[:day_count]]))
    return Season(int(np.argmin(sums[day_count : day_count + DAYS] - sums[:DAYS])), day_count)


def season_of_days(first: date, last: date) -> Season:
    """The season between two days of the calendar, both included; 29 February counts as the day before.

    >>> season_of_days(date(2025, 1, 8), date(2025, 4, 27)).day_count
    110
    """
    start, end = ((day.month, min(day.day, MONTH_DAYS[day.month - 1])) for day in (first, last))
    return season_by_dates(start, end)


def heating_season(t_outdoor_c: Floats, limit_c: float = 5.0, window_days: int = 5) -> Season:
    """The longest run of days whose running mean of five days (the day and the four before) is at the limit
    or below; the year is closed to a ring. 5 °C is the usual limit, 8 °C that of long seasons.
    """
    day = day_means(t_outdoor_c)
    sums = np.cumsum(np.concatenate([[0.0], day[-(window_days - 1) :], day]))
    cold = (sums[window_days:] - sums[:-window_days]) / window_days <= limit_c
    if bool(cold.all()):
        return Season(0, DAYS)
    best = Season(0, 0)
    start = int(np.argmin(cold))  # a warm day, so that no run is cut
    run = 0
    for step in range(1, DAYS + 1):
        run = run + 1 if cold[(start + step) % DAYS] else 0
        if run > best.day_count:
            best = Season((start + step - run + 1) % DAYS, run)
    return best


@formula(
    "heat_load_kw",
    "heat_load_kw__design * max(0, (t_balance_c - t_outdoor_c) / (t_balance_c - t_outdoor_c__design))",
    source="first_principles",
)
def load_line(
    heat_load_kw__design: float, t_balance_c: float, t_outdoor_c: Number, t_outdoor_c__design: float
) -> Same:
    """Heating load at an outdoor temperature: none at the balance temperature, the design load at design.

    Below the design temperature it rises further. The balance temperature (indoors less what sun, people and
    lamps give) must be above the design temperature.

    >>> float(load_line(100.0, 18.0, 0.0, -18.0))
    50.0
    """
    share = np.maximum(0, (t_balance_c - t_outdoor_c) / (t_balance_c - t_outdoor_c__design))
    return heat_load_kw__design * share


@formula(
    "t_supply_c",
    "t_supply_c__mild + (t_supply_c__design - t_supply_c__mild)"
    " * max(0, min(1, (t_outdoor_c__mild - t_outdoor_c) / (t_outdoor_c__mild - t_outdoor_c__design)))",
    source="first_principles",
)
def supply_temperature_reset(
    t_supply_c__mild: float,
    t_supply_c__design: float,
    t_outdoor_c__mild: float,
    t_outdoor_c: Number,
    t_outdoor_c__design: float,
) -> Same:
    """Supply temperature that follows the outdoor temperature: linear between design and mild, held beyond.

    >>> float(supply_temperature_reset(35.0, 45.0, 5.0, -10.0, -25.0))
    40.0
    """
    share = (t_outdoor_c__mild - t_outdoor_c) / (t_outdoor_c__mild - t_outdoor_c__design)
    return t_supply_c__mild + (t_supply_c__design - t_supply_c__mild) * np.maximum(0, np.minimum(1, share))


@formula("t_leaving_c", "t_supply_c + exchanger_approach_k", source="first_principles")
def leaving_water(t_supply_c: Number, exchanger_approach_k: Number) -> Same:
    """Leaving water of the units: the supply, and what an exchanger between them takes.

    >>> leaving_water(45.0, 2.0)
    47.0
    """
    return t_supply_c + exchanger_approach_k


@formula(
    "t_leaving_c", "max(t_supply_c + exchanger_approach_k, t_leaving_c__least)", source="first_principles"
)
def leaving_water_held(t_supply_c: float, exchanger_approach_k: float, t_leaving_c__least: float) -> float:
    """Leaving water of a unit that holds its lowest; a mixing valve cools the supply.

    >>> leaving_water_held(28.0, 2.0, 35.0)
    35.0
    """
    return max(t_supply_c + exchanger_approach_k, t_leaving_c__least)


def heating_loads(
    t_outdoor_c: Floats, design_load_kw: float, t_balance_c: float, t_design_c: float, season: Season
) -> Floats:
    """Heating load of every hour: the load line within the season, nothing outside.

    Raises ValueError where the balance temperature is not above the design temperature.
    """
    if t_balance_c <= t_design_c:
        raise ValueError("the balance temperature must be above the design temperature")
    loads = load_line(design_load_kw, t_balance_c, t_outdoor_c, t_design_c)
    return np.where(season.hours(), loads, 0.0)


def even_shares(first_hour: int, hour_count: int) -> Floats:
    """24 shares for heat made evenly in some hours of the day, from ``first_hour`` (0-23) on.

    Raises ValueError outside 1 to 24 hours.

    >>> even_shares(22, 4)[[21, 22, 23, 0, 1, 2]].tolist()
    [0.0, 0.25, 0.25, 0.25, 0.25, 0.0]
    """
    if not 1 <= hour_count <= 24:
        raise ValueError("1 to 24 hours a day")
    return np.where((np.arange(24) - first_hour) % 24 < hour_count, 1.0 / hour_count, 0.0)


def hot_water_loads(daily_heat_kwh: Number, shares: Floats) -> Floats:
    """Hot-water heat of every hour from the day's heat (one number or 365) and 24 shares of the day.

    Give the shares of the *heating* (see ``even_shares``) for a plant with storage, those of the draw
    without. Raises ValueError where the shares do not make one day.
    """
    if shares.shape != (24,) or float(shares.min()) < 0 or abs(float(shares.sum()) - 1.0) > 1e-6:
        raise ValueError("24 shares that sum to 1 are needed")
    days = np.broadcast_to(np.asarray(daily_heat_kwh, dtype=float), (DAYS,))
    return np.repeat(days, 24) * shares[HOUR_OF_DAY]


@dataclass(frozen=True, slots=True, eq=False)
class CoolingYear:
    """Cooling load of every hour, an estimate; less than asked for where too few hours are warm enough."""

    load_kw: Floats
    asked_kwh: float

    @property
    def placed_kwh(self) -> float:
        """Heat to be removed in the year as distributed."""
        return float(self.load_kw.sum())


def cooling_loads(
    t_outdoor_c: Floats, design_load_kw: float, full_load_hours: float, t_base_c: float = 22.0
) -> CoolingYear:
    """Cooling of a year from its full-load hours, spread over the degree hours above a base temperature.

    An estimate: the yearly sum is the user's, only the distribution comes from the weather. No hour gets more
    than the design load; what that cuts off goes to the other warm hours.
    """
    degrees = np.maximum(0.0, t_outdoor_c - t_base_c)
    asked = design_load_kw * full_load_hours
    warm = float(np.count_nonzero(degrees))
    if asked <= 0.0 or warm == 0.0:
        return CoolingYear(np.zeros(HOURS), max(asked, 0.0))
    if full_load_hours >= warm:
        return CoolingYear(np.where(degrees > 0.0, design_load_kw, 0.0), asked)
    return CoolingYear(design_load_kw * np.minimum(1.0, degrees * _slope(degrees, full_load_hours)), asked)


def _slope(degrees: Floats, full_load_hours: float) -> float:
    """The k with sum(min(1, k * degrees)) = full_load_hours: exact, by the number of hours at the cap."""
    rising = np.sort(degrees[degrees > 0.0])
    below = np.cumsum(rising)
    capped = np.arange(len(rising) - 1, -1, -1)  # hours above each entry
    sums = below / rising + capped  # the sum if just this entry reached the cap
    last = int(np.nonzero(sums >= full_load_hours)[0][-1])
    return float((full_load_hours - capped[last]) / below[last])
