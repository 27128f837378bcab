"""Domes, isolines and paths of cycles as numbers, beside the properties they claim to keep."""

import pytest
from CoolProp.CoolProp import PropsSI

from desktop.engine.circuits import GasCircuit, cascade, single_stage, transcritical
from desktop.engine.circuits_two import two_stage, vapour_injection
from desktop.engine.diagrams import Line, cycle_path, dome, isolines
from desktop.engine.machine import Circuit, Machine


@pytest.mark.parametrize("name", ["R32", "R410A", "R1233zd(E)", "CO2", "Water", "R717"])
def test_a_dome_is_saturated_and_closes_near_the_critical_point(name: str) -> None:
    line = dome(name)
    half = len(line.h_kj_kg) // 2
    for at, quality in ((half // 3, 0), (len(line.h_kj_kg) - half // 3, 1)):
        kelvin = line.t_c[at] + 273.15
        assert line.p_kpa[at] * 1000 == pytest.approx(PropsSI("P", "T", kelvin, "Q", quality, name), rel=1e-6)
        enthalpy = PropsSI("H", "T", kelvin, "Q", quality, name) / 1000
        assert line.h_kj_kg[at] == pytest.approx(enthalpy, rel=1e-6)
    widest = max(line.h_kj_kg) - min(line.h_kj_kg)
    top = max(range(len(line.t_c)), key=line.t_c.__getitem__)
    assert abs(line.h_kj_kg[top + 1] - line.h_kj_kg[top]) < 0.25 * widest


def test_isolines_keep_what_they_are_named_after() -> None:
    for kind, values, of in (
        ("t_c", (40.0, 120.0), lambda line: line.t_c),
        ("s_kj_kgk", (1.8, 2.2), lambda line: line.s_kj_kgk),
    ):
        lines = isolines("R32", kind, values, 200, 5000)
        assert [line.value for line in lines] == list(values)
        for line in lines:
            assert of(line) == pytest.approx([line.value] * len(line.t_c), abs=1e-6)
    for line in isolines("R32", "volume_m3_kg", (0.01, 0.05), 200, 5000):
        at = len(line.p_kpa) // 2
        density = PropsSI("D", "P", line.p_kpa[at] * 1000, "H", line.h_kj_kg[at] * 1000, "R32")
        assert 1 / density == pytest.approx(line.value, rel=1e-6)
    (half,) = isolines("R32", "quality", (0.5,), 200, 9000)
    assert max(half.p_kpa) < 5790  # the critical pressure ends it
    assert half.h_kj_kg[0] * 1000 == pytest.approx(PropsSI("H", "P", 200e3, "Q", 0.5, "R32"), rel=1e-6)


def test_an_isotherm_is_level_inside_the_dome() -> None:
    (line,) = isolines("R32", "t_c", (40.0,), 500, 5000)
    saturated = PropsSI("P", "T", 313.15, "Q", 1, "R32") / 1000
    level = [h for h, p in zip(line.h_kj_kg, line.p_kpa, strict=True) if p == pytest.approx(saturated)]
    assert max(level) - min(level) == pytest.approx(
        (PropsSI("H", "T", 313.15, "Q", 1, "R32") - PropsSI("H", "T", 313.15, "Q", 0, "R32")) / 1000, rel=1e-6
    )


def joined(legs: tuple[Line, ...]) -> None:
    """Each leg begins where the last one ended, round to the start."""
    for leg, following in zip(legs, (*legs[1:], legs[0]), strict=True):
        assert (leg.h_kj_kg[-1], leg.p_kpa[-1]) == pytest.approx((following.h_kj_kg[0], following.p_kpa[0]))


PLAIN = Circuit("R410A", -20, 45, 5, 5)


@pytest.mark.parametrize(
    ("machine", "branch"),
    [
        (single_stage(PLAIN), 0),
        (single_stage(PLAIN, heat_exchanger=0.5), 0),
        (vapour_injection(PLAIN), 3),
        (vapour_injection(PLAIN, injection="flash"), 2),
        (two_stage(PLAIN), 1),
        (transcritical(GasCircuit(0, 20), 9000), 0),
    ],
    ids=lambda one: one.kind if isinstance(one, Machine) else str(one),
)
def test_a_path_goes_once_round(machine: Machine, branch: int) -> None:
    legs = cycle_path(machine)
    joined(legs[: len(legs) - branch])
    if branch:
        assert legs[-branch].name.split("-")[0] in ("condenser_out", "flash_tank")
        assert legs[-1].name.endswith("high_suction")


def test_the_condensing_leg_bends_at_the_dew_line() -> None:
    (leg,) = [leg for leg in cycle_path(single_stage(Circuit("R32", 0, 50))) if "condenser_in" in leg.name]
    dew = PropsSI("S", "T", 323.15, "Q", 1, "R32") / 1000
    assert any(s == pytest.approx(dew, abs=1e-9) for s in leg.s_kj_kgk)
    assert leg.t_c[leg.s_kj_kgk.index(min(leg.s_kj_kgk))] == pytest.approx(50, abs=1e-6)


def test_a_cascade_has_a_path_for_each_circuit() -> None:
    machine = cascade(Circuit("R134a", 0, 45, 5, 2), Circuit("R245fa", 40, 90, 10, 5))
    for name in ("low", "high"):
        joined(cycle_path(machine, name))
