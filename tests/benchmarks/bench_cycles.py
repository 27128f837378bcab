"""How long cycles take as multiples of one CoolProp call by name, and beside TESPy, in the same run.

Run with ``python tests/benchmarks/bench_cycles.py`` from the repository root. The unit is one
``PropsSI('H','P',p,'S',s,'R32')``. Aims: single stage 3, injection and cascade 6, CO2 10, its best pressure
1,500, a map of 25 by 25 points 1,000; 30 times faster than TESPy solving the same network again. Exit code 1
where an aim is missed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import numpy as np
from CoolProp.CoolProp import PropsSI

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from desktop.engine import circuits, circuits_two, cycle
from desktop.engine.cycle_co2 import Gas, GasCooler, best_pressure, transcritical
from desktop.engine.cycle_map import single_stage_map
from desktop.engine.fitting import Pinches, fit
from desktop.engine.machine import Circuit, Machine, Task
from desktop.engine.streams import Stream
from tests.engine import tespy_cycles

BLOCKS = 5
TIMES_FASTER = 30.0
Work = Callable[[], object]
PLAIN = Circuit("R32", -12, 41, 5, 5)
LOW, HIGH = Circuit("R410A", -30, 25, 5, 2), Circuit("R134a", 20, 75, 5, 5)
GRID = (np.linspace(-25, 15, 25).tolist(), np.linspace(30, 60, 25).tolist())


def seconds(work: Work, repeats: int) -> float:
    """Least mean of some blocks of runs, after one run that is not counted."""
    work()
    means = []
    for _ in range(BLOCKS):
        start = perf_counter()
        for _ in range(repeats):
            work()
        means.append((perf_counter() - start) / repeats)
    return min(means)


def lean_cascade() -> cycle.Cycle:
    low = cycle.single_stage("R410A", -30, 25, 5, 2, 0.7)
    return cycle.cascade(low, cycle.single_stage("R134a", 20, 75, 5, 5, 0.7), 25, 20)


def fitted() -> Machine:
    return fit(
        lambda low, high, task: circuits.single_stage(Circuit("R290", low, high), task),
        Task(100, Stream(12, 7), Stream(40, 55)), Pinches(3, 3), ("R290", "R290"),
    )  # fmt: skip


LEAN: dict[str, tuple[Work, int, float]] = {
    "single stage": (lambda: cycle.single_stage("R32", -12, 41, 5, 5, 0.7), 60, 3.0),
    "vapour injection": (lambda: cycle.vapour_injection("R32", -12, 41, 5, 5, 0.7, 0.7), 60, 6.0),
    "cascade": (lean_cascade, 60, 6.0),
    "CO2 at a pressure": (lambda: transcritical(0, 5, 9000, 20, 0.7), 60, 10.0),
    "CO2 best pressure": (lambda: best_pressure(Gas(0, 5, 0.7), GasCooler(15, 65, 5, 5)), 2, 1500.0),
    "map of 25 by 25": (lambda: single_stage_map("R32", *GRID, 5, 5, 0.7), 1, 1000.0),
}
RICH: dict[str, tuple[Work, int]] = {
    "single stage": (lambda: circuits.single_stage(PLAIN), 60),
    "vapour injection": (lambda: circuits_two.vapour_injection(PLAIN), 30),
    "cascade": (lambda: circuits.cascade(LOW, HIGH), 30),
    "fitted to two streams": (fitted, 3),
}


def injected_again() -> tuple[Work, Work]:
    p_middle = circuits_two.vapour_injection(PLAIN).point("injected").p_kpa
    network = tespy_cycles.vapour_injection(PLAIN, p_middle, 5.0).network
    return lambda: network.solve("design"), LEAN["vapour injection"][0]


def again() -> dict[str, tuple[Work, Work]]:
    """TESPy solving its network once more from its last solution, and ours."""
    simple = tespy_cycles.single_stage(PLAIN).network
    both = tespy_cycles.cascade(LOW, HIGH).network
    return {
        "single stage": (lambda: simple.solve("design"), LEAN["single stage"][0]),
        "vapour injection": injected_again(),
        "cascade": (lambda: both.solve("design"), LEAN["cascade"][0]),
    }


def main() -> int:
    """Print every ratio; the exit code says whether the aims are met."""
    missed = []
    unit = seconds(lambda: PropsSI("H", "P", 25e5, "S", 2000.0, "R32"), 200)
    print(f"unit {unit * 1e6:.0f} microseconds")
    for name, (work, repeats, aim) in LEAN.items():
        units = seconds(work, repeats) / unit
        print(f"{name:24}{units:9.1f} units, aim {aim:g}")
        missed += [name] if units > aim else []
    for name, (work, repeats) in RICH.items():
        print(f"{name:24}{seconds(work, repeats) / unit:9.1f} units with every state and loss")
    for name, (theirs, ours) in again().items():
        ratio = seconds(theirs, 5) / seconds(ours, 60)
        print(f"{name:24}{ratio:9.1f} times faster than TESPy again, aim {TIMES_FASTER:g}")
        missed += [f"{name} beside TESPy"] if ratio < TIMES_FASTER else []
    print("missed: " + ", ".join(missed) if missed else "all aims met")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
