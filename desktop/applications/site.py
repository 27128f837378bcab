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
from ..engine.season import Season, coldest_season, heating_season, load_line, season_by_dates
from ..engine.weather import StationStatistics, typical_year
from ..tables.catalog import Catalog
from ..tables.climate import Climate, UnknownPlace, climate_of, station_of
from ..tables.uses import ZonePractice

if TYPE_CHECKING:
    from .questions import Answers

Floats = NDArray[np.float64]
COOLING_FROM_C = 28.0
DRY_AIR_FRACTION = 0.40
FROST_FREE_C = 5.5
SHORTEST_SEASON_DAYS = 20
LONG_SEASON_LIMIT_C = 8.0
MIDDLE_MONTHS = (2, 8)  # March and September, the months of the equinoxes


@dataclass(frozen=True, eq=False)
class Site:
    """A station's conditions and its typical year. Temperatures in °C, ``t_outdoor_c`` 8,760 hours.

    ``heating_days`` is the length of a heating season that is laid down; None where the weather decides.
    """

    climate: Climate
    practice: ZonePractice
    seed: int
    heating_days: int | None = None

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
        """Source of the typical year."""
        return self.climate.weather.source

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
        """Temperature of every hour of the typical year."""
        c = self.climate
        station = StationStatistics(
            c.t_month_hour_mean_c, c.dt_day_sd_k, c.day_lag1, c.t_bin_first_c, c.bin_h
        )
        return typical_year(station, self.seed).t_outdoor_c

    @cached_property
    def frost_of_hour(self) -> Floats:
        """Frost factor of every hour from temperature and humidity."""
        humidity = hourly_relative_humidity(
            self.t_outdoor_c, self.climate.t_month_mean_c, self.climate.rh_mean_fraction
        )
        return np.asarray(frost_factor(FROST_LOSS_LARGEST, self.t_outdoor_c, humidity))

    @cached_property
    def season(self) -> Season:
        """Days on which a hotel heats: the longest run with five-day means at 8 °C or below; December to
        February where that is no season. Where its length is laid down, the coldest run of so many days."""
        if self.heating_days is not None:
            return coldest_season(self.t_outdoor_c, self.heating_days)
        found = heating_season(self.t_outdoor_c, LONG_SEASON_LIMIT_C)
        return found if found.day_count >= SHORTEST_SEASON_DAYS else season_by_dates((12, 1), (2, 28))

    def mean_over(self, period: Season) -> float:
        """Mean temperature of a run of days."""
        return float(self.t_outdoor_c[period.hours()].mean())

    def full_load_hours(self, t_balance_c: float, t_design_c: float) -> float:
        """Season heat by design load."""
        loads = np.asarray(load_line(1.0, t_balance_c, self.t_outdoor_c, t_design_c))
        return float(loads[self.season.hours()].sum())


_SITES: WeakKeyDictionary[Catalog, dict[tuple[str, int, int | None], Site]] = WeakKeyDictionary()


def site_of(answers: Answers) -> Site:
    """The site of the place that was answered, remembered with the catalogue.

    Raises MissingAnswer without a place and BadAnswer for one that no station answers to.
    """
    from .questions import BadAnswer

    place = answers.text("city")
    seed = int(answers.number("weather_seed")) if "weather_seed" in answers else 1
    days = int(answers.number("season_d")) if "season_d" in answers else None
    known = _SITES.setdefault(answers.catalog, {})
    if (place, seed, days) not in known:
        try:
            conditions = station_of(answers.catalog, place)
        except UnknownPlace:
            raise BadAnswer(message("fault.place_unknown", question="city", value=place)) from None
        known[place, seed, days] = Site(
            climate_of(answers.catalog, conditions),
            answers.catalog.find(ZonePractice, conditions.zone),
            seed,
            days,
        )
    return known[place, seed, days]
