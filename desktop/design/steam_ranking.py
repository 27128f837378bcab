"""Schemes compared by what they cost and use: money of a year, the order, why the others fell behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..applications.process_questions import PRESENT_FUEL
from ..applications.questions import Answers
from ..applications.site import site_of
from ..applications.tariff_questions import tariff_of
from ..components.prices import unit_price
from ..engine import process_heat as rules
from ..engine.figures import FrozenMap
from ..engine.messages import Rejection
from ..engine.selection import annuity, yearly_cost
from ..engine.sheet import Sheet
from ..tables.catalog import Catalog
from ..tables.energy import Fuel, grid_factor
from .records import Option
from .steam_demand import Need
from .steam_schemes import Limits, Refused, Scheme, Solved, allowed_fluids, schemes, solve

PUMP_SHARE = 0.015
CYCLE, EQUATIONS = "method.cycle", "equations_of_state"
REFINED = 10
SHOWN = 3
STAGE_KEYS = {1: "one_stage", 2: "two_stages", 3: "three_stages"}
OBJECTIVES = ("yearly_cost", "first_cost", "highest_cop")
OPTION_FIGURES = (
    "cop__system", "electricity_kwh_t", "t_boiler_c", "cover_fraction", "first_cost_yuan", "yearly_cost_yuan",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Present:
    """The plant of today and the money: what a kWh of heat costs and emits, the power's price."""

    fuel: str
    efficiency: float
    fuel_kwh_unit: float
    price_yuan_unit: float
    kgco2_unit: float
    power_yuan_kwh: float
    grid_kgco2_kwh: float
    annuity: float
    maintenance: float
    full_load_h: float
    product_year_t: float
    heat_kwh: float
    cost_yuan: float
    emission_tco2: float


@dataclass(frozen=True, eq=False, slots=True)
class Candidate:
    """A solved scheme with its figures by name."""

    solved: Solved
    figures: FrozenMap[float]

    @property
    def name(self) -> str:
        """What the scheme is called."""
        return self.solved.scheme.name


def present_of(answers: Answers, need: Need, catalog: Catalog, sheet: Sheet) -> Present:
    """Today's plant, its efficiency worked back where fuel and product are known."""
    n, kind = answers.number, PRESENT_FUEL[answers.text("replaced_heat")]
    part, row = sheet.part("book.present"), catalog.find(Fuel, kind)
    place = {"table": Fuel.TABLE, "row": kind, "source": row.source}
    content = part.look_up("fuel_kwh_unit", row.fuel_kwh_unit, **place)
    efficiency = n("replaced_efficiency")
    if n("fuel_year_amount") and n("product_year_t"):
        efficiency = part.work(
            rules.efficiency_worked_back, product_year_t=n("product_year_t"), duty_kj_kg=need.duty_kj_kg,
            fuel_year_amount=n("fuel_year_amount"), fuel_kwh_unit=content,
        )  # fmt: skip
    factor = grid_factor(catalog, site_of(answers).climate.conditions.province)
    grid = part.look_up(
        "grid_factor_kgco2_kwh", factor.grid_factor_kgco2_kwh, table=factor.TABLE,
        row=f"{factor.region} {factor.year}", source=factor.source,
    )  # fmt: skip
    power = part.simulated(
        "price_mean_yuan_kwh", float(tariff_of(answers).hourly().mean()), method="method.mean_price",
        source="hour_simulation",
    )  # fmt: skip
    share = part.work(
        annuity, discount_rate_fraction=n("discount_rate_fraction"), life_y=n("life_y")
    )
    slack = n("slack_h")
    hours = part.work(
        rules.full_load_hours, busy_h=n("busy_h"), slack_h=slack,
        slack_load_fraction=n("slack_load_fraction"),
    )  # fmt: skip
    product = part.work(rules.product_of_year, sink_flow_t_h=need.flow_t_h, full_load_h=hours)
    heat = part.work(rules.heat_of_year, process_heat_kw=need.heat_kw, full_load_h=hours)
    cost = part.work(
        rules.fuel_cost, heat_kwh=heat, replaced_efficiency=efficiency, fuel_kwh_unit=content,
        replaced_price_yuan_unit=n("replaced_price_yuan_unit"),
    )  # fmt: skip
    emitted = row.fuel_kgco2_unit
    # power is bought from the grid
    emitted = grid if emitted is None else part.look_up("fuel_kgco2_unit", emitted, **place)
    emission = part.work(
        rules.fuel_emission, heat_kwh=heat, replaced_efficiency=efficiency, fuel_kwh_unit=content,
        fuel_kgco2_unit=emitted,
    )  # fmt: skip
    return Present(
        kind, efficiency, content, n("replaced_price_yuan_unit"), emitted, power, grid, share,
        n("maintenance_fraction"), hours, product, heat, cost, emission,
    )  # fmt: skip


def parts_of(
    solved: Solved, need: Need, answers: Answers, sheet: Sheet
) -> dict[str, tuple[str, str, float, int]]:
    """What is bought: kind and key of the price rule, size of one, count."""
    count = sheet.work(
        rules.machine_count, pump_heat_kw=solved.pump_heat_kw,
        machine_heat_max_kw=answers.number("machine_heat_max_kw"),
    )  # fmt: skip
    found = {
        "machine": (
            "heat_pump_machine", f"{need.kind}_{solved.scheme.arrangement}",
            sheet.rounded("pump_heat_kw", solved.pump_heat_kw) / count, int(count),
        )
    }  # fmt: skip
    if solved.scheme.steam_stages:
        flow = sheet.rounded("sink_flow_t_h", need.flow_t_h * solved.cover_fraction)
        found["steam"] = ("steam_compressor", STAGE_KEYS[solved.scheme.steam_stages], flow, 1)
    if need.direct_kw:
        found["exchanger"] = ("process_exchanger", "plate", need.direct_kw, 1)
    if solved.auxiliary_kw:
        found["auxiliary"] = (
            "auxiliary_heater", "electric", sheet.rounded("power_kw", solved.auxiliary_kw), 1
        )  # fmt: skip
    return found


def figures_of(
    solved: Solved, need: Need, limits: Limits, present: Present, answers: Answers, catalog: Catalog,
    sheet: Sheet,
) -> FrozenMap[float]:  # fmt: skip
    """Power, COP and money of a scheme, written down where the sheet keeps steps."""
    figures = _power_figures(solved, need, limits, sheet)
    figures |= _money_figures(solved, need, present, answers, catalog, sheet, figures)
    return FrozenMap(figures)


def _power_figures(solved: Solved, need: Need, limits: Limits, sheet: Sheet) -> dict[str, float]:
    cop = sheet.simulated(
        "cop__shaft", solved.cop, method=CYCLE, source=EQUATIONS,
        inputs={"t_evaporating_c": solved.t_evaporating_c, "t_condensing_c": solved.t_condensing_c,
                "t_liquid_c": solved.t_liquid_c, "shaft_isentropic_fraction": limits.isentropic},
    )  # fmt: skip
    found = {
        "t_evaporating_c": sheet.rounded("t_evaporating_c", solved.t_evaporating_c),
        "t_condensing_c": sheet.rounded("t_condensing_c", solved.t_condensing_c),
        "cop__shaft": cop,
        "t_discharge_c": sheet.simulated(
            "t_discharge_c", solved.cycle.t_discharge_c, method=CYCLE, source=EQUATIONS
        ),
        "cover_fraction": sheet.simulated(
            "cover_fraction", solved.cover_fraction, method="method.source_cover", source="first_principles"
        ),
        "pump_heat_kw": sheet.simulated("pump_heat_kw", solved.pump_heat_kw, method=CYCLE, source=EQUATIONS),
    }
    if need.is_steam:
        found["t_boiler_c"] = sheet.simulated("t_boiler_c", solved.t_boiler_c, method=CYCLE, source=EQUATIONS)
    machine = sheet.work(
        rules.heat_pump_power, pump_heat_kw=found["pump_heat_kw"], cop__shaft=cop,
        motor_drive_fraction=limits.motor_drive,
    )  # fmt: skip
    steam = 0.0
    if solved.compression is not None:
        work = sheet.simulated(
            "work_kj_kg", solved.steam_work_kj_kg, method="method.steam_compression",
            source="equations_of_state",
            inputs={"steam_pressure_kpa__boiler": solved.p_boiler_kpa,
                    "steam_pressure_kpa": need.pressure_kpa,
                    "steam_isentropic_fraction": limits.isentropic_steam},
        )  # fmt: skip
        steam = sheet.work(
            rules.steam_compressor_power, sink_flow_t_h=need.flow_t_h, cover_fraction=found["cover_fraction"],
            work_kj_kg=work, motor_drive_fraction=limits.motor_drive,
        )  # fmt: skip
        found["work_kj_kg"] = work
    source = sheet.work(rules.evaporator_heat, pump_heat_kw=found["pump_heat_kw"], cop__shaft=cop)
    pumps = sheet.work(
        rules.pumps_power, pump_power_share_fraction=PUMP_SHARE, source_heat_kw=source,
        direct_heat_kw=need.direct_kw,
    )  # fmt: skip
    auxiliary = sheet.rounded("power_kw", solved.auxiliary_kw)
    if auxiliary:
        sheet.simulated("power_kw__auxiliary", auxiliary, method=CYCLE, source=EQUATIONS)
    power = sheet.work(
        rules.plant_power, power_kw__heat_pump=machine, power_kw__steam=steam,
        power_kw__auxiliary=auxiliary, power_kw__pumps=pumps,
    )  # fmt: skip
    heat = sheet.work(
        rules.plant_heat, direct_heat_kw=need.direct_kw, cover_fraction=found["cover_fraction"],
        process_heat_kw=need.heat_kw,
    )  # fmt: skip
    return {
        **found, "power_kw__heat_pump": machine, "power_kw__steam": steam, "source_heat_kw": source,
        "power_kw__pumps": pumps, "power_kw__auxiliary": auxiliary, "power_kw__system": power,
        "plant_heat_kw": heat,
        "cop__system": sheet.work(
            rules.plant_cop, plant_heat_kw=heat, direct_heat_kw=need.direct_kw, power_kw__system=power
        ),
        "electricity_kwh_t": sheet.work(
            rules.electricity_per_tonne, power_kw__system=power, sink_flow_t_h=need.flow_t_h,
            plant_heat_kw=heat, process_heat_kw=need.heat_kw,
        ),
    }  # fmt: skip


def _money_figures(
    solved: Solved, need: Need, present: Present, answers: Answers, catalog: Catalog, sheet: Sheet,
    power: Mapping[str, float],
) -> dict[str, float]:  # fmt: skip
    prices = dict.fromkeys(("machine", "steam", "exchanger", "auxiliary"), 0.0)
    on = answers.day("quote_date")
    pieces = parts_of(solved, need, answers, sheet)
    for name, (kind, key, size, count) in pieces.items():
        one = float(unit_price(catalog, kind, key, size, on=on, sheet=sheet).yuan)
        prices[name] = count * one
        if count > 1:
            sheet.simulated(
                "unit_price_yuan__machine", prices[name], method="method.pieces_together",
                source="first_principles",
                inputs={"unit_count": count, "unit_price_yuan": one},
            )  # fmt: skip
    equipment = sheet.work(
        rules.equipment_price, **{f"unit_price_yuan__{name}": yuan for name, yuan in prices.items()}
    )
    first = sheet.work(
        rules.first_cost, equipment_price_yuan=equipment,
        works_share_fraction=answers.number("works_share_fraction"),
    )  # fmt: skip
    return {"unit_count": float(pieces["machine"][3]), "equipment_price_yuan": equipment,
            "first_cost_yuan": first, **_year(need, present, answers, sheet, power, first)}  # fmt: skip


def _year(
    need: Need, present: Present, answers: Answers, sheet: Sheet, power: Mapping[str, float], first: float
) -> dict[str, float]:
    available = answers.number("source_available_fraction")
    share = sheet.work(
        rules.plant_share, source_available_fraction=available, plant_heat_kw=power["plant_heat_kw"],
        process_heat_kw=need.heat_kw,
    )  # fmt: skip
    used = sheet.work(
        rules.electricity_of_year, power_kw__system=power["power_kw__system"],
        full_load_h=present.full_load_h, source_available_fraction=available,
    )  # fmt: skip
    rest = sheet.work(rules.rest_of_year, heat_kwh=present.heat_kwh, plant_share_fraction=share)
    fuel = {"replaced_efficiency": present.efficiency, "fuel_kwh_unit": present.fuel_kwh_unit}
    rest_cost = sheet.work(
        rules.fuel_cost, heat_kwh=rest, **fuel, replaced_price_yuan_unit=present.price_yuan_unit
    )
    cost = sheet.work(
        rules.plant_cost, electricity_kwh=used, price_mean_yuan_kwh=present.power_yuan_kwh,
        energy_cost_yuan__rest=rest_cost,
    )  # fmt: skip
    rest_emission = sheet.work(
        rules.fuel_emission, heat_kwh=rest, **fuel, fuel_kgco2_unit=present.kgco2_unit
    )
    return {
        "plant_share_fraction": share, "electricity_kwh": used, "heat_kwh__rest": rest,
        "energy_cost_yuan": cost,
        "emission_tco2": sheet.work(
            rules.plant_emission, electricity_kwh=used, grid_factor_kgco2_kwh=present.grid_kgco2_kwh,
            emission_tco2__rest=rest_emission,
        ),
        "yearly_cost_yuan": sheet.work(
            yearly_cost, first_cost_yuan=first, annuity_fraction=present.annuity,
            maintenance_fraction=present.maintenance, energy_cost_yuan=cost,
        ),
    }  # fmt: skip


@dataclass(frozen=True, eq=False, slots=True)
class Ranked:
    """Candidates from the cheapest year on, and every scheme and fluid that was refused."""

    candidates: tuple[Candidate, ...]
    refused: tuple[Rejection, ...]

    def by(self, objective: str) -> tuple[Candidate, ...]:
        """The candidates in the order of an objective, the best first."""
        match objective:
            case "first_cost":
                return tuple(sorted(self.candidates, key=lambda one: one.figures["first_cost_yuan"]))
            case "highest_cop":
                return tuple(sorted(self.candidates, key=lambda one: -one.figures["cop__system"]))
            case _:
                return tuple(sorted(self.candidates, key=lambda one: one.figures["yearly_cost_yuan"]))


def rank(
    need: Need, limits: Limits, present: Present, answers: Answers, catalog: Catalog, sheet: Sheet
) -> Ranked:
    """All schemes looked at quickly, the promising ones searched in full."""
    fluids, refused = allowed_fluids(answers, catalog)
    found: list[tuple[float, Scheme]] = []
    told = list(refused)
    stages = int(answers.number("steam_stage_max")) if need.is_steam else 0
    silent = sheet.silent()
    for scheme in schemes(fluids, need, stages):
        try:
            solved = solve(scheme, need, limits, quick=True)
        except Refused as error:
            told.append(error.rejection(scheme.name))
            continue
        figures = figures_of(solved, need, limits, present, answers, catalog, silent)
        found.append((figures["yearly_cost_yuan"], scheme))
    found.sort(key=lambda pair: pair[0])
    wanted = answers.text("heat_pump_model")
    kept = [one for one in found if one[1].name == wanted]
    kept += [one for one in found if one[1].name != wanted]
    candidates = []
    for _, scheme in kept[:REFINED]:
        try:
            solved = solve(scheme, need, limits, quick=False)
        except Refused as error:
            told.append(error.rejection(scheme.name))
            continue
        part = sheet.part("book.scheme", scheme.name)
        candidates.append(
            Candidate(solved, figures_of(solved, need, limits, present, answers, catalog, part))
        )
    if kept[REFINED:]:
        told += [
            Rejection(scheme.name, "yearly_cost_higher", round(yuan), round(kept[REFINED - 1][0]),
                      "yearly_cost_yuan")
            for yuan, scheme in kept[REFINED:]
        ]  # fmt: skip
    return Ranked(tuple(candidates), _written(told, sheet.part("book.rejections")))


def _written(refused: list[Rejection], sheet: Sheet) -> tuple[Rejection, ...]:
    """The refusals with their figures rounded and written down."""
    found = []
    for one in refused:
        if isinstance(one.value, str) or isinstance(one.limit, str) or not one.quantity:
            found.append(one)
            continue
        part = sheet.part("book.rejections", one.model)
        value, limit = (
            part.simulated(one.quantity, x, method="method.scheme_refused", source="equations_of_state")
            for x in (one.value, one.limit)
        )
        found.append(Rejection(one.model, one.rule, value, limit, one.quantity))
    return tuple(found)


def options_of(ranked: Ranked, present: Present) -> tuple[Option, ...]:
    """The best schemes by each objective."""
    found = []
    for objective in OBJECTIVES:
        order = ranked.by(objective)
        for place, one in enumerate(order[:SHOWN], 1):
            figures = {name: one.figures[name] for name in OPTION_FIGURES if name in one.figures}
            found.append(
                Option(
                    objective, place, one.name, one.solved.scheme.arrangement,
                    int(one.figures["unit_count"]), FrozenMap(figures),
                    order_holds=objective != "yearly_cost" or _holds(order, place - 1, present),
                    kind="heat_pump_machine",
                )
            )  # fmt: skip
    return tuple(found)


def _holds(order: tuple[Candidate, ...], place: int, present: Present) -> bool:
    """Whether a place by yearly cost stays the same with all first costs a fifth higher or lower."""
    share = present.annuity + present.maintenance

    def cost(one: Candidate, ratio: float) -> float:
        figures = one.figures
        return figures["yearly_cost_yuan"] + (ratio - 1.0) * share * figures["first_cost_yuan"]

    return all(
        sorted(order, key=lambda one: cost(one, ratio)).index(order[place]) == place for ratio in (0.8, 1.2)
    )
