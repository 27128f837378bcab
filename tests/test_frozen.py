"""The one-folder program does what the source does."""

import subprocess
import sys
from pathlib import Path

import pytest

from build_spec import smoke

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.frozen
def test_the_frozen_program_does_what_the_source_does(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Needs PyInstaller: python -m pip install ".[bundle,test]"."""
    dist, work = tmp_path / "dist", tmp_path / "build"
    build = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    places = ["--distpath", str(dist), "--workpath", str(work)]
    subprocess.run([*build, *places, str(ROOT / "build_spec" / "heatquote.spec")], check=True)
    failed = smoke.main(dist / "heatquote")
    report = capsys.readouterr().out
    with capsys.disabled():
        print(f"\n{report}", end="")
    assert not failed
