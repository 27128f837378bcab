"""How a machine is put together part by part, so that heat, power and entropy are counted in one place.

Everything is per kg through the lowest evaporator until ``finished`` scales it to the heat wanted. A part's
exergy loss is the surroundings' temperature times the entropy it makes (Gouy-Stodola), the heat it loses to
the surroundings included.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from .cycle import CycleError, ideal_end
from .fluids import ZERO_C_IN_K, Fluid, FluidError, State
from .machine import Compression, Compressor, Exchanger, Machine, Part, Point, Task, exergy_kw
from .streams import POINTS, Profile, beside, enthalpy_profile

WET_KJ_KG = 1e-6
PINCH_ROUNDING_K = 1e-7
ENTROPY_ROUNDING = 1e-10
SECONDS_PER_HOUR = 3600.0


@contextmanager
def refusals() -> Iterator[None]:
    """States that do not exist become a cycle that cannot be run, with the same key, value and limit."""
    try:
        yield
    except FluidError as error:
        raise CycleError(error.problem, error.value, error.limit) from error


@dataclass(slots=True)
class Assembly:
    """A machine being put together; used up by ``finished``."""

    task: Task
    points: list[Point] = field(default_factory=list)
    compressions: list[Compression] = field(default_factory=list)
    exchangers: list[Exchanger] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    heat: float = 0.0
    source: float = 0.0
    losses: float = 0.0
    exergy_source: float = 0.0
    exergy_sink: float = 0.0

    @property
    def _t0_k(self) -> float:
        return self.task.t_surroundings_c + ZERO_C_IN_K

    def point(self, name: str, state: State, flow: float = 1.0, circuit: str = "") -> State:
        """Note a state of the circuit; gives it back."""
        self.points.append(
            Point(
                name, circuit, state.t_c, state.p_kpa, state.h_kj_kg, state.s_kj_kgk,
                state.density_kg_m3, state.quality, flow,
            )
        )  # fmt: skip
        return state

    def part(self, name: str, entropy_made: float) -> None:
        """Note what a part destroys: entropy made per K, in kJ/K per kg evaporated."""
        self.parts.append(Part(name, self._t0_k * entropy_made))

    def throttled(self, name: str, medium: Fluid, inlet: State, p_kpa: float, flow: float = 1.0) -> State:
        """State after a valve or a line that loses pressure and no heat."""
        if p_kpa == inlet.p_kpa:
            return inlet
        if not 0.0 < p_kpa < inlet.p_kpa:
            raise CycleError("pressure_drop", inlet.p_kpa - p_kpa, inlet.p_kpa)
        outlet = medium.with_enthalpy(p_kpa, inlet.h_kj_kg)
        self.part(name, flow * (outlet.s_kj_kgk - inlet.s_kj_kgk))
        return replace(outlet, h_kj_kg=inlet.h_kj_kg)

    def compressed(
        self, name: str, medium: Fluid, inlet: State, p_kpa: float, spec: Compressor, flow: float = 1.0
    ) -> State:
        """State after a compressor, whose power, losses and limits are noted and checked."""
        ratio = p_kpa / inlet.p_kpa
        efficiency = spec.efficiency(ratio)
        _check_compression(inlet, medium, ratio, efficiency, spec)
        ideal = ideal_end(medium, inlet, p_kpa)
        shaft = (ideal.h_kj_kg - inlet.h_kj_kg) / efficiency
        lost = spec.heat_loss_fraction * shaft
        t_guess = ideal.t_c + (1.0 / efficiency - 1.0) * (ideal.t_c - inlet.t_c)
        outlet = medium.heated_gas(p_kpa, inlet.h_kj_kg + shaft - lost, t_guess)
        _check_discharge(outlet, medium, spec)
        electric = shaft / (spec.motor_fraction * spec.drive_fraction)
        made = outlet.s_kj_kgk - inlet.s_kj_kgk + lost / self._t0_k
        self._check_loss(lost, made, outlet.t_c)
        self.part(name, flow * made)
        self.part(f"{name}_drive", flow * (electric - shaft) / self._t0_k)
        volume = flow / inlet.density_kg_m3 * SECONDS_PER_HOUR
        self.compressions.append(
            Compression(
                name, inlet.t_c, outlet.t_c, inlet.p_kpa, p_kpa, efficiency, flow, volume,
                flow * shaft, flow * electric, flow * lost,
            )
        )  # fmt: skip
        self.losses += flow * lost
        return replace(outlet, h_kj_kg=inlet.h_kj_kg + shaft - lost)

    def _check_loss(self, lost: float, entropy_made: float, t_c: float) -> None:
        """Heat is not lost to surroundings hotter than what loses it."""
        if lost > 0.0 and entropy_made < -ENTROPY_ROUNDING:
            raise CycleError("heat_loss_uphill", t_c, self.task.t_surroundings_c)

    def given_off(self, name: str, medium: str, inlet: State, outlet: State, flow: float = 1.0) -> None:
        """Heat of the refrigerant to the sink, less what is lost on the way."""
        heat = flow * (inlet.h_kj_kg - outlet.h_kj_kg)
        lost = self.task.heat_loss_fraction * heat
        delivered = heat - lost
        entropy = flow * (inlet.s_kj_kgk - outlet.s_kj_kgk)
        sink = self.task.sink
        t_mean_k = heat / entropy if sink is None else sink.t_mean_k
        made = delivered / t_mean_k + lost / self._t0_k - entropy
        self._check_loss(lost, made, inlet.t_c)
        self.part(name, made)
        self.heat += delivered
        self.losses += lost
        self.exergy_sink += exergy_kw(delivered, t_mean_k, self.task.t_surroundings_c)
        if sink is not None:
            self._exchange(name, heat, _profile(medium, outlet, inlet), sink.profile)

    def taken_up(self, name: str, medium: str, inlet: State, outlet: State, flow: float = 1.0) -> None:
        """Heat of the source to the refrigerant."""
        heat = flow * (outlet.h_kj_kg - inlet.h_kj_kg)
        if heat <= 0.0:
            raise CycleError("no_lift", inlet.h_kj_kg, outlet.h_kj_kg)
        entropy = flow * (outlet.s_kj_kgk - inlet.s_kj_kgk)
        source = self.task.source
        t_mean_k = heat / entropy if source is None else source.t_mean_k
        self.part(name, entropy - heat / t_mean_k)
        self.source += heat
        self.exergy_source += exergy_kw(heat, t_mean_k, self.task.t_surroundings_c)
        if source is not None:
            self._exchange(name, heat, source.profile, _profile(medium, inlet, outlet))

    def passed_on(
        self, name: str, hot: tuple[str, State, State], cold: tuple[str, State, State],
        hot_flow: float, cold_flow: float,
    ) -> None:  # fmt: skip
        """Heat from one refrigerant to another inside the machine: (medium, inlet, outlet) of both."""
        hot_medium, hot_in, hot_out = hot
        cold_medium, cold_in, cold_out = cold
        made = cold_flow * (cold_out.s_kj_kgk - cold_in.s_kj_kgk)
        made -= hot_flow * (hot_in.s_kj_kgk - hot_out.s_kj_kgk)
        self.part(name, made)
        heat = hot_flow * (hot_in.h_kj_kg - hot_out.h_kj_kg)
        if heat > 0.0:
            self._exchange(
                name, heat, _profile(hot_medium, hot_out, hot_in), _profile(cold_medium, cold_in, cold_out)
            )

    def _exchange(self, name: str, heat: float, hot: Profile, cold: Profile) -> None:
        exchanger = Exchanger(name, heat, *beside(hot, cold))
        if exchanger.pinch_k < self.task.pinch_min_k - PINCH_ROUNDING_K:
            raise CycleError("pinch_crossed", exchanger.pinch_k, self.task.pinch_min_k)
        self.exchangers.append(exchanger)

    def finished(self, kind: str, *refrigerants: str) -> Machine:
        """The machine, scaled to the heat wanted."""
        scale = self.task.heat_kw / self.heat
        compressions = tuple(_scaled_compression(one, scale) for one in self.compressions)
        return Machine(
            kind=kind,
            refrigerants=refrigerants,
            heat_kw=self.task.heat_kw,
            source_kw=scale * self.source,
            shaft_kw=sum(one.shaft_kw for one in compressions),
            electric_kw=sum(one.electric_kw for one in compressions),
            loss_kw=scale * self.losses,
            points=tuple(replace(one, flow_kg_s=scale * one.flow_kg_s) for one in self.points),
            compressions=compressions,
            exchangers=tuple(replace(one, heat_kw=scale * one.heat_kw) for one in self.exchangers),
            parts=tuple(Part(one.name, scale * one.exergy_lost_kw) for one in self.parts),
            t_surroundings_c=self.task.t_surroundings_c,
            exergy_source_kw=scale * self.exergy_source,
            exergy_sink_kw=scale * self.exergy_sink,
        )


def _profile(medium: str, cold: State, hot: State) -> tuple[list[float], tuple[float, ...]]:
    """Temperatures of a refrigerant over the share of its heat."""
    enthalpies, temperatures = enthalpy_profile(medium, cold, hot, POINTS)
    first, span = enthalpies[0], enthalpies[-1] - enthalpies[0]
    return [(h - first) / span for h in enthalpies], temperatures


def _scaled_compression(one: Compression, scale: float) -> Compression:
    return replace(
        one, flow_kg_s=scale * one.flow_kg_s, suction_m3_h=scale * one.suction_m3_h,
        shaft_kw=scale * one.shaft_kw, electric_kw=scale * one.electric_kw,
        heat_loss_kw=scale * one.heat_loss_kw,
    )  # fmt: skip


def _check_compression(
    inlet: State, medium: Fluid, ratio: float, efficiency: float, spec: Compressor
) -> None:
    if ratio <= 1.0:
        raise CycleError("no_lift", ratio, 1.0)
    if ratio > spec.ratio_max:
        raise CycleError("ratio_too_high", ratio, spec.ratio_max)
    if not 0.0 < efficiency <= 1.0:
        raise CycleError("isentropic_out_of_range", efficiency, 1.0)
    for share in (spec.motor_fraction, spec.drive_fraction):
        if not 0.0 < share <= 1.0:
            raise CycleError("drive_out_of_range", share, 1.0)
    if not 0.0 <= spec.heat_loss_fraction < 1.0:
        raise CycleError("heat_loss_out_of_range", spec.heat_loss_fraction, 1.0)
    if inlet.p_kpa < medium.p_critical_kpa:
        dew = medium.dew_at(inlet.p_kpa)
        if inlet.h_kj_kg < dew.h_kj_kg - WET_KJ_KG:
            raise CycleError("wet_suction", inlet.h_kj_kg, dew.h_kj_kg)


def _check_discharge(outlet: State, medium: Fluid, spec: Compressor) -> None:
    """Gas must leave dry: fluids whose dew line leans over need superheat at the suction."""
    if outlet.p_kpa < medium.p_critical_kpa:
        dew = medium.dew_at(outlet.p_kpa)
        if outlet.h_kj_kg < dew.h_kj_kg - WET_KJ_KG:
            raise CycleError("wet_discharge", outlet.h_kj_kg, dew.h_kj_kg)
    if outlet.t_c > spec.t_discharge_max_c:
        raise CycleError("discharge_too_hot", outlet.t_c, spec.t_discharge_max_c)

