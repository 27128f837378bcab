"""What is made before the window's first paint, and what after it.

Before it: the fonts and the look, the window's own texts, and the frame with the start page on it, its
cards, fields and files as they stay; the menus' titles, the room of the tool bar, the status line. None of
that may import the calculation or load Qt's namespace of enumerations, which alone takes as long as all else.

After it: the steps of ``AFTER``, one at a time with a pause for all else between them, so that none is
noticed. At last a thread imports the calculation, and then come those of ``EQUIPPED``; what somebody asked
for meanwhile and cannot be done without the calculation waits for them in ``when_ready``.

Each part of the window is made when it is first asked for, so the order of steps is a matter of time alone.
Who presses a key or a button before the last step gets all that is left at once, and then the key counts.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

if TYPE_CHECKING:
    from .kit import Kit
    from .main_window import MainWindow

Step = Callable[["MainWindow"], object]


def _module(name: str) -> Step:
    return lambda _window: import_module(f".{name}", __package__)


AFTER: tuple[Step, ...] = (
    _module("work"), _module("session"), _module("files"), lambda window: window.files,
    _module("commands"), _module("actions"), lambda window: window.actions_,
    _module("tools"), lambda window: window.tools,
    lambda window: window.situation,
    lambda window: window.opening.import_calculation(),
)  # fmt: skip
"""After the first paint. The first of them loads Qt's enumerations."""
EQUIPPED: tuple[Step, ...] = (
    lambda window: window.situation.say(),
    lambda window: window.start.offer_all(),
    lambda window: window.workspace(),
    lambda window: window.workspace().declared,
    lambda window: window.opening.do_what_waited(),
)
"""Once the calculation is imported."""
PAUSE_MS = 2
HANDS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress,
         QEvent.Type.TouchBegin, QEvent.Type.InputMethod)  # fmt: skip
"""The events that show that somebody wants something."""


class Opening(QObject):
    """Takes the steps of a window; ``load`` imports the calculation, in the desk's thread."""

    def __init__(self, window: MainWindow, load: Callable[[], Kit]) -> None:
        super().__init__(window)
        self.load = load
        self._window = window
        self._left: list[Step] = []
        self._begun = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._step)
        self._waiting: list[Callable[[], object]] = []

    def begin(self) -> None:
        """The window was painted: take the first steps."""
        if not self._begun:
            self._begun = True
            self._take(AFTER)

    def finish(self) -> None:
        """Take all steps that are left."""
        self.begin()
        while self._left:
            self._step()

    def _take(self, steps: tuple[Step, ...]) -> None:
        self._left += steps
        application = QCoreApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self._pause.start()

    def _step(self) -> None:
        if self._left:
            self._left.pop(0)(self._window)
        application = QCoreApplication.instance()
        if self._left:
            self._pause.start()
        elif application is not None:
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Somebody wants something: take all steps that are left, then let it happen."""
        if event.type() in HANDS:
            self.finish()
        return False

    # the calculation

    def import_calculation(self) -> None:
        """Let the desk's thread import the calculation."""
        desk = self._window.screen_.session.desk
        desk.loaded.connect(self._equip)
        desk.failed.connect(self._fail)
        desk.start()

    def _equip(self, kit: Kit) -> None:
        from .collecting import settle

        self._window.screen_.words.learn(kit.catalog.quantities)
        self._window.screen_.session.equip(kit)
        settle()
        self._take(EQUIPPED)

    def _fail(self, why: str) -> None:
        self._window.status.setText(self._window.screen_.words("gui.tables_unusable"))
        self._window.commands.tell("gui.program", "gui.tables_unusable", why, grave=True)

    def when_ready(self, do: Callable[[], object]) -> None:
        """Do something now, or once the calculation is imported."""
        if self._window.screen_.kit is not None and not self._left:
            do()
        else:
            self._waiting.append(do)

    def do_what_waited(self) -> None:
        """Do what was asked for before the calculation was imported."""
        waiting, self._waiting = self._waiting, []
        for do in waiting:
            do()
        self._window.screen_.session.desk.rehearse()
