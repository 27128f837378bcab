"""From a table file to its records: every fault is found, none stops the search for the next."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from .csv_files import read_lines
from .faults import CatalogError, Fault
from .nomenclature import NAME_SHAPE, Quantity
from .schema import BadCell, Blank, Column, Length, Range, Refers, Row, columns_of

__all__ = ["Blank", "CatalogError", "Fault", "Length", "Range", "Refers", "Row", "read_table"]

R = TypeVar("R", bound=Row)


def read_table(folder: Path, record: type[R]) -> tuple[tuple[R, ...], list[Fault]]:
    """The records of one file that could be read, and everything wrong with the file by itself."""
    columns = columns_of(record)
    lines, faults = read_lines(folder, record.TABLE, [column.name for column in columns])
    good: list[R] = []
    cells_of: list[dict[str, Any]] = [{} for _ in columns]  # cells repeat; each text is read once a column
    seen: dict[tuple[Any, ...], int] = {}
    places = [index for index, column in enumerate(columns) if column.name in record.KEY]
    for line, cells in lines:
        key = tuple(cells[index] for index in places)
        if seen.setdefault(key, line) != line:
            where = ", ".join(record.KEY)
            faults.append(Fault(record.TABLE, line, where, ", ".join(key), "duplicate_key", str(seen[key])))
        try:
            values = [
                known[cell] if cell in known else known.setdefault(cell, column.read(cell))
                for column, known, cell in zip(columns, cells_of, cells, strict=True)
            ]
        except BadCell:
            faults += _bad_cells(record.TABLE, line, columns, cells)
            continue
        row = record(*values)
        faults += _flaws(row, line, dict(zip((column.name for column in columns), cells, strict=True)))
        good.append(row)
    if not lines and not faults:
        faults.append(Fault(record.TABLE, 0, "", "", "no_rows"))
    return tuple(good), faults


def _bad_cells(file: str, line: int, columns: Iterable[Column], cells: Iterable[str]) -> list[Fault]:
    faults = []
    for column, cell in zip(columns, cells, strict=True):
        try:
            column.read(cell)
        except BadCell as bad:
            faults.append(Fault(file, line, column.name, cell, bad.reason, bad.allowed))
    return faults


def _flaws(row: Any, line: int, cells: dict[str, str]) -> list[Fault]:
    flaws: Iterable[tuple[str, str]] = getattr(row, "flaws", tuple)()
    return [Fault(row.TABLE, line, column, cells.get(column, ""), reason) for column, reason in flaws]


def name_faults(record: type[Row], quantities: dict[str, Quantity]) -> list[Fault]:
    """Numeric columns whose name is not a quantity, and column names not shaped like names."""
    faults = []
    for column in columns_of(record):
        name = column.name.partition("__")[0]
        if column.numeric and name not in quantities:
            faults.append(Fault(record.TABLE, 1, column.name, column.name, "unknown_quantity"))
        if not re.fullmatch(NAME_SHAPE, name):
            faults.append(Fault(record.TABLE, 1, column.name, column.name, "not_a_name"))
    return faults


def reference_faults(
    folder: Path, record: type[Row], names: str, known: Iterable[str], reason: str
) -> list[Fault]:
    """Cells of the column ``names`` that are no key of another table."""
    header = [column.name for column in columns_of(record)]
    place, allowed = header.index(names), set(known)
    lines, _ = read_lines(folder, record.TABLE, header)
    return [
        Fault(record.TABLE, line, names, cells[place], reason)
        for line, cells in lines
        if cells[place] and cells[place] not in allowed
    ]
