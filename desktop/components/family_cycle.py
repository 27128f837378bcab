"""A family of the reference range as one refrigerant cycle: capacity ratio and COP at a point.

What the model holds: temperature differences over both coils that shrink with the heat they carry, an
overall isentropic efficiency (motor included) with its best pressure ratio, volumetric losses, fans of
constant power, a speed that rises towards cold air, and one number by which the COP is brought down to
published points.
What it does not hold: frost and defrost, part load, liquid injection that limits the discharge temperature.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from math import log, sqrt

from desktop.components.heat_pumps import FamilyRow
from desktop.engine.cycle import Cycle, CycleError, cascade, single_stage, vapour_injection
from desktop.engine.cycle_co2 import Gas, GasCooler, best_pressure, transcritical
from desktop.engine.fluids import fluid

T_EVAPORATING_MAX_C = 18.0  # suction pressure is limited in warm air; a gain above is not counted
ISENTROPIC_LEAST = 0.4  # at extreme pressure ratios
T_COOLING_OUTDOOR_C, T_COOLING_LEAVING_C = 35.0, 7.0
RELATIVE_STEP = 1e-7  # the heats over the coils are repeated until they move less than this
STEPS_MAX = 60
Conditions = tuple[float, float, float | None]  # outdoor, leaving, entering °C


@dataclass(frozen=True, slots=True)
class Point:
    """What the compressor's displacement gives: ``useful`` is heat to the water, in cooling cold.

    All per unit of displacement and rated speed; only ratios of them mean anything.
    """

    useful: float
    work: float
    absorbed: float
    rejected: float
    t_discharge_c: float


@dataclass(frozen=True)
class FamilyCycle:
    """The cycle of a family with its numbers (see ``catalog/heat_pump_family_numbers.csv``)."""

    family: FamilyRow
    numbers: Mapping[str, float]

    def heating(
        self, t_outdoor_c: float, t_leaving_c: float, t_entering_c: float | None = None
    ) -> tuple[float, float]:
        """Capacity ratio to the rated condition, and COP, of heating or hot water.

        Raises CycleError or FluidError where the cycle cannot be run, also above the discharge limit.
        """
        point = self._settled_heating((t_outdoor_c, t_leaving_c, t_entering_c))
        limit = self.numbers.get("t_discharge_max_c")
        if limit is not None and point.t_discharge_c > limit:
            raise CycleError("discharge_limit", point.t_discharge_c, limit)
        return point.useful / self._rated.useful, self._cop(point)

    def cooling(self, t_outdoor_c: float, t_leaving_c: float) -> tuple[float, float]:
        """Capacity ratio to cooling at 35/7 °C, and cooling COP (EER)."""
        point = self._settled_cooling(t_outdoor_c, t_leaving_c)
        return point.useful / self._rated_cooling.useful, self._cop(point)

    @property
    def cooling_over_heating(self) -> float:
        """Rated cooling capacity over rated heating capacity of the same machine."""
        return self._rated_cooling.useful / self._rated.useful

    def _cop(self, point: Point) -> float:
        fans = self.numbers["fan_share_fraction"] * self._rated.useful
        return self.numbers["cop_scale"] * point.useful / (point.work + fans)

    @cached_property
    def _rated(self) -> Point:
        family = self.family
        at = (family.t_rated_outdoor_c, family.t_rated_leaving_c, family.t_rated_entering_c)
        return self._heating(at, self._p_gas_cooler(at), 1.0, 1.0)

    @cached_property
    def _rated_cooling(self) -> Point:
        return self._cooling((T_COOLING_OUTDOOR_C, T_COOLING_LEAVING_C), 1.0, 1.0)

    def _settled_heating(self, at: Conditions) -> Point:
        rated, p_gas_cooler = self._rated, self._p_gas_cooler(at)
        return _settled(
            lambda air, water: self._heating(at, p_gas_cooler, air, water),
            lambda point: (point.absorbed / rated.absorbed, point.useful / rated.useful),
        )

    def _settled_cooling(self, t_outdoor_c: float, t_leaving_c: float) -> Point:
        rated = self._rated_cooling
        return _settled(
            lambda air, water: self._cooling((t_outdoor_c, t_leaving_c), air, water),
            lambda point: (point.rejected / rated.rejected, point.useful / rated.useful),
        )

    def _heating(self, at: Conditions, p_gas_cooler_kpa: float, air: float, water: float) -> Point:
        """Heating with the shares of their rated heat that the air coil and the water side carry."""
        t_outdoor_c, t_leaving_c, t_entering_c = at
        n = self.numbers
        t_evaporating = min(t_outdoor_c - self._air_approach(air), T_EVAPORATING_MAX_C)
        if self.family.circuit == "transcritical":
            cycle = self._co2(t_evaporating, p_gas_cooler_kpa, t_entering_c or 0.0)
        else:
            cycle = self._heat_cycle(t_evaporating, t_leaving_c + n["water_approach_k"] * water)
        flow = self._flow(cycle, self._speed(t_outdoor_c))
        return _point(cycle, flow, cycle.heat_kj_kg)

    def _cooling(self, at: tuple[float, float], air: float, water: float) -> Point:
        """Cooling: the injection is shut and the compressor runs at its rated speed."""
        t_outdoor_c, t_leaving_c = at
        n = self.numbers
        t_evaporating = t_leaving_c - n["water_approach_k"] * water
        t_condensing = t_outdoor_c + n["air_approach_cooling_k"] * air
        cycle = self._single(self.family.refrigerant, t_evaporating, t_condensing)
        flow = self._flow(cycle, 1.0)
        return _point(cycle, flow, cycle.cold_kj_kg)

    def _heat_cycle(self, t_evaporating: float, t_condensing: float) -> Cycle:
        family, n = self.family, self.numbers
        if family.circuit == "single_stage":
            return self._single(family.refrigerant, t_evaporating, t_condensing)
        if family.circuit == "cascade":
            t_middle = (t_evaporating + t_condensing) / 2.0
            t_low_condensing = t_middle + n["cascade_approach_k"] / 2.0
            t_high_evaporating = t_middle - n["cascade_approach_k"] / 2.0
            low = self._single(family.refrigerant, t_evaporating, t_low_condensing)
            high = self._single(family.refrigerant_high, t_high_evaporating, t_condensing)
            return cascade(low, high, t_low_condensing, t_high_evaporating)
        ratio = _pressure_ratio(family.refrigerant, t_evaporating, t_condensing)
        efficiency = self._isentropic(ratio if family.circuit == "vapour_injection" else ratio**0.5)
        try:
            return vapour_injection(
                family.refrigerant, t_evaporating, t_condensing, n["superheat_k"], n["subcooling_k"],
                efficiency, efficiency, economiser_approach_k=n["economiser_approach_k"],
            )  # fmt: skip
        except CycleError as error:
            if error.problem != "economiser_crossing":
                raise
        return self._valve_shut(t_evaporating, t_condensing, efficiency)

    def _valve_shut(self, t_evaporating: float, t_condensing: float, efficiency: float) -> Cycle:
        """Where the lift is too small for the economiser: the same compressors, nothing injected."""
        n = self.numbers
        cycle = single_stage(
            self.family.refrigerant, t_evaporating, t_condensing, n["superheat_k"], n["subcooling_k"],
            efficiency,
        )  # fmt: skip
        return replace(cycle, p_intermediate_kpa=sqrt(cycle.p_evaporating_kpa * cycle.p_condensing_kpa))

    def _single(self, refrigerant: str, t_evaporating: float, t_condensing: float) -> Cycle:
        ratio = _pressure_ratio(refrigerant, t_evaporating, t_condensing)
        n = self.numbers
        return single_stage(
            refrigerant, t_evaporating, t_condensing, n["superheat_k"], n["subcooling_k"],
            self._isentropic(ratio),
        )  # fmt: skip

    def _p_gas_cooler(self, at: Conditions) -> float:
        """The best high pressure of a CO2 unit, found with the full air approach; else 0."""
        if self.family.circuit != "transcritical":
            return 0.0
        t_outdoor_c, t_leaving_c, t_entering_c = at
        n = self.numbers
        t_evaporating = min(t_outdoor_c - n["air_approach_k"], T_EVAPORATING_MAX_C)
        cooler = GasCooler(t_entering_c or 0.0, t_leaving_c, n["water_approach_k"], n["gas_pinch_k"])
        best = best_pressure(Gas(t_evaporating, n["superheat_k"], n["isentropic_peak_fraction"]), cooler)
        return best.p_condensing_kpa

    def _co2(self, t_evaporating: float, p_gas_cooler_kpa: float, t_entering_c: float) -> Cycle:
        n = self.numbers
        ratio = p_gas_cooler_kpa / fluid("CO2").dew(t_evaporating).p_kpa
        return transcritical(
            t_evaporating, n["superheat_k"], p_gas_cooler_kpa, t_entering_c + n["water_approach_k"],
            self._isentropic(ratio),
        )  # fmt: skip

    def _air_approach(self, air: float) -> float:
        """Evaporation below outdoor air: what the superheat needs stays, the rest shrinks with the heat.

        Suction gas cannot be warmer than the air that heats it.
        """
        superheat = self.numbers["superheat_k"]
        return superheat + (self.numbers["air_approach_k"] - superheat) * air

    def _flow(self, cycle: Cycle, speed: float) -> float:
        """Refrigerant drawn in: speed, density, and what the (first) stage leaves of the volume."""
        staged = self.family.circuit in ("two_stage", "cascade") and cycle.p_intermediate_kpa > 0
        discharge = cycle.p_intermediate_kpa if staged else cycle.p_condensing_kpa
        filled = 1.0 - self.numbers["volumetric_loss_fraction"] * (discharge / cycle.p_evaporating_kpa - 1.0)
        if filled <= 0:
            raise CycleError("no_volume_left", filled, 0.0)
        return speed * filled * cycle.suction_density_kg_m3

    def _isentropic(self, pressure_ratio: float) -> float:
        n = self.numbers
        away = log(pressure_ratio / n["pressure_ratio_peak"])
        efficiency = n["isentropic_peak_fraction"] - n["isentropic_fall_fraction"] * away * away
        return max(efficiency, ISENTROPIC_LEAST)

    def _speed(self, t_outdoor_c: float) -> float:
        """Speed over the rated one: full below the full-speed temperature, linear up to the rated."""
        highest = self.numbers.get("speed_max_ratio", 1.0)
        t_full, t_rated = self.numbers.get("t_speed_max_c", -60.0), self.family.t_rated_outdoor_c
        share = min(max((t_rated - t_outdoor_c) / (t_rated - t_full), 0.0), 1.0)
        return 1.0 + (highest - 1.0) * share


def _point(cycle: Cycle, flow: float, useful_kj_kg: float) -> Point:
    return Point(
        flow * useful_kj_kg, flow * cycle.work_kj_kg, flow * cycle.cold_kj_kg, flow * cycle.heat_kj_kg,
        cycle.t_discharge_c,
    )  # fmt: skip


def _settled(at: Callable[[float, float], Point], shares: Callable[[Point], tuple[float, float]]) -> Point:
    """Repeat until the heat that each coil carries fits its temperature difference."""
    air, water = 1.0, 1.0
    for _ in range(STEPS_MAX):
        point = at(air, water)
        next_air, next_water = shares(point)
        if abs(next_air - air) + abs(next_water - water) < RELATIVE_STEP:
            return point
        air, water = next_air, next_water
    raise CycleError("not_settled", abs(next_air - air), RELATIVE_STEP)


def _pressure_ratio(refrigerant: str, t_evaporating: float, t_condensing: float) -> float:
    medium = fluid(refrigerant)
    return medium.dew(t_condensing).p_kpa / medium.dew(t_evaporating).p_kpa
