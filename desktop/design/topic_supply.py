"""Power supply: the greatest power of everything together, and the transformers for it."""

from __future__ import annotations

from ..engine import power_supply as rules
from ..engine.figures import FrozenMap
from ..engine.messages import Check, message
from ..engine.sheet import Sheet
from .plant import PlantDesign
from .records import FigureTable, TableRow, Topic
from .site_supply import supply_of


def supply(plant: PlantDesign, sheet: Sheet) -> Topic | None:
    """Table of the powers, transformers and their load."""
    answers, sizing = plant.context.answers, plant.units
    if "power_factor" not in answers or sizing is None:
        return None
    sheet = sheet.part("book.supply")
    found = supply_of(plant, sizing, sheet)
    total = sheet.work(
        rules.all_transformers,
        transformer_count=found.transformer_count,
        transformer_kva=found.transformer_kva,
    )
    connected = sheet.simulated(
        "power_kw__connected", plant.connected_power_kw, method="method.connected_power",
        source="first_principles",
    )  # fmt: skip
    rows = (
        TableRow(message("topic.supply.units", t_outdoor_c=found.t_worst_c), (found.units_kw,)),
        TableRow(message("topic.supply.units_design"), (found.units_design_kw,)),
        TableRow(message("topic.supply.backup"), (found.backup_kw,)),
        TableRow(message("topic.supply.pumps"), (found.pumps_kw,)),
        TableRow(message("topic.supply.connected"), (connected,)),
        TableRow(message("topic.supply.other"), (answers.number("other_power_kw"),)),
        TableRow(message("topic.supply.total"), (found.worst_kw,)),
    )
    highest = answers.number("transformer_load_max_fraction")
    kept = found.load_fraction <= highest
    values = {
        "transformer_count": found.transformer_count,
        "transformer_kva": found.transformer_kva,
        "transformer_load_fraction": found.load_fraction,
        "transformer_load_max_fraction": highest,
    }
    return Topic(
        "supply",
        FrozenMap(
            power_kw__worst=found.worst_kw,
            apparent_power_kva=found.apparent_kva,
            transformer_count=float(found.transformer_count),
            transformer_kva=found.transformer_kva,
            transformer_kva__total=total,
            transformer_load_fraction=found.load_fraction,
        ),
        (FigureTable("supply", ("power_kw",), rows, total_rows=1),),
        checks=(
            Check(
                "transformers",
                "pass" if kept else "warning",
                message("check.transformers_kept" if kept else "check.transformers_short", **values),
            ),
        ),
        notes=(message("topic.supply.assumed"),),
    )
