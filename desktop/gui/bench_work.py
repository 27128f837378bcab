"""The compressor bench beside the window: a thread for one task, and the tasks it is given."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QThread, Signal

from ..engine.messages import Message, message

if TYPE_CHECKING:
    from ..components.compressor_choice import CompressorOption, Found, Wish
    from ..components.compressor_import import Stated
    from ..components.compressors import Compressor
    from ..components.own_compressors import OwnCompressorRow

log = logging.getLogger(__name__)


class BenchFault(Exception):
    """What the user is told of a task that could not be done."""

    def __init__(self, *reasons: Message) -> None:
        super().__init__(reasons[0].key)
        self.reasons = reasons


@dataclass(frozen=True)
class BenchAnswer:
    """A wish and what was found for it."""

    wish: Wish
    found: Found


@dataclass(frozen=True)
class OwnAnswer:
    """The user's compressors of a file, and what is to be said of them."""

    rows: tuple[OwnCompressorRow, ...]
    compressors: tuple[Compressor, ...]
    remarks: tuple[Message, ...]


class BenchWorker(QThread):
    """Runs one task; ``done`` with its answer or ``failed`` with the reasons."""

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, task: Callable[[], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task = task

    def run(self) -> None:
        """Called by Qt in the thread."""
        try:
            self.done.emit(self._task())
        except BenchFault as fault:
            self.failed.emit(fault.reasons)
        except Exception as error:
            log.exception("the compressor bench failed")
            kind = type(error).__name__
            self.failed.emit((message("fault.program", kind=kind, reason=str(error)[:200], setting="-"),))


def find_task(wish: Wish, own: Sequence[Compressor]) -> Callable[[], BenchAnswer]:
    """Finds compressors for a wish."""

    def task() -> BenchAnswer:
        from ..components.compressor_choice import find
        from ..tables.catalog import load_catalog

        return BenchAnswer(wish, find(wish, load_catalog(), own))

    return task


def own_task(path: Path, stated: Stated) -> Callable[[], OwnAnswer]:
    """Reads a file of own compressors, or imports a maker's, whichever it is."""

    def task() -> OwnAnswer:
        from ..batch.records import BatchFault
        from ..batch.sheets import read
        from ..components.compressor_import import ImportFault, import_grids, restated
        from ..components.own_compressors import columns, own_compressors, read_own
        from ..tables.catalog import load_catalog
        from ..tables.faults import CatalogError

        catalog = load_catalog()
        try:
            sheets = read(path)
            first = [str(cell) for cell in sheets[0].rows[0]] if sheets and sheets[0].rows else []
            remarks: tuple[Message, ...] = ()
            if first == [column.name for column in columns()]:
                rows = tuple(restated(row, stated) for row in read_own(path.read_bytes(), path.name))
            else:
                imported = import_grids([sheet.rows for sheet in sheets], path.name, catalog, stated)
                rows, remarks = imported.rows, imported.remarks
            return OwnAnswer(rows, own_compressors(rows, catalog), remarks)
        except (BatchFault, ImportFault) as fault:
            raise BenchFault(fault.message) from fault
        except CatalogError as error:
            raise BenchFault(*(each.message for each in error.faults)) from error
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise BenchFault(message("fault.file_not_read", file=path.name, reason=reason)) from error

    return task


def polynomial_task(option: CompressorOption, wish: Wish, path: Path) -> Callable[[], str]:
    """Writes a compressor's polynomials in the wish's convention, as JSON or as CSV by the file's ending."""

    def task() -> str:
        import json

        from ..components.compressor_export import polynomial_rows, polynomial_values
        from ..components.compressor_fit import NoPolynomial
        from ..components.own_compressors import as_csv
        from ..project_file import ProjectFileFault, write_atomically

        at = wish.conditions
        fixed = option.compressor.row.drive == "fixed"
        try:
            rows = polynomial_rows(
                option.compressor, superheat_k=at.superheat_k, t_return_gas_c=None,
                subcooling_k=at.subcooling_k, frequency_hz=wish.frequency_hz if fixed else None,
            )  # fmt: skip
            as_json = path.suffix.casefold() == ".json"
            values = polynomial_values(rows)
            text = json.dumps(values, ensure_ascii=False, indent=2) + "\n" if as_json else as_csv(rows)
            write_atomically(path, text.encode())
        except NoPolynomial as fault:
            model = option.compressor.model
            raise BenchFault(message("fault.compressor_no_fit", value=model)) from fault
        except ProjectFileFault as fault:
            raise BenchFault(fault.message) from fault
        return path.name

    return task
