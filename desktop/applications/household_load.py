"""Every way to the design heat load of a dwelling: index, envelope, last season's use, or as entered."""

from __future__ import annotations

from ..engine import building_load as load
from ..engine import house_load as house
from ..engine.corrections import air_pressure
from ..engine.sheet import Sheet
from .application import LoadEstimate
from .building import index_estimate
from .household_measured import AMOUNT, used_estimate
from .questions import Answers, MissingAnswer
from .site import Site


def house_estimates(answers: Answers, site: Site, sheet: Sheet) -> tuple[LoadEstimate, ...]:
    """Index and envelope always, last season's use where it is known; the one asked for is marked as used."""
    method = answers.text("heating_load_method")
    found = [
        index_estimate(answers, sheet.part("book.load_index"), method),
        _by_envelope(answers, sheet.part("book.load_envelope"), method),
    ]
    measured = used_estimate(answers, site, sheet.part("book.load_measured"))
    if measured is not None:
        found.append(measured)
    if method == "entered":
        part = sheet.part("book.heating")
        kw = sheet.rounded("heat_load_kw", answers.number("heat_load_entered_kw"))
        part.given("heat_load_kw", kw)
        index = part.work(
            load.index_of_load, heat_load_kw=kw, heated_area_m2=answers.number("heated_area_m2")
        )
        found.append(LoadEstimate("entered", kw, kw, kw, index, True, ""))
    if not any(estimate.used for estimate in found):
        raise MissingAnswer(AMOUNT.get(answers.text("measured_kind"), "measured_kind"))
    return tuple(found)


def _by_envelope(answers: Answers, sheet: Sheet, method: str) -> LoadEstimate:
    """Transmission of what the heated rooms show to the weather, and the air that leaks in."""
    n = answers.number
    density = sheet.work(
        load.air_density,
        pressure_air_kpa=sheet.work(air_pressure, altitude_m=n("altitude_m")),
        t_outdoor_c=n("t_outdoor_design_c"),
    )
    leak = sheet.work(
        load.infiltration,
        air_density_kg_m3=density,
        air_change_per_h=n("air_change_per_h"),
        heated_area_m2=n("heated_area_m2"),
        storey_height_m=n("storey_height_m"),
        net_volume_fraction=0.9,
    )
    kw = sheet.work(
        load.load_by_envelope,
        transmission_w_k=_transmission(answers, sheet),
        infiltration_w_k=leak,
        fresh_air_w_k=0.0,
        t_indoor_winter_c=n("t_indoor_winter_c"),
        t_outdoor_c=n("t_outdoor_design_c"),
    )
    index = sheet.work(load.index_of_load, heat_load_kw=kw, heated_area_m2=n("heated_area_m2"))
    low = sheet.work(load.load_low, heat_load_kw=kw, load_low_ratio=0.85)
    high = sheet.work(load.load_high, heat_load_kw=kw, load_high_ratio=1.15)
    return LoadEstimate("envelope", low, kw, high, index, method == "envelope", "gbt50824_recalled")


def _transmission(answers: Answers, sheet: Sheet) -> float:
    n = answers.number
    area, storeys = n("heated_area_m2"), n("storey_count")
    ground = sheet.work(house.house_footprint, floor_area_m2=n("floor_area_m2"), storey_count=storeys)
    facade = sheet.work(
        load.facade_area,
        plan_ratio=n("plan_ratio"),
        footprint_m2=ground,
        storey_height_m=n("storey_height_m"),
        storey_count=storeys,
    )
    walls = sheet.work(
        house.exposed_walls,
        facade_area_m2=facade,
        exposed_wall_fraction=n("exposed_wall_fraction"),
        heated_area_m2=area,
        floor_area_m2=n("floor_area_m2"),
    )
    roof = sheet.work(
        house.exposed_roof,
        heated_area_m2=area,
        storey_count=storeys,
        exposed_roof_fraction=n("exposed_roof_fraction"),
    )
    floor = sheet.work(
        house.exposed_floor,
        heated_area_m2=area,
        storey_count=storeys,
        exposed_floor_fraction=n("exposed_floor_fraction"),
    )
    return sheet.work(
        house.house_transmission,
        u_wall_w_m2k=n("u_wall_w_m2k"),
        facade_area_m2__exposed=walls,
        window_area_m2=n("window_area_m2"),
        u_window_w_m2k=n("u_window_w_m2k"),
        u_roof_w_m2k=n("u_roof_w_m2k"),
        footprint_m2__roof=roof,
        ground_factor=n("ground_factor"),
        u_floor_w_m2k=n("u_floor_w_m2k"),
        footprint_m2__ground=floor,
        envelope_addition_fraction=n("envelope_addition_fraction"),
    )
