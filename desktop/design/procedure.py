"""From a project to its design: demand, candidates, choice, water side, year, checks."""

from __future__ import annotations

from collections.abc import Sequence

from ..applications.questions import Answers, BadAnswer, resolve
from ..applications.registry import application
from ..applications.site import site_of
from ..components.heat_pumps import heat_pumps
from ..components.labels import label_checks, unit_verdict
from ..components.own_catalog import with_own_units
from ..engine.figures import Figures, FrozenMap, number_of
from ..engine.messages import Message, Rejection, message
from ..engine.sheet import Sheet
from ..engine.validity import OutsideValidity
from ..project import Project
from ..tables.catalog import Catalog
from .charts import charts
from .checks import (
    climate_checks,
    compared_checks,
    hot_water_checks,
    plant_checks,
    tier_checks,
    year_checks,
)
from .choosing import ranking_of
from .circulation import BUILDING_CIRCUITS
from .context import Context, context_of
from .design_figures import (
    load_comparison,
    load_figures,
    monthly_sums,
    options,
    rejections,
    site_figures,
    write_given,
    written_rejections,
)
from .front_chart import front_chart
from .operation import PlantYear, PumpPowers, operate_year
from .parts import parallel_max
from .plant import PlantDesign
from .power import connected_power
from .ranking import Candidate, Ranking
from .records import Chart, Design
from .search_models import with_found
from .series_lift import INTERMEDIATE, NoLift, SeriesLift, lift_equipment, series_lift, series_side
from .sizing import Sizing, backup_for, size
from .stated_capacity import with_stated_capacity
from .tasks import Task
from .topics import OF_PRICE, topics
from .unit_figures import recovery_equipment, unit_equipment
from .valley_store import not_charged, valley_store
from .water_side import Parts, backup_heater, building_side, hot_water_side
from .weather_checks import weather_checks
from .year_figures import year_figures


class DesignFault(Exception):
    """No plant can be designed; ``message`` says why, ``rejections`` name every model's reason."""

    def __init__(self, reason: Message, rejections: tuple[Rejection, ...] = ()) -> None:
        super().__init__(reason.key)
        self.message = reason
        self.rejections = rejections


def answers_of(project: Project, catalog: Catalog) -> Answers:
    """Every question of a project's application with its answer, default or lack of one."""
    return resolve(application(project.application).questions, project.answers, catalog, project.weather)


def design(project: Project, catalog: Catalog, *, explained: bool = True) -> Design:
    """Work out a project. Pure: the same project and catalogue give the same design.

    Without explanation, for long lists, plant, year, checks and price are the same; the steps, options,
    rejections and charts are left out, and the topics but those of the price.

    Raises MissingAnswer for a question that only the user can answer, BadAnswer for one that cannot hold, and
    DesignFault where no model of the catalogue serves.
    """
    try:
        return _worked_out(project, catalog, explained)
    except OutsideValidity as outside:
        raise BadAnswer(outside.message) from outside
    except NoLift as none:
        raise DesignFault(none.message, none.rejections) from none


def _worked_out(project: Project, catalog: Catalog, explained: bool) -> Design:
    catalog = with_own_units(catalog, project.own_units)
    answers = answers_of(project, catalog)
    asked = application(project.application)
    if asked.demand is None:
        return _process(project, answers, catalog)
    site = site_of(answers)
    sheet = Sheet.recording(catalog.decimals) if explained else Sheet(catalog.decimals)
    write_given(answers, sheet.part("book.given"))
    place = site_figures(site, answers, sheet.part("book.site"))
    demand = asked.demand(answers, site, sheet)
    context = context_of(project, answers, site, demand, sheet)
    series = series_lift(context, catalog, sheet)
    units = series.first if series is not None else context  # what the air-source units have to do
    parts, ranked, building, hot_water = Parts(), [], None, None
    if units.building is not None:
        ranking = ranking_of(units, units.building, catalog, explained=explained)
        building = _chosen(units.building, ranking, answers, "heat_pump_model", catalog, sheet)
        ranked.append(("heat_pump", ranking, building))
        parts.extend(_building_plant(units, units.building, building, catalog, sheet, context, series))
    if context.hot_water is not None:
        ranking = ranking_of(context, context.hot_water, catalog)
        hot_water = _chosen(context.hot_water, ranking, answers, "water_heater_model", catalog, sheet)
        ranked.append(("water_heater", ranking, hot_water))
        parts.extend(_hot_water_plant(context, context.hot_water, hot_water, catalog, sheet))
    chosen = [sizing for _, _, sizing in ranked]
    pumps, tanks = _pump_powers(parts), Parts()
    store = valley_store(context, catalog, sheet, tanks)
    year = operate_year(units, building, hot_water, pumps, store)
    useless = None
    if store is not None and building is not None:
        useless = not_charged(units, building, store, year)
    if useless is not None:  # tanks that nothing can charge are not bought
        tanks, year = Parts(checks=[useless]), operate_year(units, building, hot_water, pumps)
    parts.extend(tanks)
    year = series.year(year) if series is not None else year
    figures = year_figures(context, year, sheet)
    lift_kw = series.power_most_kw if series is not None else 0.0
    power = connected_power(
        units, building, hot_water, parts.equipment, sheet.part("book.power"), lift_kw,
        power_peak_kw=number_of(figures, "power_peak_kw__total"), store=year.store,
    )  # fmt: skip
    plant = PlantDesign(
        context, catalog, building if context.heating is not None else None, hot_water,
        tuple(parts.equipment), year, figures, power, building if context.cooling is not None else None,
        series,
    )  # fmt: skip
    sides = topics(plant, sheet) if explained else topics(plant, sheet, OF_PRICE)
    checks = (
        *demand.checks,
        *(plant_checks(units, building, sheet) if building is not None else ()),
        *hot_water_checks(context, sheet),
        *climate_checks(site),
        *weather_checks(site),
        *label_checks(catalog, project.labels, [sizing.unit.model for sizing in chosen]),
        *year_checks(context, year),
        *tier_checks([ranking for _, ranking, _ in ranked], answers.text("ranking_objective")),
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
        for sizing in chosen
    )
    return Design(
        project=project,
        answers=answers,
        catalog_hash=catalog.hash,
        site=place,
        loads=_loads(context, series, load_figures(units, building)).replace(connected_power_kw=power),
        equipment=tuple(parts.equipment),
        options=tuple(
            one
            for kind, ranking, _ in ranked
            if explained
            for one in options(kind, ranking, context, sheet.part("book.options"))
        ),
        rejections=tuple(
            one
            for _, ranking, sizing in ranked
            if explained
            for one in rejections(ranking, sizing.unit.model, sheet.part("book.rejections"))
        )
        + (
            written_rejections(series.rejections, sheet.part("book.rejections"))
            if series is not None and explained
            else ()
        ),
        tiers=verdicts,
        year=figures,
        checks=checks,
        charts=FrozenMap(
            {
                **_charts(units, building, series, year, figures, sheet.part("book.year_heating")),
                **_fronts(ranked),
            }
            if explained
            else {}
        ),
        steps=sheet.steps,
        load_comparison=load_comparison(context),
        monthly=monthly_sums(year),
        topics=sides,
    )


def _process(project: Project, answers: Answers, catalog: Catalog) -> Design:
    """The procedure of process heat. Raises DesignFault where no scheme serves."""
    from .steam_procedure import NoScheme, process_design  # fluids' properties are not needed elsewhere

    try:
        return process_design(project, answers, catalog)
    except NoScheme as none:
        raise DesignFault(none.message, none.rejections) from none


BUILDING_PUMPS = (*BUILDING_CIRCUITS, "primary_circulation", INTERMEDIATE)
FRONTS = {"heat_pump": "front", "water_heater": "front_hot_water"}
SIZING_SECTIONS = {
    "heating": "book.sizing_heating",
    "cooling": "book.sizing_cooling",
    "hot_water": "book.sizing_hot_water",
}
HOT_WATER_PUMPS = ("hot_water_charging",)


def _fronts(ranked: Sequence[tuple[str, Ranking, Sizing]]) -> dict[str, Chart]:
    """First cost against yearly cost of each kind of unit."""
    found = {FRONTS[kind]: front_chart(ranking, chosen) for kind, ranking, chosen in ranked}
    return {name: chart for name, chart in found.items() if chart is not None}


def _loads(context: Context, series: SeriesLift | None, found: Figures) -> Figures:
    """What the plant is sized for; with two stages that of the network, and the first stage's part of it."""
    if series is None:
        return found
    demand = context.demand
    kept = {name: value for name, value in found.items() if not name.endswith("__bivalent")}
    whole = {
        "heat_load_kw": demand.heat_load_kw,
        "t_supply_c": demand.t_supply_c,
        "t_return_c": demand.t_return_c,
        "heat_load_kw__first_stage": series.first_stage_kw,
        "power_kw__lift": series.power_kw,
        "t_intermediate_c": series.t_intermediate_c,
    }
    return FrozenMap({**kept, **whole})


def _charts(
    units: Context,
    building: Sizing | None,
    series: SeriesLift | None,
    year: PlantYear,
    figures: Figures,
    sheet: Sheet,
) -> dict[str, Chart]:
    """The charts of the year; the load line is that of the units, the first stage's where another lifts."""
    found = charts(units, building, year, figures, sheet)
    if series is None or "load_line" not in found:
        return found
    return {**found, "load_line": series.first_stage_chart(found["load_line"])}


def _chosen(
    task: Task, ranking: Ranking, answers: Answers, question: str, catalog: Catalog, sheet: Sheet
) -> Sizing:
    """The model the user named, or the best by the objective; written down step by step."""
    wanted = answers.text(question)
    section = SIZING_SECTIONS[task.mode]
    best = _wanted(task, ranking, answers.text("ranking_objective"), wanted)
    if best is None:
        found = _sized(task, wanted, question, catalog, sheet.part(section, wanted))
        count = found.count
    else:
        part = sheet.part(section, best.model)
        sized = size(best.sizing.unit, task, part)
        assert isinstance(sized, Sizing)
        count = best.sizing.count
        found = with_found(sized, task, count, best.sizing.backup_kw, part)
    stated = "unit_capacity_design_kw"
    if question == "heat_pump_model" and stated in answers and answers.number(stated):
        part = sheet.part(section, found.unit.model)
        found = with_stated_capacity(task, found, answers.number(stated), part)
        count = found.count
    by_user = int(answers.number("heat_pump_count")) if question == "heat_pump_model" else 0
    if by_user:
        backup = backup_for(
            task, by_user, found.at_design, found.t_limit_c, sheet.part(section, found.unit.model)
        )
        found = found.with_count(by_user, backup, "user")
    return found


def _wanted(task: Task, ranking: Ranking, objective: str, model: str) -> Candidate | None:
    """The best candidate of the objective, of one model where it is named; None where that does not serve.

    Where nothing has a declared tier, the highest cannot be told and the yearly cost decides.
    """
    order = ranking.best(objective) or ranking.best("yearly_cost")
    if model:
        order = tuple(one for one in (*order, *ranking.best("yearly_cost")) if one.model == model)
    elif not order:
        raise DesignFault(
            message("fault.nothing_serves", mode=task.mode, count=len(ranking.rejections)), ranking.rejections
        )
    return next(iter(order), None)


def _sized(task: Task, wanted: str, question: str, catalog: Catalog, sheet: Sheet) -> Sizing:
    """A model the user named that the ranking left out: it may still be taken if it can be sized."""
    known = {unit.model: unit for unit in heat_pumps(catalog)}
    if wanted not in known:
        raise DesignFault(message("fault.model_unknown", question=question, value=wanted))
    found = size(known[wanted], task, sheet)
    if isinstance(found, Rejection):
        reasons = {"rule": found.rule, "value": str(found.value), "limit": str(found.limit)}
        raise DesignFault(message("fault.model_refused", model=wanted, **reasons), (found,))
    return found


def _building_plant(
    context: Context,
    task: Task,
    sizing: Sizing,
    catalog: Catalog,
    sheet: Sheet,
    whole: Context,
    series: SeriesLift | None,
) -> Parts:
    other = "compared_heating_kw"
    compared = context.answers.number(other) if other in context.answers else None
    unit = unit_equipment(task, sizing, "heat_pump", catalog, sheet, compared)
    module = recovery_equipment(context, sizing, catalog)
    parts = Parts([unit, *module], list(compared_checks(unit)), parallel_max(context.answers))
    part = sheet.part("book.backup")
    backup_heater(
        catalog, part, parts, "heating_backup", sizing.backup_kw, context.demand.t_supply_c,
        gas=task.backup_is_fuel,
    )  # fmt: skip
    if series is not None:
        parts.equipment.append(lift_equipment(whole, series, catalog, sheet))
        return parts.extend(series_side(whole, series, sizing, catalog, sheet))
    return parts.extend(building_side(context, sizing, catalog, sheet))


def _hot_water_plant(context: Context, task: Task, sizing: Sizing, catalog: Catalog, sheet: Sheet) -> Parts:
    assert context.demand.hot_water is not None
    parts = Parts([unit_equipment(task, sizing, "water_heater", catalog, sheet)])
    part = sheet.part("book.backup")
    backup_heater(
        catalog, part, parts, "hot_water_backup", sizing.backup_kw, context.demand.hot_water.t_storage_c
    )
    return parts.extend(hot_water_side(context, sizing, catalog, sheet))


def _pump_powers(parts: Parts) -> PumpPowers:
    """Running pumps of each service; heating has a figure of its own where summer asks for more flow."""
    pumps = [each for each in parts.equipment if each.kind == "pump"]
    building = [pump.figures for pump in pumps if pump.role in BUILDING_PUMPS]
    full, winter = "electric_power_kw", "electric_power_kw__winter"
    return PumpPowers(
        winter_kw=sum(number_of(found, winter if winter in found else full) for found in building),
        summer_kw=sum(number_of(found, full) for found in building),
        hot_water_kw=sum(number_of(pump.figures, full) for pump in pumps if pump.role in HOT_WATER_PUMPS),
    )
