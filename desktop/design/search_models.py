"""Sized models as the arrays the search runs on, and what the search found as sized models again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ..engine import search as engine
from ..engine import selection as rules
from ..engine.messages import Rejection
from ..engine.search_sums import Bins
from ..engine.sheet import Sheet
from ..engine.year import Duty
from .filters import Filters, TierOf
from .sizing import SMALL_PLANT_KW, Sizing, backup_for, capacity_beside_backup, site_curves
from .tasks import Floats, Money, Task

BACKUP_SIZES = (0.25, 0.5, 0.75, 1.0)  # shares of the design load, offered beside the least that serves
HeaterPriceOf = Callable[[Floats], Floats]
QUANTITIES = {
    "unit_count_max": "unit_count",
    "standby": "standby_share_fraction",
    "backup_share_max": "backup_fraction",
    "budget": "first_cost_yuan",
}


def plant_duty(task: Task) -> Duty:
    """The duty the year is run by: a plant with backup is never monovalent, whatever it was sized for."""
    return "bivalent_parallel" if task.duty == "monovalent" and task.backup_allowed else task.duty


def cut_off(sizing: Sizing, task: Task) -> float:
    """Below this outdoor temperature the heat pumps stand still."""
    if task.mode == "cooling":
        return -np.inf
    return sizing.t_bivalent_c if task.duty == "bivalent_alternative" else sizing.t_limit_c


def task_cut(sized: Sequence[Sizing], task: Task) -> Task:
    """The task with its bins divided where any of the models stops."""
    return task.cut_at(cut_off(one, task) for one in sized)


def searched(
    sized: Sequence[Sizing],
    task: Task,
    money: Money,
    prices: Sequence[float],
    heater_price_of: HeaterPriceOf,
    filters: Filters,
    tier_of: TierOf,
) -> engine.Searched:
    """The exact search over models that are sized, their counts and backups."""
    cut = task_cut(sized, task)
    return engine.search(
        models_of(sized, cut, prices, tier_of),
        bins_of(cut),
        rules_of(task, filters),
        costs_of(task, money, heater_price_of),
    )


def models_of(
    sized: Sequence[Sizing], task: Task, prices: Sequence[float], tier_of: TierOf = lambda _: 0
) -> engine.Models:
    """Sized models as arrays."""
    curves = [site_curves(one.unit, task, task.bins.t_outdoor_c, task.frost_of_bin) for one in sized]
    shape = (len(sized), len(task.bins.hours))
    beside = [capacity_beside_backup(task, one.at_design, one.t_limit_c) for one in sized]

    def column(values: Sequence[float]) -> Floats:
        return np.array(values, dtype=float)

    return engine.Models(
        capacity_kw=np.array([capacity for capacity, _ in curves]).reshape(shape),
        cop=np.array([cop for _, cop in curves]).reshape(shape),
        minimum_load_fraction=column([one.unit.row.minimum_load_fraction for one in sized]),
        t_cut_off_c=column([cut_off(one, task) for one in sized]),
        capacity_design_kw=column([one.at_design.capacity_kw if one.at_design else 0.0 for one in sized]),
        capacity_beside_kw=column(beside),
        count_least=np.array([max(one.count_winter, one.count_summer) for one in sized], dtype=np.int64),
        price_yuan=column(prices),
        tier=np.array([tier_of(one.unit) for one in sized], dtype=np.int64),
        sound_power_db=column([one.unit.row.sound_power_db for one in sized]),
        allowed=np.ones(len(sized), dtype=bool),
    )


def bins_of(task: Task) -> Bins:
    """The hours with a load, with both prices of heat."""
    bins = task.bins
    return Bins(bins.hours, bins.load_kw, bins.t_outdoor_c, task.price_of_bin, task.backup_cost_of_bin)


def rules_of(task: Task, filters: Filters) -> engine.Rules:
    """What every design of a task must keep."""
    return engine.Rules(
        load_design_kw=task.line.design_kw,
        duty=plant_duty(task),
        count_max=task.unit_count_max,
        backup_allowed=task.backup_allowed,
        backup_share_max=task.backup_share_max,
        standby_share_min=task.standby_share_min,
        standby_counts_backup=task.standby_counts_backup,
        backup_least_kw=task.backup_least_kw,
        small_plant_kw=SMALL_PLANT_KW,
        budget_yuan=filters.budget_yuan,
    )


def costs_of(task: Task, money: Money, heater_price_of: HeaterPriceOf) -> engine.Costs:
    """Price of the backup, the share of a first cost that falls on a year, and sizes beside the least."""
    return engine.Costs(
        heater_price_of,
        money.annuity_fraction + money.maintenance_fraction,
        tuple(share * task.line.design_kw for share in BACKUP_SIZES),
    )


def with_found(sizing: Sizing, task: Task, count: int, backup_kw: float, sheet: Sheet) -> Sizing:
    """A sized model with the count and backup that were found, the backup worked out on the sheet."""
    ruled_by = sizing.ruled_by if count == sizing.count else "economy"
    least = backup_for(task, count, sizing.at_design, sizing.t_limit_c, sheet)
    share = next((one for one in BACKUP_SIZES if abs(one * task.line.design_kw - backup_kw) < 1e-6), 0.0)
    if share and backup_kw > least + 0.05:
        least = sheet.work(rules.backup_of_size, backup_size_fraction=share, heat_load_kw=task.line.design_kw)
    return sizing.with_count(count, least, ruled_by)


def rejections_of(sized: Sequence[Sizing], found: engine.Searched) -> tuple[Rejection, ...]:
    """The models that no count and backup makes serve, each with rule, value and limit."""
    told = []
    for place in np.nonzero(found.failed >= 0)[0].tolist():
        rule = engine.RULES[int(found.failed[place])]
        value, limit = float(found.value[place]), float(found.limit[place])
        places = 3 if rule in ("standby", "backup_share_max") else 0
        has, bound = round(value, places), round(limit, places)
        told.append(Rejection(sized[place].unit.model, rule, has, bound, QUANTITIES[rule]))
    return tuple(told)
