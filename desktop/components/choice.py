"""What every choice of a component has in common: whatever is not chosen is explained."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from ..engine.messages import Rejection

T = TypeVar("T")


class NothingSuits(Exception):
    """No model of the catalogue serves; ``kind`` is the kind of equipment, ``rejections`` say why."""

    def __init__(self, kind: str, rejections: Iterable[Rejection]) -> None:
        super().__init__(kind)
        self.kind = kind
        self.rejections = tuple(rejections)


def ranked(
    candidates: Sequence[T], measure: Callable[[T], float], near: float, then: Callable[[T], Any]
) -> list[T]:
    """Candidates in order: those within the share ``near`` of the least measure by ``then``, then the rest.

    So a saving too small to matter does not buy a clumsy solution.

    >>> ranked([(100, 4), (104, 1), (120, 1)], lambda c: c[0], 0.05, lambda c: c[1])
    [(104, 1), (100, 4), (120, 1)]
    """
    limit = min(map(measure, candidates), default=0.0) * (1 + near)
    return sorted(candidates, key=lambda c: (0, then(c)) if measure(c) <= limit else (1, measure(c), then(c)))
