"""Process heat from waste heat: what is asked, what an exchanger gives, what the rest takes and costs."""

from __future__ import annotations

from math import ceil

from .sheet import formula

PHYSICS = "first_principles"
PRACTICE = "engineering_practice"


@formula("steam_pressure_kpa", "steam_pressure_bar * 100", source=PHYSICS)
def pressure_of_absolute(steam_pressure_bar: float) -> float:
    """Absolute pressure of an absolute pressure in bar."""
    return steam_pressure_bar * 100


@formula("steam_pressure_kpa", "(steam_pressure_bar + 1.01325) * 100", source=PHYSICS)
def pressure_of_gauge(steam_pressure_bar: float) -> float:
    """Absolute pressure of a gauge pressure in bar, over the standard atmosphere.

    >>> round(pressure_of_gauge(4.0), 3)
    501.325
    """
    return (steam_pressure_bar + 1.01325) * 100


@formula("duty_kj_kg", "sink_heat_kj_kgk * (t_sink_out_c - t_sink_in_c)", source=PHYSICS)
def heating_duty(sink_heat_kj_kgk: float, t_sink_out_c: float, t_sink_in_c: float) -> float:
    """Heat that warms a kg of water or air."""
    return sink_heat_kj_kgk * (t_sink_out_c - t_sink_in_c)


@formula("process_heat_kw", "sink_flow_t_h * duty_kj_kg / 3.6", source=PHYSICS)
def process_heat(sink_flow_t_h: float, duty_kj_kg: float) -> float:
    """Heat rate of a flow.

    >>> round(process_heat(1.0, 2412.738), 2)
    670.2
    """
    return sink_flow_t_h * duty_kj_kg / 3.6


@formula("heat_rate_kw_k", "source_flow_t_h * source_heat_kj_kgk / 3.6", source=PHYSICS)
def source_rate(source_flow_t_h: float, source_heat_kj_kgk: float) -> float:
    """Heat of the source for each kelvin it is cooled."""
    return source_flow_t_h * source_heat_kj_kgk / 3.6


@formula(
    "heat_rate_kw_k", "sink_flow_t_h / (1 - blow_down_fraction) * sink_heat_kj_kgk / 3.6", source=PHYSICS
)
def sink_rate(sink_flow_t_h: float, blow_down_fraction: float, sink_heat_kj_kgk: float) -> float:
    """Heat that warms the sink's liquid or air by a kelvin, the water drained included."""
    return sink_flow_t_h / (1 - blow_down_fraction) * sink_heat_kj_kgk / 3.6


@formula(
    "direct_heat_kw",
    "max(0, min(heat_rate_kw_k__sink"
    " * (min(t_source_in_c - pinch_source_k - fouling_k, t_sink_out_c) - t_sink_in_c),"
    " heat_rate_kw_k__source"
    " * (t_source_in_c - max(t_sink_in_c + pinch_source_k + fouling_k, t_source_least_c))))",
    source=PHYSICS,
)
def direct_heat(
    heat_rate_kw_k__sink: float, heat_rate_kw_k__source: float, t_source_in_c: float, t_source_least_c: float,
    t_sink_in_c: float, t_sink_out_c: float, pinch_source_k: float, fouling_k: float,
) -> float:  # fmt: skip
    """Heat that passes from source to sink by itself in counterflow, neither end closer than the pinch.

    >>> round(direct_heat(1.0, 1.0, 60.0, 20.0, 20.0, 90.0, 4.0, 1.0), 1)
    35.0
    """
    return max(
        0,
        min(
            heat_rate_kw_k__sink
            * (min(t_source_in_c - pinch_source_k - fouling_k, t_sink_out_c) - t_sink_in_c),
            heat_rate_kw_k__source
            * (t_source_in_c - max(t_sink_in_c + pinch_source_k + fouling_k, t_source_least_c)),
        ),
    )


@formula("t_sink_c", "t_sink_in_c + direct_heat_kw / heat_rate_kw_k__sink", source=PHYSICS)
def sink_after(t_sink_in_c: float, direct_heat_kw: float, heat_rate_kw_k__sink: float) -> float:
    """Temperature of the sink behind the direct exchanger."""
    return t_sink_in_c + direct_heat_kw / heat_rate_kw_k__sink


@formula("t_source_c", "t_source_in_c - source_heat_kw / heat_rate_kw_k__source", source=PHYSICS)
def source_after(t_source_in_c: float, source_heat_kw: float, heat_rate_kw_k__source: float) -> float:
    """Temperature of the source after giving off a heat."""
    return t_source_in_c - source_heat_kw / heat_rate_kw_k__source


@formula(
    "source_heat_kw__most", "heat_rate_kw_k__source * (t_source_in_c - t_source_least_c)", source=PHYSICS
)
def source_heat_most(heat_rate_kw_k__source: float, t_source_in_c: float, t_source_least_c: float) -> float:
    """Heat the source has above its lowest outlet."""
    return heat_rate_kw_k__source * (t_source_in_c - t_source_least_c)


@formula("power_kw__heat_pump", "pump_heat_kw / (cop__shaft * motor_drive_fraction)", source=PHYSICS)
def heat_pump_power(pump_heat_kw: float, cop__shaft: float, motor_drive_fraction: float) -> float:
    """Electric power of the heat pump's drives."""
    return pump_heat_kw / (cop__shaft * motor_drive_fraction)


@formula("source_heat_kw", "pump_heat_kw * (1 - 1 / cop__shaft)", source=PHYSICS)
def evaporator_heat(pump_heat_kw: float, cop__shaft: float) -> float:
    """Heat that the heat pump takes from the source: what its shaft does not give."""
    return pump_heat_kw * (1 - 1 / cop__shaft)


@formula(
    "power_kw__steam", "sink_flow_t_h * cover_fraction * work_kj_kg / 3.6 / motor_drive_fraction",
    source=PHYSICS,
)  # fmt: skip
def steam_compressor_power(
    sink_flow_t_h: float, cover_fraction: float, work_kj_kg: float, motor_drive_fraction: float
) -> float:
    """Electric power of the steam compressors."""
    return sink_flow_t_h * cover_fraction * work_kj_kg / 3.6 / motor_drive_fraction


@formula(
    "power_kw__system", "power_kw__heat_pump + power_kw__steam + power_kw__auxiliary + power_kw__pumps",
    source=PHYSICS,
)  # fmt: skip
def plant_power(
    power_kw__heat_pump: float, power_kw__steam: float, power_kw__auxiliary: float, power_kw__pumps: float
) -> float:
    """Electric power of the whole plant at full load."""
    return power_kw__heat_pump + power_kw__steam + power_kw__auxiliary + power_kw__pumps


@formula("cop__system", "(plant_heat_kw - direct_heat_kw) / power_kw__system", source=PHYSICS)
def plant_cop(plant_heat_kw: float, direct_heat_kw: float, power_kw__system: float) -> float:
    """Heat made with power over all the power; what the exchanger gives by itself is not counted."""
    return (plant_heat_kw - direct_heat_kw) / power_kw__system


@formula(
    "plant_heat_kw", "direct_heat_kw + cover_fraction * (process_heat_kw - direct_heat_kw)", source=PHYSICS
)
def plant_heat(direct_heat_kw: float, cover_fraction: float, process_heat_kw: float) -> float:
    """Heat that exchanger and heat pump give together at full load."""
    return direct_heat_kw + cover_fraction * (process_heat_kw - direct_heat_kw)


@formula(
    "electricity_kwh_t",
    "power_kw__system / (sink_flow_t_h * plant_heat_kw / process_heat_kw)",
    source=PHYSICS,
)
def electricity_per_tonne(
    power_kw__system: float, sink_flow_t_h: float, plant_heat_kw: float, process_heat_kw: float
) -> float:
    """Electricity for a tonne of what the plant itself makes."""
    return power_kw__system / (sink_flow_t_h * plant_heat_kw / process_heat_kw)


@formula("power_kw__pumps", "pump_power_share_fraction * (source_heat_kw + direct_heat_kw)", source=PRACTICE)
def pumps_power(pump_power_share_fraction: float, source_heat_kw: float, direct_heat_kw: float) -> float:
    """Pumps or fans of source and feed, as a share of the heat the source gives."""
    return pump_power_share_fraction * (source_heat_kw + direct_heat_kw)


@formula("full_load_h", "busy_h + slack_h * slack_load_fraction", source=PHYSICS)
def full_load_hours(busy_h: float, slack_h: float, slack_load_fraction: float) -> float:
    """Hours at full load that make the same heat as the busy and the slack season."""
    return busy_h + slack_h * slack_load_fraction


@formula("product_year_t", "sink_flow_t_h * full_load_h", source=PHYSICS)
def product_of_year(sink_flow_t_h: float, full_load_h: float) -> float:
    """Steam, hot water or hot air of a year."""
    return sink_flow_t_h * full_load_h


@formula("heat_kwh", "process_heat_kw * full_load_h", source=PHYSICS)
def heat_of_year(process_heat_kw: float, full_load_h: float) -> float:
    """Heat of a year."""
    return process_heat_kw * full_load_h


@formula(
    "plant_share_fraction", "source_available_fraction * plant_heat_kw / process_heat_kw", source=PHYSICS
)
def plant_share(source_available_fraction: float, plant_heat_kw: float, process_heat_kw: float) -> float:
    """Share of the year's heat that comes from the waste heat plant."""
    return source_available_fraction * plant_heat_kw / process_heat_kw


@formula("electricity_kwh", "power_kw__system * full_load_h * source_available_fraction", source=PHYSICS)
def electricity_of_year(
    power_kw__system: float, full_load_h: float, source_available_fraction: float
) -> float:
    """Electricity of a year."""
    return power_kw__system * full_load_h * source_available_fraction


@formula("heat_kwh__rest", "heat_kwh * (1 - plant_share_fraction)", source=PHYSICS)
def rest_of_year(heat_kwh: float, plant_share_fraction: float) -> float:
    """Heat that stays with the plant of today."""
    return heat_kwh * (1 - plant_share_fraction)


@formula(
    "energy_cost_yuan",
    "heat_kwh / replaced_efficiency / fuel_kwh_unit * replaced_price_yuan_unit",
    source=PHYSICS,
)
def fuel_cost(
    heat_kwh: float, replaced_efficiency: float, fuel_kwh_unit: float, replaced_price_yuan_unit: float
) -> float:
    """What a heat costs from today's plant.

    >>> round(fuel_cost(670.2, 0.9, 9.886, 4.2), 1)
    316.4
    """
    return heat_kwh / replaced_efficiency / fuel_kwh_unit * replaced_price_yuan_unit


@formula(
    "emission_tco2", "heat_kwh / replaced_efficiency / fuel_kwh_unit * fuel_kgco2_unit / 1000", source=PHYSICS
)
def fuel_emission(
    heat_kwh: float, replaced_efficiency: float, fuel_kwh_unit: float, fuel_kgco2_unit: float
) -> float:
    """Carbon dioxide of a heat from today's plant."""
    return heat_kwh / replaced_efficiency / fuel_kwh_unit * fuel_kgco2_unit / 1000


@formula("energy_cost_yuan", "electricity_kwh * price_mean_yuan_kwh + energy_cost_yuan__rest", source=PHYSICS)
def plant_cost(electricity_kwh: float, price_mean_yuan_kwh: float, energy_cost_yuan__rest: float) -> float:
    """Power of the new plant, and fuel for what it does not give."""
    return electricity_kwh * price_mean_yuan_kwh + energy_cost_yuan__rest


@formula(
    "emission_tco2", "electricity_kwh * grid_factor_kgco2_kwh / 1000 + emission_tco2__rest", source=PHYSICS
)
def plant_emission(electricity_kwh: float, grid_factor_kgco2_kwh: float, emission_tco2__rest: float) -> float:
    """Carbon dioxide of the new plant and of the rest."""
    return electricity_kwh * grid_factor_kgco2_kwh / 1000 + emission_tco2__rest


@formula("emission_saving_tco2", "emission_tco2__present - emission_tco2__system", source=PHYSICS)
def emission_saved(emission_tco2__present: float, emission_tco2__system: float) -> float:
    """What the new plant emits less; negative where it emits more."""
    return emission_tco2__present - emission_tco2__system


@formula(
    "replaced_efficiency",
    "product_year_t * duty_kj_kg / 3.6 / (fuel_year_amount * fuel_kwh_unit)",
    source=PHYSICS,
)
def efficiency_worked_back(
    product_year_t: float, duty_kj_kg: float, fuel_year_amount: float, fuel_kwh_unit: float
) -> float:
    """Efficiency of today's plant from the fuel it burnt and the steam it made.

    >>> round(efficiency_worked_back(1000.0, 2412.7, 75_000.0, 9.886), 3)
    0.904
    """
    return product_year_t * duty_kj_kg / 3.6 / (fuel_year_amount * fuel_kwh_unit)


@formula(
    "equipment_price_yuan",
    "unit_price_yuan__machine + unit_price_yuan__steam + unit_price_yuan__exchanger"
    " + unit_price_yuan__auxiliary",
    source=PHYSICS,
)
def equipment_price(
    unit_price_yuan__machine: float, unit_price_yuan__steam: float, unit_price_yuan__exchanger: float,
    unit_price_yuan__auxiliary: float,
) -> float:  # fmt: skip
    """All equipment of a scheme."""
    return (
        unit_price_yuan__machine + unit_price_yuan__steam + unit_price_yuan__exchanger
        + unit_price_yuan__auxiliary
    )  # fmt: skip


@formula("first_cost_yuan", "equipment_price_yuan * (1 + works_share_fraction)", source=PRACTICE)
def first_cost(equipment_price_yuan: float, works_share_fraction: float) -> float:
    """Equipment and what comes with it."""
    return equipment_price_yuan * (1 + works_share_fraction)


@formula("maintenance_yuan", "first_cost_yuan * maintenance_fraction", source=PRACTICE)
def maintenance(first_cost_yuan: float, maintenance_fraction: float) -> float:
    """Maintenance of a year."""
    return first_cost_yuan * maintenance_fraction


@formula("yearly_saving_yuan", "energy_saving_yuan - maintenance_yuan", source=PHYSICS)
def saving_after_maintenance(energy_saving_yuan: float, maintenance_yuan: float) -> float:
    """What is saved in a year after maintenance; negative where nothing is."""
    return energy_saving_yuan - maintenance_yuan


@formula("energy_saving_yuan", "energy_cost_yuan__present - energy_cost_yuan__system", source=PHYSICS)
def energy_saved(energy_cost_yuan__present: float, energy_cost_yuan__system: float) -> float:
    """What the new plant saves in energy."""
    return energy_cost_yuan__present - energy_cost_yuan__system


@formula("cost_yuan_t", "energy_cost_yuan / product_year_t", source=PHYSICS)
def cost_per_tonne(energy_cost_yuan: float, product_year_t: float) -> float:
    """Energy for a tonne."""
    return energy_cost_yuan / product_year_t


@formula("cost_yuan_t__all_in", "yearly_cost_yuan / product_year_t", source=PHYSICS)
def whole_cost_per_tonne(yearly_cost_yuan: float, product_year_t: float) -> float:
    """A tonne with capital, maintenance and energy."""
    return yearly_cost_yuan / product_year_t


@formula(
    "full_load_h__to_pay",
    "first_cost_yuan * (annuity_fraction + maintenance_fraction) / (energy_saving_yuan / full_load_h)",
    source=PHYSICS,
)
def hours_to_pay(
    first_cost_yuan: float, annuity_fraction: float, maintenance_fraction: float, energy_saving_yuan: float,
    full_load_h: float,
) -> float:  # fmt: skip
    """Full-load hours a year from which the saving carries capital and maintenance."""
    return first_cost_yuan * (annuity_fraction + maintenance_fraction) / (energy_saving_yuan / full_load_h)


@formula("unit_count", "ceil(pump_heat_kw / machine_heat_max_kw)", source=PRACTICE)
def machine_count(pump_heat_kw: float, machine_heat_max_kw: float) -> float:
    """Equal machines that share the heat."""
    return ceil(pump_heat_kw / machine_heat_max_kw)


@formula("vent_flow_m3h", "14 * charge_kg ** (2 / 3) * 3.6", source="gbt9237_recalled")
def emergency_ventilation(charge_kg: float) -> float:
    """Mechanical ventilation of a machine room for a leak: 14 G^(2/3) litres a second.

    >>> round(emergency_ventilation(1000.0))
    5040
    """
    return float(14 * charge_kg ** (2 / 3) * 3.6)


@formula("charge_kg", "charge_kg_kw * pump_heat_kw", source=PRACTICE)
def charge(charge_kg_kw: float, pump_heat_kw: float) -> float:
    """Refrigerant in the plant, by its heat."""
    return charge_kg_kw * pump_heat_kw


@formula(
    "steam_make_up_t_h",
    "sink_flow_t_h * (1 - condensate_return_fraction + blow_down_fraction)",
    source=PHYSICS,
)
def make_up(sink_flow_t_h: float, condensate_return_fraction: float, blow_down_fraction: float) -> float:
    """Treated water the plant takes in."""
    return sink_flow_t_h * (1 - condensate_return_fraction + blow_down_fraction)


@formula("safety_flow_t_h", "sink_flow_t_h * safety_margin_factor", source=PRACTICE)
def safety_valve_flow(sink_flow_t_h: float, safety_margin_factor: float) -> float:
    """Least discharge of the safety valves together: what the generator makes and a margin."""
    return sink_flow_t_h * safety_margin_factor


@formula("heat_kwh__start", "start_up_h * plant_heat_kw", source=PRACTICE)
def start_up_heat(start_up_h: float, plant_heat_kw: float) -> float:
    """Heat another plant must give while this one warms up."""
    return start_up_h * plant_heat_kw


@formula(
    "cop__part", "cop__system * (1 - part_loss_fraction * (1 - part_load_fraction__machine))", source=PRACTICE
)
def part_load_cop(cop__system: float, part_loss_fraction: float, part_load_fraction__machine: float) -> float:
    """COP where the machines that run are not fully loaded, with a straight loss."""
    return cop__system * (1 - part_loss_fraction * (1 - part_load_fraction__machine))


@formula("unit_count__running", "ceil(part_load_fraction * unit_count)", source=PRACTICE)
def machines_running(part_load_fraction: float, unit_count: float) -> float:
    """Fewest machines that give a load."""
    return ceil(part_load_fraction * unit_count)


@formula(
    "part_load_fraction__machine", "part_load_fraction * unit_count / unit_count__running", source=PHYSICS
)
def machine_load(part_load_fraction: float, unit_count: float, unit_count__running: float) -> float:
    """Load of each machine that runs."""
    return part_load_fraction * unit_count / unit_count__running
