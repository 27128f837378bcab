"""Reading a map: by hand on small grids, beside an independent interpolation, and what it refuses."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.engine.expressions import evaluate
from desktop.engine.monotone import HEATING, grid_turns
from desktop.engine.performance_map import (
    OutsideMap,
    PerformanceMap,
    between_cop,
    map_capacity_ratio,
    map_cop,
)

NAN = float("nan")


def small(gap: bool = False) -> PerformanceMap:
    """Outdoor -20, -10, 10; leaving 35, 45, 55; the highest leaving falls from 55 at -10 to 45 at -20."""
    capacity = np.array([[0.5, 0.48, NAN if gap else 0.46], [0.7, 0.66, 0.62], [1.1, 1.0, 0.9]])
    cop = np.array([[2.2, 1.9, NAN if gap else 1.6], [2.8, 2.4, 2.0], [4.2, 3.4, 2.8]])
    return PerformanceMap(
        np.array([-20.0, -10.0, 10.0]), np.array([35.0, 45.0, 55.0]), np.empty(0),
        capacity[:, :, None], cop[:, :, None], np.array([-20.0, -10.0, 10.0]), np.array([45.0, 55.0, 55.0]),
    )  # fmt: skip


def with_entering() -> PerformanceMap:
    capacity = np.array([[[1.0, 0.9], [1.0, NAN]], [[1.2, 1.1], [1.2, 1.1]]])
    return PerformanceMap(
        np.array([0.0, 10.0]), np.array([60.0, 70.0]), np.array([20.0, 40.0]), capacity, capacity * 3,
        np.array([0.0, 10.0]), np.array([70.0, 70.0]),
    )  # fmt: skip


def test_by_hand() -> None:
    """At -15/40, in the middle of four nodes: mean of 0.5, 0.48, 0.7, 0.66 and of 2.2, 1.9, 2.8, 2.4."""
    assert small().at(-15, 40) == pytest.approx((0.585, 2.325))
    # at 5/37: three quarters of the way from -10 to 10, a fifth from 35 to 45
    # cold 2.8 - 0.2 * 0.4 = 2.72, warm 4.2 - 0.2 * 0.8 = 4.04, 2.72 + 0.75 * 1.32 = 3.71
    assert small().at(5, 37)[1] == pytest.approx(3.71)


def test_every_node_gives_itself() -> None:
    table = small()
    for i, t_out in enumerate(table.t_outdoor_c):
        for j, t_leave in enumerate(table.t_leaving_c):
            if t_leave <= table.t_leaving_max_c(t_out):
                assert table.at(t_out, t_leave) == (table.capacity_ratio[i, j, 0], table.cop[i, j, 0])


def test_arrays_agree_with_interpolation_along_one_axis_after_the_other() -> None:
    table, rng = small(), np.random.default_rng(1)
    outdoor, leaving = rng.uniform(-10, 10, 200), rng.uniform(35, 55, 200)
    _, found = table.over(outdoor, leaving)
    for t_out, t_leave, cop in zip(outdoor, leaving, found, strict=True):
        row = [np.interp(t_out, table.t_outdoor_c, table.cop[:, j, 0]) for j in range(3)]
        assert cop == pytest.approx(np.interp(t_leave, table.t_leaving_c, row))


@pytest.mark.parametrize(
    ("t_outdoor_c", "t_leaving_c", "limit_name", "limit"),
    [
        (-20.1, 40, "t_outdoor_min_c", -20),
        (10.1, 40, "t_outdoor_max_c", 10),
        (0, 34, "t_leaving_min_c", 35),
        (0, 56, "t_leaving_max_c", 55),
        (-15, 50.1, "t_leaving_max_c", 50),
    ],
)
def test_outside_is_refused_with_its_limit(
    t_outdoor_c: float, t_leaving_c: float, limit_name: str, limit: float
) -> None:
    with pytest.raises(OutsideMap) as caught:
        small().at(t_outdoor_c, t_leaving_c)
    assert (caught.value.limit_name, caught.value.limit) == (limit_name, pytest.approx(limit))
    assert np.isnan(small().over(t_outdoor_c, t_leaving_c)[0])


def test_a_blank_node_does_not_spoil_its_neighbours() -> None:
    table = small(gap=True)
    assert table.at(-20, 45) == (0.48, 1.9)
    assert table.at(-10, 55) == (0.62, 2.0)
    with pytest.raises(OutsideMap) as caught:
        table.at(-15, 48)
    assert (caught.value.limit_name, caught.value.value, caught.value.limit) == ("t_leaving_max_c", 48, 45)


def test_entering_temperature() -> None:
    table = with_entering()
    assert table.at(5, 60, 30)[0] == pytest.approx((0.95 + 1.15) / 2)
    with pytest.raises(OutsideMap, match="t_entering_max_c"):
        table.at(5, 60, 41)
    with pytest.raises(OutsideMap) as caught:
        table.at(0, 65, 30)  # blank at 0/70 entering at 40: up to 20 there is an answer
    assert (caught.value.limit_name, caught.value.value, caught.value.limit) == ("t_entering_max_c", 30, 20)
    with pytest.raises(ValueError, match="entering"):
        table.at(5, 60)
    low, high = table.corners(10, 65, 30)
    assert (low.t_entering_c, high.t_entering_c) == (20, 40)


@pytest.mark.parametrize("point", [(-15.0, 40.0), (-10.0, 55.0), (-20.0, 45.0), (10.0, 35.0), (3.3, 52.1)])
def test_the_printed_formula_gives_the_same(point: tuple[float, float]) -> None:
    table = small()
    (corners,) = table.corners(*point)
    at = {"t_outdoor_c": point[0], "t_leaving_c": point[1]}
    capacity, cop = table.at(*point)
    for rule, name, value in ((map_capacity_ratio, "capacity_ratio", capacity), (map_cop, "cop", cop)):
        assert evaluate(rule.expression, at | corners.inputs(name)) == pytest.approx(value)


def test_between_two_entering_temperatures() -> None:
    assert between_cop(25, 20, 40, 3.0, 2.0) == pytest.approx(2.75)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 100_000), sorted_=st.booleans())
def test_between_nodes_nothing_overshoots_and_order_is_kept(seed: int, sorted_: bool) -> None:
    """Any point lies within the four nodes around it; where all nodes are in order, so are all points."""
    chance = np.random.default_rng(seed)
    outdoor = np.sort(chance.choice(np.arange(-30.0, 30.0), 5, replace=False))
    leaving = np.sort(chance.choice(np.arange(30.0, 70.0), 4, replace=False))
    cop = chance.uniform(1.5, 6.0, (5, 4))
    if sorted_:  # rising with the outdoor temperature, falling with the water's
        cop = np.sort(np.sort(cop, axis=0), axis=1)[:, ::-1]
    table = PerformanceMap(
        outdoor, leaving, np.empty(0), cop[:, :, None] * 2, cop[:, :, None], outdoor[[0, -1]],
        np.full(2, leaving[-1]),
    )  # fmt: skip
    t_out, t_leave = np.linspace(outdoor[0], outdoor[-1], 40), np.linspace(leaving[0], leaving[-1], 40)
    _, found = table.over(t_out[:, None], t_leave)
    for i, t in enumerate(t_out):
        for j, w in enumerate(t_leave):
            row = int(np.clip(np.searchsorted(outdoor, t), 1, 4))
            column = int(np.clip(np.searchsorted(leaving, w), 1, 3))
            around = cop[row - 1 : row + 1, column - 1 : column + 1]
            assert around.min() - 1e-9 <= found[i, j] <= around.max() + 1e-9
    if sorted_:
        assert (np.diff(found, axis=0) >= -1e-9).all()
        assert (np.diff(found, axis=1) <= 1e-9).all()
        assert grid_turns(outdoor, leaving, cop, HEATING) == ()
