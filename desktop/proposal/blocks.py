"""A document as blocks; formats come last. A renderer is one match over these types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..design.records import Chart

Align = Literal["left", "right", "center"]
Tone = Literal["normal", "muted", "good", "warning", "bad"]


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page: what, for whom, by whom, when."""

    title: str
    subtitle: str
    rows: tuple[tuple[str, str], ...]
    notice: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 starts a chapter and a bookmark, level 2 a section, level 3 a run-in head."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, plain: markup in it is shown, never executed."""

    text: str
    tone: Tone = "normal"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short sentences."""

    items: tuple[str, ...]
    tone: Tone = "normal"


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Up to six figures shown large: (label, value with unit, remark)."""

    items: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; heads repeat on every page, rows never split. ``widths`` are shares of the text width.

    ``total_rows`` counts the rows at the end that are totals; ``tones`` colours rows by index.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: tuple[Align, ...]
    widths: tuple[float, ...]
    caption: str = ""
    total_rows: int = 0
    tones: tuple[tuple[int, Tone], ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with a caption that states its result."""

    chart: Chart
    caption: str


@dataclass(frozen=True, slots=True)
class CalculationStep:
    """One line of the calculation book, already in words: what, formula, substitution, result, source."""

    label: str
    formula: str
    substitution: str
    result: str
    source: str


@dataclass(frozen=True, slots=True)
class Signatures:
    """Boxes to sign and seal in, one column a party; left blank."""

    parties: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block starts a page."""


Block = (
    Cover | Heading | Paragraph | Bullets | KeyFigures | Table | Figure | CalculationStep | Signatures | PageBreak
)


@dataclass(frozen=True, slots=True)
class Document:
    """A document ready for a renderer.

    ``footer`` stands on every page beside page x of y; ``language`` is "zh" or "en"; ``author`` and ``title``
    fill the file's properties.
    """

    title: str
    author: str
    language: str
    footer: str
    blocks: tuple[Block, ...]
