"""The calculation book: every step of a design in words, with the numbers to work it out anew.

A step worked out once stands on a line of its own: formula, numbers, result, source. Rules worked out for
several subjects stand once, with a row of numbers a subject (``book_tables``). Numbers that were given, stand
by default or were read in a catalogue table stand in two columns under what they have in common.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..applications.questions import Answers
from ..engine.sheet import Step
from .blocks import Block, Calculation, CalculationEntry, CalculationStep, CalculationValues, Heading
from .book_tables import Gathered, Width, gathered
from .book_words import calculation_step, mark, number_width, subject_text, symbol, table_words
from .wording import Voice

LINE = 66  # characters of formula and numbers that fit on one line
LONG = 110  # characters from which a formula is printed once and then referred to


@dataclass(slots=True)
class Writer:
    """What goes through the whole book: the voice, the next number, and the long formulas printed so far."""

    voice: Voice
    answers: Answers | None
    number: int = 1
    printed: dict[tuple[str, str], str] = field(default_factory=dict)

    def next(self) -> str:
        """The number of the next step."""
        self.number += 1
        return str(self.number - 1)

    def step(self, step: Step, words: CalculationStep, number: str) -> CalculationStep:
        """The words of a step; a long formula in full only once, then by the number where it stands."""
        if step.kind != "formula" or len(words.formula) <= LONG:
            return words
        place = self.printed.setdefault((step.expression, step.name), number)
        if place == number:
            return words
        taken = ", ".join(
            f"{symbol(name, self.voice)} = {self.voice.number(name, value)}"
            for name, value in step.inputs.items()
        )
        again = self.voice("proposal.book.as", symbol=symbol(step.name, self.voice), number=place)
        return replace(words, formula=again, substitution=taken)


def calculation_book(
    steps: Iterable[Step], voice: Voice, answers: Answers | None = None, first: int = 1
) -> tuple[Block, ...]:
    """The steps under their sections, numbered from ``first`` in the order in which they stand.

    ``answers`` give defaults their usual range. A section whose steps came in several parts stands once,
    where it began; a step that was taken twice with the same numbers stands once.
    """
    sections: dict[str, dict[Step, None]] = {}
    for step in steps:
        sections.setdefault(step.section, {})[step] = None
    header = (voice("proposal.book.item"), voice("proposal.book.formula"), voice("proposal.book.result"))
    writer = Writer(voice, answers, first)
    blocks: list[Block] = []
    for section, found in sections.items():
        blocks.append(Heading(voice.texts.get(section, section), 2, tight=True))
        entries = tuple(_section(tuple(found), writer))
        blocks.append(Calculation(header, entries, opening=len(blocks) == 1))
    return tuple(blocks)


Group = Step | list[Step] | Gathered


def _section(steps: Sequence[Step], writer: Writer) -> Iterator[CalculationEntry]:
    """The entries of a section, each where its first step stood."""
    order = {step: place for place, step in enumerate(steps)}
    tables = [table for table in gathered(steps, _width(writer)) if _worth(table, writer)]
    left = dict.fromkeys(steps)
    groups: list[tuple[int, Group]] = []
    for table in tables:
        read = table.absorb(step for step in left if step.kind == "table")
        for step in (*read, *(step for _, _, step in table.ordered())):
            left.pop(step, None)
        groups.append((min(order[step] for step in table.rules[0].steps.values()), table))
    values: dict[tuple[str, ...], list[Step]] = {}
    for step in left:
        if step.kind == "formula" or (step.kind == "simulation" and step.inputs):
            groups.append((order[step], step))
            continue
        common = (step.subject, step.place or step.method, step.source if step.place or step.method else "")
        if common not in values:
            values[common] = []
            groups.append((order[step], values[common]))
        values[common].append(step)
    yield from _entries([group for _, group in sorted(groups, key=lambda one: one[0])], writer)


def _entries(groups: Sequence[Group], writer: Writer) -> Iterator[CalculationEntry]:
    """The groups in words; a subject is named where it is another than that of the entry before."""
    about = ""
    for group in groups:
        if isinstance(group, Gathered):
            about = ""
            yield _table(group, writer)
            continue
        subject = group.subject if isinstance(group, Step) else group[0].subject
        named, about = ("" if subject == about else subject), subject
        yield _single(group, writer, named) if isinstance(group, Step) else _values(group, writer, named)


def _width(writer: Writer) -> Width:
    return lambda name, value, result: number_width(name, value, result, writer.voice)


def _worth(table: Gathered, writer: Writer) -> bool:
    """Whether a table is shorter than its steps one by one."""
    alone = together = 0.0
    for rule in table.rules:
        words = calculation_step(rule.first, "", writer.voice)
        length = len(words.formula) + len(words.substitution)
        long = len(words.formula) > LONG or length > 4 * LINE
        alone += len(rule.steps) * (1 if length <= LINE else 2 if not long else 5)
        together += 1 + len(words.formula) // LINE
    return together + 2.4 + len(table.keys) < alone or len(table.rules[0].steps) == 1


def _single(step: Step, writer: Writer, subject: str) -> CalculationStep:
    number = writer.next()
    words = calculation_step(step, number, writer.voice, writer.answers)
    words = writer.step(step, words, number)
    return _of(subject, words, writer.voice)


def _of(subject: str, words: CalculationStep, voice: Voice) -> CalculationStep:
    """A step whose label names its subject; as it is without one."""
    return replace(words, label=f"{subject_text(subject, voice)}: {words.label}") if subject else words


def _values(steps: Sequence[Step], writer: Writer, subject: str) -> CalculationEntry:
    """Numbers with the place or the method they share as their title."""
    voice = writer.voice
    items = [calculation_step(step, writer.next(), voice, writer.answers) for step in steps]
    first = steps[0]
    if len(items) == 1 and (first.place or first.method):
        return _of(subject, items[0], voice)
    if not (first.place or first.method):
        return CalculationValues(tuple(items), subject_text(subject, voice) if subject else "")
    title = items[0].note
    if subject:
        title = f"{subject_text(subject, voice)}: {title}"
    return CalculationValues(
        tuple(replace(item, note="", source="") for item in items), title, mark(first, voice)
    )


def _table(table: Gathered, writer: Writer) -> CalculationEntry:
    first = writer.number
    words = table_words(table, first, writer.voice)
    writer.number += len(table.steps)
    places = {step: place for place, (_, _, step) in enumerate(table.ordered())}
    rules = []
    for rule, said in zip(table.rules, words.rules, strict=True):
        number = str(first + places[rule.first])
        known = writer.step(rule.first, replace(said, substitution=""), number)
        rules.append(replace(known, substitution=said.substitution))
    return replace(words, rules=tuple(rules))
