"""A weather year that came from a file of the user's, and the form it takes inside a project file.

The project holds the hours themselves, not only where the file lay: it opens on any other machine. A line of
the project file is a day, its 24 numbers as one reads them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from ..engine.weather import DAYS, HOURS

HOURLY = {"t_outdoor_c": (-70.0, 70.0), "humidity_percent": (0, 100)}
PLACE = {
    "lat_deg": (-90.0, 90.0), "lon_deg": (-180.0, 180.0), "altitude_m": (-1000.0, 9999.9),
    "time_zone_h": (-12.0, 14.0), "pressure_hpa": (300.0, 1200.0),
}  # fmt: skip
LONGEST = {"file": 300, "sha256": 64, "place": 120}


@dataclass(frozen=True, slots=True)
class OwnYear:
    """The weather of a file: where it was measured, and its 8,760 hours.

    ``sha256`` is that of the file as it was read. Temperatures are in °C to a tenth, humidities whole
    percent, ``pressure_hpa`` the mean of the year. The first hour is from midnight to 01:00 on 1 January.
    """

    file: str
    sha256: str
    place: str
    lat_deg: float
    lon_deg: float
    altitude_m: float
    time_zone_h: float
    pressure_hpa: float
    t_outdoor_c: tuple[float, ...]
    humidity_percent: tuple[int, ...]


class BadEntry(ValueError):
    """An entry that is no weather year; ``name`` is the part that is wrong, ``value`` what stands there."""

    def __init__(self, name: str, value: object) -> None:
        super().__init__(name)
        self.name = name
        self.value = value


def entry_of(year: OwnYear) -> dict[str, Any]:
    """The year as it stands in a project file."""
    entry = {field.name: getattr(year, field.name) for field in fields(year)}
    for name in HOURLY:
        values = entry[name]
        entry[name] = [" ".join(f"{value:g}" for value in values[at : at + 24]) for at in range(0, HOURS, 24)]
    return entry


def year_of(entry: object) -> OwnYear:
    """The year of an entry. Raises BadEntry naming the part that is wrong."""
    if not isinstance(entry, Mapping):
        raise BadEntry("weather", entry)
    known = {field.name for field in fields(OwnYear)}
    for name in entry:
        if name not in known:
            raise BadEntry(f"weather.{name}", entry[name])
    texts = {name: _text(entry, name, longest) for name, longest in LONGEST.items()}
    if not re.fullmatch("[0-9a-f]{64}", texts["sha256"]):
        raise BadEntry("weather.sha256", texts["sha256"])
    numbers = {name: _number(entry, name, *bounds) for name, bounds in PLACE.items()}
    t_outdoor_c = _hours(entry, "t_outdoor_c")
    humidity = tuple(int(value) for value in _hours(entry, "humidity_percent"))
    read: dict[str, Any] = {**texts, **numbers}
    return OwnYear(**read, t_outdoor_c=t_outdoor_c, humidity_percent=humidity)


def _text(entry: Mapping[str, Any], name: str, longest: int) -> str:
    value = entry.get(name)
    if not isinstance(value, str) or len(value) > longest or not value.isprintable():
        raise BadEntry(f"weather.{name}", value)
    return value


def _number(entry: Mapping[str, Any], name: str, low: float, high: float) -> float:
    value = entry.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise BadEntry(f"weather.{name}", value)
    return float(value)


def _hours(entry: Mapping[str, Any], name: str) -> tuple[float, ...]:
    """8,760 numbers from 365 lines of 24."""
    days, (low, high) = entry.get(name), HOURLY[name]
    if not isinstance(days, list) or len(days) != DAYS:
        raise BadEntry(f"weather.{name}", len(days) if isinstance(days, list) else days)
    pattern = re.compile(r"-?\d{1,3}(\.\d)?" if name == "t_outdoor_c" else r"\d{1,3}")
    found: list[float] = []
    for number, day in enumerate(days, 1):
        cells = day.split(" ") if isinstance(day, str) else []
        if len(cells) != 24 or not all(pattern.fullmatch(cell) for cell in cells):
            raise BadEntry(f"weather.{name}[{number}]", day)
        found += map(float, cells)
    if not low <= min(found) or not max(found) <= high:
        raise BadEntry(f"weather.{name}", f"{min(found):g} ... {max(found):g}")
    return tuple(found)
