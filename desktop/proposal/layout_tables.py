"""Tables and charts as slabs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .blocks import Align, Figure, Table
from .chart_layout import SIZE as CHART_SIZE
from .chart_layout import Plot, chart_marks
from .layout_text import Press, baseline
from .marks import Area, Mark, Text, rectangle, rule
from .paging import Slab
from .style import NOTE, NOTE_LEADING, TEXT_HEIGHT, TEXT_WIDTH
from .typesetting import atoms

SIZE, LEADING = 8.0, 11.6
PAD = 4.5
_TALL = 24  # lines from which a row may be split
_WHOLE = 0.42  # share of a page up to which a table goes to the next page rather than be split
_TONES = {"normal": "ink", "muted": "muted", "good": "good", "warning": "warning", "bad": "bad"}


def column_places(shares: Sequence[float]) -> list[tuple[float, float]]:
    """Left edge and width of each column."""
    scale, x, places = TEXT_WIDTH / sum(shares), 0.0, []
    for share in shares:
        places.append((x, share * scale))
        x += share * scale
    return places


def _fitted(block: Table, press: Press) -> list[tuple[float, float]]:
    """The columns by their shares, but none so narrow that it tears a word, where the others have room."""
    wanted = [width for _, width in column_places(block.widths)]
    least = [_longest(index, block, press) for index in range(len(wanted))]
    lacking = sum(max(0.0, need - width) for need, width in zip(least, wanted, strict=True))
    spare = [max(0.0, width - need) for need, width in zip(least, wanted, strict=True)]
    if not lacking or sum(spare) < lacking:
        return column_places(wanted)
    taken = lacking / sum(spare)
    return column_places(
        [max(need, width - taken * free) for need, width, free in zip(least, wanted, spare, strict=True)]
    )


def _longest(index: int, block: Table, press: Press) -> float:
    """The widest piece of a column that cannot be broken."""
    cells = {row[index] for n, row in enumerate(block.rows) if n not in block.group_rows}
    pieces = {(piece, False) for cell in cells for piece in atoms(press.clean(cell).replace("\n", " "))}
    if not block.no_head:
        pieces |= {(piece, True) for piece in atoms(press.clean(block.header[index]).replace("\n", " "))}
    bold = bool(block.total_rows)
    widest = max((press.width(piece.rstrip(), SIZE, bold or head) for piece, head in pieces), default=0.0)
    return widest + 2 * PAD + 0.1


def _start(align: Align, x: float, width: float, text_width: float) -> float:
    if align == "right":
        return x + width - PAD - text_width
    return x + (width - text_width) / 2 if align == "center" else x + PAD


def caption_slabs(text: str, press: Press, keep_next: bool = True) -> list[Slab]:
    """The caption over a table or chart, in bold; it stays with what it names."""
    lines = press.lines(text, TEXT_WIDTH, 8.8, True) if text else []
    return [
        Slab(13.0, (Text(0, baseline(0, 13.0, 8.8), line, 8.8, bold=True),),
             before=13.0 if not index else 0.0, keep_next=keep_next)
        for index, line in enumerate(lines)
    ]  # fmt: skip


def table(block: Table, press: Press) -> list[Slab]:
    """A table: head repeated, rows whole, the first two and the last two rows together, totals with them."""
    columns = _fitted(block, press)
    slabs = caption_slabs(block.caption, press)
    gap = 4.0 if block.caption else 9.0
    head = None
    if not block.no_head:
        head = table_head(block.header, block.align, columns, press)
        slabs.append(Slab(head.height, head.marks, before=gap, keep_next=True))
    body = _body(block, columns, press, head)
    if head is None and body:
        body[0] = replace(body[0], before=gap)
    if sum(slab.height for slab in body) <= _WHOLE * TEXT_HEIGHT:
        body = [*(replace(slab, keep_next=True) for slab in body[:-1]), *body[-1:]]
    note = _note(block.note, press)
    if note and body:
        body[-1] = replace(body[-1], keep_next=True)
    return slabs + body + note


def _body(
    block: Table, columns: Sequence[tuple[float, float]], press: Press, head: Slab | None
) -> list[Slab]:
    """The rows; the first two stay together, and the last two with the totals."""
    slabs: list[Slab] = []
    tones, count = dict(block.tones), len(block.rows)
    for index, row in enumerate(block.rows):
        if index in block.group_rows:
            slabs.append(_group_row(row, press, head))
            continue
        total = index >= count - block.total_rows
        keep = index == 0 or index >= count - max(2, block.total_rows + 1)
        strips = _row(row, block.align, columns, press, tones.get(index, "normal"), total)
        for place, (height, marks) in enumerate(strips):
            last = place == len(strips) - 1
            slabs.append(Slab(height, marks, repeat=head, keep_next=last and keep and index < count - 1))
    return slabs


def _group_row(row: Sequence[str], press: Press, head: Slab | None) -> Slab:
    """A name over the rows below it, across all columns."""
    name = press.short(next((cell for cell in row if cell), ""), TEXT_WIDTH - 2 * PAD, SIZE, True)
    height = LEADING + 6
    marks = (
        Area(rectangle(0, 0, TEXT_WIDTH, height), "tint"),
        Text(PAD, baseline(3, LEADING, SIZE), name, SIZE, bold=True, color="accent"),
        rule(0, height, TEXT_WIDTH, "hair"),
    )
    return Slab(height, marks, repeat=head, keep_next=True)


def _note(text: str, press: Press) -> list[Slab]:
    lines = press.lines(text, TEXT_WIDTH - PAD, NOTE) if text else []
    return [
        Slab(NOTE_LEADING, (Text(PAD, baseline(0, NOTE_LEADING, NOTE), line, NOTE, color="muted"),),
             before=3.0 if not index else 0.0, keep_next=index < len(lines) - 1)
        for index, line in enumerate(lines)
    ]  # fmt: skip


def table_head(
    header: Sequence[str], align: Sequence[Align], columns: Sequence[tuple[float, float]], press: Press
) -> Slab:
    """The head of a table, units below the names."""
    cells = []
    for text, (_, width) in zip(header, columns, strict=True):
        name, _, unit = text.partition("\n")
        lines = [(line, True) for line in _balanced(name, width - 2 * PAD, press)]
        lines += [(line, False) for line in press.lines(unit, width - 2 * PAD, SIZE)] if unit else []
        cells.append(lines)
    rows = max(len(lines) for lines in cells)
    height = rows * LEADING + 7
    marks: list[Mark] = [
        Area(rectangle(0, 0, TEXT_WIDTH, height), "band"),
        rule(0, 0, TEXT_WIDTH, "deep", 1.1),
        rule(0, height, TEXT_WIDTH, "deep", 0.6),
    ]
    for lines, side, (x, width) in zip(cells, align, columns, strict=True):
        top = 3.5 + (rows - len(lines)) * LEADING
        for line, bold in lines:
            at = _start(side, x, width, press.width(line, SIZE, bold))
            marks.append(
                Text(
                    at, baseline(top, LEADING, SIZE), line, SIZE, bold=bold, color="deep" if bold else "muted"
                )
            )
            top += LEADING
    return Slab(height, tuple(marks))


def _balanced(text: str, width: float, press: Press) -> list[str]:
    """Lines of a head that are about equally long, so that no single character is left over."""
    lines = press.lines(text, width, SIZE, True)
    if len(lines) < 2:
        return lines
    narrower = sum(press.width(line, SIZE, True) for line in lines) / len(lines) + SIZE
    even = press.lines(text, min(width, narrower), SIZE, True)
    return even if len(even) == len(lines) else lines


def _row(
    row: Sequence[str], align: Sequence[Align], columns: Sequence[tuple[float, float]], press: Press,
    tone: str, total: bool,
) -> list[tuple[float, tuple[Mark, ...]]]:  # fmt: skip
    """The strips of a row: one, or several where its text is very long."""
    cells = [
        press.lines(text, width - 2 * PAD, SIZE, total) for text, (_, width) in zip(row, columns, strict=True)
    ]
    rows = max(len(lines) for lines in cells)
    strips = []
    for start in range(0, rows, _TALL):
        part = [lines[start : start + _TALL] for lines in cells]
        last = start + _TALL >= rows
        height = (
            max(len(lines) for lines in part) * LEADING + (3.5 if start == 0 else 0) + (3.5 if last else 0)
        )
        marks: list[Mark] = []
        if tone in ("good", "warning", "bad"):
            marks.append(Area(rectangle(0, 0, TEXT_WIDTH, height), f"{tone}_tint"))
        elif total:
            marks.append(Area(rectangle(0, 0, TEXT_WIDTH, height), "tint"))
        for lines, side, (x, width) in zip(part, align, columns, strict=True):
            y = baseline(3.5 if start == 0 else 0.0, LEADING, SIZE)
            for line in lines:
                if line:
                    at = _start(side, x, width, press.width(line, SIZE, total))
                    marks.append(Text(at, y, line, SIZE, bold=total, color=_TONES[tone]))
                y += LEADING
        if last:
            marks.append(rule(0, height, TEXT_WIDTH, "rule" if total else "hair", 0.5))
        strips.append((height, tuple(marks)))
    return strips


def figure(block: Figure, press: Press) -> list[Slab]:
    """A chart under the caption that states its result."""
    marks = chart_marks(_printable(block.plot, block.height, press), TEXT_WIDTH, block.height, press.advances)
    return [*caption_slabs(block.caption, press), Slab(block.height + 4, marks, before=7.0)]


def _printable(plot: Plot, height: float, press: Press) -> Plot:
    """The chart with words that can be printed and have room."""

    def short(text: str, width: float) -> str:
        return press.short(text, width, CHART_SIZE)

    count = max(1, len(plot.x_labels))
    return replace(
        plot,
        x_label=short(plot.x_label, 0.8 * TEXT_WIDTH),
        y_label=short(plot.y_label, 0.8 * height),
        series=tuple(replace(one, label=short(one.label, 0.45 * TEXT_WIDTH)) for one in plot.series),
        marks=tuple(replace(one, label=short(one.label, 0.4 * TEXT_WIDTH)) for one in plot.marks),
        x_labels=tuple(
            short(label, 1.6 * TEXT_WIDTH / count if count > 2 else 200) for label in plot.x_labels
        ),
    )
