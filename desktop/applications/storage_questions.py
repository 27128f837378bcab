"""Questions on a store that is heated in the valley hours of the tariff."""

from __future__ import annotations

from .questions import Answers, Default, Question, constant

USUAL_INDEX_KW_M2 = 0.045
MEAN_LOAD_FRACTION = 0.5
DEAR_HOURS = 7.0
KWH_M3K = 1.15


def _stores(answers: Answers) -> bool:
    return answers.text("tariff_shape") == "peak_valley" and answers.text("storage_kind") == "valley"


def _volume(answers: Answers) -> Default | None:
    """Water that carries half of a usual design load through seven peak hours."""
    area = answers.number("heated_area_m2")
    heat_kwh = area * USUAL_INDEX_KW_M2 * MEAN_LOAD_FRACTION * DEAR_HOURS
    volume = max(0.3, round(heat_kwh / (KWH_M3K * answers.number("storage_dt_k")), 1))
    return Default(volume, "engineering_practice", round(0.3 * volume, 1), round(2.0 * volume, 1))


STORAGE_QUESTIONS = (
    Question(
        "storage_kind", "choice", "economy", choices=("none", "valley"), default=constant("none", source=""),
        relevant=lambda a: a.text("tariff_shape") == "peak_valley", advanced=True,
    ),
    Question(
        "storage_dt_k", "number", "economy", 3, 40, default=constant(10.0, low=5, high=20),
        relevant=_stores, advanced=True,
    ),
    Question(
        "storage_volume_m3", "number", "economy", 0.1, 5000, default=_volume, relevant=_stores, advanced=True
    ),
)  # fmt: skip


def stores_valley_heat(answers: Answers) -> bool:
    """Whether heat is stored in the valley hours."""
    return "storage_kind" in answers and _stores(answers)
