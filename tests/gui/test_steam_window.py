"""Industrial steam in the window: the size follows the card, the example fills every page."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop.applications.registry import APPLICATIONS
from desktop.gui import app
from desktop.gui.kit import load
from desktop.gui.main_window import MainWindow
from desktop.gui.start_page import AREA, SIZES
from desktop.project_file import open_project
from desktop.tables.places import resources_dir

FOLDER = os.environ.get("HEATQUOTE_SCREENSHOTS", "")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    made = app.make_window(tmp_path / "settings", load)
    made.files.ask = lambda box: None
    made.resize(1366, 900)
    made.show()
    qtbot.waitUntil(lambda: made.screen_.kit is not None, timeout=30_000)
    made.screen_.words.choose("zh")
    yield made
    made.screen_.session.put_away()
    made.close()
    shiboken6.delete(made)
    gc.enable()
    gc.collect()


def test_the_start_page_asks_what_the_application_is_sized_by() -> None:
    for application in APPLICATIONS:
        size = application.size
        asked = SIZES.get(application.id, AREA)
        assert asked[1:] == (size.quantity, size.unit, size.low, size.high)
        assert list(application.sized_by(1.0)) == [size.quantity] or application.id not in SIZES


def test_the_size_follows_the_card(window: MainWindow) -> None:
    start = window.start
    cards = {button.objectName(): button for button in start.findChildren(QAbstractButton)}
    cards["industrial_steam"].setChecked(True)
    assert "t/h" in start.titles["area"].text()
    start.area.setText("2")
    start.place.setText("厦门")
    begun = []
    start.created.disconnect()
    start.created.connect(lambda *given: begun.append(given))
    start.begin.click()
    assert [(one[0], one[2]) for one in begun] == [("industrial_steam", 2.0)]
    cards["hotel"].setChecked(True)
    assert "t/h" not in start.titles["area"].text()


def test_the_example_fills_every_page(window: MainWindow, qtbot: QtBot) -> None:
    session = window.screen_.session
    window.workspace()
    session.take(open_project(resources_dir() / "examples" / "xiamen_steam.json"))
    qtbot.waitUntil(lambda: session.fresh and session.outcome is not None, timeout=60_000)
    assert session.outcome is not None
    assert session.outcome.design is not None
    for step in ("sink", "source", "machine", "options"):
        window.workspace().go_to_step_named(step)
        qtbot.wait(80)
        if FOLDER:
            for language in ("zh", "en"):
                window.screen_.words.choose(language)
                qtbot.wait(80)
                window.grab().save(f"{FOLDER}/steam_{step}_{language}.png")
