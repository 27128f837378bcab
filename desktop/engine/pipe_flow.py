"""Water in pipes: velocity, friction by Churchill's formula, and the code's limit on transport energy."""

from __future__ import annotations

from math import log as ln

from .sheet import formula
from .validity import require


@formula(
    "velocity_m_s", "flow_m3h / 3600 / (0.785398 * (diameter_mm / 1000) ** 2)", source="first_principles"
)
def pipe_velocity(flow_m3h: float, diameter_mm: float) -> float:
    """Mean velocity in a pipe of the given inner diameter.

    >>> round(pipe_velocity(36.0, 105.3), 2)
    1.15
    """
    return flow_m3h / 3600 / (0.785398 * (diameter_mm / 1000) ** 2)


@formula(
    "reynolds", "density_kg_m3 * velocity_m_s * diameter_mm / viscosity_mpa_s", source="first_principles"
)
def reynolds(density_kg_m3: float, velocity_m_s: float, diameter_mm: float, viscosity_mpa_s: float) -> float:
    """Reynolds number; millimetres and mPa·s cancel.

    >>> round(reynolds(1000.0, 1.0, 100.0, 1.0))
    100000
    """
    return density_kg_m3 * velocity_m_s * diameter_mm / viscosity_mpa_s


@formula(
    "friction_factor",
    "8 * ((8 / reynolds) ** 12 + 1 / ((2.457 * ln(1 / ((7 / reynolds) ** 0.9"
    " + 0.27 * roughness_mm / diameter_mm))) ** 16 + (37530 / reynolds) ** 16) ** 1.5) ** (1 / 12)",
    source="churchill_1977",
)
def friction_factor(reynolds: float, roughness_mm: float, diameter_mm: float) -> float:
    """Darcy's friction factor, laminar to fully rough, in one formula.

    Raises OutsideValidity for a Reynolds number outside 10 to 1e8 or a relative roughness above 0.05.

    >>> round(friction_factor(1000.0, 0.0, 100.0), 4)  # laminar: 64 / Re
    0.064
    """
    require("reynolds", reynolds, 10.0, 1e8)
    require("roughness_mm", roughness_mm, 0.0, 0.05 * diameter_mm)
    return float(8 * (
        (8 / reynolds) ** 12
        + 1 / ((2.457 * ln(1 / ((7 / reynolds) ** 0.9 + 0.27 * roughness_mm / diameter_mm))) ** 16
               + (37530 / reynolds) ** 16) ** 1.5
    ) ** (1 / 12))  # fmt: skip


@formula(
    "specific_friction_pa_m",
    "friction_factor * density_kg_m3 * velocity_m_s ** 2 * 1000 / (2 * diameter_mm)",
    source="darcy_weisbach",
)
def specific_friction(
    friction_factor: float, density_kg_m3: float, velocity_m_s: float, diameter_mm: float
) -> float:
    """Pressure drop of a metre of straight pipe.

    >>> specific_friction(0.02, 1000.0, 1.0, 100.0)
    100.0
    """
    return friction_factor * density_kg_m3 * velocity_m_s**2 * 1000 / (2 * diameter_mm)


@formula(
    "transport_ratio",
    "0.003096 * flow_m3h * head_m / (pump_efficiency_fraction * heat_kw)",
    source="gb50736_2012_recalled",
    clause="8.11.13",
)
def transport_ratio(flow_m3h: float, head_m: float, pump_efficiency_fraction: float, heat_kw: float) -> float:
    """Electricity to transport heat by the heat transported (EHR-h), for one set of pumps at design.

    ``flow_m3h`` is that of all pumps running, ``pump_efficiency_fraction`` the pump's at that point.

    >>> round(transport_ratio(172.0, 25.0, 0.75, 1000.0), 5)
    0.01775
    """
    return 0.003096 * flow_m3h * head_m / (pump_efficiency_fraction * heat_kw)


@formula(
    "coefficient__length",
    "0.003833 + 3.067 / min(max(length_m, 400), 1000)",
    source="gb50736_2012_recalled",
    clause="8.11.13",
)
def heating_length_coefficient(length_m: float) -> float:
    """α of the limit on EHR-h by the length of the main, out and back: it falls from 400 to 1,000 m.

    >>> round(heating_length_coefficient(200.0), 4), round(heating_length_coefficient(2000.0), 4)
    (0.0115, 0.0069)
    """
    return 0.003833 + 3.067 / min(max(length_m, 400), 1000)


@formula(
    "transport_ratio__limit",
    "coefficient__A * (coefficient__B + coefficient__length * length_m) / dt_k",
    source="gb50736_2012_recalled",
    clause="8.11.13",
)
def transport_limit(
    coefficient__A: float, coefficient__B: float, coefficient__length: float, length_m: float, dt_k: float
) -> float:
    """Largest EHR-h that the code allows; A, B and α are rows of transport_limits.csv.

    >>> round(transport_limit(0.0044, 17.0, 0.0115, 200.0, 10.0), 5)
    0.00849
    """
    return coefficient__A * (coefficient__B + coefficient__length * length_m) / dt_k


@formula(
    "coefficient__length",
    "min(0.02, 0.016 + 1.6 / length_m, 0.013 + 4.6 / length_m)",
    source="gb50736_2012_recalled",
    clause="8.5.12",
)
def cooling_length_coefficient(length_m: float) -> float:
    """α of the limit on EC(H)R-a for chilled water: 0.02 up to 400 m, then falling.

    >>> round(cooling_length_coefficient(200.0), 4), round(cooling_length_coefficient(1000.0), 4)
    (0.02, 0.0176)
    """
    require("length_m", length_m, 1.0, 1e5)
    return min(0.02, 0.016 + 1.6 / length_m, 0.013 + 4.6 / length_m)
