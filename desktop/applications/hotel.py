"""Hotel: rooms to heat, perhaps to cool, and hot water for guests, kitchen and laundry."""

from __future__ import annotations

from .application import Application
from .building import HEATING_QUESTIONS, building_demand, building_questions, heats
from .common import (
    CLIMATE_QUESTIONS,
    ECONOMY_QUESTIONS,
    PLANT_QUESTIONS,
    PROJECT_QUESTIONS,
    QUOTE_QUESTIONS,
)
from .hot_water import HOT_WATER_QUESTIONS
from .questions import Default, Question, constant, relevant_where
from .rival_questions import rival_questions
from .site_questions import COLD_AIR_QUESTIONS, SUPPLY_QUESTIONS, noise_questions
from .subsidy_questions import SUBSIDY_QUESTIONS

ROOM_QUESTIONS = (
    Question(
        "room_count",
        "integer",
        "building",
        1,
        20_000,
        default=lambda a: Default(
            max(1, round(a.number("heated_area_m2") / 80)),
            "engineering_practice",
            max(1, round(a.number("heated_area_m2") / 120)),
            max(1, round(a.number("heated_area_m2") / 50)),
        ),
    ),
    Question(
        "bed_count",
        "integer",
        "building",
        1,
        60_000,
        default=lambda a: Default(
            round(1.8 * a.number("room_count")),
            "engineering_practice",
            round(1.6 * a.number("room_count")),
            round(2.0 * a.number("room_count")),
        ),
    ),
    Question(
        "staff_count",
        "integer",
        "building",
        0,
        20_000,
        default=lambda a: Default(
            round(0.8 * a.number("room_count")),
            "engineering_practice",
            round(0.5 * a.number("room_count")),
            round(1.2 * a.number("room_count")),
        ),
    ),
    Question("has_restaurant", "flag", "building", default=constant(True)),
    Question("has_laundry", "flag", "building", default=constant(False)),
    Question(
        "occupancy_fraction", "number", "building", 0.05, 1.0, default=constant(0.60, low=0.40, high=0.80)
    ),
)

HOTEL = Application(
    id="hotel",
    groups=("project", "building", "hot_water", "climate", "plant", "site", "economy", "quote"),
    questions=relevant_where(
        heats,
        HEATING_QUESTIONS,
        (
            *PROJECT_QUESTIONS,
            *CLIMATE_QUESTIONS,
            *building_questions("hotel", ROOM_QUESTIONS),
            *HOT_WATER_QUESTIONS,
            *PLANT_QUESTIONS,
            *noise_questions("class_2", 20.0),
            *SUPPLY_QUESTIONS,
            *COLD_AIR_QUESTIONS,
            *ECONOMY_QUESTIONS,
            *rival_questions("building"),
            *SUBSIDY_QUESTIONS,
            *QUOTE_QUESTIONS,
        ),
    ),
    demand=building_demand,
)
