"""Where the frozen program begins.

The smoke test sets HEATQUOTE_WINDOW_PICTURE to a file: the program then draws its first window into it as a
PNG a few seconds after the window came up, and ends.
"""

import os
import sys
import threading
import time
from typing import Any

from desktop.__main__ import main

PATIENCE_S = 120.0
SETTLED_S = 5.0


def visible_window(widgets: Any) -> Any:
    """The first window on screen, None before there is one."""
    app = widgets.QApplication.instance()
    return next((one for one in app.topLevelWidgets() if one.isVisible()), None) if app else None


def take_picture(path: str) -> None:
    """Wait beside the program for its window, have the window's own thread draw it, then end the program."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        time.sleep(0.5)
        core, widgets = (sys.modules.get(f"PySide6.Qt{name}") for name in ("Core", "Widgets"))
        if core is None or not hasattr(widgets, "QApplication") or not visible_window(widgets):
            continue
        time.sleep(SETTLED_S)
        app = widgets.QApplication.instance()

        def draw(app: Any = app, widgets: Any = widgets) -> None:
            visible_window(widgets).grab().save(path, "PNG")
            app.exit(0)

        core.QTimer.singleShot(0, app, draw)
        return


if __name__ == "__main__":
    picture = os.environ.get("HEATQUOTE_WINDOW_PICTURE")
    if picture:
        threading.Thread(target=take_picture, args=(picture,), daemon=True).start()
    sys.exit(main())
