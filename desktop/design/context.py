"""The tasks of a project: what heating and hot water ask of heat pumps at this place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..applications.application import Demand, HotWaterDemand
from ..applications.questions import Answers, BadAnswer
from ..applications.site import Site
from ..applications.tariff_questions import tariff_of
from ..engine.messages import message
from ..engine.season import cooling_loads, even_shares, heating_loads, hot_water_loads
from ..engine.selection import annuity, cost_of_backup_heat, fuel_price_by_heat
from ..engine.sheet import Sheet
from ..engine.tariff import Tariff
from ..engine.year import season_bins
from ..project import Project
from ..tables.energy import Fuel
from .place_factors import PlaceFactors, place_factors
from .tasks import HourlyYear, LoadLine, Money, Task, WaterCurve

Floats = NDArray[np.float64]
MILD_C = 5.0
COOLING_SPREAD_K = 5.0
COLDEST_ENTERING_C = 5.0  # maps begin here; a store mixes the last kelvin


@dataclass(frozen=True, eq=False, slots=True)
class Context:
    """What every stage of a design needs; hourly arrays run over the typical year.

    A task that is not wanted is None. ``cooling`` is that of units which only cool; where a building is also
    heated, the heating units cool.
    """

    answers: Answers
    site: Site
    demand: Demand
    price_yuan_kwh: Floats
    heating_kw: Floats
    hot_water_kw: Floats
    frost_of_hour: Floats
    money: Money
    heating: Task | None
    cooling: Task | None
    hot_water: Task | None
    project: Project
    tariff: Tariff
    factors: PlaceFactors

    @property
    def building(self) -> Task | None:
        """The task of the units that serve the rooms, in winter or in summer alone."""
        return self.heating or self.cooling

    @property
    def t_circuit_c(self) -> float:
        """Water of the building's circuit: the supply in winter, chilled water where it is not heated."""
        return self.demand.t_supply_c if self.heating is not None else self.demand.t_chilled_c

    @property
    def circuit_kw(self) -> float:
        """What the building's circuit is laid out for: the heat load, or the cooling load without heating."""
        return self.demand.heat_load_kw or self.demand.cooling_load_kw


def context_of(project: Project, answers: Answers, site: Site, demand: Demand, sheet: Sheet) -> Context:
    """Put a demand beside its place, its year and its tariff."""
    tariff = tariff_of(answers)
    price = tariff.hourly()
    frost = site.frost_of_hour if answers.flag("apply_frost") else np.ones_like(site.t_outdoor_c)
    heating_kw = _heating_hours(demand, site)
    hot_water_kw = _hot_water_hours(demand.hot_water, answers)
    factors = place_factors(answers, sheet.part("book.site"))
    money = _money(project, answers, sheet.part("book.money"))
    by_gas = demand.heat_load_kw > 0.0 and answers.text("backup_kind") == "gas_boiler"
    fuel = _gas_price(answers, sheet.part("book.money")) if by_gas else None
    return Context(
        answers,
        site,
        demand,
        price,
        heating_kw,
        hot_water_kw,
        frost,
        money,
        _heating_task(answers, site, demand, heating_kw, frost, price, factors, fuel),
        _cooling_task(answers, site, demand, price, factors),
        _hot_water_task(answers, site, demand, hot_water_kw, frost, price, factors),
        project,
        tariff,
        factors,
    )


def _heating_hours(demand: Demand, site: Site) -> Floats:
    if not demand.heat_load_kw:
        return np.zeros_like(site.t_outdoor_c)
    return heating_loads(
        site.t_outdoor_c,
        demand.heat_load_kw * demand.season_load_fraction,
        demand.t_balance_c,
        demand.t_design_c,
        site.season,
    )


def _hot_water_hours(hot_water: HotWaterDemand | None, answers: Answers) -> Floats:
    if hot_water is None:
        return np.zeros(8760)
    first = int(answers.number("heating_first_hour"))
    shares = even_shares(first, max(1, round(hot_water.heating_h)))
    return hot_water_loads(hot_water.heat_kwh_d * hot_water.occupancy_fraction, shares)


def _gas_price(answers: Answers, sheet: Sheet) -> float:
    """Price of a kWh of gas by its lower heating value, from the price of a cubic metre."""
    row = answers.catalog.find(Fuel, "gas")
    content = sheet.look_up("fuel_kwh_unit", row.fuel_kwh_unit, table=row.TABLE, row="gas", source=row.source)
    price = sheet.work(
        fuel_price_by_heat,
        backup_gas_price_yuan_m3=answers.number("backup_gas_price_yuan_m3"),
        fuel_kwh_unit=content,
    )
    sheet.work(
        cost_of_backup_heat,
        fuel_price_yuan_kwh=price,
        gas_efficiency_fraction=answers.number("gas_efficiency_fraction"),
    )
    return price


def _money(project: Project, answers: Answers, sheet: Sheet) -> Money:
    share = sheet.work(
        annuity,
        discount_rate_fraction=answers.number("discount_rate_fraction"),
        life_y=answers.number("life_y"),
    )
    return Money(share, answers.number("maintenance_fraction"))


def _refrigerants(answers: Answers) -> tuple[str, ...]:
    words = answers.text("allowed_refrigerants").replace("，", ",").replace("、", ",").split(",")
    return tuple(word.strip().upper() for word in words if word.strip())


def _heating_task(
    answers: Answers,
    site: Site,
    demand: Demand,
    load: Floats,
    frost: Floats,
    price: Floats,
    factors: PlaceFactors,
    fuel_yuan_kwh: float | None,
) -> Task | None:
    if not demand.heat_load_kw:
        return None
    n, flag = answers.number, answers.flag
    bins = season_bins(site.t_outdoor_c, load)
    approach = _approach_k(answers)
    mild = max(MILD_C, demand.t_design_c + 1.0)
    water = WaterCurve(
        demand.t_supply_c,
        demand.t_supply_mild_c,
        demand.t_design_c,
        mild,
        approach,
        demand.t_supply_c - demand.t_return_c,
    )
    backup = answers.text("backup_kind") != "none"
    hybrid = answers.text("duty") == "hybrid"
    if hybrid and fuel_yuan_kwh is None:  # the same price for both: nothing to choose from by the hour
        raise BadAnswer(message("fault.hybrid_needs_gas", question="backup_kind"))
    return Task(
        mode="heating",
        line=LoadLine(demand.heat_load_kw, demand.t_design_c, demand.t_balance_c),
        water=water,
        altitude_m=n("altitude_m"),
        place_capacity_factor=factors.capacity,
        place_cop_factor=factors.cop,
        frost_factor=n("frost_factor") if flag("apply_frost") else 1.0,
        duty=answers.text("duty"),  # type: ignore[arg-type]
        t_bivalent_c=n("t_bivalent_c"),
        dt_above_limit_k=n("dt_bivalent_above_limit_k"),
        backup_allowed=backup,
        backup_alone_below_limit=flag("backup_alone_below_limit"),
        backup_share_max=(1.0 if hybrid else n("backup_share_max_fraction")) if backup else 0.0,
        standby_share_min=n("standby_share_min_fraction"),
        standby_counts_backup=flag("standby_counts_backup"),
        cooling_kw=demand.cooling_load_kw,
        t_summer_c=demand.t_summer_c,
        t_chilled_c=demand.t_chilled_c - approach,
        unit_count_max=int(n("unit_count_max")),
        bins=bins,
        frost_of_bin=bins.mean(frost),
        price_of_bin=bins.mean(price),
        hourly=HourlyYear(site.t_outdoor_c, frost, price),
        refrigerants=_refrigerants(answers),
        backup_least_kw=n("backup_least_kw") if backup and "backup_least_kw" in answers else 0.0,
        backup_efficiency=1.0 if fuel_yuan_kwh is None else n("gas_efficiency_fraction"),
        backup_price_yuan_kwh=fuel_yuan_kwh,
    )


def _cooling_task(
    answers: Answers, site: Site, demand: Demand, price: Floats, factors: PlaceFactors
) -> Task | None:
    """The task of units that only cool: a load without frost, backup or standby."""
    if demand.heat_load_kw or not demand.cooling_load_kw:
        return None
    year = cooling_loads(site.t_outdoor_c, demand.cooling_load_kw, demand.cooling_full_load_h)
    bins = season_bins(site.t_outdoor_c, year.load_kw)
    t_chilled, t_summer = demand.t_chilled_c - _approach_k(answers), demand.t_summer_c
    return Task(
        mode="cooling",
        line=LoadLine(demand.cooling_load_kw, t_summer, None),
        water=WaterCurve(t_chilled, t_chilled, t_summer, t_summer, 0.0, COOLING_SPREAD_K),
        altitude_m=answers.number("altitude_m"),
        place_capacity_factor=factors.capacity,
        place_cop_factor=factors.cop,
        frost_factor=1.0,
        duty="monovalent",
        t_bivalent_c=t_summer,
        dt_above_limit_k=0.0,
        backup_allowed=False,
        backup_alone_below_limit=False,
        backup_share_max=0.0,
        standby_share_min=0.0,
        standby_counts_backup=False,
        cooling_kw=demand.cooling_load_kw,
        t_summer_c=t_summer,
        t_chilled_c=t_chilled,
        unit_count_max=int(answers.number("unit_count_max")),
        bins=bins,
        frost_of_bin=np.ones_like(bins.t_outdoor_c),
        price_of_bin=bins.mean(price),
        refrigerants=_refrigerants(answers),
    )


def _approach_k(answers: Answers) -> float:
    return answers.number("exchanger_approach_k") if answers.flag("plate_exchanger") else 0.0


def _hot_water_task(
    answers: Answers,
    site: Site,
    demand: Demand,
    load: Floats,
    frost: Floats,
    price: Floats,
    factors: PlaceFactors,
) -> Task | None:
    if demand.hot_water is None:
        return None
    hot = demand.hot_water
    bins = season_bins(site.t_outdoor_c, load)
    auxiliary = answers.flag("hot_water_auxiliary")
    t_sizing = site.t_equinox_month_c if auxiliary else site.t_coldest_month_c
    water = WaterCurve(
        hot.t_storage_c,
        hot.t_storage_c,
        demand.t_design_c,
        MILD_C,
        0.0,
        hot.t_storage_c - max(hot.t_cold_c, COLDEST_ENTERING_C),
    )
    return Task(
        mode="hot_water",
        line=LoadLine(
            hot.heat_pump_kw, min(demand.t_design_c, t_sizing) if auxiliary else round(t_sizing, 1), None
        ),
        water=water,
        altitude_m=answers.number("altitude_m"),
        place_capacity_factor=factors.hot_water_capacity,
        place_cop_factor=factors.cop,
        frost_factor=answers.number("frost_factor") if answers.flag("apply_frost") else 1.0,
        duty="bivalent_parallel" if auxiliary else "monovalent",
        t_bivalent_c=round(t_sizing, 1),
        dt_above_limit_k=0.0,
        backup_allowed=auxiliary,
        backup_alone_below_limit=True,
        backup_share_max=answers.number("hot_water_backup_share_max_fraction"),
        standby_share_min=0.0,
        standby_counts_backup=True,
        cooling_kw=0.0,
        t_summer_c=demand.t_summer_c,
        t_chilled_c=demand.t_chilled_c,
        unit_count_max=int(answers.number("unit_count_max")),
        bins=bins,
        frost_of_bin=bins.mean(frost),
        price_of_bin=bins.mean(price),
        hourly=HourlyYear(site.t_outdoor_c, frost, price),
        refrigerants=_refrigerants(answers),
    )
