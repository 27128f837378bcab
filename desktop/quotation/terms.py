"""The terms of a quotation and what it leaves out, chosen by what is in its scope."""

from __future__ import annotations

from dataclasses import dataclass

from ..applications.questions import Answers
from ..engine.figures import FrozenMap, Value
from ..engine.messages import Message, message
from ..engine.sheet import Sheet
from ..tables.catalog import Catalog
from .rules import PaymentPreset, QuoteFault, Scope, Term

INSTALMENTS = ("advance_fraction", "before_delivery_fraction", "acceptance_fraction", "retention_fraction")


@dataclass(frozen=True, slots=True)
class Terms:
    """Pairs of a heading's text key and a sentence, and the exclusions."""

    terms: tuple[tuple[str, Message], ...]
    exclusions: tuple[Message, ...]


def terms(catalog: Catalog, answers: Answers, price_assumed: bool, sheet: Sheet) -> Terms:
    """The terms by the answers, the shares of the payment written down.

    Raises QuoteFault for a way of paying the catalogue does not know.
    """
    said = _scopes(answers, price_assumed)
    payment = payment_preset(catalog, answers)
    values: FrozenMap[Value] = FrozenMap(
        delivery_days=int(answers.number("delivery_days")),
        warranty_months=int(answers.number("warranty_months")),
        validity_days=int(answers.number("validity_days")),
        **{
            name: sheet.look_up(
                name, getattr(payment, name), table=payment.TABLE, row=payment.preset, source=payment.source
            )
            for name in INSTALMENTS
        },
    )
    rows = [row for row in catalog.rows(Term) if row.scope in said]
    sentences = [(row.topic, _sentence(row, payment, values)) for row in rows]
    if payment.preset != answers.text("payment_terms"):
        place = 1 + max(n for n, (topic, _) in enumerate(sentences) if topic == "payment")
        sentences.insert(place, ("payment", message("quote.term.retention_limited")))
    return Terms(
        tuple((f"quote.topic.{topic}", sentence) for topic, sentence in sentences if topic != "exclusion"),
        tuple(sentence for topic, sentence in sentences if topic == "exclusion"),
    )


def payment_preset(catalog: Catalog, answers: Answers) -> PaymentPreset:
    """The way of paying; with works in scope the one whose retention the law allows for works."""
    presets = {row.preset: row for row in catalog.rows(PaymentPreset)}
    chosen = answers.text("payment_terms")
    if chosen not in presets:
        raise QuoteFault(message("fault.unknown_payment", preset=chosen))
    preset = presets[chosen]
    return presets[preset.works_preset] if answers.flag("works_in_scope") else preset


def _scopes(answers: Answers, price_assumed: bool) -> set[Scope]:
    said: set[Scope] = {"always"}
    said.add("works" if answers.flag("works_in_scope") else "supply_only")
    said.add("freight" if answers.flag("freight_in_scope") else "no_freight")
    if price_assumed:
        said.add("assumed_price")
    return said


def _sentence(row: Term, payment: PaymentPreset, values: FrozenMap[Value]) -> Message:
    """Ways of paying have a text each, so that instalments of nothing are not spoken of."""
    return Message(f"{row.text}.{payment.preset}" if row.topic == "payment" else row.text, values)
