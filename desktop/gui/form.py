"""The page of a group of questions: common ones first, the others folded away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton

from .fields import COLUMN_EDITOR, COLUMN_LABEL, COLUMN_RESET, Field
from .screen import Screen, em, part
from .scrolling import Page
from .weather_bar import WeatherBar

if TYPE_CHECKING:
    from ..applications.questions import Question
    from .session import Session

WEATHER_GROUP = "climate"


class FormPage(Page):
    """The questions of one group."""

    def __init__(self, screen: Screen, group: str, questions: tuple[Question, ...]) -> None:
        super().__init__(screen, f"group.{group}")
        self._screen = screen
        self.group = group
        self.wants_refresh = True
        self.fields = {}
        if group == WEATHER_GROUP:
            self.column.addWidget(WeatherBar(screen))
        common = [question for question in questions if not question.advanced]
        advanced = [question for question in questions if question.advanced]
        if common:
            self.column.addWidget(self._card(common))
        self._fold = QPushButton()
        part(self._fold, "fold")
        self._fold.setCheckable(True)
        self._more = self._card(advanced) if advanced else QFrame()
        self.column.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        self._fold.setVisible(bool(advanced) and bool(common))
        self.column.addWidget(self._more)
        self.column.addStretch(1)
        self._fold.toggled.connect(self._folded)
        self._fold.setChecked(not common)
        self._folded(not common)
        screen.words.keep(self._fold, lambda: self._folded(self._fold.isChecked()))
        screen.appearance.keep(self._fold, lambda: self._folded(self._fold.isChecked()))

    fields: dict[str, Field]

    def _card(self, questions: list[Question]) -> QFrame:
        card = QFrame()
        part(card, "card")
        grid = QGridLayout(card)
        grid.setContentsMargins(em(), em() // 2, em() // 2, em() // 2)
        grid.setHorizontalSpacing(em() // 2)
        grid.setVerticalSpacing(em() // 4)
        grid.setColumnStretch(COLUMN_LABEL, 5)
        grid.setColumnStretch(COLUMN_EDITOR, 5)
        grid.setColumnStretch(COLUMN_RESET, 0)
        for number, question in enumerate(questions):
            field = Field(question, self._screen, card)
            field.place(grid, 3 * number)
            self.fields[question.name] = field
        return card

    def _folded(self, open_: bool) -> None:
        words = self._screen.words
        count = sum(field.question.advanced for field in self.fields.values())
        self._fold.setText(words("gui.less" if open_ else "gui.more", field_count=count))
        self._fold.setIcon(self._screen.icon("unfolded" if open_ else "folded", "accent"))
        self._more.setVisible(open_ and count > 0)

    def refresh(self) -> None:
        """Show all answers as they are now; hide what does not matter with them."""
        self.wants_refresh = False
        outcome = self._screen.session.answers_outcome
        for name, field in self.fields.items():
            field.set_visible(outcome is None or outcome.answers is None or name in outcome.relevant)
            field.refresh()

    def go_to(self, name: str) -> None:
        """Bring a field into view."""
        field = self.fields[name]
        if field.question.advanced:
            self._fold.setChecked(True)
        field.flash()
        self.ensureWidgetVisible(field.editor, 0, 4 * em())

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while another page was in view."""
        super().showEvent(event)
        if self.wants_refresh and self._screen.session.history is not None:
            self.refresh()


def group_state(questions: tuple[Question, ...], session: Session) -> str:
    """``fault`` where a field cannot be read, ``empty`` where an answer is missing, else ``done``."""
    if any(question.name in session.unreadable for question in questions):
        return "fault"
    outcome = session.answers_outcome
    if outcome is None or outcome.answers is None:
        return "empty"
    lacking = [question.name for question in questions if question.required
               and question.name in outcome.relevant and question.name not in outcome.answers]  # fmt: skip
    return "empty" if lacking else "done"
