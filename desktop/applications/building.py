"""The heating, cooling and hot water that a building asks of a plant."""

from __future__ import annotations

from ..engine import building_load as load
from ..engine.corrections import air_pressure
from ..engine.figures import FrozenMap
from ..engine.messages import Check, message
from ..engine.sheet import Sheet
from .application import Demand, LoadEstimate
from .building_questions import HEATING_QUESTIONS as HEATING_QUESTIONS
from .building_questions import LEAST_SPAN_K, is_radiator
from .building_questions import building_questions as building_questions
from .building_questions import heats as heats
from .hot_water import hot_water_demand
from .measured import measured_estimate
from .questions import Answers, BadAnswer, MissingAnswer
from .site import Site

LIKE_LOADS = (0.8, 1.25)  # outside this ratio two ways to the load are said to differ


def building_demand(answers: Answers, site: Site, sheet: Sheet) -> Demand:
    """The demand of a building for heating, cooling and hot water. Raises BadAnswer where it wants none."""
    n = answers.number
    heat_load, t_balance = 0.0, n("t_indoor_year_c") - n("dt_gains_k")
    estimates: tuple[LoadEstimate, ...] = ()
    if heats(answers):
        require_sense(answers)
        heat_load, estimates = _heating(answers, site, sheet)
    cooling = cooling_load(answers, sheet.part("book.cooling"))
    hot_water = hot_water_demand(answers, sheet.part("book.hot_water"), "hotel")
    if not (heat_load or cooling or hot_water):
        raise BadAnswer(message("fault.nothing_wanted", question="has_heating"))
    return Demand(
        heat_load_kw=heat_load,
        t_design_c=n("t_outdoor_design_c"),
        t_balance_c=t_balance,
        t_supply_c=n("t_supply_c"),
        t_return_c=n("t_return_c"),
        t_supply_mild_c=min(n("t_supply_mild_c"), n("t_supply_c")),
        cooling_load_kw=cooling,
        t_summer_c=site.t_summer_c,
        t_chilled_c=answers.number("t_chilled_c"),
        cooling_full_load_h=answers.number("cooling_full_load_h") if cooling else 0.0,
        heated_area_m2=n("heated_area_m2"),
        hot_water=hot_water,
        estimates=estimates,
        checks=(
            *load_checks(estimates, sheet.part("book.heating")),
            *radiator_checks(answers, sheet.part("book.terminal")),
        ),
        figures=FrozenMap(),
    )


def _heating(answers: Answers, site: Site, sheet: Sheet) -> tuple[float, tuple[LoadEstimate, ...]]:
    """Heat load at the plant, and every way to that of the building."""
    n, part = answers.number, sheet.part("book.heating")
    t_balance = part.work(
        load.balance_temperature, t_indoor_year_c=n("t_indoor_year_c"), dt_gains_k=n("dt_gains_k")
    )
    estimates = _heating_estimates(answers, site, sheet, n("t_outdoor_design_c"), t_balance)
    heat_load = part.work(
        load.load_with_losses,
        heat_load_kw__building=next(estimate.likely_kw for estimate in estimates if estimate.used),
        pipe_loss_fraction=n("pipe_loss_fraction"),
        load_margin_fraction=n("load_margin_fraction"),
    )
    return heat_load, estimates


def require_sense(answers: Answers) -> None:
    """Raise BadAnswer for temperatures that are each in range but contradict one another."""
    n = answers.number
    if n("t_return_c") > n("t_supply_c") - 1.0:
        raise BadAnswer(
            message(
                "fault.return_not_below_supply",
                question="t_return_c",
                value=n("t_return_c"),
                t_supply_c=n("t_supply_c"),
            )
        )
    if n("t_return_c") <= n("t_indoor_winter_c"):
        raise BadAnswer(
            message(
                "fault.return_not_above_room",
                question="t_return_c",
                value=n("t_return_c"),
                t_indoor_c=n("t_indoor_winter_c"),
            )
        )
    t_balance = n("t_indoor_year_c") - n("dt_gains_k")
    if n("t_outdoor_design_c") > t_balance - LEAST_SPAN_K:
        raise BadAnswer(
            message(
                "fault.design_not_below_balance",
                question="t_outdoor_design_c",
                value=n("t_outdoor_design_c"),
                t_balance_c=t_balance,
            )
        )


def _heating_estimates(
    answers: Answers, site: Site, sheet: Sheet, t_design: float, t_balance: float
) -> tuple[LoadEstimate, ...]:
    """Every way to the design heat load that the answers allow; the one asked for is marked as used."""
    method = answers.text("heating_load_method")
    found = [index_estimate(answers, sheet.part("book.load_index"), method)]
    found.append(_by_envelope(answers, site, sheet.part("book.load_envelope"), method, t_design))
    measured = measured_estimate(answers, site, sheet.part("book.load_measured"), t_balance)
    if measured is not None:
        found.append(measured)
    if method == "entered":
        kw = sheet.rounded("heat_load_kw", answers.number("heat_load_entered_kw"))
        sheet.part("book.heating").given("heat_load_kw", kw)
        index = sheet.part("book.heating").work(
            load.index_of_load, heat_load_kw=kw, heated_area_m2=answers.number("heated_area_m2")
        )
        found.append(LoadEstimate("entered", kw, kw, kw, index, True, ""))
    if not any(estimate.used for estimate in found):
        raise MissingAnswer(
            "measured_electricity_kwh_m2d" if method == "measured" else "heat_load_entered_kw"
        )
    return tuple(found)


def index_estimate(answers: Answers, sheet: Sheet, method: str) -> LoadEstimate:
    """The load by area index, between the ends of its usual range unless the user chose the index."""
    answer = answers["heating_index_w_m2"]
    area = answers.number("heated_area_m2")

    def at(index: float) -> float:
        return sheet.work(load.load_by_index, heating_index_w_m2=index, heated_area_m2=area)

    likely = at(answers.number("heating_index_w_m2"))
    low = at(answer.low) if answer.low is not None and answer.standing == "default" else likely
    high = at(answer.high) if answer.high is not None and answer.standing == "default" else likely
    return LoadEstimate(
        "index", low, likely, high, answers.number("heating_index_w_m2"), method == "index", answer.source
    )


def _by_envelope(answers: Answers, site: Site, sheet: Sheet, method: str, t_design: float) -> LoadEstimate:
    n = answers.number
    footprint = sheet.work(load.footprint, heated_area_m2=n("heated_area_m2"), storey_count=n("storey_count"))
    facade = sheet.work(
        load.facade_area,
        plan_ratio=n("plan_ratio"),
        footprint_m2=footprint,
        storey_height_m=n("storey_height_m"),
        storey_count=n("storey_count"),
    )
    window = sheet.work(
        load.window_area, window_wall_fraction=n("window_wall_fraction"), facade_area_m2=facade
    )
    transmission = sheet.work(
        load.transmission,
        u_wall_w_m2k=n("u_wall_w_m2k"),
        facade_area_m2=facade,
        window_area_m2=window,
        u_window_w_m2k=n("u_window_w_m2k"),
        u_roof_w_m2k=n("u_roof_w_m2k"),
        ground_factor=n("ground_factor"),
        u_floor_w_m2k=n("u_floor_w_m2k"),
        footprint_m2=footprint,
        envelope_addition_fraction=n("envelope_addition_fraction"),
    )
    pressure = sheet.work(air_pressure, altitude_m=n("altitude_m"))
    density = sheet.work(load.air_density, pressure_air_kpa=pressure, t_outdoor_c=t_design)
    leak = sheet.work(
        load.infiltration,
        air_density_kg_m3=density,
        air_change_per_h=n("air_change_per_h"),
        heated_area_m2=n("heated_area_m2"),
        storey_height_m=n("storey_height_m"),
        net_volume_fraction=0.95,
    )
    fresh = sheet.work(
        load.fresh_air,
        air_density_kg_m3=density,
        fresh_air_m3_h_person=n("fresh_air_m3_h_person"),
        person_count=n("bed_count"),
        heat_recovery_fraction=n("heat_recovery_fraction"),
    )
    kw = sheet.work(
        load.load_by_envelope,
        transmission_w_k=transmission,
        infiltration_w_k=leak,
        fresh_air_w_k=fresh,
        t_indoor_winter_c=n("t_indoor_winter_c"),
        t_outdoor_c=t_design,
    )
    index = sheet.work(load.index_of_load, heat_load_kw=kw, heated_area_m2=n("heated_area_m2"))
    low = sheet.work(load.load_low, heat_load_kw=kw, load_low_ratio=0.85)
    high = sheet.work(load.load_high, heat_load_kw=kw, load_high_ratio=1.15)
    return LoadEstimate("envelope", low, kw, high, index, method == "envelope", "engineering_practice")


def cooling_load(answers: Answers, sheet: Sheet) -> float:
    """The cooling load by area index in kW; 0 where none is wanted."""
    if not answers.flag("has_cooling"):
        return 0.0
    return sheet.work(
        load.cooling_by_index,
        cooling_index_w_m2=answers.number("cooling_index_w_m2"),
        cooled_area_m2=answers.number("cooled_area_m2"),
        cooling_diversity_fraction=answers.number("cooling_diversity_fraction"),
    )


def radiator_checks(answers: Answers, sheet: Sheet) -> tuple[Check, ...]:
    """Whether existing radiators give the heat asked with the cooler water."""
    if not is_radiator(answers):
        return ()
    output = sheet.work(
        load.radiator_output,
        t_supply_c=answers.number("t_supply_c"),
        t_return_c=answers.number("t_return_c"),
        t_indoor_c=answers.number("t_indoor_year_c"),
        t_supply_c__radiator=answers.number("t_radiator_supply_c"),
        t_return_c__radiator=answers.number("t_radiator_return_c"),
        radiator_exponent=1.3,
    )
    enough = output * answers.number("radiator_oversize_factor") >= 1.0
    return (
        Check(
            "radiators",
            "pass" if enough else "warning",
            message(
                "check.radiators_enough" if enough else "check.radiators_short",
                radiator_output_fraction=output,
                radiator_oversize_factor=answers.number("radiator_oversize_factor"),
            ),
        ),
    )


def load_checks(
    estimates: tuple[LoadEstimate, ...], sheet: Sheet, where: str = ""
) -> tuple[Check, ...]:
    """Where the ways to the load disagree, say by how much and what usually explains it.

    ``where`` is the end of the text's key where a kind of building has explanations of its own.
    """
    if not estimates:
        return ()
    used = next(estimate for estimate in estimates if estimate.used)
    found = []
    for other in estimates:
        near = LIKE_LOADS[0] <= other.likely_kw / used.likely_kw <= LIKE_LOADS[1]
        if other.used or (near and used.low_kw <= other.high_kw and other.low_kw <= used.high_kw):
            continue
        found.append(
            Check(
                "load_gap",
                "warning",
                message(
                    f"check.load_gap_{other.method}{where}",
                    heat_load_kw=used.likely_kw,
                    heat_load_kw__other=other.likely_kw,
                    load_ratio=sheet.work(
                        load.ratio_of_loads,
                        heat_load_kw__other=other.likely_kw,
                        heat_load_kw=used.likely_kw,
                    ),
                ),
            )
        )
    return tuple(found)
