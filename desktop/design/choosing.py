"""The ranking of a project: units, prices, declared tiers and filters of its catalogue and answers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

import numpy as np

from ..applications.questions import Answers
from ..components.gas_boilers import WALL_HUNG_UP_TO_KW, GasBoiler
from ..components.heat_pumps import Unit, heat_pumps
from ..components.labels import unit_verdict
from ..components.price_subjects import model_price
from ..components.prices import price_rule
from ..engine.sheet import Sheet
from ..engine.year import YearSums, sum_up
from ..tables.catalog import Catalog
from .context import Context
from .filters import NOT_COMPLIANT, TierOf, filters_of
from .leading import BOUNDED, best_of, least_energy_cost
from .operation import serve
from .ranking import HoursOf, PriceOf, Ranking, rank, without_those_that_stop
from .search_models import HeaterPriceOf
from .sizing import Sizing
from .tasks import Floats, Task

INLINE_UP_TO_KW = 36.0


def ranking_of(context: Context, task: Task, catalog: Catalog, *, explained: bool = True) -> Ranking:
    """All units of the catalogue for one task of a project.

    Where no reasons are wanted, those left out that cannot be the best by the objective that was chosen.
    """
    price_of = unit_prices(context, catalog)

    def hours_of(chosen: Sequence[Sizing]) -> list[YearSums]:
        load = context.hot_water_kw if task.mode == "hot_water" else context.heating_kw
        return [sum_up(serve(context, task, one, load, 0.0)) for one in chosen]

    filters = filters_of(context.answers)
    if task.mode == "hot_water":  # the budget is that of the units which serve the rooms
        filters = replace(filters, budget_yuan=math.inf)
    units = [unit for unit in heat_pumps(catalog) if task.mode in unit.modes]
    heater_price_of, tier_of = heater_prices(context, task, catalog), tiers(context, catalog)
    sheet, judged_by = Sheet(catalog.decimals), hours_of if task.mode != "cooling" else None

    def ranked(some: Sequence[Unit], by: HoursOf | None = None) -> Ranking:
        return rank(some, task, context.money, price_of, heater_price_of, sheet, filters, tier_of, by)

    objective = context.answers.text("ranking_objective")
    short = not explained and task.mode == "heating" and objective in BOUNDED
    if short and not _named(context.answers) and not _remembers(context.answers):
        least = least_energy_cost(units, task)
        return best_of(units, objective, context.money, price_of, ranked, judged_by, sheet, least)
    found = ranked(units, judged_by)
    if task.mode == "hot_water":
        found = without_those_that_stop(found, context.demand.t_design_c)
    return found


def _named(answers: Answers) -> bool:
    """Whether the user named a model, which may be far from the best."""
    return bool(answers.text("heat_pump_model"))


def _remembers(answers: Answers) -> bool:
    """Whether starts are charged for, which bins know nothing of: by them the best may be far from it."""
    return answers.number("start_loss_minutes") > 0.0


def unit_prices(context: Context, catalog: Catalog) -> PriceOf:
    """The price of a unit: the user's, or by rule; looked up once a model."""
    overrides, day = context.project.prices, context.answers.day("quote_date")
    prices: dict[str, float] = {}

    def price_of(unit: Unit) -> float:
        if not overrides:
            return _listed_price(catalog, unit.model, day)
        if unit.model not in prices:
            prices[unit.model] = float(model_price(catalog, "heat_pump", unit.model, overrides, on=day).yuan)
        return prices[unit.model]

    return price_of


@lru_cache(maxsize=1024)
def _listed_price(catalog: Catalog, model: str, day: date) -> float:
    """The price by the catalogue's rules."""
    return float(model_price(catalog, "heat_pump", model, on=day).yuan)


def heater_prices(context: Context, task: Task, catalog: Catalog) -> HeaterPriceOf:
    """Prices of backups by their heat, many at once; 0 for none."""
    day = context.answers.day("quote_date")
    places = catalog.decimals["price_size"]
    least_kw = min(one.boiler_heat_kw for one in catalog.rows(GasBoiler))

    def by_rule(kind: str, size_kw: Floats) -> Floats:
        # every size of a kind is under one rule; the price of one kilowatt shows which
        rule = price_rule(catalog, "backup_heater", kind, 1.0, day)
        return np.floor(rule.a_yuan + rule.b_yuan_unit * np.round(size_kw, places) + 0.5)

    def by_boiler(kind: str, heat_kw: Floats) -> Floats:
        rule = price_rule(catalog, "gas_boiler", kind, 1.0, day)
        return np.floor(rule.a_yuan + rule.b_yuan_unit * np.round(heat_kw, places) + 0.5)

    def boilers(heat_kw: Floats) -> Floats:
        small = heat_kw <= WALL_HUNG_UP_TO_KW
        smallest = np.maximum(heat_kw, least_kw)  # no smaller one is on the list
        found = np.where(small, by_boiler("wall_hung", smallest), by_boiler("condensing", heat_kw))
        return np.where(heat_kw > 0.0, found, 0.0)

    def prices(heat_kw: Floats) -> Floats:
        inline = heat_kw <= INLINE_UP_TO_KW
        found = np.where(inline, by_rule("inline_heater", heat_kw), by_rule("electric_boiler", heat_kw))
        return np.where(heat_kw > 0.0, found, 0.0)

    return boilers if task.backup_is_fuel else prices


def tiers(context: Context, catalog: Catalog) -> TierOf:
    """The tier of each model by what the project declares for it; 0 without a declared label."""
    declared = {one.model for one in context.project.labels}
    known: dict[str, int] = {}

    def tier_of(unit: Unit) -> int:
        if unit.model not in declared:
            return 0
        if unit.model not in known:
            said = unit_verdict(
                catalog, unit, context.answers.text("terminal"),  # type: ignore[arg-type]
                context.project.labels, context.answers.day("quote_date"),
            ).tier  # fmt: skip
            known[unit.model] = NOT_COMPLIANT if said == 0 else said or 0
        return known[unit.model]

    return tier_of
