"""A valley store in a whole design: its tanks, its heat, and the bill by band."""

from datetime import date

import numpy as np
import pytest

from desktop.design import Design, design
from desktop.engine.figures import FrozenMap, Value
from desktop.project import Project
from desktop.tables.catalog import Catalog

GIVEN: dict[str, Value] = {
    "city": "北京", "heated_area_m2": 9000.0, "room_count": 100, "has_hot_water": False, "has_cooling": False,
    "quote_date": date(2026, 11, 1), "terminal": "floor", "tariff_shape": "peak_valley",
    "storage_kind": "valley", "storage_volume_m3": 100.0,
}  # fmt: skip


def made(catalog: Catalog, **changes: Value) -> Design:
    return design(Project("hotel", FrozenMap({**GIVEN, **changes})), catalog)


def topic(one: Design, name: str) -> dict[str, float]:
    found = next(topic for topic in one.topics if topic.id == name)
    return {key: float(str(value)) for key, value in found.figures.items()}


@pytest.fixture(scope="module")
def stored(catalog: Catalog) -> Design:
    return made(catalog)


def test_the_tanks_are_bought_and_hold_what_was_asked(stored: Design) -> None:
    (tank,) = [one for one in stored.equipment if one.role == "valley_storage"]
    assert tank.count * float(str(tank.figures["volume_l"])) >= 100_000.0
    assert tank.kind == "buffer_tank"


def test_charged_heat_is_drawn_lost_or_still_there(stored: Design) -> None:
    heat = topic(stored, "storage")
    kept = heat["heat_kwh__charged"] - heat["heat_kwh__discharged"] - heat["heat_kwh__lost"]
    # never more than the store holds: 120 m3 at 10 K are some 1,400 kWh
    assert -1.5 <= kept <= 1500.0
    assert heat["heat_kwh__discharged"] > 50 * 500.0


def test_a_wide_price_gap_pays_and_a_narrow_one_stores_nothing(catalog: Catalog, stored: Design) -> None:
    assert topic(stored, "storage")["storage_saving_yuan"] > 0.0
    narrow = made(catalog, price_peak_yuan_kwh=0.65, price_valley_yuan_kwh=0.62)
    _not_bought(narrow, "check.store_not_worth")


def _not_bought(one: Design, why: str) -> None:
    assert "storage" not in {topic.id for topic in one.topics}
    assert not [tank for tank in one.equipment if tank.role == "valley_storage"]
    assert [check.message.key for check in one.checks if check.rule == "valley_storage"] == [why]


def test_a_store_hotter_than_the_units_is_not_bought(catalog: Catalog) -> None:
    """Radiators at 55 °C: the unit that serves them gives no 75 °C."""
    hot = made(catalog, terminal="radiator", t_supply_c=55.0, t_return_c=45.0, storage_dt_k=20.0)
    _not_bought(hot, "check.store_too_hot")


def test_the_saving_is_held_against_the_price_of_the_tanks(stored: Design) -> None:
    """By hand: capital recovery r / (1 - (1 + r)^-n) and maintenance on the price; price over saving."""
    money = topic(stored, "storage")
    n = stored.answers.number
    rate = n("discount_rate_fraction")
    each_year = money["first_cost_yuan"] * (
        rate / (1.0 - (1.0 + rate) ** -n("life_y")) + n("maintenance_fraction")
    )
    assert money["yearly_cost_yuan"] == pytest.approx(each_year, rel=2e-3)
    years = money["first_cost_yuan"] / money["storage_saving_yuan"]
    assert money["payback_y"] == pytest.approx(years, abs=0.06)
    (worth,) = next(one for one in stored.topics if one.id == "storage").checks
    assert (worth.severity == "pass") == (money["storage_saving_yuan"] >= each_year)


def test_the_bill_by_band_is_the_bill_of_the_hours(stored: Design) -> None:
    """Bands are rounded to whole kWh and yuan: seven of them are off by a few yuan at most."""
    bill = topic(stored, "tariff")["energy_cost_yuan__bill"]
    assert bill == pytest.approx(float(str(stored.year["energy_cost_yuan__total"])), abs=5.0)


def test_each_month_is_billed_whole(stored: Design) -> None:
    chart = next(one for one in stored.topics if one.id == "tariff").charts["tariff_months"]
    total = float(np.sum([series.y for series in chart.series]))
    assert total == pytest.approx(topic(stored, "tariff")["energy_cost_yuan__bill"], abs=30.0)


def test_a_flat_tariff_has_neither_store_nor_bill_by_band(catalog: Catalog) -> None:
    flat = made(catalog, tariff_shape="flat")
    assert not {"tariff", "storage"} & {one.id for one in flat.topics}
    assert not [one for one in flat.equipment if one.role == "valley_storage"]


def test_a_charge_on_power_counts_twelve_peaks(catalog: Catalog) -> None:
    figures = topic(made(catalog, tariff_shape="flat", demand_charge_yuan_kw_month=40.0), "tariff")
    assert figures["demand_cost_yuan"] == pytest.approx(40.0 * figures["power_kw__months"], abs=1.0)


def test_a_dwelling_gets_a_closed_tank_and_the_coal_to_electric_price(catalog: Catalog) -> None:
    """Shandong's dwellings pay 0.3469 yuan from 20 to 8 o'clock in November to March, else 0.3769."""
    given: dict[str, Value] = {
        "city": "济南", "floor_area_m2": 120.0, "quote_date": date(2026, 11, 1),
        "tariff_shape": "peak_valley",
        "storage_kind": "valley",
    }  # fmt: skip
    one = design(Project("household", FrozenMap(given)), catalog)
    _not_bought(one, "check.store_too_hot")
    given |= {"price_peak_yuan_kwh": 0.9, "terminal": "floor"}
    wide = design(Project("household", FrozenMap(given)), catalog)
    (tank,) = [part for part in wide.equipment if part.role == "valley_storage"]
    assert float(str(tank.figures["pressure_kpa__max"])) > 300.0
    (table,) = next(side for side in one.topics if side.id == "tariff").tables
    prices = {str(getattr(row.label, "key", "")): row.cells[2] for row in table.rows}
    assert prices["tariff.season_valley"] == 0.3469
    assert prices["tariff.usual_valley"] == 0.3769
