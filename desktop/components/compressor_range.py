"""Makes the reference range of compressors from its series and from what the units of the range need.

``python -m desktop.components.compressor_range`` writes ``compressors.csv``, ``compressor_envelopes.csv``,
``compressor_polynomials.csv`` and ``heat_pump_compressors.csv``; with ``--check`` it makes them anew and says
whether the shipped files are the same. Needs CoolProp and some seconds.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, fields, replace
from typing import Any

from ..tables.catalog import Catalog, load_catalog
from .compressor_fit import fitted_polynomials
from .compressor_points import point
from .compressor_series import SERIES, Series, corners, fluid_code, rounded_size
from .compressor_units import HeatPumpCompressor, rated_conditions, refrigerant_of, series_code
from .compressors import Compressor, CompressorRow, CurveRow, EnvelopeCorner, PolynomialRow
from .heat_pumps import Unit, heat_pumps
from .refrigerants import Refrigerant

SOURCE, FITTED_SOURCE = "compressor_range", "compressor_range_fit"
CONVENTIONS = (("KS", "R410A", 12.5), ("KS", "R290", 20.0), ("KS", "R134a", 25.0), ("KG", "R134a", 500.0))
"""Models that are shipped a second time as polynomials: at a superheat (S), and at a return gas (G)."""


def row_of(series: Series, refrigerant: Refrigerant, size: float, maker: str) -> CompressorRow:
    """The record of one size."""
    rated, low, high = series.frequencies_hz
    return CompressorRow(
        model=f"HQ-{series.code}-{fluid_code(refrigerant.refrigerant)}-{size:g}", maker=maker,
        kind=series.kind,
        circuit=series.circuit, drive=series.drive, refrigerant=refrigerant.refrigerant,
        oil="" if series.kind.startswith("steam") or series.kind == "centrifugal" else
        (refrigerant.oils or ("",))[0],
        rated_by="efficiency", curve=series.curve,
        envelope=f"{series.code} {refrigerant.refrigerant}", displacement_m3h=size, frequency_hz__rated=rated,
        frequency_hz__min=low, frequency_hz__max=high, part_load_fraction=series.steps,
        pressure_ratio__max=series.ratio_max, t_discharge_max_c=series.t_discharge_max_c,
        injection=series.injection, source=SOURCE,
    )  # fmt: skip


class Maker:
    """Joins rows before they are written, so that the units' compressors can be sized."""

    def __init__(self, catalog: Catalog) -> None:
        self.fluids = {row.refrigerant: row for row in catalog.rows(Refrigerant)}
        self.curves = {row.curve: row for row in catalog.rows(CurveRow)}
        self.series = {one.code: one for one in SERIES}
        self.units = heat_pumps(catalog)

    def made(self, code: str, refrigerant: str, size: float) -> Compressor:
        """A model of a series."""
        series = self.series[code]
        row = row_of(series, self.fluids[refrigerant], size, self.units[0].row.maker)
        span = corners(series.spans[refrigerant])
        return Compressor(row, self.fluids[refrigerant], self.curves[row.curve], span)

    def of_unit(self, unit: Unit) -> Iterator[tuple[HeatPumpCompressor, Compressor]]:
        """The compressors of a unit, sized at its rated condition; the low circuit feeds the high one."""
        heat_kw = unit.row.rated_heating_kw
        stages = rated_conditions(unit)
        for stage in ("high", "main"):
            if stage not in stages:
                continue
            code = series_code(unit.family, stage, unit.row.rated_heating_kw)
            fluid = refrigerant_of(unit.family, stage)
            one = point(self.made(code, fluid, 1.0), stages[stage])
            size = rounded_size(heat_kw / unit.row.circuit_count / one.heating_kw)
            model = self.made(code, fluid, size)
            yield HeatPumpCompressor(unit.model, stage, model.model, unit.row.circuit_count, SOURCE), model
            heat_kw *= one.cooling_kw / one.heating_kw

    def all(self) -> tuple[list[HeatPumpCompressor], list[Compressor]]:
        """Which compressors drive which unit, and all models in the order of series, fluid and size."""
        used: list[HeatPumpCompressor] = []
        found: dict[str, Compressor] = {}
        for series in SERIES:
            for fluid, sizes in series.sizes.items():
                for size in sizes:
                    one = self.made(series.code, fluid, size)
                    found[one.model] = one
        for unit in self.units:
            for row, one in sorted(self.of_unit(unit), key=lambda pair: pair[0].stage == "high"):
                used.append(row)
                found[one.model] = one
        codes = [series.code for series in SERIES]
        fluids = list(self.fluids)
        ordered = sorted(
            found.values(),
            key=lambda one: (
                codes.index(one.model.split("-")[1]), fluids.index(one.row.refrigerant),
                one.row.displacement_m3h or 0.0,
            ),
        )  # fmt: skip
        return used, ordered


def tables(catalog: Catalog) -> dict[type[Any], list[Any]]:
    """Every row of the four tables."""
    maker = Maker(catalog)
    used, models = maker.all()
    rows = [one.row for one in models]
    polynomials: list[PolynomialRow] = []
    for code, fluid, size in CONVENTIONS:
        base = maker.made(code, fluid, size)
        for mark, convention in (("S", {"superheat_k": 10.0}), ("G", {"t_return_gas_c": 20.0})):
            row = replace(
                base.row, model=f"{base.model}-{mark}", rated_by="polynomial", source=FITTED_SOURCE,
                frequency_hz__min=50.0, frequency_hz__max=50.0, envelope=f"{code} {fluid} {mark}",
            )  # fmt: skip
            rows.append(row)
            polynomials += fitted_polynomials(base, row.model, FITTED_SOURCE, **convention)[0]
    envelopes = []
    for row in rows:
        code = row.model.split("-")[1]
        span = corners(maker.series[code].spans[row.refrigerant])
        if row.envelope.endswith(" G"):
            span = below_return_gas(span)
        over_pressure = row.circuit == "transcritical"
        for te, high in span:
            t, p = (None, high) if over_pressure else (high, None)
            envelopes.append(EnvelopeCorner(row.envelope, te, t, p, SOURCE))
    return {
        CompressorRow: rows, EnvelopeCorner: list(dict.fromkeys(envelopes)), PolynomialRow: polynomials,
        HeatPumpCompressor: used,
    }  # fmt: skip


T_RETURN_GAS_C = 20.0


def below_return_gas(span: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
    """An envelope cut where the return gas would no longer be superheated."""
    low, right, top, knee, left = span
    if right[0] <= T_RETURN_GAS_C:
        return span
    share = (T_RETURN_GAS_C - low[0]) / (right[0] - low[0])
    return low, (T_RETURN_GAS_C, low[1] + share * (right[1] - low[1])), (T_RETURN_GAS_C, top[1]), knee, left


def as_csv(record: type[Any], rows: Iterable[Any]) -> str:
    """A table's text."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(field.name for field in fields(record))
    for row in rows:
        writer.writerow(cell(value) for value in astuple(row))
    return text.getvalue()


def cell(value: object) -> str:
    """A value as a table holds it."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return " ".join(f"{one:.12g}" for one in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def write_tables(catalog: Catalog, *, check: bool = False) -> bool:
    """Make the tables and write them; with ``check`` only say whether the files hold the same already."""
    same = True
    for record, rows in tables(catalog).items():
        path = catalog.folder / record.TABLE
        made = as_csv(record, rows)
        if check:
            same = same and path.is_file() and path.read_text(encoding="utf-8") == made
        else:
            path.write_text(made, encoding="utf-8", newline="")
    return same


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or check the shipped tables. Exit code 1 where they differ."""
    parser = argparse.ArgumentParser(prog="python -m desktop.components.compressor_range")
    parser.add_argument("--check", action="store_true")
    return 0 if write_tables(load_catalog(), check=parser.parse_args(arguments).check) else 1


if __name__ == "__main__":
    sys.exit(main())
