"""The example house as a document in both languages: its own words, none of other uses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desktop.design import Design, design
from desktop.project import Project
from desktop.project_file import open_project
from desktop.proposal.blocks import Block, Calculation, Document, Heading
from desktop.proposal.proposal import proposal
from desktop.proposal.to_json import design_json
from desktop.proposal.to_text import to_text
from desktop.quotation import Quote, quote
from desktop.tables.catalog import Catalog
from desktop.tables.places import resources_dir
from desktop.tables.texts import LANGUAGES, Language

GOLDEN = Path(__file__).parent.parent / "golden"
# what the golden text holds: the parts of a document that are a household's own
OWN = {
    "zh": ("方案概要", "工程概况", "负荷计算", "与其他热源比较", "补贴"),
    "en": ("Summary", "Project and needs", "Loads", "Beside other", "Subsidy"),
}
STRANGE = {
    "zh": ("酒店", "客房", "床位", "旅客", "入住", "生活热水", "换热站", "热力站"),
    "en": ("hotel", "guest", "beds", "occupancy of", "hot water", "heat station"),
}


def example() -> Project:
    project = open_project(resources_dir() / "examples" / "beijing_household.json")
    return project.with_answers({"subsidy_policy": "beijing_coal_to_electric"})


@pytest.fixture(scope="module")
def made(catalog: Catalog) -> tuple[Design, Quote]:
    found = design(example(), catalog)
    return found, quote(found, catalog)


def parts(document: Document, language: Language) -> str:
    """The text of the chapters and sections that are a household's own, before the book, without numbers."""
    kept: list[Block] = []
    level = 0
    for block in document.blocks:
        if isinstance(block, Calculation):
            break
        if isinstance(block, Heading) and block.level <= 2:
            own = any(word in block.text for word in OWN[language])
            if own or block.level <= level:
                level = block.level if own else 0
        if level:
            kept.append(block)
    text = to_text(Document(**{**_fields(document), "blocks": tuple(kept), "footer": ""}))
    return re.sub(r"(?m)^(#+) [\d.]+  ", r"\1 ", text)


def _fields(document: Document) -> dict[str, object]:
    return {name: getattr(document, name) for name in document.__slots__}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_own_parts_are_the_ones_that_were_read(
    made: tuple[Design, Quote], catalog: Catalog, language: Language
) -> None:
    """The golden file was read sentence by sentence; write it anew only to read it again."""
    said = parts(proposal(*made, language, catalog), language)
    assert said == (GOLDEN / f"household_{language}.txt").read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_another_use_is_said(
    made: tuple[Design, Quote], catalog: Catalog, language: Language
) -> None:
    text = to_text(proposal(*made, language, catalog)).lower()
    assert [word for word in STRANGE[language] if word in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_in_keys_or_names(
    made: tuple[Design, Quote], catalog: Catalog, language: Language
) -> None:
    text = re.sub(r"[\w/]+\.csv[^|]*", "", to_text(proposal(*made, language, catalog)))
    keys = re.findall(r"\b[a-z_]+\.[a-z_0-9.]+\b", text)
    names = re.findall(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b", re.sub(r"_\{[^}]*\}", "", text))
    assert (keys, names) == ([], [])


def test_the_json_tells_subsidy_and_saving_beside_the_price(made: tuple[Design, Quote]) -> None:
    told = design_json(*made)
    assert told["application"] == "household"
    assert told["quote"]["information"]["subsidy_yuan"] > 0
    assert told["quote"]["total_yuan"] == float(made[1].total_yuan)
    assert {"noise", "rivals", "subsidy"} <= {topic["id"] for topic in told["topics"]}
