"""Run a batch block by block. Each is kept as it is done, so that a batch that was stopped goes on there.

Only the caller writes files. The folder holds ``blocks/`` with one file a block, the results as Excel, CSV
and JSON, and the documents under ``pdf/``.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..engine.messages import message
from ..project_file import ProjectFileFault, to_text, write_atomically
from .records import BatchFault, Entry, Order, Outcome, ProjectList, outcome_of
from .schedulers import Scheduler
from .working import file_name, stamp_here

LEAST_BLOCK = 100
BEGUN_FILE = "begun.txt"
Progress = Callable[[int, int], bool]
"""Told how many entries are done of how many; answers whether to go on."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run did: outcomes in the list's order (those that were reached), and how many it found done."""

    outcomes: tuple[Outcome, ...]
    found_done: int
    stopped: bool


def begun(folder: Path, today: date) -> date:
    """The day a batch was begun, kept in its folder, so that a run that goes on gives the same quotes.

    Raises BatchFault.
    """
    try:
        return date.fromisoformat((folder / BEGUN_FILE).read_text("ascii").strip())
    except (OSError, ValueError):
        write_into(folder, BEGUN_FILE, f"{today.isoformat()}\n".encode())
        return today


def order_text(order: Order) -> str:
    """What every worker is told, the same text for the same order."""
    stamp = stamp_here()
    return json.dumps(
        {
            "stamp": [stamp.version, stamp.catalog_hash], "base": to_text(order.base),
            "stage": order.stage, "language": order.language,
        },
        ensure_ascii=False, sort_keys=True,
    )  # fmt: skip


def run(
    listed: ProjectList,
    order: Order,
    folder: Path,
    scheduler: Scheduler,
    progress: Progress = lambda done, total: True,
) -> Run:
    """Work out every entry that is not done yet. Raises BatchFault where the folder or the workers fail."""
    said = order_text(order)
    blocks = list(_blocks(listed.entries))
    kept: dict[int, list[dict[str, Any]]] = {}
    to_do: list[tuple[int, str]] = []
    for number, entries in enumerate(blocks):
        text = _entries_text(entries)
        found = _kept(_block_file(folder, order, number), _digest(said, text))
        if found is not None and _documents_there(found, order, folder):
            kept[number] = found
        else:
            to_do.append((number, text))
    found_done = sum(len(blocks[number]) for number in kept)
    total, done = len(listed.entries), found_done
    stopped = not progress(done, total)
    texts = dict(to_do)

    def stop() -> bool:
        return stopped

    for number, answer in () if stopped else scheduler.work(said, to_do, stop):
        found = json.loads(answer)
        _keep(folder, order, number, found, _digest(said, texts[number]))
        kept[number] = found
        done += len(blocks[number])
        stopped = not progress(done, total) and done < total
    outcomes = tuple(outcome_of(one) for number in sorted(kept) for one in kept[number])
    return Run(outcomes, found_done, stopped)


def _blocks(entries: Sequence[Entry]) -> Iterator[tuple[Entry, ...]]:
    """At least 100 entries a block, however long the list; a short list is one block."""
    count = max(1, len(entries) // LEAST_BLOCK)
    for number in range(count):
        first, last = number * LEAST_BLOCK, (number + 1) * LEAST_BLOCK
        part = tuple(entries[first : None if number == count - 1 else last])
        if part:
            yield part


def _entries_text(entries: Sequence[Entry]) -> str:
    plain = [
        {
            "sheet": one.sheet, "row": one.row, "name": one.name,
            "answers": {
                name: value.isoformat() if isinstance(value, date) else value
                for name, value in one.answers.items()
            },
        }
        for one in entries
    ]  # fmt: skip
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _digest(order: str, entries: str) -> str:
    return hashlib.sha256(f"{order}\n{entries}".encode()).hexdigest()


def _block_file(folder: Path, order: Order, number: int) -> Path:
    return folder / "blocks" / f"{order.stage}_{number:05d}.json"


def _kept(path: Path, digest: str) -> list[dict[str, Any]] | None:
    """The outcomes of a block that was done for the same order and entries; None where there are none."""
    try:
        found = json.loads(path.read_text("utf-8"))
        if found["digest"] != digest:
            return None
        outcomes: list[dict[str, Any]] = found["outcomes"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return outcomes


def _documents_there(found: Sequence[dict[str, Any]], order: Order, folder: Path) -> bool:
    """Whether the documents of a block that was done still lie in the folder."""
    if order.stage != "pdf":
        return True
    outcomes = [outcome_of(one) for one in found]
    return all((folder / "pdf" / f"{file_name(one)}.pdf").is_file() for one in outcomes if one.done)


def _keep(folder: Path, order: Order, number: int, found: list[dict[str, Any]], digest: str) -> None:
    """Write a block's documents first and the block last: what is not whole is done again."""
    for one in found:
        pdf = one.pop("pdf", None)
        if pdf is not None:
            write_into(folder / "pdf", f"{file_name(outcome_of(one))}.pdf", base64.b64decode(pdf))
    text = json.dumps({"digest": digest, "outcomes": found}, ensure_ascii=False, indent=0)
    path = _block_file(folder, order, number)
    write_into(path.parent, path.name, text.encode())


def write_into(folder: Path, name: str, content: bytes) -> None:
    """Write a file of a folder that is made where it lacks. Raises BatchFault."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(folder / name, content)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BatchFault(message("fault.folder_not_written", folder=str(folder), reason=reason)) from error
    except ProjectFileFault as fault:
        raise BatchFault(fault.message) from fault
