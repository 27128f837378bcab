"""Finding compressors for a duty: all makers side by side, and why the others do not serve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

from ..engine.fluids import FluidError
from ..engine.messages import Rejection
from ..tables.catalog import Catalog
from .compressor_points import (
    SLACK,
    CompressorPoint,
    Conditions,
    Gas,
    OutsideCompressor,
    at_states,
    broken_limits,
    gas_at,
    point,
)
from .compressors import Compressor, Kind, compressors
from .refrigerants import Refrigerant

MARGIN_MAX_FRACTION = 1.0
SLOW_MARGIN_MAX_FRACTION = 0.2
"""More capacity than this above the duty is no choice but a mistake of size: at fixed speed, and at the
lowest variable speed."""
Duty = Literal["heating", "cooling"]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted. ``frequency_hz`` is the mains frequency that fixed-speed compressors run at."""

    refrigerant: str
    duty_kw: float
    conditions: Conditions
    duty: Duty = "heating"
    frequency_hz: float = 50.0
    kinds: tuple[Kind, ...] = ()
    count_max: int = 8


@dataclass(frozen=True, slots=True)
class CompressorOption:
    """Compressors of one model that serve a duty. ``point`` is of one of them, at the speed it needs.

    ``steps`` are the shares of full capacity that can be switched; with variable speed capacity runs freely
    from ``minimum_fraction`` up. ``margin_fraction`` is full capacity above the duty.
    """

    compressor: Compressor
    count: int
    frequency_hz: float
    point: CompressorPoint
    duty: Duty
    duty_kw: float
    steps: tuple[float, ...]
    minimum_fraction: float
    margin_fraction: float

    @property
    def cooling_kw(self) -> float:
        """Cold of all of them at this speed."""
        return self.count * self.point.cooling_kw

    @property
    def heating_kw(self) -> float:
        """Heat of all of them at this speed."""
        return self.count * self.point.heating_kw

    @property
    def power_kw(self) -> float:
        """Electric power of all of them at this speed."""
        return self.count * self.point.power_kw

    @property
    def cop(self) -> float:
        """Of the duty asked for."""
        return self.point.cop_heating if self.duty == "heating" else self.point.cop_cooling


@dataclass(frozen=True, slots=True)
class Found:
    """The options, best COP first, and one reason for each model that does not serve."""

    options: tuple[CompressorOption, ...]
    rejections: tuple[Rejection, ...]


def find(wish: Wish, catalog: Catalog, own: Sequence[Compressor] = ()) -> Found:
    """Every model of the wish's fluid: how many, how fast and how well; or the limit it breaks.

    Raises KeyError for a fluid that is not listed. A fluid without properties gives rejections only.
    """
    fluid = catalog.find(Refrigerant, wish.refrigerant)
    candidates = [
        one
        for one in compressors(catalog, own)
        if one.row.refrigerant == wish.refrigerant and (not wish.kinds or one.row.kind in wish.kinds)
    ]
    if not fluid.available:
        return Found((), (Rejection(wish.refrigerant, "compressor_properties", wish.refrigerant, ""),))
    if not candidates:
        return Found((), (Rejection(wish.refrigerant, "compressor_none", wish.refrigerant, ""),))
    try:
        gas = gas_at(fluid.fluid_name, wish.conditions)
    except FluidError:
        gas = None  # each model then says by itself what is wrong
    options, rejections = [], []
    for one in candidates:
        try:
            options.append(option(one, wish, gas))
        except OutsideCompressor as outside:
            rejections.append(outside.rejection)
    options.sort(
        key=lambda each: (-round(each.cop, 3), each.count, each.margin_fraction, each.compressor.model)
    )
    return Found(tuple(options), tuple(rejections))


def option(compressor: Compressor, wish: Wish, gas: Gas | None = None) -> CompressorOption:
    """How a model serves a wish. Raises OutsideCompressor."""
    row = compressor.row
    full_hz = wish.frequency_hz if row.drive == "fixed" else row.frequency_hz__max
    full = _at(compressor, wish, full_hz, gas)
    full_kw = _duty(full, wish)
    if full_kw <= 0:
        raise OutsideCompressor(Rejection(row.model, "compressor_no_capacity", full_kw, 0.0, "capacity_kw"))
    count = max(1, ceil(wish.duty_kw / full_kw - 1e-9))
    if count > wish.count_max:
        raise OutsideCompressor(
            Rejection(
                row.model, "compressor_too_small", float(count), float(wish.count_max), "compressor_count"
            )
        )
    margin = count * full_kw / wish.duty_kw - 1
    if row.drive == "fixed":
        least = min(row.part_load_fraction) / count
        steps = _steps(row.part_load_fraction, count)
        chosen, at_hz = full, full_hz
        if margin > MARGIN_MAX_FRACTION + SLACK:
            raise _too_large(row.model, margin, MARGIN_MAX_FRACTION)
    else:
        slow = _at(compressor, wish, row.frequency_hz__min, gas)
        least = _duty(slow, wish) / full_kw / count
        steps = ()
        slow_kw = _duty(slow, wish) * count
        if slow_kw > wish.duty_kw * (1 + SLOW_MARGIN_MAX_FRACTION):
            raise _too_large(row.model, slow_kw / wish.duty_kw - 1, SLOW_MARGIN_MAX_FRACTION)
        at_hz = _speed(compressor, wish, gas, wish.duty_kw / count)
        chosen = _at(compressor, wish, at_hz, gas)
    return CompressorOption(compressor, count, at_hz, chosen, wish.duty, wish.duty_kw, steps, least, margin)


def _too_large(model: str, margin: float, limit: float) -> OutsideCompressor:
    return OutsideCompressor(
        Rejection(model, "compressor_too_large", margin, limit, "capacity_margin_fraction")
    )


def _steps(steps: tuple[float, ...], count: int) -> tuple[float, ...]:
    """The shares that compressors switched one after the other can give."""
    return tuple(sorted({round((whole + step) / count, 6) for whole in range(count) for step in steps}))


def _duty(point: CompressorPoint, wish: Wish) -> float:
    return point.heating_kw if wish.duty == "heating" else point.cooling_kw


def _at(compressor: Compressor, wish: Wish, frequency_hz: float, gas: Gas | None) -> CompressorPoint:
    if gas is None:
        return point(compressor, wish.conditions, frequency_hz)
    for broken in broken_limits(compressor, wish.conditions, frequency_hz):
        raise OutsideCompressor(broken)
    return at_states(compressor, wish.conditions, gas, frequency_hz)


def _speed(compressor: Compressor, wish: Wish, gas: Gas | None, wanted_kw: float) -> float:
    """The lowest speed that gives enough, found between the limits; capacity rises with speed."""
    low, high = compressor.row.frequency_hz__min, compressor.row.frequency_hz__max
    if _duty(_at(compressor, wish, low, gas), wish) >= wanted_kw:
        return low
    at_high = _duty(_at(compressor, wish, high, gas), wish)
    if compressor.row.rated_by == "efficiency":
        return min(high, max(low, high * wanted_kw / at_high))  # flow is proportional to speed
    for _ in range(60):
        middle = (low + high) / 2
        if _duty(_at(compressor, wish, middle, gas), wish) < wanted_kw:
            low = middle
        else:
            high = middle
    return high
