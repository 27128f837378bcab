"""Sets of pumps: as few as can be with little spare head, beside a list of every pump made by hand."""

import pytest

from desktop.components.choice import NothingSuits
from desktop.components.pump_choice import choose_pump
from desktop.components.pump_sets import HEAD_RESERVE_MAX, choose_pump_set
from desktop.components.pumps import Pump, curves
from desktop.engine.sheet import Sheet
from desktop.tables.catalog import Catalog


def test_no_pump_with_much_spare_head_where_a_nearer_one_serves(catalog: Catalog, sheet: Sheet) -> None:
    """78 m³/h at 21.4 m: 4.5 kW in the water; a pump with half as much head again needs 11 kW, not 30."""
    choice = choose_pump_set(catalog, sheet, flow_m3h=78, head_m=21.4, standby_count=1)
    assert (choice.duty_count, choice.standby_count, choice.count) == (1, 1, 2)
    assert choice.figures["head_reserve_fraction"] <= HEAD_RESERVE_MAX
    assert choice.figures["motor_power_kw"] <= 15
    refused = {one.model: one for one in choice.rejections}
    assert refused["HQ-PE-100-50"].rule == "pump_head_excess"
    assert refused["HQ-PE-100-50"].limit == HEAD_RESERVE_MAX


@pytest.mark.parametrize("flow_m3h", [12.0, 37.0, 95.0, 240.0, 480.0])
@pytest.mark.parametrize("head_m", [13.0, 18.0, 22.5, 28.0])
def test_spare_head_stays_small_over_the_range(
    catalog: Catalog, sheet: Sheet, flow_m3h: float, head_m: float
) -> None:
    choice = choose_pump_set(catalog, sheet, flow_m3h=flow_m3h, head_m=head_m)
    reading = curves(catalog)[choice.model].at(flow_m3h / choice.duty_count)
    assert reading is not None
    assert 1 <= reading.head_m / head_m <= 1 + HEAD_RESERVE_MAX
    assert choice.duty_count <= 2


@pytest.mark.parametrize(
    ("flow_m3h", "head_m"), [(0.2, 9.5), (0.27, 11.9), (0.4, 7.0), (0.33, 4.6), (1.9, 13)]
)
def test_the_smallest_circuits_find_a_pump(
    catalog: Catalog, sheet: Sheet, flow_m3h: float, head_m: float
) -> None:
    choice = choose_pump_set(catalog, sheet, flow_m3h=flow_m3h, head_m=head_m)
    assert choice.pump.kind == "canned"
    assert choice.duty_count == 1
    # no better than a wire-to-water efficiency of 0.3 is claimed for pumps of a few watts in the water
    water_kw = 9.80665 * flow_m3h / 3600 * head_m
    if flow_m3h < 1:
        assert 0.05 < water_kw / choice.figures["electric_power_kw"] < 0.3


def test_more_spare_head_before_a_third_pump(catalog: Catalog, sheet: Sheet) -> None:
    """0.3 m³/h at 0.9 m: the lowest curve has 2.0 m there, and two of them still more."""
    choice = choose_pump_set(catalog, sheet, flow_m3h=0.3, head_m=0.9)
    assert choice.duty_count == 1
    assert choice.figures["head_reserve_fraction"] > 0.6


def test_up_to_eight_in_parallel(catalog: Catalog, sheet: Sheet) -> None:
    largest = max(row.flow_m3h for row in catalog.rows(Pump))
    choice = choose_pump_set(catalog, sheet, flow_m3h=7 * largest, head_m=30)
    assert 6 <= choice.duty_count <= 8
    with pytest.raises(NothingSuits):
        choose_pump(catalog, sheet, flow_m3h=7 * largest, head_m=30, duty_count=5)
    with pytest.raises(NothingSuits) as refused:
        choose_pump_set(catalog, sheet, flow_m3h=11 * largest, head_m=30)
    assert len(refused.value.rejections) == len(catalog.rows(Pump))


def test_each_station_has_its_own_set(catalog: Catalog, sheet: Sheet) -> None:
    """4,000 m³/h over 20 stations is 20 times the set of 200 m³/h: its pumps, its standby and its power."""
    one = choose_pump_set(catalog, sheet, flow_m3h=200, head_m=25, standby_count=1)
    all_of_them = choose_pump_set(
        catalog, sheet, flow_m3h=4000, head_m=25, standby_count=1, station_count=20
    )
    assert all_of_them.model == one.model
    assert (all_of_them.duty_count, all_of_them.standby_count) == (20 * one.duty_count, 20)
    assert all_of_them.figures["electric_power_kw"] == pytest.approx(
        20 * one.figures["electric_power_kw"], abs=0.02
    )


def test_a_house_takes_one_pump_where_one_will_do(catalog: Catalog, sheet: Sheet) -> None:
    """1.25 m³/h at 10.2 m: 1.6 m³/h pumps of 9 and 13 m straddle it, the nearer ones are half as large."""
    assert choose_pump_set(catalog, sheet, flow_m3h=1.25, head_m=10.22).duty_count == 2
    found = choose_pump_set(catalog, sheet, flow_m3h=1.25, head_m=10.22, one_before_two=True)
    assert (found.duty_count, found.pump.flow_m3h) == (1, 1.6)
