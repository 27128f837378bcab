"""Subsidies as they were read: whom they serve, what they give, from when to when, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from .climate import Province
from .schema import Blank, Range, Refers

Subject = Literal["equipment", "power", "equipment_and_power"]
Audience = Literal["household", "building", "industry"]
Payer = Literal["nation", "province", "city", "county", "power_company", "not_stated"]
Hours = Literal["all", "valley", "unknown"]
Yuan = Annotated[float, Range(0, 1e9)]


@dataclass(frozen=True, slots=True)
class Subsidy:
    """A subsidy of a province or city; what was not read is empty, and the user fills it in.

    ``tier_needed`` is the worst energy tier that still counts; ``to_confirm`` says that amount, term or scope
    has to be asked of the office that grants it. ``electricity_subsidy_hours`` are the hours whose power is
    paid towards; that Beijing's are the valley hours is recalled, not read.
    """

    TABLE: ClassVar[str] = "policies/subsidies.csv"
    KEY: ClassVar[tuple[str, ...]] = ("policy",)
    policy: str
    region: Annotated[str, Refers(Province)]
    subject: Subject
    audience: Audience
    tier_needed: Annotated[int, Range(1, 5)] | None
    subsidy_fraction: Annotated[float, Range(0, 1)] | None
    subsidy_fixed_yuan: Yuan | None
    subsidy_yuan_m2: Annotated[float, Range(0, 10_000)] | None
    subsidy_cap_yuan: Yuan | None
    electricity_subsidy_yuan_kwh: Annotated[float, Range(0, 2)] | None
    electricity_subsidy_cap_kwh: Annotated[float, Range(0, 1e7)] | None
    electricity_subsidy_hours: Hours | None
    payer: Payer
    document: Annotated[str, Blank()]
    issued: date | None
    valid_from: date | None
    valid_to: date | None
    to_confirm: bool
    source: str

    def flaws(self) -> Iterator[tuple[str, str]]:
        """A term that ends before it begins."""
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            yield "valid_to", "low_above_high"


TABLES = (Subsidy,)
