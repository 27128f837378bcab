"""The nomenclature (quantities.csv), the sources (sources.csv), and the rule that ties a name to its unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from .schema import Blank, Range
from .units import UNITS, unit_by_name

NAME_SHAPE = r"[a-z][a-z0-9]*(_[a-z0-9]+)*"


@dataclass(frozen=True, slots=True)
class Quantity:
    """One name of the nomenclature.

    ``unit`` is as printed, "" for a pure number, "fraction" for what is shown as per cent; ``decimals`` are
    those printed and carried on by the calculation sheet. ``symbol`` is empty for what stands in no formula.
    """

    TABLE: ClassVar[str] = "quantities.csv"
    KEY: ClassVar[tuple[str, ...]] = ("name",)
    name: str
    symbol: Annotated[str, Blank()]
    unit: Annotated[str, Blank()]
    decimals: Annotated[int, Range(0, 8)]
    label_zh: str
    label_en: str
    help_zh: Annotated[str, Blank()]
    help_en: Annotated[str, Blank()]

    def flaws(self) -> Iterator[tuple[str, str]]:
        """A unit that is not known, or not the one the name carries."""
        if self.unit not in UNITS:
            yield "unit", "unknown_unit"
        elif self.unit != unit_by_name(self.name):
            yield "unit", "unit_against_name"
        elif self.unit != {"t": "°C", "dt": "K"}.get(self.name.partition("_")[0], self.unit):
            yield "name", "temperature_name"


Standing = Literal["official", "transcribed", "maker", "derived", "estimated", "assumed"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where figures come from, in force from and to which day, and how far they can be trusted.

    ``title`` is Chinese and English with `` / `` between, or one title for both.
    """

    TABLE: ClassVar[str] = "sources.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    title: str
    edition: Annotated[str, Blank()]
    in_force_from: date | None
    in_force_to: date | None
    standing: Standing

    def title_in(self, language: str) -> str:
        """The title in one language.

        >>> Source("x", "设计规范 / design code", "", None, None, "transcribed").title_in("en")
        'design code'
        """
        zh, _, en = self.title.rpartition(" / ")
        return zh if zh and language == "zh" else en

    def flaws(self) -> Iterator[tuple[str, str]]:
        """An edition that ends before it begins."""
        if self.in_force_from and self.in_force_to and self.in_force_to < self.in_force_from:
            yield "in_force_to", "ends_before_it_begins"
