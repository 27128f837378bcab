"""What an application is: an id, the questions it asks, and the demand it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..engine.figures import Figures, Value
from ..engine.messages import Check
from ..engine.sheet import Sheet
from .questions import Answers, Question
from .site import Site


@dataclass(frozen=True, slots=True)
class HotWaterDemand:
    """What the hot water asks: heat of the design day, of the design hour, and of the heat pumps."""

    heat_kwh_d: float
    peak_kw: float
    heat_pump_kw: float
    heating_h: float
    storage_l: float
    t_storage_c: float
    t_cold_c: float
    occupancy_fraction: float
    circulation_kw: float


@dataclass(frozen=True, slots=True)
class LoadEstimate:
    """One way to the design heat load, with its range; ``used`` marks the one the plant is sized by."""

    method: str
    low_kw: float
    likely_kw: float
    high_kw: float
    index_w_m2: float
    used: bool
    source: str


@dataclass(frozen=True, slots=True)
class Demand:
    """What a project asks of its plant.

    ``heat_load_kw`` is at the plant, pipe loss and margin included; between the balance temperature and
    the design temperature it is a straight line. A part that is not wanted is 0 or None.
    ``season_load_fraction`` is the load of a typical year by that line: 1 where the year asks all of it.
    """

    heat_load_kw: float
    t_design_c: float
    t_balance_c: float
    t_supply_c: float
    t_return_c: float
    t_supply_mild_c: float
    cooling_load_kw: float
    t_summer_c: float
    t_chilled_c: float
    cooling_full_load_h: float
    heated_area_m2: float
    hot_water: HotWaterDemand | None
    estimates: tuple[LoadEstimate, ...]
    checks: tuple[Check, ...]
    figures: Figures
    season_load_fraction: float = 1.0


@dataclass(frozen=True, slots=True)
class Size:
    """The one size a project is begun with: its quantity, unit and limits."""

    quantity: str
    unit: str
    low: float
    high: float


AREA = Size("heated_area_m2", "m²", 10.0, 10_000_000.0)


@dataclass(frozen=True, slots=True)
class Application:
    """A kind of project. ``groups`` are the pages of its form in order (text keys ``group.<name>``).

    ``sized_by`` gives the answers that follow from the one size a project is begun with (``size``).
    ``demand`` is None where the plant is no heating plant of a building: it has a procedure of its own.
    """

    id: str
    groups: tuple[str, ...]
    questions: tuple[Question, ...]
    demand: Callable[[Answers, Site, Sheet], Demand] | None
    sized_by: Callable[[float], Mapping[str, Value]] = lambda size: {"heated_area_m2": size}
    size: Size = AREA
