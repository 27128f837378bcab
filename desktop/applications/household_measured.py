"""Design heat load of a dwelling worked back from the coal, gas or power of its last heating season."""

from __future__ import annotations

import numpy as np

from ..engine import building_load as load
from ..engine import house_load as house
from ..engine.sheet import Sheet
from ..tables.energy import Fuel, RivalPlant
from .application import LoadEstimate
from .questions import Answers, Default, Question, constant
from .site import Site

KINDS = ("none", "coal", "gas", "direct_electric")
AMOUNT = {"coal": "coal_used_t", "gas": "gas_used_m3", "direct_electric": "electricity_used_kwh"}


def _efficiency(answers: Answers) -> Default:
    kind = answers.text("measured_kind")
    row = answers.catalog.find(RivalPlant, "coal" if kind == "none" else kind, "household")
    return Default(row.rival_efficiency, row.source, row.rival_efficiency__low, row.rival_efficiency__high)


def _measured(answers: Answers) -> bool:
    return answers.text("measured_kind") != "none"


USED_QUESTIONS = (
    Question(
        "measured_kind", "choice", "building", choices=KINDS, default=constant("none", source=""),
        advanced=True,
    ),
    Question(
        "coal_used_t", "number", "building", 0.05, 200, advanced=True, required=False,
        relevant=lambda a: a.text("measured_kind") == "coal",
    ),
    Question(
        "gas_used_m3", "number", "building", 1, 100_000, advanced=True, required=False,
        relevant=lambda a: a.text("measured_kind") == "gas",
    ),
    Question(
        "electricity_used_kwh", "number", "building", 1, 500_000, advanced=True, required=False,
        relevant=lambda a: a.text("measured_kind") == "direct_electric",
    ),
    Question(
        "measured_efficiency", "number", "building", 0.1, 1.1, default=_efficiency, advanced=True,
        relevant=_measured,
    ),
    Question(
        "t_indoor_measured_c", "number", "building", 8, 28, default=constant(16.0, low=14, high=18),
        advanced=True, relevant=_measured,
    ),
)  # fmt: skip


def used_estimate(answers: Answers, site: Site, sheet: Sheet) -> LoadEstimate | None:
    """The load worked back from last season's use, brought to the design room temperature; None without it.

    A typical year stands for that season, and efficiency and room temperature are seldom known: +-25 %.
    """
    kind = answers.text("measured_kind")
    if kind == "none" or AMOUNT[kind] not in answers:
        return None
    heat = _heat(answers, kind, sheet)
    t_limit = answers.number("t_indoor_measured_c") - answers.number("dt_gains_k")
    hours = site.season.hours()
    degree_hours = sheet.simulated(
        "degree_hours_kh",
        float(np.maximum(0.0, t_limit - site.t_outdoor_c[hours]).sum()),
        method="method.degree_hours",
        source=site.weather_source,
        inputs={"t_balance_c": t_limit},
    )
    if degree_hours <= 0.0:
        return None
    likely = sheet.work(
        house.load_from_degree_hours,
        heat_kwh=heat,
        degree_hours_kh=degree_hours,
        t_indoor_winter_c=answers.number("t_indoor_winter_c"),
        t_outdoor_c__design=answers.number("t_outdoor_design_c"),
    )
    index = sheet.work(
        load.index_of_load, heat_load_kw=likely, heated_area_m2=answers.number("heated_area_m2")
    )
    used = answers.text("heating_load_method") == "measured"
    low = sheet.work(load.load_low, heat_load_kw=likely, load_low_ratio=0.75)
    high = sheet.work(load.load_high, heat_load_kw=likely, load_high_ratio=1.25)
    return LoadEstimate("measured", low, likely, high, index, used, "first_principles")


def _heat(answers: Answers, kind: str, sheet: Sheet) -> float:
    amount, efficiency = answers.number(AMOUNT[kind]), answers.number("measured_efficiency")
    if kind == "direct_electric":
        return sheet.work(
            house.heat_of_electricity, electricity_used_kwh=amount, measured_efficiency=efficiency
        )
    row = answers.catalog.find(Fuel, kind)
    content = sheet.look_up("fuel_kwh_unit", row.fuel_kwh_unit, table=row.TABLE, row=kind, source=row.source)
    if kind == "coal":
        return sheet.work(
            house.heat_of_coal, coal_used_t=amount, fuel_kwh_unit=content, measured_efficiency=efficiency
        )
    return sheet.work(
        house.heat_of_gas, gas_used_m3=amount, fuel_kwh_unit=content, measured_efficiency=efficiency
    )
