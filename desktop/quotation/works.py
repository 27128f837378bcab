"""What comes with the equipment: controls, power supply, works, services, freight, by the tables' rules."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..components.prices import MARKET, RealPrice, assumed_price, nearest, user_price
from ..engine.messages import message
from ..engine.sheet import Sheet, formula
from ..tables.catalog import Catalog
from .lines import Item
from .rules import WorksRule


@dataclass(frozen=True, slots=True)
class Basis:
    """What the rules are applied to: the list price of all equipment, and the greatest electric power."""

    equipment_price_yuan: Decimal
    power_peak_kw: float


@formula("unit_price_yuan", "floor(price_share_fraction * equipment_price_yuan + 0.5)", source=MARKET)
def price_by_share(price_share_fraction: float, equipment_price_yuan: float) -> float:
    """Price of works as a share of the equipment's list price, whole yuan.

    >>> price_by_share(0.45, 1_000_000.0)
    450000
    """
    return math.floor(price_share_fraction * equipment_price_yuan + 0.5)


@formula("unit_price_yuan", "floor(price_yuan_kw * power_peak_kw + 0.5)", source=MARKET)
def price_by_power(price_yuan_kw: float, power_peak_kw: float) -> float:
    """Price of the low-voltage supply by the greatest electric power, whole yuan.

    >>> price_by_power(250.0, 700.0)
    175000
    """
    return math.floor(price_yuan_kw * power_peak_kw + 0.5)


def works_rules(catalog: Catalog, on: date) -> tuple[WorksRule, ...]:
    """The rules of a day in the table's order; a day no row holds for takes the nearest row of each rule."""
    editions: dict[str, list[WorksRule]] = {}
    for row in catalog.rows(WorksRule):
        editions.setdefault(row.rule, []).append(row)
    return tuple(nearest(rows, on) for rows in editions.values())


def works_items(
    catalog: Catalog, basis: Basis, scopes: frozenset[str], overrides: Sequence[RealPrice], on: date,
    sheet: Sheet,
) -> Iterator[Item]:  # fmt: skip
    """The items that are in scope; a rule without anything to be applied to gives none."""
    for rule in works_rules(catalog, on):
        applied_to = basis.equipment_price_yuan if rule.basis == "equipment" else basis.power_peak_kw
        if rule.scope in scopes and applied_to > 0:
            yield _item(rule, basis, overrides, sheet.part("book.quote", price_key(rule)))


def price_key(rule: WorksRule) -> str:
    """What a real price names to replace a works rule."""
    return f"works.{rule.rule}"


def _item(rule: WorksRule, basis: Basis, overrides: Sequence[RealPrice], sheet: Sheet) -> Item:
    key = price_key(rule)
    real = next((price for price in reversed(overrides) if price.model == key), None)
    if real is not None:
        price = user_price(real, sheet)
    else:
        place = {"table": WorksRule.TABLE, "row": rule.rule, "source": rule.source}
        price = assumed_price(sheet, _yuan(rule, basis, sheet, place), rule.low_ratio, rule.high_ratio, place)
    return Item(
        group=f"quote.group.{rule.group}", item=message(f"quote.item.works.{rule.rule}"), model="",
        unit="quote.unit.lump", quantity=1, price=price, tax_category=rule.tax_category, price_key=key,
    )  # fmt: skip


def _yuan(rule: WorksRule, basis: Basis, sheet: Sheet, place: dict[str, str]) -> float:
    if rule.price_share_fraction is not None:
        share = sheet.look_up("price_share_fraction", rule.price_share_fraction, **place)
        return sheet.work(
            price_by_share, price_share_fraction=share, equipment_price_yuan=float(basis.equipment_price_yuan)
        )
    assert rule.price_yuan_kw is not None  # the table's own check
    per_kw = sheet.look_up("price_yuan_kw", rule.price_yuan_kw, **place)
    return sheet.work(price_by_power, price_yuan_kw=per_kw, power_peak_kw=basis.power_peak_kw)
