"""What can be wrong with a table, and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..engine.messages import Message, message


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong with one file.

    ``file`` is relative to its data folder, ``line`` counts from 1 (0: the whole file), ``reason`` is the
    text key ``fault.<reason>``, ``allowed`` says what would have been right.
    """

    file: str
    line: int
    column: str
    value: str
    reason: str
    allowed: str = ""

    @property
    def message(self) -> Message:
        """The fault as a sentence for the reader."""
        return message(
            f"fault.{self.reason}", file=self.file, line=self.line, column=self.column, value=self.value,
            allowed=self.allowed,
        )  # fmt: skip

    def __str__(self) -> str:
        allowed = f" ({self.allowed})" if self.allowed else ""
        return f"{self.file}:{self.line}: {self.column}: {self.value!r}: {self.reason}{allowed}"


class CatalogError(Exception):
    """Tables that cannot be used; ``faults`` are all of them, in the order of files and lines."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))
