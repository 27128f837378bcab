"""Gas beside heat pumps: boilers for dwellings, duties the user chose, and what the year says of gas."""

from datetime import date

import pytest

from desktop.applications.questions import BadAnswer
from desktop.design import Design, design
from desktop.engine.figures import FrozenMap, Value
from desktop.project import Project
from desktop.tables.catalog import Catalog

HOUSE: dict[str, Value] = {
    "city": "北京", "floor_area_m2": 130.0, "heated_area_m2": 120.0, "quote_date": date(2026, 11, 1),
}  # fmt: skip


def house(catalog: Catalog, **changes: Value) -> Design:
    return design(Project("household", FrozenMap({**HOUSE, **changes})), catalog)


def told(one: Design) -> set[str]:
    return {check.message.key for check in one.checks}


def test_a_dwelling_gets_a_wall_hung_boiler(catalog: Catalog) -> None:
    """Some 5 kW are lacking: 18 kW hang on the wall, 50 kW stand in a boiler room."""
    one = house(catalog, city="哈尔滨", duty="hybrid", backup_gas_price_yuan_m3=1.0)
    (boiler,) = [each for each in one.equipment if each.kind == "gas_boiler"]
    assert boiler.count == 1
    assert 18.0 <= float(str(boiler.figures["boiler_heat_kw"])) <= 35.0


def test_a_hybrid_asks_for_gas(catalog: Catalog) -> None:
    with pytest.raises(BadAnswer) as refused:
        house(catalog, duty="hybrid", backup_kind="electric")
    assert refused.value.message.key == "fault.hybrid_needs_gas"


def test_dear_gas_is_said_never_to_lead(catalog: Catalog) -> None:
    """At 20 yuan/m3 a kWh of heat from gas costs over 2 yuan, one from a heat pump below 1 (COP over 1)."""
    assert told(house(catalog, duty="hybrid", backup_gas_price_yuan_m3=20.0)) & {
        "check.gas_unused", "check.gas_never_cheaper",
    }  # fmt: skip
    cheap = house(catalog, duty="hybrid", backup_gas_price_yuan_m3=0.5)
    assert not told(cheap) & {"check.gas_unused", "check.gas_never_cheaper"}


@pytest.mark.parametrize("kind", ["gas_boiler", "electric"])
def test_a_plant_that_changes_over_is_not_shut_out_by_the_share_of_its_backup(
    catalog: Catalog, kind: str
) -> None:
    one = house(catalog, city="哈尔滨", duty="bivalent_alternative", backup_kind=kind)
    assert "backup_share_max" not in {rejection.rule for rejection in one.rejections}
    assert "check.backup_share" not in told(one)
