"""Whatever a design can say has words in both languages: questions, checks, figures, headings, sources."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from desktop.applications.application import Application
from desktop.applications.process_questions import PRESENT_FUEL
from desktop.applications.questions import Question
from desktop.applications.registry import APPLICATIONS
from desktop.components.heat_pumps import Mode, heat_pumps
from desktop.design import Design, DesignFault, design
from desktop.design.sizing import CountRule
from desktop.engine.figures import FrozenMap, Value
from desktop.engine.messages import Message, message
from desktop.engine.sheet import FORMULAS
from desktop.engine.tariff import PERIODS
from desktop.project import Project
from desktop.tables.catalog import Catalog
from desktop.tables.climate import ZONES
from desktop.tables.nomenclature import Standing
from desktop.tables.places import resources_dir
from desktop.tables.texts import LANGUAGES, PLACEHOLDER, Language, Texts, read_texts

ROOT = Path(__file__).resolve().parent.parent / "desktop"
# The layers whose words are keys; the window and the documents only pass them on.
COMPUTING = ("applications", "components", "design", "engine", "quotation", "project.py")
# What an f-string that makes a key can put in its place.
VARIANTS: Mapping[str, tuple[str, ...]] = {
    "check.load_gap_": (
        *("index", "envelope", "measured", "entered"),
        *("index_house", "envelope_house", "measured_house", "entered_house"),
    ),
    "note.count_by_": get_args(CountRule),
    "correction.": ("altitude_capacity", "altitude_cop", "frost", "glycol", "ageing", "pipe_loss"),
    "tariff.": (*PERIODS, *(f"{months}_{period}" for months in ("usual", "season") for period in PERIODS)),
    "rival.": ("heat_pump", "coal", "gas", "direct_electric", "heat_network", "biomass"),
    "bench.circuit_": ("one", "low", "high"),
    "chart.heat_": ("condenser", "evaporator", "cascade_exchanger"),
    "state.": (
        "evaporator_in", "evaporator_out", "suction", "discharge", "condenser_in", "condenser_out",
        "flash_tank", "liquid_cooled", "injected", "low_discharge", "high_suction",
    ),
    "part.": (
        "compressor", "compressor_drive", "condenser", "valve", "evaporator", "low_compressor",
        "low_compressor_drive", "high_compressor", "high_compressor_drive", "low_valve", "high_valve",
        "cascade_exchanger", "flash_valve", "mixing",
    ),
    "money.": (*PRESENT_FUEL, "plant"),
    "rule.cycle_": ("ratio_too_high", "no_state", "no_lift", "superheat", "discharge_too_hot"),
    "topic.noise.": ("day", "night", "one"),
    "check.noise_": ("day", "night", "one", "day_above", "night_above", "one_above"),
    "topic.design_basis.": ("heating", "winter_ac"),
    "topic.own_units.": ("heating", "cooling", "hot_water"),
    "note.map_turn_": ("capacity_ratio", "cop"),
    "topic.cold_air.": ("free", "recirculating"),
    "check.fault_": ("unit", "transformer", "pump", "station"),
    "fault.cell_": ("unknown", "missing", "not_number", "not_whole", "out_of_range", "not_flag", "not_date",
                    "not_choice", "not_text"),
}
# Keys whose ends come from a table or another check; its own tests look at them.
FROM_TABLES = ("quote.item.", "quote.item.works.", "doubt.", "rule.")
QUESTIONS = [
    pytest.param(question, id=f"{application.id}-{question.name}")
    for application in APPLICATIONS
    for asked in application.questions
    for question in (asked, *asked.columns)
]

HOTEL: dict[str, Value] = {"heated_area_m2": 14_000.0, "room_count": 150, "quote_date": date(2026, 11, 1)}
CASES: tuple[dict[str, Value], ...] = (
    {"city": "漠河", "measured_kind": "electricity", "measured_electricity_kwh_m2d": 0.8,
     "measured_from": date(2025, 11, 1), "measured_to": date(2026, 3, 31), "heating_load_method": "measured"},
    {"city": "哈尔滨", "measured_kind": "gas", "fuel_amount": 200_000.0, "terminal": "floor"},
    {"city": "哈尔滨", "terminal": "radiator", "t_supply_c": 50.0, "t_return_c": 45.0},
    {"city": "北京", "has_cooling": True, "heat_recovery": True, "tariff_shape": "peak_valley",
     "storage_kind": "valley", "tariff_has_season": True, "deep_valley_hours": "0-4",
     "demand_charge_yuan_kw_month": 38.0},
    {"city": "北京", "duty": "bivalent_alternative", "terminal": "floor", "heating_load_method": "entered",
     "heat_load_entered_kw": 1500.0},
    {"city": "上海", "has_hot_water": False, "heating_load_method": "envelope"},
    {"city": "广州", "heat_pump_count": 3},
    {"city": "拉萨", "hot_water_tank_kind": "pressurised"},
    {"city": "昆明", "heated_area_m2": 300.0, "room_count": 4, "storey_count": 2},
    {"application": "household", "city": "北京", "floor_area_m2": 120.0, "house_type": "old_built",
     "subsidy_policy": "beijing_coal_to_electric", "occupancy_profile": "nights"},
    {"application": "household", "city": "漠河", "floor_area_m2": 90.0, "house_type": "old_built",
     "measured_kind": "coal", "coal_used_t": 2.0, "heating_load_method": "measured",
     "subsidy_policy": "hebei_trade_in_2024"},
    {"application": "household", "city": "上海", "floor_area_m2": 150.0, "house_type": "new_built",
     "heating_load_method": "envelope", "replaced_heat": "none"},
    {"application": "industrial_steam", "city": "厦门", "sink_flow_t_h": 2.0, "pressure_kind": "absolute",
     "steam_pressure_bar": 5.43, "source_kind": "cooling_water", "source_flow_t_h": 300.0,
     "t_source_in_c": 35.0},
    {"application": "industrial_steam", "city": "绍兴", "sink_kind": "hot_water", "sink_flow_t_h": 50.0,
     "t_sink_in_c": 20.0, "t_sink_out_c": 80.0, "source_flow_t_h": 60.0, "t_source_in_c": 55.0,
     "replaced_heat": "bought_steam", "busy_h": 4500.0, "slack_h": 2500.0},
    {"application": "industrial_steam", "city": "广州", "sink_kind": "hot_air", "sink_flow_t_h": 40.0,
     "t_sink_in_c": 50.0, "t_sink_out_c": 160.0, "air_stage_count": 6, "source_kind": "exhaust_air",
     "source_flow_t_h": 100.0, "t_source_in_c": 80.0, "replaced_heat": "electric_boiler"},
    {"application": "household", "city": "三亚", "floor_area_m2": 150.0, "subsidy_policy": "own"},
)  # fmt: skip


@pytest.fixture(scope="module", params=LANGUAGES)
def texts(request: pytest.FixtureRequest, catalog: Catalog) -> Texts:
    language: Language = request.param
    return Texts(language, catalog.quantities)


def outcome(case: Mapping[str, Value], catalog: Catalog) -> Design | DesignFault:
    application, answers = str(case.get("application", "hotel")), {**case}
    answers.pop("application", None)
    common = HOTEL if application == "hotel" else {"quote_date": HOTEL["quote_date"]}
    try:
        return design(Project(application, FrozenMap({**common, **answers})), catalog)
    except DesignFault as fault:
        return fault


@pytest.fixture(scope="module")
def outcomes(catalog: Catalog) -> tuple[Design | DesignFault, ...]:
    return tuple(outcome(case, catalog) for case in CASES)


@pytest.fixture(scope="module")
def designs(outcomes: tuple[Design | DesignFault, ...]) -> tuple[Design, ...]:
    return tuple(one for one in outcomes if isinstance(one, Design))


def calls(*names: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a function or method of one of the names in the computing layers, and where it stands."""
    for layer in COMPUTING:
        for path in sorted((ROOT / layer).rglob("*.py")) if (ROOT / layer).is_dir() else [ROOT / layer]:
            tree = ast.parse(path.read_text("utf-8"))
            # a class of the module's own, as that of a series of compressors, is not the chart's
            own = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
            for node in ast.walk(tree):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") not in own:
                    called = node.func
                    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
                    if ast.unparse(called) == "assembly.part":  # the part of a machine, not of a book
                        continue
                    if name in names:
                        yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def literals(node: ast.expr) -> set[str]:
    """The strings an expression can be: a constant, either side of a condition, an f-string's variants."""
    match node:
        case ast.Constant(str(value)):
            return {value}
        case ast.IfExp(_, body, other):
            return literals(body) | literals(other)
        case ast.JoinedStr([ast.Constant(str(start)), *_]):
            return {start + end for end in VARIANTS[start]} if start not in FROM_TABLES else set()
        case _:
            return set()


def argument(call: ast.Call, position: int, name: str) -> set[str]:
    """The strings given for an argument, by position or by name."""
    found: set[str] = set()
    if len(call.args) > position:
        found |= literals(call.args[position])
    for keyword in call.keywords:
        if keyword.arg == name:
            found |= literals(keyword.value)
    return found


def lacking(texts: Texts, keys: set[str]) -> list[str]:
    return sorted(key for key in keys if key not in texts)


def said(texts: Texts, sentence: Message) -> str:
    """A sentence as the window and the documents say it: a question is called by its label."""
    question = sentence.values.get("question")
    values: dict[str, Value] = dict(sentence.values)
    if isinstance(question, str):
        known = question in texts.quantities
        values["question"] = texts.label(question) if known else texts[f"question.{question}"]
    return texts.message(Message(sentence.key, FrozenMap(values)))


@pytest.mark.parametrize("application", APPLICATIONS, ids=lambda one: one.id)
def test_an_application_and_its_pages_are_named(application: Application, texts: Texts) -> None:
    assert not lacking(texts, {f"application.{application.id}", *(f"group.{g}" for g in application.groups)})
    assert {question.group for question in application.questions} <= set(application.groups)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_named_and_explained(question: Question, texts: Texts) -> None:
    """A number is a quantity; every other question has texts of its own. Each says what it means."""
    if question.name in texts.quantities:
        assert texts.label(question.name)
        assert texts.help(question.name)
        assert f"question.{question.name}" not in texts
    else:
        assert question.kind not in ("number", "integer")
        assert not lacking(texts, {f"question.{question.name}", f"question_help.{question.name}"})


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_choice_has_a_word(question: Question, texts: Texts) -> None:
    assert not [
        choice
        for choice in question.choices
        if f"choice.{question.name}.{choice}" not in texts and f"choice.{choice}" not in texts
    ]


def test_no_text_is_left_of_a_question_that_is_gone() -> None:
    """A help or a choice belongs to a question, or a choice to a figure that is a word."""
    asked = {param.values[0].name for param in QUESTIONS}  # type: ignore[attr-defined]
    named = {
        key.removeprefix("question.")
        for key in read_texts(resources_dir() / "texts")
        if key.startswith("question.")
    }
    for key in read_texts(resources_dir() / "texts"):
        family, _, rest = key.partition(".")
        if family == "question_help":
            assert rest in asked, key
        if family == "choice" and "." in rest:
            assert rest.partition(".")[0] in asked | named, key


def test_every_key_of_the_computing_layers_has_words(texts: Texts) -> None:
    found = []
    for names, position, argument_name, prefix in (
        (("message", "Message"), 0, "key", ""),
        (("Check",), 0, "rule", "rule."),
        (("Rejection",), 1, "rule", "rule."),
        (("part",), 0, "section", ""),
        (("simulated",), 9, "method", ""),
        (("Series", "Mark"), 0, "label", ""),
        (("Topic",), 0, "id", "topic."),
        (("FigureTable",), 0, "id", "topic_table."),
    ):
        for where, call in calls(*names):
            keys = {prefix + word for word in argument(call, position, argument_name)}
            found += [f"{where} {key}" for key in lacking(texts, keys)]
    assert not found


def test_every_role_of_a_figure_has_a_word(texts: Texts, catalog: Catalog) -> None:
    """``t_outdoor_c__design``: wherever a name of the program holds a role, the texts know it."""
    shape = re.compile(r"([a-z]\w*?)__([a-zA-Z0-9]\w*)", re.ASCII)
    found = set()
    for path in sorted(ROOT.rglob("*.py")):
        for name, role in shape.findall(path.read_text("utf-8")):
            if name in catalog.quantities and f"role.{role}" not in texts:
                found.add(f"{path.relative_to(ROOT)}: {name}__{role}")
    assert not found


def test_kinds_roles_and_standings_have_words(texts: Texts) -> None:
    """The kinds and roles of equipment that a design can hold or lack."""
    kinds, roles = {"heat_pump", "water_heater"}, {"heat_pump", "water_heater"}
    for _, call in calls("add", "lacking"):
        if len(call.args) > 2 or getattr(call.func, "attr", "") == "lacking":
            kinds |= literals(call.args[0])
            roles |= literals(call.args[1])
    for _, call in calls("_pump", "backup_heater"):
        roles |= {word for one in call.args for word in literals(one)}
    keys = {f"kind.{kind}" for kind in kinds} | {f"equipment_role.{role}" for role in roles}
    keys |= {f"standing.{standing}" for standing in get_args(Standing)}
    keys |= {f"mode.{mode}" for mode in get_args(Mode)} | {f"zone.{zone}" for zone in ZONES}
    keys |= {f"month.{month}" for month in range(1, 13)}
    assert not lacking(texts, keys)


def test_every_source_has_a_title_in_both_languages(texts: Texts, catalog: Catalog) -> None:
    titled = {
        key.removeprefix("source.")
        for key in read_texts(resources_dir() / "texts")
        if key.startswith("source.")
    }
    assert titled == set(catalog.sources)
    used = {formula.source for formula in FORMULAS}
    assert used <= titled


def test_every_sentence_of_a_design_can_be_said(
    outcomes: tuple[Design | DesignFault, ...], texts: Texts
) -> None:
    said_something = 0
    for one in outcomes:
        if isinstance(one, DesignFault):
            sentences = [one.message]
        else:
            sentences = [check.message for check in one.all_checks]
            for topic in one.topics:
                sentences += [*topic.notes, *(chart.title for chart in topic.charts.values())]
                rows = [row for table in topic.tables for row in table.rows]
                sentences += [row.label for row in rows if isinstance(row.label, Message)]
            sentences += [note for equipment in one.equipment for note in equipment.notes]
            sentences += [chart.title for chart in one.charts.values()]
            sentences += [verdict.message for verdict in one.tiers]
        for sentence in sentences:
            line = said(texts, sentence)
            assert not PLACEHOLDER.search(line), line
            # a word of the program in the middle of a sentence would be a forgotten {word:prefix}
            assert not re.search(r"\b[a-z]+_[a-z_]+\b", line), line
            said_something += 1
    assert said_something > 50


def test_every_rule_and_chart_of_a_design_has_words(designs: tuple[Design, ...], texts: Texts) -> None:
    keys: set[str] = set()
    axes: set[str] = set()
    for one in designs:
        keys |= {f"rule.{check.rule}" for check in one.all_checks}
        keys |= {f"topic_table.{table.id}.rows" for topic in one.topics for table in topic.tables}
        keys |= {f"rule.{rejection.rule}" for rejection in one.rejections}
        keys |= {f"kind.{equipment.kind}" for equipment in one.equipment}
        keys |= {f"equipment_role.{equipment.role}" for equipment in one.equipment}
        for chart in one.charts.values():
            keys |= {series.label for series in chart.series} | {mark.label for mark in chart.marks}
            axes |= {chart.x_quantity, chart.y_quantity}
    assert not lacking(texts, keys)
    assert axes <= set(texts.quantities)


def test_every_step_of_a_design_has_words(
    designs: tuple[Design, ...], texts: Texts, catalog: Catalog
) -> None:
    keys = {text for one in designs for step in one.steps for text in (step.section, step.method) if text}
    assert not lacking(texts, keys)
    names = {name for one in designs for step in one.steps for name in (step.name, *step.inputs)}
    assert not nameless(names, texts, catalog)
    assert {step.source for one in designs for step in one.steps} <= {"", *catalog.sources}
    known = {unit.model for unit in heat_pumps(catalog)}
    buildings = [one for one in designs if one.project.application != "industrial_steam"]
    subjects = {step.subject for one in buildings for step in one.steps} - {""} - known
    assert not lacking(texts, {f"role.{subject}" for subject in subjects})
    # schemes of process heat are names by themselves; states and parts are named by their texts
    machines = [one for one in designs if one not in buildings]
    words = {word for one in machines for step in one.steps for word in step.subject.split(" ")}
    assert not lacking(texts, {word for word in words if "_" in word or ("." in word and word.islower())})


def figures_of(one: Design) -> Iterator[tuple[str, Any]]:
    """Every figure of a design by its name."""
    groups = [
        one.loads,
        one.site,
        one.year,
        *one.load_comparison,
        *(option.figures for option in one.options),
    ]
    groups += [equipment.figures for equipment in one.equipment]
    for figures in groups:
        yield from figures.items()
    yield from one.monthly.items()


def nameless(names: set[str], texts: Texts, catalog: Catalog) -> list[str]:
    """Names without quantity or text, and roles without word; a model may be a role by itself."""
    models = {unit.model for unit in heat_pumps(catalog)}
    found = []
    for name in names:
        quantity, _, role = name.partition("__")
        labelled = quantity in texts.quantities or f"question.{name}" in texts
        if not labelled or (role and role not in models and f"role.{role}" not in texts):
            found.append(name)
    return sorted(found)


def test_every_figure_of_a_design_has_a_label(
    designs: tuple[Design, ...], texts: Texts, catalog: Catalog
) -> None:
    named = {name for one in designs for name, _ in figures_of(one)}
    assert not nameless(named, texts, catalog)
    words = {
        f"choice.{name}.{value}"
        for one in designs
        for name, value in figures_of(one)
        if name in ("count_ruled_by", "method", "zone") and isinstance(value, str)
    }
    words |= {f"choice.count_ruled_by.{rule}" for rule in get_args(CountRule)}
    assert not lacking(texts, words)


@pytest.mark.parametrize(
    "answers",
    [
        {"city": "没有此地"},
        {"city": "北京", "tariff_shape": "peak_valley", "peak_hours": "早上"},
        {"city": "北京", "tariff_shape": "peak_valley", "peak_hours": "8-11", "valley_hours": "10-12"},
        {"city": "北京", "heat_pump_model": "X-1"},
        {"city": "漠河", "heat_pump_model": "HQ-MA-210", "backup_kind": "none"},
        {"city": "漠河", "allowed_refrigerants": "R000"},
        {"city": "北京", "heating_load_method": "entered"},
        {},
    ],
    ids=["place", "hours", "overlap", "model", "refused", "nothing", "entered", "missing"],
)
def test_a_fault_tells_what_was_wrong_and_what_to_do(
    answers: dict[str, Value], texts: Texts, catalog: Catalog
) -> None:
    with pytest.raises(Exception) as caught:  # noqa: PT011 the message of three kinds of fault is looked at
        design(Project("hotel", FrozenMap({**HOTEL, **answers})), catalog)
    sentence: Message = caught.value.message  # type: ignore[attr-defined]
    line = said(texts, sentence)
    value = sentence.values.get("value", "")
    assert str(value) in line
    assert not re.search(r"\b[a-z]+_[a-z_]+\b", line), line
    assert len(line) > 12


def test_the_number_of_units_is_told_by_what_rules_it(texts: Texts) -> None:
    counts = {"unit_count": 7, "unit_count__winter": 6, "unit_count__summer": 0, "unit_count__standby": 7}
    lines = {texts.message(message(f"note.count_by_{rule}", **counts)) for rule in get_args(CountRule)}
    assert len(lines) == len(get_args(CountRule))
    assert all("7" in line for line in lines)
