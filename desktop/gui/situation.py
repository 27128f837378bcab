"""What the window says of the project in hand: its title, its status line, which commands can be given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from .main_window import MainWindow

WITH_A_PROJECT = ("save", "save_as", "export", "print", "recalculate", "find")


class Situation(QObject):
    """Follows the project in hand and the language."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._screen = window, window.screen_
        session = self._screen.session
        for changed in (session.filed, session.edited, session.outcome_changed):
            changed.connect(self.say)
        self._screen.words.keep(self, self.say)

    def say(self) -> None:
        """Say how things are now."""
        self._entitle()
        self._enable()
        self._window.status.setText("   ·   ".join(self._parts()))

    def _entitle(self) -> None:
        words, session = self._screen.words, self._screen.session
        has, name = session.history is not None, words("gui.program")
        if has:
            file = session.path.name if session.path else words("gui.never_saved")
            name = f"{file}[*] — {name}"
        self._window.setWindowTitle(name)
        self._window.setWindowModified(has and not session.clean)

    def _enable(self) -> None:
        words, history = self._screen.words, self._screen.session.history
        actions = self._window.actions_.by_name
        for command in WITH_A_PROJECT:
            actions[command].setEnabled(history is not None)
        for command, field in (("undo", history.undoes if history else None),
                               ("redo", history.redoes if history else None)):  # fmt: skip
            action = actions[command]
            action.setEnabled(field is not None)
            text = words(f"gui.do_{command}")
            action.setText(words(f"gui.do_{command}_what", what=words.label(field)) if field else text)

    def _parts(self) -> list[str]:
        words, session = self._screen.words, self._screen.session
        if session.kit is None:
            return [words("gui.loading")]
        if session.history is None:
            return [words("gui.ready")]
        parts = [words("gui.status_saved" if session.clean else "gui.status_unsaved")]
        outcome = session.outcome
        if outcome is not None and outcome.design is not None:
            parts.append(words("gui.status_catalog", hash=outcome.design.catalog_hash[:8]))
            parts.append(words("gui.status_time", seconds=f"{outcome.seconds:.2f}"))
        return parts
