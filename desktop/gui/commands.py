"""What the window does when it is told to: by the start page, a menu, a key or the tool bar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QMessageBox, QToolTip

from ..engine.figures import Value
from .recovery import Leftover, discard
from .settings import LARGEST_POINTS, SMALLEST_POINTS

if TYPE_CHECKING:
    from .batch_dialog import BatchDialog
    from .bench_dialog import BenchDialog
    from .main_window import MainWindow
    from .workspace import Workspace

EXPORTED_SHOWN_MS = 6000


class Commands(QObject):
    """The commands of a window; ``by_name`` holds those of menus and tool bar."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._screen = window, window.screen_
        later = window.opening.when_ready
        self.by_name: dict[str, Callable[[], object]] = {
            "new": self._new, "open": lambda: later(lambda: window.files.open_asked()),
            "save": lambda: window.files.save(), "save_as": lambda: window.files.save_as(),
            "batch": lambda: later(lambda: self._show(self._batch_dialog)),
            "bench": lambda: later(lambda: self._show(self._bench_dialog)),
            "export": self._export, "print": self._print, "start": self._home,
            "quit": window.close, "undo": self._undo, "redo": self._redo,
            "find": lambda: window.tools.focus_find(),
            "recalculate": lambda: self._screen.session.recalculate(),
            "language": self._switch_language,
            "light": lambda: self._choose_scheme("light"), "dark": lambda: self._choose_scheme("dark"),
            "larger": lambda: self._resize_text(1.0), "smaller": lambda: self._resize_text(-1.0),
            "field_help": self._field_help, "about": lambda: self.tell("gui.do_about", "gui.about_text"),
        }  # fmt: skip
        start = window.start
        start.created.connect(self._create)
        start.chosen.connect(lambda path: self.open_path(Path(path)))
        start.restored.connect(lambda leftover: later(lambda: self._restore(leftover)))
        start.dropped.connect(self._drop)

    def _on_workspace(self, do: Callable[[Workspace], object]) -> None:
        session = self._screen.known_session
        if session is not None and session.history is not None:
            do(self._window.workspace())

    # a project comes to hand, or is put away

    def _create(self, application: str, place: str, area: float) -> None:
        self._window.opening.when_ready(lambda: self._take_new(application, place, area))

    def _take_new(self, application: str, place: str, area: float) -> None:
        assert self._screen.kit is not None
        place_and_day: dict[str, Value] = {"city": place, "quote_date": date.today()}
        sized = self._screen.kit.application(application).sized_by(area)
        from ..project import Project

        project = Project(application).with_answers({**place_and_day, **sized})
        self._window.workspace()
        self._screen.session.take(project)

    def open_path(self, path: Path) -> None:
        """Open a file, once the calculation is imported."""
        self._window.opening.when_ready(lambda: self._open(path))

    def _open(self, path: Path) -> None:
        if self._window.files.may_leave():
            self._window.workspace()
            if not self._window.files.open(path):
                self._screen.settings.unused(str(path))
                self._window.start.refresh()

    def _restore(self, leftover: Leftover) -> None:
        if self._window.files.may_leave():
            self._window.workspace()
            if self._window.files.restore(leftover):
                self._window.start.gone(leftover)

    def _drop(self, leftover: Leftover) -> None:
        discard(leftover)
        self._window.start.gone(leftover)

    def _home(self) -> bool:
        if not self._window.files.may_leave():
            return False
        self._window.files.drop_aside()
        self._screen.session.put_away()
        self._window.show_start()
        return True

    def _new(self) -> None:
        if self._home():
            self._window.start.clear()

    @cached_property
    def _batch_dialog(self) -> BatchDialog:
        from .batch_dialog import BatchDialog

        return BatchDialog(self._screen, self._window)

    @cached_property
    def _bench_dialog(self) -> BenchDialog:
        from .bench_dialog import BenchDialog

        return BenchDialog(self._screen, self._window)

    @staticmethod
    def _show(dialog: QDialog) -> None:
        dialog.show()
        dialog.raise_()

    # the project in hand

    def _undo(self) -> None:
        self._window.setFocus()
        self._screen.session.undo()

    def _redo(self) -> None:
        self._window.setFocus()
        self._screen.session.redo()

    def _export(self) -> None:
        def do(space: Workspace) -> None:
            page = space.documents_page()
            if page.pdf is None:
                space.go_to_step_named("documents")
                return
            path = self._window.files.export(page.pdf)
            if path is not None:
                said = self._screen.words("gui.exported", file=path.name)
                self._window.statusBar().showMessage(said, EXPORTED_SHOWN_MS)

        self._on_workspace(do)

    def _print(self) -> None:
        def do(space: Workspace) -> None:
            page = space.documents_page()
            if page.pdf is None:
                space.go_to_step_named("documents")
            else:
                page.print_to(self._window)

        self._on_workspace(do)

    def go_to_step(self, row: int) -> None:
        """Show a step by its number."""
        self._on_workspace(lambda space: space.go_to_step(row))

    def find(self, text: str) -> list[tuple[str, str]]:
        """Questions whose words hold what is typed."""
        kit, words, session = self._screen.kit, self._screen.words, self._screen.known_session
        if kit is None or session is None or session.history is None:
            return []
        questions = kit.application(session.project.application).questions
        listed = [(one.name, f"{words.label(one.name)} · {words.known(f'group.{one.group}', one.group)}")
                  for one in questions]  # fmt: skip
        return [entry for entry in listed if text.strip().lower() in entry[1].lower() or text == entry[0]]

    def found(self, name: str) -> None:
        """Show the question that was found."""
        self._window.tools.find_box.show_value("")
        self._on_workspace(lambda space: space.go_to_field(name))

    # view and help

    def _switch_language(self) -> None:
        words, settings = self._screen.words, self._screen.settings
        settings.language = words.other()
        words.choose(words.other())
        settings.write()

    def _choose_scheme(self, scheme: str) -> None:
        self._screen.appearance.choose(scheme="dark" if scheme == "dark" else "light")
        self._screen.settings.scheme = scheme
        self._screen.settings.write()

    def _resize_text(self, change: float) -> None:
        points = min(LARGEST_POINTS, max(SMALLEST_POINTS, self._screen.appearance.points + change))
        self._screen.appearance.choose(points=points)
        self._screen.settings.points = points
        self._screen.settings.write()

    def _field_help(self) -> None:
        def do(space: Workspace) -> None:
            name = space.field_at_focus()
            widget = space.focusWidget()
            if name is not None and widget is not None:
                QToolTip.showText(widget.mapToGlobal(widget.rect().bottomLeft()), widget.toolTip(), widget)

        self._on_workspace(do)

    def tell(self, title: str, text: str, detail: str = "", *, grave: bool = False) -> None:
        """Say something in a box of its own; title and text are keys."""
        words, icon = self._screen.words, QMessageBox.Icon
        box = QMessageBox(icon.Critical if grave else icon.Information, words(title).replace("&", ""),
                          words(text), QMessageBox.StandardButton.NoButton, self._window)  # fmt: skip
        box.addButton(words("gui.close"), QMessageBox.ButtonRole.AcceptRole)
        box.setDetailedText(detail)
        self._window.files.ask(box)
