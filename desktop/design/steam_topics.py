"""Sides of a process heat plant: exchanger first, states, energy flow, source, part load, machines, money."""

from __future__ import annotations

from math import isnan

from ..engine import process_heat as rules
from ..engine.economics import simple_payback
from ..engine.figures import FrozenMap
from ..engine.messages import Check, Message, message
from ..engine.sheet import Sheet
from .records import Chart, FigureTable, Series, TableRow, Topic
from .steam_machine import heat_charts, state_charts
from .steam_plant import ProcessPlant, solved_figure

STATE_COLUMNS = (
    "t_state_c", "p_state_kpa", "enthalpy_kj_kg", "entropy_kj_kgk", "density_state_kg_m3", "mass_flow_kg_s",
)  # fmt: skip
PART_LOADS = (1.0, 0.75, 0.5, 0.25)
PART_LOSS = 0.15


def direct_exchange(plant: ProcessPlant, sheet: Sheet) -> Topic:
    """What source and sink exchange by themselves, before any machine."""
    need = plant.need
    figures = {
        "process_heat_kw": need.heat_kw, "source_heat_kw__most": need.source_most_kw,
        "direct_heat_kw": need.direct_kw, "t_sink_in_c": need.t_in_c, "t_sink_c": need.t_sink_c,
        "t_sink_out_c": need.t_out_c, "t_source_in_c": need.t_source_in_c, "t_source_c": need.t_source_c,
        "t_source_least_c": need.t_source_least_c,
    }  # fmt: skip
    if need.direct_kw:
        outcome = Check(
            "direct_exchange", "info",
            message("check.direct_exchange", direct_heat_kw=need.direct_kw, t_sink_c=need.t_sink_c),
        )  # fmt: skip
    else:
        outcome = Check(
            "direct_exchange", "info",
            message("check.no_direct_exchange", t_source_in_c=need.t_source_in_c, t_sink_in_c=need.t_in_c),
        )  # fmt: skip
    checks = [outcome]
    if need.t_source_in_c > need.t_out_c + plant.limits.pinch_source_k:
        checks.append(
            Check(
                "direct_exchange", "warning",
                message(
                    "check.source_hotter", t_source_in_c=need.t_source_in_c, t_sink_out_c=need.t_out_c
                ),
            )
        )  # fmt: skip
    charts = {"direct_exchange": _direct_chart(plant)} if need.direct_kw else {}
    return Topic("direct_exchange", FrozenMap(figures), charts=FrozenMap(charts), checks=tuple(checks))


def _direct_chart(plant: ProcessPlant) -> Chart:
    need = plant.need
    ends = (0.0, need.direct_kw)
    return Chart(
        "lines", message("chart.direct_exchange", direct_heat_kw=need.direct_kw), "heat_kw", "t_state_c",
        (
            Series("chart.hot_side", ends, (need.t_source_c, need.t_source_in_c)),
            Series("chart.cold_side", ends, (need.t_in_c, need.t_sink_c)),
        ),
    )  # fmt: skip


def states(plant: ProcessPlant, sheet: Sheet) -> Topic:
    """Every state of the circuits, and the pictures with the dome."""
    machine, part = plant.machine, sheet.part("book.states")
    rows = []
    for point in machine.points:
        circuit = f"choice.circuit.{point.circuit} " if point.circuit else ""
        name = f"{circuit}state.{point.name}"
        under = sheet.part("book.states", name)
        values = (
            point.t_c, point.p_kpa, point.h_kj_kg, point.s_kj_kgk, point.density_kg_m3, point.flow_kg_s,
        )  # fmt: skip
        cells = tuple(
            None if isnan(value) else solved_figure(under, column, value)
            for column, value in zip(STATE_COLUMNS, values, strict=True)
        )
        rows.append(TableRow(message(f"state.{point.name}"), (point.circuit or "one", *cells)))
    figures = {
        "cop__cycle": solved_figure(part, "cop__cycle", machine.cop),
        "t_discharge_c": solved_figure(part, "t_discharge_c", machine.t_discharge_c),
        "pressure_ratio": solved_figure(part, "pressure_ratio", machine.pressure_ratio),
        "suction_m3h": solved_figure(part, "suction_m3h", machine.suction_m3_h),
    }
    if not isnan(machine.exergetic_fraction):
        figures["exergy_fraction"] = solved_figure(part, "exergy_fraction", machine.exergetic_fraction)
    notes: tuple[Message, ...] = (message("topic.states.note"),)
    if plant.need.steps > 1:
        notes = (*notes, message("topic.states.step"))
    return Topic(
        "states", FrozenMap(figures),
        (FigureTable("states", ("circuit", *STATE_COLUMNS), tuple(rows)), _losses(plant, part)),
        FrozenMap({**state_charts(machine), **heat_charts(machine)}), notes=notes,
    )  # fmt: skip


def _loss(sheet: Sheet, exergy_lost_kw: float) -> float:
    """Rounding of the equations may leave a part a trifle below zero."""
    return solved_figure(sheet, "exergy_lost_kw", max(0.0, exergy_lost_kw))


def _losses(plant: ProcessPlant, sheet: Sheet) -> FigureTable:
    rows = [
        TableRow(
            message(f"part.{one.name}"),
            (_loss(sheet.part("book.states", f"part.{one.name}"), one.exergy_lost_kw),),
        )
        for one in plant.machine.parts
    ]  # fmt: skip
    return FigureTable("exergy", ("exergy_lost_kw",), tuple(rows))


STAGE_COLUMNS = (
    "steam_pressure_kpa__in", "steam_pressure_kpa__out", "t_state_c__in", "t_state_c__out",
    "flow_share_fraction", "injected_fraction", "work_kj_kg",
)  # fmt: skip


def steam_stages(plant: ProcessPlant, sheet: Sheet) -> Topic | None:
    """The stages of steam compression with the water injected after each."""
    compression = plant.chosen.solved.compression
    if compression is None:
        return None
    rows = []
    for number, one in enumerate(compression.stages, 1):
        part = sheet.part("book.steam_stages", str(number))
        values = (
            one.p_in_kpa, one.p_out_kpa, one.t_in_c, one.t_out_c, one.flow_in, one.injected, one.work_kj_kg,
        )  # fmt: skip
        cells = tuple(
            part.simulated(column, value, method="method.steam_compression", source="equations_of_state")
            for column, value in zip(STAGE_COLUMNS, values, strict=True)
        )
        rows.append(TableRow(str(number), cells))
    hottest = max(one.t_out_c for one in compression.stages)
    checks: tuple[Check, ...] = ()
    if hottest > STEAM_HOT_C:
        part = sheet.part("book.steam_stages")
        value = part.simulated("t_state_c", hottest, method="method.steam_compression",
                               source="equations_of_state")  # fmt: skip
        checks = (Check("steam_compressor", "warning", message("check.steam_hot", t_state_c=value)),)
    return Topic(
        "steam_stages", tables=(FigureTable("steam_stages", STAGE_COLUMNS, tuple(rows)),), checks=checks,
        notes=(message("topic.steam_stages.note"),),
    )  # fmt: skip


STEAM_HOT_C = 250.0


def energy_flow(plant: ProcessPlant, sheet: Sheet) -> Topic:
    """Heat and power in, heat out: what the plant takes and gives at full load."""
    f, need = plant.figures, plant.need
    part = sheet.part("book.energy_flow")
    flows = (
        (message("flow.source"), f["source_heat_kw"]), (message("flow.direct"), need.direct_kw),
        (message("flow.heat_pump"), f["power_kw__heat_pump"]), (message("flow.steam"), f["power_kw__steam"]),
        (message("flow.auxiliary"), f["power_kw__auxiliary"]), (message("flow.pumps"), f["power_kw__pumps"]),
    )  # fmt: skip
    shown = [TableRow(label, (_flow(part, kw),)) for label, kw in flows if kw]
    shown.append(TableRow(message("flow.product"), (_flow(part, f["plant_heat_kw"]),), "good"))
    names = ("plant_heat_kw", "power_kw__system", "cop__system", "electricity_kwh_t")
    return Topic(
        "energy_flow", FrozenMap({name: f[name] for name in names}),
        (FigureTable("energy_flow", ("heat_kw",), tuple(shown)),),
        notes=(message("topic.energy_flow.note"),),
    )  # fmt: skip


def _flow(sheet: Sheet, heat_kw: float) -> float:
    return sheet.simulated("heat_kw", heat_kw, method="method.energy_flow", source="first_principles")


def source(plant: ProcessPlant, sheet: Sheet) -> Topic:
    """Whether the source suffices, how far it is cooled, how often it is there."""
    f, need = plant.figures, plant.need
    part = sheet.part("book.source")
    out = part.simulated("t_source_c", plant.chosen.solved.t_source_out_c, method="method.source_cover",
                         source="first_principles")  # fmt: skip
    figures = {
        "source_heat_kw__most": need.source_most_kw, "source_heat_kw": f["source_heat_kw"],
        "direct_heat_kw": need.direct_kw, "t_source_c__out": part.simulated(
            "t_source_c__out", out, method="method.source_cover", source="first_principles"
        ),
        "t_source_least_c": need.t_source_least_c, "cover_fraction": f["cover_fraction"],
        "source_available_fraction": plant.answers.number("source_available_fraction"),
        "plant_share_fraction": f["plant_share_fraction"], "heat_kwh__rest": f["heat_kwh__rest"],
    }  # fmt: skip
    enough = f["cover_fraction"] >= 0.9999
    checks = [
        Check(
            "source_sufficient", "pass" if enough else "warning",
            message(
                "check.source_sufficient" if enough else "check.source_short",
                cover_fraction=f["cover_fraction"], t_source_c=out,
                t_source_least_c=need.t_source_least_c,
            ),
        ),
        _standby_check(plant),
    ]  # fmt: skip
    return Topic("source", FrozenMap(figures), checks=tuple(checks), notes=(message("topic.source.stops"),))


def _standby_check(plant: ProcessPlant) -> Check:
    rest = plant.figures["heat_kwh__rest"]
    if plant.answers.text("standby_kind") == "old_plant":
        return Check("standby", "pass", message("check.standby_old_plant", heat_kwh=rest))
    return Check("standby", "fault" if rest else "warning", message("check.standby_none", heat_kwh=rest))


def part_load(plant: ProcessPlant, sheet: Sheet) -> Topic:
    """Machines that run, the load of each and the COP at part loads and in the slack season."""
    loads = list(PART_LOADS)
    if plant.answers.number("slack_h"):
        loads.append(plant.answers.number("slack_load_fraction"))
    columns = ("unit_count__running", "part_load_fraction__machine", "cop__part", "power_kw")
    rows = []
    for load in sorted(set(loads), reverse=True):
        part = sheet.part("book.part_load", f"{load:.0%}")
        part.given("part_load_fraction", load)
        running = part.work(
            rules.machines_running, part_load_fraction=load, unit_count=plant.machine_count
        )
        each = part.work(
            rules.machine_load, part_load_fraction=load, unit_count=plant.machine_count,
            unit_count__running=running,
        )  # fmt: skip
        part.given("part_loss_fraction", PART_LOSS, source="industrial_practice", default=True)
        cop = part.work(
            rules.part_load_cop, cop__system=plant.figures["cop__system"], part_loss_fraction=PART_LOSS,
            part_load_fraction__machine=each,
        )  # fmt: skip
        power = part.simulated(
            "power_kw", load * plant.figures["power_kw__system"] * plant.figures["cop__system"] / cop,
            method="method.part_load_power", source="first_principles", inputs={"cop__part": cop},
        )  # fmt: skip
        rows.append(TableRow(message("part_load.row", part_load_fraction=load), (running, each, cop, power)))
    return Topic(
        "part_load", tables=(FigureTable("part_load", columns, tuple(rows)),),
        notes=(message("topic.part_load.note"),),
    )  # fmt: skip


MONEY_COLUMNS = ("energy_cost_yuan", "cost_yuan_t", "emission_tco2")


def economics(plant: ProcessPlant, sheet: Sheet) -> Topic:
    """A tonne today and then, payback, carbon, hours needed to pay; and plainly where it does not pay."""
    f, present, part = plant.figures, plant.present, sheet.part("book.process_money")
    then_t = part.work(
        rules.cost_per_tonne, energy_cost_yuan=f["energy_cost_yuan"], product_year_t=present.product_year_t
    )
    now_t = part.work(
        rules.cost_per_tonne, energy_cost_yuan=present.cost_yuan, product_year_t=present.product_year_t
    )
    saving = part.work(
        rules.energy_saved, energy_cost_yuan__present=present.cost_yuan,
        energy_cost_yuan__system=f["energy_cost_yuan"],
    )  # fmt: skip
    upkeep = part.work(
        rules.maintenance, first_cost_yuan=f["first_cost_yuan"], maintenance_fraction=present.maintenance
    )
    left = part.work(
        rules.saving_after_maintenance, energy_saving_yuan=saving, maintenance_yuan=upkeep
    )
    figures: dict[str, float] = {
        "first_cost_yuan": f["first_cost_yuan"], "yearly_cost_yuan": f["yearly_cost_yuan"],
        "cost_yuan_t__all_in": part.work(
            rules.whole_cost_per_tonne, yearly_cost_yuan=f["yearly_cost_yuan"],
            product_year_t=present.product_year_t,
        ),
        "energy_saving_yuan": saving, "maintenance_yuan": upkeep, "yearly_saving_yuan": left,
        "emission_saving_tco2": part.work(
            rules.emission_saved, emission_tco2__present=present.emission_tco2,
            emission_tco2__system=f["emission_tco2"],
        ),
    }  # fmt: skip
    pays = left > 0.0
    if pays:
        figures["payback_y"] = part.work(
            simple_payback, extra_cost_yuan=f["first_cost_yuan"], yearly_saving_yuan=left
        )
    if saving > 0.0:
        figures["full_load_h__to_pay"] = part.work(
            rules.hours_to_pay, first_cost_yuan=f["first_cost_yuan"], annuity_fraction=present.annuity,
            maintenance_fraction=present.maintenance, energy_saving_yuan=saving,
            full_load_h=present.full_load_h,
        )  # fmt: skip
    table = FigureTable(
        "process_money", MONEY_COLUMNS,
        (
            TableRow(
                message(f"money.{plant.answers.text('replaced_heat')}"),
                (present.cost_yuan, now_t, present.emission_tco2),
            ),
            TableRow(
                message("money.plant"), (f["energy_cost_yuan"], then_t, f["emission_tco2"]),
                "good" if pays else "bad",
            ),
        ),
    )  # fmt: skip
    return Topic(
        "process_money", FrozenMap(figures), (table,), checks=_verdicts(plant, figures, now_t, then_t),
        notes=(message("topic.process_money.note"),),
    )  # fmt: skip


def _verdicts(
    plant: ProcessPlant, figures: dict[str, float], now_t: float, then_t: float
) -> tuple[Check, ...]:
    """Whether it pays against the plant of today: never, too slowly, or within its life."""
    life = plant.answers.number("life_y")
    values = {"cost_yuan_t__present": now_t, "cost_yuan_t__system": then_t}
    if "payback_y" not in figures:
        return (Check("pays", "warning", message("check.pays_never", **values)),)
    values |= {"payback_y": figures["payback_y"], "life_y": life}
    hours = figures.get("full_load_h__to_pay", 0.0)
    if hours > plant.present.full_load_h:
        values |= {"full_load_h__to_pay": hours, "full_load_h": plant.present.full_load_h}
        return (Check("pays", "warning", message("check.pays_too_slowly", **values)),)
    values |= {"full_load_h__to_pay": hours}
    return (Check("pays", "pass", message("check.pays", **values)),)
