"""By what a model of the catalogue is priced: the key of its rule and its size."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..engine.figures import Figures, number_of
from ..engine.sheet import Sheet
from ..tables.catalog import Catalog
from .backup_heaters import BackupHeater
from .exchangers import PlateExchanger
from .gas_boilers import WALL_HUNG_UP_TO_KW, GasBoiler
from .heat_pumps import HeatPumpRow
from .lift_pumps import LiftPumpRow
from .prices import Price, RealPrice, unit_price
from .pumps import Pump, PumpKind
from .tanks import Tank
from .vessels import ExpansionVessel


@dataclass(frozen=True, slots=True)
class Subject:
    """Kind and key of the rule, the size in the rule's quantity, and the table and source it stands in."""

    kind: str
    key: str
    size: float
    table: str
    source: str


def _heat_pump(catalog: Catalog, model: str) -> Subject:
    row = catalog.find(HeatPumpRow, model)
    return Subject("heat_pump", f"{row.family} {row.coil}", row.rated_heating_kw, row.TABLE, row.source)


def _heat_recovery(catalog: Catalog, model: str) -> Subject:
    row = catalog.find(HeatPumpRow, model)
    return Subject("heat_recovery", "module", row.rated_heating_kw, row.TABLE, row.source)


def _lift_pump(catalog: Catalog, model: str) -> Subject:
    row = catalog.find(LiftPumpRow, model)
    return Subject("lift_pump", row.family, row.rated_heating_kw, row.TABLE, row.source)


def _pump(catalog: Catalog, model: str) -> Subject:
    row = catalog.find(Pump, model)
    return Subject("pump", row.kind, row.motor_power_kw, row.TABLE, row.source)


def _pump_drive(catalog: Catalog, model: str) -> Subject:
    row = catalog.find(Pump, model)
    return Subject("pump_drive", "standard", row.motor_power_kw, row.TABLE, row.source)


def drive_apart(catalog: Catalog, model: str) -> bool:
    """Whether a pump that is slowed needs a drive of its own; canned pumps have theirs inside."""
    return not catalog.find(PumpKind, catalog.find(Pump, model).kind).integral_motor


def _tank(catalog: Catalog, model: str) -> Subject:
    row = catalog.find(Tank, model)
    return Subject("tank", f"{row.construction} {row.lining}", row.volume_l, row.TABLE, row.source)


def _backup_heater(catalog: Catalog, model: str) -> Subject:
    row = catalog.find(BackupHeater, model)
    return Subject("backup_heater", row.kind, row.heater_power_kw, row.TABLE, row.source)


def _gas_boiler(catalog: Catalog, model: str) -> Subject:
    row = catalog.find(GasBoiler, model)
    key = "wall_hung" if row.boiler_heat_kw <= WALL_HUNG_UP_TO_KW else "condensing"
    return Subject("gas_boiler", key, row.boiler_heat_kw, row.TABLE, row.source)


def _expansion_vessel(catalog: Catalog, model: str) -> Subject:
    row = catalog.find(ExpansionVessel, model)
    return Subject("expansion_vessel", "membrane", row.volume_l, row.TABLE, row.source)


def _plate_exchanger(catalog: Catalog, model: str) -> Subject:
    row = catalog.find(PlateExchanger, model)
    return Subject("plate_exchanger", "plate", row.area_m2, row.TABLE, row.source)


SUBJECTS: Mapping[str, Callable[[Catalog, str], Subject]] = {
    "heat_pump": _heat_pump,
    "water_heater": _heat_pump,
    "lift_pump": _lift_pump,
    "heat_recovery": _heat_recovery,
    "pump": _pump,
    "pump_drive": _pump_drive,
    "storage_tank": _tank,
    "buffer_tank": _tank,
    "backup_heater": _backup_heater,
    "gas_boiler": _gas_boiler,
    "expansion_vessel": _expansion_vessel,
    "plate_exchanger": _plate_exchanger,
}
"""How each kind of equipment (``design.records.Equipment.kind``) is priced.

A drive goes by its pump, a module for heat recovery by its heat pump.
"""


ENGINEERED: Mapping[str, str] = {
    "heat_pump_machine": "pump_heat_kw",
    "steam_compressor": "sink_flow_t_h",
    "process_exchanger": "direct_heat_kw",
    "auxiliary_heater": "power_kw",
    "process_pump": "power_kw",
}
"""What is built for a job and stands in no table: the figure it is priced by."""


def engineered(kind: str, role: str, figures: Figures) -> Subject | None:
    """The subject of a piece built for its job; its role is the key of the rule. None for a catalogue's."""
    size = ENGINEERED.get(kind)
    if size is None:
        return None
    key = "set" if kind == "process_pump" else role
    return Subject(kind, key, number_of(figures, size), "", "first_principles")


def model_price(
    catalog: Catalog, kind: str, model: str, overrides: Sequence[RealPrice] = (), *,
    price_key: str = "", on: date | None = None, sheet: Sheet | None = None,
    engineered: Subject | None = None,
) -> Price:  # fmt: skip
    """The price of one piece of a model: the user's if there is one, else by the rule of its kind.

    A user's price names ``price_key``, which is the model unless said otherwise; what was built for its job
    is given as ``engineered``.

    Raises KeyError for a kind or model the catalogue lacks, MissingPrice where no rule holds.
    """
    sheet = Sheet(catalog.decimals) if sheet is None else sheet
    subject = SUBJECTS[kind](catalog, model) if engineered is None else engineered
    price_key = price_key or model
    if not any(price.model == price_key for price in overrides):
        table = subject.table or "design"
        sheet.look_up("price_size", subject.size, table=table, row=model, source=subject.source)
    return unit_price(
        catalog, subject.kind, subject.key, subject.size, overrides, model=price_key, on=on, sheet=sheet
    )
