"""Heat pumps of the reference range: the records of their tables, and units that answer for any point.

Every figure is an estimate made from one cycle a family (``components.reference_range``). Maps are for a dry
coil: frost and defrost are not in them and are taken off elsewhere by humidity, once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import ArrayLike

from desktop.engine.performance_map import (
    BETWEEN,
    BILINEAR,
    Array,
    Corners,
    OutsideMap,
    PerformanceMap,
    unit_capacity,
    unit_cop,
    unit_power,
)
from desktop.engine.sheet import Decimals, Sheet
from desktop.tables.catalog import Catalog
from desktop.tables.schema import Blank, Range, Refers

Mode = Literal["heating", "cooling", "hot_water"]
T = Range(-60, 120)


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """A family: units of one circuit and refrigerant that share a map.

    The capacity ratio is 1 at the rated condition (outdoor and leaving, entering where the map runs over it),
    in cooling at 35 °C outdoor and 7 °C leaving. The COP of a size is the map's at ``size_reference_kw``; the
    two effects of size on it are stated here. ``t_entering_advised_max_c`` is a warning, not a limit.
    ``defrost_included`` says whether the maps already hold the loss by frost.
    """

    TABLE: ClassVar[str] = "heat_pump_families.csv"
    KEY: ClassVar[tuple[str, ...]] = ("family",)
    family: str
    label_zh: str
    label_en: str
    kind: Literal["low_ambient", "ordinary", "high_temperature", "water_heater", "co2"]
    circuit: Literal["single_stage", "vapour_injection", "two_stage", "cascade", "transcritical"]
    refrigerant: str
    refrigerant_high: Annotated[str, Blank()]
    drive: Literal["fixed", "inverter"]
    rated_mode: Literal["heating", "hot_water"]
    t_rated_outdoor_c: Annotated[float, T]
    t_rated_leaving_c: Annotated[float, T]
    t_rated_entering_c: Annotated[float, T] | None
    t_entering_advised_max_c: Annotated[float, T] | None
    t_leaving_min_c: Annotated[float, T]
    size_reference_kw: Annotated[float, Range(1, 1000)]
    cop_per_doubling_fraction: Annotated[float, Range(-0.1, 0.1)]
    cop_roomy_fraction: Annotated[float, Range(0, 0.1)]
    defrosts_together: bool
    defrost_included: bool
    source: str


@dataclass(frozen=True, slots=True)
class FamilyNumber:
    """One number of a family's cycle; the quantity of its name tells unit and meaning."""

    TABLE: ClassVar[str] = "heat_pump_family_numbers.csv"
    KEY: ClassVar[tuple[str, ...]] = ("family", "name")
    family: Annotated[str, Refers(FamilyRow)]
    name: str
    value: float
    source: str


@dataclass(frozen=True, slots=True)
class EnvelopePoint:
    """A corner of a family's envelope: the highest leaving temperature, linear between corners."""

    TABLE: ClassVar[str] = "heat_pump_envelopes.csv"
    KEY: ClassVar[tuple[str, ...]] = ("family", "mode", "t_outdoor_c")
    family: Annotated[str, Refers(FamilyRow)]
    mode: Mode
    t_outdoor_c: Annotated[float, T]
    t_leaving_max_c: Annotated[float, T]
    source: str


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A node of a family's map. Nodes that are lacking are refused, not guessed."""

    TABLE: ClassVar[str] = "heat_pump_map.csv"
    KEY: ClassVar[tuple[str, ...]] = ("family", "mode", "t_outdoor_c", "t_leaving_c", "t_entering_c")
    family: Annotated[str, Refers(FamilyRow)]
    mode: Mode
    t_outdoor_c: Annotated[float, T]
    t_leaving_c: Annotated[float, T]
    t_entering_c: Annotated[float, T] | None
    capacity_ratio: Annotated[float, Range(0.01, 10)]
    cop: Annotated[float, Range(0.5, 20)]
    source: str


@dataclass(frozen=True, slots=True)
class HeatPumpRow:
    """A model. Rated capacities are at the family's rated condition; cooling at 35 °C outdoor, 7 °C leaving.

    ``coil`` is ``roomy`` for the smaller of two sizes in one casing. ``cop_factor`` is the effect of the size
    on the family's COP (``reference_range.size_cop_factor``). ``label_category`` is the band of the
    efficiency standard, by the heat at -12/41 °C (heating and cooling units), else by the rated one.
    ``maker`` is a name to choose by; the reference range belongs to none.
    """

    TABLE: ClassVar[str] = "heat_pumps.csv"
    KEY: ClassVar[tuple[str, ...]] = ("model",)
    model: str
    family: Annotated[str, Refers(FamilyRow)]
    coil: Literal["standard", "roomy"]
    rated_heating_kw: Annotated[float, Range(1, 2000)]
    rated_cooling_kw: Annotated[float, Range(1, 2000)] | None
    cop_factor: Annotated[float, Range(0.8, 1.2)]
    sound_power_db: Annotated[float, Range(30, 120)]
    circuit_count: Annotated[int, Range(1, 8)]
    minimum_load_fraction: Annotated[float, Range(0.05, 1)]
    water_flow_m3h: Annotated[float, Range(0.05, 500)]
    water_pressure_drop_kpa: Annotated[float, Range(1, 200)]
    power_supply: Literal["220V/1N/50Hz", "380V/3N/50Hz"]
    weight_kg: Annotated[float, Range(10, 20000)]
    label_category: Literal["household", "commercial"]
    source: str
    maker: str = ""


TABLES = (FamilyRow, FamilyNumber, EnvelopePoint, MapPoint, HeatPumpRow)


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """What a unit gives and takes at a point."""

    capacity_kw: float
    power_kw: float
    cop: float


@dataclass(frozen=True, eq=False)
class Unit:
    """A model joined with its family and its maps; two units are the same if they are the same object.

    ``heating_factor`` is how much more it gives in heating, at every point of the year, than its map says:
    other than 1 where the maker's own figure stands for a reference map. ``point`` and ``work_point`` read
    the map as it is.
    """

    row: HeatPumpRow
    family: FamilyRow
    numbers: Mapping[str, float]
    maps: Mapping[Mode, PerformanceMap]
    heating_factor: float = 1.0

    @property
    def model(self) -> str:
        """The model's name."""
        return self.row.model

    @property
    def modes(self) -> tuple[Mode, ...]:
        """What the unit can do."""
        return tuple(self.maps)

    @cached_property
    def t_outdoor_min_c(self) -> float:
        """Lowest outdoor temperature of the unit's heating or hot water."""
        return self._map(self.family.rated_mode).t_outdoor_min_c

    def t_leaving_max(self, mode: Mode, t_outdoor_c: float) -> float:
        """Highest leaving temperature at an outdoor temperature, °C. Raises OutsideMap beyond the limits."""
        return self._map(mode).t_leaving_max_c(t_outdoor_c)

    def rated_kw(self, mode: Mode) -> float:
        """The capacity that the map's ratios are of. Raises OutsideMap for a mode the unit does not have."""
        self._map(mode)
        rated = self.row.rated_cooling_kw if mode == "cooling" else self.row.rated_heating_kw
        if rated is None:
            raise OutsideMap("mode")
        return rated

    def needs_entering(self, mode: Mode) -> bool:
        """Whether the map runs over the entering temperature too (CO2)."""
        return mode in self.maps and self.maps[mode].t_entering_c.size > 0

    def point(
        self, mode: Mode, t_outdoor_c: float, t_leaving_c: float, t_entering_c: float | None = None
    ) -> OperatingPoint:
        """Capacity, power and COP of a dry coil. Raises OutsideMap, naming the limit."""
        capacity_ratio, cop = self._map(mode).at(t_outdoor_c, t_leaving_c, t_entering_c)
        capacity_kw = unit_capacity(self.rated_kw(mode), capacity_ratio)
        cop = unit_cop(cop, self.row.cop_factor)
        return OperatingPoint(capacity_kw, unit_power(capacity_kw, cop), cop)

    def points(
        self,
        mode: Mode,
        t_outdoor_c: ArrayLike,
        t_leaving_c: ArrayLike,
        t_entering_c: ArrayLike | None = None,
    ) -> tuple[Array, Array]:
        """Capacities in kW and COPs at many points (broadcast); nan outside the map or the mode."""
        if mode not in self.maps:
            shape = np.broadcast_shapes(np.shape(t_outdoor_c), np.shape(t_leaving_c))
            return np.full(shape, np.nan), np.full(shape, np.nan)
        capacity_ratio, cop = self.maps[mode].over(t_outdoor_c, t_leaving_c, t_entering_c)
        stated = self.heating_factor if mode == "heating" else 1.0
        return capacity_ratio * self.rated_kw(mode) * stated, cop * self.row.cop_factor

    def map_corners(
        self, mode: Mode, t_outdoor_c: float, t_leaving_c: float, t_entering_c: float | None = None
    ) -> tuple[Corners, ...]:
        """The nodes around a point: one set, two where the map runs over the entering temperature."""
        return self._map(mode).corners(t_outdoor_c, t_leaving_c, t_entering_c)

    def work_point(
        self,
        sheet: Sheet,
        mode: Mode,
        t_outdoor_c: float,
        t_leaving_c: float,
        t_entering_c: float | None = None,
    ) -> OperatingPoint:
        """The same as ``point``, every step written on a calculation sheet and rounded as printed there."""
        if not sheet.keeps:
            return _quiet_point(self, sheet.decimals, mode, t_outdoor_c, t_leaving_c, t_entering_c)
        return self._worked_point(sheet, mode, t_outdoor_c, t_leaving_c, t_entering_c)

    def _worked_point(
        self, sheet: Sheet, mode: Mode, t_outdoor_c: float, t_leaving_c: float, t_entering_c: float | None
    ) -> OperatingPoint:
        t_outdoor_c = sheet.rounded("t_outdoor_c", t_outdoor_c)
        t_leaving_c = sheet.rounded("t_leaving_c", t_leaving_c)
        if t_entering_c is not None:
            t_entering_c = sheet.rounded("t_entering_c", t_entering_c)
        corners = self.map_corners(mode, t_outdoor_c, t_leaving_c, t_entering_c)
        at = (t_outdoor_c, t_leaving_c, t_entering_c)
        ratio = self._work_quantity(sheet, mode, "capacity_ratio", corners, at)
        cop_map = self._work_quantity(sheet, mode, "cop", corners, at)
        place = {"table": HeatPumpRow.TABLE, "row": self.model, "source": self.row.source}
        rated_kw = sheet.look_up("capacity_kw__rated", self.rated_kw(mode), **place)
        cop_factor = sheet.look_up("cop_factor", self.row.cop_factor, **place)
        capacity_kw = sheet.work(unit_capacity, capacity_kw__rated=rated_kw, capacity_ratio=ratio)
        cop = sheet.work(unit_cop, cop__map=cop_map, cop_factor=cop_factor)
        return OperatingPoint(capacity_kw, sheet.work(unit_power, capacity_kw=capacity_kw, cop=cop), cop)

    def _work_quantity(
        self, sheet: Sheet, mode: Mode, quantity: str, corners: tuple[Corners, ...],
        at: tuple[float, float, float | None],
    ) -> float:  # fmt: skip
        t_outdoor_c, t_leaving_c, t_entering_c = at
        rule, values = BILINEAR[quantity], []
        for corner in corners:
            inputs = corner.inputs(quantity)
            entering = "" if corner.t_entering_c is None else f" {corner.t_entering_c:g}"
            for number, (outdoor, leaving) in enumerate(
                (outdoor, leaving) for outdoor in corner.t_outdoor_c for leaving in corner.t_leaving_c
            ):
                name = list(inputs)[4 + number]
                row = f"{self.family.family} {mode} {outdoor:g} {leaving:g}{entering}"
                inputs[name] = sheet.look_up(
                    name, inputs[name], table=MapPoint.TABLE, row=row, source=self.family.source
                )
            values.append(sheet.work(rule, t_outdoor_c=t_outdoor_c, t_leaving_c=t_leaving_c, **inputs))
        if len(corners) == 1 or t_entering_c is None:
            return values[0]
        low, high = (corner.t_entering_c or 0.0 for corner in corners)
        return sheet.work(
            BETWEEN[quantity],
            **{"t_entering_c": t_entering_c, "t_entering_c__low": low, "t_entering_c__high": high,
               f"{quantity}__low": values[0], f"{quantity}__high": values[1]},
        )  # fmt: skip

    def _map(self, mode: Mode) -> PerformanceMap:
        if mode not in self.maps:
            raise OutsideMap("mode")
        return self.maps[mode]


@lru_cache(maxsize=4096)
def _quiet_point(
    unit: Unit,
    decimals: Decimals,
    mode: Mode,
    t_outdoor_c: float,
    t_leaving_c: float,
    t_entering_c: float | None,
) -> OperatingPoint:
    """A point of which no step is wanted; in a list of projects of one place the same is asked each time."""
    return unit._worked_point(Sheet(decimals), mode, t_outdoor_c, t_leaving_c, t_entering_c)


_BUILT: WeakKeyDictionary[Catalog, tuple[Unit, ...]] = WeakKeyDictionary()


def heat_pumps(catalog: Catalog) -> tuple[Unit, ...]:
    """All units of a catalogue, in the table's order; joined once and remembered with the catalogue.

    Raises CatalogError for a faulty table.
    """
    if catalog not in _BUILT:
        maps = _maps(catalog)
        numbers = family_numbers(catalog)
        families = {row.family: row for row in catalog.rows(FamilyRow)}
        _BUILT[catalog] = tuple(
            Unit(row, families[row.family], numbers.get(row.family, MappingProxyType({})), maps[row.family])
            for row in catalog.rows(HeatPumpRow)
        )
    return _BUILT[catalog]


def family_numbers(catalog: Catalog) -> Mapping[str, Mapping[str, float]]:
    """The cycle numbers of every family, by family and name."""
    found: dict[str, dict[str, float]] = {}
    for row in catalog.rows(FamilyNumber):
        found.setdefault(row.family, {})[row.name] = row.value
    return {family: MappingProxyType(numbers) for family, numbers in found.items()}


def _maps(catalog: Catalog) -> dict[str, Mapping[Mode, PerformanceMap]]:
    nodes: dict[tuple[str, Mode], list[MapPoint]] = {}
    for point in catalog.rows(MapPoint):
        nodes.setdefault((point.family, point.mode), []).append(point)
    corners: dict[tuple[str, Mode], list[EnvelopePoint]] = {}
    for corner in catalog.rows(EnvelopePoint):
        corners.setdefault((corner.family, corner.mode), []).append(corner)
    maps: dict[str, dict[Mode, PerformanceMap]] = {row.family: {} for row in catalog.rows(FamilyRow)}
    for (family, mode), points in nodes.items():
        envelope = sorted((c.t_outdoor_c, c.t_leaving_max_c) for c in corners[family, mode])
        maps[family][mode] = performance_map(points, envelope)
    return {family: MappingProxyType(modes) for family, modes in maps.items()}


def performance_map(points: list[MapPoint], envelope: list[tuple[float, float]]) -> PerformanceMap:
    """The map of one mode from its nodes; nodes that are lacking become nan."""
    outdoor = np.array([point.t_outdoor_c for point in points])
    leaving = np.array([point.t_leaving_c for point in points])
    with_entering = points[0].t_entering_c is not None
    entering = np.array([point.t_entering_c or 0.0 for point in points])
    (t_outdoor, i), (t_leaving, j), (t_entering, k) = (
        np.unique(values, return_inverse=True) for values in (outdoor, leaving, entering)
    )
    shape = (t_outdoor.size, t_leaving.size, t_entering.size)
    capacity_ratio, cop = np.full(shape, np.nan), np.full(shape, np.nan)
    capacity_ratio[i, j, k] = [point.capacity_ratio for point in points]
    cop[i, j, k] = [point.cop for point in points]
    limits = np.array(envelope)
    return PerformanceMap(
        t_outdoor, t_leaving, t_entering if with_entering else np.empty(0), capacity_ratio, cop,
        limits[:, 0], limits[:, 1],
    )  # fmt: skip
