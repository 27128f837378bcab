"""Mixed plants: the best counts of two models together, exact over all pairs of the models given.

In each bin the model with the higher COP runs first, the other adds what it lacks, the backup the rest; each
group is staged and cycles as in ``year``. Counts whose capital and least possible energy already cost more
than the designs found are left out, which changes nothing of what is found.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Floats, Ints, Mask
from .search import TOLERANCE, Costs, Models, Rules
from .search_sums import ROUNDING, Bins, Curves, Staging, staging

LEADING_PAIRS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """What one unit of each model carries of the load at its bivalent point, and of the cooling load."""

    bivalent: Floats
    cooling: Floats


@dataclass(frozen=True, slots=True)
class Mixed:
    """A design of two models: their rows, counts, the backup and what they cost."""

    models: tuple[int, int]
    counts: tuple[int, int]
    backup_kw: float
    first_cost_yuan: float
    yearly_cost_yuan: float


@dataclass(frozen=True, slots=True)
class MixedFound:
    """The best designs of the best pairs, by first cost and by yearly cost, best first."""

    first_cost: tuple[Mixed, ...]
    yearly_cost: tuple[Mixed, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Pair:
    """Two rows with their counts, one design a place."""

    rows: tuple[int, int]
    counts: tuple[Ints, Ints]
    backup_kw: Floats
    first: Floats

    def take(self, kept: Mask) -> _Pair:
        counts = (self.counts[0][kept], self.counts[1][kept])
        return _Pair(self.rows, counts, self.backup_kw[kept], self.first[kept])


def search_pairs(models: Models, shares: Shares, bins: Bins, rules: Rules, costs: Costs) -> MixedFound:
    """The best mixed plants. Raises ValueError for duties in which the backup does not only add."""
    if rules.duty not in ("monovalent", "bivalent_parallel"):
        raise ValueError(f"no mixed plant for {rules.duty}")
    curves = Curves(models.capacity_kw, models.cop, models.minimum_load_fraction, models.t_cut_off_c)
    stage = staging(curves, bins, rules.duty)
    first: list[Mixed] = []
    yearly: list[Mixed] = []
    for a in range(len(models.price_yuan)):
        for b in range(a + 1, len(models.price_yuan)):
            pair = _worth(_feasible((a, b), models, shares, rules, costs), stage, bins, costs, first, yearly)
            if not pair.first.size:
                continue
            energy, share = _energy(pair, models, stage, bins, rules)
            kept = share <= (rules.backup_share_max if rules.backup_allowed else np.inf) + TOLERANCE
            kept &= pair.first <= rules.budget_yuan
            if not kept.any():
                continue
            found, total = pair.take(kept), pair.first[kept] * costs.capital_fraction + energy[kept]
            first = _better(first, _mixed(found, total, np.lexsort((total, found.first))[0]), "first_cost")
            yearly = _better(yearly, _mixed(found, total, np.lexsort((found.first, total))[0]), "yearly_cost")
    return MixedFound(tuple(first), tuple(yearly))


def _feasible(rows: tuple[int, int], models: Models, shares: Shares, rules: Rules, costs: Costs) -> _Pair:
    """All counts of two models that carry the load, with the least backup each leaves to buy."""
    a, b = rows
    counts = np.arange(1, rules.count_max)
    n, m = (grid.ravel() for grid in np.meshgrid(counts, counts, indexing="ij"))
    enough = n + m <= rules.count_max
    for share in (shares.bivalent, shares.cooling):
        enough &= n * share[a] + m * share[b] >= 1.0 - TOLERANCE
    n, m = n[enough], m[enough]
    load, design, beside = rules.load_design_kw, models.capacity_design_kw, models.capacity_beside_kw
    least = np.zeros(n.shape)
    if rules.backup_allowed:
        least = np.maximum(rules.backup_least_kw, load - n * beside[a] - m * beside[b])
    if rules.standby_share_min:
        # the largest unit of either model is out
        left = n * design[a] + m * design[b] - max(design[a], design[b])
        spare = rules.standby_share_min * load - left
        if rules.backup_allowed and rules.standby_counts_backup:
            least = np.maximum(least, spare)
        else:
            kept = spare <= TOLERANCE * load
            n, m, least = n[kept], m[kept], least[kept]
    price = models.price_yuan
    return _Pair(rows, (n, m), least, n * price[a] + m * price[b] + costs.backup_price_yuan(least))


def _worth(
    pair: _Pair, stage: Staging, bins: Bins, costs: Costs, first: list[Mixed], yearly: list[Mixed]
) -> _Pair:
    """The designs that can still be among the best, by the least their energy can cost."""
    if len(first) < LEADING_PAIRS or len(yearly) < LEADING_PAIRS:
        return pair
    # no kWh of the units costs less than at full load from the better of the two; of the backup, which may be
    # too small, nothing is certain
    cop = np.maximum(*(np.where(stage.runs[row], stage.cop[row], 0.0) for row in pair.rows))
    price = np.where(cop > 0.0, bins.price_yuan_kwh / np.where(cop > 0.0, cop, 1.0), 0.0)
    least = np.minimum(bins.load_kw, _together(stage, pair)) @ (bins.hours * price)
    kept = pair.first <= first[-1].first_cost_yuan
    kept |= pair.first * costs.capital_fraction + least <= yearly[-1].yearly_cost_yuan
    return pair.take(kept)


def _together(stage: Staging, pair: _Pair) -> Floats:
    """What the units of each design can give together in each bin."""
    (a, b), (n, m) = pair.rows, pair.counts
    return np.asarray(n[:, None] * stage.capacity_kw[a] + m[:, None] * stage.capacity_kw[b])


def _energy(
    pair: _Pair, models: Models, stage: Staging, bins: Bins, rules: Rules
) -> tuple[Floats, Floats]:
    """Energy cost of the year, and the share of the heat that the units do not give."""
    (a, b), load = pair.rows, bins.load_kw
    can = tuple(
        count[:, None] * stage.capacity_kw[row] for row, count in zip(pair.rows, pair.counts, strict=True)
    )
    leads = np.where(stage.runs[a], stage.cop[a], 0.0) >= np.where(stage.runs[b], stage.cop[b], 0.0)
    alone = tuple(np.minimum(load, most) for most in can)
    heat_a = np.where(leads, alone[0], np.minimum(load - alone[1], can[0]))
    heat_b = np.where(leads, np.minimum(load - alone[0], can[1]), alone[1])
    power = sum(
        _staged_power(heat, row, models, stage, rules.cycling_factor)
        for row, heat in ((a, heat_a), (b, heat_b))
    )
    gap = load - heat_a - heat_b
    added = np.minimum(gap, pair.backup_kw[:, None]) if rules.duty != "monovalent" else np.zeros(gap.shape)
    cost = power * bins.price_yuan_kwh + added * bins.backup_cost_yuan_kwh
    return np.asarray(cost @ bins.hours), np.asarray(gap @ bins.hours / float(load @ bins.hours))


def _staged_power(heat: Floats, row: int, models: Models, stage: Staging, cycling_factor: float) -> Floats:
    """Power of one group for its heat."""
    one = np.where(stage.capacity_kw[row] > 0.0, stage.capacity_kw[row], 1.0)
    running = np.maximum(np.ceil(heat / one - ROUNDING), 1.0)
    least = models.minimum_load_fraction[row] * one
    spare = np.maximum(least - (heat - (running - 1.0) * one), 0.0)
    lost = np.where((heat < least * running) & (heat > 0.0), (1.0 - cycling_factor) * spare, 0.0)
    return np.asarray((heat + lost) / stage.cop[row])


def _mixed(pair: _Pair, yearly: Floats, place: int) -> Mixed:
    return Mixed(
        pair.rows, (int(pair.counts[0][place]), int(pair.counts[1][place])),
        float(pair.backup_kw[place]), float(pair.first[place]), float(yearly[place]),
    )  # fmt: skip


def _better(found: list[Mixed], one: Mixed, objective: str) -> list[Mixed]:
    """The best pairs with one more."""
    def cost(each: Mixed) -> tuple[float, float, tuple[int, int]]:
        costs = each.first_cost_yuan, each.yearly_cost_yuan
        return (*(costs if objective == "first_cost" else costs[::-1]), each.models)

    return sorted([*found, one], key=cost)[:LEADING_PAIRS]
