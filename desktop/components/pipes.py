"""Steel pipes, antifreeze and the code's limits on transport energy: records, and the pipe for a flow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from ..engine.figures import FrozenMap
from ..engine.messages import Rejection
from ..engine.pipe_flow import (
    cooling_length_coefficient,
    friction_factor,
    heating_length_coefficient,
    pipe_velocity,
    reynolds,
    specific_friction,
    transport_limit,
    transport_ratio,
)
from ..engine.sheet import Sheet
from ..engine.validity import require
from ..tables.catalog import Catalog
from ..tables.reading import Range
from .choice import NothingSuits

FRICTION_MAX_PA_M = 100.0  # economic specific friction: an assumption, 60-120 Pa/m is usual


@dataclass(frozen=True, slots=True)
class Pipe:
    """A steel pipe; ``diameter_mm`` is the inner one, ``velocity_m_s__max`` the usual limit for its size."""

    TABLE: ClassVar[str] = "pipes.csv"
    KEY: ClassVar[tuple[str, ...]] = ("dn_mm",)
    dn_mm: Annotated[int, Range(10, 1000)]
    outer_mm: Annotated[float, Range(10, 1100)]
    wall_mm: Annotated[float, Range(1, 30)]
    diameter_mm: Annotated[float, Range(8, 1050)]
    roughness_mm: Annotated[float, Range(0.001, 2)]
    velocity_m_s__max: Annotated[float, Range(0.3, 5)]
    source: str


@dataclass(frozen=True, slots=True)
class Antifreeze:
    """A mixture beside water: factors for equal heat, ``__warm`` at 45 °C and ``__cold`` at 7 °C."""

    TABLE: ClassVar[str] = "antifreeze.csv"
    KEY: ClassVar[tuple[str, ...]] = ("fluid", "mass_fraction")
    fluid: Literal["water", "ethylene_glycol", "propylene_glycol"]
    mass_fraction: Annotated[float, Range(0, 0.6)]
    t_freeze_c: Annotated[float, Range(-60, 0)]
    flow_factor: Annotated[float, Range(1, 1.5)]
    viscosity_factor__warm: Annotated[float, Range(1, 20)]
    viscosity_factor__cold: Annotated[float, Range(1, 20)]
    drop_factor__warm: Annotated[float, Range(1, 5)]
    drop_factor__cold: Annotated[float, Range(1, 5)]
    expansion_factor: Annotated[float, Range(1, 4)]
    source: str


@dataclass(frozen=True, slots=True)
class TransportLimit:
    """A and B of the limit on the transport ratio, by use, pump stages, and heat or flow."""

    TABLE: ClassVar[str] = "transport_limits.csv"
    KEY: ClassVar[tuple[str, ...]] = ("use", "pump_stages", "heat_kw__from", "flow_m3h__from")
    use: Literal["heating", "chilled_water"]
    pump_stages: Literal["one", "two"]
    heat_kw__from: Annotated[float, Range(0, 1e6)]
    flow_m3h__from: Annotated[float, Range(0, 1e6)]
    coefficient__A: Annotated[float, Range(0, 0.1)]
    coefficient__B: Annotated[float, Range(0, 100)]
    source: str


TABLES = (Pipe, Antifreeze, TransportLimit)


@dataclass(frozen=True, slots=True)
class PipeChoice:
    """The smallest pipe for a flow; ``figures`` have the real velocity and specific friction."""

    pipe: Pipe
    figures: FrozenMap[float]
    rejections: tuple[Rejection, ...]


def choose_pipe(
    catalog: Catalog,
    sheet: Sheet,
    *,
    flow_m3h: float,
    density_kg_m3: float,
    viscosity_mpa_s: float,
    friction_max_pa_m: float = FRICTION_MAX_PA_M,
) -> PipeChoice:
    """The smallest pipe within the specific friction and its own velocity limit.

    Raises NothingSuits with a rejection for every size, OutsideValidity for a flow below 0.05 m³/h.
    """
    require("flow_m3h", flow_m3h, 0.05, 1e5)
    rejections: list[Rejection] = []
    for pipe in sorted(catalog.rows(Pipe), key=lambda row: row.diameter_mm):
        name, velocity = f"DN{pipe.dn_mm}", pipe_velocity(flow_m3h, pipe.diameter_mm)
        if velocity > pipe.velocity_m_s__max:
            limit = pipe.velocity_m_s__max
            rejections.append(Rejection(name, "pipe_velocity", velocity, limit, "velocity_m_s"))
            continue
        found = _figures(pipe, flow_m3h, density_kg_m3, viscosity_mpa_s, sheet.silent())
        if found["specific_friction_pa_m"] > friction_max_pa_m:
            value = found["specific_friction_pa_m"]
            rejections.append(
                Rejection(name, "pipe_friction", value, friction_max_pa_m, "specific_friction_pa_m")
            )
        else:
            figures = _figures(pipe, flow_m3h, density_kg_m3, viscosity_mpa_s, sheet)
            return PipeChoice(pipe, FrozenMap(figures), tuple(rejections))
    raise NothingSuits("pipe", rejections)


def _figures(
    pipe: Pipe, flow_m3h: float, density_kg_m3: float, viscosity_mpa_s: float, sheet: Sheet
) -> dict[str, float]:
    def known(name: str, value: float) -> float:
        return sheet.look_up(name, value, table=Pipe.TABLE, row=f"DN{pipe.dn_mm}", source=pipe.source)

    inner, rough = known("diameter_mm", pipe.diameter_mm), known("roughness_mm", pipe.roughness_mm)
    velocity = sheet.work(pipe_velocity, flow_m3h=flow_m3h, diameter_mm=inner)
    number = sheet.work(
        reynolds, density_kg_m3=density_kg_m3, velocity_m_s=velocity, diameter_mm=inner,
        viscosity_mpa_s=viscosity_mpa_s,
    )  # fmt: skip
    factor = sheet.work(friction_factor, reynolds=number, roughness_mm=rough, diameter_mm=inner)
    friction = sheet.work(
        specific_friction, friction_factor=factor, density_kg_m3=density_kg_m3, velocity_m_s=velocity,
        diameter_mm=inner,
    )  # fmt: skip
    return {
        "dn_mm": known("dn_mm", pipe.dn_mm),
        "flow_m3h": flow_m3h,
        "diameter_mm": inner,
        "velocity_m_s": velocity,
        "specific_friction_pa_m": friction,
    }


@dataclass(frozen=True, slots=True)
class TransportCheck:
    """The transport ratio of a set of pumps and the largest the code allows."""

    ratio: float
    limit: float

    @property
    def kept(self) -> bool:
        """Whether the ratio is within the limit."""
        return self.ratio <= self.limit


def check_transport(
    catalog: Catalog,
    sheet: Sheet,
    *,
    use: Literal["heating", "chilled_water"],
    heat_kw: float,
    flow_m3h: float,
    head_m: float,
    pump_efficiency_fraction: float,
    length_m: float,
    dt_k: float,
    pump_stages: Literal["one", "two"] = "one",
) -> TransportCheck:
    """EHR-h (heating) or EC(H)R-a (chilled water) beside its limit.

    ``flow_m3h`` and ``head_m`` are those of the design, ``length_m`` is the main out and back. The limit is
    recalled, not read in the code: its rows are assumed.
    """
    ratio = sheet.work(
        transport_ratio, flow_m3h=flow_m3h, head_m=head_m, pump_efficiency_fraction=pump_efficiency_fraction,
        heat_kw=heat_kw,
    )  # fmt: skip
    row = max(
        (
            row for row in catalog.rows(TransportLimit)
            if row.use == use and row.pump_stages == pump_stages
            and row.heat_kw__from <= heat_kw and row.flow_m3h__from <= flow_m3h
        ),
        key=lambda row: (row.heat_kw__from, row.flow_m3h__from),
    )  # fmt: skip
    place = f"{use} {pump_stages} {row.heat_kw__from:g} {row.flow_m3h__from:g}"

    def known(name: str, value: float) -> float:
        return sheet.look_up(name, value, table=TransportLimit.TABLE, row=place, source=row.source)

    by_length = heating_length_coefficient if use == "heating" else cooling_length_coefficient
    limit = sheet.work(
        transport_limit,
        coefficient__A=known("coefficient__A", row.coefficient__A),
        coefficient__B=known("coefficient__B", row.coefficient__B),
        coefficient__length=sheet.work(by_length, length_m=length_m),
        length_m=length_m,
        dt_k=dt_k,
    )
    return TransportCheck(ratio, limit)
