"""What goes into the package, and the fonts that are made for it."""

import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from build_spec import make_fonts
from desktop.tables import fonts

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_every_package_of_the_program_is_installed() -> None:
    here = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for path in (ROOT / "desktop").rglob("*.py")
        if "__pycache__" not in path.parts
    }
    listed = set(SETTINGS["tool"]["setuptools"]["packages"])
    assert listed == here | {"desktop.catalog", "desktop.resources"}


@pytest.mark.parametrize(("style", "weight"), [("Regular", 400), ("Bold", 700)])
def test_the_fonts_are_what_they_are_called(style: fonts.Style, weight: int) -> None:
    with TTFont(fonts.font_path(style), lazy=True) as font:
        assert font["name"].getDebugName(1) == fonts.FAMILY
        assert font["name"].getDebugName(2) == style
        assert font["OS/2"].usWeightClass == weight
        assert "fvar" not in font
        assert {ord(sign) for sign in "热泵选型报价漠河℃²³·×−≤ΔηAz09"} <= font.getBestCmap().keys()


def test_the_fonts_bring_their_licence() -> None:
    licence = fonts.font_path().with_name("OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


def test_a_font_that_was_never_made_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "resources_dir", lambda: tmp_path)
    with pytest.raises(FileNotFoundError, match="pip install"):
        fonts.font_path("Bold")


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, list[str]]:
    """A folder for fonts whose cutting is only written down, the source being a few bytes."""
    source = tmp_path / "source.ttf"
    source.write_bytes(b"variable")
    source.with_name("OFL.txt").write_text("licence", "utf-8")
    cut: list[str] = []

    def note(_: Path, target: Path, weight: int) -> None:
        cut.append(f"{target.name} {weight}")
        target.write_bytes(b"static")

    monkeypatch.setattr(make_fonts, "variable_font", lambda: source)
    monkeypatch.setattr(make_fonts, "cut", note)
    return tmp_path / "fonts", cut


def test_fonts_are_made_once(workshop: tuple[Path, list[str]]) -> None:
    folder, cut = workshop
    assert make_fonts.make_fonts(folder)
    assert cut == ["NotoSansSC-Regular.ttf 400", "NotoSansSC-Bold.ttf 700"]
    assert not make_fonts.make_fonts(folder)
    assert len(cut) == 2


@pytest.mark.parametrize("lost", ["NotoSansSC-Bold.ttf", "made_from.txt"])
def test_fonts_are_made_anew_where_a_file_is_missing(workshop: tuple[Path, list[str]], lost: str) -> None:
    folder, cut = workshop
    make_fonts.make_fonts(folder)
    (folder / lost).unlink()
    assert make_fonts.make_fonts(folder)
    assert len(cut) == 4


def test_fonts_are_made_anew_of_another_source(workshop: tuple[Path, list[str]]) -> None:
    folder, cut = workshop
    make_fonts.make_fonts(folder)
    make_fonts.variable_font().write_bytes(b"a newer one")
    assert make_fonts.make_fonts(folder)
    assert len(cut) == 4


@pytest.mark.slow
def test_two_builds_give_one_wheel_with_every_file(tmp_path: Path) -> None:
    """Built from a copy, the second time with the fonts made anew; then run from the unpacked wheel."""
    copy = tmp_path / "copy"
    for name in ("desktop", "catalog", "resources", "build_spec"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy2(ROOT / name, copy / name)
    expected = {path.relative_to(copy).as_posix() for path in (copy / "desktop").rglob("*.py")}
    for name in ("catalog", "resources"):
        data = [path for path in (copy / name).rglob("*") if path.is_file()]
        expected |= {f"desktop/{path.relative_to(copy).as_posix()}" for path in data}
    left_over = copy / "build" / "lib" / "desktop" / "deleted_long_ago.py"
    left_over.parent.mkdir(parents=True)
    left_over.touch()

    contents = []
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir"]
    for number in ("first", "second"):
        target = tmp_path / number
        subprocess.run([*pip, str(target), str(copy)], check=True)
        with zipfile.ZipFile(next(target.glob("*.whl"))) as wheel:
            files = [name for name in wheel.namelist() if ".dist-info/" not in name]
            contents.append({name: wheel.read(name) for name in files})
            wheel.extractall(target / "unpacked")
        shutil.rmtree(copy / "resources" / "fonts")
    assert contents[0].keys() == expected
    assert contents[0] == contents[1]

    check = [sys.executable, "-m", "desktop", "check"]
    elsewhere = os.environ | {"PYTHONPATH": str(tmp_path / "first" / "unpacked")}
    subprocess.run(check, cwd=tmp_path, env=elsewhere, check=True)
