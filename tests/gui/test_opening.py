"""What is painted first, and that nothing is missing to somebody who is quick."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.applications.registry import APPLICATIONS
from desktop.gui import app
from desktop.gui.main_window import MainWindow
from desktop.gui.start_page import FIRST_APPLICATIONS
from tests.gui.fakes import kit

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

FIRST_PAINT = """
import sys
from pathlib import Path
from PySide6 import QtCore
from desktop.gui import app
application = app.application(["-platform", "offscreen"])
window = app.make_window(Path(sys.argv[1]))
window.opening.begin = application.exit
window.show()
application.exec()
card = window.start.findChild(QtCore.QObject, "hotel")
heavy = {"numpy", "CoolProp", "reportlab", "desktop.engine", "desktop.project"} & set(sys.modules)
print("Qt" in vars(QtCore), heavy, card.isVisible())
"""


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """A window that was not painted yet."""
    made = app.make_window(tmp_path, kit)
    made.resize(1366, 768)
    made.show()
    yield made
    qtbot.waitUntil(lambda: made.screen_.kit is not None, timeout=20_000)
    made.close()
    shiboken6.delete(made)


def test_the_first_paint_shows_the_cards_and_loads_nothing_heavy(tmp_path: Path) -> None:
    command = [sys.executable, "-c", FIRST_PAINT, str(tmp_path)]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert said.stdout.strip() == "False set() True"


def test_every_application_has_its_card_at_once() -> None:
    assert tuple(application.id for application in APPLICATIONS) == FIRST_APPLICATIONS


def test_a_key_pressed_at_once_counts(shown: MainWindow, qtbot: QtBot) -> None:
    assert "actions_" not in vars(shown)
    before = shown.screen_.words.language
    shown.opening.begin()
    qtbot.keyClick(shown, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyRelease(shown, Qt.Key.Key_Control)  # Qt would hold it down for the tests that follow
    assert shown.screen_.words.language != before


def test_nothing_moves_when_the_rest_is_made(shown: MainWindow, qtbot: QtBot) -> None:
    shown.opening.begin = lambda: None  # type: ignore[method-assign]
    qtbot.waitExposed(shown)
    qtbot.wait(30)
    begin: QPushButton = shown.start.begin
    before = begin.mapTo(shown, QPoint(0, 0))
    type(shown.opening).begin(shown.opening)
    shown.opening.finish()
    qtbot.wait(30)
    assert begin.mapTo(shown, QPoint(0, 0)) == before
