"""Water against printed tables (IAPWS values as given in engineering handbooks)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.engine.corrections import air_pressure
from desktop.engine.validity import OutsideValidity
from desktop.engine.water import boiling_temperature, vapour_pressure, water_density, water_viscosity


@pytest.mark.parametrize(
    ("t_water_c", "density"),
    [(0.0, 999.84), (4.0, 999.97), (20.0, 998.21), (40.0, 992.22), (60.0, 983.20), (80.0, 971.79),
     (100.0, 958.37)],
)
def test_density_of_the_tables(t_water_c: float, density: float) -> None:
    assert water_density(t_water_c) == pytest.approx(density, abs=0.03)


@pytest.mark.parametrize(
    ("t_water_c", "viscosity"),
    [(5.0, 1.5182), (20.0, 1.0016), (40.0, 0.6527), (60.0, 0.4660), (80.0, 0.3540), (100.0, 0.2816)],
)
def test_viscosity_of_the_tables(t_water_c: float, viscosity: float) -> None:
    assert water_viscosity(t_water_c) == pytest.approx(viscosity, rel=0.002)


@pytest.mark.parametrize(
    ("t_water_c", "pressure"),
    [(5.0, 0.873), (20.0, 2.339), (45.0, 9.595), (60.0, 19.95), (80.0, 47.41), (100.0, 101.42)],
)
def test_vapour_pressure_of_the_tables(t_water_c: float, pressure: float) -> None:
    assert vapour_pressure(t_water_c) == pytest.approx(pressure, rel=0.008)


def test_water_boils_at_87_to_88_degrees_in_lhasa() -> None:
    assert 87.0 < boiling_temperature(air_pressure(3649.0)) < 88.5
    assert boiling_temperature(air_pressure(0.0)) == pytest.approx(100.0, abs=0.1)


@given(st.floats(2.0, 99.5))
def test_boiling_undoes_vapour_pressure(t_water_c: float) -> None:
    assert boiling_temperature(vapour_pressure(t_water_c)) == pytest.approx(t_water_c, abs=1e-6)


@pytest.mark.parametrize("t_water_c", [-0.1, 100.1, float("nan")])
def test_outside_its_range_water_is_refused(t_water_c: float) -> None:
    for rule in (water_density, water_viscosity, vapour_pressure):
        with pytest.raises(OutsideValidity, match="t_water_c"):
            rule(t_water_c)


def test_density_takes_arrays_and_refuses_one_bad_value() -> None:
    many = np.array([5.0, 60.0])
    assert np.round(np.asarray(water_density(many)), 1).tolist() == [1000.0, 983.2]  # type: ignore[arg-type]
    with pytest.raises(OutsideValidity):
        water_density(np.array([5.0, 101.0]))  # type: ignore[arg-type]
