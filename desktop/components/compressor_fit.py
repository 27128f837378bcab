"""Ten-term polynomials fitted to a compressor, with how far they are from it."""

from __future__ import annotations

from itertools import product

import numpy as np

from ..engine.compressor import fitted, polynomial
from .compressor_points import (
    CompressorPoint,
    Conditions,
    OutsideCompressor,
    at_states,
    broken_limits,
    gas_at,
)
from .compressors import Compressor, Measured, PolynomialRow, Unit

GRID = 13
DIGITS = 12
UNITS: dict[Measured, Unit] = {"capacity": "kW", "power": "kW", "mass_flow": "kg/s"}


class NoPolynomial(ValueError):
    """A compressor whose envelope holds too few points, or that runs over a high pressure."""


def fitted_polynomials(
    compressor: Compressor, model: str, source: str, *, superheat_k: float | None = None,
    t_return_gas_c: float | None = None, subcooling_k: float = 0.0, frequency_hz: float | None = None,
) -> tuple[list[PolynomialRow], dict[Measured, float]]:  # fmt: skip
    """Polynomials in °C at one frequency, and the largest deviation of each from the compressor's points.

    The points lie on a grid over the envelope, where the other limits allow. Raises NoPolynomial.
    """
    if compressor.over_pressure or (superheat_k is None) == (t_return_gas_c is None):
        raise NoPolynomial(compressor.model)
    frequency = compressor.row.frequency_hz__rated if frequency_hz is None else frequency_hz
    found: list[tuple[float, float, CompressorPoint]] = []
    for te, tc in grid(compressor):
        superheat = superheat_k if t_return_gas_c is None else t_return_gas_c - te
        if superheat is None or superheat < 0:
            continue
        one = _point(compressor, Conditions(te, tc, superheat, subcooling_k), frequency)
        if one is not None:
            found.append((te, tc, one))
    values: dict[Measured, list[float]] = {
        "capacity": [one.cooling_kw for *_, one in found],
        "power": [one.power_kw for *_, one in found],
        "mass_flow": [one.mass_flow_kg_s for *_, one in found],
    }
    te_list, tc_list = [te for te, *_ in found], [tc for _, tc, _ in found]
    rows, residuals = [], {}
    for measured, wanted in values.items():
        try:
            raw, _ = fitted(te_list, tc_list, wanted)
        except ValueError as error:
            raise NoPolynomial(compressor.model) from error
        coefficients = tuple(float(f"{one:.{DIGITS}g}") for one in raw)
        rows.append(
            PolynomialRow(
                model, measured, UNITS[measured], "C", superheat_k, t_return_gas_c, subcooling_k, None,
                frequency, coefficients, source,
            )
        )  # fmt: skip
        residuals[measured] = max(
            abs(polynomial(coefficients, te, tc) / value - 1)
            for te, tc, value in zip(te_list, tc_list, wanted, strict=True)
        )
    return rows, residuals


def grid(compressor: Compressor) -> list[tuple[float, float]]:
    """Points over an envelope's box; those outside the envelope are for the limits to refuse."""
    evaporating = [corner[0] for corner in compressor.envelope]
    high = [corner[1] for corner in compressor.envelope]
    return [
        (float(te), float(tc))
        for te, tc in product(
            np.linspace(min(evaporating), max(evaporating), GRID), np.linspace(min(high), max(high), GRID)
        )
    ]


def _point(compressor: Compressor, conditions: Conditions, frequency: float) -> CompressorPoint | None:
    if next(broken_limits(compressor, conditions, frequency), None) is not None:
        return None
    assert compressor.refrigerant is not None
    try:
        gas = gas_at(compressor.refrigerant.fluid_name, conditions)
        return at_states(compressor, conditions, gas, frequency)
    except OutsideCompressor:
        return None
