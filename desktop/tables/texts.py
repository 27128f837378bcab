"""Words for the reader: every sentence the program can say stands in resources/texts, in both languages."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

from ..engine.figures import FrozenMap
from ..engine.messages import Message
from .catalog import load_catalog
from .csv_files import read_lines
from .faults import CatalogError, Fault
from .nomenclature import Quantity
from .places import resources_dir

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
HEADER = ("key", "zh", "en")
PLACEHOLDER = re.compile(r"\{(\w+)(?::([\w.]+))?\}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Text:
    """One text in all languages."""

    key: str
    zh: str
    en: str


@cache
def read_texts(directory: Path) -> Mapping[str, Text]:
    """All texts of a folder by key. Raises CatalogError with every fault of every file."""
    texts: dict[str, Text] = {}
    faults: list[Fault] = []
    for path in sorted(directory.glob("*.csv")):
        file = path.relative_to(directory.parent).as_posix()
        lines, wrong = read_lines(directory.parent, file, HEADER)
        faults += wrong
        for line, (key, zh, en) in lines:
            faults += [Fault(file, line, *flaw) for flaw in _flaws(key, zh, en, key in texts)]
            texts[key] = Text(key, zh, en)
    if faults:
        raise CatalogError(faults)
    return texts


def _flaws(key: str, zh: str, en: str, known: bool) -> list[tuple[str, str, str]]:
    flaws = []
    if known:
        flaws.append(("key", key, "duplicate_key"))
    if not re.fullmatch(r"\w[\w.\-]*", key, re.ASCII):
        flaws.append(("key", key, "not_a_name"))
    flaws += [(column, key, "empty_cell") for column, text in (("zh", zh), ("en", en)) if not text.strip()]
    if set(PLACEHOLDER.findall(zh)) != set(PLACEHOLDER.findall(en)):
        flaws.append(("en", en, "placeholders_differ"))
    return flaws


class Texts:
    """The texts of one language, and numbers in the reader's form.

    A placeholder ``{t_outdoor_c__low}`` named like a quantity takes a number printed with that quantity's
    decimals and unit; ``{terminal:choice}`` takes a word and prints the text ``choice.<word>``.
    """

    def __init__(
        self,
        language: Language,
        quantities: Mapping[str, Quantity] | None = None,
        directory: Path | None = None,
    ) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"not a language of the texts: {language}")
        self.language = language
        self.quantities = load_catalog().quantities if quantities is None else quantities
        self._texts = read_texts(directory or resources_dir() / "texts")

    def __getitem__(self, key: str) -> str:
        text: str = getattr(self._texts[key], self.language)
        return text

    def __contains__(self, key: object) -> bool:
        return key in self._texts

    def get(self, key: str, default: str) -> str:
        """The text of a key, or the default where there is none."""
        text = self._texts.get(key)
        return default if text is None else getattr(text, self.language)

    def quantity(self, name: str) -> Quantity:
        """The quantity of a figure's name, its role left away. Raises KeyError."""
        return self.quantities[name.partition("__")[0]]

    def label(self, name: str) -> str:
        """What a figure is called; a role is added in brackets where the texts know it (``role.<role>``)."""
        quantity, (_, _, role) = self.quantity(name), name.partition("__")
        label: str = getattr(quantity, f"label_{self.language}")
        if not role:
            return label
        role = self.get(f"role.{role}", role)
        return f"{label}（{role}）" if self.language == "zh" else f"{label} ({role})"

    def help(self, name: str) -> str:
        """One sentence on what a figure means; may be empty."""
        text: str = getattr(self.quantity(name), f"help_{self.language}")
        return text

    def unit(self, name: str) -> str:
        """The unit printed behind a figure, "" for a pure number, "%" for a fraction."""
        unit = self.quantity(name).unit
        if unit == "fraction":
            return "%"
        return re.sub(r"[A-Za-z]+", lambda word: self.get(f"unit.{word[0]}", word[0]), unit, flags=re.ASCII)

    def number(self, name: str, value: float | Decimal, *, grouping: bool = False) -> str:
        """A figure without its unit, rounded to the quantity's decimals; fractions times a hundred."""
        quantity = self.quantity(name)
        decimals = quantity.decimals
        if quantity.unit == "fraction":
            value, decimals = value * 100, max(0, decimals - 2)
        text = f"{value:{',' if grouping else ''}.{decimals}f}"
        return text[1:] if text.startswith("-") and not text.strip("-0.,") else text

    def value(self, name: str, value: object, *, grouping: bool = False) -> str:
        """A figure as it is read: number and unit; yes and no, dates and words as they are.

        Fractions are shown as per cent, degrees and per cent signs without a gap.
        """
        if isinstance(value, bool):
            return self["yes" if value else "no"]
        if isinstance(value, date):
            return value.isoformat()
        if not isinstance(value, int | float | Decimal):
            return str(value)
        if name.partition("__")[0] not in self.quantities:
            return str(value)
        unit = self.unit(name)
        return f"{self.number(name, value, grouping=grouping)}{'' if unit in ('', '%', '°') else ' '}{unit}"

    def typed(self, name: str, value: float | Decimal) -> str:
        """A number as somebody gave it, in the quantity's unit: every figure that counts, no empty decimals.

        It is never rounded, so that what just misses a limit does not read like the limit.
        """
        known = name.partition("__")[0] in self.quantities
        number = float(value)
        if not math.isfinite(number):
            return self["limit.none"]
        unit = self.unit(name) if known else ""
        if unit == "%":
            number = round(number * 100, 10)
        text = f"{number:,.10f}".rstrip("0").rstrip(".") if abs(number) < 1e15 else f"{number:g}"
        return f"{text}{'' if unit in ('', '%', '°') else ' '}{unit}"

    def word(self, name: str, choice: str) -> str:
        """The word for a choice: that of its question, else the common one, else itself."""
        return self.get(f"choice.{name}.{choice}", self.get(f"choice.{choice}", choice))

    def asked(self, message: Message, *, identifiers: bool = False) -> Message:
        """The message with question and table by their labels, its numbers with unit, choices in words.

        ``identifiers`` adds the names by which the command line knows question and choices.
        """
        values = dict(message.values)
        question, table = values.get("question"), values.get("table")
        if isinstance(question, str):
            for name, value in message.values.items():
                if name in ("value", "low", "high") and isinstance(value, int | float):
                    flag = isinstance(value, bool)
                    values[name] = self.value(question, value) if flag else self.typed(question, value)
            if message.key.endswith("_not_choice"):
                listed = (word.strip() for word in str(values.get("allowed", "")).split(","))
                words = (self._named(self.word(question, one), one, identifiers) for one in listed)
                values["allowed"] = ("、" if self.language == "zh" else ", ").join(words)
            known = question.partition("__")[0] in self.quantities
            label = self.label(question) if known else self.get(f"question.{question}", question)
            values["question"] = f"{label} ({question})" if identifiers else label
        if isinstance(table, str):
            values["table"] = self.get(f"question.{table}", table)
        return replace(message, values=FrozenMap(values))

    @staticmethod
    def _named(word: str, identifier: str, identifiers: bool) -> str:
        return f"{word} ({identifier})" if identifiers and word != identifier else word

    def message(self, message: Message) -> str:
        """The sentence of a message. Raises KeyError for a missing text or value."""

        def fill(match: re.Match[str]) -> str:
            name, prefix = match.groups()
            value = message.values[name]
            return self[f"{prefix}.{value}"] if prefix else self.value(name, value, grouping=False)

        return PLACEHOLDER.sub(fill, self[message.key])
