"""Loads of whole projects beside calculations by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.applications.questions import BadAnswer, MissingAnswer
from desktop.design import Design, design
from desktop.project import Project
from desktop.tables.catalog import Catalog


def step(made: Design, section: str, name: str) -> float:
    return float(next(one.value for one in made.steps if (one.section, one.name) == (section, name)))


def test_mohe_heats_by_its_area(design_of: Callable[[str], Design]) -> None:
    """50 W/m2 on 14,000 m2 are 700 kW; 3 % for the pipes make 721 kW at the plant."""
    made = design_of("mohe")
    by_index = next(one for one in made.load_comparison if one["method"] == "index")
    assert by_index["heating_index_w_m2"] == 50.0
    assert by_index["heat_load_kw"] == 700.0
    assert made.loads["heat_load_kw"] == 721.0
    # the straight line from 17 °C to -37.5 °C, at the bivalent point
    t = float(made.loads["t_outdoor_c__bivalent"])
    assert made.loads["heat_load_kw__bivalent"] == pytest.approx(721.0 * (17.0 - t) / 54.5, abs=0.05)


@pytest.mark.parametrize(("beds", "quota"), [(240, 120.0), (280, 140.0)])
def test_mohe_hot_water_lies_within_the_hand_calculation(
    beds: int, quota: float, project_named: Callable[[str], Project], catalog: Catalog
) -> None:
    """240 to 280 beds with 120 to 140 litres of 60 °C from 4 °C: 29 to 39 m3 and 1,840 to 2,510 kWh a day,
    278 to 373 kW in the design hour with losses of 10 %, 121 to 165 kW over 16 hours or 161 to 220 kW over
    12 without them (133 to 182 and 177 to 242 with them, as the method counts), 5 to 19 m3 of storage."""
    volume = beds * quota / 1000.0
    heat = volume * 56.0 * 1.163
    assert (28.8 <= volume <= 39.2, 1840 < heat < 2560) == (True, True)
    answers = {
        "bed_count": beds, "guest_quota_l_d": quota, "staff_count": 0, "has_restaurant": False,
        "t_hot_water_c": 60.0, "t_cold_water_c": 4.0,
    }  # fmt: skip
    for hours, low, high in ((16.0, 132.0, 183.0), (12.0, 176.0, 244.0)):
        project = project_named("mohe").with_answers({**answers, "hot_water_heating_h": hours})
        made = design(project, catalog)
        assert step(made, "book.hot_water", "hot_water_l_d") == beds * quota
        day = float(made.loads["hot_water_heat_kwh_d"])
        # hot water weighs 983 g a litre
        assert day == pytest.approx(1.10 * heat * 0.983, rel=0.005)
        factor = step(made, "book.hot_water", "hourly_peak_factor")
        assert 3.2 <= factor <= 3.3
        assert made.loads["hot_water_peak_kw"] == pytest.approx(factor * day / 24.0, abs=0.1)
        assert 270.0 <= float(made.loads["hot_water_peak_kw"]) <= 373.0
        pumped = float(made.loads["hot_water_heat_pump_kw"])
        assert pumped == pytest.approx(1.05 * day / hours, abs=0.1)
        assert low <= pumped <= high
        assert 5_000.0 <= float(made.loads["storage_l"]) <= 19_000.0


def test_an_envelope_by_hand(project_named: Callable[[str], Project], catalog: Catalog) -> None:
    """A cube-like house at the sea: two storeys of 200 m2, 20 m by 10 m, 3 m high.

    Footprint 200 m2; walls 2 x 30 x 6 = 360 m2, of them a quarter windows. Through the envelope
    (0.5 x 270 + 2.0 x 90 + (0.3 + 0.5 x 0.4) x 200) x 1.1 = 456.5 W/K. Air at 101.3 kPa and -10 °C weighs
    1.341 kg/m3: half a change of 1,200 m3 x 0.95 is 0.28 x 1.006 x 1.341 x 570 = 215 W/K; no fresh air.
    Over 32 K: 21.5 kW."""
    project = project_named("shanghai").with_answers(
        {
            "heated_area_m2": 400.0,
            "room_count": 10,
            "storey_count": 2,
            "plan_ratio": 2.0,
            "storey_height_m": 3.0,
            "window_wall_fraction": 0.25,
            "u_wall_w_m2k": 0.5,
            "u_window_w_m2k": 2.0,
            "u_roof_w_m2k": 0.3,
            "u_floor_w_m2k": 0.4,
            "ground_factor": 0.5,
            "envelope_addition_fraction": 0.10,
            "air_change_per_h": 0.5,
            "fresh_air_m3_h_person": 0.0,
            "t_indoor_winter_c": 22.0,
            "t_outdoor_design_c": -10.0,
            "altitude_m": 0.0,
            "heating_load_method": "envelope",
        }
    )
    made = design(project, catalog)
    assert step(made, "book.load_envelope", "footprint_m2") == 200.0
    assert step(made, "book.load_envelope", "facade_area_m2") == pytest.approx(360.0, abs=0.1)
    assert step(made, "book.load_envelope", "transmission_w_k") == pytest.approx(456.5, abs=1.0)
    assert step(made, "book.load_envelope", "infiltration_w_k") == pytest.approx(215.3, abs=0.5)
    used = next(one for one in made.load_comparison if one["used"])
    assert used["method"] == "envelope"
    assert used["heat_load_kw"] == pytest.approx((456.5 + 215.3) * 32.0 / 1000.0, abs=0.1)


def test_a_gas_bill_by_hand(design_of: Callable[[str], Design]) -> None:
    """90,000 m3 at the table's heat content and efficiency, over the full-load hours of the season."""
    made = design_of("beijing_billed")
    heat = 90_000.0 * made.answers.number("fuel_kwh_unit") * made.answers.number("boiler_efficiency")
    estimate = next(one for one in made.load_comparison if one["method"] == "measured")
    hours = step(made, "book.load_measured", "full_load_h")
    # a hundred and twenty days or so, at less than full load
    assert 900.0 < hours < 2400.0
    assert estimate["heat_load_kw"] == pytest.approx(heat / hours, rel=1e-3)
    assert estimate["heat_load_kw__high"] == pytest.approx(1.15 * heat / hours, rel=1e-3)


def test_cooling_by_hand(design_of: Callable[[str], Design]) -> None:
    made = design_of("guangzhou")
    n = made.answers.number
    expected = n("cooling_index_w_m2") * 14_000.0 * n("cooling_diversity_fraction") / 1000.0
    assert made.loads["cooling_load_kw"] == pytest.approx(expected, abs=0.05)


def test_a_load_that_is_entered_counts(design_of: Callable[[str], Design]) -> None:
    made = design_of("shenyang_exact")
    assert made.loads["heat_load_kw"] == pytest.approx(333.3 * 1.03, abs=0.05)


@pytest.mark.parametrize(
    ("answers", "question"),
    [
        ({"t_return_c": 45.0}, "t_return_c"),
        ({"t_supply_c": 30.0, "t_return_c": 20.0}, "t_return_c"),
        ({"has_heating": True, "t_outdoor_design_c": 18.0}, "t_outdoor_design_c"),
    ],
)
def test_answers_that_contradict_one_another_are_refused(
    answers: dict[str, float], question: str, project_named: Callable[[str], Project], catalog: Catalog
) -> None:
    with pytest.raises(BadAnswer) as caught:
        design(project_named("mohe").with_answers(answers), catalog)
    assert caught.value.message.values["question"] == question


def test_a_cooler_supply_takes_the_return_along(
    project_named: Callable[[str], Project], catalog: Catalog
) -> None:
    made = design(project_named("shanghai").with_answers({"t_supply_c": 40.0}), catalog)
    assert made.loads["t_return_c"] == 35.0


@pytest.mark.parametrize("method", ["measured", "entered"])
def test_a_method_without_its_figure_asks_for_it(
    method: str, project_named: Callable[[str], Project], catalog: Catalog
) -> None:
    with pytest.raises(MissingAnswer):
        design(project_named("shanghai").with_answers({"heating_load_method": method}), catalog)
