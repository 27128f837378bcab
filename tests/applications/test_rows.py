"""Lists of records: checked cell by cell, read from CSV and JSON, with defaults of their own."""

from __future__ import annotations

import json

import pytest

from desktop.applications.district import DISTRICT
from desktop.applications.district_buildings import buildings_of
from desktop.applications.questions import BadAnswer, Question, check_value, constant, parse_text, resolve
from desktop.applications.rows import rows_of_csv
from desktop.engine.figures import FrozenMap
from desktop.project import Project
from desktop.project_file import ProjectFileFault, from_text, to_text
from desktop.tables.catalog import Catalog

BUILDINGS = next(question for question in DISTRICT.questions if question.name == "buildings")
STREAMS = Question(
    "streams", "rows", "process", 1, 3,
    columns=(
        Question("stream_name", "text", "process", default=constant(""), required=False),
        Question("heat_kw", "number", "process", 0, 1000),
        Question("is_hot", "flag", "process", default=constant(True)),
    ),
)  # fmt: skip


def faults(value: object, question: Question = BUILDINGS) -> list[tuple[object, object, str]]:
    with pytest.raises(BadAnswer) as refused:
        check_value(question, value)
    return [(m.values.get("row"), m.values.get("question"), m.key) for m in refused.value.messages]


def test_every_wrong_cell_is_named_by_row_and_column() -> None:
    rows = [
        {"heated_area_m2": 500.0},
        {"heated_area_m2": "many", "terminal": "stove"},
        {"building_name": "B"},
        {"heated_area_m2": 3.0, "storeys": 4},
    ]
    assert faults(rows) == [
        (2, "heated_area_m2", "fault.cell_not_number"),
        (2, "terminal", "fault.cell_not_choice"),
        (3, "heated_area_m2", "fault.cell_missing"),
        (4, None, "fault.cell_unknown"),
        (4, "heated_area_m2", "fault.cell_out_of_range"),
    ]


def test_the_number_of_rows_has_limits() -> None:
    assert faults([], STREAMS) == [(None, "streams", "fault.row_count")]
    assert faults([{"heat_kw": 1.0}] * 4, STREAMS) == [(None, "streams", "fault.row_count")]
    assert faults("three", STREAMS) == [(None, "streams", "fault.answer_not_rows")]


def test_blank_cells_are_left_out_and_integers_become_numbers() -> None:
    rows = check_value(STREAMS, [{"stream_name": "", "heat_kw": 5, "is_hot": None}])
    assert rows == (FrozenMap({"heat_kw": 5.0}),)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize(
    "heads",
    [
        "building_name,heated_area_m2,terminal",
        "建筑名称,供热面积（m²）,供暖末端",
        "Building,Heated area [m2],Terminals",
    ],
)
def test_a_csv_is_read_by_its_heads(catalog: Catalog, heads: str, mark: str) -> None:
    text = f"{heads}\n甲,1.2万,散热器\n\n乙,8000,floor\n,900,Fan-coils\n".replace(",", mark)
    assert rows_of_csv(BUILDINGS, text, catalog.quantities) == (
        FrozenMap({"building_name": "甲", "heated_area_m2": 12_000.0, "terminal": "radiator"}),
        FrozenMap({"building_name": "乙", "heated_area_m2": 8_000.0, "terminal": "floor"}),
        FrozenMap({"heated_area_m2": 900.0, "terminal": "fan_coil"}),
    )


def test_a_csv_without_heads_stands_in_the_columns_order(catalog: Catalog) -> None:
    rows = rows_of_csv(STREAMS, "exhaust,120,yes\nfeed,80,否\n", catalog.quantities)
    assert rows == (
        FrozenMap({"stream_name": "exhaust", "heat_kw": 120.0, "is_hot": True}),
        FrozenMap({"stream_name": "feed", "heat_kw": 80.0, "is_hot": False}),
    )


@pytest.mark.parametrize("text", ["", "\n\n", "building_name,heated_area_m2\n", "建筑名称;供热面积\n ; \n"])
def test_a_csv_without_rows_is_refused(catalog: Catalog, text: str) -> None:
    with pytest.raises(BadAnswer) as refused:
        rows_of_csv(BUILDINGS, text, catalog.quantities)
    assert [one.key for one in refused.value.messages] == ["fault.rows_none"]


@pytest.mark.parametrize("head", ["name,area", "楼号,面积(m2)", "name,area [m2],use"])
def test_a_head_of_unknown_names_is_told_with_those_there_are(catalog: Catalog, head: str) -> None:
    with pytest.raises(BadAnswer) as refused:
        rows_of_csv(BUILDINGS, f"{head}\nA,500\n", catalog.quantities)
    (told,) = refused.value.messages
    assert told.key == "fault.head_unknown"
    assert str(told.values["allowed"]).startswith("building_name, heated_area_m2, building_use")


def test_a_csv_tells_all_its_faults(catalog: Catalog) -> None:
    with pytest.raises(BadAnswer) as refused:
        rows_of_csv(BUILDINGS, "building_name,heated_area_m2,colour\nA,x,red\nB,,blue\n", catalog.quantities)
    keys = [(one.key, one.values.get("row")) for one in refused.value.messages]
    assert keys == [("fault.column_unknown", None), ("fault.cell_not_number", 1), ("fault.cell_missing", 2)]


def test_json_on_the_command_line() -> None:
    rows = parse_text(STREAMS, '[{"heat_kw": 5}, {"heat_kw": 7, "is_hot": false}]')
    assert rows == (FrozenMap({"heat_kw": 5.0}), FrozenMap({"heat_kw": 7.0, "is_hot": False}))
    with pytest.raises(BadAnswer):
        parse_text(STREAMS, "[{")


def test_rows_have_defaults_of_their_own_and_of_the_project(catalog: Catalog) -> None:
    """A school asks for its own index; a row that says nothing takes the project's."""
    given = {
        "city": "北京", "heating_index_w_m2": 44.0, "t_supply_c": 50.0,
        "buildings": (
            FrozenMap({"heated_area_m2": 1000.0}),
            FrozenMap({"heated_area_m2": 500.0, "building_use": "school"}),
            FrozenMap({"heated_area_m2": 500.0, "terminal": "floor"}),
        ),
    }  # fmt: skip
    answers = resolve(DISTRICT.questions, given, catalog)
    plain, school, floor = buildings_of(answers)
    assert (plain.index_w_m2, plain.t_supply_c, plain.t_return_c) == (44.0, 50.0, 40.0)
    assert school.index_w_m2 != 44.0
    assert (floor.t_supply_c, floor.t_return_c) == (45.0, 35.0)
    assert answers.number("heated_area_m2") == 2000.0
    assert answers.rows("buildings")[0]["heating_index_w_m2"].standing == "default"


def test_a_project_file_keeps_rows() -> None:
    named = FrozenMap({"building_name": "甲", "heated_area_m2": 12_000.0})
    rows = (named, FrozenMap({"heated_area_m2": 9.5e3}))
    project = Project("district", FrozenMap({"city": "北京", "buildings": rows}))
    assert from_text(to_text(project)) == project


def test_a_project_file_tells_every_bad_cell() -> None:
    text = to_text(Project("district", FrozenMap({"city": "北京"})))
    content = json.loads(text)
    content["answers"]["buildings"] = [{"heated_area_m2": "big"}, {"terminal": "stove"}]
    with pytest.raises(ProjectFileFault) as refused:
        from_text(json.dumps(content))
    assert [(one.values["row"], one.values["question"]) for one in refused.value.faults] == [
        (1, "heated_area_m2"), (2, "heated_area_m2"), (2, "terminal"),
    ]  # fmt: skip
