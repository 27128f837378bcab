"""Price rules: arithmetic by hand on a small table, and the shipped rules over the whole range."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from desktop.components.backup_heaters import BackupHeater
from desktop.components.exchangers import PlateExchanger
from desktop.components.gas_boilers import GasBoiler
from desktop.components.heat_pumps import FamilyRow, HeatPumpRow
from desktop.components.lift_pumps import LiftPumpRow
from desktop.components.price_subjects import SUBJECTS, model_price
from desktop.components.prices import MissingPrice, PriceRule, money, price_rule, unit_price
from desktop.components.pumps import Pump
from desktop.components.tanks import Tank
from desktop.components.vessels import ExpansionVessel
from desktop.engine.sheet import Sheet
from desktop.project import PriceOverride
from desktop.tables.catalog import Catalog, load_catalog

HEAD = (
    "kind,key,size_quantity,price_size__from,price_size__to,a_yuan,b_yuan_unit,low_ratio,high_ratio,"
    "valid_from,valid_to,source"
)
RULES = """\
heater,small,power_kw,0,10,100,20.5,0.5,2,2024-01-01,2024-12-31,market_prices_assumed
heater,small,power_kw,0,10,200,20.5,0.5,2,2025-01-01,,market_prices_assumed
heater,small,power_kw,10,,0,30,0.5,2,2025-01-01,,market_prices_assumed
"""
QUOTED = {
    "heat_pump": HeatPumpRow,
    "heat_recovery": HeatPumpRow,
    "lift_pump": LiftPumpRow,
    "storage_tank": Tank,
    "pump": Pump,
    "pump_drive": Pump,
    "backup_heater": BackupHeater,
    "gas_boiler": GasBoiler,
    "expansion_vessel": ExpansionVessel,
    "plate_exchanger": PlateExchanger,
}


@pytest.fixture
def rules(tmp_path, catalog) -> Catalog:
    (tmp_path / "prices").mkdir()
    for name in ("quantities.csv", "sources.csv"):
        (tmp_path / name).write_bytes((catalog.folder / name).read_bytes())
    (tmp_path / "prices" / "price_rules.csv").write_text(f"{HEAD}\n{RULES}", encoding="utf-8")
    return load_catalog(tmp_path)


def test_a_price_is_a_plus_b_times_size_in_whole_yuan(rules):
    """200 + 20.5 x 3 = 261.5, half up 262; low 131, high 524."""
    price = unit_price(rules, "heater", "small", 3.0, on=date(2026, 1, 1))
    assert (price.yuan, price.low_yuan, price.high_yuan) == (262, 131, 524)
    assert price.standing == "assumed"


@pytest.mark.parametrize(("size", "yuan"), [(10.0, 405), (10.01, 300), (20.0, 600)])
def test_a_bound_belongs_to_the_smaller_rule(rules, size, yuan):
    """200 + 205 = 405 at the bound itself; 30 x 10.01 = 300.3 above it."""
    assert unit_price(rules, "heater", "small", size).yuan == yuan


@pytest.mark.parametrize(
    ("on", "a_yuan"),
    [(date(2023, 1, 1), 100), (date(2024, 12, 31), 100), (date(2025, 1, 1), 200), (None, 200)],
)
def test_the_day_chooses_the_rule(rules, on, a_yuan):
    assert price_rule(rules, "heater", "small", 5.0, on).a_yuan == a_yuan


def test_what_no_rule_prices_is_refused(rules):
    with pytest.raises(MissingPrice) as refused:
        unit_price(rules, "heater", "large", 5.0)
    assert refused.value.message.values["rule"] == "large"


def test_the_last_real_price_for_the_model_replaces_the_rule(rules):
    given = (("H-3", 250.0, "a"), ("H-3", 240.125, "b"), ("H-4", 1.0, "c"))
    real = [PriceOverride(*one) for one in given]
    price = unit_price(rules, "heater", "small", 3.0, real, model="H-3")
    assert (price.yuan, price.standing) == (Decimal("240.13"), "user")
    assert price.basis.values["document"] == "b"
    assert unit_price(rules, "heater", "small", 3.0, real).standing == "assumed"


def test_a_price_leaves_its_steps(rules):
    sheet = Sheet.recording(rules.decimals)
    unit_price(rules, "heater", "small", 3.0, sheet=sheet)
    assert [step.name for step in sheet.steps if step.kind == "formula"] == [
        "unit_price_yuan", "unit_price_yuan__low", "unit_price_yuan__high",
    ]  # fmt: skip
    assert all(step.source == "market_prices_assumed" for step in sheet.steps)


@pytest.mark.parametrize("yuan", [-0.01, float("nan"), float("inf")])
def test_what_is_no_amount_of_money_is_refused(yuan):
    with pytest.raises(ValueError, match="not an amount"):
        money(yuan)


@pytest.mark.parametrize("kind", SUBJECTS)
def test_every_model_of_the_range_has_a_price(catalog, kind):
    record = QUOTED.get({"water_heater": "heat_pump", "buffer_tank": "storage_tank"}.get(kind, kind))
    for row in catalog.rows(record):
        price = model_price(catalog, kind, row.model)
        assert Decimal(0) < price.low_yuan <= price.yuan <= price.high_yuan, row.model


def test_every_family_has_a_rule_for_both_coils(catalog):
    keys = {rule.key for rule in catalog.rows(PriceRule) if rule.kind == "heat_pump"}
    families = [row.family for row in catalog.rows(FamilyRow)]
    assert keys == {f"{family} {coil}" for family in families for coil in ("standard", "roomy")}


def test_rules_of_a_thing_neither_overlap_nor_leave_gaps_nor_fall(catalog):
    found: dict[tuple[str, str, date], list[PriceRule]] = {}
    for rule in catalog.rows(PriceRule):
        found.setdefault((rule.kind, rule.key, rule.valid_from), []).append(rule)
    for rules in found.values():
        assert rules[0].price_size__from == 0
        assert rules[-1].price_size__to is None
        for lower, upper in pairwise(rules):
            size = lower.price_size__to
            assert size == upper.price_size__from
            assert lower.a_yuan + lower.b_yuan_unit * size <= upper.a_yuan + upper.b_yuan_unit * size + 1e-6


def test_the_size_of_a_rule_is_a_quantity(catalog):
    assert {rule.size_quantity for rule in catalog.rows(PriceRule)} <= set(catalog.quantities)


@pytest.mark.parametrize(
    ("model", "low", "high"),
    [
        ("HQ-EA-130", 480, 800),  # commercial vapour injection, fixed speed
        ("HQ-EA-320", 450, 750),  # the same in the 300-kW class
        ("HQ-EV-140", 600, 1000),  # variable speed
        ("HQ-EX-130", 690, 1300),  # -35 °C and lower: 15 to 30 % more
        ("HQ-HE-12", 1100, 2200),  # household, R32, retail
        ("HQ-HP-12", 1500, 3000),  # household, R290
        ("HQ-CH-60", 1300, 2500),  # cascade
        ("HQ-CW-45", 1800, 3800),  # CO2
        ("HQ-WN-39", 450, 750),  # water heater, normal
        ("HQ-WL-38", 600, 1050),  # water heater, low temperature
    ],
)
def test_units_cost_what_the_market_asks_for_a_kilowatt(catalog, model, low, high):
    """The frame of market prices of 2024 and 2025, yuan with tax for a kW at the rated condition."""
    price = model_price(catalog, "heat_pump", model)
    rated = catalog.find(HeatPumpRow, model).rated_heating_kw
    assert low <= float(price.yuan) / rated <= high
