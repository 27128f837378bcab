"""The widgets one answers in, one a kind of question. Each shows an answer and says when one was given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QDateEdit, QLineEdit, QWidget

from .reading import shown
from .screen import Screen
from .wheel import keep_still

if TYPE_CHECKING:
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
        self._shown = ""
        self.setMaxLength(600)
        self.textEdited.connect(self.typing)
        self.editingFinished.connect(self._finished)

    def set_unit(self, unit: str) -> None:
        """Show a unit inside the field."""
        self._unit = unit
        margin = (
            self.fontMetrics().horizontalAdvance(unit) + self.fontMetrics().averageCharWidth() if unit else 0
        )
        self.setTextMargins(0, 0, margin, 0)
        self.update()

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
        if event.key() == Qt.Key.Key_Escape and self.text() != self._shown:
            self.setText(self._shown)
            self.typing.emit(self._shown)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            same = self.text() == self._shown
            super().keyPressEvent(event)
            if same and self.text():
                self.given.emit(self.text())
            self.focusNextChild()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, and its unit in the quiet colour."""
        super().paintEvent(event)
        if not self._unit:
            return
        painter = QPainter(self)
        painter.setPen(QApplication.palette().placeholderText().color())
        painter.setFont(QApplication.font())
        inside = self.rect().adjusted(0, 0, -self.fontMetrics().averageCharWidth(), 0)
        painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._unit)
        painter.end()


class ChoiceEditor(QComboBox):
    """One of a few words. ``given(str)`` with the identifier of the word chosen by the user."""

    given = Signal(object)

    def __init__(
        self, screen: Screen, name: str, choices: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        keep_still(self)
        for choice in choices:
            self.addItem("", choice)

        def say() -> None:
            for index, choice in enumerate(choices):
                self.setItemText(index, screen.words.choice(name, choice))

        screen.words.keep(self, say)
        self.activated.connect(lambda index: self.given.emit(self.itemData(index)))

    def show_value(self, value: Value | None) -> None:
        """Show an answer; None shows nothing chosen."""
        with QSignalBlocker(self):
            self.setCurrentIndex(-1 if value is None else self.findData(value))


class FlagEditor(QCheckBox):
    """Yes or no, said in words beside the tick. ``given(bool)`` when the user clicked."""

    given = Signal(object)

    def __init__(self, screen: Screen, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._screen = screen
        screen.words.keep(self, self._say)
        self.clicked.connect(self._clicked)

    def _clicked(self, checked: bool) -> None:
        self._say()
        self.given.emit(checked)

    def _say(self) -> None:
        self.setText(self._screen.words("gui.yes" if self.isChecked() else "gui.no"))

    def show_value(self, value: Value | None) -> None:
        """Show an answer."""
        with QSignalBlocker(self):
            self.setChecked(bool(value))
        self._say()


class DateEditor(QDateEdit):
    """A day, typed or picked from a calendar. ``given(date)`` when the user changed it."""

    given = Signal(object)
    NONE = QDate(1990, 1, 1)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCalendarPopup(True)
        keep_still(self)
        self.setDisplayFormat("yyyy-MM-dd")
        self.setMinimumDate(self.NONE)
        self.setSpecialValueText("—")
        self._shown = self.NONE
        self.editingFinished.connect(self._finished)

    def show_value(self, value: Value | None) -> None:
        """Show an answer; None shows a dash."""
        self._shown = QDate(value.year, value.month, value.day) if isinstance(value, date) else self.NONE
        with QSignalBlocker(self):
            self.setDate(self._shown)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A field without a day starts at today."""
        if self.date() == self.NONE:
            with QSignalBlocker(self):
                self.setDate(QDate.currentDate())
        super().focusInEvent(event)

    def _finished(self) -> None:
        day = self.date()
        if day != self._shown and day != self.NONE:
            self._shown = day
            self.given.emit(date(day.year(), day.month(), day.day()))
