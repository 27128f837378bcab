"""How long a typical year, a plant's year and a ranking by bins take, as ratios within one run.

Run with ``python tests/benchmarks/bench_year.py`` from the repository root. The unit is one sort of 8,760
numbers on the machine at hand; times alone say little about another machine.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from desktop.engine.humidity import hourly_relative_humidity  # noqa: E402
from desktop.engine.season import heating_loads, season_by_dates, supply_temperature_reset  # noqa: E402
from desktop.engine.weather import StationStatistics, typical_year  # noqa: E402
from desktop.engine.year import Plant, operate, season_bins, sum_up, sums_of_candidates  # noqa: E402

CANDIDATES = 2_000


def best_ms(work: Callable[[], object], repeats: int = 15) -> float:
    """Shortest of some runs in ms: what the machine can do when nobody else wants it."""
    times = []
    for _ in range(repeats):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return 1000.0 * min(times)


def plant_at(t: np.ndarray, sizes: np.ndarray | float, count: np.ndarray | int) -> Plant:
    supply = supply_temperature_reset(35.0, 45.0, 5.0, t, -24.2)
    cop = np.broadcast_to(
        0.45 * (supply + 277.15) / (supply - t + 12.0), np.broadcast_shapes(np.shape(sizes), t.shape)
    )
    return Plant(count, sizes * np.exp(0.022 * (t - 7.0)), cop, 0.3, 0.9, "bivalent_parallel", -30.0, 500.0)


def main() -> None:
    data = json.loads((ROOT / "tests" / "data" / "weather_cases.json").read_text("utf-8"))
    case = next(one for one in data["stations"] if one["station"] == "Harbin")
    names = ("month_hour_mean_c", "day_sd_k", "day_lag1")
    station = StationStatistics(
        *(np.array(case[name]) for name in names), case["bin_first_c"], np.array(case["bin_hours"])
    )
    t = typical_year(station).t_outdoor_c
    load = heating_loads(t, 900.0, 18.0, -24.2, season_by_dates((10, 20), (4, 20)))
    price = np.where(np.arange(8760) % 24 < 8, 0.3, 0.8)
    bins = season_bins(t, load)
    sizes = np.linspace(20.0, 320.0, CANDIDATES)[:, np.newaxis]
    hourly = plant_at(t, 130.0, 8)
    by_bin = plant_at(bins.t_outdoor_c, sizes, np.ceil(900.0 / sizes))
    mean, percent = np.array(case["month_mean_c"]), np.array(case["month_humidity_fraction"])

    unit = best_ms(lambda: np.argsort(np.random.default_rng(1).random(8760)))
    jobs: tuple[tuple[str, Callable[[], object], float | None], ...] = (
        ("typical year", lambda: typical_year(station), 5.0),
        ("humidity of a year", lambda: hourly_relative_humidity(t, mean, percent), None),
        ("plant's year, hourly", lambda: sum_up(operate(load, t, hourly, price)), 3.0),
        ("gathering into bins", lambda: season_bins(t, load), None),
        (
            f"{CANDIDATES} candidates by bins",
            lambda: sums_of_candidates(operate(bins.load_kw, bins.t_outdoor_c, by_bin, 0.6), bins.hours),
            None,
        ),
    )
    print(f"unit: sorting 8,760 numbers {unit:.3f} ms")
    for name, work, limit in jobs:
        took = best_ms(work)
        wanted = f", to reach {limit:g} ms" if limit else ""
        print(f"{name:28} {took:8.3f} ms {took / unit:8.1f} units{wanted}")


if __name__ == "__main__":
    main()
