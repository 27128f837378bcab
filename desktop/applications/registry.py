"""The applications the program knows, in the order they are offered."""

from __future__ import annotations

from .application import Application
from .district import DISTRICT
from .hotel import HOTEL
from .household import HOUSEHOLD
from .industrial_steam import INDUSTRIAL_STEAM

APPLICATIONS: tuple[Application, ...] = (HOTEL, HOUSEHOLD, DISTRICT, INDUSTRIAL_STEAM)


def application(application_id: str) -> Application:
    """The application of an id. Raises KeyError."""
    return {known.id: known for known in APPLICATIONS}[application_id]
