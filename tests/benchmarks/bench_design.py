"""How long a full recalculation after an edit takes, as a ratio within one run.

Run with ``python tests/benchmarks/bench_design.py`` from the repository root. The unit is one sort of 8,760
numbers on the machine at hand; the limit of 0.3 s is what an edit may cost in the window.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from time import perf_counter

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from desktop.design import design  # noqa: E402
from desktop.project_file import open_project  # noqa: E402
from desktop.quotation import quote  # noqa: E402
from desktop.tables.catalog import load_catalog  # noqa: E402
from desktop.tables.places import resources_dir  # noqa: E402

LIMIT_S = 0.3


def best_s(work: Callable[[], object], repeats: int) -> float:
    """Shortest of some runs: what the machine can do when nobody else wants it."""
    times = []
    for _ in range(repeats):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def main() -> int:
    """Print first run, recalculations and quote; the exit code is 1 where an edit takes too long."""
    project = open_project(resources_dir() / "examples" / "mohe_hotel.json")
    catalog = load_catalog()
    areas = count(14_001)
    rates = (0.5 + number / 10_000 for number in count())
    cities = (city for number in count() for city in (("哈尔滨", "漠河") if number % 2 else ("北京", "上海")))
    start = perf_counter()
    made = design(project, catalog)
    first = perf_counter() - start
    unit = best_s(lambda: np.argsort(np.random.default_rng(1).random(8760)), 15)

    def edited(name: str, values: object) -> Callable[[], object]:
        return lambda: design(project.with_answers({name: next(values)}), catalog)  # type: ignore[call-overload]

    jobs = (
        ("edit of the area", edited("heated_area_m2", (float(area) for area in areas)), True),
        ("edit of the power price", edited("price_flat_yuan_kwh", rates), True),
        ("edit of the place", edited("city", cities), True),
        ("quote", lambda: quote(made, catalog), False),
    )
    print(f"unit: sorting 8,760 numbers {1000 * unit:.3f} ms")
    print(f"{'first design, tables read':28} {1000 * first:8.1f} ms {first / unit:8.0f} units")
    late = False
    for name, work, limited in jobs:
        took = best_s(work, 8)
        late |= limited and took > LIMIT_S
        wanted = f", to stay below {1000 * LIMIT_S:g} ms" if limited else ""
        print(f"{name:28} {1000 * took:8.1f} ms {took / unit:8.0f} units{wanted}")
    return int(late)


if __name__ == "__main__":
    sys.exit(main())
