"""Water that is heated in the cheap hours and serves the building in the others, hour by hour.

The store holds heat between two temperatures. In the cheap hours the heat pumps carry the load first; what
they could give beyond it, at the store's full temperature, charges it. In the other hours the store serves
before the heat pumps. It is charged only as far as the hours until the next cheap ones will draw it, and only
while a kWh of stored heat costs less than those hours' own heat: the year is known, as tomorrow is from a
forecast.

Heat is balanced hour by hour: what was charged is what was drawn, lost and still there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from .arrays import Floats, Mask, Number
from .sheet import formula
from .year import Operation, Plant, operate

WORTH_FRACTION = 0.97
"""Stored heat must cost less than this share of direct heat: some is lost before it is used."""


@dataclass(frozen=True, slots=True)
class Store:
    """A store of heat between its empty and its full temperature.

    Raises ValueError for a store that holds nothing, or is warmest when empty.
    """

    capacity_kwh: float
    ua_kw_k: float
    t_empty_c: float
    t_full_c: float
    t_ambient_c: float = 10.0

    def __post_init__(self) -> None:
        if self.capacity_kwh <= 0.0 or self.ua_kw_k < 0.0 or self.t_full_c <= self.t_empty_c:
            raise ValueError("no store of heat")

    def loss_kwh(self, content_kwh: float) -> float:
        """Heat lost in an hour; never more than there is (an empty store is kept warm by the circuit)."""
        t_c = self.t_empty_c + (self.t_full_c - self.t_empty_c) * content_kwh / self.capacity_kwh
        return min(content_kwh, max(0.0, self.ua_kw_k * (t_c - self.t_ambient_c)))


@dataclass(frozen=True, slots=True, eq=False)
class StoredYear:
    """A year with a store: the operation, the store's content at the end of each hour and what it lost."""

    operation: Operation
    content_kwh: Floats
    loss_kw: Floats


def operate_with_store(
    load_kw: Floats,
    t_outdoor_c: Floats,
    plant: Plant,
    price_yuan_kwh: Number,
    store: Store,
    *,
    cheap: Floats,
    charge_capacity_kw: Floats,
    charge_cop: Floats,
) -> StoredYear:
    """Let a plant with a store carry a load.

    ``cheap`` is 1 in the hours that may charge; ``charge_capacity_kw`` and ``charge_cop`` are those of one
    unit at the store's full temperature, nan where it cannot give it. Without cheap hours nothing is stored.
    """
    price = np.broadcast_to(np.asarray(price_yuan_kwh, dtype=float), load_kw.shape)
    alone = operate(load_kw, t_outdoor_c, plant, price_yuan_kwh)
    charges = (cheap > 0.0) & np.isfinite(charge_capacity_kw) & np.isfinite(charge_cop)
    charges &= t_outdoor_c >= plant.t_cut_off_c
    spare = _spare(alone, plant, charge_capacity_kw, charges)
    heat_cost = _heat_cost(alone, load_kw)
    needed, dear = _ahead(cheap > 0.0, load_kw, heat_cost)
    stored_cost = np.where(charges, price / np.where(charges, charge_cop, 1.0), np.inf)
    spare = np.where(stored_cost < WORTH_FRACTION * dear, spare, 0.0)
    charged, drawn, content, lost = _fill_and_draw(store, load_kw, spare, needed, cheap > 0.0)
    rest = operate(load_kw - drawn, t_outdoor_c, plant, price_yuan_kwh)
    power = np.where(charged > 0.0, charged / np.where(charges, charge_cop, 1.0), 0.0)
    moving = (rest.heat_pump_kw + rest.backup_kw + charged + drawn) > 0.0
    pumps = np.where(moving, plant.pump_power_kw, 0.0)
    operation = replace(
        rest, load_kw=load_kw, heat_pump_kw=rest.heat_pump_kw + charged,
        charged_kw=charged, discharged_kw=drawn,
        heat_pump_power_kw=rest.heat_pump_power_kw + power, pump_power_kw=pumps,
        cost_yuan_h=rest.cost_yuan_h + (power + pumps - rest.pump_power_kw) * price,
    )  # fmt: skip
    return StoredYear(operation, content, lost)


def _spare(alone: Operation, plant: Plant, charge_capacity_kw: Floats, charges: Mask) -> Floats:
    """Heat at full temperature that the units could give in the part of the hour the load leaves them."""
    capacity = np.where(np.isfinite(plant.capacity_kw), plant.capacity_kw, 0.0) * plant.unit_count
    busy = np.where(capacity > 0.0, alone.heat_pump_kw / np.where(capacity > 0.0, capacity, 1.0), 1.0)
    full = np.where(charges, charge_capacity_kw, 0.0) * plant.unit_count
    return np.asarray(np.maximum(0.0, 1.0 - busy) * full)


def _heat_cost(alone: Operation, load_kw: Floats) -> Floats:
    """Yuan per kWh of heat without the store, pumps left out."""
    energy = np.where(alone.power_kw > 0.0, 1.0 - alone.pump_power_kw / np.maximum(alone.power_kw, 1e-9), 0.0)
    heat = np.maximum(alone.heat_pump_kw + alone.backup_kw, 1e-9)
    return np.asarray(np.where(load_kw > 0.0, alone.cost_yuan_h * energy / heat, 0.0))


def _ahead(cheap: Mask, load_kw: Floats, heat_cost: Floats) -> tuple[Floats, Floats]:
    """For each hour the load of the next run of dear hours, and what a kWh of it costs there on average.

    The year is closed to a ring, so it is walked twice, backwards.
    """
    hours = load_kw.size
    needed, dear = np.zeros(hours), np.zeros(hours)
    load, cost, was_cheap = 0.0, 0.0, True
    loads, costs, flags = load_kw.tolist(), heat_cost.tolist(), cheap.tolist()
    for hour in (*range(hours - 1, -1, -1), *range(hours - 1, -1, -1)):
        if flags[hour]:
            needed[hour], dear[hour] = load, cost / load if load else 0.0
        else:
            if was_cheap:
                load = cost = 0.0
            load += loads[hour]
            cost += loads[hour] * costs[hour]
        was_cheap = flags[hour]
    return needed, dear


def _fill_and_draw(
    store: Store, load_kw: Floats, spare_kw: Floats, needed_kwh: Floats, cheap: Mask
) -> tuple[Floats, Floats, Floats, Floats]:
    """Charged, drawn, content and loss of every hour; the store begins the year empty."""
    content = 0.0
    rows = []
    for load, spare, needed, is_cheap in zip(
        load_kw.tolist(), spare_kw.tolist(), needed_kwh.tolist(), cheap.tolist(), strict=True
    ):
        lost = store.loss_kwh(content)
        content -= lost
        charged = drawn = 0.0
        if is_cheap:
            charged = min(spare, max(0.0, min(store.capacity_kwh, needed) - content))
        else:
            drawn = min(content, load)
        content += charged - drawn
        rows.append((charged, drawn, content, lost))
    charged_kw, drawn_kw, content_kwh, loss_kw = np.array(rows).T
    return charged_kw, drawn_kw, content_kwh, loss_kw


@formula(
    "heat_kwh__store",
    "storage_volume_m3 * density_kg_m3 * specific_heat_kj_kgk * dt_k / 3600",
    source="first_principles",
)
def store_capacity(
    storage_volume_m3: float, density_kg_m3: float, specific_heat_kj_kgk: float, dt_k: float
) -> float:
    """Heat that water holds between two temperatures.

    >>> round(store_capacity(10.0, 990.0, 4.187, 10.0), 1)
    115.1
    """
    return storage_volume_m3 * density_kg_m3 * specific_heat_kj_kgk * dt_k / 3600


@formula(
    "storage_saving_yuan", "energy_cost_yuan__without_store - energy_cost_yuan__with_store",
    source="first_principles",
)  # fmt: skip
def storage_saving(energy_cost_yuan__without_store: float, energy_cost_yuan__with_store: float) -> float:
    """What a store takes off the yearly bill; negative where it costs more than it saves."""
    return energy_cost_yuan__without_store - energy_cost_yuan__with_store
