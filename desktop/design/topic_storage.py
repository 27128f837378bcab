"""The store of valley heat: what it held, what it moved, and what the bill is with it and without."""

from __future__ import annotations

from ..engine.figures import FrozenMap
from ..engine.heat_store import storage_saving
from ..engine.messages import Check, message
from ..engine.sheet import Sheet
from ..engine.year import sum_up
from .operation import by_month
from .plant import PlantDesign
from .records import Chart, Series, Topic

SIMULATION = "hour_simulation"


def storage(plant: PlantDesign, sheet: Sheet) -> Topic | None:
    """Heat moved and money saved; nothing to tell without a store."""
    stored, without = plant.year.stored, plant.year.heating_without_store
    if stored is None or without is None:
        return None
    sheet = sheet.part("book.storage")
    run = stored.operation
    heats = {
        "heat_kwh__charged": float(run.charged_kw.sum()),
        "heat_kwh__discharged": float(run.discharged_kw.sum()),
        "heat_kwh__lost": float(stored.loss_kw.sum()),
    }
    costs = {
        "energy_cost_yuan__without_store": sum_up(without).energy_cost_yuan,
        "energy_cost_yuan__with_store": sum_up(run).energy_cost_yuan,
    }
    found = {
        name: sheet.simulated(name, value, method="method.store_sum", source=SIMULATION)
        for name, value in {**heats, **costs}.items()
    }
    saving = sheet.work(storage_saving, **{name: found[name] for name in costs})
    worth = Check(
        "valley_storage", "pass" if saving > 0.0 else "warning",
        message("check.storage_pays" if saving > 0.0 else "check.storage_costs", amount_yuan=abs(saving)),
    )  # fmt: skip
    return Topic(
        "storage", FrozenMap({**found, "storage_saving_yuan": saving}),
        charts=FrozenMap({"storage_months": _chart(plant)}), checks=(worth,),
        notes=(message("topic.storage.note"),),
    )  # fmt: skip


def _chart(plant: PlantDesign) -> Chart:
    """Heat of each month by where it came from, in MWh."""
    stored = plant.year.stored
    assert stored is not None
    run, months = stored.operation, tuple(float(month) for month in range(1, 13))
    parts = (
        ("chart.from_store", run.discharged_kw),
        ("chart.by_heat_pumps", run.heat_pump_kw - run.charged_kw),
        ("chart.backup", run.backup_kw),
    )
    series = tuple(
        Series(label, months, tuple(round(value / 1000.0, 2) for value in by_month(hourly)), "fill")
        for label, hourly in parts
        if float(hourly.sum()) > 0.0
    )
    return Chart(
        "stacked_bars", message("chart.storage_months"), "month", "heat_mwh", series,
        x_labels=tuple(str(month) for month in range(1, 13)),
    )  # fmt: skip
