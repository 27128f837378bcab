"""The best options by each objective, first cost against yearly cost, and why every other model fell out."""

from __future__ import annotations

from collections.abc import Sequence

from ..design.records import Option
from ..engine.messages import Rejection
from ..engine.search import OBJECTIVES
from .blocks import Block, Figure, Heading, Paragraph, Table
from .case import Case
from .chapter_process import process_key
from .chart_layout import plot_of

_WIDE_NAMES = (0.06, 0.24, 0.06, 0.1, 0.1, 0.1, 0.13, 0.13, 0.08)
FRONTS = {"heat_pump": "front", "water_heater": "front_hot_water"}
_COLUMNS = ("backup_kw", "seasonal_cop", "backup_fraction", "first_cost_yuan", "yearly_cost_yuan")
_COLUMNS_OF = {
    "heat_pump_machine": (
        "cop__system", "electricity_kwh_t", "cover_fraction", "first_cost_yuan", "yearly_cost_yuan",
    ),
}


def options(case: Case) -> tuple[Block, ...]:
    """Ranked options of heating and hot water, then the rejections."""
    voice, design = case.voice, case.design
    blocks: list[Block] = [
        Heading(voice("proposal.chapter.options"), room=0.6),
        Paragraph(voice(process_key(case, "proposal.options.intro"))),
        *case.price_notice(),
    ]
    for kind in dict.fromkeys(option.kind for option in design.options):
        blocks.append(
            Heading(voice("proposal.options.of", kind=voice.texts.get(f"quote.item.{kind}", kind)), 2)
        )
        for objective in dict.fromkeys((*OBJECTIVES, *(one.objective for one in design.options))):
            found = [one for one in design.options if (one.kind, one.objective) == (kind, objective)]
            if found:
                blocks.append(_ranking(case, objective, found))
        chart = design.charts.get(FRONTS.get(kind, ""))
        if chart is not None:
            blocks.append(Figure(plot_of(chart, voice.texts), voice.message(chart.title)))
    if design.rejections:
        blocks += [
            Heading(voice("proposal.options.rejected"), 2),
            Paragraph(voice("proposal.options.rejected_intro")),
            _rejections(case, design.rejections),
        ]
    return tuple(blocks)


def _ranking(case: Case, objective: str, found: Sequence[Option]) -> Table:
    voice = case.voice
    columns = _COLUMNS_OF.get(found[0].kind, _COLUMNS)
    chosen = {(one.kind, one.model) for one in case.design.equipment}
    return Table(
        header=(
            voice("proposal.options.rank"), voice("proposal.model"), voice("proposal.count"),
            *(voice.head(name) for name in columns), voice("proposal.options.holds"),
        ),
        rows=tuple(
            (
                str(one.rank),
                f"{one.model} ●" if (one.kind, one.model) in chosen else one.model,
                str(one.count),
                *(voice.number(name, one.figures.get(name)) for name in columns),
                voice("yes" if one.order_holds else "no"),
            )
            for one in found
        ),
        align=("center", "left", "right", "right", "right", "right", "right", "right", "center"),
        widths=(0.07, 0.14, 0.07, 0.11, 0.1, 0.11, 0.15, 0.15, 0.1) if columns is _COLUMNS else _WIDE_NAMES,
        caption=voice(f"proposal.options.by_{objective}"),
        tones=tuple((n, "good") for n, one in enumerate(found) if (one.kind, one.model) in chosen),
        note=voice(process_key(case, "proposal.options.note")),
    )  # fmt: skip


def _rejections(case: Case, rejections: Sequence[Rejection]) -> Table:
    """Every model that is not among the best, grouped by the rule it failed."""
    voice = case.voice
    rules: dict[str, list[Rejection]] = {}
    for one in rejections:
        rules.setdefault(one.rule, []).append(one)
    rows: list[tuple[str, ...]] = []
    groups: list[int] = []
    for rule, found in rules.items():
        groups.append(len(rows))
        rows.append((voice.term("rule", rule), "", "", ""))
        rows += [
            (one.model, _what(case, one), _said(case, one, one.value), _said(case, one, one.limit))
            for one in found
        ]
    heads = (
        "proposal.model",
        "proposal.options.quantity",
        "proposal.options.value",
        "proposal.options.limit",
    )
    return Table(
        header=tuple(voice(key) for key in heads),
        rows=tuple(rows),
        align=("left", "left", "right", "right"),
        widths=(0.22, 0.34, 0.22, 0.22),
        group_rows=tuple(groups),
    )


def _what(case: Case, one: Rejection) -> str:
    return case.voice.label(one.quantity) if one.quantity else ""


def _said(case: Case, one: Rejection, value: float | str) -> str:
    if isinstance(value, str):
        words = [word.strip() for word in value.split(",") if word.strip()]
        voice = case.voice
        known = (voice.texts.get(f"mode.{word}", voice.choice(one.rule, word)) for word in words)
        return ", ".join(known) or "–"
    return case.voice.value(one.quantity, value) if one.quantity else f"{value:g}"
