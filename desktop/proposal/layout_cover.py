"""The first page: a drawing of compressed streams, the title, for whom and by whom."""

from __future__ import annotations

import math

from .blocks import Cover
from .layout_text import Press, baseline
from .marks import Area, Curve, Mark, Point, Text, rectangle, rule
from .paging import Slab
from .style import LEFT, PAGE_WIDTH, TEXT_HEIGHT, TEXT_WIDTH, TOP

_LABEL = 118.0


def cover(block: Cover, press: Press) -> list[Slab]:
    """One page, set from its foot upwards; the drawing fills what is left above the title."""
    marks: list[Mark] = []
    foot = _notice(block.notice, TEXT_HEIGHT, press, marks)
    foot = _rows(block.rows, foot - 26, press, marks)
    top = _titles(block, foot - 34, press, marks)
    return [Slab(TEXT_HEIGHT, (*_streams(max(top - 30, 60)), *marks), bare=True, break_before=True)]


def _notice(text: str, foot: float, press: Press, marks: list[Mark]) -> float:
    lines = press.lines(text, TEXT_WIDTH - 20, 8.0)[:6] if text else []
    if not lines:
        return foot
    height = len(lines) * 12 + 12
    marks.append(Area(rectangle(0, foot - height, TEXT_WIDTH, height), "warning_tint"))
    marks.append(Area(rectangle(0, foot - height, 3, height), "warning"))
    for index, line in enumerate(lines):
        marks.append(Text(12, baseline(foot - height + 6 + index * 12, 12, 8.0), line, 8.0))
    return foot - height


def _rows(rows: tuple[tuple[str, str], ...], foot: float, press: Press, marks: list[Mark]) -> float:
    cells = [(label, press.lines(value, TEXT_WIDTH - _LABEL, 9.5)[:8]) for label, value in rows]
    top = foot - sum(14 * len(lines) + 8 for _, lines in cells)
    y = top
    for label, lines in cells:
        marks.append(rule(0, y, TEXT_WIDTH, "hair", 0.6))
        marks.append(
            Text(0, baseline(y + 4, 14, 8.5), press.short(label, _LABEL - 8, 8.5), 8.5, color="muted")
        )
        for index, line in enumerate(lines):
            marks.append(Text(_LABEL, baseline(y + 4 + 14 * index, 14, 9.5), line, 9.5))
        y += 14 * len(lines) + 8
    marks.append(rule(0, y, TEXT_WIDTH, "hair", 0.6))
    return top


def _titles(block: Cover, foot: float, press: Press, marks: list[Mark]) -> float:
    """Title and subtitle ending at ``foot``; the letter is smaller for a long title."""
    for size, most in ((30.0, 2), (23.0, 3), (16.0, 5), (11.0, 9)):
        lines = press.lines(block.title, TEXT_WIDTH, size, True)
        if len(lines) <= most:
            break
    under = press.lines(block.subtitle, TEXT_WIDTH, 12.5)[:3]
    top = foot - len(under) * 19 - 10 - len(lines) * size * 1.35
    y = top
    marks.append(Area(rectangle(0, y - 16, 44, 4), "accent"))
    for line in lines:
        marks.append(Text(0, baseline(y, size * 1.35, size), line, size, bold=True, color="deep"))
        y += size * 1.35
    y += 10
    for line in under:
        marks.append(Text(0, baseline(y, 19, 12.5), line, 12.5, color="accent"))
        y += 19
    return top - 16


def _streams(height: float, count: int = 34) -> list[Mark]:
    """Lines that come in wide, are pressed together and leave wide again, across the whole page."""
    marks: list[Mark] = []
    top, bottom = -TOP, height
    middle, half = (top + bottom) / 2 + 8, (bottom - top) / 2 - 8
    steps = 14
    for index in range(count):
        share = index / (count - 1) * 2 - 1  # -1 at the top line, 1 at the lowest
        points = [_stream(i / steps, share, middle, half) for i in range(steps + 1)]
        color = "accent" if index % 4 == 0 else "stream"
        marks.append(Curve(_smooth(points), color, 1.1 if index % 4 == 0 else 0.7))
    return marks


def _stream(u: float, share: float, middle: float, half: float) -> Point:
    throat = math.exp(-(((u - 0.64) / 0.17) ** 2))
    swing = math.sin(u * math.tau * 0.9 + 0.6) * half * 0.22
    spread = half * (0.78 - 0.66 * throat)
    wave = math.sin(u * math.tau * 1.3 + share * 1.9) * half * 0.10 * (1 - throat)
    return -LEFT - 5 + u * (PAGE_WIDTH + 10), middle + swing + share * spread + wave


def _smooth(points: list[Point]) -> tuple[Point, ...]:
    """A smooth curve through points (Catmull-Rom as Bézier pieces)."""
    curve: list[Point] = [points[0]]
    for i in range(len(points) - 1):
        a, b, c, d = points[max(i - 1, 0)], points[i], points[i + 1], points[min(i + 2, len(points) - 1)]
        curve.append((b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6))
        curve.append((c[0] - (d[0] - b[0]) / 6, c[1] - (d[1] - b[1]) / 6))
        curve.append(c)
    return tuple(curve)
