"""Buffer tanks: water that carries the load while units defrost, and that keeps a small step running."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from .figures import FrozenMap
from .sheet import Sheet, formula
from .validity import require


@formula("heat_loss_kw", "ua_w_k * (t_water_c - t_ambient_c) / 1000", source="first_principles")
def storage_loss(ua_w_k: float, t_water_c: float, t_ambient_c: float) -> float:
    """Heat a tank loses through its insulation; negative where the room is warmer.

    >>> storage_loss(2.5, 60.0, 20.0)
    0.1
    """
    return ua_w_k * (t_water_c - t_ambient_c) / 1000


@formula(
    "unit_count__defrosting",
    "max(1, ceil(unit_count * defrost_share_fraction))",
    source="engineering_practice",
)
def units_defrosting(unit_count: float, defrost_share_fraction: float) -> float:
    """Units that may defrost together; at least one.

    >>> units_defrosting(2, 0.25), units_defrosting(10, 0.25)
    (1, 3)
    """
    return max(1, ceil(unit_count * defrost_share_fraction))


@formula(
    "volume_l__defrost",
    "unit_count__defrosting * heat_kw__unit * (1 + defrost_draw_fraction) * 60000 * duration_minutes"
    " / (specific_heat_kj_kgk * density_kg_m3 * dt_k)",
    source="first_principles",
)
def defrost_volume(
    unit_count__defrosting: float,
    heat_kw__unit: float,
    defrost_draw_fraction: float,
    duration_minutes: float,
    specific_heat_kj_kgk: float,
    density_kg_m3: float,
    dt_k: float,
) -> float:
    """Water that gives the missing heat of the defrosting units while it cools by ``dt_k``.

    ``defrost_draw_fraction`` is the heat the defrost itself takes from the water, by the unit's heat:
    0 where only the load has to be carried on, 1 where as much again is drawn.

    >>> round(defrost_volume(1, 1.0, 0.0, 4.0, 4.187, 995.0, 5.0), 1)
    11.5
    """
    require("dt_k", dt_k, 0.5, 50.0)
    return (
        unit_count__defrosting * heat_kw__unit * (1 + defrost_draw_fraction) * 60000 * duration_minutes
        / (specific_heat_kj_kgk * density_kg_m3 * dt_k)
    )  # fmt: skip


@formula("heat_kw__step", "heat_kw__unit * minimum_load_fraction", source="first_principles")
def smallest_step(heat_kw__unit: float, minimum_load_fraction: float) -> float:
    """Least heat that a plant of such units can run at.

    >>> smallest_step(120.0, 0.25)
    30.0
    """
    return heat_kw__unit * minimum_load_fraction


@formula(
    "volume_l__run_time",
    "heat_kw__step * 60000 * duration_minutes / (specific_heat_kj_kgk * density_kg_m3 * dt_k)",
    source="first_principles",
)
def run_time_volume(
    heat_kw__step: float,
    duration_minutes: float,
    specific_heat_kj_kgk: float,
    density_kg_m3: float,
    dt_k: float,
) -> float:
    """Water that lets the smallest step of the plant run for a while with no load at all.

    >>> round(run_time_volume(1.0, 6.0, 4.187, 995.0, 5.0), 1)
    17.3
    """
    require("dt_k", dt_k, 0.5, 50.0)
    return heat_kw__step * 60000 * duration_minutes / (specific_heat_kj_kgk * density_kg_m3 * dt_k)


@formula("volume_l__least", "heat_kw__unit * water_content_l_kw", source="engineering_practice")
def least_water(heat_kw__unit: float, water_content_l_kw: float) -> float:
    """Water that makers usually ask for, by the heat of one running unit.

    >>> least_water(100.0, 8.0)
    800.0
    """
    return heat_kw__unit * water_content_l_kw


@formula(
    "volume_l__buffer",
    "max(0, max(volume_l__defrost, volume_l__run_time, volume_l__least) - system_volume_l)",
    source="first_principles",
)
def buffer_volume(
    volume_l__defrost: float, volume_l__run_time: float, volume_l__least: float, system_volume_l: float
) -> float:
    """What a buffer tank has to add to the water that is in the system anyway.

    >>> buffer_volume(1150.0, 700.0, 800.0, 900.0)
    250.0
    """
    return max(0, max(volume_l__defrost, volume_l__run_time, volume_l__least) - system_volume_l)


@dataclass(frozen=True, slots=True)
class BufferRules:
    """The assumptions of a buffer's size; every one may be changed by the user.

    Shares are fractions, times minutes, differences kelvin, ``water_content_l_kw`` litres per kW of one unit.
    """

    defrost_share_fraction: float = 0.25
    defrost_draw_fraction: float = 0.0
    duration_minutes__defrost: float = 4.0
    duration_minutes__run_time: float = 6.0
    dt_k: float = 5.0
    water_content_l_kw__least: float = 8.0


@dataclass(frozen=True, slots=True)
class BufferNeed:
    """The buffer's volume, the rule that set it (defrost, run_time or least) and the figures of all three."""

    volume_l: float
    ruled_by: str
    figures: FrozenMap[float]


def work_out_buffer(
    sheet: Sheet,
    *,
    unit_count: int,
    unit_heat_kw: float,
    step_heat_kw: float,
    existing_water_l: float,
    density_kg_m3: float,
    specific_heat_kj_kgk: float = 4.187,
    rules: BufferRules = BufferRules(),
) -> BufferNeed:
    """Compare the three rules for a buffer, less the water already there; every step goes on the sheet.

    ``unit_heat_kw`` is a unit's heat at the frosty design point, ``step_heat_kw`` the smallest step the plant
    can run at. Without units (``unit_count`` 0) none is needed.
    """
    if unit_count == 0:
        return BufferNeed(0.0, "none", FrozenMap())
    together = sheet.work(
        units_defrosting, unit_count=unit_count, defrost_share_fraction=rules.defrost_share_fraction
    )
    water = {"specific_heat_kj_kgk": specific_heat_kj_kgk, "density_kg_m3": density_kg_m3, "dt_k": rules.dt_k}
    found = {
        "defrost": sheet.work(
            defrost_volume, unit_count__defrosting=together, heat_kw__unit=unit_heat_kw,
            defrost_draw_fraction=rules.defrost_draw_fraction,
            duration_minutes=rules.duration_minutes__defrost, **water,
        ),
        "run_time": sheet.work(
            run_time_volume, heat_kw__step=step_heat_kw,
            duration_minutes=rules.duration_minutes__run_time, **water,
        ),
        "least": sheet.work(
            least_water, heat_kw__unit=unit_heat_kw, water_content_l_kw=rules.water_content_l_kw__least
        ),
    }  # fmt: skip
    by_name = {f"volume_l__{rule}": volume for rule, volume in found.items()}
    needed = sheet.work(buffer_volume, **by_name, system_volume_l=existing_water_l)
    ruled_by = max(found, key=lambda rule: found[rule]) if needed else "existing_water"
    figures = FrozenMap(by_name, system_volume_l=existing_water_l, volume_l__buffer=needed)
    return BufferNeed(needed, ruled_by, figures)
