"""Heavy work beside the window: one thread that always works on the latest wish and drops the ones before.

Frozen records go in and frozen records come out, so nothing needs a lock but the wish itself.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from ..engine.messages import Message, message
from ..tables.places import resources_dir
from .kit import Kit

if TYPE_CHECKING:
    from ..applications.questions import Answers
    from ..design.records import Design
    from ..project import Project
    from ..proposal.to_pdf import Rendered
    from ..quotation.records import Quote
    from ..tables.texts import Language

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """What a project came to: the answers, and either a priced design or the reason why there is none."""

    project: Project
    answers: Answers | None = None
    relevant: frozenset[str] = frozenset()
    design: Design | None = None
    quote: Quote | None = None
    fault: Message | None = None
    missing: str = ""
    seconds: float = 0.0
    stale: bool = False  # design and quote are those of an earlier project, kept to be shown greyed


@dataclass(frozen=True)
class Paper:
    """A document of a design: the bytes that are shown, exported and printed, or why there are none."""

    project: Project
    language: Language
    rendered: Rendered | None = None
    fault: Message | None = None


@dataclass(frozen=True)
class _Wish:
    project: Project
    outcome: Outcome | None = None
    language: Language = "zh"


class _Worker(QObject):
    """Lives in the desk's thread. Its signals reach the window as queued events."""

    loaded = Signal(object)
    resolved = Signal(object)
    calculated = Signal(object)
    printed = Signal(object)
    failed = Signal(str)

    def __init__(self, load: Callable[[], Kit]) -> None:
        super().__init__()
        self._load = load
        self._kit: Kit | None = None
        self._lock = Lock()
        self._wishes: dict[str, _Wish] = {}
        self._worked = False

    def leave(self, kind: str, wish: _Wish) -> None:
        """Put down a wish of a kind in place of the one before; called from the window's thread."""
        with self._lock:
            self._wishes[kind] = wish

    def _take(self, kind: str) -> _Wish | None:
        with self._lock:
            return self._wishes.pop(kind, None)

    def _superseded(self, kind: str) -> bool:
        with self._lock:
            return kind in self._wishes

    @Slot()
    def load(self) -> None:
        """Import the calculation and the catalogue."""
        try:
            self._kit = self._load()
            # what the window needs next: had from this thread, it freezes nothing
            from ..tables.texts import read_texts
            from . import workspace  # noqa: F401

            read_texts(resources_dir() / "texts")
        except Exception as error:
            log.exception("the program's tables cannot be used")
            self.failed.emit(str(error))
            return
        self.loaded.emit(self._kit)

    @Slot()
    def calculate(self) -> None:
        """Work out the latest project, unless a later one arrives meanwhile."""
        wish = self._take("calculate")
        if wish is None or self._kit is None:
            return
        self._worked = True
        started = time.perf_counter()
        outcome = _answered(self._kit, wish.project)
        if self._superseded("calculate"):
            return
        self.resolved.emit(outcome)
        outcome = _designed(self._kit, outcome, started)
        if not self._superseded("calculate"):
            self.calculated.emit(outcome)

    @Slot()
    def rehearse(self) -> None:
        """Work out a project nobody sees, unless one is or was wanted: the next finds all tables read."""
        if self._kit is None or self._worked or self._superseded("calculate"):
            return
        try:
            self._kit.rehearse()
        except Exception:
            log.exception("the rehearsal failed")

    @Slot()
    def print(self) -> None:
        """Lay out the document of the latest wish; given up where an edit makes it one of the past."""
        wish = self._take("print")
        if wish is None or self._kit is None or wish.outcome is None:
            return
        made, priced = wish.outcome.design, wish.outcome.quote
        if made is None or priced is None:
            return

        def wanted() -> bool:
            return not (self._superseded("print") or self._superseded("calculate"))

        try:
            rendered = self._kit.document(made, priced, wish.language, wanted)
            if rendered is None:
                return
            paper = Paper(wish.project, wish.language, rendered)
        except Exception as error:
            log.exception("the document cannot be made")
            paper = Paper(
                wish.project, wish.language, fault=message("gui.internal_fault", detail=_said(error))
            )
        if not self._superseded("print"):
            self.printed.emit(paper)


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]


def _answered(kit: Kit, project: Project) -> Outcome:
    """The project's answers and the questions that matter with them."""
    try:
        answers = kit.resolve(project)
    except Exception as error:
        log.exception("the questions cannot be answered")
        return Outcome(project, fault=message("gui.internal_fault", detail=_said(error)))
    questions = kit.application(project.application).questions
    relevant = frozenset(question.name for question in questions if _matters(question.relevant, answers))
    return Outcome(project, answers, relevant)


def _matters(rule: Callable[[Answers], bool], answers: Answers) -> bool:
    from ..applications.questions import MissingAnswer

    try:
        return rule(answers)
    except MissingAnswer:
        return False


def _designed(kit: Kit, outcome: Outcome, started: float) -> Outcome:
    """The outcome with design and quote, or with the fault that forbids them."""
    if outcome.fault is not None:
        return outcome
    made, priced, fault, missing = None, None, None, ""
    try:
        made = kit.design(outcome.project)
        priced = kit.quote(made)
    except kit.faults as error:
        fault, missing = getattr(error, "message", message("gui.internal_fault", detail=_said(error))), ""
        missing = getattr(error, "name", "")
    except Exception as error:
        log.exception("the project cannot be worked out")
        fault = message("gui.internal_fault", detail=_said(error))
    if priced is None:
        made = None
    return Outcome(outcome.project, outcome.answers, outcome.relevant, made, priced, fault, missing,
                   time.perf_counter() - started)  # fmt: skip


class Desk(QObject):
    """The window's side of the thread: leaves wishes, passes on what comes back.

    ``loaded(Kit)`` once the calculation is there, ``failed(str)`` where the tables cannot be used,
    ``resolved(Outcome)`` when only the answers are known, ``calculated(Outcome)``, ``printed(Paper)``.
    """

    loaded = Signal(object)
    failed = Signal(str)
    resolved = Signal(object)
    calculated = Signal(object)
    printed = Signal(object)
    _load = Signal()
    _calculate = Signal()
    _print = Signal()
    _rehearse = Signal()

    def __init__(self, load: Callable[[], Kit], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = QThread()
        self._thread.setObjectName("calculation")
        self._worker = _Worker(load)
        self._worker.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        self._load.connect(self._worker.load, queued)
        self._calculate.connect(self._worker.calculate, queued)
        self._print.connect(self._worker.print, queued)
        self._rehearse.connect(self._worker.rehearse, queued)
        for mine, theirs in (
            (self.loaded, self._worker.loaded), (self.failed, self._worker.failed),
            (self.resolved, self._worker.resolved), (self.calculated, self._worker.calculated),
            (self.printed, self._worker.printed),
        ):  # fmt: skip
            theirs.connect(mine, queued)

    def start(self) -> None:
        """Start the thread and let it import the calculation."""
        self._thread.start(QThread.Priority.InheritPriority)
        self._load.emit()

    def rehearse(self) -> None:
        """Let the thread read what the first project will need, if there is none yet."""
        self._rehearse.emit()

    def calculate(self, project: Project) -> None:
        """Wish for a project's outcome; replaces a wish not yet begun."""
        self._worker.leave("calculate", _Wish(project))
        self._calculate.emit()

    def print(self, outcome: Outcome, language: Language) -> None:
        """Wish for the document of an outcome in a language."""
        self._worker.leave("print", _Wish(outcome.project, outcome, language))
        self._print.emit()

    def stop(self) -> None:
        """End the thread after the work in hand."""
        self._thread.quit()
        self._thread.wait(10_000)
