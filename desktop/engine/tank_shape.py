"""The stated geometry behind the reference range's tanks: area, insulation, heat loss; estimates."""

from __future__ import annotations

from .sheet import formula
from .validity import require

SHAPE = "range_tanks_estimate"


@formula(
    "area_m2",
    "3.141593 * diameter_mm * height_mm / 1000000 + 1.570796 * (diameter_mm / 1000) ** 2",
    source=SHAPE,
)
def upright_area(diameter_mm: float, height_mm: float) -> float:
    """Surface of an upright cylinder with both ends.

    >>> round(upright_area(1000.0, 2000.0), 2)
    7.85
    """
    return 3.141593 * diameter_mm * height_mm / 1000000 + 1.570796 * (diameter_mm / 1000) ** 2


@formula(
    "area_m2",
    "2 * (length_mm * width_mm + length_mm * height_mm + width_mm * height_mm) / 1000000",
    source=SHAPE,
)
def box_area(length_mm: float, width_mm: float, height_mm: float) -> float:
    """Surface of a box, floor and cover included.

    >>> box_area(2000.0, 1000.0, 1000.0)
    10.0
    """
    return 2 * (length_mm * width_mm + length_mm * height_mm + width_mm * height_mm) / 1000000


@formula(
    "ua_w_k",
    "1.5 * area_m2 / (insulation_mm / 1000 / conductivity_w_mk + 0.1)",
    source=SHAPE,
)
def insulated_loss(area_m2: float, insulation_mm: float, conductivity_w_mk: float) -> float:
    """Heat loss coefficient of an insulated tank; half is added for feet, joints and connections.

    0.1 m²K/W stands for the air outside. Raises OutsideValidity for insulation below 10 mm.

    >>> round(insulated_loss(3.9, 50.0, 0.028), 2)
    3.1
    """
    require("insulation_mm", insulation_mm, 10.0, 400.0)
    return 1.5 * area_m2 / (insulation_mm / 1000 / conductivity_w_mk + 0.1)
