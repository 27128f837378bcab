"""A line of text one answers in. Part of the first paint, so nothing here loads Qt's enumerations early."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit

from .reading import shown
from .screen import part

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from ..engine.figures import Value


class TextEditor(QLineEdit):
    """A line of text, with the unit of the answer inside at its right end.

    ``given(str)`` when the user has finished with something new, or confirmed the default with Enter;
    ``typing(str)`` at every key.
    """

    given = Signal(object)
    typing = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unit = ""
        self._unit_label: QLabel | None = None
        self._shown = ""
        self.setMaxLength(600)
        self.textEdited.connect(self.typing)
        self.editingFinished.connect(self._finished)

    def set_unit(self, unit: str) -> None:
        """Show a unit inside the field."""
        self._unit = unit
        if self._unit_label is None:
            self._unit_label = QLabel(self)
            part(self._unit_label, "quiet")
        self._unit_label.setText(unit)
        self._unit_label.ensurePolished()
        letters = self.fontMetrics()
        margin = letters.horizontalAdvance(unit) + letters.averageCharWidth() if unit else 0
        self.setTextMargins(0, 0, margin, 0)
        self._place_unit()

    def show_value(self, value: Value | None) -> None:
        """Show an answer; None empties the field."""
        text = "" if value is None else shown(value, self._unit)
        self._shown = text
        if self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)

    def _finished(self) -> None:
        if self.text() != self._shown:
            self.given.emit(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes what stands there, a default too, and goes on; Escape gives back what stood there."""
        if event.key() == QtCore.Qt.Key.Key_Escape and self.text() != self._shown:
            self.setText(self._shown)
            self.typing.emit(self._shown)
            return
        if event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter):
            same = self.text() == self._shown
            super().keyPressEvent(event)
            if same and self.text():
                self.given.emit(self.text())
            self.focusNextChild()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the unit at the right end."""
        super().resizeEvent(event)
        self._place_unit()

    def _place_unit(self) -> None:
        if self._unit_label is not None:
            width = self._unit_label.sizeHint().width()
            right = self.width() - self.fontMetrics().averageCharWidth()
            self._unit_label.setGeometry(right - width, 0, width, self.height())
