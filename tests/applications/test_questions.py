"""Questions: what is answered, what stands by default, what is refused, and in which words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.applications.hotel import HOTEL
from desktop.applications.questions import (
    Answers,
    BadAnswer,
    Default,
    MissingAnswer,
    Question,
    check_value,
    constant,
    parse_text,
    resolve,
)
from desktop.tables.catalog import Catalog
from desktop.tables.places import resources_dir
from desktop.tables.texts import read_texts

AREA = Question("heated_area_m2", "number", "building", 20, 5000)
COUNT = Question("room_count", "integer", "building", 1, 2000)
FLAG = Question("has_cooling", "flag", "building")
CHOICE = Question("terminal", "choice", "building", choices=("floor", "radiator"))
DAY = Question("quote_date", "date", "quote")
TEXT = Question("project_name", "text", "project")


@pytest.mark.parametrize(
    ("text", "value"),
    [("1400", 1400.0), ("１４００", 1400.0), ("0.14万", 1400.0), (" 1400 ", 1400.0), ("1.4e3", 1400.0)],
)
def test_a_number_is_read_as_it_is_meant(text: str, value: float) -> None:
    assert parse_text(AREA, text) == value


@pytest.mark.parametrize(
    "text", ["1,400", "14OO", "", "nan", "inf", "1_400", "19.9", "5001", "1400 m2", "--5"]
)
def test_a_number_is_never_guessed(text: str) -> None:
    with pytest.raises(BadAnswer) as caught:
        parse_text(AREA, text)
    assert caught.value.message.values["question"] == "heated_area_m2"


def test_percent_and_sign() -> None:
    share = Question("discount_fraction", "number", "quote", 0, 0.6)
    assert parse_text(share, "12%") == parse_text(share, "１２％") == 0.12
    cold = Question("t_outdoor_design_c", "number", "climate", -60, 25)
    assert parse_text(cold, "−37.5") == parse_text(cold, "-37.5") == -37.5


def test_whole_numbers_are_whole() -> None:
    assert parse_text(COUNT, "150") == 150
    assert isinstance(parse_text(COUNT, "150"), int)
    with pytest.raises(BadAnswer):
        parse_text(COUNT, "150.5")


def test_yes_and_no_in_both_languages() -> None:
    assert [parse_text(FLAG, word) for word in ("yes", "是", "true", "1")] == [True] * 4
    assert [parse_text(FLAG, word) for word in ("no", "否", "FALSE", "0")] == [False] * 4
    with pytest.raises(BadAnswer):
        parse_text(FLAG, "perhaps")


def test_choices_and_days() -> None:
    assert parse_text(CHOICE, "floor") == "floor"
    assert parse_text(DAY, "2026-03-31") == date(2026, 3, 31)
    for question, text in ((CHOICE, "fire"), (DAY, "31.3.2026"), (DAY, "2026-02-30")):
        with pytest.raises(BadAnswer):
            parse_text(question, text)


def test_text_is_text_of_some_length() -> None:
    assert parse_text(TEXT, "<b>&amp;{x}") == "<b>&amp;{x}"
    with pytest.raises(BadAnswer):
        parse_text(TEXT, "长" * 501)


@pytest.mark.parametrize("value", [True, None, "1400", float("nan"), float("inf"), [1400]])
def test_a_file_cannot_bring_anything_but_a_number(value: object) -> None:
    with pytest.raises(BadAnswer):
        check_value(AREA, value)


@given(st.floats(20, 5000))
def test_a_number_in_range_is_taken_as_it_is(value: float) -> None:
    assert check_value(AREA, value) == value


def test_an_answer_a_default_and_a_lack_are_told_apart(catalog: Catalog) -> None:
    questions = (
        AREA,
        Question("room_count", "integer", "building", 1, 2000,
                 default=lambda a: Default(round(a.number("heated_area_m2") / 100), "s", 1.0, 9.0)),
        Question("bed_count", "integer", "building", 1, 9000, default=constant(7)),
    )  # fmt: skip
    told = resolve(questions, {"heated_area_m2": 500.0, "bed_count": 9}, catalog)
    assert [(one.value, one.standing) for one in told.all()] == [(500.0, "user"), (5, "default"), (9, "user")]
    assert (told["room_count"].source, told["room_count"].low, told["room_count"].high) == ("s", 1.0, 9.0)
    untold = resolve(questions, {}, catalog)
    assert [one.standing for one in untold.all()] == ["missing", "missing", "default"]
    assert "room_count" not in untold
    with pytest.raises(MissingAnswer) as caught:
        untold.number("heated_area_m2")
    assert caught.value.name == "heated_area_m2"


def hotel(catalog: Catalog, **given: object) -> Answers:
    return resolve(HOTEL.questions, {"heated_area_m2": 9000.0, "room_count": 100, **given}, catalog)  # type: ignore[dict-item]


def test_a_hotel_is_asked_each_thing_once_and_in_words() -> None:
    names = [question.name for question in HOTEL.questions]
    assert len(names) == len(set(names))
    assert {question.group for question in HOTEL.questions} == set(HOTEL.groups)
    assert {f"group.{group}" for group in HOTEL.groups} <= set(read_texts(resources_dir() / "texts"))


def test_numbers_have_units_ranges_and_sources(catalog: Catalog) -> None:
    for city in ("漠河", "广州", "拉萨", "昆明", "上海"):
        answers = hotel(catalog, city=city)
        for question in HOTEL.questions:
            answer = answers[question.name]
            if question.kind not in ("number", "integer") or answer.standing != "default":
                continue
            assert question.name in catalog.quantities, question.name
            assert check_value(question, answer.value) == answer.value, (city, question.name)
            assert answer.source in catalog.sources or answer.source == "", question.name
            if answer.low is not None and answer.high is not None:
                assert answer.low <= float(answer.value) <= answer.high, (city, question.name)  # type: ignore[arg-type]


def test_defaults_follow_the_place(catalog: Catalog) -> None:
    """Standby is a rule of the cold zones; backup and antifreeze are for the severely cold."""
    mohe, guangzhou, beijing = (hotel(catalog, city=city) for city in ("漠河", "广州", "北京"))
    assert [one.number("standby_share_min_fraction") for one in (mohe, beijing, guangzhou)] == [
        0.70,
        0.65,
        0.0,
    ]
    assert (mohe.text("duty"), guangzhou.text("duty")) == ("bivalent_parallel", "monovalent")
    assert (mohe.text("backup_kind"), guangzhou.text("backup_kind")) == ("electric", "none")
    assert (mohe.flag("plate_exchanger"), guangzhou.flag("plate_exchanger")) == (True, False)
    assert (mohe.flag("has_cooling"), guangzhou.flag("has_cooling")) == (False, True)
    assert mohe.number("t_cold_water_c") < guangzhou.number("t_cold_water_c")


def test_a_plant_that_changes_over_changes_late(catalog: Catalog) -> None:
    """Below the change the backup has all the heat: no usual limit of its share shuts the duty out."""
    parallel = hotel(catalog, city="漠河")
    alternative = hotel(catalog, city="漠河", duty="bivalent_alternative")
    assert parallel.number("backup_share_max_fraction") == 0.35
    assert alternative.number("backup_share_max_fraction") == 1.0
    assert alternative.number("t_bivalent_c") == parallel.number("t_bivalent_c") - 8.0


def test_an_unknown_place_is_refused_where_it_is_needed(catalog: Catalog) -> None:
    answers = hotel(catalog, city="亚特兰蒂斯")
    assert answers["t_outdoor_design_c"].standing == "missing"
