"""Every quantity, price and rate that is shown before the calculation book is found in it."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

import pytest

from desktop.design import design
from desktop.engine.figures import FrozenMap
from desktop.project import Project
from desktop.proposal.blocks import (
    Block,
    Bullets,
    Calculation,
    CalculationStep,
    CalculationTable,
    CalculationValues,
    Heading,
    KeyFigures,
    Paragraph,
    Table,
)
from desktop.proposal.proposal import proposal
from desktop.quotation.quoting import quote
from desktop.tables.catalog import Catalog
from desktop.tables.texts import LANGUAGES, Language

NUMBER = re.compile(r"(?<![\w.\-])-?\d[\d,]*(?:\.\d+)?(?![\w-])")
# No quantities: dates, standards and clauses, references in brackets, model names, years, conditions that are
# names ("7/45 °C", "brick, 240 mm"), how many times one figure of a sentence the other is, what is about so.
NOT_MEANT = re.compile(
    r"\d{4}-\d{2}-\d{2}|\[\d+\]|\b(?:GB/T|GB|EN|ISO|JGJ|CJJ/T|CJJ)\s?\d+(?:-\d{4})?|(?<![\d.])\d+\.\d+\.\d+"
    r"|-?\d+/\d+ °C|[\d.]+ (?:times|倍)|(?:通常约|usually about) .*"
    r"|\d+ mm|\b[A-Z]+(?:-[A-Z\d.]+)+|S-1|\b(?:19|20)\d\d\b(?! ?[a-zA-Z°元])"
)
MEASURED = {
    "measured_kind": "electricity", "measured_electricity_kwh_m2d": 0.339,
    "measured_from": date(2021, 1, 8), "measured_to": date(2021, 4, 27),
}  # fmt: skip

HOUSE = {
    "floor_area_m2": 120.0, "subsidy_policy": "beijing_coal_to_electric", "discount_fraction": 0.05,
    "occupancy_profile": "evenings_weekends",
}  # fmt: skip
COAL_HOUSE = {
    "floor_area_m2": 90.0, "measured_kind": "coal", "coal_used_t": 4.0, "heating_load_method": "measured",
    "house_type": "old_built",
}  # fmt: skip


def words_of(block: Block) -> Iterator[str]:
    """What a reader sees of a block, the numbers of rows left out."""
    match block:
        case Table():
            numbered = block.align[0] == "center"
            for row in block.rows:
                yield from row[1:] if numbered else row
        case KeyFigures(items):
            for item in items:
                yield from item
        case Paragraph(text):
            yield text
        case Bullets(items):
            yield from items


def words_of_entries(block: Calculation) -> Iterator[str]:
    """What a reader sees of steps, values and tables of the book, but for their numbers and names."""
    for entry in block.steps:
        steps: tuple[CalculationStep, ...]
        match entry:
            case CalculationStep():
                steps = (entry,)
            case CalculationValues(items, title):
                steps = items
                yield title
            case CalculationTable(rules, _, rows, notes):
                steps = rules
                yield from (cell for row in rows for cell in row.cells)
                yield from (text for _, text in notes)
        for step in steps:
            yield from (step.formula, step.substitution, step.result, step.note)


def numbers(text: str) -> set[str]:
    """Numbers in a text without the signs between thousands, a minus left away."""
    plain = NOT_MEANT.sub(" ", text)
    return {found.replace(",", "").lstrip("-") for found in NUMBER.findall(plain)}


def figures_of_book(blocks: Sequence[Block]) -> tuple[int, set[str]]:
    """Where the calculation book begins among the blocks, and every number that stands in it."""
    start = next(n for n, block in enumerate(blocks) if isinstance(block, Calculation))
    book: set[str] = set()
    for block in blocks[start:]:
        if isinstance(block, Calculation):
            for text in words_of_entries(block):
                book |= {n.replace(",", "").lstrip("-") for n in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}
    return start, book


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("city", "more"),
    [
        ("漠河", MEASURED), ("上海", {}), ("拉萨", {"discount_fraction": 0.05}), ("广州", {}),
        ("北京", HOUSE), ("哈尔滨", COAL_HOUSE),
    ],
)  # fmt: skip
def test_every_figure_before_the_book_is_found_in_it(
    catalog: Catalog, city: str, more: dict[str, object], language: Language
) -> None:
    house = "floor_area_m2" in more
    size = {} if house else {"heated_area_m2": 14000.0, "room_count": 150}
    given = {"city": city, **size, "quote_date": date(2026, 11, 22), "quote_number": "S-1", **more}
    project = Project("household" if house else "hotel", FrozenMap(given))  # type: ignore[arg-type]
    found = design(project, catalog)
    blocks = list(proposal(found, quote(found, catalog), language, catalog).blocks)
    start, book = figures_of_book(blocks)
    # a share is a fraction where the book calculates with it
    book |= {f"{float(number) * 100:g}" for number in book if re.fullmatch(r"0\.\d+", number)}
    lost: list[tuple[str, str, str]] = []
    chapter = ""
    for block in blocks[:start]:
        if isinstance(block, Heading):
            chapter = block.text
        lost += [(chapter, number, text) for text in words_of(block) for number in numbers(text) - book]
    assert not [one for one in lost if str(found.site["station"]) not in one[1:] and "50136" not in one[2]], (
        lost
    )
