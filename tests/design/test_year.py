"""The year: what goes in comes out, months add up, and the fast ranking agrees with the hours."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

import pytest

from desktop.applications.registry import application
from desktop.applications.site import site_of
from desktop.components.heat_pumps import heat_pumps
from desktop.design import Design
from desktop.design.choosing import ranking_of
from desktop.design.context import Context, context_of
from desktop.design.operation import PumpPowers, operate_year, serve
from desktop.design.procedure import answers_of
from desktop.design.ranking import run
from desktop.design.sizing import Sizing, size
from desktop.engine.figures import FrozenMap
from desktop.engine.search import OBJECTIVES
from desktop.engine.sheet import Sheet
from desktop.engine.year import sum_up
from desktop.project import Project
from desktop.tables.catalog import Catalog

ROUNDING_KWH = 3.0  # whole kilowatt hours are printed


def test_heat_of_every_service_adds_up(case: str, design_of: Callable[[str], Design]) -> None:
    year = design_of(case).year
    for role in ("", "__hot_water", "__cooling"):
        if f"heat_load_kwh{role}" not in year:
            continue
        parts = [year.get(f"heat_{part}_kwh{role}", 0.0) for part in ("heat_pump", "backup", "unmet")]
        assert min(parts) >= 0.0
        assert sum(parts) == pytest.approx(year[f"heat_load_kwh{role}"], abs=ROUNDING_KWH)
        used = [year.get(f"electricity_{part}_kwh{role}", 0.0) for part in ("heat_pump", "backup", "pump")]
        assert sum(used) == pytest.approx(year[f"electricity_kwh{role}"], abs=ROUNDING_KWH)
        # a heat pump gives more than it takes, direct electric heat never more
        assert used[1] >= parts[1] - ROUNDING_KWH
        assert parts[0] > used[0] or parts[0] == 0.0


def test_months_add_up_to_the_year(case: str, design_of: Callable[[str], Design]) -> None:
    made = design_of(case)
    heated = {"heat_load_kwh", "electricity_kwh", "heat_backup_kwh"}
    assert heated <= set(made.monthly) if "heat_load_kw" in made.loads else not heated & set(made.monthly)
    for name, months in made.monthly.items():
        assert len(months) == 12
        assert sum(months) == pytest.approx(made.year[name], abs=12 * 0.5 + ROUNDING_KWH)


def test_costs_add_up(case: str, design_of: Callable[[str], Design]) -> None:
    year = design_of(case).year
    costs = [year.get(f"energy_cost_yuan{role}", 0.0) for role in ("", "__hot_water", "__cooling")]
    assert sum(costs) == pytest.approx(year["energy_cost_yuan__total"], abs=2.0)
    if case != "beijing_billed":  # a flat tariff: every kilowatt hour at the default price
        flat = design_of(case).answers.number("price_flat_yuan_kwh")
        for role in ("", "__hot_water", "__cooling"):
            cost, used = year.get(f"energy_cost_yuan{role}", 0.0), year.get(f"electricity_kwh{role}", 0.0)
            assert cost == pytest.approx(used * flat, abs=2.0)


def test_cooling_is_what_its_full_load_hours_say(design_of: Callable[[str], Design]) -> None:
    """By definition: load times full-load hours, as far as the weather has the hours."""
    for case in ("guangzhou", "shanghai"):
        made = design_of(case)
        asked = float(made.loads["cooling_load_kw"]) * made.answers.number("cooling_full_load_h")
        assert made.year["heat_load_kwh__cooling"] == pytest.approx(asked, rel=0.01)


def test_hot_water_of_the_year_is_its_days(case: str, design_of: Callable[[str], Design]) -> None:
    made = design_of(case)
    if "hot_water_heat_kwh_d" not in made.loads:
        return
    year = 365 * float(made.loads["hot_water_heat_kwh_d"]) * made.answers.number("occupancy_fraction")
    recovered = float(made.year.get("recovered_heat_kwh", 0.0))
    assert made.year["heat_load_kwh__hot_water"] + recovered == pytest.approx(year, rel=1e-4)


def context(project: Project, catalog: Catalog) -> Context:
    answers = answers_of(project, catalog)
    site, sheet = site_of(answers), Sheet(catalog.decimals)
    demand = application(project.application).demand(answers, site, sheet)
    return context_of(project, answers, site, demand, sheet)


@pytest.mark.parametrize("place", ["mohe", "shanghai", "beijing_changes_over"])
def test_bins_rank_as_the_hours_do(
    place: str, project_named: Callable[[str], Project], catalog: Catalog
) -> None:
    found = context(project_named(place), catalog)
    quiet = Sheet(catalog.decimals)
    outcomes = [size(unit, found.heating, quiet) for unit in heat_pumps(catalog)]
    sized = [one for one in outcomes if isinstance(one, Sizing)]
    assert len(sized) > 20
    off = []
    for sizing, by_bin in zip(sized, run(sized, found.heating), strict=True):
        by_hour = operate_year(found, sizing, None, PumpPowers(0.0, 0.0, 0.0)).heating_sums
        assert by_bin.heat_load_kwh == pytest.approx(by_hour.heat_load_kwh, rel=1e-9)
        off.append(abs(by_bin.electricity_kwh / by_hour.electricity_kwh - 1.0))
    assert median(off) < 0.001
    assert max(off) < 0.02


@pytest.mark.parametrize(
    "told",
    [{}, {"start_loss_minutes": 10.0}, {"tariff_shape": "peak_valley"}, {"duty": "bivalent_alternative"}],
    ids=["plain", "starts", "tariff", "changes_over"],
)
def test_the_leading_designs_are_judged_by_the_hours(
    told: dict[str, object], project_named: Callable[[str], Project], catalog: Catalog
) -> None:
    """Each of the best three, and of the front, carries its 8,760 hours, whatever bins made of it."""
    asked = project_named("harbin")
    found = context(Project(asked.application, FrozenMap({**asked.answers, **told})), catalog)
    ranking = ranking_of(found, found.heating, catalog)
    shown = [one for objective in OBJECTIVES for one in ranking.best(objective)[:3]] + list(ranking.front)
    assert len(shown) > 6
    for one in shown:
        assert one.sums == sum_up(serve(found, found.heating, one.sizing, found.heating_kw, 0.0))
    best = ranking.best("yearly_cost")
    assert [one.yearly_cost_yuan for one in best] == sorted(one.yearly_cost_yuan for one in best)
