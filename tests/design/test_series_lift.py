"""Radiators kept at 75/50 in a cold city: air-source units, and water-source units that lift behind them."""

from __future__ import annotations

from datetime import date
from math import ceil

import numpy as np
import pytest

from desktop.applications.questions import BadAnswer
from desktop.components.lift_pumps import LiftPumpRow, lift_pumps
from desktop.components.price_subjects import model_price
from desktop.design import Design, DesignFault, design
from desktop.engine.expressions import evaluate
from desktop.engine.figures import FrozenMap, Value, number_of
from desktop.project import Project
from desktop.quotation import quote
from desktop.tables.catalog import Catalog
from tests.design.test_steps import numbers, rounded, said, unit_of

SHENYANG: dict[str, Value] = {
    "city": "沈阳", "quote_date": date(2026, 11, 1), "heated_area_m2": 120_000.0, "terminal": "radiator",
    "t_supply_c": 75.0, "t_return_c": 50.0, "series_lift": "water_source",
}  # fmt: skip


def made(catalog: Catalog, **more: Value) -> Design:
    return design(Project("district", FrozenMap({**SHENYANG, **more})), catalog)


@pytest.fixture(scope="module")
def shenyang(catalog: Catalog) -> Design:
    return made(catalog)


def _rows(found: Design) -> list[dict[str, Value | None]]:
    topic = next(one for one in found.topics if one.id == "series")
    table = topic.tables[0]
    return [dict(zip(table.columns, row.cells, strict=True)) for row in table.rows]


def test_stage_heat_and_power_make_the_load(shenyang: Design) -> None:
    loads = shenyang.loads
    load = number_of(loads, "heat_load_kw")
    assert number_of(loads, "heat_load_kw__first_stage") + number_of(loads, "power_kw__lift") == (
        pytest.approx(load, abs=0.06)  # the load is printed with one place
    )
    first, second, both, direct = _rows(shenyang)
    assert (first["t_entering_c"], first["t_leaving_c"]) == (35.0, 40.0)
    assert (second["t_entering_c"], second["t_leaving_c"]) == (50.0, 75.0)
    assert both["power_kw"] == pytest.approx(first["power_kw"] + second["power_kw"], abs=0.02)  # type: ignore[operator]
    assert both["cop"] == pytest.approx(load / both["power_kw"], abs=1e-3)  # type: ignore[operator]
    assert direct["power_kw"] == pytest.approx(load / 0.98, abs=0.02)
    assert both["electricity_mwh"] < direct["electricity_mwh"] / 1.5  # type: ignore[operator]


def test_the_year_is_that_of_both_stages(shenyang: Design) -> None:
    """Heat delivered over the lift's COP is its electricity; with the first stage's it is the year's."""
    year = shenyang.year
    delivered = number_of(year, "heat_load_kwh") - number_of(year, "heat_unmet_kwh")
    pump = next(one for one in shenyang.equipment if one.kind == "lift_pump")
    first, second, *_ = _rows(shenyang)
    assert second["electricity_mwh"] == pytest.approx(
        delivered / number_of(pump.figures, "cop__lift") / 1000.0, rel=1e-4
    )
    units = number_of(year, "electricity_heat_pump_kwh") + number_of(year, "electricity_backup_kwh")
    assert first["electricity_mwh"] + second["electricity_mwh"] == pytest.approx(units / 1000.0, abs=0.02)  # type: ignore[operator]
    assert number_of(year, "heat_heat_pump_kwh") + number_of(year, "heat_backup_kwh") == pytest.approx(
        delivered, abs=3.0
    )


def test_the_network_asks_the_same_with_and_without_the_lift(catalog: Catalog, shenyang: Design) -> None:
    """A lower supply that one stage reaches: the same load and the same season heat."""
    plain = made(catalog, series_lift="none", t_supply_c=55.0, t_return_c=45.0)
    for name in ("heat_load_kwh",):
        assert number_of(plain.year, name) == pytest.approx(number_of(shenyang.year, name), rel=1e-6)
    assert not any(topic.id == "series" for topic in plain.topics)
    assert not any(one.kind == "lift_pump" for one in plain.equipment)


@pytest.mark.parametrize(
    ("supply", "loop", "standby"), [(75.0, 40.0, 0.7), (70.0, 35.0, 0.0), (80.0, 45.0, 0.7)]
)
def test_the_lift_model_is_the_cheapest_of_all(
    catalog: Catalog, supply: float, loop: float, standby: float
) -> None:
    """Every model tried by hand: count by the load and by one out, count times price."""
    found = made(
        catalog, t_supply_c=supply, t_intermediate_c=loop, standby_share_min_fraction=standby
    )
    load = number_of(found.loads, "heat_load_kw")
    costs = {}
    for unit in lift_pumps(catalog):
        kw = unit.point(loop, supply).capacity_kw
        count = ceil(load / round(kw, 2))
        while standby and (count - 1) * kw < standby * load:
            count += 1
        costs[unit.model] = (count * float(model_price(catalog, "lift_pump", unit.model).yuan), count)
    best = min(costs, key=lambda model: (costs[model][0], model))
    chosen = next(one for one in found.equipment if one.kind == "lift_pump")
    assert (chosen.model, chosen.count) == (best, costs[best][1])
    refused = {one.model: one for one in found.rejections if one.model.startswith("HQ-WH")}
    assert set(refused) == {row.model for row in catalog.rows(LiftPumpRow)} - {best}
    for model, one in refused.items():
        assert one.rule == "lift_first_cost"
        assert (one.value, one.limit) == (round(costs[model][0]), round(costs[best][0]))


def test_both_stages_are_priced(catalog: Catalog, shenyang: Design) -> None:
    lines = {line.model: line for line in quote(shenyang, catalog).lines if line.model}
    for one in shenyang.equipment:
        if one.kind in ("heat_pump", "lift_pump"):
            assert lines[one.model].quantity == one.count


def test_price_of_a_size_by_its_rule(catalog: Catalog) -> None:
    """60,000 + 1,000 x 600 = 660,000 yuan: 1,100 yuan/kW, the middle of the market's 700 to 1,800."""
    price = model_price(catalog, "lift_pump", "HQ-WH-600")
    assert float(price.yuan) == 660_000.0
    assert float(price.low_yuan) >= 700.0 * 600
    assert float(price.high_yuan) <= 1_810.0 * 600
    assert price.standing == "assumed"


def test_the_second_stage_gives_no_more_than_its_units_do(catalog: Catalog) -> None:
    """3 x 2,000 kW carry the design load of 5,670 kW; the coldest hours ask for more, which is owed."""
    found = made(catalog)
    week = found.charts["coldest_week"]
    by_units = next(one for one in week.series if one.label == "chart.by_heat_pumps")
    pump = next(one for one in found.equipment if one.kind == "lift_pump")
    most = pump.count * number_of(pump.figures, "capacity_kw__design")
    assert max(by_units.y) <= most + 0.1
    assert most == 6000.0


def test_connected_power_holds_both_stages(catalog: Catalog, shenyang: Design) -> None:
    """At least what the hours of the year show."""
    assert number_of(shenyang.loads, "connected_power_kw") >= number_of(shenyang.year, "power_peak_kw")
    assert number_of(shenyang.loads, "connected_power_kw") > number_of(shenyang.loads, "power_kw__lift")


def test_every_step_recomputes_from_its_printed_inputs(catalog: Catalog, shenyang: Design) -> None:
    seen = 0
    for step in shenyang.steps:
        if step.kind == "formula":
            again = rounded(step.name, evaluate(step.expression, step.inputs), catalog)
            assert again == step.value, step
            seen += step.section == "book.series"
    assert seen >= 14  # point of the map, count, standby, power, heat, both stages, heaters


def test_every_figure_of_the_lift_is_in_the_book(catalog: Catalog, shenyang: Design) -> None:
    book = said(shenyang.steps, catalog)
    pump = next(one for one in shenyang.equipment if one.kind == "lift_pump")
    topic = next(one for one in shenyang.topics if one.id == "series")
    shown = [*numbers(pump.figures), *numbers(shenyang.loads), *numbers(topic.figures)]
    for row in topic.tables[0].rows:
        cells = zip(topic.tables[0].columns, row.cells, strict=True)
        shown += list(numbers({name: cell for name, cell in cells if cell is not None}))
    lacking = [one for one in shown if (unit_of(one[0], catalog), one[1]) not in book]
    assert not lacking


def test_what_cannot_be_lifted_is_refused(catalog: Catalog) -> None:
    with pytest.raises(DesignFault) as none:
        made(catalog, t_supply_c=90.0, t_return_c=60.0)
    assert none.value.message.key == "fault.no_lift_serves"
    assert {one.rule for one in none.value.rejections} == {"leaving_water_limit"}
    assert {one.limit for one in none.value.rejections} == {85.0}
    with pytest.raises(BadAnswer) as bad:
        made(catalog, t_supply_c=38.0, t_return_c=30.0)
    assert bad.value.message.key == "fault.nothing_to_lift"


def test_a_warmer_loop_moves_power_from_the_second_stage_to_the_first(catalog: Catalog) -> None:
    found = [made(catalog, t_intermediate_c=t) for t in (35.0, 40.0, 45.0)]
    lifts = [number_of(one.loads, "power_kw__lift") for one in found]
    heats = [number_of(one.loads, "heat_load_kw__first_stage") for one in found]
    assert np.all(np.diff(lifts) < 0.0)
    assert np.all(np.diff(heats) > 0.0)
