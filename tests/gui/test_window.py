"""What a user does in the window, and what the window then shows."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.gui.main_window import MainWindow
from desktop.gui.results import ResultsPane
from desktop.gui.text_editor import TextEditor
from desktop.project import Project
from tests.gui.hands import Wait, field, shown_texts, write

pytestmark = pytest.mark.qt_log_ignore(
    "This plugin does not support", extend=True
)  # said by the offscreen plugin


# from the first page to results


def test_three_answers_give_results(window: MainWindow, qtbot: QtBot, worked_out: Wait) -> None:
    start = window.start
    write(start.place, "mh")
    write(start.area, "1.4万")
    qtbot.mouseClick(start.begin, Qt.MouseButton.LeftButton)
    worked_out(window)
    project = window.screen_.session.project
    assert project.answers == {"city": "漠河", "heated_area_m2": 14000.0, "quote_date": date.today()}
    assert "7 × R100" in shown_texts(
        window.workspace().results
    )  # 14,000 m2 x 50 W/m2 = 700 kW, 100 kW a unit
    assert "700.0 kW" in shown_texts(window.workspace().results)


def test_what_is_wrong_is_said_under_the_field(window: MainWindow, qtbot: QtBot) -> None:
    start = window.start
    write(start.place, "Atlantis")
    write(start.area, "1,000")
    qtbot.mouseClick(start.begin, Qt.MouseButton.LeftButton)
    assert window.screen_.session.history is None
    assert "Atlantis" in start.notes["place"].text()
    assert "1,000" in start.notes["area"].text()


# steps and keys


def test_steps_by_key_and_by_search(open_window: MainWindow, qtbot: QtBot) -> None:
    space = open_window.workspace()
    open_window.actions_.on_step(1)
    assert space.pages.currentWidget() is space.forms["building"]
    open_window.commands.found("heating_index_w_m2")
    qtbot.wait(20)
    assert field(open_window, "heating_index_w_m2").editor.isVisible()


def test_options_take_a_model_and_give_the_choice_back(
    open_window: MainWindow, qtbot: QtBot, worked_out: Wait
) -> None:
    session, page = open_window.screen_.session, open_window.workspace().options
    open_window.workspace().go_to_step_named("options")

    def whole() -> None:
        cards = [page._cards.itemAt(n).widget() for n in range(page._cards.count())]
        assert [card.height() >= card.sizeHint().height() for card in cards] == [True, True]

    qtbot.waitUntil(whole)
    take = next(b for b in page.findChildren(QAbstractButton) if b.accessibleName().endswith("R200"))
    take.click()
    assert session.project.answers["heat_pump_model"] == "R200"
    session.undo()
    assert "heat_pump_model" not in session.project.answers


def test_declared_labels_and_prices_can_be_entered_and_undone(open_window: MainWindow, qtbot: QtBot) -> None:
    session, page = open_window.screen_.session, open_window.workspace().declared
    open_window.workspace().go_to_step_named("declared")
    page._add_label()
    page._add_price()
    qtbot.wait(20)
    assert session.project.labels[0].model == "R100"
    assert session.project.prices[0].model == "R100"
    editors = [e for e in page.findChildren(TextEditor) if e.isVisible()]
    editors[0].setFocus()
    editors[0].selectAll()
    write(editors[0], "3.5")
    qtbot.keyClick(editors[0], Qt.Key.Key_Tab)
    assert session.project.labels[0].value == 3.5
    session.undo()
    session.undo()
    session.undo()
    assert session.project.labels == ()


# never stale


def test_a_fault_of_the_calculation_is_said_and_not_hidden(open_window: MainWindow, worked_out: Wait) -> None:
    open_window.screen_.session.answer("heated_area_m2", 900_000.0)  # 45 MW: the fake design refuses
    worked_out(open_window)
    results: ResultsPane = open_window.workspace().results
    assert results.tabs.graphicsEffect().isEnabled()
    assert open_window.screen_.session.outcome.stale  # type: ignore[union-attr]


def test_only_the_latest_edit_counts(open_window: MainWindow, worked_out: Wait) -> None:
    for area in range(1000, 20001, 1000):
        open_window.screen_.session.answer("heated_area_m2", float(area))
    worked_out(open_window)
    assert "10 × R100" in shown_texts(open_window.workspace().results)


def test_a_project_without_anything_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    window.screen_.session.take(Project("hotel"))
    qtbot.waitUntil(lambda: window.screen_.session.outcome is not None, timeout=5000)
    assert window.workspace()._state("building") == "empty"


def test_no_part_of_a_page_ever_shows_as_a_window_of_its_own(
    window: MainWindow, qtbot: QtBot, project
) -> None:
    class Watch(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.seen: list[str] = []

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                self.seen.append(type(watched).__name__)
            return False

    watch, app = Watch(), QApplication.instance()
    app.installEventFilter(watch)
    window.screen_.session.take(project)
    for row in range(window.workspace().steps.count()):
        window.workspace().go_to_step(row)
        qtbot.wait(20)
    app.removeEventFilter(watch)
    assert watch.seen == []
