"""Questions about the other ways to heat: efficiency, price and emission of each."""

from __future__ import annotations

from typing import Literal

from ..tables.energy import Fuel, RivalPlant, grid_factor
from .common import REPLACED_FUEL
from .questions import Answers, Default, DefaultRule, Question
from .site import site_of

Scale = Literal["household", "building"]


def _row(answers: Answers, rival: str, scale: Scale) -> RivalPlant:
    return answers.catalog.find(RivalPlant, rival, scale)


def _replaced(answers: Answers, rival: str, scale: Scale) -> bool:
    """Whether this is the heat that the plant takes the place of, whose figures were asked before."""
    fuel = _row(answers, rival, scale).fuel
    return REPLACED_FUEL.get(answers.text("replaced_heat")) == fuel


def _efficiency(rival: str, scale: Scale) -> DefaultRule:
    def rule(answers: Answers) -> Default:
        row = _row(answers, rival, scale)
        low, high = row.rival_efficiency__low, row.rival_efficiency__high
        if _replaced(answers, rival, scale):
            return Default(answers.number("replaced_efficiency"), row.source, low, high)
        return Default(row.rival_efficiency, row.source, low, high)

    return rule


def _price(rival: str, scale: Scale) -> DefaultRule:
    def rule(answers: Answers) -> Default | None:
        row = _row(answers, rival, scale)
        low, high = row.fuel_price_yuan_unit__low, row.fuel_price_yuan_unit__high
        if _replaced(answers, rival, scale):
            return Default(answers.number("replaced_price_yuan_unit"), row.source, low, high)
        return Default(row.fuel_price_yuan_unit or 0.0, row.source, low, high)

    return rule


def _emission(fuel: str) -> DefaultRule:
    def rule(answers: Answers) -> Default:
        row = answers.catalog.find(Fuel, fuel)
        return Default(row.fuel_kgco2_unit or 0.0, row.source)

    return rule


def _grid(answers: Answers) -> Default:
    row = grid_factor(answers.catalog, site_of(answers).climate.conditions.province)
    return Default(row.grid_factor_kgco2_kwh, row.source)


def rival_questions(scale: Scale) -> tuple[Question, ...]:
    """Efficiency, price and emission of coal, gas, direct electricity, network heat and biomass."""

    def three(
        rival: str, fuel: str, efficiency: str, price: str, emission: str, dearest: float
    ) -> tuple[Question, ...]:
        return (
            Question(
                efficiency, "number", "economy", 0.1, 1.2, default=_efficiency(rival, scale), advanced=True
            ),
            Question(price, "number", "economy", 0, dearest, default=_price(rival, scale), advanced=True),
            Question(emission, "number", "economy", 0, 1000, default=_emission(fuel), advanced=True),
        )

    return (
        *three("coal", "coal", "coal_efficiency", "coal_price_yuan_kg", "coal_kgco2_kg", 20),
        *three("gas", "gas", "gas_efficiency", "gas_price_yuan_m3", "gas_kgco2_m3", 50),
        Question(
            "direct_electric_efficiency", "number", "economy", 0.5, 1.0, advanced=True,
            default=_efficiency("direct_electric", scale),
        ),
        *three(
            "heat_network", "heat", "network_efficiency", "network_price_yuan_gj", "network_kgco2_gj", 1000
        ),
        *three("biomass", "biomass", "biomass_efficiency", "biomass_price_yuan_kg", "biomass_kgco2_kg", 20),
        Question("grid_factor_kgco2_kwh", "number", "economy", 0, 2, default=_grid, advanced=True),
    )  # fmt: skip
