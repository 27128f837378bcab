"""Lists of records on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.cli import ANSWER, FILE, OK, main

CSV = "建筑名称,供热面积,供暖末端\n甲楼,12000,散热器\n乙楼,8000,floor\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    made = tmp_path / "district.json"
    assert main(["new", "district", "--city", "平凉", "--set", "heated_area_m2=20000", "-o", str(made)]) == OK
    return made


def buildings(path: Path) -> list[dict[str, object]]:
    found = json.loads(path.read_text("utf-8"))["answers"]["buildings"]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("option", [["--rows", "buildings={}"], ["--set", "buildings=@{}"]])
def test_a_new_project_takes_buildings_from_a_file(tmp_path: Path, option: list[str], encoding: str) -> None:
    table, made = tmp_path / "buildings.csv", tmp_path / "project.json"
    table.write_bytes(CSV.encode(encoding))
    flag, setting = option
    code = main(["new", "district", "--city", "平凉", flag, setting.format(table), "-o", str(made)])
    assert code == OK
    assert buildings(made) == [
        {"building_name": "甲楼", "heated_area_m2": 12_000.0, "terminal": "radiator"},
        {"building_name": "乙楼", "heated_area_m2": 8_000.0, "terminal": "floor"},
    ]


def test_faults_of_a_file_are_told_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, made = tmp_path / "buildings.csv", tmp_path / "project.json"
    table.write_text("building_name,heated_area_m2\nA,2000\nB,lots\n,5\n", encoding="utf-8")
    options = ["--speak", "en", "new", "district", "--rows", f"buildings={table}", "-o", str(made)]
    assert main(options) == ANSWER
    told = capsys.readouterr().err
    assert '"Buildings", row 2: "Heated area (heated_area_m2)" takes a number' in told
    assert "row 3" in told
    assert not made.exists()


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lacking = f"buildings={tmp_path / 'no.csv'}"
    options = ["new", "district", "--rows", lacking, "-o", str(tmp_path / "p.json")]
    assert main(options) == FILE
    assert "no.csv" in capsys.readouterr().err


def test_a_design_takes_rows_and_answers_of_the_moment(project: Path, tmp_path: Path) -> None:
    """12,000 and 8,000 m2 at 40 W/m2 and 5 % of loss: 840 kW; 189 kW a unit make 5."""
    table, where = tmp_path / "buildings.csv", tmp_path / "design.json"
    table.write_text(CSV, encoding="utf-8")
    options = ["design", str(project), "--rows", f"buildings={table}", "--json", str(where),
               "--set", "unit_capacity_design_kw=189", "--set", "heat_pump_model=HQ-EA-320"]  # fmt: skip
    assert main(options) == OK
    found = json.loads(where.read_text("utf-8"))
    assert found["loads"]["heat_load_kw"] == pytest.approx(840.0, abs=0.1)
    pump = next(one for one in found["equipment"] if one["kind"] == "heat_pump")
    assert pump["count"] == 5
    assert {"build_out", "staging", "faults", "noise", "supply"} <= {one["id"] for one in found["topics"]}
    given = next(one for one in found["answers"] if one["name"] == "buildings")
    assert [row["heated_area_m2"] for row in given["value"]] == [12_000.0, 8_000.0]


def test_the_questions_tell_of_columns(tmp_path: Path) -> None:
    where = tmp_path / "questions.json"
    assert main(["questions", "district", "--city", "平凉", "--json", str(where)]) == OK
    listed = json.loads(where.read_text("utf-8"))["questions"]
    rows = next(one for one in listed if one["name"] == "buildings")
    assert rows["kind"] == "rows"
    area = next(one for one in rows["columns"] if one["name"] == "heated_area_m2")
    assert area["unit"] == "m²"
    assert area["required"] is True


def test_a_setting_without_a_value_gives_the_answer_back(tmp_path: Path) -> None:
    """The maker's figure has no default, so it goes away; the season has one."""
    made, where = tmp_path / "p.json", tmp_path / "design.json"
    given = ("heated_area_m2=20000", "unit_capacity_design_kw=189", "season_d=99")
    options = [part for one in given for part in ("--set", one)]
    assert main(["new", "district", "--city", "平凉", *options, "-o", str(made)]) == OK
    cleared = ["--set", "unit_capacity_design_kw=", "--set", "season_d=99", "--set", "season_d= "]
    assert main(["design", str(made), *cleared, "--json", str(where)]) == OK
    answers = {one["name"]: one for one in json.loads(where.read_text("utf-8"))["answers"]}
    assert answers.get("unit_capacity_design_kw", {"standing": "missing"})["standing"] == "missing"
    assert answers["season_d"]["standing"] == "default"


def test_an_empty_file_of_rows_is_refused(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "empty.csv"
    table.write_text("", encoding="utf-8")
    assert main(["--speak", "en", "design", str(project), "--rows", f"buildings={table}"]) == ANSWER
    assert 'file for "Buildings" holds no rows' in capsys.readouterr().err
