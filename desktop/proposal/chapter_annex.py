"""The annexes: the calculation book and the numbered list of sources."""

from __future__ import annotations

from .blocks import Align, Block, Heading, Paragraph, Table
from .calculation_book import calculation_book
from .case import Case

RIGHT: Align = "right"


def book(case: Case) -> tuple[Block, ...]:
    """Every step of the design and of the quote."""
    voice = case.voice
    return (
        Heading(voice("proposal.chapter.book"), 1, 1.0),
        Paragraph(voice("proposal.book.intro")),
        *calculation_book((*case.design.steps, *case.quote.steps), voice, case.design.answers),
        *_months(case),
    )


def _months(case: Case) -> tuple[Block, ...]:
    """The figures that the chart of the months is drawn from."""
    voice, monthly = case.voice, case.design.monthly
    if not monthly:
        return ()
    names = tuple(monthly)
    return (
        Heading(voice("proposal.year.months_caption"), 2),
        Table(
            header=(voice("proposal.year.month"), *(_month_head(case, name) for name in names)),
            rows=tuple(
                (str(month + 1), *(voice.number(name, monthly[name][month]) for name in names))
                for month in range(12)
            ),
            align=("center", *(RIGHT for _ in names)),
            widths=(0.12, *(0.88 / len(names) for _ in names)),
        ),
    )


def _month_head(case: Case, name: str) -> str:
    """What a month's sum is called; labels of the nomenclature speak of the year."""
    label, unit = case.voice.word("month", name), case.voice.unit(name)
    return f"{label}\n{unit}" if label != name else case.voice.head(name)


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
