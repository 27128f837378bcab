"""Solved machines of one compression: single stage, with internal heat exchanger, transcritical, cascade.

Each function gives a ``Machine`` with every state, power and loss, or raises CycleError saying which limit
is broken, by what value. The first law is closed by construction and the second is counted part by part.
The lean functions in ``cycle`` and ``cycle_co2`` answer the same cycles without lines, losses and streams.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from .assembly import Assembly, refusals
from .cycle import CycleError
from .cycle_co2 import CO2
from .fluids import Fluid, FluidError, State, fluid
from .machine import Circuit, Compressor, Drops, Machine, Task
from .roots import best_between, root_between

P_GAS_COOLER_KPA = (7_600.0, 14_000.0)
PRESSURE_STEP_KPA = 2.0
SATURATED_K = 1e-4  # nearer to saturation pressure and temperature do not fix a state
_ALONE = Task()


@dataclass(frozen=True, slots=True)
class LowSide:
    """Evaporation: where it happens and the gas that leaves it."""

    outlet: State
    suction: State
    p_in_kpa: float


@dataclass(frozen=True, slots=True)
class HighSide:
    """The pressures of condensing or gas cooling and the liquid or dense gas that leaves."""

    p_discharge_kpa: float
    p_in_kpa: float
    outlet: State


@dataclass(frozen=True, slots=True)
class Solved:
    """The four corners of a circuit with one compressor."""

    evaporator_in: State
    evaporator_out: State
    condenser_in: State
    condenser_out: State


def check(circuit: Circuit) -> None:
    """Raises CycleError where the circuit's figures contradict each other."""
    if circuit.t_condensing_c <= circuit.t_evaporating_c:
        raise CycleError("no_lift", circuit.t_condensing_c, circuit.t_evaporating_c)
    if circuit.superheat_k < 0.0:
        raise CycleError("wet_suction", circuit.superheat_k, 0.0)
    if circuit.subcooling_k < 0.0:
        raise CycleError("no_subcooling", circuit.subcooling_k, 0.0)
    drops = circuit.drops
    if min(drops.evaporator_kpa, drops.condenser_kpa, drops.suction_kpa, drops.discharge_kpa) < 0.0:
        raise CycleError("pressure_drop", -1.0, 0.0)


def low_side(medium: Fluid, t_evaporating_c: float, superheat_k: float, drops: Drops) -> LowSide:
    """Gas leaving the evaporator and gas at the compressor, before any internal heat exchanger."""
    dew = medium.dew(t_evaporating_c)
    outlet = dew if superheat_k <= SATURATED_K else medium.at(dew.p_kpa, t_evaporating_c + superheat_k)
    return LowSide(outlet, outlet, dew.p_kpa + drops.evaporator_kpa)


def high_side(medium: Fluid, circuit: Circuit) -> HighSide:
    """Pressures of the condenser and the liquid that leaves it."""
    p_in = medium.dew(circuit.t_condensing_c).p_kpa
    p_out = p_in - circuit.drops.condenser_kpa
    if p_out <= 0.0:
        raise CycleError("pressure_drop", circuit.drops.condenser_kpa, p_in)
    bubble = medium.bubble_at(p_out)
    t_liquid = bubble.t_c - circuit.subcooling_k if circuit.t_liquid_c is None else circuit.t_liquid_c
    outlet = bubble if t_liquid >= bubble.t_c - SATURATED_K else medium.at(p_out, t_liquid)
    return HighSide(p_in + circuit.drops.discharge_kpa, p_in, outlet)


def heat_exchanged(medium: Fluid, liquid: State, gas: State, effectiveness: float) -> float:
    """Heat of an internal exchanger per kg: a share of the most that either side could take or give."""
    if not 0.0 <= effectiveness <= 1.0:
        raise CycleError("effectiveness_out_of_range", effectiveness, 1.0)
    if effectiveness == 0.0:
        return 0.0
    if liquid.t_c <= gas.t_c:
        raise CycleError("pinch_crossed", liquid.t_c - gas.t_c, 0.0)
    gas_most = medium.at(gas.p_kpa, liquid.t_c).h_kj_kg - gas.h_kj_kg
    liquid_most = liquid.h_kj_kg - medium.at(liquid.p_kpa, gas.t_c).h_kj_kg
    return effectiveness * min(gas_most, liquid_most)


def solve_circuit(
    assembly: Assembly, medium: Fluid, low: LowSide, high: HighSide, compressor: Compressor, drops: Drops,
    effectiveness: float, flow: float = 1.0, circuit: str = "",
) -> Solved:  # fmt: skip
    """Walk once round a circuit of one compressor and note every state; the outer heats are left out."""
    prefix = f"{circuit}_" if circuit else ""
    exchanged = heat_exchanged(medium, high.outlet, low.outlet, effectiveness)
    p_evaporating = low.outlet.p_kpa
    gas = low.outlet
    if exchanged > 0.0:
        gas = medium.with_enthalpy(p_evaporating, low.outlet.h_kj_kg + exchanged)
        gas = replace(gas, h_kj_kg=low.outlet.h_kj_kg + exchanged)
    line = assembly.throttled(
        f"{prefix}suction_line", medium, gas, p_evaporating - drops.suction_kpa, flow
    )
    hot = assembly.compressed(f"{prefix}compressor", medium, line, high.p_discharge_kpa, compressor, flow)
    entering = assembly.throttled(f"{prefix}discharge_line", medium, hot, high.p_in_kpa, flow)
    liquid = high.outlet
    if exchanged > 0.0:
        liquid = medium.with_enthalpy(high.outlet.p_kpa, high.outlet.h_kj_kg - exchanged)
        liquid = replace(liquid, h_kj_kg=high.outlet.h_kj_kg - exchanged)
        assembly.passed_on(
            f"{prefix}heat_exchanger", (medium.name, high.outlet, liquid), (medium.name, low.outlet, gas),
            flow, flow,
        )  # fmt: skip
    mixed = assembly.throttled(f"{prefix}valve", medium, liquid, low.p_in_kpa, flow)
    note = assembly.point
    note("evaporator_in", mixed, flow, circuit)
    note("evaporator_out", low.outlet, flow, circuit)
    note("suction", line, flow, circuit)
    note("discharge", hot, flow, circuit)
    note("condenser_in", entering, flow, circuit)
    note("condenser_out", high.outlet, flow, circuit)
    if exchanged > 0.0:
        note("liquid_cooled", liquid, flow, circuit)
    return Solved(mixed, low.outlet, entering, high.outlet)


def single_stage(circuit: Circuit, task: Task = _ALONE, heat_exchanger: float = 0.0) -> Machine:
    """Evaporator, compressor, condenser, valve; with the effectiveness of an internal heat exchanger.

    Raises CycleError naming what forbids the cycle.
    """
    with refusals():
        check(circuit)
        assembly, medium = Assembly(task), fluid(circuit.refrigerant)
        low = low_side(medium, circuit.t_evaporating_c, circuit.superheat_k, circuit.drops)
        high = high_side(medium, circuit)
        solved = solve_circuit(
            assembly, medium, low, high, circuit.compressor, circuit.drops, heat_exchanger
        )
        assembly.taken_up("evaporator", medium.name, solved.evaporator_in, solved.evaporator_out)
        assembly.given_off("condenser", medium.name, solved.condenser_in, solved.condenser_out)
    return assembly.finished("single_stage", circuit.refrigerant)


def cascade(
    low: Circuit, high: Circuit, task: Task = _ALONE, heat_exchangers: tuple[float, float] = (0.0, 0.0)
) -> Machine:
    """Two circuits, the lower one's condenser heating the upper one's evaporator.

    Raises CycleError, ``cascade_crossing`` where the upper circuit evaporates no colder than the lower one
    condenses, ``pinch_crossed`` where temperatures cross inside the exchanger between them.
    """
    if high.t_evaporating_c >= low.t_condensing_c:
        raise CycleError("cascade_crossing", high.t_evaporating_c, low.t_condensing_c)
    with refusals():
        check(low)
        check(high)
        assembly = Assembly(task)
        lower = _half(assembly, low, heat_exchangers[0], 1.0, "low")
        # The flow that carries the heat on needs the upper evaporator's ends: solved once aside for them.
        upper = _half(Assembly(_ALONE), high, heat_exchangers[1], 1.0, "high")
        heat = lower.condenser_in.h_kj_kg - lower.condenser_out.h_kj_kg
        cold = upper.evaporator_out.h_kj_kg - upper.evaporator_in.h_kj_kg
        if cold <= 0.0:
            raise CycleError("no_lift", upper.evaporator_in.h_kj_kg, upper.evaporator_out.h_kj_kg)
        ratio = heat / cold
        upper = _half(assembly, high, heat_exchangers[1], ratio, "high")
        assembly.passed_on(
            "cascade_exchanger",
            (low.refrigerant, lower.condenser_in, lower.condenser_out),
            (high.refrigerant, upper.evaporator_in, upper.evaporator_out), 1.0, ratio,
        )  # fmt: skip
        assembly.taken_up("evaporator", low.refrigerant, lower.evaporator_in, lower.evaporator_out)
        assembly.given_off(
            "condenser", high.refrigerant, upper.condenser_in, upper.condenser_out, ratio
        )
    return assembly.finished("cascade", low.refrigerant, high.refrigerant)


def _half(assembly: Assembly, circuit: Circuit, effectiveness: float, flow: float, name: str) -> Solved:
    medium = fluid(circuit.refrigerant)
    low = low_side(medium, circuit.t_evaporating_c, circuit.superheat_k, circuit.drops)
    high = high_side(medium, circuit)
    return solve_circuit(
        assembly, medium, low, high, circuit.compressor, circuit.drops, effectiveness, flow, name
    )


def cascade_at_approach(
    low: Circuit, high: Circuit, approach_k: float, task: Task = _ALONE,
    heat_exchangers: tuple[float, float] = (0.0, 0.0),
) -> Machine:  # fmt: skip
    """The cascade whose upper circuit evaporates this much below the lower one's condensing temperature."""
    above = replace(high, t_evaporating_c=low.t_condensing_c - approach_k)
    return cascade(low, above, task, heat_exchangers)


@dataclass(frozen=True, slots=True)
class GasCircuit:
    """A circuit whose heat is given off above the critical pressure."""

    t_evaporating_c: float
    t_gas_out_c: float
    superheat_k: float = 5.0
    compressor: Compressor = field(default_factory=Compressor)
    drops: Drops = field(default_factory=Drops)
    heat_exchanger: float = 0.0
    refrigerant: str = CO2


def transcritical(circuit: GasCircuit, p_gas_cooler_kpa: float, task: Task = _ALONE) -> Machine:
    """Evaporation below, cooling of dense gas above the critical pressure.

    Raises CycleError, ``below_critical_pressure`` where the gas cooler's outlet is not above it.
    """
    with refusals():
        assembly, medium = Assembly(task), fluid(circuit.refrigerant)
        p_out = p_gas_cooler_kpa - circuit.drops.condenser_kpa
        if p_out <= medium.p_critical_kpa:
            raise CycleError("below_critical_pressure", p_out, medium.p_critical_kpa)
        if circuit.superheat_k < 0.0:
            raise CycleError("wet_suction", circuit.superheat_k, 0.0)
        low = low_side(medium, circuit.t_evaporating_c, circuit.superheat_k, circuit.drops)
        outlet = medium.at(p_out, circuit.t_gas_out_c)
        high = HighSide(p_gas_cooler_kpa + circuit.drops.discharge_kpa, p_gas_cooler_kpa, outlet)
        solved = solve_circuit(
            assembly, medium, low, high, circuit.compressor, circuit.drops, circuit.heat_exchanger
        )
        assembly.taken_up("evaporator", medium.name, solved.evaporator_in, solved.evaporator_out)
        assembly.given_off("condenser", medium.name, solved.condenser_in, solved.condenser_out)
    return assembly.finished("transcritical", circuit.refrigerant)


def best_transcritical(
    circuit: GasCircuit, task: Task, pinch_k: float, p_bounds_kpa: tuple[float, float] = P_GAS_COOLER_KPA
) -> Machine:
    """The gas-cooler pressure of the highest COP that keeps the pinch to the task's sink.

    A higher pressure widens the pinch: the lowest that keeps it is a root; above it the COP has one maximum.
    Raises CycleError ``no_pressure_found`` where even the highest pressure leaves the pinch too small.
    """
    if task.sink is None:
        raise CycleError("no_pressure_found", p_bounds_kpa[1], pinch_k)
    if circuit.t_gas_out_c - task.sink.t_in_c < pinch_k - 1e-9:
        raise CycleError("gas_cooler_crossing", circuit.t_gas_out_c - task.sink.t_in_c, pinch_k)
    searched = replace(task, pinch_min_k=-1e9)

    def at(p_kpa: float) -> Machine:
        return transcritical(circuit, p_kpa, searched)

    low, high = p_bounds_kpa
    p_least = _least_pressure(lambda p: at(p).exchanger("condenser").pinch_k - pinch_k, low, high, pinch_k)
    p_best, _ = best_between(lambda p: at(p).cop, p_least, high, PRESSURE_STEP_KPA)
    return at(p_best)


def _least_pressure(
    margin: Callable[[float], float], low: float, high: float, pinch_k: float
) -> float:
    """Lowest pressure with no negative margin; where no cycle can be run the margin counts as missing."""

    def signed(p_kpa: float) -> float:
        try:
            return margin(p_kpa) + 1e-6
        except (CycleError, FluidError):
            return -100.0

    if signed(high) < 0.0:
        raise CycleError("no_pressure_found", high, pinch_k)
    if signed(low) >= 0.0:
        return low
    place = root_between(signed, low, high, PRESSURE_STEP_KPA / 4.0)
    return place if signed(place) >= 0.0 else min(high, place + PRESSURE_STEP_KPA / 2.0)
