"""Closed systems that warm up: what the water grows by and the vessel that takes it.

All pressures in the vessel's formula are absolute and local, so altitude counts.
"""

from __future__ import annotations

from .sheet import formula
from .validity import require


@formula("system_volume_l", "heat_kw * water_content_l_kw", source="engineering_practice")
def system_volume(heat_kw: float, water_content_l_kw: float) -> float:
    """Water in pipes and terminals, from a content per kW of load.

    >>> system_volume(500.0, 12.0)
    6000.0
    """
    return heat_kw * water_content_l_kw


@formula("system_volume_l__total", "system_volume_l + total_volume_l", source="first_principles")
def water_with_buffer(system_volume_l: float, total_volume_l: float) -> float:
    """Water of the whole system, its buffer tanks included.

    >>> water_with_buffer(6000.0, 500.0)
    6500.0
    """
    return system_volume_l + total_volume_l


@formula("expansion_fraction", "density_kg_m3__cold / density_kg_m3__hot - 1", source="first_principles")
def expansion_share(density_kg_m3__cold: float, density_kg_m3__hot: float) -> float:
    """Growth of water's volume between two temperatures.

    >>> round(expansion_share(999.97, 983.19), 4)
    0.0171
    """
    return density_kg_m3__cold / density_kg_m3__hot - 1


@formula(
    "expansion_volume_l", "system_volume_l * expansion_fraction * expansion_factor", source="first_principles"
)
def expansion_volume(system_volume_l: float, expansion_fraction: float, expansion_factor: float) -> float:
    """Volume the vessel takes up; ``expansion_factor`` is 1 for water and above 1 for antifreeze.

    >>> round(expansion_volume(8000.0, 0.01707, 1.0), 1)
    136.6
    """
    return system_volume_l * expansion_fraction * expansion_factor


@formula("reserve_volume_l", "max(0.005 * system_volume_l, 3)", source="en12828_recalled")
def cold_reserve(system_volume_l: float) -> float:
    """Water the vessel holds when cold, against small losses.

    >>> cold_reserve(400.0), cold_reserve(8000.0)
    (3, 40.0)
    """
    return max(0.005 * system_volume_l, 3)


@formula(
    "pressure_kpa__fill",
    "9.80665 * static_head_m + pressure_kpa__margin + pressure_air_kpa",
    source="first_principles",
)
def fill_pressure(static_head_m: float, pressure_kpa__margin: float, pressure_air_kpa: float) -> float:
    """Absolute pressure at the vessel when cold: the column above it and a margin, so that no air gets in.

    ``static_head_m`` is from the vessel up to the highest point.

    >>> round(fill_pressure(30.0, 10.0, 97.0), 1)
    401.2
    """
    return 9.80665 * static_head_m + pressure_kpa__margin + pressure_air_kpa


@formula(
    "pressure_kpa__final", "0.9 * pressure_kpa__safety + pressure_air_kpa", source="engineering_practice"
)
def final_pressure(pressure_kpa__safety: float, pressure_air_kpa: float) -> float:
    """Absolute pressure at the vessel when hot: a tenth below the safety valve's set (gauge) pressure.

    >>> final_pressure(600.0, 97.0)
    637.0
    """
    return 0.9 * pressure_kpa__safety + pressure_air_kpa


@formula(
    "pressure_kpa__safety_least",
    "9.80665 * static_head_m + pressure_kpa__margin + pressure_kpa__span",
    source="engineering_practice",
)
def least_safety_pressure(
    static_head_m: float, pressure_kpa__margin: float, pressure_kpa__span: float
) -> float:
    """Lowest sensible set pressure (gauge) of the safety valve: fill pressure and a span to work in.

    The valve itself is the next step of the usual series.

    >>> round(least_safety_pressure(30.0, 10.0, 150.0), 1)
    454.2
    """
    return 9.80665 * static_head_m + pressure_kpa__margin + pressure_kpa__span


@formula(
    "vessel_volume_l",
    "(expansion_volume_l + reserve_volume_l) / (1 - pressure_kpa__fill / pressure_kpa__final)",
    source="first_principles",
)
def vessel_volume(
    expansion_volume_l: float, reserve_volume_l: float, pressure_kpa__fill: float, pressure_kpa__final: float
) -> float:
    """Total volume of a closed vessel with a gas cushion (Boyle), precharged to the fill pressure.

    Raises OutsideValidity where the fill pressure is not below 95 % of the final one.

    >>> round(vessel_volume(136.6, 0.0, 401.2, 637.0))
    369
    """
    require("pressure_kpa__fill", pressure_kpa__fill, 0.0, 0.95 * pressure_kpa__final)
    return (expansion_volume_l + reserve_volume_l) / (1 - pressure_kpa__fill / pressure_kpa__final)


@formula(
    "vessel_volume_l__hot_water",
    "(density_kg_m3__cold - density_kg_m3__hot) * pressure_ratio * volume_l"
    " / ((pressure_ratio - 1) * density_kg_m3__hot)",
    source="gb50015_2019_recalled",
    clause="6.5.21",
)
def hot_water_vessel_volume(
    density_kg_m3__cold: float, density_kg_m3__hot: float, pressure_ratio: float, volume_l: float
) -> float:
    """Vessel of a closed hot-water system; ``pressure_ratio`` is final by initial absolute pressure.

    Raises OutsideValidity for a ratio below 1.02.

    >>> round(hot_water_vessel_volume(999.97, 983.19, 1.1, 1000.0))
    188
    """
    require("pressure_ratio", pressure_ratio, 1.02, 10.0)
    return (
        (density_kg_m3__cold - density_kg_m3__hot) * pressure_ratio * volume_l
        / ((pressure_ratio - 1) * density_kg_m3__hot)
    )  # fmt: skip


@formula("flow_m3h__make_up", "make_up_fraction * system_volume_l / 1000", source="gb50736_2012_recalled")
def make_up_flow(make_up_fraction: float, system_volume_l: float) -> float:
    """Flow of the make-up pump: a share of the system's water in an hour.

    >>> make_up_flow(0.05, 8000.0)
    0.4
    """
    return make_up_fraction * system_volume_l / 1000


@formula(
    "head_m",
    "static_head_m + pressure_kpa__margin * 1000 / (1000 * 9.80665)",
    source="gb50736_2012_recalled",
)
def make_up_head(static_head_m: float, pressure_kpa__margin: float) -> float:
    """Head of make-up pumps: to the highest point, and a little above the pressure kept there.

    >>> round(make_up_head(18.0, 40.0), 2)
    22.08
    """
    return static_head_m + pressure_kpa__margin * 1000 / (1000 * 9.80665)
