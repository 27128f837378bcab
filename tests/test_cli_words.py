"""What the command line says of refusals: in the reader's words, with the names it can be told."""

from __future__ import annotations

import pytest

from desktop.cli_words import rejection_message, said
from desktop.components.heat_pumps import heat_pumps
from desktop.design.filters import Filters, refused
from desktop.engine.messages import message
from desktop.tables.catalog import Catalog
from desktop.tables.texts import Language


@pytest.mark.parametrize(("language", "word"), [("zh", "未申报"), ("en", "not declared")])
def test_an_undeclared_tier_is_said_in_words(catalog: Catalog, language: Language, word: str) -> None:
    found = refused(heat_pumps(catalog)[0], Filters(tier_max=1), lambda _: 0)
    assert found is not None
    told = said(rejection_message("fault.rejected", found, language, count=1), language)
    assert word in told
    assert "undeclared" not in told


@pytest.mark.parametrize(
    ("value", "low", "high", "told"),
    [
        (0.19999, 0.2, 1.0, "19.999%"),
        (70.0, 0.2, 1.0, "7,000%"),
    ],
)
def test_a_share_out_of_range_is_said_in_per_cent(value: float, low: float, high: float, told: str) -> None:
    """Not rounded: 19.999 % must not read like the 20 % it misses."""
    fault = message(
        "fault.answer_out_of_range", question="heated_share_fraction", value=value, low=low, high=high
    )
    line = said(fault, "zh")
    assert f"为 {told}，超出允许范围 20% 至 100%" in line
    assert "(heated_share_fraction)" in line


def test_a_question_without_a_highest_value_says_so() -> None:
    fault = message(
        "fault.answer_out_of_range", question="heated_area_m2", value=-5.0, low=0, high=float("inf")
    )
    assert "-5 m²" in said(fault, "en")
    assert "0 m² to no limit" in said(fault, "en")
