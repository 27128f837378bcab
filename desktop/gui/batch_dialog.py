"""The dialog of a batch: a list in, a folder out, progress, a way to stop, and what it came to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from .batch_work import BatchResult, BatchWish, BatchWorker
from .figures import money
from .results import figure_card
from .screen import Screen, em, emptied, label, text_label
from .scrolling import Scroll

if TYPE_CHECKING:
    from ..engine.messages import Message

SHOWN_FAULTS = 200
COUNTS = ("listed", "done", "with_faults", "not_reached")


class BatchDialog(QDialog):
    """Stays open while a batch runs; the window behind it goes on working."""

    def __init__(self, screen: Screen, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._screen = screen
        self._worker: BatchWorker | None = None
        words = screen.words
        words.set(self.setWindowTitle, "gui.batch_title")
        self.setMinimumSize(44 * em(), 32 * em())
        column = QVBoxLayout(self)
        column.addWidget(text_label(screen, "gui.batch_intro", "quiet", wrap=True))
        grid = QGridLayout()
        column.addLayout(grid)
        self.application = QComboBox()
        for one in screen.session.kit.applications if screen.session.kit is not None else ():
            self.application.addItem(words(f"application.{one.id}"), one.id)
        grid.addWidget(text_label(screen, "gui.batch_application"), 0, 0)
        grid.addWidget(self.application, 0, 1)
        grid.addWidget(self._button("gui.batch_template", self._write_template), 0, 2)
        self.list_file, self.folder = QLineEdit(), QLineEdit()
        for row, (key, field, ask) in enumerate(
            (
                ("gui.batch_list", self.list_file, self._ask_list),
                ("gui.batch_folder", self.folder, self._ask_folder),
            ),
            1,
        ):
            words.set(field.setAccessibleName, key)
            field.textChanged.connect(self._ready)
            grid.addWidget(text_label(screen, key), row, 0)
            grid.addWidget(field, row, 1)
            grid.addWidget(self._button("gui.batch_choose", ask), row, 2)
        self.documents, self.like_open = QCheckBox(), QCheckBox()
        words.set(self.documents.setText, "gui.batch_documents")
        words.set(self.like_open.setText, "gui.batch_like_open")
        self.like_open.toggled.connect(self._follow_open)
        column.addWidget(self.documents)
        column.addWidget(self.like_open)
        line = QHBoxLayout()
        self.bar = QProgressBar()
        self.start_button = self._button("gui.batch_start", self.start)
        self.stop_button = self._button("gui.batch_stop", self.stop)
        self.stop_button.setEnabled(False)
        line.addWidget(self.bar, 1)
        line.addWidget(self.start_button)
        line.addWidget(self.stop_button)
        column.addLayout(line)
        self.state = label("", "quiet")
        column.addWidget(self.state)
        self.results = Scroll()
        column.addWidget(self.results, 1)
        self._open_button = self._button("gui.batch_open_folder", self._open_folder)
        self._open_button.setEnabled(False)
        column.addWidget(self._open_button, 0, Qt.AlignmentFlag.AlignRight)
        self._prefer("household")
        self._ready()

    def showEvent(self, event: QShowEvent) -> None:
        """The open project can be followed where there is one."""
        super().showEvent(event)
        there = self._screen.session.history is not None
        self.like_open.setEnabled(there)
        self.like_open.setChecked(there and self.like_open.isChecked())

    def _prefer(self, application: str) -> None:
        index = self.application.findData(application)
        if index >= 0:
            self.application.setCurrentIndex(index)

    def _button(self, key: str, pressed: object) -> QPushButton:
        button = QPushButton()
        button.setAutoDefault(False)
        self._screen.words.set(button.setText, key)
        button.clicked.connect(pressed)
        return button

    # what is asked

    def _ask_list(self) -> None:
        words = self._screen.words
        chosen, _ = QFileDialog.getOpenFileName(
            self, words("gui.batch_list"), str(Path.home()), words("gui.batch_filter")
        )
        if chosen:
            self.list_file.setText(chosen)
            if not self.folder.text():
                self.folder.setText(str(Path(chosen).with_suffix("")))

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self._screen.words("gui.batch_folder"))
        if chosen:
            self.folder.setText(chosen)

    def _write_template(self) -> None:
        words = self._screen.words
        name = words("gui.batch_template_name", application=self.application.currentText())
        chosen, _ = QFileDialog.getSaveFileName(
            self, words("gui.batch_template"), str(Path.home() / name), words("gui.batch_filter_excel")
        )
        if chosen:
            self.write_template(Path(chosen))

    def write_template(self, path: Path) -> None:
        """Write the empty list of the application on screen."""
        from ..applications.registry import application
        from ..batch.lists import template_for
        from ..project_file import ProjectFileFault, write_atomically
        from ..tables.catalog import load_catalog

        asked = application(self.application.currentData())
        try:
            content = template_for(path, asked, self._screen.words.language, load_catalog())
            write_atomically(path, content)
        except ProjectFileFault as fault:
            self._refused(fault.message)
            return
        self.list_file.setText(str(path))
        self.state.setText(self._screen.words("gui.batch_template_done", file=path.name))

    def _follow_open(self, on: bool) -> None:
        if on:
            self._prefer(self._screen.session.project.application)
        self.application.setEnabled(not on)

    def _ready(self) -> None:
        given = bool(self.list_file.text().strip()) and bool(self.folder.text().strip())
        self.start_button.setEnabled(given and self._worker is None)

    # the run

    def start(self) -> None:
        """Begin, or go on where the same batch was stopped."""
        from ..engine.figures import FrozenMap
        from ..project import Project

        base = Project(self.application.currentData(), FrozenMap())
        if self.like_open.isChecked():
            base = self._screen.session.project
        wish = BatchWish(
            Path(self.list_file.text().strip()),
            Path(self.folder.text().strip()),
            base,
            self.documents.isChecked(),
            self._screen.words.language,
        )
        worker = self._worker = BatchWorker(wish, self)
        worker.progressed.connect(self._progressed)
        worker.finished_with.connect(self._done)
        worker.failed.connect(self._refused)
        worker.finished.connect(self._ended)
        emptied(self.results.column)
        self.bar.setRange(0, 0)
        self.state.setText(self._screen.words("gui.batch_reading"))
        self.stop_button.setEnabled(True)
        self._open_button.setEnabled(False)
        self._ready()
        worker.start()

    def stop(self) -> None:
        """Ask the batch to end; what is done is kept."""
        if self._worker is not None:
            self._worker.stop()
            self.stop_button.setEnabled(False)
            self.state.setText(self._screen.words("gui.batch_stopping"))

    def _progressed(self, stage: str, done: int, total: int) -> None:
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)
        words = self._screen.words
        name = words(f"cli.batch_stage_{stage}")
        self.state.setText(words("cli.batch_progress", stage=name, done=done, total=total))

    def _done(self, result: BatchResult) -> None:
        words, found = self._screen.words, result.summary
        key = "gui.batch_stopped" if result.stopped else "gui.batch_done"
        self.state.setText(words(key, seconds=f"{result.seconds:.1f}"))
        column = self.results.column
        pairs = [(words(f"batch.{name}"), f"{found[name]:,}") for name in COUNTS]
        pairs.append((words.label("total_yuan"), money(found["totals"]["total_yuan"], words)))
        column.addWidget(figure_card(words("batch.sheet_summary"), pairs))
        models = [
            (f"{words('kind.' + one['kind'])} {one['model']}", f"{one['count']:,}")
            for one in found["models"]
            if one["kind"] in ("heat_pump", "water_heater")
        ]
        if models:
            column.addWidget(figure_card(words("batch.units"), models))
        if result.faults:
            column.addWidget(label(words("batch.sheet_faults"), "section"))
        for text in result.faults[:SHOWN_FAULTS]:
            shown = label(f"▲ {text}", "", "warning")
            column.addWidget(shown)
        if len(result.faults) > SHOWN_FAULTS:
            column.addWidget(label(words("gui.batch_more_faults", count=len(result.faults)), "quiet"))
        column.addStretch(1)
        self._open_button.setEnabled(True)

    def _refused(self, fault: Message) -> None:
        self.state.setText(self._screen.words.message(fault))
        self.bar.setRange(0, 1)

    def _ended(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.deleteLater()
        self.stop_button.setEnabled(False)
        if self.bar.maximum() == 0:
            self.bar.setRange(0, 1)
        self._ready()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self.folder.text().strip()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """A running batch is stopped first: its processes end with it."""
        if self._worker is not None:
            self._worker.stop()
            self._worker.wait()
        super().closeEvent(event)

    def reject(self) -> None:
        """Escape closes, a running batch is stopped."""
        self.close()
