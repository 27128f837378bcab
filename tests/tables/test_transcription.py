"""Every transcribed cell of the shipped tables against the reference figures, samples against their text."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.tables.catalog import Catalog
from desktop.tables.climate import DesignConditions, WeatherBins, WeatherMonth, WeatherStation, station_of
from desktop.tables.energy import GridFactor, ResidentialTariff
from desktop.tables.labels import TierRow
from desktop.tables.uses import HotWaterQuota

pytestmark = pytest.mark.reference
Table = list[dict[str, str]]


@pytest.fixture(scope="module")
def reference(reference_dir: Path) -> Callable[[str], Table]:
    def read(name: str) -> Table:
        with (reference_dir / "reference" / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    return read


DESIGN_COLUMNS = {
    "lat_deg": "lat_deg", "lon_deg": "lon_deg", "altitude_m": "elevation_m",
    "t_annual_mean_c": "annual_mean_c", "t_heating_c": "heating_outdoor_c",
    "t_winter_ventilation_c": "winter_vent_c", "t_winter_ac_c": "winter_ac_c",
    "rh_winter_ac_fraction": "winter_ac_rh_pct", "t_summer_ac_c": "summer_ac_db_c",
    "t_summer_wet_bulb_c": "summer_ac_wb_c", "t_summer_ventilation_c": "summer_vent_c",
    "rh_summer_ventilation_fraction": "summer_vent_rh_pct", "t_summer_daily_mean_c": "summer_ac_daily_mean_c",
    "season_5_d": "days_le5", "t_season_5_mean_c": "mean_le5_c", "season_8_d": "days_le8",
    "t_season_8_mean_c": "mean_le8_c", "t_extreme_max_c": "extreme_max_c", "t_extreme_min_c": "extreme_min_c",
    "pressure_winter_hpa": "winter_pressure_hpa", "pressure_summer_hpa": "summer_pressure_hpa",
    "wind_winter_m_s": "winter_wind_ms", "sunshine_winter_fraction": "winter_sunshine_pct",
    "frost_depth_max_cm": "max_frost_depth_cm",
}  # fmt: skip
# What was changed on purpose: station number, column, value now.
CORRECTED = {
    ("58424", "t_winter_ac_c"): -2.9, ("57554", "t_winter_ac_c"): -0.9, ("59431", "t_extreme_min_c"): -1.9,
    ("55299", "t_winter_ventilation_c"): -12.6, ("55690", "t_winter_ventilation_c"): -9.9,
    ("54455", "t_winter_ventilation_c"): -7.7, ("54237", "t_season_8_mean_c"): -3.7,
    ("55690", "altitude_m"): 4280.0, ("56065", "altitude_m"): 3500.0, ("57279", "lat_deg"): 32.15,
    ("57378", "lat_deg"): 31.17, ("57259", "lat_deg"): 32.033, ("57348", "pressure_winter_hpa"): None,
    ("57348", "pressure_summer_hpa"): None, ("58238", "t_annual_mean_c"): 15.5,
    ("53959", "t_annual_mean_c"): None,
    ("57679", "t_season_8_mean_c"): 5.5, ("56137", "t_season_5_mean_c"): 0.3,
    ("58527", "sunshine_winter_fraction"): None, ("50936", "frost_depth_max_cm"): None,
    ("51705", "frost_depth_max_cm"): None, ("50853", "frost_depth_max_cm"): None,
}  # fmt: skip


def number(text: str, column: str) -> float | None:
    """A reference cell in our unit: per cent become fractions, empty is nothing."""
    if not text:
        return None
    return round(float(text) / 100, 4) if column.endswith("_fraction") else float(text)


def test_design_conditions(catalog: Catalog, reference: Callable[[str], Table]) -> None:
    theirs = {row["station_id"]: row for row in reference("climate_gb50736.csv")}
    ours = {row.station: row for row in catalog.rows(DesignConditions)}
    assert set(ours) == set(theirs)
    assert len(ours) == 294
    changed = {}
    for station, row in ours.items():
        source = theirs[station]
        assert (row.province, row.city, row.name) == (source["province"], source["city"], source["station"])
        for column, name in DESIGN_COLUMNS.items():
            if getattr(row, column) != number(source[name], column):
                changed[station, column] = getattr(row, column)
                assert (column, source[name]) in {(doubt.column, doubt.transcribed) for doubt in row.doubts}
        assert row.weather_is_own == bool(source["epw_file"])
        assert row.doubts or not source["flags"]
    assert changed == CORRECTED


def test_season_dates(catalog: Catalog, reference: Callable[[str], Table]) -> None:
    theirs = {row["station_id"]: row for row in reference("climate_gb50736.csv")}
    for row in catalog.rows(DesignConditions):
        for base in ("5", "8"):
            printed = theirs[row.station][f"period_le{base}"]
            first, last = (getattr(row, f"season_{base}_{end}") for end in ("from", "to"))
            doubted = f"season_{base}_from" in {doubt.column for doubt in row.doubts}
            if printed in ("-", ""):
                assert first is None
            elif not doubted and printed.count("--") == 1:
                assert f"{first}--{last}".replace("-", ".").replace("..", "--") == printed


def test_weather_stations(catalog: Catalog, reference: Callable[[str], Table]) -> None:
    names = {
        "name_en": "station", "region_en": "province", "lat_deg": "lat", "lon_deg": "lon",
        "altitude_m": "elev_m", "t_annual_mean_c": "mean_c", "t_year_min_c": "min_c", "t_year_max_c": "max_c",
        "t_exceeded_99_6_c": "t99_6_c", "t_exceeded_99_0_c": "t99_c", "heating_degree_days_kd": "hdd18",
        "cooling_degree_days_kd": "cdd26",
        "season_5_d": "days_le5_longest_run", "t_season_5_mean_c": "mean_le5_c",
        "season_8_d": "days_le8_longest_run", "t_season_8_mean_c": "mean_le8_c",
        "below_minus_12_h": "h_le_m12", "below_minus_20_h": "h_le_m20", "below_minus_25_h": "h_le_m25",
        "below_minus_30_h": "h_le_m30",
        "below_5_h": "h_lt_5", "frost_h": "h_frost_m6to6_rh65", "rh_winter_fraction": "winter_rh_pct",
        "pressure_hpa": "pressure_hpa",
    }  # fmt: skip
    theirs = {row["wmo"]: row for row in reference("weather_stations.csv")}
    ours = catalog.rows(WeatherStation)
    assert {row.station for row in ours} == set(theirs)
    for row in ours:
        for column, name in names.items():
            cell = theirs[row.station][name]
            expected = cell if column.endswith("_en") else number(cell, column)
            assert getattr(row, column) == expected, (row.station, column)


def test_bins(catalog: Catalog, reference: Callable[[str], Table]) -> None:
    for source in reference("weather_bins_1k.csv"):
        row = catalog.find(WeatherBins, source["wmo"])
        ours = {row.t_bin_first_c + place: hours for place, hours in enumerate(row.bin_h) if hours}
        theirs = {int(name[1:]): int(cell) for name, cell in source.items() if name[0] == "T" and cell != "0"}
        assert ours == theirs


def test_months(catalog: Catalog, reference: Callable[[str], Table]) -> None:
    # these two files write the number of a station times ten
    hours = {(row["wmo"][:-1], row["month"]): row for row in reference("weather_month_hour_mean_c.csv")}
    stats = reference("weather_month_stats.csv")
    assert len(stats) == len(hours) == len(catalog.rows(WeatherMonth)) == 3240
    capped = []
    for source in stats:
        row = catalog.find(WeatherMonth, source["wmo"][:-1], int(source["month"]))
        by_hour = hours[row.station, source["month"]]
        assert row.t_hour_mean_c == tuple(float(by_hour[f"h{hour:02}"]) for hour in range(24))
        assert row.t_month_mean_c == float(source["mean_c"])
        assert row.dt_day_sd_k == float(source["daily_mean_sd_k"])
        assert row.day_lag1 == float(source["daily_mean_lag1"])
        assert row.dt_diurnal_k == float(source["diurnal_range_k"])
        humidity = float(source["mean_rh_pct"]) / 100
        assert row.rh_mean_fraction == pytest.approx(min(1.0, humidity))
        if humidity > 1:
            capped.append(row.doubts[0].code)
    assert capped == ["capped", "capped"]


CATEGORIES = {
    "chiller/HP comfort": "chiller", "chiller data-centre": "chiller_data_centre",
    "low-ambient ASHP": "low_ambient_heat_pump", "water/ground-source HP": "water_source_heat_pump",
    "LiBr absorption": "absorption_chiller", "high-temperature HP 高温热泵": "high_temperature_heat_pump",
    "indirect evaporative chiller": "indirect_evaporative_chiller",
    "integrated chiller/HP 一体式": "integrated_chiller", "HP water heater 普通型": "water_heater",
    "HP water heater 低温型": "water_heater", "room AC": "room_air_conditioner",
}  # fmt: skip
# A word of the reference's row, and what our row must then say in variant or form.
WORDS = {
    "地板": "floor", "风机盘管": "fan_coil", "散热器": "radiator", "普通型": "normal",
    "低温型": "low_temperature", "单热": "heat_only", "热泵型": "heat_pump", "hot air": "cold_hot_air",
    "水环": "water_loop",
    "地下水": "groundwater", "地埋管": "ground_loop", "静态": "static", "no pump": "circulating_without_pump",
    "循环加热 pump": "circulating_with_pump",
    "once-through 一次": "once_through", "air-cooled": "air_cooled", "water-cooled": "water_cooled",
    "外冷式": "external", "内冷式": "internal", "内外冷": "series", "大温差": "large_difference",
    "direct-fired": "direct_fired", "0.6 MPa": "steam_0_6_mpa", "cooling only": "cooling_only", "H3b": "h3b",
}  # fmt: skip


def test_tiers(catalog: Catalog, reference: Callable[[str], Table]) -> None:
    """Each reference row appears with its bounds, tiers and gates; three forms of heater share one row."""
    ours = list(catalog.rows(TierRow))
    for source in reference("energy_tiers.csv"):
        found = [row for row in ours if _matches(row, source)]
        assert found, source
        assert len(found) == (3 if source["subtype"] == "once-through or circulating" else 1), source
        if "COPdh" in source["gate_or_note"] or "(tier3)" in source["gate_or_note"]:
            assert source["gate_or_note"] in _gates(found[0])
    once_for_three = sum(row.category == "water_heater" and row.capacity_kw__to == 10.0 for row in ours)
    assert len(ours) == 106 - 3 + once_for_three


def _matches(row: TierRow, source: dict[str, str]) -> bool:
    efficiency = source["metric"].startswith("thermal efficiency")
    for tier in range(1, 6):
        cell, ours = source[f"tier{tier}"], getattr(row, f"label_value__tier{tier}")
        if ours != (round(float(cell) / (100 if efficiency else 1), 4) if cell else None):
            return False
    metric = "thermal_efficiency" if efficiency else source["metric"]
    printed = (
        source["standard"], source["table"], "steam_use" if metric.startswith("heat-source") else metric,
        number(source["cap_gt"], ""), number(source["cap_le"], ""), source["product_standard"],
    )  # fmt: skip
    bounds = (row.capacity_kw__above, row.capacity_kw__to)
    own = (row.standard, row.table, row.metric, *bounds, row.product_standard)
    category = CATEGORIES.get(source["category"], row.category)
    text = " ".join((source["category"], source["subtype"], source["source_or_band"]))
    said = {row.variant, row.form}
    words = {ours for word, ours in WORDS.items() if word in text}
    if row.category == "vrf" or row.category == "industrial_boiler":
        return own == printed and _plain(row.variant + row.form, text)
    return own == printed and row.category == category and words <= said


def _plain(ours: str, text: str) -> bool:
    """Rows of other standards: each number and each of these words on both sides or on none."""
    signs = {
        "<=": "to_", ">": "above_", "lignite": "lignite", "biomass": "biomass", "ground-loop": "ground_loop",
        "groundwater": "groundwater", "fired oil": "fired_oil", "fluidised": "fluidised", "III": "_3",
    }  # fmt: skip
    return all((sign in text) == (word in ours) for sign, word in signs.items())


def _gates(row: TierRow) -> list[str]:
    low, nominal, gate = row.cop_low_temperature_min, row.cop_nominal_min, row.label_value__gate
    texts = [f"all tiers: COPdh>={low}; COPh>={nominal}"]
    for value in () if gate is None else (f"{gate}", f"{gate:g}"):
        texts += [f"{row.gate_metric}(tier3)>={value}", f"seasonal {row.gate_metric}(tier3)>={value}"]
    return texts


def test_quotas(catalog: Catalog, reference: Callable[[str], Table]) -> None:
    for row, source in zip(catalog.rows(HotWaterQuota), reference("hot_water_quotas.csv"), strict=True):
        ours = (
            row.hot_water_quota_l__low, row.hot_water_quota_l__high, row.hot_water_use_h,
            row.hourly_peak_factor__low, row.hourly_peak_factor__high,
        )  # fmt: skip
        names = ("quota_min_L_60C", "quota_max_L_60C", "hours", "kh_min", "kh_max")
        assert ours == tuple(number(source[name], "") for name in names)
        assert row.name_zh[:2] == source["building"][:2]


def test_grid_factors_and_tariffs(catalog: Catalog, reference: Callable[[str], Table]) -> None:
    theirs = {
        (row["region"], year): float(row[f"kgco2_per_kwh_{year}"])
        for row in reference("grid_factors.csv")
        for year in (2021, 2022, 2023)
        if row[f"kgco2_per_kwh_{year}"]
    }
    assert {(row.region, row.year): row.grid_factor_kgco2_kwh for row in catalog.rows(GridFactor)} == theirs
    tariffs = reference("tariffs_residential.csv")
    for row, source in zip(catalog.rows(ResidentialTariff), tariffs, strict=True):
        assert source["region"].startswith(row.region)
        ours = (row.price_peak_yuan_kwh, row.price_flat_yuan_kwh, row.price_valley_yuan_kwh)
        assert ours == tuple(float(source[name]) for name in ("peak_cny", "flat_cny", "valley_cny"))


@pytest.mark.parametrize(
    ("city", "heating", "winter_ac", "summer", "wet_bulb", "days", "mean"),
    [
        ("北京", -7.6, -9.9, 33.5, 26.4, 123, -0.7),
        ("哈尔滨", -24.2, -27.1, 30.7, 23.9, 176, -9.4),
        ("漠河", -37.5, -41.0, 29.1, 20.8, 224, -16.1),
        ("兰州", -9.0, -11.5, 31.2, 20.1, None, None),
        ("平凉", -8.8, -12.3, 29.8, 21.3, None, None),
        ("喀什", -10.9, -14.6, 33.8, 21.2, None, None),
        ("西安", -3.4, -5.7, 35.0, 25.8, None, None),
        ("上海", -0.3, -2.2, 34.4, 27.9, 42, 4.1),
        ("广州", 8.0, 5.2, 34.2, 27.8, None, None),
        ("厦门", 8.3, 6.6, 33.5, 27.5, None, None),
        ("沈阳", -16.9, -20.7, 31.5, 25.3, 152, -5.1),
    ],
)
def test_samples_as_the_text_prints_them(
    catalog: Catalog, city: str, heating: float, winter_ac: float, summer: float, wet_bulb: float,
    days: int | None, mean: float | None,
) -> None:  # fmt: skip
    row = station_of(catalog, city)
    found = (row.t_heating_c, row.t_winter_ac_c, row.t_summer_ac_c, row.t_summer_wet_bulb_c)
    assert found == (heating, winter_ac, summer, wet_bulb)
    if days is not None:
        assert (row.season_5_d, row.t_season_5_mean_c) == (days, mean)


@pytest.mark.parametrize(
    ("name", "mean", "low", "degree_days", "below_12", "below_20", "below_25", "below_5"),
    [
        ("Beijing", 12.7, -14.2, 2790, 16, 0, 0, 2591),
        ("Harbin", 4.1, -28.7, 5418, 1840, 573, 96, 4261),
        ("Mohe", -3.5, -45.7, 7927, 3055, 2182, 1555, 5381),
        ("Lhasa", 8.3, -13.3, 3550, 4, 0, 0, 2936),
        ("Shanghai", 16.7, -4.5, 1585, 0, 0, 0, 1006),
        ("Guangzhou", 22.2, 4.7, 391, 0, 0, 0, 4),
    ],
)
def test_typical_years_as_the_text_prints_them(
    catalog: Catalog, name: str, mean: float, low: float, degree_days: int, below_12: int, below_20: int,
    below_25: int, below_5: int,
) -> None:  # fmt: skip
    row = next(row for row in catalog.rows(WeatherStation) if row.name_en == name)
    assert round(row.t_annual_mean_c, 1) == mean
    assert (row.t_year_min_c, row.heating_degree_days_kd) == (low, degree_days)
    hours = (row.below_minus_12_h, row.below_minus_20_h, row.below_minus_25_h, row.below_5_h)
    assert hours == (below_12, below_20, below_25, below_5)
