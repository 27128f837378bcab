"""From a process heat project to its design: exchanger first, schemes ranked, the best solved and told."""

from __future__ import annotations

from ..applications.questions import Answers
from ..applications.site import site_of
from ..engine.figures import Figures, FrozenMap
from ..engine.messages import Check, Message, Rejection, message
from ..engine.sheet import Sheet
from ..project import Project
from ..tables.catalog import Catalog
from .design_figures import site_figures, write_given
from .records import Design, Topic
from .steam_bench import bench
from .steam_demand import Need, need_of
from .steam_plant import ProcessPlant, plant_of
from .steam_ranking import Candidate, Ranked, options_of, present_of, rank
from .steam_safety import machine_room, noise_and_power, water_and_pressure
from .steam_schemes import limits_of
from .steam_topics import (
    direct_exchange,
    economics,
    energy_flow,
    part_load,
    source,
    states,
    steam_stages,
)

SIDES = (
    economics, direct_exchange, energy_flow, source, states, steam_stages, bench, part_load,
    water_and_pressure, machine_room, noise_and_power,
)  # fmt: skip
"""The sides of a process heat plant in the order they are told."""

LOAD_NAMES = ("process_heat_kw", "duty_kj_kg", "direct_heat_kw", "source_heat_kw__most")
COP_MOST = 3.5  # what makers of machines of this kind say of themselves at most
LIFT_FROM_K = 60.0


class NoScheme(Exception):
    """No scheme serves; ``message`` says why, ``rejections`` name every scheme's reason."""

    def __init__(self, reason: Message, rejections: tuple[Rejection, ...]) -> None:
        super().__init__(reason.key)
        self.message = reason
        self.rejections = rejections


def process_design(project: Project, answers: Answers, catalog: Catalog) -> Design:
    """Work out a process heat project. Raises MissingAnswer, BadAnswer, and NoScheme where none serves."""
    site = site_of(answers)
    sheet = Sheet.recording(catalog.decimals)
    write_given(answers, sheet.part("book.given"))
    place = site_figures(site, answers, sheet.part("book.site")).without("season_d")
    need = need_of(answers, sheet)
    limits = limits_of(answers)
    present = present_of(answers, need, catalog, sheet)
    ranked = rank(need, limits, present, answers, catalog, sheet)
    if not ranked.candidates:
        raise NoScheme(message("fault.no_scheme"), ranked.refused)
    chosen = _chosen(ranked, answers)
    plant = plant_of(answers, catalog, need, limits, present, chosen, sheet)
    found = (side(plant, sheet) for side in SIDES)
    topics = tuple(one for one in found if one is not None)
    return Design(
        project=project, answers=answers, catalog_hash=catalog.hash, site=place, loads=_loads(plant),
        equipment=plant.equipment, options=options_of(ranked, present), rejections=ranked.refused, tiers=(),
        year=_year(plant, topics), checks=_checks(plant, need), charts=FrozenMap(), steps=sheet.steps,
        topics=topics,
    )  # fmt: skip


def _chosen(ranked: Ranked, answers: Answers) -> Candidate:
    """The scheme the user named, or the best by the objective."""
    wanted = answers.text("heat_pump_model")
    in_order = ranked.by(answers.text("ranking_objective"))
    return next((one for one in in_order if one.name == wanted), in_order[0])


def _loads(plant: ProcessPlant) -> Figures:
    need, figures = plant.need, plant.figures
    return FrozenMap(
        process_heat_kw=need.heat_kw, duty_kj_kg=need.duty_kj_kg, direct_heat_kw=need.direct_kw,
        source_heat_kw__most=need.source_most_kw, pump_heat_kw=figures["pump_heat_kw"],
        connected_power_kw=_power(figures),
    )


def _power(figures: FrozenMap[float]) -> float:
    return round(figures["power_kw__system"], 1)


def _year(plant: ProcessPlant, topics: tuple[Topic, ...]) -> Figures:
    """The year's heat, power and money; what is saved is that of the money topic."""
    figures, present = plant.figures, plant.present
    money = next(one.figures for one in topics if one.id == "process_money")
    return FrozenMap(
        full_load_h=present.full_load_h, product_year_t=present.product_year_t, heat_kwh=present.heat_kwh,
        plant_share_fraction=figures["plant_share_fraction"], electricity_kwh=figures["electricity_kwh"],
        cop__system=figures["cop__system"], electricity_kwh_t=figures["electricity_kwh_t"],
        energy_cost_yuan=figures["energy_cost_yuan"], energy_saving_yuan=money["energy_saving_yuan"],
        emission_saving_tco2=money["emission_saving_tco2"],
    )


def _checks(plant: ProcessPlant, need: Need) -> tuple[Check, ...]:
    """What a reader must know first: that it is an estimate, and claims beyond what makers say."""
    found = [Check("estimate", "warning", message("check.process_estimate"))]
    cop = plant.figures["cop__system"]
    lift = need.t_out_c - need.t_source_c
    if cop > COP_MOST and lift > LIFT_FROM_K:
        found.append(Check("claim", "warning", message("check.cop_beyond", cop__system=cop)))
    return tuple(found)
