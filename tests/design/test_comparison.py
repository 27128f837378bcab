"""What a filter shuts out and lets in again, with its rule, and gas beside or instead of heat pumps."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.components.heat_pumps import heat_pumps
from desktop.design import Design, DesignFault, design
from desktop.design.comparison import changes
from desktop.engine.figures import FrozenMap, Value, number_of
from desktop.engine.search import OBJECTIVES
from desktop.project import DeclaredLabel, Project
from desktop.quotation import quote
from desktop.tables.catalog import Catalog

HOTEL: dict[str, Value] = {
    "city": "哈尔滨", "heated_area_m2": 8_000.0, "room_count": 100, "has_cooling": False,
    "has_hot_water": False, "quote_date": date(2026, 11, 1),
}  # fmt: skip


def made(catalog: Catalog, labels: tuple[DeclaredLabel, ...] = (), **changed: Value) -> Design:
    return design(Project("hotel", FrozenMap({**HOTEL, **changed}), labels=labels), catalog)


def test_a_limit_of_sound_names_the_loud_models_and_gives_them_back(catalog: Catalog) -> None:
    free = made(catalog)
    quiet = made(catalog, sound_power_max_db=86.0)
    loud = {unit.model for unit in heat_pumps(catalog) if unit.row.sound_power_db > 86.0}
    served = {one.model for one in (*free.options, *free.rejections)} - {
        one.model for one in free.rejections if one.rule != "ranked_lower"
    }
    out = [one for one in changes(free, quiet) if one.change == "out"]
    assert {one.model for one in out} == loud & served
    assert out
    for one in out:
        assert one.after is not None
        assert one.after.rule == "sound_power"
        assert float(one.after.value) > float(one.after.limit) == 86.0
    back = {one.model: one for one in changes(quiet, free) if one.change == "back"}
    assert set(back) == {one.model for one in out}
    assert all(one.before is not None and one.before.rule == "sound_power" for one in back.values())


def test_nothing_changes_against_itself(catalog: Catalog) -> None:
    one = made(catalog)
    assert changes(one, one) == ()


@pytest.mark.parametrize(
    ("answers", "rule"),
    [
        ({"budget_yuan": 10_000.0}, "budget"),
        ({"energy_tier_max": 2}, "energy_tier"),
        ({"allowed_makers": "示例公司"}, "maker"),
        ({"sound_power_max_db": 40.0}, "sound_power"),
    ],
)
def test_a_filter_that_nothing_passes_is_named(
    catalog: Catalog, answers: dict[str, Value], rule: str
) -> None:
    with pytest.raises(DesignFault) as fault:
        made(catalog, **answers)
    assert rule in {one.rule for one in fault.value.rejections}


def test_the_highest_tier_takes_the_declared_model_and_counts_the_rest(catalog: Catalog) -> None:
    free = made(catalog)
    verdict = free.tiers[0]
    taken = verdict.model
    label = DeclaredLabel(taken, verdict.metric, verdict.limits[0], 5.0, 5.0, "示例标识", date(2026, 1, 1))
    by_tier = made(catalog, (label,), ranking_objective="highest_tier")
    tier = [one for one in by_tier.options if one.objective == "highest_tier"]
    assert [one.model for one in tier] == [taken]
    assert by_tier.equipment[0].model == taken
    ranked = {one.model for one in (*free.options, *free.rejections)} - {
        one.model for one in free.rejections if one.rule != "ranked_lower"
    }
    told = next(check for check in by_tier.checks if check.rule == "highest_tier")
    assert told.message.values["count"] == len(ranked) - 1


def test_without_a_declared_tier_the_yearly_cost_decides_and_it_is_said(catalog: Catalog) -> None:
    by_tier = made(catalog, ranking_objective="highest_tier")
    assert by_tier.equipment[0].model == made(catalog).equipment[0].model
    assert any(check.message.key == "check.tier_none" for check in by_tier.checks)
    assert {one.objective for one in by_tier.options} == set(OBJECTIVES[:2])


def test_the_front_rises_in_first_cost_and_falls_in_yearly_cost(catalog: Catalog) -> None:
    found = made(catalog)
    front = found.charts["front"].series[0]
    assert list(front.x) == sorted(front.x)
    assert list(front.y) == sorted(front.y, reverse=True)
    ends = {one.objective: one for one in reversed(found.options)}
    least = number_of(ends["yearly_cost"].figures, "yearly_cost_yuan") / 1000.0
    assert front.x[0] == number_of(ends["first_cost"].figures, "first_cost_yuan") / 1000.0
    assert front.y[-1] == least
    assert found.charts["front"].marks[0].y == least


def test_a_gas_boiler_takes_the_place_of_electric_heat(catalog: Catalog) -> None:
    """Gas at 4.2 yuan/m3 and 9.886 kWh/m3: 0.4248 yuan/kWh, a kWh of heat at 0.95 costs 0.4472 yuan."""
    found = made(catalog, duty="bivalent_parallel", backup_kind="gas_boiler")
    assert "gas_boiler" in {one.kind for one in found.equipment}
    assert "backup_heater" not in {one.kind for one in found.equipment}
    heat, fuel = (number_of(found.year, name) for name in ("heat_backup_kwh", "fuel_backup_kwh"))
    assert fuel == pytest.approx(heat / 0.95, abs=2.0)
    assert number_of(found.year, "fuel_backup_m3") == pytest.approx(fuel / 9.886, abs=1.0)
    assert number_of(found.year, "electricity_backup_kwh") == 0.0
    used = number_of(found.year, "electricity_kwh") * 0.65 + fuel * 0.4248
    assert number_of(found.year, "energy_cost_yuan") == pytest.approx(used, rel=1e-3)
    boiler = next(one for one in found.equipment if one.kind == "gas_boiler")
    assert boiler.model in {line.model for line in quote(found, catalog).lines}


def test_a_hybrid_runs_what_is_cheaper(catalog: Catalog) -> None:
    """Cheap gas (1.2 yuan/m3: 0.128 yuan of heat) beats every COP below 5.1; dear gas none above 1.4."""
    cheap, dear = (
        made(catalog, duty="hybrid", backup_gas_price_yuan_m3=price) for price in (1.2, 4.5)
    )
    shares = [number_of(one.year, "backup_fraction") for one in (cheap, dear)]
    assert shares[0] > 0.9
    assert shares[1] < 0.35
    assert number_of(cheap.year, "energy_cost_yuan") < number_of(dear.year, "energy_cost_yuan")


def test_mixed_plants_are_shown_beside_one_model(catalog: Catalog) -> None:
    """Each table begins with the best of one model; what is shown is written in the book."""
    found = made(catalog, mixed_units=True)
    topic = next(one for one in found.topics if one.id == "mixed")
    written = {(step.name, step.value) for step in found.steps}
    for table, column in zip(topic.tables, (2, 3), strict=True):
        single, *pairs = table.rows
        assert "+" not in str(single.label)
        costs = [float(row.cells[column]) for row in pairs]  # type: ignore[arg-type]
        assert costs == sorted(costs)
        assert all("+" in str(row.label) for row in pairs)
        for row in table.rows:
            for name, value in zip(table.columns, row.cells, strict=True):
                assert (name, value) in written
    best = next(one for one in found.options if one.objective == "first_cost")
    assert topic.tables[0].rows[0].label == f"{best.count} × {best.model}"
    assert "mixed" not in {one.id for one in made(catalog).topics}
