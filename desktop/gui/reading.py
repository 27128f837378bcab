"""From what is typed into a field to an answer, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..applications.questions import Question
    from ..engine.figures import Value

_ALIKE = str.maketrans({"²": "2", "³": "3", "㎡": "m2", "℃": "°c", "·": "", "（": "(", "）": ")", " ": ""})


def _plain(text: str) -> str:
    return text.lower().translate(_ALIKE)


def read(question: Question, text: str, unit: str) -> Value:
    """The answer a typed text means; the field's own unit may stand behind the number, 万 too.

    A field that shows per cent takes per cent. Raises BadAnswer.
    """
    from ..applications.questions import parse_text

    if question.kind not in ("number", "integer"):
        return parse_text(question, text)
    typed = text.strip()
    if unit and unit != "%":
        for length in range(len(unit) + 1, 0, -1):
            if len(typed) > length and _plain(typed[-length:]) == _plain(unit):
                typed = typed[:-length].strip()
                break
    if unit == "%" and typed and not typed.endswith(("%", "％")):
        typed += "%"
    return parse_text(question, typed)


def shown(value: Value, unit: str) -> str:
    """A number as it stands in a field: all digits that were given, no grouping; fractions as per cent."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    if unit == "%":
        value = round(value * 100, 10)
    return f"{value:.12g}" if abs(value) < 1e12 else str(value)
