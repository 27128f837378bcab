"""Sound of many equal units at a distance, over hard ground in the open."""

from __future__ import annotations

from math import ceil, log10

from .sheet import formula
from .validity import require

PHYSICS = "first_principles"


@formula(
    "sound_pressure_db",
    "sound_power_db + 10 * log10(unit_count) - 20 * log10(boundary_distance_m) - 8 - barrier_reduction_db",
    source=PHYSICS,
)
def sound_pressure(
    sound_power_db: float, unit_count: float, boundary_distance_m: float, barrier_reduction_db: float
) -> float:
    """Sound pressure level of equal units that radiate into a half space from one place.

    The units' own extent, the air's absorption and other sources are left out: near a large field the true
    level is lower. Raises OutsideValidity for no unit or a distance below 1 m.

    >>> round(sound_pressure(88.0, 144, 50.0, 0.0), 1)
    67.6
    """
    require("unit_count", unit_count, 1.0, 1e5)
    require("boundary_distance_m", boundary_distance_m, 1.0, 1e5)
    return (
        sound_power_db + 10 * log10(unit_count) - 20 * log10(boundary_distance_m) - 8 - barrier_reduction_db
    )


@formula(
    "boundary_distance_m__holds",
    "10 ** ((sound_power_db + 10 * log10(unit_count) - 8 - barrier_reduction_db - sound_limit_db) / 20)",
    source=PHYSICS,
)
def distance_that_holds(
    sound_power_db: float, unit_count: float, barrier_reduction_db: float, sound_limit_db: float
) -> float:
    """Distance from which a limit is held: the level there is the limit.

    >>> round(distance_that_holds(88.0, 1, 0.0, 50.0), 1)
    31.6
    """
    return float(
        10 ** ((sound_power_db + 10 * log10(unit_count) - 8 - barrier_reduction_db - sound_limit_db) / 20)
    )


@formula("sound_reduction_db", "max(0, sound_pressure_db - sound_limit_db)", source=PHYSICS)
def reduction_needed(sound_pressure_db: float, sound_limit_db: float) -> float:
    """By how much quieter the units must be, or how much more must be screened; 0 where the limit holds.

    >>> reduction_needed(62.5, 50.0)
    12.5
    """
    return max(0.0, sound_pressure_db - sound_limit_db)


@formula("unit_count__night", "ceil(unit_count * night_running_fraction)", source=PHYSICS)
def units_at_night(unit_count: float, night_running_fraction: float) -> float:
    """Units that may run at night.

    >>> units_at_night(10, 0.75)
    8
    """
    return ceil(unit_count * night_running_fraction)
