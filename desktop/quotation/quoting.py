"""From a design to its quote: equipment, what comes with it, totals and terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from ..components.own_catalog import with_own_units
from ..components.price_subjects import drive_apart, engineered, model_price
from ..design.records import Design, Equipment
from ..engine.figures import Figures
from ..engine.messages import Message
from ..engine.sheet import Sheet
from ..tables.catalog import Catalog
from .information import information
from .lines import Item, quote_lines
from .records import Quote, QuoteLine
from .rmb import in_capitals
from .terms import terms
from .works import Basis, works_items

NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Sold:
    """Under which head a kind of equipment is sold, and by what it is counted (text keys)."""

    group: str
    unit: str


SOLD = {
    "heat_pump": Sold("quote.group.units", "quote.unit.piece"),
    "lift_pump": Sold("quote.group.units", "quote.unit.piece"),
    "water_heater": Sold("quote.group.units", "quote.unit.piece"),
    "heat_recovery": Sold("quote.group.units", "quote.unit.piece"),
    "backup_heater": Sold("quote.group.units", "quote.unit.piece"),
    "gas_boiler": Sold("quote.group.units", "quote.unit.piece"),
    "storage_tank": Sold("quote.group.tanks", "quote.unit.piece"),
    "buffer_tank": Sold("quote.group.tanks", "quote.unit.piece"),
    "pump": Sold("quote.group.pumps", "quote.unit.piece"),
    "pump_drive": Sold("quote.group.pumps", "quote.unit.piece"),
    "expansion_vessel": Sold("quote.group.accessories", "quote.unit.piece"),
    "plate_exchanger": Sold("quote.group.accessories", "quote.unit.piece"),
    "heat_pump_machine": Sold("quote.group.units", "quote.unit.set"),
    "steam_compressor": Sold("quote.group.units", "quote.unit.set"),
    "auxiliary_heater": Sold("quote.group.units", "quote.unit.set"),
    "process_exchanger": Sold("quote.group.accessories", "quote.unit.set"),
    "process_pump": Sold("quote.group.pumps", "quote.unit.set"),
}
"""Every kind of equipment a design can hold; groups are printed in this order."""
GROUPS = tuple(dict.fromkeys(sold.group for sold in SOLD.values()))

ROLES = frozenset(
    ("pump", role)
    for role in (
        *("heating_circulation", "cooling_circulation", "primary_circulation"),
        "intermediate_circulation",
        *("hot_water_charging", "hot_water_loop", "make_up"),
    )
)
"""Kinds whose roles have a name of their own in the texts (``quote.item.<kind>.<role>``)."""


def quote(design: Design, catalog: Catalog) -> Quote:
    """Price a design. Pure: the same design and catalogue give the same quote.

    Raises MissingAnswer where the quote's date is not answered, QuoteFault and MissingPrice where the tables
    do not price it.
    """
    catalog = with_own_units(catalog, design.project.own_units)
    answers = design.answers
    issued = answers.day("quote_date")
    sheet = Sheet.recording(catalog.decimals)
    items = sorted(
        _equipment_items(design, catalog, issued, sheet), key=lambda item: GROUPS.index(item.group)
    )
    basis = Basis(_list_price(items, sheet), _connected_power(design))
    scopes = frozenset(scope for scope in ("works", "freight") if answers.flag(f"{scope}_in_scope"))
    items += works_items(catalog, basis, scopes, design.project.prices, issued, sheet)
    lines = quote_lines(items, catalog, answers.number("discount_fraction"), issued, sheet)
    assumed = any(line.standing == "assumed" for line in lines)
    said = terms(catalog, answers, assumed, sheet.part("book.quote"))
    total = _total(lines, "amount_yuan", "total_yuan", sheet)
    return Quote(
        number=answers.text("quote_number"), issued=issued,
        valid_until=issued + timedelta(days=int(answers.number("validity_days"))), lines=lines,
        net_yuan=_total(lines, "net_yuan", "total_net_yuan", sheet),
        tax_yuan=_total(lines, "tax_yuan", "total_tax_yuan", sheet), total_yuan=total,
        total_in_words=in_capitals(total), price_assumed=assumed, terms=said.terms,
        exclusions=said.exclusions,
        information=information(design, float(total), sheet.part("book.quote_information")),
        steps=sheet.steps,
    )  # fmt: skip


def _equipment_items(design: Design, catalog: Catalog, on: date, sheet: Sheet) -> Iterator[Item]:
    for equipment in design.equipment:
        key = f"{equipment.model} HR" if equipment.kind == "heat_recovery" else equipment.model
        yield _item(equipment, key, design, catalog, on, sheet)
        slowed = equipment.kind == "pump" and _number(equipment.figures, "speed_ratio", 1.0) < 1
        if slowed and drive_apart(catalog, equipment.model):
            drive = replace(equipment, kind="pump_drive", role="")
            yield _item(drive, f"{equipment.model} VFD", design, catalog, on, sheet)


def _item(
    equipment: Equipment, price_key: str, design: Design, catalog: Catalog, on: date, sheet: Sheet
) -> Item:
    sold = SOLD[equipment.kind]
    price = model_price(
        catalog, equipment.kind, equipment.model, design.project.prices, price_key=price_key, on=on,
        sheet=sheet.part("book.quote", price_key),
        engineered=engineered(equipment.kind, equipment.role, equipment.figures),
    )  # fmt: skip
    return Item(
        group=sold.group, item=_name(equipment), unit=sold.unit, quantity=equipment.count, price=price,
        model=equipment.model if price_key == equipment.model else "", tax_category="goods",
        price_key=price_key,
    )  # fmt: skip


def _name(equipment: Equipment) -> Message:
    named = (equipment.kind, equipment.role) in ROLES
    key = f"{equipment.kind}.{equipment.role}" if named else equipment.kind
    return Message(f"quote.item.{key}", equipment.figures)


def _connected_power(design: Design) -> float:
    """Power the supply must carry in kW; 0 where the design does not say."""
    return _number(design.loads, "connected_power_kw")


def _number(figures: Figures, name: str, default: float = 0.0) -> float:
    value = figures.get(name, default)
    return float(value) if isinstance(value, int | float) else default


def _list_price(items: Iterable[Item], sheet: Sheet) -> Decimal:
    """All equipment at list price: what shares are taken of, so that a discount is given once."""
    prices = [item.quantity * item.price.yuan for item in items]
    total = sum(prices, NOTHING)
    sheet.part("book.quote").simulated(
        "equipment_price_yuan", float(total), method="method.sum_of_list_prices", source="first_principles",
        inputs={f"equipment_price_yuan__{n}": float(price) for n, price in enumerate(prices, start=1)},
    )  # fmt: skip
    return total


def _total(lines: Iterable[QuoteLine], column: str, name: str, sheet: Sheet) -> Decimal:
    amounts: dict[str, Decimal] = {f"{column}__{line.number}": getattr(line, column) for line in lines}
    total = sum(amounts.values(), NOTHING)
    sheet.part("book.quote").simulated(
        name, float(total), method="method.sum_of_lines", source="first_principles",
        inputs={key: float(amount) for key, amount in amounts.items()},
    )  # fmt: skip
    return total
