"""A list of buildings filled in like a spreadsheet: typed, pasted, filled down, undone, refused by cell."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from desktop.engine.figures import FrozenMap
from desktop.gui import app
from desktop.gui.kit import load
from desktop.gui.main_window import MainWindow
from desktop.gui.rows_editor import RowsEditor
from desktop.project import Project

FOLDER = os.environ.get("HEATQUOTE_SCREENSHOTS", "")
PROJECT = Project("district", FrozenMap({"city": "平凉", "quote_date": date(2026, 11, 1)}))
BLOCK = "名称\t供热面积（m²）\t供暖末端\n甲小区\t12000\t散热器\n乙小区\t1.5万\tfloor\n"


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    made = app.make_window(tmp_path / "settings", load)
    made.files.ask = lambda box: None
    made.resize(1366, 900)
    made.show()
    qtbot.waitUntil(lambda: made.screen_.kit is not None, timeout=30_000)
    made.screen_.words.choose("zh")
    made.screen_.session.take(PROJECT)
    made.workspace().go_to_step_named("building")
    yield made
    made.screen_.session.put_away()
    made.close()
    shiboken6.delete(made)
    gc.enable()
    gc.collect()


@pytest.fixture
def editor(window: MainWindow, qtbot: QtBot) -> RowsEditor:
    qtbot.waitUntil(lambda: window.screen_.session.answers_outcome is not None, timeout=30_000)
    found = window.workspace().form("building").fields["buildings"].editor
    assert isinstance(found, RowsEditor)
    return found


def rows(window: MainWindow) -> list[dict[str, object]]:
    value = window.screen_.session.project.answers.get("buildings", ())
    assert isinstance(value, tuple)
    return [dict(row) for row in value]


def column(editor: RowsEditor, name: str) -> int:
    return [one.name for one in editor.columns].index(name)


def type_in(editor: RowsEditor, row: int, name: str, text: str) -> None:
    item = editor.table.item(row, column(editor, name))
    assert item is not None
    item.setText(text)


def paste(editor: RowsEditor, text: str, row: int = 0, place: int = 0) -> None:
    QGuiApplication.clipboard().setText(text)
    editor.table.setCurrentCell(row, place)
    editor.paste()


def test_typing_in_the_last_line_begins_a_row(window: MainWindow, editor: RowsEditor) -> None:
    assert editor.table.rowCount() == 1
    type_in(editor, 0, "heated_area_m2", "8000")
    assert rows(window) == [{"heated_area_m2": 8000.0}]
    assert editor.table.rowCount() == 2


def test_a_block_with_heads_is_understood(window: MainWindow, editor: RowsEditor) -> None:
    """Heads by their Chinese labels, units in brackets, choices by word or identifier, 万 as ten thousand."""
    paste(editor, BLOCK.replace("名称", "建筑名称"))
    assert rows(window) == [
        {"building_name": "甲小区", "heated_area_m2": 12000.0, "terminal": "radiator"},
        {"building_name": "乙小区", "heated_area_m2": 15000.0, "terminal": "floor"},
    ]


def test_a_head_that_names_no_column_is_told(window: MainWindow, editor: RowsEditor) -> None:
    paste(editor, "供热面积\t层高\n9000\t3\n")
    fault = window.screen_.session.unreadable["buildings"]
    assert fault.key == "fault.column_unknown"
    assert fault.values["name"] == "层高"
    assert rows(window) == []


def test_a_paste_is_one_step_to_take_back(window: MainWindow, editor: RowsEditor) -> None:
    type_in(editor, 0, "heated_area_m2", "8000")
    paste(editor, "9000\n7000", 0, column(editor, "heated_area_m2"))
    assert [row["heated_area_m2"] for row in rows(window)] == [9000.0, 7000.0]
    window.screen_.session.undo()
    assert [row["heated_area_m2"] for row in rows(window)] == [8000.0]
    window.screen_.session.undo()
    assert rows(window) == []
    window.screen_.session.redo()
    assert [row["heated_area_m2"] for row in rows(window)] == [8000.0]


def test_a_cell_fills_down(window: MainWindow, editor: RowsEditor) -> None:
    paste(editor, "9000\n7000\n6000", 0, column(editor, "heated_area_m2"))
    type_in(editor, 0, "heating_index_w_m2", "52")
    editor.table.setCurrentCell(0, column(editor, "heating_index_w_m2"))
    editor.fill_down()
    assert [row["heating_index_w_m2"] for row in rows(window)] == [52.0, 52.0, 52.0]


def test_a_share_is_in_per_cent(window: MainWindow, editor: RowsEditor) -> None:
    paste(editor, "9000", 0, column(editor, "heated_area_m2"))
    type_in(editor, 0, "connected_fraction", "60")
    assert rows(window)[0]["connected_fraction"] == pytest.approx(0.6)


def test_a_wrong_cell_is_told_and_keeps_what_was_typed(window: MainWindow, editor: RowsEditor) -> None:
    paste(editor, "9000\n7000", 0, column(editor, "heated_area_m2"))
    type_in(editor, 1, "heating_index_w_m2", "9999")
    fault = window.screen_.session.unreadable["buildings"]
    assert fault.key == "fault.cell_out_of_range"
    assert fault.values["row"] == 2
    assert fault.values["question"] == "heating_index_w_m2"
    wrong = editor.table.item(1, column(editor, "heating_index_w_m2"))
    assert wrong is not None
    assert wrong.text() == "9999"
    said = window.screen_.words.message(fault)
    assert "第 2 行" in said
    assert "9,999" in said
    assert len(rows(window)) == 2
    assert "heating_index_w_m2" not in rows(window)[1]
    type_in(editor, 1, "heating_index_w_m2", "45")
    assert "buildings" not in window.screen_.session.unreadable
    assert rows(window)[1]["heating_index_w_m2"] == 45.0


def test_defaults_stand_quietly_and_are_not_answers(
    window: MainWindow, editor: RowsEditor, qtbot: QtBot
) -> None:
    paste(editor, "9000", 0, column(editor, "heated_area_m2"))
    place = column(editor, "heating_index_w_m2")
    qtbot.waitUntil(lambda: editor.table.item(0, place).text() == "40", timeout=20_000)  # type: ignore[union-attr]
    assert rows(window) == [{"heated_area_m2": 9000.0}]
    assert editor.records() == [{"heated_area_m2": "9000"}]


def test_rows_are_removed(window: MainWindow, editor: RowsEditor) -> None:
    paste(editor, "9000\n7000\n6000", 0, column(editor, "heated_area_m2"))
    editor.table.setCurrentCell(1, 0)
    editor.remove_rows()
    assert [row["heated_area_m2"] for row in rows(window)] == [9000.0, 6000.0]


def test_a_choice_is_made_in_a_list(window: MainWindow, editor: RowsEditor, qtbot: QtBot) -> None:
    paste(editor, "9000", 0, column(editor, "heated_area_m2"))
    item = editor.table.item(0, column(editor, "terminal"))
    assert item is not None
    editor.table.setCurrentItem(item)
    editor.table.editItem(item)
    box = editor.table.findChild(QComboBox)
    assert box is not None
    assert "地面辐射供暖" in [box.itemText(n) for n in range(box.count())]


def test_tab_leaves_the_table_after_its_last_cell(
    window: MainWindow, editor: RowsEditor, qtbot: QtBot
) -> None:
    editor.table.setFocus()
    editor.table.setCurrentCell(0, 0)
    qtbot.keyClick(editor.table, Qt.Key.Key_Tab)
    assert editor.table.currentColumn() == 1
    editor.table.setCurrentCell(editor.table.rowCount() - 1, editor.table.columnCount() - 1)
    assert editor.table.focusNextPrevChild(True)
    assert not editor.table.hasFocus()


@pytest.mark.skipif(not FOLDER, reason="HEATQUOTE_SCREENSHOTS names no folder")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_are_drawn(window: MainWindow, editor: RowsEditor, qtbot: QtBot, language: str) -> None:
    folder = Path(FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    window.screen_.words.choose(language)  # type: ignore[arg-type]
    paste(editor, BLOCK.replace("名称", "建筑名称") + "丙小区\t30000\t风机盘管\n")
    session = window.screen_.session
    qtbot.waitUntil(lambda: session.fresh, timeout=60_000)
    space = window.workspace()
    for row in range(space.steps.count()):
        space.go_to_step(row)
        qtbot.wait(400)
        window.grab().save(str(folder / f"district_{row}_{language}.png"))
    space.go_to_step_named("building")
    type_in(editor, 1, "heating_index_w_m2", "9999")
    qtbot.wait(200)
    window.workspace().form("building").ensureWidgetVisible(editor)
    window.grab().save(str(folder / f"district_fault_{language}.png"))
