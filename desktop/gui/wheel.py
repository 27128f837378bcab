"""The mouse wheel scrolls the page, never a value one did not mean to change."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QWidget


class _WheelFilter(QObject):
    """On a widget that holds a value: without focus, the wheel goes to the page around it."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pass a wheel event on to the parent where the widget has no focus."""
        if event.type() != QEvent.Type.Wheel or not isinstance(watched, QWidget) or watched.hasFocus():
            return False
        parent = watched.parentWidget()
        if parent is not None and isinstance(event, QWheelEvent):
            moved = QWheelEvent(
                watched.mapTo(parent, event.position()), event.globalPosition(), event.pixelDelta(),
                event.angleDelta(), event.buttons(), event.modifiers(), event.phase(), event.inverted(),
                event.source(),
            )  # fmt: skip
            QCoreApplication.sendEvent(parent, moved)
        return True


def keep_still(value: QWidget) -> None:
    """Let the wheel change a widget's value only while it has the focus, which the wheel does not give."""
    value.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    value.installEventFilter(_WheelFilter(value))
