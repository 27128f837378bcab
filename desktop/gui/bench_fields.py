"""The fields of the compressor bench: numbers that may be blank, and the convention of a maker's file."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QComboBox, QGridLayout, QGroupBox, QLabel, QLineEdit, QWidget

from ..components.compressor_heads import refrigerant_name
from ..components.compressor_import import Stated
from .screen import Screen, em
from .wheel import keep_still

NUMBERS = (
    "superheat_k", "t_return_gas_c", "subcooling_k", "t_liquid_c", "frequency_hz", "displacement_m3h",
)  # fmt: skip
POINT = ("t_evaporating_c", "t_condensing_c")
"""Where a file knows one rated point only: its temperatures."""
UNITS = {"capacity": ("", "W", "kW", "Btu/h"), "power": ("", "W", "kW"),
         "mass_flow": ("", "kg/s", "kg/h", "g/s", "lb/h")}  # fmt: skip
PER_ROW = 3


class NumberLine(QLineEdit):
    """A number, or nothing."""

    def __init__(self, value: float | None = None, parent: QWidget | None = None) -> None:
        super().__init__("" if value is None else f"{value:g}", parent)
        check = QDoubleValidator(self)
        check.setLocale(QLocale.c())
        self.setValidator(check)
        self.setMinimumWidth(4 * em())

    def number(self) -> float | None:
        """What is written; None for nothing or no number."""
        try:
            return float(self.text())
        except ValueError:
            return None


class ConventionBox(QGroupBox):
    """What a maker's file leaves unsaid. Whatever stays blank is not guessed."""

    def __init__(self, screen: Screen, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._screen = screen
        screen.words.set(self.setTitle, "gui.bench_convention")
        grid = QGridLayout(self)
        self.fluid, self.envelope = QLineEdit(), QLineEdit()
        self.numbers = {name: NumberLine() for name in (*NUMBERS, *POINT)}
        self.units = {name: self._choice(units) for name, units in UNITS.items()}
        self.temperature_unit = self._choice(("", "C", "F"))
        fields: list[tuple[str, QWidget]] = [("gui.bench_fluid", self.fluid)]
        fields += [
            (f"{name}__rated" if name in POINT else name, field) for name, field in self.numbers.items()
        ]
        fields += [(f"gui.bench_unit_{name}", field) for name, field in self.units.items()]
        fields += [
            ("gui.bench_temperature_unit", self.temperature_unit),
            ("gui.bench_envelope", self.envelope),
        ]
        for index, (key, field) in enumerate(fields):
            row, column = divmod(index, PER_ROW)
            named(screen, key, field, grid, row, 2 * column)
        screen.words.set(self.envelope.setToolTip, "gui.bench_envelope_help")
        self.envelope.setPlaceholderText("-20:20 10:20 10:60 -20:45")

    def _choice(self, choices: tuple[str, ...]) -> QComboBox:
        made = QComboBox()
        made.addItems(list(choices))
        keep_still(made)
        return made

    def stated(self) -> Stated:
        """What was filled in."""
        values: dict[str, object] = {
            name: value for name, field in self.numbers.items() if (value := field.number()) is not None
        }
        if self.fluid.text().strip():
            values["refrigerant"] = refrigerant_name(self.fluid.text())
        if self.temperature_unit.currentText():
            values["temperature_unit"] = self.temperature_unit.currentText()
        if self.envelope.text().strip():
            values["envelope"] = self.envelope.text().strip()
        units = {name: box.currentText() for name, box in self.units.items() if box.currentText()}
        return Stated("", values, units)


def named(screen: Screen, key: str, field: QWidget, grid: QGridLayout, row: int, column: int) -> QLabel:
    """Put a field behind its name, by the nomenclature's label and unit or by a text."""
    label = QLabel()
    label.setBuddy(field)

    def say() -> None:
        words = screen.words
        text = words(key)
        if not key.startswith("gui."):
            unit = words.unit(key)
            text = f"{words.label(key)} / {unit}" if unit else words.label(key)
        label.setText(text)
        field.setAccessibleName(text)

    screen.words.keep(label, say)
    grid.addWidget(label, row, column)
    grid.addWidget(field, row, column + 1)
    return label
