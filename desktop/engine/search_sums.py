"""A year by bins for every model and every count at once, without looking at each pair.

Staging (see ``year``) makes a bin's heat depend on the count only up to the number of units that carry it:
more units change nothing, fewer run at full output. A bin therefore belongs to one number per model, and the
sums over a year are running sums over the counts. This is exact, and takes models x bins plus models x
counts steps instead of models x counts x bins.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from .arrays import Floats, Ints, Mask

SearchDuty = Literal["monovalent", "bivalent_parallel", "bivalent_alternative", "hybrid"]
ROUNDING = 1e-9  # below this share of a unit none more is started, as in ``year``


@dataclass(frozen=True, slots=True, eq=False)
class Bins:
    """The hours with a load, gathered; ``price_yuan_kwh`` is that of electricity, ``backup_cost_yuan_kwh``
    that of a kWh of heat from the backup."""

    hours: Floats
    load_kw: Floats
    t_outdoor_c: Floats
    price_yuan_kwh: Floats
    backup_cost_yuan_kwh: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """Some models over the bins: one unit's capacity and COP (models x bins, nan where it cannot run), the
    least a running unit can give (1: fixed speed), and below which temperature it stands still."""

    capacity_kw: Floats
    cop: Floats
    minimum_load_fraction: Floats
    t_cut_off_c: Floats


@dataclass(frozen=True, slots=True, eq=False)
class CountSums:
    """Energy cost with a backup that is large enough, and heat the units do not give: models x counts."""

    energy_cost_yuan: Floats
    missing_kwh: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Staging:
    """What each model may do in each bin (models x bins); ``leads``: it runs before the backup."""

    capacity_kw: Floats
    cop: Floats
    runs: Mask
    leads: Mask
    backup_yuan_h: Floats


def staging(curves: Curves, bins: Bins, duty: SearchDuty) -> Staging:
    """Which of heat pump and backup goes first, and what a kW of backup heat costs in the bin's hours."""
    runs = np.isfinite(curves.capacity_kw) & np.isfinite(curves.cop)
    runs &= bins.t_outdoor_c >= curves.t_cut_off_c[:, None]
    capacity = np.where(runs, curves.capacity_kw, 0.0)
    cop = np.where(runs, curves.cop, 1.0)
    leads = runs & (capacity > 0.0)
    if duty == "hybrid":
        leads &= bins.price_yuan_kwh <= bins.backup_cost_yuan_kwh * cop
    backup = np.broadcast_to(bins.hours * bins.backup_cost_yuan_kwh, runs.shape)
    if duty == "monovalent":
        backup = np.zeros(runs.shape)
    elif duty == "bivalent_alternative":
        backup = np.where(runs, 0.0, backup)
    return Staging(capacity, cop, runs, leads, backup)


def sums_by_count(
    curves: Curves, stage: Staging, bins: Bins, count_max: int, cycling_factor: float
) -> CountSums:
    """The year of every model with 1, 2, ... ``count_max`` units and a backup that is large enough."""
    load, capacity = bins.load_kw, stage.capacity_kw
    one = np.where(stage.leads, capacity, 1.0)
    running = np.maximum(np.ceil(load / one - ROUNDING), 1.0)
    carried = stage.leads & (load > 0.0)
    place = np.where(stage.leads, np.minimum(running, count_max + 1), count_max + 1).astype(np.intp)
    least = curves.minimum_load_fraction[:, None] * one
    spare = np.maximum(least - (load - (running - 1.0) * one), 0.0)
    lost = np.where(load < least * running, (1.0 - cycling_factor) * spare, 0.0)
    price = bins.hours * bins.price_yuan_kwh
    enough = np.where(carried, price * (load + lost) / stage.cop, 0.0)
    given = np.where(stage.leads, capacity, 0.0)
    each = price * given / stage.cop - stage.backup_yuan_h * given

    rows = place.shape[0]
    keys = (place + (count_max + 2) * np.arange(rows)[:, None]).ravel()

    def upto(weights: Floats) -> Floats:
        """Running sums over the counts: the bins that so many units carry; the last is of all bins."""
        wide = np.broadcast_to(weights, place.shape).ravel()
        sums = np.bincount(keys, wide, minlength=rows * (count_max + 2)).reshape(rows, -1)
        return np.cumsum(sums[:, 1:], axis=1)

    def beyond(weights: Floats) -> Floats:
        """The bins that so many units cannot carry."""
        sums = upto(weights)
        return sums[:, -1:] - sums[:, :-1]

    counts = np.arange(1, count_max + 1)
    cost = upto(enough)[:, :-1] + counts * beyond(each) + beyond(stage.backup_yuan_h * load)
    missing = beyond(bins.hours * load) - counts * beyond(bins.hours * given)
    return CountSums(cost, np.maximum(missing, 0.0))


def too_small(
    curves: Curves,
    stage: Staging,
    bins: Bins,
    backup_kw: Floats,
    short: Mask,
    cycling_factor: float,
) -> Floats | float:
    """What the energy costs more (or less) because a backup is smaller than the bin asks of it.

    ``backup_kw`` is models x counts x sizes; only the bins marked ``short`` are looked at.
    """
    counts = np.arange(1, backup_kw.shape[1] + 1)[None, :, None]
    found: Floats | float = 0.0
    for b in np.nonzero(short)[0].tolist():
        units = counts * np.where(stage.leads[:, b], stage.capacity_kw[:, b], 0.0)[:, None, None]
        gap = np.maximum(np.maximum(bins.load_kw[b] - units, 0.0) - backup_kw, 0.0)
        found = found - stage.backup_yuan_h[:, b, None, None] * gap
        follows = stage.runs[:, b] & ~stage.leads[:, b] & (stage.capacity_kw[:, b] > 0.0)
        if bool(follows.any()):
            asked = np.where(follows[:, None, None], gap, 0.0)
            power = _power(curves, stage, b, asked, counts, cycling_factor)
            found = found + bins.hours[b] * bins.price_yuan_kwh[b] * power
    return found


def short_bins(stage: Staging, bins: Bins, load_design_kw: float, capacity_kw: Floats) -> Mask:
    """Bins in which a backup that closes the gap at the design temperature can be too small.

    ``capacity_kw`` is what a unit gives beside the backup at the design temperature. With c of it and q of
    the bin, n units leave load - n q and the backup has at least design load - n c, never less than nothing:
    the difference is largest where n c is the design load, and there it is load - design load * q / c.
    """
    beside = capacity_kw[:, None]
    share = np.minimum(1.0, stage.capacity_kw / np.where(beside > 0.0, beside, 1.0))
    left = bins.load_kw - load_design_kw * np.where(beside > 0.0, share, 1.0)
    follows = stage.runs & ~stage.leads & (stage.capacity_kw > 0.0)
    worth = (stage.backup_yuan_h > 0.0) | follows
    return np.asarray((worth & ((left > 0.0) | follows)).any(axis=0))


def _power(
    curves: Curves, stage: Staging, b: int, asked_kw: Floats, counts: Ints, cycling_factor: float
) -> Floats:
    """Power of units that add what a smaller backup leaves, staged and cycling as in ``year``."""
    usable = stage.runs[:, b] & (stage.capacity_kw[:, b] > 0.0)
    one = np.where(usable, stage.capacity_kw[:, b], 1.0)[:, None, None]
    heat = np.minimum(asked_kw, counts * one)
    running = np.maximum(np.ceil(heat / one - ROUNDING), 1.0)
    least = curves.minimum_load_fraction[:, None, None] * one
    spare = np.maximum(least - (heat - (running - 1.0) * one), 0.0)
    lost = np.where((heat < least * running) & (heat > 0.0), (1.0 - cycling_factor) * spare, 0.0)
    return np.asarray((heat + lost) / stage.cop[:, b, None, None])
