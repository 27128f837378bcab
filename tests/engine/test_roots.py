"""Bracketed searches beside answers known otherwise."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.engine.roots import NoRoot, best_between, root_between


@given(root=st.floats(-50, 50), slope=st.floats(0.01, 20), bend=st.floats(0, 3))
def test_a_root_is_found_wherever_it_lies(root: float, slope: float, bend: float) -> None:
    def rising(x: float) -> float:
        return slope * (x - root) + bend * math.atan(x - root) + (x - root) ** 3

    assert root_between(rising, -60, 75) == pytest.approx(root, abs=1e-6)


@given(kink=st.floats(-0.9, 0.9))
def test_a_kink_is_no_trouble(kink: float) -> None:
    """A pinch is the least of several lines: steep before, flat after."""
    found = root_between(lambda x: min(50 * (x - kink), 0.01 * (x - kink)), -1, 1)
    assert found == pytest.approx(kink, abs=1e-7)


def test_few_evaluations() -> None:
    places = []

    def smooth(x: float) -> float:
        places.append(x)
        return math.exp(x) - 5

    assert root_between(smooth, 0, 10, 1e-10) == pytest.approx(math.log(5), abs=1e-9)
    assert len(places) <= 16
    assert all(0 <= place <= 10 for place in places)


def test_ends_count_and_no_root_is_said() -> None:
    assert root_between(lambda x: x - 1, 1, 3) == 1
    assert root_between(lambda x: x - 3, 1, 3) == 3
    with pytest.raises(NoRoot) as caught:
        root_between(lambda x: x + 2, 0, 1)
    assert (caught.value.low, caught.value.high) == (2, 3)


@given(top=st.floats(0, 10))
def test_the_best_is_found_ends_included(top: float) -> None:
    place, value = best_between(lambda x: -abs(x - top), 0, 10, 1e-6)
    assert place == pytest.approx(top, abs=1e-5)
    assert value == pytest.approx(0, abs=1e-5)
