"""The figures a design is shown by, as data: load against capacity, months, duration."""

from __future__ import annotations

import numpy as np

from ..engine.figures import Figures, number_of
from ..engine.messages import message
from ..engine.sheet import Sheet
from ..engine.year import Operation
from .context import Context, Floats
from .operation import PlantYear, by_month
from .records import Chart, Mark, Series
from .search_models import cut_off
from .sizing import Sizing, water_at
from .tasks import Task
from .week_chart import coldest_week


def charts(
    context: Context, building: Sizing | None, year: PlantYear, figures: Figures, sheet: Sheet
) -> dict[str, Chart]:
    """Every chart of the design by its name; load line and duration only of heating."""
    found = {"months": _months(year)}
    if year.heating is not None and building is not None and context.heating is not None:
        line = _load_line(context, context.heating, building, sheet)
        week = coldest_week(context.site.t_outdoor_c, year.heating)
        duration = _duration(year.heating, figures)
        found = {"load_line": line, **found, "duration": duration, "coldest_week": week}
    return found


def _points(values: Floats) -> tuple[float, ...]:
    return tuple(round(float(value), 2) for value in values)


def _load_line(context: Context, task: Task, sizing: Sizing, sheet: Sheet) -> Chart:
    """Heat asked and heat given over the outdoor temperature, with balance point and limit."""
    low = min(task.t_design_c, sizing.t_limit_c) - 2.0
    t = np.arange(np.floor(low), np.ceil(context.demand.t_balance_c) + 0.5, 0.5)
    unit = sizing.unit
    capacity, _ = unit.points("heating", t, *water_at(unit, task, t))
    given = capacity * task.place_capacity_factor * task.frost_factor * sizing.count
    stops = cut_off(sizing, task)
    runs = np.isfinite(given) & (t >= stops)
    load = task.line.at(t)
    short = np.nonzero(~(runs & (given >= load)))[0]
    alone = float(t[min(int(short[-1]) + 1, t.size - 1)] if short.size else t[0])
    alone = sheet.simulated(
        "t_outdoor_c__alone", alone, method="method.scan_half_kelvin", source="reference_range"
    )
    marks = [Mark("chart.design_point", task.t_design_c)]
    if alone > max(task.t_design_c, stops):
        marks.append(Mark("chart.bivalent_point", alone, round(float(task.line.at(np.asarray(alone))), 1)))
    if stops > sizing.t_limit_c:
        marks.append(Mark("chart.cut_off", stops))
    if sizing.t_limit_c > low + 2.5:
        marks.append(Mark("chart.unit_limit", sizing.t_limit_c))
    lines = [
        Series("chart.heat_load", _points(t), _points(load)),
        Series("chart.heat_pump_capacity", _points(t[runs]), _points(given[runs]), "dashed"),
    ]
    if sizing.backup_kw > 0.0:
        # what is left between the load and the units is the backup's, as far as it goes
        needed = np.where(runs, np.maximum(load - given, 0.0), load)
        beside = runs if task.duty == "bivalent_alternative" else np.zeros_like(runs)
        backup = np.where(beside, 0.0, np.minimum(np.nan_to_num(needed), sizing.backup_kw))
        lines.append(Series("chart.by_backup", _points(t), _points(backup), "fill"))
    return Chart(
        "lines",
        message("chart.load_line", unit_count=sizing.count, model=unit.model, t_outdoor_c=alone),
        "t_outdoor_c",
        "heat_kw",
        tuple(lines),
        tuple(marks),
    )


def _months(year: PlantYear) -> Chart:
    """Electricity of each month by what used it, and what a boiler burns, in MWh."""
    months = tuple(float(month) for month in range(1, 13))
    parts = []
    if year.heating is not None:
        parts.append(("chart.heat_pumps", year.heating.heat_pump_power_kw))
        parts.append(("chart.backup", year.heating.backup_power_kw))
    if year.hot_water is not None:
        parts.append(("chart.hot_water", year.hot_water.power_kw))
    if year.cooling is not None:
        parts.append(("chart.cooling", year.cooling.power_kw))
    if year.heating is not None:
        parts.append(("chart.pumps", year.heating.pump_power_kw))
    burns = year.heating is not None and float(year.heating.fuel_kw.sum()) > 0.0
    if year.heating is not None and burns:
        parts.append(("chart.fuel", year.heating.fuel_kw))
    series = [
        Series(label, months, tuple(round(value / 1000.0, 2) for value in by_month(hourly)), "fill")
        for label, hourly in parts
        if float(hourly.sum()) > 0.0
    ]
    heaviest = int(np.argmax(by_month(np.sum([hourly for _, hourly in parts], axis=0)))) + 1
    return Chart(
        "stacked_bars",
        message("chart.months_with_fuel" if burns else "chart.months", month=heaviest),
        "month",
        "energy_mwh" if burns else "electricity_mwh",
        tuple(series),
        x_labels=tuple(str(month) for month in range(1, 13)),
    )


def _duration(heating: Operation, figures: Figures) -> Chart:
    """Hours in which the heat load is at least so high, and what the heat pumps gave of it."""
    order = np.argsort(-heating.load_kw, kind="stable")
    load, given = heating.load_kw[order], heating.heat_pump_kw[order]
    hours = int(np.count_nonzero(load > 0.0))
    if not hours:
        return Chart("lines", message("chart.duration", full_load_h=0.0), "duration_h", "heat_kw", ())
    # means over equal blocks keep the area under the curve while the points stay few
    edges = np.unique(np.linspace(0, hours, 81).astype(int))
    middle = (edges[:-1] + edges[1:]) / 2.0
    sizes = np.diff(edges)

    def blocks(values: Floats) -> tuple[float, ...]:
        return _points(np.add.reduceat(values[:hours], edges[:-1]) / sizes)

    return Chart(
        "lines",
        message("chart.duration", full_load_h=number_of(figures, "full_load_h")),
        "duration_h",
        "heat_kw",
        (
            Series("chart.heat_load", _points(middle), blocks(load)),
            Series("chart.by_heat_pumps", _points(middle), blocks(given), "dashed"),
        ),
    )
