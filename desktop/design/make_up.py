"""Pressure kept by make-up pumps, for systems with more water than vessels can take the growth of."""

from __future__ import annotations

from ..components.choice import NothingSuits
from ..components.pump_sets import choose_pump_set
from ..engine import expansion
from ..engine.figures import FrozenMap
from ..engine.messages import Check, message
from ..engine.sheet import Sheet
from ..tables.catalog import Catalog
from .context import Context
from .parts import Parts, stations_of

MAKE_UP_FRACTION = 0.05  # of the system's water in an hour: 5 to 10 % is usual
HEAD_ABOVE_KPA = 40.0  # above the lowest pressure kept: 30 to 50 kPa is usual
COLD_WATER_C = 20.0


def make_up_pumps(
    context: Context, catalog: Catalog, sheet: Sheet, parts: Parts, volume_l: float, expansion_l: float
) -> None:
    """Pumps that fill up and hold the pressure, one of them in reserve; the tank takes the water's growth."""
    part = sheet.part("book.vessel", "make_up")
    flow = part.work(
        expansion.make_up_flow,
        make_up_fraction=float(
            part.given("make_up_fraction", MAKE_UP_FRACTION, source="gb50736_2012_recalled", default=True)  # type: ignore[arg-type]
        ),
        system_volume_l=volume_l,
    )
    head = part.work(
        expansion.make_up_head,
        static_head_m=context.answers.number("static_height_m"),
        pressure_kpa__margin=HEAD_ABOVE_KPA,
    )
    try:
        choice = choose_pump_set(
            catalog, part, flow_m3h=flow, head_m=head, standby_count=1, t_water_c=COLD_WATER_C,
            station_count=stations_of(context.answers),
        )
    except NothingSuits as error:
        parts.lacking("pump", "make_up", error)
        return
    names = ("flow_m3h", "head_m", "electric_power_kw", "motor_power_kw")
    figures = {name: choice.figures[name] for name in names}
    figures |= {"duty_count": choice.duty_count, "standby_count": choice.standby_count}
    figures |= {"system_volume_l": volume_l, "expansion_volume_l": expansion_l}
    parts.add(
        "pump", "make_up", choice.model, choice.count, FrozenMap(figures),
        catalog.sources[choice.pump.source].standing,
    )  # fmt: skip
    told = message("check.pressure_by_pumps", system_volume_l=volume_l, expansion_volume_l=expansion_l)
    parts.checks.append(Check("pressure_keeping", "info", told))
