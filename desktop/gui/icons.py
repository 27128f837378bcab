"""Line icons of resources/icons in any colour; each is drawn once for a colour and a size."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ..tables.places import resources_dir

SIZES = (24, 48)
LARGEST = 96
"""Drawn too where the screen has more than one pixel a point, and the icon of a card is larger than 48."""


@cache
def icon(name: str, colour: str) -> QIcon:
    """The icon of a name in a colour. Raises FileNotFoundError for a name without a drawing."""
    made = QIcon()
    screen = QGuiApplication.primaryScreen()
    for size in (*SIZES, LARGEST) if screen.devicePixelRatio() > 1 else SIZES:
        made.addPixmap(pixmap(name, colour, size))
    return made


@cache
def pixmap(name: str, colour: str, size: int) -> QPixmap:
    """An icon as a square picture, ``size`` pixels wide."""
    drawing = _drawing(name).replace("currentColor", colour)
    picture = QPixmap(QSize(size, size))
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture


@cache
def _drawing(name: str) -> str:
    return (resources_dir() / "icons" / f"{name}.svg").read_text("utf-8")


def exists(name: str) -> bool:
    """Whether there is a drawing of this name."""
    return (resources_dir() / "icons" / f"{name}.svg").is_file()
