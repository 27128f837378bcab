"""Headings, running text, lists, key figures and signature boxes as slabs."""

from __future__ import annotations

from dataclasses import dataclass, field

from .blocks import Bullets, Contents, Heading, KeyFigures, Paragraph, Signatures
from .marks import Anchor, Area, Line, Link, Mark, Text, rectangle, rule
from .paging import Slab
from .style import (
    BODY,
    BODY_LEADING,
    HEADS,
    NOTE,
    SMALL,
    SMALL_LEADING,
    TEXT_HEIGHT,
    TEXT_WIDTH,
    TIGHT_HEAD,
)
from .typesetting import Advances, Cleaner, shortened, wrap

CHAPTER_ROOM = 0.36  # share of the text height that a chapter wants below its heading


@dataclass(slots=True)
class Press:
    """What every layout function needs: the widths, the cleaner, and the headings met so far."""

    advances: Advances
    cleaner: Cleaner
    justified: bool = False
    headings: list[tuple[str, str, int]] = field(default_factory=list)

    def clean(self, text: str) -> str:
        """The text with every character printable."""
        return self.cleaner.clean(text)

    def lines(self, text: str, width: float, size: float, bold: bool = False) -> list[str]:
        """The cleaned text in lines."""
        return wrap(self.cleaner.clean(text), width, size, self.advances, bold)

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """The width of a cleaned line."""
        return self.advances.width(text, size, bold)

    def short(self, text: str, width: float, size: float, bold: bool = False) -> str:
        """The cleaned text on one line, cut with … where too long."""
        return shortened(self.cleaner.clean(text), width, size, self.advances, bold)


def baseline(top: float, leading: float, size: float) -> float:
    """The baseline of a line of text whose strip begins at ``top``."""
    return top + (leading - size) / 2 + size * 0.86


def heading(block: Heading, press: Press) -> list[Slab]:
    """A heading that stays with what follows; levels 1 and 2 can be reached from outline and contents."""
    size, leading = TIGHT_HEAD if block.tight else HEADS[block.level]
    lines = press.lines(block.text, TEXT_WIDTH, size, bold=True)
    marks: list[Mark] = []
    top = 0.0
    if block.level == 1:
        marks.append(Area(rectangle(0, 2, 30, 2.6), "accent"))
        top = 12.0
    color = "deep" if block.level < 3 else "ink"
    for line in lines:
        marks.append(Text(0, baseline(top, leading, size), line, size, bold=True, color=color))
        top += leading
    if block.level < 3:
        name = f"h{len(press.headings)}"
        title = " ".join(lines)
        press.headings.append((name, title, block.level))
        marks.append(Anchor(name, 0.0, title, block.level - 1))
    room = (block.room or CHAPTER_ROOM) * TEXT_HEIGHT if block.level == 1 else 0.0
    return [
        Slab(
            height=top + (6 if block.level == 1 else 2),
            marks=tuple(marks),
            before=9.0 if block.tight else {1: 30.0, 2: 18.0, 3: 11.0}[block.level],
            keep_next=True,
            room=room,
            break_before=block.level == 1 and block.room >= 1.0,
            chapter=" ".join(lines) if block.level == 1 else "",
        )
    ]


def contents(block: Contents, press: Press, pages: dict[str, int]) -> list[Slab]:
    """The list of headings; without pages yet on the first pass, its height is the same on both."""
    size, leading = 15.0, 22.0
    slabs = [
        Slab(
            leading + 8,
            (Text(0, baseline(0, leading, size), press.clean(block.title), size, bold=True, color="deep"),),
            before=24.0,
            keep_next=True,
            chapter=press.clean(block.title),
        )
    ]
    shown = _shown(press.headings)
    for place, (name, title, level) in enumerate(shown):
        section_follows = place + 1 < len(shown) and shown[place + 1][2] == 2
        indent, letter = (0.0, 9.5) if level == 1 else (16.0, 8.5)
        height = _entry_height(level)
        bold, color = level == 1, "ink" if level == 1 else "muted"
        number = str(pages.get(name, 0))
        at = TEXT_WIDTH - press.width(number, letter)
        y = baseline(height - letter - 5, letter + 5, letter)
        text = press.short(title, at - indent - 20, letter, bold)
        end = indent + press.width(text, letter, bold) + 6
        slabs.append(
            Slab(
                height,
                (
                    Text(indent, y, text, letter, bold=bold, color=color),
                    Line(((end, y - 2), (at - 6, y - 2)), "rule", 0.6, (0.6, 3.0)),
                    Text(at, y, number, letter, color=color),
                    Link(name, 0, 0, TEXT_WIDTH, height),
                ),
                keep_next=level == 1 and section_follows,
            )
        )
    return slabs


def _shown(headings: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """Chapters with their sections; the chapters with most sections go without, until all fits on a page."""
    counts: dict[int, int] = {}
    chapter_of: list[int] = []
    for number, (_, _, level) in enumerate(headings):
        chapter_of.append(number if level == 1 or not chapter_of else chapter_of[-1])
        counts[chapter_of[-1]] = counts.get(chapter_of[-1], 0) + 1
    shown = headings
    for most in (8, 6, 5, 4, 3, 1):
        shown = [
            head
            for head, chapter in zip(headings, chapter_of, strict=True)
            if head[2] == 1 or counts[chapter] <= most + 1
        ]
        if sum(_entry_height(level) for _, _, level in shown) <= TEXT_HEIGHT - 34:
            break
    return shown


def _entry_height(level: int) -> float:
    return 19.0 if level == 1 else 14.5


def paragraph(block: Paragraph, press: Press) -> list[Slab]:
    """Running text, or a box with a coloured edge for what must be noticed."""
    if block.tone in ("good", "warning", "bad"):
        return _callout(block, press)
    size, leading = (BODY, BODY_LEADING) if block.tone == "normal" else (SMALL, SMALL_LEADING)
    lines = press.lines(block.text, TEXT_WIDTH, size)
    color = "ink" if block.tone == "normal" else "muted"
    return _text_slabs(lines, 0.0, TEXT_WIDTH, size, leading, color, press, before=6.0)


def _text_slabs(
    lines: list[str], x: float, width: float, size: float, leading: float, color: str, press: Press,
    before: float, first: tuple[Mark, ...] = (),
) -> list[Slab]:  # fmt: skip
    slabs = []
    for index, line in enumerate(lines):
        spread = 0.0
        if press.justified and index < len(lines) - 1 and len(line) > 20:
            slack = (width - press.width(line, size)) / (len(line) - 1)
            spread = slack if 0 < slack < 0.09 * size else 0.0
        text = Text(x, baseline(0, leading, size), line, size, color=color, spread=spread)
        slabs.append(
            Slab(
                leading,
                (text, *first) if index == 0 else (text,),
                before=before if index == 0 else 0.0,
                keep_next=len(lines) > 1 and index in (0, len(lines) - 2),
            )
        )
    return slabs


def _callout(block: Paragraph, press: Press) -> list[Slab]:
    size, leading, edge = 8.8, 13.6, 8.0
    lines = press.lines(block.text, TEXT_WIDTH - 2 * edge - 6, size)
    slabs: list[Slab] = []
    for start in range(0, len(lines), 30):
        part = lines[start : start + 30]
        height = len(part) * leading + 2 * edge - 2
        marks: list[Mark] = [
            Area(rectangle(0, 0, TEXT_WIDTH, height), f"{block.tone}_tint"),
            Area(rectangle(0, 0, 3, height), block.tone),
        ]
        for index, line in enumerate(part):
            marks.append(Text(edge + 6, baseline(edge - 1 + index * leading, leading, size), line, size))
        slabs.append(Slab(height, tuple(marks), before=8.0))
    return slabs


def bullets(block: Bullets, press: Press) -> list[Slab]:
    """Short sentences with a small square before each."""
    color = {"normal": "ink", "muted": "muted"}.get(block.tone, "ink")
    sign = {"good": "good", "warning": "warning", "bad": "bad"}.get(block.tone, "accent")
    size, leading = (SMALL, SMALL_LEADING) if block.tone == "muted" else (9.2, 14.4)
    slabs: list[Slab] = []
    for item in block.items:
        lines = press.lines(item, TEXT_WIDTH - 14, size)
        square = Area(rectangle(2, leading / 2 - 1.4, 3.6, 3.6), sign)
        slabs += _text_slabs(
            lines, 14, TEXT_WIDTH - 14, size, leading, color, press, before=3.0, first=(square,)
        )
    return slabs


def key_figures(block: KeyFigures, press: Press) -> list[Slab]:
    """Cards in rows of three: label, large value, remark."""
    gap = 14.0
    width = (TEXT_WIDTH - 2 * gap) / 3
    slabs: list[Slab] = []
    for start in range(0, len(block.items), 3):
        cards = [_card(item, width, press) for item in block.items[start : start + 3]]
        height = max(used for used, _ in cards) + 10
        marks: list[Mark] = []
        for place, (_, texts) in enumerate(cards):
            x = place * (width + gap)
            marks.append(Area(rectangle(x, 0, width, height), "tint"))
            marks.append(Area(rectangle(x, 0, width, 2.2), "accent"))
            marks += [Text(t.x + x, t.y, t.text, t.size, t.bold, t.color) for t in texts]
        slabs.append(
            Slab(height, tuple(marks), before=gap if start else 10.0, keep_next=start + 3 < len(block.items))
        )
    return slabs


def _card(item: tuple[str, str, str], width: float, press: Press) -> tuple[float, list[Text]]:
    pad, (label, value, remark) = 9.0, item
    texts: list[Text] = []
    top = 10.0
    for line in press.lines(label, width - 2 * pad, SMALL):
        texts.append(Text(pad, baseline(top, SMALL_LEADING, SMALL), line, SMALL, color="muted"))
        top += SMALL_LEADING
    number, _, unit = press.clean(value).partition(" ")
    if not number[:1].isdigit() and not number[1:2].isdigit():  # words are not torn into number and unit
        number, unit = press.clean(value), ""
    size = next(
        (s for s in (22.0, 19.0, 16.0, 13.0)
         if press.width(number, s, True) + press.width(unit, s * 0.5) + 4 <= width - 2 * pad), 0.0
    )  # fmt: skip
    if size:
        y = top + 25
        texts.append(Text(pad, y, number, size, bold=True, color="deep"))
        texts.append(Text(pad + press.width(number, size, True) + 4, y, unit, size * 0.5, color="deep"))
        top += 33
    else:
        for line in press.lines(value, width - 2 * pad, 11.0, True):
            texts.append(Text(pad, baseline(top, 15, 11.0), line, 11.0, bold=True, color="deep"))
            top += 15
    for line in press.lines(remark, width - 2 * pad, NOTE) if remark else ():
        texts.append(Text(pad, baseline(top, 10.0, NOTE), line, NOTE, color="muted"))
        top += 10.0
    return top, texts


def signatures(block: Signatures, press: Press) -> list[Slab]:
    """One box a party with lines to write on and room for a seal."""
    gap = 24.0
    count = max(1, len(block.parties))
    width = (TEXT_WIDTH - gap * (count - 1)) / count
    rows = max((len(fields) for _, fields in block.parties), default=0)
    height = 34 + rows * 26 + 78
    marks: list[Mark] = []
    for place, (party, fields) in enumerate(block.parties):
        x = place * (width + gap)
        marks.append(Area(rectangle(x, 0, width, height), "white", "rule", 0.6))
        marks.append(Area(rectangle(x, 0, width, 2.2), "accent"))
        marks.append(
            Text(x + 12, 22, press.short(party, width - 24, 10.0, True), 10.0, bold=True, color="deep")
        )
        for row, label in enumerate(fields):
            y = 34 + (row + 1) * 26 - 6
            text = press.short(label, width * 0.5, SMALL)
            end = 12 + press.width(text, SMALL) + 6
            marks.append(Text(x + 12, y, text, SMALL, color="muted"))
            marks.append(rule(x + end, y + 2, width - end - 12))
    return [Slab(height, tuple(marks), before=12.0)]
