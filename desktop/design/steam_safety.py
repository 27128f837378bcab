"""What steam and fluids ask of the site: water, pressure, safety valves, ventilation, noise, power, start."""

from __future__ import annotations

from ..components.refrigerants import refrigerant
from ..engine import noise as noise_rules
from ..engine import process_heat as rules
from ..engine.figures import FrozenMap
from ..engine.messages import Check, message
from ..engine.sheet import Sheet
from ..tables.site_rules import NoiseLimit
from .records import FigureTable, TableRow, Topic
from .steam_plant import ProcessPlant

PRACTICE = "industrial_practice"
CHARGE_KG_KW = 0.5
SAFETY_MARGIN = 1.1
START_UP_H = 1.0
SOUND_POWER_DB = 95.0
VESSEL_FROM_KPA = 201.325  # 0.1 MPa gauge over the standard atmosphere


def water_and_pressure(plant: ProcessPlant, sheet: Sheet) -> Topic | None:
    """Feed water, safety valves, pressure vessels and start-up of a plant that makes steam."""
    need, answers = plant.need, plant.answers
    if not need.is_steam:
        return None
    part = sheet.part("book.steam_safety")
    part.given("safety_margin_factor", SAFETY_MARGIN, source=PRACTICE, default=True)
    part.given("start_up_h", START_UP_H, source=PRACTICE, default=True)
    figures = {
        "steam_pressure_kpa": need.pressure_kpa, "t_sink_out_c": need.t_out_c, "t_feed_c": need.t_in_c,
        "steam_make_up_t_h": part.work(
            rules.make_up, sink_flow_t_h=need.flow_t_h,
            condensate_return_fraction=answers.number("condensate_return_fraction"),
            blow_down_fraction=need.blow_down_fraction,
        ),
        "safety_flow_t_h": part.work(
            rules.safety_valve_flow, sink_flow_t_h=need.flow_t_h, safety_margin_factor=SAFETY_MARGIN
        ),
        "heat_kwh__start": part.work(
            rules.start_up_heat, start_up_h=START_UP_H, plant_heat_kw=plant.figures["plant_heat_kw"]
        ),
    }  # fmt: skip
    pressed = need.pressure_kpa >= VESSEL_FROM_KPA
    check = Check(
        "pressure_equipment", "warning" if pressed else "info",
        message(
            "check.pressure_equipment" if pressed else "check.no_pressure_equipment",
            steam_pressure_kpa=need.pressure_kpa,
        ),
    )  # fmt: skip
    return Topic(
        "water_and_pressure", FrozenMap(figures), checks=(check,),
        notes=(
            message("topic.water_and_pressure.water"), message("topic.water_and_pressure.vessels"),
            message("topic.water_and_pressure.pipes"), message("topic.water_and_pressure.valves"),
            message("topic.water_and_pressure.start"),
        ),
    )  # fmt: skip


FLUID_COLUMNS = ("safety_class", "gwp", "charge_kg", "vent_flow_m3h")


def machine_room(plant: ProcessPlant, sheet: Sheet) -> Topic:
    """Fluids with their class, charge and the ventilation for a leak."""
    rows = []
    classes = []
    for name in plant.chosen.solved.scheme.fluids:
        part = sheet.part("book.machine_room", name)
        row = refrigerant(plant.catalog, name)
        classes.append(row.safety_class)
        gwp = part.look_up("gwp", row.gwp, table=row.TABLE, row=name, source=row.source)
        part.given("charge_kg_kw", CHARGE_KG_KW, source=PRACTICE, default=True)
        charge = part.work(
            rules.charge, charge_kg_kw=CHARGE_KG_KW, pump_heat_kw=plant.figures["pump_heat_kw"]
        )
        flow = part.work(rules.emergency_ventilation, charge_kg=charge)
        rows.append(TableRow(name, (row.safety_class, gwp, charge, flow)))
    flammable = any(one not in ("A1", "B1") for one in classes)
    check = Check(
        "machine_room", "warning" if flammable else "info",
        message("check.machine_room_flammable" if flammable else "check.machine_room_a1"),
    )  # fmt: skip
    return Topic(
        "machine_room", tables=(FigureTable("machine_room", FLUID_COLUMNS, tuple(rows)),), checks=(check,),
        notes=(message("topic.machine_room.note"), message("topic.machine_room.oil")),
    )  # fmt: skip


def noise_and_power(plant: ProcessPlant, sheet: Sheet) -> Topic:
    """Level at the boundary by night and the power that must be laid on."""
    answers, part = plant.answers, sheet.part("book.process_noise")
    stated = "sound_power_stated_db" in answers
    source = answers.number("sound_power_stated_db") if stated else SOUND_POWER_DB
    part.given("sound_power_db", source, source="" if stated else PRACTICE, default=not stated)
    row = plant.catalog.find(NoiseLimit, answers.text("noise_class"))
    limit = part.look_up(
        "sound_limit_db", row.sound_limit_db__night, table=NoiseLimit.TABLE, row=row.noise_class,
        source=row.source,
    )  # fmt: skip
    level = part.work(
        noise_rules.sound_pressure, sound_power_db=source, unit_count=plant.machine_count,
        boundary_distance_m=answers.number("boundary_distance_m"),
        barrier_reduction_db=answers.number("barrier_reduction_db"),
    )  # fmt: skip
    kept = level <= limit
    values = {"sound_pressure_db": level, "sound_limit_db": limit}
    check = Check(
        "noise", "pass" if kept else "warning",
        message("check.process_noise" if kept else "check.process_noise_above", **values),
    )
    figures = {
        "sound_power_db": source, "sound_pressure_db": level, "sound_limit_db": limit,
        "connected_power_kw": part.simulated(
            "connected_power_kw", plant.figures["power_kw__system"], method="method.plant_power",
            source="first_principles",
        ),
    }  # fmt: skip
    return Topic(
        "noise_and_power", FrozenMap(figures), checks=(check,), notes=(message("topic.noise_and_power.note"),)
    )
