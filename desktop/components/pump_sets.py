"""How many pumps share a flow, and how much spare head they may have: what fits best of both."""

from __future__ import annotations

from ..engine.sheet import Sheet
from ..tables.catalog import Catalog
from .choice import NothingSuits
from .pump_choice import PumpChoice, choose_pump

# Spare head at full speed by the asked head: usual, then what is still borne where no pump is nearer.
HEAD_RESERVE_MAX = 0.3
HEAD_RESERVES: tuple[float | None, ...] = (HEAD_RESERVE_MAX, 0.6, None)
# Few large pumps before many small ones; beyond eight in parallel a plant is divided.
DUTY_COUNTS = ((1, 2), (3, 4), (5, 6, 7, 8))


def choose_pump_set(
    catalog: Catalog,
    sheet: Sheet,
    *,
    flow_m3h: float,
    head_m: float,
    standby_count: int = 0,
    t_water_c: float = 60.0,
    pressure_kpa: float = 600.0,
    npsh_available_m: float | None = None,
    station_count: int = 1,
    one_before_two: bool = False,
) -> PumpChoice:
    """Driven pumps for a flow and a head: the fewest that have at most 30 % of spare head at full speed.

    Where none of one or two has so little, up to 60 % and then any reserve is taken before a third pump;
    ``head_reserve_fraction`` among the figures tells. At most eight run in parallel in a station; each of the
    stations has the same set, its standby pumps too. ``one_before_two`` takes a single pump with any reserve
    before two nearer ones, as in a house.

    Raises NothingSuits with the rejections of the last try, ValueError for a flow or head not above zero.
    """
    groups = ((1,), (2,), *DUTY_COUNTS[1:]) if one_before_two else DUTY_COUNTS
    tries = [(reserve, count) for counts in groups for reserve in HEAD_RESERVES for count in counts]
    failed: NothingSuits | None = None
    for reserve, count in tries:
        try:
            return choose_pump(
                catalog,
                sheet,
                flow_m3h=flow_m3h,
                head_m=head_m,
                duty_count=count * station_count,
                standby_count=standby_count * station_count,
                t_water_c=t_water_c,
                pressure_kpa=pressure_kpa,
                npsh_available_m=npsh_available_m,
                head_reserve_max=reserve,
            )
        except NothingSuits as error:
            failed = error
    assert failed is not None
    raise failed
