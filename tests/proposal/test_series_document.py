"""Two stages in series on paper and as JSON: every figure is in the book, the schema holds."""

from __future__ import annotations

import json
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from desktop.design import Design, design
from desktop.engine.figures import FrozenMap
from desktop.project import Project
from desktop.proposal.blocks import Heading
from desktop.proposal.proposal import proposal
from desktop.proposal.to_json import SCHEMA_FILE, design_json
from desktop.quotation.quoting import quote
from desktop.tables.catalog import Catalog
from desktop.tables.places import resources_dir
from desktop.tables.texts import LANGUAGES, Language
from tests.proposal.test_district_proposal import SAID_ALIKE
from tests.proposal.test_figures_in_book import figures_of_book, numbers, words_of

# numbers that are names: weather stations and their distance; the tax rate; the refrigerant's name
NAMES = {"13", "1234"}
PROJECT = Project(
    "district",
    FrozenMap(
        {
            "city": "沈阳", "project_name": "示例小区散热器供热", "quote_date": date(2026, 11, 1),
            "quote_number": "S-2", "heated_area_m2": 120_000.0, "terminal": "radiator", "t_supply_c": 75.0,
            "t_return_c": 50.0, "series_lift": "water_source",
        }
    ),
)  # fmt: skip
SECTIONS = {"zh": "串联升温", "en": "Two stages in series"}


@pytest.fixture(scope="module")
def made(catalog: Catalog) -> Design:
    return design(PROJECT, catalog)


def test_the_json_keeps_to_the_schema(made: Design, catalog: Catalog) -> None:
    schema = json.loads((resources_dir() / "schema" / SCHEMA_FILE).read_text("utf-8"))
    found = design_json(made, quote(made, catalog))
    assert [error.message for error in Draft202012Validator(schema).iter_errors(found)] == []
    lift = next(one for one in found["equipment"] if one["kind"] == "lift_pump")
    assert lift["role"] == "series_lift"


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_before_the_book_are_found_in_it(made: Design, catalog: Catalog, language: Language) -> None:
    blocks = list(proposal(made, quote(made, catalog), language, catalog).blocks)
    start, book = figures_of_book(blocks)
    lost = [
        (number, text)
        for block in blocks[:start]
        for text in words_of(block)
        if not text.startswith(SAID_ALIKE)
        for number in numbers(text) - book
        if number not in NAMES
    ]
    assert not lost


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_units_and_their_source_are_named(made: Design, catalog: Catalog, language: Language) -> None:
    """Source water, not outdoor air, is what the lifting units are read at."""
    paper = proposal(made, quote(made, catalog), language, catalog)
    texts = [text for block in paper.blocks for text in words_of(block)]
    told = next(text for text in texts if "40.0 °C" in text and "75.0 °C" in text and "kW" in text)
    assert ("热源水" if language == "zh" else "ource water") in told
    heads = [block.text for block in paper.blocks if isinstance(block, Heading)]
    assert any(SECTIONS[language] in text for text in heads)
