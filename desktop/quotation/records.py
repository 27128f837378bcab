"""A quotation: lines, totals and terms; money is Decimal with two places."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ..engine.figures import Figures, FrozenMap
from ..engine.messages import Message
from ..engine.sheet import Step


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One priced line, tax included in ``unit_price_yuan`` as prices are asked in China.

    ``group`` is the text key of the section (units, tanks, works, freight ...), ``item`` names the thing
    (its values may hold a figure), ``unit`` is the text key of 台 / 套 / 项. ``amount_yuan`` is
    quantity x unit price x (1 - discount), rounded half up to the fen; ``tax_yuan`` is the tax inside it.
    ``standing`` is "assumed" until a real price replaces the rule named in ``basis``; ``price_key`` is what a
    ``PriceOverride`` says as its model to do so: the model (with VFD behind it for a pump's drive, HR for a
    heat pump's recovery module), for works ``works.`` and the name of their rule.
    """

    number: int
    group: str
    item: Message
    model: str
    unit: str
    quantity: int
    unit_price_yuan: Decimal
    discount_fraction: Decimal
    tax_fraction: Decimal
    amount_yuan: Decimal
    net_yuan: Decimal
    tax_yuan: Decimal
    standing: str
    basis: Message
    price_key: str


@dataclass(frozen=True, slots=True)
class Quote:
    """The price of a design and its terms. ``total_yuan`` is with tax and equals the sum of the lines.

    ``total_in_words`` is the total in RMB capitals, without 人民币 before it. ``terms`` are pairs of
    a heading's text key and the sentence; ``steps`` are the prices' part of the calculation book.
    ``information`` is told beside the total and never changes it: subsidies, what they leave to pay, payback.
    """

    number: str
    issued: date
    valid_until: date
    lines: tuple[QuoteLine, ...]
    net_yuan: Decimal
    tax_yuan: Decimal
    total_yuan: Decimal
    total_in_words: str
    price_assumed: bool
    terms: tuple[tuple[str, Message], ...]
    exclusions: tuple[Message, ...]
    steps: tuple[Step, ...]
    information: Figures = field(default_factory=FrozenMap)
