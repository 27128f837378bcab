"""The heat network: its buildings and their water, its loss, its pumps' transport ratio."""

from __future__ import annotations

from ..applications.district_buildings import ROWS, Building, buildings_of
from ..components.pipes import check_transport
from ..engine import network as rules
from ..engine.building_load import load_by_index
from ..engine.figures import Figures, FrozenMap, Value, number_of
from ..engine.messages import Check, Message, message
from ..engine.sheet import Sheet
from .circulation import flow_for
from .plant import PlantDesign
from .records import Equipment, FigureTable, TableRow, Topic

COLUMNS = (
    "heated_area_m2", "heating_index_w_m2", "heat_load_kw", "terminal", "t_supply_c", "t_return_c",
    "flow_m3h",
)  # fmt: skip


def network(plant: PlantDesign, sheet: Sheet) -> Topic | None:
    """Buildings with load and water; primary and secondary temperatures; EHR-h beside its limit."""
    answers = plant.context.answers
    if ROWS not in answers or "station_count" not in answers:
        return None
    buildings = buildings_of(answers)
    part = sheet.part("book.network")
    used = next(one for one in plant.context.demand.estimates if one.used)
    loss = part.work(
        rules.network_loss,
        heat_load_kw__building=used.likely_kw,
        pipe_loss_fraction=answers.number("pipe_loss_fraction"),
    )
    hottest = max(one.t_supply_c for one in buildings)
    figures: dict[str, Value] = {
        "heat_load_kw__building": used.likely_kw,
        "heat_loss_kw": loss,
        "pipe_loss_fraction": answers.number("pipe_loss_fraction"),
        "t_supply_c": plant.context.demand.t_supply_c,
        "t_return_c": plant.context.demand.t_return_c,
        "t_supply_c__network": hottest,
    }
    pump = next((one for one in plant.equipment if one.role == "heating_circulation"), None)
    checks: tuple[Check, ...] = ()
    if pump is not None:
        figures |= _pump_figures(pump)
        transport, checks = _transport(plant, pump, sheet)
        figures |= transport
    rows = tuple(_row(one, sheet) for one in buildings)
    notes: tuple[Message, ...] = ()
    if answers.text("network_connection") == "substation":
        notes = (message("topic.network.substations", count=len(buildings)),)
    table = FigureTable("network", COLUMNS, rows)
    return Topic("network", FrozenMap(figures), (table,), checks=checks, notes=notes)


def _row(building: Building, sheet: Sheet) -> TableRow:
    load = sheet.part("book.load_index", building.name).work(
        load_by_index, heating_index_w_m2=building.index_w_m2, heated_area_m2=building.area_m2
    )
    flow = flow_for(
        sheet.part("book.network", building.name), load, building.t_supply_c,
        building.t_supply_c - building.t_return_c,
    )  # fmt: skip
    label = building.name or message("topic.network.all")
    return TableRow(
        label,
        (building.area_m2, building.index_w_m2, load, building.terminal, building.t_supply_c,
         building.t_return_c, flow),
    )  # fmt: skip


def _pump_figures(pump: Equipment) -> dict[str, Value]:
    names = ("flow_m3h", "head_m", "duty_count", "dn_mm__main", "electric_power_kw")
    return {name: pump.figures[name] for name in names if name in pump.figures}


def _transport(plant: PlantDesign, pump: Equipment, sheet: Sheet) -> tuple[Figures, tuple[Check, ...]]:
    """EHR-h in the form of GB 50736 8.11.13, by the very steps of the pump's choice."""
    demand = plant.context.demand
    found = check_transport(
        plant.catalog,
        sheet.part("book.circulation", pump.role),
        use="heating",
        heat_kw=demand.heat_load_kw,
        flow_m3h=number_of(pump.figures, "flow_m3h"),
        head_m=number_of(pump.figures, "head_m"),
        pump_efficiency_fraction=number_of(pump.figures, "pump_efficiency_fraction"),
        length_m=plant.context.answers.number("circuit_length_m"),
        dt_k=demand.t_supply_c - demand.t_return_c,
    )
    values = {"transport_ratio": found.ratio, "transport_ratio__limit": found.limit}
    told = message("check.transport_kept" if found.kept else "check.transport_above", **values)
    return FrozenMap(values), (Check("transport_ratio", "pass" if found.kept else "warning", told),)
