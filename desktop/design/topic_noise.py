"""Noise at the boundary by day and night, the distance at which limits are held, the reduction needed."""

from __future__ import annotations

import numpy as np

from ..engine import network as network_rules
from ..engine import noise as rules
from ..engine.figures import FrozenMap
from ..engine.messages import Check, message
from ..engine.sheet import Sheet
from ..tables.site_rules import NoiseLimit
from .plant import PlantDesign
from .records import Chart, FigureTable, Mark, Series, TableRow, Topic
from .sizing import Sizing

COLUMNS = (
    "unit_count", "sound_pressure_db", "sound_limit_db", "sound_reduction_db", "boundary_distance_m__holds",
)  # fmt: skip
CLOSEST_M, FARTHEST_M = 5.0, 1000.0


def noise(plant: PlantDesign, sheet: Sheet) -> Topic | None:
    """Day with all units of a station, night with those that may run then."""
    answers, sizing = plant.context.answers, plant.units
    if "noise_class" not in answers or sizing is None:
        return None
    sheet = sheet.part("book.noise", sizing.unit.model)
    source = _sound_power(plant, sizing, sheet)
    day_count = float(sizing.count)
    if "station_count" in answers:
        day_count = sheet.work(
            network_rules.units_of_station,
            unit_count=sizing.count,
            station_count=answers.number("station_count"),
        )
    night_count = sheet.work(
        rules.units_at_night,
        unit_count=day_count,
        night_running_fraction=answers.number("night_running_fraction"),
    )
    limit = plant.catalog.find(NoiseLimit, answers.text("noise_class"))
    rows, checks, levels = [], [], {}
    for name, count, most in (
        ("day", day_count, limit.sound_limit_db__day),
        ("night", night_count, limit.sound_limit_db__night),
    ):
        row, check, level = _row(plant, name, count, most, source, sheet)
        rows.append(row)
        checks.append(check)
        levels[f"sound_pressure_db__{name}"] = level
    one = _row(plant, "one", 1.0, limit.sound_limit_db__night, source, sheet)[0]
    return Topic(
        "noise",
        FrozenMap(
            sound_power_db=source,
            boundary_distance_m=answers.number("boundary_distance_m"),
            noise_class=answers.text("noise_class"),
            barrier_reduction_db=answers.number("barrier_reduction_db"),
            **levels,
        ),
        (FigureTable("noise", COLUMNS, (*rows, one)),),
        FrozenMap({"noise": _chart(plant, source, day_count, night_count, limit)}),
        checks=tuple(checks),
        notes=(message("topic.noise.assumed"), message("topic.noise.recalled")),
    )


def _sound_power(plant: PlantDesign, sizing: Sizing, sheet: Sheet) -> float:
    """Sound power of one unit: the maker's figure where given, else the table's."""
    answers = plant.context.answers
    if "sound_power_stated_db" in answers:
        stated = answers.number("sound_power_stated_db")
        return float(sheet.given("sound_power_db", stated))  # type: ignore[arg-type]
    row = sizing.unit.row
    return sheet.look_up(
        "sound_power_db", row.sound_power_db, table=row.TABLE, row=row.model, source=row.source
    )


def _row(
    plant: PlantDesign, name: str, count: float, most: float, source: float, sheet: Sheet
) -> tuple[TableRow, Check, float]:
    answers = plant.context.answers
    distance, screens = answers.number("boundary_distance_m"), answers.number("barrier_reduction_db")
    row = plant.catalog.find(NoiseLimit, answers.text("noise_class"))
    most = sheet.look_up(
        "sound_limit_db", most, table=NoiseLimit.TABLE, row=f"{row.noise_class}", source=row.source
    )
    level = sheet.work(
        rules.sound_pressure, sound_power_db=source, unit_count=count, boundary_distance_m=distance,
        barrier_reduction_db=screens,
    )  # fmt: skip
    lacking = sheet.work(rules.reduction_needed, sound_pressure_db=level, sound_limit_db=most)
    holds = sheet.work(
        rules.distance_that_holds, sound_power_db=source, unit_count=count, barrier_reduction_db=screens,
        sound_limit_db=most,
    )  # fmt: skip
    values = {
        "sound_pressure_db": level, "sound_limit_db": most, "boundary_distance_m": distance,
        "sound_reduction_db": lacking, "boundary_distance_m__holds": holds,
    }  # fmt: skip
    kept = lacking <= 0.0
    key = f"check.noise_{name}" if kept else f"check.noise_{name}_above"
    check = Check("noise", "pass" if kept else "warning", message(key, **values))
    label = message(f"topic.noise.{name}")
    return TableRow(label, (count, level, most, lacking, holds), "good" if kept else "warning"), check, level


def _chart(plant: PlantDesign, source: float, day: float, night: float, limit: NoiseLimit) -> Chart:
    """Level against distance, with both limits."""
    answers = plant.context.answers
    screens = answers.number("barrier_reduction_db")
    far = max(200.0, min(FARTHEST_M, 4.0 * answers.number("boundary_distance_m")))
    r = np.round(np.geomspace(CLOSEST_M, far, 60), 1)

    def level(count: float) -> tuple[float, ...]:
        found = [rules.sound_pressure(source, count, float(x), screens) for x in r]
        return tuple(round(value, 1) for value in found)

    x = tuple(float(value) for value in r)
    ends = (x[0], x[-1])
    series = [Series("chart.noise_day", x, level(day))]
    if night != day:
        series.append(Series("chart.noise_night", x, level(night)))
    series += [
        Series("chart.noise_limit_day", ends, (limit.sound_limit_db__day,) * 2, "dashed"),
        Series("chart.noise_limit_night", ends, (limit.sound_limit_db__night,) * 2, "dashed"),
    ]
    return Chart(
        "lines",
        message("chart.noise", unit_count=day, sound_power_db=source),
        "boundary_distance_m",
        "sound_pressure_db",
        tuple(series),
        (Mark("chart.boundary", answers.number("boundary_distance_m")),),
    )
