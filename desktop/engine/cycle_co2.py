"""The transcritical carbon-dioxide cycle, its gas cooler and the pressure that suits it best.

Above the critical point pressure and temperature are free of each other: the high pressure is chosen, and the
entering water (which fixes how far the gas is cooled) decides the COP, not the leaving water.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from .cycle import Cycle, CycleError, compressed, suction
from .fluids import FluidError, fluid

CO2 = "CO2"
PINCH_POINTS = 40
PRESSURE_STEP_KPA = 2.0  # the search ends when the pressure is known this well
_GOLDEN = (sqrt(5.0) - 1.0) / 2.0


@dataclass(frozen=True, slots=True)
class GasCooler:
    """The water side of the high pressure: what it is heated from and to, and how near the gas may come."""

    t_entering_c: float
    t_leaving_c: float
    approach_k: float  # gas leaving above water entering
    pinch_min_k: float  # least difference anywhere inside


@dataclass(frozen=True, slots=True)
class Gas:
    """The compressor's side: evaporation, superheat, efficiency."""

    t_evaporating_c: float
    superheat_k: float
    isentropic_fraction: float


def transcritical(
    t_evaporating_c: float, superheat_k: float, p_gas_cooler_kpa: float, t_gas_out_c: float,
    isentropic_fraction: float,
) -> Cycle:  # fmt: skip
    """One-stage CO2 cycle at a given high pressure and gas-cooler outlet.

    Raises CycleError below the critical pressure or for a wet suction, FluidError where no state exists.
    """
    medium = fluid(CO2)
    if p_gas_cooler_kpa <= medium.p_critical_kpa:
        raise CycleError("below_critical_pressure", p_gas_cooler_kpa, medium.p_critical_kpa)
    inlet = suction(medium, t_evaporating_c, superheat_k)
    outlet = compressed(medium, inlet, p_gas_cooler_kpa, isentropic_fraction)
    cooled = medium.at(p_gas_cooler_kpa, t_gas_out_c)
    if cooled.h_kj_kg >= inlet.h_kj_kg:
        raise CycleError("no_lift", cooled.h_kj_kg, inlet.h_kj_kg)
    return Cycle(
        heat_kj_kg=outlet.h_kj_kg - cooled.h_kj_kg,
        work_kj_kg=outlet.h_kj_kg - inlet.h_kj_kg,
        cold_kj_kg=inlet.h_kj_kg - cooled.h_kj_kg,
        p_evaporating_kpa=inlet.p_kpa,
        p_condensing_kpa=p_gas_cooler_kpa,
        t_discharge_c=outlet.t_c,
        suction_density_kg_m3=inlet.density_kg_m3,
    )


def pinch(cycle: Cycle, cooler: GasCooler, points: int = PINCH_POINTS) -> float:
    """Least temperature difference inside the gas cooler, K; negative where the temperatures cross.

    Counterflow with constant specific heat of water, looked at in ``points`` equal steps of the gas
    temperature: a state at given temperature costs a tenth of one at given enthalpy.
    """
    medium = fluid(CO2)
    t_out = cooler.t_entering_c + cooler.approach_k
    h_out = medium.at(cycle.p_condensing_kpa, t_out).h_kj_kg
    least = min(cooler.approach_k, cycle.t_discharge_c - cooler.t_leaving_c)
    rise_per_heat = (cooler.t_leaving_c - cooler.t_entering_c) / cycle.heat_kj_kg
    for step in range(1, points):
        t_gas = t_out + (cycle.t_discharge_c - t_out) * step / points
        heat = medium.at(cycle.p_condensing_kpa, t_gas).h_kj_kg - h_out
        least = min(least, t_gas - cooler.t_entering_c - heat * rise_per_heat)
    return least


def best_pressure(
    gas: Gas, cooler: GasCooler, p_min_kpa: float = 7600.0, p_max_kpa: float = 14000.0
) -> Cycle:
    """The cycle with the highest COP whose gas cooler keeps its pinch, within the pressure bounds.

    A higher pressure widens the pinch, so the lowest admissible pressure is found by halving; above it the
    COP has one maximum, found by golden section.
    Raises CycleError ``no_pressure_found`` where even the highest pressure leaves the pinch too small.
    """
    if cooler.approach_k < cooler.pinch_min_k:
        raise CycleError("gas_cooler_crossing", cooler.approach_k, cooler.pinch_min_k)
    t_out = cooler.t_entering_c + cooler.approach_k

    def at(p_kpa: float) -> Cycle:
        return transcritical(gas.t_evaporating_c, gas.superheat_k, p_kpa, t_out, gas.isentropic_fraction)

    def enough(p_kpa: float) -> bool:
        try:
            return pinch(at(p_kpa), cooler) >= cooler.pinch_min_k - 1e-6
        except (CycleError, FluidError):
            return False  # too little pressure for this outlet: no heat to give

    if not enough(p_max_kpa):
        raise CycleError("no_pressure_found", p_max_kpa, cooler.pinch_min_k)
    lowest, admissible = p_min_kpa, p_max_kpa
    if enough(p_min_kpa):
        admissible = p_min_kpa
    while admissible - lowest > PRESSURE_STEP_KPA:
        middle = (lowest + admissible) / 2.0
        lowest, admissible = (lowest, middle) if enough(middle) else (middle, admissible)
    left, right = admissible, p_max_kpa
    first, second = right - _GOLDEN * (right - left), left + _GOLDEN * (right - left)
    cop_first, cop_second = at(first).cop, at(second).cop
    while right - left > PRESSURE_STEP_KPA:
        if cop_first >= cop_second:
            right, second, cop_second = second, first, cop_first
            first = right - _GOLDEN * (right - left)
            cop_first = at(first).cop
        else:
            left, first, cop_first = first, second, cop_second
            second = left + _GOLDEN * (right - left)
            cop_second = at(second).cop
    return max((at(p) for p in (admissible, left, (left + right) / 2.0)), key=lambda cycle: cycle.cop)
