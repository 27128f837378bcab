"""A document laid out on A4 pages: blocks to slabs, slabs to pages, pages with head and foot. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .blocks import (
    Block,
    Bullets,
    Calculation,
    Contents,
    Cover,
    Document,
    Figure,
    Heading,
    KeyFigures,
    PageBreak,
    Paragraph,
    Signatures,
    Table,
)
from .layout_book import calculation
from .layout_cover import cover
from .layout_tables import figure, table
from .layout_text import Press, bullets, contents, heading, key_figures, paragraph, signatures
from .marks import Anchor, Mark, Text, rule
from .paging import Page, Slab, paginate
from .style import BOTTOM, LEFT, PAGE_HEIGHT, TEXT_HEIGHT, TEXT_WIDTH, TOP
from .typesetting import MISSING_MARK, Advances, Cleaner

_INTRODUCED = (Table, Figure, Calculation, Bullets, KeyFigures)  # what a paragraph before it is about
_PAGE_START = Slab(0.0, (), break_before=True, keep_next=True)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: groups of marks, each to be drawn shifted by x and y from the page's top left corner."""

    groups: tuple[tuple[float, float, tuple[Mark, ...]], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The pages of a document and the characters the fonts lack, in order of appearance."""

    leaves: tuple[Leaf, ...]
    missing: tuple[str, ...]


def lay_out(document: Document, advances: Advances) -> Layout:
    """Place every block. The list of contents is filled in when the pages of the headings are known."""
    press = Press(advances, Cleaner(advances.regular), justified=document.language == "zh")
    composed = [(block, _slabs(block, press)) for block in document.blocks]
    running = press.short(document.header, TEXT_WIDTH * 0.5, 7.5)
    footer = press.short(document.footer, TEXT_WIDTH * 0.78, 7.2)
    note = _missing_note(document, press)
    pages: list[Page] = []
    numbers: dict[str, int] = {}
    for _ in range(2 if any(isinstance(block, Contents) for block in document.blocks) else 1):
        pages = paginate(_stream(composed, press, numbers) + note, TEXT_HEIGHT)
        numbers = _pages_of_headings(pages)
    leaves = tuple(
        _leaf(page, number, len(pages), running, footer, document, press)
        for number, page in enumerate(pages, 1)
    )
    return Layout(leaves, tuple(press.cleaner.missing))


def _slabs(block: Block, press: Press) -> list[Slab]:
    match block:
        case Cover():
            return cover(block, press)
        case Heading():
            return heading(block, press)
        case Contents():
            return []  # needs the other headings; set in _stream
        case Paragraph():
            return paragraph(block, press)
        case Bullets():
            return bullets(block, press)
        case KeyFigures():
            return key_figures(block, press)
        case Table():
            return table(block, press)
        case Figure():
            return figure(block, press)
        case Calculation():
            return calculation(block, press)
        case Signatures():
            return signatures(block, press)
        case PageBreak():
            return [_PAGE_START]


def _stream(composed: list[tuple[Block, list[Slab]]], press: Press, numbers: dict[str, int]) -> list[Slab]:
    stream: list[Slab] = []
    for place, (block, slabs) in enumerate(composed):
        following = composed[place + 1][0] if place + 1 < len(composed) else None
        if isinstance(block, Paragraph) and isinstance(following, _INTRODUCED) and slabs:
            slabs = [*slabs[:-1], replace(slabs[-1], keep_next=True)]
        stream += contents(block, press, numbers) if isinstance(block, Contents) else slabs
        if isinstance(block, Cover):
            stream.append(_PAGE_START)
    return stream


def _pages_of_headings(pages: list[Page]) -> dict[str, int]:
    return {
        mark.name: number
        for number, page in enumerate(pages, 1)
        for _, slab in page.placed
        for mark in slab.marks
        if isinstance(mark, Anchor)
    }


def _missing_note(document: Document, press: Press) -> list[Slab]:
    """Says on paper which characters the font lacks, by their code points."""
    if not press.cleaner.missing:
        return []
    codes = ", ".join(f"U+{ord(character):04X}" for character in press.cleaner.missing)
    text = document.words.missing.format(mark=MISSING_MARK, characters=codes)
    return paragraph(Paragraph(text, tone="warning"), press)


def _leaf(
    page: Page, number: int, count: int, running: str, footer: str, document: Document, press: Press
) -> Leaf:
    groups = [(LEFT, TOP + y, slab.marks) for y, slab in page.placed if slab.marks]
    label = press.clean(document.words.page.format(page=number, pages=count))
    y = PAGE_HEIGHT - BOTTOM + 22
    foot: list[Mark] = [
        rule(0, y, TEXT_WIDTH),
        Text(0, y + 13, footer, 7.2, color="muted"),
        Text(TEXT_WIDTH - press.width(label, 7.2), y + 13, label, 7.2, color="muted"),
    ]
    if not page.bare:
        chapter = press.short(page.chapter, TEXT_WIDTH * 0.45, 7.5)
        foot += [
            Text(0, TOP - 26, chapter, 7.5, color="muted"),
            Text(TEXT_WIDTH - press.width(running, 7.5), TOP - 26, running, 7.5, color="muted"),
            rule(0, TOP - 20, TEXT_WIDTH),
        ]
    return Leaf((*groups, (LEFT, 0.0, tuple(foot))))
