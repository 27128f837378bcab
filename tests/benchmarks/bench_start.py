"""How soon the window appears beside a bare one, and how long it ever freezes in its first ten seconds.

Run with ``python tests/benchmarks/bench_start.py`` from the repository root; add ``-platform offscreen``
where there is no screen. Aims: first paint within 1.5 times that of a bare window of seven tabs, no freeze
over 0.1 s while the calculation is imported, a project opened, worked out, edited and laid out.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
RUNS = 7
WATCHED_S = 10.0
TICK_MS = 10
EXAMPLE = ROOT / "resources" / "examples" / "mohe_hotel.json"
EDITS = ((3.0, "room_count", 160), (5.0, "heated_area_m2", 15000.0), (8.0, "has_laundry", True))
"""What is edited when, in seconds after the start."""


def report_first_paint(window: object) -> None:
    """Print the time since the process was asked for, once the window was painted, and end."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, self.tell)
            return False

        def tell(self) -> None:
            print(time.time() - float(os.environ["ASKED_FOR"]), flush=True)
            QApplication.instance().exit()  # type: ignore[union-attr]

    watch = Watch(window)  # type: ignore[arg-type]
    window.installEventFilter(watch)  # type: ignore[attr-defined]


def bare(arguments: list[str]) -> None:
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QTabWidget

    app = QApplication(["bare", *arguments])
    window, tabs = QMainWindow(), QTabWidget()
    for number in range(7):
        tabs.addTab(QLabel(f"page {number}"), f"tab {number}")
    window.setCentralWidget(tabs)
    report_first_paint(window)
    window.resize(1366, 768)
    window.show()
    app.exec()
    os._exit(0)


def whole(arguments: list[str]) -> None:
    from desktop.gui import app as gui

    sys.setswitchinterval(gui.SWITCH_INTERVAL_S)
    app = gui.application(arguments)
    with tempfile.TemporaryDirectory() as folder:
        window = gui.make_window(Path(folder))
        report_first_paint(window)
        window.resize(1366, 768)
        window.show()
        app.exec()
        os._exit(0)


def freezes(arguments: list[str]) -> None:
    """Print the longest gaps between two ticks, each with the second it ended in."""
    from PySide6.QtCore import Qt, QTimer

    from desktop.gui import app as gui

    sys.setswitchinterval(gui.SWITCH_INTERVAL_S)
    app = gui.application(arguments)
    gaps: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        window = gui.make_window(Path(folder))
        window.resize(1366, 768)
        window.show()
        app.processEvents()
        start = last = time.perf_counter()

        def tick() -> None:
            nonlocal last
            now = time.perf_counter()
            gaps.append((now - last, now - start))
            last = now

        timer = QTimer(timerType=Qt.TimerType.PreciseTimer)
        timer.timeout.connect(tick)
        timer.start(TICK_MS)
        window.open_path(EXAMPLE)
        for at, name, value in EDITS:
            QTimer.singleShot(int(at * 1000), lambda n=name, v=value: window.screen_.session.answer(n, v))
        QTimer.singleShot(6000, lambda: window.workspace().go_to_step_named("options"))
        QTimer.singleShot(7000, lambda: window.workspace().go_to_step_named("documents"))
        QTimer.singleShot(int(WATCHED_S * 1000), app.exit)
        app.exec()
        session = window.screen_.session
        if not session.fresh:
            print("not worked out in the time watched")
        for gap, at in sorted(gaps, reverse=True)[:8]:
            print(f"{gap:.3f} {at:.2f}", flush=True)
        session.desk.stop()
        os._exit(0)


def run(kind: str, arguments: list[str]) -> list[str]:
    """The lines a fresh process of a kind prints."""
    environment = {**os.environ, "ASKED_FOR": str(time.time())}
    command = [sys.executable, __file__, kind, *arguments]
    quiet = subprocess.DEVNULL
    said = subprocess.check_output(command, env=environment, text=True, stderr=quiet, timeout=120)
    return said.split("\n")[:-1]


def compiled(folder: str) -> None:
    """Keep compiled modules in a folder, as an installed program has them; runs not counted fill it."""
    os.environ["PYTHONPYCACHEPREFIX"] = folder
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def main(arguments: list[str]) -> None:
    times: dict[str, list[float]] = {"bare": [], "whole": []}
    for _ in range(RUNS):
        for kind, found in times.items():
            found.append(float(run(kind, arguments)[0]))
    unit, ours = median(times["bare"][1:]), median(times["whole"][1:])
    print(f"first paint of a bare window   {unit:6.3f} s   1.00")
    print(f"first paint of HeatQuote       {ours:6.3f} s   {ours / unit:.2f}   (aim 1.50)")
    print(f"longest freezes in the first {WATCHED_S:.0f} s (aim 0.100 s):")
    run("freezes", arguments)
    for line in run("freezes", arguments):
        gap, at = line.split()
        print(f"  {gap} s, ended at {at} s")


if __name__ == "__main__":
    kinds = {"bare": bare, "whole": whole, "freezes": freezes}
    if len(sys.argv) > 1 and sys.argv[1] in kinds:
        kinds[sys.argv[1]](sys.argv[2:])
    else:
        with tempfile.TemporaryDirectory() as folder:
            compiled(folder)
            main(sys.argv[1:])
