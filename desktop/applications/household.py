"""Household: one heat pump for one dwelling, most often in place of coal (煤改电)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..engine import building_load as load
from ..engine import house_load as house
from ..engine.figures import Figures, FrozenMap, number_of
from ..engine.messages import message
from ..engine.sheet import Sheet
from ..tables.energy import ResidentialTariff, RivalPlant
from .adapting import adapted, picked
from .application import Application, Demand, LoadEstimate
from .building import cooling_load, load_checks, radiator_checks, require_sense
from .building_questions import HEATING_QUESTIONS, building_questions, heats
from .common import (
    CLIMATE_QUESTIONS,
    ECONOMY_QUESTIONS,
    PLANT_QUESTIONS,
    PROJECT_QUESTIONS,
    QUOTE_QUESTIONS,
    usual_bivalent,
)
from .household_load import house_estimates
from .household_measured import USED_QUESTIONS
from .household_questions import (
    COLD_ZONES,
    CONSTRUCTION_QUESTIONS,
    HOUSE_QUESTIONS,
    OCCUPANCY_QUESTIONS,
    household_index,
)
from .questions import (
    Answers,
    BadAnswer,
    Default,
    DefaultRule,
    Question,
    constant,
    relevant_where,
)
from .rival_questions import rival_questions
from .site import Site, site_of
from .site_questions import noise_questions
from .subsidy_questions import SUBSIDY_QUESTIONS

Changes = Mapping[str, Mapping[str, Any]]
SUPPLY_C = {"fan_coil": 45.0, "floor": 38.0, "radiator": 55.0}
RETURN_C = {"fan_coil": 40.0, "floor": 33.0, "radiator": 45.0}
MILD_SUPPLY_C = {"fan_coil": 35.0, "floor": 30.0, "radiator": 40.0}
NEIGHBOUR_M = 5.0
RIVAL_OF = {
    "coal_boiler": "coal", "gas_boiler": "gas", "electric_boiler": "direct_electric",
    "heat_network": "heat_network",
}  # fmt: skip


def _zone(answers: Answers) -> str:
    return site_of(answers).zone


def _cold(answers: Answers) -> bool:
    return _zone(answers) in COLD_ZONES


def _by_terminal(table: Mapping[str, float], low: float, high: float) -> DefaultRule:
    def rule(answers: Answers) -> Default:
        usual = table[answers.text("terminal")]
        return Default(usual, "engineering_practice", usual + low, usual + high)

    return rule


def _terminal(answers: Answers) -> Default:
    """Old radiators stay where a house is only insulated; a new house in the cold has floor heating."""
    if not _cold(answers):
        return Default("fan_coil")
    return Default("floor" if answers.text("house_type") == "new_built" else "radiator")


def _radiator_oversize(answers: Answers) -> Default:
    """Radiators laid out for the bare house are too large for the insulated one."""
    if answers.text("house_type") == "new_built":
        return Default(1.6, "engineering_practice", 1.0, 2.0)
    bare = 110.0 if _cold(answers) else 90.0
    factor = min(2.0, max(1.0, round(bare / answers.number("heating_index_w_m2"), 2)))
    return Default(factor, "engineering_practice", 0.8, 2.0)


def _return_c(answers: Answers) -> Default:
    usual = RETURN_C[answers.text("terminal")]
    return Default(min(usual, answers.number("t_supply_c") - 5.0), "engineering_practice")


BUILDING = building_questions("household", ())
TERMINAL_QUESTIONS = picked(
    BUILDING,
    (
        "has_heating", "terminal", "t_supply_c", "t_return_c", "t_supply_mild_c", "heating_index_w_m2",
        "t_radiator_supply_c", "t_radiator_return_c", "radiator_oversize_factor", "has_cooling",
        "cooled_area_m2", "cooling_index_w_m2", "cooling_diversity_fraction", "t_chilled_c",
        "cooling_full_load_h", "heating_load_method", "heat_load_entered_kw",
    ),
    {
        "terminal": {"default": _terminal},
        "t_supply_c": {"default": _by_terminal(SUPPLY_C, -5.0, 5.0)},
        "t_return_c": {"default": _return_c},
        "t_supply_mild_c": {"default": _by_terminal(MILD_SUPPLY_C, -5.0, 5.0)},
        "heating_index_w_m2": {"default": household_index},
        "radiator_oversize_factor": {"default": _radiator_oversize, "advanced": False},
        "cooling_full_load_h": {
            # a dwelling is cooled some hours a day where a hotel is cooled through
            "default": lambda a: Default(round(0.5 * site_of(a).cooling_full_load_h), "engineering_practice")
        },
    },
)  # fmt: skip

PLANT_CHANGES: Changes = {
    "unit_count_max": {"default": constant(1, low=1, high=2)},
    "duty": {"default": lambda a: Default("bivalent_parallel" if _cold(a) else "monovalent")},
    "t_bivalent_c": {
        "default": lambda a: usual_bivalent(a, 5.0 if _zone(a) == "severe_cold" else 0.0, 10.0)
    },
    "standby_share_min_fraction": {"default": constant(0.0, low=0.0, high=0.0)},
    "plate_exchanger": {"default": constant(False)},
    "glycol_fraction": {
        "default": lambda a: Default(
            0.35 if _zone(a) == "severe_cold" else 0.0, "engineering_practice", 0.0, 0.45
        )
    },
    "circuit_length_m": {
        "default": lambda a: Default(
            round(15 + 2.0 * a.number("floor_area_m2") ** 0.5), "engineering_practice"
        )
    },
    "terminal_drop_kpa": {"default": constant(25.0, low=10, high=40)},
    "pump_standby_count": {"default": constant(0, low=0, high=1)},
    "heat_recovery": {"relevant": lambda _: False},
}
SHORTEST_SEASON_D = 20


def _season(answers: Answers) -> Default | None:
    """The days at or below 5 °C, which lay a heating season down; none where they are few."""
    conditions = site_of(answers).climate.conditions
    if conditions.season_5_d < SHORTEST_SEASON_D:
        return None
    return Default(conditions.season_5_d, conditions.source)


SEASON = Question("season_d", "integer", "climate", 20, 365, default=_season, required=False)
LEAST_BACKUP = Question(
    "backup_least_kw", "number", "plant", 0, 30,
    default=lambda a: Default(6.0 if _zone(a) == "severe_cold" else 3.0, "engineering_practice", 3.0, 6.0),
    relevant=lambda a: a.text("backup_kind") == "electric",
)  # fmt: skip


def _tariff(name: str, otherwise: DefaultRule) -> DefaultRule:
    """The province's residential tariff as it was read, else the general default."""

    def rule(answers: Answers) -> Default | None:
        row = _residential(answers)
        if row is None or (row.kind == "flat" and name != "price_flat_yuan_kwh"):
            return otherwise(answers)
        return Default(getattr(row, name), row.source)

    return rule


def _residential(answers: Answers) -> ResidentialTariff | None:
    province = site_of(answers).climate.conditions.province
    rows = answers.catalog.rows(ResidentialTariff)
    return next((row for row in rows if row.region == province and row.kind != "historic"), None)


def _tariff_shape(answers: Answers) -> Default:
    row = _residential(answers)
    return Default("flat" if row is None else row.kind, row.source if row else "engineering_practice")


def _replaced_efficiency(answers: Answers) -> Default:
    rival = RIVAL_OF.get(answers.text("replaced_heat"))
    if rival is None:
        return Default(0.9)
    row = answers.catalog.find(RivalPlant, rival, "household")
    return Default(row.rival_efficiency, row.source, row.rival_efficiency__low, row.rival_efficiency__high)


def _economy() -> tuple[Question, ...]:
    tariff = (
        "price_flat_yuan_kwh",
        "price_peak_yuan_kwh",
        "price_valley_yuan_kwh",
        "peak_hours",
        "valley_hours",
    )
    general = {question.name: question.default for question in ECONOMY_QUESTIONS}
    changes: dict[str, Mapping[str, Any]] = {
        name: {"default": _tariff(name, general[name])} for name in tariff if name in general
    }
    changes["tariff_shape"] = {"default": _tariff_shape}
    changes["replaced_heat"] = {"default": constant("coal_boiler", source="")}
    changes["replaced_efficiency"] = {"default": _replaced_efficiency}
    return adapted(ECONOMY_QUESTIONS, changes)


def household_demand(answers: Answers, site: Site, sheet: Sheet) -> Demand:
    """The demand of a dwelling: the design load without gains, a typical year with them.

    Raises BadAnswer where neither heating nor cooling is wanted.
    """
    n = answers.number
    heat_load = 0.0
    estimates: tuple[LoadEstimate, ...] = ()
    figures: Figures = FrozenMap()
    if heats(answers):
        require_sense(answers)
        heat_load, estimates, figures = _heating(answers, site, sheet)
    cooling = cooling_load(answers, sheet.part("book.cooling"))
    if not (heat_load or cooling):
        raise BadAnswer(message("fault.nothing_wanted", question="has_heating"))
    return Demand(
        heat_load_kw=heat_load,
        t_design_c=n("t_outdoor_design_c"),
        t_balance_c=n("t_indoor_year_c") - n("dt_gains_k"),
        t_supply_c=n("t_supply_c"),
        t_return_c=n("t_return_c"),
        t_supply_mild_c=min(n("t_supply_mild_c"), n("t_supply_c")),
        cooling_load_kw=cooling,
        t_summer_c=site.t_summer_c,
        t_chilled_c=n("t_chilled_c"),
        cooling_full_load_h=n("cooling_full_load_h") if cooling else 0.0,
        heated_area_m2=n("heated_area_m2"),
        hot_water=None,
        estimates=estimates,
        checks=(
            *load_checks(estimates, sheet.part("book.heating"), "_house"),
            *radiator_checks(answers, sheet.part("book.terminal")),
        ),
        figures=figures,
        season_load_fraction=number_of(figures, "season_load_fraction") if figures else 1.0,
    )


def _heating(answers: Answers, site: Site, sheet: Sheet) -> tuple[float, tuple[LoadEstimate, ...], Figures]:
    """Heat load at the unit, every way to that of the house, and the figures that are told of it."""
    n, part = answers.number, sheet.part("book.heating")
    if answers["heated_area_m2"].standing == "default":
        part.work(
            house.heated_area,
            floor_area_m2=n("floor_area_m2"),
            heated_share_fraction=n("heated_share_fraction"),
        )
    _season_temperature(answers, part)
    t_balance = part.work(
        load.balance_temperature, t_indoor_year_c=n("t_indoor_year_c"), dt_gains_k=n("dt_gains_k")
    )
    estimates = house_estimates(answers, site, sheet)
    building_kw = next(estimate.likely_kw for estimate in estimates if estimate.used)
    heat_load = part.work(
        load.load_with_losses,
        heat_load_kw__building=building_kw,
        pipe_loss_fraction=n("pipe_loss_fraction"),
        load_margin_fraction=n("load_margin_fraction"),
    )
    share = part.work(
        house.season_share,
        t_balance_c=t_balance,
        t_outdoor_c__design=n("t_outdoor_design_c"),
        t_indoor_winter_c=n("t_indoor_winter_c"),
    )
    each = part.work(house.heat_per_room, heat_load_kw=building_kw, heated_room_count=n("heated_room_count"))
    return heat_load, estimates, FrozenMap(season_load_fraction=share, heat_per_room_w=each)


def _season_temperature(answers: Answers, sheet: Sheet) -> None:
    """How the mean room temperature of the season came about, where it is not the user's own."""
    n = answers.number
    if answers["t_indoor_year_c"].standing == "default" and n("absent_fraction") > 0.0:
        sheet.work(
            house.mean_indoor_temperature,
            t_indoor_winter_c=n("t_indoor_winter_c"),
            absent_fraction=n("absent_fraction"),
            setback_effect_fraction=n("setback_effect_fraction"),
            t_setback_c=min(n("t_setback_c"), n("t_indoor_winter_c")),
        )


# beside those of any heated building
HOUSE_HEATING = HEATING_QUESTIONS | {
    *(
        "t_setback_c",
        "setback_effect_fraction",
        "measured_efficiency",
        "t_indoor_measured_c",
        "backup_least_kw",
    ),
    *("coal_used_t", "gas_used_m3", "electricity_used_kwh", "heated_room_count"),
}

HOUSEHOLD = Application(
    id="household",
    sized_by=lambda area_m2: {"floor_area_m2": area_m2},
    groups=("project", "building", "climate", "plant", "site", "economy", "quote"),
    questions=relevant_where(
        heats,
        HOUSE_HEATING,
        (
            *PROJECT_QUESTIONS,
            *CLIMATE_QUESTIONS,
            SEASON,
            *HOUSE_QUESTIONS,
            *CONSTRUCTION_QUESTIONS,
            *OCCUPANCY_QUESTIONS,
            *TERMINAL_QUESTIONS,
            *USED_QUESTIONS,
            *adapted(PLANT_QUESTIONS, PLANT_CHANGES, without=("water_heater_model", "hot_water_auxiliary")),
            LEAST_BACKUP,
            *noise_questions("class_1", NEIGHBOUR_M),
            *_economy(),
            *rival_questions("household"),
            *SUBSIDY_QUESTIONS,
            *QUOTE_QUESTIONS,
        ),
    ),
    demand=household_demand,
)
