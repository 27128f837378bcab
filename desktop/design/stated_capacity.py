"""A unit whose capacity at the design point is the maker's word instead of the catalogue's map."""

from __future__ import annotations

from dataclasses import replace

from ..engine.network import count_by_stated_capacity, stated_ratio
from ..engine.sheet import Sheet
from .sizing import CountRule, SitePoint, Sizing, backup_for, standby_share
from .tasks import Task


def with_stated_capacity(task: Task, found: Sizing, stated_kw: float, sheet: Sheet) -> Sizing:
    """The sizing with ``stated_kw`` as what one unit gives at the design point, nothing taken off it.

    The map keeps its shape: at every other point the unit gives as much more or less than its map. The count
    follows from the load and the figure; the standby rule may still ask for more.
    """
    point = found.at_design or found.at_bivalent
    stated_kw = sheet.rounded("unit_capacity_design_kw", stated_kw)
    ratio = sheet.work(stated_ratio, unit_capacity_design_kw=stated_kw, capacity_kw__map=point.capacity_kw)
    unit = replace(found.unit, heating_factor=ratio)

    def scaled(at: SitePoint) -> SitePoint:
        kw = stated_kw if at.t_outdoor_c == point.t_outdoor_c else at.capacity_kw * ratio
        return replace(at, capacity_kw=sheet.rounded("capacity_kw", kw))

    at_bivalent = scaled(found.at_bivalent)
    count = int(
        sheet.work(
            count_by_stated_capacity,
            heat_load_kw=found.load_bivalent_kw,
            unit_capacity_design_kw=at_bivalent.capacity_kw,
        )
    )
    found = replace(
        found, unit=unit, at_bivalent=at_bivalent, count=count, count_winter=count, ruled_by="stated",
        at_design=scaled(found.at_design) if found.at_design else None,
    )  # fmt: skip
    count = _with_standby(found, task, sheet.silent())
    backup = backup_for(task, count, found.at_design, found.t_limit_c, sheet)
    rule: CountRule = "stated" if count == found.count else "standby"
    return replace(found, count_standby=count).with_count(count, backup, rule)


def _with_standby(found: Sizing, task: Task, sheet: Sheet) -> int:
    count = found.count
    while task.standby_share_min and count < task.unit_count_max:
        backup = backup_for(task, count, found.at_design, found.t_limit_c, sheet)
        if standby_share(task, count, found.at_design, backup, sheet) >= task.standby_share_min:
            break
        count += 1
    return count
