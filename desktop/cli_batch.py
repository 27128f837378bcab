"""``heatquote batch``: a list of households in, results and documents out, and a way to stop."""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from .engine.figures import FrozenMap
from .engine.messages import message

if TYPE_CHECKING:  # the window starts through this module and must not wait for the calculation
    from .applications.application import Application
    from .batch.records import Order, ProjectList
    from .batch.running import Run
    from .batch.schedulers import Scheduler
    from .engine.figures import Value
    from .tables.texts import Texts

SHOWN_FAULTS = 50


def add_options(made: argparse.ArgumentParser, texts: Texts) -> None:
    """What the command takes."""
    made.add_argument("list", type=Path, nargs="?", help=texts["cli.batch_list"])
    made.add_argument("--template", type=Path, metavar="FILE", help=texts["cli.batch_template"])
    made.add_argument("--application", default="household", help=texts["cli.batch_application"])
    made.add_argument("--base", type=Path, metavar="FILE", help=texts["cli.batch_base"])
    made.add_argument("-o", "--output", type=Path, metavar="FOLDER", help=texts["cli.batch_output"])
    made.add_argument("--pdf", action="store_true", help=texts["cli.batch_pdf"])
    made.add_argument("--language", choices=("zh", "en"), default="zh", help=texts["cli.language"])
    made.add_argument("--scheduler", default="processes", help=texts["cli.batch_scheduler"])


def write_template(application: Application, path: Path, language: str) -> None:
    """Write the empty list of an application. Raises ProjectFileFault."""
    from .batch.lists import template_for
    from .project_file import write_atomically
    from .tables.catalog import load_catalog

    content = template_for(path, application, "en" if language == "en" else "zh", load_catalog())
    write_atomically(path, content)


def batch(options: argparse.Namespace, application: Application, settings: Mapping[str, Value]) -> int:
    """Work a list out; 0 where every row was, 1 where some have faults, 130 where it was stopped.

    Raises BatchFault and ProjectFileFault.
    """
    from .batch.lists import read_list
    from .batch.records import Order
    from .batch.results import all_faults, fault_line, summary, write_results
    from .batch.running import begun
    from .batch.schedulers import Cluster, scheduler_of
    from .project import Project
    from .project_file import open_project
    from .tables.catalog import load_catalog
    from .tables.texts import Texts

    catalog, texts = load_catalog(), Texts(options.speak)
    base = open_project(options.base) if options.base else Project(application.id, FrozenMap())
    base = base.with_answers(settings)
    if "quote_date" not in base.answers:
        base = base.with_answers({"quote_date": begun(options.output, date.today())})
    scheduler = scheduler_of(options.scheduler)
    listed = read_list(options.list, application, catalog, base.answers)
    with stoppable() as stopped:
        work = _Work(listed, options.output, scheduler, texts, stopped)
        found = work.stage(Order(base, "design", options.language))
        write_results(listed, found, options.output, options.language, catalog)
        if options.pdf and not found.stopped:
            work.stage(Order(base, "pdf", options.language))
    if isinstance(scheduler, Cluster) and scheduler.refused:
        refused = message("cli.batch_refused", value=", ".join(scheduler.refused))
        print(texts.message(refused), file=sys.stderr)
    faults = all_faults(listed, found)
    for fault in faults[:SHOWN_FAULTS]:
        print(fault_line(fault, texts), file=sys.stderr)
    counts = {name: value for name, value in summary(listed, found).items() if isinstance(value, int)}
    print(texts.message(message("cli.batch_done", folder=str(options.output), **counts)))
    if stopped:
        print(texts["cli.batch_stopped"], file=sys.stderr)
        return 130
    return 1 if any(fault.fatal for fault in faults) else 0


@dataclass(frozen=True)
class _Work:
    """A list under way to its folder, telling of itself on standard error."""

    listed: ProjectList
    folder: Path
    scheduler: Scheduler
    texts: Texts
    stopped: list[bool]

    def stage(self, order: Order) -> Run:
        """Run one stage and say how long it took."""
        from .batch.running import run

        name = self.texts[f"cli.batch_stage_{order.stage}"]
        started = time.perf_counter()

        def progress(done: int, total: int) -> bool:
            self._say("cli.batch_progress", stage=name, done=done, total=total)
            return not self.stopped

        found = run(self.listed, order, self.folder, self.scheduler, progress)
        seconds = time.perf_counter() - started
        if found.found_done:
            self._say("cli.batch_resumed", count=found.found_done)
        rate = f"{(len(found.outcomes) - found.found_done) / seconds:.1f}"
        self._say("cli.batch_rate", stage=name, seconds=f"{seconds:.1f}", rate=rate)
        return found

    def _say(self, key: str, **values: Value) -> None:
        print(self.texts.message(message(key, **values)), file=sys.stderr)


@contextmanager
def stoppable() -> Iterator[list[bool]]:
    """A list that gets an entry when the user presses Ctrl+C: the block in hand ends, nothing is lost."""
    stopped: list[bool] = []

    def stop(number: int, frame: FrameType | None) -> None:
        if stopped:
            raise KeyboardInterrupt
        stopped.append(True)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, before)
