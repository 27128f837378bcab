"""Questions that every application with a heating plant asks: place, plant, money, quotation."""

from __future__ import annotations

from ..engine.figures import Value
from ..tables.energy import Fuel
from .correction_questions import CORRECTION_QUESTIONS
from .questions import Answers, Default, DefaultRule, Question, constant
from .site import site_of
from .storage_questions import STORAGE_QUESTIONS
from .tariff_questions import TARIFF_QUESTIONS


def _zone(answers: Answers) -> str:
    return site_of(answers).zone


def _in_zones(zones: tuple[str, ...], there: Value, elsewhere: Value) -> DefaultRule:
    return lambda answers: Default(there if _zone(answers) in zones else elsewhere)


# a plant that changes over to its backup leaves it all the heat below, so it changes late
BIVALENT_ABOVE_DESIGN_K = {
    "monovalent": 10.0, "bivalent_parallel": 10.0, "bivalent_alternative": 2.0, "hybrid": 10.0,
}  # fmt: skip


def usual_bivalent(answers: Answers, above_k: float, most_k: float) -> Default:
    """A bivalent temperature above the design temperature, where the building still asks for heat."""
    design = answers.number("t_outdoor_design_c")
    balance = answers.number("t_indoor_year_c") - answers.number("dt_gains_k")
    most = max(design, min(design + most_k, balance - 1.0))
    wanted = min(design + above_k, most)
    return Default(round(wanted, 1), "engineering_practice", design, round(most, 1))


def _usual_backup(answers: Answers) -> Default:
    kinds = {"monovalent": "none", "hybrid": "gas_boiler"}
    return Default(kinds.get(answers.text("duty"), "electric"))


def _usual_share(answers: Answers) -> Default:
    """A limit for electric backup beside the units; a duty that hands over to the backup has none."""
    beside = answers.text("duty") in ("monovalent", "bivalent_parallel")
    if beside and answers.text("backup_kind") == "electric":
        return Default(0.35, "engineering_practice", 0.1, 0.5)
    return Default(1.0, "engineering_practice", 0.1, 1.0)


def _by_gas(answers: Answers) -> bool:
    return answers.text("backup_kind") == "gas_boiler"


def _gas(name: str) -> DefaultRule:
    """A figure of natural gas."""

    def rule(answers: Answers) -> Default:
        row = answers.catalog.find(Fuel, "gas")
        return Default(getattr(row, name), row.source)

    return rule


PROJECT_QUESTIONS = (
    Question("project_name", "text", "project", default=constant("", source=""), required=False),
    Question("customer_name", "text", "project", default=constant("", source=""), required=False),
    Question("company_name", "text", "project", default=constant("", source=""), required=False),
    Question("contact_name", "text", "project", default=constant("", source=""), required=False),
    Question("contact_phone", "text", "project", default=constant("", source=""), required=False),
    Question("city", "place", "project"),
    Question(
        "altitude_m",
        "number",
        "project",
        -160,
        5500,
        default=lambda a: Default(site_of(a).station_altitude_m, site_of(a).source),
        advanced=False,
    ),
)

CLIMATE_QUESTIONS = (
    Question(
        "weather_year",
        "choice",
        "climate",
        choices=("built_in", "own_file"),
        default=lambda a: Default("built_in" if a.weather is None else "own_file", ""),
        advanced=True,
    ),
    Question("weather_seed", "integer", "climate", 0, 9999, default=constant(1, source=""), advanced=True),
    Question(
        "design_temperature_basis",
        "choice",
        "climate",
        choices=("heating", "winter_ac"),
        default=constant("heating"),
        advanced=True,
    ),
    Question(
        "t_outdoor_design_c",
        "number",
        "climate",
        -60,
        25,
        advanced=True,
        default=lambda a: Default(
            site_of(a).design_temperature_c(a.text("design_temperature_basis")), site_of(a).source
        ),
    ),
    Question(
        "frost_factor",
        "number",
        "climate",
        0.5,
        1.0,
        advanced=True,
        default=lambda a: Default(site_of(a).frost_factor, "engineering_practice", 0.8, 1.0),
    ),
    Question("apply_altitude", "flag", "climate", default=constant(True), advanced=True),
    Question("apply_frost", "flag", "climate", default=constant(True), advanced=True),
)

PLANT_QUESTIONS = (
    Question(
        "ranking_objective",
        "choice",
        "plant",
        choices=("first_cost", "yearly_cost", "highest_tier"),
        default=constant("yearly_cost"),
    ),
    Question("budget_yuan", "number", "plant", 0, 1e10, default=constant(0.0, source=""), advanced=True),
    Question("energy_tier_max", "integer", "plant", 0, 5, default=constant(0, source=""), advanced=True),
    Question(
        "sound_power_max_db", "number", "plant", 0, 130, default=constant(0.0, source=""), advanced=True
    ),
    Question("mixed_units", "flag", "plant", default=constant(False, source=""), advanced=True),
    Question(
        "allowed_makers", "text", "plant", default=constant("", source=""), required=False, advanced=True
    ),
    Question("heat_pump_model", "text", "plant", default=constant("", source=""), required=False),
    Question("heat_pump_count", "integer", "plant", 0, 2000, default=constant(0, source=""), advanced=True),
    Question(
        "water_heater_model", "text", "plant", default=constant("", source=""), required=False, advanced=True
    ),
    Question(
        "unit_count_max",
        "integer",
        "plant",
        1,
        2000,
        advanced=True,
        default=lambda a: Default(max(24, round(a.number("heated_area_m2") / 1500)), "engineering_practice"),
    ),
    Question(
        "hot_water_auxiliary",
        "flag",
        "plant",
        advanced=True,
        default=lambda a: Default(site_of(a).t_coldest_month_c < 0.0, "gb50015_2019_recalled"),
        relevant=lambda a: a.flag("has_hot_water"),
    ),
    Question(
        "allowed_refrigerants",
        "text",
        "plant",
        default=constant("", source=""),
        required=False,
        advanced=True,
    ),
    Question(
        "duty",
        "choice",
        "plant",
        choices=("monovalent", "bivalent_parallel", "bivalent_alternative", "hybrid"),
        default=_in_zones(("severe_cold",), "bivalent_parallel", "monovalent"),
    ),
    Question(
        "t_bivalent_c",
        "number",
        "plant",
        -60,
        25,
        advanced=True,
        relevant=lambda a: a.text("duty") != "monovalent",
        default=lambda a: usual_bivalent(a, BIVALENT_ABOVE_DESIGN_K[a.text("duty")], 15.0),
    ),
    Question(
        "dt_bivalent_above_limit_k",
        "number",
        "plant",
        0,
        20,
        default=constant(5.0, low=0, high=10),
        advanced=True,
        relevant=lambda a: a.text("duty") != "monovalent",
    ),
    Question(
        "backup_kind",
        "choice",
        "plant",
        choices=("electric", "gas_boiler", "none"),
        default=_usual_backup,
        advanced=True,
    ),
    Question(
        "backup_gas_price_yuan_m3",
        "number",
        "plant",
        0.1,
        30,
        default=_gas("fuel_price_yuan_unit"),
        relevant=_by_gas,
    ),
    Question(
        "gas_efficiency_fraction",
        "number",
        "plant",
        0.5,
        1.1,
        default=constant(0.95, low=0.9, high=1.03),
        advanced=True,
        relevant=_by_gas,
    ),
    Question(
        "direct_electric_reason",
        "choice",
        "plant",
        advanced=True,
        choices=(
            "below_balance_point",
            "no_heat_network_or_gas",
            "valley_storage",
            "renewable_power",
            "power_policy",
            "not_stated",
        ),
        default=lambda a: Default(
            "below_balance_point" if a.text("backup_kind") == "electric" else "not_stated"
        ),
        relevant=lambda a: a.text("backup_kind") == "electric",
    ),
    Question(
        "backup_share_max_fraction",
        "number",
        "plant",
        0,
        1,
        default=_usual_share,
        advanced=True,
        relevant=lambda a: a.text("backup_kind") != "none" and a.text("duty") != "hybrid",
    ),
    Question(
        "backup_alone_below_limit",
        "flag",
        "plant",
        default=constant(True),
        advanced=True,
        relevant=lambda a: a.text("backup_kind") != "none",
    ),
    Question(
        "standby_share_min_fraction",
        "number",
        "plant",
        0,
        1,
        advanced=True,
        default=lambda a: Default(
            site_of(a).practice.standby_share_min_fraction, site_of(a).practice.standby_source, 0.0, 0.75
        ),
    ),
    Question("standby_counts_backup", "flag", "plant", default=constant(True), advanced=True),
    Question(
        "plate_exchanger",
        "flag",
        "plant",
        advanced=True,
        default=_in_zones(("severe_cold",), True, False),
    ),
    Question(
        "exchanger_approach_k",
        "number",
        "plant",
        0.5,
        10,
        default=constant(2.0, low=2, high=3),
        advanced=True,
        relevant=lambda a: a.flag("plate_exchanger"),
    ),
    Question(
        "glycol_fraction",
        "number",
        "plant",
        0,
        0.5,
        advanced=True,
        default=lambda a: (
            Default(0.40, "engineering_practice", 0.35, 0.45) if a.flag("plate_exchanger") else Default(0.0)
        ),
    ),
    Question(
        "pipe_loss_fraction",
        "number",
        "plant",
        0,
        0.3,
        default=constant(0.03, low=0.02, high=0.08),
        advanced=True,
    ),
    Question(
        "load_margin_fraction",
        "number",
        "plant",
        0,
        0.3,
        default=constant(0.0, low=0, high=0.05),
        advanced=True,
    ),
    Question(
        "heat_recovery",
        "flag",
        "plant",
        default=constant(False),
        advanced=False,
        relevant=lambda a: "has_cooling" in a and a.flag("has_cooling"),
    ),
    Question(
        "circuit_length_m",
        "number",
        "plant",
        10,
        5000,
        advanced=True,
        default=lambda a: Default(
            round(60 + 2.0 * a.number("heated_area_m2") ** 0.5, -1), "engineering_practice"
        ),
    ),
    Question(
        "specific_friction_pa_m",
        "number",
        "plant",
        20,
        400,
        default=constant(100.0, low=60, high=120),
        advanced=True,
    ),
    Question(
        "terminal_drop_kpa", "number", "plant", 0, 150, default=constant(40.0, low=20, high=60), advanced=True
    ),
    Question(
        "static_height_m",
        "number",
        "plant",
        0,
        200,
        advanced=True,
        default=lambda a: Default(a.number("storey_count") * a.number("storey_height_m"), "first_principles"),
    ),
    *CORRECTION_QUESTIONS,
    Question(
        "pump_standby_count", "integer", "plant", 0, 2, default=constant(1, low=0, high=1), advanced=True
    ),
)

REPLACED_FUEL = {
    "coal_boiler": "coal",
    "gas_boiler": "gas",
    "oil_boiler": "oil",
    "electric_boiler": "electricity",
    "heat_network": "heat",
}


def _replaces(answers: Answers) -> bool:
    return answers.text("replaced_heat") in REPLACED_FUEL


def _replaced(name: str) -> DefaultRule:
    """A figure of the fuel whose heat is replaced; of gas until one is named."""

    def rule(answers: Answers) -> Default:
        row = answers.catalog.find(Fuel, REPLACED_FUEL.get(answers.text("replaced_heat"), "gas"))
        return Default(getattr(row, name), row.source)

    return rule


ECONOMY_QUESTIONS = (
    *TARIFF_QUESTIONS,
    *STORAGE_QUESTIONS,
    Question(
        "replaced_heat",
        "choice",
        "economy",
        choices=("none", "coal_boiler", "gas_boiler", "oil_boiler", "electric_boiler", "heat_network"),
        default=constant("none", source=""),
    ),
    Question(
        "replaced_price_yuan_unit",
        "number",
        "economy",
        0,
        5000,
        default=_replaced("fuel_price_yuan_unit"),
        advanced=True,
        relevant=_replaces,
    ),
    Question(
        "replaced_efficiency",
        "number",
        "economy",
        0.1,
        1.2,
        default=_replaced("boiler_efficiency"),
        advanced=True,
        relevant=_replaces,
    ),
    Question(
        "discount_rate_fraction",
        "number",
        "economy",
        0.001,
        0.3,
        default=constant(0.07, low=0.06, high=0.08),
        advanced=True,
    ),
    Question("life_y", "number", "economy", 1, 40, default=constant(15.0, low=10, high=20), advanced=True),
    Question(
        "maintenance_fraction",
        "number",
        "economy",
        0,
        0.2,
        default=constant(0.02, low=0.015, high=0.03),
        advanced=True,
    ),
)

QUOTE_QUESTIONS = (
    Question("quote_number", "text", "quote", default=constant("", source=""), required=False),
    Question("quote_date", "date", "quote"),
    Question("discount_fraction", "number", "quote", 0, 0.6, default=constant(0.0, source="")),
    Question("works_in_scope", "flag", "quote", default=constant(True)),
    Question("freight_in_scope", "flag", "quote", default=constant(True)),
    Question("validity_days", "integer", "quote", 1, 365, default=constant(30, low=15, high=90)),
    Question(
        "payment_terms",
        "choice",
        "quote",
        choices=("30_40_27_3", "30_60_10", "100_before_delivery"),
        default=constant("30_40_27_3"),
    ),
    Question("delivery_days", "integer", "quote", 1, 365, default=constant(45, low=30, high=45)),
    Question("warranty_months", "integer", "quote", 1, 120, default=constant(24, low=24, high=60)),
)
