"""Build-out of a network: the units each stage needs, and what runs when half is connected."""

from __future__ import annotations

from dataclasses import dataclass

from ..applications.district_buildings import STAGES, buildings_of, connected_now_m2, stages_of
from ..engine import network
from ..engine import selection as rules
from ..engine.figures import FrozenMap
from ..engine.messages import Message, message
from ..engine.sheet import Sheet
from .plant import PlantDesign
from .records import Chart, FigureTable, Series, TableRow, Topic

COLUMNS = (
    "connected_area_m2", "connected_fraction", "heat_load_kw", "unit_count__stage", "unit_count__added",
    "heat_kwh", "electricity_mwh",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stage:
    """A state of the network: what it is called, and its area."""

    label: Message
    short: str
    area_m2: float
    builds: bool = True


def build_out(plant: PlantDesign, sheet: Sheet) -> Topic | None:
    """Units now and later. Loss and margin go with the area; standby is looked at for the whole plant."""
    context, sizing = plant.context, plant.heating
    if STAGES not in context.answers or sizing is None:
        return None
    sheet = sheet.part("book.build_out", sizing.unit.model)
    buildings = buildings_of(context.answers)
    full = sum(one.area_m2 for one in buildings)
    now = connected_now_m2(context.answers)
    load_full = context.demand.heat_load_kw * full / context.demand.heated_area_m2
    load_full = sheet.rounded("heat_load_kw", load_full)
    capacity = sizing.at_bivalent.capacity_kw
    rows, counts, before = [], [], 0.0
    for stage in _stages(plant, now, full):
        load = sheet.work(
            network.load_of_area,
            heat_load_kw__whole=load_full,
            connected_area_m2=stage.area_m2,
            heated_area_m2=full,
        )
        count = sheet.work(rules.count_for_load, heat_load_kw=load, capacity_kw=capacity)
        added = None
        if stage.builds:
            added = sheet.work(network.units_added, unit_count__stage=count, unit_count__before=before)
            before = count
        rows.append(_row(plant, stage, full, load, count, added, sheet))
        counts.append((stage.short, count))
    return Topic(
        "build_out",
        FrozenMap(
            connected_area_m2__now=sheet.rounded("connected_area_m2", now),
            connected_area_m2__whole=sheet.rounded("connected_area_m2", full),
            unit_count__now=counts[0][1],
            unit_count__whole=before,
            capacity_kw__each=capacity,
        ),
        (FigureTable("build_out", COLUMNS, tuple(rows)),),
        FrozenMap({"build_out": _chart(counts, counts[0][1])}),
        notes=(message("topic.build_out.plain_count"),),
    )


def _stages(plant: PlantDesign, now: float, full: float) -> list[Stage]:
    """Now, the stages of their years, everything; and half, where nothing says so already."""
    later = stages_of(plant.context.answers)
    found = []
    if now < full and all(area > now for _, area in later):
        found.append(Stage(message("topic.build_out.now"), _per_cent(now, full), now))
    for year, area in later:
        found.append(Stage(message("topic.build_out.year", year=str(year)), str(year), area))
    if not found or found[-1].area_m2 < full:
        found.append(Stage(message("topic.build_out.full"), "100%", full))
    half = full / 2.0
    if all(abs(one.area_m2 - half) > 0.005 * full for one in found):
        found.append(Stage(message("topic.build_out.half"), "50%", half, builds=False))
    return found


def _row(
    plant: PlantDesign,
    stage: Stage,
    full: float,
    load: float,
    count: float,
    added: float | None,
    sheet: Sheet,
) -> TableRow:
    """Season heat and electricity in proportion to the area."""
    share = sheet.simulated(
        "connected_fraction", stage.area_m2 / full, method="method.share_of_area", source="first_principles",
        inputs={"connected_area_m2": stage.area_m2, "heated_area_m2": full},
    )  # fmt: skip
    designed = stage.area_m2 / plant.context.demand.heated_area_m2
    sums = plant.heating_sums
    used = sums.electricity_heat_pump_kwh + sums.electricity_backup_kwh + sums.electricity_pump_kwh

    def of_year(name: str, value: float) -> float:
        return sheet.simulated(
            name, value * designed, method="method.share_of_year", source="hour_simulation",
            inputs={"connected_area_m2": stage.area_m2},
        )  # fmt: skip

    return TableRow(
        stage.label,
        (sheet.rounded("connected_area_m2", stage.area_m2), share, load, count, added,
         of_year("heat_kwh", sums.heat_load_kwh), of_year("electricity_mwh", used / 1000.0)),
    )  # fmt: skip


def _per_cent(area: float, full: float) -> str:
    return f"{100.0 * area / full:.0f}%"


def _chart(counts: list[tuple[str, float]], now: float) -> Chart:
    """Units of each stage as bars, the smallest first."""
    counts = sorted(counts, key=lambda one: one[1])
    places = tuple(float(number + 1) for number in range(len(counts)))
    return Chart(
        "bars",
        message("chart.build_out", unit_count=now),
        "stage_number",
        "unit_count",
        (Series("chart.units", places, tuple(count for _, count in counts), "fill"),),
        x_labels=tuple(short for short, _ in counts),
    )
