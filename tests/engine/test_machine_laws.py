"""First and second law in every part of every kind of machine, and what must follow from them."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desktop.engine.circuits import GasCircuit, cascade, single_stage, transcritical
from desktop.engine.circuits_two import two_stage, vapour_injection
from desktop.engine.cycle import CycleError
from desktop.engine.machine import Circuit, Compressor, Drops, Machine, Task
from desktop.engine.steam import best_steam_compression, steam_compression
from desktop.engine.streams import Stream

CLOSED = 1e-9
ZERO_C = 273.15
UPHILL = "heat_loss_uphill"  # gas colder than the surroundings loses no heat to them
NAMES = st.sampled_from(["R32", "R290", "R134a", "R1233zd(E)", "R717", "R1234ze(E)", "R245fa", "R410A"])
KINDS: dict[str, Callable[[Circuit, Task], Machine]] = {
    "single": single_stage,
    "inner": lambda circuit, task: single_stage(circuit, task, 0.6),
    "closed": lambda circuit, task: vapour_injection(circuit, task, economiser_approach_k=2),
    "flash": lambda circuit, task: vapour_injection(circuit, task, injection="flash"),
    "two_stage": two_stage,
}


@st.composite
def circuits(draw: st.DrawFn) -> Circuit:
    t_low = draw(st.floats(-20, 20))
    spec = Compressor(
        draw(st.floats(0.4, 1.0)), draw(st.floats(0.8, 1.0)), draw(st.floats(0.9, 1.0)),
        draw(st.floats(0.0, 0.1)),
    )  # fmt: skip
    drops = Drops(*(draw(st.floats(0, 5)) for _ in range(4))) if draw(st.booleans()) else Drops()
    return Circuit(
        draw(NAMES), t_low, t_low + draw(st.floats(20, 40)), draw(st.floats(2, 12)), draw(st.floats(0, 8)),
        compressor=spec, drops=drops,
    )  # fmt: skip


def solved(kind: str, circuit: Circuit, task: Task) -> Machine:
    try:
        return KINDS[kind](circuit, task)
    except CycleError as error:
        assume(error.problem not in ("wet_discharge", "economiser_crossing", "pinch_crossed", UPHILL))
        raise


def both_laws(machine: Machine) -> None:
    """Heat and power balance; every part destroys exergy, together just what is put in and not got out."""
    put_in = machine.source_kw + machine.shaft_kw
    assert put_in == pytest.approx(machine.heat_kw + machine.loss_kw, rel=CLOSED)
    size = machine.electric_kw + machine.heat_kw
    assert min(part.exergy_lost_kw for part in machine.parts) >= -CLOSED * size
    missing = machine.electric_kw + machine.exergy_source_kw - machine.exergy_sink_kw
    assert machine.exergy_lost_kw == pytest.approx(missing, abs=CLOSED * size)


def every_exchanger_balances(machine: Machine) -> None:
    """Heat of the outer exchangers from the states alone: flow times enthalpy difference."""
    for name, heat_kw in (("evaporator", machine.source_kw), ("condenser", None)):
        circuit = "" if machine.kind != "cascade" else {"evaporator": "low", "condenser": "high"}[name]
        first, last = (machine.point(f"{name}_{end}", circuit) for end in ("in", "out"))
        heat = abs(last.h_kj_kg - first.h_kj_kg) * last.flow_kg_s
        outer = machine.heat_kw + machine.loss_kw - sum(one.heat_loss_kw for one in machine.compressions)
        assert heat == pytest.approx(outer if heat_kw is None else heat_kw, rel=CLOSED)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=8, deadline=None)
@given(circuit=circuits(), loss=st.floats(0, 0.05), surroundings=st.floats(-20, 30))
def test_both_laws_between_streams(kind: str, circuit: Circuit, loss: float, surroundings: float) -> None:
    source = Stream(circuit.t_evaporating_c + 20, circuit.t_evaporating_c + 8)
    sink = Stream(circuit.t_condensing_c - 25, circuit.t_condensing_c - 12, medium="Water")
    assume(sink.t_in_c > 1.0)
    task = Task(50.0, source, sink, surroundings, loss)
    machine = solved(kind, circuit, task)
    both_laws(machine)
    every_exchanger_balances(machine)
    # Carnot between the streams' mean temperatures, electricity and losses only making it worse.
    assert 1 / machine.cop_electric > 1 - source.t_mean_k / sink.t_mean_k


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=8, deadline=None)
@given(circuit=circuits())
def test_both_laws_without_streams_and_carnot(kind: str, circuit: Circuit) -> None:
    """Dry saturated suction, saturated liquid: all heat is given at or above the liquid's temperature."""
    machine = solved(kind, replace(circuit, drops=Drops(), superheat_k=0, subcooling_k=0), Task())
    both_laws(machine)
    hot, cold = machine.point("condenser_out").t_c + ZERO_C, circuit.t_evaporating_c + ZERO_C
    assert 1 < machine.cop < hot / (hot - cold)


@settings(max_examples=10, deadline=None)
@given(t_low=st.floats(-30, 0), efficiency=st.floats(0.5, 0.9), approach=st.floats(3, 10))
def test_both_laws_in_a_cascade(t_low: float, efficiency: float, approach: float) -> None:
    spec = Compressor(efficiency, 0.9, 0.95, 0.03)
    low = Circuit("R410A", t_low, 35, 5, 2, compressor=spec, drops=Drops(2, 3, 4, 5))
    high = Circuit("R134a", 35 - approach, 80, 5, 2, compressor=spec)
    try:
        machine = cascade(low, high, Task(100, Stream(t_low + 15, t_low + 8), Stream(45, 60)))
    except CycleError as error:
        assume(error.problem not in ("pinch_crossed", UPHILL))
        raise
    both_laws(machine)
    every_exchanger_balances(machine)


@settings(max_examples=10, deadline=None)
@given(t_low=st.floats(-25, 10), p_kpa=st.floats(8_500, 12_000), effectiveness=st.floats(0, 0.8))
def test_both_laws_in_a_transcritical_machine(t_low: float, p_kpa: float, effectiveness: float) -> None:
    gas = GasCircuit(t_low, 25, 5, Compressor(0.7, 0.95, 0.97, 0.02), heat_exchanger=effectiveness)
    both_laws(transcritical(gas, p_kpa, Task(10, Stream(t_low + 10, t_low + 6))))


def test_heat_is_not_lost_to_hotter_surroundings() -> None:
    circuit = Circuit("R32", -20, 0, 0, 0, compressor=Compressor(1.0, heat_loss_fraction=0.1))
    with pytest.raises(CycleError, match=UPHILL):
        single_stage(circuit, Task(t_surroundings_c=40.0))
    with pytest.raises(CycleError, match=UPHILL):
        single_stage(Circuit("R32", -20, 0), Task(t_surroundings_c=40.0, heat_loss_fraction=0.1))


def test_both_laws_with_an_intercooler() -> None:
    task = Task(10, Stream(5, 0), Stream(25, 40))
    machine = two_stage(Circuit("R717", -15, 55, 5, 5), task, interstage="intercooler", t_intercooled_c=45.0)
    both_laws(machine)
    assert {one.name for one in machine.exchangers} == {"intercooler", "condenser", "evaporator"}


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=6, deadline=None)
@given(circuit=circuits(), further=st.floats(1, 8))
def test_cop_falls_with_lift(kind: str, circuit: Circuit, further: float) -> None:
    near = solved(kind, circuit, Task()).cop
    assert solved(kind, replace(circuit, t_condensing_c=circuit.t_condensing_c + further), Task()).cop < near
    colder = replace(circuit, t_evaporating_c=circuit.t_evaporating_c - further)
    assert solved(kind, colder, Task()).cop < near


@settings(max_examples=15, deadline=None)
@given(name=NAMES, t_low=st.floats(-20, 20), lift=st.floats(25, 45), efficiency=st.floats(0.5, 1.0))
def test_a_second_stage_is_never_worse(name: str, t_low: float, lift: float, efficiency: float) -> None:
    """Same efficiencies, no pressure loss, saturated liquid: flashing in between saves work.

    Injection cools the gas less than an open flash tank does. The second section then starts from the heat
    of the first one's losses: with ammonia and efficiencies below 0.62 that costs more than flashing saves.
    """
    circuit = Circuit(name, t_low, t_low + lift, 8, 0, compressor=Compressor(efficiency))
    plain = single_stage(circuit).cop
    assert solved("two_stage", circuit, Task()).cop >= plain
    if efficiency >= 0.65 or name != "R717":
        assert vapour_injection(circuit, injection="flash").cop >= plain


@settings(max_examples=15, deadline=None)
@given(p_low=st.floats(50, 200), ratio=st.floats(1.5, 8), efficiency=st.floats(0.5, 1.0))
def test_more_steam_stages_are_never_worse(p_low: float, ratio: float, efficiency: float) -> None:
    spec = Compressor(efficiency)
    works = [steam_compression(p_low, p_low * ratio, n, spec).work_kj_kg for n in (1, 2, 3)]
    assert works[0] > works[1] > works[2]
    best = best_steam_compression(p_low, p_low * ratio, 2, spec)
    assert best.work_kj_kg <= works[1]
