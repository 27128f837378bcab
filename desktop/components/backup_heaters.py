"""Electric heaters and boilers: records, and the size and number for a heat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from ..engine.equipment_sums import count_for_power, least_heater_power, total_heater_power
from ..engine.figures import FrozenMap
from ..engine.messages import Rejection
from ..engine.sheet import Sheet
from ..tables.catalog import Catalog
from ..tables.reading import Range
from .choice import NothingSuits, ranked

Kind = Literal["inline_heater", "electric_boiler"]
KINDS: tuple[Kind, ...] = ("inline_heater", "electric_boiler")
POWER_NEAR = 0.10


@dataclass(frozen=True, slots=True)
class BackupHeater:
    """An electric heater; ``heater_power_kw`` is what it takes, heat is that times its efficiency."""

    TABLE: ClassVar[str] = "backup_heaters.csv"
    KEY: ClassVar[tuple[str, ...]] = ("model",)
    model: str
    kind: Kind
    heater_power_kw: Annotated[float, Range(0.5, 10_000)]
    step_count: Annotated[int, Range(1, 50)]
    voltage_v: Annotated[float, Range(200, 12_000)]
    efficiency_fraction: Annotated[float, Range(0.9, 1)]
    t_water_c__max: Annotated[float, Range(40, 120)]
    pressure_kpa__max: Annotated[float, Range(100, 2500)]
    weight_kg: Annotated[float, Range(1, 30_000)]
    source: str


TABLES = (BackupHeater,)


@dataclass(frozen=True, slots=True)
class HeaterChoice:
    """So many heaters of one model; ``figures`` by quantity have ``heater_power_kw__total``."""

    heater: BackupHeater
    count: int
    figures: FrozenMap[float]
    rejections: tuple[Rejection, ...]
    runners_up: tuple[str, ...]

    @property
    def model(self) -> str:
        """The heater's name in the catalogue."""
        return self.heater.model


def choose_heater(
    catalog: Catalog,
    sheet: Sheet,
    *,
    heat_kw: float,
    kinds: Sequence[Kind] = KINDS,
    t_water_c: float = 60.0,
    pressure_kpa: float = 0.0,
    count_min: int = 1,
    count_max: int = 4,
) -> HeaterChoice:
    """Equal heaters for a heat: least power installed; within 10 % of it the fewest, then the most steps.

    Raises NothingSuits with a rejection for every model, ValueError for a heat not above zero.
    """
    if heat_kw <= 0 or not 1 <= count_min <= count_max:
        raise ValueError("heat must be above zero, and 1 <= count_min <= count_max")
    rejections: list[Rejection] = []
    fit: list[tuple[float, int, BackupHeater]] = []
    for heater in catalog.rows(BackupHeater):
        least = sheet.silent().work(
            least_heater_power, heat_kw=heat_kw, efficiency_fraction=heater.efficiency_fraction
        )
        count = max(count_min, round(count_for_power(least, heater.heater_power_kw)))
        refused = _refusal(heater, count, kinds, t_water_c, pressure_kpa, count_max)
        if refused:
            rejections.append(refused)
        else:
            installed = round(count * heater.heater_power_kw, 6)
            fit.append((installed, count, heater))
    if not fit:
        raise NothingSuits("backup_heater", rejections)
    order = ranked(
        fit, lambda entry: entry[0], POWER_NEAR,
        lambda entry: (entry[1], entry[0], -entry[2].step_count, entry[2].model),
    )  # fmt: skip
    _, count, best = order[0]
    figures = _figures(best, count, heat_kw, sheet)
    runners_up = tuple(entry[2].model for entry in order[1:4])
    return HeaterChoice(best, count, figures, tuple(rejections), runners_up)


def _refusal(
    heater: BackupHeater,
    count: int,
    kinds: Sequence[Kind],
    t_water_c: float,
    pressure_kpa: float,
    count_max: int,
) -> Rejection | None:
    if heater.kind not in kinds:
        return Rejection(heater.model, "heater_kind", heater.kind, "/".join(kinds))
    if t_water_c > heater.t_water_c__max:
        return Rejection(heater.model, "heater_temperature", heater.t_water_c__max, t_water_c, "t_water_c")
    if pressure_kpa > heater.pressure_kpa__max:
        allowed = heater.pressure_kpa__max
        return Rejection(heater.model, "heater_pressure", allowed, pressure_kpa, "pressure_kpa")
    if count > count_max:
        return Rejection(heater.model, "heater_count", count, count_max, "unit_count")
    return None


def _figures(heater: BackupHeater, count: int, heat_kw: float, sheet: Sheet) -> FrozenMap[float]:
    def known(name: str, value: float) -> float:
        return sheet.look_up(name, value, table=BackupHeater.TABLE, row=heater.model, source=heater.source)

    efficiency = known("efficiency_fraction", heater.efficiency_fraction)
    least = sheet.work(least_heater_power, heat_kw=heat_kw, efficiency_fraction=efficiency)
    each = known("heater_power_kw", heater.heater_power_kw)
    if count == count_for_power(least, each):
        sheet.work(count_for_power, heater_power_kw__least=least, heater_power_kw=each)
    return FrozenMap({
        "heat_kw": heat_kw,
        "efficiency_fraction": efficiency,
        "heater_power_kw": each,
        "heater_power_kw__least": least,
        "heater_power_kw__total": sheet.work(total_heater_power, unit_count=count, heater_power_kw=each),
        **{name: known(name, getattr(heater, name)) for name in ("step_count", "voltage_v", "weight_kg")},
    })  # fmt: skip
