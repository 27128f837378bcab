"""Questions of process heat: what is wanted, what heat is left over, the plant of today, the limits."""

from __future__ import annotations

from ..engine.figures import Value
from ..tables.energy import Fuel
from .questions import Answers, Default, DefaultRule, Question, constant

SINKS = ("steam", "hot_water", "hot_air")
SOURCES = ("waste_water", "cooling_water", "condensate", "flue_gas", "exhaust_air")
PRESENT_FUEL = {
    "gas_boiler": "gas",
    "coal_boiler": "coal",
    "oil_boiler": "oil",
    "biomass_boiler": "biomass",
    "electric_boiler": "electricity",
    "bought_steam": "steam",
}
"""What burns in the plant of today (rows of the table of fuels)."""

LEAST_C = {
    "waste_water": 25.0, "cooling_water": 27.0, "condensate": 40.0, "flue_gas": 90.0, "exhaust_air": 35.0,
}  # fmt: skip
HEAT_CAPACITY = {
    "waste_water": 4.19, "cooling_water": 4.19, "condensate": 4.19, "flue_gas": 1.08, "exhaust_air": 1.03,
}  # fmt: skip
FOULING_K = {
    "waste_water": 2.0, "cooling_water": 1.0, "condensate": 0.0, "flue_gas": 5.0, "exhaust_air": 3.0,
}  # fmt: skip
LEAST_COOLING_K = 3.0


def _steam(answers: Answers) -> bool:
    return answers.text("sink_kind") == "steam"


def _no_steam(answers: Answers) -> bool:
    return not _steam(answers)


def _by_source(table: dict[str, float]) -> DefaultRule:
    return lambda answers: Default(table[answers.text("source_kind")])


def _least_source(answers: Answers) -> Default:
    """The usual lowest outlet, but a little below the inlet at least."""
    usual = LEAST_C[answers.text("source_kind")]
    return Default(min(usual, round(answers.number("t_source_in_c") - LEAST_COOLING_K, 1)))


def _feed(answers: Answers) -> Default:
    """Make-up and condensate mixed."""
    share = answers.number("condensate_return_fraction")
    mixed = share * answers.number("t_condensate_c") + (1.0 - share) * answers.number("t_make_up_c")
    return Default(round(mixed, 1), "first_principles")


SINK_QUESTIONS = (
    Question("sink_kind", "choice", "sink", choices=SINKS, default=constant("steam", source="")),
    Question("sink_flow_t_h", "number", "sink", 0.05, 500),
    Question("pressure_kind", "choice", "sink", choices=("absolute", "gauge"), relevant=_steam),
    Question("steam_pressure_bar", "number", "sink", 0.05, 20, relevant=_steam),
    Question(
        "superheat_steam_k", "number", "sink", 0, 60, default=constant(0.0, low=0, high=20), relevant=_steam
    ),
    Question(
        "condensate_return_fraction", "number", "sink", 0, 1, default=constant(0.8, low=0.6, high=0.9),
        relevant=_steam,
    ),
    Question(
        "t_condensate_c", "number", "sink", 20, 100, default=constant(95.0, low=80, high=98), relevant=_steam,
        advanced=True,
    ),
    Question(
        "t_make_up_c", "number", "sink", 2, 60, default=constant(20.0, low=10, high=25), relevant=_steam,
        advanced=True,
    ),
    Question("t_feed_c", "number", "sink", 5, 105, default=_feed, relevant=_steam),
    Question(
        "blow_down_fraction", "number", "sink", 0, 0.2, default=constant(0.03, low=0.03, high=0.05),
        relevant=_steam, advanced=True,
    ),
    Question("t_sink_in_c", "number", "sink", -30, 150, relevant=_no_steam),
    Question("t_sink_out_c", "number", "sink", 30, 200, relevant=_no_steam),
    Question(
        "air_stage_count", "integer", "sink", 1, 12, default=constant(1, low=1, high=6),
        relevant=lambda a: a.text("sink_kind") == "hot_air",
    ),
    Question("busy_h", "number", "sink", 100, 8760, default=constant(8000.0, low=4000, high=8400)),
    Question("slack_h", "number", "sink", 0, 8760, default=constant(0.0, source="")),
    Question(
        "slack_load_fraction", "number", "sink", 0.05, 1, default=constant(0.5, low=0.3, high=0.8),
        relevant=lambda a: a.number("slack_h") > 0.0,
    ),
)  # fmt: skip

SOURCE_QUESTIONS = (
    Question("source_kind", "choice", "source", choices=SOURCES, default=constant("waste_water", source="")),
    Question("source_flow_t_h", "number", "source", 0.1, 20_000),
    Question("t_source_in_c", "number", "source", 5, 400),
    Question("t_source_least_c", "number", "source", 2, 300, default=_least_source),
    Question(
        "source_heat_kj_kgk", "number", "source", 0.5, 6, default=_by_source(HEAT_CAPACITY), advanced=True
    ),
    Question("fouling_k", "number", "source", 0, 30, default=_by_source(FOULING_K)),
    Question(
        "source_available_fraction", "number", "source", 0.05, 1, default=constant(1.0, low=0.8, high=1.0)
    ),
)  # fmt: skip


def _present(name: str) -> DefaultRule:
    """A figure of the fuel of today's plant."""

    def rule(answers: Answers) -> Default:
        row = answers.catalog.find(Fuel, PRESENT_FUEL[answers.text("replaced_heat")])
        found: Value = getattr(row, name)
        return Default(found, row.source)

    return rule


PRESENT_QUESTIONS = (
    Question(
        "replaced_heat", "choice", "present", choices=tuple(PRESENT_FUEL),
        default=constant("gas_boiler", source=""),
    ),
    Question(
        "replaced_price_yuan_unit", "number", "present", 0, 5000, default=_present("fuel_price_yuan_unit")
    ),
    Question("fuel_year_amount", "number", "present", 0, 1e10, default=constant(0.0, source="")),
    Question("product_year_t", "number", "present", 0, 1e8, default=constant(0.0, source="")),
    Question("replaced_efficiency", "number", "present", 0.1, 1.2, default=_present("boiler_efficiency")),
    Question(
        "standby_kind", "choice", "present", choices=("old_plant", "none"), default=constant("old_plant")
    ),
)  # fmt: skip

LIMIT_QUESTIONS = (
    Question(
        "ranking_objective", "choice", "machine", choices=("yearly_cost", "first_cost", "highest_cop"),
        default=constant("yearly_cost"),
    ),
    Question("heat_pump_model", "text", "machine", default=constant("", source=""), required=False),
    Question("gwp_max", "number", "machine", 0, 15_000, default=constant(150.0, low=10, high=1500)),
    Question("flammable_allowed", "flag", "machine", default=constant(False)),
    Question("toxic_allowed", "flag", "machine", default=constant(False)),
    Question(
        "steam_stage_max", "integer", "machine", 0, 3, default=constant(3, low=0, high=3), relevant=_steam
    ),
    Question(
        "shaft_isentropic_fraction", "number", "machine", 0.4, 0.9, default=constant(0.7, low=0.6, high=0.75)
    ),
    Question(
        "steam_isentropic_fraction", "number", "machine", 0.4, 0.9,
        default=constant(0.65, low=0.55, high=0.78), relevant=_steam,
    ),
    Question(
        "motor_drive_fraction", "number", "machine", 0.7, 1, default=constant(0.93, low=0.92, high=0.95),
        advanced=True,
    ),
    Question(
        "pinch_source_k", "number", "machine", 1, 30, default=constant(4.0, low=3, high=5), advanced=True
    ),
    Question("pinch_sink_k", "number", "machine", 1, 30, default=constant(4.0, low=3, high=5), advanced=True),
    Question(
        "cascade_approach_k", "number", "machine", 1, 15, default=constant(5.0, low=4, high=6), advanced=True
    ),
    Question("superheat_k", "number", "machine", 0, 30, default=constant(5.0, low=3, high=10), advanced=True),
    Question(
        "critical_margin_k", "number", "machine", 0, 60, default=constant(10.0, low=8, high=20), advanced=True
    ),
    Question(
        "t_discharge_max_c", "number", "machine", 80, 250, default=constant(150.0, low=120, high=160),
        advanced=True,
    ),
    Question("ratio_max", "number", "machine", 2, 20, default=constant(8.0, low=6, high=10), advanced=True),
    Question(
        "ratio_max_steam", "number", "machine", 1.2, 10, default=constant(3.0, low=1.8, high=5),
        advanced=True, relevant=_steam,
    ),
    Question(
        "suction_pressure_min_kpa", "number", "machine", 1, 200, default=constant(30.0, low=20, high=100),
        advanced=True,
    ),
    Question(
        "boiler_pressure_min_kpa", "number", "machine", 20, 1000, default=constant(100.0, low=60, high=150),
        advanced=True, relevant=_steam,
    ),
    Question(
        "machine_heat_max_kw", "number", "machine", 50, 50_000, default=constant(3000.0, low=1000, high=8000),
        advanced=True,
    ),
    Question(
        "works_share_fraction", "number", "machine", 0, 2, default=constant(0.6, low=0.45, high=0.8),
        advanced=True,
    ),
)  # fmt: skip
