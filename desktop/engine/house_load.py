"""Heating of a dwelling of which only some rooms are heated, and at times let cool down."""

from __future__ import annotations

from .sheet import formula

PHYSICS = "first_principles"
PRACTICE = "engineering_practice"
GB50824 = "gbt50824_recalled"


@formula("heated_area_m2", "floor_area_m2 * heated_share_fraction", source=PRACTICE)
def heated_area(floor_area_m2: float, heated_share_fraction: float) -> float:
    """Heated share of a dwelling's floor.

    >>> round(heated_area(120.0, 0.7), 6)
    84.0
    """
    return floor_area_m2 * heated_share_fraction


@formula(
    "t_indoor_year_c",
    "t_indoor_winter_c - absent_fraction * setback_effect_fraction * (t_indoor_winter_c - t_setback_c)",
    source=PRACTICE,
)
def mean_indoor_temperature(
    t_indoor_winter_c: float, absent_fraction: float, setback_effect_fraction: float, t_setback_c: float
) -> float:
    """Mean room temperature of a season in which the rooms are let cool down while nobody is in.

    A house stores heat, so that only a part of the set-back degrees is reached on average; an estimate.

    >>> mean_indoor_temperature(18.0, 0.5, 0.5, 14.0)
    17.0
    """
    return t_indoor_winter_c - absent_fraction * setback_effect_fraction * (t_indoor_winter_c - t_setback_c)


@formula("footprint_m2", "floor_area_m2 / storey_count", source=PHYSICS)
def house_footprint(floor_area_m2: float, storey_count: float) -> float:
    """Ground area of the whole house."""
    return floor_area_m2 / storey_count


@formula(
    "facade_area_m2__exposed",
    "facade_area_m2 * exposed_wall_fraction * heated_area_m2 / floor_area_m2",
    source=PRACTICE,
)
def exposed_walls(
    facade_area_m2: float, exposed_wall_fraction: float, heated_area_m2: float, floor_area_m2: float
) -> float:
    """Outer walls with windows of the heated rooms, which hold their share of the walls of the house."""
    return facade_area_m2 * exposed_wall_fraction * heated_area_m2 / floor_area_m2


@formula("footprint_m2__roof", "heated_area_m2 / storey_count * exposed_roof_fraction", source=PRACTICE)
def exposed_roof(heated_area_m2: float, storey_count: float, exposed_roof_fraction: float) -> float:
    """Roof above heated rooms."""
    return heated_area_m2 / storey_count * exposed_roof_fraction


@formula("footprint_m2__ground", "heated_area_m2 / storey_count * exposed_floor_fraction", source=PRACTICE)
def exposed_floor(heated_area_m2: float, storey_count: float, exposed_floor_fraction: float) -> float:
    """Floor on the ground below heated rooms."""
    return heated_area_m2 / storey_count * exposed_floor_fraction


@formula(
    "transmission_w_k",
    "(u_wall_w_m2k * max(0, facade_area_m2__exposed - window_area_m2) + u_window_w_m2k * window_area_m2"
    " + u_roof_w_m2k * footprint_m2__roof + ground_factor * u_floor_w_m2k * footprint_m2__ground)"
    " * (1 + envelope_addition_fraction)",
    source=GB50824,
)
def house_transmission(
    u_wall_w_m2k: float,
    facade_area_m2__exposed: float,
    window_area_m2: float,
    u_window_w_m2k: float,
    u_roof_w_m2k: float,
    footprint_m2__roof: float,
    ground_factor: float,
    u_floor_w_m2k: float,
    footprint_m2__ground: float,
    envelope_addition_fraction: float,
) -> float:
    """Heat lost through what the heated rooms show to the weather, per kelvin.

    The walls to unheated rooms are covered by the addition, as are orientation and wind.
    """
    walls = u_wall_w_m2k * max(0, facade_area_m2__exposed - window_area_m2) + u_window_w_m2k * window_area_m2
    level = u_roof_w_m2k * footprint_m2__roof + ground_factor * u_floor_w_m2k * footprint_m2__ground
    return (walls + level) * (1 + envelope_addition_fraction)


@formula(
    "season_load_fraction",
    "max(0, (t_balance_c - t_outdoor_c__design) / (t_indoor_winter_c - t_outdoor_c__design))",
    source=PHYSICS,
)
def season_share(t_balance_c: float, t_outdoor_c__design: float, t_indoor_winter_c: float) -> float:
    """Load of a typical year at the design temperature by the design load, which counts no gains.

    >>> season_share(14.0, -8.0, 18.0) == 22.0 / 26.0
    True
    """
    return max(0, (t_balance_c - t_outdoor_c__design) / (t_indoor_winter_c - t_outdoor_c__design))


@formula("heat_kwh", "coal_used_t * 1000 * fuel_kwh_unit * measured_efficiency", source=PHYSICS)
def heat_of_coal(coal_used_t: float, fuel_kwh_unit: float, measured_efficiency: float) -> float:
    """Useful heat of a season's coal; the heating value is that of a kilogram.

    >>> heat_of_coal(3.0, 6.0, 0.5)
    9000.0
    """
    return coal_used_t * 1000 * fuel_kwh_unit * measured_efficiency


@formula("heat_kwh", "gas_used_m3 * fuel_kwh_unit * measured_efficiency", source=PHYSICS)
def heat_of_gas(gas_used_m3: float, fuel_kwh_unit: float, measured_efficiency: float) -> float:
    """Useful heat of a season's gas."""
    return gas_used_m3 * fuel_kwh_unit * measured_efficiency


@formula("heat_kwh", "electricity_used_kwh * measured_efficiency", source=PHYSICS)
def heat_of_electricity(electricity_used_kwh: float, measured_efficiency: float) -> float:
    """Useful heat of a season's direct electric heating."""
    return electricity_used_kwh * measured_efficiency


@formula(
    "heat_load_kw",
    "heat_kwh / degree_hours_kh * (t_indoor_winter_c - t_outdoor_c__design)",
    source=PHYSICS,
)
def load_from_degree_hours(
    heat_kwh: float, degree_hours_kh: float, t_indoor_winter_c: float, t_outdoor_c__design: float
) -> float:
    """Design load of a house from the heat of a season and the degree hours it was kept warm against.

    >>> load_from_degree_hours(10_000.0, 40_000.0, 18.0, -10.0)
    7.0
    """
    return heat_kwh / degree_hours_kh * (t_indoor_winter_c - t_outdoor_c__design)


@formula("heat_per_room_w", "heat_load_kw * 1000 / heated_room_count", source=PHYSICS)
def heat_per_room(heat_load_kw: float, heated_room_count: float) -> float:
    """What each heated room asks on average."""
    return heat_load_kw * 1000 / heated_room_count
