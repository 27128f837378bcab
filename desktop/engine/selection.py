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


@formula("capacity_margin_fraction", "unit_count * capacity_kw / heat_load_kw - 1", source=PHYSICS)
def capacity_margin(unit_count: float, capacity_kw: float, heat_load_kw: float) -> float:
    """What the units give above the load, as a share of it; negative is a shortfall."""
    return unit_count * capacity_kw / heat_load_kw - 1


@formula("total_capacity_kw", "unit_count * capacity_kw", source=PHYSICS)
def total_capacity(unit_count: float, capacity_kw: float) -> float:
    """Capacity of all units together."""
    return unit_count * capacity_kw


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
