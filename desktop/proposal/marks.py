"""What can be drawn: few kinds of marks, in points, x to the right and y down from the top left corner.

Charts and pages are laid out as marks; the paper and the window each draw them with a few lines of their own.
Colours are names of roles, so that a dark window may recolour them (``style.PAPER`` is the paper's palette).
"""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Text:
    """One run of one font; ``y`` is the baseline.

    ``spread`` is added after each character; a ``turned`` text reads upwards.
    """

    x: float
    y: float
    text: str
    size: float
    bold: bool = False
    color: str = "ink"
    spread: float = 0.0
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points; ``dash`` are lengths of stroke and gap, empty for a whole line."""

    points: tuple[Point, ...]
    color: str = "rule"
    width: float = 0.5
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """A filled polygon; ``edge`` is the colour of its outline, empty for none."""

    points: tuple[Point, ...]
    fill: str = "tint"
    edge: str = ""
    width: float = 0.5


@dataclass(frozen=True, slots=True)
class Curve:
    """A smooth line: the first point, then three Bézier points a piece."""

    points: tuple[Point, ...]
    color: str = "rule"
    width: float = 0.5


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that a link leads to; with a ``title`` it is a bookmark of that level (0 is the top)."""

    name: str
    y: float
    title: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """A rectangle that leads to an anchor."""

    name: str
    x: float
    y: float
    width: float
    height: float


Mark = Text | Line | Area | Curve | Anchor | Link


def rectangle(x: float, y: float, width: float, height: float) -> tuple[Point, ...]:
    """The corners of a rectangle with its top left corner at x, y."""
    return (x, y), (x + width, y), (x + width, y + height), (x, y + height)


def rule(x: float, y: float, width: float, color: str = "rule", weight: float = 0.5) -> Line:
    """A horizontal line."""
    return Line(((x, y), (x + width, y)), color, weight)
