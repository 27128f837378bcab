"""A heat network: mixed returns, primary water behind substations, load of a part of the area."""

from __future__ import annotations

from math import ceil

from .sheet import formula

PHYSICS = "first_principles"


@formula("heat_rate_kw_k", "heat_load_kw / (t_supply_c__network - t_return_c)", source=PHYSICS)
def heat_rate(heat_load_kw: float, t_supply_c__network: float, t_return_c: float) -> float:
    """Heat capacity rate of the network's water that a building draws.

    >>> heat_rate(1000.0, 55.0, 45.0)
    100.0
    """
    return heat_load_kw / (t_supply_c__network - t_return_c)


@formula("t_return_c__mixed", "t_supply_c__network - heat_load_kw / heat_rate_kw_k", source=PHYSICS)
def mixed_return(t_supply_c__network: float, heat_load_kw: float, heat_rate_kw_k: float) -> float:
    """Return of all buildings together, mixed by their flows.

    >>> round(mixed_return(55.0, 2000.0, 150.0), 2)
    41.67
    """
    return t_supply_c__network - heat_load_kw / heat_rate_kw_k


@formula("t_supply_c", "t_supply_c__network + substation_approach_k", source=PHYSICS)
def primary_supply(t_supply_c__network: float, substation_approach_k: float) -> float:
    """Supply at the plant; the approach is 0 where buildings are fed directly.

    >>> primary_supply(55.0, 3.0)
    58.0
    """
    return t_supply_c__network + substation_approach_k


@formula("t_return_c", "t_return_c__mixed + substation_approach_k", source=PHYSICS)
def primary_return(t_return_c__mixed: float, substation_approach_k: float) -> float:
    """Return at the plant, with equal flows on both sides of the substations.

    >>> primary_return(45.0, 3.0)
    48.0
    """
    return t_return_c__mixed + substation_approach_k


@formula("heat_load_kw", "heat_load_kw__whole * connected_area_m2 / heated_area_m2", source=PHYSICS)
def load_of_area(heat_load_kw__whole: float, connected_area_m2: float, heated_area_m2: float) -> float:
    """Design load of the part that is connected, loss and margin in proportion.

    >>> load_of_area(27_200.0, 350_000.0, 680_000.0)
    14000.0
    """
    return heat_load_kw__whole * connected_area_m2 / heated_area_m2


@formula("unit_count", "ceil(heat_load_kw / unit_capacity_design_kw)", source=PHYSICS)
def count_by_stated_capacity(heat_load_kw: float, unit_capacity_design_kw: float) -> float:
    """Units for a load by the capacity of one at the design point that its maker states.

    >>> count_by_stated_capacity(27_200.0, 189.0)
    144
    """
    return ceil(heat_load_kw / unit_capacity_design_kw)


@formula("capacity_ratio", "unit_capacity_design_kw / capacity_kw__map", source=PHYSICS)
def stated_ratio(unit_capacity_design_kw: float, capacity_kw__map: float) -> float:
    """What a maker states of a unit at the design point, by what its map gives there.

    >>> stated_ratio(189.0, 210.0)
    0.9
    """
    return unit_capacity_design_kw / capacity_kw__map


@formula("heat_loss_kw", "heat_load_kw__building * pipe_loss_fraction", source=PHYSICS)
def network_loss(heat_load_kw__building: float, pipe_loss_fraction: float) -> float:
    """Heat the pipes lose at the design temperature.

    >>> network_loss(1000.0, 0.05)
    50.0
    """
    return heat_load_kw__building * pipe_loss_fraction


@formula("unit_count__per_station", "ceil(unit_count / station_count)", source=PHYSICS)
def units_of_station(unit_count: float, station_count: float) -> float:
    """Units of the largest station.

    >>> units_of_station(145, 2)
    73
    """
    return ceil(unit_count / station_count)


@formula("unit_count__added", "unit_count__stage - unit_count__before", source=PHYSICS)
def units_added(unit_count__stage: float, unit_count__before: float) -> float:
    """Units that a stage adds to those before it."""
    return unit_count__stage - unit_count__before


@formula("load_share_fraction", "heat_load_kw / (unit_count * capacity_kw)", source=PHYSICS)
def load_share(heat_load_kw: float, unit_count: float, capacity_kw: float) -> float:
    """How far running units are loaded.

    >>> load_share(900.0, 5, 200.0)
    0.9
    """
    return heat_load_kw / (unit_count * capacity_kw)


@formula("capacity_kw", "capacity_kw__map * capacity_ratio", source=PHYSICS)
def stated_at(capacity_kw__map: float, capacity_ratio: float) -> float:
    """What a unit gives at a point where its map says otherwise than its maker.

    >>> stated_at(200.0, 0.9)
    180.0
    """
    return capacity_kw__map * capacity_ratio
