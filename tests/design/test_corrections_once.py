"""Every correction is in the chain once: switched on it changes the design point by its own factor."""

from datetime import date

import pytest

from desktop.design import Design, design
from desktop.engine.figures import FrozenMap, Value
from desktop.project import Project
from desktop.tables.catalog import Catalog

OFF: dict[str, Value] = {
    "city": "拉萨", "heated_area_m2": 9000.0, "room_count": 100, "has_hot_water": False, "has_cooling": False,
    "quote_date": date(2026, 11, 1), "heat_pump_model": "HQ-EA-130", "terminal": "floor",
    "apply_altitude": False, "apply_frost": False, "apply_glycol": False, "apply_ageing": False,
    "glycol_fraction": 0.4, "glycol_loss_fraction": 0.05, "frost_factor": 0.9, "ageing_loss_fraction": 0.06,
    "pipe_loss_fraction": 0.0, "altitude_m": 2000.0,
}  # fmt: skip
# at 2,000 m: capacity 1 - 0.045 x 2 = 0.91, COP 1 - 0.030 x 2 = 0.94; 40 % glycol: 1 - 0.05 x 0.8 = 0.96
FACTORS = {
    "apply_altitude": (0.91, 0.94), "apply_frost": (0.9, 0.9), "apply_glycol": (0.96, 1.0),
    "apply_ageing": (0.94, 0.94),
}  # fmt: skip


def made(catalog: Catalog, **changes: Value) -> Design:
    return design(Project("hotel", FrozenMap({**OFF, **changes})), catalog)


def at_design(one: Design) -> tuple[float, float]:
    """Capacity and COP of one unit at its bivalent point, as the book writes them."""
    found = {step.name: step.value for step in reversed(one.steps) if step.subject == "HQ-EA-130"}
    return float(str(found["capacity_site_kw"])), float(str(found["cop_site"]))


@pytest.fixture(scope="module")
def bare(catalog: Catalog) -> tuple[float, float]:
    return at_design(made(catalog))


@pytest.mark.parametrize("switch", FACTORS)
def test_a_switch_changes_the_design_point_by_its_factor(
    switch: str, bare: tuple[float, float], catalog: Catalog
) -> None:
    capacity, cop = at_design(made(catalog, **{switch: True}))
    assert (capacity / bare[0], cop / bare[1]) == pytest.approx(FACTORS[switch], abs=1e-3)


def test_all_of_them_multiply(bare: tuple[float, float], catalog: Catalog) -> None:
    capacity, cop = at_design(made(catalog, **dict.fromkeys(FACTORS, True)))
    assert capacity / bare[0] == pytest.approx(0.91 * 0.9 * 0.96 * 0.94, abs=1e-3)
    assert cop / bare[1] == pytest.approx(0.94 * 0.9 * 0.94, abs=1e-3)


def test_pipe_loss_raises_the_load_once(catalog: Catalog) -> None:
    without, with_loss = (made(catalog, pipe_loss_fraction=loss) for loss in (0.0, 0.05))
    ratio = float(str(with_loss.loads["heat_load_kw"])) / float(str(without.loads["heat_load_kw"]))
    assert ratio == pytest.approx(1.05, abs=1e-3)


def test_the_year_takes_each_off_once_too(catalog: Catalog) -> None:
    """No frost: the heat pumps' seasonal COP with altitude and age is that without times both factors.
    Part load may shift it a little, as the units carry a larger share of their capacity."""
    plain, less = made(catalog), made(catalog, apply_altitude=True, apply_ageing=True)
    ratio = float(str(less.year["seasonal_cop"])) / float(str(plain.year["seasonal_cop"]))
    assert ratio == pytest.approx(0.94 * 0.94, abs=0.015)


def test_every_correction_is_told_with_its_reason(catalog: Catalog) -> None:
    one = made(catalog, apply_altitude=True)
    (table,) = next(topic.tables for topic in one.topics if topic.id == "corrections")
    told = {str(getattr(row.label, "key", "")): row.cells for row in table.rows}
    assert told["correction.altitude_capacity"] == (0.91, True, "thin_air")
    assert told["correction.ageing"] == (1.0, False, "off")
    assert len(told) == 6
