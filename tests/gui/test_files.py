"""Undo, saving, opening and leaving."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QMessageBox,
)
from pytestqt.qtbot import QtBot

from desktop.gui.main_window import MainWindow
from tests.gui.hands import Wait, field, type_into

pytestmark = pytest.mark.qt_log_ignore(
    "This plugin does not support", extend=True
)  # said by the offscreen plugin


# undo


def test_200_random_edits_undone_give_the_first_project(open_window: MainWindow) -> None:
    chance, session = random.Random(7), open_window.screen_.session
    first = session.project
    for _ in range(200):
        match chance.randrange(6):
            case 0:
                session.answer("heated_area_m2", float(chance.randrange(100, 30000)))
            case 1:
                session.answer("room_count", chance.randrange(1, 900))
            case 2:
                session.answer("has_laundry", chance.random() < 0.5)
            case 3:
                session.forget(chance.choice(["room_count", "has_laundry", "terminal"]))
            case 4:
                session.answer("terminal", chance.choice(["floor", "fan_coil"]))
            case _:
                session.answer("project_name", chance.choice("甲乙丙"))
    while session.history is not None and session.history.undoes is not None:
        open_window.actions_.by_name["undo"].trigger()
    assert session.project == first
    assert not open_window.actions_.by_name["undo"].isEnabled()


def test_undo_shows_the_old_answer_and_says_what_it_undoes(open_window: MainWindow, qtbot: QtBot) -> None:
    type_into(qtbot, open_window, "heated_area_m2", "28000")
    undo = open_window.actions_.by_name["undo"]
    assert open_window.screen_.words.label("heated_area_m2") in undo.text()
    undo.trigger()
    assert field(open_window, "heated_area_m2").editor.text() == "14000"


# files


def test_the_star_follows_what_is_saved(open_window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    session, path = open_window.screen_.session, tmp_path / "p.json"
    assert open_window.isWindowModified()
    session.kit.save(session.project, path)  # type: ignore[union-attr]
    session.filed_as(path)
    assert not open_window.isWindowModified()
    assert "p.json" in open_window.windowTitle()
    type_into(qtbot, open_window, "room_count", "150")
    assert open_window.isWindowModified()
    open_window.actions_.by_name["undo"].trigger()
    assert not open_window.isWindowModified()


def test_saved_and_opened_again(open_window: MainWindow, tmp_path: Path, worked_out: Wait) -> None:
    session, path = open_window.screen_.session, tmp_path / "项目.json"
    session.filed_as(path)
    session.answer("room_count", 151)
    project = session.project
    assert open_window.files.save()
    session.put_away()
    assert open_window.files.open(path)
    worked_out(open_window)
    assert session.project == project
    assert session.clean
    assert open_window.screen_.settings.recent[0].path == str(path)


def test_a_file_that_cannot_be_opened_says_why(open_window: MainWindow, tmp_path: Path) -> None:
    path, said = tmp_path / "other.json", []
    path.write_text('{"program": "other"}')
    open_window.files.ask = lambda box: said.append(box.text())
    project = open_window.screen_.session.project
    assert not open_window.files.open(path)
    assert "other.json" in said[0]
    assert open_window.screen_.session.project == project


def test_leaving_unsaved_work_asks(open_window: MainWindow) -> None:
    asked: list[QMessageBox] = []
    open_window.files.ask = asked.append
    assert not open_window.files.may_leave()
    assert len(asked) == 1
