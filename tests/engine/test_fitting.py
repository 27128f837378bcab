"""Temperatures found from streams: the pinch beside a brute-force profile, and what cannot be found."""

from collections.abc import Callable

import numpy as np
import pytest
from CoolProp.CoolProp import PropsSI

from desktop.engine.circuits import cascade_at_approach, single_stage
from desktop.engine.circuits_two import vapour_injection
from desktop.engine.cycle import CycleError
from desktop.engine.fitting import Pinches, best_intermediate, fit, fit_boiling
from desktop.engine.machine import Circuit, Compressor, Machine, Task
from desktop.engine.streams import Stream

STEPS = 1500


def brute_pinch(machine: Machine, name: str, stream: Stream) -> float:
    """Least difference over many equal steps of heat, every temperature from CoolProp by name."""
    first, last = (machine.point(f"{name}_{end}") for end in ("in", "out"))
    shares = np.linspace(0.0, 1.0, STEPS)
    h = 1000.0 * (first.h_kj_kg + shares * (last.h_kj_kg - first.h_kj_kg))
    refrigerant = PropsSI("T", "H", h, "P", first.p_kpa * 1000.0, machine.refrigerants[0]) - 273.15
    if not stream.medium:
        other = stream.t_out_c + shares * (stream.t_in_c - stream.t_out_c)
    else:
        p, fluid = stream.p_kpa * 1000.0, stream.medium
        h_in = PropsSI("H", "T", stream.t_in_c + 273.15, "P", p, fluid)
        if stream.quality_out is None:
            h_out = PropsSI("H", "T", stream.t_out_c + 273.15, "P", p, fluid)
        else:
            h_out = PropsSI("H", "Q", stream.quality_out, "P", p, fluid)
        other = PropsSI("T", "H", h_out + shares * (h_in - h_out), "P", p, fluid) - 273.15
    gap = refrigerant - other if name == "condenser" else other - refrigerant
    return float(gap.min())


def plain(name: str, t_liquid_c: float | None = None) -> Callable[[float, float, Task], Machine]:
    return lambda low, high, task: single_stage(Circuit(name, low, high, 5, 3, t_liquid_c), task)


CASES = (
    ("R290", None, Stream(12, 7), Stream(40, 55)),
    ("R290", 18.0, Stream(12, 7), Stream(15, 60)),
    ("R410A", None, Stream(-5, -9, "Air"), Stream(30, 45)),
    ("R1233zd(E)", 83.0, Stream(70, 55), Stream(80, 110, "Air")),
    ("R134a", None, Stream(30, 12), Stream(45, 70, "Water", 300.0)),
)


@pytest.mark.parametrize(("name", "t_liquid_c", "source", "sink"), CASES)
def test_the_pinches_are_just_those_wanted(
    name: str, t_liquid_c: float | None, source: Stream, sink: Stream
) -> None:
    machine = fit(plain(name, t_liquid_c), Task(100, source, sink), Pinches(4, 3), (name, name))
    assert machine.exchanger("evaporator").pinch_k == pytest.approx(4, abs=1e-5)
    assert machine.exchanger("condenser").pinch_k == pytest.approx(3, abs=1e-5)
    # The brute profile sees between our points; its steps miss a kink by less than this.
    assert brute_pinch(machine, "evaporator", source) == pytest.approx(4, abs=0.03)
    assert brute_pinch(machine, "condenser", sink) == pytest.approx(3, abs=0.03)


def test_feed_water_takes_what_the_liquid_has() -> None:
    """Steam of 120 °C from feed of 20 °C: the pinch stands where the feed begins to boil."""
    sink = Stream(20, 0, "Water", 198.665, quality_out=1.0)
    source = Stream(65, 55)

    def solve(low: float, high: float, t_liquid: float, task: Task) -> Machine:
        return single_stage(Circuit("R1233zd(E)", low, high, 10, 0, t_liquid), task)

    machine = fit_boiling(solve, Task(700, source, sink), Pinches(4, 4), ("R1233zd(E)",) * 2)
    assert machine.exchanger("condenser").pinch_k == pytest.approx(4, abs=1e-5)
    assert brute_pinch(machine, "condenser", sink) == pytest.approx(4, abs=0.03)
    without = fit(
        lambda low, high, task: single_stage(Circuit("R1233zd(E)", low, high, 10, 0), task),
        Task(700, source, sink), Pinches(4, 4), ("R1233zd(E)",) * 2,
    )  # fmt: skip
    assert machine.cop > without.cop


def test_a_cascade_and_an_injected_machine_are_fitted_too() -> None:
    task = Task(100, Stream(0, -5), Stream(50, 70))
    low, high = Circuit("R410A", 0, 30, 5, 2), Circuit("R134a", 0, 0, 5, 2)

    def two(t_low: float, t_high: float, around: Task) -> Machine:
        return cascade_at_approach(
            Circuit("R410A", t_low, 30, 5, 2), Circuit("R134a", 0, t_high, 5, 2), 5, around
        )

    machine = fit(two, task, Pinches(3, 3), (low.refrigerant, high.refrigerant))
    for name in ("evaporator", "condenser"):
        assert machine.exchanger(name).pinch_k == pytest.approx(3, abs=1e-5)
    injected = fit(
        lambda t_low, t_high, around: vapour_injection(Circuit("R32", t_low, t_high), around),
        Task(10, Stream(-12, -17, "Air"), Stream(35, 45)), Pinches(5, 3), ("R32", "R32"),
    )  # fmt: skip
    assert injected.exchanger("evaporator").pinch_k == pytest.approx(5, abs=1e-5)


def test_the_best_intermediate_temperature_beside_steps() -> None:
    def at(t_middle: float) -> Machine:
        return cascade_at_approach(
            Circuit("R410A", -30, t_middle, 5, 2), Circuit("R134a", 0, 75, 5, 2), 5
        )

    place, machine = best_intermediate(at, 0, 50, 0.05)
    steps = np.arange(0.0, 50.1, 0.5)
    best = max(steps, key=lambda t: at(float(t)).cop)
    assert place == pytest.approx(best, abs=0.5)
    assert machine.cop >= at(float(best)).cop * (1 - 1e-6)


@pytest.mark.parametrize(
    ("problem", "task", "solve", "pinches"),
    [
        ("above_critical", Task(1, Stream(12, 7), Stream(69, 90)), plain("R410A"), (3, 3)),
        ("no_stream", Task(1), plain("R290"), (3, 3)),
        ("pinch_crossed", Task(1, Stream(12, 7), Stream(15, 60)), plain("R290", 17.0), (3, 3)),
        ("below_triple", Task(1, Stream(-70, -75), Stream(0, 5)), plain("R717"), (10, 3)),
        (
            "discharge_too_hot", Task(1, Stream(-10, -15), Stream(40, 55)),
            lambda low, high, task: single_stage(
                Circuit("R32", low, high, compressor=Compressor(t_discharge_max_c=110)), task
            ),
            (3, 3),
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_found_says_why(
    problem: str, task: Task, solve: Callable[[float, float, Task], Machine], pinches: tuple[float, float]
) -> None:
    names = {"R717"} if problem == "below_triple" else {"R410A"} if problem == "above_critical" else {"R290"}
    name = names.pop()
    with pytest.raises(CycleError) as caught:
        fit(solve, task, Pinches(*pinches), (name, name))
    assert caught.value.problem == problem


@pytest.mark.parametrize("t_condensing", [53.0, 55.0, 57.0, 59.0, 61.0])
def test_crossed_pinches_are_refused_where_brute_force_sees_them(t_condensing: float) -> None:
    """A wide glide, 20 to 60 °C: the crossing lies inside, where gas begins to condense."""
    sink = Stream(20, 60)
    circuit = Circuit("R134a", 0, t_condensing, 5, 0)
    seen = brute_pinch(single_stage(circuit), "condenser", sink)
    assert abs(seen) > 0.05  # the cases are clear ones
    if seen > 0:
        assert single_stage(circuit, Task(sink=sink)).exchanger("condenser").pinch_k > 0
    else:
        with pytest.raises(CycleError, match="pinch_crossed"):
            single_stage(circuit, Task(sink=sink))
