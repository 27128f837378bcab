"""The words of the calculation book: formulas with symbols and with numbers, results, places and marks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from ..applications.questions import Answers
from ..engine.expressions import render
from ..engine.figures import Value
from ..engine.sheet import Step, quantity_of
from .blocks import CalculationColumn, CalculationRow, CalculationStep, CalculationTable
from .book_tables import Gathered, Key
from .wording import Voice

NO_BREAK = "\u00a0"


def subject_text(subject: str, voice: Voice) -> str:
    """What a group of steps is about: a model as it is, a role in words, keys of texts by their texts."""
    for family in ("role", "price"):
        if f"{family}.{subject}" in voice.texts:
            return voice.texts[f"{family}.{subject}"]
    return " ".join(voice.texts.get(word, word) for word in subject.split(" "))


def mark(step: Step, voice: Voice) -> str:
    """The short mark of a source, resolved in the list of sources: number and clause."""
    if not step.source or step.kind == "given":
        return ""
    return " ".join(filter(None, (f"[{voice.references.number(step.source)}]", step.clause)))


def calculation_step(
    step: Step, number: int | str, voice: Voice, answers: Answers | None = None
) -> CalculationStep:
    """One step in words."""
    formula, substitution, note = _working(step, voice, answers)
    return CalculationStep(
        number=str(number),
        label=voice.label(step.name),
        formula=formula,
        substitution=substitution,
        result=result_text(step.name, step.value, voice),
        source=mark(step, voice),
        note=note,
    )


def _working(step: Step, voice: Voice, answers: Answers | None) -> tuple[str, str, str]:
    """Formula, substitution and note of a step."""
    match step.kind:
        case "formula":
            left = symbol(step.name, voice)
            numbers = render(step.expression, lambda name: plain_number(name, step.inputs[name], voice))
            return f"{left} = {formula_text(step, voice)}", f"= {powers(numbers)}", ""
        case "simulation":
            method = voice.texts.get(step.method, step.method)
            return symbol(step.name, voice), _listed(tuple(step.inputs.items()), voice), method
        case "table":
            return symbol(step.name, voice), "", place_text(step.place, voice)
        case "default":
            return symbol(step.name, voice), "", _usual(step.name, voice, answers)
        case "given":
            return symbol(step.name, voice), "", voice("proposal.book.given")


def formula_text(step: Step, voice: Voice) -> str:
    """The right side of a formula with symbols."""
    return powers(render(step.expression, lambda name: symbol(name, voice)))


def _usual(name: str, voice: Voice, answers: Answers | None) -> str:
    """The range that is usual for a value that stands by default; "" where none is known."""
    answer = answers[name] if answers is not None and name in answers else None
    return voice.usual(answer) if answer is not None else ""


def place_text(place: str, voice: Voice) -> str:
    """The file and row a number was read in; a limit of a standard is kept by its rule and has no file."""
    table, _, row = place.partition(": ")
    if table:
        return place
    return voice("proposal.book.rule", row=voice.term("zone", row))


def powers(text: str) -> str:
    """Constants such as 4.6e-05 written with powers of ten, and exponents in brackets as powers.

    >>> powers("4.6e-05 × t^(1 / 3)")
    '4.6×10^{-5} × t^{1/3}'
    """
    text = re.sub(r"\^\(([^()]*)\)", lambda found: f"^{{{re.sub('[ _{}]', '', found[1])}}}", text)
    return re.sub(r"(?<=\d)e([+-])0*(\d+)", lambda found: f"×10^{{{found[1].strip('+')}{found[2]}}}", text)


def _listed(inputs: Sequence[tuple[str, float]], voice: Voice) -> str:
    """What went into a simulation, as a reader sees figures elsewhere; no formula takes these."""
    return ", ".join(f"{symbol(name, voice)} = {voice.value(name, value)}" for name, value in inputs)


def symbol(name: str, voice: Voice) -> str:
    """The symbol of a figure, its role among the subscripts: ``t_{o,design}``; "" for a word."""
    if not voice.known(name):
        return ""
    letter, _, index = voice.texts.quantity(name).symbol.partition("_")
    role = name.partition("__")[2].replace("_", " ")
    below = ",".join(part for part in (index.strip("{}"), role) if part).replace(" ", NO_BREAK)
    return f"{letter}_{{{below}}}" if below else letter


def plain_number(name: str, value: float, voice: Voice) -> str:
    """A number as a formula takes it: rates as fractions, no signs between the thousands."""
    text = f"{value:.{voice.texts.quantity(name).decimals}f}"
    return text[1:] if text.startswith("-") and not text.strip("-0.") else text


def result_text(name: str, value: Value, voice: Voice) -> str:
    """A result with its unit; a rate both as the fraction that formulas take and in per cent."""
    if isinstance(value, bool | str | date | tuple) or not voice.known(name):
        return voice.value(name, value)
    if voice.texts.quantity(quantity_of(name)).unit == "fraction":
        return f"{plain_number(name, value, voice)} = {voice.value(name, value)}"
    return voice.value(name, value)


def cell_text(name: str, value: float, result: bool, voice: Voice) -> str:
    """A number in a table, its unit in the head; a rate that was worked out in per cent too."""
    if voice.texts.quantity(quantity_of(name)).unit == "fraction":
        return result_text(name, value, voice) if result else plain_number(name, value, voice)
    return voice.number(name, value)


def cell_unit(name: str, voice: Voice) -> str:
    """The unit in the head of a column; none for rates, which are numbers there."""
    return "" if voice.texts.quantity(quantity_of(name)).unit == "fraction" else voice.unit(name)


def number_width(name: str, value: float, result: bool, voice: Voice) -> int:
    """How many characters a column with this number takes, with the space between columns."""
    letters = len(re.sub(r"[_{}]", "", symbol(name, voice)))
    texts = (cell_text(name, value, result, voice), cell_unit(name, voice))
    return max(*map(len, texts), round(0.75 * letters)) + 2


def table_words(table: Gathered, first: int, voice: Voice) -> CalculationTable:
    """A table in words: its rules, what is the same in all rows, the rows, and where numbers were read."""
    columns, constants = table.columns(), table.constants()
    rules = []
    said: set[str] = set()
    for rule in table.rules:
        same = [name for name in rule.first.inputs if name in constants and name not in said]
        said.update(same)
        words = calculation_step(rule.first, "", voice)
        given = ", ".join(
            f"{symbol(name, voice)} = {cell_text(name, constants[name], name in table.results(), voice)}"
            for name in same
        )
        rules.append(replace(words, substitution=given, result=""))
    results = {rule.first.name for rule in table.rules}
    read = {name for name, _ in table.steps} - results
    return CalculationTable(
        rules=tuple(rules),
        columns=tuple(
            CalculationColumn(
                symbol(name, voice),
                cell_unit(name, voice),
                "result" if name in results else "table" if name in read else "input",
            )
            for name in columns
        ),
        rows=tuple(_rows(table, columns, table.results(), first, voice)),
        notes=tuple(_places(table, voice)),
    )


def _rows(
    table: Gathered, columns: Sequence[str], results: set[str], first: int, voice: Voice
) -> list[CalculationRow]:
    rows, number = [], first
    for key in table.keys:
        count = sum(1 for name in table.cells if (name, key) in table.steps)
        numbers = str(number) if count == 1 else f"{number}–{number + count - 1}"
        cells = tuple(
            cell_text(name, table.cells[name][key], name in results, voice)
            if key in table.cells[name]
            else ""
            for name in columns
        )
        rows.append(CalculationRow(numbers if count else "", row_label(table, key, voice), cells))
        number += count
    return rows


def row_label(table: Gathered, key: Key, voice: Voice) -> str:
    """What a row is about: its subject, and which case where a subject has several."""
    subject, case = key
    several = sum(1 for other, _ in table.keys if other == subject) > 1
    counted = voice("proposal.book.case", number=str(case + 1)) if several else ""
    if len({other for other, _ in table.keys}) == 1:
        return counted
    return " ".join(filter(None, (subject_text(subject, voice), counted)))


def _places(table: Gathered, voice: Voice) -> list[tuple[str, str]]:
    """Where the numbers of the rows were read, one note a file: their symbols, then the file and its rows."""
    found: dict[tuple[str, str], dict[str, dict[str, None]]] = {}
    symbols: dict[tuple[str, str], dict[str, None]] = {}
    for name, key, step in table.ordered():
        if step.kind != "table":
            continue
        file, _, row = step.place.partition(": ")
        at = (file, mark(step, voice))
        symbols.setdefault(at, {})[symbol(name, voice)] = None
        found.setdefault(at, {}).setdefault(row_label(table, key, voice), {})[row] = None
    return [
        (
            ", ".join(symbols[file, source]),
            f"{' '.join(filter(None, (file, source)))}: {_readings(file, rows, voice)}",
        )
        for (file, source), rows in found.items()
    ]


def _readings(file: str, rows: Mapping[str, Mapping[str, None]], voice: Voice) -> str:
    """The rows of a file, each with those it was read for, unless that is the same for all or itself."""
    whom: dict[str, list[str]] = {}
    for label, places in rows.items():
        said = _shared(list(places)) if file else place_text(f": {next(iter(places))}", voice)
        whom.setdefault(said, []).append(label)
    if len(whom) == 1:
        return next(iter(whom))
    return "; ".join(
        said if labels == [said] else f"{said} ({', '.join(labels)})" for said, labels in whom.items()
    )


def _shared(places: Sequence[str]) -> str:
    """Rows of one file, the words they begin with said once.

    >>> _shared(["evi heating -40 45", "evi heating -40 50"])
    'evi heating -40 45, -40 50'
    """
    words = [place.split(" ") for place in places]
    count = 0
    while (
        len(words) > 1
        and count < min(map(len, words)) - 2
        and len({tuple(w[: count + 1]) for w in words}) == 1
    ):
        count += 1
    start = " ".join(words[0][:count])
    return " ".join(filter(None, (start, ", ".join(" ".join(word[count:]) for word in words))))
