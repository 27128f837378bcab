"""What a log p-h and a T-s diagram show: saturation dome, lines of equal property, the cycle's path.

Plain tuples of numbers for whoever draws them. Units: temperature °C, pressure kPa, enthalpy kJ/kg, entropy
kJ/(kg K), specific volume m³/kg.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from .assembly import refusals
from .fluids import Fluid, FluidError, State, fluid
from .machine import Machine, Point
from .streams import states_between

Kind = Literal["t_c", "s_kj_kgk", "quality", "volume_m3_kg"]
CRITICAL_MARGIN_K = 0.02
FAILING_K = 3.0
POINTS = 40
LEG_POINTS = 12
_ROUND = (
    "evaporator_in", "evaporator_out", "suction", "low_discharge", "high_suction", "discharge",
    "condenser_in", "condenser_out", "flash_tank", "liquid_cooled", "evaporator_in",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One curve in both diagrams: equally long rows of enthalpy, pressure, entropy and temperature."""

    name: str
    value: float
    h_kj_kg: tuple[float, ...]
    p_kpa: tuple[float, ...]
    s_kj_kgk: tuple[float, ...]
    t_c: tuple[float, ...]


def _line(name: str, value: float, states: Iterable[State]) -> Line:
    rows = [(one.h_kj_kg, one.p_kpa, one.s_kj_kgk, one.t_c) for one in states]
    h, p, s, t = zip(*rows, strict=True) if rows else ((), (), (), ())
    return Line(name, value, h, p, s, t)


def dome(refrigerant: str, t_lowest_c: float | None = None, points: int = POINTS) -> Line:
    """Boiling line upwards, dew line downwards, closer spaced towards the critical point.

    Raises CycleError (``unknown_fluid``, ``above_critical``).
    """
    with refusals():
        medium = fluid(refrigerant)
        t_top = medium.t_critical_c - CRITICAL_MARGIN_K
        t_bottom = max(medium.t_lowest_c, -60.0 if t_lowest_c is None else t_lowest_c)
        # Down to the triple point itself the equations of some fluids fail by rounding.
        shares = 1.0 - np.linspace(1.0, 0.0, points) ** 2
        temperatures = [t_bottom + 1e-3 + (t_top - t_bottom - 1e-3) * float(share) for share in shares]
        liquid = _saturated(medium.bubble, temperatures, t_top - FAILING_K)
        vapour = _saturated(medium.dew, temperatures[::-1], t_top - FAILING_K)
    return _line("dome", 0.0, [*liquid, *vapour])


def _saturated(
    make: Callable[[float], State], temperatures: Sequence[float], t_sure_c: float
) -> list[State]:
    """States of a saturation line; just below the critical point some equations have none."""
    states = []
    for t_c in temperatures:
        try:
            states.append(make(t_c))
        except FluidError:
            if t_c < t_sure_c:
                raise
    return states


def isolines(
    refrigerant: str, kind: Kind, values: Sequence[float], p_low_kpa: float, p_high_kpa: float,
    points: int = POINTS,
) -> tuple[Line, ...]:  # fmt: skip
    """Lines of equal temperature, entropy, quality or specific volume between two pressures.

    States that do not exist or are hotter than the equation of state allows are left out; a line of fewer
    than two states is not given.
    """
    medium = fluid(refrigerant)
    pressures = np.geomspace(p_low_kpa, p_high_kpa, points).tolist()
    lines = (_line(kind, value, _states(medium, kind, value, pressures)) for value in values)
    return tuple(line for line in lines if len(line.h_kj_kg) > 1)


def _states(medium: Fluid, kind: Kind, value: float, pressures: list[float]) -> list[State]:
    def tried(make: Callable[[float, float], State], p_kpa: float) -> list[State]:
        try:
            return [make(p_kpa, value)]
        except FluidError:
            return []

    if kind == "t_c":
        return _isotherm(medium, value, pressures)
    ways: dict[str, Callable[[float, float], State]] = {
        "s_kj_kgk": medium.isentropic,
        "quality": medium.wet_at,
        "volume_m3_kg": lambda p_kpa, volume: medium.with_density(p_kpa, 1.0 / volume),
    }
    states = [state for p_kpa in pressures for state in tried(ways[kind], p_kpa)]
    return [state for state in states if state.t_c <= medium.t_highest_c]


def _isotherm(medium: Fluid, t_c: float, pressures: list[float]) -> list[State]:
    """From high pressure to low, with the two ends of boiling among the states."""
    boiling: list[State] = []
    if medium.t_lowest_c < t_c < medium.t_critical_c:
        ends = [medium.bubble(t_c), medium.dew(t_c)]
        boiling = [one for one in ends if pressures[0] < one.p_kpa < pressures[-1]]
    states: list[State] = []
    for p_kpa in reversed(pressures):
        while boiling and p_kpa < boiling[0].p_kpa:
            states.append(boiling.pop(0))
        try:
            states.append(medium.at(p_kpa, t_c))
        except FluidError:
            continue
    return states + boiling


def cycle_path(machine: Machine, circuit: str = "", points: int = LEG_POINTS) -> tuple[Line, ...]:
    """The legs of a machine's cycle, named ``from-to`` after its points; a branch for injected gas last.

    Legs at constant pressure bend where boiling begins and ends; the others are straight in log p-h.
    ``circuit`` is ``low`` or ``high`` in a cascade.
    """
    refrigerant = machine.refrigerants[-1 if circuit == "high" else 0]
    known = {point.name: point for point in machine.points if point.circuit == circuit}
    order = [name for name in _ROUND if name in known]
    if "high_suction" in known and "liquid_cooled" in known:
        start = "flash_tank" if "flash_tank" in known else "condenser_out"
        branch = [start, *(name for name in ("economiser_in", "injected") if name in known), "high_suction"]
    else:
        branch = []
    with refusals():
        legs = [
            _leg(refrigerant, known[first], known[second], points)
            for names in (order, branch if len(branch) > 2 or "flash_tank" in known else [])
            for first, second in pairwise(names)
        ]
    return tuple(leg for leg in legs if leg is not None)


def _leg(refrigerant: str, first: Point, second: Point, points: int) -> Line | None:
    start, end = _state(first), _state(second)
    if (start.h_kj_kg, start.p_kpa) == (end.h_kj_kg, end.p_kpa):
        return None
    name = f"{first.name}-{second.name}"
    if start.p_kpa == end.p_kpa:
        cold, hot = sorted((start, end), key=lambda state: state.h_kj_kg)
        states = states_between(refrigerant, cold, hot, points)
        return _line(name, 0.0, states if cold is start else states[::-1])
    medium = fluid(refrigerant)
    shares = np.linspace(0.0, 1.0, points + 1)[1:-1].tolist()
    between = [
        medium.with_enthalpy(
            start.p_kpa * (end.p_kpa / start.p_kpa) ** share,
            start.h_kj_kg + share * (end.h_kj_kg - start.h_kj_kg),
        )
        for share in shares
    ]
    return _line(name, 0.0, [start, *between, end])


def _state(point: Point) -> State:
    return State(
        point.t_c, point.p_kpa, point.h_kj_kg, point.s_kj_kgk, point.density_kg_m3, point.quality
    )
