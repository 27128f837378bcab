"""Numbers of equal pieces and what they give together; the steps of a choice of equipment."""

from __future__ import annotations

from math import ceil

from .sheet import formula
from .validity import require


@formula("unit_count", "ceil(required_volume_l / volume_l)", source="first_principles")
def count_for_volume(required_volume_l: float, volume_l: float) -> float:
    """Equal tanks or vessels for a volume.

    >>> count_for_volume(5000.0, 2000.0)
    3
    """
    return ceil(required_volume_l / volume_l)


@formula("total_volume_l", "unit_count * volume_l", source="first_principles")
def total_volume(unit_count: float, volume_l: float) -> float:
    """Volume of all.

    >>> total_volume(3, 2000.0)
    6000.0
    """
    return unit_count * volume_l


@formula("ua_w_k__total", "unit_count * ua_w_k", source="first_principles")
def total_ua(unit_count: float, ua_w_k: float) -> float:
    """Heat loss coefficient of all tanks.

    >>> total_ua(3, 2.5)
    7.5
    """
    return unit_count * ua_w_k


@formula("heater_power_kw__least", "heat_kw / efficiency_fraction", source="first_principles")
def least_heater_power(heat_kw: float, efficiency_fraction: float) -> float:
    """Electric power for a heat.

    >>> least_heater_power(98.0, 0.98)
    100.0
    """
    return heat_kw / efficiency_fraction


@formula("unit_count", "ceil(heater_power_kw__least / heater_power_kw)", source="first_principles")
def count_for_power(heater_power_kw__least: float, heater_power_kw: float) -> float:
    """Equal heaters for a power.

    >>> count_for_power(100.0, 60.0)
    2
    """
    return ceil(heater_power_kw__least / heater_power_kw)


@formula("heater_power_kw__total", "unit_count * heater_power_kw", source="first_principles")
def total_heater_power(unit_count: float, heater_power_kw: float) -> float:
    """Power of all heaters.

    >>> total_heater_power(2, 60.0)
    120.0
    """
    return unit_count * heater_power_kw


@formula("dt_k__warm_end", "t_water_c__hot_in - t_water_c__cold_out", source="first_principles")
def warm_end_difference(t_water_c__hot_in: float, t_water_c__cold_out: float) -> float:
    """Temperature difference of a counter-flow exchanger where the hot side enters.

    >>> warm_end_difference(48.0, 45.0)
    3.0
    """
    return t_water_c__hot_in - t_water_c__cold_out


@formula("dt_k__cold_end", "t_water_c__hot_out - t_water_c__cold_in", source="first_principles")
def cold_end_difference(t_water_c__hot_out: float, t_water_c__cold_in: float) -> float:
    """Temperature difference of a counter-flow exchanger where the hot side leaves.

    >>> cold_end_difference(43.0, 40.0)
    3.0
    """
    return t_water_c__hot_out - t_water_c__cold_in


@formula(
    "dt_log_k",
    "(dt_k__warm_end * dt_k__cold_end * (dt_k__warm_end + dt_k__cold_end) / 2) ** (1 / 3)",
    source="chen_1987",
)
def log_mean_difference(dt_k__warm_end: float, dt_k__cold_end: float) -> float:
    """Logarithmic mean of the two end differences by Chen's approximation, which also holds for equal ones.

    Within 1 % of the exact mean up to a ratio of 4; raises OutsideValidity above 10 or for 0.2 K or less.

    >>> log_mean_difference(3.0, 3.0), round(log_mean_difference(10.0, 5.0), 2)
    (3.0, 7.21)
    """
    require("dt_k__warm_end", dt_k__warm_end, 0.2, 200.0)
    require("dt_k__cold_end", dt_k__cold_end, max(0.2, dt_k__warm_end / 10), 10 * dt_k__warm_end)
    return float((dt_k__warm_end * dt_k__cold_end * (dt_k__warm_end + dt_k__cold_end) / 2) ** (1 / 3))


@formula("ua_kw_k__least", "heat_kw * fouling_factor / dt_log_k", source="first_principles")
def least_transfer(heat_kw: float, fouling_factor: float, dt_log_k: float) -> float:
    """Transfer capacity that a heat needs at a mean difference, with a margin.

    >>> least_transfer(300.0, 1.1, 3.0)
    110.0
    """
    return heat_kw * fouling_factor / dt_log_k


@formula("drop_kpa", "drop_kpa__nominal * (flow_m3h / flow_m3h__nominal) ** 2", source="first_principles")
def scaled_drop(drop_kpa__nominal: float, flow_m3h: float, flow_m3h__nominal: float) -> float:
    """Pressure drop at a flow, from that at the nominal flow.

    >>> scaled_drop(40.0, 5.0, 10.0)
    10.0
    """
    return float(drop_kpa__nominal * (flow_m3h / flow_m3h__nominal) ** 2)
