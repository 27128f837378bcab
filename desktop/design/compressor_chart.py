"""A compressor's envelope with the point of operation in it."""

from __future__ import annotations

from ..components.compressor_points import Conditions
from ..components.compressors import Compressor
from ..engine.fluids import fluid
from ..engine.messages import message
from .records import Chart, Mark, Series


def envelope_chart(compressor: Compressor, conditions: Conditions) -> Chart:
    """The envelope closed around, and the point; over the high pressure where the model is transcritical."""
    corners = (*compressor.envelope, compressor.envelope[0])
    high = conditions.t_condensing_c
    if compressor.over_pressure:
        high = conditions.pressure_high_kpa
        if high is None and conditions.t_condensing_c is not None and compressor.refrigerant is not None:
            high = fluid(compressor.refrigerant.fluid_name).dew(conditions.t_condensing_c).p_kpa
    at = () if high is None else (Mark("chart.compressor_point", conditions.t_evaporating_c, high),)
    return Chart(
        "lines",
        message("chart.compressor_envelope", model=compressor.model),
        "t_evaporating_c",
        "pressure_kpa" if compressor.over_pressure else "t_condensing_c",
        (Series("chart.compressor_limits", tuple(te for te, _ in corners), tuple(tc for _, tc in corners)),),
        at,
    )
