"""What is typed into a field, what it then shows, and that the wheel changes nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.gui.editors import ChoiceEditor, FlagEditor
from desktop.gui.main_window import MainWindow
from tests.gui.hands import Wait, field, show_field, shown_texts, type_into

pytestmark = pytest.mark.qt_log_ignore(
    "This plugin does not support", extend=True
)  # said by the offscreen plugin


# fields


def test_an_edit_moves_the_results(open_window: MainWindow, qtbot: QtBot, worked_out: Wait) -> None:
    type_into(qtbot, open_window, "heated_area_m2", "28000")
    worked_out(open_window)
    assert "14 × R100" in shown_texts(open_window.workspace().results)


def test_a_default_is_marked_and_comes_back(open_window: MainWindow, qtbot: QtBot, worked_out: Wait) -> None:
    rooms = field(open_window, "room_count")
    assert rooms.editor.property("standing") == "default"
    assert rooms.editor.text() == "140"
    assert rooms.reset.isHidden()
    type_into(qtbot, open_window, "room_count", "150")
    assert rooms.editor.property("standing") == "user"
    assert not rooms.reset.isHidden()
    qtbot.mouseClick(rooms.reset, Qt.MouseButton.LeftButton)
    worked_out(open_window)
    assert "room_count" not in open_window.screen_.session.project.answers
    assert rooms.editor.text() == "140"


def test_a_default_follows_the_answers_before_it(
    open_window: MainWindow, qtbot: QtBot, worked_out: Wait
) -> None:
    type_into(qtbot, open_window, "heated_area_m2", "20000")
    worked_out(open_window)
    assert field(open_window, "room_count").editor.text() == "200"


def test_enter_confirms_a_default(open_window: MainWindow, qtbot: QtBot) -> None:
    editor = field(open_window, "room_count").editor
    show_field(open_window, "room_count")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert open_window.screen_.session.project.answers["room_count"] == 140


@pytest.mark.parametrize(
    ("typed", "area"),
    [
        ("１２０００", 12000.0),
        ("1.2万", 12000.0),
        ("12000 m²", 12000.0),
        ("12000m2", 12000.0),
        ("12000㎡", 12000.0),
    ],
)
def test_numbers_are_taken_as_they_are_meant(
    open_window: MainWindow, qtbot: QtBot, typed: str, area: float
) -> None:
    type_into(qtbot, open_window, "heated_area_m2", typed)
    assert open_window.screen_.session.project.answers["heated_area_m2"] == area


def test_a_field_in_per_cent_takes_per_cent(open_window: MainWindow, qtbot: QtBot) -> None:
    loss = field(open_window, "pipe_loss_fraction")
    assert loss.editor.text() == "3"
    type_into(qtbot, open_window, "pipe_loss_fraction", "5")
    assert open_window.screen_.session.project.answers["pipe_loss_fraction"] == 0.05
    type_into(qtbot, open_window, "pipe_loss_fraction", "6%")
    assert open_window.screen_.session.project.answers["pipe_loss_fraction"] == 0.06


@pytest.mark.parametrize("typed", ["1,000", "62,5", "abc", "5", "9999999"])
def test_what_cannot_be_read_stays_and_makes_results_stale(
    open_window: MainWindow, qtbot: QtBot, worked_out: Wait, typed: str
) -> None:
    area, session = field(open_window, "heated_area_m2"), open_window.screen_.session
    type_into(qtbot, open_window, "heated_area_m2", typed)
    assert area.editor.text() == typed
    assert area.note.text()
    assert session.project.answers["heated_area_m2"] == 14000.0
    assert not session.fresh
    results = open_window.workspace().results
    assert area.note.text().removeprefix("✕ ") in results.state.text()
    type_into(qtbot, open_window, "heated_area_m2", "15000")
    worked_out(open_window)
    assert not area.note.text()


def test_an_emptied_field_goes_back_to_its_default(
    open_window: MainWindow, qtbot: QtBot, worked_out: Wait
) -> None:
    type_into(qtbot, open_window, "room_count", "150")
    editor = field(open_window, "room_count").editor
    show_field(open_window, "room_count")
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    worked_out(open_window)
    assert editor.text() == "140"


def test_a_missing_answer_is_named_and_results_are_greyed(
    open_window: MainWindow, qtbot: QtBot, worked_out: Wait
) -> None:
    session = open_window.screen_.session
    session.forget("heated_area_m2")
    worked_out(open_window)
    results = open_window.workspace().results
    assert session.outcome is not None
    assert session.outcome.missing == "heated_area_m2"
    assert open_window.screen_.words.label("heated_area_m2") in results.state.text()
    assert results.tabs.graphicsEffect().isEnabled()
    assert open_window.workspace()._state("building") == "empty"


def test_what_does_not_matter_is_hidden(open_window: MainWindow, qtbot: QtBot, worked_out: Wait) -> None:
    loss = field(open_window, "pipe_loss_fraction")
    assert not loss.editor.isHidden()
    open_window.screen_.session.answer("terminal", "floor")
    worked_out(open_window)
    assert field(open_window, "pipe_loss_fraction").editor.isHidden()


def test_choices_and_flags_answer(open_window: MainWindow, qtbot: QtBot) -> None:
    choice, flag = field(open_window, "terminal").editor, field(open_window, "has_laundry").editor
    assert isinstance(choice, ChoiceEditor)
    assert isinstance(flag, FlagEditor)
    show_field(open_window, "terminal")
    qtbot.keyClick(choice, Qt.Key.Key_Up)
    assert open_window.screen_.session.project.answers["terminal"] == "fan_coil"
    open_window.workspace().go_to_step_named("building")
    flag.click()
    assert open_window.screen_.session.project.answers["has_laundry"] is True


def test_an_unknown_place_is_refused_under_the_field(open_window: MainWindow, qtbot: QtBot) -> None:
    type_into(qtbot, open_window, "city", "Atlantis")
    assert "Atlantis" in field(open_window, "city").note.text()
    type_into(qtbot, open_window, "city", "mzl")
    assert open_window.screen_.session.project.answers["city"] == "满洲里"


# the wheel


def wheel(widget: QWidget) -> None:
    centre = QPointF(widget.rect().center())
    event = QWheelEvent(centre, QPointF(widget.mapToGlobal(centre.toPoint())), QPoint(0, 0), QPoint(0, -240),
                        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
                        False)  # fmt: skip
    QApplication.sendEvent(widget, event)


def test_the_wheel_changes_no_value_that_has_no_focus(open_window: MainWindow, qtbot: QtBot) -> None:
    space, session = open_window.workspace(), open_window.screen_.session
    space.documents_page()
    space.declared._add_label()
    project = session.project
    values = [
        one for one in open_window.findChildren(QWidget) if isinstance(one, QComboBox | QAbstractSpinBox)
    ]
    chosen = [one.currentIndex() for one in values if isinstance(one, QComboBox)]
    open_window.setFocus()
    for one in values:
        wheel(one)
        assert one.focusPolicy() == Qt.FocusPolicy.StrongFocus
    assert len(values) >= 5
    assert chosen == [one.currentIndex() for one in values if isinstance(one, QComboBox)]
    assert session.project == project
