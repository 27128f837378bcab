"""Ten thousand households in one batch on all cores, and PDFs per second apart.

    python tests/benchmarks/bench_batch.py [households] [documents]
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from desktop.batch.records import Entry, Order, ProjectList
from desktop.batch.results import summary, write_results
from desktop.batch.running import run
from desktop.batch.schedulers import Processes
from desktop.engine.figures import FrozenMap
from desktop.project import Project
from desktop.tables.catalog import load_catalog

CITIES = ("北京", "石家庄", "太原", "沈阳", "西安", "济南")
BASE = Project("household", FrozenMap(quote_date=date(2026, 11, 22)))
AIM_S = 60.0
AIM_HOUSEHOLDS = 10_000


def households(count: int) -> ProjectList:
    """Dwellings of six towns, no two alike but by chance."""
    draw = np.random.default_rng(1)
    return ProjectList(
        tuple(
            Entry(
                "List", number + 2, f"{number}",
                FrozenMap(
                    city=str(draw.choice(CITIES)), floor_area_m2=round(float(draw.uniform(60, 200)), 1),
                    house_type=str(draw.choice(["new_built", "renovated", "old_built"])),
                    terminal=str(draw.choice(["radiator", "floor"])),
                ),
            )
            for number in range(count)
        ),
        (),
    )  # fmt: skip


def main(count: int, documents: int) -> None:
    """Print seconds, households and documents per second, and the ratio to the aim."""
    catalog = load_catalog()
    with tempfile.TemporaryDirectory() as scratch:
        folder, listed = Path(scratch), households(count)
        scheduler = Processes()
        began = time.perf_counter()
        found = run(listed, Order(BASE), folder, scheduler)
        write_results(listed, found, folder, "zh", catalog)
        seconds = time.perf_counter() - began
        done = summary(listed, found)["done"]
        aim = AIM_S * count / AIM_HOUSEHOLDS
        print(f"{count} households, {done} done, {scheduler.count} processes: {seconds:.1f} s")
        print(f"  {count / seconds:.0f} a second; {seconds / aim:.2f} of the {aim:.0f} s aimed at")
        few = ProjectList(listed.entries[:documents], ())
        began = time.perf_counter()
        run(few, Order(BASE, "pdf"), folder, scheduler)
        seconds = time.perf_counter() - began
        print(f"{documents} PDFs: {seconds:.1f} s, {documents / seconds:.2f} a second")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, int(sys.argv[2]) if len(sys.argv) > 2 else 40)
