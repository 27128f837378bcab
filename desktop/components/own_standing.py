"""What is to be said of an own unit beside its points: how its maps came about and how sure they are."""

from __future__ import annotations

from desktop.engine.messages import Message, message
from desktop.tables.catalog import Catalog

from .own_maps import own_maps
from .own_scop import SCOP_NAMES, estimated_scop
from .own_units import OwnUnit


def standings(unit: OwnUnit, catalog: Catalog) -> list[Message]:
    """What is to be said of an own unit: each map's standing, its points against the order, its SCOP."""
    told: list[Message] = []
    for one in own_maps(unit, catalog):
        key = "own_unit.estimated" if one.standing == "estimated" else "own_unit.maker"
        told.append(
            message(
                key, known_count=one.known_count, mode=one.mode,
                cop_interval_fraction=one.cop_interval_fraction,
            )
        )
        told += [
            message(
                "check.own_unit_turn", model=unit.model,
                t_outdoor_c=turn.t_outdoor_c[0], t_leaving_c=turn.t_leaving_c[0], value=f"{turn.values[0]:g}",
                t_outdoor_c__other=turn.t_outdoor_c[1], t_leaving_c__other=turn.t_leaving_c[1],
                value_other=f"{turn.values[1]:g}",
            )
            for turn in one.turns
        ]  # fmt: skip
    if any(point.mode == "heating" and point.part_load_fraction == 1.0 for point in unit.points):
        values = {name: estimated_scop(unit, level, catalog) for level, name in SCOP_NAMES.items()}
        told.append(message("own_unit.scop", **values))
    return told
