"""Design heat load worked back from what a building has used: the electricity of a plant, or fuel.

What the meter saw and what the plant made of it are seldom known, so the answer is a range over both.
"""

from __future__ import annotations

from ..engine import building_load as load
from ..engine.season import season_of_days
from ..engine.sheet import Sheet
from ..tables.energy import Fuel
from .application import LoadEstimate
from .questions import Answers, Default, DefaultRule, Question, constant
from .site import Site, site_of

FUELS = ("gas", "coal", "oil", "heat")


def _kind(answers: Answers) -> str:
    return answers.text("measured_kind")


def _by_electricity(answers: Answers) -> bool:
    return _kind(answers) == "electricity"


def _by_fuel(answers: Answers) -> bool:
    return _kind(answers) in FUELS


def _fuel(name: str) -> DefaultRule:
    """A figure of the fuel that was burnt; of gas until one is named."""

    def rule(answers: Answers) -> Default:
        row = answers.catalog.find(Fuel, _kind(answers) if _by_fuel(answers) else "gas")
        return Default(getattr(row, name), row.source)

    return rule


MEASURED_QUESTIONS = (
    Question(
        "measured_kind",
        "choice",
        "building",
        choices=("none", "electricity", "gas", "coal", "oil", "heat"),
        default=constant("none", source=""),
        advanced=True,
    ),
    Question(
        "measured_electricity_kwh_m2d",
        "number",
        "building",
        0.001,
        20,
        advanced=True,
        required=False,
        relevant=_by_electricity,
    ),
    Question("measured_from", "date", "building", advanced=True, required=False, relevant=_by_electricity),
    Question("measured_to", "date", "building", advanced=True, required=False, relevant=_by_electricity),
    Question(
        "measured_cop_low",
        "number",
        "building",
        0.8,
        8,
        advanced=True,
        relevant=_by_electricity,
        default=lambda a: Default(site_of(a).practice.measured_cop_low, site_of(a).practice.source),
    ),
    Question(
        "measured_cop_high",
        "number",
        "building",
        0.8,
        8,
        advanced=True,
        relevant=_by_electricity,
        default=lambda a: Default(site_of(a).practice.measured_cop_high, site_of(a).practice.source),
    ),
    Question(
        "metered_heat_low_fraction",
        "number",
        "building",
        0.05,
        1,
        advanced=True,
        relevant=_by_electricity,
        default=constant(0.75, low=0.5, high=1.0),
    ),
    Question("compared_heating_kw", "number", "building", 1, 1e6, advanced=True, required=False),
    Question("fuel_amount", "number", "building", 0, 1e9, advanced=True, required=False, relevant=_by_fuel),
    Question(
        "fuel_kwh_unit",
        "number",
        "building",
        0.1,
        1000,
        advanced=True,
        relevant=_by_fuel,
        default=_fuel("fuel_kwh_unit"),
    ),
    Question(
        "boiler_efficiency",
        "number",
        "building",
        0.1,
        1.1,
        advanced=True,
        relevant=_by_fuel,
        default=_fuel("boiler_efficiency"),
    ),
)


def measured_estimate(answers: Answers, site: Site, sheet: Sheet, t_balance_c: float) -> LoadEstimate | None:
    """The load worked back from use, with its range; None where nothing was measured or told in full."""
    if _by_electricity(answers) and all(
        name in answers for name in ("measured_electricity_kwh_m2d", "measured_from", "measured_to")
    ):
        return _from_electricity(answers, site, sheet, t_balance_c)
    if _by_fuel(answers) and "fuel_amount" in answers:
        return _from_fuel(answers, site, sheet, t_balance_c)
    return None


def _from_electricity(answers: Answers, site: Site, sheet: Sheet, t_balance_c: float) -> LoadEstimate:
    period = season_of_days(answers.day("measured_from"), answers.day("measured_to"))
    mean = sheet.simulated(
        "t_outdoor_c",
        site.mean_over(period),
        method="method.mean_of_period",
        source=site.weather_source,
    )

    def back(cop: float, metered: float) -> float:
        return sheet.work(
            load.load_from_electricity,
            measured_electricity_kwh_m2d=answers.number("measured_electricity_kwh_m2d"),
            heated_area_m2=answers.number("heated_area_m2"),
            seasonal_cop=cop,
            metered_heat_fraction=metered,
            t_balance_c=t_balance_c,
            t_outdoor_c__design=answers.number("t_outdoor_design_c"),
            t_outdoor_c__mean=mean,
        )

    low_cop, high_cop = answers.number("measured_cop_low"), answers.number("measured_cop_high")
    low = back(low_cop, 1.0)
    likely = back((low_cop + high_cop) / 2, 1.0)
    high = back(high_cop, answers.number("metered_heat_low_fraction"))
    return _estimate("measured", low, likely, high, answers, sheet)


def _from_fuel(answers: Answers, site: Site, sheet: Sheet, t_balance_c: float) -> LoadEstimate:
    heat = sheet.work(
        load.heat_of_fuel,
        fuel_amount=answers.number("fuel_amount"),
        fuel_kwh_unit=answers.number("fuel_kwh_unit"),
        boiler_efficiency=answers.number("boiler_efficiency"),
    )
    hours = sheet.simulated(
        "full_load_h",
        site.full_load_hours(t_balance_c, answers.number("t_outdoor_design_c")),
        method="method.full_load_hours",
        source=site.weather_source,
    )
    likely = sheet.work(load.load_from_season_heat, heat_kwh=heat, full_load_h=hours)
    # a typical year stands for the year of the bill: +-15 % is the usual spread of degree days
    low = sheet.work(load.load_low, heat_load_kw=likely, load_low_ratio=0.85)
    high = sheet.work(load.load_high, heat_load_kw=likely, load_high_ratio=1.15)
    return _estimate("measured", low, likely, high, answers, sheet)


def _estimate(
    method: str, low: float, likely: float, high: float, answers: Answers, sheet: Sheet
) -> LoadEstimate:
    index = sheet.work(
        load.index_of_load, heat_load_kw=likely, heated_area_m2=answers.number("heated_area_m2")
    )
    return LoadEstimate(
        method,
        sheet.rounded("heat_load_kw", low),
        likely,
        sheet.rounded("heat_load_kw", high),
        index,
        answers.text("heating_load_method") == method,
        "first_principles",
    )
