"""A column that scrolls upright, whose texts may wrap: it is as high as they need at its width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from .screen import Screen, by_name, em, text_label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class _Inside(QWidget):
    """What is scrolled. A scroll area does not ask wrapped texts how high they are, so it says so itself."""

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        column = self.layout()
        if column is not None and column.hasHeightForWidth():
            self.setMinimumHeight(column.totalHeightForWidth(self.width()))


class Scroll(QScrollArea):
    """A column of widgets; takes the width it is given and scrolls what does not fit its height."""

    def __init__(self, margin: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        by_name(self, horizontalScrollBarPolicy="ScrollBarAlwaysOff", focusPolicy="NoFocus")
        self.inside: QWidget = _Inside()
        self.inside.setObjectName("page")
        self.column = QVBoxLayout(self.inside)
        margin = em() // 2 if margin is None else margin
        self.column.setContentsMargins(margin, margin, margin, margin)
        self.column.setSpacing(em() // 2)
        self.setWidget(self.inside)


class Page(Scroll):
    """A page under its heading."""

    def __init__(self, screen: Screen, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(em(), parent)
        self.column.addWidget(text_label(screen, heading, "heading"))
