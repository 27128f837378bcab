"""What every choice of a component has in common: whatever is not chosen is explained."""

from __future__ import annotations

from collections.abc import Iterable

from ..engine.messages import Rejection


class NothingSuits(Exception):
    """No model of the catalogue serves; ``kind`` is the kind of equipment, ``rejections`` say why."""

    def __init__(self, kind: str, rejections: Iterable[Rejection]) -> None:
        super().__init__(kind)
        self.kind = kind
        self.rejections = tuple(rejections)
