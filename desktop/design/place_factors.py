"""What place and plant take from a unit's catalogue figures, each once, and one factor of them all."""

from __future__ import annotations

from dataclasses import dataclass

from ..applications.questions import Answers
from ..engine import corrections as rules
from ..engine.sheet import Sheet


@dataclass(frozen=True, slots=True)
class PlaceFactors:
    """Shares of capacity and COP that are left, for the building's units and for those that heat water.

    Frost is not in them: it changes by the hour. Drinking water has no antifreeze.
    """

    altitude_capacity: float
    altitude_cop: float
    glycol_capacity: float
    ageing: float
    capacity: float
    cop: float
    hot_water_capacity: float


def place_factors(answers: Answers, sheet: Sheet) -> PlaceFactors:
    """Work out every factor that is switched on; 1 where it is not."""
    at, cop = _altitude(answers, sheet) if answers.flag("apply_altitude") else (1.0, 1.0)
    glycol, ageing = _glycol(answers, sheet), _ageing(answers, sheet)

    def capacity(with_glycol: float) -> float:
        return sheet.work(
            rules.place_capacity, altitude_capacity_factor=at, glycol_capacity_factor=with_glycol,
            ageing_factor=ageing,
        )  # fmt: skip

    both = sheet.work(rules.place_cop, altitude_cop_factor=cop, ageing_factor=ageing)
    rooms = capacity(glycol)
    return PlaceFactors(at, cop, glycol, ageing, rooms, both, capacity(1.0) if glycol < 1.0 else rooms)


def _altitude(answers: Answers, sheet: Sheet) -> tuple[float, float]:
    altitude = max(0.0, answers.number("altitude_m"))
    return (
        sheet.work(
            rules.altitude_capacity_factor,
            altitude_capacity_loss_per_km=rules.ALTITUDE_CAPACITY_LOSS_PER_KM,
            altitude_m=altitude,
        ),
        sheet.work(
            rules.altitude_cop_factor,
            altitude_cop_loss_per_km=rules.ALTITUDE_COP_LOSS_PER_KM,
            altitude_m=altitude,
        ),
    )


def _glycol(answers: Answers, sheet: Sheet) -> float:
    share = answers.number("glycol_fraction")
    if not share or not answers.flag("apply_glycol"):
        return 1.0
    return sheet.work(
        rules.glycol_capacity_factor,
        glycol_loss_fraction=answers.number("glycol_loss_fraction"),
        glycol_fraction=share,
    )


def _ageing(answers: Answers, sheet: Sheet) -> float:
    if not answers.flag("apply_ageing"):
        return 1.0
    return sheet.work(rules.ageing_factor, ageing_loss_fraction=answers.number("ageing_loss_fraction"))
