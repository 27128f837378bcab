"""The compressors of the bench that serve each circuit and each stage of steam compression."""

from __future__ import annotations

from dataclasses import dataclass

from ..components.compressor_choice import Wish, find
from ..components.compressor_points import Conditions
from ..components.compressors import Kind
from ..engine.messages import Check, Message, message
from ..engine.sheet import Sheet
from .records import FigureTable, TableRow, Topic
from .steam_machine import circuits_of
from .steam_plant import ProcessPlant

STEAM_KINDS: tuple[Kind, ...] = ("steam_roots", "steam_screw", "steam_centrifugal")
COLUMNS = (
    "compressor_model", "unit_count", "heat_kw", "power_kw", "pressure_ratio", "t_discharge_c", "suction_m3h",
)  # fmt: skip
SHOWN = 3


@dataclass(frozen=True, slots=True)
class _Place:
    """A compressor's place: what it is called, and what is wished for there."""

    name: str
    label: Message
    wish: Wish


def bench(plant: ProcessPlant, sheet: Sheet) -> Topic:
    """Up to three models for each place, or that the reference range has none."""
    rows: list[TableRow] = []
    checks: list[Check] = []
    for place in _places(plant):
        found = find(place.wish, plant.catalog).options[:SHOWN]
        if not found:
            checks.append(
                Check("bench", "info", message("check.bench_none", fluid=place.name))
            )
        for one in found:
            part = sheet.part("book.bench", f"{place.name} {one.compressor.model}")
            values = (
                float(one.count), one.heating_kw, one.power_kw, one.point.pressure_ratio,
                one.point.t_discharge_c, one.point.suction_m3h,
            )  # fmt: skip
            cells = tuple(
                part.simulated(column, value, method="method.bench", source="reference_range")
                for column, value in zip(COLUMNS[1:], values, strict=True)
            )
            rows.append(TableRow(place.label, (one.compressor.model, *cells)))
    tables = (FigureTable("bench", COLUMNS, tuple(rows)),) if rows else ()
    return Topic("bench", tables=tables, checks=tuple(checks), notes=(message("topic.bench.note"),))


def _places(plant: ProcessPlant) -> list[_Place]:
    solved, limits, count = plant.chosen.solved, plant.limits, plant.machine_count
    heat = plant.machine.heat_kw / count
    subcooling = max(0.0, solved.t_condensing_c - solved.t_liquid_c)
    if solved.scheme.arrangement == "two_stage":
        return [*_two_stages(plant, heat, subcooling), *_steam_places(plant)]
    found = []
    for name, refrigerant in circuits_of(plant.machine):
        low, high, duty, cooled = solved.t_evaporating_c, solved.t_condensing_c, heat, subcooling
        half = limits.cascade_approach_k / 2.0
        if name == "low":
            passed = plant.machine.exchanger("cascade_exchanger").heat_kw
            high, duty, cooled = solved.t_middle_c + half, passed / count, 0.0
        elif name == "high":
            low = solved.t_middle_c - half
        conditions = Conditions(low, high, limits.superheat_k, cooled)
        label = message(f"bench.circuit_{name or 'one'}", refrigerant=refrigerant)
        found.append(_Place(refrigerant, label, Wish(refrigerant, duty, conditions)))
    return [*found, *_steam_places(plant)]


def _two_stages(plant: ProcessPlant, heat_kw: float, subcooling_k: float) -> list[_Place]:
    """Two compressions of one fluid: the first by its cold, the second by its heat."""
    solved, machine = plant.chosen.solved, plant.machine
    refrigerant, t_middle = machine.refrigerants[0], machine.point("injected").t_c
    superheat = machine.point("high_suction").t_c - t_middle
    first = Conditions(solved.t_evaporating_c, t_middle, plant.limits.superheat_k, 0.0)
    second = Conditions(t_middle, solved.t_condensing_c, superheat, subcooling_k)
    cold = machine.source_kw / plant.machine_count
    return [
        _Place(
            refrigerant, message("bench.stage_one", refrigerant=refrigerant),
            Wish(refrigerant, cold, first, "cooling"),
        ),
        _Place(
            refrigerant, message("bench.stage_two", refrigerant=refrigerant),
            Wish(refrigerant, heat_kw, second),
        ),
    ]  # fmt: skip


def _steam_places(plant: ProcessPlant) -> list[_Place]:
    """The stages of steam compression."""
    solved, found = plant.chosen.solved, []
    compression = solved.compression
    for number, one in enumerate(compression.stages if compression is not None else (), 1):
        kg_s = plant.need.flow_t_h / 3.6 * solved.cover_fraction
        duty = kg_s * (one.flow_in + one.injected) * STEAM_LATENT_KJ_KG
        wish = Wish(
            "R718", duty, Conditions(one.t_in_c, one.t_saturated_c, 0.0, 0.0), kinds=STEAM_KINDS
        )
        found.append(_Place("R718", message("bench.steam", stage=number), wish))
    return found


STEAM_LATENT_KJ_KG = 2150.0  # about that of steam at 2 to 6 bar: the bench asks for heat, not for tonnes
