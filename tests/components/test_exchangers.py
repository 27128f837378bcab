"""Plate exchangers against the logarithmic mean itself."""

from collections.abc import Callable
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.components.choice import NothingSuits
from desktop.components.exchangers import ExchangerDuty, PlateExchanger, choose_exchanger
from desktop.engine.equipment_sums import log_mean_difference
from desktop.engine.sheet import Sheet
from desktop.engine.validity import OutsideValidity
from desktop.tables.catalog import Catalog


@given(st.floats(0.5, 50), st.floats(1.01, 4))
def test_chen_beside_the_logarithm(small_k: float, ratio: float) -> None:
    large_k = small_k * ratio
    assert log_mean_difference(large_k, small_k) == pytest.approx((large_k - small_k) / log(ratio), rel=0.01)


def test_no_exchanger_against_the_current() -> None:
    with pytest.raises(OutsideValidity):
        log_mean_difference(3.0, -1.0)


DUTY = ExchangerDuty(910.0, 48.0, 43.0, 40.0, 45.0, 157.0, 157.0)


def test_a_hotel_behind_glycol(catalog: Catalog, sheet: Sheet, steps_hold: Callable[[Sheet], None]) -> None:
    # 910 kW x 1.1 / 3 K = 333.7 kW/K: the first step of 3.5 kW/(m²·K) above is 100 m² = 350
    choice = choose_exchanger(catalog, sheet, DUTY)
    assert (choice.model, choice.count) == ("HQ-X-100", 1)
    assert choice.figures["ua_kw_k__least"] == pytest.approx(333.7, abs=0.1)
    # nominal flow 350 / (1.5 x 1.163) = 200.6 m³/h at 40 kPa; 157 m³/h: 40 x 0.6125 = 24.5 kPa
    assert choice.figures["drop_kpa__hot_side"] == pytest.approx(24.5, abs=0.1)
    two = choose_exchanger(catalog, sheet, DUTY, count=2)
    assert two.model == "HQ-X-63"  # 166.8 of 220.5 kW/K
    steps_hold(sheet)


def test_a_wide_difference_is_ruled_by_the_drop(catalog: Catalog, sheet: Sheet) -> None:
    """Little surface is needed at 20 K, yet the water has to get through."""
    duty = ExchangerDuty(910.0, 65.0, 60.0, 40.0, 45.0, 157.0, 157.0)
    choice = choose_exchanger(catalog, sheet, duty)
    assert choice.figures["drop_kpa__hot_side"] <= 50
    smaller = [row for row in catalog.rows(PlateExchanger) if row.area_m2 < choice.exchanger.area_m2]
    assert any(r.rule == "exchanger_drop" and r.model == smaller[-1].model for r in choice.rejections)


def test_rules(catalog: Catalog, sheet: Sheet) -> None:
    for asked, rule in (
        ({"pressure_kpa": 2000}, "exchanger_pressure"),
        ({"fouling_factor": 5}, "exchanger_capacity"),
    ):
        with pytest.raises(NothingSuits) as refused:
            choose_exchanger(catalog, sheet, DUTY, **asked)  # type: ignore[arg-type]
        assert {rejection.rule for rejection in refused.value.rejections} == {rule}
    steam = ExchangerDuty(100.0, 115.0, 110.0, 40.0, 45.0, 20.0, 20.0)
    with pytest.raises(NothingSuits) as refused:
        choose_exchanger(catalog, sheet, steam)
    assert {rejection.rule for rejection in refused.value.rejections} == {"exchanger_temperature"}


def test_the_harder_of_two_duties_rules(catalog: Catalog, sheet: Sheet) -> None:
    """Cooling 1,071 kW at 2 K asks for 1,071 x 1.1 / 2 = 589 kW/K, heating 721 kW at 2 K for 397."""
    heating = ExchangerDuty(721.0, 47.0, 42.0, 40.0, 45.0, 125.0, 125.0)
    cooling = ExchangerDuty(1071.0, 12.0, 7.0, 5.0, 10.0, 184.0, 184.0)
    both = choose_exchanger(catalog, sheet, heating, cooling)
    assert both.figures["ua_kw_k__least"] == pytest.approx(589.05, abs=0.01)
    assert both.figures["heat_kw"] == 1071.0
    assert both.figures["flow_m3h__cold_side"] == 184.0
    assert both.model == choose_exchanger(catalog, sheet, cooling).model == "HQ-X-200"
    assert choose_exchanger(catalog, sheet, heating).model == "HQ-X-125"
    with pytest.raises(ValueError, match="duty"):
        choose_exchanger(catalog, sheet)
