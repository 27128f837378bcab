"""Plants that do not heat: units that only cool, only hot water, and what must then be said of nothing."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from desktop.applications.questions import BadAnswer
from desktop.components.heat_pumps import heat_pumps
from desktop.design import Design, DesignFault, design
from desktop.engine.figures import FrozenMap, Value
from desktop.project import Project
from desktop.quotation import quote
from desktop.tables.catalog import Catalog
from desktop.tables.climate import DesignConditions

HOTEL: dict[str, Value] = {"heated_area_m2": 8_000.0, "room_count": 100, "quote_date": date(2026, 11, 1)}
OF_HEATING = (
    "heat_load", "heating_index", "t_balance", "t_supply", "t_return", "season_d", "full_load_h",
    "heat_specific", "electricity_specific", "specific_cost", "off_h", "at_limit_h", "backup",
)  # fmt: skip


def figures(made: Design, kind: str) -> Iterator[tuple[str, Value]]:
    """Every figure of the rooms' side: loads, year without hot water, units that serve the rooms."""
    yield from made.loads.items()
    others = ("__hot_water", "__cooling")
    yield from ((name, value) for name, value in made.year.items() if not name.endswith(others))
    for one in made.equipment:
        if one.kind == kind:
            yield from one.figures.items()
    for option in made.options:
        if option.kind == kind:
            yield from option.figures.items()


def test_units_that_only_cool_are_counted_by_the_summer(
    design_of: Callable[[str], Design], catalog: Catalog
) -> None:
    """By hand: 14,000 m2 at the hotel's index and diversity, by a unit's cooling at 32.8 °C and 7 °C."""
    made = design_of("sanya")
    n = made.answers.number
    asked = 14_000.0 * n("cooling_index_w_m2") * n("cooling_diversity_fraction") / 1000.0
    assert made.loads["cooling_load_kw"] == pytest.approx(asked, abs=0.1)
    one = made.equipment[0]
    unit = next(unit for unit in heat_pumps(catalog) if unit.model == one.model)
    capacity = unit.point("cooling", 32.8, 7.0).capacity_kw
    assert one.count == math.ceil(asked / capacity)
    assert one.figures["cooling_capacity_kw"] == pytest.approx(capacity, abs=0.1)
    assert one.figures["count_ruled_by"] == "summer"
    assert not {"backup_heater", "buffer_tank"} & {part.kind for part in made.equipment}
    assert {"cooling_circulation", "hot_water_storage"} <= {part.role for part in made.equipment}


@pytest.mark.parametrize("unheated", ["sanya", "sanya_bath", "harbin_chilled"])
def test_nothing_is_said_of_heating_where_nothing_is_heated(
    unheated: str, design_of: Callable[[str], Design]
) -> None:
    made = design_of(unheated)
    said = [name for name, _ in figures(made, "heat_pump")]
    assert [name for name in said if name.startswith(OF_HEATING)] == []
    assert [name for name in said if name.endswith(("__winter", "__bivalent", "__standby"))] == []
    assert all(math.isfinite(value) for _, value in figures(made, "heat_pump") if isinstance(value, float))
    assert not {"load_line", "duration"} & set(made.charts)
    assert not {"capacity", "cop_floor", "standby", "direct_electric"} & {check.rule for check in made.checks}


def test_a_bivalent_point_without_load_has_no_margin(catalog: Catalog) -> None:
    """At 20 °C nothing is heated, so there is nothing to measure the units' capacity against."""
    duty = {"city": "哈尔滨", "duty": "bivalent_parallel", "backup_share_max_fraction": 1.0}
    made = design(Project("hotel", FrozenMap({**HOTEL, **duty, "t_bivalent_c": 20.0})), catalog)
    assert made.loads["heat_load_kw__bivalent"] == 0.0
    assert "capacity_margin_fraction" not in made.equipment[0].figures


def test_hot_water_alone_has_no_units_for_rooms(design_of: Callable[[str], Design], catalog: Catalog) -> None:
    made = design_of("sanya_bath")
    assert [one.kind for one in made.equipment] == [
        "water_heater", "storage_tank", "pump", "pump",
    ]  # fmt: skip
    assert {one.kind for one in made.options} == {"water_heater"}
    assert made.year["energy_cost_yuan__total"] == made.year["energy_cost_yuan__hot_water"]
    assert quote(made, catalog).total_yuan > 0


def test_heat_recovery_is_bought_for_every_unit_where_it_is_used(
    design_of: Callable[[str], Design], catalog: Catalog
) -> None:
    """By the rule's row: 1,500 yuan and 60 yuan a kilowatt of rated heat for each module."""
    for case in ("sanya", "beijing_billed"):
        made = design_of(case)
        unit = made.equipment[0]
        module = next(one for one in made.equipment if one.kind == "heat_recovery")
        assert (module.model, module.count) == (unit.model, unit.count)
        assert float(made.year["recovered_heat_kwh"]) > 0.0
        line = next(one for one in quote(made, catalog).lines if one.price_key == f"{unit.model} HR")
        rated = next(one for one in heat_pumps(catalog) if one.model == unit.model).row.rated_heating_kw
        assert float(line.unit_price_yuan) == math.floor(1500.0 + 60.0 * rated + 0.5)
        assert line.standing == "assumed"
    for case in ("guangzhou", "harbin_chilled"):
        assert "heat_recovery" not in {one.kind for one in design_of(case).equipment}


def test_the_replaced_boiler_has_nothing_to_save_where_nothing_is_heated(
    design_of: Callable[[str], Design],
) -> None:
    assert "energy_saving_yuan" not in design_of("harbin_chilled").year


def test_a_building_that_wants_nothing_is_refused(catalog: Catalog) -> None:
    nothing = {"city": "三亚", "has_cooling": False, "has_hot_water": False}
    with pytest.raises(BadAnswer) as caught:
        design(Project("hotel", FrozenMap({**HOTEL, **nothing})), catalog)
    assert caught.value.message.key == "fault.nothing_wanted"


def test_heating_that_makes_no_sense_is_refused_where_the_user_asks_for_it(catalog: Catalog) -> None:
    with pytest.raises(BadAnswer) as caught:
        design(Project("hotel", FrozenMap({**HOTEL, "city": "三亚", "has_heating": True})), catalog)
    assert caught.value.message.key == "fault.design_not_below_balance"


def outcome(station: str, changes: dict[str, Value], catalog: Catalog) -> str:
    """What a hotel at a station comes to; anything but a plant or a plain fault is an error."""
    try:
        made = design(Project("hotel", FrozenMap({**HOTEL, "city": station, **changes})), catalog)
    except (DesignFault, BadAnswer) as fault:
        return "fault" if fault.message.key else "silence"
    assert made.equipment
    for name, value in (*made.loads.items(), *made.year.items()):
        assert not isinstance(value, float) or math.isfinite(value), name
    assert ("heat_load_kw" in made.loads) == made.answers.flag("has_heating")
    return "plant"


WAYS: tuple[dict[str, Value], ...] = ({}, {"has_heating": False, "has_cooling": True})


def test_stations_from_coldest_to_hottest_give_a_plant(catalog: Catalog) -> None:
    """Every twentieth by winter design temperature, the coldest and the hottest among them."""
    rows = sorted(catalog.rows(DesignConditions), key=lambda row: row.t_heating_c)
    for row in (*rows[::20], rows[-1]):
        assert {outcome(row.station, way, catalog) for way in WAYS} == {"plant"}, row.station


@pytest.mark.slow
def test_every_station_gives_a_plant_or_a_plain_fault(catalog: Catalog) -> None:
    found = [outcome(row.station, way, catalog) for row in catalog.rows(DesignConditions) for way in WAYS]
    assert found.count("plant") > 0.95 * len(found)
