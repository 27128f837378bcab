"""Questions on the price of electricity: by hour, by month, and on power; and the tariff they make."""

from __future__ import annotations

from ..engine.messages import message
from ..engine.tariff import BadHours, DayPrices, Period, Tariff, hours_of, months_of
from ..tables.energy import SeasonTariff
from .questions import Answers, BadAnswer, Default, DefaultRule, Question, constant
from .site import site_of

SHAPES = ("flat", "peak_valley")
HEATING_MONTHS = "11-3"
DWELLING = "house_type"


def _by_hour(answers: Answers) -> bool:
    return answers.text("tariff_shape") == "peak_valley"


def _has_season(answers: Answers) -> bool:
    return _by_hour(answers) and answers.flag("tariff_has_season")


def _coal_to_electric(answers: Answers) -> SeasonTariff | None:
    """The heating-season tariff of the province's coal-to-electric dwellings, where one was read."""
    if DWELLING not in answers:
        return None
    province = site_of(answers).climate.conditions.province
    return next((row for row in answers.catalog.rows(SeasonTariff) if row.region == province), None)


def _season_default(name: str) -> DefaultRule:
    """The coal-to-electric figure of the province, else that of the other months."""

    def rule(answers: Answers) -> Default:
        row = _coal_to_electric(answers)
        if row is not None:
            return Default(getattr(row, name), row.source)
        return Default(answers[name].value, answers[name].source)

    return rule


def _tariff_has_season(answers: Answers) -> Default:
    row = _coal_to_electric(answers)
    return Default(row is not None and _by_hour(answers), row.source if row else "")


def _price(name: str, share: float) -> Question:
    return Question(
        name, "number", "economy", 0.01, 5, relevant=_by_hour,
        default=lambda a: Default(round(share * a.number("price_flat_yuan_kwh"), 4)),
    )  # fmt: skip


def _season_price(name: str) -> Question:
    return Question(
        name.replace("_yuan", "_season_yuan"), "number", "economy", 0.01, 5, relevant=_has_season,
        default=_season_default(name), advanced=True,
    )  # fmt: skip


def _season_hours(name: str) -> Question:
    return Question(
        f"{name}_season", "text", "economy", default=_season_default(name), required=False,
        relevant=_has_season, advanced=True,
    )  # fmt: skip


TARIFF_QUESTIONS = (
    Question("tariff_shape", "choice", "economy", choices=SHAPES, default=constant("flat")),
    Question("price_flat_yuan_kwh", "number", "economy", 0.01, 5, default=constant(0.65, low=0.35, high=0.9)),
    _price("price_peak_yuan_kwh", 1.5),
    _price("price_valley_yuan_kwh", 0.5),
    Question(
        "peak_hours", "text", "economy", default=constant("8-11,17-21"), relevant=_by_hour, required=False
    ),
    Question("valley_hours", "text", "economy", default=constant("22-6"), relevant=_by_hour, required=False),
    Question(
        "deep_valley_hours", "text", "economy", default=constant("", source=""), relevant=_by_hour,
        required=False, advanced=True,
    ),
    Question(
        "price_deep_valley_yuan_kwh", "number", "economy", 0.01, 5, advanced=True,
        default=lambda a: Default(round(0.8 * a.number("price_valley_yuan_kwh"), 4)),
        relevant=lambda a: _by_hour(a) and bool(a.text("deep_valley_hours")),
    ),
    Question(
        "tariff_has_season", "flag", "economy", default=_tariff_has_season, relevant=_by_hour, advanced=True
    ),
    Question(
        "season_months", "text", "economy", default=constant(HEATING_MONTHS), relevant=_has_season,
        advanced=True,
    ),
    _season_price("price_flat_yuan_kwh"),
    _season_price("price_peak_yuan_kwh"),
    _season_price("price_valley_yuan_kwh"),
    _season_hours("peak_hours"),
    _season_hours("valley_hours"),
    Question(
        "demand_charge_yuan_kw_month", "number", "economy", 0, 200, advanced=True,
        default=constant(0.0, source="", low=0, high=48),
    ),
)  # fmt: skip


def tariff_of(answers: Answers) -> Tariff:
    """The tariff that was answered. Raises BadAnswer for hours and months that cannot be read or overlap."""
    charge = answers.number("demand_charge_yuan_kw_month")
    if not _by_hour(answers):
        flat = DayPrices({"flat": answers.number("price_flat_yuan_kwh")})
        return Tariff(flat, demand_charge_yuan_kw_month=charge)
    usual = _day(answers, "", ("peak", "valley", "deep_valley"))
    if not answers.flag("tariff_has_season"):
        return Tariff(usual, demand_charge_yuan_kw_month=charge)
    try:
        months = months_of(answers.text("season_months"))
    except BadHours as error:
        fault = message("fault.months_unreadable", question="season_months", value=error.text)
        raise BadAnswer(fault) from None
    return Tariff(usual, _day(answers, "_season", ("peak", "valley")), months, charge)


def _day(answers: Answers, months: str, periods: tuple[Period, ...]) -> DayPrices:
    hours: dict[Period, frozenset[int]] = {}
    taken: frozenset[int] = frozenset()
    # a deep valley lies within the valley: what both name is deep
    for period in reversed(periods):
        name = f"{period}_hours{months}"
        try:
            named = hours_of(answers.text(name))
        except BadHours as error:
            fault = message("fault.hours_unreadable", question=name, value=error.text)
            raise BadAnswer(fault) from None
        if period == "valley":
            named -= hours.get("deep_valley", frozenset())
        if named & taken:
            clash = "valley_hours" + months
            raise BadAnswer(message("fault.hours_overlap", question=clash, value=answers.text(clash)))
        hours[period], taken = named, taken | named
    prices: dict[Period, float] = {
        period: answers.number(f"price_{period}{months}_yuan_kwh") for period in ("flat", *periods)
    }
    return DayPrices(prices, hours)
