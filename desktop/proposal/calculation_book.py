"""The calculation book: every step of a design in words, with the numbers to work it out anew."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from ..applications.questions import Answers
from ..engine.expressions import render
from ..engine.figures import Value
from ..engine.sheet import Step, quantity_of
from .blocks import Block, Calculation, CalculationStep, Heading
from .wording import Voice

NO_BREAK = "\u00a0"


def calculation_book(
    steps: Iterable[Step], voice: Voice, answers: Answers | None = None, first: int = 1
) -> tuple[Block, ...]:
    """The steps under their sections and subjects, numbered from ``first``.

    ``answers`` give defaults their usual range. A section whose steps came in several parts stands once,
    where it began; a step that was taken twice with the same numbers stands once.
    """
    groups: dict[str, dict[str, dict[Step, None]]] = {}
    for step in steps:
        groups.setdefault(step.section, {}).setdefault(step.subject, {})[step] = None
    header = (voice("proposal.book.item"), voice("proposal.book.formula"), voice("proposal.book.result"))
    blocks: list[Block] = []
    number = first
    for section, subjects in groups.items():
        blocks.append(Heading(voice.texts.get(section, section), 2))
        for subject, found in subjects.items():
            if subject:
                blocks.append(Heading(subject_text(subject, voice), 3))
            lines = [calculation_step(step, n, voice, answers) for n, step in enumerate(found, number)]
            number += len(lines)
            blocks.append(Calculation(header, tuple(lines)))
    return tuple(blocks)


def subject_text(subject: str, voice: Voice) -> str:
    """What a group of steps is about: a model as it is, a role in words."""
    for family in ("role", "price"):
        if f"{family}.{subject}" in voice.texts:
            return voice.texts[f"{family}.{subject}"]
    return voice.texts.get(subject, subject)


def calculation_step(
    step: Step, number: int, voice: Voice, answers: Answers | None = None
) -> CalculationStep:
    """One step in words."""
    formula, substitution, note = _working(step, voice, answers)
    source = voice.reference(step.source, step.clause) if step.kind != "given" else ""
    if note and source and step.kind != "simulation":
        note, source = f"{note} · {source}", ""
    return CalculationStep(
        number=str(number),
        label=voice.label(step.name),
        formula=formula,
        substitution=substitution,
        result=result_text(step.name, step.value, voice),
        source=source,
        note=note,
    )


def _working(step: Step, voice: Voice, answers: Answers | None) -> tuple[str, str, str]:
    """Formula, substitution and note of a step."""
    match step.kind:
        case "formula":
            left = symbol(step.name, voice)
            formula = render(step.expression, lambda name: symbol(name, voice))
            numbers = render(step.expression, lambda name: plain_number(name, step.inputs[name], voice))
            return f"{left} = {_powers(formula)}", f"= {_powers(numbers)}", ""
        case "simulation":
            method = voice.texts.get(step.method, step.method)
            return symbol(step.name, voice), _listed(tuple(step.inputs.items()), voice), method
        case "table":
            return symbol(step.name, voice), "", _place(step.place, voice)
        case "default":
            return symbol(step.name, voice), "", _default(step.name, voice, answers)
        case "given":
            return symbol(step.name, voice), "", voice("proposal.book.given")


def _default(name: str, voice: Voice, answers: Answers | None) -> str:
    """That a value stands by default, with the range that is usual where one is known."""
    answer = answers[name] if answers is not None and name in answers else None
    usual = voice.usual(answer) if answer is not None else ""
    return voice("proposal.book.default_of", usual=usual) if usual else voice("proposal.book.default")


def _place(place: str, voice: Voice) -> str:
    """The file and row a number was read in; a limit of a standard is kept by its rule and has no file."""
    table, _, row = place.partition(": ")
    if table:
        return voice("proposal.book.read_in", place=place)
    return voice("proposal.book.rule", row=voice.term("zone", row))


def _powers(text: str) -> str:
    """Constants such as 4.6e-05 written with powers of ten, and exponents in brackets as powers.

    >>> _powers("4.6e-05 × t^(1 / 3)")
    '4.6×10^{-5} × t^{1/3}'
    """
    text = re.sub(r"\^\(([^()]*)\)", lambda found: f"^{{{found[1].replace(' ', '')}}}", text)
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
    if isinstance(value, bool | str | date) or not voice.known(name):
        return voice.value(name, value)
    if voice.texts.quantity(quantity_of(name)).unit == "fraction":
        return f"{plain_number(name, value, voice)} = {voice.value(name, value)}"
    return voice.value(name, value)
