"""Importing a weather file on the climate page."""

from pathlib import Path

from PySide6.QtWidgets import QLabel

from desktop.gui.main_window import MainWindow
from desktop.gui.weather_bar import WeatherBar
from tests.tables.test_epw import changed, file, rows


def said(bar: WeatherBar) -> str:
    return "\n".join(label.text() for label in bar.findChildren(QLabel) if not label.isHidden())


def test_a_file_is_imported_refused_and_taken_away(open_window: MainWindow, tmp_path: Path) -> None:
    session, bar = open_window.screen_.session, WeatherBar(open_window.screen_)
    good, bad = tmp_path / "good.epw", tmp_path / "bad.epw"
    good.write_bytes(file(rows()))
    bad.write_bytes(changed(777, 7, "99.9"))
    bar.take(good)
    assert session.project.weather is not None
    assert session.project.weather.t_outdoor_c[0] == 0.9
    assert "good.epw" in said(bar)
    bar.take(bad)
    assert session.project.weather.file == "good.epw"
    assert "bad.epw" in said(bar)
    assert "777" in said(bar)
    bar._remove.click()
    assert session.project.weather is None
    session.undo()
    assert session.project.weather is not None
    bar.take(tmp_path / "nothing.epw")
    assert "nothing.epw" in said(bar)
    bar.deleteLater()
