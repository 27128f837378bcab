"""Tanks for heating water and hot water: records, and the number and size for a volume."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from ..engine.equipment_sums import count_for_volume, total_ua, total_volume
from ..engine.figures import FrozenMap
from ..engine.messages import Rejection
from ..engine.sheet import Sheet
from ..tables.catalog import Catalog
from ..tables.reading import Range
from .choice import NothingSuits

Construction = Literal["pressurised", "open"]
Lining = Literal["enamel", "stainless", "carbon_steel"]
DRINKING_WATER: tuple[Lining, ...] = ("enamel", "stainless")
ANY_LINING: tuple[Lining, ...] = ("enamel", "stainless", "carbon_steel")
BOILING_MARGIN_K = 8.0
PRINTED = ("pressure_kpa__max", "t_water_c__max", "length_mm", "width_mm", "height_mm", "weight_kg")


@dataclass(frozen=True, slots=True)
class Tank:
    """A tank. Upright cylinders have a diameter (``width_mm`` equal to ``length_mm``), open tanks are boxes.

    ``volume_l`` is the usable volume (of open tanks nine tenths of the box, which their names tell in m³),
    ``ua_w_k`` the heat loss per kelvin, ``pressure_kpa__max`` a gauge pressure, 0 for open tanks.
    """

    TABLE: ClassVar[str] = "tanks.csv"
    KEY: ClassVar[tuple[str, ...]] = ("model",)
    model: str
    construction: Construction
    lining: Lining
    volume_l: Annotated[float, Range(10, 200_000)]
    pressure_kpa__max: Annotated[float, Range(0, 2500)]
    t_water_c__max: Annotated[float, Range(40, 120)]
    length_mm: Annotated[float, Range(200, 30_000)]
    width_mm: Annotated[float, Range(200, 30_000)]
    height_mm: Annotated[float, Range(200, 12_000)]
    insulation_mm: Annotated[float, Range(10, 400)]
    ua_w_k: Annotated[float, Range(0.2, 2000)]
    weight_kg: Annotated[float, Range(5, 100_000)]
    source: str


TABLES = (Tank,)


@dataclass(frozen=True, slots=True)
class TankChoice:
    """So many tanks of one model; ``figures`` by quantity have ``total_volume_l`` and ``ua_w_k__total``."""

    tank: Tank
    count: int
    figures: FrozenMap[float]
    rejections: tuple[Rejection, ...]
    runners_up: tuple[str, ...]

    @property
    def model(self) -> str:
        """The tank's name in the catalogue."""
        return self.tank.model


def choose_tank(
    catalog: Catalog,
    sheet: Sheet,
    *,
    volume_l: float,
    construction: Construction,
    linings: Sequence[Lining] = ANY_LINING,
    t_water_c: float = 60.0,
    pressure_kpa: float = 0.0,
    t_boiling_c: float = 100.0,
    count_min: int = 1,
    count_max: int = 4,
    height_max_mm: float | None = None,
) -> TankChoice:
    """Equal tanks that hold a volume with the least heat loss, then the fewest.

    Heat loss goes with surface, as steel and price do: it prefers few tanks and no larger than needed.
    ``pressure_kpa`` is the highest gauge pressure, ``t_boiling_c`` the local boiling point, below which an
    open tank keeps 8 K. For hot water ask for ``DRINKING_WATER`` linings.

    Raises NothingSuits with a rejection for every model, ValueError for a volume not above zero.
    """
    if volume_l <= 0 or not 1 <= count_min <= count_max:
        raise ValueError("volume must be above zero, and 1 <= count_min <= count_max")
    rejections: list[Rejection] = []
    fit: list[tuple[float, int, str, Tank]] = []
    for tank in catalog.rows(Tank):
        count = max(count_min, round(count_for_volume(volume_l, tank.volume_l)))
        refused = _refused_by_use(
            tank, construction, linings, t_water_c, pressure_kpa, t_boiling_c
        ) or _refused_by_size(tank, count, count_max, height_max_mm)
        if refused:
            rejections.append(refused)
        else:
            fit.append((round(count * tank.ua_w_k, 6), count, tank.model, tank))
    if not fit:
        raise NothingSuits("tank", rejections)
    fit.sort(key=lambda entry: entry[:3])
    _, count, _, best = fit[0]
    return TankChoice(
        best, count, _figures(best, count, volume_l, sheet), tuple(rejections),
        tuple(entry[2] for entry in fit[1:4]),
    )  # fmt: skip


def _refused_by_use(
    tank: Tank,
    construction: Construction,
    linings: Sequence[Lining],
    t_water_c: float,
    pressure_kpa: float,
    t_boiling_c: float,
) -> Rejection | None:
    if tank.construction != construction:
        return Rejection(tank.model, "tank_construction", tank.construction, construction)
    if tank.lining not in linings:
        return Rejection(tank.model, "tank_lining", tank.lining, "/".join(linings))
    hottest = tank.t_water_c__max
    if construction == "open":
        hottest = min(hottest, t_boiling_c - BOILING_MARGIN_K)
    if t_water_c > hottest:
        return Rejection(tank.model, "tank_temperature", hottest, t_water_c, "t_water_c")
    if construction == "pressurised" and pressure_kpa > tank.pressure_kpa__max:
        return Rejection(tank.model, "tank_pressure", tank.pressure_kpa__max, pressure_kpa, "pressure_kpa")
    return None


def _refused_by_size(tank: Tank, count: int, count_max: int, height_max_mm: float | None) -> Rejection | None:
    if count > count_max:
        return Rejection(tank.model, "tank_count", count, count_max, "unit_count")
    if height_max_mm is not None and tank.height_mm > height_max_mm:
        return Rejection(tank.model, "tank_height", tank.height_mm, height_max_mm, "height_mm")
    return None


def _figures(tank: Tank, count: int, volume_l: float, sheet: Sheet) -> FrozenMap[float]:
    def known(name: str, value: float) -> float:
        return sheet.look_up(name, value, table=Tank.TABLE, row=tank.model, source=tank.source)

    each, ua = known("volume_l", tank.volume_l), known("ua_w_k", tank.ua_w_k)
    if count == count_for_volume(volume_l, each):
        sheet.work(count_for_volume, required_volume_l=volume_l, volume_l=each)
    return FrozenMap({
        "required_volume_l": volume_l,
        "volume_l": each,
        "total_volume_l": sheet.work(total_volume, unit_count=count, volume_l=each),
        "ua_w_k": ua,
        "ua_w_k__total": sheet.work(total_ua, unit_count=count, ua_w_k=ua),
        **{name: known(name, getattr(tank, name)) for name in PRINTED},
    })  # fmt: skip
