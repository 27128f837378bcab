"""Questions about hot water and the demand it gives, after GB 50015 as recalled."""

from __future__ import annotations

from ..engine import hot_water as rules
from ..engine.sheet import Sheet
from ..engine.water import water_density
from ..tables.uses import cold_water_temperature, hot_water_quota, peak_factor_range
from .application import HotWaterDemand
from .questions import Answers, Default, DefaultRule, Question, constant
from .site import site_of


def _wanted(answers: Answers) -> bool:
    return answers.flag("has_hot_water")


def _quota(use: str) -> DefaultRule:
    """The quota of a use for the day of greatest use: the middle of its range."""

    def rule(answers: Answers) -> Default:
        row = hot_water_quota(answers.catalog, use)
        low, high = row.hot_water_quota_l__low, row.hot_water_quota_l__high
        return Default((low + high) / 2, row.source, low, high)

    return rule


def _cold_water(answers: Answers) -> Default:
    row = cold_water_temperature(answers.catalog, site_of(answers).climate.conditions.province)
    return Default(row.t_cold_water_c, row.source, row.t_cold_water_c, row.t_cold_water_c__listed)


HOT_WATER_QUESTIONS = (
    Question("has_hot_water", "flag", "hot_water", default=constant(True)),
    Question(
        "guest_quota_l_d", "number", "hot_water", 20, 400, default=_quota("hotel_guest"), relevant=_wanted
    ),
    Question(
        "staff_quota_l_d",
        "number",
        "hot_water",
        0,
        200,
        default=_quota("hotel_staff"),
        advanced=True,
        relevant=_wanted,
    ),
    Question(
        "meal_count",
        "number",
        "hot_water",
        0,
        100_000,
        advanced=True,
        relevant=_wanted,
        default=lambda a: Default(1.5 * a.number("bed_count") if a.flag("has_restaurant") else 0.0),
    ),
    Question(
        "meal_quota_l",
        "number",
        "hot_water",
        0,
        60,
        default=constant(15.0, low=15, high=20),
        advanced=True,
        relevant=_wanted,
    ),
    Question(
        "laundry_kg_d",
        "number",
        "hot_water",
        0,
        100_000,
        advanced=True,
        relevant=_wanted,
        default=lambda a: Default(4.0 * a.number("room_count") if a.flag("has_laundry") else 0.0),
    ),
    Question(
        "laundry_quota_l_kg",
        "number",
        "hot_water",
        0,
        60,
        default=constant(15.0, low=15, high=30),
        advanced=True,
        relevant=_wanted,
    ),
    Question(
        "t_hot_water_c",
        "number",
        "hot_water",
        45,
        75,
        relevant=_wanted,
        default=lambda a: Default(
            55.0 if site_of(a).zone in ("severe_cold", "cold") else 60.0, "gb50015_2019_recalled", 55.0, 60.0
        ),
    ),
    Question("t_cold_water_c", "number", "hot_water", 0, 30, relevant=_wanted, default=_cold_water),
    Question(
        "hot_water_heating_h",
        "number",
        "hot_water",
        4,
        24,
        relevant=_wanted,
        default=lambda a: Default(
            14.0 if site_of(a).zone in ("severe_cold", "cold") else 12.0, "engineering_practice", 8.0, 16.0
        ),
    ),
    Question(
        "heating_first_hour",
        "integer",
        "hot_water",
        0,
        23,
        default=constant(9, low=0, high=23),
        advanced=True,
        relevant=_wanted,
    ),
    Question(
        "loss_factor",
        "number",
        "hot_water",
        1.0,
        1.5,
        default=constant(1.10, low=1.10, high=1.15),
        advanced=True,
        relevant=_wanted,
    ),
    Question(
        "hot_water_use_h",
        "number",
        "hot_water",
        4,
        24,
        default=constant(24.0),
        advanced=True,
        relevant=_wanted,
    ),
    Question(
        "safety_factor_k1",
        "number",
        "hot_water",
        1.0,
        1.3,
        default=constant(1.05, low=1.05, high=1.10),
        advanced=True,
        relevant=_wanted,
    ),
    Question(
        "storage_factor_k2",
        "number",
        "hot_water",
        1.0,
        2.0,
        default=constant(1.25, low=1.25, high=1.50),
        advanced=True,
        relevant=_wanted,
    ),
    Question(
        "storage_peak_h",
        "number",
        "hot_water",
        1,
        8,
        default=constant(3.0, low=2, high=4),
        advanced=True,
        relevant=_wanted,
    ),
    Question(
        "storage_use_fraction",
        "number",
        "hot_water",
        0.5,
        1.0,
        default=constant(0.85, low=0.80, high=0.90),
        advanced=True,
        relevant=_wanted,
    ),
    Question(
        "circulation_loss_fraction",
        "number",
        "hot_water",
        0,
        0.2,
        default=constant(0.03, low=0.02, high=0.04),
        advanced=True,
        relevant=_wanted,
    ),
    Question(
        "hot_water_tank_kind",
        "choice",
        "hot_water",
        choices=("open", "pressurised"),
        default=constant("open"),
        advanced=True,
        relevant=_wanted,
    ),
    Question(
        "hot_water_backup_share_max_fraction",
        "number",
        "hot_water",
        0,
        1,
        advanced=True,
        relevant=_wanted,
        default=constant(0.50, low=0.2, high=0.7),
    ),
)


def hot_water_demand(answers: Answers, sheet: Sheet, use: str) -> HotWaterDemand | None:
    """The demand for hot water, every step written down; None where none is wanted."""
    if not answers.flag("has_hot_water"):
        return None
    n = answers.number
    density = sheet.work(water_density, t_water_c=n("t_hot_water_c"))
    volume = sheet.work(
        rules.daily_volume,
        bed_count=n("bed_count"),
        guest_quota_l_d=n("guest_quota_l_d"),
        staff_count=n("staff_count"),
        staff_quota_l_d=n("staff_quota_l_d"),
        meal_count=n("meal_count"),
        meal_quota_l=n("meal_quota_l"),
        laundry_kg_d=n("laundry_kg_d"),
        laundry_quota_l_kg=n("laundry_quota_l_kg"),
    )
    heat = sheet.work(
        rules.daily_heat,
        hot_water_l_d=volume,
        density_kg_m3=density,
        t_hot_water_c=n("t_hot_water_c"),
        t_cold_water_c=n("t_cold_water_c"),
        loss_factor=n("loss_factor"),
    )
    row = peak_factor_range(answers.catalog, use)
    ends = {
        name: sheet.look_up(name, getattr(row, name), table=row.TABLE, row=use, source=row.source)
        for name in (
            "hourly_peak_factor__high",
            "hourly_peak_factor__low",
            "hot_water_l_d__low",
            "hot_water_l_d__high",
        )
    }
    peak_factor = sheet.work(rules.peak_factor, hot_water_l_d=volume, **ends)
    peak = sheet.work(
        rules.design_hour,
        hourly_peak_factor=peak_factor,
        hot_water_heat_kwh_d=heat,
        hot_water_use_h=n("hot_water_use_h"),
    )
    made = sheet.work(
        rules.heat_pump_heat,
        safety_factor_k1=n("safety_factor_k1"),
        hot_water_heat_kwh_d=heat,
        hot_water_heating_h=n("hot_water_heating_h"),
    )
    storage = sheet.work(
        rules.storage_volume,
        storage_factor_k2=n("storage_factor_k2"),
        hot_water_peak_kw=peak,
        hot_water_heat_pump_kw=made,
        storage_peak_h=n("storage_peak_h"),
        storage_use_fraction=n("storage_use_fraction"),
        t_hot_water_c=n("t_hot_water_c"),
        t_cold_water_c=n("t_cold_water_c"),
        density_kg_m3=density,
    )
    circulation = sheet.work(
        rules.circulation_heat,
        circulation_loss_fraction=n("circulation_loss_fraction"),
        hot_water_peak_kw=peak,
    )
    return HotWaterDemand(
        heat,
        peak,
        made,
        n("hot_water_heating_h"),
        storage,
        n("t_hot_water_c"),
        n("t_cold_water_c"),
        n("occupancy_fraction"),
        circulation,
    )
