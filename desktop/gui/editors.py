"""The widgets one chooses an answer in. Each shows an answer and says when one was given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QWidget

from .screen import Screen
from .wheel import keep_still

if TYPE_CHECKING:
    from ..engine.figures import Value


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
