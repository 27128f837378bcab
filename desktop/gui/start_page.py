"""The first page: what to quote for, where, how large; files one worked on; examples; unsaved work."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtWidgets
from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from . import icons
from .screen import Screen, by_name, em, emptied, label, mark, part, text_label
from .scrolling import Page
from .search import SearchEditor
from .text_editor import TextEditor

if TYPE_CHECKING:
    from .recovery import Leftover

FIRST_APPLICATIONS = ("hotel", "household", "district", "industrial_steam")
"""What the registry holds, which is imported after the first paint."""
AREA = ("area", "heated_area_m2", "m²", 10.0, 10_000_000.0)
SIZES = {"industrial_steam": ("flow", "sink_flow_t_h", "t/h", 0.05, 500.0)}
"""The size a project is begun with where that is no area: words, quantity, unit, limits."""


class StartPage(Page):
    """What to begin with; each of its signals is one way to begin."""

    created = Signal(str, str, float)
    chosen = Signal(str)
    restored = Signal(object)
    dropped = Signal(object)

    def __init__(self, screen: Screen, examples: Sequence[Path]) -> None:
        super().__init__(screen, "gui.start_heading")
        self._screen = screen
        self._examples = list(examples)
        self._leftovers: list[Leftover] = []
        self.column.addWidget(text_label(screen, "gui.start_intro", "quiet", wrap=True))
        self._unsaved = QVBoxLayout()
        self.column.addLayout(self._unsaved)
        self.column.addWidget(self._quick_start())
        files = QHBoxLayout()
        files.setSpacing(em())
        self._recent, self._samples = QVBoxLayout(), QVBoxLayout()
        for title, layout in (("gui.recent", self._recent), ("gui.examples", self._samples)):
            files.addWidget(self._list_card(title, layout), 1)
        self.column.addLayout(files)
        self.column.addStretch(1)
        screen.words.keep(self, self.refresh)

    # quick start

    def _quick_start(self) -> QFrame:
        screen = self._screen
        card = QFrame()
        part(card, "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(em(), em(), em(), em())
        column.setSpacing(em() // 2)
        column.addWidget(text_label(screen, "gui.quick_application", "section"))
        self._cards = QHBoxLayout()
        self._cards.setSpacing(em() // 2)
        self._group = QButtonGroup(card)
        column.addLayout(self._cards)
        self.offer(FIRST_APPLICATIONS)
        grid = QGridLayout()
        grid.setHorizontalSpacing(em())
        grid.setVerticalSpacing(em() // 4)
        self.place = SearchEditor()
        self.place.setObjectName("start_place")
        self.area = TextEditor()
        self.area.setObjectName("start_area")
        self.area.set_unit("m²")
        self.place.offer(self._find)
        self.notes: dict[str, QLabel] = {}
        self.titles: dict[str, QLabel] = {}
        for column_number, (name, editor) in enumerate((("place", self.place), ("area", self.area))):
            title = text_label(screen, f"gui.quick_{name}", "section")
            self.titles[name] = title
            title.setBuddy(editor)
            screen.words.set(editor.setPlaceholderText, f"gui.quick_{name}_hint")
            screen.words.set(editor.setAccessibleName, f"gui.quick_{name}")
            note = label("", "", "bad")
            by_name(note, alignment="AlignTop")
            note.hide()
            self.notes[name] = note
            grid.addWidget(title, 0, column_number)
            grid.addWidget(editor, 1, column_number)
            grid.addWidget(note, 2, column_number)
            grid.setColumnStretch(column_number, 1)
            editor.typing.connect(lambda _text, name=name: self._complain(name, ""))
        self._group.buttonToggled.connect(lambda _button, _on: self._ask_size())
        screen.words.keep(self.area, self._ask_size)
        self.begin = QPushButton()
        part(self.begin, "main")
        screen.words.set(self.begin.setText, "gui.begin")
        self.begin.clicked.connect(self._begin)
        self.area.returnPressed.connect(self._begin)
        grid.addWidget(self.begin, 1, 2)
        column.addLayout(grid)
        column.addWidget(text_label(screen, "gui.quick_rest", "quiet", wrap=True))
        return card

    def offer_all(self) -> None:
        """Offer every application of the calculation, and unsaved work."""
        from .recovery import leftovers

        if self._screen.kit is not None:
            self.offer([application.id for application in self._screen.kit.applications])
        self.found(leftovers(self._screen.settings.folder))

    def offer(self, applications: Sequence[str]) -> None:
        """Show a card for each application."""
        screen = self._screen
        if [button.objectName() for button in self._group.buttons()] == list(applications):
            return
        for button in self._group.buttons():
            self._group.removeButton(button)
            button.deleteLater()
        while self._cards.takeAt(0) is not None:
            pass
        for number, name in enumerate(applications):
            button = QPushButton()
            button.setObjectName(name)
            part(button, "card")
            button.setCheckable(True)
            button.setIconSize(QSize(2 * em(), 2 * em()))
            drawing = f"application_{name}" if icons.exists(f"application_{name}") else "application"
            screen.dress(button, drawing, "accent")
            screen.words.keep(button, partial(self._say_card, button, name))
            self._group.addButton(button)
            self._cards.addWidget(button)
            button.setChecked(number == 0)
        self._cards.addStretch(1)

    def _say_card(self, button: QPushButton, name: str) -> None:
        words = self._screen.words
        named = words.known(f"gui.card_{name}") or words(f"application.{name}")
        button.setText(named.replace("|", "\n"))
        button.setAccessibleName(named.replace("|", ", "))

    def _size(self) -> tuple[str, str, str, float, float]:
        """What the chosen card asks for: words, quantity, unit and limits."""
        chosen = self._group.checkedButton()
        return SIZES.get(chosen.objectName(), AREA) if chosen is not None else AREA

    def _ask_size(self) -> None:
        """Title, hint and unit of the size follow the chosen card."""
        words = self._screen.words
        kind, _, unit, _, _ = self._size()
        self.area.set_unit(unit)
        self.area.setPlaceholderText(words(f"gui.quick_{kind}_hint"))
        self.area.setAccessibleName(words(f"gui.quick_{kind}"))
        self.titles["area"].setText(words(f"gui.quick_{kind}"))

    def _find(self, text: str) -> Sequence[tuple[str, str]]:
        kit = self._screen.kit
        return kit.find_places(text, self._screen.words.language) if kit is not None else ()

    def _complain(self, name: str, text: str) -> None:
        note = self.notes[name]
        note.setText(f"✕ {text}" if text else "")
        note.setVisible(bool(text))
        mark(self.place if name == "place" else self.area, "fault", "true" if text else "false")

    def _begin(self) -> None:
        """Start a project where place and area can be read; else say what is wrong, under the field."""
        words = self._screen.words
        typed = self.place.text().strip()
        found = self._find(typed)
        place = next((value for value, _ in found if value == typed), found[0][0] if found else "")
        if not typed:
            self._complain("place", words("gui.place_wanted"))
        elif not place:
            self._complain("place", words("gui.place_unknown", question="city", value=typed))
        area = self._read_area()
        chosen = self._group.checkedButton()
        if place and area is not None and chosen is not None:
            self.created.emit(chosen.objectName(), place, area)

    def _read_area(self) -> float | None:
        from ..applications.questions import BadAnswer, Question
        from .reading import read

        words, typed = self._screen.words, self.area.text()
        kind, quantity, unit, low, high = self._size()
        question = Question(quantity, "number", "start", low, high)
        try:
            area = read(question, typed, unit)
        except BadAnswer as error:
            self._complain("area", words.message(error.message) if typed else words(f"gui.{kind}_wanted"))
            return None
        return float(area) if isinstance(area, int | float) else None

    def clear(self) -> None:
        """Empty the quick start and go to its first field."""
        for editor in (self.place, self.area):
            editor.clear()
        for name in self.notes:
            self._complain(name, "")
        self.place.setFocus()

    # files

    def _list_card(self, title: str, inside: QVBoxLayout) -> QFrame:
        card = QFrame()
        part(card, "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(em(), em() // 2, em(), em() // 2)
        column.addWidget(text_label(self._screen, title, "section"))
        inside.setSpacing(0)
        column.addLayout(inside)
        column.addStretch(1)
        return card

    def refresh(self) -> None:
        """Show recent files, examples and unsaved work as they are now."""
        words = self._screen.words
        emptied(self._recent)
        emptied(self._samples)
        for recent in self._screen.settings.recent[:8]:
            name = recent.name or Path(recent.path).name
            more = " · ".join(filter(None, (recent.customer, recent.total, recent.path)))
            self._file(self._recent, name, more, recent.path)
        if not self._screen.settings.recent:
            self._recent.addWidget(label(words("gui.recent_none"), "quiet"))
        for path in self._examples:
            name = words.known(f"example.{path.stem}", path.stem)
            self._file(self._samples, name, words("gui.example_file"), str(path))
        if not self._examples:
            self._samples.addWidget(label(words("gui.examples_none"), "quiet"))
        self._show_leftovers()

    def _file(self, layout: QVBoxLayout, name: str, more: str, path: str) -> None:
        button = QPushButton(name)
        part(button, "link")
        button.setToolTip(path)
        button.setAccessibleDescription(more)
        button.clicked.connect(lambda: self.chosen.emit(path))
        layout.addWidget(button)
        remark = label(more, "quiet")
        layout.addWidget(remark)

    def found(self, leftovers: list[Leftover]) -> None:
        """Offer unsaved work."""
        self._leftovers = leftovers
        self._show_leftovers()

    def _show_leftovers(self) -> None:
        emptied(self._unsaved)
        for leftover in self._leftovers:
            self._unsaved.addWidget(self._leftover_card(leftover))

    def _leftover_card(self, leftover: Leftover) -> QWidget:
        words = self._screen.words
        card = QFrame()
        part(card, "card")
        row = QHBoxLayout(card)
        sign = QLabel()
        self._screen.picture(sign, "warning", "warning", 1.4)
        row.addWidget(sign)
        where = leftover.path.name if leftover.path is not None else words("gui.never_saved")
        row.addWidget(label(words("gui.unsaved_work", file=where)), 1)
        take, drop = QPushButton(words("gui.restore")), QtWidgets.QToolButton()
        part(take, "main")
        drop.setText(words("gui.discard"))
        take.clicked.connect(lambda: self.restored.emit(leftover))
        drop.clicked.connect(lambda: self.dropped.emit(leftover))
        row.addWidget(take)
        row.addWidget(drop)
        return card

    def gone(self, leftover: Leftover) -> None:
        """Offer a piece of unsaved work no longer."""
        self.found([other for other in self._leftovers if other is not leftover])
