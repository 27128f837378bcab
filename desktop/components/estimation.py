"""What certified units have in common: the few learned numbers that estimated maps start from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

import numpy as np

from desktop.engine.arrays import Floats
from desktop.engine.estimated_map import COP_TERMS, HEAT_TERMS, Population
from desktop.tables.catalog import Catalog
from desktop.tables.schema import Range

from .refrigerants import Refrigerant


@dataclass(frozen=True, slots=True)
class EstimationTerm:
    """One coefficient: mean, standard deviation, correlations with its quantity's in the file's order."""

    TABLE: ClassVar[str] = "estimation/terms.csv"
    KEY: ClassVar[tuple[str, ...]] = ("quantity", "term")
    quantity: Literal["cop", "heat"]
    term: str
    term_mean: Annotated[float, Range(-5, 5)]
    term_deviation: Annotated[float, Range(0, 2)]
    term_correlations: Annotated[tuple[float, ...], Range(-1, 1)]
    source: str


@dataclass(frozen=True, slots=True)
class EstimationTestPoint:
    """A test point: the usual share of full load there and the noise of ln COP and ln heat."""

    TABLE: ClassVar[str] = "estimation/test_points.csv"
    KEY: ClassVar[tuple[str, ...]] = ("test_point",)
    test_point: Literal["A", "B", "C", "D", "E", "R"]
    part_load_fraction: Annotated[float, Range(0.05, 1)]
    cop_noise: Annotated[float, Range(0, 1)]
    heat_noise: Annotated[float, Range(0, 1)]
    source: str


@dataclass(frozen=True, slots=True)
class EstimationRefrigerant:
    """How far a refrigerant's ln COP lies from that of all units, drawn to nought where they are few."""

    TABLE: ClassVar[str] = "estimation/refrigerants.csv"
    KEY: ClassVar[tuple[str, ...]] = ("refrigerant",)
    refrigerant: str
    cop_offset: Annotated[float, Range(-0.5, 0.5)]
    unit_count: Annotated[int, Range(1, 10_000)]
    source: str


@dataclass(frozen=True, slots=True)
class SeasonBin:
    """Hours of a 1 K bin of EN 14825's average heating season."""

    TABLE: ClassVar[str] = "estimation/en14825_bins.csv"
    KEY: ClassVar[tuple[str, ...]] = ("t_outdoor_c",)
    t_outdoor_c: Annotated[float, Range(-30, 16)]
    bin_h: Annotated[float, Range(0, 8760)]
    source: str


TABLES = (EstimationTerm, EstimationTestPoint, EstimationRefrigerant, SeasonBin)


def season_bins(catalog: Catalog) -> tuple[Floats, Floats]:
    """Temperatures and hours of the average heating season's bins."""
    rows = catalog.rows(SeasonBin)
    return np.array([row.t_outdoor_c for row in rows]), np.array([row.bin_h for row in rows])


def population(catalog: Catalog, quantity: Literal["cop", "heat"]) -> Population:
    """The population of one quantity's coefficients. Raises CatalogError for a faulty table."""
    terms = COP_TERMS if quantity == "cop" else HEAT_TERMS
    rows = {row.term: row for row in catalog.rows(EstimationTerm) if row.quantity == quantity}
    chosen = [rows[term] for term in terms]
    deviation = np.array([row.term_deviation for row in chosen])
    correlation = np.array([row.term_correlations for row in chosen])
    noise: dict[str, float] = {
        row.test_point: row.cop_noise if quantity == "cop" else row.heat_noise
        for row in catalog.rows(EstimationTestPoint)
    }
    mean = np.array([row.term_mean for row in chosen])
    return Population(terms, mean, correlation * np.outer(deviation, deviation), noise)


def known_refrigerants(catalog: Catalog) -> tuple[str, ...]:
    """Refrigerants an own unit may have: those of the catalogue and those of certified units."""
    named = [row.refrigerant for row in catalog.rows(Refrigerant)]
    named += [row.refrigerant for row in catalog.rows(EstimationRefrigerant)]
    return tuple({name.upper(): name for name in reversed(named)}.values())[::-1]


def refrigerant_offset(catalog: Catalog, refrigerant: str) -> float:
    """The offset of a refrigerant's ln COP; nought for one that no certified unit has."""
    rows = {row.refrigerant.upper(): row.cop_offset for row in catalog.rows(EstimationRefrigerant)}
    return rows.get(refrigerant.upper(), 0.0)
