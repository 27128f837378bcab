"""Two stages in series: the lifting units chosen, and what is left for the air-source units before them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..applications.questions import BadAnswer
from ..applications.series_questions import lifts
from ..applications.storage_questions import stores_valley_heat
from ..components.heat_pumps import OperatingPoint
from ..components.lift_pumps import LiftUnit, lift_pumps, limit_of
from ..components.price_subjects import model_price
from ..engine import selection as rules
from ..engine import series_lift as physics
from ..engine.figures import FrozenMap, Value
from ..engine.messages import Message, Rejection, message
from ..engine.performance_map import OutsideMap
from ..engine.sheet import Sheet
from ..engine.year import season_bins, sum_up
from ..tables.catalog import Catalog
from .circulation import Circuit, Flows, add_pump, building_flows, flow_for
from .context import Context, Floats
from .filters import Filters, filters_of
from .operation import PlantYear
from .parts import Parts, parallel_max
from .pressure_keeping import buffer_and_vessel
from .records import Chart, Equipment
from .sizing import SMALL_PLANT_KW, Sizing
from .tasks import LoadLine, WaterCurve

LOOP_LENGTH_M = 60.0
INTERMEDIATE = "intermediate_circulation"


class NoLift(Exception):
    """No lifting unit serves; ``rejections`` name every model's reason."""

    def __init__(self, rejections: tuple[Rejection, ...]) -> None:
        super().__init__("no lifting unit serves")
        self.message: Message = message("fault.no_lift_serves", count=len(rejections))
        self.rejections = rejections


@dataclass(frozen=True, eq=False, slots=True)
class SeriesLift:
    """The second stage, and the context of the first: the same place with the loop's heat and water.

    The second stage holds its leaving water through the season and valves mix it down, so that its COP does
    not change and the first stage's load is one share of the whole.
    """

    unit: LiftUnit
    count: int
    point: OperatingPoint
    t_intermediate_c: float
    t_leaving_c: float
    power_kw: float
    power_most_kw: float
    load_kw: Floats
    first_stage_kw: float
    share_left_fraction: float
    price_yuan: float
    rejections: tuple[Rejection, ...]
    first: Context

    def year(self, found: PlantYear) -> PlantYear:
        """The year of both stages, from that of the first."""
        if found.heating is None:
            return found
        both = physics.lifted(found.heating, self.load_kw, self.point.cop, self.first.price_yuan_kwh)
        return replace(found, heating=both, heating_sums=sum_up(both))

    def first_stage_chart(self, chart: Chart) -> Chart:
        """A chart of the first stage with its load named as what it is."""
        named = tuple(
            replace(one, label="chart.first_stage_load") if one.label == "chart.heat_load" else one
            for one in chart.series
        )
        return replace(chart, series=named)


@dataclass(frozen=True, eq=False, slots=True)
class _Candidate:
    unit: LiftUnit
    count: int
    point: OperatingPoint
    cost_yuan: float
    price_yuan: float


def series_lift(context: Context, catalog: Catalog, sheet: Sheet) -> SeriesLift | None:
    """The second stage of least first cost that serves; None where it is not asked for.

    Raises BadAnswer where nothing is to lift or heat is stored, NoLift where no model serves.
    """
    if not lifts(context.answers) or context.heating is None:
        return None
    demand, t_loop = context.demand, context.answers.number("t_intermediate_c")
    if demand.t_supply_c <= t_loop:
        raise BadAnswer(
            message("fault.nothing_to_lift", question="t_intermediate_c", value=t_loop,
                    t_supply_c=demand.t_supply_c)
        )  # fmt: skip
    if stores_valley_heat(context.answers):
        raise BadAnswer(message("fault.series_with_store", question="storage_kind", value=t_loop))
    found, rejections = _candidates(context, catalog, t_loop)
    if not found:
        raise NoLift(rejections)
    best = min(found, key=lambda one: (one.cost_yuan, one.unit.model))
    dearer = tuple(
        Rejection(one.unit.model, "lift_first_cost", round(one.cost_yuan), round(best.cost_yuan),
                  "first_cost_yuan")
        for one in found
        if one is not best
    )  # fmt: skip
    return _written(context, best, (*rejections, *dearer), t_loop, sheet.part("book.series", best.unit.model))


def _candidates(
    context: Context, catalog: Catalog, t_loop: float
) -> tuple[list[_Candidate], tuple[Rejection, ...]]:
    quiet, found, refused = Sheet(catalog.decimals), [], []
    filters = filters_of(context.answers)
    for unit in lift_pumps(catalog):
        outcome = _filtered(unit, context, filters) or _tried(unit, context, catalog, t_loop, quiet)
        if isinstance(outcome, Rejection):
            refused.append(outcome)
        else:
            found.append(outcome)
    return found, tuple(refused)


def _filtered(unit: LiftUnit, context: Context, filters: Filters) -> Rejection | None:
    task = context.heating
    assert task is not None
    if filters.makers and unit.row.maker not in filters.makers:
        return Rejection(unit.model, "maker", unit.row.maker, ", ".join(filters.makers))
    if task.refrigerants and unit.family.refrigerant.upper() not in task.refrigerants:
        return Rejection(
            unit.model, "refrigerant", unit.family.refrigerant, ", ".join(task.refrigerants)
        )
    return None


def _tried(
    unit: LiftUnit, context: Context, catalog: Catalog, t_loop: float, sheet: Sheet
) -> _Candidate | Rejection:
    try:
        point = unit.work_point(sheet, t_loop, context.demand.t_supply_c)
    except OutsideMap as outside:
        rule, quantity = limit_of(outside)
        return Rejection(unit.model, rule, round(outside.value, 1), round(outside.limit, 1), quantity)
    count, _ = _count(context, point, sheet)
    most = int(context.answers.number("unit_count_max"))
    if count > most:
        return Rejection(unit.model, "unit_count_max", count, most, "unit_count")
    price = float(
        model_price(
            catalog, "lift_pump", unit.model, context.project.prices, on=context.answers.day("quote_date")
        ).yuan
    )
    return _Candidate(unit, count, point, count * price, price)


def _count(context: Context, point: OperatingPoint, sheet: Sheet) -> tuple[int, float]:
    """The least count that carries the whole load and, with one out, the share that must be left.

    A heater in the loop cannot stand in for the lift, so the backup does not count here.
    """
    load, least = context.demand.heat_load_kw, context.answers.number("standby_share_min_fraction")
    count = int(sheet.work(rules.count_for_load, heat_load_kw=load, capacity_kw=point.capacity_kw))
    most = int(context.answers.number("unit_count_max"))
    while True:
        share = sheet.silent().work(
            rules.standby_share, unit_count=count, capacity_kw=point.capacity_kw, backup_kw=0.0,
            heat_load_kw=load,
        )  # fmt: skip
        alone = count == 1 and load <= SMALL_PLANT_KW
        if not least or alone or share >= least or count > most:
            break
        count += 1
    share = sheet.work(
        rules.standby_share, unit_count=count, capacity_kw=point.capacity_kw, backup_kw=0.0, heat_load_kw=load
    )
    return count, share


def _written(
    context: Context, best: _Candidate, rejections: tuple[Rejection, ...], t_loop: float, sheet: Sheet
) -> SeriesLift:
    """The chosen model once more, its steps written down, and the task it leaves to the first stage."""
    demand, task = context.demand, context.heating
    assert task is not None
    point = best.unit.work_point(sheet, t_loop, demand.t_supply_c)
    count, share = _count(context, point, sheet)
    power = sheet.work(physics.lift_power, heat_load_kw__network=demand.heat_load_kw, cop__lift=point.cop)
    heat = sheet.work(
        physics.first_stage_heat, heat_load_kw__network=demand.heat_load_kw, power_kw__lift=power
    )
    dt = context.answers.number("dt_intermediate_k")
    capacity = count * point.capacity_kw
    hourly = physics.asked_of_first(context.heating_kw, capacity, point.cop)
    coldest = sheet.simulated(
        "heat_load_kw__coldest_hour",
        max(min(float(context.heating_kw.max()), capacity), demand.heat_load_kw),
        method="method.coldest_hour", source="hour_simulation",
        inputs={"unit_count": count, "capacity_kw": point.capacity_kw},
    )  # fmt: skip
    most = sheet.work(physics.lift_power_most, heat_load_kw__coldest_hour=coldest, cop__lift=point.cop)
    bins = season_bins(context.site.t_outdoor_c, hourly)
    first = replace(
        context,
        demand=replace(
            demand, heat_load_kw=heat, t_supply_c=t_loop, t_return_c=t_loop - dt, t_supply_mild_c=t_loop
        ),
        heating_kw=hourly,
        heating=replace(
            task,
            line=LoadLine(heat, demand.t_design_c, demand.t_balance_c),
            water=WaterCurve(t_loop, t_loop, demand.t_design_c, task.water.t_mild_c, 0.0, dt),
            bins=bins,
            frost_of_bin=bins.mean(context.frost_of_hour),
            price_of_bin=bins.mean(context.price_yuan_kwh),
        ),
    )
    return SeriesLift(
        best.unit, count, point, t_loop, demand.t_supply_c, power, most,
        context.heating_kw, heat, share, best.price_yuan, rejections,
        first,
    )  # fmt: skip


def lift_equipment(context: Context, series: SeriesLift, catalog: Catalog, sheet: Sheet) -> Equipment:
    """The line of the equipment list for the second stage."""
    row, point = series.unit.row, series.point
    sheet = sheet.part("book.series", row.model)
    place = {"table": row.TABLE, "row": row.model, "source": row.source}
    figures: dict[str, Value] = {
        "capacity_kw__rated": sheet.look_up("capacity_kw__rated", row.rated_heating_kw, **place),
        "t_source_water_c": series.t_intermediate_c,
        "t_leaving_c": series.t_leaving_c,
        "capacity_kw__design": point.capacity_kw,
        "cop__lift": point.cop,
        "power_kw__each": point.power_kw,
        "refrigerant": series.unit.family.refrigerant,
        "sound_power_db": sheet.look_up("sound_power_db", row.sound_power_db, **place),
        "weight_kg": sheet.look_up("weight_kg", row.weight_kg, **place),
    }
    standing = catalog.sources[row.source].standing
    return Equipment("lift_pump", "series_lift", row.model, series.count, FrozenMap(figures), standing)


def series_side(
    context: Context, series: SeriesLift, sizing: Sizing, catalog: Catalog, sheet: Sheet
) -> Parts:
    """The loop between the stages and the network's circuit, each with its pumps; buffer and vessel.

    The evaporators part the units' water from the network's, so that there is no plate exchanger.
    """
    answers, row = context.answers, series.unit.row
    parts = Parts(most=parallel_max(answers))
    loop = flow_for(
        sheet.part("book.circulation", INTERMEDIATE), series.first_stage_kw, series.t_intermediate_c,
        answers.number("dt_intermediate_k"),
    )  # fmt: skip
    add_pump(context, catalog, sheet, parts, Circuit(
        role=INTERMEDIATE, flows=Flows(loop), unit_kpa=sizing.unit.row.water_pressure_drop_kpa,
        exchanger_kpa=row.water_pressure_drop_kpa__evaporator, terminal_kpa=0.0, length_m=LOOP_LENGTH_M,
        glycol_fraction=answers.number("glycol_fraction"), t_water_c=series.t_intermediate_c,
    ))  # fmt: skip
    add_pump(context, catalog, sheet, parts, Circuit(
        role="heating_circulation", flows=building_flows(context, sheet.part("book.circulation")),
        unit_kpa=row.water_pressure_drop_kpa__condenser, exchanger_kpa=0.0,
        terminal_kpa=answers.number("terminal_drop_kpa"), length_m=answers.number("circuit_length_m"),
        glycol_fraction=0.0, t_water_c=context.t_circuit_c,
    ))  # fmt: skip
    buffer_and_vessel(context, sizing, catalog, sheet, parts)
    return parts
