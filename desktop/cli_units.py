"""``heatquote units``: units of the user's own in a project, and the template to write them down in."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from .engine.messages import Message, message

if TYPE_CHECKING:  # the window starts through this module and must not wait for the calculation
    from .project import Project
    from .tables.texts import Texts


def add_options(made: argparse.ArgumentParser, texts: Texts) -> None:
    """What the command takes."""
    made.add_argument("project", type=Path, nargs="?", help=texts["cli.project"])
    made.add_argument("--template", type=Path, metavar="FILE", help=texts["cli.units_template"])
    made.add_argument("--add", type=Path, metavar="FILE", help=texts["cli.units_add"])
    removed = texts["cli.units_remove"]
    made.add_argument("--remove", action="append", default=[], metavar="MODEL", help=removed)
    made.add_argument("-o", "--output", type=Path, help=texts["cli.units_output"])


class UnitsFault(Exception):
    """What is wrong with a file of own units or with what is asked of them."""

    def __init__(self, *reasons: Message) -> None:
        super().__init__(reasons[0].key)
        self.reasons = reasons


def with_units(project: Project, path: Path | None) -> Project:
    """The project with the own units of a file. Raises UnitsFault with every fault of the file."""
    from .components.estimation import known_refrigerants
    from .components.own_catalog import clashes
    from .components.own_units import read_own_units
    from .tables.catalog import load_catalog
    from .tables.faults import CatalogError

    if path is None:
        return project
    catalog = load_catalog()
    try:
        units, prices = read_own_units(
            path.read_bytes(), path.name, catalog.quantities, known_refrigerants(catalog)
        )
    except OSError as error:
        from .project_file import said_of

        raise UnitsFault(message("fault.file_not_read", file=path.name, reason=said_of(error))) from error
    except CatalogError as error:
        raise UnitsFault(*(fault.message for fault in error.faults)) from error
    taken = clashes(catalog, units)
    if taken:
        raise UnitsFault(*(message("fault.own_clash", model=model) for model in taken))
    return project.with_own_units(units, prices)


def write_template(path: Path) -> None:
    """Write the template, with a mark by which spreadsheets know UTF-8. Raises ProjectFileFault."""
    from .components.own_units import template
    from .project_file import write_atomically

    write_atomically(path, template().encode("utf-8-sig"))


def changed(project: Project, options: argparse.Namespace) -> Project:
    """The project with the units added and removed that the command names. Raises UnitsFault."""
    project = with_units(project, options.add)
    known = {unit.model for unit in project.own_units}
    unknown = [model for model in options.remove if model not in known]
    if unknown:
        raise UnitsFault(*(message("fault.own_unit_unknown", model=model) for model in unknown))
    for model in options.remove:
        project = project.without_own_unit(model)
    return project


def listed(project: Project, texts: Texts) -> list[str]:
    """One line for each mode of each own unit: points, standing and interval, and the estimated SCOP."""
    from .components.own_standing import standings
    from .tables.catalog import load_catalog

    catalog = load_catalog()
    lines = []
    for unit in project.own_units:
        lines += [f"{unit.model}\t{texts.message(note)}" for note in standings(unit, catalog)]
    return lines
