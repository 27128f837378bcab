"""Industrial steam, hot water and hot air from waste heat: a heat pump that is engineered, not picked."""

from __future__ import annotations

from .application import Application, Size
from .common import CLIMATE_QUESTIONS, ECONOMY_QUESTIONS, PROJECT_QUESTIONS, QUOTE_QUESTIONS
from .process_questions import LIMIT_QUESTIONS, PRESENT_QUESTIONS, SINK_QUESTIONS, SOURCE_QUESTIONS
from .site_questions import noise_questions
from .tariff_questions import TARIFF_QUESTIONS

_PLACE = ("weather_year", "weather_seed", "design_temperature_basis", "t_outdoor_design_c")
_MONEY = ("discount_rate_fraction", "life_y", "maintenance_fraction")

INDUSTRIAL_STEAM = Application(
    id="industrial_steam",
    groups=("project", "sink", "source", "present", "machine", "climate", "site", "economy", "quote"),
    questions=(
        *PROJECT_QUESTIONS,
        *SINK_QUESTIONS,
        *SOURCE_QUESTIONS,
        *PRESENT_QUESTIONS,
        *LIMIT_QUESTIONS,
        *(one for one in CLIMATE_QUESTIONS if one.name in _PLACE),
        *noise_questions("class_3", 50.0),
        *TARIFF_QUESTIONS,
        *(one for one in ECONOMY_QUESTIONS if one.name in _MONEY),
        *QUOTE_QUESTIONS,
    ),
    demand=None,
    sized_by=lambda flow_t_h: {"sink_flow_t_h": flow_t_h},
    size=Size("sink_flow_t_h", "t/h", 0.05, 500.0),
)
