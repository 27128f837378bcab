"""What every chapter of the proposal is written from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..design.records import Design, Equipment
from ..engine.figures import Figures, Value
from ..quotation.completeness import MissingPart, missing_parts
from ..quotation.records import Quote
from ..tables.texts import Texts
from .blocks import Block, Paragraph, Table, Tone
from .wording import Voice

ESTIMATED = ("estimated", "assumed")


@dataclass(frozen=True, slots=True)
class Case:
    """A design, its quote and the voice that tells of them."""

    design: Design
    quote: Quote
    voice: Voice

    def of_kind(self, kind: str) -> tuple[Equipment, ...]:
        """The equipment of a kind, in the design's order."""
        return tuple(one for one in self.design.equipment if one.kind == kind)

    @property
    def estimated(self) -> bool:
        """Whether any product data are estimates."""
        return any(one.standing in ESTIMATED for one in self.design.equipment)

    def notices(self) -> tuple[Block, ...]:
        """What must be said wherever performance and price are shown."""
        return (*self.performance_notice(), *self.price_notice())

    def performance_notice(self) -> tuple[Block, ...]:
        """That the product data are estimates, where they are."""
        return (Paragraph(self.voice("proposal.notice.estimated"), "warning"),) if self.estimated else ()

    def price_notice(self) -> tuple[Block, ...]:
        """That prices are assumed, where any is."""
        return (
            (Paragraph(self.voice("proposal.notice.price"), "warning"),) if self.quote.price_assumed else ()
        )

    @property
    def missing(self) -> tuple[MissingPart, ...]:
        """Parts the catalogue could not serve, so that the total lacks them."""
        return missing_parts(self.design)

    def incomplete_notice(self) -> tuple[Block, ...]:
        """That equipment list and price lack parts, where they do."""
        if not self.missing:
            return ()
        parts = (part_name(one, self.voice.texts) for one in self.missing)
        listed = ("、" if self.voice.language == "zh" else ", ").join(parts)
        return (Paragraph(self.voice("proposal.incomplete", parts=listed), "bad"),)

    def text(self, name: str) -> str:
        """A text the user gave; "" where there is none."""
        answers = self.design.answers
        return str(answers.text(name)) if name in answers else ""

    def item_name(self, equipment: Equipment) -> str:
        """What an item of the equipment list is called, by its role where there is a word for it."""
        texts = self.voice.texts
        kind = texts.get(f"quote.item.{equipment.kind}", equipment.kind)
        return texts.get(f"quote.item.{equipment.kind}.{equipment.role}", kind)

    def figure_rows(self, figures: Figures, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Label and value of the figures there are, in the order of the names."""
        return tuple(
            (self.voice.label(name), self.voice.value(name, figures[name]))
            for name in names
            if name in figures and figures[name] != ""
        )


def part_name(part: MissingPart | Equipment, texts: Texts) -> str:
    """What a part is and does: 循环水泵（供暖循环）."""
    name, does = texts.get(f"kind.{part.kind}", part.kind), texts.get(f"equipment_role.{part.role}", "")
    if not does:
        return name
    return f"{name}（{does}）" if texts.language == "zh" else f"{name} ({does})"


def two_columns(rows: Iterable[tuple[str, str]], caption: str = "", note: str = "") -> Table:
    """Names and values without a head, two pairs to a line so that short facts need little room."""
    pairs = list(rows)
    half = (len(pairs) + 1) // 2
    left, right = pairs[:half], [*pairs[half:], ("", "")]
    return Table(
        header=("", "", "", ""),
        rows=tuple((*left[i], *right[i]) for i in range(half)),
        align=("left", "left", "left", "left"),
        widths=(0.29, 0.21, 0.29, 0.21),
        caption=caption,
        note=note,
        no_head=True,
    )


def tone_of(severity: str) -> Tone:
    """The tone in which the outcome of a check is printed."""
    match severity:
        case "warning":
            return "warning"
        case "fault":
            return "bad"
        case _:
            return "normal"


def joined(parts: Iterable[str], language: str) -> str:
    """Parts of one sentence behind each other."""
    return ("；" if language == "zh" else "; ").join(parts)


def is_number(value: Value | None) -> bool:
    """Whether a figure is a number and not a word, a date or a flag."""
    return isinstance(value, int | float) and not isinstance(value, bool)
