"""A project is a value: edits leave nothing behind, and a design is nothing but what follows from it."""

from __future__ import annotations

import pickle
import random
from collections.abc import Callable
from datetime import date

import pytest

from desktop.applications.hotel import HOTEL
from desktop.applications.questions import BadAnswer, MissingAnswer, Question
from desktop.design import Design, DesignFault, design
from desktop.engine.expressions import evaluate
from desktop.engine.figures import FrozenMap, Value
from desktop.engine.sheet import quantity_of
from desktop.project import Project
from desktop.project_file import from_text, to_text
from desktop.quotation import quote
from desktop.tables.catalog import Catalog

PLACES = ("漠河", "广州", "上海", "拉萨", "哈尔滨", "北京", "昆明", "乌鲁木齐", "西宁", "海口")
LEFT_ALONE = {
    "peak_hours",
    "valley_hours",
    "tariff_shape",
    "weather_seed",
    "altitude_m",
    "t_outdoor_design_c",
}


def any_value(question: Question, chance: random.Random) -> Value:
    low, high = question.low or 0.0, question.high or 1.0
    match question.kind:
        case "number":
            return round(chance.uniform(low, min(high, low + 2000.0)), 2)
        case "integer":
            return chance.randint(int(low), min(int(high), int(low) + 200))
        case "choice":
            return chance.choice(question.choices)
        case "flag":
            return chance.random() < 0.5
        case "date":
            return date(2025, chance.randint(1, 12), chance.randint(1, 28))
        case "place":
            return chance.choice(PLACES)
        case _:
            return chance.choice(["", "示例", "<b>&", "𠮷"])


def edited(project: Project, chance: random.Random) -> Project:
    question = chance.choice(HOTEL.questions)
    if question.name in project.answers and chance.random() < 0.3:
        return project.without_answer(question.name)
    return project.with_answers({question.name: any_value(question, chance)})


@pytest.mark.parametrize("seed", range(3))
def test_two_hundred_edits_undone_give_the_first_project(
    seed: int, project_named: Callable[[str], Project]
) -> None:
    """Each edit is undone by itself, without memory of the whole: set back or taken out."""
    chance = random.Random(seed)
    first = project_named("mohe")
    project, undo = first, []
    for _ in range(200):
        following = edited(project, chance)
        names = set(project.answers) | set(following.answers)
        changed = {name for name in names if project.answers.get(name) != following.answers.get(name)}
        undo.append({name: project.answers.get(name) for name in changed})
        project = following
    assert project != first
    for step in reversed(undo):
        for name, value in step.items():
            told = {} if value is None else {name: value}
            project = project.without_answer(name).with_answers(told)
    assert project == first
    assert hash(project) == hash(first)
    assert from_text(to_text(project), "p.json") == first


def test_a_design_follows_from_project_and_catalogue_alone(
    case: str, project_named: Callable[[str], Project], design_of: Callable[[str], Design], catalog: Catalog
) -> None:
    made, project = design_of(case), project_named(case)
    design(project.with_answers({"heated_area_m2": 2345.0}), catalog)
    again = design(
        Project(project.application, FrozenMap(dict(reversed(list(project.answers.items()))))), catalog
    )
    for name in ("site", "loads", "equipment", "options", "rejections", "year", "checks", "steps", "monthly"):
        assert getattr(again, name) == getattr(made, name), name


def test_what_was_decided_and_what_follows_can_be_sent_to_another_process(
    project_named: Callable[[str], Project], design_of: Callable[[str], Design]
) -> None:
    project, made = project_named("mohe"), design_of("mohe")
    assert pickle.loads(pickle.dumps(project)) == project
    for name in ("loads", "equipment", "options", "rejections", "tiers", "year", "checks", "steps"):
        part = getattr(made, name)
        assert pickle.loads(pickle.dumps(part)) == part


@pytest.mark.parametrize("seed", range(6))
def test_any_answers_give_a_design_or_a_reason(seed: int, catalog: Catalog) -> None:
    """Answers that are each in range, in any company: a design whose steps hold, or a message."""
    chance = random.Random(seed)
    asked = [q for q in HOTEL.questions if q.kind not in ("text", "place") and q.name not in LEFT_ALONE]
    made_count = 0
    for _ in range(8):
        answers: dict[str, Value] = {
            "city": chance.choice(PLACES), "heated_area_m2": round(10 ** chance.uniform(2, 5)) * 1.0,
            "room_count": chance.randint(1, 600), "quote_date": date(2026, 11, 1),
        }  # fmt: skip
        answers |= {q.name: any_value(q, chance) for q in chance.sample(asked, chance.randint(0, 6))}
        try:
            made = design(Project("hotel", FrozenMap(answers)), catalog)
        except (BadAnswer, MissingAnswer, DesignFault):
            continue
        made_count += 1
        assert quote(made, catalog).total_yuan > 0
        for step in made.steps:
            assert step.value == step.value, (answers, step)  # no nan
            if step.kind == "formula":
                found = round(
                    evaluate(step.expression, step.inputs), catalog.decimals[quantity_of(step.name)]
                )
                assert found == step.value, (answers, step)
    assert made_count >= 3
