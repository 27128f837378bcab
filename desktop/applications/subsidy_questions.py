"""Questions about a subsidy: which policy, what it pays towards equipment and power, and who pays."""

from __future__ import annotations

from ..tables.policies import Subsidy
from .questions import Answers, Default, DefaultRule, Question, constant

# the policies of policies/subsidies.csv, in its order; a test holds the two together
POLICIES = (
    "beijing_coal_to_electric", "beijing_coal_to_electric_power", "hebei_trade_in_2024",
    "shanxi_trade_in_2024",
    "jiangxi_trade_in_2024_tier_1", "jiangxi_trade_in_2024_tier_2", "jilin_building_energy_2021",
    "shanghai_industry_2025_tier_1", "shanghai_industry_2025_tier_2", "liaoning_power_2025",
)  # fmt: skip
NONE, OWN = "none", "own"
HOURS = ("all", "valley", "unknown")
RECALLED = "subsidy_recalled"
PAYERS = ("nation", "province", "city", "county", "power_company", "not_stated")


def subsidy_row(answers: Answers) -> Subsidy | None:
    """The policy that was chosen, where it is one of the table."""
    chosen = answers.text("subsidy_policy")
    return None if chosen in (NONE, OWN) else answers.catalog.find(Subsidy, chosen)


def wants_subsidy(answers: Answers) -> bool:
    """Whether a subsidy is reckoned with."""
    return "subsidy_policy" in answers and answers.text("subsidy_policy") != NONE


def _of_policy(name: str) -> DefaultRule:
    """What the policy says; nothing where it was not read."""

    def rule(answers: Answers) -> Default:
        row = subsidy_row(answers)
        value = None if row is None else getattr(row, name)
        return Default(0.0, "") if value is None or row is None else Default(value, row.source)

    return rule


def _payer(answers: Answers) -> Default:
    row = subsidy_row(answers)
    return Default("not_stated", "") if row is None else Default(row.payer, row.source)


def _hours(answers: Answers) -> Default:
    """The hours whose power is paid towards; a policy that does not say so leaves them unknown."""
    row = subsidy_row(answers)
    if row is None:
        return Default("all", "")
    if not row.electricity_subsidy_yuan_kwh:
        return Default(row.electricity_subsidy_hours or "unknown", "")
    return Default(row.electricity_subsidy_hours or "unknown", RECALLED)


def _number(name: str, high: float) -> Question:
    return Question(
        name, "number", "economy", 0, high, default=_of_policy(name), relevant=wants_subsidy, advanced=True
    )


SUBSIDY_QUESTIONS = (
    Question(
        "subsidy_policy", "choice", "economy", choices=(NONE, OWN, *POLICIES),
        default=constant(NONE, source=""),
    ),
    _number("subsidy_fixed_yuan", 1e8),
    _number("subsidy_fraction", 1.0),
    _number("subsidy_yuan_m2", 10_000.0),
    _number("subsidy_cap_yuan", 1e9),
    _number("electricity_subsidy_yuan_kwh", 2.0),
    _number("electricity_subsidy_cap_kwh", 1e8),
    Question(
        "electricity_subsidy_hours", "choice", "economy", choices=HOURS, default=_hours,
        relevant=wants_subsidy, advanced=True,
    ),
    Question(
        "subsidy_payer", "choice", "economy", choices=PAYERS, default=_payer, relevant=wants_subsidy,
        advanced=True,
    ),
)  # fmt: skip
