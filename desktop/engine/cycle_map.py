"""A single-stage cycle over a grid of evaporating and condensing temperatures.

What depends on one temperature only is worked out once: suction states by row, pressure and liquid by
column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .arrays import Floats
from .cycle import CycleError, compressed, condensed, suction
from .fluids import FluidError, fluid


@dataclass(frozen=True, slots=True)
class CycleMap:
    """Rows are evaporating, columns condensing temperatures; not a number where no cycle can be run."""

    cop: Floats
    heat_kj_kg: Floats
    work_kj_kg: Floats
    t_discharge_c: Floats
    pressure_ratio: Floats
    suction_density_kg_m3: Floats  # by row


def single_stage_map(
    refrigerant: str, t_evaporating_c: Sequence[float], t_condensing_c: Sequence[float],
    superheat_k: float, subcooling_k: float, isentropic_fraction: float,
) -> CycleMap:  # fmt: skip
    """``single_stage`` at every pair of temperatures; raises as it does, but a pair without lift is nan."""
    if subcooling_k < 0.0:
        raise CycleError("no_subcooling", subcooling_k, 0.0)
    medium = fluid(refrigerant)
    inlets = [suction(medium, t, superheat_k) for t in t_evaporating_c]
    ends = [condensed(medium, t, subcooling_k) for t in t_condensing_c]
    shape = (len(inlets), len(ends))
    heat, work, hot, ratio = (np.full(shape, np.nan) for _ in range(4))
    for row, inlet in enumerate(inlets):
        for column, liquid in enumerate(ends):
            if t_condensing_c[column] <= t_evaporating_c[row]:
                continue
            try:
                outlet = compressed(medium, inlet, liquid.p_kpa, isentropic_fraction)
            except FluidError:
                continue
            heat[row, column] = outlet.h_kj_kg - liquid.h_kj_kg
            work[row, column] = outlet.h_kj_kg - inlet.h_kj_kg
            hot[row, column] = outlet.t_c
            ratio[row, column] = liquid.p_kpa / inlet.p_kpa
    density = np.array([inlet.density_kg_m3 for inlet in inlets])
    return CycleMap(heat / work, heat, work, hot, ratio, density)
