"""The page of topics: noise, stages, rivals and whatever else a project asks for, a section each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from .charts import chart_card
from .figures import rows
from .results import check_card, figure_card
from .screen import Screen, em, emptied, label, part, text_label
from .scrolling import Page
from .tables import Cell, WholeTable

if TYPE_CHECKING:
    from ..design.records import FigureTable, TableRow, Topic
    from ..engine.figures import Value
    from ..engine.messages import Check

TONES = {"good": "✓ ", "warning": "▲ ", "bad": "✕ "}


class TopicsPage(Page):
    """Shows the topics of the outcome when somebody looks, one after the other and between them a breath."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen, "gui.step_topics")
        self._screen = screen
        self.column.addWidget(text_label(screen, "gui.topics_intro", "quiet", wrap=True))
        self._sections = QVBoxLayout()
        self._sections.setSpacing(em())
        self.column.addLayout(self._sections)
        self.column.addStretch(1)
        self._shown: tuple[Topic, ...] | None = None
        self._waiting: list[Topic] = []
        self._said: set[tuple[str, str, str]] = set()
        screen.session.outcome_changed.connect(self.refresh)
        screen.words.keep(self, self._again)
        screen.appearance.keep(self, self._again)

    def _again(self) -> None:
        self._shown = None
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """The topics are set out when somebody looks."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self.refresh)

    def refresh(self) -> None:
        """Show the topics of the outcome, if the page is in view."""
        outcome = self._screen.session.outcome
        self.inside.setEnabled(self._screen.session.fresh)
        if not self.isVisible():
            return
        found = outcome.design.topics if outcome is not None and outcome.design is not None else None
        if found is self._shown and found is not None:
            return
        self._shown = found
        emptied(self._sections)
        self._waiting = list(found or ())
        self._said.clear()
        if not found:
            key = "gui.no_results" if found is None else "gui.no_topics"
            self._sections.addWidget(label(self._screen.words(key), "quiet"))
        self._next()

    def _next(self) -> None:
        """Set out one topic and come back for the next, so that the window answers in between."""
        if not self._waiting:
            return
        self._sections.addWidget(self._section(self._waiting.pop(0)))
        QTimer.singleShot(0, self, self._next)

    def _section(self, topic: Topic) -> QWidget:
        words = self._screen.words
        section = QWidget()
        column = QVBoxLayout(section)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em() // 2)
        title = words(f"topic.{topic.id}")
        intro = words.known(f"topic.{topic.id}.intro", "")
        column.addWidget(label(title, "title"))
        if intro:
            column.addWidget(label(intro, "quiet"))
        pairs = rows(topic.figures, words)
        if pairs:
            column.addWidget(figure_card("", pairs))
        for table in topic.tables:
            column.addWidget(self._table(table))
        for chart in topic.charts.values():
            if chart.series:
                column.addWidget(chart_card(self._screen, chart))
        for check in self._not_yet_said(topic.checks):
            column.addWidget(check_card(self._screen, check))
        for note in topic.notes:
            column.addWidget(label(f"· {words.message(note)}", "quiet"))
        return section

    def _not_yet_said(self, checks: Sequence[Check]) -> list[Check]:
        """The checks that no topic before has shown in the same words."""
        found = []
        for check in checks:
            words = (check.rule, check.severity, self._screen.words.message(check.message))
            if words not in self._said:
                self._said.add(words)
                found.append(check)
        return found

    def _table(self, table: FigureTable) -> QFrame:
        words = self._screen.words
        card = QFrame()
        part(card, "card")
        grid = QGridLayout(card)
        caption: QLabel = label(words(f"topic_table.{table.id}"), "section")
        grid.addWidget(caption, 0, 0)
        view = WholeTable()
        heads = [words(f"topic_table.{table.id}.rows"), *(self._head(name) for name in table.columns)]
        view.show_rows(heads, [self._row(table, row) for row in table.rows])
        grid.addWidget(view, 1, 0)
        return card

    def _head(self, name: str) -> str:
        words = self._screen.words
        unit = words.unit(name)
        return f"{words.label(name)} / {unit}" if unit else words.label(name)

    def _row(self, table: FigureTable, row: TableRow) -> list[Cell]:
        words = self._screen.words
        name = row.label if isinstance(row.label, str) else words.message(row.label)
        cells = [Cell(TONES.get(row.tone, "") + name)]
        return cells + [
            self._cell(column, value) for column, value in zip(table.columns, row.cells, strict=True)
        ]

    def _cell(self, column: str, value: Value | None) -> Cell:
        """A figure without its unit, which the head says; a word; a dash where there is nothing."""
        words = self._screen.words
        if value is None:
            return Cell("–")
        if isinstance(value, int | float) and not isinstance(value, bool):
            return Cell(words.texts.number(column, value, grouping=True), float(value))
        return Cell(words.value(column, value))
