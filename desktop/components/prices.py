"""What equipment costs: rules of the form a + b x size, and the real prices that replace them.

Nobody's price list is shipped. A rule gives what the market asked for such a thing, with a low and a high;
its standing is ``assumed`` until the user enters a price for the model.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, ClassVar, Protocol, TypeVar

from ..engine.messages import Message, message
from ..engine.sheet import Sheet, formula
from ..tables.catalog import Catalog
from ..tables.reading import Range

MARKET = "market_prices_assumed"
FEN = Decimal("0.01")


class RealPrice(Protocol):
    """A price the user entered for a model (``project.PriceOverride``)."""

    @property
    def model(self) -> str:
        """The model, or the name of a works rule."""

    @property
    def price_yuan(self) -> float:
        """Price of one, tax included."""

    @property
    def document(self) -> str:
        """Whose price, and where it stands."""


@dataclass(frozen=True, slots=True)
class PriceRule:
    """Yuan with tax for one piece: ``a_yuan`` + ``b_yuan_unit`` x size, for sizes above one, up to another.

    ``key`` tells the things of a kind apart (family, lining, build); ``size_quantity`` names the size. The
    ratios bound what the market asks.
    """

    TABLE: ClassVar[str] = "prices/price_rules.csv"
    KEY: ClassVar[tuple[str, ...]] = ("kind", "key", "price_size__from", "valid_from")
    kind: str
    key: str
    size_quantity: str
    price_size__from: Annotated[float, Range(0, 1e6)]
    price_size__to: Annotated[float, Range(0, 1e6)] | None
    a_yuan: Annotated[float, Range(-1e6, 1e7)]
    b_yuan_unit: Annotated[float, Range(0, 1e6)]
    low_ratio: Annotated[float, Range(0.1, 1)]
    high_ratio: Annotated[float, Range(1, 10)]
    valid_from: date
    valid_to: date | None
    source: str

    def holds(self, size: float) -> bool:
        """Whether the rule is for this size."""
        high = math.inf if self.price_size__to is None else self.price_size__to
        return self.price_size__from < size <= high


TABLES = (PriceRule,)


@dataclass(frozen=True, slots=True)
class Price:
    """The price of one piece, tax included; ``standing`` is "assumed" or "user", ``basis`` tells why."""

    yuan: Decimal
    low_yuan: Decimal
    high_yuan: Decimal
    standing: str
    basis: Message
    source: str


class MissingPrice(Exception):
    """No rule prices such a thing; ``message`` names it."""

    def __init__(self, kind: str, key: str, size: float) -> None:
        super().__init__(f"{kind} {key} {size:g}")
        self.message = message("fault.price_missing", kind=kind, rule=key, price_size=size)


@formula("unit_price_yuan", "floor(a_yuan + b_yuan_unit * price_size + 0.5)", source=MARKET)
def rule_price(a_yuan: float, b_yuan_unit: float, price_size: float) -> float:
    """Price of one piece by a rule, rounded half up to whole yuan.

    >>> rule_price(500.0, 4.0, 1000.0)
    4500
    """
    return math.floor(a_yuan + b_yuan_unit * price_size + 0.5)


@formula("unit_price_yuan__low", "floor(unit_price_yuan * low_ratio + 0.5)", source=MARKET)
def low_price(unit_price_yuan: float, low_ratio: float) -> float:
    """The low end of what the market asks, whole yuan."""
    return math.floor(unit_price_yuan * low_ratio + 0.5)


@formula("unit_price_yuan__high", "floor(unit_price_yuan * high_ratio + 0.5)", source=MARKET)
def high_price(unit_price_yuan: float, high_ratio: float) -> float:
    """The high end of what the market asks, whole yuan."""
    return math.floor(unit_price_yuan * high_ratio + 0.5)


class Dated(Protocol):
    """A row that counts from one day to another."""

    @property
    def valid_from(self) -> date:
        """First day."""

    @property
    def valid_to(self) -> date | None:
        """Last day; None where it is open."""


D = TypeVar("D", bound=Dated)


def in_force(rows: Iterable[D], on: date) -> tuple[D, ...]:
    """The rows that count on a day."""
    return tuple(row for row in rows if row.valid_from <= on and (row.valid_to is None or on <= row.valid_to))


def nearest(rows: Iterable[D], on: date | None) -> D:
    """The row that counts on a day, else the nearest in time: the latest without a day.

    Raises ValueError for no rows.
    """
    ordered = sorted(rows, key=lambda row: row.valid_from)
    if not ordered:
        raise ValueError("no rows")
    if on is None:
        return ordered[-1]
    begun = [row for row in ordered if row.valid_from <= on]
    return begun[-1] if begun else ordered[0]


def price_rule(catalog: Catalog, kind: str, key: str, size: float, on: date | None = None) -> PriceRule:
    """The rule for a thing of a size: of those in force on the day, else the latest.

    Prices are assumed anyway, so a day before or after all rules takes the nearest rather than none.
    Raises MissingPrice where no rule holds for the kind, key and size.
    """
    rules = [
        rule for rule in catalog.rows(PriceRule)
        if (rule.kind, rule.key) == (kind, key) and rule.holds(size)
    ]  # fmt: skip
    if not rules:
        raise MissingPrice(kind, key, size)
    return nearest(rules, on)


def unit_price(
    catalog: Catalog, kind: str, key: str, size: float, overrides: Sequence[RealPrice] = (), *,
    model: str = "", on: date | None = None, sheet: Sheet | None = None,
) -> Price:  # fmt: skip
    """The price of one piece: the user's for the model if there is one, else by rule.

    ``size`` is of the rule's ``size_quantity``; ``on`` the day of the quote. With a recording ``sheet`` the
    steps are written down. Raises MissingPrice.
    """
    sheet = Sheet(catalog.decimals) if sheet is None else sheet
    real = next((price for price in reversed(overrides) if model and price.model == model), None)
    if real is not None:
        return user_price(real, sheet)
    rule = price_rule(catalog, kind, key, sheet.rounded("price_size", size), on)
    place = {"table": PriceRule.TABLE, "row": f"{kind} {key}", "source": rule.source}
    a_yuan = sheet.look_up("a_yuan", rule.a_yuan, **place)
    b_yuan_unit = sheet.look_up("b_yuan_unit", rule.b_yuan_unit, **place)
    yuan = sheet.work(rule_price, a_yuan=a_yuan, b_yuan_unit=b_yuan_unit, price_size=size)
    return assumed_price(sheet, yuan, rule.low_ratio, rule.high_ratio, place)


def assumed_price(
    sheet: Sheet, yuan: float, low_ratio: float, high_ratio: float, place: dict[str, str]
) -> Price:
    """A price by a rule with its low and high end; ``place`` says which row."""
    low_ratio = sheet.look_up("low_ratio", low_ratio, **place)
    high_ratio = sheet.look_up("high_ratio", high_ratio, **place)
    low = sheet.work(low_price, unit_price_yuan=yuan, low_ratio=low_ratio)
    high = sheet.work(high_price, unit_price_yuan=yuan, high_ratio=high_ratio)
    basis = message("price.basis.rule", unit_price_yuan__low=low, unit_price_yuan__high=high)
    return Price(money(yuan), money(low), money(high), "assumed", basis, place["source"])


def user_price(real: RealPrice, sheet: Sheet) -> Price:
    """A price the user entered. Raises ValueError for one that is no amount of money."""
    yuan = money(real.price_yuan)
    sheet.given("unit_price_yuan", float(yuan))
    basis = message("price.basis.user", document=real.document)
    return Price(yuan, yuan, yuan, "user", basis, "")


def money(yuan: float | Decimal) -> Decimal:
    """An amount of money with two places, half up, by the digits a float shows.

    Raises ValueError for what is negative or not finite.

    >>> money(1.005)
    Decimal('1.01')
    """
    amount = Decimal(str(yuan))
    if not amount.is_finite() or amount < 0:
        raise ValueError(f"not an amount of money: {yuan}")
    return amount.quantize(FEN, ROUND_HALF_UP)
