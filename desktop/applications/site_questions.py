"""Questions about what a plant means for its site: noise at the boundary, power supply, air between units."""

from __future__ import annotations

from .questions import Answers, Default, Question, constant

NOISE_CLASSES = ("class_0", "class_1", "class_2", "class_3", "class_4a", "class_4b")
MANY_UNITS_KW = 5_000.0


def noise_questions(default_class: str, distance_m: float) -> tuple[Question, ...]:
    """Noise at the boundary: class of the surroundings, distance, screens and how many units run at night."""
    return (
        Question(
            "noise_class", "choice", "site", choices=NOISE_CLASSES, default=constant(default_class, source="")
        ),
        Question(
            "boundary_distance_m", "number", "site", 1, 5000, default=constant(distance_m, low=5, high=200)
        ),
        Question(
            "sound_power_stated_db", "number", "site", 30, 130, required=False, advanced=True,
        ),
        Question(
            "barrier_reduction_db", "number", "site", 0, 40, default=constant(0.0, low=0, high=15),
            advanced=True,
        ),
        Question(
            "night_running_fraction", "number", "site", 0.01, 1, default=constant(1.0, low=0.5, high=1.0),
            advanced=True,
        ),
    )  # fmt: skip


SUPPLY_QUESTIONS = (
    Question("power_factor", "number", "site", 0.5, 1, default=constant(0.9, low=0.85, high=0.95)),
    Question(
        "demand_fraction", "number", "site", 0.3, 1, default=constant(1.0, low=0.9, high=1.0), advanced=True
    ),
    Question(
        "transformer_load_max_fraction",
        "number",
        "site",
        0.3,
        1,
        default=constant(0.85, low=0.7, high=0.85),
        advanced=True,
    ),
    Question(
        "transformer_max_kva", "number", "site", 30, 2500, default=constant(2000.0, low=1000, high=2500),
        advanced=True,
    ),
    Question("other_power_kw", "number", "site", 0, 50_000, default=constant(0.0, source=""), advanced=True),
)


def _recirculation(answers: Answers) -> Default:
    """How much colder the air at the intake is: more where many units stand together; assumed."""
    area = answers.number("heated_area_m2") if "heated_area_m2" in answers else 0.0
    index = answers.number("heating_index_w_m2") if "heating_index_w_m2" in answers else 45.0
    many = area * index / 1000.0 >= MANY_UNITS_KW
    return Default(2.0 if many else 1.0, "engineering_practice", 0.0, 3.0)


COLD_AIR_QUESTIONS = (
    Question("recirculation_dt_k", "number", "site", 0, 10, default=_recirculation, advanced=True),
    Question("dt_air_k", "number", "site", 1, 20, default=constant(5.0, low=4, high=7), advanced=True),
    Question(
        "unit_field_m2", "number", "site", 0.5, 200, default=constant(16.0, low=10, high=25), advanced=True
    ),
    Question("field_ratio", "number", "site", 1, 20, default=constant(2.0, low=1, high=5), advanced=True),
    Question(
        "intake_height_m", "number", "site", 0.3, 10, default=constant(2.0, low=1.5, high=3), advanced=True
    ),
    Question(
        "intake_velocity_max_m_s", "number", "site", 0.2, 10, default=constant(2.0, low=1.5, high=3),
        advanced=True,
    ),
)  # fmt: skip
