"""Liquid water: density, viscosity, vapour pressure and the temperature it boils at under thinner air."""

from __future__ import annotations

from math import log10

from .sheet import formula
from .validity import require

WATER_T_MIN_C = 0.0
WATER_T_MAX_C = 100.0


@formula(
    "density_kg_m3",
    "(999.83952 + 16.945176 * t_water_c - 0.0079870401 * t_water_c ** 2 - 0.000046170461 * t_water_c ** 3"
    " + 0.00000010556302 * t_water_c ** 4 - 0.00000000028054253 * t_water_c ** 5)"
    " / (1 + 0.01687985 * t_water_c)",
    source="kell_1975",
)
def water_density(t_water_c: float) -> float:
    """Density of air-free water at one atmosphere, in kg/m³.

    Raises OutsideValidity below 0 and above 100 °C.

    >>> round(water_density(4.0), 2), round(water_density(60.0), 2)
    (999.97, 983.2)
    """
    require("t_water_c", t_water_c, WATER_T_MIN_C, WATER_T_MAX_C)
    return (
        999.83952 + 16.945176 * t_water_c - 0.0079870401 * t_water_c**2 - 0.000046170461 * t_water_c**3
        + 0.00000010556302 * t_water_c**4 - 0.00000000028054253 * t_water_c**5
    ) / (1 + 0.01687985 * t_water_c)  # fmt: skip


@formula(
    "viscosity_mpa_s",
    "(280.68 * ((t_water_c + 273.15) / 300) ** (-1.9) + 511.45 * ((t_water_c + 273.15) / 300) ** (-7.7)"
    " + 61.131 * ((t_water_c + 273.15) / 300) ** (-19.6) + 0.45903 * ((t_water_c + 273.15) / 300) ** (-40))"
    " / 1000",
    source="patek_2009",
)
def water_viscosity(t_water_c: float) -> float:
    """Dynamic viscosity of water at 0.1 MPa, in mPa·s.

    Raises OutsideValidity below 0 and above 100 °C.

    >>> round(water_viscosity(20.0), 4)
    1.0016
    """
    require("t_water_c", t_water_c, WATER_T_MIN_C, WATER_T_MAX_C)
    ratio = (t_water_c + 273.15) / 300
    return float(
        (280.68 * ratio**-1.9 + 511.45 * ratio**-7.7 + 61.131 * ratio**-19.6 + 0.45903 * ratio**-40) / 1000
    )


@formula(
    "pressure_kpa__vapour",
    "0.1333224 * 10 ** (8.07131 - 1730.63 / (233.426 + t_water_c))",
    source="antoine_water",
)
def vapour_pressure(t_water_c: float) -> float:
    """Saturation pressure of water, absolute, in kPa (Antoine, constants for 1 to 100 °C, within 0.8 %).

    Raises OutsideValidity outside 1 to 100 °C.

    >>> round(vapour_pressure(60.0), 1)
    19.9
    """
    require("t_water_c", t_water_c, 1.0, 100.0)
    return 0.1333224 * 10 ** (8.07131 - 1730.63 / (233.426 + t_water_c))


@formula(
    "t_boiling_c",
    "1730.63 / (8.07131 - log10(pressure_air_kpa / 0.1333224)) - 233.426",
    source="antoine_water",
)
def boiling_temperature(pressure_air_kpa: float) -> float:
    """Temperature at which water boils in a vessel open to air of the given absolute pressure.

    The inverse of ``vapour_pressure``. Raises OutsideValidity outside 0.7 to 101.4 kPa.

    >>> round(boiling_temperature(64.5), 1)
    87.9
    """
    require("pressure_air_kpa", pressure_air_kpa, 0.7, 107.0)
    return 1730.63 / (8.07131 - log10(pressure_air_kpa / 0.1333224)) - 233.426
