"""Pictures of every page in both languages, to be looked at, where HEATQUOTE_SCREENSHOTS names a folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.gui.main_window import MainWindow

FOLDER = os.environ.get("HEATQUOTE_SCREENSHOTS", "")


@pytest.mark.skipif(not FOLDER, reason="HEATQUOTE_SCREENSHOTS names no folder")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_is_drawn(window: MainWindow, qtbot: QtBot, worked_out, project, language, scheme) -> None:
    folder = Path(FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    window.screen_.appearance.choose(scheme=scheme)
    window.screen_.words.choose(language)
    qtbot.wait(100)
    window.grab().save(str(folder / f"start_{language}_{scheme}.png"))
    window.screen_.session.take(project)
    worked_out(window)
    space = window.workspace()
    for row in range(space.steps.count()):
        space.go_to_step(row)
        if space.documents is not None and space.documents.isVisible():
            qtbot.waitUntil(lambda: space.documents is not None and space.documents.fresh, timeout=10_000)
        for tab in range(4 if row == 0 else 1):
            space.results.tabs.setCurrentIndex(tab)
            qtbot.wait(150)
            window.grab().save(str(folder / f"step{row}_{tab}_{language}_{scheme}.png"))
        space.results.tabs.setCurrentIndex(0)
