"""Compressors by formulas: displacement and efficiencies, ten-term polynomials, change of the suction gas.

Temperatures of a polynomial are dew temperatures at the compressor's inlet and outlet pressures. The terms
stand in the order of EN 12900 and AHRI 540: 1, t0, tk, t0², t0·tk, tk², t0³, t0²·tk, t0·tk², tk³.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .sheet import formula

TERMS = 10
VOLUMETRIC_FACTOR = 0.75
"""How much of a change of the suction density the mass flow follows (Dabiri and Rice); assumed."""
POWER_KW = {"W": 1e-3, "kW": 1.0, "Btu/h": 2.930710701722222e-4}
FLOW_KG_S = {"kg/s": 1.0, "kg/h": 1 / 3600.0, "g/s": 1e-3, "lb/h": 0.45359237 / 3600.0}
CURRENT_A = {"A": 1.0}
UNIT_FACTORS = {**POWER_KW, **FLOW_KG_S, **CURRENT_A}
"""What a figure of a polynomial is to be multiplied by to become kW, kg/s or A."""
TemperatureUnit = Literal["C", "F"]


@formula(
    "volumetric_fraction",
    "volumetric_base_fraction - volumetric_loss_fraction * (pressure_ratio - 1)",
    source="compressor_efficiency_curves",
)
def volumetric_efficiency(
    volumetric_base_fraction: float, volumetric_loss_fraction: float, pressure_ratio: float
) -> float:
    """Share of the swept volume that is filled with suction gas.

    >>> round(volumetric_efficiency(0.98, 0.02, 4.0), 3)
    0.92
    """
    return volumetric_base_fraction - volumetric_loss_fraction * (pressure_ratio - 1)


@formula(
    "isentropic_fraction",
    "isentropic_peak_fraction - isentropic_fall_fraction * ln(pressure_ratio / pressure_ratio_peak)**2",
    source="compressor_efficiency_curves",
)
def isentropic_efficiency(
    isentropic_peak_fraction: float,
    isentropic_fall_fraction: float,
    pressure_ratio: float,
    pressure_ratio_peak: float,
) -> float:
    """Isentropic work over electric work, motor included; falls on both sides of its best ratio.

    >>> round(isentropic_efficiency(0.7, 0.08, 3.0, 3.0), 3)
    0.7
    """
    return (
        isentropic_peak_fraction - isentropic_fall_fraction * log(pressure_ratio / pressure_ratio_peak) ** 2
    )


@formula(
    "mass_flow_kg_s",
    "displacement_m3h / 3600 * frequency_hz / frequency_hz__rated * volumetric_fraction * density_kg_m3",
    source="first_principles",
)
def swept_flow(
    displacement_m3h: float,
    frequency_hz: float,
    frequency_hz__rated: float,
    volumetric_fraction: float,
    density_kg_m3: float,
) -> float:
    """Mass flow that a displacement draws in; the displacement is at the rated frequency.

    >>> round(swept_flow(36.0, 60.0, 50.0, 0.9, 20.0), 3)
    0.216
    """
    return displacement_m3h / 3600 * frequency_hz / frequency_hz__rated * volumetric_fraction * density_kg_m3


@formula(
    "mass_flow_kg_s",
    "mass_flow_kg_s__rated * (1 + volumetric_factor * (density_kg_m3 / density_kg_m3__rated - 1))",
    source="dabiri_rice_recalled",
)
def flow_at_density(
    mass_flow_kg_s__rated: float,
    volumetric_factor: float,
    density_kg_m3: float,
    density_kg_m3__rated: float,
) -> float:
    """Mass flow at another superheat than the rated one, by the density of the suction gas.

    >>> round(flow_at_density(0.2, 0.75, 21.0, 20.0), 4)
    0.2075
    """
    return mass_flow_kg_s__rated * (1 + volumetric_factor * (density_kg_m3 / density_kg_m3__rated - 1))


@formula(
    "electric_power_kw",
    "mass_flow_kg_s * isentropic_work_kj_kg / isentropic_fraction",
    source="first_principles",
)
def electric_power(mass_flow_kg_s: float, isentropic_work_kj_kg: float, isentropic_fraction: float) -> float:
    """Electric power of a compression.

    >>> electric_power(0.2, 35.0, 0.7)
    10.0
    """
    return mass_flow_kg_s * isentropic_work_kj_kg / isentropic_fraction


def terms(t_evaporating: ArrayLike, t_condensing: ArrayLike) -> NDArray[np.float64]:
    """The ten terms, along the last axis.

    >>> terms(2.0, 3.0).tolist()
    [1.0, 2.0, 3.0, 4.0, 6.0, 9.0, 8.0, 12.0, 18.0, 27.0]
    """
    e, c = np.broadcast_arrays(np.asarray(t_evaporating, float), np.asarray(t_condensing, float))
    return np.stack(
        [np.ones_like(e), e, c, e * e, e * c, c * c, e * e * e, e * e * c, e * c * c, c * c * c], axis=-1
    )


def polynomial(coefficients: Sequence[float], t_evaporating: float, t_condensing: float) -> float:
    """The value of a ten-term polynomial, in the units and temperatures it is written for.

    >>> polynomial((1, 1, 0, 0, 0, 0, 0, 0, 0, 1), 2.0, 3.0)
    30.0
    """
    if len(coefficients) != TERMS:
        raise ValueError(f"{TERMS} coefficients are needed, not {len(coefficients)}")
    return float(terms(t_evaporating, t_condensing) @ np.asarray(coefficients, float))


def in_unit(t_c: float, unit: TemperatureUnit) -> float:
    """A temperature in °C as a polynomial takes it.

    >>> in_unit(100.0, "F")
    212.0
    """
    return t_c * 1.8 + 32.0 if unit == "F" else t_c


def of_unit(value: float, unit: TemperatureUnit) -> float:
    """A temperature of a polynomial in °C.

    >>> of_unit(212.0, "F")
    100.0
    """
    return (value - 32.0) / 1.8 if unit == "F" else value


def in_celsius(coefficients: Sequence[float]) -> tuple[float, ...]:
    """The same polynomial, written for °C instead of °F: an exact change of the variables."""
    found = np.zeros((4, 4))
    given = dict(zip(_POWERS, coefficients, strict=True))
    for (e, c), factor in given.items():
        found += factor * np.outer(_power(e), _power(c))
    return tuple(float(found[power]) for power in _POWERS)


_POWERS = ((0, 0), (1, 0), (0, 1), (2, 0), (1, 1), (0, 2), (3, 0), (2, 1), (1, 2), (0, 3))


def _power(exponent: int) -> NDArray[np.float64]:
    """Coefficients of (1.8 t + 32) to a power, by rising power of t."""
    found = np.zeros(4)
    made = np.polynomial.polynomial.polypow([32.0, 1.8], exponent)
    found[: made.size] = made
    return found


def fitted(
    t_evaporating_c: ArrayLike, t_condensing_c: ArrayLike, values: ArrayLike
) -> tuple[tuple[float, ...], float]:
    """The polynomial of least squares in °C through points, and its largest deviation as a share.

    Raises ValueError where fewer than ten points, or points in a line, do not fix ten coefficients.
    """
    e, c, wanted = (np.asarray(each, float) for each in (t_evaporating_c, t_condensing_c, values))
    table = terms(e, c)
    scale = np.abs(table).max(axis=0)
    scale[scale == 0] = 1.0
    solved, _, rank, _ = np.linalg.lstsq(table / scale, wanted, rcond=None)
    if rank < TERMS:
        raise ValueError(f"the points fix {rank} of {TERMS} coefficients")
    found = solved / scale
    return tuple(float(one) for one in found), float(np.max(np.abs(table @ found / wanted - 1.0)))
