"""Circulation: flow from heat, head of the index circuit, pipes, pump power, transport ratio, NPSH."""

from __future__ import annotations

from math import log as ln
from math import sqrt

from .sheet import formula
from .validity import require


@formula(
    "flow_m3h",
    "3600 * heat_kw / (specific_heat_kj_kgk * density_kg_m3 * dt_k)",
    source="first_principles",
)
def circulation_flow(heat_kw: float, specific_heat_kj_kgk: float, density_kg_m3: float, dt_k: float) -> float:
    """Flow that carries a heat at a temperature difference.

    Raises OutsideValidity for a difference below 0.5 K.

    >>> round(circulation_flow(100.0, 4.187, 992.2, 5.0), 2)
    17.33
    """
    require("dt_k", dt_k, 0.5, 100.0)
    return 3600 * heat_kw / (specific_heat_kj_kgk * density_kg_m3 * dt_k)


@formula("flow_m3h__glycol", "flow_m3h * flow_factor", source="first_principles")
def glycol_flow(flow_m3h: float, flow_factor: float) -> float:
    """Flow of an antifreeze mixture for the heat that ``flow_m3h`` of water carries at the same difference.

    >>> glycol_flow(10.0, 1.25)
    12.5
    """
    return flow_m3h * flow_factor


@formula(
    "drop_kpa__pipes",
    "specific_friction_pa_m * length_m * (1 + local_share_fraction) * drop_factor / 1000",
    source="first_principles",
)
def pipe_drop(
    specific_friction_pa_m: float, length_m: float, local_share_fraction: float, drop_factor: float
) -> float:
    """Pressure drop of a run, there and back, with fittings as a share of the straight pipe's.

    ``drop_factor`` is 1 for water and above 1 for antifreeze.

    >>> pipe_drop(100.0, 200.0, 0.5, 1.0)
    30.0
    """
    return specific_friction_pa_m * length_m * (1 + local_share_fraction) * drop_factor / 1000


@formula(
    "head_m",
    "(drop_kpa__unit + drop_kpa__exchanger + drop_kpa__pipes + drop_kpa__terminal + drop_kpa__valve)"
    " * 1000 / (density_kg_m3 * 9.80665)",
    source="first_principles",
)
def index_circuit_head(
    drop_kpa__unit: float,
    drop_kpa__exchanger: float,
    drop_kpa__pipes: float,
    drop_kpa__terminal: float,
    drop_kpa__valve: float,
    density_kg_m3: float,
) -> float:
    """Head that a pump must give in a closed circuit, without margin: the drops along the worst run.

    >>> round(index_circuit_head(50.0, 0.0, 30.0, 30.0, 20.0, 990.0), 2)
    13.39
    """
    return (
        (drop_kpa__unit + drop_kpa__exchanger + drop_kpa__pipes + drop_kpa__terminal + drop_kpa__valve)
        * 1000 / (density_kg_m3 * 9.80665)
    )  # fmt: skip


@formula("flow_m3h__design", "flow_m3h * flow_margin_factor", source="engineering_practice")
def design_flow(flow_m3h: float, flow_margin_factor: float) -> float:
    """Flow a pump is chosen for; the margin is applied here and nowhere else.

    >>> design_flow(20.0, 1.05)
    21.0
    """
    return flow_m3h * flow_margin_factor


@formula("head_m__design", "head_m * head_margin_factor", source="engineering_practice")
def design_head(head_m: float, head_margin_factor: float) -> float:
    """Head a pump is chosen for; the margin is applied here, once, at the end.

    >>> design_head(20.0, 1.1)
    22.0
    """
    return head_m * head_margin_factor


@formula(
    "head_m__winter", "head_m__design * (flow_m3h__winter / flow_m3h__design) ** 2", source="first_principles"
)
def head_at_flow(head_m__design: float, flow_m3h__winter: float, flow_m3h__design: float) -> float:
    """Head that a closed circuit takes at another flow: it goes with the square of the flow.

    >>> head_at_flow(20.0, 50.0, 100.0)
    5.0
    """
    return head_m__design * (flow_m3h__winter / flow_m3h__design) ** 2


@formula(
    "electric_power_kw__winter",
    "electric_power_kw * (flow_m3h__winter / flow_m3h__design) ** 3",
    source="affinity_laws",
)
def power_at_flow(electric_power_kw: float, flow_m3h__winter: float, flow_m3h__design: float) -> float:
    """Electric power of driven pumps at another flow of the same closed circuit: with the cube of the flow.

    >>> power_at_flow(8.0, 50.0, 100.0)
    1.0
    """
    return electric_power_kw * (flow_m3h__winter / flow_m3h__design) ** 3


@formula(
    "shaft_power_kw",
    "density_kg_m3 * 9.80665 * flow_m3h / 3600 * head_m / (1000 * pump_efficiency_fraction)",
    source="first_principles",
)
def shaft_power(
    density_kg_m3: float, flow_m3h: float, head_m: float, pump_efficiency_fraction: float
) -> float:
    """Power at the shaft of a pump.

    Raises OutsideValidity for an efficiency outside 0.05 to 0.95.

    >>> round(shaft_power(1000.0, 36.0, 10.0, 0.7), 3)
    1.401
    """
    require("pump_efficiency_fraction", pump_efficiency_fraction, 0.05, 0.95)
    return density_kg_m3 * 9.80665 * flow_m3h / 3600 * head_m / (1000 * pump_efficiency_fraction)


@formula(
    "pump_efficiency_fraction",
    "density_kg_m3 * 9.80665 * flow_m3h__each / 3600 * head_m__running / (1000 * shaft_power_kw)",
    source="first_principles",
)
def pump_efficiency(
    density_kg_m3: float, flow_m3h__each: float, head_m__running: float, shaft_power_kw: float
) -> float:
    """Hydraulic power by shaft power.

    >>> round(pump_efficiency(1000.0, 36.0, 10.0, 1.401), 3)
    0.7
    """
    return density_kg_m3 * 9.80665 * flow_m3h__each / 3600 * head_m__running / (1000 * shaft_power_kw)


@formula(
    "electric_power_kw",
    "duty_count * shaft_power_kw / (motor_efficiency_fraction * drive_efficiency_fraction)",
    source="first_principles",
)
def pump_electric_power(
    duty_count: float,
    shaft_power_kw: float,
    motor_efficiency_fraction: float,
    drive_efficiency_fraction: float,
) -> float:
    """Electric power of all running pumps.

    >>> pump_electric_power(2, 0.81, 0.9, 1.0)
    1.8
    """
    return duty_count * shaft_power_kw / (motor_efficiency_fraction * drive_efficiency_fraction)


@formula("motor_power_kw__least", "shaft_power_kw__full * reserve_factor", source="motor_reserve_practice")
def least_motor_power(shaft_power_kw__full: float, reserve_factor: float) -> float:
    """Smallest motor for a shaft power at full speed.

    >>> least_motor_power(4.0, 1.25)
    5.0
    """
    return shaft_power_kw__full * reserve_factor


@formula("flow_m3h__least", "bep_share_fraction * flow_m3h__best", source="engineering_practice")
def least_pump_flow(bep_share_fraction: float, flow_m3h__best: float) -> float:
    """The least flow a pump is to run at; an overflow valve carries what its circuit does not take.

    >>> least_pump_flow(0.4, 0.5)
    0.2
    """
    return bep_share_fraction * flow_m3h__best


@formula("flow_m3h__each", "flow_m3h / duty_count", source="first_principles")
def flow_of_each(flow_m3h: float, duty_count: float) -> float:
    """Flow of one of several equal pumps in parallel.

    >>> flow_of_each(90.0, 2)
    45.0
    """
    return flow_m3h / duty_count


@formula("head_reserve_fraction", "head_m__curve / head_m - 1", source="first_principles")
def head_reserve(head_m__curve: float, head_m: float) -> float:
    """What a pump gives at full speed and the asked flow, above the asked head.

    >>> head_reserve(25.0, 20.0)
    0.25
    """
    return head_m__curve / head_m - 1


@formula("bep_share_fraction", "flow_m3h__in_curve / flow_m3h__best", source="first_principles")
def share_of_best_flow(flow_m3h__in_curve: float, flow_m3h__best: float) -> float:
    """Where on its curve a pump runs, by the flow of its best efficiency.

    >>> share_of_best_flow(45.0, 50.0)
    0.9
    """
    return flow_m3h__in_curve / flow_m3h__best


@formula("speed_ratio", "flow_m3h__each / flow_m3h__full", source="affinity_laws")
def speed_ratio(flow_m3h__each: float, flow_m3h__full: float) -> float:
    """Speed at which a pump on a closed circuit gives a flow, by its full speed.

    On a parabola through the origin the pump stays at the same point of its curve, so flow goes with speed.

    >>> speed_ratio(40.0, 50.0)
    0.8
    """
    return flow_m3h__each / flow_m3h__full


@formula("shaft_power_kw", "shaft_power_kw__full * speed_ratio ** 3", source="affinity_laws")
def slowed_shaft_power(shaft_power_kw__full: float, speed_ratio: float) -> float:
    """Shaft power at reduced speed at the same point of the curve.

    >>> slowed_shaft_power(10.0, 0.5)
    1.25
    """
    return shaft_power_kw__full * speed_ratio**3


@formula("head_m__running", "head_m__full * speed_ratio ** 2", source="affinity_laws")
def slowed_head(head_m__full: float, speed_ratio: float) -> float:
    """Head at reduced speed at the same point of the curve.

    >>> slowed_head(20.0, 0.5)
    5.0
    """
    return head_m__full * speed_ratio**2


@formula(
    "npsh_available_m",
    "(pressure_air_kpa + pressure_kpa__suction - pressure_kpa__vapour) * 1000 / (density_kg_m3 * 9.80665)",
    source="first_principles",
)
def npsh_available(
    pressure_air_kpa: float, pressure_kpa__suction: float, pressure_kpa__vapour: float, density_kg_m3: float
) -> float:
    """Net positive suction head where the pump sucks; ``pressure_kpa__suction`` is the gauge pressure there.

    >>> round(npsh_available(101.3, 50.0, 19.9, 983.2), 2)
    13.63
    """
    return (
        (pressure_air_kpa + pressure_kpa__suction - pressure_kpa__vapour)
        * 1000 / (density_kg_m3 * 9.80665)
    )  # fmt: skip


@formula(
    "pressure_kpa__suction",
    "density_kg_m3 * 9.80665 * static_head_m__above_pump / 1000",
    source="first_principles",
)
def suction_pressure(density_kg_m3: float, static_head_m__above_pump: float) -> float:
    """Gauge pressure at a pump below an open tank, the suction pipe's drop left out.

    >>> round(suction_pressure(983.2, 1.0), 2)
    9.64
    """
    return density_kg_m3 * 9.80665 * static_head_m__above_pump / 1000


@formula(
    "specific_speed",
    "3.65 * speed_rpm * sqrt(flow_m3h / (3600 * suction_count)) / head_m ** 0.75",
    source="gb19762_2025_read",
)
def specific_speed(speed_rpm: float, flow_m3h: float, suction_count: float, head_m: float) -> float:
    """Specific speed of a stage at its best point; ``suction_count`` is 2 for double suction.

    >>> round(specific_speed(2900.0, 12.5, 1, 20.0), 1)
    66.0
    """
    return float(3.65 * speed_rpm * sqrt(flow_m3h / (3600 * suction_count)) / head_m**0.75)


@formula(
    "pump_efficiency_fraction",
    "(coefficient__a * ln(specific_speed) ** 2 + coefficient__b * ln(flow_m3h) ** 2"
    " + coefficient__c * ln(specific_speed) * ln(flow_m3h) + coefficient__d * ln(specific_speed)"
    " + coefficient__e * ln(flow_m3h) - coefficient__tier) / 100",
    source="gb19762_2025_read",
)
def tier_efficiency(
    specific_speed: float,
    flow_m3h: float,
    coefficient__a: float,
    coefficient__b: float,
    coefficient__c: float,
    coefficient__d: float,
    coefficient__e: float,
    coefficient__tier: float,
) -> float:
    """Efficiency at the best point that a tier of GB 19762-2025 asks of a pump.

    >>> round(tier_efficiency(65.95, 12.5, -8.44, -0.48, 0.09, 84.63, 8.5, 161.33), 3)
    0.644
    """
    require("specific_speed", specific_speed, 20.0, 300.0)
    return (
        coefficient__a * ln(specific_speed) ** 2 + coefficient__b * ln(flow_m3h) ** 2
        + coefficient__c * ln(specific_speed) * ln(flow_m3h) + coefficient__d * ln(specific_speed)
        + coefficient__e * ln(flow_m3h) - coefficient__tier
    ) / 100  # fmt: skip
