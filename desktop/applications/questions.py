"""What a project is asked, and how an answer, a default and a missing answer are told apart.

A question is the schema of everything made from it: the form, the command line's ``--set``, the project
file's check and the table of assumptions on paper. Its name is a quantity where it is a number.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from ..engine.figures import Cell, FrozenMap, Rows, Value
from ..engine.messages import Message, message
from ..tables.catalog import Catalog
from ..tables.own_year import OwnYear

Kind = Literal["number", "integer", "choice", "flag", "text", "date", "place", "rows"]
Standing = Literal["user", "default", "missing"]


@dataclass(frozen=True, slots=True)
class Default:
    """A value that stands until the user says otherwise, the source it comes from and its usual range."""

    value: Value
    source: str = "engineering_practice"
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One resolved question: the value that counts and where it comes from.

    ``rows`` are those of a list of records, each with its own answers.
    """

    name: str
    value: Value
    standing: Standing
    source: str = ""
    low: float | None = None
    high: float | None = None
    rows: tuple[Answers, ...] = ()


class Answers:
    """Resolved answers by name; what is missing raises ``MissingAnswer`` when it is read.

    The answers of a row are asked first for its own columns, then for those of the whole project. ``weather``
    is the year of the user's own weather file, where the project has one.
    """

    def __init__(
        self,
        answers: Mapping[str, Answer],
        catalog: Catalog,
        beyond: Answers | None = None,
        weather: OwnYear | None = None,
    ) -> None:
        self._answers = answers
        self._beyond = beyond
        self.catalog = catalog
        self.weather: OwnYear | None = weather if beyond is None else beyond.weather

    def __contains__(self, name: str) -> bool:
        answer = self._answers.get(name)
        if answer is None:
            return self._beyond is not None and name in self._beyond
        return answer.standing != "missing"

    def __getitem__(self, name: str) -> Answer:
        if name not in self._answers and self._beyond is not None:
            return self._beyond[name]
        return self._answers[name]

    def beyond(self) -> Answers:
        """The answers of the whole project, seen from a row; the same answers where this is no row."""
        return self if self._beyond is None else self._beyond

    def all(self) -> tuple[Answer, ...]:
        """Every answer in the order asked."""
        return tuple(self._answers.values())

    def _value(self, name: str) -> Value:
        if name not in self:
            raise MissingAnswer(name)
        return self[name].value

    def number(self, name: str) -> float:
        """A number; raises MissingAnswer."""
        return float(self._value(name))  # type: ignore[arg-type]

    def text(self, name: str) -> str:
        """A text, choice or place; raises MissingAnswer."""
        return str(self._value(name))

    def flag(self, name: str) -> bool:
        """Yes or no; raises MissingAnswer."""
        return bool(self._value(name))

    def day(self, name: str) -> date:
        """A date; raises MissingAnswer."""
        value = self._value(name)
        assert isinstance(value, date)
        return value

    def rows(self, name: str) -> tuple[Answers, ...]:
        """The rows of a list of records, each with what it says and its defaults; raises MissingAnswer."""
        self._value(name)
        return self[name].rows


DefaultRule = Callable[[Answers], Default | None]


def no_default(_: Answers) -> Default | None:
    """The rule of what only the user can know."""
    return None


@dataclass(frozen=True, slots=True)
class Question:
    """One thing a project is asked.

    ``group`` is the page of the form; ``advanced`` questions are folded away; ``relevant`` hides a question
    that does not matter with the answers before it; ``default`` may use the answers before it and gives
    None where only the user can know. ``low`` and ``high`` are hard limits. A question of the kind ``rows``
    asks for a list of records: ``columns`` are the questions of one row, whose defaults may look at the row
    and at the project, and ``low`` and ``high`` the number of rows.
    """

    name: str
    kind: Kind
    group: str
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    default: DefaultRule = no_default
    required: bool = True
    advanced: bool = False
    relevant: Callable[[Answers], bool] = field(default=lambda _: True)
    columns: tuple[Question, ...] = ()


class MissingAnswer(Exception):
    """A question without default that has not been answered yet."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
        self.message = message("fault.answer_missing", question=name)


class BadAnswer(Exception):
    """A value that a question does not take; ``message`` names question, value and what is allowed.

    A list of records may hold several such values: ``messages`` are all of them.
    """

    def __init__(self, reason: Message, *more: Message) -> None:
        super().__init__(reason.key)
        self.message = reason
        self.messages = (reason, *more)


def constant(
    value: Value, *, low: float | None = None, high: float | None = None, source: str = "engineering_practice"
) -> DefaultRule:
    """A default that is the same for every project."""
    return lambda _: Default(value, source, low, high)


def relevant_where(
    rule: Callable[[Answers], bool], names: frozenset[str], questions: Sequence[Question]
) -> tuple[Question, ...]:
    """The questions, those of the names hidden where a rule does not hold."""

    def both(own: Callable[[Answers], bool]) -> Callable[[Answers], bool]:
        return lambda answers: rule(answers) and own(answers)

    return tuple(replace(one, relevant=both(one.relevant)) if one.name in names else one for one in questions)


def resolve(
    questions: Sequence[Question],
    given: Mapping[str, Value],
    catalog: Catalog,
    weather: OwnYear | None = None,
) -> Answers:
    """Answer every question: what the user said, else the default, else missing.

    A question that is not relevant keeps its default, so that nothing downstream has to ask twice.
    """
    found: dict[str, Answer] = {}
    answers = Answers(found, catalog, weather=weather)
    for question in questions:
        found[question.name] = _answer(question, given, answers)
    return answers


def _answer(question: Question, given: Mapping[str, Value], so_far: Answers) -> Answer:
    try:
        default = question.default(so_far)
    except (MissingAnswer, BadAnswer):
        default = None
    low, high = (default.low, default.high) if default else (None, None)
    source = default.source if default else ""
    if question.name not in given and default is None:
        return Answer(question.name, "", "missing")
    standing: Standing = "user" if question.name in given else "default"
    value = given.get(question.name, default.value if default else "")
    rows = tuple(_row(question, row, so_far) for row in value) if isinstance(value, tuple) else ()
    return Answer(question.name, value, standing, source, low, high, rows)


def _row(question: Question, row: Mapping[str, Cell], beyond: Answers) -> Answers:
    found: dict[str, Answer] = {}
    answers = Answers(found, beyond.catalog, beyond)
    for column in question.columns:
        found[column.name] = _answer(column, row, answers)
    return answers


def check_value(question: Question, value: object) -> Value:
    """The value in the type the question takes.

    Raises BadAnswer naming the question, the value and what is allowed.
    """
    match question.kind:
        case "number" | "integer":
            return _number(question, value)
        case "flag":
            if isinstance(value, bool):
                return value
            raise BadAnswer(message("fault.answer_not_flag", question=question.name, value=str(value)))
        case "date":
            return _date(question, value)
        case "choice":
            if value in question.choices:
                return str(value)
            raise BadAnswer(
                message(
                    "fault.answer_not_choice",
                    question=question.name,
                    value=str(value),
                    allowed=", ".join(question.choices),
                )
            )
        case "text" | "place":
            if isinstance(value, str) and len(value) <= 500:
                return value
            raise BadAnswer(message("fault.answer_not_text", question=question.name, value=str(value)[:60]))
        case "rows":
            return _rows(question, value)


def _rows(question: Question, value: object) -> Rows:
    """The records of a list. Raises BadAnswer with every fault, each naming its row and column."""
    if not isinstance(value, list | tuple) or not all(isinstance(row, Mapping) for row in value):
        raise BadAnswer(message("fault.answer_not_rows", question=question.name, value=str(value)[:60]))
    faults: list[Message] = []
    rows = tuple(_checked_row(question, number, row, faults) for number, row in enumerate(value, 1))
    low, high = question.low or 0, question.high or math.inf
    if not low <= len(rows) <= high:
        faults.append(
            message("fault.row_count", question=question.name, value=len(rows), low=low, high=high)
        )
    if faults:
        raise BadAnswer(*faults)
    return rows


def _checked_row(
    question: Question, number: int, row: Mapping[str, object], faults: list[Message]
) -> FrozenMap[Cell]:
    columns = {column.name: column for column in question.columns}
    found: dict[str, Cell] = {}
    for name in row:
        if name not in columns:
            faults.append(cell_fault(question, number, message("fault.answer_unknown", name=str(name)[:40])))
    for name, column in columns.items():
        if row.get(name) is None or row.get(name) == "":
            if column.required and column.default is no_default:
                faults.append(cell_fault(question, number, message("fault.answer_missing", question=name)))
            continue
        try:
            cell = check_value(column, row[name])
        except BadAnswer as fault:
            faults.append(cell_fault(question, number, fault.message))
        else:
            assert not isinstance(cell, tuple), "a row holds no rows"
            found[name] = cell
    return FrozenMap(found)


def cell_fault(question: Question, number: int, fault: Message) -> Message:
    """The fault of a cell, told with its table and row; ``number`` counts from 1."""
    kind = fault.key.partition("answer_")[2]
    return message(f"fault.cell_{kind}", **{**fault.values, "table": question.name, "row": number})


def _number(question: Question, value: object) -> float | int:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise BadAnswer(message("fault.answer_not_number", question=question.name, value=str(value)))
    if question.kind == "integer":
        if value != int(value):
            raise BadAnswer(message("fault.answer_not_whole", question=question.name, value=str(value)))
        value = int(value)
    else:
        value = float(value)
    low = -math.inf if question.low is None else question.low
    high = math.inf if question.high is None else question.high
    if not low <= value <= high:
        raise BadAnswer(
            message("fault.answer_out_of_range", question=question.name, value=value, low=low, high=high)
        )
    return value


def _date(question: Question, value: object) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise BadAnswer(message("fault.answer_not_date", question=question.name, value=str(value))) from None


def parse_text(question: Question, text: str) -> Value:
    """The value of a typed text, as on the command line or in a form field.

    Full-width digits and signs are taken as they are meant, and 万 as ten thousand; a thousands comma is
    refused, never guessed. Raises BadAnswer.
    """
    plain = text.strip()
    match question.kind:
        case "number" | "integer":
            return check_value(question, _typed_number(question, plain))
        case "flag":
            known = {
                "yes": True,
                "true": True,
                "1": True,
                "是": True,
                "no": False,
                "false": False,
                "0": False,
                "否": False,
            }
            return check_value(question, known.get(plain.lower(), plain))
        case "rows":
            try:
                return check_value(question, json.loads(plain))
            except json.JSONDecodeError:
                return check_value(question, plain)
        case _:
            return check_value(question, plain)


_FULL_WIDTH = str.maketrans("０１２３４５６７８９．－＋％", "0123456789.-+%")


def _typed_number(question: Question, text: str) -> float:
    plain = text.translate(_FULL_WIDTH).replace("−", "-").replace(" ", "")
    factor = 1.0
    if plain.endswith("万"):
        plain, factor = plain[:-1], 1e4
    elif plain.endswith("%"):
        plain, factor = plain[:-1], 0.01
    if not plain or "_" in plain or not set(plain.lower()) <= set("0123456789.+-e"):
        raise BadAnswer(message("fault.answer_not_number", question=question.name, value=text))
    try:
        return round(float(plain) * factor, 12)
    except ValueError:
        raise BadAnswer(message("fault.answer_not_number", question=question.name, value=text)) from None
