"""Makes the map of the lifting units from their cycle: one stage from the loop to the network.

Both water sides have temperature differences that shrink with the heat they carry, as in ``family_cycle``.
Part load and pumps are not held.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from functools import cached_property
from math import log
from pathlib import Path

from ..engine.cycle import Cycle, CycleError, single_stage
from ..engine.fluids import fluid
from ..tables.catalog import Catalog
from .lift_pumps import LiftFamily, LiftMapPoint, envelope_of

SOURCE = "reference_range"
STEP_C = 5.0
LEAVING_MIN_C = 50.0
ISENTROPIC_LEAST = 0.4
RELATIVE_STEP, STEPS_MAX = 1e-7, 60


@dataclass(frozen=True, slots=True)
class _Point:
    heat: float
    work: float
    cold: float


@dataclass(frozen=True)
class LiftCycle:
    """The cycle of a family with its numbers."""

    family: LiftFamily

    def point(self, t_source_water_c: float, t_leaving_c: float) -> tuple[float, float]:
        """Capacity ratio to the rated condition, and COP. Raises CycleError or FluidError."""
        rated, cold, heat = self._rated, 1.0, 1.0
        for _ in range(STEPS_MAX):
            found = self._at(t_source_water_c, t_leaving_c, cold, heat)
            next_cold, next_heat = found.cold / rated.cold, found.heat / rated.heat
            if abs(next_cold - cold) + abs(next_heat - heat) < RELATIVE_STEP:
                return found.heat / rated.heat, self.family.cop_scale * found.heat / found.work
            cold, heat = next_cold, next_heat
        raise CycleError("not_settled", abs(next_cold - cold), RELATIVE_STEP)

    @cached_property
    def _rated(self) -> _Point:
        family = self.family
        return self._at(family.t_source_water_c__rated, family.t_leaving_c__rated, 1.0, 1.0)

    def _at(self, t_source_c: float, t_leaving_c: float, cold: float, heat: float) -> _Point:
        """Per unit of displacement, with the shares of their rated heat that both sides carry."""
        n = self.family
        cycle = self._cycle(t_source_c - n.source_approach_k * cold, t_leaving_c + n.water_approach_k * heat)
        ratio = cycle.p_condensing_kpa / cycle.p_evaporating_kpa
        flow = (1.0 - n.volumetric_loss_fraction * (ratio - 1.0)) * cycle.suction_density_kg_m3
        return _Point(flow * cycle.heat_kj_kg, flow * cycle.work_kj_kg, flow * cycle.cold_kj_kg)

    def _cycle(self, t_evaporating_c: float, t_condensing_c: float) -> Cycle:
        n, medium = self.family, fluid(self.family.refrigerant)
        away = log(
            medium.dew(t_condensing_c).p_kpa / medium.dew(t_evaporating_c).p_kpa / n.pressure_ratio_peak
        )
        efficiency = max(
            n.isentropic_peak_fraction - n.isentropic_fall_fraction * away * away, ISENTROPIC_LEAST
        )
        return single_stage(
            n.refrigerant, t_evaporating_c, t_condensing_c, n.superheat_k, n.subcooling_k, efficiency
        )


def family_nodes(catalog: Catalog, family: LiftFamily) -> Iterator[tuple[float, float]]:
    """Every (source water, leaving) of the grid: 5 K apart, over the envelope's rectangle."""
    envelope = envelope_of(catalog, family.family)
    highest = max(hot for _, hot in envelope)
    for i in range(round((envelope[-1][0] - envelope[0][0]) / STEP_C) + 1):
        for j in range(round((highest - LEAVING_MIN_C) / STEP_C) + 1):
            yield envelope[0][0] + STEP_C * i, LEAVING_MIN_C + STEP_C * j


def make_map(catalog: Catalog) -> Iterator[LiftMapPoint]:
    """Every node of every family, in the order of the shipped table."""
    for family in catalog.rows(LiftFamily):
        cycle = LiftCycle(family)
        for at_source, leaving in family_nodes(catalog, family):
            ratio, cop = cycle.point(at_source, leaving)
            yield LiftMapPoint(
                family.family, at_source, leaving, round(ratio, 4), round(cop, 3), SOURCE
            )


def write_lift_map(catalog: Catalog, *, check: bool = False) -> bool:
    """Make the map and write it; with ``check`` only say whether the file holds the same already."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(field.name for field in fields(LiftMapPoint))
    for point in make_map(catalog):
        writer.writerow(f"{cell:g}" if isinstance(cell, float) else cell for cell in astuple(point))
    path: Path = catalog.folder / LiftMapPoint.TABLE
    if check:
        return path.is_file() and path.read_text(encoding="utf-8") == text.getvalue()
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    return True
