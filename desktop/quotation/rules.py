"""The tables a quotation is made by: works, taxes, ways of paying, terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from ..components.prices import in_force
from ..engine.messages import Message, message
from ..tables.catalog import Catalog
from ..tables.reading import Range

TaxCategory = Literal["goods", "works", "services"]
Share = Range(0, 1)


class QuoteFault(Exception):
    """A quotation that cannot be made; ``message`` says why."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.key)
        self.message = reason


@dataclass(frozen=True, slots=True)
class WorksRule:
    """What installing, delivering and the like cost, tax included.

    A share of the equipment's list price, or yuan for each kW of electric power; ``scope`` says with which
    part of the work it comes, ``group`` under which head it is printed.
    """

    TABLE: ClassVar[str] = "prices/works_rules.csv"
    KEY: ClassVar[tuple[str, ...]] = ("rule", "valid_from")
    rule: str
    group: str
    scope: Literal["works", "freight"]
    basis: Literal["equipment", "electric_power"]
    price_share_fraction: Annotated[float, Range(0, 5)] | None
    price_yuan_kw: Annotated[float, Range(0, 1e5)] | None
    low_ratio: Annotated[float, Range(0.1, 1)]
    high_ratio: Annotated[float, Range(1, 10)]
    tax_category: TaxCategory
    valid_from: date
    valid_to: date | None
    source: str

    def flaws(self) -> Iterator[tuple[str, str]]:
        """A rule without the number its basis needs."""
        if self.basis == "equipment" and self.price_share_fraction is None:
            yield "price_share_fraction", "empty_cell"
        if self.basis == "electric_power" and self.price_yuan_kw is None:
            yield "price_yuan_kw", "empty_cell"


@dataclass(frozen=True, slots=True)
class TaxRate:
    """Value-added tax on a category of supply, between two days."""

    TABLE: ClassVar[str] = "prices/tax_rates.csv"
    KEY: ClassVar[tuple[str, ...]] = ("category", "valid_from")
    category: TaxCategory
    tax_fraction: Annotated[float, Range(0, 0.5)]
    valid_from: date
    valid_to: date | None
    source: str


@dataclass(frozen=True, slots=True)
class PaymentPreset:
    """A way of paying by instalments. ``works_preset`` stands for it where works are in scope.

    Works contracts may hold back at most 3 % of the price, supply contracts usually 5 %.
    """

    TABLE: ClassVar[str] = "prices/payment_presets.csv"
    KEY: ClassVar[tuple[str, ...]] = ("preset",)
    preset: str
    advance_fraction: Annotated[float, Share]
    before_delivery_fraction: Annotated[float, Share]
    acceptance_fraction: Annotated[float, Share]
    retention_fraction: Annotated[float, Share]
    works_preset: str
    source: str

    @property
    def shares(self) -> tuple[float, float, float, float]:
        """The four instalments in order; together 1."""
        return (
            self.advance_fraction,
            self.before_delivery_fraction,
            self.acceptance_fraction,
            self.retention_fraction,
        )

    def flaws(self) -> Iterator[tuple[str, str]]:
        """Instalments that are more or less than the price."""
        if abs(sum(self.shares) - 1) > 1e-9:
            yield "retention_fraction", "shares_not_one"


Scope = Literal["always", "works", "supply_only", "freight", "no_freight", "assumed_price"]


@dataclass(frozen=True, slots=True)
class Term:
    """A sentence of the terms, or an exclusion: its text key, and when it is said."""

    TABLE: ClassVar[str] = "prices/terms.csv"
    KEY: ClassVar[tuple[str, ...]] = ("text",)
    topic: Literal["price", "payment", "delivery", "warranty", "validity", "performance", "exclusion"]
    text: str
    scope: Scope
    source: str


TABLES = (WorksRule, TaxRate, PaymentPreset, Term)


def tax_rate(catalog: Catalog, category: TaxCategory, on: date) -> TaxRate:
    """The tax on a category on a day. Raises QuoteFault for a day without a rate: taxes are not guessed."""
    rates = in_force((row for row in catalog.rows(TaxRate) if row.category == category), on)
    if not rates:
        raise QuoteFault(message("fault.no_tax_rate", quote_date=on))
    return rates[-1]
