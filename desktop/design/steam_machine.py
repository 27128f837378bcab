"""The chosen scheme as a solved machine with every state, and the pictures of it: p-h, T-s, T-Q."""

from __future__ import annotations

from math import log10

from ..engine.circuits import cascade, single_stage
from ..engine.circuits_two import vapour_injection
from ..engine.diagrams import Line, cycle_path, dome
from ..engine.machine import Circuit, Compressor, Exchanger, Machine, Task
from ..engine.messages import message
from ..engine.steam import falling_film
from ..engine.streams import Stream
from .records import Chart, Series
from .steam_demand import Need
from .steam_schemes import Limits, Solved

SURROUNDINGS_C = 20.0


def machine_of(solved: Solved, need: Need, limits: Limits, heat_kw: float) -> Machine:
    """Every state, flow, power and loss of the heat pump of a scheme; the hottest where air has steps.

    Raises CycleError.
    """
    scheme, step = solved.scheme, solved.need
    spec = Compressor(isentropic=limits.isentropic, motor_fraction=limits.motor_drive)
    source = Stream(need.t_source_c, solved.t_source_out_c)
    sink = (
        falling_film(solved.p_boiler_kpa, min(need.t_sink_c, solved.t_boiler_c - 1.0))
        if need.is_steam
        else Stream(step.t_sink_c, step.t_out_c, cp_kj_kgk=need.heat_capacity_kj_kgk)
    )
    task = Task(heat_kw, source, sink, SURROUNDINGS_C)
    evaporating, condensing = solved.t_evaporating_c, solved.t_condensing_c
    upper = {"superheat_k": limits.superheat_k, "t_liquid_c": solved.t_liquid_c, "compressor": spec}
    if scheme.arrangement == "cascade":
        half = limits.cascade_approach_k / 2.0
        low = Circuit(
            scheme.fluids[0], evaporating, solved.t_middle_c + half, limits.superheat_k, compressor=spec
        )
        t_upper = solved.t_middle_c - half
        high = Circuit(scheme.fluids[1], t_upper, condensing, **upper)  # type: ignore[arg-type]
        return cascade(low, high, task)
    circuit = Circuit(scheme.fluids[0], evaporating, condensing, **upper)  # type: ignore[arg-type]
    if scheme.arrangement == "two_stage":
        return vapour_injection(circuit, task, injection="flash")
    return single_stage(circuit, task)


def circuits_of(machine: Machine) -> tuple[tuple[str, str], ...]:
    """Name and fluid of each circuit, from cold to hot."""
    if len(machine.refrigerants) == 1:
        return (("", machine.refrigerants[0]),)
    return (("low", machine.refrigerants[0]), ("high", machine.refrigerants[1]))


def state_charts(machine: Machine) -> dict[str, Chart]:
    """Log pressure over enthalpy, temperature over entropy, each with its dome; a pair a circuit."""
    found = {}
    for name, refrigerant in circuits_of(machine):
        shell, chains = dome(refrigerant), _chains(cycle_path(machine, name))
        role = f"_{name}" if name else ""
        found[f"pressure_enthalpy{role}"] = Chart(
            "lines", message("chart.pressure_enthalpy", refrigerant=refrigerant), "enthalpy_kj_kg",
            "log_pressure",
            (
                Series("chart.dome", _rounded(shell.h_kj_kg), _logs(shell.p_kpa), "dashed"),
                *(
                    Series(
                        label, _rounded(_joined([leg.h_kj_kg for leg in part])),
                        _logs(_joined([leg.p_kpa for leg in part])),
                    )
                    for label, part in chains
                ),
            ),
        )  # fmt: skip
        found[f"temperature_entropy{role}"] = Chart(
            "lines", message("chart.temperature_entropy", refrigerant=refrigerant), "entropy_kj_kgk",
            "t_state_c",
            (
                Series("chart.dome", _rounded(shell.s_kj_kgk, 4), _rounded(shell.t_c), "dashed"),
                *(
                    Series(
                        label, _rounded(_joined([leg.s_kj_kgk for leg in part]), 4),
                        _rounded(_joined([leg.t_c for leg in part])),
                    )
                    for label, part in chains
                ),
            ),
        )  # fmt: skip
    return found


def _chains(legs: tuple[Line, ...]) -> tuple[tuple[str, list[Line]], ...]:
    """The legs that go round, and those of the gas led in between two compressions, which begin elsewhere."""
    around: list[Line] = []
    for leg in legs:
        if around and abs(leg.h_kj_kg[0] - around[-1].h_kj_kg[-1]) > 1e-6:
            break
        around.append(leg)
    beside = list(legs[len(around) :])
    return (("chart.cycle", around), *((("chart.injected", beside),) if beside else ()))


def _joined(parts: list[tuple[float, ...]]) -> tuple[float, ...]:
    return tuple(value for part in parts for value in part)


def _rounded(values: tuple[float, ...], digits: int = 2) -> tuple[float, ...]:
    return tuple(round(value, digits) for value in values)


def _logs(pressures: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(round(log10(value), 4) for value in pressures)


def heat_charts(machine: Machine) -> dict[str, Chart]:
    """Temperatures over heat in evaporator and condenser, and between the circuits of a cascade."""
    return {
        f"exchanger_{one.name}": _heat_chart(one)
        for one in machine.exchangers
        if one.t_cold_c and one.t_hot_c
    }


def _heat_chart(one: Exchanger) -> Chart:
    heat = tuple(round(share * one.heat_kw, 1) for share in one.shares)
    return Chart(
        "lines", message(f"chart.heat_{one.name}", dt_k=round(one.pinch_k, 1)),
        "heat_kw", "t_state_c",
        (
            Series("chart.hot_side", heat, _rounded(one.t_hot_c)),
            Series("chart.cold_side", heat, _rounded(one.t_cold_c)),
        ),
    )  # fmt: skip
