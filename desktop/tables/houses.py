"""What a dwelling is made of and how it is lived in: named constructions, kinds of house, occupancy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from .catalog import Catalog
from .climate import Zone
from .schema import Range
from .uses import Conductance, Insulation

Part = Literal["wall", "roof", "window", "floor"]
Share = Annotated[float, Range(0, 1)]


@dataclass(frozen=True, slots=True)
class Construction:
    """Heat transmission of a named wall, roof, window or floor with its usual range; from layers, assumed."""

    TABLE: ClassVar[str] = "applications/constructions.csv"
    KEY: ClassVar[tuple[str, ...]] = ("part", "construction")
    part: Part
    construction: str
    u_value_w_m2k: Conductance
    u_value_w_m2k__low: Conductance
    u_value_w_m2k__high: Conductance
    source: str

    def flaws(self) -> Iterator[tuple[str, str]]:
        """A range that does not hold its value."""
        if not self.u_value_w_m2k__low <= self.u_value_w_m2k <= self.u_value_w_m2k__high:
            yield "u_value_w_m2k__low", "low_above_high"


@dataclass(frozen=True, slots=True)
class HouseForm:
    """Which share of its outer surface a dwelling shows to the weather; neighbours cover the rest."""

    TABLE: ClassVar[str] = "applications/house_forms.csv"
    KEY: ClassVar[tuple[str, ...]] = ("house_form",)
    house_form: str
    exposed_wall_fraction: Share
    exposed_roof_fraction: Share
    exposed_floor_fraction: Share
    source: str


@dataclass(frozen=True, slots=True)
class HouseType:
    """How houses of an age are usually built and heated in a zone; all assumed.

    ``dt_gains_k`` is what sun, people and cooking are worth; more where less is lost.
    """

    TABLE: ClassVar[str] = "applications/house_types.csv"
    KEY: ClassVar[tuple[str, ...]] = ("house_type", "zone")
    house_type: Literal["new_built", "renovated", "old_built"]
    zone: Zone
    insulation: Insulation
    wall_construction: str
    roof_construction: str
    window_construction: str
    floor_construction: str
    air_change_per_h: Annotated[float, Range(0, 5)]
    heated_share_fraction: Annotated[float, Range(0.1, 1)]
    dt_gains_k: Annotated[float, Range(0, 10)]
    source: str


@dataclass(frozen=True, slots=True)
class OccupancyProfile:
    """Which share of the season's hours nobody is at home."""

    TABLE: ClassVar[str] = "applications/occupancy_profiles.csv"
    KEY: ClassVar[tuple[str, ...]] = ("occupancy_profile",)
    occupancy_profile: str
    absent_fraction: Share
    absent_fraction__low: Share
    absent_fraction__high: Share
    source: str


TABLES = (Construction, HouseForm, HouseType, OccupancyProfile)


def house_type(catalog: Catalog, name: str, zone: str) -> HouseType:
    """How a kind of house is built in a zone. Raises KeyError."""
    return catalog.find(HouseType, name, zone)


def construction(catalog: Catalog, part: str, name: str) -> Construction:
    """A named construction. Raises KeyError."""
    return catalog.find(Construction, part, name)
