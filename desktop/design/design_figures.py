"""The figures a design is shown by, each left on the calculation sheet where it is not already there."""

from __future__ import annotations

from collections.abc import Mapping

from ..applications.building import heats
from ..applications.questions import Answers
from ..applications.site import Site
from ..components.prices import MARKET
from ..engine.figures import Figures, FrozenMap, Value
from ..engine.messages import Rejection
from ..engine.search import OBJECTIVES
from ..engine.selection import first_cost, yearly_cost
from ..engine.sheet import Sheet
from .context import Context
from .operation import PlantYear, by_month
from .ranking import BEST, Candidate, Ranking
from .records import Option
from .sizing import Sizing

SIMULATION = "hour_simulation"
PLACE_FIGURES = (
    "t_heating_c", "t_winter_ac_c", "t_summer_ac_c", "t_extreme_min_c", "weather_distance_km",
    "weather_altitude_difference_m",
)  # fmt: skip


def write_given(answers: Answers, sheet: Sheet) -> None:
    """Every number that was given or stands by default, so that each printed figure is found in the book."""
    for answer in answers.all():
        if (
            answer.standing != "missing"
            and isinstance(answer.value, int | float)
            and not isinstance(answer.value, bool)
        ):
            sheet.given(
                answer.name, float(answer.value), source=answer.source, default=answer.standing == "default"
            )
        for number, row in enumerate(answer.rows, 1):
            write_given(row, sheet.part("book.given", _row_name(row, number)))


def _row_name(row: Answers, number: int) -> str:
    """The first text of a row, else its number."""
    texts = (answer.value for answer in row.all() if isinstance(answer.value, str))
    return next((text for text in texts if text), str(number))


def site_figures(site: Site, answers: Answers, sheet: Sheet) -> Figures:
    """The figures of the place, written down with table and row."""
    conditions, weather = site.climate.conditions, site.climate.weather
    place = {"table": conditions.TABLE, "row": conditions.station, "source": conditions.source}
    months = {"table": "climate/weather_months.csv", "row": weather.station, "source": weather.source}
    sheet.look_up("altitude_m__station", conditions.altitude_m, **place)
    sheet.look_up("t_month_mean_c__equinox", site.t_equinox_month_c, **months)
    return FrozenMap({**_place_figures(site, answers, sheet, place, months), **_own_weather(site, sheet)})


def _own_weather(site: Site, sheet: Sheet) -> dict[str, Value]:
    """Where the user's own weather file was measured, in the place of the typical year's station."""
    own = site.own
    if own is None:
        return {}
    higher = own.altitude_m - site.station_altitude_m
    return {
        "weather_file": own.file,
        "weather_station_name": own.place,
        "weather_distance_km": sheet.given(
            "weather_distance_km", site.own_distance_km, source=site.weather_source
        ),
        "weather_altitude_difference_m": sheet.given(
            "weather_altitude_difference_m", higher, source=site.weather_source
        ),
    }


def _place_figures(
    site: Site, answers: Answers, sheet: Sheet, place: Mapping[str, str], months: Mapping[str, str]
) -> Figures:
    conditions, weather = site.climate.conditions, site.climate.weather
    return FrozenMap(
        station=conditions.station,
        station_name_zh=conditions.label_zh,
        station_name_en=conditions.label_en,
        zone=conditions.zone,
        altitude_m=sheet.rounded("altitude_m", answers.number("altitude_m")),
        t_outdoor_design_c=sheet.rounded("t_outdoor_design_c", answers.number("t_outdoor_design_c")),
        **{name: sheet.look_up(name, getattr(conditions, name), **place) for name in PLACE_FIGURES},
        weather_station=weather.station,
        weather_station_name=weather.name_en,
        t_month_mean_c__coldest=sheet.look_up("t_month_mean_c__coldest", site.t_coldest_month_c, **months),
        **({"season_d": float(site.season.day_count)} if heats(answers) else {}),
    )


def options(kind: str, ranking: Ranking, context: Context, sheet: Sheet) -> tuple[Option, ...]:
    """The best three by each objective, their figures written down; by tier only where any is declared."""
    return tuple(
        Option(
            objective,
            place + 1,
            one.model,
            one.sizing.unit.family.family,
            one.sizing.count,
            _option_figures(kind, one, context, sheet.part("book.options", one.model)),
            ranking.order_holds(objective, place),
            kind,
        )
        for objective in OBJECTIVES
        for place, one in enumerate(ranking.best(objective)[:BEST])
    )


def _option_figures(kind: str, one: Candidate, context: Context, sheet: Sheet) -> Figures:
    sizing, sums, money = one.sizing, one.sums, context.money
    found = {
        "backup_kw": sizing.backup_kw,
        "backup_fraction": sums.backup_fraction,
        "capacity_kw__bivalent": sizing.at_bivalent.capacity_kw,
        "cop__bivalent": sizing.at_bivalent.cop,
        "t_outdoor_c__bivalent": sizing.t_bivalent_c,
        "t_outdoor_c__limit": sizing.t_limit_c,
    }
    if context.heating is None and kind == "heat_pump":
        found = {
            "cooling_capacity_kw": sizing.cooling_kw,
            "cop__cooling": sizing.at_bivalent.cop,
            "t_outdoor_c__cooling": sizing.t_bivalent_c,
        }
    if sums.electricity_heat_pump_kwh:
        found["seasonal_cop"] = sums.seasonal_cop
    sheet.simulated("unit_count", sizing.count, method="method.candidate", source=SIMULATION, inputs=found)
    energy = sheet.simulated(
        "energy_cost_yuan", sums.energy_cost_yuan, method="method.candidate", source=SIMULATION
    )
    first = sheet.work(
        first_cost,
        unit_count=sizing.count,
        unit_price_yuan=_price(one, context, sheet),
        unit_price_yuan__backup=sheet.simulated(
            "unit_price_yuan__backup", one.backup_price_yuan, method="method.price_rule", source=MARKET
        ),
    )
    total = sheet.work(
        yearly_cost,
        first_cost_yuan=first,
        annuity_fraction=money.annuity_fraction,
        maintenance_fraction=money.maintenance_fraction,
        energy_cost_yuan=energy,
    )
    rounded = {name: sheet.rounded(name, value) for name, value in found.items()}
    return FrozenMap(first_cost_yuan=first, yearly_cost_yuan=total, energy_cost_yuan=energy, **rounded)


def _price(one: Candidate, context: Context, sheet: Sheet) -> float:
    """The price of one unit: the user's, or by rule."""
    if any(price.model == one.model for price in context.project.prices):
        sheet.given("unit_price_yuan", one.unit_price_yuan)
        return one.unit_price_yuan
    return sheet.simulated(
        "unit_price_yuan", one.unit_price_yuan, method="method.price_rule", source=MARKET,
        inputs={"price_size": one.sizing.unit.row.rated_heating_kw},
    )  # fmt: skip


def rejections(ranking: Ranking, chosen: str, sheet: Sheet) -> tuple[Rejection, ...]:
    """Why each other model is not among the best three: the rule it failed, or what it costs more."""
    shown = {one.model for name in OBJECTIVES for one in ranking.best(name)[:BEST]}
    order = ranking.best("yearly_cost")
    limit = order[min(BEST, len(order)) - 1].yearly_cost_yuan if order else 0.0
    found = (
        *ranking.rejections,
        *(
            Rejection(one.model, "ranked_lower", one.yearly_cost_yuan, limit, "yearly_cost_yuan")
            for one in order
            if one.model not in shown and one.model != chosen
        ),
    )
    return written_rejections(found, sheet)


def written_rejections(found: tuple[Rejection, ...], sheet: Sheet) -> tuple[Rejection, ...]:
    """Rejections whose values are written down by rule and limit, each with its model."""
    groups: dict[tuple[str, str, float], dict[str, float]] = {}
    for one in found:
        if one.quantity and not isinstance(one.value, str) and not isinstance(one.limit, str):
            values = groups.setdefault((one.rule, one.quantity, one.limit), {})
            values[f"{one.quantity}__{one.model}"] = one.value
    for (rule, name, bound), values in groups.items():
        sheet.simulated(name, bound, method=f"rule.{rule}", source=SIMULATION, inputs=values)
    return found


def load_figures(context: Context, building: Sizing | None) -> Figures:
    """What the plant is sized for; a service that is not wanted has no figures."""
    demand = context.demand
    found: dict[str, float] = {}
    if building is not None and context.heating is not None:
        found |= {
            "heat_load_kw": demand.heat_load_kw,
            "t_outdoor_c__design": demand.t_design_c,
            "heating_index_w_m2": next(e.index_w_m2 for e in demand.estimates if e.used),
            "heat_load_kw__bivalent": building.load_bivalent_kw,
            "t_outdoor_c__bivalent": building.t_bivalent_c,
            "t_balance_c": demand.t_balance_c,
            "t_supply_c": demand.t_supply_c,
            "t_return_c": demand.t_return_c,
            "cooling_load_kw": demand.cooling_load_kw,
        }
    elif building is not None:
        found |= {
            "cooling_load_kw": demand.cooling_load_kw,
            "t_outdoor_c__cooling": demand.t_summer_c,
            "t_chilled_c": demand.t_chilled_c,
        }
    if demand.hot_water is not None:
        hot = demand.hot_water
        found |= {
            "hot_water_heat_kwh_d": hot.heat_kwh_d,
            "hot_water_peak_kw": hot.peak_kw,
            "hot_water_heat_pump_kw": hot.heat_pump_kw,
            "storage_l": hot.storage_l,
        }
    return FrozenMap({**found, **demand.figures})


def load_comparison(context: Context) -> tuple[Figures, ...]:
    """Every way to the heat load beside the others."""
    return tuple(
        FrozenMap(
            method=e.method,
            heat_load_kw__low=e.low_kw,
            heat_load_kw=e.likely_kw,
            heat_load_kw__high=e.high_kw,
            heating_index_w_m2=e.index_w_m2,
            used=e.used,
            source=e.source,
        )
        for e in context.demand.estimates
    )


def monthly_sums(year: PlantYear) -> FrozenMap[tuple[float, ...]]:
    """Twelve sums of each figure that is shown by months."""
    found = {}
    if year.heating is not None:
        found["heat_load_kwh"] = by_month(year.heating.load_kw)
        found["electricity_kwh"] = by_month(year.heating.power_kw)
        found["heat_backup_kwh"] = by_month(year.heating.backup_kw)
        if float(year.heating.fuel_kw.sum()) > 0.0:
            found["fuel_backup_kwh"] = by_month(year.heating.fuel_kw)
    if year.hot_water is not None:
        found["electricity_kwh__hot_water"] = by_month(year.hot_water.power_kw)
    if year.cooling is not None:
        found["electricity_kwh__cooling"] = by_month(year.cooling.power_kw)
    return FrozenMap({name: tuple(round(value, 0) for value in values) for name, values in found.items()})
