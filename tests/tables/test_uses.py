"""Indices, envelopes, quotas, cold water, fuels and grid factors: whole, ordered, and as the sources say."""

from __future__ import annotations

import pytest

from desktop.tables.catalog import Catalog
from desktop.tables.climate import ZONES, Province
from desktop.tables.energy import Fuel, GridFactor, ResidentialTariff, grid_factor
from desktop.tables.places import resources_dir
from desktop.tables.texts import read_texts
from desktop.tables.uses import (
    BuildingFabric,
    CoolingIndex,
    HeatingIndex,
    HotWaterQuota,
    building_fabric,
    cold_water_temperature,
    cooling_index,
    heating_index,
    hot_water_quota,
    peak_factor_range,
)

INSULATION = ("good", "standard", "poor")


def test_every_use_has_an_index_in_every_zone_and_insulation(catalog: Catalog) -> None:
    rows = catalog.rows(HeatingIndex)
    uses = {row.use for row in rows}
    assert {"hotel", "residential", "household", "office", "school", "hospital", "shop"} <= uses
    keys = {(row.use, row.zone, row.insulation) for row in rows}
    assert keys == {(use, zone, level) for use in uses for zone in ZONES for level in INSULATION}
    for use in uses:
        assert f"use.{use}" in read_texts(resources_dir() / "texts")
        assert cooling_index(catalog, use).cooling_index_w_m2 > 0


def test_worse_insulation_asks_for_more(catalog: Catalog) -> None:
    for zone in ZONES:
        fabric = [building_fabric(catalog, zone, level) for level in INSULATION]
        for name in ("u_wall_w_m2k", "u_roof_w_m2k", "u_window_w_m2k", "u_floor_w_m2k", "air_change_per_h"):
            values = [getattr(row, name) for row in fabric]
            assert values == sorted(values)
        for use in {row.use for row in catalog.rows(HeatingIndex)}:
            good, standard, poor = (
                heating_index(catalog, use, zone, level).heating_index_w_m2 for level in INSULATION
            )
            assert good < standard < poor
    assert len(catalog.rows(BuildingFabric)) == len(ZONES) * len(INSULATION)


@pytest.mark.parametrize(
    ("zone", "index", "norm"),
    [
        ("severe_cold", 50, (60, 70)),
        ("cold", 45, (55, 65)),
        ("hot_summer_cold_winter", 45, (50, 60)),
        ("mild", 35, (None, None)),
        ("hot_summer_warm_winter", 25, (None, None)),
    ],
)
def test_hotel_indices(
    catalog: Catalog, zone: str, index: float, norm: tuple[float | None, float | None]
) -> None:
    """Defaults of practice for hotels after 2005, the norm's values beside them where it has any."""
    row = heating_index(catalog, "hotel", zone, "good")
    assert row.heating_index_w_m2 == index
    assert (row.low_w_m2, row.high_w_m2) == (index - 10, index + 10)
    assert (row.heating_index_w_m2__norm_saving, row.heating_index_w_m2__norm_old) == norm
    assert catalog.sources[row.source].standing == "assumed"


def test_what_is_recalled_is_shown_as_assumed(catalog: Catalog) -> None:
    for row in (
        heating_index(catalog, "hotel", "mild", "good"),
        building_fabric(catalog, "cold", "good"),
        peak_factor_range(catalog, "hotel"),
        cold_water_temperature(catalog, "北京"),
        catalog.find(Fuel, "gas"),
    ):
        assert catalog.sources[row.source].standing == "assumed"


def test_the_ends_of_the_peak_factor(catalog: Catalog) -> None:
    """Hotel: 3.33 at 150 beds x 120 L and below, 2.60 at 1,200 beds x 160 L and above."""
    row = peak_factor_range(catalog, "hotel")
    assert (row.hot_water_l_d__low, row.hot_water_l_d__high) == (150 * 120, 1200 * 160)
    assert (row.hourly_peak_factor__high, row.hourly_peak_factor__low) == (3.33, 2.60)
    quota = hot_water_quota(catalog, "hotel_guest")
    assert (quota.hourly_peak_factor__low, quota.hourly_peak_factor__high) == (2.60, 3.33)


def test_every_province_has_cold_water_and_the_sizing_value_is_the_colder(catalog: Catalog) -> None:
    for province in catalog.rows(Province):
        row = cold_water_temperature(catalog, province.province)
        assert row.t_cold_water_c <= row.t_cold_water_c__listed
    assert cold_water_temperature(catalog, "黑龙江").t_cold_water_c == 4


def test_the_ranges_hold_their_values(catalog: Catalog) -> None:
    hotel = cooling_index(catalog, "hotel")
    assert (hotel.low_w_m2, hotel.cooling_index_w_m2, hotel.high_w_m2) == (80, 90, 110)
    for row in catalog.rows(CoolingIndex):
        assert row.low_w_m2 <= row.cooling_index_w_m2 <= row.high_w_m2
    assert len(catalog.rows(HotWaterQuota)) == 33


def test_fuels_give_their_heating_values(catalog: Catalog) -> None:
    """By hand from MJ: gas 35.588/3.6, raw coal 20.908/3.6, diesel 42.652/3.6; GJ and t of 2.8 GJ."""
    by_hand = {"gas": 9.886, "coal": 5.808, "oil": 11.848, "heat": 277.7778, "steam": 777.8,
               "electricity": 1.0}  # fmt: skip
    for fuel, kwh in by_hand.items():
        assert catalog.find(Fuel, fuel).fuel_kwh_unit == kwh
    assert catalog.find(Fuel, "electricity").fuel_kgco2_unit is None


def test_the_newest_grid_factor_of_a_province(catalog: Catalog) -> None:
    assert grid_factor(catalog, "黑龙江").grid_factor_kgco2_kwh == 0.5229
    tibet = grid_factor(catalog, "西藏")  # not in the notice: the nation's
    assert (tibet.kind, tibet.year, tibet.grid_factor_kgco2_kwh) == ("nation", 2023, 0.5306)
    assert len({row.region for row in catalog.rows(GridFactor) if row.kind == "province"}) == 30


def test_tariffs_are_ordered_and_their_notes_have_texts(catalog: Catalog) -> None:
    texts = read_texts(resources_dir() / "texts")
    for row in catalog.rows(ResidentialTariff):
        assert row.price_valley_yuan_kwh <= row.price_flat_yuan_kwh <= row.price_peak_yuan_kwh
        assert not row.note or f"tariff_note.{row.note}" in texts
