"""Building loads beside calculations by hand."""

from __future__ import annotations

import pytest

from desktop.engine import building_load as load


def test_a_hundred_watts_on_ten_thousand_square_metres_are_a_megawatt() -> None:
    assert load.load_by_index(100.0, 10_000.0) == 1000.0
    assert load.index_of_load(1000.0, 10_000.0) == 100.0


def test_a_block_of_sixteen_by_nine() -> None:
    """Four storeys of 144 m2, 16 m by 9 m, 3 m high: 2 x 25 x 12 = 600 m2 of facade."""
    ground = load.footprint(576.0, 4)
    assert ground == 144.0
    assert load.facade_area(16.0 / 9.0, ground, 3.0, 4) == pytest.approx(600.0)
    assert load.window_area(0.25, 600.0) == 150.0


def test_a_square_has_the_least_facade() -> None:
    areas = [load.facade_area(ratio, 100.0, 3.0, 1) for ratio in (1.0, 2.0, 4.0)]
    assert areas[0] == pytest.approx(120.0)
    assert areas == sorted(areas)


def test_transmission_by_hand() -> None:
    """0.4 x 450 + 2 x 150 + (0.3 + 0.5 x 0.4) x 144 = 552 W/K, a tenth more for wind and orientation."""
    found = load.transmission(0.4, 600.0, 150.0, 2.0, 0.3, 0.5, 0.4, 144.0, 0.10)
    assert found == pytest.approx(1.1 * 552.0)


def test_air_weighs_what_an_ideal_gas_weighs() -> None:
    """p M / (R T) with 28.9647 g/mol and 8.31446 J/(mol K)."""
    for t, kpa in ((0.0, 101.325), (-37.5, 96.0), (30.0, 65.2)):
        assert load.air_density(kpa, t) == pytest.approx(kpa * 28.9647 / (8.31446 * (t + 273.15)), rel=1e-4)


def test_warming_air_by_hand() -> None:
    """0.28 is 1/3.6: a kilogram an hour with 1.006 kJ/(kg K) takes 0.28 W/K."""
    leak = load.infiltration(1.3, 0.5, 1000.0, 3.0, 0.95)
    assert leak == pytest.approx(1.3 * 0.5 * 1000 * 3 * 0.95 * 1006 / 3600, rel=0.01)
    fresh = load.fresh_air(1.3, 30.0, 100.0, 0.6)
    assert fresh == pytest.approx(1.3 * 30 * 100 * 0.4 * 1006 / 3600, rel=0.01)
    assert load.fresh_air(1.3, 30.0, 100.0, 1.0) == 0.0


def test_an_envelope_load_is_its_sum_times_kelvin() -> None:
    assert load.load_by_envelope(600.0, 250.0, 150.0, 22.0, -18.0) == pytest.approx(40.0)


def test_measured_electricity_by_hand() -> None:
    """0.24 kWh a day are 10 W; 10,000 m2 with a COP of 2, all for heating, are 200 kW at -8 °C; at twice the
    distance from 17 °C the load is twice that."""
    assert load.load_from_electricity(0.24, 10_000.0, 2.0, 1.0, 17.0, -33.0, -8.0) == pytest.approx(400.0)
    assert load.load_from_electricity(0.24, 10_000.0, 2.0, 0.8, 17.0, -33.0, -8.0) == pytest.approx(500.0)


def test_fuel_by_hand() -> None:
    heat = load.heat_of_fuel(1000.0, 9.9, 0.9)
    assert heat == pytest.approx(8910.0)
    assert load.load_from_season_heat(heat, 1782.0) == pytest.approx(5.0)


def test_losses_count_once_each() -> None:
    assert load.load_with_losses(100.0, 0.05, 0.10) == pytest.approx(115.5)


def test_a_radiator_gives_less_with_cooler_water() -> None:
    """75/50 at 20 °C is 42.5 K over the room; 60/50 is 35 K: (35 / 42.5) ** 1.3 = 0.777."""
    assert load.radiator_output(75.0, 50.0, 20.0, 75.0, 50.0, 1.3) == 1.0
    assert load.radiator_output(60.0, 50.0, 20.0, 75.0, 50.0, 1.3) == pytest.approx(0.777, abs=0.0005)
    assert load.balance_temperature(20.0, 3.0) == 17.0
    assert load.cooling_by_index(100.0, 5000.0, 0.8) == pytest.approx(400.0)
