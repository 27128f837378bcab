"""Expansion vessels and safety valves."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.components.choice import NothingSuits
from desktop.components.vessels import (
    ExpansionVessel,
    SafetySetting,
    WaterContent,
    choose_safety_setting,
    choose_vessel,
)
from desktop.engine.sheet import Sheet
from desktop.tables.catalog import Catalog


def test_the_range(catalog: Catalog) -> None:
    volumes = {row.volume_l for row in catalog.rows(ExpansionVessel)}
    assert (min(volumes), max(volumes)) == (8, 3000)
    assert {row.pressure_kpa__max for row in catalog.rows(ExpansionVessel)} == {600, 1000, 1600}


def test_water_contents_lie_in_their_ranges(catalog: Catalog) -> None:
    for row in catalog.rows(WaterContent):
        assert row.water_content_l_kw__low <= row.water_content_l_kw <= row.water_content_l_kw__high


@pytest.mark.parametrize(("least_kpa", "setting"), [(240, 250), (300, 300), (454.2, 500), (601, 800)])
def test_the_next_usual_valve(catalog: Catalog, sheet: Sheet, least_kpa: float, setting: float) -> None:
    assert choose_safety_setting(catalog, sheet, least_kpa, 1000) == setting


def test_a_valve_above_the_system_is_refused(catalog: Catalog, sheet: Sheet) -> None:
    with pytest.raises(NothingSuits) as refused:
        choose_safety_setting(catalog, sheet, 650, 600)
    assert len(refused.value.rejections) == len(catalog.rows(SafetySetting))


def test_one_vessel_rather_than_two_a_little_smaller(
    catalog: Catalog, sheet: Sheet, steps_hold: Callable[[Sheet], None]
) -> None:
    # 60 L: two of 35 hold 70, one of 80 holds 80, within a quarter; 3,900 L: two of 2,000 hold 4,000
    assert (choose_vessel(catalog, sheet, volume_l=60, pressure_kpa=600).model) == "HQ-V-80-6"
    large = choose_vessel(catalog, sheet, volume_l=3900, pressure_kpa=800)
    assert (large.model, large.count, large.figures["total_volume_l"]) == ("HQ-V-2000-10", 2, 4000.0)
    steps_hold(sheet)


def test_rules(catalog: Catalog, sheet: Sheet) -> None:
    with pytest.raises(NothingSuits) as refused:
        choose_vessel(catalog, sheet, volume_l=100, pressure_kpa=1700)
    assert {rejection.rule for rejection in refused.value.rejections} == {"vessel_pressure"}
    with pytest.raises(NothingSuits) as refused:
        choose_vessel(catalog, sheet, volume_l=10_000, pressure_kpa=600)
    assert {rejection.rule for rejection in refused.value.rejections} == {"vessel_count"}
    with pytest.raises(NothingSuits) as refused:
        choose_vessel(catalog, sheet, volume_l=100, pressure_kpa=600, t_water_c=95)
    assert {rejection.rule for rejection in refused.value.rejections} == {"vessel_temperature"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(1, 9000), st.floats(0, 1600), st.floats(1, 1.2))
def test_beside_brute_force_and_growing(
    catalog: Catalog, volume_l: float, pressure_kpa: float, more: float
) -> None:
    sheet = Sheet(catalog.decimals)
    least = min(
        count * row.volume_l
        for row in catalog.rows(ExpansionVessel)
        for count in (1, 2, 3)
        if row.pressure_kpa__max >= pressure_kpa and count * row.volume_l >= volume_l
    )
    choice = choose_vessel(catalog, sheet, volume_l=volume_l, pressure_kpa=pressure_kpa)
    assert volume_l <= choice.figures["total_volume_l"] <= 1.25 * least
    assert choice.vessel.pressure_kpa__max >= pressure_kpa
    if volume_l * more <= 9000:
        larger = choose_vessel(catalog, sheet, volume_l=volume_l * more, pressure_kpa=pressure_kpa)
        assert larger.figures["total_volume_l"] >= volume_l * more
