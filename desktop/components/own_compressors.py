"""Compressors of the user's own: one CSV file, a polynomial a row, with its convention or what it lacks.

A record whose convention is not wholly stated stands in the file and is not calculated until it is.
"""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, cast

from ..engine.compressor import TERMS, UNIT_FACTORS
from ..engine.fluids import FluidError
from ..engine.messages import Message, message
from ..tables.catalog import Catalog
from ..tables.faults import CatalogError, Fault
from ..tables.schema import BadCell, Blank, Length, Range, columns_of
from .compressor_points import Conditions, OutsideCompressor
from .compressor_rated import convention_deviation, through_point
from .compressors import (
    HZ,
    UNITS_OF,
    Compressor,
    CompressorRow,
    Corners,
    CurveRow,
    Kind,
    Measured,
    PolynomialRow,
    T,
    Unit,
    compressors,
    convex,
)
from .refrigerants import Refrigerant

CURVE = "imported"
SOURCE = "own_compressor"
FILLED_LEAST, FILLED_MOST = 0.5, 1.05
"""Volumetric efficiencies that a rated point may come to."""
LARGEST_CONVENTION_FRACTION = 0.03
"""Where capacity over mass flow misses the enthalpies of a stated convention by more, it is another one."""
LARGEST_RESIDUAL_FRACTION = 0.05
"""A polynomial that misses the maker's own points by more is not understood."""


@dataclass(frozen=True, slots=True)
class OwnCompressorRow:
    """One polynomial of the file, or one figure of a rated point. Blank cells are what nobody stated.

    A compressor that is known at one point only, with its displacement, has ``rated_value`` there.
    ``envelope`` is a list of corners ``evaporating:condensing`` with spaces between, in °C.
    """

    model: str
    maker: Annotated[str, Blank()]
    kind: Kind | None
    refrigerant: Annotated[str, Blank()]
    measured: Measured
    unit: Unit | None
    temperature_unit: Literal["C", "F"] | None
    superheat_k: Annotated[float, Range(0, 60)] | None
    t_return_gas_c: Annotated[float, T] | None
    subcooling_k: Annotated[float, Range(0, 60)] | None
    t_liquid_c: Annotated[float, T] | None
    frequency_hz: Annotated[float, HZ] | None
    displacement_m3h: Annotated[float, Range(0.1, 200_000)] | None
    envelope: Annotated[str, Blank()]
    pressure_ratio__max: Annotated[float, Range(1, 30)] | None
    t_discharge_max_c: Annotated[float, Range(40, 300)] | None
    residual_fraction: Annotated[float, Range(0, 1000)] | None
    polynomial_coefficients: Annotated[tuple[float, ...], Length(TERMS)] | None
    document: Annotated[str, Blank()]
    t_evaporating_c: Annotated[float, T] | None = None
    t_condensing_c: Annotated[float, T] | None = None
    rated_value: Annotated[float, Range(0, 1e9)] | None = None


def columns() -> tuple[Any, ...]:
    """The columns of the file, in order."""
    return columns_of(cast(Any, OwnCompressorRow))


def as_csv(rows: Iterable[OwnCompressorRow]) -> str:
    """The file's text; coefficients with every digit they have."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(column.name for column in columns())
    for row in rows:
        writer.writerow(_cell(value) for value in dataclasses.astuple(row))
    return out.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return " ".join(repr(float(one)) for one in value)
    return repr(value) if isinstance(value, float) else str(value)


def read_own(content: bytes, file: str) -> tuple[OwnCompressorRow, ...]:
    """The rows of the file. Raises CatalogError with every fault."""
    try:
        lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error):
        raise CatalogError([Fault(file, 0, "", "", "not_csv")]) from None
    known = columns()
    names = [column.name for column in known]
    if not lines or [cell.strip() for cell in lines[0]] != names:
        raise CatalogError([Fault(file, 1, "", "", "compressor_own_heads", ",".join(names[:4]))])
    faults: list[Fault] = []
    rows: list[OwnCompressorRow] = []
    for number, cells in enumerate(lines[1:], 2):
        if not any(cell.strip() for cell in cells):
            continue
        values = []
        for column, cell in zip(known, [*cells, *[""] * len(names)], strict=False):
            try:
                values.append(column.read(cell.strip()))
            except BadCell as bad:
                faults.append(Fault(file, number, column.name, cell, bad.reason, bad.allowed))
        if len(values) == len(names):
            row = OwnCompressorRow(*values)
            faults += _faults(row, file, number)
            rows.append(row)
    if not rows and not faults:
        faults.append(Fault(file, 0, "", "", "no_rows"))
    if faults:
        raise CatalogError(faults)
    return tuple(rows)


def _faults(row: OwnCompressorRow, file: str, line: int) -> list[Fault]:
    found = []
    if row.unit is not None and row.unit not in UNITS_OF[row.measured]:
        found.append(Fault(file, line, "unit", row.unit, "compressor_unit"))
    if row.superheat_k is not None and row.t_return_gas_c is not None:
        found.append(Fault(file, line, "superheat_k", "", "compressor_convention"))
    if row.subcooling_k is not None and row.t_liquid_c is not None:
        found.append(Fault(file, line, "subcooling_k", "", "compressor_convention"))
    if row.envelope and corners_of(row.envelope) is None:
        found.append(Fault(file, line, "envelope", row.envelope, "compressor_envelope", "-20:20 10:20 10:60"))
    return found


def corners_of(text: str) -> Corners | None:
    """The corners of an envelope as it is written; None where it is none or not convex.

    >>> corners_of("-20:20 10:20 10:60 -20:40")
    ((-20.0, 20.0), (10.0, 20.0), (10.0, 60.0), (-20.0, 40.0))
    """
    try:
        pairs = [tuple(map(float, pair.split(":"))) for pair in text.split()]
        found = tuple((one, other) for one, other in pairs)
    except ValueError:
        return None
    return found if len(found) >= 3 and convex(found) else None


def lacking(rows: Sequence[OwnCompressorRow], fluids: Mapping[str, Refrigerant]) -> tuple[str, ...]:
    """What is still to be stated of a model, by the names of the file's columns."""
    found: list[str] = []
    if rows[0].refrigerant not in fluids:
        found.append("refrigerant")
    if any(row.unit is None for row in rows):
        found.append("unit")
    if any(row.temperature_unit is None and row.polynomial_coefficients is not None for row in rows):
        found.append("temperature_unit")
    if any(row.superheat_k is None and row.t_return_gas_c is None for row in rows):
        found.append("superheat_k")
    if any(row.subcooling_k is None and row.t_liquid_c is None for row in rows):
        found.append("subcooling_k")
    if any(row.frequency_hz is None for row in rows):
        found.append("frequency_hz")
    if not rows[0].envelope:
        found.append("envelope")
    measured = {row.measured for row in rows}
    if "power" not in measured:
        found.append("power")
    if not measured & {"capacity", "mass_flow"}:
        found.append("capacity")
    if any(row.polynomial_coefficients is None for row in rows):
        if any(None in (row.t_evaporating_c, row.t_condensing_c, row.rated_value) for row in rows):
            found.append("rated_point")
        if rows[0].displacement_m3h is None:
            found.append("displacement_m3h")
    if any((row.residual_fraction or 0) > LARGEST_RESIDUAL_FRACTION for row in rows):
        found.append("residual_fraction")
    return tuple(found)


def own_compressors(rows: Iterable[OwnCompressorRow], catalog: Catalog) -> tuple[Compressor, ...]:
    """The compressors of the rows, those that lack something too. Raises CatalogError for a shipped name."""
    fluids = {row.refrigerant: row for row in catalog.rows(Refrigerant)}
    curve = catalog.find(CurveRow, CURVE)
    models: dict[str, list[OwnCompressorRow]] = {}
    for row in rows:
        models.setdefault(row.model, []).append(row)
    shipped = {one.model for one in compressors(catalog)}
    clashes = [
        Fault("own.csv", 0, "model", model, "compressor_clash") for model in models if model in shipped
    ]
    if clashes:
        raise CatalogError(clashes)
    return tuple(_joined(model, own, fluids, curve) for model, own in models.items())


def _joined(
    model: str, rows: Sequence[OwnCompressorRow], fluids: Mapping[str, Refrigerant], curve: CurveRow
) -> Compressor:
    first = rows[0]
    by_point = first.polynomial_coefficients is None
    open_points = lacking(rows, fluids)
    frequencies = sorted({row.frequency_hz for row in rows if row.frequency_hz is not None}) or [50.0]
    row = CompressorRow(
        model=model,
        maker=first.maker or first.document or model,
        kind=first.kind or "scroll",
        circuit="single_stage",
        drive="fixed" if len(frequencies) == 1 else "inverter",
        refrigerant=first.refrigerant,
        oil="",
        rated_by="efficiency" if by_point else "polynomial",
        curve=CURVE,
        envelope=model,
        displacement_m3h=first.displacement_m3h,
        frequency_hz__rated=frequencies[len(frequencies) // 2],
        frequency_hz__min=frequencies[0],
        frequency_hz__max=frequencies[-1],
        part_load_fraction=(1.0,),
        pressure_ratio__max=first.pressure_ratio__max,
        t_discharge_max_c=first.t_discharge_max_c,
        injection="none",
        source=SOURCE,
    )
    polynomials = () if open_points or by_point else tuple(_polynomial(model, one) for one in rows)
    residuals = [one.residual_fraction for one in rows if one.residual_fraction is not None]
    made = Compressor(
        row, fluids.get(first.refrigerant), curve, corners_of(first.envelope) or (), polynomials, open_points,
        max(residuals, default=None),
    )  # fmt: skip
    if by_point:
        return made if open_points else _through_point(made, rows)
    if not open_points and (convention_deviation(made) or 0.0) > LARGEST_CONVENTION_FRACTION:
        return dataclasses.replace(made, polynomials=(), lacking=("convention",))
    return made


def _through_point(compressor: Compressor, rows: Sequence[OwnCompressorRow]) -> Compressor:
    """Efficiencies by the rated point; a volumetric one that cannot be is a wrong convention."""
    figures = {row.measured: (row.rated_value or 0.0) * UNIT_FACTORS[row.unit or "W"] for row in rows}
    first = rows[0]
    at = Conditions(
        first.t_evaporating_c or 0.0,
        first.t_condensing_c,
        first.superheat_k or 0.0,
        first.subcooling_k or 0.0,
    )
    if first.t_return_gas_c is not None or first.t_liquid_c is not None or "capacity" not in figures:
        return dataclasses.replace(compressor, lacking=("superheat_k", "subcooling_k"))
    try:
        made = through_point(compressor, at, figures["capacity"], figures["power"])
    except (OutsideCompressor, FluidError):
        return dataclasses.replace(compressor, lacking=("rated_point",))
    filled = made.curve.volumetric_base_fraction
    likely = FILLED_LEAST <= filled <= FILLED_MOST
    return made if likely else dataclasses.replace(compressor, lacking=("convention",))


def _polynomial(model: str, row: OwnCompressorRow) -> PolynomialRow:
    """A row in which nothing is lacking."""
    assert row.unit is not None
    assert row.temperature_unit is not None
    assert row.frequency_hz is not None
    assert row.polynomial_coefficients is not None
    return PolynomialRow(
        model, row.measured, row.unit, row.temperature_unit, row.superheat_k, row.t_return_gas_c,
        row.subcooling_k, row.t_liquid_c, row.frequency_hz, row.polynomial_coefficients, SOURCE,
    )  # fmt: skip


def told(one: Compressor, word: Callable[[str], str]) -> Message:
    """One line on an imported record: usable, or what is to be stated; ``word`` gives the text of a key."""
    if one.usable:
        return message("cli.compressors_usable", model=one.model)
    open_points = ", ".join(word(f"compressor_lacking.{name}") for name in one.lacking)
    return message("cli.compressors_unusable", model=one.model, value=open_points)
