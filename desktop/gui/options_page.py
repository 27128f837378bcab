"""The page of options: the best by first and by yearly cost, and a word on the order."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout

from .figures import chosen_option
from .form import Page
from .results import emptied, label, rejection_rows
from .screen import Screen, em, part, text_label
from .tables import Cell, CellTable
from .work import Outcome

OBJECTIVES = ("first_cost", "yearly_cost")
MODEL_QUESTION, COUNT_QUESTION = "heat_pump_model", "heat_pump_count"


class OptionsPage(Page):
    """Ranked options side by side; one click takes one, another gives the choice back to the ranking."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen, "gui.step_options")
        self._screen = screen
        self.column.addWidget(text_label(screen, "gui.options_intro", "quiet", wrap=True))
        self._cards = QVBoxLayout()
        self._cards.setSpacing(em())
        self.column.addLayout(self._cards)
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
        screen.session.outcome_changed.connect(self.refresh)
        screen.words.keep(self, self._again)
        screen.appearance.keep(self, self._again)

    def _again(self) -> None:
        self._shown = None
        self.refresh()

    def refresh(self) -> None:
        """Show the options of the outcome."""
        outcome = self._screen.session.outcome
        self.inside.setEnabled(self._screen.session.fresh)
        if outcome is self._shown and outcome is not None:
            return
        self._shown = outcome
        emptied(self._cards)
        if outcome is None or outcome.design is None:
            self._cards.addWidget(label(self._screen.words("gui.no_results"), "quiet"))
            self._rejections.show_rows((), (), {})
            return
        for objective in dict.fromkeys(option.objective for option in outcome.design.options):
            self._cards.addWidget(self._card(outcome, objective))
        self._fill_rejections(outcome)

    def _card(self, outcome: Outcome, objective: str) -> QFrame:
        assert outcome.design is not None
        words = self._screen.words
        card = QFrame()
        part(card, "card")
        column = QVBoxLayout(card)
        column.addWidget(label(words.choice("ranking_objective", objective), "section"))
        options = [option for option in outcome.design.options if option.objective == objective]
        names = list(dict.fromkeys(name for option in options for name in option.figures))
        heads = [words("gui.option_rank"), words("gui.option_model"),
                 *(words.label(name) for name in names), words("gui.option_holds")]  # fmt: skip
        chosen = chosen_option(outcome.design)
        lines = []
        for option in options:
            mine = chosen is not None and option.model == chosen.model
            figures = [self._figure(name, option.figures.get(name)) for name in names]
            lines.append([Cell(f"{option.rank}{' ✓' if mine else ''}", str(option.rank)),
                          Cell(f"{option.count} × {option.model}", hint=option.family), *figures,
                          Cell(words("gui.holds") if option.order_holds else f"▲ {words('gui.holds_not')}",
                               tone="" if option.order_holds else "warning")])  # fmt: skip
        table = CellTable()
        tones = self._screen.appearance.tones
        column.addWidget(table)
        table.show_rows(heads, lines, {"warning": tones.warning})
        table.setFixedHeight(table.horizontalHeader().sizeHint().height() + em()
                             + sum(table.rowHeight(row) for row in range(len(lines))))  # fmt: skip
        column.addLayout(self._buttons([(option.model, option.count) for option in options]))
        return card

    def _figure(self, name: str, value: object) -> Cell:
        text = "" if value is None else self._screen.words.value(name, value)
        return Cell(text, float(value) if isinstance(value, int | float) else None)

    def _buttons(self, models: list[tuple[str, int]]) -> QHBoxLayout:
        row = QHBoxLayout()
        session, words = self._screen.session, self._screen.words
        row.addWidget(label(words("gui.option_take"), "quiet", wrap=False))
        for model, _count in models:
            button = QPushButton(model)
            button.clicked.connect(lambda _=False, model=model: session.answer(MODEL_QUESTION, model))
            row.addWidget(button)
        row.addStretch(1)
        if session.project.answers.get(MODEL_QUESTION):
            free = QPushButton(words("gui.option_free"))
            part(free, "link")
            free.clicked.connect(lambda: session.forget(MODEL_QUESTION))
            row.addWidget(free)
        return row

    def _fill_rejections(self, outcome: Outcome) -> None:
        heads, lines = rejection_rows(self._screen, outcome)
        self._rejections.show_rows(heads, lines, {})
        self._rejections.filter(self._find.text())
