"""Printing the pages of a PDF as they are, at the printer's own resolution, band by band."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QDialog, QProgressDialog, QWidget

from .screen import Screen

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter

BAND_PIXELS = 2_000_000
LARGEST_DPI = 600


def ask_and_print(document: QPdfDocument, screen: Screen, parent: QWidget) -> None:
    """Ask which printer and which pages, and print them; can be stopped between two bands."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if printer.resolution() > LARGEST_DPI:
        printer.setResolution(LARGEST_DPI)
    printer.setFullPage(True)
    printer.setDocName(screen.words("gui.program"))
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, document.pageCount())
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return
    first = printer.fromPage() or 1
    last = printer.toPage() or document.pageCount()
    progress = QProgressDialog(
        screen.words("gui.printing"), screen.words("gui.cancel"), first - 1, last, parent
    )
    progress.setWindowModality(Qt.WindowModality.WindowModal)
    for page in print_pages(document, printer, first - 1, last - 1):
        progress.setValue(page)
        QApplication.processEvents()
        if progress.wasCanceled():
            printer.abort()
            break
    progress.close()


def print_pages(document: QPdfDocument, printer: QPrinter, first: int, last: int) -> Iterator[int]:
    """Print pages, counted from 0; yields the page in hand after each band."""
    from PySide6.QtPdf import QPdfDocumentRenderOptions

    painter = QPainter(printer)
    try:
        for page in range(first, last + 1):
            if page > first:
                printer.newPage()
            paper = printer.pageRect(printer.Unit.DevicePixel).size().toSize()
            size = document.pagePointSize(page).toSize().scaled(paper, Qt.AspectRatioMode.KeepAspectRatio)
            for band in bands(size):
                options = QPdfDocumentRenderOptions()
                options.setScaledSize(size)
                options.setScaledClipRect(band)
                painter.drawImage(band.topLeft(), document.render(page, band.size(), options))
                yield page
    finally:
        painter.end()


def bands(size: QSize) -> list[QRect]:
    """A page cut across into bands of at most ``BAND_PIXELS``.

    >>> [band.height() for band in bands(QSize(5000, 900))]
    [400, 400, 100]
    """
    step = max(1, BAND_PIXELS // max(1, size.width()))
    return [
        QRect(0, top, size.width(), min(step, size.height() - top)) for top in range(0, size.height(), step)
    ]
