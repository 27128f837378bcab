"""Solved machines of two compressions in one refrigerant: vapour injection and two stages.

The intermediate pressure is the geometric mean of the outer two unless given. See ``circuits`` for what the
functions have in common.
"""

from __future__ import annotations

from dataclasses import replace
from math import sqrt
from typing import Literal

from .assembly import Assembly, refusals
from .circuits import HighSide, LowSide, check, high_side, low_side
from .cycle import CycleError, Injection
from .fluids import Fluid, State, fluid
from .machine import Circuit, Compressor, Machine, Task

Interstage = Literal["flash", "intercooler"]
_ALONE = Task()


def _ends(circuit: Circuit, p_intermediate_kpa: float | None) -> tuple[Fluid, LowSide, HighSide, float]:
    check(circuit)
    medium = fluid(circuit.refrigerant)
    low = low_side(medium, circuit.t_evaporating_c, circuit.superheat_k, circuit.drops)
    high = high_side(medium, circuit)
    p_low, p_high = low.outlet.p_kpa, high.p_in_kpa
    p_middle = sqrt(p_low * p_high) if p_intermediate_kpa is None else p_intermediate_kpa
    if not p_low < p_middle < p_high:
        raise CycleError("intermediate_pressure", p_middle, p_low if p_middle <= p_low else p_high)
    return medium, low, high, p_middle


def _check_flashing(liquid: State, vapour: State) -> None:
    """Liquid from near the critical point can hold enough heat to flash altogether."""
    if liquid.h_kj_kg >= vapour.h_kj_kg:
        raise CycleError("intermediate_pressure", vapour.p_kpa, liquid.p_kpa)


def _economised(medium: Fluid, liquid: State, p_middle: float, approach_k: float) -> tuple[State, float]:
    """Liquid cooled by evaporating part of it to saturated vapour, and kg of that part per kg cooled."""
    t_cooled = medium.bubble_at(p_middle).t_c + approach_k
    if approach_k < 0.0 or t_cooled >= liquid.t_c:
        raise CycleError("economiser_crossing", t_cooled, liquid.t_c)
    cooled = medium.at(liquid.p_kpa, t_cooled)
    vapour = medium.dew_at(p_middle)
    return cooled, (liquid.h_kj_kg - cooled.h_kj_kg) / (vapour.h_kj_kg - liquid.h_kj_kg)


def vapour_injection(
    circuit: Circuit, task: Task = _ALONE, *, injection: Injection = "closed",
    economiser_approach_k: float = 5.0, p_intermediate_kpa: float | None = None,
    high: Compressor | None = None,
) -> Machine:  # fmt: skip
    """Two compressions with saturated vapour mixed in between, from an economiser or from a flash tank.

    ``closed`` cools the liquid to ``economiser_approach_k`` above the bubble point of the intermediate
    pressure; ``flash`` lets all liquid down to it. ``high`` is the second compression where it differs.
    """
    with refusals():
        medium, low, top, p_middle = _ends(circuit, p_intermediate_kpa)
        assembly, liquid, vapour = Assembly(task), top.outlet, medium.dew_at(p_middle)
        _check_flashing(liquid, vapour)
        if injection == "closed":
            cooled, ratio = _economised(medium, liquid, p_middle, economiser_approach_k)
            wet = assembly.throttled("injection_valve", medium, liquid, p_middle, ratio)
            name = medium.name
            assembly.passed_on("economiser", (name, liquid, cooled), (name, wet, vapour), 1.0, ratio)
            assembly.point("economiser_in", wet, ratio)
        else:
            cooled, ratio = _flashed(assembly, medium, liquid, p_middle)
        assembly.point("liquid_cooled", cooled)
        assembly.point("injected", vapour, ratio)
        first = _first_compression(assembly, medium, low, circuit, p_middle)
        h_mixed = (first.h_kj_kg + ratio * vapour.h_kj_kg) / (1.0 + ratio)
        mixed = replace(medium.with_enthalpy(p_middle, h_mixed), h_kj_kg=h_mixed)
        made = (1.0 + ratio) * mixed.s_kj_kgk - first.s_kj_kgk - ratio * vapour.s_kj_kgk
        assembly.part("mixing", made)
        _second_compression(assembly, medium, circuit, mixed, top, high, 1.0 + ratio)
        _evaporation(assembly, medium, cooled, low)
    return assembly.finished(f"vapour_injection_{injection}", circuit.refrigerant)


def _flashed(assembly: Assembly, medium: Fluid, liquid: State, p_middle: float) -> tuple[State, float]:
    """Liquid left after flashing at the intermediate pressure, and kg of vapour per kg of it."""
    bubble, vapour = medium.bubble_at(p_middle), medium.dew_at(p_middle)
    if liquid.h_kj_kg <= bubble.h_kj_kg:
        raise CycleError("economiser_crossing", bubble.t_c, liquid.t_c)
    quality = (liquid.h_kj_kg - bubble.h_kj_kg) / (vapour.h_kj_kg - bubble.h_kj_kg)
    ratio = quality / (1.0 - quality)
    wet = assembly.throttled("flash_valve", medium, liquid, p_middle, 1.0 + ratio)
    assembly.point("flash_tank", wet, 1.0 + ratio)
    return bubble, ratio


def two_stage(
    circuit: Circuit, task: Task = _ALONE, *, interstage: Interstage = "flash",
    p_intermediate_kpa: float | None = None, t_intercooled_c: float | None = None,
    high: Compressor | None = None,
) -> Machine:  # fmt: skip
    """Two compressors in series.

    ``flash``: the gas between them is cooled to saturation in the open flash tank, which feeds the
    evaporator with saturated liquid. ``intercooler``: it gives heat to the sink down to
    ``t_intercooled_c``; all liquid goes to the evaporator.
    """
    with refusals():
        medium, low, top, p_middle = _ends(circuit, p_intermediate_kpa)
        assembly, liquid = Assembly(task), top.outlet
        first = _first_compression(assembly, medium, low, circuit, p_middle)
        if interstage == "flash":
            bubble, vapour = medium.bubble_at(p_middle), medium.dew_at(p_middle)
            _check_flashing(liquid, vapour)
            if liquid.h_kj_kg <= bubble.h_kj_kg:
                raise CycleError("economiser_crossing", bubble.t_c, liquid.t_c)
            flow = (first.h_kj_kg - bubble.h_kj_kg) / (vapour.h_kj_kg - liquid.h_kj_kg)
            wet = assembly.throttled("flash_valve", medium, liquid, p_middle, flow)
            made = flow * (vapour.s_kj_kgk - wet.s_kj_kgk) + bubble.s_kj_kgk - first.s_kj_kgk
            assembly.part("flash_tank", made)
            assembly.point("flash_tank", wet, flow)
            _second_compression(assembly, medium, circuit, vapour, top, high, flow)
            liquid = bubble
        else:
            cooled = _intercooled(medium, first, t_intercooled_c)
            assembly.given_off("intercooler", medium.name, first, cooled)
            _second_compression(assembly, medium, circuit, cooled, top, high, 1.0)
        assembly.point("liquid_cooled", liquid)
        _evaporation(assembly, medium, liquid, low)
    return assembly.finished(f"two_stage_{interstage}", circuit.refrigerant)


def _intercooled(medium: Fluid, gas: State, t_cooled_c: float | None) -> State:
    dew = medium.dew_at(gas.p_kpa)
    if t_cooled_c is None or not dew.t_c <= t_cooled_c < gas.t_c:
        raise CycleError("intercooler", dew.t_c if t_cooled_c is None else t_cooled_c, gas.t_c)
    return dew if t_cooled_c == dew.t_c else medium.at(gas.p_kpa, t_cooled_c)


def _first_compression(
    assembly: Assembly, medium: Fluid, low: LowSide, circuit: Circuit, p_middle: float
) -> State:
    p_suction = low.outlet.p_kpa - circuit.drops.suction_kpa
    gas = assembly.throttled("suction_line", medium, low.outlet, p_suction)
    first = assembly.compressed("low_compressor", medium, gas, p_middle, circuit.compressor)
    assembly.point("evaporator_out", low.outlet)
    assembly.point("suction", gas)
    return assembly.point("low_discharge", first)


def _second_compression(
    assembly: Assembly, medium: Fluid, circuit: Circuit, gas: State, top: HighSide,
    spec: Compressor | None, flow: float,
) -> None:  # fmt: skip
    """From the intermediate pressure through the condenser."""
    high = circuit.compressor if spec is None else spec
    hot = assembly.compressed("high_compressor", medium, gas, top.p_discharge_kpa, high, flow)
    entering = assembly.throttled("discharge_line", medium, hot, top.p_in_kpa, flow)
    assembly.point("high_suction", gas, flow)
    assembly.point("discharge", hot, flow)
    assembly.point("condenser_in", entering, flow)
    assembly.point("condenser_out", top.outlet, flow)
    assembly.given_off("condenser", medium.name, entering, top.outlet, flow)


def _evaporation(assembly: Assembly, medium: Fluid, liquid: State, low: LowSide) -> None:
    mixed = assembly.throttled("valve", medium, liquid, low.p_in_kpa)
    assembly.point("evaporator_in", mixed)
    assembly.taken_up("evaporator", medium.name, mixed, low.outlet)
