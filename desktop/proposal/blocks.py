"""A document as blocks; formats come last. A renderer is one match over these types."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from .chart_layout import Plot

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
    """A heading; level 1 starts a chapter, level 2 a section, level 3 a run-in head; 1 and 2 are bookmarks.

    ``room`` is the share of a page that must be left for a chapter to start there, 1 for a page of its own.
    A ``tight`` heading is set small, for chapters of many short sections.
    """

    text: str
    level: int = 1
    room: float = 0.0
    tight: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of chapters and sections with their pages."""

    title: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, plain: markup in it is shown, never executed.

    Other tones than normal and muted are boxed.
    """

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

    A line end in a head sets the unit apart from the name. ``total_rows`` counts the rows at the end that are
    totals; ``tones`` colours rows by index.
    ``group_rows`` are rows whose first filled cell names the rows below. ``note`` stands below in small type.
    ``no_head`` leaves the head out.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: tuple[Align, ...]
    widths: tuple[float, ...]
    caption: str = ""
    total_rows: int = 0
    tones: tuple[tuple[int, Tone], ...] = ()
    note: str = ""
    no_head: bool = False
    group_rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with a caption that states its result; ``height`` in points."""

    plot: Plot
    caption: str
    height: float = 190.0


@dataclass(frozen=True, slots=True)
class CalculationStep:
    """One line of the calculation book, already in words: what, formula, substitution, result, source.

    ``note`` says where a number that was not worked out comes from.
    In ``formula`` and ``substitution`` ``Q_h`` and ``t_{w,low}`` stand for a subscript,
    ``v^2`` for a power.
    """

    number: str
    label: str
    formula: str
    substitution: str
    result: str
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class CalculationValues:
    """Numbers that were not worked out one by one, set in two columns under what they have in common.

    ``title`` is the place or method they share, "" for none; an item shows its symbol, value and remark.
    """

    items: tuple[CalculationStep, ...]
    title: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class CalculationColumn:
    """A column of a calculation table: a symbol, its unit, and whether its numbers are results."""

    symbol: str
    unit: str
    role: Literal["input", "table", "result"]


@dataclass(frozen=True, slots=True)
class CalculationRow:
    """The numbers of one subject; "" where a rule does not apply. ``number`` counts the steps of the row."""

    number: str
    label: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CalculationTable:
    """Rules worked out for several subjects: each rule once, then one row of numbers a subject.

    In ``rules`` the ``substitution`` names what is the same in all rows. Within the table a symbol has one
    meaning, so that each row is worked out anew from its own cells. ``notes`` say of symbols where their
    numbers were read.
    """

    rules: tuple[CalculationStep, ...]
    columns: tuple[CalculationColumn, ...]
    rows: tuple[CalculationRow, ...]
    notes: tuple[tuple[str, str], ...] = ()


CalculationEntry = CalculationStep | CalculationValues | CalculationTable


@dataclass(frozen=True, slots=True)
class Calculation:
    """Entries of the calculation book; the head (item, formula, result) stands on top of every page.

    Only an ``opening`` calculation shows the head where it begins.
    """

    header: tuple[str, str, str]
    steps: tuple[CalculationEntry, ...]
    opening: bool = True


@dataclass(frozen=True, slots=True)
class Signatures:
    """Boxes to sign and seal in, one column a party; left blank."""

    parties: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block starts a page."""


Block = (
    Cover
    | Heading
    | Contents
    | Paragraph
    | Bullets
    | KeyFigures
    | Table
    | Figure
    | Calculation
    | Signatures
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Words:
    """What the renderer itself says.

    ``page`` takes {page} and {pages}, ``missing`` {mark} and {characters}.
    """

    page: str
    missing: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document ready for a renderer.

    ``footer`` stands on every page beside page x of y, ``header`` above the text; ``language`` is "zh" or
    "en"; ``title``, ``author``, ``subject``, ``keywords`` and ``issued`` fill the file's properties.
    """

    title: str
    author: str
    language: str
    footer: str
    issued: date
    words: Words
    blocks: tuple[Block, ...]
    header: str = ""
    subject: str = ""
    keywords: str = ""
