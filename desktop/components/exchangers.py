"""Plate heat exchangers between two waters: records, and the exchanger for a heat at given temperatures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from ..engine.equipment_sums import (
    cold_end_difference,
    least_transfer,
    log_mean_difference,
    scaled_drop,
    warm_end_difference,
)
from ..engine.figures import FrozenMap
from ..engine.hydraulics import flow_of_each
from ..engine.messages import Rejection
from ..engine.sheet import Sheet
from ..tables.catalog import Catalog
from ..tables.reading import Range
from .choice import NothingSuits


@dataclass(frozen=True, slots=True)
class PlateExchanger:
    """A plate exchanger: transfer capacity in service, and the drop of either side at its nominal flow."""

    TABLE: ClassVar[str] = "plate_exchangers.csv"
    KEY: ClassVar[tuple[str, ...]] = ("model",)
    model: str
    area_m2: Annotated[float, Range(0.05, 2000)]
    ua_kw_k: Annotated[float, Range(0.1, 20_000)]
    flow_m3h__nominal: Annotated[float, Range(0.05, 5000)]
    drop_kpa__nominal: Annotated[float, Range(1, 200)]
    pressure_kpa__max: Annotated[float, Range(300, 4000)]
    t_water_c__max: Annotated[float, Range(60, 200)]
    dn_mm: Annotated[int, Range(15, 600)]
    weight_kg: Annotated[float, Range(1, 30_000)]
    source: str


TABLES = (PlateExchanger,)


@dataclass(frozen=True, slots=True)
class ExchangerDuty:
    """What is asked: heat, the four temperatures in counter flow, and the flows of both sides."""

    heat_kw: float
    t_hot_in_c: float
    t_hot_out_c: float
    t_cold_in_c: float
    t_cold_out_c: float
    flow_hot_m3h: float
    flow_cold_m3h: float


@dataclass(frozen=True, slots=True)
class ExchangerChoice:
    """So many exchangers in parallel; ``figures`` have ``drop_kpa__hot_side`` and ``drop_kpa__cold_side``."""

    exchanger: PlateExchanger
    count: int
    figures: FrozenMap[float]
    rejections: tuple[Rejection, ...]
    runners_up: tuple[str, ...]

    @property
    def model(self) -> str:
        """The exchanger's name in the catalogue."""
        return self.exchanger.model


@dataclass(frozen=True, slots=True)
class _Need:
    """What one duty asks of each exchanger."""

    duty: ExchangerDuty
    dt_log_k: float
    ua_kw_k__least: float
    flows: dict[str, float]


def choose_exchanger(
    catalog: Catalog,
    sheet: Sheet,
    *duties: ExchangerDuty,
    count: int = 1,
    fouling_factor: float = 1.1,
    drop_max_kpa: float = 50.0,
    pressure_kpa: float = 600.0,
) -> ExchangerChoice:
    """The smallest exchanger, ``count`` in parallel, that moves the heat and keeps both drops below a limit.

    With several duties, as heating and cooling, it serves each of them: the largest transfer capacity and the
    largest flow rule. ``heat_kw``, ``dt_log_k`` and ``ua_kw_k__least`` are of the duty that asks for most.

    Raises NothingSuits with a rejection for every model; OutsideValidity where the temperatures leave no
    difference or the end differences are too unlike; ValueError without a duty.
    """
    if not duties:
        raise ValueError("an exchanger needs a duty")
    needs = [_need(duty, count, fouling_factor, sheet) for duty in duties]
    hardest = max(needs, key=lambda need: need.ua_kw_k__least)
    flows = max((need.flows for need in needs), key=lambda flows: max(flows.values()))
    t_hottest = max(duty.t_hot_in_c for duty in duties)
    rejections: list[Rejection] = []
    fit: list[PlateExchanger] = []
    for exchanger in catalog.rows(PlateExchanger):
        refused = _refusal(
            exchanger, hardest.ua_kw_k__least, max(flows.values()), drop_max_kpa, t_hottest, pressure_kpa
        )
        if refused:
            rejections.append(refused)
        else:
            fit.append(exchanger)
    if not fit:
        raise NothingSuits("plate_exchanger", rejections)
    fit.sort(key=lambda row: (row.area_m2, row.model))
    found = {
        "heat_kw": sheet.rounded("heat_kw", hardest.duty.heat_kw),
        "ua_kw_k__least": hardest.ua_kw_k__least,
        "dt_log_k": hardest.dt_log_k,
        **_figures(fit[0], flows, sheet),
    }
    runners_up = tuple(row.model for row in fit[1:4])
    return ExchangerChoice(fit[0], count, FrozenMap(found), tuple(rejections), runners_up)


def _need(duty: ExchangerDuty, count: int, fouling_factor: float, sheet: Sheet) -> _Need:
    """Mean difference, transfer capacity and flows of one of ``count`` exchangers."""
    warm = sheet.work(
        warm_end_difference, t_water_c__hot_in=duty.t_hot_in_c, t_water_c__cold_out=duty.t_cold_out_c
    )
    cold = sheet.work(
        cold_end_difference, t_water_c__hot_out=duty.t_hot_out_c, t_water_c__cold_in=duty.t_cold_in_c
    )
    mean = sheet.work(log_mean_difference, dt_k__warm_end=warm, dt_k__cold_end=cold)
    least = sheet.work(
        least_transfer, heat_kw=duty.heat_kw / count, fouling_factor=fouling_factor, dt_log_k=mean
    )
    flows = {
        "hot_side": sheet.work(flow_of_each, flow_m3h=duty.flow_hot_m3h, duty_count=count),
        "cold_side": sheet.work(flow_of_each, flow_m3h=duty.flow_cold_m3h, duty_count=count),
    }
    return _Need(duty, mean, least, flows)


def _refusal(
    exchanger: PlateExchanger,
    least_ua: float,
    flow_m3h: float,
    drop_max_kpa: float,
    t_hottest_c: float,
    pressure_kpa: float,
) -> Rejection | None:
    model = exchanger.model
    if pressure_kpa > exchanger.pressure_kpa__max:
        allowed = exchanger.pressure_kpa__max
        return Rejection(model, "exchanger_pressure", allowed, pressure_kpa, "pressure_kpa")
    if t_hottest_c > exchanger.t_water_c__max:
        allowed = exchanger.t_water_c__max
        return Rejection(model, "exchanger_temperature", allowed, t_hottest_c, "t_water_c")
    if exchanger.ua_kw_k < least_ua:
        return Rejection(model, "exchanger_capacity", exchanger.ua_kw_k, least_ua, "ua_kw_k")
    drop = scaled_drop(exchanger.drop_kpa__nominal, flow_m3h, exchanger.flow_m3h__nominal)
    if drop > drop_max_kpa:
        return Rejection(model, "exchanger_drop", drop, drop_max_kpa, "drop_kpa")
    return None


def _figures(exchanger: PlateExchanger, flows: dict[str, float], sheet: Sheet) -> dict[str, float]:
    def known(name: str, value: float) -> float:
        row, source = exchanger.model, exchanger.source
        return sheet.look_up(name, value, table=PlateExchanger.TABLE, row=row, source=source)

    printed = ("ua_kw_k", "area_m2", "dn_mm", "weight_kg")
    found = {name: known(name, getattr(exchanger, name)) for name in printed}
    nominal_drop = known("drop_kpa__nominal", exchanger.drop_kpa__nominal)
    nominal_flow = known("flow_m3h__nominal", exchanger.flow_m3h__nominal)
    for side, flow in flows.items():
        found[f"flow_m3h__{side}"] = flow
        found[f"drop_kpa__{side}"] = sheet.work(
            scaled_drop, drop_kpa__nominal=nominal_drop, flow_m3h=flow, flow_m3h__nominal=nominal_flow
        )
    return found
