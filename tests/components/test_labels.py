"""Tiers of energy labels: every row of the two tables that count, at its limits; what is missing is said."""

from datetime import date

import pytest

from desktop.components.heat_pumps import heat_pumps
from desktop.components.labels import LabelFacts, facts_of, label_checks, unit_verdict, verdict
from desktop.engine.sheet import Sheet
from desktop.project import DeclaredLabel
from desktop.tables.texts import LANGUAGES, Texts

DAY = date(2026, 3, 31)
LAST_DAY_BEFORE = date(2025, 1, 31)
# GB 19577-2024 table 3 by hand: terminal, heating kW, metric, tiers 1-3, COPh at -12 °C, COPdh at -20 °C,
# leaving water
TABLE_3 = [
    ("floor", 35.0, "HSPF", (3.60, 3.20, 2.80), 2.30, 2.00, 35.0),
    ("fan_coil", 35.0, "APF", (3.05, 2.85, 2.65), 2.10, 1.80, 41.0),
    ("radiator", 35.0, "HSPF", (2.60, 2.40, 2.30), 1.70, 1.50, 55.0),
    ("floor", 35.01, "HSPF", (3.40, 3.20, 3.00), 2.50, 2.10, 35.0),
    ("fan_coil", 35.01, "APF", (3.30, 3.10, 3.00), 2.30, 1.80, 41.0),
    ("radiator", 35.01, "HSPF", (2.60, 2.40, 2.30), 1.80, 1.50, 55.0),
]
# GB 29541-2013 table 1 by hand: type, heating, capacity kW, tiers 1-5
WATER_HEATERS = [
    ("normal", "once_through", 9.99, (4.6, 4.4, 4.1, 3.9, 3.7)),
    ("normal", "circulating_without_pump", 9.99, (4.6, 4.4, 4.1, 3.9, 3.7)),
    ("normal", "circulating_with_pump", 9.99, (4.6, 4.4, 4.1, 3.9, 3.7)),
    ("normal", "static", 9.99, (4.2, 4.0, 3.8, 3.6, 3.4)),
    ("low_temperature", "once_through", 9.99, (3.8, 3.6, 3.4, 3.2, 3.0)),
    ("low_temperature", "circulating_without_pump", 9.99, (3.8, 3.6, 3.4, 3.2, 3.0)),
    ("low_temperature", "circulating_with_pump", 9.99, (3.8, 3.6, 3.4, 3.2, 3.0)),
    ("normal", "once_through", 10.0, (4.6, 4.4, 4.1, 3.9, 3.7)),
    ("normal", "circulating_without_pump", 10.0, (4.6, 4.4, 4.1, 3.9, 3.7)),
    ("normal", "circulating_with_pump", 10.0, (4.5, 4.3, 4.0, 3.8, 3.6)),
    ("low_temperature", "once_through", 10.0, (3.9, 3.7, 3.5, 3.3, 3.1)),
    ("low_temperature", "circulating_without_pump", 10.0, (3.9, 3.7, 3.5, 3.3, 3.1)),
    ("low_temperature", "circulating_with_pump", 10.0, (3.8, 3.6, 3.4, 3.2, 3.0)),
]


def label(metric, value, nominal=None, low=None) -> DeclaredLabel:
    return DeclaredLabel("M", metric, value, nominal, low, "label", date(2026, 1, 1))


def unit(terminal="floor", capacity_kw: float | None = 130.0) -> LabelFacts:
    return LabelFacts("M", "low_ambient_heat_pump", terminal, capacity_kw)


def nothing(t_outdoor_c, t_leaving_c):
    return None


def tier_of(catalog, facts, declared, day=DAY):
    return verdict(catalog, facts, declared, nothing, day)


@pytest.mark.parametrize(
    ("terminal", "capacity_kw", "metric", "tiers", "coph", "copdh", "t_leaving_c"), TABLE_3
)
def test_table_3_of_gb_19577_at_its_limits(
    catalog, terminal, capacity_kw, metric, tiers, coph, copdh, t_leaving_c
):  # fmt: skip
    facts = unit(terminal, capacity_kw)
    for tier, limit in enumerate(tiers, start=1):
        assert tier_of(catalog, facts, label(metric, limit, coph, copdh)).tier == tier
        below = tier_of(catalog, facts, label(metric, limit - 0.01, coph, copdh)).tier
        assert below == (tier + 1 if tier < 3 else 0)
    assert tier_of(catalog, facts, label(metric, 9.0, coph - 0.01, copdh)).tier == 0
    assert tier_of(catalog, facts, label(metric, 9.0, coph, copdh - 0.01)).tier == 0
    found = tier_of(catalog, facts, label(metric, 9.0, coph, copdh))
    assert (found.standard, found.table, found.edition) == ("GB 19577-2024", "T3", "2024")
    assert found.limits == tiers
    assert [(gate.t_outdoor_c, gate.t_leaving_c, gate.limit) for gate in found.gates] == [
        (-12.0, t_leaving_c, coph), (-20.0, t_leaving_c, copdh),
    ]  # fmt: skip


@pytest.mark.parametrize(("kind", "form", "capacity_kw", "tiers"), WATER_HEATERS)
def test_gb_29541_at_its_limits(catalog, kind, form, capacity_kw, tiers):
    facts = LabelFacts("M", "water_heater", kind, capacity_kw, form)
    for tier, limit in enumerate(tiers, start=1):
        assert tier_of(catalog, facts, label("COP", limit)).tier == tier
        below = tier_of(catalog, facts, label("COP", limit - 0.01)).tier
        assert below == (tier + 1 if tier < 5 else 0)
    assert tier_of(catalog, facts, label("COP", 9.0)).standard == "GB 29541-2013"


def test_the_day_decides_on_the_edition(catalog):
    declared = label("HSPF", 3.4, 2.5, 2.1)
    before = tier_of(catalog, unit(), declared, LAST_DAY_BEFORE)
    assert (before.tier, before.standard) == (None, "GB 37480-2019")
    assert before.message.key == "label.table_missing"
    after = tier_of(catalog, unit(), declared, date(2025, 2, 1))
    assert (after.tier, after.standard) == (1, "GB 19577-2024")


@pytest.mark.parametrize(
    ("declared", "key", "missing"),
    [
        (None, "label.not_declared", None),
        (label("IPLV(H)", 3.5, 2.5, 2.1), "label.other_metric", None),
        (label("HSPF", 3.5, None, 2.1), "label.gate_missing", "COPh"),
        (label("HSPF", 3.5, 2.5, None), "label.gate_missing", "COPdh"),
        (label("HSPF", 3.5), "label.gate_missing", "COPh, COPdh"),
    ],
)
def test_what_is_not_declared_is_not_guessed(catalog, declared, key, missing):
    """Even where the estimates would pass every gate."""
    found = verdict(catalog, unit(), declared, lambda *_: 5.0, DAY)
    assert (found.tier, found.message.key) == (None, key)
    assert found.message.values.get("missing") == missing


def test_estimates_stand_beside_the_gates_as_what_they_are(catalog):
    asked = []

    def estimate(t_outdoor_c, t_leaving_c):
        asked.append((t_outdoor_c, t_leaving_c))
        return 2.6 if t_outdoor_c == -12.0 else None

    found = verdict(catalog, unit(), None, estimate, DAY)
    assert asked == [(-12.0, 35.0), (-20.0, 35.0)]
    assert [(gate.value, gate.standing) for gate in found.gates] == [(2.6, "estimated"), (None, "missing")]


def test_chillers_have_two_ways_and_both_gates_count(catalog):
    """Table 1, above 50 kW: CSPF 4.30/3.85/3.30 with COPc 2.80; table 2: COPc with CSPF, not on our form."""
    facts = LabelFacts("M", "chiller", "air_cooled", 130.0)
    found = tier_of(catalog, facts, label("CSPF", 3.85, 2.80))
    assert (found.table, found.tier) == ("T1", 2)
    assert tier_of(catalog, facts, label("CSPF", 3.85, 2.79)).tier == 0
    other = tier_of(catalog, facts, label("COPc", 3.4))
    assert (other.table, other.tier, other.message.key) == ("T2", None, "label.gate_missing")
    assert tier_of(catalog, facts, label("CSPF", 3.85, 2.8), LAST_DAY_BEFORE).tier is None


def test_where_no_table_applies_it_says_so(catalog):
    assert tier_of(catalog, LabelFacts("M", "", "", None), None).message.key == "label.no_table"
    assert tier_of(catalog, unit(capacity_kw=None), None).message.key == "label.capacity_unknown"
    static = LabelFacts("M", "water_heater", "low_temperature", 5.0, "static")
    assert tier_of(catalog, static, label("COP", 9.0)).message.key == "label.no_row"


def test_the_range_is_placed_and_has_no_data(catalog):
    """No model of the reference range declares anything, so none gets a tier."""
    categories = {}
    for one in heat_pumps(catalog):
        categories[one.family.family] = facts_of(catalog, one, "floor").category
        found = unit_verdict(catalog, one, "floor", (), DAY)
        assert found.tier is None, one.model
        assert all(gate.standing != "declared" for gate in found.gates)
    assert {family for family, category in categories.items() if not category} == {
        "cascade_high_temperature", "co2_heating", "co2_water_heater",
    }  # fmt: skip
    assert categories["evi_fixed"] == "low_ambient_heat_pump"
    assert categories["modular_ordinary"] == "chiller"
    assert categories["water_heater_normal"] == "water_heater"


def test_types_of_water_heaters(catalog):
    variants = {
        one.family.family: facts_of(catalog, one, "floor").variant
        for one in heat_pumps(catalog)
        if one.family.kind == "water_heater"
    }
    assert variants == {"water_heater_normal": "normal", "water_heater_low_temperature": "low_temperature"}


def test_a_label_counts_for_its_own_model_and_the_last_one_counts(catalog):
    unit_of_range = next(one for one in heat_pumps(catalog) if one.family.family == "evi_fixed")
    model = unit_of_range.model
    labels = [
        DeclaredLabel(model, "HSPF", 3.0, 2.6, 2.2, "first", DAY),
        DeclaredLabel(model, "HSPF", 3.2, 2.6, 2.2, "second", DAY),
        DeclaredLabel("another", "HSPF", 3.9, 2.6, 2.2, "third", DAY),
    ]
    found = unit_verdict(catalog, unit_of_range, "floor", labels, DAY)
    assert (found.model, found.value, found.tier) == (model, 3.2, 2)
    assert unit_verdict(catalog, unit_of_range, "floor", labels[2:], DAY).tier is None


def test_limits_and_estimates_are_written_down(catalog):
    """130 kW at 7/45 °C is more than 35 kW at -12/35 °C: the limits of commercial units."""
    sheet = Sheet.recording(catalog.decimals)
    one = next(one for one in heat_pumps(catalog) if one.model == "HQ-EA-130")
    found = unit_verdict(catalog, one, "floor", (), DAY, sheet)
    written = {(step.name.partition("__")[0], step.value) for step in sheet.steps}
    assert {("label_value", limit) for limit in found.limits} <= written
    assert {("cop", gate.value) for gate in found.gates if gate.value is not None} <= written
    assert {("cop_nominal_min", 2.5), ("cop_low_temperature_min", 2.1)} <= written


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verdict_can_be_said(catalog, language):
    texts = Texts(language, catalog.quantities)
    declared = [
        None, label("X", 3), label("HSPF", 3), label("HSPF", 3.2, 2.5, 2.1), label("HSPF", 1, 2.5, 2.1),
        label("HSPF", 3.2, 1.0, 2.1),
    ]  # fmt: skip
    found = [tier_of(catalog, unit(), one) for one in declared]
    said = [texts.message(one.message) for one in found]
    assert len(set(said)) == len(said)
    assert all("GB 19577-2024" in sentence for sentence in said)
    assert all(("transcribed" if language == "en" else "转录") in sentence for sentence in said)


@pytest.mark.parametrize("value", [3.0999, 3.09999])
def test_a_declared_value_is_compared_as_it_was_entered(catalog, value):
    """3.10 is tier 2 of table 3; what only rounds to it is not."""
    assert tier_of(catalog, unit("fan_coil"), label("APF", 3.10, 2.3, 1.8)).tier == 2
    found = tier_of(catalog, unit("fan_coil"), label("APF", value, 2.3, 1.8))
    assert (found.tier, found.value) == (3, value)
    assert tier_of(catalog, unit("fan_coil"), label("APF", 3.10, 2.2999, 1.8)).tier == 0


def test_the_cooling_gate_of_a_chiller_is_estimated_from_its_cooling_map(catalog):
    """Tables of air-cooled chillers ask for a COPc at 35 °C outdoors and water of 7 °C."""
    units = [unit for unit in heat_pumps(catalog) if unit.family.kind == "ordinary"]
    assert units
    for one in units:
        (gate,) = unit_verdict(catalog, one, "fan_coil", (), DAY).gates
        assert (gate.name, gate.t_outdoor_c, gate.t_leaving_c) == ("COPc", 35.0, 7.0)
        assert gate.standing == "estimated"
        assert gate.value == pytest.approx(one.point("cooling", 35.0, 7.0).cop, abs=0.002)


def test_a_label_that_says_nothing_of_the_plant_is_named(catalog):
    chosen, other = (unit.model for unit in heat_pumps(catalog)[:2])
    declared = [
        DeclaredLabel(model, "HSPF", 3.3, None, None, "label", DAY) for model in (chosen, other, "X-1", "X-1")
    ]
    found = label_checks(catalog, declared, (chosen,))
    assert [(one.severity, one.message.values["model"]) for one in found] == [
        ("info", other), ("warning", "X-1"),
    ]  # fmt: skip
    for language in LANGUAGES:
        texts = Texts(language, catalog.quantities)
        assert all(one.message.values["model"] in texts.message(one.message) for one in found)
        assert all(f"rule.{one.rule}" in texts for one in found)
