"""Water-source units that lift: the shipped map is that of the shipped numbers, points keep the first law."""

from __future__ import annotations

import math

import pytest

from desktop.components.lift_cycle import LiftCycle, family_nodes, write_lift_map
from desktop.components.lift_pumps import (
    LiftFamily,
    LiftMapPoint,
    LiftPumpRow,
    envelope_of,
    lift_pumps,
    limit_of,
)
from desktop.engine.performance_map import OutsideMap
from desktop.engine.sheet import Sheet
from desktop.tables.catalog import Catalog


def test_the_shipped_map_made_anew(catalog: Catalog) -> None:
    assert write_lift_map(catalog, check=True)


def test_the_map_covers_its_envelope(catalog: Catalog) -> None:
    for family in catalog.rows(LiftFamily):
        nodes = {
            (row.t_source_water_c, row.t_leaving_c)
            for row in catalog.rows(LiftMapPoint)
            if row.family == family.family
        }
        assert nodes == set(family_nodes(catalog, family))
        assert max(hot for _, hot in envelope_of(catalog, family.family)) == max(hot for _, hot in nodes)


def test_cop_is_a_usual_share_of_carnot(catalog: Catalog) -> None:
    """Between 40 and 50 % of the Carnot COP between both waters, for lifts of 35 K and more; below that the
    differences over both coils, 11 K at the rated point, leave less."""
    for row in catalog.rows(LiftMapPoint):
        lift = row.t_leaving_c - row.t_source_water_c
        if lift >= 35.0:
            assert 0.40 < row.cop / ((row.t_leaving_c + 273.15) / lift) < 0.50, row


def test_warmer_source_and_cooler_water_help(catalog: Catalog) -> None:
    found = {(row.t_source_water_c, row.t_leaving_c): row for row in catalog.rows(LiftMapPoint)}
    for (at, hot), row in found.items():
        for better in (found.get((at + 5.0, hot)), found.get((at, hot - 5.0))):
            if better is not None:
                assert better.cop > row.cop
                assert better.capacity_ratio > row.capacity_ratio


def test_rated_point_by_the_refrigerant_tables(catalog: Catalog) -> None:
    """R1234ze(E), 40 -> 75 °C: evaporation 40 - 8 = 32 °C, condensation 75 + 3 = 78 °C.

    By hand from CoolProp's own state function, outside the program's cycle: suction gas at 37 °C, discharge
    by the efficiency, liquid at 73 °C."""
    props = pytest.importorskip("CoolProp.CoolProp").PropsSI
    name = "R1234ze(E)"
    p_low, p_high = (props("P", "T", t + 273.15, "Q", 1, name) for t in (32.0, 78.0))
    h1, s1 = (props(key, "P", p_low, "T", 37.0 + 273.15, name) for key in "HS")
    efficiency = 0.72 - 0.08 * math.log(p_high / p_low / 2.8) ** 2
    work = (props("H", "P", p_high, "S", s1, name) - h1) / efficiency
    heat = h1 + work - props("H", "P", p_high, "T", 73.0 + 273.15, name)
    ratio, cop = LiftCycle(catalog.find(LiftFamily, "lift_r1234ze")).point(40.0, 75.0)
    assert ratio == pytest.approx(1.0)
    assert cop == pytest.approx(0.93 * heat / work, rel=1e-4)


def test_size_factor_by_doublings(catalog: Catalog) -> None:
    """0.8 % a doubling from 600 kW: 1,200 kW has 1.008, 300 kW 0.992."""
    found = {row.rated_heating_kw: row.cop_factor for row in catalog.rows(LiftPumpRow)}
    assert found[1200.0] == 1.008
    assert found[300.0] == 0.992
    assert (min(found), max(found)) == (200.0, 2000.0)


def test_a_point_between_nodes_by_hand(catalog: Catalog) -> None:
    """37.5 °C source, 72.5 °C leaving: the middle of a cell, so the mean of its four nodes."""
    nodes = {(row.t_source_water_c, row.t_leaving_c): row for row in catalog.rows(LiftMapPoint)}
    cell = [nodes[at, hot] for at in (35.0, 40.0) for hot in (70.0, 75.0)]
    unit = next(one for one in lift_pumps(catalog) if one.model == "HQ-WH-600")
    point = unit.work_point(Sheet(catalog.decimals), 37.5, 72.5)
    assert point.capacity_kw == pytest.approx(600.0 * sum(n.capacity_ratio for n in cell) / 4, rel=2e-4)
    assert point.cop == pytest.approx(sum(n.cop for n in cell) / 4, abs=1e-3)


@pytest.mark.parametrize(
    ("at", "hot", "rule", "limit"),
    [
        (20.0, 70.0, "source_water_limit", 25.0),
        (46.0, 70.0, "source_water_limit", 45.0),
        (40.0, 86.0, "leaving_water_limit", 85.0),
        (25.0, 82.0, "leaving_water_limit", 80.0),
        (40.0, 45.0, "leaving_water_minimum", 50.0),
    ],
)
def test_what_the_map_does_not_cover_is_refused(
    catalog: Catalog, at: float, hot: float, rule: str, limit: float
) -> None:
    with pytest.raises(OutsideMap) as outside:
        lift_pumps(catalog)[0].point(at, hot)
    assert limit_of(outside.value)[0] == rule
    assert outside.value.limit == limit
