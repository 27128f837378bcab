"""The topics a design may have, in the order in which they are shown.

A topic is a function that looks at the plant and gives figures, tables, charts and checks of its own, or None
where the project does not ask for it.
"""

from __future__ import annotations

from collections.abc import Callable

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
from .topic_staging import staging
from .topic_storage import storage
from .topic_subsidy import subsidy
from .topic_supply import supply
from .topic_tariff import tariff_bill

TopicRule = Callable[[PlantDesign, Sheet], Topic | None]

TOPICS: tuple[TopicRule, ...] = (
    own_units, mixed, design_basis, build_out, staging, faults, network, supply, noise, cold_air, rivals,
    subsidy, corrections, tariff_bill, storage,
)  # fmt: skip


OF_PRICE: tuple[TopicRule, ...] = (subsidy,)
"""Those a price list needs."""


def topics(plant: PlantDesign, sheet: Sheet, rules: tuple[TopicRule, ...] = TOPICS) -> tuple[Topic, ...]:
    """The topics that apply to a plant, each with its steps written on the sheet."""
    found = (rule(plant, sheet) for rule in rules)
    return tuple(topic for topic in found if topic is not None)
