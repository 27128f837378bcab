"""What a buyer asks of a model beside its heat: declared tier, sound power, maker; and of the first cost."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from ..applications.questions import Answers
from ..components.heat_pumps import Unit
from ..engine.messages import Rejection

TierOf = Callable[[Unit], int]
"""The declared tier of a unit: 1 to 5, ``NOT_COMPLIANT``, 0 where nothing is declared."""
NOT_COMPLIANT = 6


@dataclass(frozen=True, slots=True)
class Filters:
    """Limits a buyer sets; 0 or empty where nothing is asked."""

    tier_max: int = 0
    sound_power_max_db: float = math.inf
    makers: tuple[str, ...] = ()
    budget_yuan: float = math.inf


def filters_of(answers: Answers) -> Filters:
    """The filters that were answered; applications that do not ask have none."""

    def number(name: str) -> float:
        return answers.number(name) if name in answers else 0.0

    text = answers.text("allowed_makers") if "allowed_makers" in answers else ""
    return Filters(
        tier_max=int(number("energy_tier_max")),
        sound_power_max_db=number("sound_power_max_db") or math.inf,
        makers=words_of(text),
        budget_yuan=number("budget_yuan") or math.inf,
    )


def words_of(text: str) -> tuple[str, ...]:
    """The words of a list that a person wrote, by commas of either kind.

    >>> words_of("甲，乙、丙, 丁")
    ('甲', '乙', '丙', '丁')
    """
    words = text.replace("，", ",").replace("、", ",").split(",")
    return tuple(word.strip() for word in words if word.strip())


def refused(unit: Unit, filters: Filters, tier_of: TierOf) -> Rejection | None:
    """The filter a model does not pass, with what it has and what is asked; the budget is asked later."""
    if filters.makers and unit.row.maker not in filters.makers:
        return Rejection(unit.model, "maker", unit.row.maker, ", ".join(filters.makers))
    if unit.row.sound_power_db > filters.sound_power_max_db:
        return Rejection(
            unit.model, "sound_power", unit.row.sound_power_db, filters.sound_power_max_db, "sound_power_db"
        )
    tier = tier_of(unit) if filters.tier_max else 0
    if filters.tier_max and not 1 <= tier <= filters.tier_max:
        has = {0: "undeclared", NOT_COMPLIANT: "not_compliant"}.get(tier, str(tier))
        return Rejection(unit.model, "energy_tier", has, str(filters.tier_max), "energy_tier")
    return None
