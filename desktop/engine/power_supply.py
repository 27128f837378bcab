"""Power supply of a plant: apparent power, number and size of transformers."""

from __future__ import annotations

from math import ceil

from .sheet import formula

PHYSICS = "first_principles"
PRACTICE = "engineering_practice"


@formula(
    "power_kw__worst",
    "(max(power_kw__units + power_kw__backup + power_kw__pumps, connected_power_kw) + other_power_kw)"
    " * demand_fraction",
    source=PRACTICE,
)
def worst_power(
    power_kw__units: float,
    power_kw__backup: float,
    power_kw__pumps: float,
    connected_power_kw: float,
    other_power_kw: float,
    demand_fraction: float,
) -> float:
    """Power with every unit at the greatest power it ever takes, pumps, backup and the rest beside it.

    Never less than the connected power of the plant, which knows of summer, hot water and every hour's peak.

    >>> worst_power(1000.0, 100.0, 50.0, 1100.0, 10.0, 0.9)
    1044.0
    >>> worst_power(1000.0, 100.0, 50.0, 1190.0, 10.0, 0.9)
    1080.0
    """
    units = max(power_kw__units + power_kw__backup + power_kw__pumps, connected_power_kw)
    return (units + other_power_kw) * demand_fraction


@formula("power_kw__units", "max(power_kw__units, power_kw__charging)", source=PHYSICS)
def units_with_charging(power_kw__units: float, power_kw__charging: float) -> float:
    """Greatest power of units which also charge a store of hotter water.

    >>> units_with_charging(900.0, 1060.0)
    1060.0
    """
    return max(power_kw__units, power_kw__charging)


@formula("apparent_power_kva", "power_kw__worst / power_factor", source=PHYSICS)
def apparent_power(power_kw__worst: float, power_factor: float) -> float:
    """Apparent power of a load.

    >>> apparent_power(900.0, 0.9)
    1000.0
    """
    return power_kw__worst / power_factor


@formula(
    "transformer_count",
    "ceil(apparent_power_kva / (transformer_max_kva * transformer_load_max_fraction))",
    source=PRACTICE,
)
def transformer_count(
    apparent_power_kva: float, transformer_max_kva: float, transformer_load_max_fraction: float
) -> float:
    """Fewest transformers of the largest size allowed.

    >>> transformer_count(14_000.0, 2000.0, 0.85)
    9
    """
    return ceil(apparent_power_kva / (transformer_max_kva * transformer_load_max_fraction))


@formula(
    "transformer_kva__least",
    "apparent_power_kva / (transformer_count * transformer_load_max_fraction)",
    source=PRACTICE,
)
def least_transformer(
    apparent_power_kva: float, transformer_count: float, transformer_load_max_fraction: float
) -> float:
    """Smallest size of each that keeps the load's limit.

    >>> round(least_transformer(14_000.0, 9, 0.85), 1)
    1830.1
    """
    return apparent_power_kva / (transformer_count * transformer_load_max_fraction)


@formula(
    "transformer_load_fraction", "apparent_power_kva / (transformer_count * transformer_kva)", source=PHYSICS
)
def transformer_load(apparent_power_kva: float, transformer_count: float, transformer_kva: float) -> float:
    """How far transformers are loaded.

    >>> round(transformer_load(14_000.0, 9, 2000.0), 3)
    0.778
    """
    return apparent_power_kva / (transformer_count * transformer_kva)


@formula("transformer_kva__total", "transformer_count * transformer_kva", source=PHYSICS)
def all_transformers(transformer_count: float, transformer_kva: float) -> float:
    """Size of all transformers together."""
    return transformer_count * transformer_kva


@formula(
    "heat_left_fraction",
    "min(1, (unit_count * unit_share_left_fraction * capacity_kw + backup_kw) / heat_load_kw)",
    source=PRACTICE,
)
def share_left(
    unit_count: float,
    unit_share_left_fraction: float,
    capacity_kw: float,
    backup_kw: float,
    heat_load_kw: float,
) -> float:
    """Share of the design load that can still be given when a part of the plant is out.

    >>> share_left(144, 0.875, 189.0, 0.0, 27_200.0)
    0.8755147058823529
    """
    return min(1.0, (unit_count * unit_share_left_fraction * capacity_kw + backup_kw) / heat_load_kw)


@formula(
    "total_capacity_kw__left",
    "unit_count * unit_share_left_fraction * capacity_kw + backup_kw",
    source=PRACTICE,
)
def heat_left(
    unit_count: float, unit_share_left_fraction: float, capacity_kw: float, backup_kw: float
) -> float:
    """Heat that can still be given at the design point when a part of the plant is out.

    >>> heat_left(100, 0.75, 200.0, 500.0)
    15500.0
    """
    return unit_count * unit_share_left_fraction * capacity_kw + backup_kw
