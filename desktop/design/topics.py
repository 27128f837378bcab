"""The topics a design may have, in the order in which they are shown.

A topic is a function that looks at the plant and gives figures, tables, charts and checks of its own, or None
where the project does not ask for it.
"""

from __future__ import annotations

from collections.abc import Callable

from ..engine.sheet import Sheet
from .plant import PlantDesign
from .records import Topic

TopicRule = Callable[[PlantDesign, Sheet], Topic | None]

TOPICS: tuple[TopicRule, ...] = ()


def topics(plant: PlantDesign, sheet: Sheet) -> tuple[Topic, ...]:
    """The topics that apply to a plant, each with its steps written on the sheet."""
    found = (rule(plant, sheet) for rule in TOPICS)
    return tuple(topic for topic in found if topic is not None)
