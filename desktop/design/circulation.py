"""Circuits and their pumps: flow, head of the worst run, margins once, the main's pipe, transport ratio."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..components.choice import NothingSuits
from ..components.pipes import Antifreeze, check_transport, choose_pipe
from ..components.pump_choice import PumpChoice
from ..components.pump_sets import HEAD_RESERVE_MAX, choose_pump_set
from ..components.pumps import Pump
from ..engine import hydraulics
from ..engine.figures import FrozenMap
from ..engine.messages import Check, message
from ..engine.sheet import Sheet
from ..engine.water import water_density, water_viscosity
from ..tables.catalog import Catalog
from .context import Context
from .parts import Parts, stations_of

WATER_KJ_KGK = 4.187
GLYCOL = "ethylene_glycol"
HOUSEHOLD = "household"  # a house has one circulation pump where one will do
LOCAL_SHARE = 0.5
VALVE_KPA = 20.0
FLOW_MARGIN = 1.05
HEAD_MARGIN = 1.10
LEAST_SHARE = 0.4  # of its best flow that the smallest pump is kept running at
COOLING_DT_K = 5.0
BUILDING_CIRCUITS = ("heating_circulation", "cooling_circulation")
PUMP_FIGURES = (
    "flow_m3h",
    "head_m",
    "flow_m3h__each",
    "electric_power_kw",
    "motor_power_kw",
    "speed_ratio",
    "pump_efficiency_fraction",
    "head_m__full",
    "flow_m3h__full",
    "head_reserve_fraction",
    "npsh_available_m",
    "npsh_required_m",
)


@dataclass(frozen=True, slots=True)
class Flows:
    """Water flow of a circuit in winter and in summer, m³/h; 0 where it does not run."""

    winter_m3h: float
    summer_m3h: float = 0.0

    @property
    def most_m3h(self) -> float:
        """The larger of both: what the pump is for."""
        return max(self.winter_m3h, self.summer_m3h)

    @property
    def summer_rules(self) -> bool:
        """Whether the summer asks for more."""
        return self.summer_m3h > self.winter_m3h


@dataclass(frozen=True, slots=True)
class Circuit:
    """A circuit that a pump serves.

    ``unit_kpa``, ``exchanger_kpa`` and ``terminal_kpa`` are the drops of water at the circuit's flow,
    ``length_m`` the main out and back, ``glycol_fraction`` 0 for water; without ``npsh_available_m`` suction
    is not looked at, as in a closed circuit under pressure.
    """

    role: str
    flows: Flows
    unit_kpa: float
    exchanger_kpa: float
    terminal_kpa: float
    length_m: float
    glycol_fraction: float
    t_water_c: float
    npsh_available_m: float | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """Flow and head a pump is chosen for, margins included."""

    flow_m3h: float
    head_m: float


def flow_for(sheet: Sheet, heat_kw: float, t_water_c: float, dt_k: float) -> float:
    """Water flow that carries a heat, with its steps."""
    return sheet.work(
        hydraulics.circulation_flow,
        heat_kw=heat_kw,
        specific_heat_kj_kgk=WATER_KJ_KGK,
        density_kg_m3=sheet.work(water_density, t_water_c=t_water_c),
        dt_k=dt_k,
    )


def building_flows(context: Context, sheet: Sheet) -> Flows:
    """Flow for the heat load and for the cooling load at 5 K, where there is one."""
    demand, warm = context.demand, 0.0
    if context.heating is not None:
        warm = flow_for(sheet, demand.heat_load_kw, demand.t_supply_c, demand.t_supply_c - demand.t_return_c)
    if not demand.cooling_load_kw:
        return Flows(warm)
    return Flows(warm, flow_for(sheet, demand.cooling_load_kw, demand.t_chilled_c, COOLING_DT_K))


def antifreeze(catalog: Catalog, fraction: float) -> Antifreeze:
    """The row of the mixture at or above a glycol share; water for none."""
    if fraction <= 0.0:
        return catalog.find(Antifreeze, "water", 0.0)
    rows = sorted((r for r in catalog.rows(Antifreeze) if r.fluid == GLYCOL), key=lambda r: r.mass_fraction)
    return next((row for row in rows if row.mass_fraction >= fraction - 1e-9), rows[-1])


def add_pump(context: Context, catalog: Catalog, sheet: Sheet, parts: Parts, circuit: Circuit) -> None:
    """The pumps of a circuit with their standby, the main's pipe, and the transport ratio of the heating."""
    sheet = sheet.part("book.circulation", circuit.role)
    flow_m3h = _mixture_flow(catalog, sheet, circuit, circuit.flows.most_m3h)
    duty = _duty(context, catalog, sheet, circuit, flow_m3h)
    duty = _with_overflow(catalog, sheet, parts, circuit, duty)
    stations = stations_of(context.answers)
    dn = _main(catalog, sheet, circuit, flow_m3h, stations)
    try:
        choice = choose_pump_set(
            catalog,
            sheet,
            flow_m3h=duty.flow_m3h,
            head_m=duty.head_m,
            standby_count=int(context.answers.number("pump_standby_count")),
            t_water_c=circuit.t_water_c,
            npsh_available_m=circuit.npsh_available_m,
            station_count=stations,
            one_before_two=context.project.application == HOUSEHOLD,
        )
    except NothingSuits as error:
        parts.lacking("pump", circuit.role, error)
        return
    if choice.figures["head_reserve_fraction"] > HEAD_RESERVE_MAX:
        reserve = choice.figures["head_reserve_fraction"]
        told = message("check.pump_head_reserve", role=circuit.role, head_reserve_fraction=reserve)
        parts.checks.append(Check("pump_head_reserve", "info", told))
    found, winter = _shown(choice), duty
    if circuit.flows.summer_rules and circuit.flows.winter_m3h:
        winter = _winter_duty(catalog, sheet, circuit, duty)
        found["electric_power_kw__winter"] = sheet.work(
            hydraulics.power_at_flow,
            electric_power_kw=choice.figures["electric_power_kw"],
            flow_m3h__winter=winter.flow_m3h,
            flow_m3h__design=duty.flow_m3h,
        )
    if circuit.role in BUILDING_CIRCUITS:
        _transport(context, catalog, sheet, parts, circuit, duty, winter, choice)
    parts.add(
        "pump",
        circuit.role,
        choice.model,
        choice.count,
        FrozenMap({**found, **({"dn_mm__main": dn} if dn else {})}),
        catalog.sources[choice.pump.source].standing,
    )


def _shown(choice: PumpChoice) -> dict[str, float]:
    """A pump's figures for the list; the flow of each is left out where only one runs."""
    found = {name: value for name, value in choice.figures.items() if name in PUMP_FIGURES}
    if choice.duty_count == 1:
        del found["flow_m3h__each"]
    if "npsh_available_m" not in found:
        del found["npsh_required_m"]
    return {**found, "duty_count": choice.duty_count, "standby_count": choice.standby_count}


def _mixture_flow(catalog: Catalog, sheet: Sheet, circuit: Circuit, flow_m3h: float) -> float:
    """Flow of what is in the circuit for the heat that a flow of water carries."""
    if circuit.glycol_fraction <= 0.0:
        return flow_m3h
    mixture = antifreeze(catalog, circuit.glycol_fraction)
    return sheet.work(hydraulics.glycol_flow, flow_m3h=flow_m3h, flow_factor=mixture.flow_factor)


def _duty(context: Context, catalog: Catalog, sheet: Sheet, circuit: Circuit, flow_m3h: float) -> Duty:
    """Flow of the harder season and the head of the worst run at it, each with its margin."""
    mixture = antifreeze(catalog, circuit.glycol_fraction)
    factor = mixture.drop_factor__cold if circuit.flows.summer_rules else mixture.drop_factor__warm
    pipes = sheet.work(
        hydraulics.pipe_drop,
        specific_friction_pa_m=context.answers.number("specific_friction_pa_m"),
        length_m=circuit.length_m,
        local_share_fraction=LOCAL_SHARE,
        drop_factor=factor,
    )
    # a thicker mixture costs the units and the exchanger as much more as the pipes
    head = sheet.work(
        hydraulics.index_circuit_head,
        drop_kpa__unit=circuit.unit_kpa * factor,
        drop_kpa__exchanger=circuit.exchanger_kpa * factor,
        drop_kpa__pipes=pipes,
        drop_kpa__terminal=circuit.terminal_kpa,
        drop_kpa__valve=VALVE_KPA,
        density_kg_m3=sheet.work(water_density, t_water_c=circuit.t_water_c),
    )
    return Duty(
        sheet.work(hydraulics.design_flow, flow_m3h=flow_m3h, flow_margin_factor=FLOW_MARGIN),
        sheet.work(hydraulics.design_head, head_m=head, head_margin_factor=HEAD_MARGIN),
    )


def _with_overflow(catalog: Catalog, sheet: Sheet, parts: Parts, circuit: Circuit, duty: Duty) -> Duty:
    """Where a circuit takes less than the smallest pump may run at, the rest goes by an overflow valve."""
    smallest = min(catalog.rows(Pump), key=lambda row: (row.flow_m3h, row.model))
    if duty.flow_m3h >= LEAST_SHARE * smallest.flow_m3h:
        return duty
    best = sheet.look_up("flow_m3h__best", smallest.flow_m3h, table=Pump.TABLE, row=smallest.model,
                         source=smallest.source)  # fmt: skip
    share = sheet.given("bep_share_fraction", LEAST_SHARE, source="engineering_practice", default=True)
    least = sheet.work(
        hydraulics.least_pump_flow, bep_share_fraction=float(share), flow_m3h__best=best  # type: ignore[arg-type]
    )
    told = message("check.pump_overflow", role=circuit.role, flow_m3h=duty.flow_m3h, flow_m3h__least=least)
    parts.checks.append(Check("pump_overflow", "info", told))
    return Duty(least, duty.head_m)


def _main(catalog: Catalog, sheet: Sheet, circuit: Circuit, flow_m3h: float, stations: int) -> float:
    """Nominal size of the main, of each station; 0 where no pipe of the catalogue is large enough."""
    if stations > 1:
        flow_m3h = sheet.work(hydraulics.flow_of_each, flow_m3h=flow_m3h, duty_count=stations)
    try:
        pipe = choose_pipe(
            catalog,
            sheet,
            flow_m3h=flow_m3h,
            density_kg_m3=sheet.work(water_density, t_water_c=circuit.t_water_c),
            viscosity_mpa_s=sheet.work(water_viscosity, t_water_c=circuit.t_water_c),
        )
    except NothingSuits:
        return 0.0
    return float(pipe.pipe.dn_mm)


def _transport(
    context: Context,
    catalog: Catalog,
    sheet: Sheet,
    parts: Parts,
    circuit: Circuit,
    duty: Duty,
    winter: Duty,
    choice: PumpChoice,
) -> None:
    """EHR-h at the winter flow beside its limit; where the summer rules, EC(H)R-a at the summer flow too."""
    demand = context.demand
    efficiency = float(choice.figures["pump_efficiency_fraction"])

    def check(use: Literal["heating", "chilled_water"], at: Duty, heat_kw: float, dt_k: float) -> None:
        found = check_transport(
            catalog,
            sheet,
            use=use,
            heat_kw=heat_kw,
            flow_m3h=at.flow_m3h,
            head_m=at.head_m,
            pump_efficiency_fraction=efficiency,
            length_m=circuit.length_m,
            dt_k=dt_k,
        )
        values = {"transport_ratio": found.ratio, "transport_ratio__limit": found.limit}
        kept, above = TRANSPORT_KEYS[use]
        told = message(kept if found.kept else above, **values)
        parts.checks.append(Check("transport_ratio", "pass" if found.kept else "warning", told))

    if circuit.flows.winter_m3h:
        check("heating", winter, demand.heat_load_kw, demand.t_supply_c - demand.t_return_c)
    if circuit.flows.summer_rules:
        check("chilled_water", duty, demand.cooling_load_kw, COOLING_DT_K)


TRANSPORT_KEYS = {
    "heating": ("check.transport_kept", "check.transport_above"),
    "chilled_water": ("check.transport_cooling_kept", "check.transport_cooling_above"),
}


def _winter_duty(catalog: Catalog, sheet: Sheet, circuit: Circuit, duty: Duty) -> Duty:
    """What the pumps, chosen for the summer, are asked in winter: slowed along the circuit's parabola."""
    flow = sheet.work(
        hydraulics.design_flow,
        flow_m3h=_mixture_flow(catalog, sheet, circuit, circuit.flows.winter_m3h),
        flow_margin_factor=FLOW_MARGIN,
    )
    head = sheet.work(
        hydraulics.head_at_flow,
        head_m__design=duty.head_m,
        flow_m3h__winter=flow,
        flow_m3h__design=duty.flow_m3h,
    )
    return Duty(flow, head)
