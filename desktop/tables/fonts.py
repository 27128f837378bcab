"""The two fonts that window, charts and paper share: made while the package is built, read by their path."""

from pathlib import Path
from typing import Literal

from .places import resources_dir

FAMILY = "Noto Sans SC"
Style = Literal["Regular", "Bold"]
STYLES: tuple[Style, ...] = ("Regular", "Bold")


def font_path(style: Style = "Regular") -> Path:
    """The font file of one style.

    Raises FileNotFoundError where it was never made, which is so only in a source folder that nobody
    has installed from yet.
    """
    path = resources_dir() / "fonts" / f"NotoSansSC-{style}.ttf"
    if not path.is_file():
        raise FileNotFoundError(2, "font not made yet; run: python -m pip install .", str(path))
    return path
