"""Maps of the user's own units: the maker's table where it is whole, else an estimate from known points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from desktop.engine.arrays import Floats
from desktop.engine.estimated_map import Conditions, Estimate, estimated
from desktop.engine.monotone import Turn, signs_of, turns
from desktop.engine.scattered_map import FlatPoints, scattered_table
from desktop.tables.catalog import Catalog

from .estimation import population, refrigerant_offset
from .own_units import Mode, OwnPoint, OwnUnit

MOST_ESTIMATED = 8
"""With more points at full load than this a sheet is a table of its own."""
CLEAR_LIFT_K = 10.0
"""How much further a point lifts the heat before it must give less than one in warmer air; assumed."""


@dataclass(frozen=True, eq=False)
class OwnMap:
    """One mode of an own unit: capacity in kW and COP over outdoor and leaving temperature; nan is a blank.

    ``standing`` is maker or estimated; the interval fractions are half the 90 % interval, the median over the
    map, nought for a maker's map. ``turns`` are given points against the usual order, kept as they are.
    """

    mode: Mode
    standing: Literal["maker", "estimated"]
    known_count: int
    t_outdoor_c: Floats
    t_leaving_c: Floats
    capacity_kw: Floats
    cop: Floats
    capacity_interval_fraction: float
    cop_interval_fraction: float
    turns: tuple[Turn, ...]


def own_maps(unit: OwnUnit, catalog: Catalog) -> tuple[OwnMap, ...]:
    """The maps of all modes a unit has points at full load of."""
    found = []
    for mode in dict.fromkeys(point.mode for point in unit.points):
        points = [point for point in unit.points if point.mode == mode]
        full = [point for point in points if point.part_load_fraction == 1.0]
        if full:
            found.append(_maker_map(mode, full) or _estimated_map(unit, mode, points, catalog))
    return tuple(found)


def _columns(points: Sequence[OwnPoint]) -> tuple[Floats, Floats, Floats, Floats]:
    table = np.array([(p.t_outdoor_c, p.t_leaving_c, p.capacity_kw, p.cop) for p in points])
    return table[:, 0], table[:, 1], table[:, 2], table[:, 3]


def _turns(mode: Mode, points: Sequence[OwnPoint]) -> tuple[Turn, ...]:
    outdoor, leaving, capacity, cop = _columns(points)
    signs = signs_of(mode)
    found = turns(outdoor, leaving, capacity, signs) + turns(outdoor, leaving, cop, signs)
    if mode == "cooling":
        return found
    return found + _lift_turns(outdoor, leaving, capacity) + _lift_turns(outdoor, leaving, cop)


def _lift_turns(outdoor: Floats, leaving: Floats, values: Floats) -> tuple[Turn, ...]:
    """Pairs whose order water and air tell differently, but where the colder air must win.

    A point in colder air whose water is cooler too is not ordered by each alone; where it has to lift the
    heat clearly further it should give less, and with a lower COP.
    """
    lift = leaving - outdoor
    further = lift[:, None] - lift > CLEAR_LIFT_K
    unordered = (outdoor[:, None] < outdoor) & (leaving[:, None] < leaving)
    return tuple(
        Turn((float(outdoor[i]), float(outdoor[j])), (float(leaving[i]), float(leaving[j])),
             (float(values[i]), float(values[j])))
        for i, j in np.argwhere(further & unordered & (values[:, None] > values))
    )  # fmt: skip


def _maker_map(mode: Mode, full: Sequence[OwnPoint]) -> OwnMap | None:
    """The map of a whole table; None where the points are few or on one line (cooling has no estimate)."""
    if len(full) <= MOST_ESTIMATED and mode != "cooling":
        return None
    outdoor, leaving, capacity, cop = _columns(full)
    try:
        rows, columns, capacity_kw = scattered_table(outdoor, leaving, capacity, signs_of(mode))
        *_, cops = scattered_table(outdoor, leaving, cop, signs_of(mode))
    except FlatPoints:
        return None
    return OwnMap(
        mode, "maker", len(full), rows, columns, capacity_kw, cops, 0.0, 0.0, _turns(mode, full)
    )


def _estimated_map(unit: OwnUnit, mode: Mode, points: Sequence[OwnPoint], catalog: Catalog) -> OwnMap:
    full = [point for point in points if point.part_load_fraction == 1.0]
    found = estimate_of(unit, points, catalog)
    return OwnMap(
        mode, "estimated", len(points), found.t_outdoor_c, found.t_leaving_c, found.heat_kw, found.cop,
        float(np.median(found.heat_interval_fraction)), float(np.median(found.cop_interval_fraction)),
        _turns(mode, full),
    )  # fmt: skip


def estimate_of(unit: OwnUnit, points: Sequence[OwnPoint], catalog: Catalog) -> Estimate:
    """The estimate from a unit's points of one mode; part-load points count for the COP alone."""
    outdoor, leaving, capacity, cop = _columns(points)
    load = np.array([point.part_load_fraction for point in points])
    return estimated(
        population(catalog, "cop"), population(catalog, "heat"),
        Conditions(outdoor, leaving, load, tuple(map(most_like, points)), unit.drive == "fixed"),
        np.where(load == 1.0, capacity, np.nan), cop,
        refrigerant_offset=refrigerant_offset(catalog, unit.refrigerant),
    )  # fmt: skip


def most_like(point: OwnPoint) -> str:
    """The test point a known point is most like, whose noise it takes."""
    if point.part_load_fraction < 0.9:
        return "B" if point.t_outdoor_c < 4.5 else "C"
    return "E" if point.t_outdoor_c < -8.5 else "R" if point.t_outdoor_c > 4.5 else "A"
