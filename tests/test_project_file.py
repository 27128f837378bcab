"""Saving and opening: what is written comes back, and what is not ours is refused and left as it was."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import project_file
from desktop.applications.registry import APPLICATIONS
from desktop.engine.figures import FrozenMap
from desktop.project import DeclaredLabel, PriceOverride, Project
from desktop.project_file import ProjectFileFault, from_text, open_project, save_project, to_text

HOTEL = next(application for application in APPLICATIONS if application.id == "hotel")
WHOLE = Project(
    "hotel",
    FrozenMap({"city": "漠河", "heated_area_m2": 14000.0, "room_count": 150, "has_laundry": True,
               "quote_date": date(2026, 3, 31), "project_name": "示例项目 𠮷 <b>&amp;"}),
    (DeclaredLabel("X-1", "IPLV(H)", 3.21, 2.6, None, "示例报告", date(2025, 12, 1)),),
    (PriceOverride("X-1", 123456.78, "示例报价"),),
)  # fmt: skip


def content(**changes: object) -> str:
    return json.dumps({**json.loads(to_text(WHOLE)), **changes}, ensure_ascii=False)


def refusal(text: str) -> ProjectFileFault:
    with pytest.raises(ProjectFileFault) as caught:
        from_text(text, "p.json")
    return caught.value


def keys(fault: ProjectFileFault) -> list[str]:
    return [one.key for one in fault.faults]


def test_what_is_saved_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "项目.json"
    save_project(WHOLE, path)
    assert open_project(path) == WHOLE
    assert os.listdir(tmp_path) == ["项目.json"]


def test_the_file_can_be_read_by_a_person(tmp_path: Path) -> None:
    text = to_text(WHOLE)
    assert '"program": "HeatQuote"' in text
    assert f'"version": {project_file.VERSION}' in text
    assert '"city": "漠河"' in text
    assert '"quote_date": "2026-03-31"' in text


def a_value(question: object) -> st.SearchStrategy[object]:
    kind, low, high = question.kind, question.low, question.high  # type: ignore[attr-defined]
    match kind:
        case "integer":
            return st.integers(int(low or 0), int(high or 10_000))
        case "number":
            return st.floats(low if low is not None else -1e6, high if high is not None else 1e6)
        case "choice":
            return st.sampled_from(question.choices)  # type: ignore[attr-defined]
        case "flag":
            return st.booleans()
        case "date":
            return st.dates()
        case _:
            return st.text(max_size=200)


@given(st.fixed_dictionaries({}, optional={one.name: a_value(one) for one in HOTEL.questions}))
def test_any_answers_come_back(answers: dict[str, object]) -> None:
    project = Project("hotel", FrozenMap(answers))  # type: ignore[arg-type]
    assert from_text(to_text(project)) == project


def test_saving_fails_without_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "p.json"
    save_project(WHOLE, path)
    before = path.read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(project_file.os, "fsync", full)
    with pytest.raises(ProjectFileFault) as caught:
        save_project(Project("hotel"), path)
    assert caught.value.message.key == "fault.file_not_replaced"
    assert caught.value.message.values["reason"] == "full"
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["p.json"]


def test_saving_keeps_the_rights_of_the_file_and_a_link_to_it(tmp_path: Path) -> None:
    path, link = tmp_path / "p.json", tmp_path / "link.json"
    save_project(WHOLE, path)
    path.chmod(0o640)
    link.symlink_to(path)
    save_project(Project("hotel"), link)
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert open_project(path) == Project("hotel")


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\x00", b"hello", b"[]", b"{}", b'{"program": "Other"}', b"1",
                                 b"[" * 100_000, b'{"version": 1, "application": "hotel"}'])  # fmt: skip
def test_a_foreign_file_is_refused_and_left_alone(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "p.json"
    path.write_bytes(raw)
    with pytest.raises(ProjectFileFault) as caught:
        open_project(path)
    assert caught.value.message.key == "fault.file_foreign"
    assert path.read_bytes() == raw


def test_a_newer_file_is_refused() -> None:
    fault = refusal(content(version=project_file.VERSION + 1))
    assert fault.message.key == "fault.file_newer"
    assert fault.message.values["found"] == project_file.VERSION + 1


def test_a_broken_file_of_ours_is_called_damaged() -> None:
    fault = refusal(to_text(WHOLE)[:-40])
    assert fault.message.key == "fault.file_damaged"
    assert keys(fault) == ["fault.file_not_json"]


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(ProjectFileFault) as caught:
        open_project(Path("nowhere") / "p.json")
    assert caught.value.message.key == "fault.file_not_read"


def test_all_faults_are_found_at_once() -> None:
    answers = {"heated_area_m2": -5, "room_count": 1.5, "nonsense": 1, "quote_date": "31.3.2026", "city": 7,
               "has_laundry": "perhaps"}  # fmt: skip
    fault = refusal(content(answers=answers, labels=[{"model": "", "value": -1}], extra=1))
    assert fault.message.key == "fault.file_damaged"
    found = keys(fault)
    assert {"fault.answer_out_of_range", "fault.answer_not_whole", "fault.answer_unknown",
            "fault.answer_not_date", "fault.answer_not_text", "fault.answer_not_flag", "fault.file_entry",
            "fault.file_unknown_entry"} <= set(found)  # fmt: skip
    assert fault.message.values["fault_count"] == len(found) >= 10


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 400, "1" * 5000])
def test_numbers_that_are_none_are_refused(number: str) -> None:
    fault = refusal(content().replace("14000.0", number))
    assert keys(fault) == ["fault.file_number"]


def test_an_entry_that_stands_there_twice_is_refused() -> None:
    fault = refusal(content().replace('"room_count": 150', '"room_count": 150, "room_count": 151'))
    assert keys(fault) == ["fault.file_twice"]


@pytest.mark.parametrize("version", [0, -1, "1", 1.0, None, True])
def test_a_version_that_is_none_is_refused(version: object) -> None:
    assert "fault.file_version" in keys(refusal(content(version=version)))


def test_half_a_character_is_refused() -> None:
    fault = refusal(content().replace("漠河", "\\ud800"))
    assert keys(fault) == ["fault.answer_not_text"]


def test_an_older_file_is_brought_up_step_by_step() -> None:
    older = content(version=1).replace("heated_area_m2", "area")

    def to_2(entries: dict) -> dict:
        answers = dict(entries["answers"])
        answers["heated_m2"] = answers.pop("area")
        return {**entries, "answers": answers}

    def to_3(entries: dict) -> dict:
        answers = dict(entries["answers"])
        answers["heated_area_m2"] = answers.pop("heated_m2")
        return {**entries, "answers": answers}

    opened = from_text(older, version=3, migrations={1: to_2, 2: to_3})
    assert opened == WHOLE


def test_every_older_version_has_its_migration() -> None:
    assert sorted(project_file.MIGRATIONS) == list(range(1, project_file.VERSION))


@pytest.mark.parametrize("application", ["", "castle", 5, None, []])
def test_an_unknown_application_is_refused(application: object) -> None:
    assert keys(refusal(content(application=application))) == ["fault.file_application"]
