"""The user's own weather file on the climate page: import it, see which is used, take it away again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from ..engine.messages import Message, message
from ..tables.own_year import OwnYear
from .screen import Screen, em, emptied, label, part


class WeatherBar(QFrame):
    """Buttons, the name of the file in use, and the faults of one that was refused."""

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        part(self, "card")
        self._screen = screen
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(em(), em() // 2, em() // 2, em() // 2)
        self._import, self._remove = QPushButton(), QPushButton()
        for button, key, icon in (
            (self._import, "gui.weather_import", "open"), (self._remove, "gui.weather_remove", "reset"),
        ):  # fmt: skip
            screen.words.set(button.setText, key)
            screen.dress(button, icon)
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self._told = QVBoxLayout()
        column.addLayout(self._told)
        self._faults: tuple[Message, ...] = ()
        self._import.clicked.connect(self._ask)
        self._remove.clicked.connect(lambda: self._set_year(None))
        screen.session.edited.connect(self.refresh)
        screen.words.keep(self, self.refresh)

    def _ask(self) -> None:
        words = self._screen.words
        chosen, _ = QFileDialog.getOpenFileName(
            self, words("gui.weather_import"), str(Path.home()), words("gui.weather_filter")
        )
        if chosen:
            self.take(Path(chosen))

    def take(self, path: Path) -> None:
        """Use a file; with faults nothing changes, and they are shown."""
        from ..project_file import said_of
        from ..tables.epw import EpwFault, read_epw

        try:
            year = read_epw(path)
        except EpwFault as fault:
            self._faults = (fault.message, *fault.faults)
        except OSError as error:
            self._faults = (message("fault.epw_not_read", file=path.name, reason=said_of(error)),)
        else:
            self._set_year(year)
        self.refresh()

    def _set_year(self, year: OwnYear | None) -> None:
        self._faults = ()
        self._screen.session.weather(year)

    def refresh(self) -> None:
        """Show the file in use, and what was wrong with the last one."""
        session = self._screen.known_session
        if session is None or session.history is None:
            return
        year = session.project.weather
        self._remove.setVisible(year is not None)
        emptied(self._told)
        used = message("gui.weather_none") if year is None else message(
            "gui.weather_used", file=year.file, place=year.place, lat_deg=year.lat_deg, lon_deg=year.lon_deg
        )  # fmt: skip
        self._told.addWidget(label(self._screen.words.message(used)))
        for fault in self._faults:
            self._told.addWidget(label(self._screen.words.message(fault), tone="bad"))
