"""A list of records to fill in like a spreadsheet: typed, pasted, filled down, with faults at the cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..applications.rows import parse_cell, read_rows, records_of_grid
from ..engine.messages import message
from .reading import read, shown
from .screen import Screen, em

if TYPE_CHECKING:
    from ..applications.questions import Answers, Question
    from ..engine.figures import Cell, Value

VISIBLE_ROWS = 10
DEFAULTED = Qt.ItemDataRole.UserRole


class RowsEditor(QWidget):
    """The rows of a list with one more to begin a new one in.

    ``given(tuple)`` with all rows after an edit that can be read; ``misread(message)`` where a cell cannot.
    """

    given = Signal(object)
    misread = Signal(object)

    def __init__(self, screen: Screen, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._screen, self.question = screen, question
        self.columns = question.columns
        self.table = RowsTable(len(self.columns), self)
        self.table.setItemDelegate(_CellDelegate(self))
        self.table.itemChanged.connect(self._edited)
        self.table.wants_paste.connect(self.paste)
        self.table.wants_fill.connect(self.fill_down)
        self.table.wants_clear.connect(self.clear_cells)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 0, 0, 0)
        for name, does in (
            ("add", self.add_row), ("remove", self.remove_rows), ("paste", self.paste),
            ("fill", self.fill_down),
        ):  # fmt: skip
            button = QPushButton()
            button.setObjectName(f"rows_{name}")
            screen.words.set(button.setText, f"gui.rows_{name}")
            screen.words.set(button.setToolTip, f"gui.rows_{name}_help")
            button.clicked.connect(does)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em() // 4)
        column.addWidget(self.table)
        column.addLayout(buttons)
        self.setFocusProxy(self.table)
        self._value: Value | None = ()
        self._defaults: Sequence[Answers] = ()
        screen.words.keep(self, self._say)
        screen.appearance.keep(self, self._show)

    # what stands in the table

    def show_value(self, value: Value | None) -> None:
        """Show the rows of an answer; None shows none."""
        self._value = value
        self._show()

    def show_defaults(self, rows: Sequence[Answers]) -> None:
        """Show in blank cells, quietly, what stands for them."""
        self._defaults = rows
        self._show()

    def _say(self) -> None:
        words = self._screen.words
        heads = []
        for column in self.columns:
            unit = words.unit(column.name)
            heads.append(f"{words.label(column.name)}\n{unit}" if unit else words.label(column.name))
        self.table.setHorizontalHeaderLabels(heads)
        for place, column in enumerate(self.columns):
            self.table.setColumnWidth(place, (4 if column.kind in ("number", "integer") else 6) * em())
            item = self.table.horizontalHeaderItem(place)
            if item is not None:
                item.setToolTip(words.help(column.name))
        self._show()

    def _show(self) -> None:
        rows = self._value if isinstance(self._value, tuple) else ()
        with QSignalBlocker(self.table):
            self.table.setRowCount(len(rows) + 1)
            for number in range(len(rows) + 1):
                row = rows[number] if number < len(rows) else {}
                defaults = self._defaults[number] if number < min(len(self._defaults), len(rows)) else None
                for place, column in enumerate(self.columns):
                    self._show_cell(number, place, column, row.get(column.name), defaults)
        self._fit()

    def _show_cell(
        self, number: int, place: int, column: Question, cell: Cell | None, defaults: Answers | None
    ) -> None:
        words, tones = self._screen.words, self._screen.appearance.tones
        stands = defaults[column.name].value if defaults is not None and column.name in defaults else None
        quiet = cell is None and isinstance(stands, int | float | str) and stands != ""
        item = QTableWidgetItem(self._text(column, stands if quiet else cell))
        item.setData(DEFAULTED, quiet)
        item.setForeground(QBrush(QColor(tones.muted if quiet else tones.text)))
        if quiet:
            item.setToolTip(words("gui.rows_default"))
            font = item.font()
            font.setItalic(True)
            item.setFont(font)
        number_like = column.kind in ("number", "integer")
        side = Qt.AlignmentFlag.AlignRight if number_like else Qt.AlignmentFlag.AlignLeft
        item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.table.setItem(number, place, item)

    def _text(self, column: Question, value: object) -> str:
        if value is None:
            return ""
        if column.kind == "choice":
            return self._screen.words.choice(column.name, value)
        return shown(value, self._screen.words.unit(column.name))  # type: ignore[arg-type]

    def _fit(self) -> None:
        """As high as its rows, up to ten; then it scrolls."""
        height = self.table.verticalHeader().defaultSectionSize()
        head = self.table.horizontalHeader().sizeHint().height()
        visible = min(VISIBLE_ROWS, self.table.rowCount())
        self.table.setFixedHeight(head + visible * height + 2 * self.table.frameWidth() + em())

    # what the user does

    def records(self) -> list[dict[str, str]]:
        """The texts the user gave, row by row; defaults that stand in blank cells are not his."""
        found = []
        for number in range(self.table.rowCount()):
            record = {}
            for place, column in enumerate(self.columns):
                item = self.table.item(number, place)
                if item is not None and item.text().strip() and not item.data(DEFAULTED):
                    record[column.name] = item.text()
            found.append(record)
        while found and not found[-1]:
            found.pop()
        return found

    def take(self, records: Sequence[dict[str, str]]) -> None:
        """Read all rows anew as one edit; cells that cannot be read are marked and told."""
        kept = [record for record in records if record]
        rows, faults = read_rows(self.question, kept, self._read)
        if not faults:
            self.given.emit(rows)
            return
        self._hold(kept)
        tones = self._screen.appearance.tones
        with QSignalBlocker(self.table):
            for fault in faults:
                names = [column.name for column in self.columns]
                item = self.table.item(fault.row, names.index(fault.column))
                if item is not None:
                    self.table.scrollToItem(item)
                    item.setForeground(QBrush(QColor(tones.on_accent)))
                    item.setBackground(QBrush(QColor(tones.bad)))
                    item.setToolTip(self._screen.words.message(fault.message))
        self.misread.emit(faults[0].message)

    def _hold(self, records: Sequence[dict[str, str]]) -> None:
        """Keep texts that cannot all be read as they were typed."""
        with QSignalBlocker(self.table):
            self.table.setRowCount(len(records) + 1)
            for number in range(len(records) + 1):
                record = records[number] if number < len(records) else {}
                for place, column in enumerate(self.columns):
                    self._show_cell(number, place, column, None, None)
                    item = self.table.item(number, place)
                    assert item is not None
                    item.setText(record.get(column.name, ""))
        self._fit()

    def _read(self, column: Question, text: str) -> Cell:
        if column.kind not in ("number", "integer"):
            return parse_cell(column, text)
        value = read(column, text, self._screen.words.unit(column.name))
        assert not isinstance(value, tuple), "a row holds no rows"
        return value

    def _edited(self, item: QTableWidgetItem) -> None:
        with QSignalBlocker(self.table):
            item.setData(DEFAULTED, False)
        self.take(self.records())

    def add_row(self) -> None:
        """Go to the line in which a new row begins."""
        last = self.table.rowCount() - 1
        self.table.setFocus()
        self.table.setCurrentCell(last, 0)
        item = self.table.item(last, 0)
        if item is not None:
            self.table.editItem(item)

    def remove_rows(self) -> None:
        """Remove the rows of the selected cells."""
        chosen = {index.row() for index in self.table.selectedIndexes()}
        chosen = chosen or {self.table.currentRow()}
        records = self.records()
        self.take([record for number, record in enumerate(records) if number not in chosen])

    def paste(self) -> None:
        """Put a block copied in a spreadsheet at the current cell; a first line of heads is understood."""
        kit = self._screen.kit
        text = QGuiApplication.clipboard().text()
        grid = [line for line in csv.reader(io.StringIO(text), delimiter="\t") if any(line)]
        if not grid or kit is None:
            return
        records = self.records()
        first, left = max(0, self.table.currentRow()), max(0, self.table.currentColumn())
        named, _ = records_of_grid(self.question, grid[:1], kit.catalog.quantities)
        if len(grid) > 1 and not named:  # the first line is a head
            block, unknown = records_of_grid(self.question, grid, kit.catalog.quantities)
            if unknown:
                values = {"table": self.question.name, "name": unknown[0][:40]}
                self.misread.emit(message("fault.column_unknown", **values))
                return
        else:
            names = [column.name for column in self.columns][left:]
            block = [dict(zip(names, line, strict=False)) for line in grid]
        while len(records) < first + len(block):
            records.append({})
        for offset, record in enumerate(block):
            now = {**records[first + offset], **record}
            records[first + offset] = {name: cell for name, cell in now.items() if cell.strip()}
        self.take(records)

    def fill_down(self) -> None:
        """Copy the top cell of each selected column into the cells below; one cell fills to the last row."""
        chosen = self.table.selectedIndexes() or [self.table.currentIndex()]
        records = self.records()
        rows = {index.row() for index in chosen if index.isValid()}
        if not rows or min(rows) >= len(records):
            return
        top = min(rows)
        bottom = max(rows) if len(rows) > 1 else len(records) - 1
        for place in {index.column() for index in chosen}:
            name = self.columns[place].name
            for number in range(top + 1, min(bottom + 1, len(records))):
                records[number].pop(name, None)
                if name in records[top]:
                    records[number][name] = records[top][name]
        self.take(records)

    def clear_cells(self) -> None:
        """Empty the selected cells, so that defaults stand there."""
        records = self.records()
        for index in self.table.selectedIndexes():
            if index.row() < len(records):
                records[index.row()].pop(self.columns[index.column()].name, None)
        self.take(records)


class RowsTable(QTableWidget):
    """A table of cells; Tab goes from cell to cell and from the last one on to the next field."""

    wants_paste = Signal()
    wants_fill = Signal()
    wants_clear = Signal()

    def __init__(self, columns: int, parent: QWidget | None = None) -> None:
        super().__init__(1, columns, parent)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.verticalHeader().setDefaultSectionSize(round(1.7 * em()))
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setHighlightSections(False)
        head.setDefaultSectionSize(5 * em())
        head.setMinimumSectionSize(3 * em())
        self.setCornerButtonEnabled(False)
        head.setStretchLastSection(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste, copy, fill down and clear as in a spreadsheet."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.wants_paste.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_D and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.wants_fill.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.wants_clear.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """From the last cell Tab leaves the table, from the first one Shift and Tab does."""
        end = self.rowCount() - 1 if forward else 0
        side = self.columnCount() - 1 if forward else 0
        if (self.currentRow(), self.currentColumn()) == (end, side):
            return QAbstractScrollArea.focusNextPrevChild(self, forward)
        return super().focusNextPrevChild(forward)

    def copy(self) -> None:
        """Put the selected block on the clipboard as a spreadsheet takes it."""
        chosen = self.selectedIndexes()
        if not chosen:
            return
        rows = range(min(i.row() for i in chosen), max(i.row() for i in chosen) + 1)
        columns = range(min(i.column() for i in chosen), max(i.column() for i in chosen) + 1)
        lines = []
        for row in rows:
            cells = (self.item(row, column) for column in columns)
            lines.append("\t".join(cell.text() if cell is not None else "" for cell in cells))
        QGuiApplication.clipboard().setText("\n".join(lines))


class _CellDelegate(QStyledItemDelegate):
    """Edits a choice in a list of words, everything else as a text."""

    def __init__(self, editor: RowsEditor) -> None:
        super().__init__(editor)
        self._rows = editor

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """A list of the words of a choice; the first line gives the cell back to its default."""
        column = self._rows.columns[index.column()]
        if column.kind != "choice":
            return super().createEditor(parent, option, index)
        box = QComboBox(parent)
        box.addItem("")
        box.addItems([self._rows._screen.words.choice(column.name, choice) for choice in column.choices])
        return box

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Begin with what stands in the cell."""
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data()))
        else:
            super().setEditorData(editor, index)

