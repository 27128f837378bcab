"""Closed expansion vessels and safety valves: records, and the vessels for a volume and a pressure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from ..engine.equipment_sums import count_for_volume, total_volume
from ..engine.figures import FrozenMap
from ..engine.messages import Rejection
from ..engine.sheet import Sheet
from ..tables.catalog import Catalog
from ..tables.reading import Range
from .choice import NothingSuits, ranked

VOLUME_NEAR = 0.25
PRINTED = ("volume_l", "pressure_kpa__max", "diameter_mm", "height_mm", "weight_kg")


@dataclass(frozen=True, slots=True)
class ExpansionVessel:
    """A closed vessel with a membrane; ``pressure_kpa__max`` is a gauge pressure, ``diameter_mm`` its own."""

    TABLE: ClassVar[str] = "expansion_vessels.csv"
    KEY: ClassVar[tuple[str, ...]] = ("model",)
    model: str
    volume_l: Annotated[float, Range(1, 20_000)]
    pressure_kpa__max: Annotated[float, Range(100, 4000)]
    t_water_c__max: Annotated[float, Range(40, 120)]
    diameter_mm: Annotated[float, Range(100, 3000)]
    height_mm: Annotated[float, Range(100, 5000)]
    weight_kg: Annotated[float, Range(0.5, 5000)]
    source: str


@dataclass(frozen=True, slots=True)
class SafetySetting:
    """A usual set pressure (gauge) of safety valves."""

    TABLE: ClassVar[str] = "safety_settings.csv"
    KEY: ClassVar[tuple[str, ...]] = ("pressure_kpa__safety",)
    pressure_kpa__safety: Annotated[float, Range(50, 4000)]
    source: str


@dataclass(frozen=True, slots=True)
class WaterContent:
    """Water in pipes and terminals per kW of heat load, by kind of terminal, with its usual range."""

    TABLE: ClassVar[str] = "water_contents.csv"
    KEY: ClassVar[tuple[str, ...]] = ("terminal",)
    terminal: str
    water_content_l_kw: Annotated[float, Range(1, 100)]
    water_content_l_kw__low: Annotated[float, Range(1, 100)]
    water_content_l_kw__high: Annotated[float, Range(1, 100)]
    source: str


TABLES = (ExpansionVessel, SafetySetting, WaterContent)


@dataclass(frozen=True, slots=True)
class VesselChoice:
    """So many vessels of one model; ``figures`` by quantity have ``total_volume_l``."""

    vessel: ExpansionVessel
    count: int
    figures: FrozenMap[float]
    rejections: tuple[Rejection, ...]
    runners_up: tuple[str, ...]

    @property
    def model(self) -> str:
        """The vessel's name in the catalogue."""
        return self.vessel.model


def choose_safety_setting(catalog: Catalog, sheet: Sheet, least_kpa: float, allowed_kpa: float) -> float:
    """The lowest usual set pressure not below ``least_kpa``, in kPa gauge.

    Raises NothingSuits where it would be above what the weakest part of the system is allowed.
    """
    rejections = []
    for row in sorted(catalog.rows(SafetySetting), key=lambda row: row.pressure_kpa__safety):
        value = row.pressure_kpa__safety
        name = f"{value:g}"
        if value < least_kpa:
            rejections.append(Rejection(name, "safety_too_low", value, least_kpa, "pressure_kpa"))
        elif value > allowed_kpa:
            rejections.append(Rejection(name, "safety_above_system", value, allowed_kpa, "pressure_kpa"))
        else:
            return sheet.look_up(
                "pressure_kpa__safety", value, table=SafetySetting.TABLE, row=name, source=row.source
            )
    raise NothingSuits("safety_valve", rejections)


def choose_vessel(
    catalog: Catalog,
    sheet: Sheet,
    *,
    volume_l: float,
    pressure_kpa: float,
    t_water_c: float = 60.0,
    count_max: int = 3,
) -> VesselChoice:
    """Equal vessels for a volume at a set pressure: least volume; within 25 % of it the fewest.

    ``pressure_kpa`` is the safety valve's set pressure, a gauge pressure as the vessels' class is.

    Raises NothingSuits with a rejection for every model, ValueError for a volume not above zero.
    """
    if volume_l <= 0 or count_max < 1:
        raise ValueError("volume and number must be above zero")
    rejections: list[Rejection] = []
    fit: list[tuple[float, int, ExpansionVessel]] = []
    for vessel in catalog.rows(ExpansionVessel):
        count = round(count_for_volume(volume_l, vessel.volume_l))
        refused = _refusal(vessel, count, pressure_kpa, t_water_c, count_max)
        if refused:
            rejections.append(refused)
        else:
            fit.append((count * vessel.volume_l, count, vessel))
    if not fit:
        raise NothingSuits("expansion_vessel", rejections)
    order = ranked(
        fit, lambda entry: entry[0], VOLUME_NEAR,
        lambda entry: (entry[1], entry[0], entry[2].pressure_kpa__max, entry[2].model),
    )  # fmt: skip
    _, count, best = order[0]
    known = {
        name: sheet.look_up(
            name, getattr(best, name), table=ExpansionVessel.TABLE, row=best.model, source=best.source
        )
        for name in PRINTED
    }
    each = known["volume_l"]
    sheet.work(count_for_volume, required_volume_l=volume_l, volume_l=each)
    figures = FrozenMap({
        "required_volume_l": volume_l,
        "total_volume_l": sheet.work(total_volume, unit_count=count, volume_l=each),
        **known,
    })  # fmt: skip
    runners_up = tuple(entry[2].model for entry in order[1:4])
    return VesselChoice(best, count, figures, tuple(rejections), runners_up)


def _refusal(
    vessel: ExpansionVessel, count: int, pressure_kpa: float, t_water_c: float, count_max: int
) -> Rejection | None:
    if pressure_kpa > vessel.pressure_kpa__max:
        allowed = vessel.pressure_kpa__max
        return Rejection(vessel.model, "vessel_pressure", allowed, pressure_kpa, "pressure_kpa")
    if t_water_c > vessel.t_water_c__max:
        return Rejection(vessel.model, "vessel_temperature", vessel.t_water_c__max, t_water_c, "t_water_c")
    if count > count_max:
        return Rejection(vessel.model, "vessel_count", count, count_max, "unit_count")
    return None
