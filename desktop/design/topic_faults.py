"""Faults of a plant of many units: what heat is left with a unit, a transformer, a pump or a station out."""

from __future__ import annotations

from ..engine import power_supply as rules
from ..engine.figures import FrozenMap, number_of
from ..engine.messages import Check, Message, message
from ..engine.sheet import Sheet
from .plant import PlantDesign
from .records import FigureTable, TableRow, Topic
from .site_supply import supply_of
from .sizing import Sizing

COLUMNS = (
    "unit_share_left_fraction", "total_capacity_kw__left", "heat_left_fraction",
    "standby_share_min_fraction",
)  # fmt: skip
CIRCULATION = ("heating_circulation", "primary_circulation", "intermediate_circulation")


def faults(plant: PlantDesign, sheet: Sheet) -> Topic | None:
    """Each case against the share that must be left; pumps with a standby leave everything."""
    context, sizing = plant.context, plant.heating
    if "station_count" not in context.answers or sizing is None:
        return None
    sheet = sheet.part("book.faults")
    least = context.answers.number("standby_share_min_fraction")
    cases = _cases(plant, sizing, sheet)
    rows, checks = [], []
    for name, label, share in cases:
        row, left = _row(plant, sizing, label, share, least, sheet)
        rows.append(row)
        if least and left < least:
            told = message(
                f"check.fault_{name}", heat_left_fraction=left, standby_share_min_fraction=least
            )
            checks.append(Check("faults", "warning", told))
    if least and not checks:
        checks.append(
            Check("faults", "pass", message("check.faults_kept", standby_share_min_fraction=least))
        )
    return Topic(
        "faults", FrozenMap(), (FigureTable("faults", COLUMNS, tuple(rows)),), checks=tuple(checks),
        notes=(message("topic.faults.assumed"),),
    )  # fmt: skip


def _cases(plant: PlantDesign, sizing: Sizing, sheet: Sheet) -> list[tuple[str, Message, float]]:
    """Name, label and share of the units left in each case."""
    found = [("unit", message("topic.faults.unit"), (sizing.count - 1) / sizing.count)]
    transformers = supply_of(plant, sizing, sheet.part("book.supply")).transformer_count
    found.append(
        (
            "transformer",
            message("topic.faults.transformer", transformer_count=transformers),
            (transformers - 1) / transformers,
        )
    )
    for pump in plant.equipment:
        if pump.role in CIRCULATION:
            duty = number_of(pump.figures, "duty_count")
            left = min(1.0, (pump.count - 1) / duty)
            label = message("topic.faults.pump", role=pump.role, duty_count=duty)
            found.append(("pump", label, left))
    stations = int(plant.context.answers.number("station_count"))
    found.append(
        ("station", message("topic.faults.station", station_count=stations), (stations - 1) / stations)
    )
    return found


def _row(
    plant: PlantDesign, sizing: Sizing, label: Message, share: float, least: float, sheet: Sheet
) -> tuple[TableRow, float]:
    task = plant.heating_task
    capacity = sizing.at_design.capacity_kw if sizing.at_design else 0.0
    share = sheet.simulated(
        "unit_share_left_fraction", share, method="method.share_left", source="engineering_practice"
    )
    backup = sizing.backup_kw if task.standby_counts_backup else 0.0
    left = sheet.work(
        rules.share_left,
        unit_count=sizing.count,
        unit_share_left_fraction=share,
        capacity_kw=capacity,
        backup_kw=backup,
        heat_load_kw=task.line.design_kw,
    )
    heat = sheet.work(
        rules.heat_left,
        unit_count=sizing.count,
        unit_share_left_fraction=share,
        capacity_kw=capacity,
        backup_kw=backup,
    )
    tone = "normal" if not least else "good" if left >= least else "warning"
    return TableRow(label, (share, heat, left, least), tone), left  # type: ignore[arg-type]
