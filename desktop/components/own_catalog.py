"""The catalogue with the user's own units in it, beside the shipped range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeVar

import numpy as np

from desktop.engine.arrays import Floats
from desktop.tables.catalog import Catalog
from desktop.tables.schema import Row

from .heat_pumps import EnvelopePoint, FamilyNumber, FamilyRow, HeatPumpRow, MapPoint
from .own_maps import OwnMap, own_maps
from .own_units import OwnPoint, OwnUnit
from .prices import PriceRule

R = TypeVar("R", bound=Row)
ESTIMATED, MAKER = "estimated_map", "own_unit_table"
READ_AT_C = (7.0, 45.0)
"""The rated point of an own unit is its point at full load nearest to this."""
LIKE_FAMILY = "evi_inverter"
"""Whose price rule and whose cycle numbers stand for an own unit's where nothing was said."""
FLOW_DT_K = 5.0
PRESSURE_DROP_KPA = 50.0
SOUND_POWER_DB = 80.0
MINIMUM_LOAD = {"fixed": 0.5, "inverter": 0.3}
KG_PER_KW = 8.0
HOUSEHOLD_UP_TO_KW = 35.0
KW_PER_M3H_K = 1.163
"""What stands where a maker's sheet is silent: water flow at a rise of 5 K, and assumed round figures."""


class OwnCatalog(Catalog):
    """A catalogue and own units; whatever is not a heat pump's row is the catalogue's."""

    def __init__(self, base: Catalog, units: Sequence[OwnUnit]) -> None:
        super().__init__(base.folder)
        self._base = base
        self.maps = {unit.model: own_maps(unit, base) for unit in units}
        more: dict[type[Any], list[Any]] = {}
        for unit in units:
            for row in _rows_of(unit, self.maps[unit.model], base):
                more.setdefault(type(row), []).append(row)
        self._more = more
        self.own = {unit.model: unit for unit in units}

    def rows(self, record: type[R]) -> tuple[R, ...]:
        """The catalogue's rows, then those of own units."""
        return (*self._base.rows(record), *self._more.get(record, ()))


def with_own_units(catalog: Catalog, units: tuple[OwnUnit, ...]) -> Catalog:
    """The catalogue in which own units stand too; an own unit takes no shipped unit's place.

    The same units with the same catalogue give the same object, so that nothing is worked out twice. An own
    unit of a shipped model's name is left out: ``clashes`` says which.
    """
    if isinstance(catalog, OwnCatalog):
        return catalog
    shipped = {row.model for row in catalog.rows(HeatPumpRow)} if units else set()
    units = tuple(unit for unit in units if unit.model not in shipped)
    if not units:
        return catalog
    return _made(catalog, units)


@lru_cache(maxsize=4)
def _made(catalog: Catalog, units: tuple[OwnUnit, ...]) -> OwnCatalog:
    return OwnCatalog(catalog, units)


def clashes(catalog: Catalog, units: Sequence[OwnUnit]) -> tuple[str, ...]:
    """Models of own units that the shipped range has too."""
    shipped = {row.model for row in catalog.rows(HeatPumpRow)}
    return tuple(unit.model for unit in units if unit.model in shipped)


def _rows_of(unit: OwnUnit, maps: Sequence[OwnMap], catalog: Catalog) -> list[Any]:
    """Every row that makes an own unit one of the catalogue's."""
    family = f"own {unit.model}"
    source = MAKER if all(one.standing == "maker" for one in maps) else ESTIMATED
    heating = next(one for one in maps if one.mode != "cooling")
    rated = rated_point(unit, heating.mode)
    cooling = next((one for one in maps if one.mode == "cooling"), None)
    cold = _cooling_rating(unit) if cooling else None
    found: list[Any] = [_family(unit, family, heating, rated, source)]
    found += [
        FamilyNumber(family, row.name, row.value, row.source)
        for row in catalog.rows(FamilyNumber)
        if row.family == LIKE_FAMILY
    ]
    for one in maps:
        ratio_of = cold.capacity_kw if one.mode == "cooling" and cold else rated.capacity_kw
        own = MAKER if one.standing == "maker" else ESTIMATED
        found += [EnvelopePoint(family, one.mode, *pair, own) for pair in _envelope(unit, one)]
        found += _nodes(family, one, ratio_of, own)
    found.append(_model(unit, family, rated, cold, source))
    found += [
        replace(rule, key=f"{family} standard")
        for rule in catalog.rows(PriceRule)
        if (rule.kind, rule.key) == ("heat_pump", f"{LIKE_FAMILY} standard")
    ]
    return found


def rated_point(unit: OwnUnit, mode: str) -> OwnPoint:
    """The point at full load nearest to 7 °C outdoors and 45 °C leaving."""
    full = [p for p in unit.points if p.mode == mode and p.part_load_fraction == 1.0]
    return min(full, key=lambda p: abs(p.t_outdoor_c - READ_AT_C[0]) + abs(p.t_leaving_c - READ_AT_C[1]))


def _cooling_rating(unit: OwnUnit) -> OwnPoint:
    full = [p for p in unit.points if p.mode == "cooling" and p.part_load_fraction == 1.0]
    return min(full, key=lambda p: abs(p.t_outdoor_c - 35.0) + abs(p.t_leaving_c - 7.0))


def _family(unit: OwnUnit, family: str, heating: OwnMap, rated: OwnPoint, source: str) -> FamilyRow:
    return FamilyRow(
        family=family, label_zh=unit.model, label_en=unit.model,
        kind="water_heater" if heating.mode == "hot_water" else "low_ambient", circuit="single_stage",
        refrigerant=unit.refrigerant, refrigerant_high="", drive=unit.drive,
        rated_mode="hot_water" if heating.mode == "hot_water" else "heating",
        t_rated_outdoor_c=rated.t_outdoor_c, t_rated_leaving_c=rated.t_leaving_c, t_rated_entering_c=None,
        t_entering_advised_max_c=None, t_leaving_min_c=float(heating.t_leaving_c[0]),
        size_reference_kw=min(max(rated.capacity_kw, 1.0), 1000.0), cop_per_doubling_fraction=0.0,
        cop_roomy_fraction=0.0, defrosts_together=False, defrost_included=unit.defrost_included,
        source=source,
    )  # fmt: skip


def _model(
    unit: OwnUnit, family: str, rated: OwnPoint, cold: OwnPoint | None, source: str
) -> HeatPumpRow:
    kw = rated.capacity_kw
    flow_m3h = kw / (FLOW_DT_K * KW_PER_M3H_K)
    return HeatPumpRow(
        model=unit.model, family=family, coil="standard", rated_heating_kw=kw,
        rated_cooling_kw=None if cold is None else cold.capacity_kw, cop_factor=1.0,
        sound_power_db=unit.sound_power_db or SOUND_POWER_DB, circuit_count=1,
        minimum_load_fraction=unit.minimum_load_fraction or MINIMUM_LOAD[unit.drive],
        water_flow_m3h=unit.water_flow_m3h or round(flow_m3h, 2),
        water_pressure_drop_kpa=unit.water_pressure_drop_kpa or PRESSURE_DROP_KPA,
        power_supply=unit.power_supply or "380V/3N/50Hz", weight_kg=unit.weight_kg or round(KG_PER_KW * kw),
        label_category="household" if kw <= HOUSEHOLD_UP_TO_KW else "commercial", source=source,
        maker=unit.maker or unit.document,
    )  # fmt: skip


def _envelope(unit: OwnUnit, one: OwnMap) -> list[tuple[float, float]]:
    """The maker's limits within what the map covers; without limits the map's own box."""
    low, high = float(one.t_outdoor_c[0]), float(one.t_outdoor_c[-1])
    top = float(one.t_leaving_c[-1])
    if not unit.limits or one.mode == "cooling":
        return [(low, top), (high, top)]
    outdoor, leaving = np.array(unit.limits).T
    low, high = max(low, float(outdoor[0])), min(high, float(outdoor[-1]))
    inner = [float(t) for t in outdoor if low < t < high]
    return [(t, min(top, float(np.interp(t, outdoor, leaving)))) for t in (low, *inner, high)]


def _nodes(family: str, one: OwnMap, rated_kw: float, source: str) -> list[MapPoint]:
    def node(i: int, j: int, capacity: Floats) -> MapPoint:
        return MapPoint(
            family, one.mode, float(one.t_outdoor_c[i]), float(one.t_leaving_c[j]), None,
            float(capacity[i, j]) / rated_kw, float(one.cop[i, j]), source,
        )  # fmt: skip

    rows, columns = one.cop.shape
    return [
        node(i, j, one.capacity_kw)
        for i in range(rows)
        for j in range(columns)
        if not np.isnan(one.cop[i, j])
    ]
