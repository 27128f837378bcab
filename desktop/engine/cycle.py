"""Subcritical refrigerant cycles as functions of floats: single stage, vapour injection, cascade.

Evaporating and condensing temperatures are dew temperatures; subcooling counts from the bubble point at the
condensing pressure. Heat and work are per kg of refrigerant through the evaporator (in a cascade: per kg
through the lowest evaporator). COP is heat delivered over shaft work: no fans, pumps or motor losses.
The first law is closed by construction: heat out = heat in + work.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Literal

from .fluids import ZERO_C_IN_K, Fluid, State, fluid

GUESSED_EXPONENT = 0.15  # of the pressure ratio: temperature after an ideal compression
Injection = Literal["closed", "flash"]


class CycleError(ValueError):
    """A cycle that cannot be run. ``problem`` is a short key, ``value`` and ``limit`` say by how much.

    Keys of the cycles here and in ``cycle_co2``: ``no_lift``, ``wet_suction``, ``no_subcooling``,
    ``isentropic_out_of_range``, ``intermediate_pressure``, ``economiser_crossing``, ``cascade_crossing``,
    ``below_critical_pressure``, ``gas_cooler_crossing``, ``no_pressure_found``. Solved machines add
    ``above_critical``, ``wet_discharge``, ``ratio_too_high``, ``discharge_too_hot``, ``pinch_crossed`` and
    others; every key has words as ``rule.cycle_<key>``.
    """

    def __init__(self, problem: str, value: float, limit: float) -> None:
        super().__init__(f"{problem}: {value:g} against {limit:g}")
        self.problem = problem
        self.value = value
        self.limit = limit


@dataclass(frozen=True, slots=True)
class Cycle:
    """What a cycle does, per kg of refrigerant through its (lowest) evaporator."""

    heat_kj_kg: float
    work_kj_kg: float
    cold_kj_kg: float
    p_evaporating_kpa: float
    p_condensing_kpa: float
    t_discharge_c: float
    suction_density_kg_m3: float
    injected_ratio: float = 0.0  # kg injected per kg evaporated; in a cascade kg of the high circuit per kg
    p_intermediate_kpa: float = 0.0

    @property
    def cop(self) -> float:
        """Heat delivered over shaft work."""
        return self.heat_kj_kg / self.work_kj_kg

    @property
    def pressure_ratio(self) -> float:
        """Condensing over evaporating pressure."""
        return self.p_condensing_kpa / self.p_evaporating_kpa

    @property
    def volumetric_heat_kj_m3(self) -> float:
        """Heat delivered per cubic metre of suction gas (VHC)."""
        return self.heat_kj_kg * self.suction_density_kg_m3


def _check(t_low_c: float, t_high_c: float, superheat_k: float, subcooling_k: float) -> None:
    if t_high_c <= t_low_c:
        raise CycleError("no_lift", t_high_c, t_low_c)
    if superheat_k < 0:
        raise CycleError("wet_suction", superheat_k, 0.0)
    if subcooling_k < 0:
        raise CycleError("no_subcooling", subcooling_k, 0.0)


def suction(medium: Fluid, t_evaporating_c: float, superheat_k: float) -> State:
    """Gas at the compressor's inlet. Raises CycleError for a negative superheat (wet suction)."""
    if superheat_k < 0:
        raise CycleError("wet_suction", superheat_k, 0.0)
    dew = medium.dew(t_evaporating_c)
    return dew if superheat_k == 0 else medium.at(dew.p_kpa, t_evaporating_c + superheat_k)


def compressed(medium: Fluid, inlet: State, p_kpa: float, isentropic_fraction: float) -> State:
    """Gas after compression with an isentropic efficiency. Raises CycleError outside 0 < efficiency <= 1."""
    if not 0.0 < isentropic_fraction <= 1.0:
        raise CycleError("isentropic_out_of_range", isentropic_fraction, 1.0)
    ideal = ideal_end(medium, inlet, p_kpa)
    work = (ideal.h_kj_kg - inlet.h_kj_kg) / isentropic_fraction
    further_k = (1.0 / isentropic_fraction - 1.0) * (ideal.t_c - inlet.t_c)
    return medium.heated_gas(p_kpa, inlet.h_kj_kg + work, ideal.t_c + further_k)


def ideal_end(medium: Fluid, inlet: State, p_kpa: float) -> State:
    """Gas after an ideal compression, its temperature first guessed as that of a heavy ideal gas."""
    kelvin = (inlet.t_c + ZERO_C_IN_K) * (p_kpa / inlet.p_kpa) ** GUESSED_EXPONENT
    return medium.compressed_gas(p_kpa, inlet.s_kj_kgk, kelvin - ZERO_C_IN_K)


def _liquid(medium: Fluid, p_kpa: float, subcooling_k: float) -> State:
    bubble = medium.bubble_at(p_kpa)
    return bubble if subcooling_k == 0 else medium.at(p_kpa, bubble.t_c - subcooling_k)


def condensed(medium: Fluid, t_condensing_c: float, subcooling_k: float) -> State:
    """Liquid leaving a condenser of this dew temperature."""
    return _liquid(medium, medium.dew(t_condensing_c).p_kpa, subcooling_k)


def single_stage(
    refrigerant: str, t_evaporating_c: float, t_condensing_c: float, superheat_k: float, subcooling_k: float,
    isentropic_fraction: float,
) -> Cycle:  # fmt: skip
    """Evaporator, compressor, condenser, valve.

    Raises CycleError where there is no lift, the suction would be wet or the efficiency makes no sense, and
    FluidError above the critical temperature.
    """
    _check(t_evaporating_c, t_condensing_c, superheat_k, subcooling_k)
    medium = fluid(refrigerant)
    inlet = suction(medium, t_evaporating_c, superheat_k)
    p_condensing = medium.dew(t_condensing_c).p_kpa
    outlet = compressed(medium, inlet, p_condensing, isentropic_fraction)
    liquid = _liquid(medium, p_condensing, subcooling_k)
    return Cycle(
        heat_kj_kg=outlet.h_kj_kg - liquid.h_kj_kg,
        work_kj_kg=outlet.h_kj_kg - inlet.h_kj_kg,
        cold_kj_kg=inlet.h_kj_kg - liquid.h_kj_kg,
        p_evaporating_kpa=inlet.p_kpa,
        p_condensing_kpa=p_condensing,
        t_discharge_c=outlet.t_c,
        suction_density_kg_m3=inlet.density_kg_m3,
    )


def vapour_injection(
    refrigerant: str, t_evaporating_c: float, t_condensing_c: float, superheat_k: float, subcooling_k: float,
    low_isentropic_fraction: float, high_isentropic_fraction: float, *,
    injection: Injection = "closed", economiser_approach_k: float = 5.0,
    p_intermediate_kpa: float | None = None,
) -> Cycle:  # fmt: skip
    """Two compressions with vapour injected between them, from an economiser or from a flash tank.

    ``closed``: part of the liquid evaporates at the intermediate pressure to saturated vapour and cools the
    rest to ``economiser_approach_k`` above the bubble point there. ``flash``: all liquid is let down to the
    intermediate pressure, vapour is injected, liquid goes on. The intermediate pressure is the geometric mean
    of the outer two unless given. The same function serves a two-stage machine (other efficiencies).
    Raises CycleError and FluidError like ``single_stage``, and where the economiser's temperatures cross.
    """
    _check(t_evaporating_c, t_condensing_c, superheat_k, subcooling_k)
    medium = fluid(refrigerant)
    inlet = suction(medium, t_evaporating_c, superheat_k)
    p_condensing = medium.dew(t_condensing_c).p_kpa
    p_middle = sqrt(inlet.p_kpa * p_condensing) if p_intermediate_kpa is None else p_intermediate_kpa
    if not inlet.p_kpa < p_middle < p_condensing:
        raise CycleError("intermediate_pressure", p_middle, p_condensing)
    liquid = _liquid(medium, p_condensing, subcooling_k)
    vapour = medium.dew_at(p_middle)
    if liquid.h_kj_kg >= vapour.h_kj_kg:  # near the critical point all of it would flash
        raise CycleError("intermediate_pressure", p_middle, p_condensing)
    if injection == "closed":
        t_cooled = medium.bubble_at(p_middle).t_c + economiser_approach_k
        if t_cooled >= liquid.t_c or economiser_approach_k < 0:
            raise CycleError("economiser_crossing", t_cooled, liquid.t_c)
        h_to_evaporator = medium.at(p_condensing, t_cooled).h_kj_kg
        ratio = (liquid.h_kj_kg - h_to_evaporator) / (vapour.h_kj_kg - liquid.h_kj_kg)
    else:
        h_to_evaporator = medium.bubble_at(p_middle).h_kj_kg
        quality = (liquid.h_kj_kg - h_to_evaporator) / (vapour.h_kj_kg - h_to_evaporator)
        ratio = quality / (1.0 - quality)
    first = compressed(medium, inlet, p_middle, low_isentropic_fraction)
    h_mixed = (first.h_kj_kg + ratio * vapour.h_kj_kg) / (1.0 + ratio)
    mixed = medium.with_enthalpy(p_middle, h_mixed)
    last = compressed(medium, mixed, p_condensing, high_isentropic_fraction)
    return Cycle(
        heat_kj_kg=(1.0 + ratio) * (last.h_kj_kg - liquid.h_kj_kg),
        work_kj_kg=(first.h_kj_kg - inlet.h_kj_kg) + (1.0 + ratio) * (last.h_kj_kg - h_mixed),
        cold_kj_kg=inlet.h_kj_kg - h_to_evaporator,
        p_evaporating_kpa=inlet.p_kpa,
        p_condensing_kpa=p_condensing,
        t_discharge_c=last.t_c,
        suction_density_kg_m3=inlet.density_kg_m3,
        injected_ratio=ratio,
        p_intermediate_kpa=p_middle,
    )


def cascade(low: Cycle, high: Cycle, t_low_condensing_c: float, t_high_evaporating_c: float) -> Cycle:
    """Two circuits, the lower one's condenser heating the upper one's evaporator.

    Per kg through the low circuit; ``injected_ratio`` is kg of the high circuit per kg of the low one.
    Raises CycleError where the intermediate exchanger's temperatures cross.
    """
    if t_high_evaporating_c >= t_low_condensing_c:
        raise CycleError("cascade_crossing", t_high_evaporating_c, t_low_condensing_c)
    ratio = low.heat_kj_kg / high.cold_kj_kg
    return Cycle(
        heat_kj_kg=ratio * high.heat_kj_kg,
        work_kj_kg=low.work_kj_kg + ratio * high.work_kj_kg,
        cold_kj_kg=low.cold_kj_kg,
        p_evaporating_kpa=low.p_evaporating_kpa,
        p_condensing_kpa=high.p_condensing_kpa,
        t_discharge_c=high.t_discharge_c,
        suction_density_kg_m3=low.suction_density_kg_m3,
        injected_ratio=ratio,
        p_intermediate_kpa=low.p_condensing_kpa,
    )
