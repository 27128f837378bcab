"""The list a batch is read from: its template, and the way from a file's cells to entries and faults."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from ..applications.application import Application
from ..applications.questions import BadAnswer, Question, check_value, resolve
from ..applications.rows import column_names, parse_cell, plain_head, word_meant
from ..engine.figures import FrozenMap, Value
from ..engine.messages import Message, message
from ..tables.catalog import Catalog
from ..tables.climate import EXAMPLE_PLACE, UnknownPlace, station_of
from ..tables.texts import Language, Texts
from .records import BatchFault, Entry, ListFault, ProjectList
from .sheets import Cell, Column, NewSheet, Sheet, letter, read, written

NAME = "customer_name"
TEMPLATE_ROWS = 3
ERROR_VALUES = ("#REF!", "#VALUE!", "#N/A", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!")


def listed_questions(application: Application) -> tuple[Question, ...]:
    """The questions a list may answer: all but lists of records and files, which no cell can hold."""
    return tuple(one for one in application.questions if one.kind != "rows")


def template(application: Application, language: Language, catalog: Catalog) -> bytes:
    """An Excel file to fill in: a column a common question, choices to pick from, a guide beside it."""
    texts = Texts(language, catalog.quantities)
    common = [one for one in listed_questions(application) if not one.advanced and one.group != "quote"]
    common.sort(key=lambda one: (one.name != NAME, one.name != "city"))
    guide_columns = tuple(
        Column(texts[f"batch.guide_{name}"])
        for name in ("column", "name", "unit", "low", "high", "default", "choices", "help")
    )
    answers = resolve(application.questions, {"city": EXAMPLE_PLACE}, catalog)
    guide = [_guide(one, answers[one.name].value, texts) for one in listed_questions(application)]
    columns = tuple(Column(_head(one, texts), choices=_words(one, texts)) for one in common)
    return written(
        (
            NewSheet(texts["batch.sheet_list"], columns, ()),
            NewSheet(texts["batch.sheet_guide"], guide_columns, guide),
        )
    )


def _head(question: Question, texts: Texts) -> str:
    if question.name in texts.quantities:
        unit = texts.unit(question.name)
        return f"{texts.label(question.name)} ({unit})" if unit else texts.label(question.name)
    return texts[f"question.{question.name}"]


def _words(question: Question, texts: Texts) -> tuple[str, ...]:
    if question.kind == "flag":
        return (texts["yes"], texts["no"])
    if question.kind == "choice":
        return tuple(
            texts.get(f"choice.{question.name}.{one}", texts.get(f"choice.{one}", one))
            for one in question.choices
        )
    return ()


def _guide(question: Question, default: Value, texts: Texts) -> tuple[Cell, ...]:
    known = question.name in texts.quantities
    said: Cell = default if isinstance(default, int | float | date) and not isinstance(default, bool) else (
        texts["yes" if default else "no"] if isinstance(default, bool) else str(default)
    )  # fmt: skip
    return (
        _head(question, texts), question.name, texts.unit(question.name) if known else "",
        question.low, question.high, said, " / ".join(_words(question, texts)),
        texts.help(question.name) if known else texts.get(f"question_help.{question.name}", ""),
    )  # fmt: skip


def read_list(path: Path, application: Application, catalog: Catalog) -> ProjectList:
    """The entries of a file and every fault in it; a row with a fault is left out, the others stay.

    The first sheet that has a head is the list, and every further sheet whose head names a column of it.
    Raises BatchFault where the file is no list at all.
    """
    whole = Question("households", "rows", "project", columns=listed_questions(application))
    names = column_names(whole, catalog.quantities)
    questions = {one.name: one for one in whole.columns}
    entries: list[Entry] = []
    faults: list[ListFault] = []
    seen = False
    for sheet in read(path):
        start = _head_row(sheet, names)
        if start is None:
            continue
        seen = True
        more, wrong = _of_sheet(sheet, start, names, questions, catalog)
        entries += more
        faults += wrong
    if not seen:
        raise BatchFault(message("fault.list_without_head", file=path.name))
    if not entries and not faults:
        raise BatchFault(message("fault.list_empty", file=path.name))
    return ProjectList(tuple(entries), tuple(faults))


def _head_row(sheet: Sheet, names: Mapping[str, str]) -> int | None:
    """The first of ten rows that names at least two columns, the place among them."""
    for index, row in enumerate(sheet.rows[:10]):
        found = {names.get(plain_head(str(cell))) for cell in row if cell is not None}
        if "city" in found and len(found - {None}) >= 2:
            return index
    return None


def _of_sheet(
    sheet: Sheet,
    start: int,
    names: Mapping[str, str],
    questions: Mapping[str, Question],
    catalog: Catalog,
) -> tuple[list[Entry], list[ListFault]]:
    faults: list[ListFault] = []
    columns: dict[int, Question] = {}
    taken: set[str] = set()
    for index, cell in enumerate(sheet.rows[start]):
        text = "" if cell is None else str(cell).strip()
        name = names.get(plain_head(text)) if text else None
        if name is None or name in taken:
            if text:
                key = "fault.list_column_unknown" if name is None else "fault.list_column_twice"
                faults.append(
                    ListFault(sheet.name, start + 1, letter(index), text[:60], message(key), fatal=False)
                )
            continue
        taken.add(name)
        columns[index] = questions[name]
    places: dict[str, Message | None] = {}
    entries: list[Entry] = []
    for number, row in enumerate(sheet.rows[start + 1 :], start + 2):
        if all(cell is None or not str(cell).strip() for cell in row):
            continue
        found, wrong = _entry(sheet.name, number, row, columns, places, catalog)
        faults += wrong
        if found is not None:
            entries.append(found)
    return entries, faults


def _entry(
    sheet: str,
    number: int,
    row: tuple[Cell, ...],
    columns: Mapping[int, Question],
    places: dict[str, Message | None],
    catalog: Catalog,
) -> tuple[Entry | None, list[ListFault]]:
    answers: dict[str, Value] = {}
    faults: list[ListFault] = []
    for index, question in columns.items():
        cell = row[index] if index < len(row) else None
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            continue
        try:
            answers[question.name] = _value(question, cell)
            if question.kind == "place":
                _require_place(str(answers[question.name]), places, catalog)
        except BadAnswer as wrong:
            faults += [ListFault(sheet, number, letter(index), str(cell)[:60], one) for one in wrong.messages]
    if "city" not in answers and not any(one.column == _column(columns, "city") for one in faults):
        missing = message("fault.answer_missing", question="city")
        faults.append(ListFault(sheet, number, _column(columns, "city"), "", missing))
    if faults:
        return None, faults
    return Entry(sheet, number, str(answers.get(NAME, "")), FrozenMap(answers)), []


def _column(columns: Mapping[int, Question], name: str) -> str:
    return next((letter(index) for index, one in columns.items() if one.name == name), "")


def _value(question: Question, cell: Cell) -> Value:
    """The answer in a cell. Raises BadAnswer."""
    if isinstance(cell, str):
        text = cell.strip()
        if text in ERROR_VALUES:
            raise BadAnswer(message("fault.cell_error", question=question.name, value=text))
        return parse_cell(question, text)
    if question.kind in ("text", "place"):
        plain = int(cell) if isinstance(cell, float) and cell == int(cell) else cell
        return check_value(question, str(plain))
    if question.kind == "flag" and cell in (0, 1):
        return bool(cell)
    if question.kind == "choice":
        return check_value(question, word_meant(question, str(cell)))
    return check_value(question, cell)


def _require_place(place: str, places: dict[str, Message | None], catalog: Catalog) -> None:
    if place not in places:
        try:
            station_of(catalog, place)
            places[place] = None
        except UnknownPlace:
            places[place] = message("fault.place_unknown", question="city", value=place)
    fault = places[place]
    if fault is not None:
        raise BadAnswer(fault)
