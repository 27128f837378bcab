"""The data folders are found beside the modules (wheel, frozen) or one level up (repository, editable)."""

from pathlib import Path

import pytest

from desktop.tables.places import catalog_dir, place, resources_dir


def test_beside_the_modules_comes_first(tmp_path: Path) -> None:
    package = tmp_path / "desktop"
    (package / "catalog").mkdir(parents=True)
    (tmp_path / "catalog").mkdir()
    assert place("catalog", package) == package / "catalog"


def test_one_level_up(tmp_path: Path) -> None:
    package = tmp_path / "desktop"
    package.mkdir()
    (tmp_path / "catalog").mkdir()
    assert place("catalog", package) == tmp_path / "catalog"


def test_nowhere_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="catalog"):
        place("catalog", tmp_path / "desktop")


def test_the_shipped_folders_are_there() -> None:
    assert (catalog_dir() / "quantities.csv").is_file()
    assert (resources_dir() / "texts").is_dir()
