"""Every table of the program, for reading them all at once."""

from __future__ import annotations

from typing import Any

from .components import (
    backup_heaters,
    compressor_heads,
    compressor_units,
    compressors,
    estimation,
    exchangers,
    gas_boilers,
    heat_pumps,
    lift_pumps,
    pipes,
    prices,
    pumps,
    refrigerants,
    tanks,
    vessels,
)
from .components.map_notes import map_notes
from .engine.messages import Message
from .quotation import rules
from .tables import climate, energy, houses, labels, policies, site_rules, uses
from .tables.catalog import Catalog, check_catalog
from .tables.faults import Fault

OWNERS = (
    climate,
    energy,
    labels,
    uses,
    houses,
    policies,
    site_rules,
    heat_pumps,
    lift_pumps,
    estimation,
    tanks,
    pumps,
    pipes,
    vessels,
    backup_heaters,
    gas_boilers,
    exchangers,
    refrigerants,
    compressors,
    compressor_heads,
    compressor_units,
    prices,
    rules,
)
TABLES: tuple[type[Any], ...] = tuple(dict.fromkeys(record for owner in OWNERS for record in owner.TABLES))


def notes_of(catalog: Catalog) -> tuple[Message, ...]:
    """What is worth knowing of tables without faults: maps that are not monotone."""
    return map_notes(catalog)


def faults_of(catalog: Catalog) -> list[Fault]:
    """All faults of all tables, also files that nothing reads."""
    return check_catalog(catalog, TABLES)
