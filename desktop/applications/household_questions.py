"""What a dwelling is asked: the house, how it is built, heated and lived in, and what it burnt so far."""

from __future__ import annotations

from ..engine.house_load import mean_indoor_temperature
from ..tables.houses import HouseForm, HouseType, OccupancyProfile, construction, house_type
from ..tables.uses import heating_index
from .questions import Answers, Default, DefaultRule, Question, constant
from .site import site_of

COLD_ZONES = ("severe_cold", "cold")
HOUSE_TYPES = ("new_built", "renovated", "old_built")
HOUSE_FORMS = ("detached", "row_end", "row_middle", "flat_middle", "flat_top")
PROFILES = ("all_day", "evenings_weekends", "nights")
WALLS = (
    "adobe_500", "brick_240", "brick_370", "brick_490", "aerated_block_250", "brick_240_board_50",
    "brick_370_board_80", "brick_240_board_100", "brick_370_board_150",
)  # fmt: skip
ROOFS = (
    "tile_no_insulation", "tile_ceiling", "slab_cinder", "slab_board_50", "slab_board_100",
    "ceiling_wool_150",
)  # fmt: skip
WINDOWS = (
    "single_wood", "single_metal", "single_two_casements", "double_plastic", "double_low_e", "triple",
)  # fmt: skip
FLOORS = ("bare", "board_30", "board_50", "board_80")
INSULATION = ("good", "standard", "poor")
ROOM_M2 = 18.0
WINDOW_SHARE = 0.15  # of the heated floor, as rural houses with their windows to the south have
SETBACK_EFFECT = 0.5


def _type(answers: Answers) -> HouseType:
    return house_type(answers.catalog, answers.text("house_type"), site_of(answers).zone)


def _usual(name: str) -> DefaultRule:
    """What houses of this age and zone usually have."""
    return lambda a: Default(getattr(_type(a), name), _type(a).source)


def _u_value(part: str) -> DefaultRule:
    def rule(answers: Answers) -> Default:
        row = construction(answers.catalog, part, answers.text(f"{part}_construction"))
        return Default(row.u_value_w_m2k, row.source, row.u_value_w_m2k__low, row.u_value_w_m2k__high)

    return rule


def _exposed(name: str) -> DefaultRule:
    def rule(answers: Answers) -> Default:
        row = answers.catalog.find(HouseForm, answers.text("house_form"))
        return Default(getattr(row, name), row.source)

    return rule


def _absent(answers: Answers) -> Default:
    row = answers.catalog.find(OccupancyProfile, answers.text("occupancy_profile"))
    return Default(row.absent_fraction, row.source, row.absent_fraction__low, row.absent_fraction__high)


def _mean_indoor(answers: Answers) -> Default:
    n = answers.number
    mean = mean_indoor_temperature(
        n("t_indoor_winter_c"), n("absent_fraction"), n("setback_effect_fraction"),
        min(n("t_setback_c"), n("t_indoor_winter_c")),
    )  # fmt: skip
    return Default(round(mean, 1), "engineering_practice")


def household_index(answers: Answers) -> Default:
    """The heating index of a dwelling by its insulation."""
    row = heating_index(answers.catalog, "household", site_of(answers).zone, answers.text("insulation"))
    return Default(row.heating_index_w_m2, row.source, row.low_w_m2, row.high_w_m2)


def _heated_area(answers: Answers) -> Default:
    n = answers.number
    area = n("floor_area_m2")
    return Default(
        round(area * n("heated_share_fraction")), "engineering_practice", round(0.6 * area), round(0.8 * area)
    )


HOUSE_QUESTIONS = (
    Question("floor_area_m2", "number", "building", 20, 2000),
    Question(
        "house_type", "choice", "building", choices=HOUSE_TYPES, default=constant("renovated", source="")
    ),
    Question(
        "house_form", "choice", "building", choices=HOUSE_FORMS, default=constant("detached", source="")
    ),
    Question("storey_count", "integer", "building", 1, 6, default=constant(1, source="", low=1, high=2)),
    Question(
        "heated_share_fraction", "number", "building", 0.2, 1,
        default=lambda a: Default(_type(a).heated_share_fraction, _type(a).source, 0.6, 0.8),
    ),
    Question("heated_area_m2", "number", "building", 10, 2000, default=_heated_area, advanced=True),
    Question(
        "heated_room_count", "integer", "building", 1, 60,
        default=lambda a: Default(max(1, round(a.number("heated_area_m2") / ROOM_M2))),
    ),
    Question(
        "insulation", "choice", "building", choices=INSULATION, default=_usual("insulation"), advanced=True
    ),
)  # fmt: skip

CONSTRUCTION_QUESTIONS = (
    *(
        Question(f"{part}_construction", "choice", "building", choices=choices,
                 default=_usual(f"{part}_construction"))
        for part, choices in (("wall", WALLS), ("roof", ROOFS), ("window", WINDOWS), ("floor", FLOORS))
    ),
    *(
        Question(f"u_{part}_w_m2k", "number", "building", 0.05, 8, default=_u_value(part), advanced=True)
        for part in ("wall", "roof", "window", "floor")
    ),
    Question(
        "window_area_m2", "number", "building", 0, 1000, advanced=True,
        default=lambda a: Default(
            round(WINDOW_SHARE * a.number("heated_area_m2"), 1), "engineering_practice",
            round(0.1 * a.number("heated_area_m2"), 1), round(0.25 * a.number("heated_area_m2"), 1),
        ),
    ),
    Question(
        "air_change_per_h", "number", "building", 0.1, 5, advanced=True,
        default=lambda a: Default(_type(a).air_change_per_h, _type(a).source, 0.5, 1.5),
    ),
    Question(
        "storey_height_m", "number", "building", 2.2, 5, default=constant(3.0, low=2.7, high=3.5),
        advanced=True,
    ),
    Question("plan_ratio", "number", "building", 1, 6, default=constant(2.0, low=1, high=4), advanced=True),
    *(
        Question(name, "number", "building", 0, 1, default=_exposed(name), advanced=True)
        for name in ("exposed_wall_fraction", "exposed_roof_fraction", "exposed_floor_fraction")
    ),
    Question(
        "ground_factor", "number", "building", 0, 1, default=constant(0.5, low=0.3, high=0.7), advanced=True
    ),
    Question(
        "envelope_addition_fraction", "number", "building", 0, 0.6,
        default=constant(0.10, low=0.05, high=0.2), advanced=True,
    ),
)  # fmt: skip

OCCUPANCY_QUESTIONS = (
    Question(
        "t_indoor_winter_c", "number", "building", 10, 28, default=constant(18.0, low=16, high=22)
    ),
    Question(
        "occupancy_profile", "choice", "building", choices=PROFILES, default=constant("all_day", source="")
    ),
    Question("absent_fraction", "number", "building", 0, 0.9, default=_absent, advanced=True),
    Question(
        "t_setback_c", "number", "building", 5, 28, default=constant(14.0, low=10, high=16), advanced=True,
        relevant=lambda a: a.number("absent_fraction") > 0.0,
    ),
    Question(
        "setback_effect_fraction", "number", "building", 0, 1,
        default=constant(SETBACK_EFFECT, low=0.3, high=0.8), advanced=True,
        relevant=lambda a: a.number("absent_fraction") > 0.0,
    ),
    Question("t_indoor_year_c", "number", "building", 5, 28, default=_mean_indoor, advanced=True),
    Question(
        "dt_gains_k", "number", "building", 0, 10, advanced=True,
        default=lambda a: Default(_type(a).dt_gains_k, _type(a).source, 2, 5),
    ),
)  # fmt: skip
