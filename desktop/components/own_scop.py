"""A seasonal COP estimated from the points known of an own unit: an orientation, never a tier."""

from __future__ import annotations

import numpy as np

from desktop.engine.estimated_map import Conditions, conditional
from desktop.engine.scop import T_DESIGN_C, T_TESTED_C, Declared, demand_share, scop
from desktop.tables.catalog import Catalog

from .estimation import EstimationTestPoint, population, refrigerant_offset, season_bins
from .own_maps import most_like
from .own_units import OwnUnit

WATER_C = {"35": (34.0, 30.0, 27.0, 24.0), "55": (52.0, 42.0, 36.0, 30.0)}
"""Leaving water at A to D of the low and the medium temperature level, average climate."""
SCOP_NAMES = {"35": "scop__water_35", "55": "scop__water_55"}
"""What the figure of a level is called."""
T_BIVALENT_C = -7.0


def estimated_scop(unit: OwnUnit, level: str, catalog: Catalog) -> float:
    """SCOP by EN 14825 with the COP estimated at A to D; power while standing is not in it.

    The design load is what the unit just carries at -7 °C. A speed-controlled unit follows the load, one of
    fixed speed stops in between. Raises ValueError for a unit without a heating point at full load.
    """
    points = [point for point in unit.points if point.mode == "heating"]
    full = [point for point in points if point.part_load_fraction == 1.0]
    if not full:
        raise ValueError("no heating point at full load")
    fixed = unit.drive == "fixed"

    def conditions(chosen: list[tuple[float, float, float, str]]) -> Conditions:
        outdoor, leaving, load, tested = zip(*chosen, strict=True)
        return Conditions(np.array(outdoor), np.array(leaving), np.array(load), tuple(tested), fixed)

    loads = {row.test_point: row.part_load_fraction for row in catalog.rows(EstimationTestPoint)}
    tested = list(zip(T_TESTED_C, T_TESTED_C.values(), WATER_C[level], strict=True))
    wanted = conditions([(t, water, 1.0 if fixed else loads[name], name) for name, t, water in tested])  # type: ignore[index]
    known = conditions([(p.t_outdoor_c, p.t_leaving_c, p.part_load_fraction, most_like(p)) for p in points])
    offset = refrigerant_offset(catalog, unit.refrigerant)
    shares = np.log(np.array([p.cop for p in points]) / known.carnot()) - offset
    mean, _ = conditional(population(catalog, "cop"), known, shares, wanted)
    cops = np.exp(mean + offset) * wanted.carnot()
    at_full = conditions([(p.t_outdoor_c, p.t_leaving_c, 1.0, most_like(p)) for p in full])
    heat, _ = conditional(
        population(catalog, "heat"), at_full, np.log([p.capacity_kw for p in full]),
        conditions([(t, water, 1.0, "A") for _, t, water in tested]),
    )  # fmt: skip
    heat_kw = np.exp(heat)
    design_kw = float(heat_kw[0]) / demand_share(T_BIVALENT_C, T_DESIGN_C)
    asked = np.array([design_kw * demand_share(t, T_DESIGN_C) for _, t, _ in tested])
    given = heat_kw if fixed else np.minimum(heat_kw, asked)
    table = {t: (float(given[i]), float(cops[i])) for i, (_, t, _) in enumerate(tested)}
    return scop(Declared(design_kw, T_BIVALENT_C, -25.0, table, True), *season_bins(catalog))[0]
