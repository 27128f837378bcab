"""Lists of records as they are typed, pasted from a spreadsheet or kept in a CSV file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..engine.figures import Cell, FrozenMap, Rows
from ..engine.messages import Message, message
from ..tables.nomenclature import Quantity
from ..tables.places import resources_dir
from ..tables.texts import read_texts
from .questions import BadAnswer, Question, cell_fault, check_value, no_default, parse_text

Grid = Sequence[Sequence[str]]
Parse = Callable[[Question, str], Cell]
IN_BRACKETS = re.compile(r"[(（\[].*?[)）\]]")


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong with a cell; ``row`` counts from 0, ``column`` is its name, "" for the whole row."""

    row: int
    column: str
    message: Message


def parse_cell(column: Question, text: str) -> Cell:
    """The value of a cell's text; a choice may be given by its word in either language. Raises BadAnswer."""
    value = parse_text(column, word_meant(column, text) if column.kind == "choice" else text)
    assert not isinstance(value, tuple), "a row holds no rows"
    return value


def cell_parser(quantities: Mapping[str, Quantity]) -> Parse:
    """How cells of a list are read whose heads show shares as %: ``70`` and ``70%`` are both 0.7."""

    def parse(column: Question, text: str) -> Cell:
        quantity = quantities.get(column.name)
        if column.kind == "number" and quantity is not None and quantity.unit == "fraction":
            value = parse_cell(replace(column, low=None, high=None), text)
            if isinstance(value, float) and not text.strip().endswith(("%", "％")):
                value = share_meant(column, value)
            checked = check_value(column, value)
            assert not isinstance(checked, tuple), "a share is a number"
            return checked
        return parse_cell(column, text)

    return parse


def share_meant(column: Question, value: float) -> float:
    """The share a plain number stands for in a column of %: above 1 it is per cent, else the share itself.

    Where a column goes beyond 1 its own highest value takes the place of 1, so that 1.05 stays 105 %.
    """
    return round(value / 100, 12) if abs(value) > max(1.0, column.high or 1.0) else value


def word_meant(column: Question, text: str) -> str:
    """The identifier of a choice that a text names, by itself or by its word in either language."""
    typed = text.strip()
    texts = read_texts(resources_dir() / "texts")
    for choice in column.choices:
        for key in (f"choice.{column.name}.{choice}", f"choice.{choice}"):
            if key in texts and typed.lower() in (texts[key].zh.lower(), texts[key].en.lower()):
                return choice
    return typed.lower() if typed.lower() in column.choices else typed


def read_rows(
    question: Question, records: Sequence[Mapping[str, str]], parse: Parse = parse_cell
) -> tuple[Rows, tuple[CellFault, ...]]:
    """The records of texts by column name, and every cell that cannot be read. Blank cells are left out."""
    rows: list[FrozenMap[Cell]] = []
    faults: list[CellFault] = []
    for number, record in enumerate(records):
        found: dict[str, Cell] = {}
        for column in question.columns:
            text = record.get(column.name, "").strip()
            try:
                if text:
                    found[column.name] = parse(column, text)
                elif column.required and column.default is no_default:
                    raise BadAnswer(message("fault.answer_missing", question=column.name))
            except BadAnswer as fault:
                told = cell_fault(question, number + 1, fault.message)
                faults.append(CellFault(number, column.name, told))
        rows.append(FrozenMap(found))
    return tuple(rows), tuple(faults)


def records_of_grid(
    question: Question, grid: Grid, quantities: Mapping[str, Quantity]
) -> tuple[list[dict[str, str]], tuple[str, ...]]:
    """The records of a grid of texts, and the heads that name no column.

    The first line is a head where it names a column, by its identifier or by its label in either language,
    with or without a unit in brackets; else the columns stand in their own order. Blank lines are left out.
    """
    lines = [[cell.strip() for cell in line] for line in grid if any(cell.strip() for cell in line)]
    if not lines:
        return [], ()
    names = column_names(question, quantities)
    heads = [names.get(plain_head(head), "") for head in lines[0]]
    unknown: tuple[str, ...] = ()
    if any(heads):
        unknown = tuple(
            head for head, name in zip(lines.pop(0), heads, strict=True) if head and not name
        )
    else:
        heads = [column.name for column in question.columns]
    return [{name: cell for name, cell in zip(heads, line, strict=False) if name} for line in lines], unknown


def column_names(question: Question, quantities: Mapping[str, Quantity]) -> dict[str, str]:
    """What a head may say, and the column it means."""
    texts = read_texts(resources_dir() / "texts")
    found: dict[str, str] = {}
    for column in question.columns:
        said = [column.name]
        if column.name in quantities:
            said += [quantities[column.name].label_zh, quantities[column.name].label_en]
        elif f"question.{column.name}" in texts:
            said += [texts[f"question.{column.name}"].zh, texts[f"question.{column.name}"].en]
        found |= {plain_head(head): column.name for head in said}
    return found


def plain_head(head: str) -> str:
    """A head without unit in brackets, spaces and capitals, as heads are compared."""
    return "".join(IN_BRACKETS.sub("", head).lower().split())


def rows_of_csv(question: Question, text: str, quantities: Mapping[str, Quantity]) -> Rows:
    """The rows of a CSV text with comma, semicolon or tab.

    Raises BadAnswer with every fault, also for a text without rows and for a head that names no column: a
    list is emptied by an answer, never by a file that happens to hold nothing.
    """
    first = text.lstrip().partition("\n")[0]
    mark = max("\t;,", key=first.count)
    grid = list(csv.reader(io.StringIO(text), delimiter=mark))
    _refuse_no_rows(question, grid, quantities)
    records, unknown = records_of_grid(question, grid, quantities)
    rows, faults = read_rows(question, records, cell_parser(quantities))
    told = [message("fault.column_unknown", table=question.name, name=head[:40]) for head in unknown]
    told += [fault.message for fault in faults]
    if told:
        raise BadAnswer(*told)
    checked = check_value(question, rows)
    assert isinstance(checked, tuple)
    return checked


def _refuse_no_rows(question: Question, grid: Grid, quantities: Mapping[str, Quantity]) -> None:
    """Raises BadAnswer where nothing follows the head, or where the first line is a head of unknown names."""
    records, _ = records_of_grid(question, grid, quantities)
    if not records:
        raise BadAnswer(message("fault.rows_none", table=question.name, name=question.name))
    first = next([cell.strip() for cell in line] for line in grid if any(cell.strip() for cell in line))
    names = column_names(question, quantities)
    if any(plain_head(cell) in names for cell in first) or not _only_words(question, first):
        return
    heads = ", ".join(column.name for column in question.columns)
    raise BadAnswer(
        message("fault.head_unknown", table=question.name, name=", ".join(first)[:60], allowed=heads)
    )


def _only_words(question: Question, line: Sequence[str]) -> bool:
    """Whether a line can be no row: a word stands where a number is asked, and no cell holds a figure."""
    pairs = zip(question.columns, line, strict=False)
    asked = any(cell and column.kind in ("number", "integer") for column, cell in pairs)
    return asked and not any(character.isdigit() for cell in line for character in IN_BRACKETS.sub("", cell))
