"""District heat: the station of Longxian, buildings with their own water, stages, faults, limits."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.applications.questions import BadAnswer
from desktop.design import Design, design
from desktop.design.records import Topic
from desktop.engine.expressions import evaluate
from desktop.engine.figures import Cell, FrozenMap, Value, number_of
from desktop.engine.sheet import quantity_of
from desktop.project import Project
from desktop.project_file import open_project
from desktop.tables.catalog import Catalog
from desktop.tables.places import resources_dir
from tests.design.test_steps import STATED, numbers, rounded, unit_of

SMALL: dict[str, Value] = {
    "city": "平凉",
    "quote_date": date(2026, 11, 1),
    "buildings": (
        FrozenMap({"building_name": "甲楼", "heated_area_m2": 12_000.0}),
        FrozenMap({"building_name": "乙楼", "heated_area_m2": 8_000.0, "terminal": "floor"}),
        FrozenMap({"building_name": "学校", "heated_area_m2": 5_000.0, "building_use": "school",
                   "heating_index_w_m2": 60.0, "connected_fraction": 0.0}),
    ),
}  # fmt: skip


def made(catalog: Catalog, **more: Value) -> Design:
    return design(Project("district", FrozenMap({**SMALL, **more})), catalog)


def topic(found: Design, name: str) -> Topic:
    return next(one for one in found.topics if one.id == name)


def cells(found: Design, name: str, row: int) -> dict[str, Value | None]:
    table = topic(found, name).tables[0]
    return dict(zip(table.columns, table.rows[row].cells, strict=True))


@pytest.fixture(scope="module")
def longxian(catalog: Catalog) -> Design:
    project = open_project(resources_dir() / "examples" / "longxian_district.json")
    return design(project, catalog)


@pytest.fixture(scope="module")
def small(catalog: Catalog) -> Design:
    return made(catalog)


def test_longxian_has_144_units_by_the_stated_capacity(longxian: Design) -> None:
    """680,000 m2 x 40 W/m2 = 27,200 kW; 27,200 / 189 = 143.9: the yearbook reports 144 units."""
    assert longxian.loads["heat_load_kw"] == 27_200.0
    pump = next(one for one in longxian.equipment if one.kind == "heat_pump")
    assert pump.count == 144
    assert pump.figures["count_ruled_by"] == "stated"


def test_75_units_carry_what_is_connected_now(longxian: Design) -> None:
    """350,000 m2 x 40 = 14,000 kW; 14,000 / 189 = 74.07; 69 more later. 72 to 96 are reported to run."""
    now = cells(longxian, "build_out", 0)
    assert now["heat_load_kw"] == pytest.approx(14_000.0, abs=0.1)
    assert now["unit_count__stage"] == 75
    assert cells(longxian, "build_out", 1)["unit_count__added"] == 69


def test_both_design_temperatures_stand_side_by_side(longxian: Design) -> None:
    """A 320 kW unit gives 189 kW within 10 % at -12.3 °C (map, 45 °C water); more at -8.8, so fewer units."""
    heating, winter = cells(longxian, "design_basis", 0), cells(longxian, "design_basis", 1)
    assert (heating["t_outdoor_c"], winter["t_outdoor_c"]) == (-8.8, -12.3)
    assert winter["capacity_kw__map"] == pytest.approx(189.0, rel=0.10)
    for row in (heating, winter):
        capacity, count = row["capacity_kw"], row["unit_count"]
        assert isinstance(capacity, float)
        assert isinstance(count, float)
        assert (count - 1) * capacity < 27_200.0 <= count * capacity
    assert heating["unit_count"] < winter["unit_count"]  # type: ignore[operator]
    assert cells(longxian, "design_basis", 2)["unit_count"] == 144


def test_a_season_of_longxian(longxian: Design) -> None:
    """Base 18 °C over 143 days: about 98 kWh of heat and 35 to 42 kWh of electricity per m2."""
    assert number_of(longxian.year, "season_d") == 143
    assert number_of(longxian.year, "heat_specific_kwh_m2") == pytest.approx(98.0, rel=0.02)
    assert 35.0 <= number_of(longxian.year, "electricity_kwh") / 680_000.0 <= 42.0


def test_noise_of_longxian(longxian: Design) -> None:
    """144 units of 88 dB(A) at 50 m: 67.6 dB(A); class 1 allows 55 by day and 45 at night."""
    day, night = cells(longxian, "noise", 0), cells(longxian, "noise", 1)
    assert day["sound_pressure_db"] == night["sound_pressure_db"] == pytest.approx(67.6, abs=0.05)
    assert (day["sound_limit_db"], night["sound_limit_db"]) == (55.0, 45.0)
    assert night["sound_reduction_db"] == pytest.approx(22.6, abs=0.05)


def test_transformers_are_loaded_to_85_per_cent_at_most(longxian: Design) -> None:
    """11.3 to 13 MW of power, 15 to 18 MVA of transformers."""
    figures = topic(longxian, "supply").figures
    assert 11_300.0 <= number_of(figures, "power_kw__worst") <= 13_000.0
    assert number_of(figures, "transformer_load_fraction") <= 0.85
    assert 15_000.0 <= number_of(figures, "transformer_kva__total") <= 18_000.0


def test_loads_of_the_buildings_add_up(small: Design) -> None:
    """12,000 x 40 + 8,000 x 40 + 5,000 x 60 W = 1,100 kW at the houses, 5 % lost on the way: 1,155 kW."""
    assert small.loads["heat_load_kw"] == pytest.approx(1_155.0, abs=0.1)
    rows = topic(small, "network").tables[0].rows
    assert [row.label for row in rows] == ["甲楼", "乙楼", "学校"]
    assert [row.cells[2] for row in rows] == [480.0, 320.0, 300.0]


def test_water_of_different_terminals_is_mixed(small: Design) -> None:
    """Supply 55 for the radiators. Rates by the return: 480/10 + 320/(55-35) + 300/10 = 94 kW/K; the mixed
    return is 55 - 1,100/94 = 43.3 °C."""
    assert small.loads["t_supply_c"] == 55.0
    assert small.loads["t_return_c"] == pytest.approx(55.0 - 1100.0 / 94.0, abs=0.06)


def test_substations_ask_for_warmer_water(catalog: Catalog) -> None:
    found = made(catalog, network_connection="substation", substation_approach_k=3.0)
    assert found.loads["t_supply_c"] == 58.0
    assert found.loads["t_return_c"] == pytest.approx(58.0 - 1100.0 / 94.0, abs=0.06)


def test_a_plant_for_what_is_connected_now(catalog: Catalog) -> None:
    """20,000 of 25,000 m2: 1,155 x 0.8 = 924 kW."""
    found = made(catalog, sized_for="now")
    assert found.loads["heat_load_kw"] == pytest.approx(924.0, abs=0.1)


def test_stages_grow_by_their_areas(catalog: Catalog) -> None:
    stages = (FrozenMap({"year": 2028, "connected_area_m2": 22_000.0}),)
    found = made(catalog, stages=stages)
    loads = [row.cells[2] for row in topic(found, "build_out").tables[0].rows]
    assert loads == pytest.approx([924.0, 1016.4, 1155.0, 577.5], abs=0.1)
    counts = [row.cells[3] for row in topic(found, "build_out").tables[0].rows]
    assert counts[3] <= counts[0] <= counts[1] <= counts[2]  # type: ignore[operator]


def stage_rows(*pairs: tuple[int, float]) -> tuple[FrozenMap[Cell], ...]:
    return tuple(FrozenMap({"year": year, "connected_area_m2": area}) for year, area in pairs)


def test_the_first_stage_is_the_present_where_all_counts_as_connected(catalog: Catalog) -> None:
    """50,000 m2 with the default share of 1: 20,000, then 35,000, then all; half is told besides."""
    base: dict[str, Value] = {"city": "石家庄", "quote_date": date(2026, 11, 1), "heated_area_m2": 50_000.0}
    stages = stage_rows((2026, 20_000.0), (2028, 35_000.0), (2030, 50_000.0))
    found = design(Project("district", FrozenMap({**base, "stages": stages})), catalog)
    table = topic(found, "build_out").tables[0]
    assert [row.cells[0] for row in table.rows] == [20_000.0, 35_000.0, 50_000.0, 25_000.0]
    assert number_of(topic(found, "build_out").figures, "connected_area_m2__now") == 20_000.0
    added = [row.cells[4] for row in table.rows[:3]]
    assert sum(added) == table.rows[2].cells[3]  # type: ignore[arg-type]
    now = design(Project("district", FrozenMap({**base, "stages": stages, "sized_for": "now"})), catalog)
    assert now.loads["heat_load_kw"] == pytest.approx(0.4 * number_of(found.loads, "heat_load_kw"), abs=0.1)


@pytest.mark.parametrize(
    ("stages", "row", "key"),
    [
        (((2026, 21_000.0), (2028, 20_500.0)), 2, "fault.cell_area_not_rising"),
        (((2030, 22_000.0), (2028, 23_000.0)), 1, "fault.cell_area_not_rising"),
        (((2028, 10_000.0),), 1, "fault.cell_area_not_rising"),  # 20,000 m2 are connected already
        (((2028, 26_000.0),), 1, "fault.cell_above_total_area"),
    ],
)
def test_a_plan_of_stages_must_rise_to_the_whole(
    catalog: Catalog, stages: tuple[tuple[int, float], ...], row: int, key: str
) -> None:
    with pytest.raises(BadAnswer) as caught:
        made(catalog, stages=stage_rows(*stages))
    told = caught.value.message
    assert (told.key, told.values["row"], told.values["question"]) == (key, row, "connected_area_m2")


def test_units_are_staged_one_by_one(small: Design) -> None:
    """Never more than there are, fewer the milder it is, and always enough."""
    table = topic(small, "staging").tables[0]
    counts = [row.cells[table.columns.index("unit_count__running")] for row in table.rows]
    assert counts == sorted(counts, reverse=True)  # type: ignore[type-var]
    shares = [row.cells[table.columns.index("load_share_fraction")] for row in table.rows]
    assert all(0.0 < share <= 1.0 for share in shares)  # type: ignore[operator]


def test_one_station_out_leaves_nothing_and_one_of_two_half(catalog: Catalog) -> None:
    def left(**more: Value) -> Value | None:
        return topic(made(catalog, **more), "faults").tables[0].rows[-1].cells[0]

    assert left() == 0.0
    assert left(station_count=2) == 0.5


def test_two_stations_are_heard_apart(catalog: Catalog) -> None:
    """Half of the units at each boundary: 10 lg 2 = 3 dB less for an even number."""
    one = made(catalog, heat_pump_count=20)
    two = made(catalog, heat_pump_count=20, station_count=2)
    levels = [number_of(topic(found, "noise").figures, "sound_pressure_db__day") for found in (one, two)]
    assert levels[0] - levels[1] == pytest.approx(3.0, abs=0.06)


def test_a_total_that_contradicts_the_list_is_refused(catalog: Catalog) -> None:
    with pytest.raises(BadAnswer) as refused:
        made(catalog, heated_area_m2=30_000.0)
    assert refused.value.message.key == "fault.area_not_sum"


def test_a_return_above_its_supply_is_named_by_its_row(catalog: Catalog) -> None:
    rows = (FrozenMap({"heated_area_m2": 900.0}), FrozenMap({"heated_area_m2": 900.0, "t_return_c": 70.0}))
    with pytest.raises(BadAnswer) as refused:
        made(catalog, buildings=rows)
    assert refused.value.message.values["row"] == 2


@pytest.mark.parametrize("city", ["哈尔滨", "北京", "拉萨"])
def test_a_large_network_lacks_nothing(catalog: Catalog, city: str) -> None:
    """680,000 m2: several pumps and exchangers side by side; whatever cannot be had would be a fault."""
    given = FrozenMap({"city": city, "quote_date": date(2026, 11, 1), "heated_area_m2": 680_000.0})
    found = design(Project("district", given), catalog)
    assert not [check for check in found.all_checks if check.rule == "nothing_suits"]
    assert any(one.role == "heating_circulation" for one in found.equipment)


@pytest.mark.parametrize("city", ["石家庄", "漠河"])
@pytest.mark.parametrize("stations", [7, 20])
def test_the_largest_networks_are_divided_over_their_stations(
    catalog: Catalog, city: str, stations: int
) -> None:
    """Two million m2: pumps and exchangers in equal sets, so many in each station; EHR-h is told."""
    given: dict[str, Value] = {"city": city, "quote_date": date(2026, 11, 1), "heated_area_m2": 2e6,
                               "station_count": stations}  # fmt: skip
    found = design(Project("district", FrozenMap(given)), catalog)
    assert not [one for one in found.checks if one.rule == "nothing_suits"]
    per_station = [one for one in found.equipment if one.kind in ("pump", "plate_exchanger")]
    assert any(one.role == "heating_circulation" for one in per_station)
    assert all(one.count % stations == 0 for one in per_station)
    assert number_of(topic(found, "network").figures, "transport_ratio") > 0.0
    assert number_of(found.year, "electricity_pump_kwh") > 0.0


def test_the_smallest_plant_has_a_pump_with_an_overflow(catalog: Catalog) -> None:
    """20 m2 need less than a tenth of a cubic metre an hour; the smallest pump is kept at 0.4 x 0.3."""
    given: dict[str, Value] = {"city": "石家庄", "quote_date": date(2026, 11, 1), "heated_area_m2": 20.0}
    found = design(Project("district", FrozenMap(given)), catalog)
    pump = next(one for one in found.equipment if one.role == "heating_circulation")
    assert number_of(pump.figures, "flow_m3h") == pytest.approx(0.12)
    assert any(one.rule == "pump_overflow" for one in found.checks)
    assert number_of(found.year, "electricity_pump_kwh") > 0.0


OURS = ("design_basis", "build_out", "staging", "faults", "network", "supply", "noise", "cold_air")


@pytest.mark.parametrize("which", ["longxian", "small"])
def test_every_step_gives_its_result_anew(
    which: str, catalog: Catalog, request: pytest.FixtureRequest
) -> None:
    found: Design = request.getfixturevalue(which)
    for step in found.steps:
        if step.kind == "formula":
            assert rounded(step.name, evaluate(step.expression, step.inputs), catalog) == step.value, step


@pytest.mark.parametrize("which", ["longxian", "small"])
def test_every_input_is_a_result_before_it(
    which: str, catalog: Catalog, request: pytest.FixtureRequest
) -> None:
    """Of the chapters of this application: nothing comes from nowhere."""
    found: Design = request.getfixturevalue(which)
    known: dict[str, set[float]] = {}
    strange = []
    for step in found.steps:
        ours = step.section in {f"book.{name}" for name in OURS}
        for name, value in step.inputs.items() if step.kind == "formula" and ours else ():
            before = known.get(unit_of(name, catalog), set())
            if value and not any(rounded(name, one, catalog) == value for one in before):
                strange.append((step.section, step.name, name, value))
        for name, value in numbers({step.name: step.value}):
            known.setdefault(unit_of(name, catalog), set()).add(value)
    assert not [one for one in strange if quantity_of(one[2]) not in (*STATED, *OURS_STATED)]


OURS_STATED = {
    "connected_area_m2": "shares of the areas that were given",
    "heated_area_m2": "the sum of the buildings' areas",
    "heat_load_kw": "of the whole network where only a part is built for",
    "unit_count": "one unit alone, and the units that a stage or an hour asks for",
    "unit_share_left_fraction": "one of so many",
}


@pytest.mark.parametrize("which", ["longxian", "small"])
def test_every_figure_of_the_topics_is_in_the_book(
    which: str, catalog: Catalog, request: pytest.FixtureRequest
) -> None:
    found: Design = request.getfixturevalue(which)
    printed: set[tuple[str, float]] = set()
    for step in found.steps:
        for name, value in (*numbers({step.name: step.value}), *numbers(step.inputs)):
            printed.add((unit_of(name, catalog), value))
    lacking = []
    for one in found.topics:
        if one.id not in OURS:
            continue
        figures = dict(one.figures)
        pairs = [(name, value) for name, value in figures.items() if isinstance(value, int | float)]
        for table in one.tables:
            for row in table.rows:
                pairs += [(n, c) for n, c in zip(table.columns, row.cells, strict=True)
                          if isinstance(c, int | float)]  # fmt: skip
        lacking += [
            (one.id, name, value)
            for name, value in pairs
            if (unit_of(name, catalog), rounded(name, float(value), catalog)) not in printed
        ]
    assert not lacking


def test_the_load_has_the_range_of_its_default_indices(small: Design, longxian: Design) -> None:
    """Housing 30 to 50 W/m2 by default, the school's 60 was given: 20,000 x 30 + 300 kW = 900, and 1,300."""
    found = small.load_comparison[0]
    assert (found["heat_load_kw__low"], found["heat_load_kw__high"]) == (900.0, 1300.0)
    given = longxian.load_comparison[0]
    assert given["heat_load_kw__low"] == given["heat_load_kw__high"] == 27_200.0
