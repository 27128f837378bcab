"""Tiers of energy labels as rows: which standard counts on which day, its limits and its test conditions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from .catalog import Catalog
from .climate import Doubt, doubts_in
from .schema import Blank, Range

Limit = Annotated[float, Range(0.1, 50)]
Capacity = Annotated[float, Range(0, 100_000)]
Gate = Annotated[float, Range(0.5, 10)]


@dataclass(frozen=True, slots=True)
class TierRow:
    """One row of a tier table: what ``metric`` must reach for tiers 1-3 (some standards 1-5).

    Holds for capacities above ``capacity_kw__above`` to ``capacity_kw__to``, the upper bound included, or the
    lower where ``lower_bound_included`` says so. ``cop_nominal_min`` and ``cop_low_temperature_min`` must be
    met for every tier; ``gate_metric`` must reach ``label_value__gate`` besides. Thermal efficiency is a
    fraction.
    """

    TABLE: ClassVar[str] = "labels/energy_tiers.csv"
    KEY: ClassVar[tuple[str, ...]] = (
        "standard", "table", "category", "variant", "form", "metric", "capacity_kw__above",
    )  # fmt: skip
    standard: str
    table: str
    category: str
    variant: str
    form: Annotated[str, Blank()]
    product_standard: Annotated[str, Blank()]
    metric: str
    direction: Literal["at_least", "at_most"]
    capacity_kind: Literal["heating", "cooling"] | None
    capacity_kw__above: Capacity | None
    capacity_kw__to: Capacity | None
    lower_bound_included: bool
    label_value__tier1: Limit | None
    label_value__tier2: Limit | None
    label_value__tier3: Limit | None
    label_value__tier4: Limit | None
    label_value__tier5: Limit | None
    cop_nominal_min: Gate | None
    cop_low_temperature_min: Gate | None
    gate_metric: Annotated[str, Blank()]
    label_value__gate: Limit | None
    note: Annotated[str, Blank()]
    doubt: Annotated[str, Blank()]
    source: str

    @property
    def limits(self) -> tuple[float, ...]:
        """The limits from tier 1 down; electric boilers have one for the last tier only and give none."""
        values = [getattr(self, f"label_value__tier{tier}") for tier in range(1, 6)]
        return () if values[0] is None else tuple(value for value in values if value is not None)

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """The doubtful cells of the row."""
        return doubts_in(self.doubt)

    def holds(self, capacity_kw: float) -> bool:
        """Whether the row is for this capacity.

        >>> row = TierRow(*[""] * 8, "heating", 10.0, None, True, *[None] * 7, "", None, "", "", "")
        >>> row.holds(10.0), row.holds(9.9)
        (True, False)
        """
        low, high = self.capacity_kw__above, self.capacity_kw__to
        if self.lower_bound_included:
            return (low is None or capacity_kw >= low) and (high is None or capacity_kw < high)
        return (low is None or capacity_kw > low) and (high is None or capacity_kw <= high)


@dataclass(frozen=True, slots=True)
class LabelStandard:
    """A standard that sets tiers for a category of product; when, its source says."""

    TABLE: ClassVar[str] = "labels/label_standards.csv"
    KEY: ClassVar[tuple[str, ...]] = ("category", "standard")
    category: str
    standard: str
    table_available: bool
    source: str


@dataclass(frozen=True, slots=True)
class LabelCondition:
    """A point of the product standard's test; ``t_entering_c`` is the water's inlet where it is set."""

    TABLE: ClassVar[str] = "labels/test_conditions.csv"
    KEY: ClassVar[tuple[str, ...]] = ("category", "variant", "point")
    category: str
    variant: str
    point: Literal["nominal_heating", "low_temperature_heating", "nominal_cooling"]
    t_outdoor_c: Annotated[float, Range(-50, 60)]
    t_wet_bulb_c: Annotated[float, Range(-50, 60)] | None
    t_leaving_c: Annotated[float, Range(0, 120)]
    t_entering_c: Annotated[float, Range(0, 120)] | None
    source: str


TABLES = (TierRow, LabelStandard, LabelCondition)


def standard_on(catalog: Catalog, category: str, day: date) -> LabelStandard | None:
    """The standard whose tiers count for a category on a day; None where the tables know none.

    A standard without a first day is taken to have been in force before the day it ends.
    """
    for row in catalog.rows(LabelStandard):
        source = catalog.sources[row.source]
        started = source.in_force_from is None or source.in_force_from <= day
        ended = source.in_force_to is not None and source.in_force_to < day
        if row.category == category and started and not ended:
            return row
    return None


def tier_row(
    catalog: Catalog,
    standard: str,
    category: str,
    variant: str,
    capacity_kw: float,
    *,
    form: str = "",
    metric: str | None = None,
) -> TierRow | None:
    """The first row of a standard's tables for a product of this capacity and metric; None without one."""
    wanted = (standard, category, variant, form)
    for row in catalog.rows(TierRow):
        if (row.standard, row.category, row.variant, row.form) != wanted:
            continue
        if metric in (None, row.metric) and row.holds(capacity_kw):
            return row
    return None


def condition_of(catalog: Catalog, category: str, variant: str, point: str) -> LabelCondition | None:
    """The condition of a test point, None where it is not known."""
    try:
        return catalog.find(LabelCondition, category, variant, point)
    except KeyError:
        return None
