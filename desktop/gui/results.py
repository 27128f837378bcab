"""The pane at the right: what the project comes to, at once and never stale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsOpacityEffect,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ..engine.messages import Check
from .charts import ChartList
from .figures import Headline, cards, headlines
from .screen import Screen, em, emptied, label, mark, part
from .scrolling import Scroll
from .tables import Cell, CellTable
from .work import Outcome

if TYPE_CHECKING:
    from ..design.records import Design
    from .words import Words

SEVERITIES = ("fault", "warning", "info", "pass")
ICONS = {"fault": "fault", "warning": "warning", "info": "info", "pass": "done"}
TONES = {"fault": "bad", "warning": "warning", "info": "muted", "pass": "good"}
LONG_PAIR = 16
TABS = ("results", "checks", "charts", "rejections")


def figure_card(title: str, pairs: Sequence[tuple[str, str]]) -> QFrame:
    """A card of figures, label left and value right; without a title where that stands above the card."""
    card = QFrame()
    part(card, "card")
    grid = QGridLayout(card)
    grid.setContentsMargins(em() // 2, em() // 2, em() // 2, em() // 2)
    grid.setVerticalSpacing(em() // 5)
    grid.setColumnStretch(0, 1)
    if title:
        grid.addWidget(label(title, "section"), 0, 0, 1, 2)
    for row, (name, value) in enumerate(pairs, 1):
        grid.addWidget(label(name, "quiet"), row, 0)
        shown = label(value, wrap=len(value) > 24)
        shown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(shown, row, 1)
    return card


def headline_card(headline: Headline) -> QFrame:
    """A card with one figure shown large."""
    card = QFrame()
    part(card, "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(em() // 2, em() // 3, em() // 2, em() // 3)
    column.setSpacing(0)
    column.addWidget(label(headline.label, "quiet"))
    column.addWidget(label(headline.value, "figure"))
    if headline.remark:
        mark_of = {"warning": "▲ ", "bad": "✕ ", "good": "✓ "}.get(headline.tone, "")
        column.addWidget(
            label(mark_of + headline.remark, "quiet" if not headline.tone else "", headline.tone)
        )
    column.addStretch(1)
    return card


def check_card(screen: Screen, check: Check) -> QFrame:
    """A card with the outcome of a check: its sign, the rule, the sentence."""
    card = QFrame()
    part(card, "card")
    grid = QGridLayout(card)
    grid.setContentsMargins(em() // 2, em() // 3, em() // 2, em() // 3)
    grid.setVerticalSpacing(0)
    grid.setColumnStretch(1, 1)
    sign = QLabel()
    screen.picture(sign, ICONS[check.severity], TONES[check.severity])
    sign.setToolTip(screen.words(f"gui.severity_{check.severity}"))
    grid.addWidget(sign, 0, 0, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(label(screen.words.known(f"rule.{check.rule}", check.rule), "section"), 0, 1)
    grid.addWidget(label(screen.words.message(check.message)), 1, 1)
    return card


class ResultsPane(QWidget):
    """State line and tabs. Shows ``session.outcome``; greyed with the reason while that is not fresh."""

    def __init__(self, screen: Screen, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._screen = screen
        self._shown: Outcome | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(em() // 2, em() // 2, em() // 2, 0)
        column.setSpacing(em() // 2)
        strip = QFrame()
        part(strip, "strip")
        line = QHBoxLayout(strip)
        line.setContentsMargins(em() // 2, em() // 4, em() // 2, em() // 4)
        self._sign, self.state = QLabel(), label("")
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.state, 1)
        column.addWidget(strip)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._results, self._checks = Scroll(), Scroll()
        self._charts = ChartList(screen)
        self._rejections = CellTable(lines=2)
        for name, page in zip(
            TABS, (self._results, self._checks, self._charts, self._rejections), strict=True
        ):
            self.tabs.addTab(page, name)
        column.addWidget(self.tabs, 1)
        self._empty_tabs = set(TABS)
        self.tabs.currentChanged.connect(self._fill_tab)
        self._veil = QGraphicsOpacityEffect(self.tabs)
        self._veil.setOpacity(0.45)
        self._veil.setEnabled(False)
        self.tabs.setGraphicsEffect(self._veil)
        screen.session.outcome_changed.connect(self.refresh)
        screen.words.keep(self, self._say)
        screen.appearance.keep(self, self._say)

    def _say(self) -> None:
        for index, name in enumerate(TABS):
            self.tabs.setTabText(index, self._screen.words(f"gui.tab_{name}"))
        self._shown = None
        self.refresh()

    # state

    def refresh(self) -> None:
        """Show the outcome as it is now."""
        session = self._screen.session
        outcome = session.outcome
        sign, tone, text = self._state()
        self._screen.picture(self._sign, sign, tone)
        self.state.setText(text)
        mark(self.state, "tone", tone if tone in ("bad", "warning", "good") else "")
        fresh = session.fresh and outcome is not None and outcome.fault is None
        self._veil.setEnabled(not fresh)
        if outcome is not self._shown and outcome is not None:
            self._shown = outcome
            self._fill(outcome)
        elif outcome is None:
            self._shown = None
            self._clear()

    def _state(self) -> tuple[str, str, str]:
        words, session = self._screen.words, self._screen.session
        if session.history is None:
            return "empty", "muted", words("gui.state_none")
        for fault in session.unreadable.values():
            return "fault", "bad", words("gui.state_stale", reason=words.message(fault))
        outcome = session.outcome
        if outcome is None or not session.fresh:
            return "busy", "muted", words("gui.state_busy")
        if outcome.fault is not None:
            sign, tone = ("empty", "warning") if outcome.missing else ("fault", "bad")
            text = words.message(outcome.fault)
            return sign, tone, words("gui.state_stale", reason=text) if outcome.design else text
        return "done", "good", words("gui.state_fresh", seconds=f"{outcome.seconds:.2f}")

    # content

    def _clear(self) -> None:
        """Empty the tabs; what is behind them is set out when it is looked at."""
        self._empty_tabs = set(TABS)
        emptied(self._results.column)
        emptied(self._checks.column)
        self._charts.show_charts({})
        self._rejections.show_rows((), ())

    def _fill(self, outcome: Outcome) -> None:
        self._clear()
        if outcome.design is None:
            if outcome.fault is not None:
                self._results.column.addWidget(label(self._screen.words("gui.no_results"), "quiet"))
            self._results.column.addStretch(1)
            return
        self._say_counts(outcome.design)
        self._fill_tab()

    def _say_counts(self, design: Design) -> None:
        words = self._screen.words
        serious = sum(check.severity in ("fault", "warning") for check in design.all_checks)
        title = words("gui.tab_checks")
        self.tabs.setTabText(TABS.index("checks"), f"{title} ▲{serious}" if serious else title)
        self.tabs.setTabText(
            TABS.index("rejections"), f"{words('gui.tab_rejections')} {len(design.rejections)}"
        )

    def _fill_tab(self) -> None:
        """Set out the tab in view."""
        outcome, tab = self._shown, TABS[max(0, self.tabs.currentIndex())]
        if outcome is None or outcome.design is None or tab not in self._empty_tabs:
            return
        self._empty_tabs.discard(tab)
        match tab:
            case "results":
                self._fill_results(outcome, outcome.design)
            case "checks":
                self._fill_checks(outcome.design.all_checks)
            case "charts":
                self._charts.show_charts(outcome.design.charts)
            case _:
                heads, lines = rejection_rows(self._screen, outcome, narrow=True)
                self._rejections.show_rows(heads, lines)

    def _fill_results(self, outcome: Outcome, design: Design) -> None:
        words, column = self._screen.words, self._results.column
        grid = QGridLayout()
        grid.setSpacing(em() // 2)
        grid.setContentsMargins(0, 0, 0, 0)
        for number, headline in enumerate(headlines(design, outcome.quote, words)):
            grid.addWidget(headline_card(headline), number // 2, number % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        holder = QWidget()
        holder.setLayout(grid)
        column.addWidget(holder)
        for title, pairs in cards(design, words):
            column.addWidget(figure_card(title, pairs))
        column.addStretch(1)

    def _fill_checks(self, checks: Sequence[Check]) -> None:
        for check in sorted(checks, key=lambda one: SEVERITIES.index(one.severity)):
            self._checks.column.addWidget(check_card(self._screen, check))
        if not checks:
            self._checks.column.addWidget(label(self._screen.words("gui.no_checks"), "quiet"))
        self._checks.column.addStretch(1)


def measured(words: Words, quantity: str, value: float | str) -> Cell:
    """The value or limit of a rejection."""
    if isinstance(value, str):
        return Cell(words.known(f"value.{value}", words.choice(quantity, value)))
    return Cell(words.value(quantity, value) if quantity else f"{value:g}", float(value))


def rejection_rows(
    screen: Screen, outcome: Outcome, *, narrow: bool = False
) -> tuple[list[str], list[list[Cell]]]:
    """Heads and rows of the table that says why models were not chosen; value with limit where narrow."""
    words = screen.words
    heads = [words(f"gui.rejection_{name}") for name in ("model", "rule", "value", "limit")]
    rejections = outcome.design.rejections if outcome.design is not None else ()
    lines = []
    for one in rejections:
        value, limit = (measured(words, one.quantity, each) for each in (one.value, one.limit))
        gap = " / " if len(value.text) + len(limit.text) < LONG_PAIR else "\n/ "
        both = [Cell(f"{value.text}{gap}{limit.text}", value.key)] if narrow else [value, limit]
        lines.append([Cell(one.model), Cell(words.known(f"rule.{one.rule}", one.rule)), *both])
    return [*heads[:2], f"{heads[2]} / {heads[3]}"] if narrow else heads, lines
