"""What the calculation has to tell a reader, as a key and numbers; the words stand in resources/texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from .figures import FrozenMap, Value

Severity = Literal["pass", "info", "warning", "fault"]


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence of resources/texts by its key, with the values its placeholders take.

    A placeholder named like a quantity is printed with that quantity's unit and decimals.
    """

    key: str
    values: FrozenMap[Value] = field(default_factory=FrozenMap)


def message(key: str, **values: Value) -> Message:
    """Short form of ``Message(key, FrozenMap(...))``."""
    return Message(key, FrozenMap(values))


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a model was not chosen: the rule it failed, the value it has and the limit it breaks.

    ``rule`` is the name of the rule (text key ``rule.<rule>``). ``quantity`` names what ``value`` and
    ``limit`` are, so that they are printed with their unit; empty where they are words.
    """

    model: str
    rule: str
    value: float | str
    limit: float | str
    quantity: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A named rule that was looked at, its outcome and the sentence that explains it."""

    rule: str
    severity: Severity
    message: Message
