"""Figures, choices and messages in the words of a document, and the numbered list of its sources."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ..applications.questions import Answer
from ..engine.figures import FrozenMap, Value
from ..engine.messages import Message
from ..engine.sheet import quantity_of
from ..tables.catalog import Catalog
from ..tables.texts import Language, Texts


@dataclass(slots=True)
class References:
    """Sources numbered in the order in which the document first names them."""

    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, source: str) -> int:
        """The number of a source, a new one where it is met for the first time."""
        return self.numbers.setdefault(source, len(self.numbers) + 1)


class Voice:
    """What a document says of names, values and messages in one language."""

    def __init__(self, language: Language, catalog: Catalog, texts: Texts | None = None) -> None:
        self.language = language
        self.catalog = catalog
        self.texts = texts or Texts(language, catalog.quantities)
        self.references = References()

    def __call__(self, key: str, **values: Value) -> str:
        """The text of a key; values named like quantities get their unit, words are put in as they are."""
        return self.texts.message(Message(key, FrozenMap(values))) if values else self.texts[key]

    def known(self, name: str) -> bool:
        """Whether a figure's name is in the nomenclature."""
        return quantity_of(name) in self.texts.quantities

    def label(self, name: str) -> str:
        """What a figure or question is called."""
        if self.known(name):
            return self.texts.label(name)
        return self.texts.get(f"question.{name}", name)

    def head(self, name: str) -> str:
        """A column head: the label, the unit on a line of its own."""
        unit = self.unit(name)
        return f"{self.label(name)}\n{unit}" if unit else self.label(name)

    def unit(self, name: str) -> str:
        """The unit of a figure, "" for a pure number or a word."""
        return self.texts.unit(name) if self.known(name) else ""

    def number(self, name: str, value: Value | None) -> str:
        """A figure for a table, its unit in the head; a dash where there is none."""
        if value is None or isinstance(value, bool | str | date | tuple) or not self.known(name):
            return self.value(name, value)
        return self.texts.number(name, value, grouping=True)

    def value(self, name: str, value: Value | None) -> str:
        """A figure with its unit, a choice, a date, yes or no; a dash where there is none."""
        if value is None or value == "":
            return "–"
        if isinstance(value, bool):
            return self.texts["yes" if value else "no"]
        if isinstance(value, str):
            return self.choice(name, value)
        if isinstance(value, tuple):
            return self("rows.count", count=len(value))
        return self.texts.value(name, value, grouping=True)

    def usual(self, answer: Answer) -> str:
        """The usual range of an answer; "" where none is known."""
        if answer.low is None or answer.high is None:
            return ""
        ends = (self.number(answer.name, bound) for bound in (answer.low, answer.high))
        return " – ".join(dict.fromkeys(ends))

    def rough_money(self, yuan: float) -> str:
        """An amount that is only known roughly: three figures, in Chinese 万元 where large."""
        rounded = float(f"{yuan:.3g}")
        if self.language == "zh" and rounded >= 100_000:
            return f"{f'{rounded / 10_000:#.3g}'.rstrip('.')} 万元"
        return f"{rounded:,.0f} {self.unit('unit_price_yuan')}"

    def choice(self, name: str, value: str) -> str:
        """The word for a choice; what is no choice stays as it is."""
        return self.texts.get(f"choice.{name}.{value}", self.texts.get(f"choice.{value}", value))

    def term(self, family: str, word: str) -> str:
        """The word for a kind, role, rule or standing; itself where the texts have none."""
        return self.texts.get(f"{family}.{word}", word)

    def word(self, family: str, word: str) -> str:
        """The document's own word for a kind, standing or outcome."""
        return self.term(f"proposal.{family}", word)

    def message(self, message: Message) -> str:
        """A sentence of the calculation. A question in it is called by its label."""
        values: dict[str, Value] = {
            name: self.value(name, value) if self.known(name) and not isinstance(value, str) else value
            for name, value in message.values.items()
        }
        question = values.get("question")
        if isinstance(question, str):
            values["question"] = self.label(question)
        table = values.get("table")
        if isinstance(table, str):
            values["table"] = self.label(table)
        message = Message(message.key, FrozenMap(values))
        try:
            return self.texts.message(message)
        except KeyError as lacking:  # shown, not hidden: the sentence is missing from the texts
            return f"{message.key} {dict(message.values)} ({lacking})"

    def source(self, source: str) -> str:
        """The title of a source in the document's language."""
        row = self.catalog.sources.get(source)
        return self.texts.get(f"source.{source}", row.title if row else source)

    def reference(self, source: str, clause: str = "") -> str:
        """A short reference: number, clause and how far the source can be trusted."""
        if not source:
            return ""
        row = self.catalog.sources.get(source)
        parts = [f"[{self.references.number(source)}]"]
        if clause:
            parts.append(clause)
        if row:
            parts.append(self.word("standing", row.standing))
        return " · ".join(parts)
