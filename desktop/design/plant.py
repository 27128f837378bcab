"""The plant as it was chosen and run: what the topics of a design are worked out from."""

from __future__ import annotations

from dataclasses import dataclass

from ..engine.figures import Figures
from ..engine.year import YearSums
from ..tables.catalog import Catalog
from .context import Context
from .operation import PlantYear
from .records import Equipment
from .series_lift import SeriesLift
from .sizing import Sizing
from .tasks import Task


@dataclass(frozen=True, eq=False, slots=True)
class PlantDesign:
    """Units, equipment and year of a plant; a service that is not wanted is None.

    ``heating`` also cools where that is asked; ``cooling`` are units of a building that is not heated.
    Where water-source units lift behind the heating units (``series``), ``context`` is that of the whole.
    ``figures`` are those of the year; ``connected_power_kw`` is the electric power that must be laid on.
    """

    context: Context
    catalog: Catalog
    heating: Sizing | None
    hot_water: Sizing | None
    equipment: tuple[Equipment, ...]
    year: PlantYear
    figures: Figures
    connected_power_kw: float
    cooling: Sizing | None = None
    series: SeriesLift | None = None

    @property
    def heating_task(self) -> Task:
        """What the heating units have to do. Only to be asked where there are any."""
        task = (self.series.first if self.series is not None else self.context).heating
        assert task is not None, "there are no heating units"
        return task

    @property
    def units(self) -> Sizing | None:
        """The units that serve the rooms: those that heat, or those that only cool."""
        return self.heating or self.cooling

    @property
    def units_task(self) -> Task:
        """What the units that serve the rooms have to do. Only to be asked where there are any."""
        if self.heating is not None:
            return self.heating_task
        assert self.context.cooling is not None, "no units serve the rooms"
        return self.context.cooling

    @property
    def heating_sums(self) -> YearSums:
        """The year of the heating units. Only to be asked where there are any."""
        sums = self.year.heating_sums
        assert sums is not None, "there are no heating units"
        return sums
