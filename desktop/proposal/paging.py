"""Slabs into pages. A slab is what is never split: a line of text, a row of a table, a chart.

Slabs that must stay together are chained by ``keep_next``: a heading with what follows, the head of a table
with its first rows, the last two lines of a paragraph. A chain that does not fit goes to the next page whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .marks import Mark


@dataclass(frozen=True, slots=True)
class Slab:
    """A strip of the page with its marks, y counted from its own top.

    ``before`` is the space above it, left out at the top of a page. ``repeat`` is drawn again where the slab
    starts a page (the head of a table; the head itself has none). ``room`` is how much of a page must be left
    for it to stay on that page. ``break_before`` starts a page; the page of a ``bare`` slab has no running
    head; ``chapter`` is what the running head says from here on.
    """

    height: float
    marks: tuple[Mark, ...]
    before: float = 0.0
    keep_next: bool = False
    repeat: Slab | None = None
    room: float = 0.0
    break_before: bool = False
    bare: bool = False
    chapter: str = ""


@dataclass(slots=True)
class Page:
    """Slabs and where their tops lie, from the top of the text area."""

    placed: list[tuple[float, Slab]] = field(default_factory=list)
    used: float = 0.0
    chapter: str = ""

    @property
    def bare(self) -> bool:
        """Whether the page goes without a running head."""
        return any(slab.bare for _, slab in self.placed)


def _chains(slabs: Sequence[Slab]) -> Iterator[list[Slab]]:
    chain: list[Slab] = []
    for slab in slabs:
        if slab.break_before and chain:
            yield chain
            chain = []
        chain.append(slab)
        if not slab.keep_next:
            yield chain
            chain = []
    if chain:
        yield chain


def _height(chain: Sequence[Slab]) -> float:
    return sum(slab.before + slab.height for slab in chain)


def paginate(slabs: Sequence[Slab], height: float) -> list[Page]:
    """Lay slabs on pages of the given height. A chain higher than a page is split where it must be."""
    pages = [Page()]
    chapter = ""
    for chain in _chains(slabs):
        first = chain[0]
        left = height - pages[-1].used
        needed = max(_height(chain), first.room)
        if pages[-1].used and (first.break_before or needed > left):
            pages.append(Page(chapter="" if first.chapter else chapter))
        for slab in chain:
            if pages[-1].used and pages[-1].used + slab.before + slab.height > height:
                pages.append(Page(chapter=chapter))
            _place(pages[-1], slab)
            if slab.chapter:
                chapter = slab.chapter
                pages[-1].chapter = pages[-1].chapter or chapter
    return pages


def _place(page: Page, slab: Slab) -> None:
    if page.used:
        page.used += slab.before
    elif slab.repeat is not None:
        page.placed.append((0.0, slab.repeat))
        page.used = slab.repeat.height
    page.placed.append((page.used, slab))
    page.used += slab.height
