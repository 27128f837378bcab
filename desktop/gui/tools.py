"""The tool bar: the commands used most, the box that finds a field, the language."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QSizePolicy, QToolBar, QToolButton, QWidget

from .actions import Actions
from .screen import Screen, em
from .search import Finder, SearchEditor

TOOLS = ("start", "open", "save", "", "undo", "redo", "", "export", "print")
LAST_TOOL = "language"


class Tools:
    """Fills the window's bar. The box that finds a field is hidden until a project is in hand."""

    def __init__(self, bar: QToolBar, screen: Screen, actions: Actions, find: Finder) -> None:
        self._bar, self._screen, self._actions = bar, screen, actions
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        screen.appearance.keep(bar, self._size)
        for name in TOOLS:
            self._add(name)
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(space)
        self.find_box = SearchEditor()
        self.find_box.setMaximumWidth(16 * em())
        screen.words.set(self.find_box.setAccessibleName, "gui.find")
        screen.words.set(self.find_box.setPlaceholderText, "gui.find")
        self.find_box.offer(find)
        self._find_place = bar.addWidget(self.find_box)
        self._find_place.setVisible(False)
        self._add(LAST_TOOL)

    def _size(self) -> None:
        self._bar.setIconSize(QSize(round(1.15 * em()), round(1.15 * em())))

    def _add(self, name: str) -> None:
        if not name:
            self._bar.addSeparator()
            return
        self._bar.addAction(self._actions.by_name[name])
        button = self._bar.widgetForAction(self._actions.by_name[name])
        if isinstance(button, QToolButton):
            self._screen.words.keep(button, partial(self._tip, button, name))

    def _tip(self, button: QToolButton, name: str) -> None:
        action, text = self._actions.by_name[name], self._actions.plain(name)
        action.setIconText(text)
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(f"{text} ({keys})" if keys else text)
        button.setAccessibleName(text)

    def show_find(self, shown: bool) -> None:
        """Show or hide the box that finds a field."""
        self._find_place.setVisible(shown)

    def focus_find(self) -> None:
        """Give the keyboard to the box that finds a field."""
        if self._find_place.isVisible():
            self.find_box.clear()
            self.find_box.setFocus()
