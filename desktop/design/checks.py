"""Named rules a design is held against: COP floor, standby, hours without heat pumps, cold hot water."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..applications.site import Site
from ..engine import selection as rules
from ..engine.messages import Check, Severity, message
from ..engine.sheet import Sheet
from ..engine.year import YearSums
from .context import Context
from .operation import PlantYear
from .ranking import Ranking
from .records import Equipment
from .sizing import SCAN_STEP_K, Sizing, standby_share, water_at
from .tasks import Task
from .unit_figures import READINGS

NOT_ADVISED_BELOW_C = 0.0
NO_AUXILIARY_FROM_C = 10.0


def plant_checks(context: Context, sizing: Sizing, sheet: Sheet) -> tuple[Check, ...]:
    """Checks of the units chosen for the rooms; of units that only cool, whether they cool enough."""
    task, model = context.heating, sizing.unit.model
    if task is None:
        assert context.cooling is not None
        return tuple(_cooling_capacity(context.cooling, sizing, sheet.part("book.sizing_cooling", model)))
    found = [
        _capacity(sizing),
        *_cooling_capacity(task, sizing, sheet.part("book.sizing_heating", model)),
        _cop_floor(context.site, task, sizing, sheet.part("book.cop_floor", model)),
    ]
    found += _standby(task, sizing, sheet.part("book.standby", model))
    found += _backup(context, task, sizing, sheet.part("book.cop_floor", model))
    advised = sizing.unit.family.t_entering_advised_max_c
    if advised is not None and context.demand.t_return_c > advised:
        found.append(
            Check(
                "co2_return",
                "warning",
                message("check.co2_return", t_return_c=context.demand.t_return_c, t_entering_c=advised),
            )
        )
    return tuple(found)


def _capacity(sizing: Sizing) -> Check:
    """Whether the count carries the load at the bivalent point, as it does unless the user set it lower."""
    given = round(sizing.count * sizing.at_bivalent.capacity_kw, 1)
    values = {
        "total_capacity_kw": given,
        "heat_load_kw": sizing.load_bivalent_kw,
        "t_outdoor_c": sizing.t_bivalent_c,
    }
    if given < sizing.load_bivalent_kw:
        return Check("capacity", "fault", message("check.capacity_short", **values))
    return Check("capacity", "pass", message("check.capacity_enough", **values))


def _cooling_capacity(task: Task, sizing: Sizing, sheet: Sheet) -> list[Check]:
    """Whether the count carries the cooling load too."""
    if not task.cooling_kw:
        return []
    given = sheet.work(rules.total_cooling, unit_count=sizing.count, cooling_capacity_kw=sizing.cooling_kw)
    values = {
        "cooling_capacity_kw__total": given,
        "cooling_load_kw": task.cooling_kw,
        "t_outdoor_c": task.t_summer_c,
    }
    if given < task.cooling_kw:
        return [Check("cooling_capacity", "fault", message("check.cooling_short", **values))]
    return [Check("cooling_capacity", "pass", message("check.cooling_enough", **values))]


def _cop_floor(site: Site, task: Task, sizing: Sizing, sheet: Sheet) -> Check:
    """COP at the design point, or at the unit's limit, beside the floor; and from where it is met."""
    practice = site.practice
    floor = sheet.look_up(
        "cop__floor",
        practice.cop__floor,
        table=practice.TABLE,
        row=practice.zone,
        source=practice.floor_source,
    )
    unit = sizing.unit
    point = sizing.at_design or sizing.at_bivalent
    t = np.arange(sizing.t_limit_c, max(15.0, sizing.t_limit_c + 1.0), SCAN_STEP_K)
    _, cop = unit.points("heating", t, *water_at(unit, task, t))
    met = np.nonzero(cop * task.place_cop_factor * task.frost_factor >= floor)[0]
    values = {"cop": point.cop, "t_outdoor_c": point.t_outdoor_c, "cop__floor": floor}
    if point.cop >= floor and sizing.at_design is not None:
        return Check("cop_floor", "pass", message("check.cop_floor_met", **values))
    if not met.size:
        return Check("cop_floor", "warning", message("check.cop_floor_never", **values))
    t_met = sheet.simulated(
        "t_outdoor_c__floor", float(t[met[0]]), method="method.scan_half_kelvin", source="reference_range"
    )
    return Check("cop_floor", "warning", message("check.cop_floor_from", **values, t_outdoor_c__floor=t_met))


def _standby(task: Task, sizing: Sizing, sheet: Sheet) -> list[Check]:
    if not task.standby_share_min:
        return []
    share = standby_share(task, sizing.count, sizing.at_design, sizing.backup_kw, sheet)
    met = share >= task.standby_share_min
    return [
        Check(
            "standby",
            "pass" if met else "warning",
            message(
                "check.standby" if met else "check.standby_short",
                standby_share_fraction=share,
                standby_share_min_fraction=task.standby_share_min,
            ),
        )
    ]


def _backup(context: Context, task: Task, sizing: Sizing, sheet: Sheet) -> list[Check]:
    found, site = [], context.site
    if sizing.backup_kw > 0.0 and task.backup_is_fuel:
        found.append(Check("gas_boiler", "info", message("check.gas_boiler", backup_kw=sizing.backup_kw)))
    elif sizing.backup_kw > 0.0:
        reason = context.answers.text("direct_electric_reason")
        found.append(
            Check(
                "direct_electric",
                "warning" if reason == "not_stated" else "info",
                message("check.direct_electric", backup_kw=sizing.backup_kw, reason=reason),
            )
        )
    if sizing.t_limit_c > site.t_extreme_min_c:
        key = "check.below_limit_backup" if sizing.backup_kw > 0.0 else "check.below_limit_no_backup"
        covered = sizing.backup_kw > 0.0 or sizing.t_limit_c <= task.t_design_c
        severity: Severity = "info" if covered else "fault"
        below = float(np.count_nonzero(site.t_outdoor_c[site.season.hours()] < sizing.t_limit_c))
        hours = sheet.simulated(
            "duration_h__below_limit", below, method="method.hours_counted", source="hour_simulation"
        )
        found.append(
            Check(
                "extreme",
                severity,
                message(
                    key,
                    t_outdoor_c=sizing.t_limit_c,
                    t_outdoor_c__extreme=site.t_extreme_min_c,
                    duration_h=hours,
                ),
            )
        )
    return found


def compared_checks(unit: Equipment) -> tuple[Check, ...]:
    """The rated heat of the units beside that of another plant, at each condition it is read at."""
    found = []
    for name, t_outdoor_c, t_leaving_c in READINGS:
        if f"rated_ratio__{name}" in unit.figures:
            told = message(
                "check.compared",
                unit_count=unit.count,
                t_outdoor_c=t_outdoor_c,
                t_leaving_c=t_leaving_c,
                total_capacity_kw=unit.figures[f"total_capacity_kw__{name}"],
                compared_heating_kw=unit.figures["compared_heating_kw"],
                rated_ratio=unit.figures[f"rated_ratio__{name}"],
            )
            found.append(Check("compared", "info", told))
    return tuple(found)


def hot_water_checks(context: Context, sheet: Sheet) -> tuple[Check, ...]:
    """What GB 50015 says, as recalled, of air-source hot water by the coldest month."""
    if context.demand.hot_water is None:
        return ()
    coldest = sheet.rounded("t_month_mean_c", context.site.t_coldest_month_c)
    if coldest >= NO_AUXILIARY_FROM_C:
        return (
            Check(
                "hot_water_climate", "pass", message("check.hot_water_no_auxiliary", t_month_mean_c=coldest)
            ),
        )
    if coldest >= NOT_ADVISED_BELOW_C:
        return (
            Check("hot_water_climate", "info", message("check.hot_water_auxiliary", t_month_mean_c=coldest)),
        )
    return (
        Check("hot_water_climate", "warning", message("check.hot_water_not_advised", t_month_mean_c=coldest)),
    )


def tier_checks(rankings: Sequence[Ranking], objective: str) -> tuple[Check, ...]:
    """How many models the highest tier leaves out because nothing is declared for them."""
    if objective != "highest_tier":
        return ()
    left_out = sum(one.undeclared for one in rankings)
    none = any(not one.best("highest_tier") for one in rankings)
    key, severity = ("check.tier_none", "warning") if none else ("check.tier_left_out", "info")
    return (Check("highest_tier", severity, message(key, count=left_out)),)  # type: ignore[arg-type]


def climate_checks(site: Site) -> tuple[Check, ...]:
    """The doubtful cells of the station's design conditions, each with what was done about it."""
    return tuple(Check("climate_doubt", "info", doubt.message) for doubt in site.climate.conditions.doubts)


def year_checks(context: Context, year: PlantYear) -> tuple[Check, ...]:
    """What the year shows: heat not delivered, cooling the weather does not ask for."""
    found = []
    if year.heating_sums is not None and context.heating is not None:
        found += _heating_year(context.heating, year.heating_sums)
        found += _gas_year(context.heating, year)
    if (
        year.cooling_sums is not None
        and year.cooling_sums.heat_unmet_kwh > 0.001 * year.cooling_sums.heat_load_kwh
    ):
        found.append(
            Check(
                "cooling_unmet",
                "warning",
                message(
                    "check.cooling_unmet",
                    heat_unmet_kwh=round(year.cooling_sums.heat_unmet_kwh),
                    heat_load_kwh=round(year.cooling_sums.heat_load_kwh),
                ),
            )
        )
    placed = year.cooling_placed
    if placed is not None and placed.placed_kwh < 0.99 * placed.asked_kwh:
        found.append(
            Check(
                "cooling_hours",
                "info",
                message("check.cooling_hours", cooling_full_load_h=context.demand.cooling_full_load_h),
            )
        )
    if (
        context.demand.cooling_load_kw
        and context.demand.hot_water
        and not context.answers.flag("heat_recovery")
    ):
        found.append(Check("heat_recovery", "info", message("check.heat_recovery_possible")))
    if year.recovered_kwh:
        found.append(
            Check(
                "heat_recovery",
                "info",
                message("check.heat_recovery_gives", recovered_heat_kwh=round(year.recovered_kwh)),
            )
        )
    return tuple(found)


def _gas_year(task: Task, year: PlantYear) -> list[Check]:
    """Of a boiler beside the units: that it never runs, or never because gas is the cheaper."""
    run = year.heating
    if not task.backup_is_fuel or run is None:
        return []
    if not run.fuel_kw.any():
        return [Check("gas_boiler", "info", message("check.gas_unused"))]
    leads = (run.fuel_kw > 0.0) & (run.at_limit == 0.0) & (run.off == 0.0)
    if task.duty != "hybrid" or leads.any():
        return []
    return [Check("gas_boiler", "info", message("check.gas_never_cheaper"))]


def _heating_year(task: Task, sums: YearSums) -> list[Check]:
    """Heat not delivered; of a model the user named, a share of the backup that others are refused for."""
    found = []
    if sums.heat_unmet_kwh > 0.001 * sums.heat_load_kwh:
        heat = {"heat_unmet_kwh": round(sums.heat_unmet_kwh), "heat_load_kwh": round(sums.heat_load_kwh)}
        found.append(Check("unmet", "warning", message("check.unmet", **heat)))
    share = round(sums.backup_fraction, 3)
    if task.backup_allowed and share > task.backup_share_max:
        values = {"backup_fraction": share, "backup_share_max_fraction": task.backup_share_max}
        found.append(Check("backup_share_max", "warning", message("check.backup_share", **values)))
    return found
