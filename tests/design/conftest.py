"""Designs that several tests look at, each worked out once."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from desktop.design import Design, design
from desktop.engine.figures import FrozenMap
from desktop.project import Project
from desktop.project_file import open_project
from desktop.quotation import quote
from desktop.quotation.records import Quote
from desktop.tables.catalog import Catalog
from desktop.tables.places import resources_dir

DAY = date(2026, 11, 1)
# places and options that take different ways through the procedure
CASES: dict[str, dict[str, object]] = {
    "guangzhou": {"city": "广州", "heated_area_m2": 14_000.0, "room_count": 150},
    "shanghai": {"city": "上海", "heated_area_m2": 8_000.0, "room_count": 100},
    "lhasa_floor": {"city": "拉萨", "heated_area_m2": 6_000.0, "room_count": 80, "terminal": "floor"},
    "harbin": {"city": "哈尔滨", "heated_area_m2": 10_000.0, "room_count": 120},
    "beijing_changes_over": {
        "city": "北京", "heated_area_m2": 10_000.0, "room_count": 120, "duty": "bivalent_alternative",
        "replaced_heat": "gas_boiler",
    },
    "beijing_billed": {
        "city": "北京", "heated_area_m2": 9_000.0, "room_count": 110, "measured_kind": "gas",
        "fuel_amount": 90_000.0, "heat_recovery": True, "has_cooling": True, "has_laundry": True,
        "tariff_shape": "peak_valley",
    },
    "xian_radiator": {
        "city": "西安", "heated_area_m2": 5_000.0, "room_count": 60, "terminal": "radiator",
        "t_supply_c": 55.0, "heating_load_method": "envelope",
    },
    "harbin_radiator": {
        "city": "哈尔滨", "heated_area_m2": 10_000.0, "room_count": 120, "terminal": "radiator",
    },
    "kunming_dry": {"city": "昆明", "heated_area_m2": 3_000.0, "room_count": 40, "has_hot_water": False},
    "shenyang_exact": {
        "city": "沈阳", "heated_area_m2": 7_000.0, "room_count": 90, "ranking_objective": "first_cost",
        "heating_load_method": "entered", "heat_load_entered_kw": 333.3, "duty": "monovalent",
    },
    "sanya": {"city": "三亚", "heated_area_m2": 14_000.0, "room_count": 150, "heat_recovery": True},
    "sanya_bath": {"city": "三亚", "heated_area_m2": 4_000.0, "room_count": 50, "has_cooling": False},
    "harbin_chilled": {
        "city": "哈尔滨", "heated_area_m2": 6_000.0, "room_count": 80, "has_heating": False,
        "has_cooling": True, "has_hot_water": False, "replaced_heat": "gas_boiler",
    },
}  # fmt: skip
ALL = ("mohe", *CASES)


def project_of(name: str) -> Project:
    if name == "mohe":
        return open_project(resources_dir() / "examples" / "mohe_hotel.json")
    return Project("hotel", FrozenMap({"quote_date": DAY, **CASES[name]}))  # type: ignore[arg-type]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for ``case`` runs for every case."""
    if "case" in metafunc.fixturenames:
        metafunc.parametrize("case", ALL)


@pytest.fixture(scope="session")
def project_named() -> Callable[[str], Project]:
    """The project of a case."""
    return project_of


@pytest.fixture(scope="session")
def design_of(catalog: Catalog) -> Callable[[str], Design]:
    """The design of a case, worked out when first asked for."""
    found: dict[str, Design] = {}

    def worked(name: str) -> Design:
        if name not in found:
            found[name] = design(project_of(name), catalog)
        return found[name]

    return worked


@pytest.fixture(scope="session")
def quote_of(design_of: Callable[[str], Design], catalog: Catalog) -> Callable[[str], Quote]:
    """The quote of a case."""
    return lambda name: quote(design_of(name), catalog)


@pytest.fixture(scope="session")
def example_file() -> Path:
    """The example hotel."""
    return resources_dir() / "examples" / "mohe_hotel.json"
