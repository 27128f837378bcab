"""Charts on screen: the very marks that go to paper, drawn in the colours of the window."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from .screen import Screen, em, label, part
from .scrolling import Scroll

if TYPE_CHECKING:
    from ..design.records import Chart
    from ..proposal.marks import Mark, Point
    from .style import Tones

ASPECT = 0.62
LAST_TICK = 10.0
"""Room right of the plot for the half of the last tick's figures that stands beyond it."""
TALLEST_EM = 18
"""In a wide card a chart grows no higher, or it would push all else out of view."""


def colours(tones: Tones) -> dict[str, str]:
    """The roles of a chart's marks in the colours of the window."""
    roles = {"ink": tones.text, "muted": tones.muted, "faint": tones.line, "rule": tones.line,
             "hair": tones.raised, "tint": tones.window, "accent": tones.accent, "white": tones.base,
             "good": tones.good, "warning": tones.warning, "bad": tones.bad}  # fmt: skip
    for index, colour in enumerate(tones.series):
        roles[f"series{index}"] = colour
        roles[f"fill{index}"] = _mixed(QColor(colour), QColor(tones.base), 0.2)
    return roles


def _mixed(one: QColor, other: QColor, share: float) -> str:
    def between(a: float, b: float) -> float:
        return share * a + (1 - share) * b

    red, green = between(one.redF(), other.redF()), between(one.greenF(), other.greenF())
    return QColor.fromRgbF(red, green, between(one.blueF(), other.blueF())).name()


@lru_cache(maxsize=4)
def _measure(family: str, bold: bool) -> QFontMetricsF:
    return QFontMetricsF(_font(family, 100, bold))


def _font(family: str, pixels: float, bold: bool) -> QFont:
    font = QFont(family)
    font.setPixelSize(max(1, round(pixels)))
    font.setBold(bold)
    return font


class ScreenRuler:
    """Measures text in the font of the window."""

    def __init__(self, family: str) -> None:
        self._family = family

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """The width of a line of text."""
        return _measure(self._family, bold).horizontalAdvance(text) * size / 100


class ChartView(QWidget):
    """One chart."""

    def __init__(self, screen: Screen, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._screen = screen
        self._chart = chart
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(screen.words.message(chart.title))

    def sizeHint(self) -> QSize:
        """A chart wants the width of a pane."""
        return QSize(24 * em(), round(24 * em() * ASPECT))

    def hasHeightForWidth(self) -> bool:
        """A chart keeps its shape up to a height."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height that goes with a width."""
        return min(round(width * ASPECT), TALLEST_EM * em())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lay the chart out for this size and draw it."""
        from ..proposal.chart_layout import SIZE, chart_marks, plot_of

        scale = self.fontMetrics().height() * 0.62 / SIZE
        plot = plot_of(self._chart, self._screen.words.texts)
        family = self.font().family()
        width, height = self.width() / scale - LAST_TICK, self.height() / scale
        marks = chart_marks(plot, width, height, ScreenRuler(family))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale, scale)
        palette = colours(self._screen.appearance.tones)
        for one in marks:
            draw(painter, one, palette, family)
        painter.end()


def draw(painter: QPainter, one: Mark, palette: Mapping[str, str], family: str) -> None:
    """Draw one mark."""
    from ..proposal.marks import Area, Line, Text

    match one:
        case Line():
            pen = QPen(QColor(palette[one.color]), one.width)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            if one.dash:
                pen.setDashPattern([length / one.width for length in one.dash])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(_polygon(one.points))
        case Area():
            painter.setPen(QPen(QColor(palette[one.edge]), one.width) if one.edge else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette[one.fill]))
            painter.drawPolygon(_polygon(one.points))
        case Text():
            _write(painter, one, palette, family)
        case _:
            raise TypeError(f"a chart has no {type(one).__name__}")


def _polygon(points: tuple[Point, ...]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])


def _write(painter: QPainter, one: Mark, palette: Mapping[str, str], family: str) -> None:
    from ..proposal.marks import Text

    assert isinstance(one, Text)
    painter.save()
    painter.translate(one.x, one.y)
    if one.turned:
        painter.rotate(-90)
    font = _font(family, 100, one.bold)
    painter.scale(one.size / 100, one.size / 100)
    painter.setFont(font)
    painter.setPen(QColor(palette[one.color]))
    painter.drawText(QPointF(0, 0), one.text)
    painter.restore()


class ChartList(Scroll):
    """All charts of a design, each under its title."""

    def __init__(self, screen: Screen, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._screen = screen

    def show_charts(self, charts: Mapping[str, Chart]) -> None:
        """Show other charts."""
        while (item := self.column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for chart in charts.values():
            self.column.addWidget(chart_card(self._screen, chart))
        self.column.addStretch(1)


def chart_card(screen: Screen, chart: Chart) -> QFrame:
    """A chart under its title."""
    card = QFrame()
    part(card, "card")
    column = QVBoxLayout(card)
    column.addWidget(label(screen.words.message(chart.title), "section"))
    column.addWidget(ChartView(screen, chart))
    return card
