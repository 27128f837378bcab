"""Python's collector of cycles, kept in the window's thread.

It runs in whichever thread happens to allocate, and what it ends may be a widget; a widget ended outside the
window's thread brings the program down. So it is switched off, and the window's thread does its work.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimerEvent

EVERY_MS = 700


class Collector(QObject):
    """Collects by the usual thresholds, from a timer of the thread it is made in."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self.startTimer(EVERY_MS)

    def timerEvent(self, event: QTimerEvent) -> None:
        """Collect the oldest generation that is due."""
        counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [generation for generation, (count, threshold) in enumerate(counts) if count > threshold]
        if due:
            gc.collect(max(due))


def settle() -> None:
    """Take what is there now out of later collections: the tables stay, and going through them takes time."""
    gc.freeze()
