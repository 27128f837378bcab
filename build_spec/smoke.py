"""Run the frozen program beside the source: the same tables, numbers and paper, and a window that opens.

    python build_spec/smoke.py [folder of the frozen program]

Prints one line a check and the size of the folder; the status is 1 where a check failed.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "resources" / "examples" / "mohe_hotel.json"
SOURCE = [sys.executable, "-m", "desktop"]


def frozen_program(folder: Path) -> list[str]:
    """The command that starts the program of the folder."""
    return [str(folder / ("heatquote.exe" if sys.platform == "win32" else "heatquote"))]


def run(command: list[str], *, elsewhere: Path, environment: dict[str, str] | None = None) -> bytes:
    """What a command prints; the source is started in the repository, the frozen program away from it.

    Raises RuntimeError with its complaints where it ends with another status than 0.
    """
    done = subprocess.run(
        command,
        cwd=ROOT if command[: len(SOURCE)] == SOURCE else elsewhere,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"} | (environment or {}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=300,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"status {done.returncode}: {done.stderr.decode('utf-8', 'replace').strip()}")
    return done.stdout


def check_tables(program: list[str], folder: Path) -> str:
    """It finds its tables inside itself and no fault in them."""
    run([*program, "check"], elsewhere=folder)
    return "no fault"


def check_json(program: list[str], folder: Path) -> str:
    """It works out the example to the same JSON as the source does."""
    frozen, source = (
        json.loads(run([*start, "design", str(EXAMPLE), "--json", "-"], elsewhere=folder))
        for start in (program, SOURCE)
    )
    if frozen != source:
        keys = [key for key in source if frozen.get(key) != source[key]]
        raise RuntimeError(f"differs from the source in {', '.join(keys) or 'its keys'}")
    return f"the same, {len(source.get('steps', []))} steps"


def check_paper(program: list[str], folder: Path) -> str:
    """It prints the same proposal to the byte."""
    papers = []
    for number, start in enumerate((program, SOURCE)):
        paper = folder / f"{number}.pdf"
        run([*start, "quote", str(EXAMPLE), "--pdf", str(paper)], elsewhere=folder)
        papers.append(paper.read_bytes())
    if papers[0] != papers[1]:
        raise RuntimeError(f"differs from the source's, {len(papers[0])} and {len(papers[1])} bytes")
    return f"the same, {len(papers[0]) / 1e3:.0f} kB"


def check_batch(program: list[str], folder: Path) -> str:
    """Its worker processes give the same lists of results as the source's."""
    listed = folder / "list.csv"
    listed.write_text("city,floor_area_m2\n北京,120\n沈阳,90\n", encoding="utf-8")
    found = []
    for number, start in enumerate((program, SOURCE)):
        results = folder / str(number)
        asked = ["batch", str(listed), "--set", "quote_date=2026-01-01", "-o", str(results)]
        run([*start, *asked], elsewhere=folder)
        found.append({path.name: path.read_bytes() for path in results.iterdir() if path.is_file()})
    different = [name for name in found[1] if found[0].get(name) != found[1][name]]
    if different:
        raise RuntimeError(f"differs from the source in {', '.join(different)}")
    return f"the same, {len(found[0])} files"


def check_window(program: list[str], folder: Path) -> str:
    """Its window opens, loads the calculation behind it and closes."""
    wishes = {"HEATQUOTE_SETTINGS": str(folder), "HEATQUOTE_CLOSE_AFTER_MS": "8000"}
    run(program, elsewhere=folder, environment=wishes)
    return "opened and closed"


CHECKS: tuple[Callable[[list[str], Path], str], ...] = (check_tables, check_json, check_paper, check_batch,
                                                           check_window)  # fmt: skip


def size_mb(folder: Path) -> float:
    """What the files of a folder take, in MB."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(file.stat().st_size for file in files) / 1e6


def main(folder: Path) -> int:
    """Make every check; 1 where one failed."""
    program, failed = frozen_program(folder.resolve()), 0
    print(f"{folder}: {size_mb(folder):.0f} MB")
    for check in CHECKS:
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as scratch:
            try:
                outcome = check(program, Path(scratch))
            except (OSError, RuntimeError, ValueError, subprocess.TimeoutExpired) as error:
                outcome, failed = f"FAILED, {error}", 1
        name = check.__name__.removeprefix("check_")
        print(f"{name:8} {outcome} ({time.monotonic() - began:.1f} s)", flush=True)
    return failed


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # a complaint may be Chinese
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist" / "heatquote"))
