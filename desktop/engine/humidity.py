"""Moist air: saturation, relative humidity, wet bulb and dew point, and the hours in which frost grows.

Below 0 °C saturation is that over ice, as in the weather files the statistics come from (there relative
humidity is the ratio of the saturation pressures over ice at frost point and at temperature, to 0.02 points)
and as for an iced wet bulb. All functions take floats or arrays; humidities are fractions.
"""

from __future__ import annotations

import numpy as np

from .arrays import Floats, Number, Same
from .sheet import formula
from .validity import require
from .weather import MONTH_OF_HOUR

STANDARD_PRESSURE_PA = 101_325.0
T_LOWEST_C, T_HIGHEST_C = -80.0, 60.0
MOLAR_MASS_RATIO = 0.621945
FROST_LOW_C, FROST_HIGH_C, FROST_HUMIDITY = -6.0, 6.0, 0.65


@formula(
    "vapour_pressure_pa",
    "611.21 * exp((18.678 - t_air_c / 234.5) * t_air_c / (257.14 + t_air_c))",
    source="buck_1996",
)
def saturation_pressure_water(t_air_c: Number) -> Same:
    """Saturation pressure of water vapour over water in Pa (Buck 1996); within 0.1 % from 0 to 50 °C.

    >>> round(float(saturation_pressure_water(20.0)))
    2338
    """
    return 611.21 * np.exp((18.678 - t_air_c / 234.5) * t_air_c / (257.14 + t_air_c))


@formula(
    "vapour_pressure_pa",
    "611.15 * exp((23.036 - t_air_c / 333.7) * t_air_c / (279.82 + t_air_c))",
    source="buck_1996",
)
def saturation_pressure_ice(t_air_c: Number) -> Same:
    """Saturation pressure of water vapour over ice in Pa (Buck 1996); for -80 to 0 °C.

    >>> round(float(saturation_pressure_ice(-20.0)), 1)
    103.3
    """
    return 611.15 * np.exp((23.036 - t_air_c / 333.7) * t_air_c / (279.82 + t_air_c))


def saturation_pressure(t_air_c: Number) -> Floats:
    """Saturation pressure in Pa, over ice below 0 °C and over water above.

    Raises OutsideValidity outside -80 to 60 °C.
    """
    t = np.asarray(t_air_c, dtype=float)
    for extreme in (t.min(), t.max()):
        require("t_air_c", float(extreme), T_LOWEST_C, T_HIGHEST_C)
    return np.asarray(np.where(t < 0.0, saturation_pressure_ice(t), saturation_pressure_water(t)))


def dew_point(vapour_pressure_pa: Number) -> Floats:
    """Temperature in °C at which a vapour pressure is saturation; below 0 °C the frost point.

    >>> round(float(dew_point(1228.0)), 1)
    10.0
    """
    pressure = np.asarray(vapour_pressure_pa, dtype=float)
    over_water = _inverse(pressure / 611.21, 18.678, 234.5, 257.14)
    over_ice = _inverse(np.minimum(pressure / 611.15, 1.0), 23.036, 333.7, 279.82)
    return np.asarray(np.where(pressure < 611.15, over_ice, over_water))


def _inverse(ratio: Floats, a: float, b: float, c: float) -> Floats:
    """t from ln(ratio) = (a - t/b) t / (c + t), the root near 0 of t²/b - (a - s) t + c s = 0."""
    s = np.log(ratio)
    half = (a - s) * b / 2.0
    return np.asarray(half - np.sqrt(half * half - b * c * s))


def humidity_ratio(vapour_pressure_pa: Number, pressure_pa: Number) -> Floats:
    """Water in kg per kg of dry air."""
    vapour = np.asarray(vapour_pressure_pa, dtype=float)
    return np.asarray(MOLAR_MASS_RATIO * vapour / (np.asarray(pressure_pa, dtype=float) - vapour))


def relative_humidity_of_wet_bulb(
    t_air_c: Number, t_wet_c: Number, pressure_pa: Number = STANDARD_PRESSURE_PA
) -> Floats:
    """Relative humidity of air with a wet bulb, by the energy balance of adiabatic saturation.

    Raises ValueError where the wet bulb is above the air temperature or no vapour would be left.

    >>> round(float(relative_humidity_of_wet_bulb(7.0, 6.0)), 2)
    0.87
    """
    t, wet = np.asarray(t_air_c, dtype=float), np.asarray(t_wet_c, dtype=float)
    ratio = _ratio_at_wet_bulb(t, wet, np.asarray(pressure_pa, dtype=float))
    if bool(np.any(wet > t)) or bool(np.any(ratio < 0.0)):
        raise ValueError("impossible wet bulb")
    return _vapour_pressure(ratio, pressure_pa) / saturation_pressure(t)


def _ratio_at_wet_bulb(t: Floats, wet: Floats, pressure: Floats) -> Floats:
    """Humidity ratio from the wet bulb: adiabatic saturation, with water or ice at the wick."""
    saturated = humidity_ratio(saturation_pressure(wet), pressure)
    over_water = ((2501.0 - 2.326 * wet) * saturated - 1.006 * (t - wet)) / (2501.0 + 1.86 * t - 4.186 * wet)
    over_ice = ((2830.0 - 0.24 * wet) * saturated - 1.006 * (t - wet)) / (2830.0 + 1.86 * t - 2.1 * wet)
    return np.asarray(np.where(wet < 0.0, over_ice, over_water))


def _vapour_pressure(ratio: Floats, pressure_pa: Number) -> Floats:
    return np.asarray(ratio * pressure_pa / (MOLAR_MASS_RATIO + ratio))


def wet_bulb(
    t_air_c: Number, relative_humidity_fraction: Number, pressure_pa: Number = STANDARD_PRESSURE_PA
) -> Floats:
    """Wet-bulb temperature in °C, found by halving between dew point and air temperature to 1e-6 K.

    Raises ValueError for a humidity not above 0 or above 1.

    >>> round(float(wet_bulb(20.0, 0.59)), 1)
    15.0
    """
    humidity = np.asarray(relative_humidity_fraction, dtype=float)
    if bool(np.any((humidity <= 0.0) | (humidity > 1.0))):
        raise ValueError("relative humidity must be above 0 and not above 1")
    t, pressure = np.asarray(t_air_c, dtype=float), np.asarray(pressure_pa, dtype=float)
    vapour = humidity * saturation_pressure(t)
    wanted = humidity_ratio(vapour, pressure)
    low = np.minimum(dew_point(vapour), t)
    high = t + np.zeros_like(low)
    for _ in range(27):
        middle = 0.5 * (low + high)
        too_dry = _ratio_at_wet_bulb(t, middle, pressure) < wanted
        low, high = np.where(too_dry, middle, low), np.where(too_dry, high, middle)
    return np.asarray(0.5 * (low + high))


def hourly_relative_humidity(
    t_outdoor_c: Floats, month_mean_c: Floats, month_humidity_fraction: Floats
) -> Floats:
    """Relative humidity of 8,760 hours from the months' mean temperature and relative humidity.

    Assumed: through a month the vapour pressure stays at its mean, taken as mean humidity times saturation
    at the mean temperature, and is capped at saturation hour by hour. Beside three hourly stations that mean
    is within 6 % of the real one, but 12 to 17 % low in Harbin in November and December; single hours are
    much less certain (correlation 0.45 to 0.6). It gives frost hours in number, not by the date.
    """
    vapour = (month_humidity_fraction * saturation_pressure(month_mean_c))[MONTH_OF_HOUR]
    return np.asarray(np.minimum(1.0, vapour / saturation_pressure(t_outdoor_c)))


def frost_hours(t_outdoor_c: Floats, relative_humidity_fraction: Floats) -> int:
    """Hours in which an outdoor coil is likely to frost: -6 to 6 °C and at least 65 % relative humidity."""
    cold = (t_outdoor_c >= FROST_LOW_C) & (t_outdoor_c <= FROST_HIGH_C)
    return int(np.count_nonzero(cold & (relative_humidity_fraction >= FROST_HUMIDITY)))
