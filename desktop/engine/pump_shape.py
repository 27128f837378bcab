"""The stated shape of the reference range's pump curves: estimates, and printed as such."""

from __future__ import annotations

from math import log as ln
from math import sqrt

from .sheet import formula
from .validity import require

SHAPE = "pump_shape_estimate"
COLD_WATER_KG_M3 = 1000.0


@formula(
    "head_m", "head_m__best * (shutoff_ratio - (shutoff_ratio - 1) * bep_share_fraction ** 2)", source=SHAPE
)
def head_on_curve(head_m__best: float, shutoff_ratio: float, bep_share_fraction: float) -> float:
    """Head at a share of the best flow: a parabola from ``shutoff_ratio`` times the best head at no flow.

    >>> head_on_curve(20.0, 1.25, 0.0), head_on_curve(20.0, 1.25, 1.0)
    (25.0, 20.0)
    """
    require("bep_share_fraction", bep_share_fraction, 0.0, 1.4)
    return head_m__best * (shutoff_ratio - (shutoff_ratio - 1) * bep_share_fraction**2)


@formula(
    "shaft_power_kw",
    "1000 * 9.80665 * flow_m3h__best / 3600 * head_m__best"
    " * (shutoff_ratio - (shutoff_ratio - 1) * bep_share_fraction ** 2)"
    " / (1000 * pump_efficiency_fraction__best * (2 - bep_share_fraction))",
    source=SHAPE,
)
def power_on_curve(
    flow_m3h__best: float,
    head_m__best: float,
    shutoff_ratio: float,
    bep_share_fraction: float,
    pump_efficiency_fraction__best: float,
) -> float:
    """Shaft power with cold water; the efficiency is η_best x (2 - x), x the share of best flow.

    Written so that it holds at no flow too.

    >>> round(power_on_curve(36.0, 10.0, 1.25, 1.0, 0.7), 3)
    1.401
    """
    require("bep_share_fraction", bep_share_fraction, 0.0, 1.4)
    return (
        1000 * 9.80665 * flow_m3h__best / 3600 * head_m__best
        * (shutoff_ratio - (shutoff_ratio - 1) * bep_share_fraction**2)
        / (1000 * pump_efficiency_fraction__best * (2 - bep_share_fraction))
    )  # fmt: skip


@formula(
    "npsh_required_m",
    "(speed_rpm * sqrt(flow_m3h__best / (3600 * suction_count)) / suction_specific_speed) ** (4 / 3)"
    " * (0.6 + 0.4 * bep_share_fraction ** 2)",
    source=SHAPE,
)
def npsh_on_curve(
    speed_rpm: float,
    flow_m3h__best: float,
    suction_count: float,
    suction_specific_speed: float,
    bep_share_fraction: float,
) -> float:
    """NPSH a pump needs, from a suction specific speed (rpm, m³/s, m) at its best point.

    >>> round(npsh_on_curve(2900.0, 50.0, 1, 160.0, 1.0), 2)
    2.75
    """
    best = (speed_rpm * sqrt(flow_m3h__best / (3600 * suction_count)) / suction_specific_speed) ** (4 / 3)
    return float(best * (0.6 + 0.4 * bep_share_fraction**2))


@formula("pump_efficiency_fraction", "0.44 + 0.075 * ln(flow_m3h)", source=SHAPE)
def canned_efficiency(flow_m3h: float) -> float:
    """Hydraulic efficiency of a canned-rotor pump at its best point, by size; for 0.3 to 50 m³/h.

    GB 19762 does not reach down to these sizes.

    >>> round(canned_efficiency(10.0), 3)
    0.613
    """
    require("flow_m3h", flow_m3h, 0.3, 50.0)
    return 0.44 + 0.075 * ln(flow_m3h)


@formula("motor_efficiency_fraction", "0.62 + 0.06 * ln(flow_m3h)", source=SHAPE)
def canned_motor_efficiency(flow_m3h: float) -> float:
    """Efficiency of a canned motor with its own drive, by the pump's size; for 0.3 to 50 m³/h.

    >>> round(canned_motor_efficiency(10.0), 3)
    0.758
    """
    require("flow_m3h", flow_m3h, 0.3, 50.0)
    return 0.62 + 0.06 * ln(flow_m3h)
