"""Circulation pumps: records, curves by points, and the choice of a pump for a flow and a head."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Annotated, ClassVar, Literal
from weakref import WeakKeyDictionary

from ..tables.catalog import Catalog
from ..tables.reading import Range, Refers

Kind = Literal["canned", "in_line", "end_suction", "double_suction"]
KINDS: tuple[Kind, ...] = ("canned", "in_line", "end_suction", "double_suction")


@dataclass(frozen=True, slots=True)
class PumpKind:
    """A build of pump: the shape its estimated curves have and the rules a choice keeps to.

    ``bep_share_fraction__low`` and ``__high`` bound the flow by the best flow, ``speed_ratio__low`` how far a
    drive may slow the pump, ``head_reserve_fraction__high`` how much head a valve may throttle away,
    ``integral_motor`` says that pump, motor and drive are one.
    """

    TABLE: ClassVar[str] = "pump_kinds.csv"
    KEY: ClassVar[tuple[str, ...]] = ("kind",)
    kind: Kind
    shutoff_ratio: Annotated[float, Range(1.02, 1.8)]
    suction_count: Annotated[int, Range(1, 2)]
    suction_specific_speed: Annotated[float, Range(80, 300)]
    bep_share_fraction__low: Annotated[float, Range(0, 1)]
    bep_share_fraction__high: Annotated[float, Range(1, 1.5)]
    speed_ratio__low: Annotated[float, Range(0.1, 1)]
    npsh_margin_m: Annotated[float, Range(0, 5)]
    head_reserve_fraction__high: Annotated[float, Range(0.1, 5)]
    drive_efficiency_fraction: Annotated[float, Range(0.8, 1)]
    integral_motor: bool
    source: str


@dataclass(frozen=True, slots=True)
class Pump:
    """A pump at full speed: ``flow_m3h`` and ``head_m`` are its best point.

    ``motor_power_kw`` is the motor's rated power at the shaft.
    """

    TABLE: ClassVar[str] = "pumps.csv"
    KEY: ClassVar[tuple[str, ...]] = ("model",)
    model: str
    kind: Kind
    flow_m3h: Annotated[float, Range(0.1, 5000)]
    head_m: Annotated[float, Range(0.5, 300)]
    speed_rpm: Annotated[float, Range(500, 6000)]
    pump_efficiency_fraction: Annotated[float, Range(0.05, 0.95)]
    motor_power_kw: Annotated[float, Range(0.005, 1000)]
    motor_efficiency_fraction: Annotated[float, Range(0.2, 0.99)]
    dn_mm: Annotated[int, Range(15, 600)]
    pressure_kpa__max: Annotated[float, Range(300, 4000)]
    t_water_c__max: Annotated[float, Range(40, 200)]
    weight_kg: Annotated[float, Range(0.5, 20_000)]
    source: str


@dataclass(frozen=True, slots=True)
class PumpCurvePoint:
    """One point of a pump's curve at full speed with cold water."""

    TABLE: ClassVar[str] = "pump_curves.csv"
    KEY: ClassVar[tuple[str, ...]] = ("model", "flow_m3h")
    model: Annotated[str, Refers(Pump)]
    flow_m3h: Annotated[float, Range(0, 10_000)]
    head_m: Annotated[float, Range(0, 400)]
    shaft_power_kw: Annotated[float, Range(0, 1500)]
    npsh_required_m: Annotated[float, Range(0, 30)]
    source: str


@dataclass(frozen=True, slots=True)
class MotorReserve:
    """Motor power by shaft power, up to a shaft power."""

    TABLE: ClassVar[str] = "motor_reserves.csv"
    KEY: ClassVar[tuple[str, ...]] = ("shaft_power_kw__up_to",)
    shaft_power_kw__up_to: Annotated[float, Range(0, 10_000)]
    reserve_factor: Annotated[float, Range(1, 2)]
    source: str


@dataclass(frozen=True, slots=True)
class Motor:
    """A standard power of three-phase motors and the efficiencies its three tiers ask."""

    TABLE: ClassVar[str] = "motors.csv"
    KEY: ClassVar[tuple[str, ...]] = ("motor_power_kw", "pole_count")
    motor_power_kw: Annotated[float, Range(0.1, 1000)]
    pole_count: Annotated[int, Range(2, 8)]
    motor_efficiency_fraction__tier1: Annotated[float, Range(0.4, 0.99)]
    motor_efficiency_fraction__tier2: Annotated[float, Range(0.4, 0.99)]
    motor_efficiency_fraction__tier3: Annotated[float, Range(0.4, 0.99)]
    source: str


@dataclass(frozen=True, slots=True)
class PumpTier:
    """Coefficients of the efficiency that GB 19762-2025 asks, by build and flow (see ``tier_efficiency``)."""

    TABLE: ClassVar[str] = "pump_tiers.csv"
    KEY: ClassVar[tuple[str, ...]] = ("kind", "flow_m3h__from")
    kind: Kind
    flow_m3h__from: Annotated[float, Range(0, 20_000)]
    flow_m3h__to: Annotated[float, Range(0, 20_000)]
    coefficient__a: float
    coefficient__b: float
    coefficient__c: float
    coefficient__d: float
    coefficient__e: float
    coefficient__tier1: float
    coefficient__tier2: float
    coefficient__tier3: float
    source: str


TABLES = (PumpKind, Pump, PumpCurvePoint, MotorReserve, Motor, PumpTier)


@dataclass(frozen=True, slots=True)
class CurveReading:
    """A pump's curve read at one flow: head in m, shaft power in kW, NPSH needed in m."""

    flow_m3h: float
    head_m: float
    shaft_power_kw: float
    npsh_required_m: float


@dataclass(frozen=True, slots=True)
class Curve:
    """A pump's points in order of flow, with straight lines between them."""

    points: tuple[PumpCurvePoint, ...]
    flows: tuple[float, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "flows", tuple(point.flow_m3h for point in self.points))

    @property
    def flow_max_m3h(self) -> float:
        """The flow at which the curve ends."""
        return self.points[-1].flow_m3h

    def at(self, flow_m3h: float) -> CurveReading | None:
        """The curve at a flow; None where it has no points."""
        if not self.flows[0] <= flow_m3h <= self.flows[-1]:
            return None
        index = max(1, bisect_left(self.flows, flow_m3h))
        low, high = self.points[index - 1], self.points[index]
        share = (flow_m3h - low.flow_m3h) / (high.flow_m3h - low.flow_m3h)

        def between(a: float, b: float) -> float:
            return a + share * (b - a)

        return CurveReading(
            flow_m3h,
            between(low.head_m, high.head_m),
            between(low.shaft_power_kw, high.shaft_power_kw),
            between(low.npsh_required_m, high.npsh_required_m),
        )

    def crossing(self, flow_m3h: float, head_m: float) -> float | None:
        """The flow at which a closed circuit that takes ``head_m`` at ``flow_m3h`` meets the curve.

        The circuit's head goes with the square of flow. None where it meets beyond the last point.
        """
        steepness = head_m / flow_m3h**2
        for low, high in zip(self.points, self.points[1:], strict=False):
            if steepness * high.flow_m3h**2 < high.head_m:
                continue
            # steepness q² = low.head + slope (q - low.flow), the positive root
            slope = (high.head_m - low.head_m) / (high.flow_m3h - low.flow_m3h)
            rest = low.head_m - slope * low.flow_m3h
            return (slope + sqrt(slope**2 + 4 * steepness * rest)) / (2 * steepness)
        return None


_CURVES: WeakKeyDictionary[Catalog, dict[str, Curve]] = WeakKeyDictionary()


def curves(catalog: Catalog) -> dict[str, Curve]:
    """The curves of all pumps by model, put together once and remembered with the catalogue."""
    if catalog not in _CURVES:
        _CURVES[catalog] = curves_of(catalog.rows(PumpCurvePoint))
    return _CURVES[catalog]


def curves_of(points: Iterable[PumpCurvePoint]) -> dict[str, Curve]:
    """Points put together by model, each in order of flow."""
    found: dict[str, list[PumpCurvePoint]] = {}
    for point in points:
        found.setdefault(point.model, []).append(point)
    return {model: Curve(tuple(sorted(own, key=lambda p: p.flow_m3h))) for model, own in found.items()}


def reserve_for(reserves: Sequence[MotorReserve], shaft_power_kw: float) -> MotorReserve:
    """The row of the motor reserve that holds for a shaft power. Raises ValueError above the last row."""
    for row in sorted(reserves, key=lambda row: row.shaft_power_kw__up_to):
        if shaft_power_kw <= row.shaft_power_kw__up_to:
            return row
    raise ValueError(f"no motor reserve for {shaft_power_kw} kW")
