"""What follows from a project: frozen, never saved, computed by nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..applications.questions import Answers
from ..components.labels import Gate as Gate
from ..components.labels import TierVerdict as TierVerdict
from ..engine.figures import Figures, FrozenMap, Value
from ..engine.messages import Check, Message, Rejection
from ..engine.sheet import Step
from ..project import Project


@dataclass(frozen=True, slots=True)
class Equipment:
    """One line of the equipment list.

    ``kind`` is heat_pump, water_heater, backup_heater, heat_recovery, storage_tank, buffer_tank, pump,
    expansion_vessel or plate_exchanger; heat_recovery has the model of its heat pump; ``role`` tells two of a
    kind apart (``heating_circulation``); ``figures`` are by their names in the nomenclature; ``standing`` is
    that of the product data.
    """

    kind: str
    role: str
    model: str
    count: int
    figures: Figures
    standing: str = "estimated"
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """One way to serve the load: a model, its count, what backs it up and what it costs.

    ``order_holds`` says whether its place in the ranking survives prices 20 % higher or lower.
    """

    objective: str
    rank: int
    model: str
    family: str
    count: int
    figures: Figures
    order_holds: bool = True
    kind: str = "heat_pump"


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure as data: one frozen description for the screen and for paper.

    ``kind`` is "lines" or "bars" or "stacked_bars"; a series' style is "solid", "dashed", "points" or
    "fill"; ``marks`` are vertical lines (no y) and labelled points.
    Axis names are quantities of the nomenclature; ``x_labels`` replaces numbers under bars.
    """

    kind: str
    title: Message
    x_quantity: str
    y_quantity: str
    series: tuple[Series, ...]
    marks: tuple[Mark, ...] = ()
    x_labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """One line or one set of bars of a chart; ``label`` is a text key."""

    label: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    style: str = "solid"


@dataclass(frozen=True, slots=True)
class Mark:
    """A vertical line (``y`` None) or a point worth naming; ``label`` is a text key."""

    label: str
    x: float
    y: float | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table of figures: what it is about, and a value, a word or nothing under each column.

    A word is a choice of its column; a label is a sentence of the texts or, as a string, a name.
    """

    label: Message | str
    cells: tuple[Value | None, ...]
    tone: Literal["normal", "good", "warning", "bad"] = "normal"


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Figures of several subjects side by side.

    ``columns`` are names of the nomenclature, each with a role where two are alike. The caption is the text
    ``topic_table.<id>``, the head of the first column ``topic_table.<id>.rows``.
    """

    id: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    total_rows: int = 0


@dataclass(frozen=True, slots=True)
class Topic:
    """A side of a design with figures, tables, charts and checks of its own: noise, stages, rivals ...

    Shown alike in the window, on paper and in the JSON. Texts: ``topic.<id>`` and ``topic.<id>.intro``.
    """

    id: str
    figures: Figures = field(default_factory=FrozenMap)
    tables: tuple[FigureTable, ...] = ()
    charts: FrozenMap[Chart] = field(default_factory=FrozenMap)
    checks: tuple[Check, ...] = ()
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Design:
    """Everything that follows from a project and a catalogue."""

    project: Project
    answers: Answers
    catalog_hash: str
    site: Figures
    loads: Figures
    equipment: tuple[Equipment, ...]
    options: tuple[Option, ...]
    rejections: tuple[Rejection, ...]
    tiers: tuple[TierVerdict, ...]
    year: Figures
    checks: tuple[Check, ...]
    charts: Mapping[str, Chart]
    steps: tuple[Step, ...]
    load_comparison: tuple[Figures, ...] = ()
    monthly: Mapping[str, tuple[float, ...]] = field(default_factory=FrozenMap)
    topics: tuple[Topic, ...] = ()

    @property
    def all_checks(self) -> tuple[Check, ...]:
        """The checks of the plant and those of its topics."""
        return (*self.checks, *(check for topic in self.topics for check in topic.checks))
