"""The list a batch is read from: its template, and the way from a file's cells to entries and faults."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ..applications.application import Application
from ..applications.questions import (
    Answers,
    BadAnswer,
    MissingAnswer,
    Question,
    check_value,
    no_default,
    resolve,
)
from ..applications.rows import cell_parser, column_names, plain_head, share_meant, word_meant
from ..engine.figures import FrozenMap, Value
from ..engine.messages import Message, message
from ..tables.catalog import Catalog
from ..tables.climate import EXAMPLE_PLACE, UnknownPlace, station_of
from ..tables.texts import Language, Texts
from .records import BatchFault, Entry, ListFault, ProjectList
from .sheets import Cell, Column, NewSheet, Sheet, letter, read, written

NAME = "customer_name"
NOTHING: Mapping[str, Value] = FrozenMap()
TEMPLATE_ROWS = 3
ERROR_VALUES = ("#REF!", "#VALUE!", "#N/A", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!")


def listed_questions(application: Application) -> tuple[Question, ...]:
    """The questions a list may answer: all but lists of records and files, which no cell can hold."""
    return tuple(one for one in application.questions if one.kind != "rows")


def template(application: Application, language: Language, catalog: Catalog) -> bytes:
    """An Excel file to fill in: a column a common question, choices to pick from, a guide beside it."""
    texts = Texts(language, catalog.quantities)
    common = _common(application)
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


def csv_template(application: Application, language: Language, catalog: Catalog) -> bytes:
    """The same list as CSV text: the heads alone, with the mark by which spreadsheets know UTF-8."""
    texts = Texts(language, catalog.quantities)
    line = io.StringIO(newline="")
    csv.writer(line).writerow([_head(one, texts) for one in _common(application)])
    return line.getvalue().encode("utf-8-sig")


def template_for(path: Path, application: Application, language: Language, catalog: Catalog) -> bytes:
    """The empty list in the form that a file's name says: CSV, else Excel."""
    made = csv_template if path.suffix.lower() == ".csv" else template
    return made(application, language, catalog)


def _common(application: Application) -> list[Question]:
    """The questions of the columns of the template, who and where first."""
    common = [one for one in listed_questions(application) if not one.advanced and one.group != "quote"]
    return sorted(common, key=lambda one: (one.name != NAME, one.name != "city"))


def _head(question: Question, texts: Texts) -> str:
    if question.name in texts.quantities:
        unit = texts.unit(question.name)
        return f"{texts.label(question.name)} ({unit})" if unit else texts.label(question.name)
    return texts[f"question.{question.name}"]


def _words(question: Question, texts: Texts) -> tuple[str, ...]:
    if question.kind == "flag":
        return (texts["yes"], texts["no"])
    if question.kind == "choice":
        return tuple(texts.word(question.name, one) for one in question.choices)
    return ()


def _guide(question: Question, default: Value, texts: Texts) -> tuple[Cell, ...]:
    known = question.name in texts.quantities
    help_text = texts.help(question.name) if known else texts.get(f"question_help.{question.name}", "")
    if _is_share(question, texts):
        help_text = f"{texts['batch.guide_share']} {help_text}".strip()
    return (
        _head(question, texts), question.name, texts.unit(question.name) if known else "",
        _limit(question, question.low, texts), _limit(question, question.high, texts),
        _default_said(question, default, texts), " / ".join(_words(question, texts)), help_text,
    )  # fmt: skip


def _is_share(question: Question, texts: Texts) -> bool:
    return question.name in texts.quantities and texts.quantity(question.name).unit == "fraction"


def _limit(question: Question, limit: float | None, texts: Texts) -> Cell:
    """A limit as a cell; of a share with its per cent sign, as it may be typed."""
    return texts.typed(question.name, limit) if limit is not None and _is_share(question, texts) else limit


def _default_said(question: Question, default: Value, texts: Texts) -> Cell:
    if isinstance(default, bool):
        return texts["yes" if default else "no"]
    if isinstance(default, int | float):
        return _limit(question, default, texts)
    if isinstance(default, date):
        return default
    return texts.word(question.name, str(default)) if question.kind == "choice" else str(default)


@dataclass(frozen=True)
class _Reading:
    """What the rows of a list are read with: its questions, what is answered for all, places seen so far."""

    application: Application
    catalog: Catalog
    base: Mapping[str, Value]
    parse: Callable[[Question, str], Value]
    places: dict[str, Message | None] = field(default_factory=dict)

    def lacking(self, answers: Mapping[str, Value]) -> tuple[str, ...]:
        """Questions only the user can answer that matter here and are answered neither by row nor base."""
        given = {**self.base, **answers}
        open_ = {one.name: one for one in self.application.questions
                 if one.required and one.default is no_default and one.name not in given}  # fmt: skip
        if not open_:
            return ()
        resolved = resolve(self.application.questions, given, self.catalog)
        return tuple(name for name, one in open_.items() if self._matters(one, resolved))

    @staticmethod
    def _matters(question: Question, answers: Answers) -> bool:
        try:
            return question.relevant(answers)
        except MissingAnswer:
            return False


def read_list(
    path: Path, application: Application, catalog: Catalog, base: Mapping[str, Value] = NOTHING
) -> ProjectList:
    """The entries of a file and every fault in it; a row with a fault is left out, the others stay.

    ``base`` are answers that hold for every row that does not answer itself. A row is told everything that
    is wrong with it: cells that cannot be read and what only the user can know and nobody said.

    The first sheet that has a head is the list, and every further sheet whose head names a column of it.
    Raises BatchFault where the file is no list at all.
    """
    whole = Question("households", "rows", "project", columns=listed_questions(application))
    names = column_names(whole, catalog.quantities)
    questions = {one.name: one for one in whole.columns}
    reading = _Reading(application, catalog, base, cell_parser(catalog.quantities))
    columns: dict[tuple[str, str], str] = {}
    entries: list[Entry] = []
    faults: list[ListFault] = []
    seen = False
    for sheet in read(path):
        start = _head_row(sheet, names)
        if start is None:
            continue
        seen = True
        more, wrong, found = _of_sheet(sheet, start, names, questions, reading)
        entries += more
        columns |= {(sheet.name, one.name): letter(index) for index, one in found.items()}
        faults += wrong
    if not seen:
        raise BatchFault(message("fault.list_without_head", file=path.name))
    if not entries and not faults:
        raise BatchFault(message("fault.list_empty", file=path.name))
    return ProjectList(tuple(entries), tuple(faults), columns)


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
    reading: _Reading,
) -> tuple[list[Entry], list[ListFault], dict[int, Question]]:
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
    entries: list[Entry] = []
    for number, row in enumerate(sheet.rows[start + 1 :], start + 2):
        if all(cell is None or not str(cell).strip() for cell in row):
            continue
        found, wrong = _entry(sheet.name, number, row, columns, reading)
        faults += wrong
        if found is not None:
            entries.append(found)
    return entries, faults, columns


def _entry(
    sheet: str,
    number: int,
    row: tuple[Cell, ...],
    columns: Mapping[int, Question],
    reading: _Reading,
) -> tuple[Entry | None, list[ListFault]]:
    answers: dict[str, Value] = {}
    faults: list[ListFault] = []
    for index, question in columns.items():
        cell = row[index] if index < len(row) else None
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            continue
        try:
            answers[question.name] = _value(question, cell, reading)
            if question.kind == "place":
                _require_place(str(answers[question.name]), reading)
        except BadAnswer as wrong:
            faults += [ListFault(sheet, number, letter(index), str(cell)[:60], one) for one in wrong.messages]
    wrong_columns = {one.column for one in faults}
    for name in reading.lacking(answers):
        column = next((letter(index) for index, one in columns.items() if one.name == name), "")
        if not column or column not in wrong_columns:
            missing = message("fault.answer_missing", question=name)
            faults.append(ListFault(sheet, number, column, "", missing))
    if faults:
        return None, faults
    return Entry(sheet, number, str(answers.get(NAME, "")), FrozenMap(answers)), []


def _value(question: Question, cell: Cell, reading: _Reading) -> Value:
    """The answer in a cell. Raises BadAnswer."""
    if isinstance(cell, str):
        text = cell.strip()
        if text in ERROR_VALUES:
            raise BadAnswer(message("fault.cell_error", question=question.name, value=text))
        return reading.parse(question, text)
    if question.kind in ("text", "place"):
        plain = int(cell) if isinstance(cell, float) and cell == int(cell) else cell
        return check_value(question, str(plain))
    if question.kind == "flag" and cell in (0, 1):
        return bool(cell)
    if question.kind == "choice":
        return check_value(question, word_meant(question, str(cell)))
    quantity = reading.catalog.quantities.get(question.name)
    if isinstance(cell, float | int) and quantity is not None and quantity.unit == "fraction":
        return check_value(question, share_meant(question, float(cell)))
    return check_value(question, cell)


def _require_place(place: str, reading: _Reading) -> None:
    places = reading.places
    if place not in places:
        try:
            station_of(reading.catalog, place)
            places[place] = None
        except UnknownPlace:
            places[place] = message("fault.place_unknown", question="city", value=place)
    fault = places[place]
    if fault is not None:
        raise BadAnswer(fault)
