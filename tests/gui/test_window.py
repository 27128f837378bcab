"""What a user does in the window, and what the window then shows."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.gui.editors import ChoiceEditor, FlagEditor
from desktop.gui.fields import Field
from desktop.gui.main_window import MainWindow
from desktop.gui.results import ResultsPane
from desktop.gui.text_editor import TextEditor
from desktop.project import Project
from tests.gui.fakes import QUESTIONS

Wait = Callable[[MainWindow], None]
pytestmark = pytest.mark.qt_log_ignore(
    "This plugin does not support", extend=True
)  # said by the offscreen plugin


def field(window: MainWindow, name: str) -> Field:
    space = window.workspace()
    group = next(one.group for one in QUESTIONS if one.name == name)
    space.form(group).refresh()
    return space.form(group).fields[name]


def show_field(window: MainWindow, name: str) -> None:
    group = next(one.group for one in QUESTIONS if one.name == name)
    window.workspace().go_to_step_named(group)
    window.workspace().form(group).go_to(name)


def type_into(qtbot: QtBot, window: MainWindow, name: str, text: str, key: Qt.Key = Qt.Key.Key_Tab) -> None:
    show_field(window, name)
    editor = field(window, name).editor
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    write(editor, text)
    popup = QApplication.activePopupWidget()  # an open list gets the keys first
    qtbot.keyClick(popup or editor, key)


def write(editor: QWidget, text: str) -> None:
    """Type as an input method does, which knows more than ASCII."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(editor, event)


def shown_texts(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if not one.isHidden() and one.text()]


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


# every page in both languages


def walk(window: MainWindow) -> list[tuple[str, str]]:
    """Every widget that shows words, with its words."""
    found = []
    for widget in (window, *window.findChildren(QWidget)):
        if isinstance(widget, QAbstractButton | QLabel):
            found.append((widget.objectName(), widget.text()))
        elif isinstance(widget, QComboBox):
            found += [(widget.objectName(), widget.itemText(index)) for index in range(widget.count())]
    found += [(name, action.text()) for name, action in window.actions_.by_name.items()]
    found += [(name, menu.title()) for name, menu in window.menus.items()]
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_text_is_left_without_words(open_window: MainWindow, qtbot: QtBot, language: str) -> None:
    open_window.workspace().documents_page()
    open_window.screen_.words.choose(language)  # type: ignore[arg-type]
    qtbot.wait(20)
    assert [text for _, text in walk(open_window) if text.startswith(("gui.", "fault."))] == []


def test_the_language_changes_while_one_works(open_window: MainWindow, qtbot: QtBot) -> None:
    window = open_window
    window.workspace().documents_page()
    before = walk(window)
    chinese = {text for _, text in before if any("一" <= c <= "鿿" for c in text)}
    window.actions_.by_name["language"].trigger()
    qtbot.wait(20)
    allowed = {"中文(&L)", "中文", "漠河"}  # the way back, and an answer
    left = {text for _, text in walk(window) if any("一" <= c <= "鿿" for c in text)} - allowed
    assert chinese
    assert left == set()
    window.actions_.by_name["language"].trigger()
    qtbot.wait(20)
    assert sorted(walk(window)) == sorted(before)


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


# documents


def test_what_is_previewed_is_what_is_exported(open_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    space = open_window.workspace()
    space.go_to_step_named("documents")
    page = space.documents_page()
    qtbot.waitUntil(lambda: page.fresh, timeout=10_000)
    path = tmp_path / "p.pdf"
    assert page.pdf is not None
    assert open_window.files.export_to(page.pdf, path)
    assert page.shown_file is not None
    assert path.read_bytes() == page.shown_file.read_bytes()
    assert page._document.pageCount() == 2


def test_a_document_of_an_older_project_is_not_exported(
    open_window: MainWindow, qtbot: QtBot, worked_out: Wait
) -> None:
    space = open_window.workspace()
    space.go_to_step_named("documents")
    page = space.documents_page()
    qtbot.waitUntil(lambda: page.fresh, timeout=10_000)
    open_window.screen_.session.answer("heated_area_m2", 20000.0)
    assert page.pdf is None
    assert not page.export_button.isEnabled()
    qtbot.waitUntil(lambda: page.fresh, timeout=10_000)
    assert page.export_button.isEnabled()


def test_the_document_has_a_language_of_its_own(open_window: MainWindow, qtbot: QtBot) -> None:
    space = open_window.workspace()
    space.go_to_step_named("documents")
    page = space.documents_page()
    qtbot.waitUntil(lambda: page.fresh, timeout=10_000)
    page.language.setCurrentIndex(1)
    page.language.activated.emit(1)
    qtbot.waitUntil(lambda: page.fresh, timeout=10_000)
    assert page.paper is not None
    assert page.paper.language == "en"
    assert open_window.screen_.words.language == "zh"


def test_printing_puts_every_page_on_paper(open_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter

    from desktop.gui.printing import print_pages

    page = open_window.workspace().documents_page()
    open_window.workspace().go_to_step_named("documents")
    qtbot.waitUntil(lambda: page.fresh, timeout=10_000)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFullPage(True)
    assert {0, 1} == set(print_pages(page._document, printer, 0, 1))
    printed = QPdfDocument()
    printed.load(str(tmp_path / "printed.pdf"))
    assert printed.pageCount() == 2
    printed.close()


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
