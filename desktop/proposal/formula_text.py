"""Formulas drawn with their sub- and superscripts, broken before their signs."""

from __future__ import annotations

from .layout_text import Press, baseline
from .marks import Mark, Text
from .style import SUB_DROP, SUB_SIZE, SUP_RISE
from .typesetting import Run, formula_runs

SIZE, LEADING = 7.8, 10.6


def formula_width(text: str, press: Press) -> float:
    """The width of a cleaned formula on one line."""
    return sum(_run_width(run, press) for run in formula_runs(text))


def put_formula(
    text: str, x: float, top: float, width: float, color: str, press: Press, marks: list[Mark]
) -> float:
    """Draw a cleaned formula, broken before its signs; gives the y below it."""
    start, indent = x, 0.0
    for piece in _breakable(text):
        runs = formula_runs(piece)
        long = sum(_run_width(run, press) for run in runs)
        visible = long - press.width(" ", SIZE) * (len(piece) - len(piece.rstrip()))
        if start > x + indent and start + visible - x > width:
            top, start, indent = top + LEADING, x + 10, 10.0
        if visible > width - indent:  # a single piece wider than the column: plain lines
            for line in press.lines(piece, width - indent, SIZE):
                marks.append(Text(start, baseline(top, LEADING, SIZE), line, SIZE, color=color))
                top, start = top + LEADING, x + 10
            top -= LEADING
            continue
        for run in runs:
            _draw_run(run, start, top, color, marks)
            start += _run_width(run, press)
    return top + LEADING


def _breakable(text: str) -> list[str]:
    """Pieces of a formula: before each spaced sign, after each comma."""
    pieces, word = [], ""
    for part in text.split(" "):
        if part in ("=", "×", "+", "−", "/") and word:
            pieces.append(word)
            word = ""
        word += part + " "
        if part.endswith((",", "，", "；", "。")):
            pieces.append(word)
            word = ""
    return [*pieces, word.rstrip()] if word.strip() else pieces


def _run_width(run: Run, press: Press) -> float:
    return press.width(run.text, SIZE * (SUB_SIZE if run.level else 1.0))


def _draw_run(run: Run, x: float, top: float, color: str, marks: list[Mark]) -> None:
    y, size = baseline(top, LEADING, SIZE), SIZE
    if run.level < 0:
        y, size = y + SUB_DROP * SIZE, SIZE * SUB_SIZE
    elif run.level > 0:
        y, size = y - SUP_RISE * SIZE, SIZE * SUB_SIZE
    marks.append(Text(x, y, run.text, size, color=color))
