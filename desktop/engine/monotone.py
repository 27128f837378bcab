"""Whether given points are monotone, and keeping what lies between them so.

Against a warmer outdoor temperature COP and heat of a heat pump rise, against warmer water they fall; cooling
turns the outdoor direction round. A record that does not is kept as it is, and told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .arrays import Floats as Array

Signs = tuple[int, int]
HEATING: Signs = (1, -1)
COOLING: Signs = (-1, 1)
"""Which way a value goes with the outdoor and with the leaving water temperature: 1 rises, -1 falls."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Two given points whose values go the wrong way: where they are and what they say."""

    t_outdoor_c: tuple[float, float]
    t_leaving_c: tuple[float, float]
    values: tuple[float, float]


def signs_of(mode: str) -> Signs:
    """The directions of a mode."""
    return COOLING if mode == "cooling" else HEATING


def _ordered(outdoor: Array, leaving: Array, signs: Signs) -> tuple[Array, Array]:
    """Coordinates along both of which the value should rise."""
    return signs[0] * np.asarray(outdoor, float), signs[1] * np.asarray(leaving, float)


def turns(
    t_outdoor_c: Sequence[float] | Array, t_leaving_c: Sequence[float] | Array,
    values: Sequence[float] | Array, signs: Signs,
) -> tuple[Turn, ...]:  # fmt: skip
    """Pairs of points where the one that should not be smaller is.

    >>> [turn.values for turn in turns([0, 5, 10], [35, 35, 35], [3.0, 2.9, 3.4], HEATING)]
    [(3.0, 2.9)]
    """
    x, y = _ordered(np.asarray(t_outdoor_c), np.asarray(t_leaving_c), signs)
    v = np.asarray(values, float)
    below = (x[:, None] <= x) & (y[:, None] <= y) & (v[:, None] > v)
    return tuple(
        Turn((float(t_outdoor_c[i]), float(t_outdoor_c[j])), (float(t_leaving_c[i]), float(t_leaving_c[j])),
             (float(v[i]), float(v[j])))
        for i, j in np.argwhere(below)
    )  # fmt: skip


def grid_turns(t_outdoor_c: Array, t_leaving_c: Array, table: Array, signs: Signs) -> tuple[Turn, ...]:
    """Neighbours of a grid (outdoor by leaving; nan is a blank) whose values go the wrong way."""
    found = []
    rows, columns = table.shape
    for i in range(rows):
        for j in range(columns):
            for axis, (k, m) in enumerate(((i + 1, j), (i, j + 1))):
                if k < rows and m < columns and signs[axis] * (table[k, m] - table[i, j]) < 0:
                    found.append(
                        Turn((float(t_outdoor_c[i]), float(t_outdoor_c[k])),
                             (float(t_leaving_c[j]), float(t_leaving_c[m])),
                             (float(table[i, j]), float(table[k, m])))
                    )  # fmt: skip
    return tuple(found)


def held_monotone(
    table: Array, t_outdoor_c: Array, t_leaving_c: Array,
    given: tuple[Array, Array, Array], signs: Signs,
) -> Array:  # fmt: skip
    """A grid made monotone and led through the given points exactly.

    ``given`` are outdoor, leaving and value of the points; they must be monotone themselves, else the grid
    comes back as it is but for the points. Three monotone steps keep the whole monotone: the running maximum
    along both axes, then the bounds that the given points set on both sides. Blanks stay blank.
    """
    given_outdoor, given_leaving, values = given
    result = np.array(table, float)
    if not turns(given_outdoor, given_leaving, values, signs):
        rising = result[:: signs[0], :: signs[1]]
        filled = np.where(np.isnan(rising), -np.inf, rising)
        filled = np.maximum.accumulate(np.maximum.accumulate(filled, axis=0), axis=1)
        rising[...] = np.where(np.isnan(rising), np.nan, filled)
        x, y = _ordered(t_outdoor_c, t_leaving_c, signs)
        gx, gy = _ordered(given_outdoor, given_leaving, signs)
        under = (gx <= x[:, None, None]) & (gy <= y[None, :, None])
        over = (gx >= x[:, None, None]) & (gy >= y[None, :, None])
        low = np.where(under, values, -np.inf).max(axis=2)
        high = np.where(over, values, np.inf).min(axis=2)
        result = np.minimum(np.maximum(result, low), high)
    rows = np.searchsorted(t_outdoor_c, given_outdoor)
    result[rows, np.searchsorted(t_leaving_c, given_leaving)] = values
    return result
