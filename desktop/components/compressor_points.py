"""What a compressor does at a point: limits first, then flow, capacities, power and discharge temperature.

All pressures are those at the compressor's flanges; capacities count from the liquid that leaves the
condenser to the suction gas (cooling) and from the discharge gas to that liquid (heating).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

from ..engine.compressor import (
    UNIT_FACTORS,
    VOLUMETRIC_FACTOR,
    electric_power,
    flow_at_density,
    in_unit,
    isentropic_efficiency,
    polynomial,
    swept_flow,
    volumetric_efficiency,
)
from ..engine.fluids import Fluid, FluidError, State, fluid
from ..engine.messages import Rejection
from .compressors import Compressor, PolynomialRow, high_interval

ECONOMISER_APPROACH_K = 5.0
INJECTED_SUPERHEAT_K = 5.0
"""Steam leaves a compressor with water injection this much above saturation."""
SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Conditions:
    """Where a compressor is to run. Dew temperatures.

    Transcritical CO2 has no condensing temperature but a high pressure and a gas that leaves the cooler.
    """

    t_evaporating_c: float
    t_condensing_c: float | None
    superheat_k: float = 5.0
    subcooling_k: float = 0.0
    pressure_high_kpa: float | None = None
    t_gas_cooler_c: float | None = None


@dataclass(frozen=True, slots=True)
class CompressorPoint:
    """What one compressor does. ``injected_ratio`` is kg taken in between per kg of suction gas."""

    mass_flow_kg_s: float
    cooling_kw: float
    heating_kw: float
    power_kw: float
    t_discharge_c: float
    pressure_ratio: float
    suction_m3h: float
    volumetric_fraction: float | None
    isentropic_fraction: float
    frequency_hz: float
    injected_ratio: float = 0.0
    current_a: float | None = None

    @property
    def cop_heating(self) -> float:
        """Heat over electric power."""
        return self.heating_kw / self.power_kw

    @property
    def cop_cooling(self) -> float:
        """Cold over electric power."""
        return self.cooling_kw / self.power_kw


class OutsideCompressor(ValueError):
    """A point that a compressor does not serve; ``rejection`` names the limit."""

    def __init__(self, rejection: Rejection) -> None:
        super().__init__(f"{rejection.model}: {rejection.rule} {rejection.value} {rejection.limit}")
        self.rejection = rejection


@dataclass(frozen=True, slots=True)
class Gas:
    """The states around a compression, alike for all compressors of a fluid."""

    medium: Fluid
    inlet: State
    p_high_kpa: float
    liquid: State
    ideal: State

    @property
    def ratio(self) -> float:
        """High over low pressure."""
        return self.p_high_kpa / self.inlet.p_kpa

    @property
    def ideal_work(self) -> float:
        """Isentropic work, kJ/kg."""
        return self.ideal.h_kj_kg - self.inlet.h_kj_kg


def gas_at(fluid_name: str, conditions: Conditions) -> Gas:
    """The states of a point. Raises FluidError beyond the fluid."""
    medium = fluid(fluid_name)
    dew = medium.dew(conditions.t_evaporating_c)
    superheat = conditions.superheat_k
    inlet = dew if superheat == 0 else medium.at(dew.p_kpa, conditions.t_evaporating_c + superheat)
    if conditions.t_condensing_c is not None:
        p_high = medium.dew(conditions.t_condensing_c).p_kpa
        bubble = medium.bubble_at(p_high)
        sub = conditions.subcooling_k
        liquid = bubble if sub == 0 else medium.at(p_high, bubble.t_c - sub)
    else:
        if conditions.pressure_high_kpa is None or conditions.t_gas_cooler_c is None:
            raise ValueError("either a condensing temperature or a high pressure with its gas temperature")
        p_high = conditions.pressure_high_kpa
        liquid = medium.at(p_high, conditions.t_gas_cooler_c)
    return Gas(medium, inlet, p_high, liquid, medium.isentropic(p_high, inlet.s_kj_kgk))


def point(
    compressor: Compressor, conditions: Conditions, frequency_hz: float | None = None
) -> CompressorPoint:
    """What a compressor does at a frequency, its rated one by default.

    Raises OutsideCompressor, naming the limit, outside envelope, speed, ratio and discharge temperature, for
    a record that lacks its convention and for a fluid without properties.
    """
    frequency = compressor.row.frequency_hz__rated if frequency_hz is None else frequency_hz
    for broken in broken_limits(compressor, conditions, frequency):
        raise OutsideCompressor(broken)
    assert compressor.refrigerant is not None
    try:
        gas = gas_at(compressor.refrigerant.fluid_name, conditions)
    except FluidError as error:
        raise OutsideCompressor(_of_fluid(compressor, error)) from error
    return at_states(compressor, conditions, gas, frequency)


def at_states(
    compressor: Compressor, conditions: Conditions, gas: Gas, frequency_hz: float
) -> CompressorPoint:
    """The same with the states known; the limits of the envelope have been looked at."""
    row = compressor.row
    if row.pressure_ratio__max is not None and gas.ratio > row.pressure_ratio__max + SLACK:
        raise OutsideCompressor(
            Rejection(row.model, "compressor_ratio", gas.ratio, row.pressure_ratio__max, "pressure_ratio")
        )
    made = (
        _by_polynomials(compressor, conditions, gas, frequency_hz)
        if row.rated_by == "polynomial"
        else _by_efficiency(compressor, gas, frequency_hz)
    )
    if row.t_discharge_max_c is not None and made.t_discharge_c > row.t_discharge_max_c + SLACK:
        raise OutsideCompressor(
            Rejection(
                row.model, "compressor_discharge", made.t_discharge_c, row.t_discharge_max_c, "t_discharge_c"
            )
        )
    return made


def broken_limits(compressor: Compressor, conditions: Conditions, frequency_hz: float) -> Iterator[Rejection]:
    """The limits a point breaks that can be seen before anything is calculated."""
    row = compressor.row
    if compressor.lacking:
        yield Rejection(row.model, "compressor_unstated", ", ".join(compressor.lacking), "")
        return
    if compressor.refrigerant is None or not compressor.refrigerant.available:
        yield Rejection(row.model, "compressor_properties", row.refrigerant, "")
        return
    low, high = row.frequency_hz__min, row.frequency_hz__max
    if frequency_hz < low - SLACK:
        yield Rejection(row.model, "compressor_frequency_low", frequency_hz, low, "frequency_hz")
    if frequency_hz > high + SLACK:
        yield Rejection(row.model, "compressor_frequency_high", frequency_hz, high, "frequency_hz")
    yield from _outside_envelope(compressor, conditions)


def _outside_envelope(compressor: Compressor, conditions: Conditions) -> Iterator[Rejection]:
    model, te = compressor.model, conditions.t_evaporating_c
    evaporating = [corner[0] for corner in compressor.envelope]
    if te < min(evaporating) - SLACK:
        yield Rejection(model, "compressor_evaporating_low", te, min(evaporating), "t_evaporating_c")
        return
    if te > max(evaporating) + SLACK:
        yield Rejection(model, "compressor_evaporating_high", te, max(evaporating), "t_evaporating_c")
        return
    interval = high_interval(compressor.envelope, min(max(te, min(evaporating)), max(evaporating)))
    assert interval is not None
    if compressor.over_pressure:
        quantity, rule = "pressure_kpa", "compressor_pressure"
        high = _high_pressure(compressor, conditions)
    elif conditions.t_condensing_c is None:
        yield Rejection(model, "compressor_not_transcritical", compressor.row.circuit, "")
        return
    else:
        quantity, rule, high = "t_condensing_c", "compressor_condensing", conditions.t_condensing_c
    if high < interval[0] - SLACK:
        yield Rejection(model, f"{rule}_low", high, interval[0], quantity)
    elif high > interval[1] + SLACK:
        yield Rejection(model, f"{rule}_high", high, interval[1], quantity)


def _high_pressure(compressor: Compressor, conditions: Conditions) -> float:
    if conditions.t_condensing_c is None:
        return conditions.pressure_high_kpa or 0.0
    assert compressor.refrigerant is not None
    try:
        return fluid(compressor.refrigerant.fluid_name).dew(conditions.t_condensing_c).p_kpa
    except FluidError as error:
        raise OutsideCompressor(_of_fluid(compressor, error)) from error


def _of_fluid(compressor: Compressor, error: FluidError) -> Rejection:
    if error.problem == "above_critical":
        return Rejection(
            compressor.model, "compressor_above_critical", error.value, error.limit, "t_condensing_c"
        )
    return Rejection(compressor.model, "compressor_no_state", compressor.row.refrigerant, "")


def _by_efficiency(compressor: Compressor, gas: Gas, frequency_hz: float) -> CompressorPoint:
    row, curve = compressor.row, compressor.curve
    assert row.displacement_m3h is not None
    ratio = sqrt(gas.ratio) if row.circuit == "two_stage" else gas.ratio
    filled = volumetric_efficiency(curve.volumetric_base_fraction, curve.volumetric_loss_fraction, ratio)
    efficiency = isentropic_efficiency(
        curve.isentropic_peak_fraction, curve.isentropic_fall_fraction, ratio, curve.pressure_ratio_peak
    )
    if filled <= 0 or efficiency <= 0:
        raise OutsideCompressor(
            Rejection(
                row.model, "compressor_ratio", gas.ratio, row.pressure_ratio__max or 1.0, "pressure_ratio"
            )
        )
    flow = swept_flow(
        row.displacement_m3h, frequency_hz, row.frequency_hz__rated, filled, gas.inlet.density_kg_m3
    )
    if row.circuit in ("economised", "two_stage"):
        found = _injected(gas, flow, efficiency, curve.gas_heat_fraction)
        if found is not None:
            cooling, heating, power, t_discharge, injected = found
            return CompressorPoint(
                flow, cooling, heating, power, t_discharge, gas.ratio,
                flow / gas.inlet.density_kg_m3 * 3600, filled, efficiency, frequency_hz, injected,
            )  # fmt: skip
    power = electric_power(flow, gas.ideal_work, efficiency)
    return _finished(compressor, gas, flow, power, flow * (gas.inlet.h_kj_kg - gas.liquid.h_kj_kg),
                     frequency_hz, filled)  # fmt: skip


def _injected(
    gas: Gas, flow: float, efficiency: float, gas_heat: float
) -> tuple[float, float, float, float, float] | None:
    """Cooling, heating, power, discharge temperature and ratio with vapour taken in at the mean pressure.

    None where the lift is so small that the economiser has nothing to cool: its valve stays shut.
    """
    p_middle = sqrt(gas.inlet.p_kpa * gas.p_high_kpa)
    vapour = gas.medium.dew_at(p_middle)
    t_cooled = gas.medium.bubble_at(p_middle).t_c + ECONOMISER_APPROACH_K
    if t_cooled >= gas.liquid.t_c:
        return None
    cooled = gas.medium.at(gas.p_high_kpa, t_cooled)
    ratio = (gas.liquid.h_kj_kg - cooled.h_kj_kg) / (vapour.h_kj_kg - gas.liquid.h_kj_kg)
    first = gas.medium.isentropic(p_middle, gas.inlet.s_kj_kgk)
    low = (first.h_kj_kg - gas.inlet.h_kj_kg) / efficiency
    h_mixed = (gas.inlet.h_kj_kg + gas_heat * low + ratio * vapour.h_kj_kg) / (1 + ratio)
    mixed = gas.medium.with_enthalpy(p_middle, h_mixed)
    last = gas.medium.isentropic(gas.p_high_kpa, mixed.s_kj_kgk)
    high = (last.h_kj_kg - h_mixed) / efficiency
    h_out = h_mixed + gas_heat * high
    return (
        flow * (gas.inlet.h_kj_kg - cooled.h_kj_kg),
        flow * (1 + ratio) * (h_out - gas.liquid.h_kj_kg),
        flow * (low + (1 + ratio) * high),
        gas.medium.with_enthalpy(gas.p_high_kpa, h_out).t_c,
        ratio,
    )


def _finished(
    compressor: Compressor, gas: Gas, flow: float, power: float, cooling: float, frequency_hz: float,
    filled: float | None, current: float | None = None,
) -> CompressorPoint:  # fmt: skip
    """The discharge by the balance of energy; with water injected the same heat in more steam."""
    row = compressor.row
    h_out = gas.inlet.h_kj_kg + compressor.curve.gas_heat_fraction * power / flow
    injected = 0.0
    if row.injection == "water":
        wet = gas.medium.dew_at(gas.p_high_kpa)
        wanted = gas.medium.at(gas.p_high_kpa, wet.t_c + INJECTED_SUPERHEAT_K)
        if h_out > wanted.h_kj_kg:
            injected = (h_out - wanted.h_kj_kg) / (wanted.h_kj_kg - gas.liquid.h_kj_kg)
            h_out = wanted.h_kj_kg
    heating = cooling + compressor.curve.gas_heat_fraction * power
    return CompressorPoint(
        flow, cooling, heating, power, gas.medium.with_enthalpy(gas.p_high_kpa, h_out).t_c, gas.ratio,
        flow / gas.inlet.density_kg_m3 * 3600, filled, flow * gas.ideal_work / power, frequency_hz, injected,
        current,
    )  # fmt: skip


def _by_polynomials(
    compressor: Compressor, conditions: Conditions, gas: Gas, frequency_hz: float
) -> CompressorPoint:
    """Flow, power and capacity as printed, carried over to the suction gas and liquid that are there."""
    row, by_name = compressor.row, _at_frequency(compressor, frequency_hz)
    power_row = by_name["power"][0][0]
    rated = rated_gas(compressor, power_row, conditions)
    printed = {name: _printed(rows, conditions) for name, rows in by_name.items()}
    rated_effect = rated.inlet.h_kj_kg - rated.liquid.h_kj_kg
    flow_rated = printed.get("mass_flow", printed.get("capacity", 0.0) / rated_effect)
    flow = flow_at_density(flow_rated, VOLUMETRIC_FACTOR, gas.inlet.density_kg_m3, rated.inlet.density_kg_m3)
    power = printed["power"] * (flow / flow_rated) * (gas.ideal_work / rated.ideal_work)
    effect = gas.inlet.h_kj_kg - gas.liquid.h_kj_kg
    cooling = flow * effect
    if "capacity" in printed:
        cooling = printed["capacity"] * (flow / flow_rated) * (effect / rated_effect)
    filled = None
    if row.displacement_m3h is not None:
        swept = row.displacement_m3h * frequency_hz / row.frequency_hz__rated
        filled = flow / gas.inlet.density_kg_m3 * 3600 / swept
    return _finished(compressor, gas, flow, power, cooling, frequency_hz, filled, printed.get("current"))


Weighted = tuple[tuple[PolynomialRow, float], ...]


def _at_frequency(compressor: Compressor, frequency_hz: float) -> dict[str, Weighted]:
    """The polynomials of a frequency, or of the two around it with their weights."""
    found: dict[str, Weighted] = {}
    for name in ("capacity", "power", "mass_flow", "current"):
        rows = sorted(
            (one for one in compressor.polynomials if one.measured == name), key=lambda one: one.frequency_hz
        )
        if not rows:
            continue
        low = [one for one in rows if one.frequency_hz <= frequency_hz + SLACK]
        high = [one for one in rows if one.frequency_hz >= frequency_hz - SLACK]
        if not low or not high:
            nearest = (high or low)[0 if high else -1].frequency_hz
            rule = "compressor_frequency_high" if low else "compressor_frequency_low"
            raise OutsideCompressor(Rejection(compressor.model, rule, frequency_hz, nearest, "frequency_hz"))
        first, last = low[-1], high[0]
        gap = last.frequency_hz - first.frequency_hz
        share = (frequency_hz - first.frequency_hz) / gap if gap > SLACK else 0.0
        found[name] = ((first, 1 - share), (last, share)) if share else ((first, 1.0),)
    return found


def _printed(rows: Weighted, conditions: Conditions) -> float:
    return sum(weight * printed_value(row, conditions) * UNIT_FACTORS[row.unit] for row, weight in rows)


def printed_value(row: PolynomialRow, conditions: Conditions) -> float:
    """The polynomial as it is written: in its own unit, at its own superheat and subcooling."""
    assert conditions.t_condensing_c is not None
    return polynomial(
        row.polynomial_coefficients,
        in_unit(conditions.t_evaporating_c, row.temperature_unit),
        in_unit(conditions.t_condensing_c, row.temperature_unit),
    )


def own_conditions(row: PolynomialRow, fluid_name: str, conditions: Conditions) -> Conditions:
    """The superheat and subcooling for which a polynomial is written, at a point's temperatures."""
    te, tc = conditions.t_evaporating_c, conditions.t_condensing_c
    assert tc is not None
    superheat = row.superheat_k if row.t_return_gas_c is None else row.t_return_gas_c - te
    subcooling = row.subcooling_k
    if row.t_liquid_c is not None:
        medium = fluid(fluid_name)
        subcooling = medium.bubble_at(medium.dew(tc).p_kpa).t_c - row.t_liquid_c
    assert superheat is not None
    assert subcooling is not None
    return Conditions(te, tc, superheat, subcooling)


def rated_gas(compressor: Compressor, row: PolynomialRow, conditions: Conditions) -> Gas:
    """The states for which a polynomial is written. Raises OutsideCompressor where they make no sense."""
    assert compressor.refrigerant is not None
    name = compressor.refrigerant.fluid_name
    rated = own_conditions(row, name, conditions)
    if rated.superheat_k < -SLACK:
        raise OutsideCompressor(
            Rejection(compressor.model, "compressor_return_gas", conditions.t_evaporating_c,
                      row.t_return_gas_c or 0.0, "t_evaporating_c")
        )  # fmt: skip
    if rated.subcooling_k < -SLACK:
        raise OutsideCompressor(
            Rejection(compressor.model, "compressor_liquid", conditions.t_condensing_c or 0.0,
                      row.t_liquid_c or 0.0, "t_condensing_c")
        )  # fmt: skip
    return gas_at(name, rated)
