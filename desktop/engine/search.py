"""The exact optimum over all models, all counts and all sizes of the backup.

Every model is looked at with every count from the least that its rules allow up to the most, and with every
size of the backup: the least that closes the gap at the design temperature and keeps the standby rule, and
the sizes that are offered beside it. Nothing is left out by rule of thumb. Models are taken in blocks, so
that the memory does not grow with the catalogue.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Literal

import numpy as np

from .arrays import Floats, Ints, Mask
from .search_sums import Bins, Curves, SearchDuty, short_bins, staging, sums_by_count, too_small

Objective = Literal["first_cost", "yearly_cost", "highest_tier"]
OBJECTIVES: tuple[Objective, ...] = ("first_cost", "yearly_cost", "highest_tier")
LEADING = 20  # designs that are worth running hour by hour
BLOCK = 512
TOLERANCE = 1e-9

RULES = ("allowed", "sound_power_db", "tier", "unit_count_max", "standby", "backup_share_max", "budget")
"""What a model can fail, in the order in which it is asked."""


@dataclass(frozen=True, slots=True, eq=False)
class Models:
    """A catalogue as arrays, a row a model.

    ``capacity_design_kw`` is one unit's at the design temperature, 0 where it cannot run there;
    ``capacity_beside_kw`` what it adds to the backup there, 0 where the backup carries the load alone.
    ``count_least`` is the least count by bivalent point and cooling. ``tier`` is the declared energy tier, 0
    where none is declared. ``allowed`` is no for models that a filter by name or maker shuts out.
    """

    capacity_kw: Floats
    cop: Floats
    minimum_load_fraction: Floats
    t_cut_off_c: Floats
    capacity_design_kw: Floats
    capacity_beside_kw: Floats
    count_least: Ints
    price_yuan: Floats
    tier: Ints
    sound_power_db: Floats
    allowed: Mask

    def block(self, start: int, stop: int) -> Models:
        """Some of the models, without a copy."""
        return Models(*(getattr(self, one.name)[start:stop] for one in fields(self)))


@dataclass(frozen=True, slots=True)
class Rules:
    """What every design must keep; ``standby_share_min`` 0 switches that rule off.

    A backup has at least ``backup_least_kw``, where a heater comes with the unit.
    One unit alone is not asked for standby up to ``small_plant_kw``.
    """

    load_design_kw: float
    duty: SearchDuty
    count_max: int
    backup_allowed: bool = True
    backup_share_max: float = 1.0
    standby_share_min: float = 0.0
    standby_counts_backup: bool = True
    small_plant_kw: float = 0.0
    cycling_factor: float = 0.9
    budget_yuan: float = np.inf
    sound_power_max_db: float = np.inf
    tier_max: int = 0
    backup_least_kw: float = 0.0


@dataclass(frozen=True, slots=True)
class Costs:
    """``backup_price_yuan`` gives the price of backups by their heat, 0 for none; ``capital_fraction`` is the
    share of the first cost that falls on a year. ``sizes_kw`` are sizes offered beside the least."""

    backup_price_yuan: Callable[[Floats], Floats]
    capital_fraction: float
    sizes_kw: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """One design: the model's row, its count, its backup and what they cost."""

    model: int
    count: int
    backup_kw: float
    first_cost_yuan: float
    yearly_cost_yuan: float


@dataclass(frozen=True, slots=True, eq=False)
class BestOfModel:
    """The best count and backup of every model by one objective; costs are inf where no design is left."""

    count: Ints
    backup_kw: Floats
    first_cost_yuan: Floats
    yearly_cost_yuan: Floats

    def at(self, model: int) -> Found:
        """The design of one model."""
        return Found(
            model, int(self.count[model]), float(self.backup_kw[model]),
            float(self.first_cost_yuan[model]), float(self.yearly_cost_yuan[model]),
        )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Searched:
    """What the search found.

    ``front`` are the designs of which none other is better in first cost and in yearly cost, cheapest first.
    ``leading`` holds, by objective, the best 20 models, each with its best design. ``failed`` is the place in
    ``RULES`` of what shuts a model out, -1 where it serves; with the value it has and the limit it breaks.
    ``undeclared`` counts the models that serve and have no declared tier, left out of the highest tier.
    """

    by_model: dict[Objective, BestOfModel]
    leading: dict[Objective, tuple[Found, ...]]
    front: tuple[Found, ...]
    failed: Ints
    value: Floats
    limit: Floats
    undeclared: int

    def best(self, objective: Objective) -> Found | None:
        """The optimum; None where nothing serves."""
        return next(iter(self.leading[objective]), None)


@dataclass
class _Gathering:
    """What the blocks give, as they are looked at; used inside one search only."""

    best: dict[str, list[BestOfModel]] = field(default_factory=lambda: {"first_cost": [], "yearly_cost": []})
    front: list[Found] = field(default_factory=list)
    failed: list[tuple[Ints, Floats, Floats]] = field(default_factory=list)


def search(models: Models, bins: Bins, rules: Rules, costs: Costs) -> Searched:
    """The best designs of a catalogue by first cost, by yearly cost and by declared tier."""
    found = _Gathering()
    for start in range(0, len(models.price_yuan), BLOCK):
        _look_at(models.block(start, start + BLOCK), start, bins, rules, costs, found)
    by_model = {name: _joined(blocks) for name, blocks in found.best.items()}
    by_model["highest_tier"] = by_model["yearly_cost"]
    columns = tuple(zip(*found.failed, strict=True)) or ((), (), ())
    failed, value, limit = (np.concatenate([np.empty(0), *column]) for column in columns)
    serving = np.isfinite(by_model["yearly_cost"].yearly_cost_yuan)
    return Searched(
        by_model=by_model,  # type: ignore[arg-type]
        leading={name: _leading(by_model[name], name, models.tier) for name in OBJECTIVES},
        front=tuple(found.front), failed=failed.astype(np.int64), value=value, limit=limit,
        undeclared=int(np.count_nonzero(serving & (models.tier == 0))),
    )  # fmt: skip


def _look_at(
    models: Models, start: int, bins: Bins, rules: Rules, costs: Costs, found: _Gathering
) -> None:
    """All designs of a block of models: models x counts x sizes."""
    curves = Curves(models.capacity_kw, models.cop, models.minimum_load_fraction, models.t_cut_off_c)
    stage = staging(curves, bins, rules.duty)
    sums = sums_by_count(curves, stage, bins, rules.count_max, rules.cycling_factor)
    least_kw, enough = least_backup(models, rules)
    backup = np.broadcast_to(least_kw[:, :, None], (*least_kw.shape, 1))
    if costs.sizes_kw and rules.backup_allowed:
        beside = np.broadcast_to(np.array(costs.sizes_kw), (*least_kw.shape, len(costs.sizes_kw)))
        backup = np.concatenate([backup, beside], axis=2)
    counts = np.arange(1, rules.count_max + 1)
    asked = float(bins.hours @ bins.load_kw)
    share = sums.missing_kwh / asked if asked else np.zeros_like(sums.missing_kwh)
    share_max = rules.backup_share_max if rules.backup_allowed else np.inf
    serves = enough & (share <= share_max + TOLERANCE) & _by_name(models, rules)[:, None]
    first = (counts * models.price_yuan[:, None])[:, :, None] + costs.backup_price_yuan(backup)
    ready = serves[:, :, None] & (backup >= least_kw[:, :, None] - TOLERANCE * rules.load_design_kw)
    cheapest = np.where(ready, first, np.inf).min(axis=(1, 2))
    ready &= first <= rules.budget_yuan
    short = short_bins(stage, bins, rules.load_design_kw, models.capacity_beside_kw)
    energy = sums.energy_cost_yuan[:, :, None] + too_small(
        curves, stage, bins, backup, short, rules.cycling_factor
    )
    yearly = np.where(ready, first * costs.capital_fraction + energy, np.inf)
    first = np.where(ready, first, np.inf)
    found.best["first_cost"].append(_best_of_model(first, yearly, first, yearly, backup))
    found.best["yearly_cost"].append(_best_of_model(yearly, first, first, yearly, backup))
    found.front = _merged(found.front, first, yearly, backup, start)
    found.failed.append(_failures(models, rules, enough, share, cheapest))


def least_backup(models: Models, rules: Rules) -> tuple[Floats, Mask]:
    """The least backup of each model and count in closed form, and whether the count may stand at all.

    Both grow with the load, so that a plant that serves a larger load serves a smaller one.
    """
    counts = np.arange(1, rules.count_max + 1)
    load, share = rules.load_design_kw, rules.standby_share_min
    enough = counts >= models.count_least[:, None]
    least = np.zeros(enough.shape)
    if rules.backup_allowed:
        least = np.maximum(rules.backup_least_kw, load - counts * models.capacity_beside_kw[:, None])
    if share:
        spare = share * load - (counts - 1) * models.capacity_design_kw[:, None]
        if load <= rules.small_plant_kw:
            spare[:, 0] = 0.0
        if rules.backup_allowed and rules.standby_counts_backup:
            least = np.maximum(least, spare)
        else:
            enough = enough & (spare <= TOLERANCE * load)
    return least, enough


def _by_name(models: Models, rules: Rules) -> Mask:
    """The filters that ask nothing of the count."""
    kept = models.allowed & (models.sound_power_db <= rules.sound_power_max_db)
    return kept & ((models.tier > 0) & (models.tier <= rules.tier_max)) if rules.tier_max else kept


def _failures(
    models: Models, rules: Rules, enough: Mask, share: Floats, cheapest: Floats
) -> tuple[Ints, Floats, Floats]:
    """The first rule each model fails, with its value and the limit; -1 where it serves."""
    design, least = models.capacity_design_kw, models.count_least.astype(float)
    if rules.standby_share_min and not (rules.backup_allowed and rules.standby_counts_backup):
        asked = rules.standby_share_min * rules.load_design_kw
        alone = (rules.load_design_kw <= rules.small_plant_kw) & (least <= 1.0)
        standby = 1.0 + np.ceil(asked / np.where(design > 0.0, design, np.inf) - TOLERANCE)
        least = np.where(alone, least, np.maximum(least, standby))
    never = ~enough.any(axis=1)
    best_share = np.where(enough, share, np.inf).min(axis=1)
    none, nothing = np.zeros(len(design)), np.full(len(design), rules.standby_share_min)
    sound, tier = models.sound_power_db, models.tier
    asked_of = (
        (~models.allowed, none, none),
        (sound > rules.sound_power_max_db, sound, none + rules.sound_power_max_db),
        (bool(rules.tier_max) & ((tier == 0) | (tier > rules.tier_max)), tier, none + rules.tier_max),
        (never & (least > rules.count_max), least, none + rules.count_max),
        (never, none, nothing),
        (rules.backup_allowed & (best_share > rules.backup_share_max + TOLERANCE), best_share,
         none + rules.backup_share_max),
        (cheapest > rules.budget_yuan, cheapest, none + rules.budget_yuan),
    )  # fmt: skip
    failed, value, limit = np.full(len(design), -1), none.copy(), none.copy()
    for place, (breaks, has, bound) in reversed(list(enumerate(asked_of))):
        failed = np.where(breaks, place, failed)
        value, limit = np.where(breaks, has, value), np.where(breaks, bound, limit)
    return failed, value, limit


def _best_of_model(
    wanted: Floats, other: Floats, first: Floats, yearly: Floats, backup: Floats
) -> BestOfModel:
    """Each model's least; equal costs fall back on the other cost, then the fewer units."""
    rows, _, sizes = wanted.shape
    flat = wanted.reshape(rows, -1)
    ties = np.where(flat == flat.min(axis=1, keepdims=True), other.reshape(rows, -1), np.inf)
    place = ties.argmin(axis=1)
    n, s = np.divmod(place, sizes)
    row = np.arange(rows)
    none = ~np.isfinite(flat[row, place])
    return BestOfModel(
        np.where(none, 0, n + 1), np.where(none, 0.0, backup[row, n, s]), first[row, n, s], yearly[row, n, s]
    )


def _joined(blocks: list[BestOfModel]) -> BestOfModel:
    if not blocks:
        return BestOfModel(np.empty(0, np.int64), np.empty(0), np.empty(0), np.empty(0))
    return BestOfModel(
        *(np.concatenate([getattr(one, name.name) for one in blocks]) for name in fields(BestOfModel))
    )


def _leading(best: BestOfModel, objective: Objective, tier: Ints) -> tuple[Found, ...]:
    """The best models, cheapest first; of the declared tiers the highest first."""
    first, yearly = best.first_cost_yuan, best.yearly_cost_yuan
    row = np.arange(len(first))
    keys = {
        "first_cost": (row, yearly, first),
        "yearly_cost": (row, first, yearly),
        "highest_tier": (row, first, yearly, np.where(tier > 0, tier, np.iinfo(np.int64).max)),
    }[objective]
    serving = np.isfinite(first) & ((tier > 0) | (objective != "highest_tier"))
    order = np.lexsort(keys)
    return tuple(best.at(int(n)) for n in order[serving[order]][:LEADING])


def _merged(
    front: list[Found], first: Floats, yearly: Floats, backup: Floats, start: int
) -> list[Found]:
    """The front with a block more. What lies above the block's cheapest designs is no part of it."""
    if not np.isfinite(first).any():
        return front
    cheap, frugal = first.min(), yearly.min()
    worth = (first <= first[yearly == frugal].min()) & (yearly <= yearly[first == cheap].min())
    if front:
        edge_first = np.array([one.first_cost_yuan for one in front])
        edge_yearly = np.array([one.yearly_cost_yuan for one in front])
        below = np.searchsorted(edge_first, first[worth], side="right") - 1
        beaten = (below >= 0) & (edge_yearly[np.maximum(below, 0)] <= yearly[worth])
        worth[worth] = ~beaten
    m, n, s = np.nonzero(worth)
    f, y = first[m, n, s], yearly[m, n, s]
    order = np.lexsort((s, n, m, y, f))
    lowest = np.minimum.accumulate(y[order])
    kept = order[np.concatenate([[True], y[order][1:] < lowest[:-1]])] if order.size else order
    block = [
        Found(start + int(m[k]), int(n[k]) + 1, float(backup[m[k], n[k], s[k]]), float(f[k]), float(y[k]))
        for k in kept
    ]
    return _front_of(front + block)


def _front_of(designs: list[Found]) -> list[Found]:
    """Of some designs those that none other beats in both costs, cheapest first."""
    kept: list[Found] = []
    for one in sorted(designs, key=lambda d: (d.first_cost_yuan, d.yearly_cost_yuan, d.model, d.count)):
        if not kept or one.yearly_cost_yuan < kept[-1].yearly_cost_yuan:
            kept.append(one)
    return kept
