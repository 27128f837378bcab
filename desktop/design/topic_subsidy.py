"""What a chosen subsidy pays towards equipment and power, and how sure that is."""

from __future__ import annotations

from datetime import date

import numpy as np

from ..applications.questions import Answers
from ..applications.subsidy_questions import subsidy_row, wants_subsidy
from ..components.labels import unit_verdict
from ..components.price_subjects import model_price
from ..engine import rivals as rules
from ..engine.figures import Figures, FrozenMap, Value
from ..engine.messages import Check, Message, message
from ..engine.sheet import Sheet
from ..engine.tariff import valley_hours
from ..tables.policies import Subsidy
from .plant import PlantDesign
from .records import FigureTable, TableRow, Topic

UNITS = ("heat_pump", "water_heater", "backup_heater", "gas_boiler")
COLUMNS = ("equipment_price_yuan", "energy_cost_yuan", "specific_cost_yuan_m2")


def subsidy(plant: PlantDesign, sheet: Sheet) -> Topic | None:
    """None where no subsidy was chosen; never part of the contract's price."""
    answers = plant.context.answers
    if not wants_subsidy(answers):
        return None
    sheet = sheet.part("book.subsidy")
    offered = _offered(plant, sheet)
    granted = _granted(answers, offered, sheet)
    figures: dict[str, Value] = {
        "subsidy_policy": answers.text("subsidy_policy"),
        "subsidy_payer": answers.text("subsidy_payer"),
        "subsidy_yuan": granted,
    }
    power = _power(plant, sheet)
    figures.update(power)
    return Topic(
        "subsidy",
        FrozenMap(figures),
        (_with_and_without(plant, offered, granted, power, sheet),),
        checks=_checks(plant, granted, power),
        notes=_notes(answers),
    )


def _offered(plant: PlantDesign, sheet: Sheet) -> float:
    """All equipment as it is offered: list prices less the discount."""
    context, answers = plant.context, plant.context.answers
    prices = {"equipment_price_yuan__units": 0.0, "equipment_price_yuan__accessories": 0.0}
    for one in plant.equipment:
        price = model_price(
            plant.catalog, one.kind, one.model, context.project.prices, on=answers.day("quote_date")
        )
        name = "units" if one.kind in UNITS else "accessories"
        prices[f"equipment_price_yuan__{name}"] += one.count * float(price.yuan)
    total = sheet.simulated(
        "equipment_price_yuan",
        sum(prices.values()),
        method="method.sum_of_list_prices",
        source="first_principles",
        inputs=prices,
    )
    return sheet.work(
        rules.offered_price,
        equipment_price_yuan=total,
        discount_fraction=answers.number("discount_fraction"),
    )


def _granted(answers: Answers, offered: float, sheet: Sheet) -> float:
    n = answers.number
    area = n("floor_area_m2") if "floor_area_m2" in answers else n("heated_area_m2")
    asked = sheet.work(
        rules.subsidy_asked,
        subsidy_fixed_yuan=n("subsidy_fixed_yuan"),
        subsidy_fraction=n("subsidy_fraction"),
        equipment_price_yuan__offered=offered,
        subsidy_yuan_m2=n("subsidy_yuan_m2"),
        area_m2=area,
    )
    if not n("subsidy_cap_yuan"):
        return sheet.work(
            rules.subsidy_granted, subsidy_asked_yuan=asked, equipment_price_yuan__offered=offered
        )
    return sheet.work(
        rules.subsidy_capped,
        subsidy_asked_yuan=asked,
        subsidy_cap_yuan=n("subsidy_cap_yuan"),
        equipment_price_yuan__offered=offered,
    )


def _power(plant: PlantDesign, sheet: Sheet) -> dict[str, Value]:
    """What is paid towards the power of the heating season, and what is left of its cost."""
    found, n = plant.figures, plant.context.answers.number
    if "electricity_kwh" not in found or not n("electricity_subsidy_yuan_kwh"):
        return {}
    used, cap = _paid_power(plant, sheet), n("electricity_subsidy_cap_kwh")
    if not used:
        return {}
    paid = used
    if cap:
        paid = sheet.work(rules.subsidised_power, electricity_kwh=used, electricity_subsidy_cap_kwh=cap)
    else:
        paid = sheet.simulated(
            "subsidised_kwh", used, method="method.paid_power_of_season", source="first_principles"
        )
    amount = sheet.work(
        rules.power_subsidy,
        subsidised_kwh=paid,
        electricity_subsidy_yuan_kwh=n("electricity_subsidy_yuan_kwh"),
    )
    left = sheet.work(
        rules.cost_after_subsidy,
        energy_cost_yuan=float(found["energy_cost_yuan"]),  # type: ignore[arg-type]
        electricity_subsidy_yuan=amount,
    )
    return {"subsidised_kwh": paid, "electricity_subsidy_yuan": amount, "energy_cost_after_yuan": left}


def _paid_power(plant: PlantDesign, sheet: Sheet) -> float:
    """The power of the season that is paid towards; of doubtful hours the fewer, so that nothing is promised.

    Where only valley hours count and the tariff has none, it is nought.
    """
    used = float(plant.figures["electricity_kwh"])  # type: ignore[arg-type]
    if plant.context.answers.text("electricity_subsidy_hours") == "all":
        return used
    heating = plant.year.heating
    if heating is None or not heating.power_kw.any():
        return 0.0
    in_valley = float(np.sum(heating.power_kw * valley_hours(plant.context.price_yuan_kwh)))
    return sheet.simulated(
        "electricity_kwh__valley",
        used * in_valley / float(np.sum(heating.power_kw)),
        method="method.valley_of_season",
        source="first_principles",
        inputs={"electricity_kwh": used},
    )


def _hours_doubt(plant: PlantDesign) -> list[Check]:
    """What is not known of the hours whose power is paid towards."""
    answers = plant.context.answers
    hours = answers.text("electricity_subsidy_hours")
    if not answers.number("electricity_subsidy_yuan_kwh") or hours == "all":
        return []
    known = bool(valley_hours(plant.context.price_yuan_kwh).any())
    key = "check.subsidy_hours_valley" if known else "check.subsidy_hours_no_valley"
    found = [Check("subsidy", "info" if known else "warning", message(key))]
    if hours == "unknown":
        found.append(Check("subsidy", "warning", message("check.subsidy_hours_unknown")))
    return found


def _with_and_without(
    plant: PlantDesign, offered: float, granted: float, power: dict[str, Value], sheet: Sheet
) -> FigureTable:
    """Equipment and energy of the season without and with the subsidy."""
    cost = plant.figures.get("energy_cost_yuan")
    after = power.get("energy_cost_after_yuan", cost)
    area = plant.context.demand.heated_area_m2
    left = sheet.work(rules.price_after_subsidy, equipment_price_yuan__offered=offered, subsidy_yuan=granted)

    def by_area(yuan: Value | None) -> float | None:
        if not isinstance(yuan, int | float):
            return None
        return sheet.work(rules.cost_per_heated_area, energy_cost_after_yuan=yuan, heated_area_m2=area)

    return FigureTable(
        "subsidy",
        COLUMNS,
        (
            TableRow(message("subsidy.without"), (offered, cost, by_area(cost))),
            TableRow(message("subsidy.with"), (left, after, by_area(after)), "good"),
        ),
    )


def _checks(plant: PlantDesign, granted: float, power: Figures | dict[str, Value]) -> tuple[Check, ...]:
    """Whether the policy holds here and now for this unit, and whether its amount is known."""
    answers = plant.context.answers
    row = subsidy_row(answers)
    found = [Check("subsidy", "info", message("check.subsidy_not_in_price"))]
    if not granted and not power:
        found.append(Check("subsidy", "warning", message("check.subsidy_amount_unknown")))
    found += _hours_doubt(plant)
    if row is None:
        return tuple(found)
    found += [Check("subsidy", "warning", told) for told in _doubts(row, plant, answers.day("quote_date"))]
    return tuple(found)


def _doubts(row: Subsidy, plant: PlantDesign, day: date) -> list[Message]:
    province = plant.context.site.climate.conditions.province
    found = []
    if row.region != province:
        found.append(message("check.subsidy_elsewhere"))
    if row.valid_to is not None and day > row.valid_to:
        found.append(message("check.subsidy_expired", valid_to=row.valid_to, quote_date=day))
    if row.valid_from is not None and day < row.valid_from:
        found.append(message("check.subsidy_not_yet", valid_from=row.valid_from, quote_date=day))
    if row.valid_to is None:
        found.append(message("check.subsidy_open_end"))
    if row.to_confirm:
        found.append(message("check.subsidy_to_confirm"))
    found += _tier(row, plant, day)
    return found


def _tier(row: Subsidy, plant: PlantDesign, day: date) -> list[Message]:
    """Whether the unit's tier is good enough; it is unknown until the label is entered."""
    if row.tier_needed is None or plant.heating is None:
        return []
    context, model = plant.context, plant.heating.unit.model
    verdict = unit_verdict(
        plant.catalog,
        plant.heating.unit,
        context.answers.text("terminal"),  # type: ignore[arg-type]
        context.project.labels,
        day,
        Sheet(plant.catalog.decimals),
    )
    needed: dict[str, Value] = {"tier_needed": row.tier_needed, "model": model}
    if verdict.tier is None:
        return [message("check.subsidy_tier_unknown", **needed)]
    if verdict.tier == 0 or verdict.tier > row.tier_needed:
        return [message("check.subsidy_tier_missed", **needed)]
    return []


def _notes(answers: Answers) -> tuple[Message, ...]:
    row = subsidy_row(answers)
    if row is None:
        return ()
    issued = row.issued.isoformat() if row.issued else "–"
    return (message("note.subsidy_document", document=row.document or "–", issued=issued, word=row.source),)
