"""Units of the user's own: reading with every fault named, maps that hold the points, saving and choosing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from desktop.components.estimation import known_refrigerants
from desktop.components.heat_pumps import Unit, heat_pumps
from desktop.components.own_catalog import OwnCatalog, clashes, with_own_units
from desktop.components.own_maps import own_maps
from desktop.components.own_scop import estimated_scop
from desktop.components.own_standing import standings
from desktop.components.own_units import OwnUnit, read_own_units, template
from desktop.components.prices import unit_price
from desktop.design import design
from desktop.design.procedure import DesignFault
from desktop.engine.figures import FrozenMap
from desktop.engine.performance_map import OutsideMap
from desktop.project import Project
from desktop.project_file import ProjectFileFault, from_text, to_text
from desktop.quotation import quote
from desktop.tables.catalog import Catalog
from desktop.tables.faults import CatalogError

HEAD = (
    "model,refrigerant,price_yuan,limits,document,"
    "mode,t_outdoor_c,t_leaving_c,part_load_fraction,capacity_kw,cop,power_kw"
)


def units(*rows: str) -> tuple[OwnUnit, ...]:
    return read_own_units("\n".join((HEAD, *rows)).encode(), "own.csv")[0]


def faults(*rows: str) -> list[tuple[int, str, str, str]]:
    with pytest.raises(CatalogError) as caught:
        units(*rows)
    return [(fault.line, fault.column, fault.value, fault.reason) for fault in caught.value.faults]


def few() -> tuple[OwnUnit, ...]:
    return read_own_units(template().encode(), "own.csv")[0]


def table(skip: tuple[tuple[int, int], ...] = ()) -> tuple[OwnUnit, ...]:
    """A whole table in heating, 6 outdoor by 3 leaving temperatures, perhaps with points left out."""
    rows = [
        f"T-1,R32,,,样本,heating,{t},{w},,{100 + 2 * t - 0.4 * (w - 45):g},"
        f"{3.4 + 0.06 * t - 0.04 * (w - 45):.3f},"
        for t in (-25, -15, -7, 2, 7, 20)
        for w in (35, 45, 55)
        if (t, w) not in skip
    ]
    return units(*rows)


def unit_of(catalog: Catalog, own: tuple[OwnUnit, ...]) -> Unit:
    extended = with_own_units(catalog, own)
    return next(unit for unit in heat_pumps(extended) if unit.model == own[0].model)


def test_the_template_can_be_read_and_its_power_gives_the_cop() -> None:
    (unit,) = few()
    assert unit.limits == ((-25.0, 45.0), (-10.0, 55.0), (35.0, 55.0))
    assert [point.cop for point in unit.points] == [3.3, 2.45, pytest.approx(70 / 33.5)]
    assert unit.defrost_included
    assert unit.maker == "示例公司"


def test_every_fault_is_named_at_once() -> None:
    found = faults(
        "A,R32,,,样本,heating,7,45,,100,3.2,31",  # both COP and power
        "A,,,,,heating,-12,41,,abc,2.3,",  # not a number
        "A,R290,,,,heating,-20,41,,60,2.0,",  # another refrigerant than the first row
        "B,R32,,-20,样本,heating,7,45,,90,3.3,",  # limits
        "C,R32,,,,heating,7,45,0.5,90,3.3,",  # no document, no full load
        "D,R32,,,样本,heating,7,45,,90,3.3,",
        "D,,,,,cooling,35,7,,80,3.0,",  # too few cooling points
        "D,,,,,heating,7,45,,91,3.3,",  # the same point again
        "E,R32,,,样本,heating,7,45,,90,33,",  # out of range
        "F,R32,,,样本,blowing,7,45,,90,3,",  # not a mode
    )
    assert set(found) == {
        (2, "cop", "3.2", "own_cop_or_power"),
        (3, "capacity_kw", "abc", "not_a_number"),
        (4, "document", "", "empty_cell"),  # the first row of A fell out; this is its first that can be read
        (5, "limits", "-20", "own_limits"),
        (6, "document", "", "empty_cell"),
        (6, "mode", "C", "own_no_full_load"),
        (7, "mode", "1", "own_cooling_points"),
        (9, "t_outdoor_c", "7 / 45", "duplicate_key"),
        (10, "cop", "33", "out_of_range"),
        (11, "mode", "blowing", "not_a_choice"),
    }


def test_a_row_that_differs_from_the_first_is_named() -> None:
    assert faults(
        "A,R32,,,样本,heating,7,45,,100,3.2,", "A,R290,,,,heating,-20,41,,60,2.0,"
    ) == [(3, "refrigerant", "R290", "own_differs")]


def test_unknown_and_lacking_columns() -> None:
    with pytest.raises(CatalogError) as caught:
        read_own_units(b"model,colour\nA,red", "own.csv")
    reasons = {(fault.column, fault.reason) for fault in caught.value.faults}
    assert ("colour", "unknown_column") in reasons
    assert ("capacity_kw", "missing_column") in reasons


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_files_of_spreadsheets(catalog: Catalog, encoding: str) -> None:
    """Chinese heads and words, semicolons, and the encoding a Chinese spreadsheet writes."""
    quantities = catalog.quantities
    names = ("t_outdoor_c", "t_leaving_c", "capacity_kw")
    labels = [quantities[name].label_zh for name in names]
    heads = ["model", "refrigerant", "document", "mode", *labels, "cop"]
    text = ";".join(heads) + "\r\nA;R32;样本;制热;7;45;100;3.2\r\n"
    (unit,), prices = read_own_units(text.encode(encoding), "own.csv", quantities)
    assert (unit.document, unit.points[0].mode, prices) == ("样本", "heating", {})


def test_an_estimated_map_holds_its_points_and_ends_where_it_must(catalog: Catalog) -> None:
    unit = unit_of(catalog, few())
    for t_outdoor_c, t_leaving_c, capacity_kw, cop in ((7, 45, 130, 3.3), (-12, 41, 86, 2.45)):
        point = unit.point("heating", t_outdoor_c, t_leaving_c)
        assert (point.capacity_kw, point.cop) == (pytest.approx(capacity_kw), pytest.approx(cop))
    for outside in ((-25.5, 40), (21, 40), (7, 56), (-25, 46), (7, 30)):
        with pytest.raises(OutsideMap):
            unit.point("heating", *outside)
    assert unit.row.source == unit.family.source == "estimated_map"
    extended = with_own_units(catalog, few())
    assert isinstance(extended, OwnCatalog)
    (one,) = extended.maps[unit.model]
    assert (one.standing, one.known_count) == ("estimated", 3)
    assert 0.1 < one.cop_interval_fraction < 0.3


def test_a_whole_table_is_the_makers_map(catalog: Catalog) -> None:
    """Linear in both temperatures, so that between points the map gives the very plane."""
    unit = unit_of(catalog, table(skip=((-25, 55), (7, 35))))
    assert unit.row.source == "own_unit_table"
    point = unit.point("heating", -10, 41)
    assert point.capacity_kw == pytest.approx(100 - 20 + 1.6)
    assert point.cop == pytest.approx(3.4 - 0.6 + 0.16)
    with pytest.raises(OutsideMap):
        unit.point("heating", -24, 54)  # no point of the sheet reaches there
    with pytest.raises(OutsideMap):
        unit.point("heating", 20.5, 45)


def test_points_against_the_order_are_kept_and_told(catalog: Catalog) -> None:
    own = units(
        "A,R32,,,样本,heating,7,45,,100,3.2,", "A,,,,,heating,2,45,,104,3.0,", "A,,,,,heating,-12,41,,70,2.3,"
    )
    extended = with_own_units(catalog, own)
    assert isinstance(extended, OwnCatalog)
    (one,) = extended.maps["A"]
    assert [(turn.t_outdoor_c, turn.values) for turn in one.turns] == [((2.0, 7.0), (104.0, 100.0))]
    unit = unit_of(catalog, own)
    assert unit.point("heating", 2, 45).capacity_kw == pytest.approx(104)
    assert unit.point("heating", 7, 45).capacity_kw == pytest.approx(100)


def test_a_point_that_lifts_further_in_colder_air_and_gives_more_is_told(catalog: Catalog) -> None:
    """41 - -12 = 53 K against 45 - 7 = 38 K: neither 200 above 160 kW nor a COP of 4.4 above 3.4 can be."""
    own = units("A,R32,,,样本,heating,7,45,,160,3.4,", "A,,,,,heating,-12,41,,200,4.4,")
    (told,) = (one.turns for one in own_maps(own[0], catalog))
    assert {turn.values for turn in told} == {(200.0, 160.0), (4.4, 3.4)}
    assert "check.own_unit_turn" in {note.key for note in standings(own[0], catalog)}
    sound = units("A,R32,,,样本,heating,7,45,,160,3.4,", "A,,,,,heating,-12,41,,110,2.5,")
    assert [one.turns for one in own_maps(sound[0], catalog)] == [()]


def test_an_unknown_refrigerant_is_refused_with_the_known_ones(catalog: Catalog) -> None:
    known = known_refrigerants(catalog)
    rows = "\n".join((HEAD, "A,R999,,,样本,heating,7,45,,100,3.2,")).encode()
    with pytest.raises(CatalogError) as caught:
        read_own_units(rows, "own.csv", {}, known)
    (fault,) = caught.value.faults
    assert (fault.line, fault.column, fault.value) == (2, "refrigerant", "R999")
    assert fault.reason == "own_refrigerant"
    assert {"R32", "R290", "R454C"} <= set(fault.allowed.split(", "))
    (unit,), _ = read_own_units(rows.replace(b"R999", b"r-410a"), "own.csv", {}, known)
    assert unit.refrigerant == "R410A"


def test_a_shipped_name_is_not_taken(catalog: Catalog) -> None:
    shipped = heat_pumps(catalog)[0].model
    own = units(f"{shipped},R32,,,样本,heating,7,45,,1,9.9,")
    assert clashes(catalog, own) == (shipped,)
    assert with_own_units(catalog, own) is catalog


def test_scop_of_a_unit_whose_points_are_the_tests(catalog: Catalog) -> None:
    """With A to D themselves known the estimate is the bin method over them.

    COP 3.0 / 4.4 / 5.6 / 7.0: most heat is asked between B and C, so a little below their mean of 5.
    """
    points = (
        (-7, 34, 1.0, 8.85, 3.0), (2, 30, 0.47, 5.4, 4.4), (7, 27, 0.3, 3.5, 5.6), (12, 24, 0.28, 3.0, 7.0),
    )  # fmt: skip
    own = units(*(f"A,R32,,,样本,heating,{t},{w},{load},{kw},{cop}," for t, w, load, kw, cop in points))
    assert 4.2 < estimated_scop(own[0], "35", catalog) < 4.7


def test_saved_and_opened(catalog: Catalog) -> None:
    project = Project("hotel").with_own_units((*few(), *table()), {"EXAMPLE-130": 90_000.0})
    again = from_text(to_text(project))
    assert again == project
    assert again.without_own_unit("EXAMPLE-130").own_units == table()
    assert again.without_own_unit("EXAMPLE-130").prices == ()
    assert '"own_units"' not in to_text(Project("hotel"))
    with pytest.raises(ProjectFileFault) as caught:
        from_text(to_text(project).replace("3.3,", "33,").replace('"cop": 3.3', '"cop": 33'))
    assert "fault.out_of_range" in {fault.key for fault in caught.value.faults}


ANSWERS = {
    "city": "天水", "heated_area_m2": 10_000.0, "room_count": 100, "has_cooling": False,
    "quote_date": date(2026, 11, 1),
}  # fmt: skip


def test_offered_beside_the_range_priced_and_marked(catalog: Catalog) -> None:
    project = Project("hotel", FrozenMap(ANSWERS)).with_own_units(few(), {"EXAMPLE-130": 90_000.0})
    made = design(project.with_answers({"heat_pump_model": "EXAMPLE-130"}), catalog)
    assert (made.equipment[0].model, made.equipment[0].standing) == ("EXAMPLE-130", "estimated")
    line = next(line for line in quote(made, catalog).lines if line.model == "EXAMPLE-130")
    assert (float(line.unit_price_yuan), line.standing) == (90_000.0, "user")
    topic = next(topic for topic in made.topics if topic.id == "own_units")
    assert topic.tables[0].rows[0].cells[:2] == ("estimated", 3)
    assert "own_unit_estimated" in {check.rule for check in topic.checks}
    with pytest.raises(DesignFault):
        design(Project("hotel", FrozenMap(ANSWERS | {"heat_pump_model": "EXAMPLE-130"})), catalog)


def test_a_very_good_own_unit_wins_and_a_poor_one_is_refused_with_its_reason(catalog: Catalog) -> None:
    rows = [
        f"{{}},R32,,,样本,heating,{t},{w},,{130 + 2 * t:g},{{:.2f}},"
        for t in (-25, -15, -7, 2, 12, 20)
        for w in (35, 45, 55)
    ]
    good, poor = (
        units(*(row.format(name, cop) for row in rows)) for name, cop in (("GOOD", 6.0), ("POOR", 1.5))
    )
    project = Project("hotel", FrozenMap(ANSWERS)).with_own_units((*good, *poor), {"GOOD": 20_000.0})
    made = design(project, catalog)
    assert made.equipment[0].model == "GOOD"
    reasons = {one.model: one.rule for one in made.rejections}
    assert reasons["POOR"] == "ranked_lower"


def test_frost_is_not_taken_off_twice(catalog: Catalog) -> None:
    """The same table with defrosting in it and without: only the second loses capacity to frost on site."""
    own = table()[0]
    capacity = {}
    for model, included in (("WITH", True), ("DRY", False)):
        one = replace(own, model=model, defrost_included=included)
        project = Project("hotel", FrozenMap({**ANSWERS, "heat_pump_model": model}))
        made = design(project.with_own_units((one,), {}), catalog)
        capacity[model] = float(made.equipment[0].figures["capacity_kw__design"])  # type: ignore[arg-type]
    assert capacity["DRY"] < capacity["WITH"]


def test_without_a_price_a_rule_stands_for_it(catalog: Catalog) -> None:
    extended = with_own_units(catalog, few())
    assert unit_price(extended, "heat_pump", "own EXAMPLE-130 standard", 130.0).standing == "assumed"


def test_nodes_are_finite(catalog: Catalog) -> None:
    for unit in (unit_of(catalog, few()), unit_of(catalog, table())):
        assert np.isfinite(unit.maps["heating"].cop[~np.isnan(unit.maps["heating"].cop)]).all()


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from desktop.cli import main

    sheet, project, out = tmp_path / "own.csv", tmp_path / "p.json", tmp_path / "q.json"
    assert main(["units", "--template", str(sheet)]) == 0
    assert main(["units", "--template", str(sheet)]) == 3  # never over a file that is there
    assert main(["new", "hotel", "--city", "天水", "-o", str(project)]) == 0
    assert main(["units", str(project), "--add", str(sheet), "-o", str(out)]) == 0
    assert "EXAMPLE-130" in capsys.readouterr().out
    assert "own_units" not in project.read_text("utf-8")
    again = str(tmp_path / "r.json")
    assert main(["new", "hotel", "--city", "天水", "--units", str(sheet), "-o", again]) == 0
    assert main(["units", str(out), "--remove", "EXAMPLE-130"]) == 0
    assert "own_units" not in out.read_text("utf-8")
    assert main(["units", str(out), "--remove", "EXAMPLE-130"]) == 3
    sheet.write_text(sheet.read_text("utf-8-sig").replace("3.30", "x"), "utf-8")
    assert main(["units", str(project), "--add", str(sheet)]) == 3
    assert "x" in capsys.readouterr().err
