"""Makes the maps of the reference range from the families' cycle numbers.

``python -m desktop.components.reference_range`` writes ``catalog/heat_pump_map.csv``; with ``--check`` it
makes the maps anew and says whether the shipped file is the same. Needs CoolProp and about a minute.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, fields
from math import log10
from pathlib import Path

import numpy as np

from desktop.components.family_cycle import FamilyCycle
from desktop.components.heat_pumps import EnvelopePoint, FamilyRow, MapPoint, Mode, family_numbers
from desktop.components.lift_cycle import write_lift_map
from desktop.engine.cycle import CycleError
from desktop.engine.fluids import FluidError
from desktop.engine.sheet import formula
from desktop.tables.catalog import Catalog, load_catalog

OUTDOOR_C = (
    -45.0, -40.0, -35.0, -30.0, -25.0, -20.0, -15.0, -12.0, -7.0, -2.0, 2.0, 7.0, 12.0, 20.0, 28.0, 35.0,
    43.0,
)  # fmt: skip
OUTDOOR_COOLING_C = (15.0, 20.0, 25.0, 30.0, 35.0, 40.0, 46.0)
LEAVING_COOLING_C = (5.0, 7.0, 10.0, 14.0, 18.0)
ENTERING_CO2_C = (5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 35.0, 40.0, 50.0)
LEAVING_STEP_C, LEAVING_STEP_CO2_C = 5.0, 10.0
RISE_MIN_CO2_K = 5.0  # a gas cooler that hardly warms the water is not a point of operation
SOURCE = "reference_range"
DECIMALS = {"capacity_ratio": 4, "cop": 3}
Node = tuple[Mode, float, float, float | None]


@formula(
    "cop_factor",
    "(1 + cop_per_doubling_fraction * log10(rated_heating_kw / size_reference_kw) / log10(2))"
    " * (1 + cop_roomy_fraction)",
    source=SOURCE,
)
def size_cop_factor(
    rated_heating_kw: float,
    size_reference_kw: float,
    cop_per_doubling_fraction: float,
    cop_roomy_fraction: float,
) -> float:
    """How the size changes the COP of its family.

    Larger compressors are better by a fraction for each doubling; the smaller of two sizes in one casing has
    more coil for its heat (``cop_roomy_fraction``, 0 for the larger one).

    >>> round(size_cop_factor(130, 65, 0.01, 0.02), 4)
    1.0302
    """
    doublings = log10(rated_heating_kw / size_reference_kw) / log10(2)
    return (1 + cop_per_doubling_fraction * doublings) * (1 + cop_roomy_fraction)


def nodes(family: FamilyRow, mode: Mode, envelope: Sequence[tuple[float, float]]) -> Iterator[Node]:
    """The nodes of a mode's map: a rectangular grid, less what no point within the envelope needs.

    ``envelope`` is (outdoor, highest leaving) in rising outdoor temperature.
    """
    t_outdoor, highest = zip(*envelope, strict=True)
    outdoor = _between(OUTDOOR_COOLING_C if mode == "cooling" else OUTDOOR_C, t_outdoor[0], t_outdoor[-1])
    leaving = LEAVING_COOLING_C if mode == "cooling" else _leaving(family, max(highest))
    entering: Iterable[float | None] = ENTERING_CO2_C if family.circuit == "transcritical" else (None,)
    for i, t_out in enumerate(outdoor):
        around = outdoor[max(i - 1, 0) : i + 2]
        needed = float(max(np.interp(around, t_outdoor, highest)))
        for j, t_leave in enumerate(leaving):
            if j > 0 and leaving[j - 1] > needed:
                continue
            for t_enter in entering:
                if t_enter is None or t_leave - t_enter >= RISE_MIN_CO2_K:
                    yield mode, t_out, t_leave, t_enter


def map_point(cycle: FamilyCycle, node: Node) -> MapPoint | None:
    """A node worked out; None where the cycle cannot run there or would be too hot at the discharge."""
    mode, t_outdoor_c, t_leaving_c, t_entering_c = node
    try:
        if mode == "cooling":
            capacity_ratio, cop = cycle.cooling(t_outdoor_c, t_leaving_c)
        else:
            capacity_ratio, cop = cycle.heating(t_outdoor_c, t_leaving_c, t_entering_c)
    except (CycleError, FluidError):
        return None
    return MapPoint(
        cycle.family.family, mode, t_outdoor_c, t_leaving_c, t_entering_c,
        round(capacity_ratio, DECIMALS["capacity_ratio"]), round(cop, DECIMALS["cop"]), SOURCE,
    )  # fmt: skip


def family_cycles(catalog: Catalog) -> tuple[FamilyCycle, ...]:
    """The cycle of every family of a catalogue."""
    numbers = family_numbers(catalog)
    return tuple(FamilyCycle(row, numbers[row.family]) for row in catalog.rows(FamilyRow))


def family_nodes(catalog: Catalog, family: FamilyRow) -> Iterator[Node]:
    """All nodes of a family, mode by mode in the order of the envelope table."""
    corners = [row for row in catalog.rows(EnvelopePoint) if row.family == family.family]
    for mode in dict.fromkeys(row.mode for row in corners):
        limits = sorted((row.t_outdoor_c, row.t_leaving_max_c) for row in corners if row.mode == mode)
        yield from nodes(family, mode, limits)


def make_map(catalog: Catalog) -> Iterator[MapPoint]:
    """Every node of every family that can be worked out, in the order of the shipped table."""
    for cycle in family_cycles(catalog):
        for node in family_nodes(catalog, cycle.family):
            point = map_point(cycle, node)
            if point is not None:
                yield point


def as_csv(points: Iterable[MapPoint]) -> str:
    """The table's text."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(field.name for field in fields(MapPoint))
    for point in points:
        writer.writerow(_cell(value) for value in astuple(point))
    return text.getvalue()


def write_map(catalog: Catalog, *, check: bool = False) -> bool:
    """Make the maps and write them; with ``check`` only say whether the file holds the same already."""
    path: Path = catalog.folder / MapPoint.TABLE
    made = as_csv(make_map(catalog))
    lifts_same = write_lift_map(catalog, check=check)
    if check:
        return lifts_same and path.is_file() and path.read_text(encoding="utf-8") == made
    path.write_text(made, encoding="utf-8", newline="")
    return True


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)


def _between(values: Sequence[float], low: float, high: float) -> list[float]:
    """The standard nodes within the limits, and the limits themselves."""
    return sorted({low, high, *(value for value in values if low < value < high)})


def _leaving(family: FamilyRow, highest: float) -> list[float]:
    step = LEAVING_STEP_CO2_C if family.circuit == "transcritical" else LEAVING_STEP_C
    count = int(np.ceil((highest - family.t_leaving_min_c) / step - 1e-9))
    return [family.t_leaving_min_c + step * i for i in range(count + 1)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or check the shipped map. Exit code 1 where it differs."""
    parser = argparse.ArgumentParser(prog="python -m desktop.components.reference_range")
    parser.add_argument("--check", action="store_true")
    same = write_map(load_catalog(), check=parser.parse_args(arguments).check)
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
