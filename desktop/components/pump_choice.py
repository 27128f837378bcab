"""Choosing a pump: the circuit meets each pump's curve, rules refuse, the least power wins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..engine.figures import FrozenMap
from ..engine.hydraulics import (
    flow_of_each,
    head_reserve,
    least_motor_power,
    pump_efficiency,
    pump_electric_power,
    share_of_best_flow,
    slowed_head,
    slowed_shaft_power,
    speed_ratio,
)
from ..engine.messages import Rejection
from ..engine.pump_shape import COLD_WATER_KG_M3
from ..engine.sheet import Sheet
from ..tables.catalog import Catalog
from .choice import NothingSuits, ranked
from .pumps import KINDS, Curve, CurveReading, Kind, MotorReserve, Pump, PumpKind, curves, reserve_for

POWER_NEAR = 0.05


@dataclass(frozen=True, slots=True)
class PumpChoice:
    """The pump that serves with the least power.

    ``count`` is of running and standby pumps together; ``figures`` are by quantity: ``flow_m3h__each`` and
    ``head_m`` asked of one pump, ``flow_m3h__full`` and ``head_m__full`` where the circuit meets the curve at
    full speed, ``head_m__running``, ``shaft_power_kw`` and ``pump_efficiency_fraction`` as it will run,
    ``electric_power_kw`` of all running pumps. ``runners_up`` are the next best models.
    """

    pump: Pump
    count: int
    duty_count: int
    standby_count: int
    figures: FrozenMap[float]
    rejections: tuple[Rejection, ...]
    runners_up: tuple[str, ...]

    @property
    def model(self) -> str:
        """The pump's name in the catalogue."""
        return self.pump.model


@dataclass(frozen=True, slots=True)
class PumpDuty:
    """What is asked of a set of equal pumps in parallel; see ``choose_pump``."""

    flow_m3h: float
    head_m: float
    duty_count: int
    kinds: tuple[Kind, ...]
    variable_speed: bool
    t_water_c: float
    pressure_kpa: float
    npsh_available_m: float | None
    head_reserve_max: float | None = None

    @property
    def each_m3h(self) -> float:
        """Flow of one pump."""
        return self.flow_m3h / self.duty_count


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pump with all that a duty is held against."""

    pump: Pump
    kind: PumpKind
    curve: Curve

    def crossing(self, duty: PumpDuty) -> CurveReading | None:
        """The curve where the circuit meets it at full speed; None beyond its end."""
        flow = self.curve.crossing(duty.each_m3h, duty.head_m)
        return None if flow is None else self.curve.at(flow)

    def driven(self, duty: PumpDuty) -> bool:
        """Whether a drive sets the speed, rather than a valve the flow."""
        return duty.variable_speed or self.kind.integral_motor


def choose_pump(
    catalog: Catalog,
    sheet: Sheet,
    *,
    flow_m3h: float,
    head_m: float,
    duty_count: int = 1,
    standby_count: int = 0,
    kinds: Sequence[Kind] = KINDS,
    variable_speed: bool = True,
    t_water_c: float = 60.0,
    pressure_kpa: float = 600.0,
    npsh_available_m: float | None = None,
    head_reserve_max: float | None = None,
) -> PumpChoice:
    """The pump for a flow and a head with the least electric power; within 5 % of it, the smallest motor.

    ``flow_m3h`` is of all running pumps together and ``head_m`` what the circuit takes at it, margins
    included. ``variable_speed`` False throttles to the flow at full speed. ``pressure_kpa`` is the highest
    gauge pressure at the pump. Without ``npsh_available_m`` suction is not looked at. ``head_reserve_max`` is
    how much head, by the asked one, a driven pump may have left at full speed; a throttled one keeps to the
    limit of its kind.

    Raises NothingSuits with a rejection for every model, ValueError for a flow, head or count not above zero.
    """
    if flow_m3h <= 0 or head_m <= 0 or duty_count < 1 or standby_count < 0:
        raise ValueError("flow, head and the number of running pumps must be above zero")
    duty = PumpDuty(flow_m3h, head_m, duty_count, tuple(kinds), variable_speed, t_water_c, pressure_kpa,
                    npsh_available_m, head_reserve_max)  # fmt: skip
    reserves = catalog.rows(MotorReserve)
    kind_rows = {row.kind: row for row in catalog.rows(PumpKind)}
    curve_of = curves(catalog)
    rejections: list[Rejection] = []
    fit: list[tuple[float, Candidate]] = []
    for pump in catalog.rows(Pump):
        candidate = Candidate(pump, kind_rows[pump.kind], curve_of[pump.model])
        refused = refusal(candidate, duty, reserves)
        if refused:
            rejections.append(refused)
            continue
        power = _figures(candidate, duty, reserves, sheet.silent())["electric_power_kw"]
        fit.append((power, candidate))
    if not fit:
        raise NothingSuits("pump", rejections)
    order = ranked(
        fit, lambda entry: entry[0], POWER_NEAR,
        lambda entry: (entry[1].pump.motor_power_kw, entry[0], entry[1].pump.model),
    )  # fmt: skip
    best = order[0][1]
    figures = _figures(best, duty, reserves, sheet)
    return PumpChoice(
        best.pump, duty_count + standby_count, duty_count, standby_count, figures, tuple(rejections),
        tuple(entry[1].pump.model for entry in order[1:4]),
    )  # fmt: skip


def refusal(candidate: Candidate, duty: PumpDuty, reserves: Sequence[MotorReserve]) -> Rejection | None:
    """The first rule a pump fails for a duty, or None."""
    return _refused_by_build(candidate, duty) or _refused_by_curve(candidate, duty, reserves)


def _refused_by_build(candidate: Candidate, duty: PumpDuty) -> Rejection | None:
    pump = candidate.pump
    if pump.kind not in duty.kinds:
        return Rejection(pump.model, "pump_kind", pump.kind, "/".join(duty.kinds))
    if duty.t_water_c > pump.t_water_c__max:
        return Rejection(pump.model, "pump_temperature", pump.t_water_c__max, duty.t_water_c, "t_water_c")
    if duty.pressure_kpa > pump.pressure_kpa__max:
        allowed = pump.pressure_kpa__max
        return Rejection(pump.model, "pump_pressure", allowed, duty.pressure_kpa, "pressure_kpa")
    return None


def _refused_by_curve(
    candidate: Candidate, duty: PumpDuty, reserves: Sequence[MotorReserve]
) -> Rejection | None:
    pump, curve = candidate.pump, candidate.curve
    at_duty = curve.at(duty.each_m3h)
    if at_duty is None:
        return Rejection(pump.model, "pump_flow", curve.flow_max_m3h, duty.each_m3h, "flow_m3h")
    if at_duty.head_m < duty.head_m:
        return Rejection(pump.model, "pump_head", at_duty.head_m, duty.head_m, "head_m")
    full = candidate.crossing(duty)
    return _refused_by_place(candidate, duty, at_duty, full) or _refused_by_strength(
        candidate, duty, full or at_duty, reserves
    )


def _refused_by_place(
    candidate: Candidate, duty: PumpDuty, at_duty: CurveReading, full: CurveReading | None
) -> Rejection | None:
    """Where on its curve, and how slowly, the pump would run."""
    pump, kind = candidate.pump, candidate.kind
    share = _bep_share(candidate, duty, full)
    reserve = at_duty.head_m / duty.head_m - 1
    limit = duty.head_reserve_max if candidate.driven(duty) else kind.head_reserve_fraction__high
    if limit is not None and reserve > limit:
        return Rejection(pump.model, "pump_head_excess", reserve, limit, "head_reserve_fraction")
    low, high = kind.bep_share_fraction__low, kind.bep_share_fraction__high
    if share < low:
        return Rejection(pump.model, "pump_share_low", share, low, "bep_share_fraction")
    if share > high:
        return Rejection(pump.model, "pump_share_high", share, high, "bep_share_fraction")
    if candidate.driven(duty) and full and duty.each_m3h / full.flow_m3h < kind.speed_ratio__low:
        ratio = duty.each_m3h / full.flow_m3h
        return Rejection(pump.model, "pump_speed", ratio, kind.speed_ratio__low, "speed_ratio")
    return None


def _refused_by_strength(
    candidate: Candidate, duty: PumpDuty, hardest: CurveReading, reserves: Sequence[MotorReserve]
) -> Rejection | None:
    """Motor and suction at full speed."""
    pump, kind = candidate.pump, candidate.kind
    if not kind.integral_motor:
        least = least_motor_power(
            hardest.shaft_power_kw, reserve_for(reserves, hardest.shaft_power_kw).reserve_factor
        )
        if pump.motor_power_kw < least:
            return Rejection(pump.model, "pump_motor", pump.motor_power_kw, least, "motor_power_kw")
    needed = hardest.npsh_required_m + kind.npsh_margin_m
    if duty.npsh_available_m is not None and duty.npsh_available_m < needed:
        return Rejection(pump.model, "pump_npsh", duty.npsh_available_m, needed, "npsh_available_m")
    return None


def _bep_share(candidate: Candidate, duty: PumpDuty, full: CurveReading | None) -> float:
    """Flow by best flow: with a drive the pump stays where the circuit meets its full-speed curve."""
    flow = duty.each_m3h
    if candidate.driven(duty):
        flow = full.flow_m3h if full else candidate.curve.flow_max_m3h
    return flow / candidate.pump.flow_m3h


def _figures(
    candidate: Candidate, duty: PumpDuty, reserves: Sequence[MotorReserve], sheet: Sheet
) -> FrozenMap[float]:
    """All figures of a pump at a duty, each left on the sheet."""
    pump, kind = candidate.pump, candidate.kind
    found = {"flow_m3h": duty.flow_m3h, "head_m": duty.head_m}
    found["flow_m3h__each"] = sheet.work(flow_of_each, flow_m3h=duty.flow_m3h, duty_count=duty.duty_count)
    found.update(_read_curve(candidate, duty, found, sheet))
    found.update(_as_running(candidate, duty, found, sheet))
    found["motor_power_kw"] = _known(sheet, pump, "motor_power_kw", pump.motor_power_kw)
    if not kind.integral_motor:
        reserve = reserve_for(reserves, found["shaft_power_kw__full"])
        factor = sheet.look_up(
            "reserve_factor", reserve.reserve_factor, table=MotorReserve.TABLE,
            row=f"{reserve.shaft_power_kw__up_to:g}", source=reserve.source,
        )  # fmt: skip
        found["motor_power_kw__least"] = sheet.work(
            least_motor_power, shaft_power_kw__full=found["shaft_power_kw__full"], reserve_factor=factor
        )
    if duty.npsh_available_m is not None:
        found["npsh_available_m"] = duty.npsh_available_m
    for name in ("dn_mm", "weight_kg"):
        found[name] = _known(sheet, pump, name, getattr(pump, name))
    return FrozenMap(found)


def _known(sheet: Sheet, pump: Pump, name: str, value: float) -> float:
    return sheet.look_up(name, value, table=Pump.TABLE, row=pump.model, source=pump.source)


def _read_curve(
    candidate: Candidate, duty: PumpDuty, asked: Mapping[str, float], sheet: Sheet
) -> dict[str, float]:
    """The curve at the asked flow and where the circuit meets it at full speed."""
    at_duty = candidate.curve.at(duty.each_m3h)
    assert at_duty is not None, "a pump whose curve is too short was refused"
    hardest = candidate.crossing(duty) or at_duty
    inputs = {"flow_m3h__each": asked["flow_m3h__each"], "head_m": duty.head_m}

    def read(name: str, value: float) -> float:
        source = candidate.pump.source
        return sheet.simulated(name, value, method="method.pump_curve", source=source, inputs=inputs)

    found = {
        "flow_m3h__full": read("flow_m3h__full", hardest.flow_m3h),
        "head_m__full": read("head_m__full", hardest.head_m),
        "shaft_power_kw__full": read("shaft_power_kw__full", hardest.shaft_power_kw),
        "npsh_required_m": read("npsh_required_m", hardest.npsh_required_m),
        "head_m__curve": read("head_m__curve", at_duty.head_m),
    }
    if not candidate.driven(duty):
        found["head_m__running"] = read("head_m__running", at_duty.head_m)
        found["shaft_power_kw"] = read("shaft_power_kw", at_duty.shaft_power_kw)
    found["head_reserve_fraction"] = sheet.work(
        head_reserve, head_m__curve=found["head_m__curve"], head_m=duty.head_m
    )
    return found


def _as_running(
    candidate: Candidate, duty: PumpDuty, so_far: Mapping[str, float], sheet: Sheet
) -> dict[str, float]:
    """Speed, head, power and efficiency as the pump will run."""
    pump, kind = candidate.pump, candidate.kind
    flow_each = so_far["flow_m3h__each"]
    found: dict[str, float] = {"speed_ratio": 1.0}
    drive, in_curve = 1.0, flow_each
    if candidate.driven(duty):
        in_curve = so_far["flow_m3h__full"]
        ratio = sheet.work(speed_ratio, flow_m3h__each=flow_each, flow_m3h__full=in_curve)
        found["speed_ratio"] = ratio
        found["head_m__running"] = sheet.work(
            slowed_head, head_m__full=so_far["head_m__full"], speed_ratio=ratio
        )
        found["shaft_power_kw"] = sheet.work(
            slowed_shaft_power, shaft_power_kw__full=so_far["shaft_power_kw__full"], speed_ratio=ratio
        )
        drive = sheet.look_up(
            "drive_efficiency_fraction", kind.drive_efficiency_fraction,
            table=PumpKind.TABLE, row=kind.kind, source=kind.source,
        )  # fmt: skip
    best = _known(sheet, pump, "flow_m3h__best", pump.flow_m3h)
    found["bep_share_fraction"] = sheet.work(
        share_of_best_flow, flow_m3h__in_curve=in_curve, flow_m3h__best=best
    )
    now = {**so_far, **found}
    found["pump_efficiency_fraction"] = sheet.work(
        pump_efficiency, density_kg_m3=COLD_WATER_KG_M3, flow_m3h__each=flow_each,
        head_m__running=now["head_m__running"], shaft_power_kw=now["shaft_power_kw"],
    )  # fmt: skip
    motor = _known(sheet, pump, "motor_efficiency_fraction", pump.motor_efficiency_fraction)
    found["motor_efficiency_fraction"] = motor
    found["electric_power_kw"] = sheet.work(
        pump_electric_power, duty_count=duty.duty_count, shaft_power_kw=now["shaft_power_kw"],
        motor_efficiency_fraction=motor, drive_efficiency_fraction=drive,
    )  # fmt: skip
    return found
