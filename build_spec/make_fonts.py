"""Cut Noto Sans SC Regular and Bold out of its variable font while the package is built.

The window, the charts and the paper all use these two files. Cutting one takes some twenty seconds, so it
happens here and never on a user's computer, and only when the files are not there yet or were made of
something else.
"""

import hashlib
import importlib.util
import shutil
from pathlib import Path

from setuptools.command.build_py import build_py

WEIGHTS = {"Regular": 400, "Bold": 700}
FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
RECIPE = "1"  # raise it when the same source should give other files


def variable_font() -> Path:
    """The variable Noto Sans SC that the build requirement justmytype-intl-cjk carries."""
    found = importlib.util.find_spec("justmytype_intl_cjk")
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("justmytype-intl-cjk is missing; see [build-system] in pyproject.toml")
    return Path(found.submodule_search_locations[0], "fonts", "ofl", "notosanssc", "NotoSansSC[wght].ttf")


def font_file(folder: Path, style: str) -> Path:
    """Where the font of one style lies in the folder."""
    return folder / f"NotoSansSC-{style}.ttf"


def cut(source: Path, target: Path, weight: int) -> None:
    """Write the static font of one weight; the same source gives the same bytes."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = TTFont(source, recalcTimestamp=False)
    static = instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True, updateFontNames=True)
    half_done = target.with_suffix(".part")
    static.save(half_done)
    half_done.replace(target)


def make_fonts(folder: Path = FONTS) -> bool:
    """Make the fonts and their licence in the folder; False when they were up to date already."""
    import fontTools

    source = variable_font()
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    made_from = f"NotoSansSC[wght].ttf sha256 {digest}, fonttools {fontTools.version}, recipe {RECIPE}\n"
    note = folder / "made_from.txt"
    files = [font_file(folder, style) for style in WEIGHTS]
    if all(file.exists() for file in files) and note.exists() and note.read_text("utf-8") == made_from:
        return False
    folder.mkdir(parents=True, exist_ok=True)
    note.unlink(missing_ok=True)
    for file, weight in zip(files, WEIGHTS.values(), strict=True):
        cut(source, file, weight)
    shutil.copyfile(source.with_name("OFL.txt"), folder / "OFL.txt")
    note.write_text(made_from, "utf-8")  # last, so that an interrupted build starts anew
    return True


class BuildWithFonts(build_py):
    """setuptools' build_py, with the fonts made before it looks for the package's data."""

    def run(self) -> None:
        """Make the fonts, then build as usual."""
        make_fonts()
        if not self.editable_mode:
            # What an earlier build left would go into the wheel, deleted modules too.
            shutil.rmtree(self.build_lib, ignore_errors=True)
        super().run()


if __name__ == "__main__":
    print("made" if make_fonts() else "up to date", FONTS)
