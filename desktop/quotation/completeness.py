"""What a quotation lacks: parts the design asks for and no product of the catalogue serves."""

from __future__ import annotations

from dataclasses import dataclass

from ..design.records import Design


@dataclass(frozen=True, slots=True)
class MissingPart:
    """A part that is not in the price: its kind and role, words of the equipment list."""

    kind: str
    role: str


def missing_parts(design: Design) -> tuple[MissingPart, ...]:
    """The parts for which nothing was found; with any, the total is incomplete."""
    return tuple(
        dict.fromkeys(
            MissingPart(str(check.message.values.get("kind", "")), str(check.message.values.get("role", "")))
            for check in design.checks
            if check.rule == "nothing_suits" and check.severity == "fault"
        )
    )
