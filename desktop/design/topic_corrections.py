"""The corrections of catalogue figures: what each takes, whether it is switched on, and why."""

from __future__ import annotations

from ..engine.corrections import pipe_loss_factor
from ..engine.figures import Value
from ..engine.messages import message
from ..engine.sheet import Sheet
from .plant import PlantDesign
from .records import FigureTable, TableRow, Topic

COLUMNS = ("correction_factor", "correction_on", "correction_reason")


def corrections(plant: PlantDesign, sheet: Sheet) -> Topic | None:
    """One row a correction, in the order in which they are taken off; for plants that heat rooms."""
    context, sizing = plant.context, plant.heating
    if sizing is None or context.heating is None:
        return None
    answers, factors = context.answers, context.factors
    altitude, glycol = answers.flag("apply_altitude"), answers.number("glycol_fraction") > 0.0
    frost = 1.0 if sizing.unit.family.defrost_included else context.heating.frost_factor
    loss = answers.number("pipe_loss_fraction")
    piped = sheet.part("book.corrections").work(pipe_loss_factor, pipe_loss_fraction=loss)
    rows = (
        _row("altitude_capacity", factors.altitude_capacity, altitude, "thin_air"),
        _row("altitude_cop", factors.altitude_cop, altitude, "thin_air"),
        _row("frost", frost, answers.flag("apply_frost"), _frost_reason(plant, frost)),
        _row("glycol", factors.glycol_capacity, glycol and answers.flag("apply_glycol"),
             "antifreeze" if glycol else "no_antifreeze"),
        _row("ageing", factors.ageing, answers.flag("apply_ageing"), "fouling"),
        _row("pipe_loss", piped, loss > 0.0, "pipe_loss"),
    )  # fmt: skip
    return Topic("corrections", tables=(FigureTable("corrections", COLUMNS, rows),))


def _row(name: str, factor: float, on: bool, reason: str) -> TableRow:
    cells: tuple[Value, ...] = (round(factor, 3), on, reason if on or reason.startswith("no_") else "off")
    return TableRow(message(f"correction.{name}"), cells)


def _frost_reason(plant: PlantDesign, factor: float) -> str:
    """Why frost takes what it takes at the design point."""
    assert plant.heating is not None
    if plant.heating.unit.family.defrost_included:
        return "no_frost_tested"
    return "frost" if factor < 1.0 else "no_frost_dry"
