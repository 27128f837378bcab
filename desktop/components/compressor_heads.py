"""What a maker's file calls things: heads in several languages, units and terms as they are written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from ..tables.catalog import Catalog
from .compressors import Unit

Meaning = Literal[
    "model", "maker", "refrigerant", "measured", "unit", "temperature_unit", "superheat_k", "t_return_gas_c",
    "subcooling_k", "t_liquid_c", "frequency_hz", "displacement_m3h", "displacement_cm3",
    "t_evaporating_c", "t_condensing_c",
    "te_min", "te_max", "tc_min", "tc_max", "capacity", "power", "mass_flow", "current",
]  # fmt: skip
QUANTITIES = ("capacity", "power", "mass_flow", "current")


@dataclass(frozen=True, slots=True)
class HeadWord:
    """A word, in lower case, and what it means as a head or as the name of a quantity."""

    TABLE: ClassVar[str] = "compressor_heads.csv"
    KEY: ClassVar[tuple[str, ...]] = ("word",)
    word: str
    meaning: Meaning
    source: str


TABLES = (HeadWord,)
UNITS: Mapping[str, Unit] = {
    "w": "W", "kw": "kW", "btu/h": "Btu/h", "btu/hr": "Btu/h", "btuh": "Btu/h", "kg/s": "kg/s",
    "kg/h": "kg/h", "kg/hr": "kg/h", "g/s": "g/s", "lb/h": "lb/h", "lbs/h": "lb/h", "lb/hr": "lb/h",
    "lbs/hr": "lb/h", "lbm/h": "lb/h", "a": "A", "amps": "A",
}  # fmt: skip
TERM_PLACES = {"c0": 0, "te": 1, "tc": 2, "te2": 3, "tetc": 4, "tc2": 5, "te3": 6, "te2tc": 7, "tetc2": 8,
               "tc3": 9}  # fmt: skip
"""Where a term that is called by its powers stands."""
_COEFFICIENT = re.compile(r"(?:c|m|x|a|coeff\.?|coefficient)[ _]?(\d{1,2})", re.IGNORECASE)
_UNIT_BEHIND = re.compile(r"(.*?)\s*[\[(（]\s*([^\])）]+)\s*[\])）]\s*")
_REFRIGERANT = re.compile(r"R-?(\d.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """A head understood: what it means, the unit written behind it, the number of its coefficient."""

    text: str
    meaning: str = ""
    unit: str = ""
    place: int | None = None


def words(catalog: Catalog) -> Mapping[str, str]:
    """The meaning of every known word."""
    return {row.word: row.meaning for row in catalog.rows(HeadWord)}


def head(cell: Any, known: Mapping[str, str]) -> Head:
    """What a cell says as a head.

    >>> head("Capacity [kW]", {"capacity": "capacity"})
    Head(text='Capacity [kW]', meaning='capacity', unit='kW', place=None)
    """
    text = "" if cell is None else str(cell).strip()
    numbered = _COEFFICIENT.fullmatch(text)
    if numbered:
        return Head(text, "coefficient", "", int(numbered[1]))
    plain, unit = text, ""
    behind = _UNIT_BEHIND.fullmatch(text)
    if behind:
        plain, unit = behind[1], behind[2].strip()
    meaning = known.get(" ".join(plain.casefold().split()), "")
    stem, _, last = plain.rpartition("_")
    if not meaning and unit_of(last) and stem.casefold() in known:
        meaning, unit = known[stem.casefold()], last
    if not meaning:
        first, _, term = plain.casefold().partition("_")
        if known.get(first) in QUANTITIES and term in TERM_PLACES:
            return Head(text, f"term {known[first]}", unit, TERM_PLACES[term])
    return Head(text, meaning, unit)


def unit_of(text: str) -> Unit | None:
    """The unit that is written, None for one that is not known.

    >>> unit_of("Btu/hr"), unit_of("PS")
    ('Btu/h', None)
    """
    return UNITS.get(text.strip().casefold())


def temperature_unit(text: str) -> Literal["C", "F"] | None:
    """°C or °F, as it is written; None where neither is said.

    >>> temperature_unit("degF dew"), temperature_unit("°C"), temperature_unit("")
    ('F', 'C', None)
    """
    found = re.match(r"\s*(?:deg|°|º)?\s*([CF])\b", text, re.IGNORECASE)
    if not found:
        return {"℃": "C", "℉": "F"}.get(text.strip()[:1])  # type: ignore[return-value]
    return "C" if found[1] in "Cc" else "F"


def refrigerant_name(text: str) -> str:
    """A fluid's name as the table of fluids has it.

    >>> refrigerant_name("R-404a"), refrigerant_name("r290")
    ('R404A', 'R290')
    """
    found = _REFRIGERANT.fullmatch(text.strip())
    if not found:
        return text.strip()
    rest = found[1]
    for name in ("R134a", "R245fa", "R600a", "R1234yf", "R1234ze(E)", "R1233zd(E)", "R1336mzz(Z)"):
        if name[1:].casefold() == rest.casefold():
            return name
    return {"R507": "R507A"}.get("R" + rest.upper(), "R" + rest.upper())
