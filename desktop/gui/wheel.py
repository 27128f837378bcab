"""The mouse wheel scrolls the page, never a value one did not mean to change."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QAbstractSpinBox, QComboBox, QScrollBar, QWidget

VALUES = (QAbstractSpinBox, QComboBox, QAbstractSlider)


class WheelFilter(QObject):
    """Installed on the application: a wheel over a value without focus goes to the page around it."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pass a wheel event on to the parent where the widget under it is an unfocused value."""
        if (
            event.type() != QEvent.Type.Wheel
            or not isinstance(watched, VALUES)
            or isinstance(watched, QScrollBar)
        ):
            return False
        if watched.hasFocus():
            return False
        parent = watched.parentWidget()
        if parent is not None:
            assert isinstance(event, QWheelEvent)
            _pass_on(event, watched, parent)
        return True


def _pass_on(event: QWheelEvent, watched: QWidget, parent: QWidget) -> None:
    moved = QWheelEvent(
        watched.mapTo(parent, event.position()), event.globalPosition(), event.pixelDelta(),
        event.angleDelta(), event.buttons(), event.modifiers(), event.phase(), event.inverted(),
        event.source(),
    )  # fmt: skip
    QCoreApplication.sendEvent(parent, moved)
