"""Pipes, antifreeze and the limit on transport energy."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.components.choice import NothingSuits
from desktop.components.pipes import Antifreeze, Pipe, TransportCheck, check_transport, choose_pipe
from desktop.engine.sheet import Sheet
from desktop.engine.validity import OutsideValidity
from desktop.tables.catalog import Catalog


def test_inner_diameters(catalog: Catalog) -> None:
    pipes = catalog.rows(Pipe)
    assert (pipes[0].dn_mm, pipes[-1].dn_mm) == (15, 1000)
    for row in pipes:
        assert row.diameter_mm == pytest.approx(row.outer_mm - 2 * row.wall_mm, abs=0.06)
        assert 0.85 * row.dn_mm < row.diameter_mm < 1.15 * row.dn_mm


def test_the_smallest_pipe_within_both_limits(
    catalog: Catalog, sheet: Sheet, steps_hold: Callable[[Sheet], None]
) -> None:
    # 170 m³/h: DN150 (159.3 mm) would run at 2.37 m/s, above 2.2; DN200 at 1.40 m/s and 95 Pa/m
    choice = choose_pipe(catalog, sheet, flow_m3h=170, density_kg_m3=990, viscosity_mpa_s=0.6)
    assert choice.pipe.dn_mm == 200
    assert choice.figures["velocity_m_s"] == pytest.approx(1.402, abs=0.001)
    assert choice.figures["specific_friction_pa_m"] == pytest.approx(95, abs=1.5)
    assert [r.model for r in choice.rejections][-1] == "DN150"
    assert len(choice.rejections) == sum(row.dn_mm < 200 for row in catalog.rows(Pipe))
    steps_hold(sheet)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(0.1, 700), st.floats(1.0, 1.5))
def test_more_flow_never_takes_a_smaller_pipe(catalog: Catalog, flow_m3h: float, more: float) -> None:
    sheet = Sheet(catalog.decimals)
    small, large = (
        choose_pipe(catalog, sheet, flow_m3h=flow, density_kg_m3=990, viscosity_mpa_s=0.6)
        for flow in (flow_m3h, min(700.0, flow_m3h * more))
    )
    assert small.pipe.dn_mm <= large.pipe.dn_mm
    assert large.figures["specific_friction_pa_m"] <= 100
    assert large.figures["velocity_m_s"] <= large.pipe.velocity_m_s__max


def test_too_much_and_too_little_flow(catalog: Catalog, sheet: Sheet) -> None:
    with pytest.raises(NothingSuits) as refused:
        choose_pipe(catalog, sheet, flow_m3h=12_000, density_kg_m3=990, viscosity_mpa_s=0.6)
    assert {rejection.rule for rejection in refused.value.rejections} == {"pipe_velocity"}
    with pytest.raises(OutsideValidity):
        choose_pipe(catalog, sheet, flow_m3h=0, density_kg_m3=990, viscosity_mpa_s=0.6)


def test_more_antifreeze_is_colder_and_costs_more_pumping(catalog: Catalog) -> None:
    water = catalog.find(Antifreeze, "water", 0.0)
    assert {water.flow_factor, water.drop_factor__warm, water.expansion_factor} == {1.0}
    for fluid in ("ethylene_glycol", "propylene_glycol"):
        mixtures = [row for row in catalog.rows(Antifreeze) if row.fluid == fluid]
        for weak, strong in pairwise(mixtures):
            assert strong.t_freeze_c < weak.t_freeze_c
            assert strong.flow_factor > weak.flow_factor
            assert strong.drop_factor__cold > strong.drop_factor__warm > weak.drop_factor__warm
            assert strong.expansion_factor > weak.expansion_factor


def test_drop_of_antifreeze_by_hand(catalog: Catalog) -> None:
    # turbulent: density^0.75 viscosity^0.25 flow^1.75; ethylene glycol 40 %: density about 1.055,
    # 1.055^0.75 x 2.45^0.25 x 1.102^1.75 = 1.041 x 1.251 x 1.185 = 1.543
    row = catalog.find(Antifreeze, "ethylene_glycol", 0.4)
    by_hand = 1.055**0.75 * row.viscosity_factor__warm**0.25 * row.flow_factor**1.75
    assert row.drop_factor__warm == pytest.approx(by_hand, abs=0.01)


@pytest.mark.parametrize(
    ("use", "stages", "heat_kw", "flow_m3h", "limit"),
    [
        ("heating", "one", 1000.0, 172.0, 0.0044 * (17 + 0.0115 * 300) / 5),
        ("heating", "two", 1000.0, 172.0, 0.0044 * (21 + 0.0115 * 300) / 5),
        ("heating", "one", 3000.0, 516.0, 0.00433 * (17 + 0.0115 * 300) / 5),
        ("chilled_water", "one", 300.0, 52.0, 0.004225 * (28 + 0.02 * 300) / 5),
        ("chilled_water", "one", 1000.0, 172.0, 0.003858 * (28 + 0.02 * 300) / 5),
        ("chilled_water", "one", 3000.0, 516.0, 0.003749 * (28 + 0.02 * 300) / 5),
    ],
)
def test_the_limit_of_the_right_row(
    catalog: Catalog, sheet: Sheet, use: str, stages: str, heat_kw: float, flow_m3h: float, limit: float
) -> None:
    found = check_transport(
        catalog, sheet, use=use, heat_kw=heat_kw, flow_m3h=flow_m3h, head_m=20.0,  # type: ignore[arg-type]
        pump_efficiency_fraction=0.75, length_m=300.0, dt_k=5.0, pump_stages=stages,  # type: ignore[arg-type]
    )  # fmt: skip
    assert found.limit == pytest.approx(limit, abs=2e-5)
    assert found.ratio == pytest.approx(0.003096 * flow_m3h * 20 / 0.75 / heat_kw, abs=1e-5)
    assert found.kept


def test_a_long_head_breaks_the_limit() -> None:
    assert not TransportCheck(0.019, 0.018).kept
