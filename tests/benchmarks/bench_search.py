"""How long the exact search takes on generated catalogues of 1,000 to 20,000 models, and its memory.

Run with ``python tests/benchmarks/bench_search.py`` from the repository root. Every catalogue is searched
over 20 counts, four sizes of the backup and 60 bins; then the best 20 run through 8,760 hours. The published
figure of hplib is printed beside as such.
"""

from __future__ import annotations

import resource
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from desktop.engine.search import Costs, Models, Rules, Searched, search  # noqa: E402
from desktop.engine.search_sums import Bins  # noqa: E402
from desktop.engine.year import Plant, operate, sums_of_candidates  # noqa: E402

SIZES = (1_000, 5_000, 10_000, 20_000)
COUNTS, BINS, LOAD_KW, T_DESIGN_C = 20, 60, 1_500.0, -25.0
HPLIB_PUBLISHED = "hplib 1.9, 10,000 models, one configuration each: 2.6-115 s (published)"


def best_ms(work: Callable[[], object], repeats: int = 7) -> float:
    """Shortest of some runs in ms, after one that warms up."""
    work()
    times = []
    for _ in range(repeats):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return 1000.0 * min(times)


Arrays = tuple[np.ndarray, ...]


def curves(rated: np.ndarray, slope: np.ndarray, share: np.ndarray, t: np.ndarray) -> Arrays:
    """Capacity and COP of models at outdoor temperatures, water at 45 °C."""
    capacity = rated[:, None] * (1.0 + slope[:, None] * (t - 7.0))
    return capacity, share[:, None] * 318.15 / (45.0 - t + 10.0)


def catalogue(count: int, t: np.ndarray) -> tuple[Models, Arrays]:
    """Models of every size, some of them refused, some that stop before the design temperature."""
    draw = np.random.default_rng(7)
    rated = draw.uniform(60.0, 500.0, count)
    slope, share = draw.uniform(0.009, 0.018, count), draw.uniform(0.38, 0.48, count)
    capacity, cop = curves(rated, slope, share, t)
    limit = draw.choice([-35.0, -30.0, -25.0, -20.0], count)
    capacity[t < limit[:, None]] = np.nan
    design = np.where(limit <= T_DESIGN_C, rated * (1.0 + slope * (T_DESIGN_C - 7.0)), 0.0)
    at_bivalent = rated * (1.0 + slope * (-15.0 - 7.0))
    least = np.ceil(0.75 * LOAD_KW / at_bivalent).astype(np.int64)
    models = Models(
        capacity, cop, draw.choice([0.15, 0.3, 0.5, 1.0], count), limit, design, design, least,
        np.round(rated * draw.uniform(450.0, 900.0, count)), draw.integers(0, 4, count),
        draw.uniform(75.0, 92.0, count), draw.random(count) < 0.97,
    )  # fmt: skip
    return models, (rated, slope, share)


def bins_and_hours() -> tuple[Bins, np.ndarray, np.ndarray]:
    """A cold year of 8,760 hours and the same in 60 bins of 1 K or less."""
    hour = np.arange(8760)
    t = -4.0 - 20.0 * np.cos(2 * np.pi * (hour - 360) / 8760) + 6.0 * np.sin(2 * np.pi * (hour - 9) / 24)
    load = np.maximum(0.0, LOAD_KW * (17.0 - t) / (17.0 - T_DESIGN_C))
    edges = np.linspace(t.min(), 17.0, BINS + 1)
    hours, _ = np.histogram(t, edges)
    middle = (edges[:-1] + edges[1:]) / 2.0
    bins = Bins(
        hours.astype(float), LOAD_KW * (17.0 - middle) / (17.0 - T_DESIGN_C), middle,
        np.full(BINS, 0.65), np.full(BINS, 0.66),
    )  # fmt: skip
    return bins, t, load


RULES = Rules(LOAD_KW, "bivalent_parallel", COUNTS, True, 0.35, 0.65, True)
COSTS = Costs(lambda kw: np.where(kw > 0.0, 3_000.0 + 250.0 * kw, 0.0), 0.13, (500.0, 1_000.0, 1_500.0))


def hourly(found: Searched, numbers: Arrays, models: Models, t: np.ndarray, load: np.ndarray) -> None:
    """The best 20 through 8,760 hours."""
    chosen = [one.model for one in found.leading["yearly_cost"]]
    capacity, cop = curves(*(column[chosen] for column in numbers), t)

    def column(values: object) -> np.ndarray:
        return np.asarray(values, dtype=float)[:, None]

    plant = Plant(
        column([one.count for one in found.leading["yearly_cost"]]), capacity, cop,
        models.minimum_load_fraction[chosen][:, None], 0.9, "bivalent_parallel",
        models.t_cut_off_c[chosen][:, None], column([one.backup_kw for one in found.leading["yearly_cost"]]),
    )  # fmt: skip
    sums_of_candidates(operate(load, t, plant, 0.65), np.ones(t.size))


def memory_mb(work: Callable[[], object]) -> float:
    """Most memory that Python and numpy hold at once during the work, beyond what was held before."""
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    work()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return (peak - before) / 1e6


def timed(size: int, bins: Bins, t: np.ndarray, load: np.ndarray, *, by_the_hour: bool) -> float:
    """One catalogue: prints what it took and gives it in ms."""
    models, numbers = catalogue(size, bins.t_outdoor_c)
    found = search(models, bins, RULES, COSTS)
    took = best_ms(lambda: search(models, bins, RULES, COSTS))
    held = memory_mb(lambda: search(models, bins, RULES, COSTS))
    designs = size * COUNTS * (1 + len(COSTS.sizes_kw))
    best = found.best("yearly_cost")
    assert best is not None
    print(
        f"{size:6} models, {designs:9,} designs x {BINS} bins: {took:7.1f} ms, {held:5.1f} MB more; front of "
        f"{len(found.front)}, best {best.count} x model {best.model}"
    )
    if by_the_hour:
        hours = best_ms(lambda: hourly(found, numbers, models, t, load))
        print(f"       best {len(found.leading['yearly_cost'])} over 8,760 h: {hours:.1f} ms, to reach 50")
    return took


def main() -> None:
    """Print a line a catalogue, then the best 20 by the hour, growth and memory."""
    bins, t, load = bins_and_hours()
    took = {size: timed(size, bins, t, load, by_the_hour=size == 10_000) for size in SIZES}
    print(f"t(20k) / t(10k) = {took[20_000] / took[10_000]:.2f}, to reach 2.2; 10k: 200 ms and 200 MB")
    process_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"highest memory of the process: {process_mb:.0f} MB")
    print(HPLIB_PUBLISHED)


if __name__ == "__main__":
    main()
