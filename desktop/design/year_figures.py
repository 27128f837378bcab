"""The figures of the year, each written on the sheet, and the plant laid beside what was measured."""

from __future__ import annotations

from ..applications.common import REPLACED_FUEL
from ..engine import year as rules
from ..engine.economics import cost_per_area
from ..engine.figures import Figures, FrozenMap
from ..engine.season import season_of_days
from ..engine.selection import full_load_hours, gas_of_backup
from ..engine.sheet import Sheet, formula
from ..engine.year import YearSums, together
from ..tables.energy import Fuel
from .context import Context
from .operation import PlantYear

SIMULATION = "hour_simulation"
COOLING = "__cooling"
BACKUP_NAMES = ("heat_backup_kwh", "electricity_backup_kwh", "backup_fraction")
SUM_NAMES = (
    "heat_load_kwh",
    "heat_heat_pump_kwh",
    "heat_backup_kwh",
    "heat_unmet_kwh",
    "electricity_heat_pump_kwh",
    "electricity_backup_kwh",
    "electricity_pump_kwh",
)


def year_figures(context: Context, year: PlantYear, sheet: Sheet) -> Figures:
    """Heat, electricity, seasonal COP, cost and their shares; services apart, then together."""
    found: dict[str, float] = {}
    if year.heating_sums is not None:
        _heating(found, sheet.part("book.year_heating"), year.heating_sums, context)
    if year.hot_water_sums is not None:
        _service(found, sheet.part("book.year_hot_water"), "__hot_water", year.hot_water_sums, context)
        if year.recovered_kwh:
            found["recovered_heat_kwh"] = sheet.part("book.year_hot_water").simulated(
                "recovered_heat_kwh",
                year.recovered_kwh,
                method="method.recovery",
                source="engineering_practice",
            )
    if year.cooling_sums is not None:
        _service(found, sheet.part("book.year_cooling"), COOLING, year.cooling_sums, context)
    found["energy_cost_yuan__total"] = sheet.part("book.year_total").work(
        total_cost,
        energy_cost_yuan__heating=found.get("energy_cost_yuan", 0.0),
        energy_cost_yuan__hot_water=found.get("energy_cost_yuan__hot_water", 0.0),
        energy_cost_yuan__cooling=found.get("energy_cost_yuan__cooling", 0.0),
    )
    found["power_peak_kw__total"] = sheet.part("book.year_total").simulated(
        "power_peak_kw",
        float(together(year.services).power_kw.max()),
        method="method.hourly_peak",
        source=SIMULATION,
    )
    found.update(_beside_replaced(context, found, sheet.part("book.year_replaced")))
    found.update(_beside_measured(context, year, sheet.part("book.year_measured")))
    return FrozenMap(found)


def _heating(found: dict[str, float], part: Sheet, sums: YearSums, context: Context) -> None:
    """The sums of heating, and what they are by area, by day and by kilowatt."""
    _service(found, part, "", sums, context)
    area = context.demand.heated_area_m2
    found["season_d"] = part.simulated(
        "season_d", context.site.season.day_count, method="method.season", source=SIMULATION
    )
    found["electricity_specific_kwh_m2d"] = part.work(
        rules.electricity_per_area_day,
        electricity_kwh=found["electricity_kwh"],
        heated_area_m2=area,
        season_d=max(1.0, found["season_d"]),
    )
    found["specific_cost_yuan_m2"] = part.work(
        cost_per_area, energy_cost_yuan=found["energy_cost_yuan"], heated_area_m2=area
    )
    found["full_load_h"] = part.work(
        full_load_hours, heat_load_kwh=found["heat_load_kwh"], heat_load_kw=context.demand.heat_load_kw
    )
    found["heat_specific_kwh_m2"] = part.work(
        heat_per_area, heat_load_kwh=found["heat_load_kwh"], heated_area_m2=area
    )
    for name, hours in (("off_h", sums.off_h), ("at_limit_h", sums.at_limit_h)):
        found[name] = part.simulated(name, hours, method="method.hours_counted", source=SIMULATION)


def _service(found: dict[str, float], sheet: Sheet, role: str, sums: YearSums, context: Context) -> None:
    """One service: sums of the hours, then what follows from them."""
    at = {
        name: sheet.simulated(name, getattr(sums, name), method="method.hourly_sum", source=SIMULATION)
        for name in SUM_NAMES
    }
    at["electricity_kwh"] = sheet.work(
        rules.electricity, **{name: at[name] for name in SUM_NAMES if name.startswith("electricity")}
    )
    if at["electricity_heat_pump_kwh"] > 0.0:
        at["seasonal_cop"] = sheet.work(
            rules.seasonal_cop,
            heat_heat_pump_kwh=at["heat_heat_pump_kwh"],
            electricity_heat_pump_kwh=at["electricity_heat_pump_kwh"],
        )
    if sums.fuel_backup_kwh:
        at |= _fuel(sums, context, sheet)
    elif at["electricity_kwh"] > 0.0:
        at["system_cop"] = sheet.work(
            rules.system_cop,
            heat_heat_pump_kwh=at["heat_heat_pump_kwh"],
            heat_backup_kwh=at["heat_backup_kwh"],
            electricity_kwh=at["electricity_kwh"],
        )
    if at["heat_load_kwh"] > 0.0:
        at["backup_fraction"] = sheet.work(
            rules.backup_fraction, heat_backup_kwh=at["heat_backup_kwh"], heat_load_kwh=at["heat_load_kwh"]
        )
    at["energy_cost_yuan"] = sheet.simulated(
        "energy_cost_yuan", sums.energy_cost_yuan, method="method.hourly_cost", source="engineering_practice"
    )
    at["power_peak_kw"] = sheet.simulated(
        "power_peak_kw", sums.power_peak_kw, method="method.hourly_peak", source=SIMULATION
    )
    shown = {name: value for name, value in at.items() if role != COOLING or name not in BACKUP_NAMES}
    found.update({name + role: value for name, value in shown.items()})


def _fuel(sums: YearSums, context: Context, sheet: Sheet) -> dict[str, float]:
    """What a boiler burns; electricity and gas make no common COP."""
    row = context.answers.catalog.find(Fuel, "gas")
    burnt = sheet.simulated(
        "fuel_backup_kwh", sums.fuel_backup_kwh, method="method.hourly_sum", source=SIMULATION
    )
    content = sheet.look_up("fuel_kwh_unit", row.fuel_kwh_unit, table=row.TABLE, row="gas", source=row.source)
    volume = sheet.work(gas_of_backup, fuel_backup_kwh=burnt, fuel_kwh_unit=content)
    return {"fuel_backup_kwh": burnt, "fuel_backup_m3": volume}


@formula(
    "energy_cost_yuan__total",
    "energy_cost_yuan__heating + energy_cost_yuan__hot_water + energy_cost_yuan__cooling",
    source="first_principles",
)
def total_cost(
    energy_cost_yuan__heating: float, energy_cost_yuan__hot_water: float, energy_cost_yuan__cooling: float
) -> float:
    """Energy of the year for all services."""
    return energy_cost_yuan__heating + energy_cost_yuan__hot_water + energy_cost_yuan__cooling


@formula("heat_specific_kwh_m2", "heat_load_kwh / heated_area_m2", source="first_principles")
def heat_per_area(heat_load_kwh: float, heated_area_m2: float) -> float:
    """Season heat of each square metre heated."""
    return heat_load_kwh / heated_area_m2


@formula(
    "energy_cost_yuan__replaced",
    "heat_kwh / (fuel_kwh_unit * replaced_efficiency) * replaced_price_yuan_unit",
    source="first_principles",
)
def replaced_cost(
    heat_kwh: float, fuel_kwh_unit: float, replaced_efficiency: float, replaced_price_yuan_unit: float
) -> float:
    """What the same heat would cost from the plant that is replaced."""
    return heat_kwh / (fuel_kwh_unit * replaced_efficiency) * replaced_price_yuan_unit


@formula("heat_kwh", "heat_load_kwh + heat_load_kwh__hot_water", source="first_principles")
def heat_of_year(heat_load_kwh: float, heat_load_kwh__hot_water: float) -> float:
    """Heat for heating and hot water in a year."""
    return heat_load_kwh + heat_load_kwh__hot_water


@formula(
    "energy_saving_yuan",
    "energy_cost_yuan__replaced - energy_cost_yuan__heating - energy_cost_yuan__hot_water",
    source="first_principles",
)
def energy_saving(
    energy_cost_yuan__replaced: float, energy_cost_yuan__heating: float, energy_cost_yuan__hot_water: float
) -> float:
    """Energy cost saved each year against the plant that is replaced; negative where it costs more."""
    return energy_cost_yuan__replaced - energy_cost_yuan__heating - energy_cost_yuan__hot_water


def _beside_replaced(context: Context, found: dict[str, float], sheet: Sheet) -> dict[str, float]:
    """Heat and hot water from the plant that is replaced, at its fuel's price and efficiency."""
    answers = context.answers
    fuel = REPLACED_FUEL.get(answers.text("replaced_heat"))
    if fuel is None or not ("heat_load_kwh" in found or "heat_load_kwh__hot_water" in found):
        return {}
    row = answers.catalog.find(Fuel, fuel)
    heat = sheet.work(
        heat_of_year,
        heat_load_kwh=found.get("heat_load_kwh", 0.0),
        heat_load_kwh__hot_water=found.get("heat_load_kwh__hot_water", 0.0),
    )
    content = sheet.look_up("fuel_kwh_unit", row.fuel_kwh_unit, table=row.TABLE, row=fuel, source=row.source)
    cost = sheet.work(
        replaced_cost,
        heat_kwh=heat,
        fuel_kwh_unit=content,
        replaced_efficiency=answers.number("replaced_efficiency"),
        replaced_price_yuan_unit=answers.number("replaced_price_yuan_unit"),
    )
    saving = sheet.work(
        energy_saving,
        energy_cost_yuan__replaced=cost,
        energy_cost_yuan__heating=found.get("energy_cost_yuan", 0.0),
        energy_cost_yuan__hot_water=found.get("energy_cost_yuan__hot_water", 0.0),
    )
    return {"heat_kwh": heat, "energy_cost_yuan__replaced": cost, "energy_saving_yuan": saving}


@formula(
    "electricity_ratio",
    "electricity_specific_kwh_m2d / measured_electricity_kwh_m2d",
    source="first_principles",
)
def ratio_to_measured(electricity_specific_kwh_m2d: float, measured_electricity_kwh_m2d: float) -> float:
    """Calculated use over measured use, for the same days of the year."""
    return electricity_specific_kwh_m2d / measured_electricity_kwh_m2d


def _beside_measured(context: Context, year: PlantYear, sheet: Sheet) -> dict[str, float]:
    """The forward calculation over the very days that were measured, without and with hot water."""
    answers = context.answers
    names = ("measured_electricity_kwh_m2d", "measured_from", "measured_to")
    if answers.text("measured_kind") != "electricity" or not all(name in answers for name in names):
        return {}
    if year.heating is None:
        return {}
    period = season_of_days(answers.day("measured_from"), answers.day("measured_to"))
    hours = period.hours()
    heating = float(year.heating.power_kw[hours].sum())
    both = heating + (float(year.hot_water.power_kw[hours].sum()) if year.hot_water is not None else 0.0)
    found = {}
    for role, energy in (("__period", heating), ("__period_with_hot_water", both)):
        used = sheet.simulated("electricity_kwh", energy, method="method.sum_over_period", source=SIMULATION)
        each = sheet.work(
            rules.electricity_per_area_day,
            electricity_kwh=used,
            heated_area_m2=context.demand.heated_area_m2,
            season_d=period.day_count,
        )
        found["electricity_specific_kwh_m2d" + role] = each
        found["electricity_ratio" + role] = sheet.work(
            ratio_to_measured,
            electricity_specific_kwh_m2d=each,
            measured_electricity_kwh_m2d=answers.number("measured_electricity_kwh_m2d"),
        )
    return found
