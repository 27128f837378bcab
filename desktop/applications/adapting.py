"""Questions of one application taken over by another with other defaults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from .questions import Question


def adapted(
    questions: Iterable[Question], changes: Mapping[str, Mapping[str, Any]], without: Iterable[str] = ()
) -> tuple[Question, ...]:
    """The questions in their order, some left out, some with fields set anew (as ``default``)."""
    left_out = set(without)
    return tuple(
        replace(question, **changes.get(question.name, {}))
        for question in questions
        if question.name not in left_out
    )


def picked(
    questions: Iterable[Question], names: Iterable[str], changes: Mapping[str, Mapping[str, Any]]
) -> tuple[Question, ...]:
    """The named questions in the order of the names, some with fields set anew. Raises KeyError."""
    known = {question.name: question for question in questions}
    return tuple(replace(known[name], **changes.get(name, {})) for name in names)
