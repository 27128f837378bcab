"""Other heat sources and subsidies beside hand calculations."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.applications import subsidy_questions
from desktop.design import Design, design
from desktop.design.records import FigureTable, Topic
from desktop.engine.figures import FrozenMap, Value, number_of
from desktop.project import DeclaredLabel, Project
from desktop.quotation import Quote, quote
from desktop.tables.catalog import Catalog
from desktop.tables.policies import Subsidy

DAY = date(2026, 11, 22)
HOUSE: dict[str, Value] = {"city": "北京", "floor_area_m2": 120.0, "quote_date": DAY}
# figures a reader can follow
EASY: dict[str, Value] = {
    "coal_efficiency": 0.5, "coal_price_yuan_kg": 1.0, "coal_kgco2_kg": 2.0, "gas_efficiency": 0.9,
    "gas_price_yuan_m3": 3.0, "gas_kgco2_m3": 2.0, "tariff_shape": "flat", "price_flat_yuan_kwh": 0.5,
    "direct_electric_efficiency": 1.0, "grid_factor_kgco2_kwh": 0.6, "network_efficiency": 1.0,
    "network_price_yuan_gj": 36.0, "network_kgco2_gj": 100.0, "biomass_efficiency": 0.8,
    "biomass_price_yuan_kg": 0.928, "biomass_kgco2_kg": 0.0,
}  # fmt: skip


def designed(catalog: Catalog, **more: Value) -> Design:
    return design(Project("household", FrozenMap({**HOUSE, **more})), catalog)


def topic(found: Design, name: str) -> Topic:
    return next(one for one in found.topics if one.id == name)


def rows(table: FigureTable) -> dict[str, dict[str, Value | None]]:
    """The cells of a table by row and column."""
    return {
        row.label.key.removeprefix("rival."): dict(zip(table.columns, row.cells, strict=True))  # type: ignore[union-attr]
        for row in table.rows
    }


def test_every_rival_by_hand(catalog: Catalog) -> None:
    """For the heat Q: coal 2 Q / 5.808 kg, gas Q / 0.9 / 9.886 m³, power Q, network Q / 277.778 GJ, pellets
    1.25 Q / 4.64 kg at 0.928 yuan, which is a quarter of a yuan for each kWh of heat."""
    found = designed(catalog, **EASY)
    said = rows(topic(found, "rivals").tables[0])
    heat = number_of(found.year, "heat_load_kwh")
    by_hand = {
        "coal": (heat * 2 / 5.808 * 1.0, heat * 2 / 5.808 * 2.0 / 1000),
        "gas": (heat / 0.9 / 9.886 * 3.0, heat / 0.9 / 9.886 * 2.0 / 1000),
        "direct_electric": (heat * 0.5, heat * 0.6 / 1000),
        "heat_network": (heat / 277.778 * 36.0, heat / 277.778 * 100.0 / 1000),
        "biomass": (heat * 0.25, 0.0),
    }
    own = number_of(found.year, "energy_cost_yuan")
    assert said["heat_pump"]["energy_cost_yuan"] == own
    for name, (cost, emission) in by_hand.items():
        assert said[name]["energy_cost_yuan"] == pytest.approx(cost, abs=1.0)
        assert said[name]["emission_tco2"] == pytest.approx(emission, abs=0.01)
        assert said[name]["energy_saving_yuan"] == pytest.approx(cost - own, abs=1.0)
        assert said[name]["specific_cost_yuan_m2"] == pytest.approx(cost / 84, abs=0.02)
    used = number_of(found.year, "electricity_kwh")
    assert said["heat_pump"]["emission_tco2"] == pytest.approx(used * 0.6 / 1000, abs=0.01)


def test_the_heat_that_is_replaced_is_told_alike_twice(catalog: Catalog) -> None:
    """The year's figures and the table beside the rivals use the same price and efficiency."""
    found = designed(
        catalog, replaced_heat="coal_boiler", replaced_price_yuan_unit=1.2, replaced_efficiency=0.55
    )
    said = rows(topic(found, "rivals").tables[0])["coal"]
    assert said["energy_cost_yuan"] == pytest.approx(
        number_of(found.year, "energy_cost_yuan__replaced"), abs=1.0
    )
    assert said["energy_saving_yuan"] == pytest.approx(number_of(found.year, "energy_saving_yuan"), abs=1.0)


@pytest.mark.parametrize("application", ["hotel", "district"])
def test_every_heating_project_has_rivals(catalog: Catalog, application: str) -> None:
    given: dict[str, Value] = {"city": "西安", "heated_area_m2": 20_000.0, "quote_date": DAY}
    found = design(Project(application, FrozenMap(given)), catalog)
    said = rows(topic(found, "rivals").tables[0])
    assert len(said) == 6
    heat = number_of(found.year, "heat_load_kwh")
    heat += number_of(found.year, "heat_load_kwh__hot_water") if application == "hotel" else 0.0
    unmet = number_of(found.year, "heat_unmet_kwh")
    unmet += number_of(found.year, "heat_unmet_kwh__hot_water") if application == "hotel" else 0.0
    assert said["direct_electric"]["energy_kwh"] == pytest.approx((heat - unmet) / 0.98, rel=1e-4)


def test_the_power_price_is_that_of_the_hours_that_heat(catalog: Catalog) -> None:
    shaped = designed(
        catalog, tariff_shape="peak_valley", tariff_has_season=False, price_peak_yuan_kwh=1.0,
        price_flat_yuan_kwh=0.6, price_valley_yuan_kwh=0.2, peak_hours="8-11", valley_hours="22-6",
    )  # fmt: skip
    mean = number_of(topic(shaped, "rivals").figures, "price_mean_yuan_kwh")
    # by the clock alone 3 h of 1.0, 8 h of 0.2 and 13 h of 0.6 make 0.517; the cold nights weigh more
    assert 0.2 < mean < 0.517


def test_a_subsidy_by_hand(catalog: Catalog) -> None:
    """A fifth of the equipment, at most 3,000 yuan, and 0.20 yuan for the first 3,000 kWh."""
    found = designed(
        catalog, subsidy_policy="own", subsidy_fraction=0.2, subsidy_cap_yuan=3000.0,
        electricity_subsidy_yuan_kwh=0.2, electricity_subsidy_cap_kwh=3000.0,
    )  # fmt: skip
    said = topic(found, "subsidy").figures
    assert number_of(said, "subsidy_yuan") == 3000
    assert number_of(said, "electricity_subsidy_yuan") == 600
    assert number_of(said, "energy_cost_after_yuan") == number_of(found.year, "energy_cost_yuan") - 600
    uncapped = designed(catalog, subsidy_policy="own", subsidy_fraction=0.2)
    priced = quote(uncapped, catalog)
    equipment = sum(
        float(line.amount_yuan)
        for line in priced.lines
        if line.price_key in {one.model for one in uncapped.equipment}
    )
    assert number_of(topic(uncapped, "subsidy").figures, "subsidy_yuan") == pytest.approx(
        0.2 * equipment, abs=1.0
    )


def test_beijing_pays_towards_valley_power_only(catalog: Catalog) -> None:
    """Without a valley tariff nothing is promised; with one, only what is used then, never all of it."""
    policy: dict[str, Value] = {
        "subsidy_policy": "beijing_coal_to_electric", "electricity_subsidy_cap_kwh": 0,
    }  # fmt: skip
    flat = designed(catalog, tariff_shape="flat", **policy)
    assert "electricity_subsidy_yuan" not in topic(flat, "subsidy").figures
    assert "check.subsidy_hours_no_valley" in keys(flat)
    tariff: dict[str, Value] = {
        "tariff_shape": "peak_valley", "tariff_has_season": False, "price_peak_yuan_kwh": 1.0,
        "price_flat_yuan_kwh": 0.6, "price_valley_yuan_kwh": 0.2, "peak_hours": "8-11",
        "valley_hours": "22-6",
    }  # fmt: skip
    shaped = designed(catalog, **policy, **tariff)
    used, said = number_of(shaped.year, "electricity_kwh"), topic(shaped, "subsidy").figures
    # 8 of 24 hours, which are colder than the mean of the day
    assert 8 / 24 * used < number_of(said, "subsidised_kwh") < 0.5 * used
    assert number_of(said, "electricity_subsidy_yuan") == pytest.approx(
        0.2 * number_of(said, "subsidised_kwh"), abs=0.5
    )
    everything = designed(catalog, **policy, **tariff, electricity_subsidy_hours="all")
    assert number_of(topic(everything, "subsidy").figures, "subsidised_kwh") == pytest.approx(used, abs=1)


def test_a_subsidy_never_changes_the_contract(catalog: Catalog) -> None:
    plain = quote(designed(catalog), catalog)
    granted = quote(designed(catalog, subsidy_policy="beijing_coal_to_electric"), catalog)
    assert granted.total_yuan == plain.total_yuan
    assert granted.lines == plain.lines
    assert "subsidy_yuan" not in plain.information
    told = granted.information
    left = number_of(told, "total_after_subsidy_yuan")
    assert left == pytest.approx(float(granted.total_yuan) - number_of(told, "subsidy_yuan"))
    assert number_of(told, "payback_y__subsidised") < number_of(told, "payback_y")


def test_payback_by_hand(catalog: Catalog) -> None:
    found = designed(catalog)
    priced: Quote = quote(found, catalog)
    saving = number_of(found.year, "energy_saving_yuan")
    assert number_of(priced.information, "payback_y") == pytest.approx(
        float(priced.total_yuan) / saving, abs=0.06
    )


def test_nothing_is_told_where_nothing_is_asked(catalog: Catalog) -> None:
    found = designed(catalog, replaced_heat="none")
    assert not quote(found, catalog).information
    assert "subsidy" not in [one.id for one in found.topics]


def keys(found: Design) -> set[str]:
    return {check.message.key for check in topic(found, "subsidy").checks if check.severity == "warning"}


def test_what_is_doubtful_is_said(catalog: Catalog) -> None:
    elsewhere = keys(designed(catalog, subsidy_policy="jiangxi_trade_in_2024_tier_1"))
    assert {"check.subsidy_elsewhere", "check.subsidy_tier_unknown", "check.subsidy_to_confirm"} <= elsewhere
    unknown = keys(designed(catalog, city="石家庄", subsidy_policy="hebei_trade_in_2024"))
    assert "check.subsidy_amount_unknown" in unknown
    early = keys(designed(catalog, city="南昌", quote_date=date(2024, 1, 1),
                          subsidy_policy="jiangxi_trade_in_2024_tier_1"))  # fmt: skip
    assert "check.subsidy_not_yet" in early


def test_a_policy_that_ended_warns(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """No row of the table names its end; one that does is made for the test."""
    from dataclasses import replace

    row = replace(catalog.find(Subsidy, "beijing_coal_to_electric"), valid_to=date(2026, 3, 15))
    monkeypatch.setattr("desktop.design.topic_subsidy.subsidy_row", lambda _: row)
    found = designed(catalog, subsidy_policy="beijing_coal_to_electric")
    assert "check.subsidy_expired" in keys(found)
    assert "check.subsidy_open_end" not in keys(found)


def test_a_declared_tier_is_held_against_the_policy(catalog: Catalog) -> None:
    """A radiator unit of tier 2 (HSPF 2.45, both gates reached) misses a policy that asks for tier 1."""
    model = designed(catalog).equipment[0].model
    label = DeclaredLabel(model, "HSPF", 2.45, 1.80, 1.60, "label", DAY)

    def checked(policy: str) -> set[str]:
        answers = FrozenMap({**HOUSE, "heat_pump_model": model, "subsidy_policy": policy})
        return keys(design(Project("household", answers, labels=(label,)), catalog))

    assert "check.subsidy_tier_missed" in checked("jiangxi_trade_in_2024_tier_1")
    assert not checked("jiangxi_trade_in_2024_tier_2") & {
        "check.subsidy_tier_missed", "check.subsidy_tier_unknown",
    }  # fmt: skip


def test_the_choices_are_the_rows_of_the_table(catalog: Catalog) -> None:
    assert tuple(row.policy for row in catalog.rows(Subsidy)) == subsidy_questions.POLICIES


def test_only_what_was_read_is_an_amount(catalog: Catalog) -> None:
    """What is from memory or a trade page is to be confirmed; the yearbook gives few rates."""
    read = {
        row.policy: (row.subsidy_fraction, row.subsidy_yuan_m2, row.subsidy_cap_yuan)
        for row in catalog.rows(Subsidy)
        if row.source == "policy_yearbook_2025"
    }
    assert read["shanghai_industry_2025_tier_1"] == (0.20, None, 10_000_000)
    assert read["shanghai_industry_2025_tier_2"] == (0.15, None, 10_000_000)
    assert read["jiangxi_trade_in_2024_tier_1"][0] == 0.20
    assert read["jiangxi_trade_in_2024_tier_2"][0] == 0.15
    assert read["jilin_building_energy_2021"] == (None, 20, 2_000_000)
    assert read["hebei_trade_in_2024"] == read["shanxi_trade_in_2024"] == (None, None, None)
    for row in catalog.rows(Subsidy):
        assert row.to_confirm or catalog.sources[row.source].standing == "transcribed"


def test_others_are_charged_for_no_more_heat_than_was_delivered(catalog: Catalog) -> None:
    """A plant that lacks some heat: pellets cost a quarter of a yuan for each kWh that it delivers."""
    given: dict[str, Value] = {"city": "西安", "heated_area_m2": 20_000.0, "quote_date": DAY, **EASY}
    found = design(Project("district", FrozenMap(given)), catalog)
    asked, unmet = number_of(found.year, "heat_load_kwh"), number_of(found.year, "heat_unmet_kwh")
    assert unmet > 0.0
    said = topic(found, "rivals")
    biomass = rows(said.tables[0])["biomass"]["energy_cost_yuan"]
    assert biomass == pytest.approx((asked - unmet) * 0.25, rel=1e-4)
    (note,) = [one for one in said.notes if one.key == "note.rival_unmet"]
    assert note.values["energy_cost_yuan"] == pytest.approx(unmet * 0.5, abs=1.0)
