"""Water-source units that lift warm water to radiator temperatures: their tables and their points.

They stand behind air-source units: the source is the loop these heat. Every figure is an estimate made from
one cycle (``components.lift_cycle``); the maps run over source water entering and heated water leaving.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar
from weakref import WeakKeyDictionary

import numpy as np

from ..engine.performance_map import OutsideMap, PerformanceMap, unit_capacity, unit_cop, unit_power
from ..engine.series_lift import LIFT_BILINEAR
from ..engine.sheet import Sheet
from ..tables.catalog import Catalog
from ..tables.schema import Range, Refers
from .heat_pumps import OperatingPoint

T = Range(-60, 120)


@dataclass(frozen=True, slots=True)
class LiftFamily:
    """A family of lifting units with the numbers of its one cycle.

    ``source_approach_k`` is source water entering above evaporation, ``water_approach_k`` condensation above
    leaving water, both at the rated condition, where the capacity ratio is 1.
    """

    TABLE: ClassVar[str] = "lift_families.csv"
    KEY: ClassVar[tuple[str, ...]] = ("family",)
    family: str
    label_zh: str
    label_en: str
    refrigerant: str
    t_source_water_c__rated: Annotated[float, T]
    t_leaving_c__rated: Annotated[float, T]
    size_reference_kw: Annotated[float, Range(1, 5000)]
    cop_per_doubling_fraction: Annotated[float, Range(-0.1, 0.1)]
    source_approach_k: Annotated[float, Range(0, 30)]
    water_approach_k: Annotated[float, Range(0, 30)]
    superheat_k: Annotated[float, Range(0, 30)]
    subcooling_k: Annotated[float, Range(0, 30)]
    isentropic_peak_fraction: Annotated[float, Range(0.3, 1)]
    pressure_ratio_peak: Annotated[float, Range(1, 10)]
    isentropic_fall_fraction: Annotated[float, Range(0, 1)]
    volumetric_loss_fraction: Annotated[float, Range(0, 0.3)]
    cop_scale: Annotated[float, Range(0.5, 1.2)]
    source: str


@dataclass(frozen=True, slots=True)
class LiftEnvelope:
    """A corner of a family's envelope: the highest leaving temperature, linear between corners."""

    TABLE: ClassVar[str] = "lift_envelopes.csv"
    KEY: ClassVar[tuple[str, ...]] = ("family", "t_source_water_c")
    family: Annotated[str, Refers(LiftFamily)]
    t_source_water_c: Annotated[float, T]
    t_leaving_max_c: Annotated[float, T]
    source: str


@dataclass(frozen=True, slots=True)
class LiftMapPoint:
    """A node of a family's map over source water and leaving water."""

    TABLE: ClassVar[str] = "lift_map.csv"
    KEY: ClassVar[tuple[str, ...]] = ("family", "t_source_water_c", "t_leaving_c")
    family: Annotated[str, Refers(LiftFamily)]
    t_source_water_c: Annotated[float, T]
    t_leaving_c: Annotated[float, T]
    capacity_ratio: Annotated[float, Range(0.01, 10)]
    cop: Annotated[float, Range(0.5, 20)]
    source: str


@dataclass(frozen=True, slots=True)
class LiftPumpRow:
    """A model; the rated capacity is the heat of its condenser at the family's rated condition."""

    TABLE: ClassVar[str] = "lift_pumps.csv"
    KEY: ClassVar[tuple[str, ...]] = ("model",)
    model: str
    family: Annotated[str, Refers(LiftFamily)]
    rated_heating_kw: Annotated[float, Range(1, 5000)]
    cop_factor: Annotated[float, Range(0.8, 1.2)]
    sound_power_db: Annotated[float, Range(30, 130)]
    water_pressure_drop_kpa__condenser: Annotated[float, Range(1, 200)]
    water_pressure_drop_kpa__evaporator: Annotated[float, Range(1, 200)]
    weight_kg: Annotated[float, Range(10, 50000)]
    source: str
    maker: str = ""


TABLES = (LiftFamily, LiftEnvelope, LiftMapPoint, LiftPumpRow)


@dataclass(frozen=True, eq=False)
class LiftUnit:
    """A model joined with its family and map. The map's outdoor axis carries the source water."""

    row: LiftPumpRow
    family: LiftFamily
    map: PerformanceMap

    @property
    def model(self) -> str:
        """The model's name."""
        return self.row.model

    def point(self, t_source_water_c: float, t_leaving_c: float) -> OperatingPoint:
        """Heat of the condenser, power and COP. Raises OutsideMap, whose ``t_outdoor`` limits are the
        source water's."""
        ratio, cop = self.map.at(t_source_water_c, t_leaving_c)
        capacity_kw = unit_capacity(self.row.rated_heating_kw, ratio)
        cop = unit_cop(cop, self.row.cop_factor)
        return OperatingPoint(capacity_kw, unit_power(capacity_kw, cop), cop)

    def work_point(self, sheet: Sheet, t_source_water_c: float, t_leaving_c: float) -> OperatingPoint:
        """The same as ``point``, every step written on a sheet and rounded as printed there."""
        t_source_water_c = sheet.rounded("t_source_water_c", t_source_water_c)
        t_leaving_c = sheet.rounded("t_leaving_c", t_leaving_c)
        (corner,) = self.map.corners(t_source_water_c, t_leaving_c)
        read: dict[str, float] = {}
        for quantity, rule in LIFT_BILINEAR.items():
            nodes = [(low, high) for low in corner.t_outdoor_c for high in corner.t_leaving_c]
            values = corner.capacity_ratio if quantity == "capacity_ratio" else corner.cop
            inputs: dict[str, Any] = {
                "t_source_water_c__low": corner.t_outdoor_c[0],
                "t_source_water_c__high": corner.t_outdoor_c[1],
                "t_leaving_c__cool": corner.t_leaving_c[0],
                "t_leaving_c__hot": corner.t_leaving_c[1],
            }
            roles = ("low_cool", "low_hot", "high_cool", "high_hot")
            for role, value, (at_source, leaving) in zip(roles, values, nodes, strict=True):
                name = f"{quantity}__{role}"
                row = f"{self.family.family} {at_source:g} {leaving:g}"
                inputs[name] = sheet.look_up(
                    name, value, table=LiftMapPoint.TABLE, row=row, source=self.family.source
                )
            read[quantity] = sheet.work(
                rule, t_source_water_c=t_source_water_c, t_leaving_c=t_leaving_c, **inputs
            )
        place = {"table": LiftPumpRow.TABLE, "row": self.model, "source": self.row.source}
        rated_kw = sheet.look_up("capacity_kw__rated", self.row.rated_heating_kw, **place)
        factor = sheet.look_up("cop_factor", self.row.cop_factor, **place)
        capacity_kw = sheet.work(
            unit_capacity, capacity_kw__rated=rated_kw, capacity_ratio=read["capacity_ratio"]
        )
        cop = sheet.work(unit_cop, cop__map=read["cop"], cop_factor=factor)
        return OperatingPoint(capacity_kw, sheet.work(unit_power, capacity_kw=capacity_kw, cop=cop), cop)


def limit_of(outside: OutsideMap) -> tuple[str, str]:
    """The rule and the quantity of a rejection for a point a lifting unit's map does not cover."""
    match outside.limit_name:
        case "t_outdoor_min_c" | "t_outdoor_max_c":
            return "source_water_limit", "t_source_water_c"
        case "t_leaving_min_c":
            return "leaving_water_minimum", "t_leaving_c"
        case _:
            return "leaving_water_limit", "t_leaving_c"


_BUILT: WeakKeyDictionary[Catalog, tuple[LiftUnit, ...]] = WeakKeyDictionary()


def lift_pumps(catalog: Catalog) -> tuple[LiftUnit, ...]:
    """All lifting units of a catalogue, joined once. Raises CatalogError for a faulty table."""
    if catalog not in _BUILT:
        families = {row.family: row for row in catalog.rows(LiftFamily)}
        maps = {name: _map(catalog, name) for name in families}
        _BUILT[catalog] = tuple(
            LiftUnit(row, families[row.family], maps[row.family]) for row in catalog.rows(LiftPumpRow)
        )
    return _BUILT[catalog]


def envelope_of(catalog: Catalog, family: str) -> tuple[tuple[float, float], ...]:
    """(source water, highest leaving) of a family in rising source temperature."""
    corners = (row for row in catalog.rows(LiftEnvelope) if row.family == family)
    return tuple(sorted((row.t_source_water_c, row.t_leaving_max_c) for row in corners))


def _map(catalog: Catalog, family: str) -> PerformanceMap:
    nodes: Mapping[tuple[float, float], LiftMapPoint] = {
        (row.t_source_water_c, row.t_leaving_c): row
        for row in catalog.rows(LiftMapPoint)
        if row.family == family
    }
    at_source = sorted({at for at, _ in nodes})
    leaving = sorted({hot for _, hot in nodes})
    ratio, cop = np.full((2, len(at_source), len(leaving), 1), np.nan)
    for (at, hot), row in nodes.items():
        place = at_source.index(at), leaving.index(hot), 0
        ratio[place], cop[place] = row.capacity_ratio, row.cop
    limits = np.array(envelope_of(catalog, family))
    return PerformanceMap(
        np.array(at_source), np.array(leaving), np.empty(0), ratio, cop, limits[:, 0], limits[:, 1]
    )
