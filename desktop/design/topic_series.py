"""Two stages in series: what each takes and gives at the design point and over the year."""

from __future__ import annotations

import numpy as np

from ..engine import series_lift as rules
from ..engine.figures import FrozenMap
from ..engine.messages import Check, Message, message
from ..engine.sheet import Sheet
from .plant import PlantDesign
from .power import HEATER_EFFICIENCY
from .records import Chart, FigureTable, Mark, Series, TableRow, Topic
from .series_lift import SeriesLift
from .sizing import Sizing, site_curves

COLUMNS = ("t_entering_c", "t_leaving_c", "unit_count", "heat_kw", "power_kw", "cop", "electricity_mwh")
STEP_K = 1.0
DESIGN_HOURS = "hour_simulation"


def series(plant: PlantDesign, sheet: Sheet) -> Topic | None:
    """The stages side by side, together, and beside heaters in place of the second."""
    lift, sizing = plant.series, plant.heating
    if lift is None or sizing is None:
        return None
    sheet = sheet.part("book.series", lift.unit.model)
    point = sizing.at_design or sizing.at_bivalent
    load, demand = plant.context.demand.heat_load_kw, plant.context.demand
    first_kw = sheet.work(
        rules.first_stage_power, heat_load_kw__first_stage=lift.first_stage_kw, cop__first_stage=point.cop
    )
    both_kw = sheet.work(rules.series_power, power_kw__first_stage=first_kw, power_kw__lift=lift.power_kw)
    cop = sheet.work(rules.series_cop, heat_load_kw__network=load, power_kw__together=both_kw)
    share = sheet.work(
        rules.electric_share, t_supply_c=demand.t_supply_c, t_intermediate_c=lift.t_intermediate_c,
        t_return_c=demand.t_return_c,
    )  # fmt: skip
    direct_kw = sheet.work(
        rules.direct_lift_power, heat_load_kw__network=load, electric_share_fraction=share,
        efficiency_fraction=HEATER_EFFICIENCY, cop__first_stage=point.cop,
    )  # fmt: skip
    direct_cop = sheet.work(
        rules.direct_lift_cop, heat_load_kw__network=load, power_kw__direct_lift=direct_kw
    )
    first_mwh, lift_mwh, both_mwh, direct_mwh = _energies(plant, lift, share, sheet)
    t_back = sheet.work(
        rules.loop_return, t_intermediate_c=lift.t_intermediate_c,
        dt_intermediate_k=plant.context.answers.number("dt_intermediate_k"),
    )  # fmt: skip
    rows = (
        TableRow(message("topic.series.first"), (t_back, lift.t_intermediate_c, sizing.count,
                 lift.first_stage_kw, first_kw, point.cop, first_mwh)),
        TableRow(message("topic.series.second"), (demand.t_return_c, lift.t_leaving_c, lift.count,
                 load, lift.power_kw, lift.point.cop, lift_mwh)),
        TableRow(message("topic.series.both"), (demand.t_return_c, lift.t_leaving_c, None, load, both_kw,
                 cop, both_mwh), "good"),
        TableRow(message("topic.series.direct", electric_share_fraction=share),
                 (demand.t_return_c, lift.t_leaving_c, None, load, direct_kw, direct_cop, direct_mwh)),
    )  # fmt: skip
    return Topic(
        "series",
        FrozenMap(
            t_intermediate_c=lift.t_intermediate_c,
            heat_load_kw__network=load,
            heat_load_kw__first_stage=lift.first_stage_kw,
            power_kw__lift=lift.power_kw,
            cop__lift=lift.point.cop,
            cop__first_stage=point.cop,
            cop__together=cop,
            standby_share_fraction__lift=lift.share_left_fraction,
            first_cost_yuan__lift=sheet.simulated(
                "first_cost_yuan", lift.count * lift.price_yuan, method="method.count_times_price",
                source="market_prices_assumed",
                inputs={"unit_count": lift.count, "unit_price_yuan": lift.price_yuan},
            ),
        ),
        (FigureTable("series", COLUMNS, rows),),
        FrozenMap({"series": _chart(plant, sizing, lift, point.cop, cop)}),
        checks=_checks(plant, lift),
        notes=(
            message("topic.series.balance", heat_load_kw__network=load, power_kw__lift=lift.power_kw,
                    heat_load_kw__first_stage=lift.first_stage_kw),
            message("topic.series.held", t_leaving_c=lift.t_leaving_c),
            message("topic.series.backup"),
            message("topic.series.estimated"),
        ),
    )  # fmt: skip


def first_stage_note(lift: SeriesLift) -> Message:
    """Says that loads and counts of a topic are those of the first stage."""
    return message(
        "topic.series.of_first",
        heat_load_kw__first_stage=lift.first_stage_kw,
        t_leaving_c=lift.t_intermediate_c,
    )


def _energies(
    plant: PlantDesign, lift: SeriesLift, share: float, sheet: Sheet
) -> tuple[float, float, float, float]:
    """Electricity of the year in MWh: first stage with its backup, second, both, and heaters instead.

    The pumps are left out, as they run alike.
    """
    year = plant.heating_sums
    delivered = year.heat_load_kwh - year.heat_unmet_kwh
    second = delivered / lift.point.cop
    units = year.electricity_heat_pump_kwh + year.electricity_backup_kwh
    first = units - second
    of_heat = (delivered - second) / first if first else 1.0
    direct = delivered * (share / HEATER_EFFICIENCY + (1.0 - share) / of_heat)

    def mwh(role: str, kwh: float, method: str) -> float:
        return sheet.simulated(
            f"electricity_mwh__{role}", kwh / 1000.0, method=method, source=DESIGN_HOURS
        )

    return (
        mwh("first_stage", first, "method.hourly_sum"),
        mwh("lift", second, "method.hourly_sum"),
        mwh("together", first + second, "method.hourly_sum"),
        mwh("direct_lift", direct, "method.heaters_instead"),
    )


def _checks(plant: PlantDesign, lift: SeriesLift) -> tuple[Check, ...]:
    """What is left with one lifting unit out."""
    least = plant.context.answers.number("standby_share_min_fraction")
    if not least:
        return ()
    values = {"standby_share_fraction": lift.share_left_fraction, "standby_share_min_fraction": least}
    kept = lift.share_left_fraction >= least
    key = "check.lift_standby" if kept else "check.lift_standby_short"
    return (Check("lift_standby", "pass" if kept else "warning", message(key, **values)),)


def _chart(plant: PlantDesign, sizing: Sizing, lift: SeriesLift, cop_first: float, cop: float) -> Chart:
    """COP of each stage and of both by outdoor temperature, units running fully; heaters beside them."""
    task = plant.heating_task
    low, top = max(task.t_design_c, sizing.t_limit_c), plant.context.demand.t_balance_c
    t = np.arange(np.ceil(low), top + 0.01, STEP_K)
    _, air = site_curves(sizing.unit, task, t, np.full_like(t, task.frost_factor))
    second = lift.point.cop
    runs = np.isfinite(air)
    both = second / (1.0 + (second - 1.0) / np.where(runs, air, 1.0))

    def points(values: np.ndarray) -> tuple[float, ...]:
        return tuple(round(float(value), 3) for value in values[runs])

    return Chart(
        "lines",
        message("chart.series", cop__first_stage=cop_first, cop__lift=second, cop__together=cop),
        "t_outdoor_c",
        "cop",
        (
            Series("chart.series_first", points(t), points(air)),
            Series("chart.series_second", points(t), points(np.full_like(t, second)), "dashed"),
            Series("chart.series_both", points(t), points(both)),
            Series("chart.series_heaters", points(t), points(np.full_like(t, HEATER_EFFICIENCY)), "dashed"),
        ),
        (Mark("chart.design_point", task.t_design_c),),
    )
