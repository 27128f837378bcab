"""Where the program's data folders lie."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def place(name: str, package: Path = PACKAGE) -> Path:
    """The folder ``name``: beside the program's own modules if it is there, else one level up.

    Beside them in a wheel and in the frozen program, one level up in the repository and in an editable
    install. Raises FileNotFoundError where it is in neither.
    """
    for folder in (package / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"{name}: neither in {package} nor in {package.parent}")


def catalog_dir() -> Path:
    """The shipped tables."""
    return place("catalog")


def resources_dir() -> Path:
    """Fonts, style, texts and example projects."""
    return place("resources")
