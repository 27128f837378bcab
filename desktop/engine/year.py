"""A plant's year: heat pumps, backup and pumps carry a load hour by hour, or 1 K bin by 1 K bin.

One ``Plant`` is one group of equal units serving one load (space heating, hot water or cooling). Its capacity
and COP come per hour from the unit's map at the supply temperature of that hour, corrected for the place;
nan where the unit cannot run. ``operate`` stores nothing from hour to hour: what the storage of hot water
does is in the load (see ``season.hot_water_loads``), a heating store is run by ``heat_store``. The same
function works on hours (last axis 8,760) and on bins (last axis the bins, first axis the candidates); what
needs the hours in their order is refused there by ``hourly_only``.

Staging: as few units run as carry the load, sharing it evenly. Where that would be less than the least a unit
can give, all but one run fully and the last one cycles. A cycling unit's power follows EN 14825,
COP * CR / (Cd CR + 1 - Cd); above its least load the COP is taken from the map unchanged. A unit that was
not running in the hour before may be charged for its start as well (``start_loss_h``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Literal

import numpy as np

from .arrays import Floats, Ints, Mask, Number, Same
from .sheet import formula

Duty = Literal["monovalent", "bivalent_parallel", "bivalent_alternative", "hybrid"]
DUTIES: tuple[Duty, ...] = ("monovalent", "bivalent_parallel", "bivalent_alternative", "hybrid")

_FULL = 1e-9
"""Below this share a unit does not start: rounding must not switch one on."""


@dataclass(frozen=True, slots=True, eq=False)
class Plant:
    """Equal units with their backup, for one load.

    ``capacity_kw`` and ``cop`` are those of one unit. Per candidate numbers are columns (shape n x 1).
    ``minimum_load_fraction`` is the least a running unit can give (1: fixed speed), ``cycling_factor`` the Cd
    of EN 14825 (1: cycling costs nothing), ``start_loss_h`` the hours of full power a start is worth that
    gives no heat (0: starts are not looked at). Colder than ``t_cut_off_c`` the heat pumps stand still.

    The backup takes ``1 / backup_efficiency`` kWh of electricity, or of fuel (``backup_is_fuel``), for a kWh
    of heat, and pays ``backup_price_yuan_kwh`` for it, by hour or bin (None: the price of electricity).

    - monovalent: no backup, whatever its capacity says;
    - bivalent_parallel: the backup adds what the heat pumps lack, all of it where they cannot run;
    - bivalent_alternative: heat pumps alone, or backup alone where they are cut off or cannot run;
    - hybrid: each hour the cheaper heat first (by the COP of the map), the other adds what it lacks.

    Raises ValueError for figures that make no plant.
    """

    unit_count: float | Ints | Floats
    capacity_kw: Floats
    cop: Floats
    minimum_load_fraction: Number = 1.0
    cycling_factor: Number = 0.9
    duty: Duty = "monovalent"
    t_cut_off_c: Number = -np.inf
    backup_capacity_kw: Number = 0.0
    backup_efficiency: Number = 1.0
    pump_power_kw: Number = 0.0
    backup_price_yuan_kwh: Number | None = None
    backup_is_fuel: bool = False
    start_loss_h: float = 0.0

    def __post_init__(self) -> None:
        if self.duty not in DUTIES:
            raise ValueError(f"unknown duty {self.duty!r}")
        if not _within(self.minimum_load_fraction, 0.0, 1.0) or not _within(self.cycling_factor, 0.0, 1.0):
            raise ValueError("minimum load and cycling factor are fractions")
        if not _within(self.backup_efficiency, 1e-6, np.inf):
            raise ValueError("the backup's efficiency must be above 0")
        if self.backup_is_fuel and self.backup_price_yuan_kwh is None:
            raise ValueError("a fuel needs a price of its own")
        for least in (self.unit_count, self.backup_capacity_kw, self.pump_power_kw, self.start_loss_h):
            if not _within(least, 0.0, np.inf):
                raise ValueError("counts, capacities and powers cannot be negative")
        if bool(np.any(self.capacity_kw < 0.0)) or bool(np.any(self.cop <= 0.0)):
            raise ValueError("capacity and COP must be positive, or nan where the unit cannot run")


def _within(value: float | Ints | Floats, low: float, high: float) -> bool:
    return bool(np.all((np.asarray(value) >= low) & (np.asarray(value) <= high)))


@dataclass(frozen=True, slots=True, eq=False)
class Operation:
    """What happens in each hour (or, on average, in each hour of a bin), in kW and yuan per hour.

    ``at_limit`` is 1 where the running heat pumps cannot carry the load, ``off`` where there is a load and
    they stand still. heat_pump + backup + discharged + unmet = load + charged, where a store is charged and
    discharged (0 without one). ``fuel_kw`` is what a backup burns; its ``backup_power_kw`` is then 0.
    """

    load_kw: Floats
    heat_pump_kw: Floats
    backup_kw: Floats
    unmet_kw: Floats
    heat_pump_power_kw: Floats
    backup_power_kw: Floats
    pump_power_kw: Floats
    cost_yuan_h: Floats
    at_limit: Floats
    off: Floats
    fuel_kw: Floats
    charged_kw: Floats
    discharged_kw: Floats

    @property
    def power_kw(self) -> Floats:
        """Power of heat pumps, backup and pumps together."""
        return self.heat_pump_power_kw + self.backup_power_kw + self.pump_power_kw


def operate(
    load_kw: Floats,
    t_outdoor_c: Floats,
    plant: Plant,
    price_yuan_kwh: Number = 0.0,
    *,
    available_fraction: Number = 1.0,
) -> Operation:
    """Let a plant carry a load.

    ``available_fraction`` is the share of each hour the units have for this load, where another goes first.
    Raises ValueError for negative loads.
    """
    if bool(np.any(load_kw < 0.0)):
        raise ValueError("a load cannot be negative")
    runs = np.isfinite(plant.capacity_kw) & np.isfinite(plant.cop) & (t_outdoor_c >= plant.t_cut_off_c)
    capacity = np.where(runs, plant.capacity_kw, 0.0) * available_fraction
    backup_price = price_yuan_kwh if plant.backup_price_yuan_kwh is None else plant.backup_price_yuan_kwh
    asked = load_kw
    if plant.duty == "hybrid":
        first = backup_leads(plant, price_yuan_kwh, backup_price) & runs
        asked = np.where(first, np.maximum(load_kw - plant.backup_capacity_kw, 0.0), load_kw)
    heat, power = _heat_pumps(asked, capacity, plant)
    gap = np.maximum(load_kw - heat, 0.0)
    backup = np.minimum(gap, _backup_ready(plant, runs))
    delivered = heat + backup > 0.0
    backup_input = backup / plant.backup_efficiency
    pumps = np.where(delivered, plant.pump_power_kw, 0.0)
    none = np.zeros(np.shape(heat))
    short = (asked - heat > _FULL * load_kw) & runs
    off = ~runs & (load_kw > 0.0)
    return Operation(
        load_kw=load_kw, heat_pump_kw=heat, backup_kw=backup, unmet_kw=gap - backup,
        heat_pump_power_kw=power, backup_power_kw=none if plant.backup_is_fuel else backup_input,
        pump_power_kw=pumps, cost_yuan_h=(power + pumps) * price_yuan_kwh + backup_input * backup_price,
        at_limit=short.astype(float), off=off.astype(float),
        fuel_kw=backup_input if plant.backup_is_fuel else none, charged_kw=none, discharged_kw=none,
    )  # fmt: skip


def backup_leads(plant: Plant, price_yuan_kwh: Number, backup_price_yuan_kwh: Number) -> Mask:
    """Where a kWh of heat from the backup is cheaper than one from the heat pumps; equal is not cheaper."""
    by_backup = np.asarray(backup_price_yuan_kwh, dtype=float) / plant.backup_efficiency
    return np.asarray(price_yuan_kwh / plant.cop > by_backup)


def _backup_ready(plant: Plant, runs: Mask) -> Number:
    if plant.duty == "monovalent":
        return 0.0
    if plant.duty == "bivalent_alternative":
        return np.where(runs, 0.0, plant.backup_capacity_kw)
    return plant.backup_capacity_kw


def _heat_pumps(load: Floats, capacity: Floats, plant: Plant) -> tuple[Floats, Floats]:
    """Heat and power of the units. With r the heat of a cycling unit and m its least load, the power by
    EN 14825 is that of r + (1 - Cd) (m - r): the form used here, which needs no division by CR."""
    heat = np.minimum(load, plant.unit_count * capacity)
    works = (heat > 0.0) & (capacity > 0.0)
    one = np.where(works, capacity, 1.0)
    running = np.maximum(np.ceil(heat / one - _FULL), 1.0)
    least = plant.minimum_load_fraction * one
    rest = heat - (running - 1.0) * one
    cycles = heat < least * running
    lost = np.where(cycles, (1.0 - plant.cycling_factor) * np.maximum(least - rest, 0.0), 0.0)
    if plant.start_loss_h:
        before = np.where(works, running, 0.0)
        started = np.maximum(np.diff(before, prepend=before[..., -1:]), 0.0)  # the year is closed to a ring
        lost = lost + plant.start_loss_h * started * one
    return heat, np.where(works, (heat + lost) / np.where(works, plant.cop, 1.0), 0.0)


class HourlyOnly(ValueError):
    """What needs the hours in their order cannot be worked out by bins; ``reason`` names it."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"not by bins: {reason}")
        self.reason = reason


def hourly_only(plant: Plant, price_yuan_kwh: Number, *, stores: bool = False) -> str | None:
    """Why bins cannot hold a year: ``storage``, ``start_memory`` or ``hourly_price``; None if they can.

    Prices by the hour of the day meet other loads at the same outdoor temperature, so that their mean in a
    bin is an estimate: good enough to look for candidates, not for a bill.
    """
    if stores:
        return "storage"
    if plant.start_loss_h:
        return "start_memory"
    prices = [price_yuan_kwh, 0.0 if plant.backup_price_yuan_kwh is None else plant.backup_price_yuan_kwh]
    if any(np.ndim(price) and np.ptp(price) > 0.0 for price in prices):
        return "hourly_price"
    return None


def together(operations: Sequence[Operation]) -> Operation:
    """Several plants as one: heating and hot water, say. At a limit or off counts once an hour.

    Raises ValueError without any.
    """
    if not operations:
        raise ValueError("no operation to add up")
    summed = {
        field.name: np.sum([getattr(one, field.name) for one in operations], axis=0)
        for field in fields(Operation)
    }
    for name in ("at_limit", "off"):
        summed[name] = np.minimum(summed[name], 1.0)
    return Operation(**summed)


@dataclass(frozen=True, slots=True)
class YearSums:
    """The sums of a year. COPs and shares are estimates of a typical year, never HSPF or APF."""

    heat_load_kwh: float
    heat_heat_pump_kwh: float
    heat_backup_kwh: float
    heat_unmet_kwh: float
    electricity_heat_pump_kwh: float
    electricity_backup_kwh: float
    electricity_pump_kwh: float
    energy_cost_yuan: float
    power_peak_kw: float
    at_limit_h: float
    off_h: float
    fuel_backup_kwh: float = 0.0
    heat_charged_kwh: float = 0.0
    heat_discharged_kwh: float = 0.0

    @property
    def electricity_kwh(self) -> float:
        """Electricity of heat pumps, backup and pumps; a backup's fuel is ``fuel_backup_kwh``."""
        return self.electricity_heat_pump_kwh + self.electricity_backup_kwh + self.electricity_pump_kwh

    @property
    def seasonal_cop(self) -> float:
        """Heat of the heat pumps per electricity of the heat pumps; nan where they did not run."""
        return _ratio(self.heat_heat_pump_kwh, self.electricity_heat_pump_kwh)

    @property
    def system_cop(self) -> float:
        """Heat delivered per all electricity and fuel; nan where nothing was delivered."""
        delivered = self.heat_load_kwh - self.heat_unmet_kwh
        return _ratio(delivered, self.electricity_kwh + self.fuel_backup_kwh)

    @property
    def backup_fraction(self) -> float:
        """Share of the backup in the heat asked for; 0 where none was."""
        return self.heat_backup_kwh / self.heat_load_kwh if self.heat_load_kwh else 0.0


def _ratio(heat: float, electricity: float) -> float:
    return heat / electricity if electricity > 0.0 else float("nan")


@formula("seasonal_cop", "heat_heat_pump_kwh / electricity_heat_pump_kwh", source="first_principles")
def seasonal_cop(heat_heat_pump_kwh: Number, electricity_heat_pump_kwh: Number) -> Same:
    """Estimated seasonal COP of the heat pumps alone; backup and pumps are not in it."""
    return heat_heat_pump_kwh / electricity_heat_pump_kwh


@formula("system_cop", "(heat_heat_pump_kwh + heat_backup_kwh) / electricity_kwh", source="first_principles")
def system_cop(heat_heat_pump_kwh: Number, heat_backup_kwh: Number, electricity_kwh: Number) -> Same:
    """Estimated seasonal COP of the whole plant: all heat delivered per electricity of all that runs."""
    return (heat_heat_pump_kwh + heat_backup_kwh) / electricity_kwh


@formula("backup_fraction", "heat_backup_kwh / heat_load_kwh", source="first_principles")
def backup_fraction(heat_backup_kwh: Number, heat_load_kwh: Number) -> Same:
    """Share of the year's heat that the backup gives."""
    return heat_backup_kwh / heat_load_kwh


@formula(
    "electricity_kwh",
    "electricity_heat_pump_kwh + electricity_backup_kwh + electricity_pump_kwh",
    source="first_principles",
)
def electricity(
    electricity_heat_pump_kwh: Number, electricity_backup_kwh: Number, electricity_pump_kwh: Number
) -> Same:
    """Electricity of the year."""
    return electricity_heat_pump_kwh + electricity_backup_kwh + electricity_pump_kwh


@formula(
    "electricity_specific_kwh_m2d", "electricity_kwh / (heated_area_m2 * season_d)", source="first_principles"
)
def electricity_per_area_day(electricity_kwh: Number, heated_area_m2: Number, season_d: Number) -> Same:
    """Electricity per heated area and day of the season, as operators report it."""
    return electricity_kwh / (heated_area_m2 * season_d)


def sum_up(operation: Operation, hours: Floats | None = None) -> YearSums:
    """Sums of one plant's year; ``hours`` are those of each bin where the operation is by bins."""
    weights = np.ones(operation.load_kw.shape[-1]) if hours is None else hours
    return YearSums(
        heat_load_kwh=float(operation.load_kw @ weights),
        heat_heat_pump_kwh=float(operation.heat_pump_kw @ weights),
        heat_backup_kwh=float(operation.backup_kw @ weights),
        heat_unmet_kwh=float(operation.unmet_kw @ weights),
        electricity_heat_pump_kwh=float(operation.heat_pump_power_kw @ weights),
        electricity_backup_kwh=float(operation.backup_power_kw @ weights),
        electricity_pump_kwh=float(operation.pump_power_kw @ weights),
        energy_cost_yuan=float(operation.cost_yuan_h @ weights),
        power_peak_kw=float(operation.power_kw.max(initial=0.0)),
        at_limit_h=float(operation.at_limit @ weights),
        off_h=float(operation.off @ weights),
        fuel_backup_kwh=float(operation.fuel_kw @ weights),
        heat_charged_kwh=float(operation.charged_kw @ weights),
        heat_discharged_kwh=float(operation.discharged_kw @ weights),
    )


def sums_of_candidates(operation: Operation, hours: Floats) -> tuple[YearSums, ...]:
    """Sums of many candidates at once: operation by candidates x bins, ``hours`` of each bin."""
    shape = operation.heat_pump_kw.shape
    columns = (
        operation.load_kw, operation.heat_pump_kw, operation.backup_kw, operation.unmet_kw,
        operation.heat_pump_power_kw, operation.backup_power_kw, operation.pump_power_kw,
        operation.cost_yuan_h,
    )  # fmt: skip
    energies = [np.broadcast_to(column, shape) @ hours for column in columns]
    peaks = operation.power_kw.max(axis=-1, initial=0.0)
    after = (operation.at_limit, operation.off, operation.fuel_kw)
    counts = [np.broadcast_to(column, shape) @ hours for column in after]
    return tuple(YearSums(*row) for row in np.column_stack([*energies, peaks, *counts]).tolist())


@dataclass(frozen=True, slots=True, eq=False)
class SeasonBins:
    """The hours with a load, by 1 K of outdoor temperature: mean temperature, mean load and number of hours.

    ``bin_of_hour`` is the place of each hour's bin, -1 for hours without load.
    """

    t_outdoor_c: Floats
    load_kw: Floats
    hours: Floats
    bin_of_hour: Ints
    load_of_hour_kw: Floats

    def mean(self, hourly: Number) -> Floats:
        """Mean of an hourly figure (a price, a frost factor) in each bin, weighted by the load."""
        weight = self.load_of_hour_kw
        used = self.bin_of_hour >= 0
        product = np.broadcast_to(np.asarray(hourly, dtype=float), weight.shape)[used] * weight[used]
        total = np.bincount(self.bin_of_hour[used], product, minlength=len(self.hours))
        return np.asarray(total / (self.load_kw * self.hours))


def season_bins(t_outdoor_c: Floats, load_kw: Floats, cuts_c: Sequence[float] = ()) -> SeasonBins:
    """Gather the hours that have a load into bins of 1 K, for looking at many candidates at once.

    Bins run from whole degree to whole degree, where most units stop. ``cuts_c`` divides them further: at the
    temperature where a plant's units stop, so that no bin lies half beyond it.
    """
    loaded = load_kw > 0.0
    t = t_outdoor_c[loaded]
    whole = np.arange(np.floor(t.min(initial=0.0)), np.floor(t.max(initial=0.0)) + 1.0)
    bins = np.searchsorted(np.union1d(whole, np.asarray(cuts_c, dtype=float)), t, side="right")
    present, place = np.unique(bins, return_inverse=True)
    hours = np.bincount(place, minlength=len(present)).astype(float)
    bin_of_hour = np.full(t_outdoor_c.shape, -1, dtype=np.int64)
    bin_of_hour[loaded] = place
    return SeasonBins(
        t_outdoor_c=np.bincount(place, t_outdoor_c[loaded], minlength=len(present)) / hours,
        load_kw=np.bincount(place, load_kw[loaded], minlength=len(present)) / hours,
        hours=hours,
        bin_of_hour=bin_of_hour,
        load_of_hour_kw=load_kw,
    )


def operate_bins(bins: SeasonBins, plant: Plant, price_yuan_kwh: Number = 0.0) -> Operation:
    """A plant's year by bins, where bins can hold it; the plant's arrays are by bin, a price is one number.

    Raises HourlyOnly for starts that are remembered and for prices that change with the hour.
    """
    reason = hourly_only(plant, price_yuan_kwh)
    if reason is not None:
        raise HourlyOnly(reason)
    return operate(bins.load_kw, bins.t_outdoor_c, plant, price_yuan_kwh)
