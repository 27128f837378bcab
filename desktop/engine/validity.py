"""Formulas refuse inputs outside their range of validity instead of extrapolating silently."""

from __future__ import annotations

import numpy as np

from .messages import Message, message


class OutsideValidity(ValueError):
    """An input for which a formula was not made; ``message`` names it, its value and the allowed range."""

    def __init__(self, name: str, value: float, low: float, high: float) -> None:
        super().__init__(f"{name} = {value:g}, allowed {low:g} to {high:g}")
        self.name, self.value, self.low, self.high = name, value, low, high

    @property
    def message(self) -> Message:
        """The sentence for the reader."""
        return message(
            "fault.outside_validity", name=self.name, value=self.value, low=self.low, high=self.high
        )


def require(name: str, value: float, low: float, high: float) -> None:
    """Raise OutsideValidity unless ``low <= value <= high`` (an array: everywhere; nan is refused)."""
    smallest, largest = float(np.min(value)), float(np.max(value))
    if not low <= smallest:
        raise OutsideValidity(name, smallest, low, high)
    if not largest <= high:
        raise OutsideValidity(name, largest, low, high)
