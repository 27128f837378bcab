"""A task for heat pumps: the heat asked at every outdoor temperature, and the rules the units must keep.

Space heating, hot water and cooling are the same task with other numbers: heating asks more the colder it is,
hot water asks the same all year, units that only cool are counted at the summer design point. All are sized,
rejected and ranked by the same code.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..components.heat_pumps import Mode
from ..engine.season import load_line, supply_temperature_reset
from ..engine.year import Duty, SeasonBins, season_bins

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class WaterCurve:
    """Leaving water at the unit by outdoor temperature: the supply's reset plus an exchanger's approach."""

    t_supply_c: float
    t_supply_mild_c: float
    t_design_c: float
    t_mild_c: float
    approach_k: float
    spread_k: float

    def supply(self, t_outdoor_c: Floats) -> Floats:
        """Supply to the terminals, °C."""
        if not self.is_reset:
            return np.full(np.shape(t_outdoor_c), self.t_supply_c)
        return np.asarray(
            supply_temperature_reset(
                self.t_supply_mild_c, self.t_supply_c, self.t_mild_c, np.asarray(t_outdoor_c), self.t_design_c
            )
        )

    @property
    def is_reset(self) -> bool:
        """Whether the supply follows the outdoor temperature."""
        return self.t_supply_mild_c != self.t_supply_c and self.t_mild_c > self.t_design_c

    def leaving(self, t_outdoor_c: Floats) -> Floats:
        """Leaving water of the units, °C."""
        return self.supply(t_outdoor_c) + self.approach_k


@dataclass(frozen=True, slots=True)
class LoadLine:
    """Heat asked by outdoor temperature; constant where ``t_balance_c`` is None."""

    design_kw: float
    t_design_c: float
    t_balance_c: float | None

    def at(self, t_outdoor_c: Floats) -> Floats:
        """Heat in kW."""
        if self.t_balance_c is None:
            return np.full(np.shape(t_outdoor_c), self.design_kw)
        return np.asarray(load_line(self.design_kw, self.t_balance_c, t_outdoor_c, self.t_design_c))


@dataclass(frozen=True, eq=False, slots=True)
class HourlyYear:
    """What the bins were gathered from: weather, frost factor and power price of every hour."""

    t_outdoor_c: Floats
    frost: Floats
    price_yuan_kwh: Floats


@dataclass(frozen=True, eq=False, slots=True)
class Task:
    """What a group of equal units has to do, and under which rules.

    ``bins`` holds the year's hours with a load; ``frost_of_bin`` and ``price_of_bin`` are their means there.
    ``cooling_kw`` is 0 where the units need not cool. ``standby_share_min`` is 0 where the rule is off.
    ``backup_alone_below_limit``: where the year is colder than a unit's limit, the backup carries the design
    load without it. ``backup_least_kw`` is what a heater that comes with the unit has at least.
    ``backup_price_yuan_kwh`` is that of a backup's fuel, per kWh put in; None is one by electricity.
    ``hourly`` lets the bins be divided; ``t_year_min_c`` is the mean of the coldest whole bin, once they are.
    """

    mode: Mode
    line: LoadLine
    water: WaterCurve
    altitude_m: float
    place_capacity_factor: float
    place_cop_factor: float
    frost_factor: float
    duty: Duty
    t_bivalent_c: float
    dt_above_limit_k: float
    backup_allowed: bool
    backup_alone_below_limit: bool
    backup_share_max: float
    standby_share_min: float
    standby_counts_backup: bool
    cooling_kw: float
    t_summer_c: float
    t_chilled_c: float
    unit_count_max: int
    bins: SeasonBins
    frost_of_bin: Floats
    price_of_bin: Floats
    refrigerants: tuple[str, ...] = ()
    backup_efficiency: float = 1.0
    backup_price_yuan_kwh: float | None = None
    backup_least_kw: float = 0.0
    hourly: HourlyYear | None = None
    t_year_min_c: float | None = None

    @property
    def backup_is_fuel(self) -> bool:
        """Whether the backup burns a fuel."""
        return self.backup_price_yuan_kwh is not None

    @property
    def backup_cost_of_bin(self) -> Floats:
        """What a kWh of heat from the backup costs in each bin, yuan."""
        price = self.price_of_bin
        if self.backup_price_yuan_kwh is not None:
            price = np.full_like(price, self.backup_price_yuan_kwh)
        return price / self.backup_efficiency

    @property
    def t_coldest_c(self) -> float:
        """The coldest outdoor temperature met with a load: of the design, or of the year's coldest hours."""
        if self.t_year_min_c is not None:
            return self.t_year_min_c
        return float(min(self.t_design_c, self.bins.t_outdoor_c.min(initial=self.t_design_c)))

    def cut_at(self, limits_c: Iterable[float]) -> Task:
        """The task with its bins divided where units stop, so that none lies half beyond a limit.

        Whole degrees divide them already; without the hours they stay as they are.
        """
        cuts = sorted({one for one in limits_c if np.isfinite(one) and one % 1.0})
        if not cuts or self.hourly is None:
            return self
        year = self.hourly
        bins = season_bins(year.t_outdoor_c, self.bins.load_of_hour_kw, cuts)
        return replace(
            self, bins=bins, frost_of_bin=bins.mean(year.frost), price_of_bin=bins.mean(year.price_yuan_kwh),
            t_year_min_c=self.t_coldest_c,
        )  # fmt: skip

    @property
    def t_design_c(self) -> float:
        """The coldest outdoor temperature the plant is designed for."""
        return self.line.t_design_c


@dataclass(frozen=True, slots=True)
class Money:
    """What turns first cost and energy into a yearly cost."""

    annuity_fraction: float
    maintenance_fraction: float
