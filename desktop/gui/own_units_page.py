"""The page of units of the user's own: import a maker's points, see them and how sure their maps are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from ..engine.messages import Message, message
from .screen import Screen, em, emptied, label, part, text_label
from .scrolling import Page
from .tables import Cell, WholeTable

if TYPE_CHECKING:
    from ..components.own_units import OwnUnit

COLUMNS = ("mode", "t_outdoor_c", "t_leaving_c", "part_load_fraction", "capacity_kw", "cop")
SHOWN_FAULTS = 30


class OwnUnitsPage(Page):
    """Import and template above, one card a unit below; faults of a file stay until the next import."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen, "gui.step_own_units")
        self._screen = screen
        self.column.addWidget(text_label(screen, "gui.own_units_intro", "quiet", wrap=True))
        row = QHBoxLayout()
        for key, icon, action in (
            ("gui.own_units_import", "open", self._ask_import),
            ("gui.own_units_template", "save", self._ask_template),
        ):
            button = QPushButton()
            screen.words.set(button.setText, key)
            screen.dress(button, icon)
            button.clicked.connect(action)
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)
        self._told = QVBoxLayout()
        self._cards = QVBoxLayout()
        self._cards.setSpacing(em() // 2)
        self.column.addLayout(self._told)
        self.column.addLayout(self._cards)
        self.column.addStretch(1)
        self._seen: object = None
        screen.session.edited.connect(self.refresh)
        screen.words.keep(self, self._again)

    # files

    def _ask_import(self) -> None:
        words = self._screen.words
        chosen, _ = QFileDialog.getOpenFileName(
            self, words("gui.own_units_import"), str(Path.home()), words("gui.own_units_filter")
        )
        if chosen:
            self.take(Path(chosen))

    def take(self, path: Path) -> None:
        """Import a file; all its faults are shown, and with any of them nothing is imported."""
        from ..components.estimation import known_refrigerants
        from ..components.own_catalog import clashes
        from ..components.own_units import read_own_units
        from ..project_file import said_of
        from ..tables.faults import CatalogError

        session = self._screen.session
        if session.kit is None or session.history is None:
            return
        catalog = session.kit.catalog
        try:
            units, prices = read_own_units(
                path.read_bytes(), path.name, catalog.quantities, known_refrigerants(catalog)
            )
        except OSError as error:
            self._tell([message("fault.file_not_read", file=path.name, reason=said_of(error))])
            return
        except CatalogError as error:
            count = message("gui.own_units_faults", file=path.name, count=len(error.faults))
            self._tell([count, *(fault.message for fault in error.faults[:SHOWN_FAULTS])])
            return
        taken = clashes(catalog, units)
        self._tell([message("fault.own_clash", model=model) for model in taken])
        if not taken:
            session.own_units(session.project.with_own_units(units, prices))

    def _ask_template(self) -> None:
        words = self._screen.words
        chosen, _ = QFileDialog.getSaveFileName(
            self, words("gui.own_units_template"), str(Path.home() / words("gui.own_units_template_name")),
            words("gui.own_units_filter"),
        )  # fmt: skip
        if chosen:
            self.write_template(Path(chosen))

    def write_template(self, path: Path) -> None:
        """Write the file to fill in."""
        from ..components.own_units import template
        from ..project_file import ProjectFileFault, write_atomically

        try:
            write_atomically(path, template().encode("utf-8-sig"))
        except ProjectFileFault as fault:
            self._tell([fault.message])

    def _tell(self, reasons: list[Message]) -> None:
        emptied(self._told)
        for reason in reasons:
            self._told.addWidget(label(self._screen.words.message(reason), tone="bad"))

    # cards

    def _again(self) -> None:
        self._seen = None
        self.refresh()

    def refresh(self) -> None:
        """Show the own units of the project in hand."""
        session = self._screen.session
        if session.history is None or session.kit is None:
            return
        units = session.project.own_units
        if units == self._seen:
            return
        self._seen = units
        emptied(self._cards)
        if not units:
            self._cards.addWidget(label(self._screen.words("gui.own_units_none"), "quiet"))
        for unit in units:
            self._cards.addWidget(self._card(unit))

    def _card(self, unit: OwnUnit) -> QWidget:
        from ..components.own_standing import standings

        words, session = self._screen.words, self._screen.session
        assert session.kit is not None
        card = QFrame()
        part(card, "card")
        column = QVBoxLayout(card)
        head = QHBoxLayout()
        title = words("gui.own_units_head", model=unit.model, maker=unit.maker, refrigerant=unit.refrigerant)
        head.addWidget(label(title, "section"), 1)
        remove = QToolButton()
        part(remove, "reset")
        self._screen.dress(remove, "remove", "muted")
        words.set(remove.setToolTip, "gui.remove")
        words.set(remove.setAccessibleName, "gui.remove")
        remove.clicked.connect(lambda: session.own_units(session.project.without_own_unit(unit.model)))
        head.addWidget(remove)
        column.addLayout(head)
        column.addWidget(label(words("gui.own_units_document", document=unit.document), "quiet"))
        for note in standings(unit, session.kit.catalog):
            column.addWidget(label(f"· {words.message(note)}"))
        column.addWidget(self._points(unit))
        return card

    def _points(self, unit: OwnUnit) -> WholeTable:
        words = self._screen.words
        table = WholeTable()
        heads = [f"{words.label(name)} / {words.unit(name)}".removesuffix(" / ") for name in COLUMNS]
        table.show_rows(heads, [[self._cell(name, getattr(point, name)) for name in COLUMNS]
                                for point in unit.points])  # fmt: skip
        return table

    def _cell(self, name: str, value: float | str) -> Cell:
        words = self._screen.words
        if isinstance(value, str):
            return Cell(words.choice(name, value))
        return Cell(words.texts.number(name, value, grouping=True), value)
