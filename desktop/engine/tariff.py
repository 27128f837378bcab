"""What a kWh of electricity costs by month and hour, and what a year of hours costs under it.

Hours are those of ``weather``: hour 0 of the year begins at midnight of 1 January. A tariff has the periods
of an ordinary day, and perhaps other prices or hours in some months (the heating season of coal-to-electric
dwellings).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np

from .arrays import Floats, Ints
from .sheet import formula
from .weather import DAYS, HOURS, MONTH_OF_HOUR

PHYSICS = "first_principles"
HOURS_OF_DAY = 24
Period = Literal["peak", "flat", "valley", "deep_valley"]
PERIODS: tuple[Period, ...] = ("peak", "flat", "valley", "deep_valley")
Months = Literal["usual", "season"]


class BadHours(ValueError):
    """Hours or months of a tariff that cannot be read; ``text`` is what was given."""

    def __init__(self, text: str) -> None:
        super().__init__(f"not hours or months: {text!r}")
        self.text = text


def hours_of(text: str) -> frozenset[int]:
    """The hours of the day a text names: ``8-11`` is 8:00 to 11:00, that is the hours beginning at 8, 9, 10.

    Ranges are joined by commas and may run over midnight; an empty text names none.
    Raises BadHours for anything else and for a range without length.

    >>> sorted(hours_of("8-11,22-1"))
    [0, 8, 9, 10, 22, 23]
    """
    found: set[int] = set()
    for part in _parts(text):
        match = re.fullmatch(r"(\d{1,2})(?::00)?-(\d{1,2})(?::00)?", part)
        if not match:
            raise BadHours(text)
        start, end = int(match[1]), int(match[2])
        if start >= HOURS_OF_DAY or end > HOURS_OF_DAY or start == end:
            raise BadHours(text)
        found.update(hour % HOURS_OF_DAY for hour in range(start, end if end > start else end + HOURS_OF_DAY))
    return frozenset(found)


def months_of(text: str) -> frozenset[int]:
    """The months (1 to 12) a text names: ``11-3`` is November to March, both included.

    Raises BadHours for anything else.

    >>> sorted(months_of("11-3"))
    [1, 2, 3, 11, 12]
    """
    found: set[int] = set()
    for part in _parts(text):
        match = re.fullmatch(r"(\d{1,2})(?:-(\d{1,2}))?", part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not (1 <= first <= 12 and 1 <= last <= 12):
            raise BadHours(text)
        found.update((first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1))
    return frozenset(found)


def _parts(text: str) -> list[str]:
    return [part for part in text.replace(" ", "").replace("，", ",").replace("、", ",").split(",") if part]


@dataclass(frozen=True)
class DayPrices:
    """Prices of a day in yuan/kWh and the hours of its periods; the hours in no period are flat.

    Raises ValueError where an hour is in two periods, or a period has hours and no price.
    """

    prices: Mapping[Period, float]
    hours: Mapping[Period, frozenset[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        named = [hour for hours in self.hours.values() for hour in hours]
        twice = sorted({hour for hour in named if named.count(hour) > 1})
        if twice:
            raise ValueError(f"hours in two periods: {twice}")
        lacking = [name for name in ("flat", *(p for p, hours in self.hours.items() if hours))
                   if name not in self.prices]  # fmt: skip
        if lacking:
            raise ValueError(f"no price for {lacking}")

    def period(self, hour: int) -> Period:
        """The period of an hour of the day (0 is the hour beginning at midnight)."""
        return next((name for name, hours in self.hours.items() if hour in hours), "flat")


@dataclass(frozen=True)
class Tariff:
    """What a kWh costs in every hour of the year, and a charge on each month's highest power.

    ``season`` holds in ``season_months`` (1 to 12), ``usual`` in all others.
    """

    usual: DayPrices
    season: DayPrices | None = None
    season_months: frozenset[int] = frozenset()
    demand_charge_yuan_kw_month: float = 0.0

    @cached_property
    def _in_season(self) -> Ints:
        months = sorted(self.season_months) if self.season is not None else []
        return np.isin(MONTH_OF_HOUR + 1, months).astype(np.int64)

    @cached_property
    def band_of_hour(self) -> Ints:
        """Place in ``bands`` of every hour of the year."""
        days = [self.usual, self.season or self.usual]
        of_day = np.array([[PERIODS.index(day.period(hour)) for hour in range(HOURS_OF_DAY)] for day in days])
        return of_day[self._in_season, np.arange(HOURS) % HOURS_OF_DAY] + len(PERIODS) * self._in_season

    @property
    def bands(self) -> tuple[tuple[Months, Period], ...]:
        """Every band: usual months and their periods, then the season's."""
        return tuple((months, period) for months in ("usual", "season") for period in PERIODS)

    def price(self, band: int) -> float:
        """Price of a kWh in a band; nan for a period without one."""
        months, period = self.bands[band]
        day = self.season if months == "season" and self.season is not None else self.usual
        return day.prices.get(period, float("nan"))

    def hourly(self) -> Floats:
        """The price of every hour of the year, yuan/kWh."""
        return np.array([self.price(band) for band in range(len(self.bands))])[self.band_of_hour]

    @property
    def is_flat(self) -> bool:
        """Whether every hour costs the same and no power is charged."""
        return bool(np.ptp(self.hourly()) == 0.0) and not self.demand_charge_yuan_kw_month

    def energy_by_band(self, energy_kwh: Floats) -> Floats:
        """The energy of a year's hours by band."""
        return np.bincount(self.band_of_hour, energy_kwh, minlength=len(self.bands)).astype(float)

    def cost_by_month_and_band(self, energy_kwh: Floats) -> Floats:
        """Yuan by month (rows) and band (columns)."""
        place = MONTH_OF_HOUR * len(self.bands) + self.band_of_hour
        cost = np.bincount(place, energy_kwh * self.hourly(), minlength=12 * len(self.bands))
        return cost.astype(float).reshape(12, len(self.bands))


def valley_hours(price_yuan_kwh: Floats) -> Floats:
    """1 in the cheapest hours of each day, 0 in the others; all 0 on a day with one price."""
    by_day = price_yuan_kwh.reshape(DAYS, HOURS_OF_DAY)
    low, high = by_day.min(axis=1, keepdims=True), by_day.max(axis=1, keepdims=True)
    return np.where((by_day == low) & (low < high), 1.0, 0.0).ravel()


def monthly_peaks(power_kw: Floats) -> Floats:
    """The highest power of each month, kW."""
    return np.array([power_kw[month == MONTH_OF_HOUR].max() for month in range(12)])


@formula("energy_cost_yuan", "electricity_kwh * price_yuan_kwh", source=PHYSICS)
def band_cost(electricity_kwh: float, price_yuan_kwh: float) -> float:
    """What the energy of one band of a tariff costs.

    >>> band_cost(300.0, 0.3)
    90.0
    """
    return electricity_kwh * price_yuan_kwh


@formula("energy_cost_yuan__bill", "energy_cost_yuan__so_far + energy_cost_yuan", source=PHYSICS)
def bill_so_far(energy_cost_yuan__so_far: float, energy_cost_yuan: float) -> float:
    """The bill with one more band.

    >>> bill_so_far(100.0, 90.0)
    190.0
    """
    return energy_cost_yuan__so_far + energy_cost_yuan


@formula("demand_cost_yuan", "power_kw__months * demand_charge_yuan_kw_month", source=PHYSICS)
def demand_cost(power_kw__months: float, demand_charge_yuan_kw_month: float) -> float:
    """Charge on power for a year: the sum of each month's highest power times the charge of a month.

    >>> demand_cost(1200.0, 38.0)
    45600.0
    """
    return power_kw__months * demand_charge_yuan_kw_month


@formula("electricity_fraction", "electricity_kwh / electricity_kwh__total", source=PHYSICS)
def band_share(electricity_kwh: float, electricity_kwh__total: float) -> float:
    """Share of a band in the electricity of the year."""
    return electricity_kwh / electricity_kwh__total
