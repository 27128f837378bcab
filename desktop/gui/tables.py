"""Tables of the window: sorted by a click, copied with their heads, figures to the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget


@dataclass(frozen=True, slots=True)
class Cell:
    """A text and what it is sorted by; a number stands at the right."""

    text: str
    key: float | str | None = None

    @property
    def number(self) -> bool:
        """Whether it is a figure."""
        return isinstance(self.key, int | float)


class CellTable(QTableView):
    """A table one reads; its second column takes the width that is left.

    The cells lie in Qt's own model: a model in Python would wait for the interpreter at every look at a cell
    while the calculation is running.
    """

    WIDE_COLUMN = 1

    def __init__(self, parent: QWidget | None = None, *, lines: int = 1) -> None:
        super().__init__(parent)
        self._model = QStandardItemModel(self)
        proxy = QSortFilterProxyModel(self)
        proxy.setSourceModel(self._model)
        proxy.setSortRole(Qt.ItemDataRole.UserRole)
        proxy.setFilterKeyColumn(-1)
        proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setModel(proxy)
        self._proxy = proxy
        self.setSortingEnabled(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * (lines + 0.5)))
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(lines > 1)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setResizeContentsPrecision(60)
        header.setHighlightSections(False)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self.copy)

    def show_rows(self, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """Show other rows."""
        self._model.clear()
        if not heads:
            return
        self._model.setColumnCount(len(heads))
        for column, head in enumerate(heads):
            item = QStandardItem(head)
            item.setTextAlignment(_side(rows[0][column]) if rows else Qt.AlignmentFlag.AlignLeft)
            self._model.setHorizontalHeaderItem(column, item)
        for row in rows:
            self._model.appendRow([_item(cell) for cell in row])
        header = self.horizontalHeader()
        for column in range(len(heads)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        if len(heads) > self.WIDE_COLUMN:
            header.setSectionResizeMode(self.WIDE_COLUMN, QHeaderView.ResizeMode.Stretch)

    def show_whole(self) -> None:
        """Be as high as all rows: the page scrolls, not the table. Every column takes the width it needs."""
        header = self.horizontalHeader()
        for column in range(self._model.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(False)
        rows = self._model.rowCount() * self.verticalHeader().defaultSectionSize()
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(header.sizeHint().height() + rows + bar + 2 * self.frameWidth())

    def filter(self, text: str) -> None:
        """Show the rows that hold a text."""
        self._proxy.setFilterFixedString(text)

    def copy(self) -> None:
        """Put the selected rows, or all, on the clipboard with their heads."""
        chosen = sorted({index.row() for index in self.selectedIndexes()}) or list(
            range(self._proxy.rowCount())
        )
        columns = range(self._proxy.columnCount())
        lines = [
            "\t".join(str(self._proxy.headerData(column, Qt.Orientation.Horizontal)) for column in columns)
        ]
        lines += [
            "\t".join(str(self._proxy.index(row, column).data()) for column in columns) for row in chosen
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))


def _side(cell: Cell) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if cell.number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _item(cell: Cell) -> QStandardItem:
    item = QStandardItem(cell.text)
    item.setData(cell.text if cell.key is None else cell.key, Qt.ItemDataRole.UserRole)
    item.setTextAlignment(_side(cell))
    item.setToolTip(cell.text)
    return item
