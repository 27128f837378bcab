"""The one mutable thing: the project in hand, its history, its file, and what it came to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ..engine.figures import Value
from ..engine.messages import Message
from .history import History
from .kit import Kit
from .work import Desk, Outcome

if TYPE_CHECKING:  # a project brings numpy along, which would freeze the window
    from ..project import DeclaredLabel, PriceOverride, Project
    from ..tables.own_year import OwnYear

LABELS_FIELD = "declared_labels"
PRICES_FIELD = "price_overrides"
OWN_UNITS_FIELD = "own_units"
WEATHER_FIELD = "weather"


class Session(QObject):
    """Holds the project in hand; every edit goes through here and wishes for a new outcome.

    ``opened`` when another project came to hand, ``edited`` when it or its history changed, ``filed`` when
    file or clean state may have changed, ``outcome_changed`` when the results did or went stale.
    """

    opened = Signal()
    edited = Signal()
    filed = Signal()
    outcome_changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.kit: Kit | None = None
        self.history: History | None = None
        self.path: Path | None = None
        self.saved: Project | None = None
        self.outcome: Outcome | None = None
        self.answers_outcome: Outcome | None = None
        self.unreadable: dict[str, Message] = {}
        desk.resolved.connect(self._on_resolved)
        desk.calculated.connect(self._on_calculated)

    # the project in hand

    @property
    def project(self) -> Project:
        """The project in hand. Raises ValueError where there is none."""
        if self.history is None:
            raise ValueError("no project in hand")
        return self.history.project

    @property
    def clean(self) -> bool:
        """Whether everything is saved."""
        return self.history is None or (self.project == self.saved and not self.unreadable)

    def take(self, project: Project, path: Path | None = None, *, saved: bool = False) -> None:
        """Take a project in hand; ``saved`` where it lies like this in its file."""
        self.history = History.of(project)
        self.path = path
        self.saved = project if saved else None
        self.outcome = self.answers_outcome = None
        self.unreadable = {}
        self.opened.emit()
        self._moved()

    def put_away(self) -> None:
        """Have no project in hand."""
        self.history = self.path = self.saved = self.outcome = self.answers_outcome = None
        self.unreadable = {}
        self.filed.emit()

    def filed_as(self, path: Path) -> None:
        """Note that the project now lies in this file."""
        self.path = path
        self.saved = self.project
        self.filed.emit()

    # edits

    def answer(self, name: str, value: Value) -> None:
        """Set an answer."""
        self.unreadable.pop(name, None)
        self._edit(self.project.with_answers({name: value}), name, apart=isinstance(value, tuple))

    def forget(self, name: str) -> None:
        """Give an answer back to its default."""
        self.unreadable.pop(name, None)
        self._edit(self.project.without_answer(name), name)

    def misread(self, name: str, fault: Message) -> None:
        """Note that a field holds something that is not an answer; results are stale until it is mended."""
        self.unreadable[name] = fault
        self.filed.emit()
        self.outcome_changed.emit()

    def read_again(self, name: str) -> None:
        """Note that a field holds its answer again."""
        if self.unreadable.pop(name, None) is not None:
            self.filed.emit()
            self.outcome_changed.emit()

    def label(self, labels: tuple[DeclaredLabel, ...]) -> None:
        """Set the declared labels."""
        self._edit(replace(self.project, labels=labels), LABELS_FIELD)

    def price(self, prices: tuple[PriceOverride, ...]) -> None:
        """Set the prices that replace assumed ones."""
        self._edit(replace(self.project, prices=prices), PRICES_FIELD)

    def own_units(self, project: Project) -> None:
        """Take the project with other units of the user's own; each change is undone by itself."""
        self._edit(project, OWN_UNITS_FIELD, apart=True)

    def weather(self, year: OwnYear | None) -> None:
        """Set the year of the user's own weather file, or go back to the built-in one."""
        plain = replace(self.project, answers=self.project.answers.without("weather_year"))
        self._edit(replace(plain, weather=year), WEATHER_FIELD, apart=True)

    def _edit(self, project: Project, field: str, *, apart: bool = False) -> None:
        assert self.history is not None
        history = self.history.edited(project, field, self.saved, apart=apart)
        if history is not self.history:
            self.history = history
            self._moved()
        else:
            self.filed.emit()
            self.outcome_changed.emit()

    def undo(self) -> None:
        """Take the last edit back."""
        if self.history is not None:
            self.history = self.history.undone()
            self.unreadable = {}
            self._moved()

    def redo(self) -> None:
        """Make the last edit taken back again."""
        if self.history is not None:
            self.history = self.history.redone()
            self.unreadable = {}
            self._moved()

    def _moved(self) -> None:
        self.edited.emit()
        self.filed.emit()
        self.recalculate()

    # outcome

    def recalculate(self) -> None:
        """Wish for the outcome of the project in hand."""
        if self.kit is not None and self.history is not None:
            self.desk.calculate(self.project)
        self.outcome_changed.emit()

    def equip(self, kit: Kit) -> None:
        """Take the calculation, once it is imported."""
        self.kit = kit
        if self.history is not None:
            self.opened.emit()
            self.recalculate()

    @property
    def fresh(self) -> bool:
        """Whether the outcome belongs to the project as it stands on screen."""
        return (
            self.outcome is not None
            and self.history is not None
            and self.outcome.project == self.project
            and not self.unreadable
        )

    def _on_resolved(self, outcome: Outcome) -> None:
        if self.history is not None and outcome.project == self.project:
            self.answers_outcome = outcome
            self.edited.emit()

    def _on_calculated(self, outcome: Outcome) -> None:
        if self.history is None or outcome.project != self.project:
            return
        if outcome.design is None and self.outcome is not None and self.outcome.design is not None:
            outcome = replace(outcome, design=self.outcome.design, quote=self.outcome.quote, stale=True)
        self.outcome = outcome
        self.outcome_changed.emit()
