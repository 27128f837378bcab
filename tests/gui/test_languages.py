"""Every page in both languages."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.gui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore(
    "This plugin does not support", extend=True
)  # said by the offscreen plugin


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
    allowed = {"中文(&L)", "中文", "漠河"}  # the way back, and an answer

    def none_left() -> None:
        left = {text for _, text in walk(window) if any("一" <= c <= "鿿" for c in text)} - allowed
        assert left == set()

    assert chinese
    qtbot.waitUntil(none_left, timeout=5000)
    window.actions_.by_name["language"].trigger()
    qtbot.waitUntil(lambda: sorted(walk(window)) == sorted(before), timeout=5000)
