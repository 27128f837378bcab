"""Staging: how many units run at which outdoor temperature."""

from __future__ import annotations

import numpy as np

from ..engine import network
from ..engine import selection as rules
from ..engine.figures import FrozenMap
from ..engine.messages import message
from ..engine.season import load_line
from ..engine.sheet import Sheet
from .plant import PlantDesign
from .records import Chart, FigureTable, Mark, Series, TableRow, Topic
from .sizing import Sizing, water_at

COLUMNS = ("heat_load_kw", "t_leaving_c", "capacity_kw", "unit_count__running", "load_share_fraction")
LEAST_UNITS = 2
STEP_K = 4.0


def staging(plant: PlantDesign, sheet: Sheet) -> Topic | None:
    """The table by temperature, and the load line among the steps of capacity; for two units and more."""
    context, sizing = plant.context, plant.heating
    if sizing is None or sizing.count < LEAST_UNITS:
        return None
    sheet = sheet.part("book.staging", sizing.unit.model)
    demand = context.demand
    top = demand.t_balance_c - 2.0
    low = max(demand.t_design_c, sizing.t_limit_c)
    if top <= low:
        return None
    first = np.ceil(low / STEP_K) * STEP_K
    temperatures = [low, *(float(t) for t in np.arange(first, top + 0.01, STEP_K) if t > low + 0.5)]
    rows = tuple(_row(plant, sizing, sheet.rounded("t_outdoor_c", t), sheet) for t in temperatures)
    return Topic(
        "staging",
        FrozenMap(),
        (FigureTable("staging", COLUMNS, rows),),
        FrozenMap({"staging": _chart(plant, sizing, low)}),
        notes=(message("topic.staging.rule"),),
    )


def _row(plant: PlantDesign, sizing: Sizing, t_outdoor_c: float, sheet: Sheet) -> TableRow:
    demand, task = plant.context.demand, plant.heating_task
    load = sheet.work(
        load_line,
        heat_load_kw__design=demand.heat_load_kw,
        t_balance_c=demand.t_balance_c,
        t_outdoor_c=t_outdoor_c,
        t_outdoor_c__design=demand.t_design_c,
    )
    at = np.asarray(t_outdoor_c)
    leaving, entering = water_at(sizing.unit, task, at)
    each, _ = sizing.unit.points("heating", at, leaving, entering)
    leaving_c = sheet.rounded("t_leaving_c", float(leaving))
    capacity = sheet.simulated(
        "capacity_kw",
        float(each) * task.place_capacity_factor * task.frost_factor,
        method="method.map_at_site",
        source="reference_range",
        inputs={"t_outdoor_c": t_outdoor_c, "t_leaving_c": leaving_c},
    )
    wanted = sheet.work(rules.count_for_load, heat_load_kw=load, capacity_kw=capacity)
    count = min(wanted, sizing.count)
    share = sheet.work(network.load_share, heat_load_kw=load, unit_count=count, capacity_kw=capacity)
    label = message("topic.staging.at", t_outdoor_c=t_outdoor_c)
    return TableRow(label, (load, leaving_c, capacity, count, share), "warning" if share > 1.0 else "normal")


def _chart(plant: PlantDesign, sizing: Sizing, low: float) -> Chart:
    """The load line, what the running units give, and what all would give."""
    context, task, unit = plant.context, plant.heating_task, sizing.unit
    t = np.arange(np.floor(low), context.demand.t_balance_c, 0.25)
    t = t[t >= low]
    capacity, _ = unit.points("heating", t, *water_at(unit, task, t))
    each = capacity * task.place_capacity_factor * task.frost_factor
    load = task.line.at(t)
    running = np.minimum(np.ceil(load / each - 1e-9), sizing.count)
    runs = np.isfinite(each)

    def points(values: np.ndarray) -> tuple[float, ...]:
        return tuple(round(float(value), 1) for value in values[runs])

    return Chart(
        "lines",
        message("chart.staging", unit_count=sizing.count, model=unit.model),
        "t_outdoor_c",
        "heat_kw",
        (
            Series("chart.heat_load", points(t), points(load)),
            Series("chart.running_capacity", points(t), points(running * each), "dashed"),
            Series("chart.heat_pump_capacity", points(t), points(sizing.count * each), "dashed"),
        ),
        (Mark("chart.design_point", task.t_design_c),),
    )
