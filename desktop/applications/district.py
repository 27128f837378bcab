"""District heat instead of coal boilers: many buildings on one network, connected in stages."""

from __future__ import annotations

from dataclasses import replace
from math import ceil

from ..engine import building_load as load
from ..engine import network as rules
from ..engine.figures import FrozenMap
from ..engine.messages import Check, message
from ..engine.sheet import Sheet
from .application import Application, Demand, LoadEstimate
from .common import CLIMATE_QUESTIONS, ECONOMY_QUESTIONS, PLANT_QUESTIONS, PROJECT_QUESTIONS, QUOTE_QUESTIONS
from .district_buildings import BUILDING_QUESTIONS, Building, buildings_of, connected_now_m2, stages_of
from .measured import MEASURED_QUESTIONS, measured_estimate
from .questions import Answers, BadAnswer, Default, Question, constant
from .rival_questions import rival_questions
from .series_questions import SERIES_QUESTIONS
from .site import Site, site_of
from .site_questions import COLD_AIR_QUESTIONS, SUPPLY_QUESTIONS, noise_questions
from .subsidy_questions import SUBSIDY_QUESTIONS

LEAST_SPAN_K = 1.0
HOT_WATER_NAMES = ("water_heater_model", "hot_water_auxiliary", "heat_recovery")
STATION_M2 = 300_000.0


def _entered(answers: Answers) -> bool:
    return answers.text("heating_load_method") == "entered"


def _radiators(answers: Answers) -> bool:
    return answers.text("terminal") == "radiator"


LOAD_QUESTIONS = (
    Question(
        "heating_load_method", "choice", "building", choices=("index", "entered"), default=constant("index"),
        advanced=True,
    ),
    Question(
        "heat_load_entered_kw", "number", "building", 0.5, 500_000, advanced=True, required=False,
        relevant=_entered,
    ),
    Question(
        "t_indoor_winter_c", "number", "building", 5, 30, default=constant(18.0, low=18, high=20),
        advanced=True,
    ),
    Question(
        "t_indoor_year_c", "number", "building", 5, 30, default=constant(18.0, low=18, high=20), advanced=True
    ),
    Question("dt_gains_k", "number", "building", 0, 10, default=constant(0.0, low=0, high=2), advanced=True),
    Question(
        "t_radiator_supply_c", "number", "building", 40, 110, default=constant(75.0, low=70, high=95),
        advanced=True, relevant=_radiators,
    ),
    Question(
        "t_radiator_return_c", "number", "building", 30, 90, default=constant(50.0, low=50, high=70),
        advanced=True, relevant=_radiators,
    ),
    Question(
        "radiator_oversize_factor", "number", "building", 0.5, 4, default=constant(1.3, low=1.0, high=2.0),
        advanced=True, relevant=_radiators,
    ),
    Question(
        "storey_count", "integer", "building", 1, 100, default=constant(6, low=3, high=33), advanced=True
    ),
    Question(
        "storey_height_m", "number", "building", 2.2, 8, default=constant(3.0, low=2.8, high=4.0),
        advanced=True,
    ),
)  # fmt: skip

def _stations(answers: Answers) -> Default:
    """One station up to so large an area, then as many as keep each below it."""
    area = answers.number("heated_area_m2")
    count = max(1, ceil(area / STATION_M2))
    return Default(count, "engineering_practice", max(1, count // 2), 2 * count)


NETWORK_QUESTIONS = (
    Question("station_count", "integer", "network", 1, 50, default=_stations),
    Question(
        "network_connection", "choice", "network", choices=("direct", "substation"),
        default=constant("direct"),
    ),
    Question(
        "substation_approach_k", "number", "network", 0.5, 15, default=constant(3.0, low=2, high=5),
        relevant=lambda a: a.text("network_connection") == "substation",
    ),
)  # fmt: skip

SHORTEST_SEASON_D = 10


def _season(answers: Answers) -> Default | None:
    """The days at or below 5 °C, which lay a heating season down; none where they are few."""
    site = site_of(answers)
    days = site.climate.conditions.season_5_d
    return Default(days, site.source) if days >= SHORTEST_SEASON_D else None


SEASON_QUESTION = Question(
    "season_d", "integer", "climate", SHORTEST_SEASON_D, 365, default=_season, required=False
)

CAPACITY_QUESTION = Question("unit_capacity_design_kw", "number", "plant", 1, 5000, required=False)


def _terminal_drop(answers: Answers) -> Default:
    """Of the last building's heating, or of the primary side of its substation."""
    if _has_substations(answers):
        return Default(50.0, "engineering_practice", 30.0, 80.0)
    return Default(40.0, "engineering_practice", 20.0, 60.0)


def _circuit_length(answers: Answers) -> Default:
    """Out and back to the last building of one station's share of the area."""
    share = answers.number("heated_area_m2") / answers.number("station_count")
    return Default(round(60.0 + 2.0 * share**0.5, -1), "engineering_practice")


def _adapted(question: Question) -> Question:
    """A question of every plant, with a network's own default and page."""
    match question.name:
        case "pipe_loss_fraction":
            return replace(
                question, group="network", default=constant(0.05, low=0.05, high=0.08), advanced=False
            )
        case "terminal_drop_kpa":
            return replace(question, group="network", default=_terminal_drop)
        case "circuit_length_m":
            return replace(question, group="network", default=_circuit_length)
        case "load_margin_fraction" | "specific_friction_pa_m":
            return replace(question, group="network", advanced=question.name != "load_margin_fraction")
        case "static_height_m":
            return replace(question, group="network")
        case _:
            return question


PLANT = tuple(_adapted(one) for one in PLANT_QUESTIONS if one.name not in HOT_WATER_NAMES)

DISTRICT = Application(
    id="district",
    groups=("project", "building", "network", "climate", "plant", "site", "economy", "quote"),
    questions=(
        *PROJECT_QUESTIONS,
        SEASON_QUESTION,
        *CLIMATE_QUESTIONS,
        *BUILDING_QUESTIONS,
        *LOAD_QUESTIONS,
        *MEASURED_QUESTIONS,
        *NETWORK_QUESTIONS,
        *PLANT,
        CAPACITY_QUESTION,
        *SERIES_QUESTIONS,
        *noise_questions("class_1", 50.0),
        *SUPPLY_QUESTIONS,
        *COLD_AIR_QUESTIONS,
        *ECONOMY_QUESTIONS,
        *rival_questions("building"),
        *SUBSIDY_QUESTIONS,
        *QUOTE_QUESTIONS,
    ),
    demand=lambda answers, site, sheet: district_demand(answers, site, sheet),
)


def district_demand(answers: Answers, site: Site, sheet: Sheet) -> Demand:
    """The demand of a heat network: the buildings' loads together, its loss, its water."""
    n = answers.number
    buildings = buildings_of(answers)
    t_design = n("t_outdoor_design_c")
    t_balance = sheet.part("book.heating").work(
        load.balance_temperature, t_indoor_year_c=n("t_indoor_year_c"), dt_gains_k=n("dt_gains_k")
    )
    if t_design > t_balance - LEAST_SPAN_K:
        raise BadAnswer(
            message(
                "fault.design_not_below_balance", question="t_outdoor_design_c", value=t_design,
                t_balance_c=t_balance,
            )
        )  # fmt: skip
    loads = tuple(_load(one, one.index_w_m2, sheet.part("book.load_index", one.name)) for one in buildings)
    estimates = _estimates(answers, site, buildings, loads, t_balance, sheet)
    used = next(one for one in estimates if one.used)
    heat = sheet.part("book.heating").work(
        load.load_with_losses,
        heat_load_kw__building=used.likely_kw,
        pipe_loss_fraction=n("pipe_loss_fraction"),
        load_margin_fraction=n("load_margin_fraction"),
    )
    supply, back, mild = _water(answers, buildings, loads, sheet.part("book.network"))
    area, heat = _stage_to_build(answers, buildings, heat, sheet.part("book.build_out"))
    return Demand(
        heat_load_kw=heat,
        t_design_c=t_design,
        t_balance_c=t_balance,
        t_supply_c=supply,
        t_return_c=back,
        t_supply_mild_c=mild,
        cooling_load_kw=0.0,
        t_summer_c=site.t_summer_c,
        t_chilled_c=7.0,
        cooling_full_load_h=0.0,
        heated_area_m2=area,
        hot_water=None,
        estimates=estimates,
        checks=_radiator_checks(answers, buildings, sheet.part("book.terminal")),
        figures=FrozenMap(),
    )


def _load(building: Building, index_w_m2: float, sheet: Sheet) -> float:
    return sheet.work(load.load_by_index, heating_index_w_m2=index_w_m2, heated_area_m2=building.area_m2)


def _ends(buildings: tuple[Building, ...], sheet: Sheet) -> tuple[float, float]:
    """The sum of the loads with each index at the low and at the high end of its usual range."""

    def end(name: str, indices: list[float]) -> float:
        part = sheet.part("book.load_index")
        kw = sum(
            _load(one, index, sheet.part("book.load_index", one.name))
            for one, index in zip(buildings, indices, strict=True)
        )
        return part.simulated(name, kw, method="method.sum_of_buildings", source="first_principles")

    return (
        end("heat_load_kw__low", [one.index_low_w_m2 for one in buildings]),
        end("heat_load_kw__high", [one.index_high_w_m2 for one in buildings]),
    )


def _estimates(
    answers: Answers,
    site: Site,
    buildings: tuple[Building, ...],
    loads: tuple[float, ...],
    t_balance_c: float,
    sheet: Sheet,
) -> tuple[LoadEstimate, ...]:
    """The sum of the buildings, what was burnt before, and what the user entered."""
    part = sheet.part("book.heating")
    total = part.simulated(
        "heat_load_kw", sum(loads), method="method.sum_of_buildings", source="first_principles"
    )
    area = sum(one.area_m2 for one in buildings)
    index = part.work(load.index_of_load, heat_load_kw=total, heated_area_m2=area)
    entered = _entered(answers)
    low, high = _ends(buildings, sheet)
    found = [LoadEstimate("index", low, total, high, index, not entered, "cjjt34_2022_recalled")]
    measured = measured_estimate(answers, site, sheet.part("book.load_measured"), t_balance_c)
    if measured is not None:
        found.append(measured)
    if entered:
        kw = sheet.rounded("heat_load_kw", answers.number("heat_load_entered_kw"))
        part.given("heat_load_kw", kw)
        index = part.work(load.index_of_load, heat_load_kw=kw, heated_area_m2=area)
        found.append(LoadEstimate("entered", kw, kw, kw, index, True, ""))
    return tuple(found)


def _water(
    answers: Answers, buildings: tuple[Building, ...], loads: tuple[float, ...], sheet: Sheet
) -> tuple[float, float, float]:
    """Supply, return and mild supply at the plant: the hottest building rules, the returns mix.

    Behind substations the plant's water is warmer by their approach, both ways.
    """
    hottest = max(one.t_supply_c for one in buildings)
    rates = [
        sheet.part("book.network", one.name).work(
            rules.heat_rate, heat_load_kw=kw, t_supply_c__network=hottest, t_return_c=one.t_return_c
        )
        for one, kw in zip(buildings, loads, strict=True)
    ]
    total_kw = sheet.simulated(
        "heat_load_kw", sum(loads), method="method.sum_of_buildings", source="first_principles"
    )
    rate = sheet.simulated(
        "heat_rate_kw_k", sum(rates), method="method.sum_of_buildings", source="first_principles"
    )
    back = sheet.work(
        rules.mixed_return, t_supply_c__network=hottest, heat_load_kw=total_kw, heat_rate_kw_k=rate
    )
    approach = answers.number("substation_approach_k") if _has_substations(answers) else 0.0
    supply = sheet.work(rules.primary_supply, t_supply_c__network=hottest, substation_approach_k=approach)
    primary_return = sheet.work(rules.primary_return, t_return_c__mixed=back, substation_approach_k=approach)
    return supply, primary_return, min(answers.number("t_supply_mild_c"), hottest) + approach


def _has_substations(answers: Answers) -> bool:
    return answers.text("network_connection") == "substation"


def _stage_to_build(
    answers: Answers, buildings: tuple[Building, ...], heat_kw: float, sheet: Sheet
) -> tuple[float, float]:
    """Area and load that the plant is built for: everything, or what is connected now."""
    stages_of(answers)  # a plan that makes no sense is refused, whatever the plant is built for
    area = sum(one.area_m2 for one in buildings)
    if answers.text("sized_for") == "full":
        return area, heat_kw
    now = connected_now_m2(answers)
    if now <= 0.0:
        raise BadAnswer(message("fault.nothing_connected", question="connected_fraction"))
    part_kw = sheet.work(
        rules.load_of_area, heat_load_kw__whole=heat_kw, connected_area_m2=now, heated_area_m2=area
    )
    return now, part_kw


def _radiator_checks(
    answers: Answers, buildings: tuple[Building, ...], sheet: Sheet
) -> tuple[Check, ...]:
    """Whether existing radiators give the heat asked with the cooler water, for every temperature met."""
    found = []
    pairs = {(one.t_supply_c, one.t_return_c) for one in buildings if one.terminal == "radiator"}
    for supply, back in sorted(pairs):
        output = sheet.work(
            load.radiator_output,
            t_supply_c=supply,
            t_return_c=back,
            t_indoor_c=answers.number("t_indoor_year_c"),
            t_supply_c__radiator=answers.number("t_radiator_supply_c"),
            t_return_c__radiator=answers.number("t_radiator_return_c"),
            radiator_exponent=1.3,
        )
        factor = answers.number("radiator_oversize_factor")
        enough = output * factor >= 1.0
        found.append(
            Check(
                "radiators",
                "pass" if enough else "warning",
                message(
                    "check.radiators_enough_at" if enough else "check.radiators_short_at",
                    radiator_output_fraction=output, radiator_oversize_factor=factor, t_supply_c=supply,
                    t_return_c=back,
                ),
            )
        )  # fmt: skip
    return tuple(found)
