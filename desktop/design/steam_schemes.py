"""Ways to raise waste heat to a process, each solved or refused with a rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import sqrt

from ..applications.questions import Answers
from ..components.refrigerants import Refrigerant
from ..engine.cycle import Cycle, CycleError, cascade, single_stage, vapour_injection
from ..engine.fluids import ZERO_C_IN_K, FluidError, fluid
from ..engine.machine import Compressor
from ..engine.messages import Rejection
from ..engine.roots import best_between
from ..engine.steam import (
    SteamCompression,
    steam_compression,
    steam_duty_kj_kg,
    steam_temperature_c,
    water_enthalpy_kj_kg,
)
from ..tables.catalog import Catalog
from .steam_demand import Need

FLAMMABLE = ("A2L", "A2", "A3", "B2L")
VERY_FLAMMABLE = ("A2", "A3", "unclassified")
TOXIC = ("B1", "B2L")
SECOND_LAW_GUESS = 0.5
ROUNDS = 3
LEAST_LIFT_K = 10.0
DISCHARGE_DRY_K = 1.0
SHARES = (0.15, 0.4, 0.65, 0.9)


@dataclass(frozen=True, slots=True)
class Scheme:
    """Fluids from cold to hot, how they are arranged, and the stages of steam compression behind them."""

    arrangement: str
    fluids: tuple[str, ...]
    steam_stages: int

    @property
    def name(self) -> str:
        """How the scheme is called: fluids, two compressions of one fluid, stages of steam compression."""
        base = "/".join(self.fluids) + (" 2S" if self.arrangement == "two_stage" else "")
        return base + (f" +{self.steam_stages}SC" if self.steam_stages else "")


@dataclass(frozen=True, slots=True)
class Limits:
    """What the machines bear and how close streams may come; fractions, K, °C, kPa."""

    pinch_source_k: float
    pinch_sink_k: float
    cascade_approach_k: float
    superheat_k: float
    critical_margin_k: float
    t_discharge_max_c: float
    ratio_max: float
    ratio_max_steam: float
    suction_min_kpa: float
    boiler_min_kpa: float
    isentropic: float
    isentropic_steam: float
    motor_drive: float


@dataclass(frozen=True, slots=True)
class Solved:
    """A scheme at work for the whole demand; ``cover_fraction`` is what the source suffices for.

    Heats and powers are those of the covered part. ``cop`` is heat over shaft power of all steps of air
    together, ``cycle`` and its temperatures are those of the hottest step. ``auxiliary_kw`` is electric heat
    behind the machine, ``need`` what the hottest step is asked.
    """

    scheme: Scheme
    cycle: Cycle
    cop: float
    compression: SteamCompression | None
    t_evaporating_c: float
    t_condensing_c: float
    t_middle_c: float
    t_liquid_c: float
    p_boiler_kpa: float
    t_boiler_c: float
    t_source_out_c: float
    cover_fraction: float
    pump_heat_kw: float
    auxiliary_kw: float
    need: Need

    @property
    def steam_work_kj_kg(self) -> float:
        """Shaft work of the steam compressors per kg of steam delivered."""
        return self.compression.work_kj_kg if self.compression is not None else 0.0

    def power_kw(self, need: Need, limits: Limits) -> float:
        """Electric power of machine, steam compressors and electric heat."""
        steam = need.flow_t_h * self.cover_fraction * self.steam_work_kj_kg / 3.6
        return (self.pump_heat_kw / self.cop + steam) / limits.motor_drive + self.auxiliary_kw


def limits_of(answers: Answers) -> Limits:
    """The limits that were answered; fouling widens the source's pinch."""
    n = answers.number
    return Limits(
        n("pinch_source_k") + n("fouling_k"), n("pinch_sink_k"), n("cascade_approach_k"), n("superheat_k"),
        n("critical_margin_k"), n("t_discharge_max_c"), n("ratio_max"), n("ratio_max_steam"),
        n("suction_pressure_min_kpa"), n("boiler_pressure_min_kpa"), n("shaft_isentropic_fraction"),
        n("steam_isentropic_fraction"),
        n("motor_drive_fraction"),
    )  # fmt: skip


class Refused(Exception):
    """A scheme that cannot be: the rule, the value and the limit."""

    def __init__(self, rule: str, value: float, limit: float, quantity: str) -> None:
        super().__init__(rule)
        self.rule, self.value, self.limit, self.quantity = rule, value, limit, quantity

    def rejection(self, name: str) -> Rejection:
        """As it is told."""
        return Rejection(name, self.rule, self.value, self.limit, self.quantity)


def allowed_fluids(
    answers: Answers, catalog: Catalog
) -> tuple[tuple[Refrigerant, ...], tuple[Rejection, ...]]:
    """The fluids of the table of substitutes that may be used, and why the others may not."""
    allowed: list[Refrigerant] = []
    refused: list[Rejection] = []
    for row in catalog.rows(Refrigerant):
        if not row.heat_pump_kinds:
            continue
        found = _not_allowed(row, answers)
        if found is None:
            allowed.append(row)
        else:
            refused.append(found)
    return tuple(allowed), tuple(refused)


def _not_allowed(row: Refrigerant, answers: Answers) -> Rejection | None:
    name = row.refrigerant
    if not row.available:
        return Rejection(name, "fluid_without_properties", "–", "–")
    if row.gwp > answers.number("gwp_max"):
        return Rejection(name, "gwp", row.gwp, answers.number("gwp_max"), "gwp_max")
    if row.safety_class in VERY_FLAMMABLE and not answers.flag("flammable_allowed"):
        return Rejection(name, "flammable", row.safety_class, "A1 A2L")
    if row.safety_class in TOXIC and not answers.flag("toxic_allowed"):
        return Rejection(name, "toxic", row.safety_class, "A1 A2L A3")
    if name == "R744":
        return Rejection(name, "transcritical_only", "R744", "–")
    return None


def schemes(fluids: tuple[Refrigerant, ...], need: Need, stages_max: int) -> Iterator[Scheme]:
    """Every scheme of one or two fluids and, for steam, up to so many stages of steam compression."""
    names = [row.refrigerant for row in fluids]
    for stages in range((stages_max if need.is_steam else 0) + 1):
        for name in names:
            yield Scheme("single", (name,), stages)
            yield Scheme("two_stage", (name,), stages)
        for low in fluids:
            for high in fluids:
                if _hotter(low, high):
                    yield Scheme("cascade", (low.refrigerant, high.refrigerant), stages)


def _hotter(low: Refrigerant, high: Refrigerant) -> bool:
    """A cascade's upper fluid has the higher critical point."""
    return fluid(low.fluid_name).t_critical_c + 10.0 < fluid(high.fluid_name).t_critical_c


def solve(scheme: Scheme, need: Need, limits: Limits, *, quick: bool) -> Solved:
    """The scheme at its best boiler pressure. Raises Refused.

    ``quick`` looks at a few pressures and guesses the source's outlet once; else both are searched.
    """
    if not scheme.steam_stages:
        return _at_pressure(scheme, need, limits, need.pressure_kpa, 1 if quick else ROUNDS)
    low = max(limits.boiler_min_kpa, need.pressure_kpa / limits.ratio_max_steam**scheme.steam_stages)
    if low >= 0.95 * need.pressure_kpa:
        raise Refused("no_steam_lift", need.pressure_kpa, low, "steam_pressure_kpa")
    span = need.pressure_kpa / low
    refused: list[Refused] = []

    def power(share: float) -> float:
        try:
            found = _at_pressure(scheme, need, limits, low * span**share, 1 if quick else 2)
        except Refused as error:
            refused.append(error)
            return -1e12
        return -found.power_kw(need, limits) / found.cover_fraction

    share = max(SHARES, key=power) if quick else best_between(power, 0.0, 0.95, 0.02)[0]
    return _at_pressure(scheme, need, limits, low * span**share, 1 if quick else ROUNDS)


def _at_pressure(scheme: Scheme, need: Need, limits: Limits, p_kpa: float, rounds: int) -> Solved:
    try:
        return _worked(scheme, need, limits, p_kpa, rounds)
    except CycleError as error:
        quantity = {"ratio_too_high": "pressure_ratio"}.get(error.problem, "t_condensing_c")
        raise Refused(f"cycle_{error.problem}", error.value, error.limit, quantity) from error
    except FluidError as error:
        rule = "near_critical" if error.problem == "above_critical" else "cycle_no_state"
        raise Refused(rule, error.value, error.limit, "t_condensing_c") from error


def _worked(scheme: Scheme, need: Need, limits: Limits, p_kpa: float, rounds: int) -> Solved:
    compression, t_hot, heat_kw, auxiliary = _behind(scheme, need, limits, p_kpa)
    t_source_out = _first_guess(need, t_hot, heat_kw)
    room = need.source_rate_kw_k * (need.t_source_c - need.t_source_least_c)
    cover = 1.0
    for _ in range(rounds):
        t_evaporating = min(
            t_source_out - limits.pinch_source_k, need.t_source_c - limits.superheat_k - limits.pinch_source_k
        )
        steps = _steps(scheme, need, limits, t_evaporating, t_hot, p_kpa)
        from_source = heat_kw * steps.heated_fraction * (1.0 - 1.0 / steps.cop)
        t_wanted = need.t_source_c - from_source / need.source_rate_kw_k
        t_source_out = max(need.t_source_least_c, t_wanted)
        cover = min(1.0, room / from_source)
    found = steps.hottest
    return Solved(
        scheme=scheme, cycle=found.cycle, cop=steps.cop, compression=compression,
        t_evaporating_c=t_evaporating, t_condensing_c=found.t_condensing_c, t_middle_c=found.t_middle_c,
        t_liquid_c=found.t_liquid_c, p_boiler_kpa=p_kpa, t_boiler_c=t_hot if need.is_steam else 0.0,
        t_source_out_c=t_source_out, cover_fraction=cover,
        pump_heat_kw=cover * heat_kw * steps.heated_fraction,
        auxiliary_kw=cover * (auxiliary + heat_kw * (1.0 - steps.heated_fraction)), need=found.need,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Found:
    cycle: Cycle
    t_condensing_c: float
    t_middle_c: float
    t_liquid_c: float
    need: Need


@dataclass(frozen=True, slots=True)
class _Steps:
    """All steps of air together: share of the heat they give, COP, the hottest of them."""

    heated_fraction: float
    cop: float
    hottest: _Found


def _steps(
    scheme: Scheme, need: Need, limits: Limits, t_evaporating_c: float, t_hot_c: float, p_kpa: float
) -> _Steps:
    """Air is heated in equal steps, a machine each; steps too hot for the fluid stay with electric heat."""
    if need.steps == 1:
        found = _cycle(scheme, need, limits, t_evaporating_c, t_hot_c, p_kpa)
        return _Steps(1.0, found.cycle.cop, found)
    rise = (need.t_out_c - need.t_sink_c) / need.steps
    made: list[_Found] = []
    for number in range(need.steps):
        t_in = need.t_sink_c + number * rise
        part = replace(need, t_sink_c=t_in, t_out_c=t_in + rise)
        try:
            made.append(_cycle(scheme, part, limits, t_evaporating_c, t_in + rise, p_kpa))
        except (Refused, FluidError):
            if not made:
                raise
            break
    work = sum(1.0 / one.cycle.cop for one in made)
    return _Steps(len(made) / need.steps, len(made) / work, made[-1])


def _behind(
    scheme: Scheme, need: Need, limits: Limits, p_kpa: float
) -> tuple[SteamCompression | None, float, float, float]:
    """Steam compression, temperature and heat wanted of the heat pump, electric heat behind it."""
    if not need.is_steam:
        return None, need.t_out_c, need.left_kw, 0.0
    t_boiler = steam_temperature_c(p_kpa)
    if t_boiler - need.t_source_c < LEAST_LIFT_K:
        raise Refused("no_lift", t_boiler, need.t_source_c + LEAST_LIFT_K, "t_boiler_c")
    kg_s = need.flow_t_h / 3.6
    if not scheme.steam_stages:
        saturated = steam_duty_kj_kg(p_kpa, need.t_sink_c, 0.0, need.blow_down_fraction)
        return None, t_boiler, kg_s * saturated, max(0.0, need.left_kw - kg_s * saturated)
    spec = Compressor(isentropic=limits.isentropic_steam, ratio_max=limits.ratio_max_steam)
    made = steam_compression(
        p_kpa, need.pressure_kpa, scheme.steam_stages, spec, min(need.t_sink_c, t_boiler), None,
        need.superheat_k,
    )  # fmt: skip
    duty = steam_duty_kj_kg(p_kpa, min(need.t_sink_c, t_boiler - 1.0), 0.0, need.blow_down_fraction)
    return made, t_boiler, kg_s * made.boiler_fraction * duty, 0.0


def _first_guess(need: Need, t_hot_c: float, heat_kw: float) -> float:
    """The source's outlet with half the Carnot COP."""
    carnot = (t_hot_c + ZERO_C_IN_K) / max(LEAST_LIFT_K, t_hot_c - need.t_source_c + 15.0)
    cop = max(1.3, SECOND_LAW_GUESS * carnot)
    return max(need.t_source_least_c, need.t_source_c - heat_kw * (1.0 - 1.0 / cop) / need.source_rate_kw_k)


def _cycle(
    scheme: Scheme, need: Need, limits: Limits, t_evaporating_c: float, t_hot_c: float, p_kpa: float
) -> _Found:
    """The cycle between two temperatures, its liquid cooled as far as the sink can take. Raises Refused."""
    t_condensing = t_hot_c + limits.pinch_sink_k
    hot = fluid(scheme.fluids[-1])
    if t_condensing > hot.t_critical_c - limits.critical_margin_k:
        raise Refused(
            "near_critical", t_condensing, hot.t_critical_c - limits.critical_margin_k, "t_condensing_c"
        )
    low = fluid(scheme.fluids[0])
    p_suction = low.dew(t_evaporating_c).p_kpa
    if p_suction < limits.suction_min_kpa:
        raise Refused("suction_pressure", p_suction, limits.suction_min_kpa, "suction_pressure_min_kpa")
    t_middle = 0.0
    if scheme.arrangement == "cascade":
        t_middle = sqrt((t_evaporating_c + ZERO_C_IN_K) * (t_condensing + ZERO_C_IN_K)) - ZERO_C_IN_K
        t_middle = min(t_middle, low.t_critical_c - limits.critical_margin_k - limits.cascade_approach_k)
    cycle, subcooling = _subcooled(scheme, need, limits, (t_evaporating_c, t_middle, t_condensing), p_kpa)
    _refuse(scheme, cycle, limits, t_condensing)
    return _Found(cycle, t_condensing, t_middle, t_condensing - subcooling, need)


def _refuse(scheme: Scheme, cycle: Cycle, limits: Limits, t_condensing_c: float) -> None:
    ratio = cycle.pressure_ratio
    if scheme.arrangement == "two_stage":
        ratio = max(
            cycle.p_intermediate_kpa / cycle.p_evaporating_kpa,
            cycle.p_condensing_kpa / cycle.p_intermediate_kpa,
        )
    elif scheme.arrangement == "cascade":
        ratio = cycle.p_intermediate_kpa / cycle.p_evaporating_kpa
    if ratio > limits.ratio_max:
        raise Refused("ratio_max", ratio, limits.ratio_max, "ratio_max")
    if cycle.t_discharge_c < t_condensing_c + DISCHARGE_DRY_K:
        raise Refused("wet_discharge", cycle.t_discharge_c, t_condensing_c + DISCHARGE_DRY_K, "t_discharge_c")
    if cycle.t_discharge_c > limits.t_discharge_max_c:
        raise Refused("t_discharge", cycle.t_discharge_c, limits.t_discharge_max_c, "t_discharge_max_c")


def _subcooled(
    scheme: Scheme, need: Need, limits: Limits, t: tuple[float, float, float], p_kpa: float
) -> tuple[Cycle, float]:
    """Solved with the subcooling that heats the sink's cold part and no more, so the pinch stays at boiling.

    The share of the sink's heat below boiling bounds the share the liquid may give.
    """
    t_condensing, name = t[2], scheme.fluids[-1]
    most = max(0.0, t_condensing - need.t_sink_c - limits.pinch_sink_k)
    share = _cold_share(need, p_kpa)
    cycle = _between(scheme, limits, t, 0.0)
    if share <= 0.0 or most <= 0.0:
        return cycle, 0.0
    medium = fluid(name)
    p_condensing = medium.dew(t_condensing).p_kpa
    bubble = medium.bubble_at(p_condensing)
    hot = medium.at(p_condensing, max(cycle.t_discharge_c, t_condensing + 0.01))
    per_kg_hot = hot.h_kj_kg - bubble.h_kj_kg
    given = share / (1.0 - share) * per_kg_hot if share < 1.0 else float("inf")
    coldest = medium.at(p_condensing, bubble.t_c - most) if most > 0.01 else bubble
    h_liquid = max(coldest.h_kj_kg, bubble.h_kj_kg - given)
    subcooling = bubble.t_c - medium.with_enthalpy(p_condensing, h_liquid).t_c
    return _between(scheme, limits, t, max(0.0, subcooling)), max(0.0, subcooling)


def _cold_share(need: Need, p_kpa: float) -> float:
    """Share of the heat pump's heat that the sink takes below the hottest pinch."""
    if not need.is_steam:
        return 1.0
    h_feed = water_enthalpy_kj_kg(p_kpa, need.t_sink_c) if need.t_sink_c < steam_temperature_c(p_kpa) else 0.0
    if not h_feed:
        return 0.0
    boiling = fluid("Water").bubble_at(p_kpa).h_kj_kg
    return (boiling - h_feed) / steam_duty_kj_kg(p_kpa, need.t_sink_c)


def _between(scheme: Scheme, limits: Limits, t: tuple[float, float, float], subcooling_k: float) -> Cycle:
    low_c, middle_c, high_c = t
    if scheme.arrangement == "single":
        return single_stage(
            scheme.fluids[0], low_c, high_c, limits.superheat_k, subcooling_k, limits.isentropic
        )
    if scheme.arrangement == "two_stage":
        return vapour_injection(
            scheme.fluids[0], low_c, high_c, limits.superheat_k, subcooling_k, limits.isentropic,
            limits.isentropic, injection="flash",
        )  # fmt: skip
    half = limits.cascade_approach_k / 2.0
    lower = single_stage(
        scheme.fluids[0], low_c, middle_c + half, limits.superheat_k, 0.0, limits.isentropic
    )
    upper = single_stage(
        scheme.fluids[1], middle_c - half, high_c, limits.superheat_k, subcooling_k, limits.isentropic
    )
    found = cascade(lower, upper, middle_c + half, middle_c - half)
    ratio = upper.p_condensing_kpa / upper.p_evaporating_kpa
    if ratio > limits.ratio_max:
        raise Refused("ratio_max", ratio, limits.ratio_max, "ratio_max")
    return found
