"""Reading a performance map: capacity and COP on a grid of temperatures, linear between its nodes.

A map refuses what lies outside its envelope or its grid. It never extrapolates.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .sheet import formula

Array = NDArray[np.float64]
EDGE_K = 1e-9  # a temperature this near a limit counts as on it
SEARCH_STEP_K = 0.5  # how finely the limit beside a blank is looked for
YEARS_KEPT = 32  # answers kept over many points: 0.14 MB each where they run over a year
POINTS_KEPT = 512
FEW = 16  # so few points are worked out faster than found again


class OutsideMap(ValueError):
    """A point that a map does not cover: which limit, the value asked for, the limit.

    ``limit_name`` is ``t_outdoor_min_c``, ``t_outdoor_max_c``, ``t_leaving_min_c``, ``t_leaving_max_c``,
    ``t_entering_min_c``, ``t_entering_max_c``, ``mode`` (not offered, no numbers) or, where a blank has no
    answer beside it on any axis, ``map_gap``.
    """

    def __init__(self, limit_name: str, value: float = float("nan"), limit: float = float("nan")) -> None:
        super().__init__(f"{limit_name}: {value:g} against {limit:g}")
        self.limit_name = limit_name
        self.value = value
        self.limit = limit


@dataclass(frozen=True, slots=True)
class Corners:
    """The four nodes around a point at one entering temperature, and the values there.

    Values are in the order cold-cool, cold-hot, warm-cool, warm-hot (outdoor air, then leaving water).
    """

    t_outdoor_c: tuple[float, float]
    t_leaving_c: tuple[float, float]
    t_entering_c: float | None
    capacity_ratio: tuple[float, float, float, float]
    cop: tuple[float, float, float, float]

    def inputs(self, quantity: str) -> dict[str, float]:
        """Arguments of ``map_capacity_ratio`` or ``map_cop``, all but the point itself."""
        values = self.capacity_ratio if quantity == "capacity_ratio" else self.cop
        roles = ("cold_cool", "cold_hot", "warm_cool", "warm_hot")
        return {
            "t_outdoor_c__cold": self.t_outdoor_c[0],
            "t_outdoor_c__warm": self.t_outdoor_c[1],
            "t_leaving_c__cool": self.t_leaving_c[0],
            "t_leaving_c__hot": self.t_leaving_c[1],
        } | {f"{quantity}__{role}": value for role, value in zip(roles, values, strict=True)}


@dataclass(frozen=True, eq=False)
class PerformanceMap:
    """One mode of one family. Arrays run over outdoor, leaving and entering temperature; nan is a blank node.

    ``envelope_outdoor_c`` and ``envelope_leaving_max_c`` are the corner points of the highest leaving
    temperature. A map that does not depend on the entering temperature has one column there and
    ``t_entering_c`` empty.
    """

    t_outdoor_c: Array
    t_leaving_c: Array
    t_entering_c: Array
    capacity_ratio: Array
    cop: Array
    envelope_outdoor_c: Array
    envelope_leaving_max_c: Array

    @property
    def t_outdoor_min_c(self) -> float:
        """Lowest outdoor temperature of operation."""
        return float(self.envelope_outdoor_c[0])

    @property
    def t_outdoor_max_c(self) -> float:
        """Highest outdoor temperature of operation."""
        return float(self.envelope_outdoor_c[-1])

    def t_leaving_max_c(self, t_outdoor_c: float) -> float:
        """Highest leaving temperature at an outdoor temperature. Raises OutsideMap beyond the limits."""
        self._within("t_outdoor", t_outdoor_c, self.t_outdoor_min_c, self.t_outdoor_max_c)
        return float(np.interp(t_outdoor_c, self.envelope_outdoor_c, self.envelope_leaving_max_c))

    def at(
        self, t_outdoor_c: float, t_leaving_c: float, t_entering_c: float | None = None
    ) -> tuple[float, float]:
        """Capacity ratio and COP at a point.

        Raises OutsideMap, and ValueError where the map needs the entering temperature and it is lacking.
        """
        self._require(t_outdoor_c, t_leaving_c, t_entering_c)
        capacity, cop = self.over(t_outdoor_c, t_leaving_c, t_entering_c)
        if np.isnan(capacity):
            raise self._gap(t_outdoor_c, t_leaving_c, t_entering_c)
        return float(capacity), float(cop)

    def _gap(self, t_outdoor_c: float, t_leaving_c: float, t_entering_c: float | None) -> OutsideMap:
        """What to say of a blank: the nearest entering, else leaving, else outdoor one with an answer."""
        if t_entering_c is not None and self.t_entering_c.size:
            coolest = float(self.t_entering_c[0])
            entering = np.arange(t_entering_c, coolest - EDGE_K, -SEARCH_STEP_K)
            found = entering[~np.isnan(self.over(t_outdoor_c, t_leaving_c, entering)[0])]
            if found.size:
                return OutsideMap("t_entering_max_c", t_entering_c, float(found[0]))
        leaving = np.arange(t_leaving_c, self.t_leaving_c[0] - EDGE_K, -SEARCH_STEP_K)
        found = leaving[~np.isnan(self.over(t_outdoor_c, leaving, t_entering_c)[0])]
        if found.size:
            return OutsideMap("t_leaving_max_c", t_leaving_c, float(found[0]))
        outdoor = np.arange(t_outdoor_c, self.t_outdoor_max_c + EDGE_K, SEARCH_STEP_K)
        found = outdoor[~np.isnan(self.over(outdoor, t_leaving_c, t_entering_c)[0])]
        if found.size:
            return OutsideMap("t_outdoor_min_c", t_outdoor_c, float(found[0]))
        return OutsideMap("map_gap", t_leaving_c, t_outdoor_c)

    def over(
        self, t_outdoor_c: ArrayLike, t_leaving_c: ArrayLike, t_entering_c: ArrayLike | None = None
    ) -> tuple[Array, Array]:
        """Capacity ratios and COPs at many points (broadcast); nan outside. What is given back is not to be
        written to: it is kept, since every size of a family and every project of a place asks the same."""
        asked = (
            np.asarray(t_outdoor_c, dtype=np.float64),
            np.asarray(t_leaving_c, dtype=np.float64),
            None if t_entering_c is None else np.asarray(t_entering_c, dtype=np.float64),
        )
        if max(one.size for one in asked if one is not None) < FEW:
            return self._worked_out(*asked)
        digest = hashlib.blake2b(digest_size=16)
        for one in asked:
            digest.update(repr(None if one is None else one.shape).encode())
            digest.update(b"" if one is None else one.tobytes())
        key = digest.digest()
        found = self._kept.get(key)
        if found is None:
            while len(self._kept) >= YEARS_KEPT:
                self._kept.pop(next(iter(self._kept)), None)
            found = self._kept[key] = self._worked_out(*asked)
        return found

    @cached_property
    def _kept(self) -> dict[bytes, tuple[Array, Array]]:
        """Answers of ``over`` by what was asked, the oldest first."""
        return {}

    def _worked_out(
        self, t_outdoor_c: Array, t_leaving_c: Array, t_entering_c: Array | None
    ) -> tuple[Array, Array]:
        outdoor, leaving, entering = np.broadcast_arrays(
            t_outdoor_c, t_leaving_c, np.float64(0.0) if t_entering_c is None else t_entering_c
        )
        axes: list[tuple[Array, Array]] = [(self.t_outdoor_c, outdoor), (self.t_leaving_c, leaving)]
        if self.t_entering_c.size:
            if t_entering_c is None:
                raise ValueError("this map needs the entering temperature")
            axes.append((self.t_entering_c, entering))
        inside = np.interp(outdoor, self.envelope_outdoor_c, self.envelope_leaving_max_c) >= leaving - EDGE_K
        inside &= (outdoor >= self.t_outdoor_min_c - EDGE_K) & (outdoor <= self.t_outdoor_max_c + EDGE_K)
        cells = []
        for nodes, values in axes:
            inside &= (values >= nodes[0] - EDGE_K) & (values <= nodes[-1] + EDGE_K)
            cells.append(_cell(nodes, values))
        capacity = np.where(inside, _linear(self.capacity_ratio, cells), np.nan)
        cop = np.where(inside, _linear(self.cop, cells), np.nan)
        for found in (capacity, cop):
            found.setflags(write=False)
        return capacity, cop

    def corners(
        self, t_outdoor_c: float, t_leaving_c: float, t_entering_c: float | None = None
    ) -> tuple[Corners, ...]:
        """The nodes around a point: one set, or two where the map runs over the entering temperature too.

        Raises OutsideMap like ``at``.
        """
        return self._corners(t_outdoor_c, t_leaving_c, t_entering_c)

    @cached_property
    def _corners(self) -> Callable[[float, float, float | None], tuple[Corners, ...]]:
        return lru_cache(POINTS_KEPT)(self._corners_found)

    def _corners_found(
        self, t_outdoor_c: float, t_leaving_c: float, t_entering_c: float | None
    ) -> tuple[Corners, ...]:
        self.at(t_outdoor_c, t_leaving_c, t_entering_c)
        chosen = self._best_cell(t_outdoor_c, t_leaving_c, t_entering_c)
        outdoor, leaving = slice(chosen[0], chosen[0] + 2), slice(chosen[1], chosen[1] + 2)
        sides = (0,) if len(chosen) == 2 else (chosen[2], chosen[2] + 1)
        return tuple(
            Corners(
                _pair(self.t_outdoor_c[outdoor]),
                _pair(self.t_leaving_c[leaving]),
                float(self.t_entering_c[side]) if self.t_entering_c.size else None,
                _four(_without_gaps(self.capacity_ratio[outdoor, leaving, side])),
                _four(_without_gaps(self.cop[outdoor, leaving, side])),
            )
            for side in sides
        )

    def _best_cell(self, t_outdoor_c: float, t_leaving_c: float, t_entering_c: float | None) -> list[int]:
        """The cell's lower node on each axis; a point on a node takes the neighbour with fewest blanks."""
        axes = [(self.t_outdoor_c, t_outdoor_c), (self.t_leaving_c, t_leaving_c)]
        if self.t_entering_c.size and t_entering_c is not None:
            axes.append((self.t_entering_c, t_entering_c))
        choices = []
        for nodes, value in axes:
            lower = int(_cell(nodes, np.float64(value))[0])
            choices.append((lower, lower - 1) if lower > 0 and value - nodes[lower] <= EDGE_K else (lower,))

        def blanks(cell: Iterable[int]) -> int:
            return int(np.isnan(self.cop[tuple(slice(lower, lower + 2) for lower in cell)]).sum())

        return list(min(product(*choices), key=blanks))

    def _require(self, t_outdoor_c: float, t_leaving_c: float, t_entering_c: float | None) -> None:
        highest = self.t_leaving_max_c(t_outdoor_c)
        self._within("t_outdoor", t_outdoor_c, float(self.t_outdoor_c[0]), float(self.t_outdoor_c[-1]))
        highest = min(highest, float(self.t_leaving_c[-1]))
        self._within("t_leaving", t_leaving_c, float(self.t_leaving_c[0]), highest)
        if self.t_entering_c.size:
            if t_entering_c is None:
                raise ValueError("this map needs the entering temperature")
            lowest, highest = float(self.t_entering_c[0]), float(self.t_entering_c[-1])
            self._within("t_entering", t_entering_c, lowest, highest)

    @staticmethod
    def _within(name: str, value: float, low: float, high: float) -> None:
        if value < low - EDGE_K:
            raise OutsideMap(f"{name}_min_c", value, low)
        if value > high + EDGE_K:
            raise OutsideMap(f"{name}_max_c", value, high)


def _without_gaps(values: Array) -> Array:
    """Blank nodes filled: where a point has a value at all they carry no weight, so any number serves."""
    return np.where(np.isnan(values), np.nanmean(values), values)


def _pair(values: Array) -> tuple[float, float]:
    return float(values[0]), float(values[1])


def _four(values: Array) -> tuple[float, float, float, float]:
    return float(values[0, 0]), float(values[0, 1]), float(values[1, 0]), float(values[1, 1])


def _cell(nodes: Array, values: Any) -> tuple[NDArray[np.intp], Array]:
    """The node below each value and how far the value lies towards the next one, 0 to 1."""
    lower = np.clip(np.searchsorted(nodes, values, side="right") - 1, 0, nodes.size - 2)
    return lower, np.clip((values - nodes[lower]) / (nodes[lower + 1] - nodes[lower]), 0.0, 1.0)


def _linear(table: Array, cells: list[tuple[NDArray[np.intp], Array]]) -> Array:
    """Values between nodes; a blank node counts only where it has weight."""
    total: Any = 0.0
    for sides in product((0, 1), repeat=len(cells)):
        weight: Any = 1.0
        index: list[Any] = []
        for side, (lower, share) in zip(sides, cells, strict=True):
            weight = weight * (share if side else 1.0 - share)
            index.append(lower + side)
        if len(index) == 2:
            index.append(0)
        total = total + np.where(weight > 0.0, weight * table[tuple(index)], 0.0)
    return np.asarray(total, dtype=np.float64)


@formula(
    "capacity_ratio",
    "((capacity_ratio__cold_cool * (t_leaving_c__hot - t_leaving_c)"
    " + capacity_ratio__cold_hot * (t_leaving_c - t_leaving_c__cool)) * (t_outdoor_c__warm - t_outdoor_c)"
    " + (capacity_ratio__warm_cool * (t_leaving_c__hot - t_leaving_c)"
    " + capacity_ratio__warm_hot * (t_leaving_c - t_leaving_c__cool)) * (t_outdoor_c - t_outdoor_c__cold))"
    " / ((t_outdoor_c__warm - t_outdoor_c__cold) * (t_leaving_c__hot - t_leaving_c__cool))",
    source="first_principles",
)
def map_capacity_ratio(
    t_outdoor_c: float, t_leaving_c: float,
    t_outdoor_c__cold: float, t_outdoor_c__warm: float, t_leaving_c__cool: float, t_leaving_c__hot: float,
    capacity_ratio__cold_cool: float, capacity_ratio__cold_hot: float,
    capacity_ratio__warm_cool: float, capacity_ratio__warm_hot: float,
) -> float:  # fmt: skip
    """Share of the rated capacity between four nodes of a map.

    >>> round(map_capacity_ratio(-10, 40, -12, -7, 35, 45, 0.6, 0.5, 0.7, 0.6), 4)
    0.59
    """
    cold = (capacity_ratio__cold_cool * (t_leaving_c__hot - t_leaving_c)
            + capacity_ratio__cold_hot * (t_leaving_c - t_leaving_c__cool))  # fmt: skip
    warm = (capacity_ratio__warm_cool * (t_leaving_c__hot - t_leaving_c)
            + capacity_ratio__warm_hot * (t_leaving_c - t_leaving_c__cool))  # fmt: skip
    area = (t_outdoor_c__warm - t_outdoor_c__cold) * (t_leaving_c__hot - t_leaving_c__cool)
    return (cold * (t_outdoor_c__warm - t_outdoor_c) + warm * (t_outdoor_c - t_outdoor_c__cold)) / area


@formula("cop", map_capacity_ratio.expression.replace("capacity_ratio", "cop"), source="first_principles")
def map_cop(
    t_outdoor_c: float, t_leaving_c: float,
    t_outdoor_c__cold: float, t_outdoor_c__warm: float, t_leaving_c__cool: float, t_leaving_c__hot: float,
    cop__cold_cool: float, cop__cold_hot: float, cop__warm_cool: float, cop__warm_hot: float,
) -> float:  # fmt: skip
    """COP between four nodes of a map: the same rule as for the capacity."""
    return map_capacity_ratio(
        t_outdoor_c, t_leaving_c, t_outdoor_c__cold, t_outdoor_c__warm, t_leaving_c__cool, t_leaving_c__hot,
        cop__cold_cool, cop__cold_hot, cop__warm_cool, cop__warm_hot,
    )  # fmt: skip


@formula(
    "capacity_ratio",
    "(capacity_ratio__low * (t_entering_c__high - t_entering_c)"
    " + capacity_ratio__high * (t_entering_c - t_entering_c__low))"
    " / (t_entering_c__high - t_entering_c__low)",
    source="first_principles",
)
def between_capacity_ratio(
    t_entering_c: float, t_entering_c__low: float, t_entering_c__high: float,
    capacity_ratio__low: float, capacity_ratio__high: float,
) -> float:  # fmt: skip
    """Share of the rated capacity between two entering temperatures.

    >>> round(between_capacity_ratio(32, 30, 40, 1.0, 0.9), 4)
    0.98
    """
    below, above = t_entering_c - t_entering_c__low, t_entering_c__high - t_entering_c
    return (capacity_ratio__low * above + capacity_ratio__high * below) / (
        t_entering_c__high - t_entering_c__low
    )


@formula(
    "cop", between_capacity_ratio.expression.replace("capacity_ratio", "cop"), source="first_principles"
)
def between_cop(
    t_entering_c: float, t_entering_c__low: float, t_entering_c__high: float,
    cop__low: float, cop__high: float,
) -> float:  # fmt: skip
    """COP between two entering temperatures."""
    return between_capacity_ratio(t_entering_c, t_entering_c__low, t_entering_c__high, cop__low, cop__high)


@formula("capacity_kw", "capacity_kw__rated * capacity_ratio", source="first_principles")
def unit_capacity(capacity_kw__rated: float, capacity_ratio: float) -> float:
    """Capacity of a unit at a point: its rated capacity times the map's share."""
    return capacity_kw__rated * capacity_ratio


@formula("cop", "cop__map * cop_factor", source="first_principles")
def unit_cop(cop__map: float, cop_factor: float) -> float:
    """COP of a unit: its family's map times the factor of its size."""
    return cop__map * cop_factor


@formula("power_kw", "capacity_kw / cop", source="first_principles")
def unit_power(capacity_kw: float, cop: float) -> float:
    """Electric power of a unit, fans included."""
    return capacity_kw / cop


BILINEAR: Mapping[str, Any] = {"capacity_ratio": map_capacity_ratio, "cop": map_cop}
BETWEEN: Mapping[str, Any] = {"capacity_ratio": between_capacity_ratio, "cop": between_cop}
