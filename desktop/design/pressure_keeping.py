"""Water that is held: the buffer tank, and the expansion vessels of heating and hot water."""

from __future__ import annotations

from ..components.choice import NothingSuits
from ..components.tanks import choose_tank
from ..components.vessels import VesselChoice, WaterContent, choose_safety_setting, choose_vessel
from ..engine import expansion
from ..engine.corrections import air_pressure
from ..engine.figures import FrozenMap
from ..engine.messages import Check, message
from ..engine.sheet import Sheet
from ..engine.storage import BufferNeed, BufferRules, smallest_step, work_out_buffer
from ..engine.water import water_density
from ..tables.catalog import Catalog
from .circulation import antifreeze
from .context import Context
from .make_up import make_up_pumps
from .parts import Parts, stations_of
from .sizing import Sizing

FILL_MARGIN_KPA = 10.0
PRESSURE_SPAN_KPA = 150.0
SYSTEM_ALLOWED_KPA = 1600.0
COLD_FILL_C = 4.0
HOTTEST_C = 60.0
HOT_WATER_PRESSURE_KPA = 600.0
LARGEST_CLOSED_L = 100_000.0  # more water is usually kept under pressure by pumps, not by vessels
HOT_WATER_PRESSURE_RATIO = 1.10  # final by initial absolute pressure


def buffer_and_vessel(context: Context, sizing: Sizing, catalog: Catalog, sheet: Sheet, parts: Parts) -> None:
    """Buffer for units that defrost together, less the water already there; vessel at local pressure.

    Units that only cool never defrost and get no buffer.
    """
    part = sheet.part("book.buffer")
    volume = _existing_water(context, catalog, part)
    pressure = _system_pressure(context, catalog, sheet.part("book.vessel"), parts)
    if context.heating is not None:
        need = _buffer_need(context, sizing, volume, part)
        if need.volume_l > 0.0:
            volume = _buffer(context, need, pressure, catalog, part, parts)
        else:
            parts.checks.append(Check("buffer", "info", message("check.no_buffer", system_volume_l=volume)))
    if pressure is not None:
        _vessel(context, catalog, sheet.part("book.vessel"), parts, volume, pressure)


def _existing_water(context: Context, catalog: Catalog, sheet: Sheet) -> float:
    content = catalog.find(WaterContent, context.answers.text("terminal"))
    per_kw = sheet.look_up(
        "water_content_l_kw",
        content.water_content_l_kw,
        table=content.TABLE,
        row=content.terminal,
        source=content.source,
    )
    return sheet.work(expansion.system_volume, heat_kw=context.circuit_kw, water_content_l_kw=per_kw)


def _buffer_need(context: Context, sizing: Sizing, existing_l: float, sheet: Sheet) -> BufferNeed:
    """The three rules for units of which a share, or of some families all, may defrost at once."""
    rules = BufferRules(defrost_share_fraction=1.0) if sizing.unit.family.defrosts_together else BufferRules()
    for name, value in (
        ("defrost_share_fraction", rules.defrost_share_fraction),
        ("defrost_draw_fraction", rules.defrost_draw_fraction),
        ("duration_minutes__defrost", rules.duration_minutes__defrost),
        ("duration_minutes__run_time", rules.duration_minutes__run_time),
        ("water_content_l_kw__least", rules.water_content_l_kw__least),
    ):
        sheet.given(name, value, source="engineering_practice", default=True)
    row = sizing.unit.row
    unit_kw = sizing.at_bivalent.capacity_kw
    step_kw = sheet.work(
        smallest_step,
        heat_kw__unit=unit_kw,
        minimum_load_fraction=sheet.look_up(
            "minimum_load_fraction",
            row.minimum_load_fraction,
            table=row.TABLE,
            row=row.model,
            source=row.source,
        ),
    )
    return work_out_buffer(
        sheet,
        # where the summer or a spare asks for more units, the others stand still in frost
        unit_count=min(sizing.count, sizing.count_winter),
        unit_heat_kw=unit_kw,
        step_heat_kw=step_kw,
        existing_water_l=existing_l,
        density_kg_m3=sheet.work(water_density, t_water_c=context.t_circuit_c),
        rules=rules,
    )


def _buffer(
    context: Context, need: BufferNeed, pressure: float | None, catalog: Catalog, sheet: Sheet, parts: Parts
) -> float:
    """Put the buffer tanks on the list; gives the system's water with them, or without where none suits."""
    existing = float(need.figures["system_volume_l"])
    try:
        tank = choose_tank(
            catalog,
            sheet,
            volume_l=need.volume_l,
            construction="pressurised",
            t_water_c=context.t_circuit_c,
            pressure_kpa=SYSTEM_ALLOWED_KPA if pressure is None else pressure,
            count_max=parts.most,
        )
    except NothingSuits as error:
        parts.lacking("buffer_tank", "buffer", error)
        return existing
    parts.add(
        "buffer_tank",
        "buffer",
        tank.model,
        tank.count,
        FrozenMap({**need.figures, **tank.figures}),
        catalog.sources[tank.tank.source].standing,
    )
    return sheet.work(
        expansion.water_with_buffer,
        system_volume_l=existing,
        total_volume_l=tank.figures["total_volume_l"],
    )


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
    fill = sheet.work(
        expansion.fill_pressure,
        static_head_m=context.answers.number("static_height_m"),
        pressure_kpa__margin=FILL_MARGIN_KPA,
        pressure_air_kpa=air,
    )
    growth = _expanded(context, catalog, sheet, volume_l)
    volume = sheet.work(
        expansion.vessel_volume,
        expansion_volume_l=growth,
        reserve_volume_l=sheet.work(expansion.cold_reserve, system_volume_l=volume_l),
        pressure_kpa__fill=fill,
        pressure_kpa__final=sheet.work(
            expansion.final_pressure, pressure_kpa__safety=safety_kpa, pressure_air_kpa=air
        ),
    )
    if volume_l > LARGEST_CLOSED_L * stations_of(context.answers):
        make_up_pumps(context, catalog, sheet, parts, volume_l, growth)
        return
    found = _chosen_vessel(catalog, sheet, parts, "expansion", volume, safety_kpa)
    if found is not None:
        more = {"pressure_kpa__safety": safety_kpa, "system_volume_l": volume_l}
        _add_vessel(catalog, parts, "expansion", found, {"vessel_volume_l": volume, **more})


def _expanded(context: Context, catalog: Catalog, sheet: Sheet, volume_l: float) -> float:
    """What the system's water grows by from the cold filling to its hottest."""
    cold = sheet.work(water_density, t_water_c=COLD_FILL_C)
    hot = sheet.work(water_density, t_water_c=max(HOTTEST_C, context.t_circuit_c))
    share = sheet.work(expansion.expansion_share, density_kg_m3__cold=cold, density_kg_m3__hot=hot)
    mixture = antifreeze(catalog, context.answers.number("glycol_fraction"))
    return sheet.work(
        expansion.expansion_volume,
        system_volume_l=volume_l,
        expansion_fraction=share,
        expansion_factor=mixture.expansion_factor,
    )


def hot_water_vessel(context: Context, catalog: Catalog, sheet: Sheet, parts: Parts, volume_l: float) -> None:
    """The vessel of closed hot-water tanks: it takes what their water grows by from cold to storage."""
    hot = context.demand.hot_water
    assert hot is not None
    sheet = sheet.part("book.vessel", "hot_water_expansion")
    ratio = HOT_WATER_PRESSURE_RATIO
    sheet.given("pressure_ratio", ratio, source="gb50015_2019_recalled", default=True)
    volume = sheet.work(
        expansion.hot_water_vessel_volume,
        density_kg_m3__cold=sheet.work(water_density, t_water_c=hot.t_cold_c),
        density_kg_m3__hot=sheet.work(water_density, t_water_c=hot.t_storage_c),
        pressure_ratio=ratio,
        volume_l=volume_l,
    )
    found = _chosen_vessel(catalog, sheet, parts, "hot_water_expansion", volume, HOT_WATER_PRESSURE_KPA)
    if found is not None:
        figures = {"vessel_volume_l": volume, "system_volume_l": volume_l}
        _add_vessel(catalog, parts, "hot_water_expansion", found, figures)


def _chosen_vessel(
    catalog: Catalog, sheet: Sheet, parts: Parts, role: str, volume_l: float, pressure_kpa: float
) -> VesselChoice | None:
    try:
        return choose_vessel(
            catalog,
            sheet,
            volume_l=volume_l,
            pressure_kpa=pressure_kpa,
            t_water_c=HOTTEST_C,
            count_max=parts.most,
        )
    except NothingSuits as error:
        parts.lacking("expansion_vessel", role, error)
        return None


def _add_vessel(
    catalog: Catalog, parts: Parts, role: str, choice: VesselChoice, figures: dict[str, float]
) -> None:
    parts.add(
        "expansion_vessel",
        role,
        choice.model,
        choice.count,
        FrozenMap({**choice.figures, **figures}),
        catalog.sources[choice.vessel.source].standing,
    )
