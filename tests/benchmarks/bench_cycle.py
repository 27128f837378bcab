"""How long the cycles take, as multiples of one CoolProp call by name in the same run.

Run with ``python tests/benchmarks/bench_cycle.py`` from the repository root. The unit is one
``PropsSI('H','P',p,'S',s,'R32')``. Aims: single stage 3, injection and cascade 6, CO2 10, its best
pressure 1,500.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from CoolProp.CoolProp import PropsSI

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from desktop.engine.cycle import cascade, single_stage, vapour_injection
from desktop.engine.cycle_co2 import Gas, GasCooler, best_pressure, transcritical


def seconds(work: Callable[[], object], repeats: int) -> float:
    """Mean of some runs after one that is not counted."""
    work()
    start = perf_counter()
    for _ in range(repeats):
        work()
    return (perf_counter() - start) / repeats


def two_circuits() -> object:
    low = single_stage("R410A", -30, 25, 5, 5, 0.7)
    return cascade(low, single_stage("R134a", 20, 75, 5, 5, 0.7), 25, 20)


def main() -> None:
    unit = seconds(lambda: PropsSI("H", "P", 25e5, "S", 2000.0, "R32"), 300)
    cases: dict[str, tuple[Callable[[], object], int]] = {
        "single stage": (lambda: single_stage("R32", -12, 41, 5, 5, 0.7), 300),
        "vapour injection": (lambda: vapour_injection("R32", -12, 41, 5, 5, 0.7, 0.7), 300),
        "cascade": (two_circuits, 300),
        "CO2 at a pressure": (lambda: transcritical(0, 5, 9000, 20, 0.7), 300),
        "CO2 best pressure": (lambda: best_pressure(Gas(0, 5, 0.7), GasCooler(15, 65, 5, 5)), 10),
    }
    for name, (work, repeats) in cases.items():
        print(f"{name:20} {seconds(work, repeats) / unit:8.1f} units")


if __name__ == "__main__":
    main()
