"""The CO2 cycle beside published cases, a brute-force search for its pressure, and its refusals."""

import numpy as np
import pytest

from desktop.engine.cycle import CycleError
from desktop.engine.cycle_co2 import Gas, GasCooler, best_pressure, pinch, transcritical

WATER_15_65 = GasCooler(15, 65, 5, 5)


def test_a_given_pressure() -> None:
    """CO2, 0 °C, 5 K, 90 bar, gas out at 20 °C, efficiency 0.7: 252.079 / 57.074 kJ/kg, COP 4.416699."""
    cycle = transcritical(0, 5, 9000, 20, 0.7)
    assert cycle.cop == pytest.approx(4.416699, rel=1e-6)
    assert cycle.work_kj_kg == pytest.approx(57.074, abs=5e-4)
    assert cycle.t_discharge_c == pytest.approx(89.48, abs=5e-3)


def test_the_best_pressure_beside_a_search_in_steps() -> None:
    """Water 15 to 65 °C, pinch 5 K: by 0.5 bar 96.0 bar and 4.1926, bounded search 95.68, 4.2036."""
    steps = np.arange(7600.0, 14000.1, 50.0)
    allowed = [transcritical(0, 5, p, 20, 0.7) for p in steps]
    best_in_steps = max((c for c in allowed if pinch(c, WATER_15_65) >= 5 - 1e-6), key=lambda c: c.cop)
    assert best_in_steps.p_condensing_kpa == 9600
    assert best_in_steps.cop == pytest.approx(4.1926, abs=5e-5)
    found = best_pressure(Gas(0, 5, 0.7), WATER_15_65)
    assert found.p_condensing_kpa == pytest.approx(9568, abs=10)
    assert found.cop == pytest.approx(4.2036, rel=5e-4)
    assert found.cop >= best_in_steps.cop


def test_the_pinch_is_kept_and_the_first_law_closed() -> None:
    for t_in, t_out in ((10, 80), (30, 60), (40, 60)):
        cooler = GasCooler(t_in, t_out, 3, 3)
        cycle = best_pressure(Gas(-15, 5, 0.65), cooler)
        assert pinch(cycle, cooler, points=200) >= 3 - 0.05  # between the points of the search
        assert cycle.heat_kj_kg == pytest.approx(cycle.cold_kj_kg + cycle.work_kj_kg, rel=1e-9)


def test_return_water_decides_not_leaving_water() -> None:
    gas = Gas(-10, 5, 0.65)
    cold_return = best_pressure(gas, GasCooler(15, 60, 3, 3)).cop
    warm_return = best_pressure(gas, GasCooler(40, 60, 3, 3)).cop
    warm_return_low = best_pressure(gas, GasCooler(40, 46, 3, 3)).cop
    assert cold_return > 1.3 * warm_return
    assert warm_return_low == pytest.approx(warm_return, rel=0.02)


def test_refusals() -> None:
    with pytest.raises(CycleError, match="below_critical_pressure"):
        transcritical(0, 5, 7000, 20, 0.7)
    with pytest.raises(CycleError, match="wet_suction"):
        transcritical(0, -2, 9000, 20, 0.7)
    with pytest.raises(CycleError, match="gas_cooler_crossing"):
        best_pressure(Gas(0, 5, 0.7), GasCooler(15, 65, 2, 5))
    with pytest.raises(CycleError, match="no_pressure_found"):
        best_pressure(Gas(5, 5, 0.7), GasCooler(15, 95, 5, 5), p_max_kpa=9000)
