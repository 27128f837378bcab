"""Opening the window."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtWidgets import QApplication

from .main_window import MainWindow
from .screen import Appearance, Screen
from .settings import Settings
from .style import Look, load_fonts
from .words import Words

if TYPE_CHECKING:
    from .kit import Kit

CLOSE_AFTER = "HEATQUOTE_CLOSE_AFTER_MS"
SETTINGS = "HEATQUOTE_SETTINGS"
SWITCH_INTERVAL_S = 0.0005
"""How long the calculation's thread may keep the interpreter while the window wants it."""


def run(path: Path | None = None, argv: Sequence[str] = (), *, close_after_ms: int | None = None) -> int:
    """Open the window, with a project where a path is given; returns the exit code when it is closed.

    ``argv`` goes to Qt (``-platform offscreen``). ``close_after_ms``, or the environment variable
    ``HEATQUOTE_CLOSE_AFTER_MS``, closes the window by itself, for a test of the frozen program.
    """
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    app = application(argv)
    window = make_window(settings_folder())
    window.take_place()
    window.show()
    if path is not None:
        window.open_path(path)
    if close_after_ms is None and os.environ.get(CLOSE_AFTER, "").isdigit():
        close_after_ms = int(os.environ[CLOSE_AFTER])
    if close_after_ms is not None:
        QtCore.QTimer.singleShot(close_after_ms, window, lambda: _close(window))
    return app.exec()


def _close(window: MainWindow) -> None:
    if window.screen_.known_session is not None:
        window.screen_.known_session.put_away()
    window.close()


def application(argv: Sequence[str] = ()) -> QApplication:
    """The one application of this process, made if it is not there."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["heatquote", "-style", "fusion", *argv])
    app.setApplicationName("heatquote")
    app.setApplicationDisplayName("")
    return app


def settings_folder() -> Path:
    """Where this user's settings and unsaved work lie."""
    named = os.environ.get(SETTINGS)
    paths = QtCore.QStandardPaths
    return Path(named or paths.writableLocation(paths.StandardLocation.AppConfigLocation))


def make_window(folder: Path, load: Callable[[], Kit] | None = None) -> MainWindow:
    """The window as it is painted first; ``opening`` says what is made when."""
    settings = Settings.read(folder)
    load_fonts()
    look = Look(
        "dark" if settings.scheme == "dark" else "light" if settings.scheme else None, settings.points
    )
    look.apply()
    words = Words("en" if settings.language == "en" else "zh")
    window = MainWindow(Screen(words, Appearance(look), settings), load or _load)
    words.setParent(window)
    return window


def _load() -> Kit:
    from . import kit

    return kit.load()
