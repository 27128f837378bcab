"""Arithmetic of choosing heat pumps: capacity where it is needed, counts, standby, backup, costs."""

from __future__ import annotations

import math

from .sheet import formula

PHYSICS = "first_principles"
PRACTICE = "engineering_practice"
GB50736 = "gb50736_2012_recalled"


@formula("unit_count", "ceil(heat_load_kw / capacity_kw)", source=PHYSICS)
def count_for_load(heat_load_kw: float, capacity_kw: float) -> float:
    """Units needed to carry a load.

    >>> count_for_load(27_200.0, 189.0)
    144
    """
    return math.ceil(heat_load_kw / capacity_kw)


@formula("unit_count", "ceil(cooling_load_kw / cooling_capacity_kw)", source=PHYSICS)
def count_for_cooling(cooling_load_kw: float, cooling_capacity_kw: float) -> float:
    """Units needed to carry the cooling load."""
    return math.ceil(cooling_load_kw / cooling_capacity_kw)


@formula(
    "standby_share_fraction",
    "((unit_count - 1) * capacity_kw + backup_kw) / heat_load_kw",
    source=GB50736,
    clause="8.11.8",
)
def standby_share(unit_count: float, capacity_kw: float, backup_kw: float, heat_load_kw: float) -> float:
    """Share of the design heat supply left with the largest unit out; by analogy with boilers.

    ``backup_kw`` is 0 where the backup is not counted.

    >>> standby_share(4, 100.0, 0.0, 400.0)
    0.75
    """
    return ((unit_count - 1) * capacity_kw + backup_kw) / heat_load_kw


@formula("backup_kw", "max(0, heat_load_kw - unit_count * capacity_kw)", source=PHYSICS)
def backup_needed(heat_load_kw: float, unit_count: float, capacity_kw: float) -> float:
    """Backup that closes the gap at the design temperature; ``capacity_kw`` is 0 where no unit may run.

    >>> backup_needed(721.0, 6, 80.0)
    241.0
    """
    return max(0.0, heat_load_kw - unit_count * capacity_kw)


@formula("backup_kw", "max(backup_kw__needed, backup_least_kw)", source=PRACTICE)
def backup_installed(backup_kw__needed: float, backup_least_kw: float) -> float:
    """Backup that is installed where a heater of some size comes with the unit anyway.

    >>> backup_installed(1.2, 3.0)
    3.0
    """
    return max(backup_kw__needed, backup_least_kw)


@formula(
    "backup_kw",
    "ceil(10 * max(backup_kw__gap, standby_share_min_fraction * heat_load_kw"
    " - (unit_count - 1) * capacity_kw) - 0.001) / 10",
    source=GB50736,
    clause="8.11.8",
)
def backup_for_standby(
    backup_kw__gap: float,
    standby_share_min_fraction: float,
    heat_load_kw: float,
    unit_count: float,
    capacity_kw: float,
) -> float:
    """Backup that closes the gap and, with one unit out, keeps the share asked; up to the next 0.1 kW.

    >>> backup_for_standby(100.0, 0.65, 1000.0, 4, 150.0)
    200.0
    """
    spare = standby_share_min_fraction * heat_load_kw - (unit_count - 1) * capacity_kw
    return math.ceil(10 * max(backup_kw__gap, spare) - 0.001) / 10


@formula("backup_kw", "backup_size_fraction * heat_load_kw", source=PRACTICE)
def backup_of_size(backup_size_fraction: float, heat_load_kw: float) -> float:
    """A backup larger than it must be, as a share of the design load: worth it where its heat is cheaper.

    >>> backup_of_size(0.5, 900.0)
    450.0
    """
    return backup_size_fraction * heat_load_kw


@formula("fuel_price_yuan_kwh", "backup_gas_price_yuan_m3 / fuel_kwh_unit", source=PHYSICS)
def fuel_price_by_heat(backup_gas_price_yuan_m3: float, fuel_kwh_unit: float) -> float:
    """Price of a kWh in a fuel, by its lower heating value.

    >>> round(fuel_price_by_heat(4.2, 9.886), 4)
    0.4248
    """
    return backup_gas_price_yuan_m3 / fuel_kwh_unit


@formula("backup_cost_yuan_kwh", "fuel_price_yuan_kwh / gas_efficiency_fraction", source=PHYSICS)
def cost_of_backup_heat(fuel_price_yuan_kwh: float, gas_efficiency_fraction: float) -> float:
    """What a kWh of heat from a boiler costs; a heat pump whose electricity costs less per heat goes first.

    >>> round(cost_of_backup_heat(0.38, 0.95), 3)
    0.4
    """
    return fuel_price_yuan_kwh / gas_efficiency_fraction


@formula("fuel_backup_m3", "fuel_backup_kwh / fuel_kwh_unit", source=PHYSICS)
def gas_of_backup(fuel_backup_kwh: float, fuel_kwh_unit: float) -> float:
    """Gas a backup burns in a year, by its lower heating value."""
    return fuel_backup_kwh / fuel_kwh_unit


@formula("capacity_margin_fraction", "unit_count * capacity_kw / heat_load_kw - 1", source=PHYSICS)
def capacity_margin(unit_count: float, capacity_kw: float, heat_load_kw: float) -> float:
    """What the units give above the load, as a share of it; negative is a shortfall."""
    return unit_count * capacity_kw / heat_load_kw - 1


@formula("capacity_margin_fraction", "unit_count * cooling_capacity_kw / cooling_load_kw - 1", source=PHYSICS)
def cooling_margin(unit_count: float, cooling_capacity_kw: float, cooling_load_kw: float) -> float:
    """What the units cool above the cooling load, as a share of it; negative is a shortfall.

    >>> cooling_margin(3, 50.0, 120.0)
    0.25
    """
    return unit_count * cooling_capacity_kw / cooling_load_kw - 1


@formula("total_capacity_kw", "unit_count * capacity_kw", source=PHYSICS)
def total_capacity(unit_count: float, capacity_kw: float) -> float:
    """Capacity of all units together."""
    return unit_count * capacity_kw


@formula("rated_ratio", "total_capacity_kw / compared_heating_kw", source=PHYSICS)
def rated_ratio(total_capacity_kw: float, compared_heating_kw: float) -> float:
    """Rated heat of all units over that of a plant that was built, or is offered, by others.

    >>> rated_ratio(1240.0, 1000.0)
    1.24
    """
    return total_capacity_kw / compared_heating_kw


@formula("cooling_capacity_kw__total", "unit_count * cooling_capacity_kw", source=PHYSICS)
def total_cooling(unit_count: float, cooling_capacity_kw: float) -> float:
    """Cooling capacity of all units together."""
    return unit_count * cooling_capacity_kw


@formula("power_kw__backup", "max(heater_power_kw__total, backup_kw / efficiency_fraction)", source=PRACTICE)
def backup_power(heater_power_kw__total: float, backup_kw: float, efficiency_fraction: float) -> float:
    """Electric power of a backup: that of the heaters installed, or of its heat where none are listed.

    >>> backup_power(60.0, 49.0, 0.98), backup_power(0.0, 49.0, 0.98)
    (60.0, 50.0)
    """
    return max(heater_power_kw__total, backup_kw / efficiency_fraction)


@formula(
    "power_kw__winter",
    "max(power_kw__bivalent, power_kw__design, power_kw__charging) + power_kw__backup",
    source=PRACTICE,
)
def winter_power(
    power_kw__bivalent: float, power_kw__design: float, power_kw__charging: float, power_kw__backup: float
) -> float:
    """Greatest electric power of heating whose backup may run beside the units.

    All units at the worst of the bivalent point, the design point and the charging of a store, and all of
    the electric backup: nothing keeps it off while the units start again after a standstill or defrost.

    >>> winter_power(300.0, 200.0, 0.0, 100.0)
    400.0
    """
    return max(power_kw__bivalent, power_kw__design, power_kw__charging) + power_kw__backup


@formula(
    "power_kw__winter",
    "max(power_kw__bivalent, power_kw__design, power_kw__charging, power_kw__backup)",
    source=PHYSICS,
)
def winter_power_alternative(
    power_kw__bivalent: float, power_kw__design: float, power_kw__charging: float, power_kw__backup: float
) -> float:
    """Greatest electric power of heating whose backup runs only while the units stand still.

    >>> winter_power_alternative(300.0, 0.0, 350.0, 500.0)
    500.0
    """
    return max(power_kw__bivalent, power_kw__design, power_kw__charging, power_kw__backup)


@formula(
    "connected_power_kw",
    "max(max(power_kw__winter, power_kw__summer) + power_kw__hot_water + power_kw__pumps, power_peak_kw)",
    source=PHYSICS,
)
def connected_power(
    power_kw__winter: float,
    power_kw__summer: float,
    power_kw__hot_water: float,
    power_kw__pumps: float,
    power_peak_kw: float,
) -> float:
    """Power the supply must carry: heating and cooling never run together, the rest beside either.

    Never less than the greatest power of any hour of the year.

    >>> connected_power(300.0, 120.0, 40.0, 10.0, 320.0)
    350.0
    >>> connected_power(300.0, 120.0, 40.0, 10.0, 360.0)
    360.0
    """
    together = max(power_kw__winter, power_kw__summer) + power_kw__hot_water + power_kw__pumps
    return max(together, power_peak_kw)


@formula("full_load_h", "heat_load_kwh / heat_load_kw", source=PHYSICS)
def full_load_hours(heat_load_kwh: float, heat_load_kw: float) -> float:
    """Hours at the design load that make the heat of the year."""
    return heat_load_kwh / heat_load_kw


@formula("power_kw", "unit_count * capacity_kw / cop", source=PHYSICS)
def power_of_units(unit_count: float, capacity_kw: float, cop: float) -> float:
    """Electric power of all units at full output."""
    return unit_count * capacity_kw / cop


@formula(
    "annuity_fraction",
    "discount_rate_fraction / (1 - (1 + discount_rate_fraction) ** (-life_y))",
    source=PHYSICS,
)
def annuity(discount_rate_fraction: float, life_y: float) -> float:
    """Share of a first cost that falls on each year of a life.

    >>> round(annuity(0.07, 15), 4)
    0.1098
    """
    return float(discount_rate_fraction / (1 - (1 + discount_rate_fraction) ** (-life_y)))


@formula("first_cost_yuan", "unit_count * unit_price_yuan + unit_price_yuan__backup", source=PHYSICS)
def first_cost(unit_count: float, unit_price_yuan: float, unit_price_yuan__backup: float) -> float:
    """Price of units and backup; ``unit_price_yuan__backup`` is 0 where none is bought.

    >>> first_cost(4, 215_000.0, 53_500.0)
    913500.0
    """
    return unit_count * unit_price_yuan + unit_price_yuan__backup


@formula(
    "yearly_cost_yuan",
    "first_cost_yuan * (annuity_fraction + maintenance_fraction) + energy_cost_yuan",
    source=PHYSICS,
)
def yearly_cost(
    first_cost_yuan: float, annuity_fraction: float, maintenance_fraction: float, energy_cost_yuan: float
) -> float:
    """Capital, maintenance and energy of a year."""
    return first_cost_yuan * (annuity_fraction + maintenance_fraction) + energy_cost_yuan
