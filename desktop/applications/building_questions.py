"""What is asked of a building: its size and use, its rooms' water, its loads, its walls and windows."""

from __future__ import annotations

from collections.abc import Callable

from ..tables.uses import building_fabric, cooling_index, heating_index
from .measured import MEASURED_QUESTIONS
from .questions import Answers, Default, DefaultRule, Question, constant
from .site import site_of

# what only a heated building is asked
HEATING_QUESTIONS = frozenset(
    {
        *("t_supply_c", "t_return_c", "t_supply_mild_c", "heating_load_method", "heating_index_w_m2"),
        *("heat_load_entered_kw", "t_indoor_winter_c", "plan_ratio", "window_wall_fraction"),
        *("u_wall_w_m2k", "u_roof_w_m2k", "u_window_w_m2k", "u_floor_w_m2k", "ground_factor"),
        *("envelope_addition_fraction", "air_change_per_h", "fresh_air_m3_h_person"),
        *("heat_recovery_fraction", "measured_kind", "compared_heating_kw", "duty", "t_bivalent_c"),
        *("dt_bivalent_above_limit_k",),
        *("backup_gas_price_yuan_m3", "gas_efficiency_fraction"),
        *("backup_kind", "direct_electric_reason", "backup_share_max_fraction", "backup_alone_below_limit"),
        *("standby_share_min_fraction", "standby_counts_backup", "pipe_loss_fraction"),
        *("load_margin_fraction",),
    }
)
TERMINALS = ("fan_coil", "floor", "radiator")
LEAST_SPAN_K = 1.0
INSULATION = ("good", "standard", "poor")
# supply and return at the design temperature by terminal; fan-coils in the cold zones may return at 38-40
SUPPLY_C = {"fan_coil": 45.0, "floor": 40.0, "radiator": 60.0}
RETURN_C = {"fan_coil": 40.0, "floor": 35.0, "radiator": 50.0}
LEAST_SPREAD_K = 5.0
MILD_SUPPLY_C = {"fan_coil": 35.0, "floor": 30.0, "radiator": 45.0}


def _heating_index(use: str) -> DefaultRule:
    def rule(answers: Answers) -> Default:
        row = heating_index(answers.catalog, use, site_of(answers).zone, answers.text("insulation"))
        return Default(row.heating_index_w_m2, row.source, row.low_w_m2, row.high_w_m2)

    return rule


def _cooling_index(use: str) -> DefaultRule:
    def rule(answers: Answers) -> Default:
        row = cooling_index(answers.catalog, use)
        return Default(row.cooling_index_w_m2, row.source, row.low_w_m2, row.high_w_m2)

    return rule


def _fabric(name: str) -> DefaultRule:
    def rule(answers: Answers) -> Default:
        row = building_fabric(answers.catalog, site_of(answers).zone, answers.text("insulation"))
        return Default(getattr(row, name), row.source)

    return rule


def _by_terminal(table: dict[str, float]) -> DefaultRule:
    return lambda answers: Default(table[answers.text("terminal")], "engineering_practice")


def _return_c(answers: Answers) -> Default:
    """The terminal's usual return, at least 5 K below the supply that was asked for."""
    usual = RETURN_C[answers.text("terminal")]
    return Default(min(usual, answers.number("t_supply_c") - LEAST_SPREAD_K), "engineering_practice")


def is_radiator(answers: Answers) -> bool:
    """Whether existing radiators heat the rooms."""
    return heats(answers) and answers.text("terminal") == "radiator"


def heats(answers: Answers) -> bool:
    """Whether the project heats rooms; an application that does not ask always does."""
    return "has_heating" not in answers or answers.flag("has_heating")


def _cools(answers: Answers) -> bool:
    return answers.flag("has_cooling")


def _heating_is_needed(answers: Answers) -> Default:
    """Not where it is never colder than the building can do without, or by less than a kelvin."""
    t_balance = answers.number("t_indoor_year_c") - answers.number("dt_gains_k")
    return Default(answers.number("t_outdoor_design_c") <= t_balance - LEAST_SPAN_K, "first_principles")


def _number(
    name: str,
    low: float,
    high: float,
    default: DefaultRule,
    relevant: Callable[[Answers], bool] = lambda _: True,
) -> Question:
    """A number that is folded away, since its default is right for most."""
    return Question(name, "number", "building", low, high, default=default, advanced=True, relevant=relevant)


def building_questions(use: str, of_the_use: tuple[Question, ...]) -> tuple[Question, ...]:
    """The questions about a building of a use, with the use's own ones between size and terminal."""
    return (
        Question("heated_area_m2", "number", "building", 20, 5_000_000),
        Question("insulation", "choice", "building", choices=INSULATION, default=constant("good")),
        _number("t_indoor_year_c", 5, 30, constant(20.0, low=18, high=22)),
        _number("dt_gains_k", 0, 10, constant(3.0, low=2, high=5)),
        Question("has_heating", "flag", "building", default=_heating_is_needed),
        *of_the_use,
        Question("terminal", "choice", "building", choices=TERMINALS, default=constant("fan_coil")),
        Question("t_supply_c", "number", "building", 25, 85, default=_by_terminal(SUPPLY_C)),
        Question("t_return_c", "number", "building", 15, 80, default=_return_c),
        _number("t_supply_mild_c", 20, 85, _by_terminal(MILD_SUPPLY_C)),
        _number("t_radiator_supply_c", 40, 110, constant(75.0, low=70, high=95), relevant=is_radiator),
        _number("t_radiator_return_c", 30, 90, constant(50.0, low=50, high=70), relevant=is_radiator),
        _number("radiator_oversize_factor", 0.5, 4, constant(1.0, low=0.8, high=2.0), relevant=is_radiator),
        Question(
            "has_cooling",
            "flag",
            "building",
            default=lambda a: Default(site_of(a).cooling_is_usual and a.text("terminal") == "fan_coil"),
        ),
        _number(
            "cooled_area_m2",
            0,
            5_000_000,
            lambda a: Default(a.number("heated_area_m2"), "engineering_practice"),
            relevant=_cools,
        ),
        _number("cooling_index_w_m2", 10, 400, _cooling_index(use), relevant=_cools),
        _number("cooling_diversity_fraction", 0.3, 1, constant(0.85, low=0.7, high=1), relevant=_cools),
        _number("t_chilled_c", 5, 20, constant(7.0, low=7, high=12), relevant=_cools),
        _number(
            "cooling_full_load_h",
            0,
            4000,
            lambda a: Default(site_of(a).cooling_full_load_h, "engineering_practice"),
            relevant=_cools,
        ),
        Question(
            "heating_load_method",
            "choice",
            "building",
            choices=("index", "envelope", "measured", "entered"),
            default=constant("index"),
            advanced=True,
        ),
        Question("heating_index_w_m2", "number", "building", 5, 400, default=_heating_index(use)),
        Question(
            "heat_load_entered_kw",
            "number",
            "building",
            0.5,
            500_000,
            advanced=True,
            required=False,
            relevant=lambda a: a.text("heating_load_method") == "entered",
        ),
        _number("t_indoor_winter_c", 5, 30, constant(22.0, low=20, high=24)),
        Question(
            "storey_count",
            "integer",
            "building",
            1,
            100,
            advanced=True,
            default=lambda a: Default(max(1, min(12, round(a.number("heated_area_m2") / 2500)))),
        ),
        _number("storey_height_m", 2.2, 8, constant(3.6, low=3.0, high=4.5)),
        _number("plan_ratio", 1, 10, constant(3.0, low=1, high=5)),
        _number("window_wall_fraction", 0, 0.9, constant(0.3, low=0.2, high=0.45)),
        *(
            _number(name, 0.05, 8, _fabric(name))
            for name in ("u_wall_w_m2k", "u_roof_w_m2k", "u_window_w_m2k", "u_floor_w_m2k")
        ),
        _number("ground_factor", 0, 1, constant(0.5, low=0.3, high=0.7)),
        _number("envelope_addition_fraction", 0, 0.6, constant(0.1, low=0.05, high=0.2)),
        _number("air_change_per_h", 0, 5, _fabric("air_change_per_h")),
        _number("fresh_air_m3_h_person", 0, 100, constant(30.0, low=0, high=50)),
        _number("heat_recovery_fraction", 0, 0.95, constant(0.6, low=0, high=0.75)),
        *MEASURED_QUESTIONS,
    )
