"""Domestic hot water after GB 50015-2019 as recalled: daily, design hour, heat-pump heat, storage.

No official text was at hand: the clause numbers and the factors k1, k2, C_gamma are editable assumptions.
Heat is in kWh and kW with c = 4.187 kJ/(kg K); 3600 turns kJ into kWh.
"""

from __future__ import annotations

from .sheet import formula

GB50015 = "gb50015_2019_recalled"


@formula(
    "hot_water_l_d",
    "bed_count * guest_quota_l_d + staff_count * staff_quota_l_d"
    " + meal_count * meal_quota_l + laundry_kg_d * laundry_quota_l_kg",
    source=GB50015,
    clause="6.2.1",
)
def daily_volume(
    bed_count: float,
    guest_quota_l_d: float,
    staff_count: float,
    staff_quota_l_d: float,
    meal_count: float,
    meal_quota_l: float,
    laundry_kg_d: float,
    laundry_quota_l_kg: float,
) -> float:
    """Hot water of the design day at the quota's temperature (60 °C).

    >>> daily_volume(240, 120, 0, 40, 0, 15, 0, 15)
    28800
    """
    return (
        bed_count * guest_quota_l_d
        + staff_count * staff_quota_l_d
        + meal_count * meal_quota_l
        + laundry_kg_d * laundry_quota_l_kg
    )


@formula(
    "hot_water_heat_kwh_d",
    "hot_water_l_d / 1000 * density_kg_m3 * 4.187 * (t_hot_water_c - t_cold_water_c) * loss_factor / 3600",
    source=GB50015,
    clause="6.4",
)
def daily_heat(
    hot_water_l_d: float,
    density_kg_m3: float,
    t_hot_water_c: float,
    t_cold_water_c: float,
    loss_factor: float,
) -> float:
    """Heat of the design day; ``loss_factor`` is C_gamma, 1.10-1.15, for the losses of the circulation.

    >>> round(daily_heat(28800, 983.2, 60, 4, 1.10))
    2029
    """
    volume_m3 = hot_water_l_d / 1000
    return volume_m3 * density_kg_m3 * 4.187 * (t_hot_water_c - t_cold_water_c) * loss_factor / 3600


@formula(
    "hourly_peak_factor",
    "min(hourly_peak_factor__high, max(hourly_peak_factor__low, hourly_peak_factor__high"
    " + (hourly_peak_factor__low - hourly_peak_factor__high) * (hot_water_l_d - hot_water_l_d__low)"
    " / (hot_water_l_d__high - hot_water_l_d__low)))",
    source=GB50015,
    clause="6.4.1",
)
def peak_factor(
    hourly_peak_factor__high: float,
    hourly_peak_factor__low: float,
    hot_water_l_d: float,
    hot_water_l_d__low: float,
    hot_water_l_d__high: float,
) -> float:
    """K_h between its values for the smallest and the largest use, by the product m q_r.

    >>> round(peak_factor(3.33, 2.60, 28800, 18000, 192000), 3)
    3.285
    """
    slope = (hourly_peak_factor__low - hourly_peak_factor__high) / (hot_water_l_d__high - hot_water_l_d__low)
    factor = hourly_peak_factor__high + slope * (hot_water_l_d - hot_water_l_d__low)
    return min(hourly_peak_factor__high, max(hourly_peak_factor__low, factor))


@formula(
    "hot_water_peak_kw",
    "hourly_peak_factor * hot_water_heat_kwh_d / hot_water_use_h",
    source=GB50015,
    clause="6.4.1-2",
)
def design_hour(hourly_peak_factor: float, hot_water_heat_kwh_d: float, hot_water_use_h: float) -> float:
    """Heat rate of the design hour Q_h; C_gamma is already in the day's heat."""
    return hourly_peak_factor * hot_water_heat_kwh_d / hot_water_use_h


@formula(
    "hot_water_heat_pump_kw",
    "safety_factor_k1 * hot_water_heat_kwh_d / hot_water_heating_h",
    source=GB50015,
    clause="6.6.7",
)
def heat_pump_heat(safety_factor_k1: float, hot_water_heat_kwh_d: float, hot_water_heating_h: float) -> float:
    """Heat rate Q_g that the heat pumps give over their daily hours of running."""
    return safety_factor_k1 * hot_water_heat_kwh_d / hot_water_heating_h


@formula(
    "storage_l",
    "storage_factor_k2 * max(0, hot_water_peak_kw - hot_water_heat_pump_kw) * storage_peak_h * 3600000"
    " / (storage_use_fraction * (t_hot_water_c - t_cold_water_c) * 4.187 * density_kg_m3)",
    source=GB50015,
    clause="6.6.7",
)
def storage_volume(
    storage_factor_k2: float,
    hot_water_peak_kw: float,
    hot_water_heat_pump_kw: float,
    storage_peak_h: float,
    storage_use_fraction: float,
    t_hot_water_c: float,
    t_cold_water_c: float,
    density_kg_m3: float,
) -> float:
    """Hot-water storage V_r that bridges the peak hours T (2-4 h) the heat pumps do not cover."""
    shortfall_kwh = max(0.0, hot_water_peak_kw - hot_water_heat_pump_kw) * storage_peak_h
    usable = storage_use_fraction * (t_hot_water_c - t_cold_water_c) * 4.187 * density_kg_m3
    return storage_factor_k2 * shortfall_kwh * 3600000 / usable


@formula("circulation_heat_kw", "circulation_loss_fraction * hot_water_peak_kw", source=GB50015, clause="6.7")
def circulation_heat(circulation_loss_fraction: float, hot_water_peak_kw: float) -> float:
    """Heat the circulation pipes lose, 2-4 % of the design hour in a building."""
    return circulation_loss_fraction * hot_water_peak_kw
