"""The greatest power a plant takes, and the transformers for it; shared by supply and fault topics."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..engine import power_supply as rules
from ..engine.figures import number_of
from ..engine.selection import power_of_units
from ..engine.series_lift import units_of_both
from ..engine.sheet import Sheet
from ..tables.site_rules import TransformerSize
from .plant import PlantDesign
from .power import charging_power
from .sizing import Sizing, water_at

WARMEST_C = 15.0


@dataclass(frozen=True, slots=True)
class Supply:
    """Powers in kW, and transformers; 0 of them where the table has none large enough."""

    units_kw: float
    units_design_kw: float
    t_worst_c: float
    backup_kw: float
    pumps_kw: float
    worst_kw: float
    apparent_kva: float
    transformer_count: int
    transformer_kva: float
    load_fraction: float


def supply_of(plant: PlantDesign, sizing: Sizing, sheet: Sheet) -> Supply:
    """All units at the greatest power their map shows with this plant's water, pumps and backup beside."""
    answers = plant.context.answers
    n = answers.number
    units, t_worst = _unit_power(plant, sizing, sheet)
    point = sizing.at_design or sizing.at_bivalent
    at_design = sheet.work(
        power_of_units, unit_count=sizing.count, capacity_kw=point.capacity_kw, cop=point.cop
    )
    heaters = [e for e in plant.equipment if e.kind == "backup_heater"]
    backup = sheet.simulated(
        "backup_kw",
        sum(number_of(e.figures, "heater_power_kw__total") for e in heaters),
        method="method.sum_of_heaters",
        source="first_principles",
    )
    pumps = sheet.simulated(
        "power_kw",
        sum(number_of(e.figures, "electric_power_kw") for e in plant.equipment if e.kind == "pump"),
        method="method.sum_of_pumps",
        source="first_principles",
    )
    if at_design > units:
        units, t_worst = at_design, point.t_outdoor_c
    if plant.year.store is not None:
        own = plant.series.first if plant.series is not None else plant.context
        units = sheet.work(
            rules.units_with_charging,
            power_kw__units=units,
            power_kw__charging=charging_power(own, sizing, plant.year.store, sheet),
        )
    if plant.series is not None:
        lift, most = plant.series.power_kw, plant.series.power_most_kw
        units = sheet.work(units_of_both, power_kw__first_stage=units, power_kw__lift=most)
        at_design = sheet.work(units_of_both, power_kw__first_stage=at_design, power_kw__lift=lift)
    worst = sheet.work(
        rules.worst_power,
        power_kw__units=units,
        power_kw__backup=backup,
        power_kw__pumps=pumps,
        connected_power_kw=plant.connected_power_kw,
        other_power_kw=n("other_power_kw"),
        demand_fraction=n("demand_fraction"),
    )
    apparent = sheet.work(
        rules.apparent_power, power_kw__worst=worst, power_factor=n("power_factor")
    )
    count, size, load = _transformers(plant, apparent, sheet)
    return Supply(units, at_design, t_worst, backup, pumps, worst, apparent, count, size, load)


def _unit_power(plant: PlantDesign, sizing: Sizing, sheet: Sheet) -> tuple[float, float]:
    """Greatest power of all units between their limit and mild weather, and the temperature it falls on.

    Units that only cool are looked at up to the summer design temperature. In mild weather few
    units are needed, but all may start together after a standstill.
    """
    unit, task = sizing.unit, plant.units_task
    low, high = sizing.t_limit_c, max(WARMEST_C, sizing.t_limit_c + 1.0)
    if task.mode == "cooling":
        low, high = unit.maps["cooling"].envelope_outdoor_c[0], task.t_summer_c
    t = np.arange(low, high + 0.1, 0.5)
    capacity, cop = unit.points(task.mode, t, *water_at(unit, task, t))
    factor = task.place_capacity_factor / task.place_cop_factor
    power = np.where(np.isfinite(capacity), capacity / np.where(np.isfinite(cop), cop, 1.0), 0.0) * factor
    place = int(np.argmax(power))
    t_worst = sheet.rounded("t_outdoor_c", float(t[place]))
    found = sheet.simulated(
        "power_kw__units",
        sizing.count * float(power[place]),
        method="method.greatest_power",
        source="reference_range",
        inputs={"unit_count": sizing.count, "t_outdoor_c": t_worst},
    )
    return found, t_worst


def _transformers(plant: PlantDesign, apparent_kva: float, sheet: Sheet) -> tuple[int, float, float]:
    """Number of transformers and their size; each station has at least one."""
    answers, catalog = plant.context.answers, plant.catalog
    highest = answers.number("transformer_load_max_fraction")
    largest = answers.number("transformer_max_kva")
    count = sheet.work(
        rules.transformer_count,
        apparent_power_kva=apparent_kva,
        transformer_max_kva=largest,
        transformer_load_max_fraction=highest,
    )
    stations = answers.number("station_count") if "station_count" in answers else 1.0
    count = max(count, stations)
    least = sheet.work(
        rules.least_transformer,
        apparent_power_kva=apparent_kva,
        transformer_count=count,
        transformer_load_max_fraction=highest,
    )
    sizes = sorted(catalog.rows(TransformerSize), key=lambda row: row.transformer_kva)
    row = next((one for one in sizes if one.transformer_kva >= least), sizes[-1])
    size = sheet.look_up(
        "transformer_kva", row.transformer_kva, table=row.TABLE, row=f"{row.transformer_kva:g}",
        source=row.source,
    )  # fmt: skip
    load = sheet.work(
        rules.transformer_load, apparent_power_kva=apparent_kva, transformer_count=count, transformer_kva=size
    )
    return int(count), size, load
