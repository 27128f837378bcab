"""What a maker's own figures say: whether a stated convention fits them, and curves through a rated point."""

from __future__ import annotations

from dataclasses import replace

from ..engine.compressor import UNIT_FACTORS, isentropic_efficiency, volumetric_efficiency
from ..engine.fluids import FluidError
from .compressor_points import Conditions, OutsideCompressor, gas_at, printed_value, rated_gas
from .compressors import Compressor


def convention_deviation(compressor: Compressor) -> float | None:
    """How far capacity over mass flow is from the enthalpies of the stated convention, as a share.

    Looked at in the middle of the envelope. None where a record does not give both, or the convention makes
    no sense there.
    """
    by_name = {row.measured: row for row in compressor.polynomials}
    if not {"capacity", "mass_flow"} <= by_name.keys():
        return None
    te, tc = (sum(axis) / len(compressor.envelope) for axis in zip(*compressor.envelope, strict=True))
    at = Conditions(te, tc)
    try:
        rated = rated_gas(compressor, by_name["capacity"], at)
    except (OutsideCompressor, FluidError):
        return None
    capacity, flow = (
        printed_value(by_name[name], at) * UNIT_FACTORS[by_name[name].unit]
        for name in ("capacity", "mass_flow")
    )
    return abs(capacity / flow / (rated.inlet.h_kj_kg - rated.liquid.h_kj_kg) - 1)


def through_point(
    compressor: Compressor, conditions: Conditions, cooling_kw: float, power_kw: float
) -> Compressor:
    """A compressor of a known displacement whose efficiency curves run through one rated point.

    The shape of the curves over the pressure ratio stays that of its kind. Raises FluidError.
    """
    assert compressor.refrigerant is not None
    assert compressor.row.displacement_m3h is not None
    gas, curve = gas_at(compressor.refrigerant.fluid_name, conditions), compressor.curve
    flow = cooling_kw / (gas.inlet.h_kj_kg - gas.liquid.h_kj_kg)
    filled = flow * 3600 / compressor.row.displacement_m3h / gas.inlet.density_kg_m3
    efficiency = flow * gas.ideal_work / power_kw
    lost = volumetric_efficiency(0.0, curve.volumetric_loss_fraction, gas.ratio)
    fallen = isentropic_efficiency(0.0, curve.isentropic_fall_fraction, gas.ratio, curve.pressure_ratio_peak)
    through = replace(
        curve, volumetric_base_fraction=filled - lost, isentropic_peak_fraction=efficiency - fallen
    )
    return replace(compressor, curve=through)
