"""The page one works on: steps left, the form in the middle, results right."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from .declared_page import DeclaredPage
from .documents_page import DocumentsPage
from .form import FormPage, group_state
from .options_page import OptionsPage
from .own_units_page import OwnUnitsPage
from .results import ResultsPane
from .screen import Screen, em
from .topics_page import TopicsPage

if TYPE_CHECKING:
    from ..applications.questions import Question

OPTIONS, TOPICS, DECLARED, DOCUMENTS = "options", "topics", "declared", "documents"
OWN_UNITS = "own_units"
RESULT_STEPS = (OPTIONS, TOPICS, OWN_UNITS, DECLARED, DOCUMENTS)
SIGNS = {"done": ("done", "good"), "warning": ("warning", "warning"), "fault": ("fault", "bad"),
         "empty": ("empty", "muted")}  # fmt: skip


class Workspace(QWidget):
    """Holds the pages of the project in hand; ``step_changed(int)`` when another is shown."""

    step_changed = Signal(int)

    def __init__(self, screen: Screen, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._screen = screen
        self._application = ""
        self.forms: dict[str, FormPage] = {}
        self._questions: dict[str, tuple[Question, ...]] = {}
        self.steps = QListWidget()
        self.steps.setObjectName("steps")
        self.steps.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.steps.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.steps.setWordWrap(True)
        screen.words.set(self.steps.setAccessibleName, "gui.steps")
        self.pages = QStackedWidget()
        self.results = ResultsPane(screen)
        self.options = OptionsPage(screen)
        self.topics = TopicsPage(screen)
        self.documents: DocumentsPage | None = None
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        for number, widget in enumerate((self.steps, self.pages, self.results)):
            self._splitter.addWidget(widget)
            self._splitter.setCollapsible(number, False)
        for number, stretch in enumerate((0, 5, 3)):
            self._splitter.setStretchFactor(number, stretch)
        self._splitter.setHandleWidth(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._splitter)
        self.steps.currentRowChanged.connect(self._show)
        screen.session.opened.connect(self.rebuild)
        screen.session.edited.connect(self._refresh)
        screen.session.outcome_changed.connect(self._mark_steps)
        screen.words.keep(self, self._say)
        screen.appearance.keep(self, self._size)

    def _size(self) -> None:
        self.steps.setMinimumWidth(9 * em())
        self.steps.setIconSize(QSize(em(), em()))
        self.pages.setMinimumWidth(22 * em())
        self.results.setMinimumWidth(19 * em())
        width = self.width() or 80 * em()
        steps, results = 11 * em(), max(21 * em(), round(width * 0.31))
        self._splitter.setSizes([steps, width - steps - results, results])
        self._mark_steps()

    # pages

    def rebuild(self) -> None:
        """Make the pages of another application; those of the same one only show another project."""
        session = self._screen.session
        if session.kit is None or session.history is None:
            return
        if session.project.application != self._application:
            self._application = session.project.application
            self._make_pages()
        self._refresh()
        self.steps.setCurrentRow(0)
        self.options.refresh()

    def _make_pages(self) -> None:
        session = self._screen.session
        assert session.kit is not None
        application = session.kit.application(self._application)
        for form in self.forms.values():
            self.pages.removeWidget(form)
            form.deleteLater()
        self.forms = {}
        self._questions = {
            group: tuple(one for one in application.questions if one.group == group)
            for group in application.groups
        }
        self.steps.blockSignals(True)
        self.steps.clear()
        for group in application.groups:
            self._add_step(group)
        for name in RESULT_STEPS:
            self._add_step(name)
        self.steps.blockSignals(False)
        self.pages.addWidget(self.options)
        self.pages.addWidget(self.topics)
        self._say()

    def _add_step(self, name: str) -> None:
        item = QListWidgetItem()
        item.setData(Qt.ItemDataRole.UserRole, name)
        self.steps.addItem(item)

    def _say(self) -> None:
        words = self._screen.words
        for row in range(self.steps.count()):
            item = self.steps.item(row)
            name = item.data(Qt.ItemDataRole.UserRole)
            key = f"gui.step_{name}" if name in RESULT_STEPS else f"group.{name}"
            item.setText(words.known(key, name))
        self._mark_steps()
        if self._screen.session.history is not None:
            self._refresh()

    def _show(self, row: int) -> None:
        item = self.steps.item(row)
        if item is None:
            return
        name = item.data(Qt.ItemDataRole.UserRole)
        if name == DOCUMENTS:
            self.pages.setCurrentWidget(self.documents_page())
        else:
            self.pages.setCurrentWidget(self._page(name))
        self.step_changed.emit(row)

    def _page(self, name: str) -> QWidget:
        if name == DECLARED:
            return self.declared
        if name == OWN_UNITS:
            return self.own_units
        return {OPTIONS: self.options, TOPICS: self.topics}.get(name) or self.form(name)

    @cached_property
    def declared(self) -> DeclaredPage:
        """The page of declared labels and prices, made when it is first wanted."""
        made = DeclaredPage(self._screen)
        self.pages.addWidget(made)
        return made

    @cached_property
    def own_units(self) -> OwnUnitsPage:
        """The page of units of the user's own, made when it is first wanted."""
        made = OwnUnitsPage(self._screen)
        self.pages.addWidget(made)
        return made

    def form(self, group: str) -> FormPage:
        """The page of a group of questions, made when it is first wanted."""
        if group not in self.forms:
            made = self.forms[group] = FormPage(self._screen, group, self._questions[group])
            self.pages.addWidget(made)
            if self._screen.session.history is not None:
                made.refresh()
        return self.forms[group]

    def documents_page(self) -> DocumentsPage:
        """The page of documents, made when it is first wanted."""
        if self.documents is None:
            self.documents = DocumentsPage(self._screen)
            self.pages.addWidget(self.documents)
        return self.documents

    def go_to_step(self, row: int) -> None:
        """Show a step by its number."""
        if 0 <= row < self.steps.count():
            self.steps.setCurrentRow(row)

    def go_to_step_named(self, name: str) -> None:
        """Show a step by its name."""
        for row in range(self.steps.count()):
            if self.steps.item(row).data(Qt.ItemDataRole.UserRole) == name:
                self.steps.setCurrentRow(row)

    def go_to_field(self, name: str) -> None:
        """Show a field and give it the keyboard."""
        for group, questions in self._questions.items():
            if name in {question.name for question in questions}:
                self.go_to_step_named(group)
                form = self.form(group)
                QTimer.singleShot(0, form, lambda form=form: form.go_to(name))

    def field_at_focus(self) -> str | None:
        """The name of the question that has the keyboard."""
        widget = self.focusWidget()
        name = widget.objectName() if widget is not None else ""
        return name if any(name in form.fields for form in self.forms.values()) else None

    # state

    def _refresh(self) -> None:
        if self._screen.session.history is None:
            return
        shown = self.pages.currentWidget()
        for form in self.forms.values():
            form.wants_refresh = True
            if form is shown:
                form.refresh()
        self._mark_steps()

    def _mark_steps(self) -> None:
        for row in range(self.steps.count()):
            item = self.steps.item(row)
            state = self._state(item.data(Qt.ItemDataRole.UserRole))
            sign, tone = SIGNS[state]
            item.setIcon(self._screen.icon(sign, tone))
            item.setToolTip(self._screen.words(f"gui.step_{state}"))
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, item.toolTip())

    def _state(self, name: str) -> str:
        session = self._screen.session
        if session.history is None:
            return "empty"
        if name in self._questions:
            return group_state(self._questions[name], session)
        if name == OWN_UNITS:
            return "done" if session.project.own_units else "empty"
        outcome = session.outcome
        if outcome is None or not session.fresh or outcome.design is None or outcome.stale:
            return "empty"
        if name == DOCUMENTS:
            return "warning" if outcome.quote is not None and outcome.quote.price_assumed else "done"
        if name == DECLARED:
            chosen = {verdict.model for verdict in outcome.design.tiers if verdict.tier is None}
            return "warning" if chosen else "done"
        return (
            "warning"
            if any(one.severity in ("warning", "fault") for one in outcome.design.all_checks)
            else "done"
        )
