"""The best plant without explanation is the one the full ranking chooses."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from desktop.design import design
from desktop.engine.figures import FrozenMap, Value
from desktop.project import Project
from desktop.quotation import quote
from desktop.tables.catalog import Catalog

CITIES = ("北京", "沈阳", "漠河", "西安", "上海", "三亚", "拉萨")


@pytest.mark.parametrize("number", range(14))
def test_a_design_without_reasons_is_the_same_plant_year_and_price(catalog: Catalog, number: int) -> None:
    draw = np.random.default_rng(number)
    answers: dict[str, Value] = {"city": CITIES[number % len(CITIES)], "quote_date": date(2026, 11, 22)}
    answers["ranking_objective"] = ("yearly_cost", "first_cost")[number % 2]
    if number < 10:
        application = "household"
        answers |= {"floor_area_m2": float(draw.integers(50, 260)),
                    "house_type": str(draw.choice(["new_built", "renovated", "old_built"]))}  # fmt: skip
    else:
        application = "hotel"
        answers |= {"heated_area_m2": float(draw.integers(800, 20_000)), "has_hot_water": bool(number % 2)}
    project = Project(application, FrozenMap(answers))
    full, short = design(project, catalog), design(project, catalog, explained=False)
    assert short.equipment == full.equipment
    for part in ("year", "loads", "tiers", "checks"):
        assert getattr(short, part) == getattr(full, part)
    assert quote(short, catalog).total_yuan == quote(full, catalog).total_yuan
    assert (short.steps, short.options, short.rejections) == ((), (), ())
    subsidies = [topic for topic in full.topics if topic.id == "subsidy"]
    assert list(short.topics) == subsidies
