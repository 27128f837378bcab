"""Unsaved work is kept in a side file, never in the user's own, and offered again after a crash.

Each running window has a lock beside its side file; a side file whose lock nobody holds was left by a
program that did not end as it should.
"""

from __future__ import annotations

import json
import logging
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLockFile

log = logging.getLogger(__name__)
FOLDER = "unsaved"


@dataclass(frozen=True, slots=True)
class Leftover:
    """Unsaved work of a window that is gone: the project's text and the file it belongs to, if any."""

    side_file: Path
    path: Path | None
    text: str


class SideFile:
    """Where this window keeps its unsaved work."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER
        self._path = self._folder / f"{uuid.uuid4().hex}.json"
        self._lock: QLockFile | None = None

    def keep(self, text: str, path: Path | None) -> None:
        """Write the project as it is now. Failing to must not stop the user's work."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if self._lock is None:
                self._lock = QLockFile(str(self._path.with_suffix(".lock")))
                self._lock.setStaleLockTime(0)
                self._lock.tryLock(0)
            content = {"path": None if path is None else str(path), "project": text}
            part = self._path.with_suffix(".part")
            part.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
            part.replace(self._path)
        except OSError as error:
            log.warning("unsaved work not kept aside: %s", error)

    def drop(self) -> None:
        """Remove the side file: the work is saved or was given up."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None


def leftovers(folder: Path) -> list[Leftover]:
    """Unsaved work of windows that are gone, the latest first. What cannot be read is left where it is."""
    found = []
    with suppress(OSError):
        for side_file in sorted((folder / FOLDER).glob("*.json"), key=lambda file: -file.stat().st_mtime):
            lock = QLockFile(str(side_file.with_suffix(".lock")))
            lock.setStaleLockTime(0)
            if not lock.tryLock(0):
                continue
            lock.unlock()
            with suppress(OSError, ValueError, TypeError, KeyError):
                content = json.loads(side_file.read_text("utf-8"))
                path = Path(content["path"]) if content["path"] else None
                found.append(Leftover(side_file, path, str(content["project"])))
    return found


def discard(leftover: Leftover) -> None:
    """Forget unsaved work: it was taken up again or is not wanted."""
    with suppress(OSError):
        leftover.side_file.unlink(missing_ok=True)
