"""Which compressors drive the units of the range: one record a unit and circuit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from ..engine.cycle_co2 import Gas, GasCooler, best_pressure
from ..tables.catalog import Catalog
from ..tables.schema import Range, Refers
from .compressor_points import Conditions
from .compressors import CompressorRow
from .family_cycle import T_EVAPORATING_MAX_C
from .heat_pumps import FamilyRow, HeatPumpRow, Unit

CAPACITY_TOLERANCE_FRACTION = 0.10
"""How far the heat of a unit's compressors, at their rated frequency and the unit's rated condition, may lie
from the unit's rated heat: half a step of sizes and the unit's own losses."""
Circuit = Literal["main", "high"]


@dataclass(frozen=True, slots=True)
class HeatPumpCompressor:
    """The compressors of one circuit of a unit; ``high`` is the upper circuit of a cascade."""

    TABLE: ClassVar[str] = "heat_pump_compressors.csv"
    KEY: ClassVar[tuple[str, ...]] = ("heat_pump", "stage")
    heat_pump: Annotated[str, Refers(HeatPumpRow)]
    stage: Circuit
    compressor: Annotated[str, Refers(CompressorRow)]
    compressor_count: Annotated[int, Range(1, 16)]
    source: str


TABLES = (HeatPumpCompressor,)


def unit_compressors(catalog: Catalog, model: str) -> tuple[HeatPumpCompressor, ...]:
    """The compressors of a unit, empty for one that names none."""
    return tuple(row for row in catalog.rows(HeatPumpCompressor) if row.heat_pump == model)


def rated_conditions(unit: Unit) -> dict[Circuit, Conditions]:
    """Where a unit's compressors run at its rated condition, by circuit."""
    family, n = unit.family, unit.numbers
    t_evaporating = min(family.t_rated_outdoor_c - n["air_approach_k"], T_EVAPORATING_MAX_C)
    superheat = n["superheat_k"]
    if family.circuit == "transcritical":
        entering = family.t_rated_entering_c or 0.0
        cooler = GasCooler(entering, family.t_rated_leaving_c, n["water_approach_k"], n["gas_pinch_k"])
        best = best_pressure(Gas(t_evaporating, superheat, n["isentropic_peak_fraction"]), cooler)
        t_gas = entering + n["water_approach_k"]
        return {"main": Conditions(t_evaporating, None, superheat, 0.0, best.p_condensing_kpa, t_gas)}
    t_condensing = family.t_rated_leaving_c + n["water_approach_k"]
    subcooling = n["subcooling_k"]
    if family.circuit != "cascade":
        return {"main": Conditions(t_evaporating, t_condensing, superheat, subcooling)}
    t_middle = (t_evaporating + t_condensing) / 2
    half = n["cascade_approach_k"] / 2
    return {
        "main": Conditions(t_evaporating, t_middle + half, superheat, subcooling),
        "high": Conditions(t_middle - half, t_condensing, superheat, subcooling),
    }


def series_code(family: FamilyRow, stage: Circuit, rated_kw: float) -> str:
    """The series of compressors that a family takes."""
    if family.circuit == "transcritical":
        return "KP"
    if family.circuit == "two_stage":
        return "KRT" if rated_kw <= SMALL_KW else "KST"
    if family.circuit == "vapour_injection":
        if family.drive == "inverter":
            return "KRE" if rated_kw <= SMALL_KW else "KSEV"
        return "KSE"
    if family.drive == "inverter":
        return "KR" if rated_kw <= SMALL_KW else "KSV"
    return "KS"


SMALL_KW = 30.0


def refrigerant_of(family: FamilyRow, stage: Circuit) -> str:
    """The fluid of a circuit as the table of fluids calls it."""
    name = family.refrigerant_high if stage == "high" else family.refrigerant
    return {"CO2": "R744"}.get(name, name)
