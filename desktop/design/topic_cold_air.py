"""Cold air between many units: how much air they draw, how fast it comes in, what recirculation costs."""

from __future__ import annotations

from ..engine import cold_air as rules
from ..engine import network as network_rules
from ..engine import selection
from ..engine.building_load import air_density
from ..engine.corrections import air_pressure
from ..engine.figures import FrozenMap
from ..engine.messages import Check, message
from ..engine.performance_map import OutsideMap
from ..engine.sheet import Sheet
from .plant import PlantDesign
from .records import FigureTable, TableRow, Topic
from .sizing import SitePoint, Sizing, site_point

COLUMNS = ("t_outdoor_c", "capacity_kw", "cop", "unit_count")
MANY_UNITS = 4


def cold_air(plant: PlantDesign, sheet: Sheet) -> Topic | None:
    """For plants of several units: ground, air and its speed; and the units lost to colder intake air."""
    answers, sizing = plant.context.answers, plant.units
    if "recirculation_dt_k" not in answers or sizing is None or sizing.count < MANY_UNITS:
        return None
    sheet = sheet.part("book.cold_air", sizing.unit.model)
    point = sizing.at_design or sizing.at_bivalent
    figures, velocity = _air(plant, sizing, point, sheet)
    highest = answers.number("intake_velocity_max_m_s")
    kept = velocity <= highest
    values = {
        "intake_velocity_m_s": velocity,
        "intake_velocity_max_m_s": highest,
        "field_area_m2": figures["field_area_m2"],
        "field_area_m2__needed": figures["field_area_m2__needed"],
    }
    cools = plant.units_task.mode == "cooling"
    fast = "check.warm_air_fast" if cools else "check.cold_air_fast"
    told = message("check.cold_air_kept" if kept else fast, **values)
    assumed = "topic.cold_air.assumed_warm" if cools else "topic.cold_air.assumed"
    return Topic(
        "cold_air",
        FrozenMap(figures),
        (FigureTable("cold_air", COLUMNS, _rows(plant, sizing, point, sheet)),),
        checks=(Check("cold_air", "pass" if kept else "warning", told),),
        notes=(message(assumed, recirculation_dt_k=answers.number("recirculation_dt_k")),),
    )


def _air(
    plant: PlantDesign, sizing: Sizing, point: SitePoint, sheet: Sheet
) -> tuple[dict[str, float], float]:
    n = plant.context.answers.number
    power = sheet.work(
        selection.power_of_units, unit_count=1.0, capacity_kw=point.capacity_kw, cop=point.cop
    )
    density = sheet.work(
        air_density,
        pressure_air_kpa=sheet.work(air_pressure, altitude_m=n("altitude_m")),
        t_outdoor_c=point.t_outdoor_c,
    )
    flow = sheet.work(
        rules.cooling_air_flow if plant.units_task.mode == "cooling" else rules.unit_air_flow,
        capacity_kw=point.capacity_kw, power_kw=power, air_density_kg_m3=density,
        dt_air_k=n("dt_air_k"),
    )  # fmt: skip
    stations = n("station_count") if "station_count" in plant.context.answers else 1.0
    count = sheet.work(
        network_rules.units_of_station, unit_count=sizing.count, station_count=stations
    )
    all_of_it = sheet.work(rules.station_air_flow, unit_count=count, air_flow_m3h=flow)
    area = sheet.work(rules.field_area, unit_count=count, unit_field_m2=n("unit_field_m2"))
    sides = sheet.work(rules.field_perimeter, field_ratio=n("field_ratio"), field_area_m2=area)
    velocity = sheet.work(
        rules.intake_velocity, air_flow_m3h__per_station=all_of_it, perimeter_m=sides,
        intake_height_m=n("intake_height_m"),
    )  # fmt: skip
    needed = sheet.work(
        rules.field_for_velocity, field_area_m2=area, intake_velocity_m_s=velocity,
        intake_velocity_max_m_s=n("intake_velocity_max_m_s"),
    )  # fmt: skip
    figures = {
        "air_flow_m3h": flow, "air_flow_m3h__per_station": all_of_it, "unit_count__per_station": count,
        "field_area_m2": area, "perimeter_m": sides, "intake_velocity_m_s": velocity,
        "field_area_m2__needed": needed,
    }  # fmt: skip
    return figures, velocity


def _rows(plant: PlantDesign, sizing: Sizing, point: SitePoint, sheet: Sheet) -> tuple[TableRow, ...]:
    """The unit in free air and in the air the others blow out; the units that carry the load then."""
    task = plant.units_task
    shift = plant.context.answers.number("recirculation_dt_k")
    if task.mode == "cooling":  # units that cool breathe each other's warm air
        shift = -shift
    colder = sheet.rounded("t_outdoor_c", point.t_outdoor_c - shift)
    free = _row("free", point.t_outdoor_c, point.capacity_kw, point.cop, sizing, sheet)
    name = "recirculating_warm" if task.mode == "cooling" else "recirculating"
    label = message(f"topic.cold_air.{name}")
    try:
        read = site_point(sizing.unit, task, colder, sheet)
    except OutsideMap:
        return free, TableRow(label, (colder, None, None, None), "bad")
    capacity = read.capacity_kw
    if task.mode != "cooling" and sizing.unit.heating_factor != 1.0:
        capacity = sheet.work(
            network_rules.stated_at, capacity_kw__map=capacity, capacity_ratio=sizing.unit.heating_factor
        )
    return free, _row(name, colder, capacity, read.cop, sizing, sheet)


def _row(
    name: str, t_outdoor_c: float, capacity: float, cop: float, sizing: Sizing, sheet: Sheet
) -> TableRow:
    count = sheet.work(
        selection.count_for_load, heat_load_kw=sizing.load_bivalent_kw, capacity_kw=capacity
    )
    tone = "normal" if count <= sizing.count else "warning"
    return TableRow(message(f"topic.cold_air.{name}"), (t_outdoor_c, capacity, cop, count), tone)  # type: ignore[arg-type]
