"""Thermodynamic states of refrigerants: the only module that knows CoolProp.

Units: temperature °C, pressure kPa, enthalpy kJ/kg, entropy kJ/(kg K), density kg/m³. Always the reference
equations of state (HEOS): CoolProp's tabulated bicubic backend is silently wrong near saturation.

CoolProp takes some seconds to import, so it is imported when the first state is asked for.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from math import expm1, nan
from typing import Any

ZERO_C_IN_K = 273.15
GLIDE_LEAST_K = 1e-6
NEAR_DEW_K = 0.05
STEP_K = 1e-9
STEPS_MAX = 8
_kept = threading.local()


class FluidError(ValueError):
    """A state that does not exist or lies outside the equation of state.

    ``problem`` is a short key: ``unknown_fluid``, ``above_critical``, ``below_triple`` or ``no_state``.
    """

    def __init__(
        self, problem: str, fluid: str, value: float = float("nan"), limit: float = float("nan")
    ) -> None:
        super().__init__(f"{fluid}: {problem} (value {value:g}, limit {limit:g})")
        self.problem = problem
        self.fluid = fluid
        self.value = value
        self.limit = limit


@dataclass(frozen=True, slots=True)
class State:
    """One state of a fluid."""

    t_c: float
    p_kpa: float
    h_kj_kg: float
    s_kj_kgk: float
    density_kg_m3: float
    quality: float = nan  # kg of vapour per kg; not a number outside the two-phase region


class Fluid:
    """One refrigerant, with CoolProp's state object kept: making one costs more than using it."""

    def __init__(self, name: str) -> None:
        import CoolProp
        from CoolProp import CoolProp as properties

        try:
            self._state: Any = properties.AbstractState("HEOS", name)
        except ValueError as error:
            raise FluidError("unknown_fluid", name) from error
        self._pt, self._ps, self._ph = CoolProp.PT_INPUTS, CoolProp.PSmass_INPUTS, CoolProp.HmassP_INPUTS
        self._dp = CoolProp.DmassP_INPUTS
        self._qt, self._pq = CoolProp.QT_INPUTS, CoolProp.PQ_INPUTS
        self.name = name
        self.t_critical_c = self._state.T_critical() - ZERO_C_IN_K
        self.p_critical_kpa = self._state.p_critical() / 1000.0
        self.t_lowest_c = self._state.Tmin() - ZERO_C_IN_K
        self.t_highest_c = self._state.Tmax() - ZERO_C_IN_K
        self.glides = self._boils_over_a_range()

    def _update(self, inputs: int, first: float, second: float, p_kpa: float | None = None) -> State:
        """The state of two properties. A pressure asked for is kept, not worked back from the density."""
        try:
            self._state.update(inputs, first, second)
        except ValueError as error:
            raise FluidError("no_state", self.name, first, second) from error
        return self._read(p_kpa)

    def _read(self, p_kpa: float | None) -> State:
        s = self._state
        quality = s.Q()
        return State(
            s.T() - ZERO_C_IN_K, s.p() / 1000.0 if p_kpa is None else p_kpa, s.hmass() / 1000.0,
            s.smass() / 1000.0, s.rhomass(), quality if 0.0 <= quality <= 1.0 else nan,
        )  # fmt: skip

    def _boils_over_a_range(self) -> bool:
        """Whether dew and bubble temperatures at one pressure differ, as those of mixtures do."""
        p_pa = self._state.p_critical() * 0.3
        ends = []
        for quality in (0.0, 1.0):
            self._state.update(self._pq, p_pa, quality)
            ends.append(self._state.T())
        return bool(abs(ends[1] - ends[0]) > GLIDE_LEAST_K)

    def _saturated(self, t_c: float, quality: float) -> State:
        if t_c >= self.t_critical_c:
            raise FluidError("above_critical", self.name, t_c, self.t_critical_c)
        if t_c < self.t_lowest_c:
            raise FluidError("below_triple", self.name, t_c, self.t_lowest_c)
        return self._update(self._qt, quality, t_c + ZERO_C_IN_K)

    def dew(self, t_c: float) -> State:
        """Saturated vapour at a temperature. Raises FluidError above the critical point."""
        return self._saturated(t_c, 1.0)

    def dew_at(self, p_kpa: float) -> State:
        """Saturated vapour at a pressure. Raises FluidError above the critical point."""
        return self._at_pressure(p_kpa, 1.0)

    def bubble_at(self, p_kpa: float) -> State:
        """Saturated liquid at a pressure. Raises FluidError above the critical point."""
        return self._at_pressure(p_kpa, 0.0)

    def bubble(self, t_c: float) -> State:
        """Saturated liquid at a temperature. Raises FluidError above the critical point."""
        return self._saturated(t_c, 0.0)

    def wet_at(self, p_kpa: float, quality: float) -> State:
        """Mixture of vapour and liquid at a pressure. Raises FluidError above the critical point."""
        return self._at_pressure(p_kpa, quality)

    def _at_pressure(self, p_kpa: float, quality: float) -> State:
        if p_kpa >= self.p_critical_kpa:
            raise FluidError("above_critical", self.name, p_kpa, self.p_critical_kpa)
        return self._update(self._pq, p_kpa * 1000.0, quality, p_kpa)

    def at(self, p_kpa: float, t_c: float) -> State:
        """Single-phase state at pressure and temperature."""
        return self._update(self._pt, p_kpa * 1000.0, t_c + ZERO_C_IN_K, p_kpa)

    def _walked(
        self, p_kpa: float, h_kj_kg: float | None, s_kj_kgk: float | None, t_c: float
    ) -> State | None:
        """Gas of a given enthalpy or entropy by steps in temperature from a first guess; None if they fail.

        A state at pressure and temperature costs a tenth of one at pressure and enthalpy. Only steps that
        stay above the dew point count, so that no other phase can be taken for the gas.
        """
        state, p_pa = self._state, p_kpa * 1000.0
        try:
            lowest = self.t_critical_c + ZERO_C_IN_K
            if p_kpa < self.p_critical_kpa:
                state.update(self._pq, p_pa, 1.0)
                lowest = state.T() + NEAR_DEW_K
            kelvin = max(t_c + ZERO_C_IN_K, lowest)
            for _ in range(STEPS_MAX):
                state.update(self._pt, p_pa, kelvin)
                heat = state.cpmass()
                if h_kj_kg is not None:
                    step = (h_kj_kg * 1000.0 - state.hmass()) / heat
                elif s_kj_kgk is not None:
                    step = kelvin * expm1((s_kj_kgk * 1000.0 - state.smass()) / heat)
                if abs(step) < STEP_K:
                    return self._read(p_kpa)
                kelvin += step
                if kelvin < lowest:
                    return None
        except (ValueError, OverflowError):
            return None
        return None

    def compressed_gas(self, p_kpa: float, s_kj_kgk: float, t_guess_c: float) -> State:
        """``isentropic`` for superheated gas whose temperature is roughly known."""
        walked = self._walked(p_kpa, None, s_kj_kgk, t_guess_c)
        return self.isentropic(p_kpa, s_kj_kgk) if walked is None else walked

    def heated_gas(self, p_kpa: float, h_kj_kg: float, t_guess_c: float) -> State:
        """``with_enthalpy`` for superheated gas whose temperature is roughly known."""
        walked = self._walked(p_kpa, h_kj_kg, None, t_guess_c)
        return self.with_enthalpy(p_kpa, h_kj_kg) if walked is None else walked

    def isentropic(self, p_kpa: float, s_kj_kgk: float) -> State:
        """State at a pressure with a given entropy: the end of an ideal compression."""
        return self._update(self._ps, p_kpa * 1000.0, s_kj_kgk * 1000.0, p_kpa)

    def with_enthalpy(self, p_kpa: float, h_kj_kg: float) -> State:
        """State at a pressure with a given enthalpy."""
        return self._update(self._ph, h_kj_kg * 1000.0, p_kpa * 1000.0, p_kpa)

    def with_density(self, p_kpa: float, density_kg_m3: float) -> State:
        """State at a pressure with a given density."""
        return self._update(self._dp, density_kg_m3, p_kpa * 1000.0, p_kpa)


def fluid(name: str) -> Fluid:
    """The refrigerant of a name (``R32``, ``R290``, ``CO2``), kept one to a thread.

    CoolProp's state objects must not be shared between threads. Raises FluidError for an unknown name.
    """
    known: dict[str, Fluid] = _kept.__dict__.setdefault("fluids", {})
    if name not in known:
        known[name] = Fluid(name)
    return known[name]
