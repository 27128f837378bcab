"""The pumps of the reference range, worked out from stated shape rules.

``python -m desktop.components.pump_range`` writes pumps.csv and pump_curves.csv anew from pump_kinds.csv,
pump_tiers.csv, motors.csv and motor_reserves.csv. Best points stand here; everything else follows from them.
Efficiencies at the best point are those tier 2 of GB 19762-2025 asks, for canned-rotor pumps, which it does
not cover, an estimate by size. No figure is a maker's.
"""

from __future__ import annotations

import csv
import dataclasses
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..engine.hydraulics import specific_speed, tier_efficiency
from ..engine.pump_shape import (
    canned_efficiency,
    canned_motor_efficiency,
    head_on_curve,
    npsh_on_curve,
    power_on_curve,
)
from ..tables.catalog import Catalog, load_catalog
from .pumps import Kind, Motor, MotorReserve, Pump, PumpCurvePoint, PumpKind, PumpTier, reserve_for

SOURCE = "pump_shape_estimate"
CURVE_SHARES = (0.0, 0.25, 0.5, 0.7, 0.85, 1.0, 1.15, 1.3)
LETTERS: dict[Kind, str] = {"canned": "C", "in_line": "L", "end_suction": "E", "double_suction": "D"}
HEADS_BY_FLOW: dict[Kind, dict[float, tuple[float, ...]]] = {
    "canned": {
        0.3: (2, 3, 5, 8, 12, 16), 0.4: (4, 8, 12), 0.63: (4, 8, 12), 1: (3, 5, 8, 12),
        1.6: (4, 6, 9, 13), 2.5: (4, 6, 8, 11, 14),
        4: (5, 7, 9, 12, 15), 6.3: (6, 8, 11, 15), 10: (7, 9, 12, 16), 16: (8, 11, 14), 25: (9, 12, 15),
        40: (10, 13, 16),
    },
    "in_line": {
        **dict.fromkeys((8, 12.5), (12.5, 16, 20, 25, 32)),
        **dict.fromkeys((20, 31.5, 50, 80, 125, 200), (10, 12.5, 16, 20, 25, 32)),
    },
    "end_suction": {
        **dict.fromkeys((63, 100, 160), (20, 25, 32, 40, 50)),
        **dict.fromkeys((250, 400), (12.5, 16, 20, 25, 32, 40, 50)),
    },
    "double_suction": dict.fromkeys((315, 500, 630, 800, 1000), (20, 25, 32, 38, 44)),
}  # fmt: skip
FAST_RPM, SLOW_RPM = 2900, 1450
SLOW_ENOUGH = 60.0  # below this specific speed at 1,450 rpm a pump is built for 2,900 rpm
FAST_FLOW_MAX_M3H = 200.0


def reference_pumps(catalog: Catalog) -> tuple[tuple[Pump, ...], tuple[PumpCurvePoint, ...]]:
    """All pumps of the range and their curves."""
    pumps = tuple(
        _pump(catalog, kind, flow, head)
        for kind, heads_by_flow in HEADS_BY_FLOW.items()
        for flow, heads in heads_by_flow.items()
        for head in heads
    )
    kinds = {row.kind: row for row in catalog.rows(PumpKind)}
    return pumps, tuple(point for pump in pumps for point in _curve(pump, kinds[pump.kind]))


def _pump(catalog: Catalog, kind: Kind, flow_m3h: float, head_m: float) -> Pump:
    kind_row = catalog.find(PumpKind, kind)
    rpm = _speed(kind_row, flow_m3h, head_m)
    if kind == "canned":
        efficiency = round(canned_efficiency(flow_m3h), 3)
        motor_efficiency = round(canned_motor_efficiency(flow_m3h), 3)
        end = power_on_curve(flow_m3h, head_m, kind_row.shutoff_ratio, CURVE_SHARES[-1], efficiency)
        motor_kw = round(1.05 * end + 0.0005, 3)
        weight = round(2.0 + 22 * motor_kw**0.7, 1)
    else:
        tier = next(
            row for row in catalog.rows(PumpTier)
            if row.kind == kind and row.flow_m3h__from <= flow_m3h < row.flow_m3h__to
        )  # fmt: skip
        ns = specific_speed(rpm, flow_m3h, kind_row.suction_count, head_m)
        efficiency = round(
            tier_efficiency(
                ns, flow_m3h, tier.coefficient__a, tier.coefficient__b, tier.coefficient__c,
                tier.coefficient__d, tier.coefficient__e, tier.coefficient__tier2,
            ), 3,
        )  # fmt: skip
        motor = _motor(catalog, rpm, kind_row.shutoff_ratio, flow_m3h, head_m, efficiency)
        motor_kw, motor_efficiency = motor.motor_power_kw, motor.motor_efficiency_fraction__tier2
        weight = round(15 + 14 * motor_kw**0.8 + 0.5 * flow_m3h**0.9)
    return Pump(
        model=f"HQ-P{LETTERS[kind]}-{flow_m3h:g}-{head_m:g}", kind=kind, flow_m3h=flow_m3h, head_m=head_m,
        speed_rpm=rpm, pump_efficiency_fraction=efficiency, motor_power_kw=motor_kw,
        motor_efficiency_fraction=motor_efficiency, dn_mm=_port(flow_m3h),
        pressure_kpa__max=1000 if kind == "canned" else 1600, t_water_c__max=110, weight_kg=weight,
        source=SOURCE,
    )  # fmt: skip


def _speed(kind: PumpKind, flow_m3h: float, head_m: float) -> int:
    slow = specific_speed(SLOW_RPM, flow_m3h, kind.suction_count, head_m) < SLOW_ENOUGH
    return FAST_RPM if kind.integral_motor or (slow and flow_m3h <= FAST_FLOW_MAX_M3H) else SLOW_RPM


def _motor(
    catalog: Catalog, rpm: int, shutoff_ratio: float, flow_m3h: float, head_m: float, efficiency: float
) -> Motor:
    """The smallest motor with its reserve a tenth beyond the best flow, not overloaded at the end."""
    beyond, end = (
        power_on_curve(flow_m3h, head_m, shutoff_ratio, share, efficiency)
        for share in (1.1, CURVE_SHARES[-1])
    )
    least = max(end, beyond * reserve_for(catalog.rows(MotorReserve), beyond).reserve_factor)
    poles = 2 if rpm == FAST_RPM else 4
    fit = (row for row in catalog.rows(Motor) if row.pole_count == poles and row.motor_power_kw >= least)
    return min(fit, key=lambda row: row.motor_power_kw)


def _port(flow_m3h: float) -> int:
    """Nominal size of the ports: water at about 2.5 m/s."""
    sizes = (15, 20, 25, 32, 40, 50, 65, 80, 100, 125, 150, 200, 250, 300, 350, 400, 450)
    diameter_mm = 1000 * (flow_m3h / 3600 / (0.785398 * 2.5)) ** 0.5
    return next(size for size in sizes if size >= diameter_mm)


def _curve(pump: Pump, kind: PumpKind) -> Iterable[PumpCurvePoint]:
    for share in CURVE_SHARES:
        yield PumpCurvePoint(
            pump.model,
            round(share * pump.flow_m3h, 3),
            round(head_on_curve(pump.head_m, kind.shutoff_ratio, share), 2),
            round(
                power_on_curve(
                    pump.flow_m3h, pump.head_m, kind.shutoff_ratio, share, pump.pump_efficiency_fraction
                ), 4,
            ),
            round(
                npsh_on_curve(
                    pump.speed_rpm, pump.flow_m3h, kind.suction_count, kind.suction_specific_speed, share
                ), 2,
            ),
            SOURCE,
        )  # fmt: skip


def write_table(folder: Path, rows: Iterable[Any]) -> None:
    """Write records as the table they are the schema of."""
    records = list(rows)
    names = [field.name for field in dataclasses.fields(records[0])]
    with (folder / records[0].TABLE).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([_cell(getattr(record, name)) for name in names] for record in records)


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() | int():
            return f"{value:.10g}"
        case _:
            return str(value)


if __name__ == "__main__":
    shipped = load_catalog()
    for table in reference_pumps(shipped):
        write_table(shipped.folder, table)
