"""Every formula of the program: what is computed is what is printed."""

from __future__ import annotations

import importlib
import math
import pkgutil
import random
from collections.abc import Iterator
from typing import Any

import pytest

import desktop
from desktop.engine.expressions import evaluate, names
from desktop.engine.sheet import FORMULAS, Formula, quantity_of
from desktop.engine.validity import OutsideValidity
from desktop.proposal.book_words import symbol
from desktop.proposal.wording import Voice
from desktop.tables.catalog import Catalog

SAMPLES = 25
TRIES = 4_000
# where the unit alone gives numbers a formula cannot take, or takes only at one side of a kink
RANGES = {
    "altitude_m": (0.0, 5000.0),
    "relative_humidity_fraction": (0.4, 1.0),
    "hot_water_l_d": (10_000.0, 250_000.0),
    "t_water_c": (5.0, 95.0),
    "t_cold_water_c": (4.0, 20.0),
    "t_hot_water_c": (45.0, 70.0),
    "t_supply_c": (50.0, 90.0),
    "t_return_c": (40.0, 49.0),
    "t_indoor_c": (16.0, 24.0),
    "pressure_air_kpa": (55.0, 104.0),
    "density_kg_m3": (900.0, 1050.0),
}
BY_UNIT = {"°C": (-30.0, 60.0), "fraction": (0.02, 0.9), "K": (1.0, 30.0), "h": (1.0, 24.0)}


def load_everything() -> None:
    """Import every module but the entry point and the window, which holds no formula."""
    for found in pkgutil.walk_packages(desktop.__path__, "desktop."):
        if not found.name.endswith("__main__") and ".gui" not in found.name:
            importlib.import_module(found.name)


load_everything()
# the formulas of the program, without those that tests mark for themselves
OURS = [one for one in FORMULAS if one.function.__module__.startswith("desktop.")]


def title(formula: Formula[..., Any]) -> str:
    return f"{formula.function.__module__.removeprefix('desktop.')}.{formula.function.__name__}"


def draw(name: str, unit: str, chance: random.Random) -> float:
    quantity = quantity_of(name)
    if quantity.endswith("_count"):
        return float(chance.randint(1, 20))
    low, high = RANGES.get(quantity) or BY_UNIT.get(unit) or (0.2, 200.0)
    return chance.uniform(low, high)


def worked(formula: Formula[..., Any], catalog: Catalog) -> Iterator[tuple[dict[str, float], float]]:
    """Inputs that the function takes, with what it makes of them."""
    chance = random.Random(formula.expression)
    units = {name: catalog.quantities[quantity_of(name)].unit for name in formula.arguments}
    found = 0
    for _ in range(TRIES):
        inputs = {name: draw(name, unit, chance) for name, unit in units.items()}
        try:
            result = formula(**inputs)
        except (OutsideValidity, ValueError, ZeroDivisionError, OverflowError):
            continue
        if isinstance(result, complex) or not math.isfinite(result):
            continue
        found += 1
        yield inputs, float(result)
        if found == SAMPLES:
            return


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # numpy's word for inputs that are then thrown away
@pytest.mark.parametrize("formula", OURS, ids=title)
def test_a_formula_computes_what_it_prints(formula: Formula[..., Any], catalog: Catalog) -> None:
    tried = 0
    for inputs, result in worked(formula, catalog):
        printed = evaluate(formula.expression, inputs)
        assert printed == pytest.approx(result, rel=1e-9, abs=1e-12), inputs
        tried += 1
    assert tried == SAMPLES, "too few valid inputs were found to say anything"


@pytest.mark.parametrize("formula", OURS, ids=title)
def test_a_formula_asks_for_what_it_uses(formula: Formula[..., Any], catalog: Catalog) -> None:
    assert set(names(formula.expression)) == set(formula.arguments)
    for name in (formula.quantity, *formula.arguments):
        quantity = catalog.quantities[quantity_of(name)]
        assert quantity.symbol, name
        assert 0 <= quantity.decimals <= 6, name
    assert catalog.sources[formula.source].standing != "official"


def test_there_are_formulas_to_test() -> None:
    assert len(OURS) > 80
    places = [title(one) for one in OURS]
    assert len(places) == len(set(places))


def test_no_two_quantities_share_a_symbol(catalog: Catalog) -> None:
    """A page of the book may hold any of them beside any other."""
    names_of: dict[str, list[str]] = {}
    for quantity in catalog.quantities.values():
        if quantity.symbol:
            names_of.setdefault(quantity.symbol, []).append(quantity.name)
    assert {symbol: shared for symbol, shared in names_of.items() if len(shared) > 1} == {}


@pytest.mark.parametrize("one", OURS, ids=title)
def test_a_formula_shows_each_of_its_figures_by_a_symbol_of_its_own(
    one: Formula[..., Any], catalog: Catalog
) -> None:
    """With the roles among the subscripts; what is found may be what went in, corrected."""
    voice = Voice("zh", catalog)
    shown = [symbol(name, voice) for name in {one.quantity, *one.arguments}]
    assert len(set(shown)) == len(shown)
