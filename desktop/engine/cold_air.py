"""Air of many units side by side: how much they draw, and how fast it must come in from the sides."""

from __future__ import annotations

from math import sqrt

from .sheet import formula

PHYSICS = "first_principles"


@formula(
    "air_flow_m3h",
    "3600 * (capacity_kw - power_kw) / (1.006 * air_density_kg_m3 * dt_air_k)",
    source=PHYSICS,
)
def unit_air_flow(capacity_kw: float, power_kw: float, air_density_kg_m3: float, dt_air_k: float) -> float:
    """Air a unit draws to take up its heat at a cooling of the air; dry air, no frost.

    >>> round(unit_air_flow(189.0, 84.0, 1.2, 5.0))
    62624
    """
    return 3600 * (capacity_kw - power_kw) / (1.006 * air_density_kg_m3 * dt_air_k)


@formula(
    "air_flow_m3h",
    "3600 * (capacity_kw + power_kw) / (1.006 * air_density_kg_m3 * dt_air_k)",
    source=PHYSICS,
)
def cooling_air_flow(
    capacity_kw: float, power_kw: float, air_density_kg_m3: float, dt_air_k: float
) -> float:
    """Air a unit that cools draws to give off its heat at a warming of the air.

    >>> round(cooling_air_flow(100.0, 25.9, 1.15, 10.0))
    39177
    """
    return 3600 * (capacity_kw + power_kw) / (1.006 * air_density_kg_m3 * dt_air_k)


@formula("air_flow_m3h__per_station", "unit_count * air_flow_m3h", source=PHYSICS)
def station_air_flow(unit_count: float, air_flow_m3h: float) -> float:
    """Air of all units that stand together.

    >>> station_air_flow(10, 60_000.0)
    600000.0
    """
    return unit_count * air_flow_m3h


@formula("field_area_m2", "unit_count * unit_field_m2", source=PHYSICS)
def field_area(unit_count: float, unit_field_m2: float) -> float:
    """Ground the units stand on, the ways between them included.

    >>> field_area(10, 16.0)
    160.0
    """
    return unit_count * unit_field_m2


@formula("perimeter_m", "2 * (1 + field_ratio) * sqrt(field_area_m2 / field_ratio)", source=PHYSICS)
def field_perimeter(field_ratio: float, field_area_m2: float) -> float:
    """Length of the sides of a rectangular field by the ratio of its sides.

    >>> field_perimeter(4.0, 400.0)
    100.0
    """
    return float(2 * (1 + field_ratio) * sqrt(field_area_m2 / field_ratio))


@formula(
    "intake_velocity_m_s",
    "air_flow_m3h__per_station / (3600 * perimeter_m * intake_height_m)",
    source=PHYSICS,
)
def intake_velocity(air_flow_m3h__per_station: float, perimeter_m: float, intake_height_m: float) -> float:
    """Mean speed of the air that comes in through the sides of the field.

    >>> round(intake_velocity(3_600_000.0, 100.0, 2.0), 1)
    5.0
    """
    return air_flow_m3h__per_station / (3600 * perimeter_m * intake_height_m)


@formula("field_area_m2__needed", "field_area_m2 * (intake_velocity_m_s / intake_velocity_max_m_s) ** 2",
         source=PHYSICS)  # fmt: skip
def field_for_velocity(
    field_area_m2: float, intake_velocity_m_s: float, intake_velocity_max_m_s: float
) -> float:
    """Ground on which the same units would draw their air at the highest speed: sides grow with its root.

    >>> field_for_velocity(400.0, 4.0, 2.0)
    1600.0
    """
    return field_area_m2 * (intake_velocity_m_s / intake_velocity_max_m_s) ** 2
