"""A document as plain text: for golden files, for searching, and for reading without a viewer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .blocks import (
    Block,
    Bullets,
    Calculation,
    CalculationEntry,
    CalculationStep,
    CalculationTable,
    CalculationValues,
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


def to_text(document: Document) -> str:
    """The document's blocks in order, one line a paragraph, row or step."""
    lines = [line for block in document.blocks for line in _lines(block)]
    return "\n".join([*lines, "", document.footer, ""])


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Cover(title, subtitle, rows, notice):
            yield from (title, subtitle, *(f"{label}: {value}" for label, value in rows), notice)
        case Heading(text, level):
            yield from ("", f"{'#' * level} {text}", "")
        case Contents(title):
            yield f"[{title}]"
        case Paragraph(text, tone):
            yield text if tone == "normal" else f"({tone}) {text}"
        case Bullets(items):
            yield from (f"- {item}" for item in items)
        case KeyFigures(items):
            yield from (f"{label}: {value} ({remark})" for label, value, remark in items)
        case Table():
            yield from _table(block)
        case Figure(plot, caption):
            yield f"[{caption}] " + _row((plot.x_label, plot.y_label, *(s.label for s in plot.series)))
        case Calculation(header, steps, opening):
            if opening:
                yield _row(("", *header))
            for entry in steps:
                yield from _entry(entry)
        case Signatures(parties):
            yield from (
                f"{party}: " + ", ".join(f"{label} ____" for label in labels) for party, labels in parties
            )
        case PageBreak():
            yield ""


def _entry(entry: CalculationEntry) -> Iterator[str]:
    match entry:
        case CalculationStep():
            yield _step(entry)
        case CalculationValues(items, title, source):
            if title:
                yield " ".join(filter(None, (title, source)))
            yield from (_step(item) for item in items)
        case CalculationTable(rules, columns, rows, notes):
            yield from (_step(rule) for rule in rules)
            heads = (f"{column.symbol} {column.unit}".rstrip() for column in columns)
            yield _row(("", "", *heads))
            yield from (_row((row.number, row.label, *row.cells)) for row in rows)
            yield from (f"{symbols}: {read}" for symbols, read in notes)


def _step(step: CalculationStep) -> str:
    found = (step.number, step.label, step.formula, step.substitution, step.note, step.result, step.source)
    return _row(tuple(filter(None, found)))


def _table(block: Table) -> Iterator[str]:
    if block.caption:
        yield block.caption
    if not block.no_head:
        yield _row(block.header)
    yield from (_row(row) for row in block.rows)
    if block.note:
        yield block.note


def _row(cells: Sequence[str]) -> str:
    return " | ".join(cell.replace("\n", " ") for cell in cells)
