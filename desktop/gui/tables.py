"""Tables of the window: sorted by a click, copied with their heads, figures to the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QBrush, QColor, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Cell:
    """A text and what it is sorted by; a number stands at the right."""

    text: str
    key: float | str | None = None
    tone: str = ""
    hint: str = ""

    @property
    def number(self) -> bool:
        """Whether it is a figure."""
        return isinstance(self.key, int | float)


class CellModel(QAbstractTableModel):
    """Rows of cells under heads."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads: tuple[str, ...] = ()
        self._rows: tuple[tuple[Cell, ...], ...] = ()
        self._colours: dict[str, str] = {}

    def show(self, heads: Sequence[str], rows: Sequence[Sequence[Cell]], colours: dict[str, str]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._heads, self._rows, self._colours = tuple(heads), tuple(tuple(row) for row in rows), colours
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        """The heads, aligned like what stands below them; rows have none."""
        if (
            role == Qt.ItemDataRole.TextAlignmentRole
            and orientation == Qt.Orientation.Horizontal
            and self._rows
        ):
            return _side(self._rows[0][section])
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = 0) -> object:
        """Text, alignment, colour, hint and what is sorted by."""
        cell = self._rows[index.row()][index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text
            case Qt.ItemDataRole.ToolTipRole:
                return cell.hint or cell.text
            case Qt.ItemDataRole.UserRole:
                return cell.text if cell.key is None else cell.key
            case Qt.ItemDataRole.ForegroundRole if cell.tone in self._colours:
                return QBrush(QColor(self._colours[cell.tone]))
            case Qt.ItemDataRole.TextAlignmentRole:
                return _side(cell)
        return None


def _side(cell: Cell) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if cell.number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class CellTable(QTableView):
    """A table one reads; its second column takes the width that is left."""

    WIDE_COLUMN = 1

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = CellModel(self)
        proxy = QSortFilterProxyModel(self)
        proxy.setSourceModel(self._model)
        proxy.setSortRole(Qt.ItemDataRole.UserRole)
        proxy.setFilterKeyColumn(-1)
        proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setModel(proxy)
        self._proxy = proxy
        self.setSortingEnabled(True)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setHighlightSections(False)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self.copy)

    def show_rows(
        self, heads: Sequence[str], rows: Sequence[Sequence[Cell]], colours: dict[str, str]
    ) -> None:
        """Show other rows."""
        self._model.show(heads, rows, colours)
        header = self.horizontalHeader()
        for column in range(len(heads)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        if len(heads) > self.WIDE_COLUMN:
            header.setSectionResizeMode(self.WIDE_COLUMN, QHeaderView.ResizeMode.Stretch)

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
