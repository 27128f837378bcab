"""A document as a PDF file. Draws the marks that the layout gives; the only module that knows reportlab.

The same document gives the same bytes: the dates in the file are the document's own. Both fonts are embedded
as subsets, and no other font is named in the file.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from threading import Lock
from typing import Any

from ..tables.fonts import STYLES, font_path
from .blocks import Document
from .layout import Leaf, lay_out
from .marks import Anchor, Area, Curve, Line, Link, Mark, Text
from .style import PAGE_HEIGHT, PAGE_WIDTH, PAPER
from .typesetting import Advances

_FONTS = {False: "HeatQuote-Regular", True: "HeatQuote-Bold"}
_ONE_AT_A_TIME = Lock()  # reportlab keeps a font's subsets in the font


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished file, the characters the fonts lack (shown as 〓 in it) and how many pages it has."""

    pdf: bytes
    missing: tuple[str, ...]
    page_count: int


def to_pdf(document: Document) -> Rendered:
    """The document as PDF. Raises FileNotFoundError where the fonts were never made."""
    rendered = to_pdf_while(document, lambda: True)
    assert rendered is not None
    return rendered


def to_pdf_while(document: Document, wanted: Callable[[], bool]) -> Rendered | None:
    """The document as PDF, or None as soon as ``wanted``, asked before each page, says no."""
    layout = lay_out(document, font_advances())
    with _ONE_AT_A_TIME:
        pdf = _write(document, layout.leaves, wanted)
    return Rendered(pdf, layout.missing, len(layout.leaves)) if pdf is not None else None


@cache
def font_advances() -> Advances:
    """Read both fonts, once for the life of the program."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    widths: list[Mapping[str, float]] = []
    for style in STYLES:
        font = TTFont(f"HeatQuote-{style}", str(font_path(style)), shapable=False)
        pdfmetrics.registerFont(font)
        widths.append({chr(code): width / 1000.0 for code, width in font.face.charWidths.items()})
    return Advances(*widths)


@cache
def _rgb(name: str) -> tuple[float, float, float]:
    number = int(PAPER[name][1:], 16)
    return (number >> 16) / 255, (number >> 8 & 255) / 255, (number & 255) / 255


def _write(document: Document, leaves: tuple[Leaf, ...], wanted: Callable[[], bool]) -> bytes | None:
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0  # plain bytes: smaller, and a third of the time of the default text coding
    target = io.BytesIO()
    canvas = Canvas(
        target, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1, pageCompression=1,
        initialFontName=_FONTS[False], lang={"zh": "zh-CN"}.get(document.language, document.language),
    )  # fmt: skip
    _set_properties(canvas, document)
    pen = _Pen(canvas)
    for leaf in leaves:
        if not wanted():
            return None
        for x, y, marks in leaf.groups:
            pen.draw(x, y, marks)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _set_properties(canvas: Any, document: Document) -> None:
    canvas.setTitle(_encodable(document.title))
    canvas.setAuthor(_encodable(document.author))
    canvas.setSubject(_encodable(document.subject))
    canvas.setKeywords(_encodable(document.keywords))
    canvas.setCreator("HeatQuote")
    canvas.setProducer("ReportLab")
    canvas.setDateFormatter(lambda *_: _pdf_date(document.issued))
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.showOutline()


def _pdf_date(day: date) -> str:
    return f"D:{day:%Y%m%d}000000Z"


def _encodable(text: str) -> str:
    """Text for the file's properties; half surrogate pairs, which no encoding takes, are replaced."""
    return text.encode("utf-16", "replace").decode("utf-16").replace("\x00", "")


class _Pen:
    """Draws marks on a canvas, whose y points upwards."""

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas
        self._level = -1

    def draw(self, x: float, y: float, marks: tuple[Mark, ...]) -> None:
        """Draw marks shifted by x and y from the top left corner, in their order."""
        top = PAGE_HEIGHT - y
        texts: list[Text] = []
        for mark in marks:
            if isinstance(mark, Text):
                texts.append(mark)
                continue
            if texts:
                self._texts(texts, x, top)
                texts = []
            self._shape(mark, x, top)
        if texts:
            self._texts(texts, x, top)

    def _shape(self, mark: Mark, x: float, top: float) -> None:
        match mark:
            case Line():
                self._line(mark, x, top)
            case Area():
                self._area(mark, x, top)
            case Curve():
                self._curve(mark, x, top)
            case Anchor():
                self._anchor(mark, top)
            case Link():
                corner = (x + mark.x, top - mark.y - mark.height, x + mark.x + mark.width, top - mark.y)
                self._canvas.linkRect("", mark.name, corner, Border="[0 0 0]")

    def _texts(self, texts: list[Text], x: float, top: float) -> None:
        out = self._canvas.beginText()
        state: tuple[object, ...] = ()
        for mark in texts:
            if mark.turned:
                self._turned(mark, x, top)
                continue
            if state != (mark.bold, mark.size, mark.color, mark.spread):
                out.setFont(_FONTS[mark.bold], mark.size)
                out.setFillColorRGB(*_rgb(mark.color))
                out.setCharSpace(mark.spread)
                state = (mark.bold, mark.size, mark.color, mark.spread)
            out.setTextOrigin(x + mark.x, top - mark.y)
            out.textOut(mark.text)
        if state and state[3]:
            out.setCharSpace(0)
        self._canvas.drawText(out)

    def _turned(self, mark: Text, x: float, top: float) -> None:
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(x + mark.x, top - mark.y)
        canvas.rotate(90)
        canvas.setFont(_FONTS[mark.bold], mark.size)
        canvas.setFillColorRGB(*_rgb(mark.color))
        canvas.drawString(0, 0, mark.text)
        canvas.restoreState()

    def _line(self, mark: Line, x: float, top: float) -> None:
        canvas = self._canvas
        canvas.setStrokeColorRGB(*_rgb(mark.color))
        canvas.setLineWidth(mark.width)
        canvas.setLineJoin(1)
        canvas.setDash(list(mark.dash))
        path = canvas.beginPath()
        path.moveTo(x + mark.points[0][0], top - mark.points[0][1])
        for px, py in mark.points[1:]:
            path.lineTo(x + px, top - py)
        canvas.drawPath(path)
        if mark.dash:
            canvas.setDash([])

    def _area(self, mark: Area, x: float, top: float) -> None:
        canvas = self._canvas
        canvas.setFillColorRGB(*_rgb(mark.fill))
        if mark.edge:
            canvas.setStrokeColorRGB(*_rgb(mark.edge))
            canvas.setLineWidth(mark.width)
        path = canvas.beginPath()
        path.moveTo(x + mark.points[0][0], top - mark.points[0][1])
        for px, py in mark.points[1:]:
            path.lineTo(x + px, top - py)
        path.close()
        canvas.drawPath(path, stroke=1 if mark.edge else 0, fill=1)

    def _curve(self, mark: Curve, x: float, top: float) -> None:
        canvas = self._canvas
        canvas.setStrokeColorRGB(*_rgb(mark.color))
        canvas.setLineWidth(mark.width)
        path = canvas.beginPath()
        path.moveTo(x + mark.points[0][0], top - mark.points[0][1])
        for i in range(1, len(mark.points), 3):
            path.curveTo(*(c for px, py in mark.points[i : i + 3] for c in (x + px, top - py)))
        canvas.drawPath(path)

    def _anchor(self, mark: Anchor, top: float) -> None:
        self._canvas.bookmarkHorizontalAbsolute(mark.name, top - mark.y + 14)
        if mark.title:
            self._level = min(mark.level, self._level + 1)  # an outline cannot skip a level
            self._canvas.addOutlineEntry(mark.title, mark.name, self._level, closed=self._level == 0 or None)
