"""District heat on paper: golden text in both languages, the list of buildings, figures found in the book."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.design import design
from desktop.engine.figures import FrozenMap
from desktop.project import Project
from desktop.proposal.blocks import Document, Heading, Table
from desktop.proposal.chapter_topics import _widths
from desktop.proposal.proposal import proposal
from desktop.proposal.to_text import to_text
from desktop.quotation.quoting import quote
from desktop.tables.catalog import Catalog
from desktop.tables.energy import Fuel
from desktop.tables.texts import LANGUAGES, Language, Texts
from tests.proposal.test_figures_in_book import figures_of_book, numbers, words_of

# numbers that are names: weather stations; the tax rate, 0.13 in the book; formula and rules of introductions
STATION = {"53915", "53923", "53821", "13"}
SAID_ALIKE = (
    "按半自由场", "Spreading into", "机组按平均", "Units are taken", "限值按 GB", "Limits by the classes",
)  # fmt: skip
TOPICS = (
    "design_basis", "build_out", "staging", "faults", "network", "supply", "noise", "cold_air",
)  # fmt: skip
GOLDEN = Path(__file__).parent / "golden"
PROJECT = Project(
    "district",
    FrozenMap(
        {
            "city": "平凉", "project_name": "示例小区集中供热", "quote_date": date(2026, 11, 1),
            "quote_number": "S-1", "heat_pump_model": "HQ-EA-130",
            "buildings": (
                FrozenMap({"building_name": "甲楼", "heated_area_m2": 12_000.0}),
                FrozenMap({"building_name": "乙楼", "heated_area_m2": 8_000.0, "terminal": "floor"}),
                FrozenMap({"building_name": "学校", "heated_area_m2": 5_000.0, "building_use": "school",
                           "heating_index_w_m2": 60.0, "connected_fraction": 0.0}),
            ),
            "stages": (FrozenMap({"year": 2028, "connected_area_m2": 22_500.0}),),
        }
    ),
)  # fmt: skip


def document(catalog: Catalog, language: Language) -> Document:
    """The whole document, of the topics those of this application alone."""
    found = design(PROJECT, catalog)
    found = replace(found, topics=tuple(one for one in found.topics if one.id in TOPICS))
    return proposal(found, quote(found, catalog), language, catalog)


def topics_text(catalog: Catalog, language: Language) -> str:
    """The chapter of topics, without the foot that holds hashes."""
    paper = document(catalog, language)
    chapters = [
        (n, block.text)
        for n, block in enumerate(paper.blocks)
        if isinstance(block, Heading) and block.level == 1
    ]
    title = Texts(language)["proposal.chapter.topics"]
    start = next(n for n, text in chapters if title in text)
    end = next(n for n, _ in chapters if n > start)
    text = to_text(replace(paper, blocks=paper.blocks[start:end]))
    return text[: text.rindex("S-1")].rsplit("\n", 1)[0] + "\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_topics_read_as_they_were_accepted(catalog: Catalog, language: Language) -> None:
    """``HEATQUOTE_GOLDEN=write`` writes the texts anew, to be read before they are kept."""
    text = topics_text(catalog, language)
    path = GOLDEN / f"district_{language}.txt"
    if os.environ.get("HEATQUOTE_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_buildings_stand_in_a_table_with_their_defaults_marked(
    catalog: Catalog, language: Language
) -> None:
    tables = [block for block in document(catalog, language).blocks if isinstance(block, Table)]
    listed = next(table for table in tables if any("甲楼" in row and "12,000" in row for row in table.rows))
    first, _, school = listed.rows
    assert "40.0*" in first
    assert "60.0" in school
    assert "0.0" in school


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_before_the_book_is_found_in_it(catalog: Catalog, language: Language) -> None:
    blocks = list(document(catalog, language).blocks)
    start, book = figures_of_book(blocks)
    lost = [
        (number, text)
        for block in blocks[:start]
        for text in words_of(block)
        if not text.startswith(SAID_ALIKE)
        for number in numbers(text) - book
        if number not in STATION
    ]
    assert not lost


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_tables_of_the_topics_have_one_caption(catalog: Catalog, language: Language) -> None:
    """A table with too many columns for the page goes on in a second one that says so."""
    blocks = [one for one in document(catalog, language).blocks if isinstance(one, Table)]
    captions = [one.caption for one in blocks if one.caption]
    basis = Texts(language)["topic_table.design_basis"]
    assert [one for one in captions if one.startswith(basis)].count(basis) == 1
    assert sum(one.startswith(basis) for one in captions) == 2


def test_a_column_of_words_has_more_room_than_one_of_figures() -> None:
    label, number, words = _widths(["right", "left"])
    assert label + number + words == pytest.approx(1.0)
    assert words == pytest.approx(2.0 * number)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_underscore_stands_for_a_subscript(catalog: Catalog, language: Language) -> None:
    intro = Texts(language)["topic.noise.intro"]
    assert "Lp = Lw" in intro
    assert "_" not in topics_text(catalog, language)


def test_a_gigajoule_is_1000_by_3_6_kilowatt_hours(catalog: Catalog) -> None:
    assert catalog.find(Fuel, "heat").fuel_kwh_unit == pytest.approx(1000 / 3.6, abs=5e-4)
