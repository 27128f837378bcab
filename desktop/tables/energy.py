"""What energy costs and emits: fuels, the grid's emission factors, tariffs to compare with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from .catalog import Catalog
from .schema import Blank, Range

Price = Annotated[float, Range(0, 2)]
Year = Annotated[int, Range(2000, 2100)]


@dataclass(frozen=True, slots=True)
class Fuel:
    """Heat, price, usual boiler efficiency and emission per physical unit; price and efficiency are assumed.

    ``fuel_kgco2_unit`` is empty for electricity, whose factor is the grid's.
    """

    TABLE: ClassVar[str] = "energy/fuels.csv"
    KEY: ClassVar[tuple[str, ...]] = ("fuel",)
    fuel: str
    fuel_unit: Literal["m³", "kg", "t", "GJ", "kWh"]
    fuel_kwh_unit: Annotated[float, Range(0.1, 2000)]
    fuel_price_yuan_unit: Annotated[float, Range(0, 2000)]
    boiler_efficiency: Annotated[float, Range(0.3, 1.1)]
    fuel_kgco2_unit: Annotated[float, Range(0, 1000)] | None
    year: Year
    source: str


@dataclass(frozen=True, slots=True)
class GridFactor:
    """Emission of a kWh from the grid of the nation, a regional grid or a province, in one year."""

    TABLE: ClassVar[str] = "energy/grid_factors.csv"
    KEY: ClassVar[tuple[str, ...]] = ("region", "year")
    region: str
    kind: Literal["nation", "grid", "province"]
    year: Year
    grid_factor_kgco2_kwh: Annotated[float, Range(0, 1.5)]
    source: str


@dataclass(frozen=True, slots=True)
class ResidentialTariff:
    """A residential tariff, to compare with only; hours as ``8-11,17-21``. ``note`` is a text key."""

    TABLE: ClassVar[str] = "energy/tariffs_residential.csv"
    KEY: ClassVar[tuple[str, ...]] = ("region", "kind")
    region: str
    kind: Literal["flat", "peak_valley", "historic"]
    price_peak_yuan_kwh: Price
    price_flat_yuan_kwh: Price
    price_valley_yuan_kwh: Price
    peak_hours: Annotated[str, Blank()]
    valley_hours: Annotated[str, Blank()]
    note: Annotated[str, Blank()]
    source: str


@dataclass(frozen=True, slots=True)
class RivalPlant:
    """Another way to heat, in a dwelling or in a building: its fuel, usual efficiency and fuel price.

    The price is empty for electricity, which costs what the project's tariff says. All are assumed.
    """

    TABLE: ClassVar[str] = "energy/rival_plants.csv"
    KEY: ClassVar[tuple[str, ...]] = ("rival", "scale")
    rival: Literal["coal", "gas", "direct_electric", "heat_network", "biomass"]
    scale: Literal["household", "building"]
    fuel: str
    rival_efficiency: Annotated[float, Range(0.1, 1.2)]
    rival_efficiency__low: Annotated[float, Range(0.1, 1.2)]
    rival_efficiency__high: Annotated[float, Range(0.1, 1.2)]
    fuel_price_yuan_unit: Annotated[float, Range(0, 2000)] | None
    fuel_price_yuan_unit__low: Annotated[float, Range(0, 2000)] | None
    fuel_price_yuan_unit__high: Annotated[float, Range(0, 2000)] | None
    year: Year
    source: str


@dataclass(frozen=True, slots=True)
class SeasonTariff:
    """What coal-to-electric dwellings of a province pay in the months of heating, November to March."""

    TABLE: ClassVar[str] = "energy/tariffs_coal_to_electric.csv"
    KEY: ClassVar[tuple[str, ...]] = ("region",)
    region: str
    price_peak_yuan_kwh: Price
    price_flat_yuan_kwh: Price
    price_valley_yuan_kwh: Price
    peak_hours: Annotated[str, Blank()]
    valley_hours: Annotated[str, Blank()]
    source: str


TABLES = (Fuel, GridFactor, ResidentialTariff, RivalPlant, SeasonTariff)

def grid_factor(catalog: Catalog, province: str) -> GridFactor:
    """The newest factor of a province, or of the nation where the province has none (Tibet)."""
    rows = catalog.rows(GridFactor)
    own = [row for row in rows if row.region == province] or [row for row in rows if row.kind == "nation"]
    return max(own, key=lambda row: row.year)
