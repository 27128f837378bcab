"""The page of options: the best three by each objective, why the others fell out, what a change did."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
)

from .charts import chart_card
from .results import measured, rejection_rows
from .screen import Screen, em, emptied, label, part, text_label
from .scrolling import Page
from .tables import CellTable
from .work import Outcome

if TYPE_CHECKING:
    from ..design.comparison import ModelChange
    from ..design.records import Design, Option

CHANGES_SHOWN = 12
FRONTS = "front"
"""How the names begin of the charts of first cost against yearly cost, one a kind of unit."""
LONG_NAME = 18
MODEL_QUESTIONS = {
    "heat_pump": "heat_pump_model", "water_heater": "water_heater_model",
    "heat_pump_machine": "heat_pump_model",
}  # fmt: skip


class OptionsPage(Page):
    """Ranked options side by side; one click takes one, another gives the choice back to the ranking."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen, "gui.step_options")
        self._screen = screen
        self.column.addWidget(text_label(screen, "gui.options_intro", "quiet", wrap=True))
        self._cards = QVBoxLayout()
        self._cards.setSpacing(em())
        self.column.addLayout(self._cards)
        self._changes = label("", "quiet")
        self._changes.setVisible(False)
        self.column.addWidget(self._changes)
        row = QHBoxLayout()
        row.addWidget(text_label(screen, "gui.rejections_all", "section"), 1)
        self._find = QLineEdit()
        self._find.setClearButtonEnabled(True)
        screen.words.set(self._find.setPlaceholderText, "gui.filter")
        screen.words.set(self._find.setAccessibleName, "gui.filter")
        row.addWidget(self._find, 1)
        self.column.addLayout(row)
        self._rejections = CellTable()
        self._rejections.setMinimumHeight(16 * em())
        self._find.textChanged.connect(self._rejections.filter)
        self.column.addWidget(self._rejections, 1)
        self._shown: Outcome | None = None
        self._design: Design | None = None
        self._before: Design | None = None
        screen.session.outcome_changed.connect(self.refresh)
        screen.words.keep(self, self._again)
        screen.appearance.keep(self, self._again)

    def _again(self) -> None:
        self._shown = None
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """The options are set out when somebody looks."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self.refresh)

    def refresh(self) -> None:
        """Show the options of the outcome, if the page is in view."""
        outcome = self._screen.session.outcome
        self.inside.setEnabled(self._screen.session.fresh)
        self._remember(outcome)
        if not self.isVisible() or (outcome is self._shown and outcome is not None):
            return
        self._shown = outcome
        emptied(self._cards)
        if outcome is None or outcome.design is None:
            self._cards.addWidget(label(self._screen.words("gui.no_results"), "quiet"))
            self._rejections.show_rows((), ())
            return
        self._tell_changes()
        groups: dict[tuple[str, str], list[Option]] = {}
        for option in outcome.design.options:
            groups.setdefault((option.kind, option.objective), []).append(option)
        for (kind, objective), options in groups.items():
            self._cards.addWidget(self._card(outcome, kind, objective, options))
        for name, chart in outcome.design.charts.items():
            if name.startswith(FRONTS):
                self._cards.addWidget(chart_card(self._screen, chart))
        heads, lines = rejection_rows(self._screen, outcome)
        self._rejections.show_rows(heads, lines)
        self._rejections.filter(self._find.text())

    def _remember(self, outcome: Outcome | None) -> None:
        """Keep the design before the last change, looked at or not, to say what the change did."""
        design = outcome.design if outcome is not None else None
        if design is not None and design is not self._design:
            last, use = self._design, design.project.application
            self._before = last if last is not None and last.project.application == use else None
            self._design = design

    def _tell_changes(self) -> None:
        """Which models the last change brought back or shut out, and by which rule."""
        from ..design.comparison import changes  # the design is worked out elsewhere; not at start-up

        found = changes(self._before, self._design) if self._before and self._design else ()
        lines = [self._told(one) for one in found[:CHANGES_SHOWN]]
        if len(found) > CHANGES_SHOWN:
            lines.append(self._screen.words("gui.changes_more", count=len(found) - CHANGES_SHOWN))
        self._changes.setText("\n".join(lines))
        self._changes.setVisible(bool(lines))

    def _told(self, one: ModelChange) -> str:
        reason = one.before if one.change == "back" else one.after
        assert reason is not None
        words = self._screen.words
        value, limit = (measured(words, reason.quantity, each).text for each in (reason.value, reason.limit))
        return words(f"change.{one.change}", model=one.model, rule=reason.rule, value=value, limit=limit)

    def _card(self, outcome: Outcome, kind: str, objective: str, options: Sequence[Option]) -> QFrame:
        """A group of options: a figure a row, an option a column."""
        words = self._screen.words
        card = QFrame()
        part(card, "card")
        grid = QGridLayout(card)
        grid.setContentsMargins(em(), em() // 2, em(), em() // 2)
        grid.setHorizontalSpacing(em())
        grid.setVerticalSpacing(em() // 4)
        grid.setColumnStretch(0, 3)
        title = f"{words.known(f'kind.{kind}', kind)} · {words.choice('ranking_objective', objective)}"
        grid.addWidget(label(title, "section", wrap=False), 0, 0, 1, len(options) + 1)
        names = list(dict.fromkeys(name for option in options for name in option.figures))
        for row, name in enumerate(names, 3):
            grid.addWidget(_row_head(words.label(name)), row, 0)
        grid.addWidget(_row_head(words("gui.option_holds")), len(names) + 3, 0)
        for column, option in enumerate(options, 1):
            grid.setColumnStretch(column, 1)
            self._column(grid, column, option, names)
            grid.addWidget(self._button(outcome, option), len(names) + 4, column, Qt.AlignmentFlag.AlignRight)
        free = self._free(kind)
        if free is not None:
            grid.addWidget(free, len(names) + 4, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _column(self, grid: QGridLayout, column: int, option: Option, names: Sequence[str]) -> None:
        words = self._screen.words
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        family = self._family(option.family)
        name = f"{option.count} × {option.model}"
        texts = [label(words("gui.option_rank", rank=option.rank), "quiet", wrap=False),
                 label(name, "section", wrap=len(name) > LONG_NAME)]  # fmt: skip
        figures = [option.figures.get(name) for name in names]
        texts += [label("–" if figure is None else words.value(name, figure), wrap=False)
                  for name, figure in zip(names, figures, strict=True)]  # fmt: skip
        texts.append(label(words("gui.holds"), wrap=False) if option.order_holds
                     else label(f"▲ {words('gui.holds_not')}", "", "warning", wrap=False))  # fmt: skip
        texts[1].setToolTip(family)
        for row, text in enumerate(texts, 1):
            text.setAlignment(right)
            grid.addWidget(text, row, column)

    def _family(self, family: str) -> str:
        kit = self._screen.session.kit
        return kit.family_label(family, self._screen.words.language) if kit is not None else family

    def _button(self, outcome: Outcome, option: Option) -> QPushButton:
        """Takes an option; already pressed for the one that was taken."""
        assert outcome.design is not None
        chosen = {(one.kind, one.model, one.count) for one in outcome.design.equipment}
        mine = (option.kind, option.model, option.count) in chosen
        words, session = self._screen.words, self._screen.session
        button = QPushButton(f"✓ {words('gui.option_chosen')}" if mine else words("gui.option_take"))
        button.setAccessibleName(f"{button.text()} {option.model}")
        question = MODEL_QUESTIONS.get(option.kind, "")
        button.setEnabled(not mine and bool(question))
        button.clicked.connect(lambda: session.answer(question, option.model))
        return button

    def _free(self, kind: str) -> QPushButton | None:
        session = self._screen.session
        question = MODEL_QUESTIONS.get(kind, "")
        if not session.project.answers.get(question):
            return None
        free = QPushButton(self._screen.words("gui.option_free"))
        part(free, "link")
        free.clicked.connect(lambda: session.forget(question))
        return free


def _row_head(text: str) -> QLabel:
    """The name of a figure; gives way where the window is narrow, and can then be read by the pointer."""
    made = label(text, "quiet", wrap=False)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    made.setMinimumWidth(8 * em())
    made.setToolTip(text)
    return made
