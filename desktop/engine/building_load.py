"""Heating and cooling load of a building: by area index, by a simple envelope, and back from measured use."""

from __future__ import annotations

from .sheet import formula

PRACTICE = "engineering_practice"
GB50736 = "gb50736_2012_recalled"
CJJ34 = "cjjt34_2022_recalled"
PHYSICS = "first_principles"


@formula("heat_load_kw", "heating_index_w_m2 * heated_area_m2 / 1000", source=CJJ34, clause="3.1")
def load_by_index(heating_index_w_m2: float, heated_area_m2: float) -> float:
    """Design heat load by area index.

    >>> load_by_index(40.0, 680_000.0)
    27200.0
    """
    return heating_index_w_m2 * heated_area_m2 / 1000


@formula("footprint_m2", "heated_area_m2 / storey_count", source=PHYSICS)
def footprint(heated_area_m2: float, storey_count: float) -> float:
    """Ground area of a block of equal storeys."""
    return heated_area_m2 / storey_count


@formula(
    "facade_area_m2",
    "2 * (1 + plan_ratio) * sqrt(footprint_m2 / plan_ratio) * storey_height_m * storey_count",
    source=PHYSICS,
)
def facade_area(plan_ratio: float, footprint_m2: float, storey_height_m: float, storey_count: float) -> float:
    """Outer walls with windows of a rectangular block; ``plan_ratio`` is length over width."""
    return float(2 * (1 + plan_ratio) * (footprint_m2 / plan_ratio) ** 0.5 * storey_height_m * storey_count)


@formula("window_area_m2", "window_wall_fraction * facade_area_m2", source=PHYSICS)
def window_area(window_wall_fraction: float, facade_area_m2: float) -> float:
    """Windows as a share of the outer walls."""
    return window_wall_fraction * facade_area_m2


@formula(
    "transmission_w_k",
    "(u_wall_w_m2k * (facade_area_m2 - window_area_m2) + u_window_w_m2k * window_area_m2"
    " + (u_roof_w_m2k + ground_factor * u_floor_w_m2k) * footprint_m2) * (1 + envelope_addition_fraction)",
    source=GB50736,
    clause="5.2.4",
)
def transmission(
    u_wall_w_m2k: float,
    facade_area_m2: float,
    window_area_m2: float,
    u_window_w_m2k: float,
    u_roof_w_m2k: float,
    ground_factor: float,
    u_floor_w_m2k: float,
    footprint_m2: float,
    envelope_addition_fraction: float,
) -> float:
    """Heat lost through the envelope per kelvin, with one addition for orientation and wind.

    ``ground_factor`` weighs the floor against ground, whose other side is warmer than the air.
    """
    opaque = u_wall_w_m2k * (facade_area_m2 - window_area_m2) + u_window_w_m2k * window_area_m2
    level = (u_roof_w_m2k + ground_factor * u_floor_w_m2k) * footprint_m2
    return (opaque + level) * (1 + envelope_addition_fraction)


@formula("air_density_kg_m3", "3.4837 * pressure_air_kpa / (t_outdoor_c + 273.15)", source=PHYSICS)
def air_density(pressure_air_kpa: float, t_outdoor_c: float) -> float:
    """Density of dry air, an ideal gas with R = 287.05 J/(kg K).

    >>> round(air_density(101.325, 0.0), 3)
    1.292
    """
    return 3.4837 * pressure_air_kpa / (t_outdoor_c + 273.15)


@formula("t_balance_c", "t_indoor_year_c - dt_gains_k", source=PRACTICE)
def balance_temperature(t_indoor_year_c: float, dt_gains_k: float) -> float:
    """Outdoor temperature at which sun, people and lamps alone keep the house warm."""
    return t_indoor_year_c - dt_gains_k


@formula(
    "infiltration_w_k",
    "0.28 * 1.006 * air_density_kg_m3 * air_change_per_h * heated_area_m2 * storey_height_m"
    " * net_volume_fraction",
    source=GB50736,
    clause="5.2.11",
)
def infiltration(
    air_density_kg_m3: float,
    air_change_per_h: float,
    heated_area_m2: float,
    storey_height_m: float,
    net_volume_fraction: float,
) -> float:
    """Heat to warm the air that leaks in, per kelvin."""
    return (
        0.28
        * 1.006
        * air_density_kg_m3
        * air_change_per_h
        * heated_area_m2
        * storey_height_m
        * net_volume_fraction
    )


@formula(
    "fresh_air_w_k",
    "0.28 * 1.006 * air_density_kg_m3 * fresh_air_m3_h_person * person_count * (1 - heat_recovery_fraction)",
    source=GB50736,
    clause="5.2.11",
)
def fresh_air(
    air_density_kg_m3: float, fresh_air_m3_h_person: float, person_count: float, heat_recovery_fraction: float
) -> float:
    """Heat to warm the fresh air of the ventilation after its heat recovery, per kelvin."""
    flow = fresh_air_m3_h_person * person_count
    return 0.28 * 1.006 * air_density_kg_m3 * flow * (1 - heat_recovery_fraction)


@formula(
    "heat_load_kw",
    "(transmission_w_k + infiltration_w_k + fresh_air_w_k) * (t_indoor_winter_c - t_outdoor_c) / 1000",
    source=GB50736,
    clause="5.2",
)
def load_by_envelope(
    transmission_w_k: float,
    infiltration_w_k: float,
    fresh_air_w_k: float,
    t_indoor_winter_c: float,
    t_outdoor_c: float,
) -> float:
    """Design heat load of a simple envelope, without gains."""
    return (transmission_w_k + infiltration_w_k + fresh_air_w_k) * (t_indoor_winter_c - t_outdoor_c) / 1000


@formula("heat_load_kw__low", "heat_load_kw * load_low_ratio", source=PRACTICE)
def load_low(heat_load_kw: float, load_low_ratio: float) -> float:
    """The low end of an estimate's usual spread."""
    return heat_load_kw * load_low_ratio


@formula("heat_load_kw__high", "heat_load_kw * load_high_ratio", source=PRACTICE)
def load_high(heat_load_kw: float, load_high_ratio: float) -> float:
    """The high end of an estimate's usual spread."""
    return heat_load_kw * load_high_ratio


@formula("heating_index_w_m2", "heat_load_kw * 1000 / heated_area_m2", source=PHYSICS)
def index_of_load(heat_load_kw: float, heated_area_m2: float) -> float:
    """The area index a load comes to."""
    return heat_load_kw * 1000 / heated_area_m2


@formula(
    "heat_load_kw",
    "measured_electricity_kwh_m2d / 24 * heated_area_m2 * seasonal_cop / metered_heat_fraction"
    " * (t_balance_c - t_outdoor_c__design) / (t_balance_c - t_outdoor_c__mean)",
    source=PHYSICS,
)
def load_from_electricity(
    measured_electricity_kwh_m2d: float,
    heated_area_m2: float,
    seasonal_cop: float,
    metered_heat_fraction: float,
    t_balance_c: float,
    t_outdoor_c__design: float,
    t_outdoor_c__mean: float,
) -> float:
    """Design load worked back from the electricity a heat-pump plant used over a period.

    ``metered_heat_fraction`` is the share of the heat that the metered electricity made;
    ``t_outdoor_c__mean`` is the mean outdoor temperature of the period.
    """
    mean = measured_electricity_kwh_m2d / 24 * heated_area_m2 * seasonal_cop / metered_heat_fraction
    return mean * (t_balance_c - t_outdoor_c__design) / (t_balance_c - t_outdoor_c__mean)


@formula("heat_kwh", "fuel_amount * fuel_kwh_unit * boiler_efficiency", source=PHYSICS)
def heat_of_fuel(fuel_amount: float, fuel_kwh_unit: float, boiler_efficiency: float) -> float:
    """Useful heat of a season's fuel."""
    return fuel_amount * fuel_kwh_unit * boiler_efficiency


@formula("heat_load_kw", "heat_kwh / full_load_h", source=PHYSICS)
def load_from_season_heat(heat_kwh: float, full_load_h: float) -> float:
    """Design load worked back from a season's heat and the full-load hours of the climate."""
    return heat_kwh / full_load_h


@formula(
    "heat_load_kw",
    "heat_load_kw__building * (1 + pipe_loss_fraction) * (1 + load_margin_fraction)",
    source=PRACTICE,
)
def load_with_losses(
    heat_load_kw__building: float, pipe_loss_fraction: float, load_margin_fraction: float
) -> float:
    """What the plant has to give: the building's load, the loss of the pipes and the margin, each once."""
    return heat_load_kw__building * (1 + pipe_loss_fraction) * (1 + load_margin_fraction)


@formula("load_ratio", "heat_load_kw__other / heat_load_kw", source=PHYSICS)
def ratio_of_loads(heat_load_kw__other: float, heat_load_kw: float) -> float:
    """One way to the load by the one that is used."""
    return heat_load_kw__other / heat_load_kw


@formula(
    "cooling_load_kw",
    "cooling_index_w_m2 * cooled_area_m2 * cooling_diversity_fraction / 1000",
    source="cooling_index_handbook",
)
def cooling_by_index(
    cooling_index_w_m2: float, cooled_area_m2: float, cooling_diversity_fraction: float
) -> float:
    """Design cooling load by area index; for construction it needs hour-by-hour loads."""
    return cooling_index_w_m2 * cooled_area_m2 * cooling_diversity_fraction / 1000


@formula(
    "radiator_output_fraction",
    "(((t_supply_c + t_return_c) / 2 - t_indoor_c)"
    " / ((t_supply_c__radiator + t_return_c__radiator) / 2 - t_indoor_c)) ** radiator_exponent",
    source=PRACTICE,
)
def radiator_output(
    t_supply_c: float,
    t_return_c: float,
    t_indoor_c: float,
    t_supply_c__radiator: float,
    t_return_c__radiator: float,
    radiator_exponent: float,
) -> float:
    """Share of its design output that a radiator gives with cooler water.

    >>> round(radiator_output(60, 50, 20, 75, 50, 1.3), 3)
    0.777
    """
    mean = (t_supply_c + t_return_c) / 2 - t_indoor_c
    design_mean = (t_supply_c__radiator + t_return_c__radiator) / 2 - t_indoor_c
    return float((mean / design_mean) ** radiator_exponent)
