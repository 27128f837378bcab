"""The window of a test: offscreen, settings of its own, a calculation one can do in the head."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.gui import app
from desktop.gui.main_window import MainWindow
from desktop.project import Project
from tests.gui.fakes import PROJECT, kit

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return app.application()


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    made = app.make_window(tmp_path / "settings", kit)
    made.resize(1366, 768)
    made.files.ask = lambda box: None  # a critical box would wait for ever
    made.show()
    qtbot.waitUntil(lambda: made.screen_.kit is not None, timeout=20_000)
    made.activateWindow()
    made.workspace()
    yield made
    made.screen_.session.put_away()
    made.close()
    shiboken6.delete(made)
    gc.enable()
    gc.collect()


@pytest.fixture
def worked_out(qtbot: QtBot) -> Callable[[MainWindow], None]:
    """Waits until the results belong to the project on screen."""

    def wait(window: MainWindow) -> None:
        session = window.screen_.session
        qtbot.waitUntil(lambda: session.fresh, timeout=5000)

    return wait


@pytest.fixture
def open_window(window: MainWindow, worked_out: Callable[[MainWindow], None]) -> MainWindow:
    """A window with the usual project, worked out."""
    window.screen_.session.take(PROJECT)
    worked_out(window)
    return window


@pytest.fixture
def project() -> Project:
    return PROJECT
