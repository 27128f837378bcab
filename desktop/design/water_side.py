"""What stands between heat pumps and terminals: exchanger, pumps, buffer and vessel."""

from __future__ import annotations

from ..components.choice import NothingSuits
from ..components.exchangers import ExchangerChoice, ExchangerDuty, choose_exchanger
from ..engine.figures import FrozenMap
from ..engine.sheet import Sheet
from ..tables.catalog import Catalog
from .circulation import COOLING_DT_K, Circuit, Flows, add_pump, building_flows
from .context import Context
from .hot_water_side import hot_water_side as hot_water_side
from .parts import Parts as Parts
from .parts import backup_heater as backup_heater
from .parts import parallel_max, stations_of
from .pressure_keeping import buffer_and_vessel
from .sizing import Sizing

EXCHANGER_KPA = 50.0
EXCHANGERS_MAX = 16  # side by side in one station
PRIMARY_LENGTH_M = 60.0


def building_side(context: Context, sizing: Sizing, catalog: Catalog, sheet: Sheet) -> Parts:
    """Exchanger, circulation pumps, buffer tank and expansion vessel of the building's system."""
    answers = context.answers
    parts = Parts(most=parallel_max(answers))
    behind = answers.flag("plate_exchanger")
    flows = building_flows(context, sheet.part("book.exchanger" if behind else "book.circulation"))
    unit_kpa, glycol = sizing.unit.row.water_pressure_drop_kpa, answers.number("glycol_fraction")
    exchanger_kpa = 0.0
    if behind:
        exchanger_kpa = _exchanger(context, flows, catalog, sheet.part("book.exchanger"), parts)
        primary = Circuit(
            role="primary_circulation",
            flows=flows,
            unit_kpa=unit_kpa,
            exchanger_kpa=exchanger_kpa,
            terminal_kpa=0.0,
            length_m=PRIMARY_LENGTH_M,
            glycol_fraction=glycol,
            t_water_c=context.t_circuit_c,
        )
        add_pump(context, catalog, sheet, parts, primary)
    circuit = Circuit(
        role="heating_circulation" if context.heating is not None else "cooling_circulation",
        flows=flows,
        unit_kpa=0.0 if behind else unit_kpa,
        exchanger_kpa=exchanger_kpa,
        terminal_kpa=answers.number("terminal_drop_kpa"),
        length_m=answers.number("circuit_length_m"),
        glycol_fraction=0.0 if behind else glycol,
        t_water_c=context.t_circuit_c,
    )
    add_pump(context, catalog, sheet, parts, circuit)
    buffer_and_vessel(context, sizing, catalog, sheet, parts)
    return parts


def _exchanger(context: Context, flows: Flows, catalog: Catalog, sheet: Sheet, parts: Parts) -> float:
    """Plate exchanger between the units' antifreeze and the water of the house; gives its drop in kPa."""
    duties = _duties(context, flows)
    try:
        choice = _in_parallel(catalog, sheet, duties, stations_of(context.answers))
    except NothingSuits as error:
        parts.lacking("plate_exchanger", "exchanger", error)
        return EXCHANGER_KPA
    parts.add(
        "plate_exchanger",
        "exchanger",
        choice.model,
        choice.count,
        FrozenMap(dict(choice.figures)),
        catalog.sources[choice.exchanger.source].standing,
    )
    return float(max(choice.figures["drop_kpa__hot_side"], choice.figures["drop_kpa__cold_side"]))


def _duties(context: Context, flows: Flows) -> tuple[ExchangerDuty, ...]:
    """The heating duty, and the cooling duty where the units cool through the exchanger."""
    found = []
    if context.heating is not None:
        found.append(_heating_duty(context, flows))
    if context.building is not None and context.demand.cooling_load_kw:
        found.append(_cooling_duty(context, context.building.t_chilled_c, flows))
    return tuple(found)


def _heating_duty(context: Context, flows: Flows) -> ExchangerDuty:
    demand, approach = context.demand, context.answers.number("exchanger_approach_k")
    return ExchangerDuty(
        heat_kw=demand.heat_load_kw,
        t_hot_in_c=demand.t_supply_c + approach,
        t_hot_out_c=demand.t_return_c + approach,
        t_cold_in_c=demand.t_return_c,
        t_cold_out_c=demand.t_supply_c,
        flow_hot_m3h=flows.winter_m3h,
        flow_cold_m3h=flows.winter_m3h,
    )


def _cooling_duty(context: Context, t_units_c: float, flows: Flows) -> ExchangerDuty:
    house = context.demand.t_chilled_c
    return ExchangerDuty(
        heat_kw=context.demand.cooling_load_kw,
        t_hot_in_c=house + COOLING_DT_K,
        t_hot_out_c=house,
        t_cold_in_c=t_units_c,
        t_cold_out_c=t_units_c + COOLING_DT_K,
        flow_hot_m3h=flows.summer_m3h,
        flow_cold_m3h=flows.summer_m3h,
    )


def _in_parallel(
    catalog: Catalog, sheet: Sheet, duties: tuple[ExchangerDuty, ...], stations: int
) -> ExchangerChoice:
    """As few exchangers in each station as serve, the only ones written down. Raises NothingSuits."""
    most = EXCHANGERS_MAX * stations
    for count in range(stations, most, stations):
        try:
            choose_exchanger(catalog, sheet.silent(), *duties, count=count)
        except NothingSuits:
            continue
        return choose_exchanger(catalog, sheet, *duties, count=count)
    return choose_exchanger(catalog, sheet, *duties, count=most)
