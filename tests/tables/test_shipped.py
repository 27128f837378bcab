"""The shipped tables of this layer have no faults, and reading them is quick."""

from __future__ import annotations

import time

from desktop.tables import climate, energy, houses, labels, policies, uses
from desktop.tables.catalog import Catalog, check_catalog, load_catalog

TABLES = (
    *climate.TABLES, *uses.TABLES, *houses.TABLES, *policies.TABLES, *energy.TABLES, *labels.TABLES
)  # fmt: skip


def test_no_faults(catalog: Catalog) -> None:
    faults = [fault for fault in check_catalog(catalog, TABLES) if fault.reason != "unread_file"]
    assert faults == []


def test_every_file_of_these_folders_is_read(catalog: Catalog) -> None:
    folders = ("climate", "applications", "energy", "labels", "policies")
    files = {file for file in catalog.files if file.startswith(folders)}
    assert files == {table.TABLE for table in TABLES}


def test_nothing_is_official(catalog: Catalog) -> None:
    """No official text was at hand, so no source may claim to be one."""
    assert {source.standing for source in catalog.sources.values()} <= {
        "transcribed", "maker", "derived", "estimated", "assumed",
    }  # fmt: skip


def test_reading_is_quick() -> None:
    """A ratio in one run: all tables of this layer against turning 100,000 texts into numbers by hand."""
    start = time.perf_counter()
    assert [float(str(number / 8)) for number in range(100_000)]
    by_hand = time.perf_counter() - start
    start = time.perf_counter()
    fresh = load_catalog()
    for table in TABLES:
        fresh.rows(table)
    taken = time.perf_counter() - start
    print(f"all tables of this layer: {taken:.2f} s, {taken / by_hand:.1f} times 100,000 numbers")
    assert taken < 20 * by_hand
