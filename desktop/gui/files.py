"""Open, save, export and what one is asked on the way; unsaved work is kept aside while one types."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from ..engine.messages import Message
from .figures import money
from .recovery import Leftover, SideFile, discard
from .screen import Screen
from .settings import Recent

if TYPE_CHECKING:
    from ..project import Project

ASIDE_AFTER_MS = 1500
SUFFIX = ".json"


class Files(QObject):
    """The commands about files. ``started`` runs ``then`` once the calculation is imported."""

    def __init__(self, screen: Screen, window: QWidget) -> None:
        super().__init__(window)
        self._screen, self._window = screen, window
        self._side = SideFile(screen.settings.folder)
        self._folder = Path.home()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(ASIDE_AFTER_MS)
        self._timer.timeout.connect(self.keep_aside)
        screen.session.edited.connect(self._edited)

    # unsaved work

    def _edited(self) -> None:
        if not self._screen.session.clean:
            self._timer.start()
        else:
            self._timer.stop()
            self._side.drop()

    def keep_aside(self) -> None:
        """Write unsaved work to the side file now."""
        session = self._screen.session
        if session.kit is not None and session.history is not None and not session.clean:
            self._side.keep(session.kit.to_text(session.project), session.path)

    def drop_aside(self) -> None:
        """Forget the side file: the work is saved or given up."""
        self._timer.stop()
        self._side.drop()

    # open

    def open_asked(self) -> None:
        """Let the user choose a file and open it."""
        words = self._screen.words
        if not self.may_leave():
            return
        chosen, _ = QFileDialog.getOpenFileName(self._window, words("gui.open_title"), str(self._folder),
                                                words("gui.file_filter"))  # fmt: skip
        if chosen:
            self.open(Path(chosen))

    def open(self, path: Path) -> bool:
        """Open a file; says in plain words why it cannot be opened."""
        session = self._screen.session
        assert session.kit is not None
        from ..project_file import ProjectFileFault

        try:
            project = session.kit.open(path)
        except ProjectFileFault as fault:
            self._refuse(fault.message, fault.faults)
            return False
        self._side.drop()
        session.take(project, None if is_example(path) else path, saved=not is_example(path))
        if not is_example(path):
            self._folder = path.parent
            self._remember(path, project)
        return True

    def restore(self, leftover: Leftover) -> bool:
        """Take unsaved work up again."""
        session = self._screen.session
        assert session.kit is not None
        from ..project_file import ProjectFileFault

        try:
            project = session.kit.from_text(leftover.text)
        except ProjectFileFault as fault:
            self._refuse(fault.message, fault.faults)
            return False
        self._side.drop()
        session.take(project, leftover.path)
        self.keep_aside()
        discard(leftover)
        return True

    # save

    def save(self) -> bool:
        """Save under the name the project has, or ask for one."""
        session = self._screen.session
        if session.history is None:
            return False
        return self._write(session.path) if session.path is not None else self.save_as()

    def save_as(self) -> bool:
        """Ask for a name and save."""
        session, words = self._screen.session, self._screen.words
        if session.history is None:
            return False
        chosen, _ = QFileDialog.getSaveFileName(self._window, words("gui.save_title"),
                                                str(self._folder / self.suggestion(SUFFIX)),
                                                words("gui.file_filter"))  # fmt: skip
        if not chosen:
            return False
        path = Path(chosen)
        return self._write(path if path.suffix else path.with_name(path.name + SUFFIX))

    def _write(self, path: Path) -> bool:
        from ..project_file import ProjectFileFault

        session = self._screen.session
        assert session.kit is not None
        self._window.setFocus()  # a field that is being typed in gives its answer first
        try:
            session.kit.save(session.project, path)
        except ProjectFileFault as fault:
            self._refuse(fault.message, fault.faults)
            return False
        self._folder = path.parent
        session.filed_as(path)
        self.drop_aside()
        self._remember(path, session.project)
        return True

    def export(self, pdf: bytes | None) -> Path | None:
        """Write the document in view to a file the user names."""
        words = self._screen.words
        if pdf is None:
            return None
        chosen, _ = QFileDialog.getSaveFileName(self._window, words("gui.export_title"),
                                                str(self._folder / self.suggestion(".pdf")),
                                                words("gui.pdf_filter"))  # fmt: skip
        if not chosen:
            return None
        path = Path(chosen) if Path(chosen).suffix else Path(chosen + ".pdf")
        return path if self.export_to(pdf, path) else None

    def export_to(self, pdf: bytes, path: Path) -> bool:
        """Write the bytes of a document."""
        from ..project_file import ProjectFileFault, write_atomically

        try:
            write_atomically(path, pdf)
        except ProjectFileFault as fault:
            self._refuse(fault.message, ())
            return False
        return True

    def suggestion(self, suffix: str) -> str:
        """A file name from customer, project and number; only what every system takes in a name."""
        session = self._screen.session
        if session.path is not None and suffix != SUFFIX:
            return session.path.stem + suffix
        answers = session.project.answers
        parts = [str(answers.get(name, "")) for name in ("customer_name", "project_name", "quote_number")]
        name = "_".join("".join(c for c in one if c.isalnum() or c in "-_ ").strip() for one in parts if one)
        return (name[:80] or self._screen.words("gui.new_name")) + suffix

    def _remember(self, path: Path, project: Project) -> None:
        outcome = self._screen.session.outcome
        quote = outcome.quote if outcome is not None and outcome.project == project else None
        total = money(quote.total_yuan, self._screen.words) if quote is not None else ""
        self._screen.settings.used(Recent(
            str(path), str(project.answers.get("project_name", "")) or path.stem,
            str(project.answers.get("customer_name", "")), total,
        ))  # fmt: skip

    # questions and refusals

    def may_leave(self) -> bool:
        """Whether the project in hand may be left; asks where something is not saved."""
        session, words = self._screen.session, self._screen.words
        self._window.setFocus()
        if session.clean:
            return True
        box = QMessageBox(QMessageBox.Icon.Question, words("gui.program"), words("gui.unsaved_question"),
                          QMessageBox.StandardButton.NoButton, self._window)  # fmt: skip
        save = box.addButton(words("gui.answer_save"), QMessageBox.ButtonRole.AcceptRole)
        leave = box.addButton(words("gui.answer_leave"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(words("gui.cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(save)
        self.ask(box)
        if box.clickedButton() is save:
            return self.save()
        if box.clickedButton() is leave:
            self.drop_aside()
            return True
        return False

    ask: Callable[[QMessageBox], object] = staticmethod(lambda box: box.exec())

    def _refuse(self, reason: Message, faults: tuple[Message, ...]) -> None:
        words = self._screen.words
        box = QMessageBox(QMessageBox.Icon.Warning, words("gui.program"), words.message(reason),
                          QMessageBox.StandardButton.NoButton, self._window)  # fmt: skip
        box.setInformativeText("\n".join(f"• {words.message(fault)}" for fault in faults[:8]))
        if len(faults) > 8:
            box.setDetailedText("\n".join(words.message(fault) for fault in faults))
        box.addButton(words("gui.close"), QMessageBox.ButtonRole.AcceptRole)
        self.ask(box)


def is_example(path: Path) -> bool:
    """Whether a file is one of the shipped examples, which are opened as new projects."""
    from ..tables.places import resources_dir

    return path.resolve().parent == (resources_dir() / "examples").resolve()
