"""The water side by hand: both seasons through the exchanger, the code's ratios, suction, vessels, sizes."""

from collections.abc import Callable
from datetime import date
from math import ceil

import pytest

from desktop.design import Design, design
from desktop.design.records import Equipment
from desktop.engine.figures import FrozenMap, Value, number_of
from desktop.engine.sheet import Step
from desktop.project import Project
from desktop.tables.catalog import Catalog

G = 9.80665


def hotel(catalog: Catalog, city: str, area_m2: float, rooms: int, **more: Value) -> Design:
    given: dict[str, Value] = {
        "city": city, "heated_area_m2": area_m2, "room_count": rooms, "quote_date": date(2026, 11, 1), **more,
    }  # fmt: skip
    return design(Project("hotel", FrozenMap(given)), catalog)


def only(design: Design, role: str) -> Equipment:
    (found,) = (one for one in design.equipment if one.role == role)
    return found


def last(design: Design, subject: str, name: str) -> Step:
    return [one for one in design.steps if one.subject == subject and one.name == name][-1]


def test_exchanger_and_primary_pump_serve_the_summer_too(design_of: Callable[[str], Design]) -> None:
    """Mohe: 721 kW of heat, 1,071 kW of cold, both at 5 K with 2 K between the sides.

    1,071 x 3600 / (4.187 x 999.9 x 5) = 184.19 m³/h of water, x 1.102 of 40 % glycol x 1.05 = 213.1 m³/h.
    1,071 x 1.1 / 2 = 589 kW/K, the heating 397.
    """
    mohe = design_of("mohe")
    assert mohe.loads["heat_load_kw"] == 721.0
    exchanger, primary = only(mohe, "exchanger").figures, only(mohe, "primary_circulation").figures
    assert exchanger["heat_kw"] == 1071.0
    assert exchanger["ua_kw_k__least"] == pytest.approx(589.05)
    assert number_of(exchanger, "ua_kw_k") * only(mohe, "exchanger").count >= 589.05
    assert exchanger["flow_m3h__hot_side"] == pytest.approx(184.19, abs=0.02)
    assert primary["flow_m3h"] == pytest.approx(213.1, abs=0.1)
    # the head counts the drop of the exchanger that was chosen, x 1.76 for 40 % of glycol at 7 °C
    head = last(mohe, "primary_circulation", "head_m").inputs
    drop = number_of(exchanger, "drop_kpa__hot_side")
    assert head["drop_kpa__exchanger"] == pytest.approx(1.76 * drop, abs=0.1)
    assert drop <= 50


def test_the_exchanger_meets_the_water_the_units_give_in_summer(design_of: Callable[[str], Design]) -> None:
    """The units give 5 °C for 7 °C in the house: hot side 12 to 7, cold side 5 to 10."""
    ends = [one.inputs for one in design_of("mohe").steps if one.name == "dt_k__warm_end"]
    assert [dict(one) for one in ends] == [
        {"t_water_c__hot_in": 47.0, "t_water_c__cold_out": 45.0},
        {"t_water_c__hot_in": 12.0, "t_water_c__cold_out": 10.0},
    ]


def test_transport_ratios_of_both_seasons(design_of: Callable[[str], Design]) -> None:
    """0.003096 G H / (η Q): winter flow and its head for the heat, summer flow for the cold."""
    mohe = design_of("mohe")
    pump = only(mohe, "heating_circulation").figures
    flow, head = number_of(pump, "flow_m3h"), number_of(pump, "head_m")
    eta = number_of(pump, "pump_efficiency_fraction")
    winter = 721 * 3600 / (4.187 * 990.21 * 5) * 1.05
    of = {one.message.key: one.message.values for one in mohe.checks if one.rule == "transport_ratio"}
    warm, cold = of["check.transport_kept"], of["check.transport_cooling_kept"]
    by_hand = 0.003096 * winter * head * (winter / flow) ** 2 / (eta * 721)
    assert warm["transport_ratio"] == pytest.approx(by_hand, rel=0.01)
    assert cold["transport_ratio"] == pytest.approx(0.003096 * flow * head / (eta * 1071), rel=0.01)
    # 0.003858 (28 + 0.02 x 300) / 5 for a chilled flow of 60 to 200 m³/h
    assert cold["transport_ratio__limit"] == pytest.approx(0.02623, abs=1e-5)
    slow = number_of(pump, "electric_power_kw") * (winter / flow) ** 3
    assert pump["electric_power_kw__winter"] == pytest.approx(slow, rel=0.01)


def test_without_cooling_there_is_one_ratio(catalog: Catalog) -> None:
    found = hotel(catalog, "哈尔滨", 10_000.0, 120, terminal="radiator", has_cooling=False)
    assert [one.message.key for one in found.checks if one.rule == "transport_ratio"] == [
        "check.transport_kept"
    ]
    assert "electric_power_kw__winter" not in only(found, "heating_circulation").figures


def test_pumps_have_little_spare_head(design_of: Callable[[str], Design], case: str) -> None:
    for one in design_of(case).equipment:
        if one.kind == "pump":
            told = {c.message.values["role"] for c in design_of(case).checks if c.rule == "pump_head_reserve"}
            assert number_of(one.figures, "head_reserve_fraction") <= 0.3 or one.role in told
            # no motor of more than two and a half times what the running pump takes
            if number_of(one.figures, "motor_power_kw") > 3:
                each = number_of(one.figures, "electric_power_kw") / number_of(one.figures, "duty_count")
                assert number_of(one.figures, "motor_power_kw") < 2.5 * each


def test_a_flow_is_printed_once_where_one_pump_runs(design_of: Callable[[str], Design], case: str) -> None:
    for one in design_of(case).equipment:
        if one.kind == "pump":
            assert ("flow_m3h__each" in one.figures) == (one.figures["duty_count"] != 1)


@pytest.mark.parametrize(
    ("city", "area_m2", "rooms"), [("上海", 20.0, 1), ("漠河", 20.0, 1), ("拉萨", 120.0, 3)]
)
def test_the_smallest_hotels_get_their_pumps(catalog: Catalog, city: str, area_m2: float, rooms: int) -> None:
    found = hotel(catalog, city, area_m2, rooms)
    assert not [one for one in found.checks if one.rule == "nothing_suits"]
    assert {"heating_circulation", "hot_water_charging"} <= {one.role for one in found.equipment}


def test_a_large_plant_takes_pieces_in_parallel_and_a_city_is_refused(catalog: Catalog) -> None:
    large = hotel(catalog, "漠河", 200_000.0, 2000, hot_water_tank_kind="open")
    exchanger, pump = only(large, "exchanger"), only(large, "heating_circulation")
    assert 4 < exchanger.count <= 8
    assert 2 <= number_of(pump.figures, "duty_count") <= 8
    flow = number_of(pump.figures, "flow_m3h__each") * number_of(pump.figures, "duty_count")
    assert flow == pytest.approx(number_of(pump.figures, "flow_m3h"), rel=0.001)
    city = hotel(catalog, "拉萨", 5_000_000.0, 20_000)
    assert any(one.rule == "nothing_suits" and one.severity == "fault" for one in city.checks)


def test_closed_hot_water_tanks_get_a_vessel(catalog: Catalog) -> None:
    """GB 50015 6.5.21 as recalled: (ρc - ρh) 1.1 V / (0.1 ρh)."""
    closed = hotel(catalog, "拉萨", 14_000.0, 150, hot_water_tank_kind="pressurised")
    vessel = only(closed, "hot_water_expansion")
    tanks = number_of(only(closed, "hot_water_storage").figures, "total_volume_l")
    inputs = last(closed, "hot_water_expansion", "vessel_volume_l__hot_water").inputs
    cold, hot = inputs["density_kg_m3__cold"], inputs["density_kg_m3__hot"]
    assert 999 < cold <= 1000
    assert 980 < hot < 990
    assert vessel.kind == "expansion_vessel"
    assert vessel.figures["vessel_volume_l"] == pytest.approx((cold - hot) * 11 * tanks / hot, rel=1e-3)
    assert number_of(vessel.figures, "total_volume_l") >= number_of(vessel.figures, "vessel_volume_l")
    open_tanks = hotel(catalog, "拉萨", 14_000.0, 150)
    assert not [one for one in open_tanks.equipment if one.role == "hot_water_expansion"]


def test_suction_of_the_charging_pump_at_altitude(design_of: Callable[[str], Design]) -> None:
    """Lhasa, 3,650 m: 64.4 kPa of air, 1 m of water above the pump, 55 °C:

    (64.4 + 9.7 - 15.7) / 9.67 = 6.0 m.
    """
    lhasa = design_of("lhasa_floor")
    pump = only(lhasa, "hot_water_charging").figures
    assert last(lhasa, "hot_water_charging", "pressure_kpa__vapour").inputs["t_water_c"] == 55.0
    assert pump["npsh_available_m"] == pytest.approx(6.0, abs=0.15)
    assert number_of(pump, "npsh_required_m") + 0.5 <= number_of(pump, "npsh_available_m")
    assert "npsh_available_m" not in only(lhasa, "heating_circulation").figures


@pytest.mark.parametrize(
    ("area_m2", "rooms", "buffered"), [(14_000.0, 150, False), (8_000.0, 100, False), (1_000.0, 12, True)]
)
def test_a_buffer_where_the_water_is_too_little(
    catalog: Catalog, area_m2: float, rooms: int, buffered: bool
) -> None:
    """A quarter of the units, at least one, is carried for 4 min at 5 K: 240 / (4.187 x 0.990 x 5) L per kW.

    Least 8 L per kW of a unit; against both stand 8 L of water per kW of the whole heat load. Of five modules
    that run two defrost together: 4.6 L per kW. Of one module all of it: 11.6 L per kW.
    """
    shanghai = hotel(catalog, "上海", area_m2, rooms)
    (unit,) = (one for one in shanghai.equipment if one.kind == "heat_pump")
    each = number_of(unit.figures, "capacity_kw__bivalent")
    load = last(shanghai, "", "system_volume_l").inputs["heat_kw"]
    running = min(unit.count, ceil(load / each))  # units that only the summer needs stand still
    defrost = max(1, -(-running // 4)) * each * 240 / (4.187 * 0.99021 * 5)
    water = 8 * load
    assert last(shanghai, "", "volume_l__defrost").value == pytest.approx(defrost, rel=0.001)
    needed = max(defrost, 8 * each)
    assert (needed > water) is buffered
    if buffered:
        tank = only(shanghai, "buffer")
        assert tank.figures["volume_l__buffer"] == pytest.approx(needed - water, rel=0.005)
        assert number_of(tank.figures, "total_volume_l") >= needed - water
    else:
        assert not [one for one in shanghai.equipment if one.role == "buffer"]
