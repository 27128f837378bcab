"""A weather year of the user's own: EPW files (EnergyPlus weather), read strictly.

Rows are taken apart by the ``csv`` module of the standard library: the readers made for EPW lie on pandas and
scipy or come under licences that a sold program cannot ship, and all of them fill or skip what is wrong. Here
a file that is not an ordinary year of 8,760 hours is refused, and every fault names its line and column.

An EPW hour n ends at n o'clock local standard time, so its row stands for the hour from n-1 to n: the first
row is the hour from midnight to 01:00 on 1 January, as in ``engine.weather``. The minute of a row is not
looked at: files of one record an hour write 0, 30 or 60 for the same hour.
"""

from __future__ import annotations

import csv
import hashlib
import math
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

from ..engine.messages import Message, message
from ..engine.weather import HOURS, MONTH_DAYS
from .own_year import OwnYear

HEADER = (
    "LOCATION", "DESIGN CONDITIONS", "TYPICAL/EXTREME PERIODS", "GROUND TEMPERATURES",
    "HOLIDAYS/DAYLIGHT SAVINGS", "COMMENTS 1", "COMMENTS 2", "DATA PERIODS",
)  # fmt: skip
COLUMNS = 35
LEAP_HOURS = 8784
LARGEST_FILE = 20_000_000
MOST_FAULTS = 20
WATCHED = {6: "t_outdoor_c", 8: "relative_humidity_fraction", 9: "pressure_hpa"}
"""Columns that are used, counted from 0, and the quantity each gives."""
MISSING = {6: 99.9, 8: 999.0, 9: 999_999.0}
ALLOWED = {6: (-70.0, 70.0), 8: (0.0, 110.0), 9: (31_000.0, 120_000.0)}


class EpwFault(Exception):
    """A file that is no usable weather year. ``message`` names it, ``faults`` say what is wrong and where."""

    def __init__(self, reason: Message, faults: tuple[Message, ...] = ()) -> None:
        super().__init__(reason.key)
        self.message = reason
        self.faults = faults


def read_epw(path: Path) -> OwnYear:
    """The year of an EPW file; the file is only read. Raises EpwFault, OSError where it cannot be."""
    with path.open("rb") as file:
        content = file.read(LARGEST_FILE + 1)
    return epw_year(content, path.name)


def epw_year(content: bytes, file: str) -> OwnYear:
    """The year of an EPW file's bytes. Raises EpwFault."""
    if len(content) > LARGEST_FILE or b"\0" in content:
        raise EpwFault(message("fault.epw_binary", file=file))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")  # only the place's name can hold other letters
    # an unclosed quotation mark must not swallow the rest of the file: EPW quotes nothing
    rows = csv.reader(text.splitlines(), quoting=csv.QUOTE_NONE)
    head = list(islice(rows, len(HEADER)))
    reader = _Reader(file)
    location = reader.header(head)
    hours = tuple(row for row in rows if row)
    reader.length(len(hours))
    found = reader.hours(hours)
    reader.stop_where_faulty()
    name, lat, lon, zone, altitude = location
    return OwnYear(
        file=file, sha256=hashlib.sha256(content).hexdigest(), place=name, lat_deg=lat, lon_deg=lon,
        altitude_m=altitude, time_zone_h=zone, pressure_hpa=round(sum(found[9]) / HOURS / 100.0, 1),
        t_outdoor_c=tuple(round(value, 1) for value in found[6]),
        humidity_percent=tuple(min(100, round(value)) for value in found[8]),
    )  # fmt: skip


class _Reader:
    """Reads one file and keeps what is wrong with it."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._faults: list[Message] = []

    def _wrong(self, key: str, **values: float | int | str) -> None:
        if len(self._faults) < MOST_FAULTS:
            self._faults.append(message(f"fault.epw_{key}", **values))

    def stop_where_faulty(self) -> None:
        """Raises EpwFault with everything found wrong."""
        if self._faults:
            faults = tuple(self._faults)
            raise EpwFault(message("fault.epw_wrong", file=self._file, fault_count=len(faults)), faults)

    def header(self, head: list[list[str]]) -> tuple[str, float, float, float, float]:
        """Name, latitude, longitude, time zone and altitude; raises EpwFault where this is no EPW header."""
        if not head or not head[0] or head[0][0].strip().upper() != HEADER[0]:
            raise EpwFault(message("fault.epw_foreign", file=self._file))
        for line, expected in enumerate(HEADER, 1):
            row = head[line - 1] if line <= len(head) else []
            given = row[0].strip().upper() if row else ""
            if given != expected:
                self._wrong("header", line=line, value=given[:30], allowed=expected)
        self.stop_where_faulty()
        self._period(head[7])
        place = head[0] + [""] * (10 - len(head[0]))
        numbers = [
            self._place_number(place[column], column, low, high)
            for column, low, high in ((6, -90, 90), (7, -180, 180), (8, -12, 14), (9, -1000, 9999.9))
        ]
        name = ", ".join(dict.fromkeys(part.strip() for part in place[1:4] if part.strip() not in ("", "-")))
        lat, lon, zone, altitude = numbers
        return name[:80], lat, lon, zone, altitude

    def _place_number(self, cell: str, column: int, low: float, high: float) -> float:
        value = _number(cell)
        if value is None or not low <= value <= high:
            self._wrong("place", line=1, column=column + 1, value=cell[:20], low=low, high=high)
            return 0.0
        return value

    def _period(self, row: list[str]) -> None:
        """One period of one record an hour, from 1 January to 31 December."""
        cells = [cell.strip() for cell in row] + [""] * 7
        if _number(cells[2]) != 1.0:
            self._wrong("step", line=8, value=cells[2][:20])
        if _number(cells[1]) != 1.0 or _day(cells[5]) != (1, 1) or _day(cells[6]) != (12, 31):
            self._wrong("period", line=8, value=",".join(filter(None, cells))[:60])

    def length(self, rows: int) -> None:
        """Raises EpwFault for another number of hours than those of a year of 365 days."""
        if rows == LEAP_HOURS:
            self._wrong("leap", count=rows)
        elif rows != HOURS:
            self._wrong("short" if rows < HOURS else "long", count=rows, line=len(HEADER) + rows)
        self.stop_where_faulty()

    def hours(self, rows: tuple[list[str], ...]) -> dict[int, list[float]]:
        """The watched columns of every hour."""
        found: dict[int, list[float]] = {column: [] for column in WATCHED}
        for line, row, moment in zip(count(len(HEADER) + 1), rows, _calendar(), strict=False):
            if len(row) != COLUMNS:
                self._wrong("columns", line=line, count=len(row), allowed=COLUMNS)
                continue
            if tuple(map(_number, row[1:4])) != moment:
                wanted = "/".join(map(str, moment))
                self._wrong("order", line=line, value="/".join(row[1:4])[:20], allowed=wanted)
            for column, values in found.items():
                values.append(self._cell(row[column], line, column))
        return found

    def _cell(self, cell: str, line: int, column: int) -> float:
        value, (low, high) = _number(cell), ALLOWED[column]
        where: dict[str, int | str] = {"line": line, "column": column + 1, "name": WATCHED[column]}
        if value is None:
            self._wrong("not_number", **where, value=cell[:20])
        elif value >= MISSING[column]:
            self._wrong("missing", **where, value=cell.strip()[:20])
        elif not low <= value <= high:
            self._wrong("range", **where, value=cell.strip()[:20], low=low, high=high)
        else:
            return value
        return 0.0


def _number(cell: str) -> float | None:
    """A plain number; what Python reads beyond that (nan, inf, 1_000) is none."""
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if math.isfinite(value) and "_" not in cell else None


def _day(cell: str) -> tuple[int, int] | None:
    """Month and day of a date such as ``1/ 1`` or ``12/31``, perhaps with a year behind."""
    parts = [part.strip() for part in cell.split("/")]
    if len(parts) not in (2, 3) or not all(part.isdigit() for part in parts):
        return None
    return int(parts[0]), int(parts[1])


def _calendar() -> Iterator[tuple[int, int, int]]:
    """Month, day and hour (1 to 24) of every row of a year of 365 days."""
    for month, days in enumerate(MONTH_DAYS.tolist(), 1):
        for day in range(1, days + 1):
            for hour in range(1, 25):
                yield month, day, hour

