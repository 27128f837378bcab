"""What a user's hands and eyes do in the window of a test."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.gui.fields import Field
from desktop.gui.main_window import MainWindow
from tests.gui.fakes import QUESTIONS

Wait = Callable[[MainWindow], None]


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
