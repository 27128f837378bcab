"""What the same heat would cost and emit from another heat source, and what a subsidy leaves to pay."""

from __future__ import annotations

from .sheet import formula

PHYSICS = "first_principles"


@formula("heat_kwh", "heat_kwh__asked - heat_unmet_kwh", source=PHYSICS)
def heat_delivered(heat_kwh__asked: float, heat_unmet_kwh: float) -> float:
    """Heat of the year without what was not delivered: others are asked for no more.

    >>> heat_delivered(10_000.0, 400.0)
    9600.0
    """
    return heat_kwh__asked - heat_unmet_kwh


@formula("energy_kwh", "heat_kwh / rival_efficiency", source=PHYSICS)
def energy_used(heat_kwh: float, rival_efficiency: float) -> float:
    """Fuel or power for a heat.

    >>> energy_used(9000.0, 0.6)
    15000.0
    """
    return heat_kwh / rival_efficiency


@formula("fuel_amount", "energy_kwh / fuel_kwh_unit", source=PHYSICS)
def fuel_burnt(energy_kwh: float, fuel_kwh_unit: float) -> float:
    """Fuel in its own unit."""
    return energy_kwh / fuel_kwh_unit


@formula("energy_cost_yuan__rival", "fuel_amount * fuel_price_yuan_unit", source=PHYSICS)
def fuel_cost(fuel_amount: float, fuel_price_yuan_unit: float) -> float:
    """What the fuel costs."""
    return fuel_amount * fuel_price_yuan_unit


@formula("energy_cost_yuan__rival", "energy_kwh * price_mean_yuan_kwh", source=PHYSICS)
def power_cost(energy_kwh: float, price_mean_yuan_kwh: float) -> float:
    """What the power of direct heating costs, at the price of the hours in which heat is asked."""
    return energy_kwh * price_mean_yuan_kwh


@formula("emission_tco2", "fuel_amount * fuel_kgco2_unit / 1000", source=PHYSICS)
def fuel_emission(fuel_amount: float, fuel_kgco2_unit: float) -> float:
    """Carbon dioxide of a fuel."""
    return fuel_amount * fuel_kgco2_unit / 1000


@formula("emission_tco2", "energy_kwh * grid_factor_kgco2_kwh / 1000", source=PHYSICS)
def power_emission(energy_kwh: float, grid_factor_kgco2_kwh: float) -> float:
    """Carbon dioxide of power from the grid.

    >>> power_emission(10_000.0, 0.5)
    5.0
    """
    return energy_kwh * grid_factor_kgco2_kwh / 1000


@formula("emission_tco2", "emission_tco2__power + emission_tco2__fuel", source=PHYSICS)
def emission_together(emission_tco2__power: float, emission_tco2__fuel: float) -> float:
    """Carbon dioxide of a plant with a backup that burns fuel."""
    return emission_tco2__power + emission_tco2__fuel


@formula(
    "energy_cost_yuan__heat_pump", "energy_cost_yuan__heating + energy_cost_yuan__hot_water", source=PHYSICS
)
def heat_pump_cost(energy_cost_yuan__heating: float, energy_cost_yuan__hot_water: float) -> float:
    """Energy of the heat pumps for heating and hot water."""
    return energy_cost_yuan__heating + energy_cost_yuan__hot_water


@formula("energy_kwh", "electricity_kwh__heating + electricity_kwh__hot_water", source=PHYSICS)
def heat_pump_power(electricity_kwh__heating: float, electricity_kwh__hot_water: float) -> float:
    """Electricity of the heat pumps for heating and hot water, with backup and pumps."""
    return electricity_kwh__heating + electricity_kwh__hot_water


@formula("energy_saving_yuan", "energy_cost_yuan__rival - energy_cost_yuan__heat_pump", source=PHYSICS)
def saving_beside(energy_cost_yuan__rival: float, energy_cost_yuan__heat_pump: float) -> float:
    """What the heat pumps save; negative where they cost more."""
    return energy_cost_yuan__rival - energy_cost_yuan__heat_pump


@formula("emission_saving_tco2", "emission_tco2__rival - emission_tco2__heat_pump", source=PHYSICS)
def emission_saving(emission_tco2__rival: float, emission_tco2__heat_pump: float) -> float:
    """What the heat pumps emit less; negative where they emit more."""
    return emission_tco2__rival - emission_tco2__heat_pump


@formula("equipment_price_yuan__offered", "equipment_price_yuan * (1 - discount_fraction)", source=PHYSICS)
def offered_price(equipment_price_yuan: float, discount_fraction: float) -> float:
    """Equipment after the discount: what a share of its price is taken of."""
    return equipment_price_yuan * (1 - discount_fraction)


@formula(
    "subsidy_asked_yuan",
    "subsidy_fixed_yuan + subsidy_fraction * equipment_price_yuan__offered + subsidy_yuan_m2 * area_m2",
    source=PHYSICS,
)
def subsidy_asked(
    subsidy_fixed_yuan: float,
    subsidy_fraction: float,
    equipment_price_yuan__offered: float,
    subsidy_yuan_m2: float,
    area_m2: float,
) -> float:
    """Subsidy by its rule before any cap.

    >>> subsidy_asked(0.0, 0.2, 20_000.0, 0.0, 120.0)
    4000.0
    """
    return subsidy_fixed_yuan + subsidy_fraction * equipment_price_yuan__offered + subsidy_yuan_m2 * area_m2


@formula("subsidy_yuan", "min(subsidy_asked_yuan, equipment_price_yuan__offered)", source=PHYSICS)
def subsidy_granted(subsidy_asked_yuan: float, equipment_price_yuan__offered: float) -> float:
    """Nobody is paid more than the equipment costs."""
    return min(subsidy_asked_yuan, equipment_price_yuan__offered)


@formula(
    "subsidy_yuan", "min(subsidy_asked_yuan, subsidy_cap_yuan, equipment_price_yuan__offered)", source=PHYSICS
)
def subsidy_capped(
    subsidy_asked_yuan: float, subsidy_cap_yuan: float, equipment_price_yuan__offered: float
) -> float:
    """The same with the cap of the rule.

    >>> subsidy_capped(30_000.0, 24_000.0, 26_000.0)
    24000.0
    """
    return min(subsidy_asked_yuan, subsidy_cap_yuan, equipment_price_yuan__offered)


@formula("subsidised_kwh", "min(electricity_kwh, electricity_subsidy_cap_kwh)", source=PHYSICS)
def subsidised_power(electricity_kwh: float, electricity_subsidy_cap_kwh: float) -> float:
    """Electricity of the season that is subsidised."""
    return min(electricity_kwh, electricity_subsidy_cap_kwh)


@formula("electricity_subsidy_yuan", "subsidised_kwh * electricity_subsidy_yuan_kwh", source=PHYSICS)
def power_subsidy(subsidised_kwh: float, electricity_subsidy_yuan_kwh: float) -> float:
    """What is paid towards the power of a season."""
    return subsidised_kwh * electricity_subsidy_yuan_kwh


@formula("energy_cost_after_yuan", "max(0, energy_cost_yuan - electricity_subsidy_yuan)", source=PHYSICS)
def cost_after_subsidy(energy_cost_yuan: float, electricity_subsidy_yuan: float) -> float:
    """Energy of the season that is left to pay."""
    return max(0, energy_cost_yuan - electricity_subsidy_yuan)


@formula("total_after_subsidy_yuan", "total_yuan - subsidy_yuan", source=PHYSICS)
def total_after_subsidy(total_yuan: float, subsidy_yuan: float) -> float:
    """What the buyer is left to pay of the total once the subsidy has come; the contract's price stays."""
    return total_yuan - subsidy_yuan


@formula("equipment_price_yuan__subsidised", "equipment_price_yuan__offered - subsidy_yuan", source=PHYSICS)
def price_after_subsidy(equipment_price_yuan__offered: float, subsidy_yuan: float) -> float:
    """Equipment less its subsidy."""
    return equipment_price_yuan__offered - subsidy_yuan


@formula("specific_cost_yuan_m2", "energy_cost_after_yuan / heated_area_m2", source=PHYSICS)
def cost_per_heated_area(energy_cost_after_yuan: float, heated_area_m2: float) -> float:
    """The bill that is left for each square metre heated."""
    return energy_cost_after_yuan / heated_area_m2


@formula("yearly_saving_yuan", "energy_saving_yuan + electricity_subsidy_yuan", source=PHYSICS)
def saving_with_subsidy(energy_saving_yuan: float, electricity_subsidy_yuan: float) -> float:
    """What is saved each year with the subsidy of the power."""
    return energy_saving_yuan + electricity_subsidy_yuan
