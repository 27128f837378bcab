"""What the user decided: the only thing that is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from .components.own_units import OwnUnit
from .engine.figures import FrozenMap, Value
from .tables.own_year import OwnYear


@dataclass(frozen=True, slots=True)
class DeclaredLabel:
    """The values an energy label or test report declares for a model, as the user read them.

    ``metric`` is HSPF, APF, IPLV(H) or COP; ``cop_nominal`` and ``cop_low_temperature`` are the two gates of
    GB 19577-2024 table 3; ``document`` and ``document_date`` say where it was read.
    """

    model: str
    metric: str
    value: float
    cop_nominal: float | None
    cop_low_temperature: float | None
    document: str
    document_date: date


@dataclass(frozen=True, slots=True)
class PriceOverride:
    """A real price for a model, in yuan with tax, that replaces the assumed one; ``document`` says whose."""

    model: str
    price_yuan: float
    document: str


@dataclass(frozen=True, slots=True)
class Project:
    """An application and the answers the user gave; whatever is not here has its default.

    ``answers`` holds only what the user decided; ``weather`` is the year of the user's own weather file, None
    where there is none; ``own_units`` are units of the user's own, offered beside the shipped range.
    To change a project, replace it.
    """

    application: str
    answers: FrozenMap[Value] = field(default_factory=FrozenMap)
    labels: tuple[DeclaredLabel, ...] = ()
    prices: tuple[PriceOverride, ...] = ()
    weather: OwnYear | None = None
    own_units: tuple[OwnUnit, ...] = ()

    def with_answers(self, given: Mapping[str, Value]) -> Project:
        """The project with some answers set anew."""
        return replace(self, answers=FrozenMap({**self.answers, **given}))

    def with_own_units(self, units: Sequence[OwnUnit], prices: Mapping[str, float]) -> Project:
        """The project with own units, each in place of one of its name, and the prices their file gives."""
        names = {unit.model for unit in units}
        kept = tuple(unit for unit in self.own_units if unit.model not in names)
        others = tuple(price for price in self.prices if price.model not in prices)
        documents = {unit.model: unit.document for unit in units}
        given = (PriceOverride(model, yuan, documents[model]) for model, yuan in prices.items())
        return replace(self, own_units=(*kept, *units), prices=(*others, *given))

    def own_models(self, mode: str) -> tuple[str, ...]:
        """The own units that have points of a mode."""
        return tuple(
            unit.model for unit in self.own_units if any(point.mode == mode for point in unit.points)
        )

    def without_own_unit(self, model: str) -> Project:
        """The project without an own unit and the price it came with."""
        return replace(
            self,
            own_units=tuple(unit for unit in self.own_units if unit.model != model),
            prices=tuple(price for price in self.prices if price.model != model),
        )

    def without_answer(self, name: str) -> Project:
        """The project with one answer given back to its default."""
        return replace(self, answers=self.answers.without(name))
