"""The page of documents: a view of the very bytes that are exported and printed."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QPointF, Qt, QTemporaryDir, QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from ..tables.texts import LANGUAGES, Language
from .screen import Screen, em, label, mark, part, text_label
from .wheel import keep_still
from .work import Paper

ZOOM_STEP = 1.2
SETTLE_MS = 250
"""New results are set out before the next document is begun: both at once would freeze the window."""
SMALLEST_ZOOM, LARGEST_ZOOM = 0.3, 4.0


class DocumentsPage(QWidget):
    """Preview, the document's own language, export and print."""

    def __init__(self, screen: Screen, parent: QWidget | None = None) -> None:
        from PySide6.QtPdf import QPdfDocument
        from PySide6.QtPdfWidgets import QPdfView

        super().__init__(parent)
        self._screen = screen
        self.paper: Paper | None = None
        self._asked: tuple[object, str] | None = None
        self._folder = QTemporaryDir()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SETTLE_MS)
        self._wait.timeout.connect(self._ask)
        self.shown_file: Path | None = None
        self._document = QPdfDocument(self)
        self._view = QPdfView(self)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._view.setDocument(self._document)
        self._fit = QPdfView.ZoomMode.FitToWidth
        self._free = QPdfView.ZoomMode.Custom
        self._build()
        self._view.pageNavigator().currentPageChanged.connect(self._say_page)
        screen.session.outcome_changed.connect(self.refresh)
        screen.session.desk.printed.connect(self._printed)
        screen.words.keep(self, self._say)
        screen.appearance.keep(self, self._say)

    def _build(self) -> None:
        screen = self._screen
        column = QVBoxLayout(self)
        column.setContentsMargins(em(), em(), em(), em() // 2)
        top = QHBoxLayout()
        top.addWidget(text_label(screen, "gui.step_documents", "heading"), 1)
        self.export_button, self.print_button = QPushButton(), QPushButton()
        part(self.export_button, "main")
        screen.words.set(self.export_button.setText, "gui.export_pdf")
        screen.words.set(self.print_button.setText, "gui.print")
        screen.dress(self.export_button, "pdf", "on_accent")
        screen.dress(self.print_button, "print")
        top.addWidget(self.print_button)
        top.addWidget(self.export_button)
        column.addLayout(top)
        bar = QHBoxLayout()
        self.language = QComboBox()
        for language in LANGUAGES:
            self.language.addItem("", language)
        self.language.setCurrentIndex(LANGUAGES.index(screen.words.language))
        self.language.activated.connect(lambda _index: self.refresh())
        name = text_label(screen, "gui.document_language")
        name.setBuddy(self.language)
        screen.words.set(self.language.setAccessibleName, "gui.document_language")
        self._chapters = QComboBox()
        screen.words.set(self._chapters.setAccessibleName, "gui.chapters")
        self._chapters.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._chapters.setMinimumContentsLength(14)
        keep_still(self._chapters)
        keep_still(self.language)
        self.language.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._chapters.activated.connect(self._to_chapter)
        self._page = QLabel()
        bar.addWidget(name)
        bar.addWidget(self.language)
        bar.addSpacing(em())
        bar.addWidget(self._chapters, 1)
        bar.addWidget(self._page)
        for sign, hint, factor in (("−", "gui.zoom_out", 1 / ZOOM_STEP), ("+", "gui.zoom_in", ZOOM_STEP),
                                   ("↔", "gui.zoom_fit", 0.0)):  # fmt: skip
            button = QToolButton()
            button.setText(sign)
            screen.words.set(button.setToolTip, hint)
            screen.words.set(button.setAccessibleName, hint)
            button.clicked.connect(lambda _=False, factor=factor: self.zoom(factor))
            bar.addWidget(button)
        column.addLayout(bar)
        state = QHBoxLayout()
        self._sign, self._state = QLabel(), label("")
        state.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        state.addWidget(self._state, 1)
        column.addLayout(state)
        column.addWidget(self._view, 1)

    def _say(self) -> None:
        for index, language in enumerate(LANGUAGES):
            self.language.setItemText(index, self._screen.words(f"gui.language_{language}"))
        self._say_state()
        self._say_page()

    # the document in hand

    @property
    def document_language(self) -> Language:
        """The language the document is wanted in."""
        return LANGUAGES[max(0, self.language.currentIndex())]

    @property
    def fresh(self) -> bool:
        """Whether the document in view belongs to the project as it stands, in the language wanted."""
        session = self._screen.session
        return (
            self.paper is not None and self.paper.rendered is not None and session.fresh
            and self.paper.project == session.project and self.paper.language == self.document_language
        )  # fmt: skip

    @property
    def pdf(self) -> bytes | None:
        """The bytes in view, if they are fresh."""
        return self.paper.rendered.pdf if self.fresh and self.paper and self.paper.rendered else None

    def showEvent(self, event: object) -> None:
        """The document is made when somebody looks."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.refresh()

    def refresh(self) -> None:
        """Wish for the document of the outcome in hand, if it is in view and not there yet."""
        session = self._screen.session
        outcome = session.outcome
        ready = session.fresh and outcome is not None and outcome.quote is not None and not outcome.stale
        if ready and self.isVisible() and not self.fresh:
            self._wait.start()
        self._say_state()

    def _ask(self) -> None:
        session = self._screen.session
        outcome = session.outcome
        if not session.fresh or outcome is None or outcome.quote is None or outcome.stale or self.fresh:
            return
        wish = (outcome.project, self.document_language)
        if wish != self._asked:
            self._asked = wish
            session.desk.print(outcome, self.document_language)

    def _printed(self, paper: Paper) -> None:
        self._asked = None
        if self._screen.session.history is None or paper.project != self._screen.session.project:
            self.refresh()
            return
        self.paper = paper
        if paper.rendered is not None:
            self._load(paper.rendered.pdf)
        self.refresh()

    def _load(self, pdf: bytes) -> None:
        place = self._view.verticalScrollBar().value()
        self._document.close()
        old, self.shown_file = self.shown_file, Path(self._folder.filePath(f"{uuid4().hex}.pdf"))
        # a file, not a buffer: pages are drawn in a thread, and each read of a buffer made here would wait
        # for the interpreter while the calculation is running
        self.shown_file.write_bytes(pdf)
        self._document.load(str(self.shown_file))
        if old is not None:
            old.unlink(missing_ok=True)
        QTimer.singleShot(0, self._view, lambda: self._view.verticalScrollBar().setValue(place))
        self._fill_chapters()
        self._say_page()

    def _fill_chapters(self) -> None:
        from PySide6.QtPdf import QPdfBookmarkModel

        marks = QPdfBookmarkModel(self)
        marks.setDocument(self._document)
        self._chapters.clear()
        title, page = int(QPdfBookmarkModel.Role.Title), int(QPdfBookmarkModel.Role.Page)
        for row in range(marks.rowCount()):
            index = marks.index(row, 0)
            self._chapters.addItem(str(index.data(title)), index.data(page))
        self._chapters.setVisible(self._chapters.count() > 0)
        marks.deleteLater()

    def _to_chapter(self, index: int) -> None:
        self._view.pageNavigator().jump(int(self._chapters.itemData(index)), QPointF(0, 0))

    def zoom(self, factor: float) -> None:
        """Show the pages larger or smaller; 0 fits them to the width."""
        if factor == 0.0:
            self._view.setZoomMode(self._fit)
            return
        before = self._view.zoomFactor()
        if self._view.zoomMode() == self._fit and self._document.pageCount():
            points = self._document.pagePointSize(0).width()
            before = self._view.viewport().width() / (points * self.logicalDpiX() / 72)
        self._view.setZoomMode(self._free)
        self._view.setZoomFactor(min(LARGEST_ZOOM, max(SMALLEST_ZOOM, before * factor)))

    # what is said of it

    def _say_page(self) -> None:
        count = self._document.pageCount()
        page = self._view.pageNavigator().currentPage() + 1
        self._page.setText(self._screen.words("gui.page_of", page=page, pages=count) if count else "")

    def _say_state(self) -> None:
        sign, tone, text = self._situation()
        self._screen.picture(self._sign, sign, tone)
        self._state.setText(text)
        mark(self._state, "tone", tone if tone in ("bad", "warning", "good") else "")
        for button in (self.export_button, self.print_button):
            button.setEnabled(self.fresh)
        self._view.setEnabled(self.fresh)

    def _situation(self) -> tuple[str, str, str]:
        words, session = self._screen.words, self._screen.session
        outcome = session.outcome
        for fault in session.unreadable.values():
            return "fault", "bad", words("gui.state_stale", reason=words.message(fault))
        if outcome is not None and session.fresh and outcome.fault is not None:
            return "fault", "bad", words.message(outcome.fault)
        if self.paper is not None and self.paper.fault is not None and self.paper.project == session.project:
            return "fault", "bad", words.message(self.paper.fault)
        if not self.fresh or self.paper is None or self.paper.rendered is None:
            return "busy", "muted", words("gui.document_busy")
        missing = self.paper.rendered.missing
        if missing:
            return (
                "warning",
                "warning",
                words("gui.document_missing", characters=" ".join(sorted(map(str, missing)))),
            )
        size = f"{len(self.paper.rendered.pdf) / 1e6:.2f}"
        return "done", "good", words("gui.document_fresh", pages=self.paper.rendered.page_count, size=size)

    def print_to(self, parent: QWidget) -> None:
        """Let the user choose a printer and print the pages in view."""
        if self.fresh:
            from .printing import ask_and_print

            ask_and_print(self._document, self._screen, parent)
