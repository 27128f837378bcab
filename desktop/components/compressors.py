"""Compressors: the records of their tables, and each joined with its fluid, curve, envelope and polynomials.

A record is rated by its displacement and efficiency curves, or by ten-term polynomials that say their own
convention: superheat or return gas, subcooling or liquid temperature, frequency, units.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal
from weakref import WeakKeyDictionary

from ..engine.compressor import CURRENT_A, FLOW_KG_S, POWER_KW, TERMS
from ..tables.catalog import Catalog
from ..tables.schema import Blank, Length, Range, Refers
from .refrigerants import Refrigerant

Kind = Literal[
    "rotary", "rotary_evi", "rotary_two_stage", "scroll", "scroll_evi", "scroll_two_stage", "screw",
    "screw_economised", "screw_two_stage", "centrifugal", "piston", "steam_roots", "steam_screw",
    "steam_centrifugal",
]  # fmt: skip
STEAM_KINDS: tuple[Kind, ...] = ("steam_roots", "steam_screw", "steam_centrifugal")
Measured = Literal["capacity", "power", "mass_flow", "current"]
Unit = Literal["W", "kW", "Btu/h", "kg/s", "kg/h", "g/s", "lb/h", "A"]
UNITS_OF: dict[str, tuple[str, ...]] = {
    "capacity": tuple(POWER_KW), "power": tuple(POWER_KW), "mass_flow": tuple(FLOW_KG_S),
    "current": tuple(CURRENT_A),
}  # fmt: skip
T = Range(-100, 250)
HZ = Range(5, 2000)


@dataclass(frozen=True, slots=True)
class CurveRow:
    """Efficiencies of a kind of compressor over the pressure ratio.

    ``gas_heat_fraction`` is the share of the electric power that the refrigerant carries away.
    """

    TABLE: ClassVar[str] = "compressor_curves.csv"
    KEY: ClassVar[tuple[str, ...]] = ("curve",)
    curve: str
    volumetric_base_fraction: Annotated[float, Range(0.3, 1.05)]
    volumetric_loss_fraction: Annotated[float, Range(0, 0.3)]
    isentropic_peak_fraction: Annotated[float, Range(0.2, 0.95)]
    pressure_ratio_peak: Annotated[float, Range(1, 10)]
    isentropic_fall_fraction: Annotated[float, Range(0, 1)]
    gas_heat_fraction: Annotated[float, Range(0.5, 1)]
    source: str


@dataclass(frozen=True, slots=True)
class CompressorRow:
    """A model. The displacement is that at the rated frequency; steps of part load are shares of the whole.

    An economised or two-stage model takes saturated vapour in between its compressions. With ``injection`` of
    water, steam leaves little superheated whatever its compression was.
    """

    TABLE: ClassVar[str] = "compressors.csv"
    KEY: ClassVar[tuple[str, ...]] = ("model",)
    model: str
    maker: str
    kind: Kind
    circuit: Literal["single_stage", "economised", "two_stage", "transcritical"]
    drive: Literal["fixed", "inverter"]
    refrigerant: Annotated[str, Refers(Refrigerant)]
    oil: Annotated[str, Blank()]
    rated_by: Literal["efficiency", "polynomial"]
    curve: Annotated[str, Refers(CurveRow)]
    envelope: str
    displacement_m3h: Annotated[float, Range(0.1, 200_000)] | None
    frequency_hz__rated: Annotated[float, HZ]
    frequency_hz__min: Annotated[float, HZ]
    frequency_hz__max: Annotated[float, HZ]
    part_load_fraction: Annotated[tuple[float, ...], Range(0.05, 1)]
    pressure_ratio__max: Annotated[float, Range(1, 30)] | None
    t_discharge_max_c: Annotated[float, Range(40, 300)] | None
    injection: Literal["none", "water"]
    source: str

    def flaws(self) -> Iterator[tuple[str, str]]:
        """What one cell alone cannot show."""
        if self.rated_by == "efficiency" and self.displacement_m3h is None:
            yield "displacement_m3h", "empty_cell"
        if not self.frequency_hz__min <= self.frequency_hz__rated <= self.frequency_hz__max:
            yield "frequency_hz__rated", "out_of_range"


@dataclass(frozen=True, slots=True)
class EnvelopeCorner:
    """A corner of an envelope, in order around it; convex. Transcritical ones run over the high pressure."""

    TABLE: ClassVar[str] = "compressor_envelopes.csv"
    KEY: ClassVar[tuple[str, ...]] = ("envelope", "t_evaporating_c", "t_condensing_c", "pressure_kpa")
    envelope: str
    t_evaporating_c: Annotated[float, T]
    t_condensing_c: Annotated[float, T] | None
    pressure_kpa: Annotated[float, Range(1, 20_000)] | None
    source: str

    @property
    def high(self) -> float:
        """The coordinate of the high side: temperature, or pressure where that is given."""
        value = self.t_condensing_c if self.pressure_kpa is None else self.pressure_kpa
        assert value is not None
        return value

    def flaws(self) -> Iterator[tuple[str, str]]:
        """One of the two coordinates of the high side."""
        if (self.t_condensing_c is None) == (self.pressure_kpa is None):
            yield "t_condensing_c", "empty_cell"


@dataclass(frozen=True, slots=True)
class PolynomialRow:
    """A ten-term polynomial with its convention, which is never guessed."""

    TABLE: ClassVar[str] = "compressor_polynomials.csv"
    KEY: ClassVar[tuple[str, ...]] = ("model", "measured", "frequency_hz")
    model: Annotated[str, Refers(CompressorRow)]
    measured: Measured
    unit: Unit
    temperature_unit: Literal["C", "F"]
    superheat_k: Annotated[float, Range(0, 60)] | None
    t_return_gas_c: Annotated[float, T] | None
    subcooling_k: Annotated[float, Range(0, 60)] | None
    t_liquid_c: Annotated[float, T] | None
    frequency_hz: Annotated[float, HZ]
    polynomial_coefficients: Annotated[tuple[float, ...], Length(TERMS)]
    source: str

    def flaws(self) -> Iterator[tuple[str, str]]:
        """A convention that is double or lacking, a unit of something else."""
        if (self.superheat_k is None) == (self.t_return_gas_c is None):
            yield "superheat_k", "compressor_convention"
        if (self.subcooling_k is None) == (self.t_liquid_c is None):
            yield "subcooling_k", "compressor_convention"
        if self.unit not in UNITS_OF[self.measured]:
            yield "unit", "compressor_unit"


TABLES = (CurveRow, CompressorRow, EnvelopeCorner, PolynomialRow)
Corners = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Compressor:
    """A model with all that belongs to it.

    ``lacking`` names what was never stated of a record of the user's; as long as it holds anything the
    record is not calculated. ``remark`` is the deviation from the maker's own points, where there were any.
    """

    row: CompressorRow
    refrigerant: Refrigerant | None
    curve: CurveRow
    envelope: Corners
    polynomials: tuple[PolynomialRow, ...] = ()
    lacking: tuple[str, ...] = ()
    residual_fraction: float | None = None

    @property
    def model(self) -> str:
        """The model's name."""
        return self.row.model

    @property
    def usable(self) -> bool:
        """Whether all is stated that a calculation needs."""
        return not self.lacking

    @property
    def over_pressure(self) -> bool:
        """Whether the envelope runs over the high pressure."""
        return self.row.circuit == "transcritical"


def high_interval(envelope: Corners, t_evaporating_c: float) -> tuple[float, float] | None:
    """Lowest and highest high side of a convex envelope at an evaporating temperature; None beside it.

    >>> high_interval(((0, 20), (10, 20), (10, 60), (0, 40)), 5)
    (20.0, 50.0)
    """
    found: list[float] = []
    for (e1, c1), (e2, c2) in zip(envelope, (*envelope[1:], envelope[0]), strict=True):
        if min(e1, e2) <= t_evaporating_c <= max(e1, e2):
            if e1 == e2:
                found += [float(c1), float(c2)]
            else:
                found.append(c1 + (c2 - c1) * (t_evaporating_c - e1) / (e2 - e1))
    return (min(found), max(found)) if found else None


def convex(envelope: Corners) -> bool:
    """Whether corners, in their order, go once around a convex shape."""
    turns = []
    count = len(envelope)
    for i in range(count):
        (x0, y0), (x1, y1), (x2, y2) = (envelope[(i + k) % count] for k in range(3))
        turns.append((x1 - x0) * (y2 - y1) - (y1 - y0) * (x2 - x1))
    return count >= 3 and (all(turn >= 0 for turn in turns) or all(turn <= 0 for turn in turns))


_JOINED: WeakKeyDictionary[Catalog, tuple[Compressor, ...]] = WeakKeyDictionary()


def compressors(catalog: Catalog, own: Iterable[Compressor] = ()) -> tuple[Compressor, ...]:
    """All compressors of a catalogue, then the user's own. Raises CatalogError for a faulty table."""
    if catalog not in _JOINED:
        fluids = {row.refrigerant: row for row in catalog.rows(Refrigerant)}
        curves = {row.curve: row for row in catalog.rows(CurveRow)}
        corners: dict[str, list[tuple[float, float]]] = {}
        for corner in catalog.rows(EnvelopeCorner):
            corners.setdefault(corner.envelope, []).append((corner.t_evaporating_c, corner.high))
        polynomials: dict[str, list[PolynomialRow]] = {}
        for polynomial in catalog.rows(PolynomialRow):
            polynomials.setdefault(polynomial.model, []).append(polynomial)
        _JOINED[catalog] = tuple(
            Compressor(
                row, fluids[row.refrigerant], curves[row.curve], tuple(corners[row.envelope]),
                tuple(polynomials.get(row.model, ())),
            )
            for row in catalog.rows(CompressorRow)
        )  # fmt: skip
    return (*_JOINED[catalog], *own)
