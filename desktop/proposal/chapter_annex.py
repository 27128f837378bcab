"""The annexes: the calculation book and the numbered list of sources."""

from __future__ import annotations

from .blocks import Block, Heading, Paragraph, Table
from .calculation_book import calculation_book
from .case import Case


def book(case: Case) -> tuple[Block, ...]:
    """Every step of the design and of the quote."""
    voice = case.voice
    return (
        Heading(voice("proposal.chapter.book"), 1, 1.0),
        Paragraph(voice("proposal.book.intro")),
        *calculation_book((*case.design.steps, *case.quote.steps), voice),
    )


def sources(case: Case) -> tuple[Block, ...]:
    """What the references in brackets stand for. Must be written last, when all are numbered."""
    voice = case.voice
    rows = []
    for source, number in voice.references.numbers.items():
        row = voice.catalog.sources.get(source)
        standing = voice.word("standing", row.standing) if row else "–"
        rows.append((f"[{number}]", voice.source(source), row.edition if row else "", standing))
    return (
        Heading(voice("proposal.chapter.sources")),
        Paragraph(voice("proposal.sources.intro")),
        Table(
            header=(
                voice("proposal.number"), voice("proposal.basis.title"), voice("proposal.basis.edition"),
                voice("proposal.standing"),
            ),
            rows=tuple(rows),
            align=("left", "left", "left", "left"),
            widths=(0.07, 0.67, 0.14, 0.12),
        ),
    )  # fmt: skip
