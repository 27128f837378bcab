"""Equipment and checks as they are gathered while a plant is put together, and the electric backup."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..applications.questions import Answers
from ..components.backup_heaters import choose_heater
from ..components.choice import NothingSuits
from ..components.gas_boilers import choose_boiler
from ..engine.figures import Figures, FrozenMap
from ..engine.messages import Check, message
from ..engine.sheet import Sheet
from ..tables.catalog import Catalog
from .records import Equipment

IN_PARALLEL_MAX = 8  # equal pieces side by side; a larger plant is divided


def stations_of(answers: Answers) -> int:
    """Stations that a plant is divided over, each with its own pumps and exchangers; one where not asked."""
    return int(answers.number("station_count")) if "station_count" in answers else 1


def parallel_max(answers: Answers) -> int:
    """Equal pieces a plant may have: eight in each of its stations."""
    return IN_PARALLEL_MAX * stations_of(answers)


@dataclass
class Parts:
    """Equipment and checks as they are found; used inside one design only.

    ``most`` is how many equal pieces may stand side by side.
    """

    equipment: list[Equipment] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    most: int = IN_PARALLEL_MAX

    def add(
        self, kind: str, role: str, model: str, count: int, figures: Figures, source_standing: str
    ) -> None:
        """Put one line on the equipment list."""
        self.equipment.append(Equipment(kind, role, model, count, figures, source_standing))

    def extend(self, more: Parts) -> Parts:
        """Take over what another part of the plant has found; gives itself."""
        self.equipment += more.equipment
        self.checks += more.checks
        return self

    def lacking(self, kind: str, role: str, error: NothingSuits) -> None:
        """Say that the catalogue has nothing that suits, and the nearest reason."""
        self.checks.append(
            Check(
                "nothing_suits",
                "fault",
                message("check.nothing_suits", kind=kind, role=role, count=len(error.rejections)),
            )
        )


def backup_heater(
    catalog: Catalog,
    sheet: Sheet,
    parts: Parts,
    role: str,
    heat_kw: float,
    t_water_c: float,
    *,
    gas: bool = False,
) -> None:
    """Electric heaters or gas boilers for a backup; nothing where none is needed."""
    if heat_kw <= 0.0:
        return
    if gas:
        _gas_boiler(catalog, sheet, parts, role, heat_kw, t_water_c)
        return
    try:
        choice = choose_heater(
            catalog, sheet, heat_kw=heat_kw, t_water_c=t_water_c, count_max=parts.most
        )
    except NothingSuits as error:
        parts.lacking("backup_heater", role, error)
        return
    parts.add(
        "backup_heater",
        role,
        choice.model,
        choice.count,
        FrozenMap({**choice.figures, "backup_kw": heat_kw}),
        catalog.sources[choice.heater.source].standing,
    )


def _gas_boiler(
    catalog: Catalog, sheet: Sheet, parts: Parts, role: str, heat_kw: float, t_water_c: float
) -> None:
    try:
        choice = choose_boiler(
            catalog, sheet, heat_kw=heat_kw, t_water_c=t_water_c, count_max=parts.most
        )
    except NothingSuits as error:
        parts.lacking("gas_boiler", role, error)
        return
    parts.add(
        "gas_boiler",
        role,
        choice.boiler.model,
        choice.count,
        FrozenMap({**choice.figures, "backup_kw": heat_kw}),
        catalog.sources[choice.boiler.source].standing,
    )
