"""Quotes of hand-made designs: lines by hand, sums, taxes, terms, and properties that hold for any quote."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.applications.questions import Answer, Answers, MissingAnswer
from desktop.components.backup_heaters import BackupHeater
from desktop.components.heat_pumps import HeatPumpRow
from desktop.components.pumps import Pump
from desktop.components.tanks import Tank
from desktop.design.records import Design, Equipment
from desktop.engine.expressions import evaluate
from desktop.engine.figures import FrozenMap
from desktop.engine.sheet import quantity_of
from desktop.project import PriceOverride, Project
from desktop.quotation import QuoteFault, quote
from desktop.quotation.rules import PaymentPreset, TaxRate, WorksRule
from desktop.quotation.works import works_rules
from desktop.tables.catalog import load_catalog
from desktop.tables.texts import LANGUAGES, Texts

CATALOG = load_catalog()
DAY = date(2026, 3, 31)
ANSWERS = {
    "quote_number": "Q-1", "quote_date": DAY, "discount_fraction": 0.0, "validity_days": 30,
    "payment_terms": "30_40_27_3", "delivery_days": 45, "warranty_months": 24, "works_in_scope": True,
    "freight_in_scope": True,
}  # fmt: skip


def design(equipment=(), prices=(), loads=None, **answers) -> Design:
    given = {**ANSWERS, **answers}
    return Design(
        project=Project("hotel", FrozenMap(given), (), tuple(prices)),
        answers=Answers({name: Answer(name, value, "user") for name, value in given.items()}, CATALOG),
        catalog_hash="", site=FrozenMap(), loads=FrozenMap(loads or {}), equipment=tuple(equipment),
        options=(), rejections=(), tiers=(), year=FrozenMap(), checks=(), charts={}, steps=(),
    )  # fmt: skip


def unit(count=7, model="HQ-EA-130", kind="heat_pump", **figures) -> Equipment:
    return Equipment(kind, "heating", model, count, FrozenMap(figures))


def works_keys() -> list[str]:
    return [f"works.{rule.rule}" for rule in works_rules(CATALOG, DAY)]


def test_a_line_by_hand():
    """7 x 100.10 x 0.95 = 665.665, half up 665.67; / 1.13 = 589.0885 -> 589.09; tax 76.58."""
    made = quote(
        design([unit()], [PriceOverride("HQ-EA-130", 100.10, "example")], discount_fraction=0.05,
               works_in_scope=False, freight_in_scope=False), CATALOG,
    )  # fmt: skip
    (line,) = made.lines
    assert line.amount_yuan == Decimal("665.67")
    assert (line.net_yuan, line.tax_yuan) == (Decimal("589.09"), Decimal("76.58"))
    assert (made.total_yuan, made.total_in_words) == (Decimal("665.67"), "陆佰陆拾伍元陆角柒分")
    assert not made.price_assumed
    assert made.valid_until == date(2026, 4, 30)


def test_works_by_hand():
    """Equipment 1,000,000; 340 kW at 250 yuan/kW."""
    made = quote(
        design([unit(10)], [PriceOverride("HQ-EA-130", 100_000.0, "example")],
               {"connected_power_kw": 340.0}),
        CATALOG,
    )  # fmt: skip
    assert {line.price_key: (int(line.amount_yuan), str(line.tax_fraction)) for line in made.lines} == {
        "HQ-EA-130": (1_000_000, "0.13"),
        "works.controls": (60_000, "0.13"),
        "works.power_supply": (85_000, "0.09"),
        "works.installation": (450_000, "0.09"),
        "works.lifting": (20_000, "0.09"),
        "works.design": (40_000, "0.06"),
        "works.commissioning": (15_000, "0.06"),
        "works.freight": (20_000, "0.13"),
    }
    assert made.total_yuan == 1_690_000
    assert made.price_assumed


@pytest.mark.parametrize(
    ("day", "goods", "works"),
    [
        (date(2018, 4, 30), "0.17", "0.11"),
        (date(2018, 5, 1), "0.16", "0.10"),
        (date(2019, 4, 1), "0.13", "0.09"),
        (date(2025, 12, 31), "0.13", "0.09"),
        (date(2026, 1, 1), "0.13", "0.09"),
    ],
)
def test_taxes_are_those_of_the_day(day, goods, works):
    lines = {line.price_key: line for line in quote(design([unit()], quote_date=day), CATALOG).lines}
    assert lines["HQ-EA-130"].tax_fraction == Decimal(goods)
    assert lines["works.installation"].tax_fraction == Decimal(works)


def test_a_day_without_a_tax_rate_is_refused():
    with pytest.raises(QuoteFault) as refused:
        quote(design([unit()], quote_date=date(2016, 4, 30)), CATALOG)
    assert refused.value.message.key == "fault.no_tax_rate"


def test_tax_rates_follow_each_other_without_gap():
    for category in ("goods", "works", "services"):
        rates = [rate for rate in CATALOG.rows(TaxRate) if rate.category == category]
        for rate, following in pairwise(rates):
            assert (following.valid_from - rate.valid_to).days == 1
        assert rates[-1].valid_to is None


def test_without_a_date_there_is_no_quote():
    lacking = design([unit()])
    answers = {**ANSWERS, "quote_date": ""}
    made = {
        name: Answer(name, value, "missing" if name == "quote_date" else "user")
        for name, value in answers.items()
    }
    object.__setattr__(lacking, "answers", Answers(made, CATALOG))
    with pytest.raises(MissingAnswer):
        quote(lacking, CATALOG)


def test_what_is_out_of_scope_is_neither_priced_nor_silent():
    made = quote(design([unit()], works_in_scope=False, freight_in_scope=False), CATALOG)
    assert [line.price_key for line in made.lines] == ["HQ-EA-130"]
    excluded = {exclusion.key for exclusion in made.exclusions}
    assert {"quote.exclusion.installation", "quote.exclusion.freight"} <= excluded
    within = {exclusion.key for exclusion in quote(design([unit()]), CATALOG).exclusions}
    assert not {"quote.exclusion.installation", "quote.exclusion.freight"} & within


def test_groups_stand_together_whatever_the_order_of_the_design():
    pump = Equipment("pump", "heating_circulation", CATALOG.rows(Pump)[0].model, 1, FrozenMap())
    made = quote(design([unit(), pump, unit(1, "HQ-WN-39", "water_heater")]), CATALOG)
    assert [line.number for line in made.lines] == list(range(1, len(made.lines) + 1))
    groups = [line.group for line in made.lines]
    assert groups == sorted(groups, key=groups.index)
    assert [line.model for line in made.lines[:3]] == ["HQ-EA-130", "HQ-WN-39", pump.model]


def test_a_design_without_equipment_costs_nothing():
    made = quote(design(), CATALOG)
    assert (made.lines, made.total_yuan, made.total_in_words) == ((), Decimal("0.00"), "零元整")


def test_only_a_slowed_pump_with_a_plain_motor_needs_a_drive():
    def keys(model: str, ratio: float) -> list[str]:
        pump = Equipment("pump", "heating_circulation", model, 2, FrozenMap(speed_ratio=ratio))
        return [line.price_key for line in quote(design([pump], works_in_scope=False), CATALOG).lines]

    models = {pump.kind: pump.model for pump in CATALOG.rows(Pump)}
    assert f"{models['in_line']} VFD" in keys(models["in_line"], 0.9)
    assert f"{models['in_line']} VFD" not in keys(models["in_line"], 1.0)
    assert f"{models['canned']} VFD" not in keys(models["canned"], 0.9)


def test_price_assumed_goes_when_every_line_has_a_real_price():
    keys = ["HQ-EA-130", *works_keys()]
    loads = {"connected_power_kw": 100.0}
    for count in range(len(keys) + 1):
        real = [PriceOverride(key, 1000.0, "example") for key in keys[:count]]
        made = quote(design([unit()], real, loads), CATALOG)
        assert made.price_assumed == (count < len(keys))
        said = {sentence.key for _, sentence in made.terms}
        assert ("quote.term.price_assumed" in said) == made.price_assumed
        assert [line.price_key for line in made.lines if line.standing == "user"] == [
            line.price_key for line in made.lines if line.price_key in keys[:count]
        ]


def test_works_hold_back_at_most_three_per_cent():
    """Supply may hold back 5 %; with works the way of paying changes and says so."""
    supply = quote(design([unit()], payment_terms="30_40_25_5", works_in_scope=False), CATALOG)
    works = quote(design([unit()], payment_terms="30_40_25_5"), CATALOG)
    for made, share in ((supply, 0.05), (works, 0.03)):
        payment = next(said for topic, said in made.terms if topic == "quote.topic.payment")
        assert payment.values["retention_fraction"] == share
    for made, count in ((supply, 0), (works, 1)):
        assert [said.key for _, said in made.terms].count("quote.term.retention_limited") == count
    presets = {row.preset: row for row in CATALOG.rows(PaymentPreset)}
    assert all(presets[row.works_preset].retention_fraction <= 0.03 for row in presets.values())


def test_an_unknown_way_of_paying_is_refused():
    with pytest.raises(QuoteFault):
        quote(design([unit()], payment_terms="barter"), CATALOG)


@pytest.mark.parametrize("works", [True, False])
def test_warranty_spans_two_seasons_when_works_are_included(works):
    made = quote(design([unit()], works_in_scope=works, warranty_months=12), CATALOG)
    (said,) = [sentence for topic, sentence in made.terms if topic == "quote.topic.warranty"]
    assert said.key == ("quote.term.warranty_works" if works else "quote.term.warranty_supply")
    assert "两个采暖期" in Texts("zh")["quote.term.warranty_works"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("preset", [row.preset for row in CATALOG.rows(PaymentPreset)])
def test_every_sentence_can_be_said(language, preset):
    texts = Texts(language)
    for scopes in ({}, {"works_in_scope": False, "freight_in_scope": False}):
        pump = Equipment("pump", "hot_water_loop", CATALOG.rows(Pump)[0].model, 1, FrozenMap())
        made = quote(design([unit(), pump], payment_terms=preset, **scopes), CATALOG)
        said = [sentence for _, sentence in made.terms] + [*made.exclusions]
        said += [line.item for line in made.lines] + [line.basis for line in made.lines]
        assert all(texts.message(sentence) for sentence in said)
        keys = [topic for topic, _ in made.terms] + [line.group for line in made.lines]
        assert all(texts[key] for key in keys + [line.unit for line in made.lines])


PRICES = st.decimals(Decimal("0.01"), Decimal("2000000"), places=2)
A_LINE = st.tuples(st.integers(0, 4), st.integers(1, 200), st.none() | PRICES)
LINES = st.lists(A_LINE, min_size=1, max_size=5)
DISCOUNTS = st.integers(0, 6000).map(lambda parts: parts / 10_000)


def any_design(lines, discount, works, freight, works_price) -> Design:
    known = models()
    equipment = [
        Equipment(known[place][0], known[place][1], known[place][2], count, FrozenMap())
        for place, count, _ in lines
    ]
    real = [
        PriceOverride(known[place][2], float(price), "example")
        for place, _, price in lines
        if price is not None
    ]
    if works_price is not None:
        real.append(PriceOverride("works.installation", float(works_price), "example"))
    loads = {"connected_power_kw": 212.3}
    return design(equipment, real, loads, discount_fraction=discount, works_in_scope=works,
                  freight_in_scope=freight)  # fmt: skip


def models() -> list[tuple[str, str, str]]:
    """A model of each kind, as the catalogue has it."""
    records = {"heat_pump": HeatPumpRow, "water_heater": HeatPumpRow, "backup_heater": BackupHeater,
               "storage_tank": Tank, "pump": Pump}  # fmt: skip
    return [
        (kind, "role", CATALOG.rows(record)[-1 - n].model) for n, (kind, record) in enumerate(records.items())
    ]


def check_any_quote(lines, discount, works, freight, works_price) -> None:
    made = quote(any_design(lines, discount, works, freight, works_price), CATALOG)
    for line in made.lines:
        exact = line.quantity * line.unit_price_yuan * (1 - line.discount_fraction)
        assert line.amount_yuan == exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
        assert line.net_yuan + line.tax_yuan == line.amount_yuan
        assert abs(line.net_yuan * (1 + line.tax_fraction) - line.amount_yuan) <= Decimal("0.006")
    for column in ("amount", "net", "tax"):
        total = made.total_yuan if column == "amount" else getattr(made, f"{column}_yuan")
        assert total == sum(getattr(line, f"{column}_yuan") for line in made.lines)
    assert made.price_assumed == any(line.standing == "assumed" for line in made.lines)
    plain = quote(any_design(lines, 0.0, works, freight, works_price), CATALOG)
    assert made.total_yuan <= plain.total_yuan
    check_steps(made)


def check_steps(made) -> None:
    """Every step gives its printed result anew, and every printed amount is in the book."""
    for step in made.steps:
        if step.kind == "formula":
            anew = float(evaluate(step.expression, step.inputs))
            assert round(anew, CATALOG.decimals[quantity_of(step.name)]) == step.value, step
    written = {(step.subject, step.name, step.value) for step in made.steps}
    for line in made.lines:
        for name in ("unit_price_yuan", "amount_yuan", "net_yuan", "tax_yuan"):
            assert (line.price_key, name, float(getattr(line, name))) in written
    assert ("", "total_yuan", float(made.total_yuan)) in written


ANY_QUOTE = (LINES, DISCOUNTS, st.booleans(), st.booleans(), st.none() | PRICES)


@settings(max_examples=100, deadline=None)
@given(*ANY_QUOTE)
def test_any_quote_adds_up(lines, discount, works, freight, works_price):
    check_any_quote(lines, discount, works, freight, works_price)


@pytest.mark.slow
@settings(max_examples=1000, deadline=None)
@given(*ANY_QUOTE)
def test_a_thousand_quotes_add_up(lines, discount, works, freight, works_price):
    check_any_quote(lines, discount, works, freight, works_price)


def test_every_works_rule_has_its_words():
    for language in LANGUAGES:
        texts = Texts(language)
        for rule in CATALOG.rows(WorksRule):
            assert f"quote.item.works.{rule.rule}" in texts
            assert f"price.works.{rule.rule}" in texts
            assert f"quote.group.{rule.group}" in texts
