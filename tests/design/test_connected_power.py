"""The power that is laid on carries every hour of the year, with a store and without, and its backup."""

from datetime import date

import pytest

from desktop.design import Design, design
from desktop.engine.figures import FrozenMap, Value
from desktop.project import Project
from desktop.tables.catalog import Catalog

VALLEY: dict[str, Value] = {"tariff_shape": "peak_valley", "storage_kind": "valley"}
FLOOR: dict[str, Value] = {"terminal": "floor", "t_supply_c": 40.0, "t_return_c": 35.0}
HOUSE: dict[str, Value] = {"floor_area_m2": 130.0, "heated_area_m2": 120.0}
PLANTS: dict[str, tuple[str, dict[str, Value]]] = {
    "hotel": ("hotel", {"city": "哈尔滨", "heated_area_m2": 10_000.0, "room_count": 120}),
    "hotel_valley": (
        "hotel", {"city": "北京", "heated_area_m2": 9_000.0, "room_count": 100, **FLOOR, **VALLEY},
    ),
    "hotel_cooling": ("hotel", {"city": "三亚", "heated_area_m2": 14_000.0, "room_count": 150}),
    "household": ("household", {"city": "北京", **HOUSE}),
    "household_lhasa": ("household", {"city": "拉萨", **HOUSE}),
    "household_valley": ("household", {"city": "北京", **HOUSE, **FLOOR, **VALLEY}),
    "district": ("district", {"city": "石家庄", "heated_area_m2": 50_000.0, **FLOOR}),
    "district_valley": ("district", {"city": "石家庄", "heated_area_m2": 50_000.0, **FLOOR, **VALLEY}),
}  # fmt: skip
DAY: dict[str, Value] = {"quote_date": date(2026, 11, 1)}


@pytest.fixture(scope="module", params=PLANTS)
def plant(request: pytest.FixtureRequest, catalog: Catalog) -> Design:
    kind, answers = PLANTS[request.param]
    return design(Project(kind, FrozenMap({**DAY, **answers})), catalog)


def number(value: object) -> float:
    return float(str(value))


def test_no_hour_of_the_year_takes_more_than_is_laid_on(plant: Design) -> None:
    assert number(plant.loads["connected_power_kw"]) >= number(plant.year["power_peak_kw__total"])


def test_units_and_all_of_their_electric_backup_may_run_together(plant: Design) -> None:
    """All units at the bivalent point and all heaters installed, pumps left out, is a lower bound."""
    alternative = plant.answers.text("duty") == "bivalent_alternative" if "duty" in plant.answers else False
    heaters = sum(
        number(one.figures["heater_power_kw__total"])
        for one in plant.equipment if one.kind == "backup_heater"
    )  # fmt: skip
    units = sum(
        number(one.figures["power_kw__bivalent"])
        for one in plant.equipment
        if one.kind in ("heat_pump", "water_heater") and "power_kw__bivalent" in one.figures
    )
    assert alternative or number(plant.loads["connected_power_kw"]) >= heaters + units


def test_transformers_carry_the_year(plant: Design) -> None:
    """A utility does not give less than the plant takes: demand factor and power factor are the user's."""
    found = [topic for topic in plant.topics if topic.id == "supply"]
    if not found:
        assert plant.project.application == "household"
        return
    factor = plant.answers.number("demand_fraction")
    assert number(found[0].figures["power_kw__worst"]) >= (
        number(plant.year["power_peak_kw__total"]) * factor - 0.1
    )


def test_units_that_only_cool_are_heard_and_supplied(catalog: Catalog) -> None:
    kind, answers = PLANTS["hotel_cooling"]
    found = design(Project(kind, FrozenMap({**DAY, **answers})), catalog)
    assert "heat_load_kwh" not in found.year
    assert {"noise", "supply", "cold_air"} <= {topic.id for topic in found.topics}
