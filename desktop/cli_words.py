"""What the command line says: every message in one line, and the reasons of many models in few lines."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import NoReturn

from .design.comparison import ModelChange
from .engine.figures import FrozenMap, Value
from .engine.messages import Message, Rejection, message
from .tables.texts import Language, Texts

USAGE_MESSAGES = (
    (r"the following arguments are required: (?P<value>.+)", "fault.usage_required"),
    (r"unrecognized arguments: (?P<value>.+)", "fault.usage_unknown"),
    (r"argument (?P<name>.+?): invalid choice: (?P<value>.+?) \(choose from (?P<allowed>.+)\)",
     "fault.usage_choice"),
    (r"argument (?P<name>.+?): expected .+", "fault.usage_value"),
)  # fmt: skip
"""What argparse says of wrong usage, in its own English, and the text that says the same."""


class UsageFault(Exception):
    """A command line that cannot be understood; ``message`` says why."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.key)
        self.message = reason


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are messages like all others."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageFault for what argparse found."""
        raise UsageFault(usage_fault(message))


def usage_fault(complaint: str) -> Message:
    """The message for what argparse complains of; one that is not known is said to be wrong usage.

    >>> usage_fault("unrecognized arguments: --colour").key
    'fault.usage_unknown'
    """
    for pattern, key in USAGE_MESSAGES:
        found = re.fullmatch(pattern, complaint, re.DOTALL)
        if found:
            return Message(key, FrozenMap(found.groupdict()))
    return message("fault.usage", value=complaint)


def said(reason: Message, language: str) -> str:
    """A message in one line; questions by their label and name.

    Never fails: a message without its text is shown by its key and values.
    """
    try:
        texts = Texts(_language(language))
        line = texts.message(texts.asked(reason, identifiers=True))
    except Exception:  # whatever is wrong with words or tables must not hide the reason itself
        line = " ".join((reason.key, *(f"{name}={value}" for name, value in reason.values.items())))
    return " ".join(line.split())


def _language(language: str) -> Language:
    return "en" if language == "en" else "zh"


def rejection_message(key: str, one: Rejection, language: str, **more: Value) -> Message:
    """A sentence on one model that does not serve, its value and limit as a reader writes them."""
    texts = Texts(_language(language))
    return message(
        key, model=one.model, rule=one.rule, value=_written(one, one.value, texts),
        limit=_written(one, one.limit, texts), **more,
    )  # fmt: skip


def _written(one: Rejection, value: float | str, texts: Texts) -> str:
    """A number with its unit, words in the reader's language."""
    if isinstance(value, str):
        words = (word.strip() for word in value.split(","))
        named = (
            texts.word(one.quantity, word)
            if one.quantity
            else texts.get(f"mode.{word}", texts.get(f"compressor_lacking.{word}", word))
            for word in words
            if word
        )
        return ", ".join(named) or "–"
    return texts.value(one.quantity, value, grouping=True) if one.quantity else f"{value:g}"


def change_messages(found: Iterable[ModelChange], language: str) -> tuple[Message, ...]:
    """A sentence on each model that came back or fell out, with rule, value and limit."""
    told = []
    for one in found:
        reason = one.before if one.change == "back" else one.after
        assert reason is not None
        told.append(rejection_message(f"change.{one.change}", reason, language))
    return tuple(told) or (message("change.none"),)


def grouped(rejections: Iterable[Rejection], language: str) -> tuple[Message, ...]:
    """One line for each rule: how many models it stopped, and the one that came nearest."""
    rules: dict[str, list[Rejection]] = {}
    for one in rejections:
        rules.setdefault(one.rule, []).append(one)
    return tuple(
        rejection_message("fault.rejected", min(found, key=_distance), language, count=len(found))
        for found in rules.values()
    )


def _distance(one: Rejection) -> float:
    """How far a model is from serving; of words none is nearer than another."""
    if isinstance(one.value, str) or isinstance(one.limit, str):
        return 0.0
    return abs(one.value - one.limit)
