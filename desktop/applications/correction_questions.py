"""Questions on what lowers a unit's catalogue figures besides altitude and frost: antifreeze, age, starts."""

from __future__ import annotations

from .questions import Answers, Question, constant


def _with_glycol(answers: Answers) -> bool:
    return answers.number("glycol_fraction") > 0.0


CORRECTION_QUESTIONS = (
    Question(
        "apply_glycol", "flag", "plant", default=constant(True, source=""), relevant=_with_glycol,
        advanced=True,
    ),
    Question(
        "glycol_loss_fraction", "number", "plant", 0, 0.2, default=constant(0.03, low=0.01, high=0.05),
        relevant=lambda a: _with_glycol(a) and a.flag("apply_glycol"), advanced=True,
    ),
    Question("apply_ageing", "flag", "plant", default=constant(False, source=""), advanced=True),
    Question(
        "ageing_loss_fraction", "number", "plant", 0, 0.3, default=constant(0.05, low=0.02, high=0.1),
        relevant=lambda a: a.flag("apply_ageing"), advanced=True,
    ),
    Question(
        "start_loss_minutes", "number", "plant", 0, 15, default=constant(0.0, source="", low=0, high=3),
        advanced=True,
    ),
)  # fmt: skip
