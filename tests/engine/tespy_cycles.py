"""The same cycles in TESPy, an independent network solver: for comparison only, never part of the program.

Every model takes the figures a ``Circuit`` takes and gives a solved network and how to read its COP.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from desktop.engine.machine import Circuit


@dataclass(frozen=True)
class Solved:
    """A solved network: heat over work, and the network itself to solve again."""

    network: Any
    cop: Callable[[], float]


def _tools() -> tuple[Any, Any, Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from tespy import components
        from tespy.connections import Connection
        from tespy.networks import Network
    return components, Connection, Network


def _network(connections: list[Any]) -> Any:
    network = _tools()[2](iterinfo=False)
    network.units.set_defaults(
        temperature="degC", temperature_difference="delta_degC", pressure="kPa", pressure_difference="kPa"
    )
    network.add_conns(*connections)
    return network


def _solve(network: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        network.solve("design")
    if network.status != 0:
        raise AssertionError(f"no solution: status {network.status}")


def _part(kind: str, label: str, **given: float) -> Any:
    made = getattr(_tools()[0], kind)(label)
    made.set_attr(**given)
    return made


class Flow:
    """Makes connections, numbered, and remembers them."""

    def __init__(self) -> None:
        self.made: list[Any] = []

    def __call__(self, source: Any, outlet: str, target: Any, inlet: str, **given: Any) -> Any:
        one = _tools()[1](source, outlet, target, inlet, label=f"c{len(self.made)}")
        one.set_attr(**given)
        self.made.append(one)
        return one


def single_stage(circuit: Circuit, effectiveness: float = 0.0) -> Solved:
    flow, name = Flow(), circuit.refrigerant
    closer = _part("CycleCloser", "closer")
    evaporator = _part("SimpleHeatExchanger", "evaporator", pr=1)
    condenser = _part("SimpleHeatExchanger", "condenser", pr=1)
    compressor = _part("Compressor", "compressor", eta_s=circuit.compressor.isentropic)
    valve = _part("Valve", "valve")
    flow(closer, "out1", evaporator, "in1", fluid={name: 1}, m=1)
    leaving = {"T_dew": circuit.t_evaporating_c, **_superheat(circuit.superheat_k)}
    entering = {"T_dew": circuit.t_condensing_c}
    liquid = _subcooling(circuit.subcooling_k)
    if effectiveness:
        inner = _part("HeatExchanger", "inner", pr1=1, pr2=1, eff_max=effectiveness)
        flow(evaporator, "out1", inner, "in2", **leaving)
        flow(inner, "out2", compressor, "in1")
        flow(compressor, "out1", condenser, "in1", **entering)
        flow(condenser, "out1", inner, "in1", **liquid)
        flow(inner, "out1", valve, "in1")
    else:
        flow(evaporator, "out1", compressor, "in1", **leaving)
        flow(compressor, "out1", condenser, "in1", **entering)
        flow(condenser, "out1", valve, "in1", **liquid)
    flow(valve, "out1", closer, "in1")
    return _solved(flow, [condenser], [compressor])


def vapour_injection(circuit: Circuit, p_middle_kpa: float, approach_k: float | None) -> Solved:
    """Closed economiser with an approach; a flash tank where the approach is None."""
    flow, name, efficiency = Flow(), circuit.refrigerant, circuit.compressor.isentropic
    closer = _part("CycleCloser", "closer")
    evaporator = _part("SimpleHeatExchanger", "evaporator", pr=1)
    condenser = _part("SimpleHeatExchanger", "condenser", pr=1)
    low, high = (_part("Compressor", label, eta_s=efficiency) for label in ("low", "high"))
    valve, to_middle = _part("Valve", "valve"), _part("Valve", "to_middle")
    merge = _part("Merge", "merge")
    flow(closer, "out1", evaporator, "in1", fluid={name: 1}, m=1)
    flow(
        evaporator, "out1", low, "in1", T_dew=circuit.t_evaporating_c, **_superheat(circuit.superheat_k)
    )
    flow(low, "out1", merge, "in1", p=p_middle_kpa)
    flow(merge, "out1", high, "in1")
    flow(high, "out1", condenser, "in1", T_dew=circuit.t_condensing_c)
    liquid = _subcooling(circuit.subcooling_k)
    if approach_k is None:
        tank = _part("DropletSeparator", "tank")
        flow(condenser, "out1", to_middle, "in1", **liquid)
        flow(to_middle, "out1", tank, "in1")
        flow(tank, "out2", merge, "in2")
        flow(tank, "out1", valve, "in1")
    else:
        splitter = _part("Splitter", "splitter")
        economiser = _part("HeatExchanger", "economiser", pr1=1, pr2=1)
        flow(condenser, "out1", splitter, "in1", **liquid)
        flow(splitter, "out1", economiser, "in1")
        flow(splitter, "out2", to_middle, "in1")
        flow(to_middle, "out1", economiser, "in2")
        flow(economiser, "out2", merge, "in2", x=1)
        flow(economiser, "out1", valve, "in1", T=_bubble_c(name, p_middle_kpa) + approach_k)
    flow(valve, "out1", closer, "in1")
    return _solved(flow, [condenser], [low, high])


def _bubble_c(name: str, p_kpa: float) -> float:
    from CoolProp.CoolProp import PropsSI

    return float(PropsSI("T", "P", p_kpa * 1000.0, "Q", 0, name)) - 273.15


def two_stage_flash(circuit: Circuit, p_middle_kpa: float) -> Solved:
    """The gas of the first stage goes through the open flash tank: both inlets merged, then separated."""
    flow, name, efficiency = Flow(), circuit.refrigerant, circuit.compressor.isentropic
    closer = _part("CycleCloser", "closer")
    evaporator = _part("SimpleHeatExchanger", "evaporator", pr=1)
    condenser = _part("SimpleHeatExchanger", "condenser", pr=1)
    low, high = (_part("Compressor", label, eta_s=efficiency) for label in ("low", "high"))
    valve, to_middle = _part("Valve", "valve"), _part("Valve", "to_middle")
    merge, tank = _part("Merge", "merge"), _part("DropletSeparator", "tank")
    flow(closer, "out1", evaporator, "in1", fluid={name: 1}, m=1)
    flow(
        evaporator, "out1", low, "in1", T_dew=circuit.t_evaporating_c, **_superheat(circuit.superheat_k)
    )
    flow(low, "out1", merge, "in1", p=p_middle_kpa)
    flow(merge, "out1", tank, "in1")
    flow(tank, "out2", high, "in1")
    flow(high, "out1", condenser, "in1", T_dew=circuit.t_condensing_c)
    flow(condenser, "out1", to_middle, "in1", **_subcooling(circuit.subcooling_k))
    flow(to_middle, "out1", merge, "in2")
    flow(tank, "out1", valve, "in1")
    flow(valve, "out1", closer, "in1")
    return _solved(flow, [condenser], [low, high])


def cascade(low: Circuit, high: Circuit) -> Solved:
    """Two closed circuits that share an exchanger."""
    flow = Flow()
    between = _part("HeatExchanger", "between", pr1=1, pr2=1)
    evaporator = _part("SimpleHeatExchanger", "evaporator", pr=1)
    condenser = _part("SimpleHeatExchanger", "condenser", pr=1)
    compressors = []
    for circuit, label in ((low, "low"), (high, "high")):
        closer = _part("CycleCloser", f"{label}_closer")
        compressor = _part("Compressor", f"{label}_compressor", eta_s=circuit.compressor.isentropic)
        valve = _part("Valve", f"{label}_valve")
        compressors.append(compressor)
        cold, cold_in, cold_out = (evaporator, "in1", "out1") if circuit is low else (between, "in2", "out2")
        hot, hot_in, hot_out = (between, "in1", "out1") if circuit is low else (condenser, "in1", "out1")
        given = {"m": 1.0} if circuit is low else {}
        flow(closer, "out1", cold, cold_in, fluid={circuit.refrigerant: 1}, **given)
        leaving = {"T_dew": circuit.t_evaporating_c, **_superheat(circuit.superheat_k)}
        flow(cold, cold_out, compressor, "in1", **leaving)
        flow(compressor, "out1", hot, hot_in, T_dew=circuit.t_condensing_c)
        flow(hot, hot_out, valve, "in1", **_subcooling(circuit.subcooling_k))
        flow(valve, "out1", closer, "in1")
    return _solved(flow, [condenser], compressors)


def _superheat(superheat_k: float) -> dict[str, float]:
    return {"td_dew": superheat_k} if superheat_k else {"x": 1}


def _subcooling(subcooling_k: float) -> dict[str, float]:
    return {"td_bubble": subcooling_k} if subcooling_k else {"x": 0}


def _solved(flow: Flow, condensers: list[Any], compressors: list[Any]) -> Solved:
    network = _network(flow.made)
    _solve(network)
    return Solved(
        network, lambda: -sum(one.Q.val_SI for one in condensers) / sum(one.P.val_SI for one in compressors)
    )
