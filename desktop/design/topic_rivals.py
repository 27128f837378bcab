"""The same heat from coal, gas, direct electricity, a heat network or biomass: its cost and emission."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..applications.common import REPLACED_FUEL
from ..applications.questions import Answers
from ..engine import rivals as rules
from ..engine.economics import cost_per_area
from ..engine.figures import FrozenMap
from ..engine.messages import Message, message
from ..engine.sheet import Sheet
from ..tables.energy import Fuel, grid_factor
from .plant import PlantDesign
from .records import Chart, FigureTable, Series, TableRow, Topic
from .year_figures import heat_of_year

COST_COLUMNS = (
    "energy_kwh", "energy_cost_yuan", "specific_cost_yuan_m2", "energy_saving_yuan", "emission_tco2",
    "emission_saving_tco2",
)  # fmt: skip
BASIS_COLUMNS = ("fuel", "rival_efficiency", "fuel_price_yuan_unit", "fuel_kgco2_unit", "year")
GAS = "gas"


@dataclass(frozen=True, slots=True)
class Rival:
    """A way to heat: its fuel, and the questions that hold its efficiency, price and emission."""

    name: str
    fuel: str
    efficiency: str
    price: str
    emission: str


ELECTRIC = "electricity"
RIVALS = (
    Rival("coal", "coal", "coal_efficiency", "coal_price_yuan_kg", "coal_kgco2_kg"),
    Rival("gas", "gas", "gas_efficiency", "gas_price_yuan_m3", "gas_kgco2_m3"),
    Rival("direct_electric", ELECTRIC, "direct_electric_efficiency", "", "grid_factor_kgco2_kwh"),
    Rival("heat_network", "heat", "network_efficiency", "network_price_yuan_gj", "network_kgco2_gj"),
    Rival("biomass", "biomass", "biomass_efficiency", "biomass_price_yuan_kg", "biomass_kgco2_kg"),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a way to heat uses, costs and emits in a year."""

    energy_kwh: float
    cost_yuan: float
    emission_tco2: float


def rivals(plant: PlantDesign, sheet: Sheet) -> Topic | None:
    """Heating and hot water of the year by heat pumps, and by each of the others."""
    figures = plant.figures
    answers = plant.context.answers
    if "coal_efficiency" not in answers or "heat_load_kwh" not in figures:
        return None
    sheet = sheet.part("book.rivals")
    heat = sheet.work(
        heat_of_year,
        heat_load_kwh=_figure(plant, "heat_load_kwh"),
        heat_load_kwh__hot_water=_figure(plant, "heat_load_kwh__hot_water"),
    )
    if heat <= 0.0:
        return None
    price = _mean_price(plant, sheet)
    unmet = _unmet(plant, sheet)
    lacking: tuple[Message, ...] = ()
    if unmet > 0.0:  # the others would be charged for heat the heat pumps do not give
        heat = sheet.work(rules.heat_delivered, heat_kwh__asked=heat, heat_unmet_kwh=unmet)
        cost = sheet.work(rules.power_cost, energy_kwh=unmet, price_mean_yuan_kwh=price)
        lacking = (message("note.rival_unmet", heat_unmet_kwh=unmet, energy_cost_yuan=cost),)
    own = _heat_pumps(plant, sheet)
    found = {
        rival: _outcome(rival, heat, price, answers, sheet.part("book.rivals", rival.name))
        for rival in RIVALS
    }
    rows = [_row("heat_pump", own, None, plant, sheet.part("book.rivals", "heat_pump"))]
    for rival, outcome in found.items():
        rows.append(_row(rival.name, outcome, own, plant, sheet.part("book.rivals", rival.name)))
    return Topic(
        "rivals",
        FrozenMap(heat_kwh=heat, price_mean_yuan_kwh=price),
        (
            FigureTable("rivals", COST_COLUMNS, tuple(rows)),
            FigureTable(
                "rivals_basis", BASIS_COLUMNS, tuple(_basis(rival, price, plant) for rival in RIVALS)
            ),
        ),
        FrozenMap(rivals=_chart(own, found)),
        notes=(*lacking, *_notes(plant)),
    )


def _figure(plant: PlantDesign, name: str) -> float:
    value = plant.figures.get(name, 0.0)
    assert isinstance(value, int | float)
    return float(value)


def _unmet(plant: PlantDesign, sheet: Sheet) -> float:
    """Heat for heating and hot water that neither units nor backup give."""
    heating, bath = plant.year.heating_sums, plant.year.hot_water_sums
    missing = sum(sums.heat_unmet_kwh for sums in (heating, bath) if sums is not None)
    if round(missing) <= 0:
        return 0.0
    return sheet.simulated(
        "heat_unmet_kwh", missing, method="method.hourly_sum", source="hour_simulation"
    )


def _mean_price(plant: PlantDesign, sheet: Sheet) -> float:
    """The power price of the hours in which heat is asked."""
    context = plant.context
    load = context.heating_kw + context.hot_water_kw
    return sheet.simulated(
        "price_mean_yuan_kwh",
        float(np.average(context.price_yuan_kwh, weights=load)),
        method="method.load_weighted_price",
        source="hour_simulation",
    )


def _heat_pumps(plant: PlantDesign, sheet: Sheet) -> Outcome:
    sheet = sheet.part("book.rivals", "heat_pump")
    energy = sheet.work(
        rules.heat_pump_power,
        electricity_kwh__heating=_figure(plant, "electricity_kwh"),
        electricity_kwh__hot_water=_figure(plant, "electricity_kwh__hot_water"),
    )
    cost = sheet.work(
        rules.heat_pump_cost,
        energy_cost_yuan__heating=_figure(plant, "energy_cost_yuan"),
        energy_cost_yuan__hot_water=_figure(plant, "energy_cost_yuan__hot_water"),
    )
    answers = plant.context.answers
    emission = sheet.work(
        rules.power_emission,
        energy_kwh=energy,
        grid_factor_kgco2_kwh=answers.number("grid_factor_kgco2_kwh"),
    )
    sums = plant.year.heating_sums
    fuel = sums.fuel_backup_kwh if sums is not None else 0.0
    if fuel > 0.0:
        row = answers.catalog.find(Fuel, GAS)
        content = sheet.look_up(
            "fuel_kwh_unit", row.fuel_kwh_unit, table=row.TABLE, row=row.fuel, source=row.source
        )
        burnt = sheet.work(rules.fuel_burnt, energy_kwh=fuel, fuel_kwh_unit=content)
        factor = _answered("fuel_kgco2_unit", "gas_kgco2_m3", answers, sheet)
        more = sheet.work(rules.fuel_emission, fuel_amount=burnt, fuel_kgco2_unit=factor)
        emission = sheet.work(
            rules.emission_together, emission_tco2__power=emission, emission_tco2__fuel=more
        )
    return Outcome(energy, cost, emission)


def _outcome(rival: Rival, heat: float, price: float, answers: Answers, sheet: Sheet) -> Outcome:
    n = answers.number
    energy = sheet.work(rules.energy_used, heat_kwh=heat, rival_efficiency=n(rival.efficiency))
    if rival.fuel == ELECTRIC:
        # as the table of what was used prints them
        sheet.simulated(
            "fuel_price_yuan_unit", price, method="method.load_weighted_price", source="hour_simulation"
        )
        _answered("fuel_kgco2_unit", rival.emission, answers, sheet)
        return Outcome(
            energy,
            sheet.work(rules.power_cost, energy_kwh=energy, price_mean_yuan_kwh=price),
            sheet.work(rules.power_emission, energy_kwh=energy, grid_factor_kgco2_kwh=n(rival.emission)),
        )
    row = answers.catalog.find(Fuel, rival.fuel)
    content = sheet.look_up(
        "fuel_kwh_unit", row.fuel_kwh_unit, table=row.TABLE, row=row.fuel, source=row.source
    )
    burnt = sheet.work(rules.fuel_burnt, energy_kwh=energy, fuel_kwh_unit=content)
    each = _answered("fuel_price_yuan_unit", rival.price, answers, sheet)
    factor = _answered("fuel_kgco2_unit", rival.emission, answers, sheet)
    return Outcome(
        energy,
        sheet.work(rules.fuel_cost, fuel_amount=burnt, fuel_price_yuan_unit=each),
        sheet.work(rules.fuel_emission, fuel_amount=burnt, fuel_kgco2_unit=factor),
    )


def _answered(name: str, question: str, answers: Answers, sheet: Sheet) -> float:
    """An answer under the name that it has in the formulas of all fuels."""
    answer, value = answers[question], answers.number(question)
    sheet.given(name, value, source=answer.source, default=answer.standing == "default")
    return sheet.rounded(name, value)


def _row(name: str, outcome: Outcome, own: Outcome | None, plant: PlantDesign, sheet: Sheet) -> TableRow:
    """A way to heat beside the heat pumps; green where these are cheaper."""
    area = plant.context.demand.heated_area_m2
    specific = sheet.work(cost_per_area, energy_cost_yuan=outcome.cost_yuan, heated_area_m2=area)
    saving = emission = None
    if own is not None:
        saving = sheet.work(
            rules.saving_beside,
            energy_cost_yuan__rival=outcome.cost_yuan,
            energy_cost_yuan__heat_pump=own.cost_yuan,
        )
        emission = sheet.work(
            rules.emission_saving,
            emission_tco2__rival=outcome.emission_tco2,
            emission_tco2__heat_pump=own.emission_tco2,
        )
    return TableRow(
        message(f"rival.{name}"),
        (outcome.energy_kwh, outcome.cost_yuan, specific, saving, outcome.emission_tco2, emission),
        "good" if own is None else "normal",
    )


def _basis(rival: Rival, price: float, plant: PlantDesign) -> TableRow:
    """Efficiency, price and emission factor; the year of the table where the figures are its own."""
    answers, catalog = plant.context.answers, plant.catalog
    n = answers.number
    if rival.fuel == ELECTRIC:
        row = grid_factor(catalog, plant.context.site.climate.conditions.province)
        own = answers[rival.emission].standing == "default"
        cells = (rival.fuel, n(rival.efficiency), price, n(rival.emission), str(row.year) if own else None)
    else:
        fuel = catalog.find(Fuel, rival.fuel)
        own = answers[rival.price].standing == "default"
        cells = (
            rival.fuel,
            n(rival.efficiency),
            n(rival.price),
            n(rival.emission),
            str(fuel.year) if own else None,
        )
    return TableRow(message(f"rival.{rival.name}"), cells)


def _chart(own: Outcome, found: dict[Rival, Outcome]) -> Chart:
    """Energy cost of a year as bars, the heat pumps first."""
    costs = (own.cost_yuan, *(outcome.cost_yuan for outcome in found.values()))
    places = tuple(float(number + 1) for number in range(len(costs)))
    return Chart(
        "bars",
        message("chart.rivals", energy_cost_yuan=own.cost_yuan),
        "rival_number",
        "energy_cost_yuan",
        (Series("chart.energy_cost", places, costs, "fill"),),
        x_labels=("rival.heat_pump", *(f"rival.{rival.name}" for rival in found)),
    )


def _notes(plant: PlantDesign) -> tuple[Message, ...]:
    grid = grid_factor(plant.catalog, plant.context.site.climate.conditions.province)
    notes = [message("note.rival_sources", year_of_factor=str(grid.year))]
    replaced = plant.context.answers.text("replaced_heat")
    if replaced in REPLACED_FUEL:
        notes.append(message("note.rival_replaced", word=replaced))
    return tuple(notes)
