"""Plants of two models: the best of all pairs of the best 50 models, beside the best of one model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

import numpy as np

from ..components.heat_pumps import heat_pumps
from ..engine.messages import Rejection
from ..engine.search import Found, Models, search
from ..engine.search_pairs import Mixed, Shares, search_pairs
from ..engine.sheet import Sheet
from .choosing import heater_prices, tiers, unit_prices
from .filters import filters_of, refused
from .plant import PlantDesign
from .records import FigureTable, TableRow, Topic
from .search_models import bins_of, costs_of, models_of, plant_duty, rules_of, task_cut
from .sizing import Sizing, size
from .tasks import Task

PAIRED = 50
COLUMNS = ("unit_count", "backup_kw", "first_cost_yuan", "yearly_cost_yuan")


def mixed(plant: PlantDesign, sheet: Sheet) -> Topic | None:
    """The best mixed plants by first cost and by yearly cost; None where they are not asked for."""
    context, catalog, task = plant.context, plant.catalog, plant.context.heating
    answers = context.answers
    if task is None or "mixed_units" not in answers or not answers.flag("mixed_units"):
        return None
    if plant_duty(task) not in ("monovalent", "bivalent_parallel"):
        return None
    filters, tier_of, price_of = filters_of(answers), tiers(context, catalog), unit_prices(context, catalog)
    quiet = sheet.silent()
    outcomes = [
        size(unit, task, quiet)
        for unit in heat_pumps(catalog)
        if "heating" in unit.modes and refused(unit, filters, tier_of) is None
    ]
    sized = [one for one in outcomes if not isinstance(one, Rejection)]
    task = task_cut(sized, task)
    models = models_of(sized, task, [price_of(one.unit) for one in sized])
    rules = rules_of(task, filters)
    costs = costs_of(task, context.money, heater_prices(context, task, catalog))
    alone = search(models, bins_of(task), rules, costs)
    order = np.argsort(alone.by_model["yearly_cost"].yearly_cost_yuan, kind="stable")
    best = [int(row) for row in order[:PAIRED] if alone.failed[row] < 0]
    some = Models(*(getattr(models, one.name)[best] for one in fields(Models)))
    chosen = [sized[row] for row in best]
    found = search_pairs(some, _shares(chosen, task), bins_of(task), rules, costs)
    if not found.yearly_cost:
        return None
    part = sheet.part("book.mixed")
    tables = (
        FigureTable(
            "mixed_first_cost",
            COLUMNS,
            _rows(alone.best("first_cost"), sized, found.first_cost, chosen, part),
        ),
        FigureTable(
            "mixed_yearly_cost",
            COLUMNS,
            _rows(alone.best("yearly_cost"), sized, found.yearly_cost, chosen, part),
        ),
    )
    return Topic("mixed", tables=tables)


def _shares(sized: Sequence[Sizing], task: Task) -> Shares:
    """What one unit carries of the load at its bivalent point, and of the cooling load."""
    bivalent = [one.at_bivalent.capacity_kw / one.load_bivalent_kw for one in sized]
    cooling = [one.cooling_kw / task.cooling_kw if task.cooling_kw else np.inf for one in sized]
    return Shares(np.array(bivalent), np.array(cooling))


def _rows(
    single: Found | None,
    sized: Sequence[Sizing],
    pairs: Sequence[Mixed],
    paired: Sequence[Sizing],
    sheet: Sheet,
) -> tuple[TableRow, ...]:
    """The best of one model, then the best pairs; what costs no more than one model is marked."""
    rows = []
    if single is not None:
        label = f"{single.count} × {sized[single.model].unit.model}"
        figures = (single.count, single.backup_kw, single.first_cost_yuan, single.yearly_cost_yuan)
        rows.append(TableRow(label, _written(figures, sheet)))
    for one in pairs:
        (a, b), (n, m) = one.models, one.counts
        label = f"{n} × {paired[a].unit.model} + {m} × {paired[b].unit.model}"
        figures = (n + m, one.backup_kw, one.first_cost_yuan, one.yearly_cost_yuan)
        for count in (n, m):
            sheet.simulated("unit_count", count, method="method.candidate", source="hour_simulation")
        rows.append(TableRow(label, _written(figures, sheet)))
    return tuple(rows)


def _written(figures: Sequence[float], sheet: Sheet) -> tuple[float, ...]:
    return tuple(
        sheet.simulated(name, value, method="method.candidate", source="hour_simulation")
        for name, value in zip(COLUMNS, figures, strict=True)
    )
