"""What stands between heat pumps and terminals: exchanger, pumps, buffer, vessel; and the hot-water store."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..components.backup_heaters import choose_heater
from ..components.choice import NothingSuits
from ..components.exchangers import ExchangerDuty, choose_exchanger
from ..components.pipes import Antifreeze, check_transport, choose_pipe
from ..components.pump_choice import choose_pump
from ..components.tanks import DRINKING_WATER, choose_tank
from ..components.vessels import WaterContent, choose_safety_setting, choose_vessel
from ..engine import expansion, hydraulics
from ..engine.corrections import air_pressure
from ..engine.figures import Figures, FrozenMap
from ..engine.messages import Check, message
from ..engine.sheet import Sheet
from ..engine.storage import work_out_buffer
from ..engine.water import boiling_temperature, water_density, water_viscosity
from ..tables.catalog import Catalog
from .context import Context
from .records import Equipment
from .sizing import Sizing

WATER_KJ_KGK = 4.187
GLYCOL = "ethylene_glycol"
LOCAL_SHARE = 0.5
VALVE_KPA = 20.0
EXCHANGER_KPA = 50.0
FLOW_MARGIN = 1.05
HEAD_MARGIN = 1.10
FILL_MARGIN_KPA = 10.0
PRESSURE_SPAN_KPA = 150.0
SYSTEM_ALLOWED_KPA = 1600.0
COLD_FILL_C = 4.0
LOOP_DT_K = 5.0
LOOP_HEAD_M = 8.0


@dataclass
class Parts:
    """Equipment and checks as they are found; used inside one design only."""

    equipment: list[Equipment] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)

    def add(
        self, kind: str, role: str, model: str, count: int, figures: Figures, source_standing: str
    ) -> None:
        """Put one line on the equipment list."""
        self.equipment.append(Equipment(kind, role, model, count, figures, source_standing))

    def lacking(self, kind: str, role: str, error: NothingSuits) -> None:
        """Say that the catalogue has nothing that suits, and the nearest reason."""
        self.checks.append(
            Check(
                "nothing_suits",
                "fault",
                message("check.nothing_suits", kind=kind, role=role, count=len(error.rejections)),
            )
        )


def heating_side(context: Context, sizing: Sizing, catalog: Catalog, sheet: Sheet) -> Parts:
    """Exchanger, circulation pumps, buffer tank and expansion vessel of the heating system."""
    parts = Parts()
    answers, demand = context.answers, context.demand
    flow = _system_flow(context, sheet.part("book.circulation"))
    primary_pump = answers.flag("plate_exchanger")
    unit_drop = sizing.unit.row.water_pressure_drop_kpa
    if primary_pump:
        _exchanger_side(context, sizing, catalog, sheet, parts)
    _pump(
        context,
        catalog,
        sheet.part("book.circulation"),
        parts,
        "heating_circulation",
        flow,
        unit_kpa=0.0 if primary_pump else unit_drop,
        exchanger_kpa=EXCHANGER_KPA if primary_pump else 0.0,
        terminal_kpa=answers.number("terminal_drop_kpa"),
        length_m=answers.number("circuit_length_m"),
        glycol=0.0 if primary_pump else answers.number("glycol_fraction"),
        t_water_c=demand.t_supply_c,
    )
    _buffer_and_vessel(context, sizing, catalog, sheet, parts)
    return parts


def _system_flow(context: Context, sheet: Sheet) -> float:
    """Flow for the heat load or, where it is more, for the cooling load at 5 K."""
    demand = context.demand
    density = sheet.work(water_density, t_water_c=demand.t_supply_c)
    warm = sheet.work(
        hydraulics.circulation_flow,
        heat_kw=demand.heat_load_kw,
        specific_heat_kj_kgk=WATER_KJ_KGK,
        density_kg_m3=density,
        dt_k=demand.t_supply_c - demand.t_return_c,
    )
    if not demand.cooling_load_kw:
        return warm
    cold = sheet.work(
        hydraulics.circulation_flow,
        heat_kw=demand.cooling_load_kw,
        specific_heat_kj_kgk=WATER_KJ_KGK,
        density_kg_m3=sheet.work(water_density, t_water_c=demand.t_chilled_c),
        dt_k=LOOP_DT_K,
    )
    return max(warm, cold)


def _antifreeze(catalog: Catalog, fraction: float) -> Antifreeze:
    """The row of the mixture at or above a glycol share; water for none."""
    if fraction <= 0.0:
        return catalog.find(Antifreeze, "water", 0.0)
    rows = sorted((r for r in catalog.rows(Antifreeze) if r.fluid == GLYCOL), key=lambda r: r.mass_fraction)
    return next((row for row in rows if row.mass_fraction >= fraction - 1e-9), rows[-1])


def _pump(
    context: Context,
    catalog: Catalog,
    sheet: Sheet,
    parts: Parts,
    role: str,
    flow_m3h: float,
    *,
    unit_kpa: float,
    exchanger_kpa: float,
    terminal_kpa: float,
    length_m: float,
    glycol: float,
    t_water_c: float,
    pressure_kpa: float = 600.0,
) -> None:
    """Head of the worst run, margins once, the main's pipe, and the pump with its standby."""
    sheet = sheet.part("book.circulation", role)
    answers = context.answers
    mixture = _antifreeze(catalog, glycol)
    density = sheet.work(water_density, t_water_c=t_water_c)
    if glycol > 0.0:
        flow_m3h = sheet.work(hydraulics.glycol_flow, flow_m3h=flow_m3h, flow_factor=mixture.flow_factor)
    pipes = sheet.work(
        hydraulics.pipe_drop,
        specific_friction_pa_m=answers.number("specific_friction_pa_m"),
        length_m=length_m,
        local_share_fraction=LOCAL_SHARE,
        drop_factor=mixture.drop_factor__warm,
    )
    # a thicker mixture costs the units and the exchanger as much more as the pipes
    head = sheet.work(
        hydraulics.index_circuit_head,
        drop_kpa__unit=unit_kpa * mixture.drop_factor__warm,
        drop_kpa__exchanger=exchanger_kpa * mixture.drop_factor__warm,
        drop_kpa__pipes=pipes,
        drop_kpa__terminal=terminal_kpa,
        drop_kpa__valve=VALVE_KPA,
        density_kg_m3=density,
    )
    design_flow = sheet.work(hydraulics.design_flow, flow_m3h=flow_m3h, flow_margin_factor=FLOW_MARGIN)
    design_head = sheet.work(hydraulics.design_head, head_m=head, head_margin_factor=HEAD_MARGIN)
    try:
        pipe = choose_pipe(
            catalog,
            sheet,
            flow_m3h=flow_m3h,
            density_kg_m3=density,
            viscosity_mpa_s=sheet.work(water_viscosity, t_water_c=t_water_c),
        )
        dn = float(pipe.pipe.dn_mm)
    except NothingSuits:
        dn = 0.0
    choice = None
    for duty_count in (1, 2, 3, 4):
        try:
            choice = choose_pump(
                catalog,
                sheet,
                flow_m3h=design_flow,
                head_m=design_head,
                duty_count=duty_count,
                standby_count=int(answers.number("pump_standby_count")),
                t_water_c=t_water_c,
                pressure_kpa=pressure_kpa,
            )
            break
        except NothingSuits as error:
            failed = error
    if choice is None:
        parts.lacking("pump", role, failed)
        return
    figures = {name: value for name, value in choice.figures.items() if name in PUMP_FIGURES}
    if dn:
        figures["dn_mm__main"] = dn
    if role == "heating_circulation":
        _transport(
            context,
            catalog,
            sheet,
            parts,
            design_flow,
            design_head,
            float(choice.figures["pump_efficiency_fraction"]),
            length_m,
        )
    parts.add(
        "pump",
        role,
        choice.model,
        choice.count,
        FrozenMap({**figures, "duty_count": choice.duty_count, "standby_count": choice.standby_count}),
        catalog.sources[choice.pump.source].standing,
    )


def _transport(
    context: Context,
    catalog: Catalog,
    sheet: Sheet,
    parts: Parts,
    flow_m3h: float,
    head_m: float,
    efficiency: float,
    length_m: float,
) -> None:
    """Heat transport ratio EHR-h beside its limit, as a named check."""
    demand = context.demand
    found = check_transport(
        catalog,
        sheet,
        use="heating",
        heat_kw=demand.heat_load_kw,
        flow_m3h=flow_m3h,
        head_m=head_m,
        pump_efficiency_fraction=efficiency,
        length_m=length_m,
        dt_k=demand.t_supply_c - demand.t_return_c,
    )
    values = {"transport_ratio": found.ratio, "transport_ratio__limit": found.limit}
    key = "check.transport_kept" if found.kept else "check.transport_above"
    parts.checks.append(Check("transport_ratio", "pass" if found.kept else "warning", message(key, **values)))


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
)


def _exchanger_side(context: Context, sizing: Sizing, catalog: Catalog, sheet: Sheet, parts: Parts) -> None:
    """Plate exchanger between the units' antifreeze and the water of the house, and its primary pump."""
    answers, demand = context.answers, context.demand
    part = sheet.part("book.exchanger")
    approach = answers.number("exchanger_approach_k")
    spread = demand.t_supply_c - demand.t_return_c
    density = part.work(water_density, t_water_c=demand.t_supply_c)
    flow = part.work(
        hydraulics.circulation_flow,
        heat_kw=demand.heat_load_kw,
        specific_heat_kj_kgk=WATER_KJ_KGK,
        density_kg_m3=density,
        dt_k=spread,
    )
    duty = ExchangerDuty(
        heat_kw=demand.heat_load_kw,
        t_hot_in_c=demand.t_supply_c + approach,
        t_hot_out_c=demand.t_return_c + approach,
        t_cold_in_c=demand.t_return_c,
        t_cold_out_c=demand.t_supply_c,
        flow_hot_m3h=flow,
        flow_cold_m3h=flow,
    )
    choice = None
    for count in (1, 2, 3, 4):
        try:
            choice = choose_exchanger(catalog, part, duty, count=count)
            break
        except NothingSuits as error:
            failed = error
    if choice is None:
        parts.lacking("plate_exchanger", "exchanger", failed)
    else:
        parts.add(
            "plate_exchanger",
            "exchanger",
            choice.model,
            choice.count,
            FrozenMap({**choice.figures, "heat_kw": demand.heat_load_kw}),
            catalog.sources[choice.exchanger.source].standing,
        )
    _pump(
        context,
        catalog,
        sheet,
        parts,
        "primary_circulation",
        flow,
        unit_kpa=sizing.unit.row.water_pressure_drop_kpa,
        exchanger_kpa=EXCHANGER_KPA,
        terminal_kpa=0.0,
        length_m=60.0,
        glycol=answers.number("glycol_fraction"),
        t_water_c=demand.t_supply_c,
    )


def _buffer_and_vessel(
    context: Context, sizing: Sizing, catalog: Catalog, sheet: Sheet, parts: Parts
) -> None:
    """Buffer for units that defrost together, less the water already there; vessel at local pressure."""
    answers, demand = context.answers, context.demand
    content = catalog.find(WaterContent, answers.text("terminal"))
    part = sheet.part("book.buffer")
    per_kw = part.look_up(
        "water_content_l_kw",
        content.water_content_l_kw,
        table=content.TABLE,
        row=content.terminal,
        source=content.source,
    )
    existing = part.work(expansion.system_volume, heat_kw=demand.heat_load_kw, water_content_l_kw=per_kw)
    family = sizing.unit.family
    need = work_out_buffer(
        part,
        unit_count=sizing.count if family.defrosts_together else 0,
        unit_heat_kw=sizing.at_bivalent.capacity_kw,
        step_heat_kw=sizing.at_bivalent.capacity_kw * sizing.unit.row.minimum_load_fraction,
        existing_water_l=existing,
        density_kg_m3=part.work(water_density, t_water_c=demand.t_supply_c),
    )
    pressure = _system_pressure(context, catalog, sheet.part("book.vessel"), parts)
    volume = existing
    if need.volume_l > 0.0:
        try:
            tank = choose_tank(
                catalog,
                part,
                volume_l=need.volume_l,
                construction="pressurised",
                t_water_c=demand.t_supply_c,
                pressure_kpa=SYSTEM_ALLOWED_KPA if pressure is None else pressure,
            )
            parts.add(
                "buffer_tank",
                "buffer",
                tank.model,
                tank.count,
                FrozenMap({**need.figures, **tank.figures}),
                catalog.sources[tank.tank.source].standing,
            )
            volume = existing + float(tank.figures["total_volume_l"])
        except NothingSuits as error:
            parts.lacking("buffer_tank", "buffer", error)
    else:
        parts.checks.append(Check("buffer", "info", message("check.no_buffer", system_volume_l=existing)))
    if pressure is not None:
        _vessel(context, catalog, sheet.part("book.vessel"), parts, volume, pressure)


def _system_pressure(context: Context, catalog: Catalog, sheet: Sheet, parts: Parts) -> float | None:
    """Setting of the safety valve; None where the house is too high for the valves of the catalogue."""
    least = sheet.work(
        expansion.least_safety_pressure,
        static_head_m=context.answers.number("static_height_m"),
        pressure_kpa__margin=FILL_MARGIN_KPA,
        pressure_kpa__span=PRESSURE_SPAN_KPA,
    )
    try:
        return choose_safety_setting(catalog, sheet, least, SYSTEM_ALLOWED_KPA)
    except NothingSuits as error:
        parts.lacking("expansion_vessel", "expansion", error)
        return None


def _vessel(
    context: Context, catalog: Catalog, sheet: Sheet, parts: Parts, volume_l: float, safety_kpa: float
) -> None:
    air = sheet.work(air_pressure, altitude_m=context.answers.number("altitude_m"))
    cold = sheet.work(water_density, t_water_c=COLD_FILL_C)
    hot = sheet.work(water_density, t_water_c=max(60.0, context.demand.t_supply_c))
    share = sheet.work(expansion.expansion_share, density_kg_m3__cold=cold, density_kg_m3__hot=hot)
    mixture = _antifreeze(catalog, context.answers.number("glycol_fraction"))
    expanded = sheet.work(
        expansion.expansion_volume,
        system_volume_l=volume_l,
        expansion_fraction=share,
        expansion_factor=mixture.expansion_factor,
    )
    reserve = sheet.work(expansion.cold_reserve, system_volume_l=volume_l)
    fill = sheet.work(
        expansion.fill_pressure,
        static_head_m=context.answers.number("static_height_m"),
        pressure_kpa__margin=FILL_MARGIN_KPA,
        pressure_air_kpa=air,
    )
    final = sheet.work(expansion.final_pressure, pressure_kpa__safety=safety_kpa, pressure_air_kpa=air)
    volume = sheet.work(
        expansion.vessel_volume,
        expansion_volume_l=expanded,
        reserve_volume_l=reserve,
        pressure_kpa__fill=fill,
        pressure_kpa__final=final,
    )
    try:
        vessel = choose_vessel(catalog, sheet, volume_l=volume, pressure_kpa=safety_kpa, t_water_c=60.0)
    except NothingSuits as error:
        parts.lacking("expansion_vessel", "expansion", error)
        return
    parts.add(
        "expansion_vessel",
        "expansion",
        vessel.model,
        vessel.count,
        FrozenMap(
            {
                **vessel.figures,
                "vessel_volume_l": volume,
                "pressure_kpa__safety": safety_kpa,
                "system_volume_l": volume_l,
            }
        ),
        catalog.sources[vessel.vessel.source].standing,
    )


def hot_water_side(context: Context, sizing: Sizing, catalog: Catalog, sheet: Sheet) -> Parts:
    """Storage tanks, charging pump and loop pump of the hot water."""
    parts = Parts()
    hot = context.demand.hot_water
    assert hot is not None
    part = sheet.part("book.hot_water_plant")
    construction = context.answers.text("hot_water_tank_kind")
    boiling = part.work(
        boiling_temperature,
        pressure_air_kpa=part.work(air_pressure, altitude_m=context.answers.number("altitude_m")),
    )
    if hot.storage_l > 0.0:
        try:
            tank = choose_tank(
                catalog,
                part,
                volume_l=hot.storage_l,
                construction=construction,  # type: ignore[arg-type]
                linings=DRINKING_WATER,
                t_water_c=hot.t_storage_c,
                t_boiling_c=boiling,
                count_max=8,
                pressure_kpa=600.0 if construction == "pressurised" else 0.0,
            )
            parts.add(
                "storage_tank",
                "hot_water_storage",
                tank.model,
                tank.count,
                FrozenMap({**tank.figures, "storage_l": hot.storage_l}),
                catalog.sources[tank.tank.source].standing,
            )
        except NothingSuits as error:
            parts.lacking("storage_tank", "hot_water_storage", error)
    density = part.work(water_density, t_water_c=hot.t_storage_c)
    charge = part.work(
        hydraulics.circulation_flow,
        heat_kw=hot.heat_pump_kw,
        specific_heat_kj_kgk=WATER_KJ_KGK,
        density_kg_m3=density,
        dt_k=LOOP_DT_K,
    )
    _pump(
        context,
        catalog,
        sheet,
        parts,
        "hot_water_charging",
        charge,
        unit_kpa=sizing.unit.row.water_pressure_drop_kpa,
        exchanger_kpa=0.0,
        terminal_kpa=0.0,
        length_m=40.0,
        glycol=0.0,
        t_water_c=hot.t_storage_c,
    )
    if hot.circulation_kw > 0.0:
        loop = part.work(
            hydraulics.circulation_flow,
            heat_kw=hot.circulation_kw,
            specific_heat_kj_kgk=WATER_KJ_KGK,
            density_kg_m3=density,
            dt_k=LOOP_DT_K,
        )
        _pump(
            context,
            catalog,
            sheet,
            parts,
            "hot_water_loop",
            max(loop, 0.3),
            unit_kpa=0.0,
            exchanger_kpa=0.0,
            terminal_kpa=10.0,
            length_m=context.answers.number("circuit_length_m"),
            glycol=0.0,
            t_water_c=hot.t_storage_c,
        )
    return parts


def backup_heater(
    catalog: Catalog, sheet: Sheet, parts: Parts, role: str, heat_kw: float, t_water_c: float
) -> None:
    """Electric heaters for a backup; nothing where none is needed."""
    if heat_kw <= 0.0:
        return
    try:
        choice = choose_heater(catalog, sheet, heat_kw=heat_kw, t_water_c=t_water_c, count_max=3)
    except NothingSuits as error:
        parts.lacking("backup_heater", role, error)
        return
    parts.add(
        "backup_heater",
        role,
        choice.model,
        choice.count,
        FrozenMap({**choice.figures, "backup_kw": heat_kw}),
        catalog.sources[choice.heater.source].standing,
    )
