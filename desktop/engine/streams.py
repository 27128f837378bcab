"""Water, air and other media that give a machine its heat or take it up; exchangers' temperatures.

Units: temperature °C, pressure kPa, heat kJ/kg, flow kg/s. Profiles are in counterflow and run over the
share of the heat, 0 at the exchanger's cold end, 1 at its hot end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isnan, log

import numpy as np

from .fluids import ZERO_C_IN_K, State, fluid

CP_WATER_KJ_KGK = 4.19
POINTS = 13  # of a stream whose specific heat is not constant, between two kinks
DENSE_POINTS = 120  # above the critical pressure, where the specific heat has a peak
EVEN_K = 1e-9
NARROW_K = 0.01  # a phase this narrow needs no points inside; at saturation they would fix no state


@dataclass(frozen=True)
class Stream:
    """A medium heated or cooled from one temperature to another at constant pressure.

    Without ``medium`` the specific heat is constant; with one (``Water``, ``Air``, any fluid) enthalpies
    come from its equation of state. ``quality_out`` 1 with ``Water`` is feed heated and boiled at its
    pressure; ``t_out_c`` is then not read.
    """

    t_in_c: float
    t_out_c: float
    medium: str = ""
    p_kpa: float = 101.325
    cp_kj_kgk: float = CP_WATER_KJ_KGK
    quality_out: float | None = None

    @cached_property
    def _ends(self) -> tuple[State, State]:
        medium = fluid(self.medium)
        entering = medium.at(self.p_kpa, self.t_in_c)
        if self.quality_out is not None:
            return entering, medium.wet_at(self.p_kpa, self.quality_out)
        return entering, medium.at(self.p_kpa, self.t_out_c)

    @cached_property
    def t_leaving_c(self) -> float:
        """Temperature at the outlet."""
        return self._ends[1].t_c if self.medium and self.quality_out is not None else self.t_out_c

    @cached_property
    def heat_kj_kg(self) -> float:
        """Heat taken up per kg; negative where the stream is cooled."""
        if not self.medium:
            return self.cp_kj_kgk * (self.t_out_c - self.t_in_c)
        return self._ends[1].h_kj_kg - self._ends[0].h_kj_kg

    @cached_property
    def t_mean_k(self) -> float:
        """Thermodynamic mean temperature: heat over change of entropy, K."""
        t_in, t_out = self.t_in_c + ZERO_C_IN_K, self.t_leaving_c + ZERO_C_IN_K
        if self.medium:
            change = self._ends[1].s_kj_kgk - self._ends[0].s_kj_kgk
            return self.heat_kj_kg / change if abs(self.heat_kj_kg) > EVEN_K else t_in
        return (t_out - t_in) / log(t_out / t_in) if abs(t_out - t_in) > EVEN_K else t_in

    def flow_kg_s(self, heat_kw: float) -> float:
        """Flow that takes up or gives this heat."""
        return heat_kw / abs(self.heat_kj_kg)

    @cached_property
    def profile(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Shares of the heat from the colder end and the temperatures there, kinks included."""
        if not self.medium:
            low, high = sorted((self.t_in_c, self.t_out_c))
            return (0.0, 1.0), (low, high)
        first, last = sorted(self._ends, key=lambda state: state.h_kj_kg)
        enthalpies, temperatures = enthalpy_profile(self.medium, first, last, POINTS)
        span = last.h_kj_kg - first.h_kj_kg
        if span <= 0.0:
            return (0.0, 1.0), (first.t_c, last.t_c)
        return tuple((h - first.h_kj_kg) / span for h in enthalpies), temperatures


def enthalpy_profile(
    name: str, cold: State, hot: State, points: int
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Enthalpies and temperatures of a fluid from a cold state to a hot one (see ``states_between``)."""
    states = states_between(name, cold, hot, points)
    return tuple(state.h_kj_kg for state in states), tuple(state.t_c for state in states)


def states_between(name: str, cold: State, hot: State, points: int) -> list[State]:
    """States of a fluid heated from a cold state to a hot one, both included.

    At constant pressure the two ends of boiling are among them and single phases are walked through by
    temperature, which costs a tenth of walking by enthalpy. Where the pressure differs it falls in
    proportion to the heat.
    """
    if hot.h_kj_kg - cold.h_kj_kg <= EVEN_K:
        return [cold, hot]
    if cold.p_kpa != hot.p_kpa:
        return _states_with_drop(name, cold, hot, 3 * points)
    medium, p_kpa = fluid(name), cold.p_kpa
    states = [cold]
    if p_kpa < medium.p_critical_kpa:
        bubble, dew = medium.bubble_at(p_kpa), medium.dew_at(p_kpa)
        if cold.h_kj_kg < bubble.h_kj_kg < hot.h_kj_kg:
            states += [*_single_phase(name, cold, bubble, points), bubble]
        if cold.h_kj_kg < dew.h_kj_kg and hot.h_kj_kg > bubble.h_kj_kg:
            states += _two_phase(name, (bubble, dew), (cold, hot), points)
        if cold.h_kj_kg < dew.h_kj_kg < hot.h_kj_kg:
            states.append(dew)
    if isnan(hot.quality):
        dense = DENSE_POINTS if p_kpa >= medium.p_critical_kpa else points
        states += _single_phase(name, states[-1], hot, dense)
    return [*states, hot]


def _single_phase(name: str, first: State, last: State, points: int) -> list[State]:
    """States between two of one phase; none where they share a temperature."""
    if last.t_c - first.t_c < NARROW_K:
        return []
    steps = (first.t_c + (last.t_c - first.t_c) * n / points for n in range(1, points))
    medium = fluid(name)
    return [medium.at(first.p_kpa, t_c) for t_c in steps]


def _two_phase(
    name: str, dome: tuple[State, State], ends: tuple[State, State], points: int
) -> list[State]:
    """States inside the dome between two ends: only of mixtures, whose temperature moves there."""
    medium = fluid(name)
    if not medium.glides:
        return []
    bubble, dew = dome
    latent = dew.h_kj_kg - bubble.h_kj_kg
    low = max(0.0, (ends[0].h_kj_kg - bubble.h_kj_kg) / latent)
    high = min(1.0, (ends[1].h_kj_kg - bubble.h_kj_kg) / latent)
    half = max(2, points // 2)
    return [medium.wet_at(bubble.p_kpa, low + (high - low) * n / half) for n in range(1, half)]


def _states_with_drop(name: str, cold: State, hot: State, points: int) -> list[State]:
    medium = fluid(name)
    states = [cold]
    for n in range(1, points):
        share = n / points
        p_kpa = cold.p_kpa + share * (hot.p_kpa - cold.p_kpa)
        states.append(medium.with_enthalpy(p_kpa, cold.h_kj_kg + share * (hot.h_kj_kg - cold.h_kj_kg)))
    return [*states, hot]


Profile = tuple[Sequence[float], Sequence[float]]


def beside(hot: Profile, cold: Profile) -> tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]:
    """Shares of the heat known of either side, and both temperatures at each of them.

    Between its own points a side is a straight line: the ends of boiling are points of their own.

    >>> beside(((0.0, 1.0), (40.0, 60.0)), ((0.0, 0.5, 1.0), (20.0, 30.0, 50.0)))
    ((0.0, 0.5, 1.0), (40.0, 50.0, 60.0), (20.0, 30.0, 50.0))
    """
    shares = np.union1d(hot[0], cold[0])
    return (
        tuple(shares.tolist()),
        tuple(np.interp(shares, *hot).tolist()),
        tuple(np.interp(shares, *cold).tolist()),
    )
