"""Colours and type of the window: Fusion with our own light and dark palettes, every role set."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from ..tables.fonts import FAMILY, STYLES, font_path
from ..tables.places import resources_dir

Scheme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Tones:
    """The colours of a scheme; texts have a contrast of at least 4.5 on ``window`` and ``base``."""

    window: str
    base: str
    raised: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    selected: str
    good: str
    warning: str
    bad: str
    series: tuple[str, ...]


TONES: dict[Scheme, Tones] = {
    "light": Tones(
        window="#f3f5f7", base="#ffffff", raised="#e9edf1", line="#c6ced6", text="#1c2630",
        muted="#556270", accent="#0a6380", on_accent="#ffffff", selected="#d9eaf1",
        good="#1b6e37", warning="#8a5200", bad="#b0241c",
        series=("#0a6380", "#c2571a", "#5b7f2b", "#7a4fa0", "#8a6d00", "#4c5a67"),
    ),
    "dark": Tones(
        window="#1a2027", base="#222a32", raised="#2c353f", line="#43505c", text="#e7ecf1",
        muted="#a9b5c0", accent="#66c5e3", on_accent="#0d1a21", selected="#264452",
        good="#74d193", warning="#f0bb60", bad="#ff9488",
        series=("#66c5e3", "#f0a26b", "#a6cf6f", "#c7a3ea", "#e3cb62", "#b3bfca"),
    ),
}  # fmt: skip


def load_fonts() -> None:
    """Make the program's fonts known to Qt and use them, so that Chinese shows on any system."""
    for style in STYLES:
        QFontDatabase.addApplicationFont(str(font_path(style)))


@cache
def system_scheme() -> Scheme:
    """The scheme the system asks for, told by the colours Qt has before it is given ours."""
    own = QApplication.palette()
    return "dark" if own.window().color().lightness() < own.windowText().color().lightness() else "light"


def palette(tones: Tones) -> QPalette:
    """A palette in which every role that is shown is set."""
    made = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: tones.window, role.WindowText: tones.text, role.Base: tones.base,
        role.AlternateBase: tones.window, role.Text: tones.text, role.Button: tones.raised,
        role.ButtonText: tones.text, role.BrightText: tones.bad, role.ToolTipBase: tones.base,
        role.ToolTipText: tones.text, role.PlaceholderText: tones.muted, role.Highlight: tones.accent,
        role.HighlightedText: tones.on_accent, role.Link: tones.accent, role.LinkVisited: tones.accent,
        role.Light: tones.base, role.Midlight: tones.raised, role.Mid: tones.line, role.Dark: tones.line,
        role.Shadow: tones.line, role.Accent: tones.accent,
    }  # fmt: skip
    for name, colour in colours.items():
        made.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(tones.muted))
    return made


def sheet(scheme: Scheme, points: float, drawings: str) -> str:
    """The few rules a palette cannot say: cards, steps, loud and quiet texts; ``drawings`` is a folder."""
    tones = TONES[scheme]
    return f"""
    QLabel[part="title"] {{ font-size: {points * 2.2:.1f}pt; font-weight: 600; }}
    QLabel[part="heading"] {{ font-size: {points * 1.5:.1f}pt; font-weight: 600; }}
    QLabel[part="title"] {{ font-size: {points * 1.2:.1f}pt; font-weight: 600; }}
    QLabel[part="section"] {{ font-weight: 600; }}
    QLabel[part="quiet"] {{ color: {tones.muted}; }}
    QLabel[part="figure"] {{ font-size: {points * 1.35:.1f}pt; font-weight: 600; }}
    QLabel[tone="bad"] {{ color: {tones.bad}; }}
    QLabel[tone="warning"] {{ color: {tones.warning}; }}
    QLabel[tone="good"] {{ color: {tones.good}; }}
    QFrame[part="card"] {{ background: {tones.base}; border: 1px solid {tones.line}; border-radius: 6px; }}
    QFrame[part="card"] QLabel {{ border: none; background: transparent; }}
    QFrame[part="strip"] {{ background: {tones.raised}; border: none; border-radius: 4px; }}
    QFrame[part="rule"] {{ background: {tones.line}; border: none; max-height: 1px; min-height: 1px; }}
    QAbstractButton[part="card"] {{ background: {tones.base}; border: 1px solid {tones.line};
        border-radius: 6px;
        padding: 12px; text-align: left; }}
    QAbstractButton[part="card"]:hover,
        QAbstractButton[part="card"]:focus {{ border: 2px solid {tones.accent};
        padding: 11px; }}
    QPushButton {{ padding: 5px 14px; border: 1px solid {tones.line}; border-radius: 4px;
        background: {tones.raised}; }}
    QPushButton:hover {{ border-color: {tones.accent}; }}
    QPushButton:focus {{ border: 2px solid {tones.accent}; padding: 4px 13px; }}
    QPushButton:disabled {{ color: {tones.muted}; }}
    QPushButton[part="main"] {{ background: {tones.accent}; color: {tones.on_accent};
        border-color: {tones.accent}; font-weight: 600; }}
    QPushButton[part="main"]:disabled {{ background: {tones.raised}; color: {tones.muted};
        border-color: {tones.line}; }}
    QPushButton[part="fold"], QPushButton[part="link"] {{ border: none; background: transparent;
        padding: 4px 2px;
        color: {tones.accent}; text-align: left; }}
    QPushButton[part="fold"]:focus, QPushButton[part="link"]:focus {{ text-decoration: underline; }}
    QLineEdit, QComboBox, QDateEdit, QPlainTextEdit {{ background: {tones.base};
        border: 1px solid {tones.line};
        border-radius: 4px; padding: 4px 6px; selection-background-color: {tones.accent};
        selection-color: {tones.on_accent}; }}
    QLineEdit:focus, QComboBox:focus, QDateEdit:focus,
        QPlainTextEdit:focus {{ border: 2px solid {tones.accent};
        padding: 3px 5px; }}
    QLineEdit[standing="default"], QComboBox[standing="default"], QDateEdit[standing="default"],
        QCheckBox[standing="default"] {{ color: {tones.muted}; font-style: italic; }}
    QLineEdit[fault="true"], QComboBox[fault="true"],
        QDateEdit[fault="true"] {{ border: 2px solid {tones.bad};
        padding: 3px 5px; }}
    QCheckBox::indicator {{ width: 15px; height: 15px; border: 1px solid {tones.muted}; border-radius: 3px;
        background: {tones.base}; }}
    QCheckBox::indicator:checked {{ image: url({drawings}/check_{scheme}.svg); }}
    QCheckBox::indicator:focus {{ border: 2px solid {tones.accent}; }}
    QComboBox::drop-down, QDateEdit::drop-down {{ border: none; width: 22px; }}
    QComboBox::down-arrow, QDateEdit::down-arrow {{ image: url({drawings}/arrow_{scheme}.svg);
        width: 12px; height: 12px; }}
    QComboBox QAbstractItemView {{ background: {tones.base}; border: 1px solid {tones.line};
        selection-background-color: {tones.selected}; selection-color: {tones.text}; outline: 0; }}
    QToolButton[part="reset"] {{ border: none; padding: 2px; }}
    QToolButton[part="reset"]:focus, QToolButton[part="reset"]:hover {{ background: {tones.raised};
        border-radius: 4px; }}
    QListWidget#steps {{ background: {tones.window}; border: none; outline: 0; }}
    QListWidget#steps::item {{ padding: 7px 8px; border-radius: 4px; color: {tones.text}; }}
    QListWidget#steps::item:hover {{ background: {tones.raised}; }}
    QListWidget#steps::item:selected {{ background: {tones.selected}; color: {tones.text};
        font-weight: 600; }}
    QTabWidget::pane {{ border: none; border-top: 1px solid {tones.line}; }}
    QTabBar::tab {{ padding: 6px 12px; border: none; border-bottom: 3px solid transparent;
        color: {tones.muted}; background: transparent; }}
    QTabBar::tab:selected {{ color: {tones.text}; border-bottom-color: {tones.accent}; font-weight: 600; }}
    QTabBar::tab:focus {{ text-decoration: underline; }}
    QTableView {{ background: {tones.base}; gridline-color: {tones.raised}; border: 1px solid {tones.line};
        border-radius: 4px; alternate-background-color: {tones.window};
        selection-background-color: {tones.selected}; selection-color: {tones.text}; }}
    QHeaderView::section {{ background: {tones.raised}; color: {tones.text}; border: none;
        border-right: 1px solid {tones.line}; padding: 5px 8px; font-weight: 600; }}
    QScrollArea, QScrollArea > QWidget > QWidget#page {{ background: transparent; border: none; }}
    QToolBar {{ border: none; border-bottom: 1px solid {tones.line}; spacing: 2px; padding: 3px 6px; }}
    QToolBar QToolButton {{ padding: 4px 8px; border-radius: 4px; }}
    QToolBar QToolButton:hover {{ background: {tones.raised}; }}
    QTableView::item {{ padding: 3px 8px; }}
    QTableView[part="whole"]::item {{ padding: 3px 4px; }}
    QTableView[part="whole"] QHeaderView::section {{ padding: 5px 6px; }}
    QScrollBar:vertical {{ background: transparent; width: 11px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 11px; margin: 0; }}
    QScrollBar::handle {{ background: {tones.line}; border-radius: 4px; margin: 2px; min-height: 28px;
        min-width: 28px; }}
    QScrollBar::handle:hover {{ background: {tones.muted}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QStatusBar {{ border-top: 1px solid {tones.line}; }}
    QStatusBar::item {{ border: none; }}
    QSplitter::handle {{ background: {tones.line}; }}
    QToolTip {{ background: {tones.base}; color: {tones.text}; border: 1px solid {tones.line};
        padding: 4px; }}
    """


class Look:
    """The scheme and letter size in use. ``scheme`` None follows the system."""

    def __init__(self, scheme: Scheme | None = None, points: float = 10.0) -> None:
        self._system = system_scheme()
        self.chosen = scheme
        self.points = points

    @property
    def scheme(self) -> Scheme:
        """The scheme on screen."""
        return self.chosen or self._system

    @property
    def tones(self) -> Tones:
        """The colours on screen."""
        return TONES[self.scheme]

    def apply(self) -> None:
        """Give the application this look."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        font = QFont(FAMILY)
        font.setPointSizeF(self.points)
        app.setFont(font)
        app.setPalette(palette(self.tones))
        drawings = (resources_dir() / "icons").as_posix()
        app.setStyleSheet(sheet(self.scheme, self.points, drawings))


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours after WCAG 2: from 1 (alike) to 21 (black on white).

    >>> round(contrast("#000000", "#ffffff"), 1)
    21.0
    """
    lighter, darker = sorted((_luminance(QColor(first)), _luminance(QColor(second))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())
