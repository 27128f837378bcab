"""The calculation book as slabs: single steps on one line or two, values in two columns, tables of rules."""

from __future__ import annotations

from dataclasses import replace

from .blocks import Calculation, CalculationEntry, CalculationStep, CalculationTable, CalculationValues
from .formula_text import LEADING, SIZE, formula_width, put_formula
from .layout_tables import column_places
from .layout_text import Press, baseline
from .marks import Area, Mark, Text, rectangle, rule
from .paging import Slab
from .style import TEXT_WIDTH

NUMBER, LABEL, WORKING, RESULT, SOURCE = column_places((0.066, 0.226, 0.462, 0.160, 0.086))
PAD, EDGE = 3.0, 1.6
MARK = 7.5  # size of numbers and marks of sources
_WHOLE = 260.0  # points up to which a table of rules is kept on one page
_LEAST = 5.0  # points between the columns of a table
_GAP = 14.0  # between the two columns of values


def calculation(block: Calculation, press: Press) -> list[Slab]:
    """Entries one below the other; the head stands over single steps on top of a page and at the start."""
    head = _head(block, press)
    single = [isinstance(entry, CalculationStep) for entry in block.steps]
    slabs = [replace(head, before=6.0, keep_next=True)] if block.opening and any(single[:1]) else []
    for entry, alone in zip(block.steps, single, strict=True):
        slabs += [replace(slab, repeat=head) if alone else slab for slab in _entry(entry, press)]
    if len(slabs) > 2 and block.steps and isinstance(block.steps[-1], CalculationStep):
        slabs[-2] = replace(slabs[-2], keep_next=True)
    return slabs


def _entry(entry: CalculationEntry, press: Press) -> list[Slab]:
    match entry:
        case CalculationStep():
            return [_step(entry, press)]
        case CalculationValues():
            return _values(entry, press)
        case CalculationTable():
            return _table(entry, press)


def _head(block: Calculation, press: Press) -> Slab:
    """Item, formula, result; above the columns of single steps."""
    item, formula, result = (press.short(text, TEXT_WIDTH / 3, MARK, True) for text in block.header)
    y, height = baseline(1.5, LEADING, MARK), LEADING + 3.0
    right = RESULT[0] + RESULT[1] - press.width(result, MARK, True)
    marks = (
        Area(rectangle(0, 0, TEXT_WIDTH, height), "band"),
        rule(0, 0, TEXT_WIDTH, "deep", 0.9),
        rule(0, height, TEXT_WIDTH, "deep", 0.5),
        Text(LABEL[0], y, item, MARK, bold=True, color="deep"),
        Text(WORKING[0], y, formula, MARK, bold=True, color="deep"),
        Text(right, y, result, MARK, bold=True, color="deep"),
    )
    return Slab(height, marks)


def _step(step: CalculationStep, press: Press, ruled: bool = True) -> Slab:
    """Number, item, formula with its numbers, result and mark; a rule of a table has no result."""
    marks: list[Mark] = [
        Text(PAD, baseline(EDGE, LEADING, MARK), press.clean(step.number), MARK, color="muted")
    ]
    left = EDGE
    for line in press.lines(step.label, LABEL[1] - 2 * PAD, SIZE):
        marks.append(Text(LABEL[0], baseline(left, LEADING, SIZE), line, SIZE))
        left += LEADING
    width = WORKING[1] + (0.0 if step.result else RESULT[1]) - PAD
    middle = _working(step, width, press, marks)
    right = EDGE
    for line in press.lines(step.result, RESULT[1], SIZE, True) if step.result else ():
        at = RESULT[0] + RESULT[1] - press.width(line, SIZE, True)
        marks.append(Text(at, baseline(right, LEADING, SIZE), line, SIZE, bold=True, color="deep"))
        right += LEADING
    last = EDGE
    for line in press.lines(step.source, SOURCE[1] - PAD, MARK) if step.source else ():
        at = TEXT_WIDTH - press.width(line, MARK)
        marks.append(Text(at, baseline(last, LEADING, MARK), line, MARK, color="muted"))
        last += LEADING
    height = max(left, middle, right, last) + EDGE
    if ruled:
        marks.append(rule(0, height, TEXT_WIDTH, "hair", 0.5))
    return Slab(height, tuple(marks))


def _working(step: CalculationStep, width: float, press: Press, marks: list[Mark]) -> float:
    """Formula and numbers: on one line where they fit, else below each other."""
    if step.note:
        return _noted(step, width, press, marks)
    x, top = WORKING[0], EDGE
    parts = [(press.clean(step.formula), "ink"), (press.clean(step.substitution), "muted")]
    parts = [part for part in parts if part[0]]
    if len(parts) == 2 and sum(formula_width(text, press) for text, _ in parts) + 8 <= width:
        put_formula(parts[0][0], x, top, width, "ink", press, marks)
        shifted = x + formula_width(parts[0][0], press) + (4 if step.substitution.startswith("=") else 8)
        top = put_formula(parts[1][0], shifted, top, width, "muted", press, marks)
    else:
        for text, color in parts:
            top = put_formula(text, x, top, width, color, press, marks)
    return top


def _noted(step: CalculationStep, width: float, press: Press, marks: list[Mark]) -> float:
    """A symbol with how its number came about beside it; what went into it below."""
    x, top, symbol = WORKING[0], EDGE, press.clean(step.formula)
    indent = 0.0
    if symbol:
        put_formula(symbol, x, top, width, "ink", press, marks)
        indent = min(max(34.0, formula_width(symbol, press) + 8), width / 2)
    for line in press.lines(step.note, width - indent, MARK):
        marks.append(Text(x + indent, baseline(top, LEADING, MARK), line, MARK, color="muted"))
        top += LEADING
    numbers = press.clean(step.substitution)
    return put_formula(numbers, x, top, width, "muted", press, marks) if numbers else top


def _values(block: CalculationValues, press: Press) -> list[Slab]:
    """Values two a row, under what they have in common."""
    slabs = [_title(block, press)] if block.title else []
    width = (TEXT_WIDTH - _GAP) / 2
    shares = _shares(block, width - NUMBER[1], press)
    rows = [block.items[place : place + 2] for place in range(0, len(block.items), 2)]
    for place, pair in enumerate(rows):
        marks: list[Mark] = []
        edges = (0.0, width + _GAP)
        height = max(_value(item, x, shares, press, marks) for item, x in zip(pair, edges, strict=False))
        marks += [rule(x, height, width, "hair", 0.5) for x in edges]
        slabs.append(Slab(height, tuple(marks), keep_next=len(rows) > 2 and place in (0, len(rows) - 2)))
    return slabs


def _remark(item: CalculationStep) -> str:
    return " ".join(filter(None, (item.note, item.source)))


def _shares(block: CalculationValues, width: float, press: Press) -> tuple[float, float, float]:
    """The widths of names, values and remarks: values and remarks whole where names keep their half."""

    def widest(texts: list[str], size: float, bold: bool, most: float) -> float:
        found = max((press.width(press.clean(text), size, bold) for text in texts), default=0.0)
        return min(found + PAD, most) if found else 0.0

    remark = widest([_remark(item) for item in block.items], MARK, False, 0.30 * width)
    value = widest([item.result for item in block.items], SIZE, True, 0.36 * width)
    return width - value - remark - PAD, value, remark


def _title(block: CalculationValues, press: Press) -> Slab:
    marks: list[Mark] = []
    top = EDGE + 1
    source = press.short(block.source, SOURCE[1], MARK)
    for line in press.lines(block.title, TEXT_WIDTH - SOURCE[1] - NUMBER[1], MARK):
        marks.append(Text(LABEL[0], baseline(top, LEADING, MARK), line, MARK, color="muted"))
        top += LEADING
    marks.append(Text(TEXT_WIDTH - press.width(source, MARK), baseline(EDGE + 1, LEADING, MARK), source, MARK,
                      color="muted"))  # fmt: skip
    marks.append(rule(0, top, TEXT_WIDTH, "rule", 0.5))
    return Slab(top, tuple(marks), keep_next=True)


def _value(
    item: CalculationStep, x: float, shares: tuple[float, float, float], press: Press, marks: list[Mark]
) -> float:
    """Number, name and symbol, value, remark and mark; gives the height."""
    name, value, remark = shares
    number, at = press.clean(item.number), x + NUMBER[1]
    marks.append(Text(x + PAD, baseline(EDGE, LEADING, MARK), number, MARK, color="muted"))
    left = EDGE
    lines = press.lines(item.label, name - PAD, SIZE)
    for line in lines:
        marks.append(Text(at, baseline(left, LEADING, SIZE), line, SIZE))
        left += LEADING
    symbol = press.clean(item.formula)
    after = press.width(lines[-1], SIZE) + 5
    if symbol and after + formula_width(symbol, press) > name - PAD:
        after, left = 0.0, left + LEADING
    if symbol:
        put_formula(symbol, at + after, left - LEADING, name, "muted", press, marks)
    right = EDGE
    for line in press.lines(item.result, value, SIZE, True):
        end = at + name + value - press.width(line, SIZE, True)
        marks.append(Text(end, baseline(right, LEADING, SIZE), line, SIZE, bold=True, color="deep"))
        right += LEADING
    last = EDGE
    for line in press.lines(_remark(item), remark - PAD, MARK) if remark else ():
        end = at + sum(shares) + PAD - press.width(line, MARK)
        marks.append(Text(end, baseline(last, LEADING, MARK), line, MARK, color="muted"))
        last += LEADING
    return max(left, right, last) + EDGE


def _table(block: CalculationTable, press: Press) -> list[Slab]:
    """The rules, each once, then the head of symbols, the rows, and where their numbers were read."""
    slabs = [replace(_step(rule_, press, False), keep_next=True) for rule_ in block.rules]
    if slabs:
        slabs[0] = replace(slabs[0], before=3.0)
    for band in _bands(block, press):
        slabs += _band(band, press)
    notes = [slab for note in block.notes for slab in _note(*note, press)]
    if notes:
        slabs[-1] = replace(slabs[-1], keep_next=True)
        slabs += [*(replace(note, keep_next=True) for note in notes[:-1]), notes[-1]]
    if sum(slab.height for slab in slabs) < _WHOLE:
        slabs = [*(replace(slab, keep_next=True) for slab in slabs[:-1]), slabs[-1]]
    closing = slabs[-1]
    line = rule(0, closing.height + 2, TEXT_WIDTH, "hair", 0.5)
    return [*slabs[:-1], replace(closing, height=closing.height + 4, marks=(*closing.marks, line))]


def _bands(block: CalculationTable, press: Press) -> list[CalculationTable]:
    """The table, or where it is too wide for the page, its columns in several tables one below the other."""
    room = TEXT_WIDTH - LABEL[0] - _label_width(block, press)
    starts, used = [0], 0.0
    for index, width in enumerate(_wanted(block, press)):
        if used and used + width + _LEAST > room:
            starts.append(index)
            used = 0.0
        used += width + _LEAST
    ends = [*starts[1:], len(block.columns)]
    return [
        replace(
            block,
            columns=block.columns[start:end],
            rows=tuple(replace(row, cells=row.cells[start:end]) for row in block.rows),
        )
        for start, end in zip(starts, ends, strict=True)
    ]


def _band(block: CalculationTable, press: Press) -> list[Slab]:
    """The head of symbols and the rows; the first two and the last two rows stay together."""
    columns = _columns(block, press)
    head = _table_head(block, columns, press)
    body = [_table_row(block, index, columns, press) for index in range(len(block.rows))]
    kept = {0, len(body) - 2} & set(range(len(body) - 1))
    rows = [replace(slab, repeat=head, keep_next=index in kept) for index, slab in enumerate(body)]
    return [replace(head, keep_next=True, before=1.5), *rows]


def _note(symbols: str, text: str, press: Press) -> list[Slab]:
    """Where the numbers of some symbols were read: beside them, or below where they take much of the line."""
    named = press.clean(symbols)
    beside = LABEL[0] + formula_width(named, press) + 8
    lower = beside > 0.55 * TEXT_WIDTH
    x, height = (LABEL[0] + 10 if lower else beside), LEADING - 1
    marks: list[Mark] = []
    below = put_formula(named, LABEL[0], -0.5, TEXT_WIDTH - LABEL[0], "muted", press, marks)
    slabs = [Slab(below - 0.5, tuple(marks))] if lower else []
    for line in press.lines(text, TEXT_WIDTH - x, MARK):
        drawn = Text(x, baseline(0, height, MARK), line, MARK, color="muted")
        slabs.append(Slab(height, (drawn,) if slabs else (*marks, drawn)))
    return slabs


def _wanted(block: CalculationTable, press: Press) -> list[float]:
    """How wide the head and the numbers of each column are."""
    wanted = []
    for index, column in enumerate(block.columns):
        bold = column.role == "result"
        cells = [press.width(press.clean(row.cells[index]), SIZE, bold) for row in block.rows]
        head = (formula_width(press.clean(column.symbol), press), press.width(press.clean(column.unit), MARK))
        wanted.append(max(*cells, *head))
    return wanted


def _columns(block: CalculationTable, press: Press) -> list[tuple[float, float]]:
    """Left edge and width of the columns of numbers; the room that is left is shared."""
    wanted = _wanted(block, press)
    x, places = LABEL[0] + _label_width(block, press), []
    room = TEXT_WIDTH - x - sum(wanted)
    gap = max(_LEAST, min(room / max(1, len(wanted)), 22.0))
    for width in wanted:
        places.append((x, width + gap))
        x += width + gap
    return places


def _label_width(block: CalculationTable, press: Press) -> float:
    """As wide as the longest name of a row, but not beyond the column of names."""
    longest = max(
        (press.width(press.clean(row.label), SIZE) + _shift(row.number, press) for row in block.rows),
        default=0.0,
    )
    return min(longest + PAD, LABEL[1] - PAD)


def _shift(number: str, press: Press) -> float:
    """How far a long number pushes the name beside it."""
    return max(0.0, press.width(press.clean(number), MARK) + 2 * PAD - LABEL[0])


def _table_head(block: CalculationTable, columns: list[tuple[float, float]], press: Press) -> Slab:
    units = any(column.unit for column in block.columns)
    height = LEADING * (2 if units else 1) + 2.5
    marks: list[Mark] = [
        Area(rectangle(0, 0, TEXT_WIDTH, height), "tint"),
        rule(0, height, TEXT_WIDTH, "rule", 0.5),
    ]
    for column, (x, width) in zip(block.columns, columns, strict=True):
        symbol = press.clean(column.symbol)
        put_formula(symbol, x + width - formula_width(symbol, press), 1.0, width, "ink", press, marks)
        unit = press.clean(column.unit)
        marks.append(
            Text(
                x + width - press.width(unit, MARK),
                baseline(LEADING, LEADING, MARK),
                unit,
                MARK,
                color="muted",
            )
        )
    return Slab(height, tuple(marks))


def _table_row(block: CalculationTable, index: int, columns: list[tuple[float, float]], press: Press) -> Slab:
    row = block.rows[index]
    marks: list[Mark] = [
        Text(PAD, baseline(1.0, LEADING, MARK), press.clean(row.number), MARK, color="muted")
    ]
    top, shift = 1.0, _shift(row.number, press)
    for line in press.lines(row.label, _label_width(block, press) - shift, SIZE) if row.label else ():
        marks.append(Text(LABEL[0] + shift, baseline(top, LEADING, SIZE), line, SIZE))
        top += LEADING
    for cell, column, (x, width) in zip(row.cells, block.columns, columns, strict=True):
        bold = column.role == "result"
        text = press.clean(cell)
        color = {"result": "deep", "table": "ink", "input": "muted"}[column.role]
        at = x + width - press.width(text, SIZE, bold)
        marks.append(Text(at, baseline(1.0, LEADING, SIZE), text, SIZE, bold=bold, color=color))
    height = max(top, LEADING + 1.0) + 0.6
    marks.append(rule(0, height, TEXT_WIDTH, "hair", 0.4))
    return Slab(height, tuple(marks))
