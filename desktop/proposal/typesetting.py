"""Text into lines: widths, the characters a font lacks, and where Chinese and English may break.

Nothing here knows a file format. Widths are in points, from the advances of the two fonts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

MISSING_MARK = "〓"

_WIDE = "\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_OPENING = "（【《「『〈〔［｛“‘￥$"
_CLOSING = "，。、；：！？）】》」』〉〕］｝”’…—～·％℃‰"
# An atom is what may not be torn apart: a wide character or a run of narrow ones, with the brackets before it
# and the stops behind it; a number keeps the wide character or the short unit that follows.
_NARROW = rf"[^\s{_WIDE}{_OPENING}{_CLOSING}]"
_NUMBER_AND_WIDE = rf"{_NARROW}*\d[{_WIDE}](?<![{_CLOSING}])"
_NUMBER_AND_UNIT = rf"{_NARROW}*\d[ \u00a0](?=[A-Za-z°%℃㎡])[^\s{_WIDE}]{{1,7}}(?![^\s{_WIDE}])"
_ATOM = re.compile(
    rf"[{_OPENING}]*(?:{_NUMBER_AND_WIDE}|{_NUMBER_AND_UNIT}|{_NARROW}+|[{_WIDE}])?[{_CLOSING}]*[ \u00a0]*"
)
_FORMULA_PIECE = re.compile(
    r"_\{(?P<sub>[^{}]*)\}|_(?P<sub1>\w+)"
    r"|\^\{(?P<sup>[^{}]*)\}|\^(?P<sup1>[−-]?[\d.]+)|\^\((?P<sup2>[^() ]*)\)"
)
_SPACES = str.maketrans({"\t": " ", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\v": " ", "\f": " "})


@dataclass(frozen=True, slots=True)
class Advances:
    """How wide each character is, as a share of the type size, in the regular and the bold font."""

    regular: Mapping[str, float]
    bold: Mapping[str, float]

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """The width of a line of text."""
        advance = self.bold if bold else self.regular
        return size * sum([advance[character] for character in text])


@dataclass(slots=True)
class Cleaner:
    """Replaces what the font lacks by a visible mark and remembers it; nothing is dropped unseen.

    Characters without an appearance (joiners, variation selectors, direction marks) are left out.
    """

    known: Mapping[str, float]
    missing: dict[str, None] = field(default_factory=dict)

    def clean(self, text: str) -> str:
        """The text with every character of it printable; line ends stay."""
        if all(map(self.known.__contains__, text)) and text.isprintable():
            return text
        return "".join(self._clean(character) for character in text.replace("\r\n", "\n").translate(_SPACES))

    def _clean(self, character: str) -> str:
        if character == "\n":
            return character
        category = unicodedata.category(character)
        if category in ("Cf", "Cc") or "\ufe00" <= character <= "\ufe0f":
            return ""
        if character in self.known:
            return character
        self.missing[character] = None
        return MISSING_MARK


def atoms(text: str) -> list[str]:
    """The pieces between which a line may end; spaces stay with the piece before them.

    >>> atoms("出水55℃（COP 2.30），7台 at 130 kW each")
    ['出', '水', '55℃', '（COP ', '2.30），', '7台 ', 'at ', '130 kW ', 'each']
    """
    return [found for found in _ATOM.findall(text) if found]


def wrap(text: str, width: float, size: float, advances: Advances, bold: bool = False) -> list[str]:
    """The text in lines no wider than ``width``; at least one line. Words too long are broken anywhere."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        if advances.width(paragraph, size, bold) <= width:
            lines.append(paragraph.strip())
        else:
            lines.extend(_wrap(paragraph, width, size, advances, bold))
    return lines


def _wrap(text: str, width: float, size: float, advances: Advances, bold: bool) -> Iterator[str]:
    line, used = "", 0.0
    for atom in _fitting(atoms(text), width, size, advances, bold):
        whole = advances.width(atom, size, bold)
        visible = whole if atom[-1] not in " \u00a0" else advances.width(atom.rstrip(), size, bold)
        if line and used + visible > width:
            yield line.rstrip()
            line, used = "", 0.0
        line += atom
        used += whole
    if line:
        yield line.rstrip()


def _fitting(pieces: list[str], width: float, size: float, advances: Advances, bold: bool) -> Iterator[str]:
    """The atoms; those wider than a line are cut to fit, after a slash or hyphen where one is near."""
    for piece in pieces:
        while advances.width(piece.rstrip(), size, bold) > width and len(piece) > 1:
            count = max(1, _count_that_fits(piece, width, size, advances, bold))
            near = max(piece.rfind(sign, 0, count) for sign in "/-_,;&") + 1
            cut = near if near > count // 2 else count
            yield piece[:cut]
            piece = piece[cut:]
        if piece:
            yield piece


def _count_that_fits(text: str, width: float, size: float, advances: Advances, bold: bool) -> int:
    advance = advances.bold if bold else advances.regular
    used = 0.0
    for index, character in enumerate(text):
        used += advance[character] * size
        if used > width:
            return index
    return len(text)


def shortened(text: str, width: float, size: float, advances: Advances, bold: bool = False) -> str:
    """The text on one line, its end replaced by … where it does not fit."""
    text = text.replace("\n", " ")
    if advances.width(text, size, bold) <= width:
        return text
    return text[: _count_that_fits(text, width - advances.width("…", size, bold), size, advances, bold)] + "…"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a formula: ``level`` 0 on the line, -1 below it, 1 above it."""

    text: str
    level: int = 0


def formula_runs(text: str) -> list[Run]:
    """A printed formula in runs: ``Q_h``, ``t_{w,low}``, ``v^2`` and ``v^{0.5}``.

    >>> formula_runs("Q_h = v^2")
    [Run(text='Q', level=0), Run(text='h', level=-1), Run(text=' = v', level=0), Run(text='2', level=1)]
    """
    runs, at = [], 0
    for found in _FORMULA_PIECE.finditer(text):
        if found.start() > at:
            runs.append(Run(text[at : found.start()]))
        below = found["sub"] or found["sub1"]
        above = found["sup"] or found["sup1"] or found["sup2"] or ""
        runs.append(Run(below, -1) if below else Run(above, 1))
        at = found.end()
    if at < len(text):
        runs.append(Run(text[at:]))
    return runs
