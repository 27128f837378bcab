"""The store of valley heat: what it held, what it moved, and what the bill is with it and without."""

from __future__ import annotations

from ..components.price_subjects import model_price
from ..components.prices import MissingPrice
from ..engine.economics import simple_payback
from ..engine.figures import FrozenMap
from ..engine.heat_store import storage_saving
from ..engine.messages import Check, message
from ..engine.selection import first_cost, yearly_cost
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
    money = _money(plant, saving, sheet)
    return Topic(
        "storage", FrozenMap({**found, "storage_saving_yuan": saving, **money}),
        charts=FrozenMap({"storage_months": _chart(plant)}), checks=(_worth(saving, money),),
        notes=(message("topic.storage.note"),),
    )  # fmt: skip


def _money(plant: PlantDesign, saving: float, sheet: Sheet) -> dict[str, float]:
    """Price of the tanks, what it costs a year, and the years of the saving that pay it; without works."""
    context = plant.context
    tank = next((one for one in plant.equipment if one.role == "valley_storage"), None)
    if tank is None:
        return {}
    try:
        price = model_price(
            plant.catalog, tank.kind, tank.model, context.project.prices,
            on=context.answers.day("quote_date"), sheet=sheet,
        )  # fmt: skip
    except MissingPrice:
        return {}
    first = sheet.work(
        first_cost, unit_count=tank.count, unit_price_yuan=float(price.yuan), unit_price_yuan__backup=0.0
    )
    found = {
        "first_cost_yuan": first,
        "yearly_cost_yuan": sheet.work(
            yearly_cost, first_cost_yuan=first, annuity_fraction=context.money.annuity_fraction,
            maintenance_fraction=context.money.maintenance_fraction, energy_cost_yuan=0.0,
        ),
    }  # fmt: skip
    if saving > 0.0:
        found["payback_y"] = sheet.work(simple_payback, extra_cost_yuan=first, yearly_saving_yuan=saving)
    return found


def _worth(saving: float, money: dict[str, float]) -> Check:
    """Whether the yearly saving carries the tanks' capital and maintenance."""
    if saving <= 0.0:
        told = message("check.storage_costs", amount_yuan=abs(saving))
        return Check("valley_storage", "warning", told)
    if not money:
        return Check("valley_storage", "info", message("check.storage_saves", amount_yuan=saving))
    pays = saving >= money["yearly_cost_yuan"]
    told = message("check.storage_pays" if pays else "check.storage_short", amount_yuan=saving, **money)
    return Check("valley_storage", "pass" if pays else "warning", told)


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
