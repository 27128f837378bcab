"""How many units either winter design temperature asks for, side by side, and the maker's own figure."""

from __future__ import annotations

from ..engine import selection as rules
from ..engine.figures import FrozenMap, Value
from ..engine.messages import message
from ..engine.performance_map import OutsideMap
from ..engine.sheet import Sheet
from .plant import PlantDesign
from .records import FigureTable, TableRow, Topic
from .sizing import SitePoint, Sizing, site_point

COLUMNS = (
    "t_outdoor_c", "heat_load_kw", "t_leaving_c", "capacity_kw__map", "capacity_kw", "cop", "unit_count",
    "total_capacity_kw",
)  # fmt: skip


def design_basis(plant: PlantDesign, sheet: Sheet) -> Topic | None:
    """The count at the heating temperature, at that of winter air conditioning, and by the maker's figure.

    The load is the same in each row: an area index is a load at the design point, whichever that is taken to
    be. What changes is what a unit gives.
    """
    answers, sizing = plant.context.answers, plant.heating
    if "network_connection" not in answers or sizing is None:
        return None
    part = sheet.part("book.design_basis", sizing.unit.model)
    conditions = plant.context.site.climate.conditions
    rows = []
    for name, t_outdoor in (("heating", conditions.t_heating_c), ("winter_ac", conditions.t_winter_ac_c)):
        rows.append(_at(plant, sizing, name, t_outdoor, part))
    notes = [message("topic.design_basis.same_load")]
    if "unit_capacity_design_kw" in answers:
        stated = answers.number("unit_capacity_design_kw")
        rows.append(_stated(plant, sizing, stated, part))
        notes.append(message("topic.design_basis.stated", unit_capacity_design_kw=stated))
    return Topic("design_basis", FrozenMap(), (FigureTable("design_basis", COLUMNS, tuple(rows)),),
                 notes=tuple(notes))  # fmt: skip


def _at(plant: PlantDesign, sizing: Sizing, name: str, t_outdoor_c: float, sheet: Sheet) -> TableRow:
    load = plant.context.demand.heat_load_kw
    label = message(f"topic.design_basis.{name}")
    try:
        point = site_point(sizing.unit, plant.heating_task, t_outdoor_c, sheet)
    except OutsideMap:
        return TableRow(label, (t_outdoor_c, load, None, None, None, None, None, None), "bad")
    return TableRow(label, _cells(point, load, sheet))


def _cells(point: SitePoint, load_kw: float, sheet: Sheet) -> tuple[Value | None, ...]:
    count = sheet.work(rules.count_for_load, heat_load_kw=load_kw, capacity_kw=point.capacity_kw)
    total = sheet.work(rules.total_capacity, unit_count=count, capacity_kw=point.capacity_kw)
    return (
        sheet.rounded("t_outdoor_c", point.t_outdoor_c), load_kw, point.t_leaving_c, point.map_capacity_kw,
        point.capacity_kw, point.cop, count, total,
    )  # fmt: skip


def _stated(plant: PlantDesign, sizing: Sizing, stated_kw: float, sheet: Sheet) -> TableRow:
    load = plant.context.demand.heat_load_kw
    count = sheet.work(rules.count_for_load, heat_load_kw=load, capacity_kw=stated_kw)
    total = sheet.work(rules.total_capacity, unit_count=count, capacity_kw=stated_kw)
    at = sizing.at_design or sizing.at_bivalent
    return TableRow(
        message("topic.design_basis.by_maker"),
        (at.t_outdoor_c, load, at.t_leaving_c, at.map_capacity_kw, stated_kw, at.cop, count, total),
        "good",
    )
