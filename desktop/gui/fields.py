"""One question on a page: its label, the widget to answer in, the way back to the default, what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QWidget

from ..applications.questions import BadAnswer, check_value
from ..engine.figures import Value
from ..engine.messages import Message, message
from .editors import ChoiceEditor, DateEditor, FlagEditor
from .reading import read
from .rows_editor import RowsEditor
from .screen import Screen, mark, part
from .search import SearchEditor
from .text_editor import TextEditor

if TYPE_CHECKING:
    from ..applications.questions import Answer, Question

Editor = TextEditor | ChoiceEditor | FlagEditor | DateEditor | RowsEditor
COLUMN_LABEL, COLUMN_EDITOR, COLUMN_RESET = range(3)
MODELS = ("heat_pump_model", "water_heater_model")


class Field(QObject):
    """A question and its widgets; reads the answer from the session and writes it there."""

    def __init__(self, question: Question, screen: Screen, parent: QWidget) -> None:
        super().__init__(parent)
        self.question = question
        self._screen = screen
        self._fault: Message | None = None
        self.label = QLabel(parent)
        self.label.setWordWrap(True)
        self.editor = _editor(question, screen, parent)
        self.editor.setObjectName(question.name)
        self.label.setBuddy(self.editor)
        self.reset = QToolButton(parent)
        part(self.reset, "reset")
        screen.dress(self.reset, "reset", "muted")
        screen.words.set(self.reset.setToolTip, "gui.reset")
        screen.words.set(self.reset.setAccessibleName, "gui.reset")
        self._keep_room(True)
        self.note = QLabel(parent)
        self.note.setWordWrap(True)
        self.note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.note.hide()
        self.editor.given.connect(self._given)
        if isinstance(self.editor, SearchEditor):
            self.editor.offer(self._find)
        if isinstance(self.editor, TextEditor):
            self.editor.typing.connect(self._typing)
        if isinstance(self.editor, RowsEditor):
            self.editor.misread.connect(self._misread)
        self.reset.clicked.connect(lambda: screen.session.forget(question.name))
        screen.words.keep(self, self._say)

    def place(self, grid: QGridLayout, row: int) -> None:
        """Put the widgets into three rows of a grid; a table takes the whole width below its label."""
        top = Qt.AlignmentFlag.AlignVCenter
        if isinstance(self.editor, RowsEditor):
            grid.addWidget(self.label, row, COLUMN_LABEL, 1, 2, top)
            grid.addWidget(self.reset, row, COLUMN_RESET, top)
            grid.addWidget(self.editor, row + 1, COLUMN_LABEL, 1, 3)
            grid.addWidget(self.note, row + 2, COLUMN_LABEL, 1, 3)
            return
        grid.addWidget(self.label, row, COLUMN_LABEL, top)
        grid.addWidget(self.editor, row, COLUMN_EDITOR, top)
        grid.addWidget(self.reset, row, COLUMN_RESET, top)
        grid.addWidget(self.note, row + 1, COLUMN_EDITOR, 1, 2)

    def set_visible(self, visible: bool) -> None:
        """Show or hide the question."""
        for widget in (self.label, self.editor):
            widget.setVisible(visible)
        self.note.setVisible(visible and bool(self.note.text()))
        if not visible:
            self.reset.hide()
        self._keep_room(visible)

    def _keep_room(self, kept: bool) -> None:
        """Keep the room of the reset button where the question shows, and only there."""
        policy = self.reset.sizePolicy()
        if policy.retainSizeWhenHidden() != kept:
            policy.setRetainSizeWhenHidden(kept)
            self.reset.setSizePolicy(policy)

    @property
    def name(self) -> str:
        """The question's name."""
        return self.question.name

    # what stands in the field

    def refresh(self) -> None:
        """Show the answer as it is now, unless the field holds something that could not be read."""
        session = self._screen.session
        fault = session.unreadable.get(self.name)
        answer = self._answer()
        given = session.project.answers.get(self.name)
        if fault is None:
            value = given if self.name in session.project.answers else _default(answer)
            self.editor.show_value(value)
            if isinstance(self.editor, RowsEditor):
                self.editor.show_defaults(answer.rows if answer is not None else ())
        standing = (
            "user" if self.name in session.project.answers else answer.standing if answer else "missing"
        )
        mark(self.editor, "standing", standing)
        self.reset.setVisible(not self.editor.isHidden()
                              and (standing == "user" or fault is not None))  # fmt: skip
        self._complain(fault)
        self.editor.setToolTip(self._hint(answer))
        self.label.setToolTip(self.editor.toolTip())

    def _answer(self) -> Answer | None:
        outcome = self._screen.session.answers_outcome
        answers = outcome.answers if outcome is not None else None
        return answers[self.name] if answers is not None else None

    def _say(self) -> None:
        words = self._screen.words
        self.label.setText(words.label(self.name))
        self.editor.setAccessibleName(words.label(self.name))
        self.editor.setAccessibleDescription(words.help(self.name))
        if isinstance(self.editor, TextEditor):
            self.editor.set_unit(words.unit(self.name) if self.question.kind in ("number", "integer") else "")
        if self._fault is not None:
            self._complain(self._fault)

    # what the user does

    def _find(self, text: str) -> Sequence[tuple[str, str]]:
        kit = self._screen.session.kit
        if kit is None:
            return ()
        if self.question.kind == "place":
            return kit.find_places(text, self._screen.words.language)
        session, mode = self._screen.session, "hot_water" if self.name == "water_heater_model" else "heating"
        own = [] if session.history is None else session.project.own_models(mode)
        typed = text.strip().lower()
        first = [(model, model) for model in own if typed in model.lower()]
        return [*first, *kit.find_models(text, self.name)]

    def _read(self, raw: object) -> Value:
        kit = self._screen.session.kit
        if self.question.kind == "place" and kit is not None and not kit.find_places(str(raw), "zh"):
            raise BadAnswer(message("gui.place_unknown", question=self.name, value=str(raw)))
        if isinstance(raw, str) and isinstance(self.editor, TextEditor):
            return read(self.question, raw, self._screen.words.unit(self.name))
        return check_value(self.question, raw)

    def _given(self, raw: object) -> None:
        session = self._screen.session
        if isinstance(raw, str) and not raw.strip():
            session.forget(self.name)
            return
        try:
            value = self._read(raw)
        except BadAnswer as error:
            session.misread(self.name, error.message)
            self._complain(error.message)
            self.reset.show()
            return
        session.answer(self.name, value)

    def _misread(self, fault: Message) -> None:
        self._screen.session.misread(self.name, fault)
        self._complain(fault)
        self.reset.show()

    def _typing(self, text: str) -> None:
        """While something is wrong, say at every key whether it still is; not before one has finished."""
        if self._fault is None:
            return
        try:
            if text.strip():
                self._read(text)
        except BadAnswer as error:
            self._complain(error.message)
        else:
            self._complain(None)

    # what the field says

    def _complain(self, fault: Message | None) -> None:
        self._fault = fault
        mark(self.editor, "fault", "true" if fault else "false")
        mark(self.note, "tone", "bad" if fault else "")
        self.note.setText(f"✕ {self._screen.words.message(fault)}" if fault else "")
        self.note.setVisible(fault is not None and not self.editor.isHidden())

    def _hint(self, answer: Answer | None) -> str:
        """What the pointer finds: meaning, default, usual and allowed range, source."""
        words, question = self._screen.words, self.question
        lines = [words.help(self.name)]
        if answer is not None and answer.standing == "default" and answer.value != "":
            lines.append(words("gui.hint_default", value=words.value(self.name, answer.value)))
        if answer is not None and answer.low is not None and answer.high is not None:
            lines.append(words("gui.hint_usual", low=words.value(self.name, answer.low),
                               high=words.value(self.name, answer.high)))  # fmt: skip
        if question.low is not None and question.high is not None:
            lines.append(words("gui.hint_allowed", low=words.value(self.name, question.low),
                               high=words.value(self.name, question.high)))  # fmt: skip
        if answer is not None and answer.source:
            lines.append(words("gui.hint_source", source=self._source(answer.source)))
        return "\n".join(line for line in lines if line)

    def _source(self, identifier: str) -> str:
        kit = self._screen.session.kit
        source = kit.catalog.sources.get(identifier) if kit else None
        if source is None:
            return identifier
        standing = self._screen.words.known(f"standing.{source.standing}", source.standing)
        return f"{self._screen.words.known(f'source.{identifier}', source.title)} ({standing})"

    def flash(self) -> None:
        """Bring the field into view and give it the keyboard."""
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(self.editor, TextEditor):
            QTimer.singleShot(0, self.editor, self.editor.selectAll)


def _default(answer: Answer | None) -> Value | None:
    return None if answer is None or answer.standing == "missing" else answer.value


def _editor(question: Question, screen: Screen, parent: QWidget) -> Editor:
    match question.kind:
        case "choice":
            return ChoiceEditor(screen, question.name, question.choices, parent)
        case "flag":
            return FlagEditor(screen, parent)
        case "date":
            return DateEditor(parent)
        case "place":
            return SearchEditor(parent)
        case "rows":
            return RowsEditor(screen, question, parent)
        case _:
            return SearchEditor(parent) if question.name in MODELS else TextEditor(parent)
