"""Every command once, with its menu, its keys and its words in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from .screen import Screen


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name (text key ``gui.do_<name>``), keys, drawing, and the menu it stands in."""

    name: str
    menu: str
    keys: tuple[str, ...] = ()
    drawing: str = ""
    line_before: bool = False


COMMANDS = (
    Command("new", "file", ("Ctrl+N",), "new"),
    Command("open", "file", ("Ctrl+O",), "open"),
    Command("save", "file", ("Ctrl+S",), "save", line_before=True),
    Command("save_as", "file", ("Ctrl+Shift+S",)),
    Command("batch", "file", ("Ctrl+B",), "batch", line_before=True),
    Command("bench", "file", ("Ctrl+K",)),
    Command("export", "file", ("Ctrl+E",), "pdf", line_before=True),
    Command("print", "file", ("Ctrl+P",), "print"),
    Command("start", "file", (), "home", line_before=True),
    Command("quit", "file", ("Ctrl+Q",), line_before=True),
    Command("undo", "edit", ("Ctrl+Z",), "undo"),
    Command("redo", "edit", ("Ctrl+Y", "Ctrl+Shift+Z"), "redo"),
    Command("find", "edit", ("Ctrl+F",), "find", line_before=True),
    Command("recalculate", "edit", ("F5",)),
    Command("language", "view", ("Ctrl+L",), "language"),
    Command("light", "view", (), line_before=True),
    Command("dark", "view", ()),
    Command("larger", "view", ("Ctrl++", "Ctrl+="), line_before=True),
    Command("smaller", "view", ("Ctrl+-",)),
    Command("field_help", "help", ("F1",), "info"),
    Command("about", "help", (), line_before=True),
)
STEP_KEYS = 9


class Actions(QObject):
    """The commands of a window as Qt's actions, by name."""

    def __init__(
        self,
        window: QMainWindow,
        screen: Screen,
        menus: Mapping[str, QMenu],
        do: Mapping[str, Callable[[], object]],
    ) -> None:
        super().__init__(window)
        self._window, self._screen, self.menus = window, screen, menus
        self.by_name: dict[str, QAction] = {}
        for command in COMMANDS:
            self._add(command, do[command.name])
        for number in range(1, STEP_KEYS + 1):
            step = QAction(window)
            step.setShortcut(QKeySequence(f"Ctrl+{number}"))
            step.triggered.connect(lambda _=False, number=number: self.on_step(number - 1))
            window.addAction(step)

    on_step: Callable[[int], object] = staticmethod(lambda _row: None)

    def _add(self, command: Command, do: Callable[[], object]) -> None:
        action = QAction(self._window)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        if command.drawing:
            self._screen.appearance.keep(action, lambda: action.setIcon(self._screen.icon(command.drawing)))
        self._screen.words.set(action.setText, f"gui.do_{command.name}")
        action.triggered.connect(lambda _=False: do())
        menu = self.menus[command.menu]
        if command.line_before:
            menu.addSeparator()
        menu.addAction(action)
        self.by_name[command.name] = action

    def plain(self, name: str) -> str:
        """A command's words without the letter that picks it in the menu."""
        return re.sub(r"\(&.\)|&|…", "", self._screen.words(f"gui.do_{name}")).strip()
