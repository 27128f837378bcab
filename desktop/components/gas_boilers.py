"""Gas boilers beside heat pumps: records, and the size and number for a heat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from ..engine.figures import FrozenMap
from ..engine.messages import Rejection
from ..engine.sheet import Sheet, formula
from ..tables.catalog import Catalog
from ..tables.reading import Range
from .choice import NothingSuits, ranked

HEAT_NEAR = 0.10
WALL_HUNG_UP_TO_KW = 35.0  # larger ones stand on the floor
WALL_HUNG_MOST = 2  # a third would be a cascade: one on the floor is cheaper


@dataclass(frozen=True, slots=True)
class GasBoiler:
    """A gas boiler by its heat; the efficiency is by the lower heating value."""

    TABLE: ClassVar[str] = "gas_boilers.csv"
    KEY: ClassVar[tuple[str, ...]] = ("model",)
    model: str
    boiler_heat_kw: Annotated[float, Range(5, 20_000)]
    turndown_fraction: Annotated[float, Range(0.05, 1)]
    boiler_efficiency: Annotated[float, Range(0.8, 1.11)]
    t_water_c__max: Annotated[float, Range(40, 120)]
    pressure_kpa__max: Annotated[float, Range(100, 2500)]
    weight_kg: Annotated[float, Range(10, 60_000)]
    source: str


TABLES = (GasBoiler,)


@dataclass(frozen=True, slots=True)
class BoilerChoice:
    """So many boilers of one model, with their figures by quantity."""

    boiler: GasBoiler
    count: int
    figures: FrozenMap[float]


@formula("unit_count", "ceil(heat_kw / boiler_heat_kw)", source="first_principles")
def count_of_boilers(heat_kw: float, boiler_heat_kw: float) -> float:
    """Equal boilers for a heat.

    >>> count_of_boilers(721.0, 400.0)
    2
    """
    return -int(-heat_kw // boiler_heat_kw)


@formula("total_capacity_kw", "unit_count * boiler_heat_kw", source="first_principles")
def heat_of_boilers(unit_count: float, boiler_heat_kw: float) -> float:
    """Heat of all boilers together."""
    return unit_count * boiler_heat_kw


def choose_boiler(
    catalog: Catalog, sheet: Sheet, *, heat_kw: float, t_water_c: float, count_max: int
) -> BoilerChoice:
    """Equal boilers for a heat: least heat installed; within 10 % of it the fewest.

    Raises NothingSuits with a rejection for every model, ValueError for a heat not above zero.
    """
    if heat_kw <= 0.0:
        raise ValueError("heat must be above zero")
    rejections: list[Rejection] = []
    fit: list[tuple[float, int, GasBoiler]] = []
    for boiler in catalog.rows(GasBoiler):
        count = int(count_of_boilers(heat_kw, boiler.boiler_heat_kw))
        if t_water_c > boiler.t_water_c__max:
            has = boiler.t_water_c__max
            rejections.append(Rejection(boiler.model, "heater_temperature", has, t_water_c, "t_water_c"))
        elif count > count_max:
            rejections.append(Rejection(boiler.model, "heater_count", count, count_max, "unit_count"))
        elif boiler.boiler_heat_kw <= WALL_HUNG_UP_TO_KW and count > WALL_HUNG_MOST:
            rejections.append(Rejection(boiler.model, "heater_count", count, WALL_HUNG_MOST, "unit_count"))
        else:
            fit.append((count * boiler.boiler_heat_kw, count, boiler))
    if not fit:
        raise NothingSuits("gas_boiler", rejections)
    _, count, best = ranked(fit, lambda entry: entry[0], HEAT_NEAR, lambda entry: (entry[1], entry[0]))[0]
    return BoilerChoice(best, count, _figures(best, count, heat_kw, sheet))


def _figures(boiler: GasBoiler, count: int, heat_kw: float, sheet: Sheet) -> FrozenMap[float]:
    def known(name: str) -> float:
        place = {"table": GasBoiler.TABLE, "row": boiler.model, "source": boiler.source}
        return sheet.look_up(name, getattr(boiler, name), **place)

    each = known("boiler_heat_kw")
    sheet.work(count_of_boilers, heat_kw=heat_kw, boiler_heat_kw=each)
    return FrozenMap({
        "heat_kw": heat_kw,
        "boiler_heat_kw": each,
        "total_capacity_kw": sheet.work(heat_of_boilers, unit_count=count, boiler_heat_kw=each),
        **{name: known(name) for name in ("turndown_fraction", "boiler_efficiency", "weight_kg")},
    })  # fmt: skip
