"""Undo and redo as a list of projects."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.gui.history import History
from desktop.project import Project

FIELDS = ("heated_area_m2", "room_count", "city")
START = Project("hotel")


def test_repeats_in_one_field_are_one_step() -> None:
    history = History.of(START)
    for area in (1.0, 2.0, 3.0):
        history = history.edited(history.project.with_answers({"heated_area_m2": area}), "heated_area_m2")
    assert history.project.answers["heated_area_m2"] == 3.0
    assert history.undone().project == START
    assert history.undone().redone().project == history.project


def test_two_fields_are_two_steps_and_name_them() -> None:
    history = History.of(START)
    history = history.edited(history.project.with_answers({"heated_area_m2": 1.0}), "heated_area_m2")
    history = history.edited(history.project.with_answers({"room_count": 5}), "room_count")
    assert history.undoes == "room_count"
    assert history.undone().undoes == "heated_area_m2"
    assert history.undone().redoes == "room_count"


def test_an_undo_leads_back_to_what_was_saved() -> None:
    history = History.of(START)
    saved = START.with_answers({"heated_area_m2": 1.0})
    history = history.edited(saved, "heated_area_m2")
    history = history.edited(START.with_answers({"heated_area_m2": 2.0}), "heated_area_m2", saved)
    assert history.undone().project == saved


def test_a_field_brought_back_leaves_no_step() -> None:
    history = History.of(START).edited(START.with_answers({"room_count": 5}), "room_count")
    history = history.edited(START, "room_count")
    assert history.undoes is None


def test_an_edit_after_an_undo_drops_what_was_undone() -> None:
    history = History.of(START).edited(START.with_answers({"room_count": 5}), "room_count").undone()
    history = history.edited(START.with_answers({"room_count": 6}), "room_count")
    assert history.redoes is None


edits = st.tuples(st.sampled_from(FIELDS), st.integers(1, 4) | st.none())


@given(st.lists(edits, min_size=200, max_size=200))
def test_200_edits_undone_give_the_first_project_and_redone_the_last(
    made: list[tuple[str, int | None]],
) -> None:
    history = History.of(START)
    for field, value in made:
        project = history.project
        edited = project.without_answer(field) if value is None else project.with_answers({field: value})
        history = history.edited(edited, field)
    last = history.project
    while history.undoes is not None:
        history = history.undone()
    assert history.project == START
    while history.redoes is not None:
        history = history.redone()
    assert history.project == last
