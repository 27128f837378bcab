"""The page of declared labels and of real prices: what a maker's papers say of the chosen models."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QPushButton, QToolButton, QWidget

from ..project import DeclaredLabel, PriceOverride
from .editors import ChoiceEditor, DateEditor
from .screen import Screen, em, emptied, label, mark, part, text_label
from .scrolling import Page
from .text_editor import TextEditor
from .wheel import keep_still

METRICS = ("HSPF", "APF", "IPLV(H)", "COP")
LABEL_NUMBERS = ("value", "cop_nominal", "cop_low_temperature")
LARGEST = {"value": 20.0, "cop_nominal": 20.0, "cop_low_temperature": 20.0, "price_yuan": 1e9}


class DeclaredPage(Page):
    """Two lists one fills in, one entry a card; models are offered from the design in hand."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen, "gui.step_declared")
        self._screen = screen
        self.column.addWidget(text_label(screen, "gui.declared_intro", "quiet", wrap=True))
        self._label_model, self._labels = self._section("gui.labels", "gui.add_label", self._add_label)
        self._price_model, self._prices = self._section("gui.prices", "gui.add_price", self._add_price)
        self.column.addStretch(1)
        self._seen: object = None
        screen.session.edited.connect(self.refresh)
        screen.session.outcome_changed.connect(self._offer)
        screen.words.keep(self, self._again)
        self._offer()

    def _section(self, title: str, add: str, action: object) -> tuple[QComboBox, QGridLayout]:
        card = QFrame()
        part(card, "card")
        grid = QGridLayout(card)
        grid.setContentsMargins(em(), em() // 2, em(), em())
        grid.setColumnStretch(0, 1)
        grid.addWidget(text_label(self._screen, title, "section"), 0, 0, 1, 2)
        model = QComboBox()
        model.setEditable(True)
        keep_still(model)
        model.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._screen.words.set(model.setAccessibleName, "gui.model")
        button = QPushButton()
        self._screen.words.set(button.setText, add)
        self._screen.dress(button, "add")
        button.clicked.connect(action)
        grid.addWidget(model, 1, 0)
        grid.addWidget(button, 1, 1)
        entries = QGridLayout()
        entries.setVerticalSpacing(em() // 2)
        grid.addLayout(entries, 2, 0, 1, 2)
        self.column.addWidget(card)
        return model, entries

    def _offer(self) -> None:
        """Offer the models of the design, those with labels first."""
        outcome = self._screen.session.outcome
        design = outcome.design if outcome is not None else None
        if design is None:
            return
        units = list(dict.fromkeys(one.model for one in design.equipment
                                   if one.kind in ("heat_pump", "water_heater")))  # fmt: skip
        everything = list(dict.fromkeys(one.model for one in design.equipment))
        for box, models in ((self._label_model, units), (self._price_model, everything)):
            kept = box.currentText()
            if [box.itemText(index) for index in range(box.count())] != models:
                box.clear()
                box.addItems(models)
                if kept:
                    box.setCurrentText(kept)

    # edits

    def _add_label(self) -> None:
        model = self._label_model.currentText().strip()
        if model:
            made = DeclaredLabel(model, METRICS[0], 3.0, None, None, "", date.today())
            self._screen.session.label((*self._screen.session.project.labels, made))

    def _add_price(self) -> None:
        model = self._price_model.currentText().strip()
        if model:
            others = tuple(one for one in self._screen.session.project.prices if one.model != model)
            self._screen.session.price((*others, PriceOverride(model, self._quoted(model), "")))

    def _quoted(self, model: str) -> float:
        """The price the quotation has now, to start from."""
        outcome = self._screen.session.outcome
        lines = outcome.quote.lines if outcome is not None and outcome.quote is not None else ()
        return next((float(line.unit_price_yuan) for line in lines if line.model == model), 1.0)

    def _change(self, kind: str, index: int, **changes: object) -> None:
        session = self._screen.session
        if kind == "label":
            labels = list(session.project.labels)
            labels[index] = replace(labels[index], **changes)  # type: ignore[arg-type]
            session.label(tuple(labels))
        else:
            prices = list(session.project.prices)
            prices[index] = replace(prices[index], **changes)  # type: ignore[arg-type]
            session.price(tuple(prices))

    def _remove(self, kind: str, index: int) -> None:
        session = self._screen.session
        if kind == "label":
            session.label((*session.project.labels[:index], *session.project.labels[index + 1 :]))
        else:
            session.price((*session.project.prices[:index], *session.project.prices[index + 1 :]))

    # entries

    def _again(self) -> None:
        self._seen = None
        self.refresh()

    def refresh(self) -> None:
        """Show the entries of the project in hand."""
        session = self._screen.session
        if session.history is None:
            return
        seen = (session.project.labels, session.project.prices)
        if seen == self._seen:
            return
        self._seen = seen
        for layout in (self._labels, self._prices):
            emptied(layout)
        for index, entry in enumerate(session.project.labels):
            self._labels.addWidget(self._label_card(index, entry), index, 0)
        for index, price in enumerate(session.project.prices):
            self._prices.addWidget(self._price_card(index, price), index, 0)
        self._offer()

    def _label_card(self, index: int, entry: DeclaredLabel) -> QWidget:
        card, grid = self._entry("label", index, entry.model)
        metric = ChoiceEditor(self._screen, "metric", METRICS)
        metric.show_value(entry.metric)
        metric.given.connect(lambda value: self._change("label", index, metric=value))
        self._row(grid, 1, 0, "gui.metric", metric)
        self._row(grid, 1, 2, "gui.declared_value", self._number("label", index, "value", entry.value))
        self._row(
            grid, 2, 0, "gui.cop_nominal", self._number("label", index, "cop_nominal", entry.cop_nominal)
        )
        self._row(grid, 2, 2, "gui.cop_low",
                  self._number("label", index, "cop_low_temperature", entry.cop_low_temperature))  # fmt: skip
        self._row(grid, 3, 0, "gui.document", self._text("label", index, entry.document))
        day = DateEditor()
        day.show_value(entry.document_date)
        day.given.connect(lambda value: self._change("label", index, document_date=value))
        self._row(grid, 3, 2, "gui.document_date", day)
        return card

    def _price_card(self, index: int, entry: PriceOverride) -> QWidget:
        card, grid = self._entry("price", index, entry.model)
        number = self._number("price", index, "price_yuan", entry.price_yuan)
        number.set_unit(self._screen.words.known("unit.yuan", "yuan"))
        self._row(grid, 1, 0, "gui.real_price", number)
        self._row(grid, 1, 2, "gui.document", self._text("price", index, entry.document))
        return card

    def _entry(self, kind: str, index: int, model: str) -> tuple[QWidget, QGridLayout]:
        card = QFrame()
        part(card, "strip")
        grid = QGridLayout(card)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        grid.addWidget(label(model, "section"), 0, 0, 1, 4)
        remove = QToolButton()
        part(remove, "reset")
        self._screen.dress(remove, "remove", "muted")
        self._screen.words.set(remove.setToolTip, "gui.remove")
        self._screen.words.set(remove.setAccessibleName, "gui.remove")
        remove.clicked.connect(lambda: self._remove(kind, index))
        grid.addWidget(remove, 0, 4)
        return card, grid

    def _row(self, grid: QGridLayout, row: int, column: int, key: str, editor: QWidget) -> None:
        name = label(self._screen.words(key), "quiet")
        name.setBuddy(editor)
        editor.setAccessibleName(name.text())
        grid.addWidget(name, row, column)
        grid.addWidget(editor, row, column + 1)

    def _text(self, kind: str, index: int, value: str) -> TextEditor:
        editor = TextEditor()
        editor.setMaxLength(500)
        editor.show_value(value)
        editor.given.connect(lambda text: self._change(kind, index, document=text))
        return editor

    def _number(self, kind: str, index: int, field: str, value: float | None) -> TextEditor:
        editor = TextEditor()
        editor.show_value(value)
        editor.given.connect(lambda text: self._take_number(editor, kind, index, field, text))
        return editor

    def _take_number(self, editor: TextEditor, kind: str, index: int, field: str, text: str) -> None:
        from ..applications.questions import BadAnswer, Question
        from .reading import read

        words = self._screen.words
        if not text.strip() and field.startswith("cop_"):
            self._change(kind, index, **{field: None})
            return
        question = Question(field, "number", kind, 0.01, LARGEST[field])
        try:
            number = read(question, text, words.known("unit.yuan") if field == "price_yuan" else "")
        except BadAnswer as error:
            mark(editor, "fault", "true")
            editor.setToolTip(words.message(error.message))
            return
        mark(editor, "fault", "false")
        self._change(kind, index, **{field: number})
