"""A batch beside the window: a thread that reads, works out and writes, and can be told to stop."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from ..engine.messages import message
from ..project import Project
from ..tables.texts import Language

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class BatchWish:
    """What is to be worked out, from which file to which folder, and in which language it is written."""

    list_file: Path
    folder: Path
    base: Project
    documents: bool
    language: Language


@dataclass(frozen=True)
class BatchResult:
    """What a batch came to: the summary's figures, the faults in words, how long it took."""

    summary: dict[str, Any]
    faults: tuple[str, ...]
    seconds: float
    stopped: bool


class BatchWorker(QThread):
    """Runs one batch. ``progressed(stage, done, total)``, then ``finished_with`` or ``failed``."""

    progressed = Signal(str, int, int)
    finished_with = Signal(object)
    failed = Signal(object)

    def __init__(self, wish: BatchWish, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wish = wish
        self._stop = threading.Event()

    def stop(self) -> None:
        """End after what is in hand; what is done is kept."""
        self._stop.set()

    def run(self) -> None:
        """Called by Qt in the thread."""
        from ..batch.records import BatchFault
        from ..project_file import ProjectFileFault

        try:
            self.finished_with.emit(self._worked())
        except (BatchFault, ProjectFileFault) as fault:
            self.failed.emit(fault.message)
        except Exception as error:
            log.exception("a batch failed")
            kind = type(error).__name__
            self.failed.emit(message("fault.program", kind=kind, reason=str(error)[:200], setting="-"))

    def _worked(self) -> BatchResult:
        from ..applications.registry import application
        from ..batch.lists import read_list
        from ..batch.records import Order
        from ..batch.results import all_faults, fault_line, summary, write_results
        from ..batch.running import begun, run
        from ..batch.schedulers import Processes
        from ..tables.catalog import load_catalog
        from ..tables.texts import Texts

        wish, started = self._wish, time.perf_counter()
        catalog = load_catalog()
        base = wish.base
        if "quote_date" not in base.answers:
            base = base.with_answers({"quote_date": begun(wish.folder, date.today())})
        listed = read_list(wish.list_file, application(base.application), catalog, base.answers)
        scheduler = Processes()
        found = run(
            listed, Order(base, "design", wish.language), wish.folder, scheduler, self._progress("design")
        )
        write_results(listed, found, wish.folder, wish.language, catalog)
        if wish.documents and not found.stopped:
            run(listed, Order(base, "pdf", wish.language), wish.folder, scheduler, self._progress("pdf"))
        texts = Texts(wish.language, catalog.quantities)
        faults = tuple(fault_line(one, texts) for one in all_faults(listed, found))
        return BatchResult(
            summary(listed, found), faults, time.perf_counter() - started, self._stop.is_set()
        )

    def _progress(self, stage: str) -> Any:
        def told(done: int, total: int) -> bool:
            self.progressed.emit(stage, done, total)
            return not self._stop.is_set()

        return told
