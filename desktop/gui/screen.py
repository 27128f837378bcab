"""What every widget of the window shares, handed to it when it is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel

from . import icons
from .settings import Settings
from .style import Look, Scheme, Tones
from .words import Spoken, Words

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QAbstractButton, QGridLayout, QVBoxLayout, QWidget

    from .kit import Kit
    from .session import Session


class Appearance(QObject):
    """The look in use; ``changed`` when colours or letter size did."""

    changed = Signal()

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look

    @property
    def tones(self) -> Tones:
        """The colours on screen."""
        return self._look.tones

    @property
    def scheme(self) -> Scheme:
        """The scheme on screen."""
        return self._look.scheme

    @property
    def points(self) -> float:
        """The letter size on screen."""
        return self._look.points

    def choose(self, scheme: Scheme | None = None, points: float | None = None) -> None:
        """Change colours or letter size."""
        self._look.chosen = scheme or self._look.chosen
        self._look.points = points or self._look.points
        self._look.apply()
        self.changed.emit()

    def keep(self, owner: QObject, show: Callable[[], object]) -> None:
        """Run ``show`` now and after every change, as long as ``owner`` lives."""
        self.changed.connect(Spoken(owner, show).again)
        show()


class Screen:
    """Words, look, remembered choices and, once the window was painted, the project in hand."""

    def __init__(self, words: Words, appearance: Appearance, settings: Settings) -> None:
        self.words = words
        self.appearance = appearance
        self.settings = settings
        self.known_session: Session | None = None

    @property
    def session(self) -> Session:
        """The project in hand. Raises ValueError before the first paint."""
        if self.known_session is None:
            raise ValueError("nothing is in hand before the first paint")
        return self.known_session

    @property
    def kit(self) -> Kit | None:
        """The calculation, once it is imported."""
        return self.known_session.kit if self.known_session is not None else None

    def icon(self, name: str, tone: str = "text") -> QIcon:
        """An icon in the colours on screen."""
        return icons.icon(name, getattr(self.appearance.tones, tone))

    def dress(self, button: QAbstractButton, name: str, tone: str = "text") -> None:
        """Give a button an icon that follows the look."""
        self.appearance.keep(button, lambda: button.setIcon(self.icon(name, tone)))

    def picture(self, label: QLabel, name: str, tone: str, ems: float = 1.0) -> None:
        """Show an icon in a label, sized with the letters."""
        size = round(em() * ems)
        label.setPixmap(self.icon(name, tone).pixmap(size, size))


def em() -> int:
    """The height of a line of text, the measure of all spacing."""
    return QFontMetrics(QApplication.font()).height()


def part(widget: QWidget, name: str) -> None:
    """Say which part of the page a widget is, for the style sheet."""
    widget.setProperty("part", name)


def by_name(widget: QWidget, **values: str) -> None:
    """Set properties of Qt by the names of their values, ``focusPolicy="NoFocus"``.

    What is painted first says them so: the namespace ``Qt`` takes as long to load as all else of that
    paint. Raises ValueError for a name Qt does not know.
    """
    for name, value in values.items():
        if not widget.setProperty(name, value):
            raise ValueError(f"{name}: {value}")


def mark(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet looks at, and restyle where it changed."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def text_label(screen: Screen, key: str, kind: str = "", *, wrap: bool = False) -> QLabel:
    """A label with the text of a key in the language on screen."""
    label = QLabel()
    if kind:
        part(label, kind)
    label.setWordWrap(wrap)
    screen.words.set(label.setText, key)
    return label


def label(text: str, kind: str = "", tone: str = "", *, wrap: bool = True) -> QLabel:
    """A text of the results; plain, whatever is in it."""
    made = QLabel(text)
    by_name(made, textFormat="PlainText")
    made.setWordWrap(wrap)
    if kind:
        part(made, kind)
    if tone:
        made.setProperty("tone", tone)
    return made


def emptied(layout: QVBoxLayout | QGridLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
