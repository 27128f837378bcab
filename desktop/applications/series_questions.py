"""Questions of two stages in series: whether water-source units lift to radiators, and from which water."""

from __future__ import annotations

from .questions import Answers, Question, constant

SERIES = "series_lift"
WATER_SOURCE = "water_source"


def lifts(answers: Answers) -> bool:
    """Whether a second stage lifts the water of the first."""
    return SERIES in answers and answers.text(SERIES) == WATER_SOURCE


SERIES_QUESTIONS = (
    Question(
        SERIES, "choice", "plant", choices=("none", WATER_SOURCE), default=constant("none", source=""),
        advanced=True,
    ),
    Question(
        "t_intermediate_c", "number", "plant", 25, 45, default=constant(40.0, low=35, high=45),
        advanced=True, relevant=lambda a: a.text(SERIES) == WATER_SOURCE,
    ),
    Question(
        "dt_intermediate_k", "number", "plant", 3, 15, default=constant(5.0, low=5, high=8),
        advanced=True, relevant=lambda a: a.text(SERIES) == WATER_SOURCE,
    ),
)  # fmt: skip
