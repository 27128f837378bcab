"""Where a project stands: design conditions, the typical year, and what the place means for a plant."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from ..engine.corrections import FROST_LOSS_LARGEST, frost_factor
from ..engine.humidity import hourly_relative_humidity
from ..engine.messages import message
from ..engine.season import Season, coldest_season, load_line, season_by_dates
from ..engine.weather import StationStatistics, typical_year
from ..tables.catalog import Catalog
from ..tables.climate import Climate, UnknownPlace, climate_of, station_of
from ..tables.own_year import OwnYear
from ..tables.uses import ZonePractice

if TYPE_CHECKING:
    from .questions import Answers

Floats = NDArray[np.float64]
COOLING_FROM_C = 28.0
DRY_AIR_FRACTION = 0.40
FROST_FREE_C = 5.5
SHORTEST_SEASON_DAYS = 20
EARTH_RADIUS_KM = 6371.0
OWN_SOURCE = "own_weather_file"
MIDDLE_MONTHS = (2, 8)  # March and September, the months of the equinoxes


@dataclass(frozen=True, eq=False)
class Site:
    """A station's conditions and its typical year. Temperatures in °C, ``t_outdoor_c`` 8,760 hours.

    ``heating_days`` is the length of a heating season that is laid down; None where the weather decides.
    ``own`` is the user's own year, in the place of the typical one; the design conditions stay the station's.
    """

    climate: Climate
    practice: ZonePractice
    seed: int
    heating_days: int | None = None
    own: OwnYear | None = None

    @property
    def zone(self) -> str:
        """Climate zone."""
        return self.climate.conditions.zone

    @property
    def station_altitude_m(self) -> float:
        """Height of the station above the sea."""
        return self.climate.conditions.altitude_m

    @property
    def source(self) -> str:
        """Source of the design conditions."""
        return self.climate.conditions.source

    @property
    def weather_source(self) -> str:
        """Source of the year's hours."""
        return self.climate.weather.source if self.own is None else OWN_SOURCE

    @property
    def t_summer_c(self) -> float:
        """Summer design temperature of the air."""
        return self.climate.conditions.t_summer_ac_c

    @property
    def t_extreme_min_c(self) -> float:
        """Lowest temperature on record; information, not a design condition."""
        return self.climate.conditions.t_extreme_min_c

    @property
    def t_coldest_month_c(self) -> float:
        """Mean of the coldest month."""
        return float(self.climate.t_month_mean_c.min())

    @property
    def t_equinox_month_c(self) -> float:
        """Mean of the colder of the two months with an equinox."""
        return float(min(self.climate.t_month_mean_c[month] for month in MIDDLE_MONTHS))

    def design_temperature_c(self, basis: str) -> float:
        """Winter design temperature: of heating, or of winter air conditioning."""
        conditions = self.climate.conditions
        return conditions.t_winter_ac_c if basis == "winter_ac" else conditions.t_heating_c

    @property
    def frost_factor(self) -> float:
        """Share of capacity left by frost at the design point: by zone, none where the air is dry or mild."""
        conditions = self.climate.conditions
        if conditions.rh_winter_ac_fraction <= DRY_AIR_FRACTION or conditions.t_heating_c >= FROST_FREE_C:
            return 1.0
        return self.practice.frost_factor

    @property
    def cooling_is_usual(self) -> bool:
        """Whether hotels here are usually cooled: by the summer design temperature and the zone; assumed."""
        return self.zone != "severe_cold" and self.t_summer_c >= COOLING_FROM_C

    @property
    def cooling_full_load_h(self) -> float:
        """Full-load hours of comfort cooling in a hotel, by zone; assumed."""
        return self.practice.cooling_full_load_h

    @cached_property
    def t_outdoor_c(self) -> Floats:
        """Temperature of every hour of the year."""
        if self.own is not None:
            return np.array(self.own.t_outdoor_c)
        c = self.climate
        station = StationStatistics(
            c.t_month_hour_mean_c, c.dt_day_sd_k, c.day_lag1, c.t_bin_first_c, c.bin_h
        )
        return typical_year(station, self.seed).t_outdoor_c

    @cached_property
    def humidity_fraction(self) -> Floats:
        """Relative humidity of every hour: measured, or from the means of the months."""
        if self.own is not None:
            return np.array(self.own.humidity_percent) / 100.0
        return hourly_relative_humidity(
            self.t_outdoor_c, self.climate.t_month_mean_c, self.climate.rh_mean_fraction
        )

    @cached_property
    def frost_of_hour(self) -> Floats:
        """Frost factor of every hour from temperature and humidity."""
        return np.asarray(frost_factor(FROST_LOSS_LARGEST, self.t_outdoor_c, self.humidity_fraction))

    @property
    def own_distance_km(self) -> float:
        """How far the place of the user's own file lies from the station; 0 without one."""
        if self.own is None:
            return 0.0
        here = self.climate.conditions
        return great_circle_km(here.lat_deg, here.lon_deg, self.own.lat_deg, self.own.lon_deg)

    @cached_property
    def season(self) -> Season:
        """Days on which a building heats: the station's days at 8 °C or below by the design conditions;
        December to February where these are no season. Where its length is laid down, the coldest run of so
        many days.

        Not the run found in the year itself: one warm spell in a single year cuts it, so that two years of
        the same station differ by a month and by a tenth of their heat.
        """
        if self.heating_days is not None:
            return coldest_season(self.t_outdoor_c, self.heating_days)
        listed = self.climate.conditions
        if listed.season_8_d < SHORTEST_SEASON_DAYS or not (listed.season_8_from and listed.season_8_to):
            return season_by_dates((12, 1), (2, 28))
        return season_by_dates(_month_day(listed.season_8_from), _month_day(listed.season_8_to))

    def mean_over(self, period: Season) -> float:
        """Mean temperature of a run of days."""
        return float(self.t_outdoor_c[period.hours()].mean())

    def full_load_hours(self, t_balance_c: float, t_design_c: float) -> float:
        """Season heat by design load."""
        loads = np.asarray(load_line(1.0, t_balance_c, self.t_outdoor_c, t_design_c))
        return float(loads[self.season.hours()].sum())


def _month_day(text: str) -> tuple[int, int]:
    """Month and day of ``11-04``."""
    month, _, day = text.partition("-")
    return int(month), int(day)


def great_circle_km(lat_1_deg: float, lon_1_deg: float, lat_2_deg: float, lon_2_deg: float) -> float:
    """Distance over the ground between two places.

    >>> round(great_circle_km(39.93, 116.28, 45.75, 126.77))
    1071
    """
    lat_1, lon_1, lat_2, lon_2 = np.radians((lat_1_deg, lon_1_deg, lat_2_deg, lon_2_deg))
    half = np.sin((lat_2 - lat_1) / 2) ** 2 + np.cos(lat_1) * np.cos(lat_2) * np.sin((lon_2 - lon_1) / 2) ** 2
    return float(2.0 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(half)))


SiteKey = tuple[str, int, int | None, str]
_SITES: WeakKeyDictionary[Catalog, dict[SiteKey, Site]] = WeakKeyDictionary()


def site_of(answers: Answers) -> Site:
    """The site of the place that was answered, remembered with the catalogue.

    Raises MissingAnswer without a place, BadAnswer for one that no station answers to, and for a weather file
    that is wanted but lacking.
    """
    from .questions import BadAnswer

    place = answers.text("city")
    seed = int(answers.number("weather_seed")) if "weather_seed" in answers else 1
    days = int(answers.number("season_d")) if "season_d" in answers else None
    own = _own_year(answers)
    key = (place, seed, days, "" if own is None else own.sha256)
    known = _SITES.setdefault(answers.catalog, {})
    if key not in known:
        try:
            conditions = station_of(answers.catalog, place)
        except UnknownPlace:
            raise BadAnswer(message("fault.place_unknown", question="city", value=place)) from None
        practice = answers.catalog.find(ZonePractice, conditions.zone)
        known[key] = Site(climate_of(answers.catalog, conditions), practice, seed, days, own)
    return known[key]


def _own_year(answers: Answers) -> OwnYear | None:
    """The year of the user's own file, where it is to be used."""
    from .questions import BadAnswer

    if "weather_year" not in answers or answers.text("weather_year") != "own_file":
        return None
    if answers.weather is None:
        raise BadAnswer(message("fault.weather_lacking"))
    return answers.weather
