"""Places: found by what one types, with the zone an engineer expects and a typical year that is whole."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.tables.catalog import Catalog, load_catalog
from desktop.tables.climate import (
    ZONES,
    DesignConditions,
    UnknownPlace,
    WeatherBins,
    WeatherMonth,
    WeatherStation,
    climate_of,
    find_stations,
    station_of,
)
from desktop.tables.places import resources_dir
from desktop.tables.texts import read_texts

SHIPPED = load_catalog()
STATIONS = SHIPPED.rows(DesignConditions)

# Zones as GB 50176 and JGJ 26 list these cities, from common knowledge, not from our rule.
ZONES_KNOWN = {
    "severe_cold": "哈尔滨 漠河 沈阳 长春 呼和浩特 乌鲁木齐 西宁 齐齐哈尔 海拉尔 大同 酒泉 格尔木",
    "cold": "北京 天津 石家庄 西安 济南 郑州 拉萨 平凉 兰州 太原 银川 大连 青岛 喀什 承德 榆林 徐州 昌都",
    "hot_summer_cold_winter": "上海 武汉 重庆 成都 南京 杭州 合肥 南昌 长沙 汉中 桂林 遵义 韶关 信阳 南阳",
    "hot_summer_warm_winter": "广州 厦门 南宁 海口 福州 深圳 三亚 汕头 柳州",
    "mild": "昆明 贵阳 丽江 大理 蒙自 西昌 安顺",
}


@pytest.mark.parametrize(
    ("city", "zone"), [(city, zone) for zone, cities in ZONES_KNOWN.items() for city in cities.split()]
)
def test_zones_of_known_cities(catalog: Catalog, city: str, zone: str) -> None:
    assert station_of(catalog, city).zone == zone


def test_the_zones_follow_the_rule_that_is_stated() -> None:
    for row in STATIONS:
        degree_days, summer = row.heating_degree_days_kd, row.t_summer_daily_mean_c
        south_west = row.province in ("云南", "贵州", "四川")
        if degree_days >= 3900:
            expected = "severe_cold"
        elif south_west and summer <= 27 and row.season_5_d <= 90:
            expected = "mild"
        elif degree_days >= 2100:
            expected = "cold"
        elif degree_days < 740:
            expected = "hot_summer_warm_winter"
        else:
            expected = "hot_summer_cold_winter"
        assert row.zone == expected, row.label_zh


@settings(deadline=None)
@given(st.sampled_from(STATIONS))
def test_every_station_is_found_by_its_names(row: DesignConditions) -> None:
    address = f"{row.province}省{row.city}{row.name}"
    for text in (row.name, row.city, row.pinyin, row.station, row.name_en, address):
        assert row in find_stations(SHIPPED, text), text
    for word in row.pinyin.split():
        assert row in find_stations(SHIPPED, word)
        assert row in find_stations(SHIPPED, word[:3].upper())
    # the station's own number is nobody else's
    assert find_stations(SHIPPED, row.station)[0] == row


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("重庆", "重庆"), ("chongqing", "重庆"), ("cq", "重庆"), ("xiamen", "厦门"), ("luan", "六安"),
        ("bengbu", "蚌埠"), ("bozhou", "亳州"), ("mohe", "漠河"), ("mh", "漠河"),
        ("黑龙江省漠河市西林吉镇", "漠河"), ("huhehaote", "呼和浩特"), ("Hohhot", "呼和浩特"),
        ("呼", "呼和浩特"), ("Xi'an", "西安"), ("xa", "西安"), ("changchun", "长春"),
        ("changsha", "马坡岭"), ("leshan", "乐山"), ("taizhou", "玉环"), ("lishui", "丽水"), ("bj", "北京"),
        ("北京市", "北京"), ("sh", "上海徐家汇"), ("suzhou", "吴县东山"), ("宿州", "宿州"), ("襄阳", "枣阳"),
        ("aletai", "阿勒泰"), ("kuerle", "库尔勒"), ("changdu", "昌都"), ("baise", "百色"),
        ("Urumqi", "乌鲁木齐"), ("50136", "漠河"),
    ],
)  # fmt: skip
def test_what_a_sales_engineer_types(catalog: Catalog, text: str, name: str) -> None:
    assert station_of(catalog, text).name == name


def test_two_places_of_one_sound_are_both_offered(catalog: Catalog) -> None:
    assert [row.province for row in find_stations(catalog, "fuzhou")[:2]] == ["福建", "江西"]


@pytest.mark.parametrize("text", ["", "  ", "Atlantis", "龘", "99999"])
def test_nothing_is_found_for_no_place(catalog: Catalog, text: str) -> None:
    assert find_stations(catalog, text) == ()
    with pytest.raises(UnknownPlace):
        station_of(catalog, text)


def test_the_order_of_the_design_temperatures(catalog: Catalog) -> None:
    for row in catalog.rows(DesignConditions):
        assert row.t_extreme_min_c < row.t_winter_ac_c < row.t_heating_c < row.t_winter_ventilation_c
        assert row.t_winter_ventilation_c < row.t_summer_ventilation_c < row.t_summer_ac_c
        assert row.t_summer_ac_c < row.t_extreme_max_c
        assert row.t_summer_wet_bulb_c < row.t_summer_ac_c
        assert row.season_5_d <= row.season_8_d
        assert row.zone in ZONES


def test_every_doubt_names_a_column_and_has_a_text(catalog: Catalog) -> None:
    texts = read_texts(resources_dir() / "texts")
    fields = set(DesignConditions.__dataclass_fields__) | {"row"}
    doubts = [(row, doubt) for row in catalog.rows(DesignConditions) for doubt in row.doubts]
    assert len({row.station for row, _ in doubts}) >= 26  # the flagged rows of the transcription, and more
    for _, doubt in doubts:
        assert doubt.column in fields
        assert doubt.message.key in texts


def test_typical_years_are_whole(catalog: Catalog) -> None:
    stations = {row.station for row in catalog.rows(WeatherStation)}
    assert len(stations) == 270
    bins = catalog.rows(WeatherBins)
    assert {row.station for row in bins} == stations
    assert all(sum(row.bin_h) == 8760 for row in bins)
    months = {(row.station, row.month) for row in catalog.rows(WeatherMonth)}
    assert months == {(station, month) for station in stations for month in range(1, 13)}


def test_months_hours_and_bins_tell_of_the_same_year(catalog: Catalog) -> None:
    days = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    for row in catalog.rows(DesignConditions):
        if not row.weather_is_own:
            continue
        climate = climate_of(catalog, row)
        # hourly means are rounded to 0.1 K, so a month's mean differs by less than that
        assert np.abs(climate.t_month_hour_mean_c.mean(axis=1) - climate.t_month_mean_c).max() < 0.1
        year = float(climate.t_month_mean_c @ days / 365)
        assert year == pytest.approx(climate.weather.t_annual_mean_c, abs=0.03)
        # bins of readings in tenths lie 0.05 K below their middle
        middle = float(climate.t_bin_c @ climate.bin_h / 8760)
        assert middle == pytest.approx(year, abs=0.1)


def test_a_climate_cannot_be_changed(catalog: Catalog) -> None:
    climate = climate_of(catalog, station_of(catalog, "漠河"))
    with pytest.raises(ValueError, match="read-only"):
        climate.bin_h[0] = 1
    assert climate.t_bin_c[0] == climate.t_bin_first_c
    assert climate.t_month_hour_mean_c.shape == (12, 24)


def test_a_borrowed_year_says_from_where(catalog: Catalog) -> None:
    for row in catalog.rows(DesignConditions):
        weather = catalog.find(WeatherStation, row.weather_station)
        if row.weather_is_own:
            assert row.weather_distance_km == 0
            assert row.weather_altitude_difference_m == 0
        else:
            # where the design table has the station too, its coordinates count, not the file's header
            own = next((other for other in STATIONS if other.station == weather.station), weather)
            assert row.weather_distance_km == pytest.approx(_distance_km(row, own), abs=1)
            assert row.weather_altitude_difference_m == pytest.approx(own.altitude_m - row.altitude_m, abs=1)


def test_no_other_typical_year_would_fit_better(catalog: Catalog) -> None:
    """The stated rule by brute force: 1 km for each km, each 2 m of altitude and each 0.05 K off."""
    at = {row.station: row for row in STATIONS}
    for row in STATIONS:
        if row.weather_is_own:
            continue
        costs = {}
        for year in catalog.rows(WeatherStation):
            place = at.get(year.station, year)
            kelvin = abs(year.t_exceeded_99_0_c - (row.t_heating_c - 1.1))
            costs[year.station] = (
                _distance_km(row, place) + abs(place.altitude_m - row.altitude_m) / 2 + kelvin / 0.05
            )
        assert costs[row.weather_station] == pytest.approx(min(costs.values()), abs=0.01), row.label_zh


def _distance_km(one: DesignConditions, other: DesignConditions | WeatherStation) -> float:
    """By the spherical law of cosines, radius 6371 km."""
    lat1, lon1, lat2, lon2 = np.radians([one.lat_deg, one.lon_deg, other.lat_deg, other.lon_deg])
    cosine = np.sin(lat1) * np.sin(lat2) + np.cos(lat1) * np.cos(lat2) * np.cos(lon1 - lon2)
    return float(6371 * np.arccos(cosine))
