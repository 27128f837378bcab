"""The tier of an energy label: what the standard in force on a day says of a unit, or why it says nothing.

A tier is given for declared values only. The reference range has none, so it gets "no data", with its
estimated COP beside the limits that every tier asks for. A guess is never an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Literal, Protocol

from ..engine.figures import Value
from ..engine.messages import Check, Message, message
from ..engine.performance_map import OutsideMap
from ..engine.sheet import Sheet
from ..tables.catalog import Catalog
from ..tables.labels import LabelCondition, LabelStandard, TierRow, condition_of, standard_on, tier_row
from .heat_pumps import Mode, Unit, heat_pumps

Terminal = Literal["floor", "fan_coil", "radiator"]
Estimate = Callable[[float, float], float | None]
"""The COP at an outdoor and a leaving temperature, None where the unit cannot."""
NORMAL_HEATER_LIMIT_C = -7.0


class Declared(Protocol):
    """What a label or test report declares (``project.DeclaredLabel``)."""

    @property
    def model(self) -> str:
        """The model."""

    @property
    def metric(self) -> str:
        """HSPF, APF, CSPF or COP."""

    @property
    def value(self) -> float:
        """The metric's value."""

    @property
    def cop_nominal(self) -> float | None:
        """COP at the nominal point."""

    @property
    def cop_low_temperature(self) -> float | None:
        """COP at the low-temperature point."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A COP that every tier asks for besides: the condition, the limit, the unit's value and its standing."""

    name: str
    t_outdoor_c: float
    t_leaving_c: float
    limit: float
    value: float | None
    standing: str


@dataclass(frozen=True, slots=True)
class TierVerdict:
    """What the energy label says of a chosen unit, or why it says nothing.

    ``tier`` is 1-5, 0 for not compliant, None for no data. ``limits`` are those of tier 1 down; ``gates``
    hold declared values, or estimated ones where nothing is declared.
    """

    model: str
    standard: str
    table: str
    edition: str
    metric: str
    value: float | None
    tier: int | None
    limits: tuple[float, ...]
    gates: tuple[Gate, ...]
    message: Message
    source: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True)
class LabelFacts:
    """What decides on the row: category and variant of the tables, and the capacity at the nominal point.

    ``variant`` is the terminal of a low-ambient unit, the type of a water heater; ``category`` is empty where
    no table is known, ``capacity_kw`` None where the unit does not reach its nominal point.
    """

    model: str
    category: str
    variant: str
    capacity_kw: float | None
    form: str = ""


def verdict(
    catalog: Catalog, facts: LabelFacts, declared: Declared | None, estimated: Estimate, quote_date: date,
    sheet: Sheet | None = None, *, cooling: Estimate = lambda *_: None,
) -> TierVerdict:  # fmt: skip
    """The tier of a unit by the edition in force on the quote's date.

    ``estimated`` and ``cooling`` give the COP of heating (or hot water) and of cooling.
    """
    sheet = Sheet(catalog.decimals) if sheet is None else sheet
    none = TierVerdict(facts.model, "", "", "", "", None, None, (), (), message("label.no_table"))
    standard = standard_on(catalog, facts.category, quote_date) if facts.category else None
    if standard is None:
        return none
    source = catalog.sources[standard.source]
    none = replace(none, standard=standard.standard, edition=source.edition, source=standard.source)
    if not standard.table_available:
        return replace(none, message=message("label.table_missing", standard=standard.standard))
    if facts.capacity_kw is None:
        return replace(none, message=message("label.capacity_unknown", standard=standard.standard))
    metric = _metric(catalog, standard, facts, declared)
    row = tier_row(
        catalog, standard.standard, facts.category, facts.variant, facts.capacity_kw, form=facts.form,
        metric=metric,
    )  # fmt: skip
    if row is None:
        return replace(none, message=message("label.no_row", standard=standard.standard))
    _write_limits(row, sheet)
    judged = _Judged(catalog, facts, row, declared, estimated, cooling, sheet)
    return replace(
        none, table=row.table, metric=row.metric, limits=row.limits, gates=judged.gates, source=row.source,
        value=judged.value, tier=judged.tier, message=judged.message,
    )  # fmt: skip


def _metric(
    catalog: Catalog, standard: LabelStandard, facts: LabelFacts, declared: Declared | None
) -> str | None:
    """The declared metric where the tables have a route by it; else the first route."""
    if declared is None or facts.capacity_kw is None:
        return None
    by_metric = tier_row(
        catalog, standard.standard, facts.category, facts.variant, facts.capacity_kw, form=facts.form,
        metric=declared.metric,
    )  # fmt: skip
    return declared.metric if by_metric else None


@dataclass
class _Judged:
    """One row held against one unit."""

    catalog: Catalog
    facts: LabelFacts
    row: TierRow
    declared: Declared | None
    estimated: Estimate
    cooling: Estimate
    sheet: Sheet
    gates: tuple[Gate, ...] = field(init=False)
    value: float | None = field(init=False, default=None)
    tier: int | None = field(init=False, default=None)
    message: Message = field(init=False)

    def __post_init__(self) -> None:
        self.gates = tuple(self._gates())
        if self.declared is None:
            self.message = self._said("label.not_declared")
        elif self.declared.metric != self.row.metric:
            self.message = self._said("label.other_metric", declared_metric=self.declared.metric)
        else:
            self._judge(self.declared)

    def _said(self, key: str, **values: Value) -> Message:
        return message(key, standard=self.row.standard, metric=self.row.metric, **values)

    def _judge(self, declared: Declared) -> None:
        self.value = float(declared.value)  # compared as it was entered, not as it is printed
        self.sheet.given("declared_value", self.value)
        missing = [gate.name for gate in self.gates if gate.standing != "declared"]
        if missing:
            self.message = self._said("label.gate_missing", missing=", ".join(missing))
            return
        failed = next((gate for gate in self.gates if gate.value is None or gate.value < gate.limit), None)
        self.tier = 0 if failed else _tier(self.row, self.value)
        if failed:
            self.message = self._said("label.gate_failed", gate=failed.name)
        else:
            self.message = self._said("label.tier" if self.tier else "label.not_compliant")

    def _gates(self) -> list[Gate]:
        row, declared = self.row, self.declared
        found = []
        if row.cop_nominal_min is not None:
            value = declared.cop_nominal if declared else None
            found.append(self._gate("COPh", "nominal_heating", row.cop_nominal_min, value))
        if row.cop_low_temperature_min is not None:
            value = declared.cop_low_temperature if declared else None
            found.append(self._gate("COPdh", "low_temperature_heating", row.cop_low_temperature_min, value))
        if row.gate_metric and row.label_value__gate is not None:
            by_cop = row.gate_metric.startswith("COP")
            value = declared.cop_nominal if declared and by_cop else None
            found.append(self._gate(row.gate_metric, "nominal_cooling", row.label_value__gate, value))
        if declared is None and row.metric == "COP":  # the metric itself can be estimated
            found.append(self._gate("COP", "nominal_heating", row.limits[-1], None))
        return found

    def _gate(self, name: str, point: str, limit: float, value: float | None) -> Gate:
        at = _condition(self.catalog, self.facts, point)
        if value is not None:
            self.sheet.given("declared_cop", float(value))
            return Gate(name, at.t_outdoor_c, at.t_leaving_c, limit, value, "declared")
        if name.startswith("COP"):  # seasonal metrics are not estimated
            estimate = self.cooling if point == "nominal_cooling" else self.estimated
            value = estimate(at.t_outdoor_c, at.t_leaving_c)
        standing = "missing" if value is None else "estimated"
        return Gate(name, at.t_outdoor_c, at.t_leaving_c, limit, value, standing)


def _condition(catalog: Catalog, facts: LabelFacts, point: str) -> LabelCondition:
    """The condition of a gate; chillers cool at the same nominal point as low-ambient units do.

    Raises KeyError where a table asks for a gate whose condition no table gives.
    """
    category, variant = facts.category, facts.variant
    if point == "nominal_cooling":
        category, variant = "low_ambient_heat_pump", "fan_coil"
    return catalog.find(LabelCondition, category, variant, point)


def _tier(row: TierRow, value: float) -> int:
    """The tier a metric reaches, 0 for none; a value exactly at a limit reaches it."""
    for tier, limit in enumerate(row.limits, start=1):
        if value >= limit if row.direction == "at_least" else value <= limit:
            return tier
    return 0


def _write_limits(row: TierRow, sheet: Sheet) -> None:
    place = {
        "table": TierRow.TABLE, "source": row.source,
        "row": " ".join(filter(None, (row.standard, row.table, row.category, row.variant, row.form))),
    }  # fmt: skip
    for tier, limit in enumerate(row.limits, start=1):
        sheet.look_up(f"label_value__tier{tier}", limit, **place)
    for name in ("cop_nominal_min", "cop_low_temperature_min", "label_value__gate"):
        limit = getattr(row, name)
        if limit is not None:
            sheet.look_up(name, limit, **place)


def unit_verdict(
    catalog: Catalog, unit: Unit, terminal: Terminal, declared: Sequence[Declared], quote_date: date,
    sheet: Sheet | None = None,
) -> TierVerdict:  # fmt: skip
    """The tier of a unit of the catalogue; of several labels declared for the model the last counts."""
    sheet = Sheet(catalog.decimals) if sheet is None else sheet
    label = next((one for one in reversed(declared) if one.model == unit.model), None)

    def cop(mode: Mode, t_outdoor_c: float, t_leaving_c: float) -> float | None:
        try:
            return unit.work_point(sheet, mode, t_outdoor_c, t_leaving_c).cop
        except OutsideMap:
            return None

    return verdict(
        catalog, facts_of(catalog, unit, terminal), label, partial(cop, unit.family.rated_mode), quote_date,
        sheet, cooling=partial(cop, "cooling"),
    )  # fmt: skip


def label_checks(
    catalog: Catalog, declared: Sequence[Declared], chosen: Collection[str]
) -> tuple[Check, ...]:
    """Declared labels that say nothing of this plant: of a model no table knows, or of one not chosen."""
    known = {unit.model for unit in heat_pumps(catalog)}
    found: list[Check] = []
    for model in dict.fromkeys(one.model for one in declared):
        if model not in known:
            found.append(Check("declared_label", "warning", message("check.label_unknown", model=model)))
        elif model not in chosen:
            found.append(Check("declared_label", "info", message("check.label_not_chosen", model=model)))
    return tuple(found)


def facts_of(catalog: Catalog, unit: Unit, terminal: Terminal) -> LabelFacts:
    """Where the tables place a unit of the catalogue.

    Ordinary modular units are air-cooled chillers by their cooling; cascade and CO2 units have no table whose
    scope is known to include them.
    """
    match unit.family.kind:
        case "low_ambient":
            category, variant, form = "low_ambient_heat_pump", str(terminal), ""
        case "water_heater":
            # Water heaters of the range come without a pump: pumps are chosen and priced by themselves.
            low = unit.t_outdoor_min_c < NORMAL_HEATER_LIMIT_C
            category, variant = "water_heater", "low_temperature" if low else "normal"
            form = "circulating_without_pump"
        case "ordinary":
            return LabelFacts(unit.model, "chiller", "air_cooled", unit.row.rated_cooling_kw)
        case _:
            return LabelFacts(unit.model, "", "", None)
    condition = condition_of(catalog, category, variant, "nominal_heating")
    return LabelFacts(unit.model, category, variant, _capacity(unit, condition), form)


def _capacity(unit: Unit, condition: LabelCondition | None) -> float | None:
    """Heat at the standard's nominal point; None where the unit does not reach it."""
    if condition is None:
        return None
    try:
        point = unit.point(unit.family.rated_mode, condition.t_outdoor_c, condition.t_leaving_c)
    except OutsideMap:
        return None
    return point.capacity_kw
