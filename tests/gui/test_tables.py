"""Tables one reads: heads in two lines, words that give way, heads whole on the clipboard."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.gui.tables import Cell, WholeTable

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

HEADS = ("Reason", "Sound pressure level / dB(A)", "Distance to the boundary / m")
SENTENCE = "air is thinner, so that less heat is taken from it at the same speed of the fan"


@pytest.fixture
def table(qtbot: QtBot) -> WholeTable:
    made = WholeTable()
    qtbot.addWidget(made)
    made.resize(500, 100)
    made.show()
    long, short = (Cell(SENTENCE), Cell("–"), Cell("12", 12.0)), (Cell("x"), Cell("4", 4.0), Cell("–"))
    made.show_rows(HEADS, [long, short])
    return made


def test_words_give_way_until_all_columns_fit(table: WholeTable, qtbot: QtBot) -> None:
    assert table.horizontalHeader().length() <= table.viewport().width()
    assert table.rowHeight(0) > table.rowHeight(1)  # the sentence stands in several lines
    table.resize(1600, 100)
    assert table.rowHeight(0) == table.rowHeight(1)


def test_heads_stand_in_two_lines_and_are_copied_in_one(table: WholeTable) -> None:
    assert "\n" in table.model().headerData(1, table.horizontalHeader().orientation())
    table.copy()
    assert QGuiApplication.clipboard().text().split("\n")[0] == "\t".join(HEADS)
