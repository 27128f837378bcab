"""What a batch is made of: the entries of a list, what is wrong in it, and what each entry came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ..engine.figures import Figures, FrozenMap, Value
from ..engine.messages import Message, message
from ..project import Project


@dataclass(frozen=True, slots=True)
class ListFault:
    """Something wrong in a list: where, what was found there, and why it cannot be.

    Sheet, row and column are as a spreadsheet names them; ``column`` "" is a whole row. ``fatal`` says
    whether the entry of the row is lost.
    """

    sheet: str
    row: int
    column: str
    value: str
    reason: Message
    fatal: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a list that can be worked out: where it stands and what it answers."""

    sheet: str
    row: int
    name: str
    answers: FrozenMap[Value]


@dataclass(frozen=True, slots=True)
class ProjectList:
    """The entries of a file in order, its faults, and the column letter of each sheet and question."""

    entries: tuple[Entry, ...]
    faults: tuple[ListFault, ...]
    columns: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of equipment in a result: what it is, which model, how many."""

    kind: str
    role: str
    model: str
    count: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one entry came to: figures, parts and tiers, or the reasons why there are none."""

    sheet: str
    row: int
    name: str
    figures: Figures = field(default_factory=FrozenMap)
    parts: tuple[Part, ...] = ()
    tiers: tuple[str, ...] = ()
    faults: tuple[Message, ...] = ()

    @property
    def done(self) -> bool:
        """Whether there is a design and a price."""
        return not self.faults


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which program and which tables worked something out; results of different stamps do not mix."""

    version: str
    catalog_hash: str


@dataclass(frozen=True, slots=True)
class Order:
    """What all entries of a batch share: the project they start from, and what is wanted of each."""

    base: Project
    stage: Literal["design", "pdf"] = "design"
    language: Literal["zh", "en"] = "zh"


class BatchFault(Exception):
    """A batch that cannot be run; ``message`` says why, ``faults`` what else is wrong."""

    def __init__(self, reason: Message, faults: tuple[Message, ...] = ()) -> None:
        super().__init__(reason.key)
        self.message = reason
        self.faults = faults


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    """An outcome as plain JSON."""
    return {
        "sheet": outcome.sheet, "row": outcome.row, "name": outcome.name,
        "figures": dict(outcome.figures),
        "parts": [[one.kind, one.role, one.model, one.count] for one in outcome.parts],
        "tiers": list(outcome.tiers),
        "faults": [{"key": one.key, "values": dict(one.values)} for one in outcome.faults],
    }  # fmt: skip


def outcome_of(found: Mapping[str, Any]) -> Outcome:
    """The outcome that ``outcome_json`` wrote."""
    return Outcome(
        found["sheet"],
        found["row"],
        found["name"],
        FrozenMap(found["figures"]),
        tuple(Part(*one) for one in found["parts"]),
        tuple(found["tiers"]),
        tuple(message(one["key"], **one["values"]) for one in found["faults"]),
    )
