"""A design and its quote as JSON: every figure by its name in the nomenclature, after a schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from ..design.records import Design, TierVerdict, Topic
from ..engine.messages import Check, Message
from ..engine.sheet import Step
from ..quotation.completeness import MissingPart, missing_parts
from ..quotation.records import Quote

SCHEMA_VERSION = 1
SCHEMA_FILE = "design.schema.json"


def design_json(design: Design, quote: Quote | None = None) -> dict[str, Any]:
    """What ``resources/schema/design.schema.json`` describes; ``quote`` is null without one."""
    return {
        "schema_version": SCHEMA_VERSION,
        "catalog_hash": design.catalog_hash,
        "application": design.project.application,
        "answers": [
            {"name": one.name, "value": _plain(one.value), "standing": one.standing, "source": one.source}
            for one in design.answers.all()
            if one.standing != "missing"
        ],
        "site": _figures(design.site),
        "loads": _figures(design.loads),
        "load_comparison": [_figures(one) for one in design.load_comparison],
        "equipment": [
            {
                "kind": one.kind, "role": one.role, "model": one.model, "count": one.count,
                "standing": one.standing, "figures": _figures(one.figures),
                "notes": [_message(note) for note in one.notes],
            }
            for one in design.equipment
        ],
        "options": [
            {
                "kind": one.kind, "objective": one.objective, "rank": one.rank, "model": one.model,
                "family": one.family, "count": one.count, "order_holds": one.order_holds,
                "figures": _figures(one.figures),
            }
            for one in design.options
        ],
        "rejections": [
            {
                "model": one.model, "rule": one.rule, "value": one.value, "limit": one.limit,
                "quantity": one.quantity,
            }
            for one in design.rejections
        ],
        "tier": [_verdict(one) for one in design.tiers],
        "year": _figures(design.year),
        "monthly": {name: list(values) for name, values in design.monthly.items()},
        "checks": _checks(design.checks),
        "topics": [_topic(one) for one in design.topics],
        "quote": None if quote is None else _quote(quote, missing_parts(design)),
        "steps": [_step(step) for step in (*design.steps, *(quote.steps if quote else ()))],
    }  # fmt: skip


def _checks(checks: Iterable[Check]) -> list[dict[str, Any]]:
    return [
        {"rule": one.rule, "severity": one.severity, "message": _message(one.message)} for one in checks
    ]


def _topic(topic: Topic) -> dict[str, Any]:
    """A topic without its charts, which show what the figures say."""
    return {
        "id": topic.id,
        "figures": _figures(topic.figures),
        "tables": [
            {
                "id": table.id, "columns": list(table.columns),
                "rows": [
                    {
                        "label": row.label if isinstance(row.label, str) else _message(row.label),
                        "cells": [_plain(cell) for cell in row.cells],
                    }
                    for row in table.rows
                ],
            }
            for table in topic.tables
        ],
        "checks": _checks(topic.checks),
        "notes": [_message(note) for note in topic.notes],
    }  # fmt: skip


def _plain(value: object) -> Any:
    if isinstance(value, tuple):
        return [_figures(row) for row in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return value


def _figures(figures: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in figures.items()}


def _message(message: Message) -> dict[str, Any]:
    return {"key": message.key, "values": _figures(message.values)}


def _verdict(one: TierVerdict) -> dict[str, Any]:
    return {
        "model": one.model, "standard": one.standard, "table": one.table, "edition": one.edition,
        "metric": one.metric, "value": one.value, "tier": one.tier, "limits": list(one.limits),
        "gates": [
            {
                "name": gate.name, "t_outdoor_c": gate.t_outdoor_c, "t_leaving_c": gate.t_leaving_c,
                "limit": gate.limit, "value": gate.value, "standing": gate.standing,
            }
            for gate in one.gates
        ],
        "message": _message(one.message), "source": one.source, "clause": one.clause,
    }  # fmt: skip


def _quote(quote: Quote, missing: tuple[MissingPart, ...]) -> dict[str, Any]:
    return {
        "number": quote.number, "issued": quote.issued.isoformat(),
        "valid_until": quote.valid_until.isoformat(),
        "lines": [
            {
                "number": line.number, "group": line.group, "item": _message(line.item), "model": line.model,
                "unit": line.unit, "quantity": line.quantity, "unit_price_yuan": _plain(line.unit_price_yuan),
                "discount_fraction": _plain(line.discount_fraction),
                "tax_fraction": _plain(line.tax_fraction),
                "amount_yuan": _plain(line.amount_yuan), "net_yuan": _plain(line.net_yuan),
                "tax_yuan": _plain(line.tax_yuan), "standing": line.standing, "basis": _message(line.basis),
                "price_key": line.price_key,
            }
            for line in quote.lines
        ],
        "total_net_yuan": _plain(quote.net_yuan), "total_tax_yuan": _plain(quote.tax_yuan),
        "total_yuan": _plain(quote.total_yuan), "total_in_words": quote.total_in_words,
        "price_assumed": quote.price_assumed,
        "incomplete": bool(missing),
        "missing": [{"kind": one.kind, "role": one.role} for one in missing],
        "terms": [{"topic": topic, "message": _message(message)} for topic, message in quote.terms],
        "exclusions": [_message(message) for message in quote.exclusions],
        "information": _figures(quote.information),
    }  # fmt: skip


def _step(step: Step) -> dict[str, Any]:
    return {
        "section": step.section, "subject": step.subject, "kind": step.kind, "name": step.name,
        "value": _plain(step.value), "expression": step.expression, "inputs": _figures(step.inputs),
        "source": step.source, "clause": step.clause, "place": step.place, "method": step.method,
    }  # fmt: skip
