"""The window: its frame, with the start page and the workspace in it, and its parts."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtWidgets import QLabel, QMainWindow, QMenu, QStackedWidget, QToolBar

from ..tables.places import resources_dir
from .opening import Opening
from .screen import Screen, em
from .start_page import StartPage

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent

    from .actions import Actions
    from .commands import Commands
    from .files import Files
    from .kit import Kit
    from .situation import Situation
    from .tools import Tools
    from .workspace import Workspace

MENUS = ("file", "edit", "view", "help")
TOOL_PADDING = 23
"""What the style sheet adds to a tool's height: its own padding, that of the bar and its line."""


class MainWindow(QMainWindow):
    """One window, one project. The frame is painted first; ``opening`` says when the other parts are made.

    Each part is made when it is first asked for.
    """

    def __init__(self, screen: Screen, load: Callable[[], Kit]) -> None:
        super().__init__()
        self.screen_ = screen
        self.opening: Opening = Opening(self, load)
        self._painted = False
        self._workspace: Workspace | None = None
        self.setWindowTitle(screen.words("gui.program"))
        self.menus = {name: self._menu(name) for name in MENUS}
        self.bar = self._tool_bar()
        examples = resources_dir() / "examples"
        found = sorted(examples.glob("*.json")) if examples.is_dir() else []
        self.start: StartPage = StartPage(screen, found)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start)
        self.setCentralWidget(self._stack)
        self.status = QLabel(screen.words("gui.loading"))
        self.status.setContentsMargins(em() // 2, 0, 0, 0)
        self.statusBar().addWidget(self.status, 1)

    def _menu(self, name: str) -> QMenu:
        menu = self.menuBar().addMenu("")
        self.screen_.words.set(menu.setTitle, f"gui.menu_{name}")
        return menu

    def _tool_bar(self) -> QToolBar:
        """An empty bar as high as it will be, so that nothing moves when it is filled."""
        bar = QToolBar()
        bar.setObjectName("tools")
        bar.setMovable(False)
        self.screen_.words.set(bar.setWindowTitle, "gui.tool_bar")
        self.screen_.appearance.keep(bar, lambda: bar.setMinimumHeight(round(1.15 * em()) + TOOL_PADDING))
        self.addToolBar(bar)
        return bar

    # parts

    @cached_property
    def files(self) -> Files:
        """The commands about files; with them the session, which holds the project in hand."""
        from .collecting import Collector
        from .files import Files
        from .session import Session
        from .work import Desk

        Collector(self)
        self.screen_.known_session = Session(Desk(self.opening.load, self), self)
        return Files(self.screen_, self)

    @cached_property
    def commands(self) -> Commands:
        """What the window does when it is told to."""
        from .commands import Commands

        return Commands(self)

    @cached_property
    def actions_(self) -> Actions:
        """Menus and keys."""
        from .actions import Actions

        made = Actions(self, self.screen_, self.menus, self.commands.by_name)
        made.on_step = self.commands.go_to_step
        return made

    @cached_property
    def tools(self) -> Tools:
        """What is in the tool bar."""
        from .tools import Tools

        made = Tools(self.bar, self.screen_, self.actions_, self.commands.find)
        made.find_box.given.connect(self.commands.found)
        return made

    @cached_property
    def situation(self) -> Situation:
        """What title, status line and commands say of the project in hand."""
        from .situation import Situation

        return Situation(self)

    def workspace(self) -> Workspace:
        """The page one works on."""
        from .workspace import Workspace

        if self._workspace is None:
            made = self._workspace = Workspace(self.screen_)
            self._stack.addWidget(made)
            self.screen_.session.opened.connect(self._show_workspace)
            if self.screen_.session.history is not None:
                made.rebuild()
                self._show_workspace()
        return self._workspace

    # what is shown

    def _show_workspace(self) -> None:
        self._stack.setCurrentWidget(self.workspace())
        self.tools.show_find(True)

    def show_start(self) -> None:
        """Show the first page, as things are now."""
        self.tools.show_find(False)
        self.start.refresh()
        self._stack.setCurrentWidget(self.start)

    def open_path(self, path: Path) -> None:
        """Open a file given on the command line."""
        self.opening.when_ready(lambda: self.commands.open_path(path))

    # place and end

    def remember_place(self) -> None:
        """Remember size and place of the window."""
        self.screen_.settings.geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self.screen_.settings.write()

    def take_place(self) -> None:
        """Take the size and place remembered, or fill a small screen and most of a large one."""
        remembered = self.screen_.settings.geometry
        if remembered and self.restoreGeometry(QByteArray.fromBase64(remembered.encode())):
            return
        room = self.screen().availableGeometry()
        self.resize(min(room.width(), 96 * em()), min(room.height(), 54 * em()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """After the first paint, make the rest."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.opening.begin)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close where nothing is lost, or the user says so."""
        session = self.screen_.known_session
        if session is not None:
            if not self.files.may_leave():
                event.ignore()
                return
            self.files.drop_aside()
            session.desk.stop()
        self.remember_place()
        event.accept()
