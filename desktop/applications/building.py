"""Questions about a building and the heating, cooling and hot water it asks of a plant."""

from __future__ import annotations

from ..engine import building_load as load
from ..engine.corrections import air_pressure
from ..engine.figures import FrozenMap
from ..engine.messages import Check, message
from ..engine.sheet import Sheet
from ..tables.uses import building_fabric, cooling_index, heating_index
from .application import Demand, LoadEstimate
from .hot_water import hot_water_demand
from .measured import MEASURED_QUESTIONS, measured_estimate
from .questions import Answers, BadAnswer, Default, DefaultRule, MissingAnswer, Question, constant
from .site import Site, site_of

# what only a heated building is asked
HEATING_QUESTIONS = frozenset(
    {
        *("t_supply_c", "t_return_c", "t_supply_mild_c", "heating_load_method", "heating_index_w_m2"),
        *("heat_load_entered_kw", "t_indoor_winter_c", "plan_ratio", "window_wall_fraction"),
        *("u_wall_w_m2k", "u_roof_w_m2k", "u_window_w_m2k", "u_floor_w_m2k", "ground_factor"),
        *("envelope_addition_fraction", "air_change_per_h", "fresh_air_m3_h_person"),
        *("heat_recovery_fraction", "measured_kind", "compared_heating_kw", "duty", "t_bivalent_c"),
        *("dt_bivalent_above_limit_k",),
        *("backup_kind", "direct_electric_reason", "backup_share_max_fraction", "backup_alone_below_limit"),
        *("standby_share_min_fraction", "standby_counts_backup", "pipe_loss_fraction"),
        *("load_margin_fraction",),
    }
)
TERMINALS = ("fan_coil", "floor", "radiator")
LEAST_SPAN_K = 1.0
LIKE_LOADS = (0.8, 1.25)  # outside this ratio two ways to the load are said to differ
INSULATION = ("good", "standard", "poor")
# supply and return at the design temperature by terminal; fan-coils in the cold zones may return at 38-40
SUPPLY_C = {"fan_coil": 45.0, "floor": 40.0, "radiator": 60.0}
RETURN_C = {"fan_coil": 40.0, "floor": 35.0, "radiator": 50.0}
LEAST_SPREAD_K = 5.0
MILD_SUPPLY_C = {"fan_coil": 35.0, "floor": 30.0, "radiator": 45.0}


def _heating_index(use: str) -> DefaultRule:
    def rule(answers: Answers) -> Default:
        row = heating_index(answers.catalog, use, site_of(answers).zone, answers.text("insulation"))
        return Default(row.heating_index_w_m2, row.source, row.low_w_m2, row.high_w_m2)

    return rule


def _cooling_index(use: str) -> DefaultRule:
    def rule(answers: Answers) -> Default:
        row = cooling_index(answers.catalog, use)
        return Default(row.cooling_index_w_m2, row.source, row.low_w_m2, row.high_w_m2)

    return rule


def _fabric(name: str) -> DefaultRule:
    def rule(answers: Answers) -> Default:
        row = building_fabric(answers.catalog, site_of(answers).zone, answers.text("insulation"))
        return Default(getattr(row, name), row.source)

    return rule


def _by_terminal(table: dict[str, float]) -> DefaultRule:
    return lambda answers: Default(table[answers.text("terminal")], "engineering_practice")


def _return_c(answers: Answers) -> Default:
    """The terminal's usual return, at least 5 K below the supply that was asked for."""
    usual = RETURN_C[answers.text("terminal")]
    return Default(min(usual, answers.number("t_supply_c") - LEAST_SPREAD_K), "engineering_practice")


def _is_radiator(answers: Answers) -> bool:
    return heats(answers) and answers.text("terminal") == "radiator"


def heats(answers: Answers) -> bool:
    """Whether the project heats rooms; an application that does not ask always does."""
    return "has_heating" not in answers or answers.flag("has_heating")


def _cools(answers: Answers) -> bool:
    return answers.flag("has_cooling")


def _heating_is_needed(answers: Answers) -> Default:
    """Not where it is never colder than the building can do without, or by less than a kelvin."""
    t_balance = answers.number("t_indoor_year_c") - answers.number("dt_gains_k")
    return Default(answers.number("t_outdoor_design_c") <= t_balance - LEAST_SPAN_K, "first_principles")


def building_questions(use: str, of_the_use: tuple[Question, ...]) -> tuple[Question, ...]:
    """The questions about a building of a use, with the use's own ones between size and terminal."""
    return (
        Question("heated_area_m2", "number", "building", 20, 5_000_000),
        Question("insulation", "choice", "building", choices=INSULATION, default=constant("good")),
        Question(
            "t_indoor_year_c",
            "number",
            "building",
            5,
            30,
            default=constant(20.0, low=18, high=22),
            advanced=True,
        ),
        Question(
            "dt_gains_k", "number", "building", 0, 10, default=constant(3.0, low=2, high=5), advanced=True
        ),
        Question("has_heating", "flag", "building", default=_heating_is_needed),
        *of_the_use,
        Question("terminal", "choice", "building", choices=TERMINALS, default=constant("fan_coil")),
        Question("t_supply_c", "number", "building", 25, 85, default=_by_terminal(SUPPLY_C)),
        Question("t_return_c", "number", "building", 15, 80, default=_return_c),
        Question(
            "t_supply_mild_c",
            "number",
            "building",
            20,
            85,
            default=_by_terminal(MILD_SUPPLY_C),
            advanced=True,
        ),
        Question(
            "t_radiator_supply_c",
            "number",
            "building",
            40,
            110,
            default=constant(75.0, low=70, high=95),
            advanced=True,
            relevant=_is_radiator,
        ),
        Question(
            "t_radiator_return_c",
            "number",
            "building",
            30,
            90,
            default=constant(50.0, low=50, high=70),
            advanced=True,
            relevant=_is_radiator,
        ),
        Question(
            "radiator_oversize_factor",
            "number",
            "building",
            0.5,
            4,
            default=constant(1.0, low=0.8, high=2.0),
            advanced=True,
            relevant=_is_radiator,
        ),
        Question(
            "has_cooling",
            "flag",
            "building",
            default=lambda a: Default(site_of(a).cooling_is_usual and a.text("terminal") == "fan_coil"),
        ),
        Question(
            "cooled_area_m2",
            "number",
            "building",
            0,
            5_000_000,
            advanced=True,
            relevant=_cools,
            default=lambda a: Default(a.number("heated_area_m2"), "engineering_practice"),
        ),
        Question(
            "cooling_index_w_m2",
            "number",
            "building",
            10,
            400,
            default=_cooling_index(use),
            advanced=True,
            relevant=_cools,
        ),
        Question(
            "cooling_diversity_fraction",
            "number",
            "building",
            0.3,
            1,
            default=constant(0.85, low=0.7, high=1),
            advanced=True,
            relevant=_cools,
        ),
        Question(
            "t_chilled_c",
            "number",
            "building",
            5,
            20,
            default=constant(7.0, low=7, high=12),
            advanced=True,
            relevant=_cools,
        ),
        Question(
            "cooling_full_load_h",
            "number",
            "building",
            0,
            4000,
            advanced=True,
            relevant=_cools,
            default=lambda a: Default(site_of(a).cooling_full_load_h, "engineering_practice"),
        ),
        Question(
            "heating_load_method",
            "choice",
            "building",
            choices=("index", "envelope", "measured", "entered"),
            default=constant("index"),
            advanced=True,
        ),
        Question("heating_index_w_m2", "number", "building", 5, 400, default=_heating_index(use)),
        Question(
            "heat_load_entered_kw",
            "number",
            "building",
            0.5,
            500_000,
            advanced=True,
            required=False,
            relevant=lambda a: a.text("heating_load_method") == "entered",
        ),
        Question(
            "t_indoor_winter_c",
            "number",
            "building",
            5,
            30,
            default=constant(22.0, low=20, high=24),
            advanced=True,
        ),
        Question(
            "storey_count",
            "integer",
            "building",
            1,
            100,
            advanced=True,
            default=lambda a: Default(max(1, min(12, round(a.number("heated_area_m2") / 2500)))),
        ),
        Question(
            "storey_height_m",
            "number",
            "building",
            2.2,
            8,
            default=constant(3.6, low=3.0, high=4.5),
            advanced=True,
        ),
        Question(
            "plan_ratio", "number", "building", 1, 10, default=constant(3.0, low=1, high=5), advanced=True
        ),
        Question(
            "window_wall_fraction",
            "number",
            "building",
            0,
            0.9,
            default=constant(0.30, low=0.2, high=0.45),
            advanced=True,
        ),
        *(
            Question(name, "number", "building", 0.05, 8, default=_fabric(name), advanced=True)
            for name in ("u_wall_w_m2k", "u_roof_w_m2k", "u_window_w_m2k", "u_floor_w_m2k")
        ),
        Question(
            "ground_factor",
            "number",
            "building",
            0,
            1,
            default=constant(0.5, low=0.3, high=0.7),
            advanced=True,
        ),
        Question(
            "envelope_addition_fraction",
            "number",
            "building",
            0,
            0.6,
            default=constant(0.10, low=0.05, high=0.2),
            advanced=True,
        ),
        Question(
            "air_change_per_h", "number", "building", 0, 5, default=_fabric("air_change_per_h"), advanced=True
        ),
        Question(
            "fresh_air_m3_h_person",
            "number",
            "building",
            0,
            100,
            default=constant(30.0, low=0, high=50),
            advanced=True,
        ),
        Question(
            "heat_recovery_fraction",
            "number",
            "building",
            0,
            0.95,
            default=constant(0.60, low=0, high=0.75),
            advanced=True,
        ),
        *MEASURED_QUESTIONS,
    )


def building_demand(answers: Answers, site: Site, sheet: Sheet) -> Demand:
    """The demand of a building for heating, cooling and hot water. Raises BadAnswer where it wants none."""
    n = answers.number
    heat_load, t_balance = 0.0, n("t_indoor_year_c") - n("dt_gains_k")
    estimates: tuple[LoadEstimate, ...] = ()
    if heats(answers):
        _require_sense(answers)
        heat_load, estimates = _heating(answers, site, sheet)
    cooling = _cooling(answers, sheet.part("book.cooling"))
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
            *_load_checks(estimates, sheet.part("book.heating")),
            *_radiator_checks(answers, sheet.part("book.terminal")),
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


def _require_sense(answers: Answers) -> None:
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
    found = [_by_index(answers, sheet.part("book.load_index"), method)]
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


def _by_index(answers: Answers, sheet: Sheet, method: str) -> LoadEstimate:
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


def _cooling(answers: Answers, sheet: Sheet) -> float:
    if not answers.flag("has_cooling"):
        return 0.0
    return sheet.work(
        load.cooling_by_index,
        cooling_index_w_m2=answers.number("cooling_index_w_m2"),
        cooled_area_m2=answers.number("cooled_area_m2"),
        cooling_diversity_fraction=answers.number("cooling_diversity_fraction"),
    )


def _radiator_checks(answers: Answers, sheet: Sheet) -> tuple[Check, ...]:
    """Whether existing radiators give the heat asked with the cooler water."""
    if not _is_radiator(answers):
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


def _load_checks(estimates: tuple[LoadEstimate, ...], sheet: Sheet) -> tuple[Check, ...]:
    """Where the ways to the load disagree, say by how much and what usually explains it."""
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
                    f"check.load_gap_{other.method}",
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
