"""The topics a design may have, in the order in which they are shown.

A topic is a function that looks at the plant and gives figures, tables, charts and checks of its own, or None
where the project does not ask for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..engine.figures import FrozenMap
from ..engine.sheet import Sheet
from .plant import PlantDesign
from .records import Topic
from .topic_build_out import build_out
from .topic_cold_air import cold_air
from .topic_corrections import corrections
from .topic_design_basis import design_basis
from .topic_faults import faults
from .topic_mixed import mixed
from .topic_network import network
from .topic_noise import noise
from .topic_own_units import own_units
from .topic_rivals import rivals
from .topic_series import first_stage_note, series
from .topic_staging import staging
from .topic_storage import storage
from .topic_subsidy import subsidy
from .topic_supply import supply
from .topic_tariff import tariff_bill

TopicRule = Callable[[PlantDesign, Sheet], Topic | None]

TOPICS: tuple[TopicRule, ...] = (
    own_units, series, mixed, design_basis, build_out, staging, faults, network, supply, noise, cold_air,
    rivals, subsidy, corrections, tariff_bill, storage,
)  # fmt: skip


OF_PRICE: tuple[TopicRule, ...] = (subsidy,)
"""Those a price list needs."""


OF_FIRST_STAGE: tuple[TopicRule, ...] = (mixed, design_basis, build_out, staging, faults)
"""Those of the air-source units, which carry a part of the load where a second stage lifts."""


def topics(plant: PlantDesign, sheet: Sheet, rules: tuple[TopicRule, ...] = TOPICS) -> tuple[Topic, ...]:
    """The topics that apply to a plant, each with its steps written on the sheet."""
    found = (_worked(rule, plant, sheet) for rule in rules)
    return tuple(topic for topic in found if topic is not None)


def _worked(rule: TopicRule, plant: PlantDesign, sheet: Sheet) -> Topic | None:
    """A topic of the whole plant, or of the first of two stages, which is then said."""
    if plant.series is None or rule not in OF_FIRST_STAGE:
        return rule(plant, sheet)
    topic = rule(replace(plant, context=plant.series.first), sheet)
    if topic is None:
        return None
    charts = {name: plant.series.first_stage_chart(chart) for name, chart in topic.charts.items()}
    return replace(topic, charts=FrozenMap(charts), notes=(*topic.notes, first_stage_note(plant.series)))
