"""A chart laid out as marks: ticks, axes, series, legend. Pure; the paper and the window draw the marks.

Series differ by lightness, dash and sign, never by colour alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from .marks import Area, Line, Mark, Point, Text, rectangle

if TYPE_CHECKING:  # drawing needs neither the engineer's procedure nor the tables
    from ..design.records import Chart
    from ..tables.texts import Texts

SIZE = 7.5
_GAP = 4.0
_DASHES: tuple[tuple[float, ...], ...] = (
    (),
    (5.0, 2.2),
    (1.4, 1.8),
    (6.0, 2.0, 1.4, 2.0),
    (3.0, 1.5),
    (8.0, 3.0),
)


class Ruler(Protocol):
    """Measures text; ``typesetting.Advances`` is one, the window has its own."""

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """The width of a line of text."""


@dataclass(frozen=True, slots=True)
class PlotSeries:
    """One line or set of bars, in words."""

    label: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    style: str = "solid"


@dataclass(frozen=True, slots=True)
class PlotMark:
    """A vertical line (``y`` None) or a point, in words."""

    label: str
    x: float
    y: float | None = None


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart in the words of one language, ready to be laid out."""

    kind: str
    x_label: str
    y_label: str
    series: tuple[PlotSeries, ...]
    marks: tuple[PlotMark, ...] = ()
    x_labels: tuple[str, ...] = ()
    percent: tuple[bool, bool] = (False, False)


def plot_of(chart: Chart, texts: Texts) -> Plot:
    """The chart with its keys turned into words; a key that no text knows is shown as it is."""

    def known(name: str) -> bool:
        return name.partition("__")[0] in texts.quantities

    def axis(name: str) -> str:
        if not known(name):
            return texts.get(name, name)
        unit = texts.unit(name)
        return f"{texts.label(name)} / {unit}" if unit else texts.label(name)

    def percent(name: str) -> bool:
        return (
            bool(name)
            and name.partition("__")[0] in texts.quantities
            and texts.quantity(name).unit == "fraction"
        )

    return Plot(
        kind=chart.kind,
        x_label=axis(chart.x_quantity),
        y_label=axis(chart.y_quantity),
        series=tuple(PlotSeries(texts.get(s.label, s.label), s.x, s.y, s.style) for s in chart.series),
        marks=tuple(PlotMark(texts.get(m.label, m.label), m.x, m.y) for m in chart.marks),
        x_labels=tuple(texts.get(label, label) for label in chart.x_labels),
        percent=(percent(chart.x_quantity), percent(chart.y_quantity)),
    )


def ticks(low: float, high: float, count: int = 5) -> tuple[float, ...]:
    """Round numbers that cover low to high, about ``count`` steps of 1, 2, 2.5 or 5.

    >>> ticks(0, 910)
    (0.0, 200.0, 400.0, 600.0, 800.0, 1000.0)
    """
    if not high > low:
        low, high = (min(0.0, low), max(0.0, low)) if low else (0.0, 1.0)
    raw = (high - low) / count
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * nice for nice in (1, 2, 2.5, 5, 10) if power * nice >= raw * 0.95)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(round(index * step, 10) + 0.0 for index in range(first, last + 1))


def tick_texts(values: Sequence[float], percent: bool = False) -> tuple[str, ...]:
    """The ticks in figures, all with as many decimals as they need, thousands set apart.

    >>> tick_texts((0.0, 2.5, 5.0)), tick_texts((0.0, 0.5), percent=True)
    (('0.0', '2.5', '5.0'), ('0', '50'))
    """
    shown = [value * 100 if percent else value for value in values]
    decimals = next(d for d in range(9) if d == 8 or all(abs(round(v, d) - v) < 1e-9 for v in shown))
    return tuple(f"{value:,.{decimals}f}" for value in shown)


@dataclass(frozen=True, slots=True)
class Axis:
    """From figures to places along one side of the plot."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a figure lies, in points."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


@dataclass(frozen=True, slots=True)
class _Frame:
    """The plot's rectangle with both axes."""

    x: Axis
    y: Axis
    x_ticks: tuple[float, ...]
    y_ticks: tuple[float, ...]


def chart_marks(plot: Plot, width: float, height: float, ruler: Ruler) -> tuple[Mark, ...]:
    """The marks of a chart in a box of the given size, its top left corner at 0, 0."""
    legend, legend_height = _legend(plot, width, ruler)
    frame = _frame(plot, width, height, legend_height, ruler)
    bars = plot.kind in ("bars", "stacked_bars")
    body = _bars(plot, frame) if bars else _lines(plot, frame)
    return (
        *legend,
        *_grid(plot, frame, ruler),
        *body,
        *_marks(plot, frame, ruler),
        *_axes(plot, frame, width, height, ruler),
    )


def series_color(index: int) -> str:
    """The colour role of a series."""
    return f"series{index % 6}"


def _dash(plot: Plot, index: int) -> tuple[float, ...]:
    if plot.series[index].style == "dashed":
        return _DASHES[1]
    drawn = [i for i, s in enumerate(plot.series) if s.style == "solid"]
    return _DASHES[drawn.index(index) % len(_DASHES)] if index in drawn else ()


def _extent(plot: Plot) -> tuple[float, float, float, float]:
    xs = [x for s in plot.series for x in s.x] + [m.x for m in plot.marks]
    ys = [y for s in plot.series for y in s.y if math.isfinite(y)] + [
        m.y for m in plot.marks if m.y is not None
    ]
    if plot.kind == "stacked_bars":
        columns = list(zip(*(s.y for s in plot.series), strict=False))
        ys = [sum(v for v in column if v > 0) for column in columns]
        ys += [sum(v for v in column if v < 0) for column in columns]
    xs, ys = xs or [0.0, 1.0], ys or [0.0, 1.0]
    low = min(ys)
    flat = plot.kind != "lines" or any(s.style == "fill" for s in plot.series)
    if flat or 0 <= low < 0.6 * max(ys):
        low = min(0.0, low)
    return min(xs), max(xs), low, max(ys)


def _frame(plot: Plot, width: float, height: float, legend_height: float, ruler: Ruler) -> _Frame:
    x_low, x_high, y_low, y_high = _extent(plot)
    marked = 0.0 if not plot.marks else SIZE + 3
    y_ticks = ticks(y_low, y_high, max(3, round((height - legend_height) / 34)))
    labels = tick_texts(y_ticks, plot.percent[1])
    left = max(ruler.width(label, SIZE) for label in labels) + SIZE + 3 * _GAP
    top, bottom = legend_height + marked + _GAP, height - 2 * SIZE - 3 * _GAP
    if not plot.x_label:
        bottom += SIZE + _GAP
    if plot.kind == "lines":
        x_ticks = ticks(x_low, x_high, 8)
        x = Axis(x_ticks[0], x_ticks[-1], left, width - 8)
    else:
        count = max((len(s.y) for s in plot.series), default=1)
        x_ticks = tuple(float(i) for i in range(count))
        x = Axis(-0.5, count - 0.5, left, width - 2)
    return _Frame(x, Axis(y_ticks[0], y_ticks[-1], bottom, top), x_ticks, y_ticks)


def _grid(plot: Plot, frame: _Frame, ruler: Ruler) -> list[Mark]:
    marks: list[Mark] = []
    for value, label in zip(frame.y_ticks, tick_texts(frame.y_ticks, plot.percent[1]), strict=True):
        y = frame.y.at(value)
        marks.append(Line(((frame.x.start, y), (frame.x.end, y)), "hair", 0.4))
        marks.append(
            Text(frame.x.start - _GAP - ruler.width(label, SIZE), y + SIZE * 0.36, label, SIZE, color="muted")
        )
    return marks


def _axes(plot: Plot, frame: _Frame, width: float, height: float, ruler: Ruler) -> list[Mark]:
    base = frame.y.at(max(0.0, frame.y.low) if frame.y.low <= 0 <= frame.y.high else frame.y.low)
    marks: list[Mark] = [Line(((frame.x.start, base), (frame.x.end, base)), "muted", 0.7)]
    floor = frame.y.start
    labels = (
        plot.x_labels
        if plot.kind != "lines" and plot.x_labels
        else tick_texts(frame.x_ticks, plot.percent[0])
    )
    free = -1e9
    for value, label in zip(frame.x_ticks, labels, strict=False):
        x, half = frame.x.at(value), ruler.width(label, SIZE) / 2
        if plot.kind == "lines":
            marks.append(Line(((x, floor), (x, floor + 2.5)), "muted", 0.5))
        if x - half > free:
            marks.append(Text(x - half, floor + SIZE + _GAP, label, SIZE, color="muted"))
            free = x + half + 2
    if plot.x_label:
        at = (frame.x.start + frame.x.end - ruler.width(plot.x_label, SIZE)) / 2
        marks.append(Text(at, height - _GAP, plot.x_label, SIZE, color="muted"))
    middle = (frame.y.start + frame.y.end + ruler.width(plot.y_label, SIZE)) / 2
    marks.append(Text(SIZE, middle, plot.y_label, SIZE, color="muted", turned=True))
    return marks


def _lines(plot: Plot, frame: _Frame) -> list[Mark]:
    marks: list[Mark] = []
    order = sorted(range(len(plot.series)), key=lambda i: plot.series[i].style != "fill")
    for index in order:
        series, color = plot.series[index], series_color(index)
        for points in _pieces(series, frame):
            if series.style == "points":
                marks += [_sign(x, y, index) for x, y in points]
                continue
            if series.style == "fill":
                floor = frame.y.at(max(frame.y.low, min(0.0, frame.y.high)))
                marks.append(
                    Area(((points[0][0], floor), *points, (points[-1][0], floor)), f"fill{index % 6}")
                )
            marks.append(Line(tuple(points), color, 1.3, _dash(plot, index)))
    return marks


def _pieces(series: PlotSeries, frame: _Frame) -> list[list[Point]]:
    """The points of a line, cut where a figure is missing."""
    pieces: list[list[Point]] = [[]]
    for x, y in zip(series.x, series.y, strict=True):
        if math.isfinite(y):
            pieces[-1].append((frame.x.at(x), frame.y.at(y)))
        elif pieces[-1]:
            pieces.append([])
    return [piece for piece in pieces if len(piece) > 1 or (piece and series.style == "points")]


def _sign(x: float, y: float, index: int, size: float = 2.6) -> Area:
    """A small sign by the number of its series: diamond, square, triangle."""
    points: tuple[Point, ...]
    match index % 3:
        case 0:
            points = ((x, y - size), (x + size, y), (x, y + size), (x - size, y))
        case 1:
            points = rectangle(x - size * 0.8, y - size * 0.8, size * 1.6, size * 1.6)
        case _:
            points = ((x, y - size), (x + size, y + size * 0.8), (x - size, y + size * 0.8))
    return Area(points, series_color(index), "white", 0.4)


def _bars(plot: Plot, frame: _Frame) -> list[Mark]:
    marks: list[Mark] = []
    step = abs(frame.x.at(1.0) - frame.x.at(0.0))
    zero = frame.y.at(0.0) if frame.y.low <= 0 <= frame.y.high else frame.y.start
    bars = [i for i, s in enumerate(plot.series) if s.style not in ("points", "dashed")]
    tops: dict[tuple[int, bool], float] = {}
    for place, index in enumerate(bars):
        stacked = plot.kind == "stacked_bars"
        width = step * (0.62 if stacked else 0.72 / len(bars))
        for column, value in enumerate(plot.series[index].y):
            if not math.isfinite(value) or value == 0:
                continue
            centre = frame.x.at(float(column))
            if stacked:
                low = tops.get((column, value > 0), 0.0)
                tops[column, value > 0] = low + value
                top, foot, x = frame.y.at(low + value), frame.y.at(low), centre - width / 2
            else:
                top, foot, x = frame.y.at(value), zero, centre + (place - len(bars) / 2) * width
            marks.append(
                Area(rectangle(x, min(top, foot), width, abs(foot - top)), series_color(index), "white", 0.4)
            )
    for index, series in enumerate(plot.series):
        if index not in bars:
            points = [
                (frame.x.at(float(i)), frame.y.at(y)) for i, y in enumerate(series.y) if math.isfinite(y)
            ]
            if series.style == "dashed" and len(points) > 1:
                marks.append(Line(tuple(points), series_color(index), 1.2, _DASHES[1]))
            marks += [_sign(x, y, index) for x, y in points]
    return marks


def _marks(plot: Plot, frame: _Frame, ruler: Ruler) -> list[Mark]:
    marks: list[Mark] = []
    rows: list[float] = []
    for mark in sorted(plot.marks, key=lambda m: m.x):
        x, long = frame.x.at(mark.x), ruler.width(mark.label, SIZE)
        at = min(max(x - long / 2, frame.x.start), frame.x.end - long)
        if mark.y is None:
            row = next((i for i, end in enumerate(rows) if at > end + 6), len(rows))
            rows[row : row + 1] = [at + long]
            label_y = frame.y.end - _GAP + row * (SIZE + 3)
            marks.append(Line(((x, frame.y.start), (x, label_y + 2)), "muted", 0.7, (2.0, 2.0)))
            if row:
                at = x + 3 if x + 3 + long < frame.x.end else x - 3 - long
                marks.append(_ground(at, label_y, long))
            marks.append(Text(at, label_y, mark.label, SIZE))
        else:
            y = frame.y.at(mark.y)
            left = x + 6 + long > frame.x.end
            label_x, label_y = (x - 6 - long if left else x + 6), y - 5
            marks.append(Area(_ring(x, y, 3.2), "white", "bad", 1.2))
            marks.append(_ground(label_x, label_y, long))
            marks.append(Text(label_x, label_y, mark.label, SIZE, bold=False))
    return marks


def _ground(x: float, y: float, width: float) -> Area:
    return Area(rectangle(x - 1, y - SIZE * 0.9, width + 2, SIZE * 1.2), "white")


def _ring(x: float, y: float, radius: float) -> tuple[Point, ...]:
    turns = (index * math.tau / 20 for index in range(20))
    return tuple((x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns)


def _legend(plot: Plot, width: float, ruler: Ruler) -> tuple[list[Mark], float]:
    """The names of the series above the plot, as many in a row as fit; nothing for a single series."""
    if len(plot.series) < 2:
        return [], 0.0
    marks: list[Mark] = []
    x, y = 0.0, SIZE
    for index, series in enumerate(plot.series):
        long = 20 + ruler.width(series.label, SIZE) + 14
        if x and x + long - 14 > width:
            x, y = 0.0, y + SIZE + 4
        marks += _key(plot, index, x, y - SIZE * 0.36)
        marks.append(Text(x + 20, y, series.label, SIZE))
        x += long
    return marks, y + 6


def _key(plot: Plot, index: int, x: float, y: float) -> list[Mark]:
    style, color = plot.series[index].style, series_color(index)
    if style == "points":
        return [_sign(x + 8, y, index)]
    if plot.kind != "lines" and style != "dashed":
        return [Area(rectangle(x + 3, y - 3.2, 10, 6.4), color)]
    line = Line(((x, y), (x + 16, y)), color, 1.3, _dash(plot, index))
    if style == "fill":
        return [Area(rectangle(x, y, 16, 3.5), f"fill{index % 6}"), line]
    return [line] if plot.kind == "lines" else [line, _sign(x + 8, y, index)]
