"""Maps of scattered points: every point itself, nothing beyond its neighbours, order kept, blank outside."""

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.engine.monotone import COOLING, HEATING, grid_turns, turns
from desktop.engine.scattered_map import FlatPoints, over_triangles, scattered_table, triangles


def test_by_hand() -> None:
    """Three corners with 1, 2, 3: a side's middle is the mean of its ends, the centre the mean of all."""
    x, y, values = np.array([0.0, 2.0, 0.0]), np.array([0.0, 0.0, 2.0]), np.array([1.0, 2.0, 3.0])
    found = over_triangles(
        triangles(x, y), x, y, values, np.array([1.0, 0.0, 2 / 3, 2.0]), np.array([0.0, 1.0, 2 / 3, 2.0])
    )
    assert found[:3] == pytest.approx([1.5, 2.0, 2.0])
    assert np.isnan(found[3])


def test_triangles_fill_the_hull_of_a_grid_and_no_point_lies_in_a_circle() -> None:
    x, y = (axis.ravel() for axis in np.meshgrid([0.0, 1.0, 2.5, 4.0], [0.0, 1.0, 3.0], indexing="ij"))
    place = np.column_stack([x / 4, y / 3])
    area = 0.0
    for corners in triangles(x, y):
        a, b, c = place[corners]
        area += abs((b - a)[0] * (c - a)[1] - (b - a)[1] * (c - a)[0]) / 2
        # the circle through three points, by its centre
        centre = np.linalg.solve(2 * np.array([b - a, c - a]), [b @ b - a @ a, c @ c - a @ a])
        assert (np.linalg.norm(place - centre, axis=1) >= np.linalg.norm(a - centre) - 1e-5).all()
    assert area == pytest.approx(1)


@st.composite
def sheets(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    chance = np.random.default_rng(draw(st.integers(0, 100_000)))
    count = draw(st.integers(4, 25))
    outdoor = chance.choice(np.arange(-30.0, 25.0, 2.5), count)
    leaving = chance.choice(np.arange(30.0, 65.0, 2.5), count)
    outdoor, leaving = np.unique(np.column_stack([outdoor, leaving]), axis=0).T
    noise = draw(st.sampled_from([0.0, 0.3]))
    values = 3 + 0.05 * outdoor - 0.04 * (leaving - 45) + noise * chance.normal(size=outdoor.size)
    return outdoor, leaving, values


@settings(max_examples=80, deadline=None)
@given(sheet=sheets())
def test_exact_and_between_the_given_and_in_order(sheet: tuple[Any, Any, Any]) -> None:
    outdoor, leaving, values = sheet
    try:
        rows, columns, table = scattered_table(outdoor, leaving, values, HEATING)
    except FlatPoints:
        assert np.linalg.matrix_rank(np.column_stack([outdoor, leaving])[1:] - [outdoor[0], leaving[0]]) < 2
        return
    for t_out, t_leave, value in zip(outdoor, leaving, values, strict=True):
        assert table[np.searchsorted(rows, t_out), np.searchsorted(columns, t_leave)] == value
    filled = table[~np.isnan(table)]
    assert values.min() - 1e-12 <= filled.min()
    assert filled.max() <= values.max() + 1e-12
    if not turns(outdoor, leaving, values, HEATING):
        for a, b in itertools.product(np.argwhere(~np.isnan(table)), repeat=2):
            if (a[0] <= b[0]) and (a[1] >= b[1]):
                assert table[tuple(a)] <= table[tuple(b)] + 1e-12


def test_points_on_a_line_are_refused() -> None:
    with pytest.raises(FlatPoints):
        triangles(np.array([-20.0, -10.0, 0.0]), np.array([41.0, 41.0, 41.0]))


def test_turns_are_found_and_cooling_turns_the_air_round() -> None:
    outdoor, leaving = [25.0, 35.0], [7.0, 7.0]
    assert turns(outdoor, leaving, [3.5, 3.0], COOLING) == ()
    (turn,) = turns(outdoor, leaving, [3.5, 3.0], HEATING)
    assert turn.values == (3.5, 3.0)
    table = np.array([[2.0, 1.8], [2.5, 2.6]])  # at the warmer row the hotter water has the better COP
    (turn,) = grid_turns(np.array([-10.0, 0.0]), np.array([35.0, 45.0]), table, HEATING)
    assert (turn.t_outdoor_c, turn.t_leaving_c, turn.values) == ((0.0, 0.0), (35.0, 45.0), (2.5, 2.6))
