"""Money over the years: cost by area, payback, cost over a life.

The annuity and the yearly cost of a plant stand in ``selection``, where plants are ranked by them.
"""

from __future__ import annotations

from .sheet import formula

PHYSICS = "first_principles"


@formula("specific_cost_yuan_m2", "energy_cost_yuan / heated_area_m2", source=PHYSICS)
def cost_per_area(energy_cost_yuan: float, heated_area_m2: float) -> float:
    """The bill of a season for each square metre heated.

    >>> cost_per_area(280_000.0, 14_000.0)
    20.0
    """
    return energy_cost_yuan / heated_area_m2


@formula("payback_y", "extra_cost_yuan / yearly_saving_yuan", source=PHYSICS)
def simple_payback(extra_cost_yuan: float, yearly_saving_yuan: float) -> float:
    """Years until what is saved has paid what was spent more.

    Raises ValueError where nothing is saved: such a plant never pays, and no number says so.

    >>> simple_payback(300_000.0, 60_000.0)
    5.0
    """
    if yearly_saving_yuan <= 0:
        raise ValueError("nothing is saved")
    return extra_cost_yuan / yearly_saving_yuan


@formula(
    "life_cycle_cost_yuan",
    "first_cost_yuan + (energy_cost_yuan + first_cost_yuan * maintenance_fraction) / annuity_fraction",
    source=PHYSICS,
)
def life_cycle_cost(
    first_cost_yuan: float, energy_cost_yuan: float, maintenance_fraction: float, annuity_fraction: float
) -> float:
    """First cost and all later years at their present value, equal years at today's prices.

    ``annuity_fraction`` comes from the discount rate and the life (``selection.annuity``).

    >>> life_cycle_cost(1_000_000.0, 100_000.0, 0.02, 0.1)
    2200000.0
    """
    return first_cost_yuan + (energy_cost_yuan + first_cost_yuan * maintenance_fraction) / annuity_fraction
