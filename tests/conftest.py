"""What several tests share."""

import os
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

from desktop.tables.catalog import Catalog, load_catalog


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The shipped catalogue."""
    return load_catalog()


@pytest.fixture(scope="session")
def reference_dir() -> Path:
    """The folder of reference figures that HEATQUOTE_REFERENCE names; without it the test is skipped."""
    named = os.environ.get("HEATQUOTE_REFERENCE")
    if not named:
        pytest.skip("HEATQUOTE_REFERENCE names no folder of reference figures")
    folder = Path(named)
    if not (folder / "reference").is_dir():
        pytest.fail(f"HEATQUOTE_REFERENCE: no folder 'reference' in {folder}")
    return folder


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Let the summary be the last word: TESPy keeps its fluids' states beyond the interpreter's end, and the
    binding of CoolProp then lists each of them on standard error."""
    if "tespy" in sys.modules:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where HEATQUOTE_REQUIRE_REFERENCE is set, a test that misses its reference figures fails."""
    report = yield
    if os.environ.get("HEATQUOTE_REQUIRE_REFERENCE") and report.skipped and not hasattr(report, "wasxfail"):
        fixtures = getattr(item, "fixturenames", ())
        if item.get_closest_marker("reference") or "reference_dir" in fixtures:
            report.outcome = "failed"
            report.longrepr = f"{item.nodeid}: skipped, though the reference figures are required"
    return report
