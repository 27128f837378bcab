"""A text that is one of many known ones, found by any of its spellings: a place, a model."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QWidget

from .editors import TextEditor

Entry = tuple[str, str]
"""The value and what is listed for it."""
Finder = Callable[[str], Sequence[Entry]]
"""From what is typed to the entries that fit, best first."""
MOST = 40
VALUE = int(Qt.ItemDataRole.UserRole)


class SearchEditor(TextEditor):
    """Lists what fits while one types; what is typed and left is taken as the best fit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._finder: Finder = lambda _text: ()
        self._list = QStandardItemModel(self)
        self._completer = QCompleter(self._list, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setCompletionRole(VALUE)
        self._completer.setMaxVisibleItems(12)
        self._completer.setWidget(self)
        # by its text: the index that comes with the signal is of the completer's own model
        self._completer.activated.connect(self._picked)
        self.textEdited.connect(self._search)

    def offer(self, finder: Finder) -> None:
        """Set where to search."""
        self._finder = finder

    @property
    def _popup(self) -> QAbstractItemView:
        popup = self._completer.popup()
        assert popup is not None
        return popup

    def _search(self, text: str) -> None:
        found = list(self._finder(text))[:MOST] if text.strip() else []
        self._list.clear()
        for value, listed in found:
            item = QStandardItem(listed)
            item.setData(value, VALUE)
            self._list.appendRow(item)
        if found:
            self._completer.complete()
        else:
            self._popup.hide()

    def _picked(self, value: str) -> None:
        self.setText(value)
        QTimer.singleShot(0, self, super()._finished)

    def _finished(self) -> None:
        self._popup.hide()
        text = self.text().strip()
        if text and text != self._shown:
            found = list(self._finder(text))
            if found and text not in {value for value, _ in found}:
                self.setText(found[0][0])
        super()._finished()
