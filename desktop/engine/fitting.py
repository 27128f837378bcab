"""Evaporating and condensing temperatures from the streams a machine stands between.

Two nested unknowns are found by bracketed searches in one of them at a time: the pinch of the evaporator
grows as evaporation falls, that of the condenser as condensation rises, and each depends little on the other
temperature. The rounds end when neither moves any more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from .assembly import refusals
from .cycle import CycleError
from .fluids import Fluid, fluid
from .machine import Machine, Task
from .roots import best_between, root_between
from .streams import Stream

ROUNDS_MAX = 30
SETTLED_K = 1e-7
TOUCHING_K = 1e-6  # a pinch set by a fixed outlet may stand at just what is wanted
FIRST_STEP_K = 0.25
LEAST_STEP_K = 1e-3
NOT_COUNTED_K = -1e9
CRITICAL_MARGIN_K = 0.5
GLIDING_MARGIN_K = 3.0  # just below the critical point some mixtures have no states
Solve = Callable[[float, float, Task], Machine]
SolveBoiling = Callable[[float, float, float, Task], Machine]


@dataclass(frozen=True, slots=True)
class Pinches:
    """Least temperature differences wanted at the two ends of a machine."""

    source_k: float
    sink_k: float


@dataclass(frozen=True, slots=True)
class _Way:
    """Where a search may go: the side on which the pinch widens, the one on which it narrows."""

    widening_c: float
    narrowing_c: float
    problem: str


def fit(solve: Solve, task: Task, pinches: Pinches, refrigerants: tuple[str, str]) -> Machine:
    """The machine whose evaporator and condenser have just these pinches to the task's streams.

    ``solve`` makes a machine of an evaporating and a condensing temperature and the task given to it;
    ``refrigerants`` are those of the evaporator and of the condenser. Where a fixed outlet or the bounds
    keep an exchanger apart, its pinch is wider.
    Raises CycleError ``below_triple`` where no evaporation is cold enough, ``above_critical`` where
    condensation would have to be hotter than the fluid allows, ``pinch_crossed`` where no temperature
    helps, and whatever the machine itself refuses.
    """
    if task.source is None or task.sink is None:
        raise CycleError("no_stream", 0.0, 2.0)
    with refusals():
        bottom, top = fluid(refrigerants[0]), fluid(refrigerants[1])
    free = replace(task, pinch_min_k=NOT_COUNTED_K)
    t_low, t_high = _first_guess(task.source, task.sink, pinches, bottom, top)
    moved = 0.0
    for _ in range(ROUNDS_MAX):
        before = t_low, t_high
        t_high = _condensing(solve, free, t_low, t_high, pinches.sink_k, top)
        t_low = _evaporating(solve, free, t_low, t_high, pinches.source_k, bottom)
        moved = abs(t_low - before[0]) + abs(t_high - before[1])
        if moved < SETTLED_K:
            least = min(pinches.source_k, pinches.sink_k) - 2.0 * TOUCHING_K
            return solve(t_low, t_high, replace(task, pinch_min_k=min(least, task.pinch_min_k)))
    raise CycleError("not_settled", moved, SETTLED_K)


def fit_boiling(
    solve: SolveBoiling, task: Task, pinches: Pinches, refrigerants: tuple[str, str]
) -> Machine:
    """The machine that heats feed and boils it, its liquid cooled as far as the feed can take.

    Condensation stands ``sink_k`` above the boiling sink; ``solve`` is given evaporation, condensation, the
    temperature of the liquid and the task. The liquid leaves no nearer than ``sink_k`` to the feed.
    Raises CycleError like ``fit``.
    """
    if task.source is None or task.sink is None:
        raise CycleError("no_stream", 0.0, 2.0)
    with refusals():
        bottom, top = fluid(refrigerants[0]), fluid(refrigerants[1])
    t_high = task.sink.t_leaving_c + pinches.sink_k
    if t_high >= _hottest_c(top):
        raise CycleError("above_critical", t_high, _hottest_c(top))
    t_liquid = t_high
    t_low = _first_guess(task.source, task.sink, pinches, bottom, top)[0]
    free, moved = replace(task, pinch_min_k=NOT_COUNTED_K), 0.0
    t_floor = task.sink.t_in_c + pinches.sink_k

    def margin(t_liquid_c: float) -> float:
        machine = solve(t_low, t_high, t_liquid_c, free)
        return machine.exchanger("condenser").pinch_k - pinches.sink_k + TOUCHING_K

    for _ in range(ROUNDS_MAX):
        before = t_low, t_liquid
        t_liquid = _settled(margin, t_liquid, _Way(t_high, t_floor, "pinch_crossed"))
        at_liquid = _with_liquid(solve, t_liquid)
        t_low = _evaporating(at_liquid, free, t_low, t_high, pinches.source_k, bottom)
        moved = abs(t_low - before[0]) + abs(t_liquid - before[1])
        if moved < SETTLED_K:
            least = min(pinches.source_k, pinches.sink_k) - 2.0 * TOUCHING_K
            return solve(t_low, t_high, t_liquid, replace(task, pinch_min_k=min(least, task.pinch_min_k)))
    raise CycleError("not_settled", moved, SETTLED_K)


def _with_liquid(solve: SolveBoiling, t_liquid_c: float) -> Solve:
    return lambda t_low, t_high, task: solve(t_low, t_high, t_liquid_c, task)


def _hottest_c(medium: Fluid) -> float:
    """How hot saturation may be."""
    return medium.t_critical_c - (GLIDING_MARGIN_K if medium.glides else CRITICAL_MARGIN_K)


def _first_guess(
    source: Stream, sink: Stream, pinches: Pinches, bottom: Fluid, top: Fluid
) -> tuple[float, float]:
    t_low = min(source.t_in_c, source.t_leaving_c) - pinches.source_k
    t_high = max(sink.t_in_c, sink.t_leaving_c) + pinches.sink_k
    if t_low <= bottom.t_lowest_c:
        raise CycleError("below_triple", t_low, bottom.t_lowest_c)
    t_low = min(t_low, _hottest_c(bottom))
    return t_low, max(t_low + 2.0 * FIRST_STEP_K, min(t_high, _hottest_c(top)))


def _condensing(
    solve: Solve, task: Task, t_low: float, t_high: float, pinch_k: float, top: Fluid
) -> float:
    def margin(t_condensing_c: float) -> float:
        return solve(t_low, t_condensing_c, task).exchanger("condenser").pinch_k - pinch_k + TOUCHING_K

    way = _Way(_hottest_c(top), t_low + FIRST_STEP_K, "above_critical")
    return _settled(margin, t_high, way)


def _evaporating(
    solve: Solve, task: Task, t_low: float, t_high: float, pinch_k: float, bottom: Fluid
) -> float:
    def margin(t_evaporating_c: float) -> float:
        return solve(t_evaporating_c, t_high, task).exchanger("evaporator").pinch_k - pinch_k + TOUCHING_K

    t_most = min(t_high - FIRST_STEP_K, _hottest_c(bottom))
    return _settled(margin, t_low, _Way(bottom.t_lowest_c, t_most, "below_triple"))


def _settled(margin: Callable[[float], float], guess: float, way: _Way) -> float:
    """Where the margin turns positive, looked for from the guess by growing steps, then in the bracket.

    A step onto a cycle that cannot be run is halved; where only such cycles are left the search ends with
    what forbids them, or, with room to spare, at the last that can.
    """
    place, value = guess, margin(guess)
    widen = value < 0.0
    bound = way.widening_c if widen else way.narrowing_c
    step = FIRST_STEP_K if bound > place else -FIRST_STEP_K
    while True:
        reached = abs(bound - place) <= abs(step)
        following = bound if reached else place + step
        try:
            found = margin(following)
        except CycleError:
            step /= 4.0
            if abs(step) >= LEAST_STEP_K:
                continue
            if widen:
                raise
            return place
        if (found >= 0.0) == widen:
            return root_between(margin, place, following, SETTLED_K / 10.0)
        if reached:
            if not widen:
                return following
            # No temperature helps where a fixed outlet stands too near.
            if following != guess and abs(found - value) <= TOUCHING_K:
                raise CycleError("pinch_crossed", found, 0.0)
            raise CycleError(way.problem, following, bound)
        place, value, step = following, found, 2.0 * step


def best_intermediate(
    solve: Callable[[float], Machine], low: float, high: float, tolerance: float
) -> tuple[float, Machine]:
    """The intermediate pressure or temperature of the highest electric COP, by a bounded search.

    Places that cannot be run count as nothing; raises the last CycleError where none can.
    """
    refused: list[CycleError] = []

    def cop(place: float) -> float:
        try:
            return solve(place).cop_electric
        except CycleError as error:
            refused.append(error)
            return 0.0

    place, value = best_between(cop, low, high, tolerance)
    if value == 0.0:
        raise refused[-1]
    return place, solve(place)
