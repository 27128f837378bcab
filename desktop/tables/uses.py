"""What buildings ask of a plant by their use: area indices, envelope, hot-water quotas, cold water."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from .catalog import Catalog
from .climate import Province, Zone
from .schema import Range, Refers

Insulation = Literal["good", "standard", "poor"]
Index = Annotated[float, Range(5, 800)]
Quota = Annotated[float, Range(0, 500)]
PeakFactor = Annotated[float, Range(1, 10)]
Volume = Annotated[float, Range(0, 10_000_000)]
ColdWater = Annotated[float, Range(0, 30)]
Conductance = Annotated[float, Range(0.05, 8)]


@dataclass(frozen=True, slots=True)
class HeatingIndex:
    """Design heat load per heated area by use, zone and insulation, with its usual range.

    The norm's values, with and without energy-saving measures, stand beside where it gives them; they suit
    worse buildings than those of today.
    """

    TABLE: ClassVar[str] = "applications/heating_indices.csv"
    KEY: ClassVar[tuple[str, ...]] = ("use", "zone", "insulation")
    use: str
    zone: Zone
    insulation: Insulation
    heating_index_w_m2: Index
    heating_index_w_m2__low: Index
    heating_index_w_m2__high: Index
    source: str
    heating_index_w_m2__norm_saving: Index | None
    heating_index_w_m2__norm_old: Index | None
    norm_source: str | None

    @property
    def low_w_m2(self) -> float:
        """Lower end of the usual range."""
        return self.heating_index_w_m2__low

    @property
    def high_w_m2(self) -> float:
        """Upper end of the usual range."""
        return self.heating_index_w_m2__high

    def flaws(self) -> Iterator[tuple[str, str]]:
        """A range that does not hold its value."""
        if not self.heating_index_w_m2__low <= self.heating_index_w_m2 <= self.heating_index_w_m2__high:
            yield "heating_index_w_m2__low", "low_above_high"


@dataclass(frozen=True, slots=True)
class CoolingIndex:
    """Design cooling load per cooled area by use; for an estimate only."""

    TABLE: ClassVar[str] = "applications/cooling_indices.csv"
    KEY: ClassVar[tuple[str, ...]] = ("use",)
    use: str
    cooling_index_w_m2: Index
    cooling_index_w_m2__low: Index
    cooling_index_w_m2__high: Index
    source: str

    @property
    def low_w_m2(self) -> float:
        """Lower end of the usual range."""
        return self.cooling_index_w_m2__low

    @property
    def high_w_m2(self) -> float:
        """Upper end of the usual range."""
        return self.cooling_index_w_m2__high

    def flaws(self) -> Iterator[tuple[str, str]]:
        """A range that does not hold its value."""
        if not self.cooling_index_w_m2__low <= self.cooling_index_w_m2 <= self.cooling_index_w_m2__high:
            yield "cooling_index_w_m2__low", "low_above_high"


@dataclass(frozen=True, slots=True)
class BuildingFabric:
    """Heat transmission of the envelope and air change by zone and insulation; all assumed."""

    TABLE: ClassVar[str] = "applications/building_fabric.csv"
    KEY: ClassVar[tuple[str, ...]] = ("zone", "insulation")
    zone: Zone
    insulation: Insulation
    u_wall_w_m2k: Conductance
    u_roof_w_m2k: Conductance
    u_window_w_m2k: Conductance
    u_floor_w_m2k: Conductance
    air_change_per_h: Annotated[float, Range(0, 5)]
    source: str


@dataclass(frozen=True, slots=True)
class HotWaterQuota:
    """Hot water of 60 °C per ``per`` on the day of greatest use, hours of use and hourly peak factor K_h."""

    TABLE: ClassVar[str] = "applications/hot_water_quotas.csv"
    KEY: ClassVar[tuple[str, ...]] = ("use",)
    use: str
    name_zh: str
    name_en: str
    per: Literal["person_day", "bed_day", "person_shift", "visit", "kg"]
    hot_water_quota_l__low: Quota
    hot_water_quota_l__high: Quota
    hot_water_use_h: Annotated[float, Range(1, 24)]
    hourly_peak_factor__low: PeakFactor | None
    hourly_peak_factor__high: PeakFactor | None
    source: str

    def flaws(self) -> Iterator[tuple[str, str]]:
        """Bounds the wrong way round, or only one peak factor."""
        low, high = self.hourly_peak_factor__low, self.hourly_peak_factor__high
        if self.hot_water_quota_l__low > self.hot_water_quota_l__high:
            yield "hot_water_quota_l__low", "low_above_high"
        if (low is None) != (high is None):
            yield "hourly_peak_factor__low", "empty_cell"
        elif low is not None and high is not None and low > high:
            yield "hourly_peak_factor__low", "low_above_high"


@dataclass(frozen=True, slots=True)
class PeakFactorRange:
    """Between which daily uses the hourly peak factor K_h falls from its high to its low value."""

    TABLE: ClassVar[str] = "applications/peak_factors.csv"
    KEY: ClassVar[tuple[str, ...]] = ("use",)
    use: str
    hot_water_l_d__low: Volume
    hourly_peak_factor__high: PeakFactor
    hot_water_l_d__high: Volume
    hourly_peak_factor__low: PeakFactor
    source: str


@dataclass(frozen=True, slots=True)
class ColdWaterTemperature:
    """Cold water to size with (surface water, the colder), and another listing's single value beside it."""

    TABLE: ClassVar[str] = "applications/cold_water.csv"
    KEY: ClassVar[tuple[str, ...]] = ("province",)
    province: Annotated[str, Refers(Province)]
    t_cold_water_c: ColdWater
    source: str
    t_cold_water_c__listed: ColdWater
    listed_source: str


@dataclass(frozen=True, slots=True)
class ZonePractice:
    """What a climate zone means for a plant: floors of the codes as recalled, and usual values, all assumed.

    ``frost_factor`` is that of the winter design point in air that is not dry; the measured COPs bound what
    a plant that is already running makes; a standby share of 0 means that the rule is not asked for.
    """

    TABLE: ClassVar[str] = "applications/zone_practice.csv"
    KEY: ClassVar[tuple[str, ...]] = ("zone",)
    zone: Zone
    cop__floor: Annotated[float, Range(1, 6)]
    floor_source: str
    frost_factor: Annotated[float, Range(0.5, 1)]
    cooling_full_load_h: Annotated[float, Range(0, 4000)]
    measured_cop_low: Annotated[float, Range(0.8, 8)]
    measured_cop_high: Annotated[float, Range(0.8, 8)]
    standby_share_min_fraction: Annotated[float, Range(0, 1)]
    standby_source: str
    source: str


TABLES = (
    HeatingIndex, CoolingIndex, BuildingFabric, HotWaterQuota, PeakFactorRange, ColdWaterTemperature,
    ZonePractice,
)  # fmt: skip


def heating_index(catalog: Catalog, use: str, zone: str, insulation: str) -> HeatingIndex:
    """The heating index of a use. Raises KeyError."""
    return catalog.find(HeatingIndex, use, zone, insulation)


def cooling_index(catalog: Catalog, use: str) -> CoolingIndex:
    """The cooling index of a use. Raises KeyError."""
    return catalog.find(CoolingIndex, use)


def building_fabric(catalog: Catalog, zone: str, insulation: str) -> BuildingFabric:
    """The envelope assumed for a zone and an insulation. Raises KeyError."""
    return catalog.find(BuildingFabric, zone, insulation)


def hot_water_quota(catalog: Catalog, use: str) -> HotWaterQuota:
    """The hot-water quota of a use. Raises KeyError."""
    return catalog.find(HotWaterQuota, use)


def peak_factor_range(catalog: Catalog, use: str) -> PeakFactorRange:
    """The ends between which K_h is interpolated. Raises KeyError."""
    return catalog.find(PeakFactorRange, use)


def cold_water_temperature(catalog: Catalog, province: str) -> ColdWaterTemperature:
    """Cold water of a province. Raises KeyError."""
    return catalog.find(ColdWaterTemperature, province)
