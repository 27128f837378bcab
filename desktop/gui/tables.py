"""Tables of the window: sorted by a click, copied with their heads, figures to the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from .screen import part


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
    FOLDS_HEADS = False

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
        sides = [_side(any(row[column].number for row in rows)) for column in range(len(heads))]
        for column, head in enumerate(heads):
            item = QStandardItem(folded(head) if self.FOLDS_HEADS else head)
            item.setToolTip(head)
            item.setTextAlignment(sides[column])
            self._model.setHorizontalHeaderItem(column, item)
        for row in rows:
            self._model.appendRow([_item(cell, side) for cell, side in zip(row, sides, strict=True)])
        header = self.horizontalHeader()
        for column in range(len(heads)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        if len(heads) > self.WIDE_COLUMN:
            header.setSectionResizeMode(self.WIDE_COLUMN, QHeaderView.ResizeMode.Stretch)
        if self.wordWrap() and header.sectionSize(0) > self._widest_name():
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(0, self._widest_name())

    def _widest_name(self) -> int:
        """What the first column may take where its words can fold: seven letters' height."""
        return 7 * self.fontMetrics().height()

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
            "\t".join(
                str(self._proxy.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole))
                for column in columns
            )
        ]
        lines += [
            "\t".join(str(self._proxy.index(row, column).data()) for column in columns) for row in chosen
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))


class WholeTable(CellTable):
    """A table as high as all its rows: the page scrolls, not the table.

    Where the columns are wider than the room, the widest column of words gives way and its cells wrap.
    """

    FOLDS_HEADS = True
    NARROWEST_EM = 9

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        part(self, "whole")
        self.setWordWrap(True)
        self.setSortingEnabled(False)  # its rows have an order of their own, and a sum stands last
        self._wanted: list[int] = []
        self._words: list[int] = []

    def show_rows(self, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """Show other rows."""
        super().show_rows(heads, rows)
        header = self.horizontalHeader()
        columns = range(len(heads))
        for column in columns:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        self._wanted = [
            max(self.sizeHintForColumn(column), header.sectionSizeHint(column)) for column in columns
        ]
        self._words = [column for column in columns if not any(row[column].number for row in rows)]
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        widths, room = list(self._wanted), self.viewport().width()
        if not widths:
            return
        least = self.NARROWEST_EM * self.fontMetrics().height()
        for column in sorted(self._words, key=lambda one: -widths[one]):
            widths[column] -= max(0, min(sum(widths) - room, widths[column] - least))
        spare = max(0, room - sum(widths)) // len(widths)
        for column, width in enumerate(widths):
            self.horizontalHeader().resizeSection(column, width + spare)
        rows, side = range(self.model().rowCount()), self.verticalHeader()
        if widths != self._wanted:
            self.resizeRowsToContents()
        else:
            for row in rows:
                side.resizeSection(row, side.defaultSectionSize())
        bar = self.horizontalScrollBar().sizeHint().height() if sum(widths) > room else 0
        head = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(head + sum(map(self.rowHeight, rows)) + bar + 2 * self.frameWidth())


LONG_HEAD = 11
LONG_LINE = 14


def folded(head: str) -> str:
    """A long head in two lines as alike as can be, cut at a space or a bracket, else between two characters.

    >>> folded("Sound pressure level / dB(A)"), folded("热负荷 / kW"), folded("Model")
    ('Sound pressure\\nlevel / dB(A)', '热负荷 / kW', 'Model')
    """
    if _breadth(head) <= LONG_HEAD or "\n" in head:
        return head
    places = [at for at in range(1, len(head)) if head[at - 1] == " " or head[at] == "（"]
    cut = _best_cut(head, places)
    if cut is None or _longer(head, cut) > LONG_LINE:
        between = [at for at in range(1, len(head)) if _wide(head[at - 1]) and _wide(head[at])]
        cut = _best_cut(head, [*places, *between])
    return head if cut is None else f"{head[:cut].rstrip()}\n{head[cut:]}"


def _best_cut(head: str, places: Sequence[int]) -> int | None:
    return min(places, key=lambda at: _longer(head, at), default=None)


def _longer(head: str, cut: int) -> int:
    return max(_breadth(head[:cut].rstrip()), _breadth(head[cut:]))


def _breadth(text: str) -> int:
    return sum(2 if _wide(one) else 1 for one in text)


def _wide(one: str) -> bool:
    return "\u3000" < one < "\ua000"


def _side(number: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _item(cell: Cell, side: Qt.AlignmentFlag) -> QStandardItem:
    item = QStandardItem(cell.text)
    item.setData(cell.text if cell.key is None else cell.key, Qt.ItemDataRole.UserRole)
    item.setTextAlignment(side)
    item.setToolTip(cell.text)
    return item
