"""Maps that go against the usual order somewhere: kept as they are, and told."""

from __future__ import annotations

from desktop.engine.messages import Message, message
from desktop.engine.monotone import grid_turns, signs_of
from desktop.tables.catalog import Catalog

from .heat_pumps import Mode, Unit, heat_pumps

LEAST = 1e-9


def map_notes(catalog: Catalog) -> tuple[Message, ...]:
    """What to say of every map of the catalogue that is not monotone; one map of a family once."""
    found: dict[tuple[str, Mode], tuple[Message, ...]] = {}
    for unit in heat_pumps(catalog):
        for mode in unit.modes:
            key = (unit.family.family, mode)
            if key not in found:
                found[key] = tuple(_notes(unit, mode))
    return tuple(note for notes in found.values() for note in notes)


def _notes(unit: Unit, mode: Mode) -> list[Message]:
    """A sentence for the capacities and one for the COPs: the largest turn and how many there are."""
    table, signs, notes = unit.maps[mode], signs_of(mode), []
    for quantity, values in (("capacity_ratio", table.capacity_ratio), ("cop", table.cop)):
        turns = [
            turn
            for entering in range(values.shape[2])
            for turn in grid_turns(table.t_outdoor_c, table.t_leaving_c, values[:, :, entering], signs)
            if abs(turn.values[0] - turn.values[1]) > LEAST
        ]
        if turns:
            worst = max(turns, key=lambda turn: abs(turn.values[0] - turn.values[1]))
            notes.append(
                message(
                    f"note.map_turn_{quantity}", family=unit.family.family, mode=mode, count=len(turns),
                    t_outdoor_c=worst.t_outdoor_c[0], t_leaving_c=worst.t_leaving_c[0],
                    t_outdoor_c__other=worst.t_outdoor_c[1], t_leaving_c__other=worst.t_leaving_c[1],
                    value=f"{worst.values[0]:g}", value_other=f"{worst.values[1]:g}",
                )
            )  # fmt: skip
    return notes
