"""Priced lines: one arithmetic for goods, works and services, every step on the sheet."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from ..components.prices import FEN, Price
from ..engine.messages import Message
from ..engine.sheet import Sheet, formula
from ..tables.catalog import Catalog
from .records import QuoteLine
from .rules import TaxCategory, TaxRate, tax_rate

PHYSICS = "first_principles"


@dataclass(frozen=True, slots=True)
class Item:
    """Something to be sold, before taxes and discount; ``price_key`` is what a real price names."""

    group: str
    item: Message
    model: str
    unit: str
    quantity: int
    price: Price
    tax_category: TaxCategory
    price_key: str


@formula(
    "amount_yuan", "floor(item_count * unit_price_yuan * (1 - discount_fraction) * 100 + 0.50005) / 100",
    source=PHYSICS,
)  # fmt: skip
def line_amount(item_count: float, unit_price_yuan: float, discount_fraction: float) -> float:
    """Amount of a line, tax included, rounded half up to the fen.

    With prices in fen and discounts of four decimals the amount has at most six; the 0.00005 fen keep a half
    fen from being lost in binary arithmetic and move nothing else.

    >>> line_amount(1, 100.10, 0.05)
    95.1
    """
    return math.floor(item_count * unit_price_yuan * (1 - discount_fraction) * 100 + 0.50005) / 100


@formula("net_yuan", "amount_yuan / (1 + tax_fraction)", source=PHYSICS)
def net_of_tax(amount_yuan: float, tax_fraction: float) -> float:
    """Amount without the tax inside it.

    >>> round(net_of_tax(113.0, 0.13), 2)
    100.0
    """
    return amount_yuan / (1 + tax_fraction)


@formula("tax_yuan", "amount_yuan - net_yuan", source=PHYSICS)
def tax_inside(amount_yuan: float, net_yuan: float) -> float:
    """Tax inside an amount."""
    return amount_yuan - net_yuan


def quote_lines(
    items: Iterable[Item], catalog: Catalog, discount_fraction: float, on: date, sheet: Sheet
) -> tuple[QuoteLine, ...]:
    """The lines of the items, numbered from 1.

    Raises QuoteFault where no tax rate is known for the day.
    """
    return tuple(
        _line(number, item, discount_fraction, tax_rate(catalog, item.tax_category, on), sheet)
        for number, item in enumerate(items, start=1)
    )


def _line(number: int, item: Item, discount_fraction: float, rate: TaxRate, sheet: Sheet) -> QuoteLine:
    """Decimal is what counts; the sheet, which works in floats, comes to the same fen."""
    sheet = sheet.part("book.quote", item.price_key)
    discount_fraction = sheet.rounded("discount_fraction", discount_fraction)
    tax_fraction = sheet.look_up(
        "tax_fraction", rate.tax_fraction, table=TaxRate.TABLE, row=f"{rate.category} {rate.valid_from}",
        source=rate.source,
    )  # fmt: skip
    printed = sheet.work(
        line_amount, item_count=item.quantity, unit_price_yuan=float(item.price.yuan),
        discount_fraction=discount_fraction,
    )  # fmt: skip
    printed_net = sheet.work(net_of_tax, amount_yuan=printed, tax_fraction=tax_fraction)
    sheet.work(tax_inside, amount_yuan=printed, net_yuan=printed_net)
    discount, tax = Decimal(str(discount_fraction)), Decimal(str(tax_fraction))
    amount = (item.quantity * item.price.yuan * (1 - discount)).quantize(FEN, ROUND_HALF_UP)
    net = (amount / (1 + tax)).quantize(FEN, ROUND_HALF_UP)
    return QuoteLine(
        number=number, group=item.group, item=item.item, model=item.model, unit=item.unit,
        quantity=item.quantity, unit_price_yuan=item.price.yuan, discount_fraction=discount,
        tax_fraction=tax, amount_yuan=amount, net_yuan=net, tax_yuan=amount - net,
        standing=item.price.standing, basis=item.price.basis, price_key=item.price_key,
    )  # fmt: skip
