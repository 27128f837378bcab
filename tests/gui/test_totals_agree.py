"""One total everywhere: quotation pages, window and JSON say the sum of the same lines."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from random import Random

import pytest

from desktop.design import design
from desktop.engine.figures import FrozenMap
from desktop.gui.figures import headlines
from desktop.gui.words import Words
from desktop.project import PriceOverride, Project
from desktop.project_file import from_text
from desktop.proposal.blocks import KeyFigures, Table
from desktop.proposal.case import Case
from desktop.proposal.chapter_price import price
from desktop.proposal.chapter_summary import summary
from desktop.proposal.to_json import design_json
from desktop.proposal.wording import Voice
from desktop.quotation import quote
from desktop.tables.catalog import Catalog

BASE = """{"program": "HeatQuote", "version": 1, "application": "hotel", "labels": [], "prices": [],
"answers": {"city": "北京", "quote_date": "2026-11-01", "heated_area_m2": 6000.0}}"""


def random_project(chance: Random, base: Project) -> Project:
    """Other sizes, discounts, scopes and a few real prices to the fen."""
    prices = tuple(
        PriceOverride(model, round(chance.uniform(0.01, 400_000), 2), "示例报价单")
        for model in chance.sample(["HQ-EA-105", "HQ-EA-130", "HQ-WL-38", "HQ-TO-15K", "works.lifting"], 2)
    )
    return Project(
        base.application,
        FrozenMap(
            dict(base.answers),
            heated_area_m2=round(chance.uniform(2_000, 20_000), 1),
            discount_fraction=round(chance.uniform(0, 0.3), 4),
            works_in_scope=chance.random() < 0.5,
            freight_in_scope=chance.random() < 0.5,
        ),
        prices=prices,
    )


def cells(blocks: object) -> set[str]:
    """Every cell of every table, the numbers' thousands separators left away."""
    return {
        cell.replace(",", "")
        for block in blocks  # type: ignore[attr-defined]
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
    }


def agree(catalog: Catalog, words: Words, seed: int) -> None:
    chance = Random(seed)
    made = design(random_project(chance, from_text(BASE)), catalog)
    quoted = quote(made, catalog)
    total = quoted.total_yuan
    assert total == sum((line.amount_yuan for line in quoted.lines), Decimal(0))
    assert total == quoted.net_yuan + quoted.tax_yuan
    said = design_json(made, quoted)["quote"]
    assert Decimal(str(said["total_yuan"])) == total
    assert sum(Decimal(str(line["amount_yuan"])) for line in said["lines"]) == total
    case = Case(made, quoted, Voice("zh", catalog))
    on_paper = cells(price(case))
    assert {f"{total:.2f}", f"{quoted.net_yuan:.2f}", f"{quoted.tax_yuan:.2f}"} <= on_paper
    assert {f"{line.amount_yuan:.2f}" for line in quoted.lines} <= on_paper
    (figures,) = (block for block in summary(case) if isinstance(block, KeyFigures))
    assert any(f"{total:.2f}" in value.replace(",", "") for _, value, _ in figures.items)
    shown = [line.value.replace(",", "") for line in headlines(made, quoted, words)]
    whole = total.quantize(Decimal(1), ROUND_HALF_UP)
    assert any(value.startswith(f"{whole} ") for value in shown), (whole, shown)


@pytest.fixture
def english(catalog: Catalog) -> Words:
    words = Words("en")
    words.learn(catalog.quantities)
    return words


def test_totals_of_pages_window_and_json_agree(catalog: Catalog, english: Words) -> None:
    for seed in range(100):
        agree(catalog, english, seed)


@pytest.mark.slow
def test_totals_of_a_thousand_quotes_agree(catalog: Catalog, english: Words) -> None:
    for seed in range(100, 1100):
        agree(catalog, english, seed)
