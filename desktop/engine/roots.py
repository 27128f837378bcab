"""Bracketed searches in one unknown: a root between two values, the best value between two bounds."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

STEPS_MAX = 80
_GOLDEN = (sqrt(5.0) - 1.0) / 2.0


class NoRoot(ValueError):
    """The function has the same sign at both ends: ``low`` and ``high`` are its values there."""

    def __init__(self, low: float, high: float) -> None:
        super().__init__(f"no change of sign between {low:g} and {high:g}")
        self.low = low
        self.high = high


def root_between(
    function: Callable[[float], float], low: float, high: float, tolerance: float = 1e-9
) -> float:
    """Where a continuous function changes its sign (Chandrupatla's bracketed inverse interpolation).

    Never leaves the bracket and never needs more steps than halving by a small factor. Raises NoRoot where
    the ends have the same sign.

    >>> round(root_between(lambda x: x * x - 2.0, 0.0, 2.0), 9)
    1.414213562
    """
    a, b, c = high, low, high
    fa, fb = function(a), function(b)
    if fa == 0.0 or fb == 0.0:
        return a if fa == 0.0 else b
    if (fa > 0.0) == (fb > 0.0):
        raise NoRoot(fb, fa)
    fc, share = fa, 0.5
    for _ in range(STEPS_MAX):
        x = a + share * (b - a)
        fx = function(x)
        if (fx > 0.0) == (fa > 0.0):
            c, fc = a, fa
        else:
            c, b, fc, fb = b, a, fb, fa
        a, fa = x, fx
        best = a if abs(fa) < abs(fb) else b
        room = tolerance / abs(b - c) if b != c else 1.0
        if fa == 0.0 or room > 0.5:
            return best
        share = _next_share((a, b, c), (fa, fb, fc), room)
    return best


def _next_share(x: tuple[float, float, float], f: tuple[float, float, float], room: float) -> float:
    """Where to look next between the ends: by inverse quadratic interpolation where it is trusted."""
    (a, b, c), (fa, fb, fc) = x, f
    xi, phi = (a - b) / (c - b), (fa - fb) / (fc - fb)
    share = 0.5
    if phi * phi < xi and (1.0 - phi) ** 2 < 1.0 - xi:
        share = fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
    return min(1.0 - room, max(room, share))


def best_between(
    function: Callable[[float], float], low: float, high: float, tolerance: float
) -> tuple[float, float]:
    """Place and value of the highest value of a function with one maximum (golden section, ends included).

    >>> place, value = best_between(lambda x: 3.0 - (x - 1.0) ** 2, 0.0, 5.0, 1e-4)
    >>> round(place, 3), round(value, 6)
    (1.0, 3.0)
    """
    left, right = low, high
    first, second = right - _GOLDEN * (right - left), left + _GOLDEN * (right - left)
    known = {place: function(place) for place in (low, high, first, second)}
    while right - left > tolerance:
        if known[first] >= known[second]:
            right, second = second, first
            first = right - _GOLDEN * (right - left)
            known[first] = function(first)
        else:
            left, first = first, second
            second = left + _GOLDEN * (right - left)
            known[second] = function(second)
    place = max(known, key=lambda one: known[one])
    return place, known[place]
