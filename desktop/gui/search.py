"""A text that is one of many known ones, found by any of its spellings: a place, a model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6 import QtCore, QtGui, QtWidgets

from .text_editor import TextEditor

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView, QCompleter, QWidget

Entry = tuple[str, str]
"""The value and what is listed for it."""
Finder = Callable[[str], Sequence[Entry]]
"""From what is typed to the entries that fit, best first."""
MOST = 40


class SearchEditor(TextEditor):
    """Lists what fits while one types; what is typed and left is taken as the best fit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._finder: Finder = lambda _text: ()
        self.textEdited.connect(self._search)

    def offer(self, finder: Finder) -> None:
        """Set where to search."""
        self._finder = finder

    @cached_property
    def _completer(self) -> QCompleter:
        """The list below the field, made at the first key: a window's first paint has no need of it."""
        made = QtWidgets.QCompleter(QtGui.QStandardItemModel(self), self)
        made.setCompletionMode(made.CompletionMode.UnfilteredPopupCompletion)
        made.setCompletionRole(QtCore.Qt.ItemDataRole.UserRole)
        made.setMaxVisibleItems(12)
        made.setWidget(self)
        # by its text: the index that comes with the signal is of the completer's own model
        made.activated.connect(self._picked)
        return made

    @property
    def _popup(self) -> QAbstractItemView:
        popup = self._completer.popup()
        assert popup is not None
        return popup

    def _search(self, text: str) -> None:
        found = list(self._finder(text))[:MOST] if text.strip() else []
        listed_now = self._completer.model()
        assert isinstance(listed_now, QtGui.QStandardItemModel)
        listed_now.clear()
        for value, listed in found:
            item = QtGui.QStandardItem(listed)
            item.setData(value, QtCore.Qt.ItemDataRole.UserRole)
            listed_now.appendRow(item)
        if found:
            self._completer.complete()
        else:
            self._popup.hide()

    def _picked(self, value: str) -> None:
        self.setText(value)
        QtCore.QTimer.singleShot(0, self, super()._finished)

    def _finished(self) -> None:
        self._popup.hide()
        text = self.text().strip()
        if text and text != self._shown:
            found = list(self._finder(text))
            if found and text not in {value for value, _ in found}:
                self.setText(found[0][0])
        super()._finished()
