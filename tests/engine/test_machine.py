"""Solved machines beside the published cases, hand calculations, the lean functions, and what they refuse."""

import csv
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from math import log
from pathlib import Path

import pytest

from desktop.engine import cycle
from desktop.engine.circuits import (
    GasCircuit,
    best_transcritical,
    cascade,
    cascade_at_approach,
    single_stage,
    transcritical,
)
from desktop.engine.circuits_two import two_stage, vapour_injection
from desktop.engine.cycle import CycleError
from desktop.engine.machine import Circuit, Compressor, Drops, Machine, Task, exergy_kw
from desktop.engine.steam import steam_compression, steam_duty_kj_kg
from desktop.engine.steam_plant import SteamTask, steam_plant
from desktop.engine.streams import Stream
from desktop.tables.places import resources_dir
from desktop.tables.texts import read_texts

WATER_15_65 = Task(sink=Stream(15, 65))
GAS = GasCircuit(t_evaporating_c=0, t_gas_out_c=20)


@pytest.mark.reference
def test_every_published_case(reference_dir: Path) -> None:
    """All kinds of the table, the machine built from the table's own words."""
    lines = (reference_dir / "reference" / "cycle_reference.csv").read_text(encoding="utf-8-sig").splitlines()
    rows = list(csv.DictReader(lines[1:]))
    assert {row["kind"] for row in rows} == set(SOLVED)
    assert len(rows) >= 11
    for row in rows:
        cop = SOLVED[row["kind"]](row["inputs"])
        assert cop == pytest.approx(float(row["COP"]), rel=1e-5), row["case"]


def word(words: str, key: str) -> float:
    return float(re.findall(rf"\b{key}=(-?[\d.]+\d|-?\d|\.\d+)", words)[0])


def circuit_of(words: str) -> Circuit:
    name = words.split(":")[0].split()[-1]
    if "eta(LP)" in words:
        efficiency = float(re.findall(r"eta\(LP\)=eta\(HP\)=([\d.]+)", words)[0])
    else:
        efficiency = word(words, "eta")
    numbers = (word(words, key) for key in ("Te", "Tc", "SH", "SC"))
    return Circuit(name, *numbers, compressor=Compressor(efficiency))


def solve_cascade(words: str) -> float:
    low, high = words.split(";")
    return cascade(circuit_of(low), circuit_of(high)).cop


def solve_gas(words: str) -> float:
    gas = GasCircuit(word(words, "Te"), word(words, "outlet"), word(words, "SH"))
    return transcritical(gas, word(words, "p_gc") * 100.0).cop


def solve_steam(words: str) -> float:
    """M1: feed, injection 20 °C; boiler 1.98665, steam 5.5 bar; two equal stages of efficiency 0.75."""
    heat_pump, boiler, compressor = words.split(";")[:3]
    text = heat_pump.replace("HP: ", "R1233zd(E): ")
    task = SteamTask(550.0, 1.0, 20.0, stages=2, compressor=Compressor(word(compressor, "eta")))
    pressure = float(re.findall(r"boiler ([\d.]+) bar", boiler)[0]) * 100.0
    return steam_plant(lambda _, kw: single_stage(circuit_of(text), Task(kw)), task, pressure).cop


def solve_gas_on_a_grid(_: str) -> float:
    """T3: the best of pressures half a bar apart whose gas cooler keeps 5 K."""
    found = []
    for p_kpa in range(7600, 14001, 50):
        with suppress(CycleError):
            found.append(transcritical(GAS, p_kpa, replace(WATER_15_65, pinch_min_k=5.0)).cop)
    return max(found)


SOLVED = {
    "simple": lambda words: single_stage(circuit_of(words)).cop,
    "evi": lambda words: vapour_injection(
        circuit_of(words), injection="flash" if "injection=flash" in words else "closed"
    ).cop,
    "cascade": solve_cascade,
    "co2": solve_gas,
    "co2 optimum": solve_gas_on_a_grid,
    "hp+steam": solve_steam,
}


def test_the_best_gas_cooler_pressure() -> None:
    """Water 15 to 65 °C, pinch 5 K: another program's bounded search gives 95.68 bar and 4.2036."""
    machine = best_transcritical(GAS, WATER_15_65, 5.0)
    assert machine.point("condenser_in").p_kpa == pytest.approx(9568, abs=2)
    assert machine.cop == pytest.approx(4.2036, rel=1e-4)
    assert machine.exchanger("condenser").pinch_k == pytest.approx(5.0, abs=1e-4)


def test_the_published_states_of_a_simple_cycle() -> None:
    """R32, -12/41 °C: 95.194 and 346.109 kJ/kg, 114.30 °C, 14.3711 kg/m³, 5.4327 and 25.3931 bar."""
    machine = single_stage(Circuit("R32", -12, 41, 5, 5), Task(heat_kw=346.109))
    assert machine.shaft_kw == pytest.approx(95.194, abs=5e-4)
    assert machine.point("suction").flow_kg_s == pytest.approx(1.0, rel=2e-6)
    assert machine.t_discharge_c == pytest.approx(114.30, abs=5e-3)
    assert machine.suction_m3_h == pytest.approx(3600 / 14.3711, rel=5e-6)
    assert machine.pressure_ratio == pytest.approx(25.3931 / 5.4327, rel=2e-5)


def test_the_published_states_of_a_cascade() -> None:
    """R134a under R245fa: 1.50612 kg of the upper per kg of the lower, 90.04 and 131.55 °C."""
    eta = Compressor(0.75)
    machine = cascade(
        Circuit("R134a", 28, 75, 5, 2, compressor=eta), Circuit("R245fa", 70, 125, 10, 5, compressor=eta)
    )
    low, high = machine.point("suction", "low"), machine.point("suction", "high")
    assert high.flow_kg_s / low.flow_kg_s == pytest.approx(1.50612, abs=5e-6)
    assert [one.t_out_c for one in machine.compressions] == pytest.approx([90.04, 131.55], abs=5e-3)
    between = machine.exchanger("cascade_exchanger")
    assert between.pinch_k == pytest.approx(3.0, abs=1e-6)  # liquid leaves at 73, boiling begins at 70
    same = cascade_at_approach(
        Circuit("R134a", 28, 75, 5, 2, compressor=eta), Circuit("R245fa", 0, 125, 10, 5, compressor=eta), 5.0
    )
    assert same.cop == machine.cop


@pytest.mark.parametrize("injection", ["closed", "flash"])
def test_the_lean_injection_refuses_liquid_that_flashes_altogether(injection: cycle.Injection) -> None:
    with pytest.raises(CycleError, match="intermediate_pressure"):
        cycle.vapour_injection("R245fa", -38, 152, 8, 4, 0.7, 0.7, injection=injection)


@pytest.mark.parametrize("injection", ["closed", "flash"])
def test_the_lean_functions_say_the_same(injection: cycle.Injection) -> None:
    lean = cycle.vapour_injection("R410A", -20, 45, 5, 5, 0.7, 0.65, injection=injection)
    rich = vapour_injection(Circuit("R410A", -20, 45, 5, 5), injection=injection, high=Compressor(0.65))
    assert rich.cop == pytest.approx(lean.cop, rel=1e-9)
    assert rich.t_discharge_c == pytest.approx(lean.t_discharge_c, abs=1e-6)
    share = rich.point("injected").flow_kg_s / rich.point("suction").flow_kg_s
    assert share == pytest.approx(lean.injected_ratio, rel=1e-9)


def test_losses_by_hand() -> None:
    """Motor 0.9, drive 0.95, shell 4 % of the shaft, 3 % of the condenser's heat lost, no lines.

    Per unit of shaft power w: electricity w/0.855; the gas keeps 0.96 w; of the heat given off 97 % arrive.
    """
    plain = single_stage(Circuit("R290", 0, 50, 5, 5))
    spec = Compressor(0.7, motor_fraction=0.9, drive_fraction=0.95, heat_loss_fraction=0.04)
    lossy = single_stage(Circuit("R290", 0, 50, 5, 5, compressor=spec), Task(heat_loss_fraction=0.03))
    assert lossy.electric_kw == pytest.approx(lossy.shaft_kw / 0.855, rel=1e-12)
    work, heat = 1.0 / plain.cop, 1.0
    assert lossy.cop == pytest.approx(0.97 * (heat - 0.04 * work) / work, rel=1e-9)
    assert lossy.loss_kw == pytest.approx(lossy.shaft_kw * (0.04 + 0.03 / 0.97 * lossy.cop), rel=1e-9)


def test_pressure_drops_by_hand() -> None:
    """The compressor works from 20 kPa below evaporation to 40 kPa above condensation."""
    drops = Drops(evaporator_kpa=15, condenser_kpa=25, suction_kpa=20, discharge_kpa=40)
    machine = single_stage(Circuit("R134a", 0, 50, 5, 5, drops=drops))
    p_low, p_high = (machine.point(name).p_kpa for name in ("evaporator_out", "condenser_in"))
    assert machine.point("suction").p_kpa == pytest.approx(p_low - 20)
    assert machine.point("discharge").p_kpa == pytest.approx(p_high + 40)
    assert machine.point("evaporator_in").p_kpa == pytest.approx(p_low + 15)
    assert machine.point("condenser_out").p_kpa == pytest.approx(p_high - 25)
    assert machine.cop < single_stage(Circuit("R134a", 0, 50, 5, 5)).cop


def test_a_polynomial_efficiency_is_taken_at_the_ratio() -> None:
    machine = single_stage(Circuit("R290", 0, 50, 5, 5, compressor=Compressor((0.8, -0.03))))
    ratio = machine.pressure_ratio
    assert machine.compressions[0].isentropic_fraction == pytest.approx(0.8 - 0.03 * ratio)
    plain = single_stage(Circuit("R290", 0, 50, 5, 5, compressor=Compressor(0.8 - 0.03 * ratio)))
    assert machine.cop == pytest.approx(plain.cop, rel=1e-12)


def test_exergy_by_hand() -> None:
    """Water 40 to 50 °C, surroundings 10 °C: mean 10/ln(323.15/313.15) = 318.124 K."""
    mean = 10 / log(323.15 / 313.15)
    assert Stream(40, 50).t_mean_k == pytest.approx(mean)
    assert exergy_kw(100.0, mean, 10.0) == pytest.approx(100 * (1 - 283.15 / 318.124), rel=1e-5)
    machine = single_stage(Circuit("R290", 5, 55, 5, 5), Task(100, Stream(15, 10), Stream(40, 50), 10.0))
    assert machine.exergy_sink_kw == pytest.approx(100 * (1 - 283.15 / mean))
    assert machine.exergetic_fraction == pytest.approx(
        1 - machine.exergy_lost_kw / (machine.electric_kw + machine.exergy_source_kw)
    )


def test_the_internal_heat_exchanger_by_hand() -> None:
    """Effectiveness 1 and the gas the weaker side: gas leaves at the temperature of the entering liquid."""
    machine = single_stage(Circuit("R134a", 0, 50, 5, 5), heat_exchanger=1.0)
    assert machine.point("suction").t_c == pytest.approx(machine.point("condenser_out").t_c, abs=1e-6)
    gas = machine.point("suction").h_kj_kg - machine.point("evaporator_out").h_kj_kg
    liquid = machine.point("condenser_out").h_kj_kg - machine.point("liquid_cooled").h_kj_kg
    assert gas == pytest.approx(liquid, rel=1e-9)


PLAIN = Circuit("R32", -12, 41, 5, 5)
STREAMS = Task(source=Stream(0, -5), sink=Stream(30, 35))
REFUSED = [
    ("above_critical", lambda: single_stage(Circuit("R410A", -12, 75))),
    ("above_critical", lambda: single_stage(Circuit("CO2", 40, 50))),
    ("below_triple", lambda: single_stage(Circuit("R717", -90, 0))),
    ("unknown_fluid", lambda: single_stage(Circuit("R999", -12, 75))),
    ("no_lift", lambda: single_stage(replace(PLAIN, t_condensing_c=-12))),
    ("wet_suction", lambda: single_stage(replace(PLAIN, superheat_k=-1))),
    ("wet_discharge", lambda: two_stage(Circuit("R1336mzz(Z)", 15, 65, 8, 4))),
    ("no_subcooling", lambda: single_stage(replace(PLAIN, subcooling_k=-1))),
    ("ratio_too_high", lambda: single_stage(replace(PLAIN, compressor=Compressor(ratio_max=4.0)))),
    ("discharge_too_hot", lambda: single_stage(replace(PLAIN, compressor=Compressor(t_discharge_max_c=110)))),
    ("isentropic_out_of_range", lambda: single_stage(replace(PLAIN, compressor=Compressor((0.9, 0.1))))),
    ("drive_out_of_range", lambda: single_stage(replace(PLAIN, compressor=Compressor(motor_fraction=0)))),
    ("heat_loss_out_of_range", lambda: single_stage(replace(PLAIN, compressor=Compressor(0.7, 1, 1, 1.0)))),
    ("pressure_drop", lambda: single_stage(replace(PLAIN, drops=Drops(suction_kpa=600)))),
    ("effectiveness_out_of_range", lambda: single_stage(PLAIN, heat_exchanger=1.2)),
    ("pinch_crossed", lambda: single_stage(PLAIN, replace(STREAMS, sink=Stream(30, 50)))),
    ("pinch_crossed", lambda: single_stage(PLAIN, replace(STREAMS, source=Stream(0, -13)))),
    ("pinch_crossed", lambda: single_stage(PLAIN, replace(STREAMS, pinch_min_k=7.5))),
    ("pinch_crossed", lambda: cascade(Circuit("R134a", 0, 40, 5, 2), Circuit("R245fa", 39, 80, 10, 5))),
    ("cascade_crossing", lambda: cascade(Circuit("R134a", 0, 40, 5, 2), Circuit("R245fa", 40, 80, 10, 5))),
    ("intermediate_pressure", lambda: vapour_injection(PLAIN, p_intermediate_kpa=100.0)),
    ("intermediate_pressure", lambda: vapour_injection(Circuit("R245fa", -38, 152), injection="flash")),
    ("intermediate_pressure", lambda: two_stage(Circuit("R245fa", -38, 152))),
    ("economiser_crossing", lambda: vapour_injection(Circuit("R410A", 0, 20), economiser_approach_k=12)),
    ("intercooler", lambda: two_stage(PLAIN, interstage="intercooler", t_intercooled_c=300.0)),
    ("below_critical_pressure", lambda: transcritical(GAS, 7000)),
    ("no_pressure_found", lambda: best_transcritical(GAS, Task(sink=Stream(15, 110)), 5, (7600, 9000))),
    ("gas_cooler_crossing", lambda: best_transcritical(GAS, WATER_15_65, 6)),
]  # fmt: skip


@pytest.mark.parametrize(("problem", "solve"), REFUSED)
def test_what_is_refused_says_which_limit(problem: str, solve: Callable[[], Machine]) -> None:
    with pytest.raises(CycleError) as caught:
        solve()
    assert caught.value.problem == problem


def test_a_refusal_brings_value_and_limit() -> None:
    with pytest.raises(CycleError) as caught:
        single_stage(replace(PLAIN, compressor=Compressor(t_discharge_max_c=110)))
    assert caught.value.value == pytest.approx(114.30, abs=5e-3)
    assert caught.value.limit == 110


def test_steam_case_in_parts() -> None:
    """M1: 244.758 kJ/kg (IF97 244.765), boiler fraction 0.92434, 185.21 and 203.67 °C, 741.085 kW per t/h."""
    made = steam_compression(198.665, 550, 2)
    assert made.work_kj_kg == pytest.approx(244.758, rel=1e-4)
    assert made.boiler_fraction == pytest.approx(0.92434, abs=5e-6)
    assert [stage.t_out_c for stage in made.stages] == pytest.approx([185.21, 203.67], abs=5e-3)
    assert steam_duty_kj_kg(550, 20) / 3.6 == pytest.approx(741.085, abs=1e-3)


def test_every_refusal_part_and_state_has_words() -> None:
    """Keys in the engine's own code, and names of machines of every kind."""
    texts = read_texts(resources_dir() / "texts")
    code = "".join(path.read_text("utf-8") for path in Path(cycle.__file__).parent.glob("*.py"))
    refused = set(re.findall(r'(?:Cycle|Fluid)Error\(\s*"(\w+)"', code)) | {row[0] for row in REFUSED}
    assert len(refused) >= 30
    assert not {key for key in refused if f"rule.cycle_{key}" not in texts}
    drops = Drops(1, 1, 1, 1)
    low, high = (Circuit("R134a", *at, drops=drops) for at in ((0, 50, 5, 5), (40, 80, 5, 5)))
    machines = (
        single_stage(low, heat_exchanger=0.5),
        vapour_injection(low),
        vapour_injection(low, injection="flash"),
        two_stage(low),
        two_stage(low, interstage="intercooler", t_intercooled_c=30.0),
        cascade(low, high, heat_exchangers=(0.3, 0.3)),
        transcritical(GAS, 9000),
    )
    named = {f"part.{part.name}" for machine in machines for part in machine.parts}
    named |= {f"state.{point.name}" for machine in machines for point in machine.points}
    assert not named - set(texts)
