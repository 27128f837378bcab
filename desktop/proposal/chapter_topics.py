"""The topics of a design, a section each: figures, tables, charts, checks and notes in the order given."""

from __future__ import annotations

from ..design.records import FigureTable, Topic
from ..engine.figures import Value
from .blocks import Align, Block, Bullets, Figure, Heading, Paragraph, Table
from .case import Case, is_number, tone_of, two_columns
from .chart_layout import plot_of

_LABEL_WIDTH = 0.26
_WIDEST_COLUMNS = 7
_WORDS_WEIGHT = 2.0  # a column of words by one of figures


def topics(case: Case) -> tuple[Block, ...]:
    """Nothing where the design has no topics."""
    if not case.design.topics:
        return ()
    voice = case.voice
    blocks: list[Block] = [Heading(voice("proposal.chapter.topics"), room=0.5)]
    for topic in case.design.topics:
        blocks += _topic(case, topic)
    return tuple(blocks)


def _topic(case: Case, topic: Topic) -> list[Block]:
    voice = case.voice
    blocks: list[Block] = [Heading(voice(f"topic.{topic.id}"), 2)]
    intro = voice.texts.get(f"topic.{topic.id}.intro", "")
    if intro:
        blocks.append(Paragraph(intro))
    pairs = case.figure_rows(topic.figures, topic.figures)
    if pairs:
        blocks.append(two_columns(pairs))
    blocks += [part for table in topic.tables for part in _tables(case, table)]
    for chart in topic.charts.values():
        if chart.series:
            blocks.append(Figure(plot_of(chart, voice.texts), voice.message(chart.title)))
    for check in topic.checks:
        blocks.append(Paragraph(voice.message(check.message), tone_of(check.severity)))
    if topic.notes:
        blocks.append(Bullets(tuple(voice.message(note) for note in topic.notes), "muted"))
    return blocks


def _tables(case: Case, table: FigureTable) -> list[Table]:
    """The table; one with many columns as several, each with the rows' names."""
    count = len(table.columns)
    parts = -(-count // _WIDEST_COLUMNS)
    size = -(-count // parts)
    ranges = [range(first, min(first + size, count)) for first in range(0, count, size)]
    return [_table(case, table, columns) for columns in ranges]


def _table(case: Case, table: FigureTable, columns: range) -> Table:
    voice = case.voice
    names = [table.columns[index] for index in columns]
    sides = [_side([row.cells[index] for row in table.rows]) for index in columns]
    caption = voice(f"topic_table.{table.id}")
    if columns.start:
        caption = voice("topic_table.continued", caption=caption)
    return Table(
        header=(voice(f"topic_table.{table.id}.rows"), *(voice.head(name) for name in names)),
        rows=tuple(
            (
                row.label if isinstance(row.label, str) else voice.message(row.label),
                *(voice.number(table.columns[index], row.cells[index]) for index in columns),
            )
            for row in table.rows
        ),
        align=("left", *sides),
        widths=_widths(sides),
        caption=caption,
        total_rows=table.total_rows,
        tones=tuple(
            (index, row.tone) for index, row in enumerate(table.rows) if row.tone != "normal"
        ),
    )  # fmt: skip


def _widths(sides: list[Align]) -> tuple[float, ...]:
    """Shares of the width: the rows' names first; a column of words has twice the room of one of figures."""
    label = max(_LABEL_WIDTH, 1.0 - 0.17 * len(sides))
    weights = [_WORDS_WEIGHT if side == "left" else 1.0 for side in sides]
    return (label, *((1.0 - label) * weight / sum(weights) for weight in weights))


def _side(values: list[Value | None]) -> Align:
    """Figures stand at the right, words at the left."""
    return "right" if any(is_number(value) for value in values) else "left"
