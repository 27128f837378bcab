"""Places and their climate: design conditions, typical years, and how a place is found by what one types.

The climate zone of a station is derived, not read, and the user may set another. The rule, tried in order,
with D the heating degree days below 18 °C and S the summer design daily mean:

1. D >= 3900: severe cold
2. in Yunnan, Guizhou or Sichuan, S <= 27 °C and at most 90 days at or below 5 °C: mild
3. D >= 2100: cold
4. D < 740: hot summer, warm winter
5. else hot summer, cold winter

These are the limits of JGJ 26 and GB 50176 as recalled (3800, 2000, 700), raised by 3-6 %, because degree
days of the typical years lie 3-8 % above those of these standards. Where no typical year has the station's
number, D is estimated from the design table (fit to 143 stations, standard error 160 K·d).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, TypeVar

import numpy as np
import numpy.typing as npt

from ..engine.messages import Message, message
from .catalog import Catalog
from .schema import Blank, Length, Range, Refers

Zone = Literal["severe_cold", "cold", "hot_summer_cold_winter", "hot_summer_warm_winter", "mild"]
ZONES: tuple[Zone, ...] = ("severe_cold", "cold", "hot_summer_cold_winter", "hot_summer_warm_winter", "mild")
Temperature = Annotated[float, Range(-60, 60)]
Fraction = Annotated[float, Range(0, 1)]
Days = Annotated[int, Range(0, 365)]
Hours = Annotated[int, Range(0, 8760)]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A cell not to be trusted blindly.

    ``column`` is "row" where the whole row is meant, ``transcribed`` what the transcription holds, ``code``
    why it is doubted and what was done (text key ``doubt.<code>``).
    """

    column: str
    transcribed: str
    code: str

    @property
    def message(self) -> Message:
        """The doubt as a sentence for the reader."""
        return message(f"doubt.{self.code}", column=self.column, transcribed=self.transcribed)


def doubts_in(cell: str) -> tuple[Doubt, ...]:
    """Doubts as a table writes them: ``column:transcribed:code``, blanks between."""
    return tuple(Doubt(*item.split(":")) for item in cell.split())


@dataclass(frozen=True, slots=True)
class Province:
    """A province and its English name."""

    TABLE: ClassVar[str] = "climate/provinces.csv"
    KEY: ClassVar[tuple[str, ...]] = ("province",)
    province: str
    name_en: str


@dataclass(frozen=True, slots=True)
class WeatherStation:
    """Figures of a station's typical year. ``frost_h``: hours at -6 ... 6 °C with 65 % humidity or more."""

    TABLE: ClassVar[str] = "climate/weather_stations.csv"
    KEY: ClassVar[tuple[str, ...]] = ("station",)
    station: str
    name_en: str
    region_en: str
    lat_deg: Annotated[float, Range(3, 54)]
    lon_deg: Annotated[float, Range(73, 136)]
    altitude_m: Annotated[float, Range(-160, 5500)]
    t_annual_mean_c: Temperature
    t_year_min_c: Temperature
    t_year_max_c: Temperature
    t_exceeded_99_6_c: Temperature
    t_exceeded_99_0_c: Temperature
    heating_degree_days_kd: Annotated[float, Range(0, 12000)]
    cooling_degree_days_kd: Annotated[float, Range(0, 3000)]
    season_5_d: Days
    t_season_5_mean_c: Temperature | None
    season_8_d: Days
    t_season_8_mean_c: Temperature | None
    below_minus_12_h: Hours
    below_minus_20_h: Hours
    below_minus_25_h: Hours
    below_minus_30_h: Hours
    below_5_h: Hours
    frost_h: Hours
    rh_winter_fraction: Fraction | None
    pressure_hpa: Annotated[float, Range(400, 1100)]
    source: str


@dataclass(frozen=True, slots=True)
class WeatherBins:
    """Hours of a typical year by temperature: ``bin_h[i]`` counts first+i-0.5 <= t < first+i+0.5."""

    TABLE: ClassVar[str] = "climate/weather_bins.csv"
    KEY: ClassVar[tuple[str, ...]] = ("station",)
    station: Annotated[str, Refers(WeatherStation)]
    t_bin_first_c: Annotated[int, Range(-60, 60)]
    bin_h: Annotated[tuple[float, ...], Range(0, 8760)]
    source: str


@dataclass(frozen=True, slots=True)
class WeatherMonth:
    """A month of a typical year: ``t_hour_mean_c[i]`` is the mean of the hour that ends at i+1 o'clock."""

    TABLE: ClassVar[str] = "climate/weather_months.csv"
    KEY: ClassVar[tuple[str, ...]] = ("station", "month")
    station: Annotated[str, Refers(WeatherStation)]
    month: Annotated[int, Range(1, 12)]
    t_month_mean_c: Temperature
    dt_day_sd_k: Annotated[float, Range(0, 20)]
    day_lag1: Annotated[float, Range(-1, 1)]
    dt_diurnal_k: Annotated[float, Range(0, 40)]
    rh_mean_fraction: Fraction
    t_hour_mean_c: Annotated[tuple[float, ...], Range(-60, 60), Length(24)]
    doubt: Annotated[str, Blank()]
    source: str

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """The doubtful cells of the row."""
        return doubts_in(self.doubt)


@dataclass(frozen=True, slots=True)
class DesignConditions:
    """Outdoor design conditions of a station, with the typical year that goes with it.

    ``season_5_*`` and ``season_8_*`` are the days whose mean lies at or below 5 and 8 °C. ``doubt`` holds
    ``column:transcribed:code`` for each doubtful cell.

    The typical year is that of the same station number, else of the station that is nearest when 2 m of
    altitude count as 1 km, and so does each 0.05 K by which its cold hours (99 %) differ from the heating
    temperature otherwise than they usually do (1.1 K below it).
    """

    TABLE: ClassVar[str] = "climate/design_conditions.csv"
    KEY: ClassVar[tuple[str, ...]] = ("station",)
    station: str
    province: Annotated[str, Refers(Province)]
    city: str
    name: str
    name_en: str
    pinyin: str
    initials: str
    also: Annotated[str, Blank()]
    zone: Zone
    zone_source: str
    heating_degree_days_kd: Annotated[float, Range(0, 12000)]
    degree_days_estimated: bool
    lat_deg: Annotated[float, Range(3, 54)]
    lon_deg: Annotated[float, Range(73, 136)]
    altitude_m: Annotated[float, Range(-160, 5500)]
    t_annual_mean_c: Temperature | None
    t_heating_c: Temperature
    t_winter_ventilation_c: Temperature
    t_winter_ac_c: Temperature
    rh_winter_ac_fraction: Fraction
    t_summer_ac_c: Temperature
    t_summer_wet_bulb_c: Temperature
    t_summer_ventilation_c: Temperature
    rh_summer_ventilation_fraction: Fraction
    t_summer_daily_mean_c: Temperature
    season_5_d: Days
    season_5_from: str | None
    season_5_to: str | None
    t_season_5_mean_c: Temperature | None
    season_8_d: Days
    season_8_from: str | None
    season_8_to: str | None
    t_season_8_mean_c: Temperature | None
    t_extreme_max_c: Temperature
    t_extreme_min_c: Temperature
    pressure_winter_hpa: Annotated[float, Range(400, 1100)] | None
    pressure_summer_hpa: Annotated[float, Range(400, 1100)] | None
    wind_winter_m_s: Annotated[float, Range(0, 20)]
    sunshine_winter_fraction: Fraction | None
    frost_depth_max_cm: Annotated[float, Range(0, 400)] | None
    weather_station: Annotated[str, Refers(WeatherStation)]
    weather_distance_km: Annotated[float, Range(0, 2000)]
    weather_altitude_difference_m: Annotated[float, Range(-3000, 3000)]
    doubt: Annotated[str, Blank()]
    source: str

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """The doubtful cells of the row."""
        return doubts_in(self.doubt)

    @property
    def label_zh(self) -> str:
        """Province, city and station, each said once."""
        names = [self.province, self.city, self.name]
        return " ".join(dict.fromkeys(names))

    @property
    def label_en(self) -> str:
        """City and station in Latin letters."""
        return self.name_en

    @property
    def weather_is_own(self) -> bool:
        """Whether the typical year was made for this very station."""
        return self.weather_station == self.station


TABLES = (Province, WeatherStation, WeatherBins, WeatherMonth, DesignConditions)
EXAMPLE_PLACE = "北京"
"""A place that every list of stations has, to show defaults by."""


@dataclass(frozen=True, slots=True, eq=False)
class Climate:
    """A place's design conditions joined with its typical year.

    Arrays are by month, by month and hour (the first column is the hour that ends at 1 o'clock), by bin.
    """

    conditions: DesignConditions
    weather: WeatherStation
    t_bin_first_c: int
    bin_h: Ints
    t_month_hour_mean_c: Floats
    t_month_mean_c: Floats
    dt_day_sd_k: Floats
    day_lag1: Floats
    dt_diurnal_k: Floats
    rh_mean_fraction: Floats

    @property
    def t_bin_c(self) -> Ints:
        """The middle of each bin."""
        return np.arange(self.t_bin_first_c, self.t_bin_first_c + len(self.bin_h))


def climate_of(catalog: Catalog, conditions: DesignConditions) -> Climate:
    """Everything known of a station's climate. The arrays cannot be written to."""
    station = conditions.weather_station
    bins = catalog.find(WeatherBins, station)
    months = [catalog.find(WeatherMonth, station, month) for month in range(1, 13)]

    def array(name: str) -> Floats:
        return _frozen(np.array([getattr(month, name) for month in months], dtype=float))

    return Climate(
        conditions, catalog.find(WeatherStation, station), bins.t_bin_first_c,
        _frozen(np.array(bins.bin_h).astype(np.int64)), array("t_hour_mean_c"), array("t_month_mean_c"),
        array("dt_day_sd_k"), array("day_lag1"), array("dt_diurnal_k"), array("rh_mean_fraction"),
    )  # fmt: skip


A = TypeVar("A", bound=npt.NDArray[Any])


def _frozen(array: A) -> A:
    array.flags.writeable = False
    return array


class UnknownPlace(KeyError):
    """No station is called so."""


def station_of(catalog: Catalog, text: str) -> DesignConditions:
    """The station meant by a number or a name; the first of ``find_stations``. Raises UnknownPlace."""
    found = find_stations(catalog, text)
    if not found:
        raise UnknownPlace(text)
    return found[0]


def find_stations(catalog: Catalog, text: str) -> tuple[DesignConditions, ...]:
    """Stations whose Chinese name, pinyin, English name, initials or number fit what was typed, best first.

    Whole names come before whole initials, beginnings, parts, the province, and names found inside a longer
    text such as an address, the longest first. What fits alike stands in the order of the table,
    municipalities before others.
    """
    wanted = _plain(text)
    if not wanted:
        return ()
    ranked = []
    for place, row in enumerate(catalog.rows(DesignConditions)):
        rank = _rank(wanted, row)
        if rank is not None:
            ranked.append((rank, row.city != row.province, place, row))
    ranked.sort(key=lambda item: item[:3])
    return tuple(row for *_, row in ranked)


def _rank(wanted: str, row: DesignConditions) -> tuple[int, int] | None:
    names, initials = _keys(row)
    ranks = []
    if wanted in names:
        ranks.append((0, 0))
    if wanted in initials:
        ranks.append((1, 0))
    if any(name.startswith(wanted) for name in names):
        ranks.append((2, 0))
    if len(wanted) > 1:
        if any(code.startswith(wanted) for code in initials):
            ranks.append((3, 0))
        if any(wanted in name for name in names):
            ranks.append((4, 0))
    if wanted == _plain(row.province):
        ranks.append((5, 0))
    ranks += [(6, -len(name)) for name in names if not name.isascii() and len(name) > 1 and name in wanted]
    return min(ranks, default=None)


@cache
def _keys(row: DesignConditions) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names a station goes by, and the initials of them."""
    names = [row.station, row.name, row.city, *row.pinyin.split(), row.pinyin, *row.also.split()]
    names += [*row.name_en.split(" / "), row.name_en]
    return tuple(dict.fromkeys(map(_plain, names))), tuple(row.initials.split())


def _plain(text: str) -> str:
    """Small letters, no marks, blanks or apostrophes, and no word for city or county at the end."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(letter for letter in letters if letter.isalnum())
    return re.sub(r"(?<=..)(市|县|区|地区|自治州|州|盟)$", "", kept)
