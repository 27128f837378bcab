"""A recording sheet, a catalogue made of given rows, and the check that steps can be computed anew."""

from collections.abc import Callable
from typing import Any

import pytest

from desktop.engine.expressions import evaluate
from desktop.engine.sheet import Sheet
from desktop.tables.catalog import Catalog


class GivenRows:
    """Stands for a catalogue where a test says what is in it."""

    def __init__(self, *rows: Any) -> None:
        self._rows = rows

    def rows(self, record: type[Any]) -> tuple[Any, ...]:
        return tuple(row for row in self._rows if isinstance(row, record))


@pytest.fixture
def sheet(catalog: Catalog) -> Sheet:
    return Sheet.recording(catalog.decimals)


@pytest.fixture
def given_rows() -> type[GivenRows]:
    return GivenRows


@pytest.fixture
def steps_hold() -> Callable[[Sheet], None]:
    def check(sheet: Sheet) -> None:
        worked = [step for step in sheet.steps if step.kind == "formula"]
        assert worked
        for step in worked:
            assert sheet.rounded(step.name, evaluate(step.expression, step.inputs)) == step.value, step

    return check
