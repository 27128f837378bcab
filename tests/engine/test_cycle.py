"""Subcritical cycles beside values worked out with other programs, and the limits they must refuse."""

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.engine.cycle import Cycle, CycleError, cascade, single_stage, vapour_injection
from desktop.engine.fluids import FluidError, fluid

# COP, pressures and injected share of three cases on which other open programs agree.
DATA = Path(__file__).parent.parent / "data"
CASES = list(csv.DictReader((DATA / "cycle_cases.csv").read_text(encoding="utf-8").splitlines()))


def run(case: dict[str, str]) -> Cycle:
    keys = ("t_evaporating_c", "t_condensing_c", "superheat_k", "subcooling_k")
    numbers = [float(case[key]) for key in keys]
    efficiency = float(case["isentropic_fraction"])
    if case["kind"] == "single_stage":
        return single_stage(case["refrigerant"], *numbers, efficiency)
    return vapour_injection(case["refrigerant"], *numbers, efficiency, efficiency)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}-{case['refrigerant']}")
def test_cases_of_other_programs(case: dict[str, str]) -> None:
    cycle = run(case)
    assert cycle.cop == pytest.approx(float(case["cop"]), rel=1e-6)
    assert cycle.p_evaporating_kpa / 100 == pytest.approx(float(case["p_evaporating_bar"]), abs=5e-5)
    assert cycle.p_condensing_kpa / 100 == pytest.approx(float(case["p_condensing_bar"]), abs=5e-5)
    assert cycle.injected_ratio == pytest.approx(float(case["injected_ratio"]), abs=5e-6)


@pytest.mark.reference
def test_reference_cases(reference_dir: Path) -> None:
    """Every case of the table that is a subcritical heat pump alone, read from the table's words."""
    lines = (reference_dir / "reference" / "cycle_reference.csv").read_text(encoding="utf-8-sig").splitlines()
    rows = [row for row in csv.DictReader(lines[1:]) if row["kind"] in ("simple", "evi", "cascade")]
    assert len(rows) >= 8
    for row in rows:
        cop = from_words(row["kind"], row["inputs"]).cop
        assert cop == pytest.approx(float(row["COP"]), rel=1e-5), row["case"]


def from_words(kind: str, inputs: str) -> Cycle:
    if kind == "cascade":
        low_words, high_words = inputs.split(";")
        low, t_low = stage(low_words)
        high, t_high = stage(high_words)
        return cascade(low, high, t_low[1], t_high[0])
    if kind == "simple":
        return stage(inputs)[0]
    name = inputs.split(":")[0]
    t_low, t_high, superheat, subcooling = (word(inputs, key) for key in ("Te", "Tc", "SH", "SC"))
    efficiency = float(re.findall(r"eta\(LP\)=eta\(HP\)=([\d.]+)", inputs)[0])
    injection = "flash" if "injection=flash" in inputs else "closed"
    return vapour_injection(
        name, t_low, t_high, superheat, subcooling, efficiency, efficiency, injection=injection
    )


def stage(words: str) -> tuple[Cycle, tuple[float, float]]:
    name = words.split(":")[0].split()[-1]
    t_low, t_high, *rest = (word(words, key) for key in ("Te", "Tc", "SH", "SC", "eta"))
    return single_stage(name, t_low, t_high, *rest), (t_low, t_high)


def word(words: str, key: str) -> float:
    return float(re.findall(rf"\b{key}=(-?[\d.]+\d|-?\d)", words)[0])


def test_r290_by_hand_from_the_pressure_enthalpy_table() -> None:
    """Carried by hand: R290, -12/41 °C, dry saturated suction, saturated liquid, efficiency 0.7.

    Work 98.500 and heat 349.822 kJ/kg as another program printed them; 349.822 / 98.500 = 3.5515.
    """
    cycle = single_stage("R290", -12, 41, 0, 0, 0.7)
    assert cycle.work_kj_kg == pytest.approx(98.500, abs=5e-4)
    assert cycle.heat_kj_kg == pytest.approx(349.822, abs=5e-4)
    assert cycle.t_discharge_c == pytest.approx(61.32, abs=5e-3)
    assert cycle.suction_density_kg_m3 == pytest.approx(7.1628, abs=5e-5)


@settings(max_examples=25, deadline=None)
@given(
    name=st.sampled_from(["R32", "R290", "R134a", "R410A"]),
    t_low=st.floats(-30, 15),
    lift=st.floats(15, 40),
    efficiency=st.floats(0.4, 1.0),
)
def test_first_law_and_carnot(name: str, t_low: float, lift: float, efficiency: float) -> None:
    for cycle in (
        single_stage(name, t_low, t_low + lift, 5, 3, efficiency),
        vapour_injection(name, t_low, t_low + lift, 5, 3, efficiency, efficiency, economiser_approach_k=2),
        vapour_injection(name, t_low, t_low + lift, 5, 3, efficiency, efficiency, injection="flash"),
    ):
        assert cycle.heat_kj_kg == pytest.approx(cycle.cold_kj_kg + cycle.work_kj_kg, rel=1e-9)
        assert 1 < cycle.cop < (t_low + lift + 273.15) / lift


def test_injection_helps_more_the_higher_the_lift() -> None:
    gains = []
    for t_low in (0, -15, -30):
        plain = single_stage("R410A", t_low, 45, 5, 5, 0.7).cop
        gains.append(vapour_injection("R410A", t_low, 45, 5, 5, 0.7, 0.7).cop / plain)
    assert 1 < gains[0] < gains[1] < gains[2]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"t_condensing_c": -12.0}, "no_lift"),
        ({"superheat_k": -1.0}, "wet_suction"),
        ({"subcooling_k": -1.0}, "no_subcooling"),
        ({"isentropic_fraction": 0.0}, "isentropic_out_of_range"),
        ({"isentropic_fraction": 1.1}, "isentropic_out_of_range"),
    ],
)
def test_nonsense_is_refused(change: dict[str, float], problem: str) -> None:
    inputs = {
        "t_evaporating_c": -12.0, "t_condensing_c": 41.0, "superheat_k": 5.0, "subcooling_k": 5.0,
        "isentropic_fraction": 0.7,
    } | change  # fmt: skip
    with pytest.raises(CycleError) as caught:
        single_stage("R32", **inputs)
    assert caught.value.problem == problem


def test_condensing_above_the_critical_temperature_is_refused() -> None:
    with pytest.raises(FluidError) as caught:
        single_stage("R410A", -12, 75, 5, 5, 0.7)
    assert (caught.value.problem, caught.value.value) == ("above_critical", 75)


def test_an_unknown_refrigerant_is_refused() -> None:
    with pytest.raises(FluidError, match="unknown_fluid"):
        fluid("R999")


def test_crossing_temperatures_are_refused() -> None:
    with pytest.raises(CycleError, match="economiser_crossing"):
        vapour_injection("R410A", 0, 20, 5, 5, 0.7, 0.7, economiser_approach_k=12)
    with pytest.raises(CycleError, match="intermediate_pressure"):
        vapour_injection("R410A", -20, 45, 5, 5, 0.7, 0.7, p_intermediate_kpa=100.0)
    low, high = single_stage("R410A", -30, 20, 5, 2, 0.7), single_stage("R134a", 20, 75, 5, 2, 0.7)
    with pytest.raises(CycleError, match="cascade_crossing"):
        cascade(low, high, 20, 20)
