"""A dwelling: its load by index, envelope and fuel beside hand calculations, its season, its questions."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.applications import household_questions as asked
from desktop.applications.application import Demand
from desktop.applications.household import HOUSEHOLD
from desktop.applications.questions import MissingAnswer, resolve
from desktop.applications.site import site_of
from desktop.cli import main
from desktop.design import Design, design
from desktop.engine.figures import FrozenMap, Value, number_of
from desktop.engine.sheet import Sheet
from desktop.project import Project
from desktop.tables.catalog import Catalog
from desktop.tables.houses import Construction, HouseForm, HouseType, OccupancyProfile

DAY = date(2026, 11, 22)
HOUSE: dict[str, Value] = {"city": "北京", "floor_area_m2": 120.0, "quote_date": DAY}


@pytest.fixture
def demand_of(catalog: Catalog) -> Callable[..., Demand]:
    """The demand of a house in Beijing with some answers set."""

    def worked(**more: Value) -> Demand:
        answers = resolve(HOUSEHOLD.questions, {**HOUSE, **more}, catalog)
        return HOUSEHOLD.demand(answers, site_of(answers), Sheet.recording(catalog.decimals))

    return worked


def designed(catalog: Catalog, **more: Value) -> Design:
    return design(Project("household", FrozenMap({**HOUSE, **more})), catalog)


def by_method(demand: Demand, method: str) -> float:
    return next(one.likely_kw for one in demand.estimates if one.method == method)


def test_the_index_load_by_hand(demand_of: Callable[..., Demand]) -> None:
    """Renovated: 70 % of 120 m² are 84 m²; at 80 W/m² that is 6.72 kW, with 3 % of pipe loss 6.9 kW."""
    demand = demand_of()
    assert demand.heated_area_m2 == 84
    assert by_method(demand, "index") == 6.7
    assert demand.heat_load_kw == 6.9


def test_the_envelope_load_by_hand(demand_of: Callable[..., Demand]) -> None:
    """A house of 10 m x 5 m and one storey of 3 m, wholly heated, at -10 °C outdoors and 18 °C indoors.

    Walls 2·(10 + 5)·3 = 90 m², 10 m² of them windows: 80·0.5 + 10·2.5 = 65 W/K; roof 50·0.4 = 20; floor
    0.5·50·0.6 = 15; with 10 %: 110 W/K. Air at sea level and -10 °C weighs 3.4837·101.325/263.15 = 1.341
    kg/m³: 0.28·1.006·1.341·0.5·50·3·0.9 = 25.5 W/K. Together 135.5 W/K over 28 K: 3.79 kW.
    """
    demand = demand_of(
        floor_area_m2=50.0, heated_area_m2=50.0, storey_count=1, plan_ratio=2.0, storey_height_m=3.0,
        window_area_m2=10.0, u_wall_w_m2k=0.5, u_window_w_m2k=2.5, u_roof_w_m2k=0.4, u_floor_w_m2k=0.6,
        ground_factor=0.5, envelope_addition_fraction=0.10, air_change_per_h=0.5, altitude_m=0.0,
        t_outdoor_design_c=-10.0, t_indoor_winter_c=18.0,
    )  # fmt: skip
    assert by_method(demand, "envelope") == 3.8


def test_neighbours_take_walls_and_roof_away(demand_of: Callable[..., Demand]) -> None:
    loads = [by_method(demand_of(house_form=form), "envelope") for form in asked.HOUSE_FORMS]
    detached, row_end, row_middle, flat_middle, flat_top = loads
    assert detached > row_end > row_middle > flat_top > flat_middle


def test_a_season_of_coal_by_hand(demand_of: Callable[..., Demand], catalog: Catalog) -> None:
    """3 t of coal at 5.808 kWh/kg and 60 %: 10,454 kWh against the degree hours below 16 - 3 = 13 °C."""
    demand = demand_of(measured_kind="coal", coal_used_t=3.0, heating_load_method="measured")
    answers = resolve(HOUSEHOLD.questions, HOUSE, catalog)
    site = site_of(answers)
    degree_hours = sum(
        max(0.0, 13.0 - float(t))
        for t, heats in zip(site.t_outdoor_c, site.season.hours(), strict=True)
        if heats
    )
    by_hand = 3000 * 5.808 * 0.60 / degree_hours * (18.0 + 7.6)
    assert by_method(demand, "measured") == pytest.approx(by_hand, abs=0.06)
    assert demand.heat_load_kw == pytest.approx(by_hand * 1.03, abs=0.11)


@pytest.mark.parametrize(
    ("kind", "answer", "amount", "heat_kwh"),
    [
        ("coal", "coal_used_t", 2.0, 2000 * 5.808 * 0.60),
        ("gas", "gas_used_m3", 1000.0, 1000 * 9.886 * 0.90),
        ("direct_electric", "electricity_used_kwh", 8000.0, 8000 * 0.98),
    ],
)
def test_every_kind_of_use_gives_its_heat(
    catalog: Catalog, kind: str, answer: str, amount: float, heat_kwh: float
) -> None:
    answers = resolve(HOUSEHOLD.questions, {**HOUSE, "measured_kind": kind, answer: amount}, catalog)
    sheet = Sheet.recording(catalog.decimals)
    HOUSEHOLD.demand(answers, site_of(answers), sheet)
    found = [step.value for step in sheet.steps if step.name == "heat_kwh"]
    assert found == [pytest.approx(heat_kwh, abs=0.6)]


def test_without_the_amount_it_is_asked_for(demand_of: Callable[..., Demand]) -> None:
    with pytest.raises(MissingAnswer) as caught:
        demand_of(measured_kind="coal", heating_load_method="measured")
    assert caught.value.name == "coal_used_t"


def test_the_year_counts_gains_and_absence_by_hand(demand_of: Callable[..., Demand]) -> None:
    """Away half the hours, let down from 18 to 14 °C of which half counts: 17 °C; less 3 K of gains 14 °C.

    At -7.6 °C the year asks 21.6 of 25.6 parts of the design load.
    """
    away = demand_of(occupancy_profile="nights")
    assert away.t_balance_c == 14.0
    assert away.season_load_fraction == pytest.approx(21.6 / 25.6, abs=0.0005)
    at_home = demand_of(occupancy_profile="all_day")
    assert at_home.t_balance_c == 15.0
    assert away.heat_load_kw == at_home.heat_load_kw


@pytest.mark.parametrize(
    ("house_type", "least", "most"), [("new_built", 2000, 2600), ("old_built", 3500, 5000)]
)
def test_a_season_in_beijing_is_what_the_trade_meters(
    catalog: Catalog, house_type: str, least: float, most: float
) -> None:
    """Electricity of a season for each 100 m² of floor, as usual for insulated and for bare houses there."""
    used = number_of(designed(catalog, house_type=house_type).year, "electricity_kwh") / 1.2
    assert least <= used <= most


def test_one_unit_and_no_standby(catalog: Catalog) -> None:
    found = designed(catalog)
    unit = found.equipment[0]
    assert (unit.kind, unit.count) == ("heat_pump", 1)
    heater = next(one for one in found.equipment if one.kind == "backup_heater")
    assert heater.figures["backup_kw"] == 3.0
    assert not [check for check in found.checks if check.rule == "standby"]
    assert all(one.count == 1 for one in found.equipment)
    assert "noise" in [topic.id for topic in found.topics]


@pytest.mark.parametrize(
    "city", ["漠河", "哈尔滨", "沈阳", "北京", "拉萨", "西安", "上海", "昆明", "广州", "三亚"]
)
@pytest.mark.parametrize("area", [60.0, 200.0])
def test_every_house_is_served(catalog: Catalog, city: str, area: float) -> None:
    """One unit of a house's size, from the coldest place to the warmest; where it is warm it only cools."""
    for house_type in asked.HOUSE_TYPES:
        found = designed(catalog, city=city, floor_area_m2=area, house_type=house_type)
        unit = found.equipment[0]
        assert unit.count == 1
        assert number_of(unit.figures, "capacity_kw__rated") <= 30.0
        if "heat_load_kwh" in found.year:
            unmet = number_of(found.year, "heat_unmet_kwh")
            assert unmet <= 0.01 * number_of(found.year, "heat_load_kwh")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.floats(30, 400), st.sampled_from(asked.HOUSE_TYPES), st.sampled_from(asked.PROFILES), st.integers(1, 3)
)
def test_more_area_never_asks_less(
    demand_of: Callable[..., Demand], area: float, house_type: str, profile: str, storeys: int
) -> None:
    common: dict[str, Value] = {
        "house_type": house_type, "occupancy_profile": profile, "storey_count": storeys,
    }  # fmt: skip
    small = demand_of(floor_area_m2=round(area, 1), **common)
    large = demand_of(floor_area_m2=round(1.2 * area, 1), **common)
    for method in ("index", "envelope"):
        assert by_method(large, method) >= by_method(small, method)
    assert 0.0 < small.season_load_fraction < 1.0


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(0.2, 2.0), st.floats(1.05, 2.0), st.sampled_from(["wall", "roof", "window", "floor"]))
def test_worse_construction_never_asks_less(
    demand_of: Callable[..., Demand], u_value: float, worse: float, part: str
) -> None:
    name = f"u_{part}_w_m2k"
    better = demand_of(**{name: round(u_value, 2)})
    poorer = demand_of(**{name: round(u_value * worse, 2)})
    assert by_method(poorer, "envelope") >= by_method(better, "envelope")


def test_choices_are_the_rows_of_the_tables(catalog: Catalog) -> None:
    by_part = {
        part: tuple(row.construction for row in catalog.rows(Construction) if row.part == part)
        for part in ("wall", "roof", "window", "floor")
    }
    assert by_part == {
        "wall": asked.WALLS, "roof": asked.ROOFS, "window": asked.WINDOWS, "floor": asked.FLOORS,
    }  # fmt: skip
    assert tuple(row.house_form for row in catalog.rows(HouseForm)) == asked.HOUSE_FORMS
    assert tuple(row.occupancy_profile for row in catalog.rows(OccupancyProfile)) == asked.PROFILES
    for row in catalog.rows(HouseType):
        assert row.wall_construction in asked.WALLS
        assert row.roof_construction in asked.ROOFS
        assert row.window_construction in asked.WINDOWS
        assert row.floor_construction in asked.FLOORS


def test_a_layered_wall_by_hand(catalog: Catalog) -> None:
    """370 mm of brick (0.81 W/mK) plastered: 1 / (0.115 + 0.457 + 0.043 + 0.043) = 1.52 W/(m²·K)."""
    row = catalog.find(Construction, "wall", "brick_370")
    assert row.u_value_w_m2k == pytest.approx(1 / (0.115 + 0.37 / 0.81 + 0.043 + 0.043), abs=0.05)


@pytest.mark.parametrize("city", ["漠河", "北京", "上海", "昆明", "广州", "三亚"])
def test_defaults_lie_in_their_ranges(catalog: Catalog, city: str) -> None:
    answers = resolve(HOUSEHOLD.questions, {**HOUSE, "city": city}, catalog)
    for question in HOUSEHOLD.questions:
        answer = answers[question.name]
        if question.kind in ("number", "integer") and answer.low is not None and answer.high is not None:
            assert answer.low <= float(answer.value) <= answer.high, question.name  # type: ignore[arg-type]
        assert answer.source in {"", *catalog.sources}


def test_no_question_is_asked_twice() -> None:
    names = [question.name for question in HOUSEHOLD.questions]
    assert len(names) == len(set(names))
    assert "storage_kind" in names


def test_the_command_line_begins_a_household_with_city_and_area(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = tmp_path / "house.json"
    begun = ["new", "household", "--city", "北京", "--set", "floor_area_m2=120", "-o", str(made)]
    assert main(begun) == 0
    told = json.loads(made.read_text("utf-8"))
    assert (told["application"], told["answers"]["floor_area_m2"]) == ("household", 120.0)
    assert main(["design", str(made), "--json", "-"]) == 0
    designed_there = json.loads(capsys.readouterr().out)
    assert designed_there["equipment"][0]["count"] == 1
    assert designed_there["loads"]["heat_load_kw"] == 6.9
