"""Steam from a heat pump: its heat, how it is made, and compression in stages with water injected.

Units: pressure kPa absolute, temperature °C, heat and work kJ per kg of the steam delivered, volume m³.
Water and steam come from the reference equation of state (IAPWS-95).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import prod

from .assembly import refusals
from .cycle import CycleError
from .fluids import Fluid, fluid
from .machine import Compressor
from .roots import best_between
from .streams import Stream

WATER = "Water"
STAGES_MAX = 3
SATURATED_K = 1e-4
SHARE_STEP = 1e-4  # the best split between two stages is known this well, as a share of the whole lift
SPLIT_ROUNDS = 12


def steam_temperature_c(p_kpa: float) -> float:
    """Saturation temperature of water.

    >>> round(steam_temperature_c(550.0), 1)
    155.5
    """
    with refusals():
        return fluid(WATER).dew_at(p_kpa).t_c


def water_enthalpy_kj_kg(p_kpa: float, t_c: float) -> float:
    """Enthalpy of liquid water at pressure. Raises CycleError ``feed_boils`` where it would be steam."""
    with refusals():
        medium = fluid(WATER)
        boiling = medium.bubble_at(p_kpa)
        if t_c > boiling.t_c:
            raise CycleError("feed_boils", t_c, boiling.t_c)
        return boiling.h_kj_kg if t_c > boiling.t_c - SATURATED_K else medium.at(p_kpa, t_c).h_kj_kg


def steam_enthalpy_kj_kg(p_kpa: float, superheat_k: float = 0.0) -> float:
    """Enthalpy of saturated or superheated steam. Raises CycleError for a negative superheat."""
    if superheat_k < 0.0:
        raise CycleError("wet_suction", superheat_k, 0.0)
    with refusals():
        medium = fluid(WATER)
        dew = medium.dew_at(p_kpa)
        return dew.h_kj_kg if superheat_k == 0.0 else medium.at(p_kpa, dew.t_c + superheat_k).h_kj_kg


def steam_duty_kj_kg(
    p_kpa: float, t_feed_c: float, superheat_k: float = 0.0, blow_down_fraction: float = 0.0
) -> float:
    """Heat that makes a kg of steam of feed water, what the blow-down carries off included.

    ``blow_down_fraction`` is kg of boiling water drained per kg of feed.

    >>> round(steam_duty_kj_kg(200.0, 20.0) / 3.6, 2)
    728.37
    """
    if not 0.0 <= blow_down_fraction < 1.0:
        raise CycleError("blow_down", blow_down_fraction, 1.0)
    feed = water_enthalpy_kj_kg(p_kpa, t_feed_c)
    duty = steam_enthalpy_kj_kg(p_kpa, superheat_k) - feed
    if blow_down_fraction == 0.0:
        return duty
    drained = blow_down_fraction / (1.0 - blow_down_fraction)
    return duty + drained * (fluid(WATER).bubble_at(p_kpa).h_kj_kg - feed)


def falling_film(p_kpa: float, t_feed_c: float) -> Stream:
    """Feed heated and boiled in the condenser itself: the sink of a heat pump."""
    water_enthalpy_kj_kg(p_kpa, t_feed_c)
    return Stream(t_feed_c, 0.0, WATER, p_kpa, quality_out=1.0)


@dataclass(frozen=True, slots=True)
class FlashGeneration:
    """Steam flashed from water that the heat pump heats under pressure; per kg of steam."""

    stream: Stream
    t_hot_c: float
    flashed_fraction: float  # kg of steam per kg of water let down
    circulated_kg: float  # kg of water through the condenser per kg of steam
    heat_kj_kg: float


def flash_steam(
    p_kpa: float, t_feed_c: float, rise_k: float, p_margin_kpa: float = 100.0
) -> FlashGeneration:
    """Water heated by ``rise_k`` above its temperature in the tank, let down and flashed to steam.

    Feed joins the water left in the tank, so the condenser is entered a little below saturation. The
    heated water is held ``p_margin_kpa`` above its own boiling pressure. Raises CycleError.
    """
    if rise_k <= 0.0:
        raise CycleError("no_lift", rise_k, 0.0)
    with refusals():
        medium = fluid(WATER)
        tank, steam = medium.bubble_at(p_kpa), medium.dew_at(p_kpa)
        t_hot = tank.t_c + rise_k
        p_held = medium.bubble(t_hot).p_kpa + p_margin_kpa
        h_hot = medium.at(p_held, t_hot).h_kj_kg
        flashed = (h_hot - tank.h_kj_kg) / (steam.h_kj_kg - tank.h_kj_kg)
        circulated = 1.0 / flashed
        feed = water_enthalpy_kj_kg(p_kpa, t_feed_c)
        h_cold = ((circulated - 1.0) * tank.h_kj_kg + feed) / circulated
        # The circulating pump's work is left out: the mixed water's temperature is taken at held pressure.
        t_cold = medium.with_enthalpy(p_held, h_cold).t_c
        stream = Stream(t_cold, t_hot, WATER, p_held)
    return FlashGeneration(stream, t_hot, flashed, circulated, steam.h_kj_kg - feed)


@dataclass(frozen=True, slots=True)
class SteamStage:
    """One compression of steam and the water injected after it; flows per kg of steam delivered."""

    p_in_kpa: float
    p_out_kpa: float
    t_in_c: float
    t_out_c: float  # before the water is injected
    t_saturated_c: float
    flow_in: float
    injected: float
    work_kj_kg: float
    electric_kj_kg: float
    suction_m3_kg: float
    isentropic_fraction: float


@dataclass(frozen=True, slots=True)
class SteamCompression:
    """Steam raised from the boiler's pressure to the user's, per kg delivered."""

    p_boiler_kpa: float
    p_final_kpa: float
    stages: tuple[SteamStage, ...]
    boiler_fraction: float

    @property
    def work_kj_kg(self) -> float:
        """Shaft work of all stages."""
        return sum(stage.work_kj_kg for stage in self.stages)

    @property
    def electric_kj_kg(self) -> float:
        """Electricity of all stages."""
        return sum(stage.electric_kj_kg for stage in self.stages)

    @property
    def injected(self) -> float:
        """Water injected, kg per kg delivered."""
        return sum(stage.injected for stage in self.stages)


def steam_compression(
    p_boiler_kpa: float, p_final_kpa: float, stages: int, compressor: Compressor | None = None,
    t_injection_c: float = 20.0, ratios: Sequence[float] | None = None, superheat_k: float = 0.0,
) -> SteamCompression:  # fmt: skip
    """Saturated steam compressed in one to three stages, brought back to saturation by water after each.

    After the last stage ``superheat_k`` is left. The stages share the lift in equal ratios unless
    ``ratios`` are given. Raises CycleError ``no_lift``, ``stage_count``, ``ratios`` (they do not multiply to
    the whole), ``ratio_too_high``, ``discharge_too_hot``, ``feed_boils``, ``superheat`` (more than the
    compression leaves).
    """
    spec = compressor or Compressor(isentropic=0.75)
    if p_final_kpa <= p_boiler_kpa:
        raise CycleError("no_lift", p_final_kpa, p_boiler_kpa)
    if not 1 <= stages <= STAGES_MAX:
        raise CycleError("stage_count", stages, STAGES_MAX)
    whole = p_final_kpa / p_boiler_kpa
    shares = [whole ** (1.0 / stages)] * stages if ratios is None else list(ratios)
    if len(shares) != stages or abs(prod(shares) / whole - 1.0) > 1e-9:
        raise CycleError("ratios", prod(shares), whole)
    with refusals():
        pressures = [p_boiler_kpa]
        for share in shares[:-1]:
            pressures.append(pressures[-1] * share)
        pressures.append(p_final_kpa)
        made = [
            _stage(fluid(WATER), low, high, spec, t_injection_c, superheat_k if high == p_final_kpa else 0.0)
            for low, high in pairwise(pressures)
        ]
    return _per_kg_delivered(p_boiler_kpa, p_final_kpa, made)


def _stage(
    medium: Fluid, p_in_kpa: float, p_out_kpa: float, spec: Compressor, t_injection_c: float,
    superheat_k: float,
) -> SteamStage:  # fmt: skip
    """One stage for a kg drawn in."""
    ratio = p_out_kpa / p_in_kpa
    if ratio > spec.ratio_max:
        raise CycleError("ratio_too_high", ratio, spec.ratio_max)
    efficiency = spec.efficiency(ratio)
    if not 0.0 < efficiency <= 1.0:
        raise CycleError("isentropic_out_of_range", efficiency, 1.0)
    gas, dew = medium.dew_at(p_in_kpa), medium.dew_at(p_out_kpa)
    work = (medium.isentropic(p_out_kpa, gas.s_kj_kgk).h_kj_kg - gas.h_kj_kg) / efficiency
    h_out = gas.h_kj_kg + (1.0 - spec.heat_loss_fraction) * work
    t_out = medium.with_enthalpy(p_out_kpa, h_out).t_c
    if t_out > spec.t_discharge_max_c:
        raise CycleError("discharge_too_hot", t_out, spec.t_discharge_max_c)
    if t_out - dew.t_c < superheat_k:
        raise CycleError("superheat", t_out - dew.t_c, superheat_k)
    h_water = water_enthalpy_kj_kg(p_out_kpa, t_injection_c)
    h_left = steam_enthalpy_kj_kg(p_out_kpa, superheat_k)
    injected = (h_out - h_left) / (h_left - h_water)
    electric = work / (spec.motor_fraction * spec.drive_fraction)
    return SteamStage(
        p_in_kpa, p_out_kpa, gas.t_c, t_out, dew.t_c, 1.0, injected, work, electric,
        1.0 / gas.density_kg_m3, efficiency,
    )  # fmt: skip


def _per_kg_delivered(p_boiler_kpa: float, p_final_kpa: float, made: list[SteamStage]) -> SteamCompression:
    """Flows counted back from the last stage, whose outlet is the kg delivered."""
    flow, scaled = 1.0, []
    for stage in reversed(made):
        flow /= 1.0 + stage.injected
        scaled.append(
            SteamStage(
                stage.p_in_kpa, stage.p_out_kpa, stage.t_in_c, stage.t_out_c, stage.t_saturated_c, flow,
                flow * stage.injected, flow * stage.work_kj_kg, flow * stage.electric_kj_kg,
                flow * stage.suction_m3_kg, stage.isentropic_fraction,
            )
        )  # fmt: skip
    return SteamCompression(p_boiler_kpa, p_final_kpa, tuple(reversed(scaled)), flow)


def best_steam_compression(
    p_boiler_kpa: float, p_final_kpa: float, stages: int, compressor: Compressor | None = None,
    t_injection_c: float = 20.0, superheat_k: float = 0.0,
) -> SteamCompression:  # fmt: skip
    """The split of the lift over the stages with the least electricity: one ratio searched at a time."""
    whole = p_final_kpa / p_boiler_kpa
    ratios = [whole ** (1.0 / stages)] * stages

    def at(some: Sequence[float]) -> SteamCompression:
        return steam_compression(
            p_boiler_kpa, p_final_kpa, stages, compressor, t_injection_c, some, superheat_k
        )

    best = at(ratios)
    for _ in range(SPLIT_ROUNDS):
        before = best.electric_kj_kg
        for first in range(stages - 1):
            ratios = _better_pair(at, ratios, first)
            best = at(ratios)
        if before - best.electric_kj_kg <= SHARE_STEP * before * 1e-3:
            break
    return best


def _better_pair(
    at: Callable[[Sequence[float]], SteamCompression], ratios: list[float], first: int
) -> list[float]:
    """Two neighbouring ratios shared anew, their product kept."""
    both = ratios[first] * ratios[first + 1]

    def split(share: float) -> list[float]:
        return [*ratios[:first], both**share, both ** (1.0 - share), *ratios[first + 2 :]]

    def saved(share: float) -> float:
        try:
            return -at(split(share)).electric_kj_kg
        except CycleError:
            return -1e12

    share, least = best_between(saved, 0.05, 0.95, SHARE_STEP)
    return split(share) if least > -at(ratios).electric_kj_kg else ratios
