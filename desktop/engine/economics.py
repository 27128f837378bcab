"""Money over the years: what a tariff makes of the hours, payback, cost over a life.

The annuity and the yearly cost of a plant stand in ``selection``, where plants are ranked by them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from .sheet import formula

PHYSICS = "first_principles"
HOURS_OF_DAY = 24

Floats = npt.NDArray[np.float64]
Period = Literal["peak", "flat", "valley"]
PERIODS: tuple[Period, ...] = ("peak", "flat", "valley")


class BadHours(ValueError):
    """Hours of a tariff that cannot be read; ``text`` is what was given."""

    def __init__(self, text: str) -> None:
        super().__init__(f"not hours of a day: {text!r}")
        self.text = text


def hours_of(text: str) -> frozenset[int]:
    """The hours of the day a text names: ``8-11`` is 8:00 to 11:00, that is the hours beginning at 8, 9, 10.

    Ranges are joined by commas and may run over midnight; an empty text names none.
    Raises BadHours for anything else and for a range without length.

    >>> sorted(hours_of("8-11,22-1"))
    [0, 8, 9, 10, 22, 23]
    """
    found: set[int] = set()
    for part in filter(None, text.replace(" ", "").replace("，", ",").replace("、", ",").split(",")):
        match = re.fullmatch(r"(\d{1,2})(?::00)?-(\d{1,2})(?::00)?", part)
        if not match:
            raise BadHours(text)
        start, end = int(match[1]), int(match[2])
        if start >= HOURS_OF_DAY or end > HOURS_OF_DAY or start == end:
            raise BadHours(text)
        found.update(hour % HOURS_OF_DAY for hour in range(start, end if end > start else end + HOURS_OF_DAY))
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Tariff:
    """What a kWh costs by the hour of the day; the hours in neither list are flat.

    Raises ValueError where an hour is peak and valley at once.
    """

    price_flat_yuan_kwh: float
    price_peak_yuan_kwh: float = 0.0
    price_valley_yuan_kwh: float = 0.0
    peak_hours: frozenset[int] = frozenset()
    valley_hours: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        both = sorted(self.peak_hours & self.valley_hours)
        if both:
            raise ValueError(f"hours both peak and valley: {both}")

    def price(self, period: Period) -> float:
        """Price of a kWh in a period."""
        return {
            "peak": self.price_peak_yuan_kwh,
            "flat": self.price_flat_yuan_kwh,
            "valley": self.price_valley_yuan_kwh,
        }[period]

    def period(self, hour: int) -> Period:
        """The period of an hour of the day (0 is the hour beginning at midnight)."""
        return "peak" if hour in self.peak_hours else "valley" if hour in self.valley_hours else "flat"

    def hourly(self, hour_count: int = 8760) -> Floats:
        """The price of every hour from midnight on, yuan/kWh."""
        day = np.array([self.price(self.period(hour)) for hour in range(HOURS_OF_DAY)])
        return np.resize(day, hour_count)


def energy_by_period(energy_kwh: Floats, tariff: Tariff) -> dict[Period, float]:
    """The energy of a run of hours from midnight on, by the period it was used in."""
    by_hour = np.bincount(
        np.arange(energy_kwh.size) % HOURS_OF_DAY, weights=energy_kwh, minlength=HOURS_OF_DAY
    )
    sums = dict.fromkeys(PERIODS, 0.0)
    for hour, energy in enumerate(by_hour):
        sums[tariff.period(hour)] += float(energy)
    return sums


@formula(
    "energy_cost_yuan",
    "electricity_kwh__peak * price_peak_yuan_kwh + electricity_kwh__flat * price_flat_yuan_kwh"
    " + electricity_kwh__valley * price_valley_yuan_kwh",
    source=PHYSICS,
)
def energy_bill(
    electricity_kwh__peak: float, price_peak_yuan_kwh: float,
    electricity_kwh__flat: float, price_flat_yuan_kwh: float,
    electricity_kwh__valley: float, price_valley_yuan_kwh: float,
) -> float:  # fmt: skip
    """The bill of a season or a year under a tariff with three prices.

    >>> energy_bill(100.0, 1.0, 200.0, 0.6, 300.0, 0.3)
    310.0
    """
    return (
        electricity_kwh__peak * price_peak_yuan_kwh
        + electricity_kwh__flat * price_flat_yuan_kwh
        + electricity_kwh__valley * price_valley_yuan_kwh
    )


@formula("specific_cost_yuan_m2", "energy_cost_yuan / heated_area_m2", source=PHYSICS)
def cost_per_area(energy_cost_yuan: float, heated_area_m2: float) -> float:
    """The bill of a season for each square metre heated.

    >>> cost_per_area(280_000.0, 14_000.0)
    20.0
    """
    return energy_cost_yuan / heated_area_m2


@formula("payback_y", "extra_cost_yuan / yearly_saving_yuan", source=PHYSICS)
def simple_payback(extra_cost_yuan: float, yearly_saving_yuan: float) -> float:
    """Years until what is saved has paid what was spent more.

    Raises ValueError where nothing is saved: such a plant never pays, and no number says so.

    >>> simple_payback(300_000.0, 60_000.0)
    5.0
    """
    if yearly_saving_yuan <= 0:
        raise ValueError("nothing is saved")
    return extra_cost_yuan / yearly_saving_yuan


@formula(
    "life_cycle_cost_yuan",
    "first_cost_yuan + (energy_cost_yuan + first_cost_yuan * maintenance_fraction) / annuity_fraction",
    source=PHYSICS,
)
def life_cycle_cost(
    first_cost_yuan: float, energy_cost_yuan: float, maintenance_fraction: float, annuity_fraction: float
) -> float:
    """First cost and all later years at their present value, equal years at today's prices.

    ``annuity_fraction`` comes from the discount rate and the life (``selection.annuity``).

    >>> life_cycle_cost(1_000_000.0, 100_000.0, 0.02, 0.1)
    2200000.0
    """
    return first_cost_yuan + (energy_cost_yuan + first_cost_yuan * maintenance_fraction) / annuity_fraction
