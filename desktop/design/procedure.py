"""From a project to its design: demand, candidates, choice, water side, year, checks."""

from __future__ import annotations

from ..applications.questions import Answers, resolve
from ..applications.registry import application
from ..applications.site import Site, site_of
from ..components.heat_pumps import Unit, heat_pumps
from ..components.labels import unit_verdict
from ..components.price_subjects import model_price
from ..components.prices import unit_price
from ..engine.figures import Figures, FrozenMap, number_of
from ..engine.messages import Message, Rejection, message
from ..engine.sheet import Sheet
from ..project import Project
from ..tables.catalog import Catalog
from .charts import charts
from .checks import hot_water_checks, plant_checks, year_checks
from .context import Context, context_of
from .operation import PlantYear, by_month, operate_year
from .ranking import BEST, Candidate, Ranking, rank
from .records import Design, Option
from .sizing import Sizing, backup_for, size
from .tasks import Task
from .unit_figures import unit_equipment
from .water_side import Parts, backup_heater, heating_side, hot_water_side
from .year_figures import year_figures


class DesignFault(Exception):
    """No plant can be designed; ``message`` says why, ``rejections`` name every model's reason."""

    def __init__(self, reason: Message, rejections: tuple[Rejection, ...] = ()) -> None:
        super().__init__(reason.key)
        self.message = reason
        self.rejections = rejections


def answers_of(project: Project, catalog: Catalog) -> Answers:
    """Every question of a project's application with its answer, default or lack of one."""
    return resolve(application(project.application).questions, project.answers, catalog)


def design(project: Project, catalog: Catalog) -> Design:
    """Work out a project. Pure: the same project and catalogue give the same design.

    Raises MissingAnswer for a question that only the user can answer, BadAnswer for one that cannot hold, and
    DesignFault where no model of the catalogue serves.
    """
    answers = answers_of(project, catalog)
    site = site_of(answers)
    sheet = Sheet.recording(catalog.decimals)
    _write_given(answers, sheet.part("book.given"))
    _write_site(site, sheet.part("book.site"))
    demand = application(project.application).demand(answers, site, sheet)
    context = context_of(project, answers, site, demand, sheet)
    heating_rank = _ranking(context, context.heating, catalog, sheet)
    heating = _chosen(context.heating, heating_rank, answers, "heat_pump_model", catalog, sheet)
    parts = _heating_plant(context, heating, catalog, sheet)
    hot_rank, hot_water = None, None
    if context.hot_water is not None:
        hot_rank = _ranking(context, context.hot_water, catalog, sheet)
        hot_water = _chosen(context.hot_water, hot_rank, answers, "water_heater_model", catalog, sheet)
        more = _hot_water_plant(context, hot_water, catalog, sheet)
        parts = Parts(parts.equipment + more.equipment, parts.checks + more.checks)
    year = operate_year(
        context, heating, _pump_power(parts, HEATING_PUMPS), hot_water, _pump_power(parts, HOT_WATER_PUMPS)
    )
    figures = year_figures(context, year, sheet)
    checks = (
        *demand.checks,
        *plant_checks(context, heating, sheet),
        *hot_water_checks(context),
        *year_checks(context, year),
        *parts.checks,
    )
    verdicts = tuple(
        unit_verdict(
            catalog,
            sizing.unit,
            answers.text("terminal"),  # type: ignore[arg-type]
            project.labels,
            answers.day("quote_date"),
            sheet.part("book.tier", sizing.unit.model),
        )
        for sizing in (heating, hot_water)
        if sizing is not None
    )
    return Design(
        project=project,
        answers=answers,
        catalog_hash=catalog.hash,
        site=_site_figures(site, answers),
        loads=_load_figures(context, heating),
        equipment=tuple(parts.equipment),
        options=(
            *_options("heat_pump", heating_rank),
            *(_options("water_heater", hot_rank) if hot_rank else ()),
        ),
        rejections=(
            *_rejections(heating_rank, heating),
            *(_rejections(hot_rank, hot_water) if hot_rank else ()),
        ),
        tiers=verdicts,
        year=figures,
        checks=checks,
        charts=FrozenMap(charts(context, heating, year)),
        steps=sheet.steps,
        load_comparison=_comparison(context),
        monthly=_monthly(year),
    )


INLINE_UP_TO_KW = 36.0
HEATING_PUMPS = ("heating_circulation", "primary_circulation")
HOT_WATER_PUMPS = ("hot_water_charging",)


def _write_given(answers: Answers, sheet: Sheet) -> None:
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


def _write_site(site: Site, sheet: Sheet) -> None:
    """The figures of the place, with table and row."""
    conditions = site.climate.conditions
    names = ("t_heating_c", "t_winter_ac_c", "t_summer_ac_c", "t_extreme_min_c", "altitude_m")
    for name in names:
        sheet.look_up(
            name,
            getattr(conditions, name),
            table=conditions.TABLE,
            row=conditions.station,
            source=conditions.source,
        )
    weather = site.climate.weather
    for name, value in (
        ("t_month_mean_c__coldest", site.t_coldest_month_c),
        ("t_month_mean_c__equinox", site.t_equinox_month_c),
    ):
        sheet.look_up(
            name, value, table="climate/weather_months.csv", row=weather.station, source=weather.source
        )


def _ranking(context: Context, task: Task, catalog: Catalog, sheet: Sheet) -> Ranking:
    overrides, day = context.project.prices, context.answers.day("quote_date")
    prices: dict[str, float] = {}

    def price_of(unit: Unit) -> float:
        if unit.model not in prices:
            prices[unit.model] = float(model_price(catalog, "heat_pump", unit.model, overrides, on=day).yuan)
        return prices[unit.model]

    def heater_price_of(heat_kw: float) -> float:
        kind = "inline_heater" if heat_kw <= INLINE_UP_TO_KW else "electric_boiler"
        return float(unit_price(catalog, "backup_heater", kind, heat_kw, on=day).yuan)

    units = [unit for unit in heat_pumps(catalog) if task.mode in unit.modes]
    return rank(units, task, context.money, price_of, heater_price_of, sheet)


def _chosen(
    task: Task, ranking: Ranking, answers: Answers, question: str, catalog: Catalog, sheet: Sheet
) -> Sizing:
    """The model the user named, or the best by the objective; written down step by step."""
    wanted = answers.text(question)
    section = "book.sizing_heating" if task.mode == "heating" else "book.sizing_hot_water"
    if wanted:
        known = {unit.model: unit for unit in heat_pumps(catalog)}
        if wanted not in known:
            raise DesignFault(message("fault.model_unknown", question=question, value=wanted))
        found = size(known[wanted], task, sheet.part(section, wanted))
        if isinstance(found, Rejection):
            raise DesignFault(message("fault.model_refused", model=wanted, rule=found.rule), (found,))
        count = found.count
    else:
        best = ranking.best(answers.text("ranking_objective"))
        if not best:
            raise DesignFault(
                message("fault.nothing_serves", mode=task.mode, count=len(ranking.rejections)),
                ranking.rejections,
            )
        found = size(best[0].sizing.unit, task, sheet.part(section, best[0].model))
        assert isinstance(found, Sizing)
        count = best[0].sizing.count
    by_user = int(answers.number("heat_pump_count")) if question == "heat_pump_model" else 0
    if by_user or count != found.count:
        count = by_user or count
        backup = backup_for(
            task, count, found.at_design, found.t_limit_c, sheet.part(section, found.unit.model)
        )
        found = found.with_count(count, backup, "user" if by_user else found.ruled_by)
    return found


def _heating_plant(context: Context, sizing: Sizing, catalog: Catalog, sheet: Sheet) -> Parts:
    parts = Parts([unit_equipment(context.heating, sizing, "heat_pump", catalog, sheet)])
    part = sheet.part("book.backup")
    backup_heater(catalog, part, parts, "heating_backup", sizing.backup_kw, context.demand.t_supply_c)
    rest = heating_side(context, sizing, catalog, sheet)
    return Parts(parts.equipment + rest.equipment, parts.checks + rest.checks)


def _hot_water_plant(context: Context, sizing: Sizing, catalog: Catalog, sheet: Sheet) -> Parts:
    assert context.hot_water is not None
    assert context.demand.hot_water is not None
    parts = Parts([unit_equipment(context.hot_water, sizing, "water_heater", catalog, sheet)])
    part = sheet.part("book.backup")
    backup_heater(
        catalog, part, parts, "hot_water_backup", sizing.backup_kw, context.demand.hot_water.t_storage_c
    )
    rest = hot_water_side(context, sizing, catalog, sheet)
    return Parts(parts.equipment + rest.equipment, parts.checks + rest.checks)


def _pump_power(parts: Parts, roles: tuple[str, ...]) -> float:
    return sum(number_of(e.figures, "electric_power_kw") for e in parts.equipment if e.role in roles)


def _options(kind: str, ranking: Ranking) -> tuple[Option, ...]:
    found = []
    for objective in ("first_cost", "yearly_cost"):
        for place, one in enumerate(ranking.best(objective)[:BEST]):
            found.append(
                Option(
                    objective,
                    place + 1,
                    one.model,
                    one.sizing.unit.family.family,
                    one.sizing.count,
                    _option_figures(one),
                    ranking.order_holds(objective, place),
                    kind,
                )
            )
    return tuple(found)


def _option_figures(one: Candidate) -> Figures:
    sizing, sums = one.sizing, one.sums
    return FrozenMap(
        first_cost_yuan=one.first_cost_yuan,
        yearly_cost_yuan=one.yearly_cost_yuan,
        energy_cost_yuan=round(sums.energy_cost_yuan, 0),
        backup_kw=sizing.backup_kw,
        backup_fraction=round(sums.backup_fraction, 3),
        seasonal_cop=round(sums.seasonal_cop, 2) if sums.electricity_heat_pump_kwh else 0.0,
        capacity_kw__bivalent=sizing.at_bivalent.capacity_kw,
        cop__bivalent=sizing.at_bivalent.cop,
        t_outdoor_c__bivalent=sizing.t_bivalent_c,
        t_outdoor_c__limit=sizing.t_limit_c,
    )


def _rejections(ranking: Ranking, chosen: Sizing | None) -> tuple[Rejection, ...]:
    """Why each other model is not among the best three: the rule it failed, or what it costs more."""
    shown = {one.model for name in ("first_cost", "yearly_cost") for one in ranking.best(name)[:BEST]}
    found = list(ranking.rejections)
    order = ranking.best("yearly_cost")
    limit = order[min(BEST, len(order)) - 1].yearly_cost_yuan if order else 0.0
    for one in order:
        if one.model not in shown and (chosen is None or one.model != chosen.unit.model):
            found.append(
                Rejection(one.model, "ranked_lower", one.yearly_cost_yuan, limit, "yearly_cost_yuan")
            )
    return tuple(found)


def _site_figures(site: Site, answers: Answers) -> Figures:
    conditions, weather = site.climate.conditions, site.climate.weather
    return FrozenMap(
        station=conditions.station,
        station_name_zh=conditions.label_zh,
        station_name_en=conditions.label_en,
        zone=conditions.zone,
        altitude_m=answers.number("altitude_m"),
        t_outdoor_design_c=answers.number("t_outdoor_design_c"),
        t_heating_c=conditions.t_heating_c,
        t_winter_ac_c=conditions.t_winter_ac_c,
        t_summer_ac_c=conditions.t_summer_ac_c,
        t_extreme_min_c=conditions.t_extreme_min_c,
        weather_station=weather.station,
        weather_station_name=weather.name_en,
        weather_distance_km=conditions.weather_distance_km,
        weather_altitude_difference_m=conditions.weather_altitude_difference_m,
        doubts=conditions.doubt,
        t_month_mean_c__coldest=round(site.t_coldest_month_c, 1),
        season_d=float(site.season.day_count),
    )


def _load_figures(context: Context, sizing: Sizing) -> Figures:
    demand = context.demand
    found: dict[str, float] = {
        "heat_load_kw": demand.heat_load_kw,
        "t_outdoor_c__design": demand.t_design_c,
        "heating_index_w_m2": next(e.index_w_m2 for e in demand.estimates if e.used),
        "heat_load_kw__bivalent": sizing.load_bivalent_kw,
        "t_outdoor_c__bivalent": sizing.t_bivalent_c,
        "t_balance_c": demand.t_balance_c,
        "t_supply_c": demand.t_supply_c,
        "t_return_c": demand.t_return_c,
        "cooling_load_kw": demand.cooling_load_kw,
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


def _comparison(context: Context) -> tuple[Figures, ...]:
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


def _monthly(year: PlantYear) -> FrozenMap[tuple[float, ...]]:
    found = {
        "heat_load_kwh": by_month(year.heating.load_kw),
        "electricity_kwh": by_month(year.heating.power_kw),
        "heat_backup_kwh": by_month(year.heating.backup_kw),
    }
    if year.hot_water is not None:
        found["electricity_kwh__hot_water"] = by_month(year.hot_water.power_kw)
    if year.cooling is not None:
        found["electricity_kwh__cooling"] = by_month(year.cooling.power_kw)
    return FrozenMap({name: tuple(round(value, 0) for value in values) for name, values in found.items()})
