"""Two stages in series: air-source units warm an intermediate loop, water-source units lift from it.

The heat that leaves the second stage is the heat it takes from the loop and its electric power; nothing else
comes in and nothing is lost between them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from .arrays import Floats, Number, Same
from .sheet import formula
from .year import Operation

PHYSICS = "first_principles"


@formula("power_kw__lift", "heat_load_kw__network / cop__lift", source=PHYSICS)
def lift_power(heat_load_kw__network: Number, cop__lift: Number) -> Same:
    """Electric power of the second stage while it gives all of a load.

    >>> lift_power(4000.0, 4.0)
    1000.0
    """
    return heat_load_kw__network / cop__lift


@formula("power_kw__lift_most", "heat_load_kw__coldest_hour / cop__lift", source=PHYSICS)
def lift_power_most(heat_load_kw__coldest_hour: float, cop__lift: float) -> float:
    """Electric power of the second stage in the coldest hour of the year, as far as its units reach."""
    return heat_load_kw__coldest_hour / cop__lift


@formula("heat_load_kw__first_stage", "heat_load_kw__network - power_kw__lift", source=PHYSICS)
def first_stage_heat(heat_load_kw__network: Number, power_kw__lift: Number) -> Same:
    """What the first stage must give: the load less the second stage's power.

    >>> first_stage_heat(4000.0, 1000.0)
    3000.0
    """
    return heat_load_kw__network - power_kw__lift


@formula("t_entering_c", "t_intermediate_c - dt_intermediate_k", source=PHYSICS)
def loop_return(t_intermediate_c: float, dt_intermediate_k: float) -> float:
    """Water of the loop that comes back to the first stage.

    >>> loop_return(40.0, 5.0)
    35.0
    """
    return t_intermediate_c - dt_intermediate_k


@formula("power_kw__first_stage", "heat_load_kw__first_stage / cop__first_stage", source=PHYSICS)
def first_stage_power(heat_load_kw__first_stage: float, cop__first_stage: float) -> float:
    """Electric power of the first stage where its units give all of its heat.

    >>> first_stage_power(3000.0, 2.0)
    1500.0
    """
    return heat_load_kw__first_stage / cop__first_stage


@formula("power_kw__together", "power_kw__first_stage + power_kw__lift", source=PHYSICS)
def series_power(power_kw__first_stage: float, power_kw__lift: float) -> float:
    """Electric power of both stages."""
    return power_kw__first_stage + power_kw__lift


@formula("cop__together", "heat_load_kw__network / power_kw__together", source=PHYSICS)
def series_cop(heat_load_kw__network: float, power_kw__together: float) -> float:
    """Heat to the network per electric power of both stages.

    >>> series_cop(4000.0, 2500.0)
    1.6
    """
    return heat_load_kw__network / power_kw__together


@formula(
    "electric_share_fraction",
    "min(1, max(0, (t_supply_c - t_intermediate_c) / (t_supply_c - t_return_c)))",
    source=PHYSICS,
)
def electric_share(t_supply_c: float, t_intermediate_c: float, t_return_c: float) -> float:
    """Share of the network's heat above the intermediate water: electric heaters would have to give it.

    All of it where the network's water returns warmer than the intermediate water.

    >>> electric_share(75.0, 40.0, 50.0)
    1
    >>> electric_share(70.0, 50.0, 30.0)
    0.5
    """
    return min(1, max(0, (t_supply_c - t_intermediate_c) / (t_supply_c - t_return_c)))


@formula(
    "power_kw__direct_lift",
    "heat_load_kw__network * (electric_share_fraction / efficiency_fraction"
    " + (1 - electric_share_fraction) / cop__first_stage)",
    source=PHYSICS,
)
def direct_lift_power(
    heat_load_kw__network: float, electric_share_fraction: float, efficiency_fraction: float,
    cop__first_stage: float,
) -> float:  # fmt: skip
    """Electric power where heaters lift instead of the second stage."""
    return heat_load_kw__network * (
        electric_share_fraction / efficiency_fraction + (1 - electric_share_fraction) / cop__first_stage
    )


@formula("cop__direct_lift", "heat_load_kw__network / power_kw__direct_lift", source=PHYSICS)
def direct_lift_cop(heat_load_kw__network: float, power_kw__direct_lift: float) -> float:
    """Heat to the network per electric power with heaters that lift."""
    return heat_load_kw__network / power_kw__direct_lift


@formula("power_kw__winter", "power_kw__first_stage + power_kw__lift", source=PHYSICS)
def winter_power_of_both(power_kw__first_stage: float, power_kw__lift: float) -> float:
    """What both stages and the backup can take in winter: the first stage's worst and the lift's power."""
    return power_kw__first_stage + power_kw__lift


@formula("power_kw__units", "power_kw__first_stage + power_kw__lift", source=PHYSICS)
def units_of_both(power_kw__first_stage: float, power_kw__lift: float) -> float:
    """Power of all units of both stages."""
    return power_kw__first_stage + power_kw__lift


@formula(
    "capacity_ratio",
    "((capacity_ratio__low_cool * (t_leaving_c__hot - t_leaving_c)"
    " + capacity_ratio__low_hot * (t_leaving_c - t_leaving_c__cool))"
    " * (t_source_water_c__high - t_source_water_c)"
    " + (capacity_ratio__high_cool * (t_leaving_c__hot - t_leaving_c)"
    " + capacity_ratio__high_hot * (t_leaving_c - t_leaving_c__cool))"
    " * (t_source_water_c - t_source_water_c__low))"
    " / ((t_source_water_c__high - t_source_water_c__low) * (t_leaving_c__hot - t_leaving_c__cool))",
    source=PHYSICS,
)
def lift_capacity_ratio(
    t_source_water_c: float, t_leaving_c: float,
    t_source_water_c__low: float, t_source_water_c__high: float,
    t_leaving_c__cool: float, t_leaving_c__hot: float,
    capacity_ratio__low_cool: float, capacity_ratio__low_hot: float,
    capacity_ratio__high_cool: float, capacity_ratio__high_hot: float,
) -> float:  # fmt: skip
    """Share of the rated capacity between four nodes of a map over source water and leaving water.

    >>> round(lift_capacity_ratio(37, 72, 35, 40, 70, 75, 0.9, 0.8, 1.1, 1.0), 4)
    0.94
    """
    low = (capacity_ratio__low_cool * (t_leaving_c__hot - t_leaving_c)
           + capacity_ratio__low_hot * (t_leaving_c - t_leaving_c__cool))  # fmt: skip
    high = (capacity_ratio__high_cool * (t_leaving_c__hot - t_leaving_c)
            + capacity_ratio__high_hot * (t_leaving_c - t_leaving_c__cool))  # fmt: skip
    area = (t_source_water_c__high - t_source_water_c__low) * (t_leaving_c__hot - t_leaving_c__cool)
    return (
        low * (t_source_water_c__high - t_source_water_c) + high * (t_source_water_c - t_source_water_c__low)
    ) / area


@formula("cop", lift_capacity_ratio.expression.replace("capacity_ratio", "cop"), source=PHYSICS)
def lift_cop(
    t_source_water_c: float, t_leaving_c: float,
    t_source_water_c__low: float, t_source_water_c__high: float,
    t_leaving_c__cool: float, t_leaving_c__hot: float,
    cop__low_cool: float, cop__low_hot: float, cop__high_cool: float, cop__high_hot: float,
) -> float:  # fmt: skip
    """COP between four nodes: the same rule as for the capacity."""
    return lift_capacity_ratio(
        t_source_water_c, t_leaving_c, t_source_water_c__low, t_source_water_c__high, t_leaving_c__cool,
        t_leaving_c__hot, cop__low_cool, cop__low_hot, cop__high_cool, cop__high_hot,
    )  # fmt: skip


LIFT_BILINEAR: Mapping[str, Any] = {"capacity_ratio": lift_capacity_ratio, "cop": lift_cop}


def asked_of_first(load_kw: Floats, capacity_kw: float, cop_lift: float) -> Floats:
    """What the first stage is asked, kW: of a load no more than the second stage can pass on, less its power.

    Raises ValueError for a COP of 1 and less.
    """
    if cop_lift <= 1.0:
        raise ValueError("a stage that lifts must give more heat than power")
    return np.minimum(load_kw, capacity_kw) * (1.0 - 1.0 / cop_lift)


def lifted(first: Operation, load_kw: Floats, cop_lift: float, price_yuan_kwh: Number) -> Operation:
    """Both stages as one operation that carries a load, from that of the first (see ``asked_of_first``).

    The second stage passes on what the first gives and adds its power, at a COP that stays the same because
    both of its waters keep their temperatures. What neither gives is owed.
    """
    given = first.heat_pump_kw + first.backup_kw
    power = given / (cop_lift - 1.0)
    return replace(
        first,
        load_kw=load_kw,
        heat_pump_kw=first.heat_pump_kw + power,
        unmet_kw=np.maximum(load_kw - given - power, 0.0),
        heat_pump_power_kw=first.heat_pump_power_kw + power,
        cost_yuan_h=first.cost_yuan_h + power * price_yuan_kwh,
    )
