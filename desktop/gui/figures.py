"""Figures of a design as the window words them: headline cards, lists, tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from ..engine.figures import Value

if TYPE_CHECKING:
    from ..design.records import Design, Equipment, Option
    from ..quotation.records import Quote
    from .words import Words

PLANT_KINDS = ("heat_pump", "water_heater", "heat_pump_machine")
LOADS = ("process_heat_kw", "heat_load_kw", "cooling_load_kw", "hot_water_heat_pump_kw")
MARGINS = ("margin_fraction", "capacity_margin_fraction", "heating_margin_fraction")


@dataclass(frozen=True, slots=True)
class Headline:
    """One card: what, the figure, a remark, and how it is to be taken."""

    label: str
    value: str
    remark: str = ""
    tone: str = ""


def headlines(design: Design, quote: Quote | None, words: Words) -> list[Headline]:
    """The few figures that are always in view."""
    shown = []
    for load in [name for name in LOADS if name in design.loads][:1]:
        remark = _per_area(design, words) if load == "heat_load_kw" else ""
        shown.append(Headline(words.label(load), words.value(load, design.loads[load]), remark))
    shown += [_plant(one, words) for one in design.equipment if one.kind in PLANT_KINDS]
    margin = _first(design, MARGINS)
    if margin is not None:
        low = isinstance(margin[1], float) and margin[1] < 0
        shown.append(Headline(words.label(margin[0]), words.value(*margin), tone="bad" if low else ""))
    if design.tiers:
        shown.append(_tier(design, words))
    if quote is not None:
        shown.append(Headline(words("gui.total"), money(quote.total_yuan, words),
                              words("gui.price_assumed") if quote.price_assumed else "",
                              "warning" if quote.price_assumed else ""))  # fmt: skip
    services = ("cop__system", "seasonal_cop", "seasonal_cop__cooling", "seasonal_cop__hot_water")
    for names in (services, ("specific_cost_yuan_m2", "energy_cost_yuan__total", "energy_cost_yuan")):
        for name in [one for one in names if one in design.year][:1]:
            figure = words.value(name, design.year[name])
            shown.append(Headline(words.label(name), figure, words("gui.estimated")))
    chosen = chosen_option(design)
    if chosen is not None:
        for name in ("first_cost_yuan", "yearly_cost_yuan"):
            cost = chosen.figures.get(name)
            if isinstance(cost, int | float):
                shown.append(Headline(words.label(name), money(cost, words)))
    return shown


def _per_area(design: Design, words: Words) -> str:
    for name in ("heat_index_w_m2", "index_w_m2"):
        if name in design.loads:
            return words.value(name, design.loads[name])
    return ""


def _plant(one: Equipment, words: Words) -> Headline:
    return Headline(kind_label(one, words), f"{one.count} × {one.model}",
                    words.known(f"standing.{one.standing}", one.standing),
                    "warning" if one.standing in ("estimated", "assumed") else "")  # fmt: skip


def kind_label(one: Equipment, words: Words) -> str:
    """What a line of equipment is called: its role where that has a name, else its kind."""
    kind = words.known(f"equipment.{one.kind}", words.known(f"kind.{one.kind}", one.kind))
    role = words.known(f"equipment_role.{one.role}", words.known(f"role.{one.role}"))
    return f"{kind} · {role}" if role and role != kind else kind


def _tier(design: Design, words: Words) -> Headline:
    found = [verdict for verdict in design.tiers if verdict.tier is not None]
    if not found:
        return Headline(
            words("gui.tier"), words("gui.tier_none"), design.tiers[0].standard if design.tiers else ""
        )
    worst = max(found, key=lambda verdict: verdict.tier or 99)
    fails = any(verdict.tier == 0 for verdict in found)
    return Headline(words("gui.tier"), tier_text(0 if fails else worst.tier, words), worst.standard,
                    "bad" if fails else "good")  # fmt: skip


def tier_text(tier: int | None, words: Words) -> str:
    """A tier in words."""
    if tier is None:
        return words("gui.tier_none")
    return words("gui.tier_failed") if tier == 0 else words("gui.tier_number", tier=tier)


def _first(design: Design, names: tuple[str, ...]) -> tuple[str, Value] | None:
    for figures in (design.loads, design.site, design.year, *(one.figures for one in design.equipment)):
        for name in names:
            if name in figures:
                return name, figures[name]
    return None


def chosen_option(design: Design) -> Option | None:
    """The option that the chosen units came from."""
    models = {one.model for one in design.equipment if one.kind in PLANT_KINDS[:1]} or {
        one.model for one in design.equipment if one.kind in PLANT_KINDS
    }
    objective = design.answers.text("ranking_objective") if "ranking_objective" in design.answers else ""
    fits = [option for option in design.options if option.model in models]
    return next((option for option in fits if option.objective == objective), fits[0] if fits else None)


def money(yuan: float | Decimal, words: Words) -> str:
    """A sum for the eye, half up as on paper: 万元 in Chinese, whole yuan in English."""
    amount = Decimal(str(yuan))
    if words.language == "zh" and abs(amount) >= 10_000:
        rounded = (amount / 10_000).quantize(Decimal("0.01"), ROUND_HALF_UP)
        return words("gui.ten_thousand_yuan", amount=f"{rounded:,}")
    return words("gui.yuan", amount=f"{amount.quantize(Decimal(1), ROUND_HALF_UP):,}")


def cards(design: Design, words: Words) -> list[tuple[str, list[tuple[str, str]]]]:
    """The figures behind the headlines, a title and pairs of label and value a card."""
    found = [(words("gui.equipment"), [(kind_label(one, words), f"{one.count} × {one.model}")
                                       for one in design.equipment])]  # fmt: skip
    found.append((words("gui.loads"), rows(design.loads, words)))
    if design.load_comparison:
        found.append(
            (words("gui.load_comparison"), [_estimate(one, words) for one in design.load_comparison])
        )
    for role, figures in by_role(design.year).items():
        title = words("gui.year_of", role=words.known(f"role.{role}", role)) if role else words("gui.year")
        found.append((title, rows(figures, words)))
    found.append((words("gui.site"), rows(design.site, words)))
    return [card for card in found if card[1]]


def by_role(figures: Mapping[str, Value]) -> dict[str, dict[str, Value]]:
    """Figures sorted by the role in their name, the role left away.

    >>> by_role({"cop": 2.0, "cop__cooling": 4.0})
    {'': {'cop': 2.0}, 'cooling': {'cop': 4.0}}
    """
    groups: dict[str, dict[str, Value]] = {}
    for name, value in figures.items():
        quantity, _, role = name.partition("__")
        groups.setdefault(role, {})[quantity] = value
    return groups


def _estimate(figures: Mapping[str, Value], words: Words) -> tuple[str, str]:
    """One way to the heat load: its name, and low, likely and high."""
    method = str(figures.get("method", ""))
    name = words.known(f"proposal.method.{method}", method)
    found = [figures.get(key) for key in ("heat_load_kw__low", "heat_load_kw", "heat_load_kw__high")]
    texts = [
        words.texts.number("heat_load_kw", one, grouping=True)
        for one in found
        if isinstance(one, int | float)
    ]
    used = f" ✓ {words('gui.load_used')}" if figures.get("used") else ""
    return f"{name}{used}", f"{' – '.join(texts)} {words.unit('heat_load_kw')}"


def rows(figures: Mapping[str, Value], words: Words) -> list[tuple[str, str]]:
    """Figures as pairs of label and value, in their order; names in the other language are left out."""
    other = "_en" if words.language == "zh" else "_zh"
    return [
        (words.label(name), words.value(name, value))
        for name, value in figures.items()
        if value != "" and not name.endswith(other)
    ]
