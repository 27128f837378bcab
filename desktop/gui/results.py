"""The pane at the right: what the project comes to, at once and never stale."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsOpacityEffect,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ..engine.messages import Check, Message
from .charts import ChartList
from .figures import Headline, headlines, kind_label, rows
from .screen import Screen, em, mark, part
from .tables import Cell, CellTable
from .work import Outcome

SEVERITIES = ("fault", "warning", "info", "pass")
ICONS = {"fault": "fault", "warning": "warning", "info": "info", "pass": "done"}
TONES = {"fault": "bad", "warning": "warning", "info": "muted", "pass": "good"}
TABS = ("results", "checks", "charts", "rejections")


def emptied(layout: QVBoxLayout | QGridLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class Scroll(QScrollArea):
    """A column that scrolls upright."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setObjectName("page")
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(em() // 2, em() // 2, em() // 2, em() // 2)
        self.column.setSpacing(em() // 2)
        self.setWidget(inside)


def label(text: str, kind: str = "", tone: str = "", *, wrap: bool = True) -> QLabel:
    """A text of the results; plain, whatever is in it."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if kind:
        part(made, kind)
    if tone:
        made.setProperty("tone", tone)
    return made


def figure_card(title: str, pairs: Sequence[tuple[str, str]]) -> QFrame:
    """A card of figures, label left and value right."""
    card = QFrame()
    part(card, "card")
    grid = QGridLayout(card)
    grid.setContentsMargins(em() // 2, em() // 2, em() // 2, em() // 2)
    grid.setVerticalSpacing(em() // 5)
    grid.setColumnStretch(0, 1)
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
        self._rejections = CellTable()
        for name, page in zip(
            TABS, (self._results, self._checks, self._charts, self._rejections), strict=True
        ):
            self.tabs.addTab(page, name)
        column.addWidget(self.tabs, 1)
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
        emptied(self._results.column)
        emptied(self._checks.column)
        self._charts.show_charts({})
        self._rejections.show_rows((), (), {})

    def _fill(self, outcome: Outcome) -> None:
        self._clear()
        design, words = outcome.design, self._screen.words
        if design is None:
            if outcome.fault is not None:
                self._results.column.addWidget(label(words("gui.no_results"), "quiet"))
            self._results.column.addStretch(1)
            return
        grid = QGridLayout()
        grid.setSpacing(em() // 2)
        for number, headline in enumerate(headlines(design, outcome.quote, words)):
            grid.addWidget(headline_card(headline), number // 2, number % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        holder = QWidget()
        grid.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(grid)
        column = self._results.column
        column.addWidget(holder)
        column.addWidget(figure_card(words("gui.equipment"), [
            (kind_label(one, words), f"{one.count} × {one.model}") for one in design.equipment]))  # fmt: skip
        for title, figures in (
            ("gui.year", design.year),
            ("gui.loads", design.loads),
            ("gui.site", design.site),
        ):
            if figures:
                column.addWidget(figure_card(words(title), rows(figures, words)))
        column.addStretch(1)
        self._fill_checks(design.checks)
        self._charts.show_charts(design.charts)
        self._fill_rejections(outcome)

    def _fill_checks(self, checks: Sequence[Check]) -> None:
        words = self._screen.words
        for check in sorted(checks, key=lambda one: SEVERITIES.index(one.severity)):
            rule = words.known(f"rule.{check.rule}", check.rule)
            self._checks.column.addWidget(self._check(check.severity, rule, check.message))
        if not checks:
            self._checks.column.addWidget(label(words("gui.no_checks"), "quiet"))
        self._checks.column.addStretch(1)
        serious = sum(check.severity in ("fault", "warning") for check in checks)
        title = words("gui.tab_checks")
        self.tabs.setTabText(TABS.index("checks"), f"{title} ▲{serious}" if serious else title)

    def _check(self, severity: str, rule: str, sentence: Message) -> QFrame:
        card = QFrame()
        part(card, "card")
        grid = QGridLayout(card)
        grid.setContentsMargins(em() // 2, em() // 3, em() // 2, em() // 3)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        sign = QLabel()
        self._screen.picture(sign, ICONS[severity], TONES[severity])
        sign.setToolTip(self._screen.words(f"gui.severity_{severity}"))
        grid.addWidget(sign, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(rule, "section"), 0, 1)
        grid.addWidget(label(self._screen.words.message(sentence)), 1, 1)
        return card

    def _fill_rejections(self, outcome: Outcome) -> None:
        heads, lines = rejection_rows(self._screen, outcome)
        self._rejections.show_rows(heads, lines, {})
        title = self._screen.words("gui.tab_rejections")
        self.tabs.setTabText(TABS.index("rejections"), f"{title} {len(lines)}")


def rejection_rows(screen: Screen, outcome: Outcome) -> tuple[list[str], list[list[Cell]]]:
    """Heads and rows of the table that says why models were not chosen."""
    words = screen.words

    def measured(quantity: str, value: float | str) -> Cell:
        if isinstance(value, str):
            return Cell(words.known(f"value.{value}", words.choice(quantity, value)))
        return Cell(words.value(quantity, value) if quantity else f"{value:g}", float(value))

    heads = [words(f"gui.rejection_{name}") for name in ("model", "rule", "value", "limit")]
    rejections = outcome.design.rejections if outcome.design is not None else ()
    return heads, [
        [Cell(one.model), Cell(words.known(f"rule.{one.rule}", one.rule)),
         measured(one.quantity, one.value), measured(one.quantity, one.limit)]
        for one in rejections
    ]  # fmt: skip
