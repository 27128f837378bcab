"""The window: start page and workspace, commands, title and status."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QLabel,
    QMainWindow,
    QMessageBox,
    QSizePolicy,
    QStackedWidget,
    QToolTip,
    QWidget,
)

from ..tables.places import resources_dir
from .actions import Actions
from .screen import Screen, em
from .search import SearchEditor
from .settings import LARGEST_POINTS, SMALLEST_POINTS
from .start_page import StartPage

if TYPE_CHECKING:
    from ..project import Project
    from .files import Files
    from .kit import Kit
    from .recovery import Leftover
    from .workspace import Workspace


class MainWindow(QMainWindow):
    """One window, one project. Everything heavy is made after the first paint."""

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self.screen_ = screen
        self._waiting: list[Callable[[], object]] = []
        self.workspace_: QWidget | None = None
        self._files: Files | None = None
        examples = resources_dir() / "examples"
        self.start = StartPage(screen, sorted(examples.glob("*.json")) if examples.is_dir() else [])
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start)
        self.setCentralWidget(self._stack)
        self.actions_ = Actions(self, screen, self._commands())
        self.actions_.on_step = lambda row: self._on_workspace(lambda space: space.go_to_step(row))
        self.tools = self.actions_.tool_bar()
        self.addToolBar(self.tools)
        self._build_tools()
        self._status = QLabel()
        self._status.setContentsMargins(em() // 2, 0, 0, 0)
        self.statusBar().addWidget(self._status, 1)
        self.start.created.connect(self._create)
        self.start.chosen.connect(lambda path: self.when_ready(lambda: self._open(Path(path))))
        self.start.restored.connect(lambda one: self.when_ready(lambda: self._restore(one)))
        self.start.dropped.connect(self._drop)
        screen.words.keep(self, self._say)

    @property
    def files(self) -> Files:
        """The commands about files. Raises ValueError before the first paint."""
        if self._files is None:
            raise ValueError("no files before the first paint")
        return self._files

    def furnish(self, load: Callable[[], Kit]) -> None:
        """After the first paint: have a project in hand, and a thread that imports the calculation."""
        from .collecting import Collector
        from .files import Files
        from .session import Session
        from .work import Desk

        Collector(self)
        session = self.screen_.known_session = Session(Desk(load, self), self)
        self._files = Files(self.screen_, self)
        session.desk.loaded.connect(self._equip)
        session.desk.failed.connect(self._failed)
        for changed in (session.filed, session.edited, session.outcome_changed):
            changed.connect(self._say)
        session.desk.start()

    # making

    def _build_tools(self) -> None:
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.tools.addWidget(space)
        self.find_box = SearchEditor()
        self.find_box.setMaximumWidth(16 * em())
        words = self.screen_.words
        words.set(self.find_box.setAccessibleName, "gui.find")
        words.set(self.find_box.setPlaceholderText, "gui.find")
        self.find_box.offer(self._find)
        self.find_box.given.connect(self._found)
        self._find_action = self.tools.addWidget(self.find_box)
        self._find_action.setVisible(False)
        self.actions_.add_tool(self.tools, "language")

    def _find(self, text: str) -> list[tuple[str, str]]:
        """Questions whose words hold what is typed."""
        kit, words, session = self.screen_.kit, self.screen_.words, self.screen_.known_session
        if kit is None or session is None or session.history is None:
            return []
        questions = kit.application(session.project.application).questions
        listed = [(one.name, f"{words.label(one.name)} · {words.known(f'group.{one.group}', one.group)}")
                  for one in questions]  # fmt: skip
        return [entry for entry in listed if text.strip().lower() in entry[1].lower() or text == entry[0]]

    def _found(self, name: str) -> None:
        self.find_box.show_value("")
        self._on_workspace(lambda space: space.go_to_field(name))

    def _commands(self) -> dict[str, Callable[[], object]]:
        return {
            "new": self._new, "open": lambda: self.when_ready(lambda: self.files.open_asked()),
            "save": lambda: self.files.save(), "save_as": lambda: self.files.save_as(),
            "export": self._export, "print": self._print, "start": self._home,
            "quit": self.close, "undo": self._undo, "redo": self._redo,
            "find": self.find_box_focus, "recalculate": lambda: self.screen_.session.recalculate(),
            "language": self._switch_language,
            "light": lambda: self._choose_scheme("light"), "dark": lambda: self._choose_scheme("dark"),
            "larger": lambda: self._resize_text(1.0), "smaller": lambda: self._resize_text(-1.0),
            "field_help": self._field_help, "about": self._about,
        }  # fmt: skip

    # after the first paint

    def _equip(self, kit: Kit) -> None:
        """The calculation is imported: learn its words, offer what there is, do what waited for it."""
        self.screen_.words.learn(kit.catalog.quantities)
        self.screen_.session.equip(kit)
        self.start.offer([application.id for application in kit.applications])
        from .collecting import settle
        from .recovery import leftovers

        self.start.found(leftovers(self.screen_.settings.folder))
        waiting, self._waiting = self._waiting, []
        for do in waiting:
            do()
        settle()
        QTimer.singleShot(50, self, self.workspace)

    def _failed(self, why: str) -> None:
        self._status.setText(self.screen_.words("gui.tables_unusable"))
        words = self.screen_.words
        box = QMessageBox(QMessageBox.Icon.Critical, words("gui.program"), words("gui.tables_unusable"),
                          QMessageBox.StandardButton.NoButton, self)  # fmt: skip
        box.addButton(words("gui.close"), QMessageBox.ButtonRole.AcceptRole)
        box.setDetailedText(why)
        self.files.ask(box)

    def when_ready(self, do: Callable[[], object]) -> None:
        """Do something now, or once the calculation is imported."""
        if self.screen_.kit is not None:
            do()
        else:
            self._waiting.append(do)
            self._status.setText(self.screen_.words("gui.loading"))

    def workspace(self) -> Workspace:
        """The page one works on, made when it is first wanted."""
        from .workspace import Workspace

        if not isinstance(self.workspace_, Workspace):
            self.workspace_ = Workspace(self.screen_)
            self._stack.addWidget(self.workspace_)
            self.screen_.session.opened.connect(self._show_workspace)
            if self.screen_.session.history is not None:
                self.workspace_.rebuild()
                self._show_workspace()
        return self.workspace_

    def _show_workspace(self) -> None:
        self._stack.setCurrentWidget(self.workspace())
        self._find_action.setVisible(True)

    def _on_workspace(self, do: Callable[[Workspace], object]) -> None:
        session = self.screen_.known_session
        if session is not None and session.history is not None:
            do(self.workspace())

    # commands

    def _create(self, application: str, place: str, area: float) -> None:
        from ..project import Project

        place_and_day: dict[str, str | date] = {"city": place, "quote_date": date.today()}
        project = Project(application).with_answers({**place_and_day, "heated_area_m2": area})
        self.when_ready(lambda: self._take_new(project))

    def _take_new(self, project: Project) -> None:
        self.workspace()
        self.screen_.session.take(project)

    def _open(self, path: Path) -> None:
        if self.files.may_leave():
            self.workspace()
            if not self.files.open(path):
                self.screen_.settings.unused(str(path))
                self.start.refresh()

    def open_path(self, path: Path) -> None:
        """Open a file given on the command line."""
        self.when_ready(lambda: self._open(path))

    def _restore(self, leftover: Leftover) -> None:
        if self.files.may_leave():
            self.workspace()
            if self.files.restore(leftover):
                self.start.gone(leftover)

    def _drop(self, leftover: Leftover) -> None:
        from .recovery import discard

        discard(leftover)
        self.start.gone(leftover)

    def _home(self) -> bool:
        if self.screen_.known_session is None:
            return True
        if not self.files.may_leave():
            return False
        self.files.drop_aside()
        self.screen_.session.put_away()
        self._find_action.setVisible(False)
        self.start.refresh()
        self._stack.setCurrentWidget(self.start)
        return True

    def _new(self) -> None:
        if self._home():
            self.start.clear()

    def _undo(self) -> None:
        self.setFocus()
        self.screen_.session.undo()

    def _redo(self) -> None:
        self.setFocus()
        self.screen_.session.redo()

    def _export(self) -> None:
        def do(space: Workspace) -> None:
            page = space.documents_page()
            if page.pdf is None:
                space.go_to_step_named("documents")
                return
            path = self.files.export(page.pdf)
            if path is not None:
                self.statusBar().showMessage(self.screen_.words("gui.exported", file=path.name), 6000)

        self._on_workspace(do)

    def _print(self) -> None:
        def do(space: Workspace) -> None:
            page = space.documents_page()
            if page.pdf is None:
                space.go_to_step_named("documents")
            else:
                page.print_to(self)

        self._on_workspace(do)

    def find_box_focus(self) -> None:
        """Give the keyboard to the box that finds a field."""
        if self._find_action.isVisible():
            self.find_box.clear()
            self.find_box.setFocus()

    def _switch_language(self) -> None:
        words, settings = self.screen_.words, self.screen_.settings
        settings.language = words.other()
        words.choose(words.other())
        settings.write()

    def _choose_scheme(self, scheme: str) -> None:
        self.screen_.appearance.choose(scheme="dark" if scheme == "dark" else "light")
        self.screen_.settings.scheme = scheme
        self.screen_.settings.write()

    def _resize_text(self, change: float) -> None:
        points = min(LARGEST_POINTS, max(SMALLEST_POINTS, self.screen_.appearance.points + change))
        self.screen_.appearance.choose(points=points)
        self.screen_.settings.points = points
        self.screen_.settings.write()

    def _field_help(self) -> None:
        def do(space: Workspace) -> None:
            name = space.field_at_focus()
            widget = space.focusWidget()
            if name is not None and widget is not None:
                QToolTip.showText(widget.mapToGlobal(widget.rect().bottomLeft()), widget.toolTip(), widget)

        self._on_workspace(do)

    def _about(self) -> None:
        words = self.screen_.words
        box = QMessageBox(QMessageBox.Icon.Information, words("gui.do_about").replace("&", ""),
                          words("gui.about_text"), QMessageBox.StandardButton.NoButton, self)  # fmt: skip
        box.addButton(words("gui.close"), QMessageBox.ButtonRole.AcceptRole)
        self.files.ask(box)

    # title, status, end

    def _say(self) -> None:
        words, session = self.screen_.words, self.screen_.known_session
        history = session.history if session is not None else None
        has = history is not None
        name = words("gui.program")
        if session is not None and has:
            file = session.path.name if session.path else words("gui.never_saved")
            name = f"{file}[*] — {name}"
        self.setWindowTitle(name)
        self.setWindowModified(session is not None and has and not session.clean)
        for command in ("save", "save_as", "export", "print", "recalculate", "find"):
            self.actions_.by_name[command].setEnabled(has)
        for command, field in (("undo", history.undoes if history else None),
                               ("redo", history.redoes if history else None)):  # fmt: skip
            action = self.actions_.by_name[command]
            action.setEnabled(field is not None)
            text = words(f"gui.do_{command}")
            action.setText(words(f"gui.do_{command}_what", what=words.label(field)) if field else text)
        self._say_status()

    def _say_status(self) -> None:
        words, session = self.screen_.words, self.screen_.known_session
        if session is None or session.kit is None:
            self._status.setText(words("gui.loading"))
            return
        if session.history is None:
            self._status.setText(words("gui.ready"))
            return
        parts = [words("gui.status_saved" if session.clean else "gui.status_unsaved")]
        outcome = session.outcome
        if outcome is not None and outcome.design is not None:
            parts.append(words("gui.status_catalog", hash=outcome.design.catalog_hash[:8]))
            parts.append(words("gui.status_time", seconds=f"{outcome.seconds:.2f}"))
        self._status.setText("   ·   ".join(parts))

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
