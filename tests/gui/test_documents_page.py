"""The page of documents: preview, export, language, printing."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.gui.main_window import MainWindow
from tests.gui.hands import Wait

pytestmark = pytest.mark.qt_log_ignore(
    "This plugin does not support", extend=True
)  # said by the offscreen plugin


def test_what_is_previewed_is_what_is_exported(open_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    space = open_window.workspace()
    space.go_to_step_named("documents")
    page = space.documents_page()
    qtbot.waitUntil(lambda: page.fresh, timeout=10_000)
    path = tmp_path / "p.pdf"
    assert page.pdf is not None
    assert open_window.files.export_to(page.pdf, path)
    assert page.shown_file is not None
    assert path.read_bytes() == page.shown_file.read_bytes()
    assert page._document.pageCount() == 2


def test_a_document_of_an_older_project_is_not_exported(
    open_window: MainWindow, qtbot: QtBot, worked_out: Wait
) -> None:
    space = open_window.workspace()
    space.go_to_step_named("documents")
    page = space.documents_page()
    qtbot.waitUntil(lambda: page.fresh, timeout=10_000)
    open_window.screen_.session.answer("heated_area_m2", 20000.0)
    assert page.pdf is None
    assert not page.export_button.isEnabled()
    qtbot.waitUntil(lambda: page.fresh, timeout=10_000)
    assert page.export_button.isEnabled()


def test_the_document_has_a_language_of_its_own(open_window: MainWindow, qtbot: QtBot) -> None:
    space = open_window.workspace()
    space.go_to_step_named("documents")
    page = space.documents_page()
    qtbot.waitUntil(lambda: page.fresh, timeout=10_000)
    page.language.setCurrentIndex(1)
    page.language.activated.emit(1)
    qtbot.waitUntil(lambda: page.fresh, timeout=10_000)
    assert page.paper is not None
    assert page.paper.language == "en"
    assert open_window.screen_.words.language == "zh"


def test_printing_puts_every_page_on_paper(open_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter

    from desktop.gui.printing import print_pages

    page = open_window.workspace().documents_page()
    open_window.workspace().go_to_step_named("documents")
    qtbot.waitUntil(lambda: page.fresh, timeout=10_000)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFullPage(True)
    assert {0, 1} == set(print_pages(page._document, printer, 0, 1))
    printed = QPdfDocument()
    printed.load(str(tmp_path / "printed.pdf"))
    assert printed.pageCount() == 2
    printed.close()
