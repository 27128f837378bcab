"""A map from points that lie anywhere: the points of a maker's sheet that is not a whole grid.

The points are joined to triangles (Delaunay: no point lies in the circle around a triangle) and values
between are planes over them. So the map gives every point itself, never leaves the range of the three
around it, and is blank where no triangle reaches.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from .arrays import Floats as Array
from .monotone import Signs, held_monotone

EDGE = 1e-9
NUDGE = 1e-6  # share of the span by which points are moved so that no four lie on one circle


class FlatPoints(ValueError):
    """Points that span no area: all on one line."""


def scattered_table(
    t_outdoor_c: Array, t_leaving_c: Array, values: Array, signs: Signs
) -> tuple[Array, Array, Array]:
    """The grid of all temperatures given, and the values at its nodes; nan where no triangle reaches.

    Raises FlatPoints.
    """
    outdoor, leaving = np.unique(t_outdoor_c), np.unique(t_leaving_c)
    corners = triangles(t_outdoor_c, t_leaving_c)
    at_outdoor, at_leaving = np.meshgrid(outdoor, leaving, indexing="ij")
    table = over_triangles(corners, t_outdoor_c, t_leaving_c, values, at_outdoor, at_leaving)
    given = (np.asarray(t_outdoor_c, float), np.asarray(t_leaving_c, float), np.asarray(values, float))
    return outdoor, leaving, held_monotone(table, outdoor, leaving, given, signs)


def triangles(x: Array, y: Array) -> Array:
    """Corners of the Delaunay triangles, one row a triangle (Bowyer and Watson). Raises FlatPoints.

    >>> triangles(np.array([0.0, 1.0, 0.0]), np.array([0.0, 0.0, 1.0])).shape
    (1, 3)
    """
    points = np.column_stack([_spread(x), _spread(y)])
    if len(points) < 3 or np.linalg.matrix_rank(points - points[0], tol=1e-9) < 2:
        raise FlatPoints
    count = len(points)
    nudged = points + NUDGE * np.random.default_rng(0).uniform(-1, 1, points.shape)
    everything = np.vstack([nudged, [(-50.0, -50.0), (50.0, -50.0), (0.5, 100.0)]])
    found = {(count, count + 1, count + 2)}
    for new in range(count):
        reached = {corners for corners in found if _in_circle(everything[list(corners)], everything[new])}
        sides = [side for corners in reached for side in combinations(sorted(corners), 2)]
        rim = [side for side in sides if sides.count(side) == 1]
        found = (found - reached) | {(side[0], side[1], new) for side in rim}
    inner = np.array([corners for corners in sorted(found) if max(corners) < count])
    a, b, c = (points[inner[:, corner]] for corner in range(3))
    area = _cross(b - a, c - a)
    chosen: Array = inner[np.abs(area) > 10 * NUDGE]
    return chosen


def _spread(values: Array) -> Array:
    """Values from 0 to 1, so that both directions count alike."""
    values = np.asarray(values, float)
    span = float(np.ptp(values))
    return np.asarray((values - values.min()) / (span if span > 0 else 1.0))


def _cross(u: Array, v: Array) -> Array:
    product: Array = u[..., 0] * v[..., 1] - u[..., 1] * v[..., 0]
    return product


def _in_circle(corners: Array, point: Array) -> bool:
    """Whether a point lies inside the circle through three corners."""
    d = corners - point
    rows = np.column_stack([d, (d**2).sum(axis=1)])
    sense = _cross(corners[1] - corners[0], corners[2] - corners[0])
    return bool(np.linalg.det(rows) * sense > 0)


def over_triangles(
    corners: Array, x: Array, y: Array, values: Array, at_x: Array, at_y: Array
) -> Array:
    """Values of the planes over triangles at points; nan outside them all."""
    result = np.full(np.shape(at_x), np.nan)
    place = np.column_stack([x, y]).astype(float)
    wanted = np.stack([at_x, at_y], axis=-1).astype(float)
    for triangle in corners:
        a, b, c = place[triangle]
        area = _cross(b - a, c - a)
        second = _cross(wanted - a, c - a) / area
        third = _cross(b - a, wanted - a) / area
        inside = (second >= -EDGE) & (third >= -EDGE) & (second + third <= 1 + EDGE) & np.isnan(result)
        v = values[triangle]
        plane = v[0] + second * (v[1] - v[0]) + third * (v[2] - v[0])
        result[inside] = plane[inside]
    return result
