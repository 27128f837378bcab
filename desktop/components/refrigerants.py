"""Working fluids of compressors: their class, what they do to the climate, which oil goes with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from ..tables.catalog import Catalog
from ..tables.schema import Blank, Range


@dataclass(frozen=True, slots=True)
class Refrigerant:
    """A working fluid.

    ``fluid_name`` is its name in the library of equations of state; where it is blank the program has no
    properties of the fluid: it is listed and never calculated. ``heat_pump_kinds`` are the kinds of
    industrial heat pump it is named for (``low medium high very_high``); ``safety_class`` is after ASHRAE 34.
    """

    TABLE: ClassVar[str] = "refrigerants.csv"
    KEY: ClassVar[tuple[str, ...]] = ("refrigerant",)
    refrigerant: str
    fluid_name: Annotated[str, Blank()]
    group: Literal["hfc", "hcfc", "hfo", "hcfo", "natural"]
    safety_class: Literal["A1", "A2L", "A2", "A3", "B1", "B2L", "unclassified"]
    gwp: Annotated[float, Range(0, 15000)]
    t_critical_c: Annotated[float, Range(0, 400)] | None
    t_normal_boiling_c: Annotated[float, Range(-100, 110)] | None
    oil_types: Annotated[str, Blank()]
    heat_pump_kinds: Annotated[str, Blank()]
    source: str

    @property
    def available(self) -> bool:
        """Whether the program has properties of it."""
        return bool(self.fluid_name)

    @property
    def oils(self) -> tuple[str, ...]:
        """The oils that go with it."""
        return tuple(self.oil_types.split())

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of industrial heat pump it is named for."""
        return tuple(self.heat_pump_kinds.split())


TABLES = (Refrigerant,)


def refrigerant(catalog: Catalog, name: str) -> Refrigerant:
    """The fluid of a name. Raises KeyError."""
    return catalog.find(Refrigerant, name)
