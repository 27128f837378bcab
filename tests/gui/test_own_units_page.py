"""The page of own units: import, faults, standing, remove and undo, both languages."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from desktop.components.own_units import read_own_units
from desktop.gui.main_window import MainWindow
from desktop.gui.own_units_page import OwnUnitsPage
from desktop.tables.catalog import Catalog


def said(page: OwnUnitsPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel))


def with_tables(window: MainWindow, catalog: Catalog) -> None:
    """The shipped tables in place of the few words that the other tests of the window do with."""
    session = window.screen_.session
    assert session.kit is not None
    session.kit = replace(session.kit, catalog=catalog)
    window.screen_.words.learn(catalog.quantities)


def test_import_look_remove_and_undo(
    open_window: MainWindow, qtbot: QtBot, tmp_path: Path, catalog: Catalog
) -> None:
    with_tables(open_window, catalog)
    session, space = open_window.screen_.session, open_window.workspace()
    space.go_to_step_named("own_units")
    page = space.own_units
    assert space.pages.currentWidget() is page
    sheet = tmp_path / "own.csv"
    page.write_template(sheet)
    assert len(read_own_units(sheet.read_bytes(), "own.csv")[0]) == 1
    page.take(sheet)
    assert [unit.model for unit in session.project.own_units] == ["EXAMPLE-130"]
    shown = said(page)
    assert "EXAMPLE-130" in shown
    assert "样本第 3 页" in shown
    assert "3 个工况点估算" in shown
    open_window.screen_.words.choose("en")
    assert "estimated from 3 points" in said(page)
    assert session.project.own_models("heating") == ("EXAMPLE-130",)
    assert session.project.own_models("hot_water") == ()
    page.findChild(QToolButton).click()
    assert session.project.own_units == ()
    session.undo()
    assert [unit.model for unit in session.project.own_units] == ["EXAMPLE-130"]


def test_every_fault_of_a_file_is_shown_and_nothing_taken(
    open_window: MainWindow, qtbot: QtBot, tmp_path: Path, catalog: Catalog
) -> None:
    with_tables(open_window, catalog)
    session, page = open_window.screen_.session, open_window.workspace().own_units
    sheet = tmp_path / "own.csv"
    page.write_template(sheet)
    sheet.write_text(sheet.read_text("utf-8-sig").replace("3.30", "x").replace("33.5", "-1"), "utf-8")
    page.take(sheet)
    shown = said(page)
    assert session.project.own_units == ()
    assert "“x”" in shown
    assert "“-1”" in shown
    page.take(tmp_path / "lacking.csv")
    assert "lacking.csv" in said(page)
