"""What a worker does: entries go in as text, outcomes and documents come back as text; it writes no file."""

from __future__ import annotations

import base64
import gc
import json
import re
from collections.abc import Mapping
from typing import Any

from .. import __version__
from ..applications.questions import BadAnswer, MissingAnswer
from ..components.prices import MissingPrice
from ..design import DesignFault, design
from ..design.records import Design
from ..engine.figures import FrozenMap, Value
from ..engine.messages import Message
from ..project import Project
from ..project_file import from_text
from ..quotation import QuoteFault, quote
from ..quotation.records import Quote
from ..tables.catalog import Catalog, load_catalog
from .records import Entry, Outcome, Part, Stamp, outcome_json

COLLECT_AFTER = 200_000
NAMES = frozenset(
    ("project_name", "customer_name", "company_name", "contact_name", "contact_phone", "quote_number")
)
"""Answers that only say who is meant: houses that differ in nothing else are worked out once."""
ALIKE_KEPT = 10_000
LOADS = ("heat_load_kw",)
YEAR = (
    "heat_load_kwh", "electricity_kwh", "backup_fraction", "seasonal_cop", "specific_cost_yuan_m2",
    "energy_cost_yuan__total",
)  # fmt: skip
UNIT = ("capacity_kw__design", "cop__design")


_alike: dict[str, dict[FrozenMap[Value], dict[str, Any]]] = {}


class WrongStamp(Exception):
    """A worker with another program or other tables than the caller's."""


def stamp_here() -> Stamp:
    """The program and the tables of this process."""
    return Stamp(__version__, load_catalog().hash)


def work_block(order: str, entries: str) -> str:
    """Work out a block of entries: JSON of outcomes in the order given.

    ``order`` is JSON of stamp, base project, stage and language; a worker of another stamp refuses.
    """
    wanted = json.loads(order)
    here = stamp_here()
    if wanted["stamp"] != [here.version, here.catalog_hash]:
        raise WrongStamp(f"{here.version} {here.catalog_hash[:8]}")
    base, catalog = from_text(wanted["base"]), load_catalog()
    gc.freeze()  # tables and maps stay as long as the process: not looked through again and again
    gc.set_threshold(COLLECT_AFTER)
    known = _alike.setdefault(order, {})
    found: list[dict[str, Any]] = []
    for one in json.loads(entries):
        entry = Entry(one["sheet"], one["row"], one["name"], FrozenMap(_answers(base, one["answers"])))
        if wanted["stage"] == "pdf":
            found.append(_worked(base, entry, wanted["stage"], wanted["language"], catalog))
            continue
        house = entry.answers.without(*NAMES)  # a mapping is equal by its entries, whatever their order
        if house not in known:
            if len(known) >= ALIKE_KEPT:
                known.clear()
            known[house] = _worked(base, entry, wanted["stage"], wanted["language"], catalog)
        found.append({**known[house], "sheet": entry.sheet, "row": entry.row, "name": entry.name})
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _answers(base: Project, plain: Mapping[str, Any]) -> dict[str, Value]:
    """Answers that travelled as text, in the types their questions take."""
    from ..applications.questions import check_value
    from ..applications.registry import application

    questions = {one.name: one for one in application(base.application).questions}
    return {name: check_value(questions[name], value) for name, value in plain.items()}


def _worked(base: Project, entry: Entry, stage: str, language: str, catalog: Catalog) -> dict[str, Any]:
    project = base.with_answers(entry.answers)
    try:
        made = design(project, catalog, explained=stage == "pdf")
        quoted = quote(made, catalog)
    except BadAnswer as fault:
        return outcome_json(_lost(entry, *fault.messages))
    except (MissingAnswer, DesignFault, QuoteFault, MissingPrice) as fault:
        return outcome_json(_lost(entry, fault.message))
    found = outcome_json(_outcome(entry, made, quoted))
    if stage == "pdf":
        found["pdf"] = _pdf(made, quoted, language, catalog)
    return found


def _lost(entry: Entry, *reasons: Message) -> Outcome:
    return Outcome(entry.sheet, entry.row, entry.name, faults=tuple(reasons))


def _outcome(entry: Entry, made: Design, quoted: Quote) -> Outcome:
    """The figures of a design and its price that a list shows."""
    figures: dict[str, Value] = {}
    for names, source in ((LOADS, made.loads), (YEAR, made.year)):
        figures |= {name: source[name] for name in names if name in source}
    for unit in made.equipment:
        if unit.kind == "heat_pump":
            figures |= {name: unit.figures[name] for name in UNIT if name in unit.figures}
    for topic in made.topics:
        if topic.id == "subsidy":
            figures |= dict(topic.figures)
    figures |= {
        "net_yuan": float(quoted.net_yuan),
        "tax_yuan": float(quoted.tax_yuan),
        "total_yuan": float(quoted.total_yuan),
        "concern_count": sum(one.severity in ("warning", "fault") for one in made.checks),
    }
    parts = tuple(Part(one.kind, one.role, one.model, one.count) for one in made.equipment)
    tiers = tuple("no_data" if one.tier is None else str(one.tier) for one in made.tiers)
    return Outcome(entry.sheet, entry.row, entry.name, FrozenMap(figures), parts, tiers)


def _pdf(made: Design, quoted: Quote, language: str, catalog: Catalog) -> str:
    from ..proposal.proposal import proposal
    from ..proposal.to_pdf import to_pdf

    rendered = to_pdf(proposal(made, quoted, "en" if language == "en" else "zh", catalog))
    return base64.b64encode(rendered.pdf).decode("ascii")


def file_name(outcome: Outcome) -> str:
    """The name of an entry's document: sheet, row, customer; nothing a Windows folder refuses.

    >>> file_name(Outcome("List", 7, "Zhang/San: *"))
    'List_00007_Zhang_San'
    """
    parts = (outcome.sheet, f"{outcome.row:05d}", outcome.name)
    plain = (re.sub(r'[\\/:*?"<>|\x00-\x1f]+', "_", one).strip(" ._")[:50].strip(" ._") for one in parts)
    return "_".join(one for one in plain if one)
