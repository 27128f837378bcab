"""What the bench has found, as plain values for JSON and CSV; numbers as they were calculated."""

from __future__ import annotations

import csv
import io
from typing import Any

from .compressor_choice import CompressorOption, Found, Wish
from .compressor_fit import fitted_polynomials
from .compressors import Compressor
from .own_compressors import OwnCompressorRow

SCHEMA_VERSION = 1


def option_values(option: CompressorOption) -> dict[str, Any]:
    """One option; powers and capacities of all its compressors together."""
    one, row = option.point, option.compressor.row
    return {
        "model": row.model,
        "maker": row.maker,
        "kind": row.kind,
        "drive": row.drive,
        "source": row.source,
        "compressor_count": option.count,
        "frequency_hz": option.frequency_hz,
        "heating_kw": option.heating_kw,
        "cooling_kw": option.cooling_kw,
        "power_kw": option.power_kw,
        "cop": option.cop,
        "mass_flow_kg_s": option.count * one.mass_flow_kg_s,
        "suction_m3h": option.count * one.suction_m3h,
        "t_discharge_c": one.t_discharge_c,
        "pressure_ratio": one.pressure_ratio,
        "volumetric_fraction": one.volumetric_fraction,
        "isentropic_fraction": one.isentropic_fraction,
        "injected_ratio": one.injected_ratio,
        "capacity_margin_fraction": option.margin_fraction,
        "minimum_load_fraction": option.minimum_fraction,
        "part_load_fraction": list(option.steps),
    }


def found_values(wish: Wish, found: Found) -> dict[str, Any]:
    """The whole answer to a wish."""
    at = wish.conditions
    return {
        "schema_version": SCHEMA_VERSION,
        "wish": {
            "refrigerant": wish.refrigerant,
            "duty": wish.duty,
            "duty_kw": wish.duty_kw,
            "t_evaporating_c": at.t_evaporating_c,
            "t_condensing_c": at.t_condensing_c,
            "superheat_k": at.superheat_k,
            "subcooling_k": at.subcooling_k,
            "pressure_kpa": at.pressure_high_kpa,
            "t_gas_cooler_c": at.t_gas_cooler_c,
            "frequency_hz": wish.frequency_hz,
        },
        "options": [option_values(one) for one in found.options],
        "rejections": [
            {"model": one.model, "rule": one.rule, "value": one.value, "limit": one.limit,
             "quantity": one.quantity}
            for one in found.rejections
        ],
    }  # fmt: skip


def found_csv(found: Found) -> str:
    """The options as a table, with the names of the quantities as heads."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    for index, one in enumerate(found.options):
        values = option_values(one)
        if index == 0:
            writer.writerow(values)
        writer.writerow(" ".join(map(str, v)) if isinstance(v, list) else v for v in values.values())
    return out.getvalue()


def polynomial_rows(
    compressor: Compressor, *, superheat_k: float | None, t_return_gas_c: float | None, subcooling_k: float,
    frequency_hz: float | None = None,
) -> tuple[OwnCompressorRow, ...]:  # fmt: skip
    """The compressor's polynomials in a convention, with how far they are from it.

    Those of a record that is rated by polynomials are fitted anew: its own stand in the catalogue. Raises
    NoPolynomial.
    """
    rows, residuals = fitted_polynomials(
        compressor, compressor.model, compressor.row.source, superheat_k=superheat_k,
        t_return_gas_c=t_return_gas_c, subcooling_k=subcooling_k, frequency_hz=frequency_hz,
    )  # fmt: skip
    row = compressor.row
    envelope = " ".join(f"{te:g}:{tc:g}" for te, tc in compressor.envelope)
    return tuple(
        OwnCompressorRow(
            f"{row.model}-fit", row.maker, row.kind, row.refrigerant, one.measured, one.unit, "C",
            one.superheat_k, one.t_return_gas_c, one.subcooling_k, None, one.frequency_hz,
            row.displacement_m3h, envelope, row.pressure_ratio__max, row.t_discharge_max_c,
            residuals[one.measured], one.polynomial_coefficients, row.source,
        )
        for one in rows
    )  # fmt: skip


def polynomial_values(rows: tuple[OwnCompressorRow, ...]) -> dict[str, Any]:
    """Exported polynomials for JSON."""
    first = rows[0]
    return {
        "schema_version": SCHEMA_VERSION,
        "model": first.model,
        "refrigerant": first.refrigerant,
        "superheat_k": first.superheat_k,
        "t_return_gas_c": first.t_return_gas_c,
        "subcooling_k": first.subcooling_k,
        "frequency_hz": first.frequency_hz,
        "temperature_unit": first.temperature_unit,
        "envelope": first.envelope,
        "polynomials": [
            {"measured": one.measured, "unit": one.unit, "residual_fraction": one.residual_fraction,
             "polynomial_coefficients": list(one.polynomial_coefficients or ())}
            for one in rows
        ],
    }  # fmt: skip
