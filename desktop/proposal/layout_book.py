"""The steps of the calculation book as slabs: number, item and source, formula and numbers, result."""

from __future__ import annotations

from .blocks import Calculation, CalculationStep
from .layout_tables import PAD, column_places, table_head
from .layout_text import Press, baseline
from .marks import Line, Mark, Text
from .paging import Slab
from .style import NOTE, SMALL, SUB_DROP, SUB_SIZE, SUP_RISE, TEXT_WIDTH
from .typesetting import Run, formula_runs

_BOOK = column_places((0.055, 0.285, 0.50, 0.16))
_FORMULA, _SOURCE, _NOTE = 8.2, 6.8, 7.4


def calculation(block: Calculation, press: Press) -> list[Slab]:
    """Steps as compact rows: number, item with its source, formula with its numbers, result."""
    head = table_head(("", *block.header), ("left", "left", "left", "right"), _BOOK, press)
    slabs = [Slab(head.height, head.marks, before=8.0, keep_next=True)]
    for index, step in enumerate(block.steps):
        height, marks = _step(step, press)
        first_or_next_to_last = index == 0 or index == len(block.steps) - 2
        slabs.append(
            Slab(height, marks, repeat=head, keep_next=first_or_next_to_last and index < len(block.steps) - 1)
        )
    return slabs


def _step(step: CalculationStep, press: Press) -> tuple[float, tuple[Mark, ...]]:
    (x_no, _), (x_label, w_label), (x_formula, w_formula), (x_result, w_result) = _BOOK
    marks: list[Mark] = [
        Text(x_no + PAD, baseline(3, 11.0, NOTE), press.clean(step.number), NOTE, color="faint")
    ]
    left = 3.0
    for line in press.lines(step.label, w_label - 2 * PAD, SMALL):
        marks.append(Text(x_label + PAD, baseline(left, 11.0, SMALL), line, SMALL))
        left += 11.0
    for line in press.lines(step.source, w_label - 2 * PAD, _SOURCE) if step.source else ():
        marks.append(Text(x_label + PAD, baseline(left, 9.0, _SOURCE), line, _SOURCE, color="muted"))
        left += 9.0
    middle = _working(step, x_formula + PAD, w_formula - 2 * PAD, press, marks)
    right = 3.0
    for line in press.lines(step.result, w_result - 2 * PAD, SMALL, True):
        at = x_result + w_result - PAD - press.width(line, SMALL, True)
        marks.append(Text(at, baseline(right, 11.0, SMALL), line, SMALL, bold=True, color="deep"))
        right += 11.0
    height = max(left, middle, right) + 3.0
    marks.append(Line(((0, height), (TEXT_WIDTH, height)), "hair", 0.5))
    return height, tuple(marks)


def _working(step: CalculationStep, x: float, width: float, press: Press, marks: list[Mark]) -> float:
    """Formula, numbers and note below each other; a note alone stands on the line of its symbol."""
    top = 3.0
    for text, color in ((step.formula, "ink"), (step.substitution, "muted")):
        if text:
            top = _formula(text, x, top, width, color, press, marks)
    if not step.note:
        return top
    indent = 0.0
    if step.formula and not step.substitution:
        indent = max(
            34.0, sum(_run_width(run, press) for run in formula_runs(press.clean(step.formula))) + 10
        )
        top = 3.0
    for line in press.lines(step.note, width - indent, _NOTE):
        marks.append(Text(x + indent, baseline(top, 11.0, _NOTE), line, _NOTE, color="muted"))
        top += 11.0
    return top


def _formula(
    text: str, x: float, top: float, width: float, color: str, press: Press, marks: list[Mark]
) -> float:
    """Draw a formula, broken before its signs; gives the y below it."""
    start, indent = x, 0.0
    for piece in _breakable(press.clean(text)):
        runs = formula_runs(piece)
        long = sum(_run_width(run, press) for run in runs)
        if start > x + indent and start + long - x > width + 2:
            top, start, indent = top + 11.5, x + 10, 10.0
        if long > width:  # a single piece wider than the column: plain lines
            for line in press.lines(piece, width - indent, _FORMULA):
                marks.append(Text(start, baseline(top, 11.5, _FORMULA), line, _FORMULA, color=color))
                top, start = top + 11.5, x + 10
            top -= 11.5
            continue
        for run in runs:
            _draw_run(run, start, top, color, marks)
            start += _run_width(run, press)
    return top + 11.5


def _breakable(text: str) -> list[str]:
    """Pieces of a formula: before each spaced sign, after each comma."""
    pieces, word = [], ""
    for part in text.split(" "):
        if part in ("=", "×", "+", "−", "/") and word:
            pieces.append(word)
            word = ""
        word += part + " "
        if part.endswith(","):
            pieces.append(word)
            word = ""
    return [*pieces, word.rstrip()] if word.strip() else pieces


def _run_width(run: Run, press: Press) -> float:
    return press.width(run.text, _FORMULA * (SUB_SIZE if run.level else 1.0))


def _draw_run(run: Run, x: float, top: float, color: str, marks: list[Mark]) -> None:
    y, size = baseline(top, 11.5, _FORMULA), _FORMULA
    if run.level < 0:
        y, size = y + SUB_DROP * _FORMULA, _FORMULA * SUB_SIZE
    elif run.level > 0:
        y, size = y - SUP_RISE * _FORMULA, _FORMULA * SUB_SIZE
    marks.append(Text(x, y, run.text, size, color=color))
