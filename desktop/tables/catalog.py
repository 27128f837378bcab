"""The catalogue: tables read when first asked for, each once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from ..engine.sheet import Decimals
from .faults import CatalogError, Fault
from .nomenclature import Quantity, Source
from .places import catalog_dir
from .reading import name_faults, read_table, reference_faults
from .schema import Row, columns_of

R = TypeVar("R", bound=Row)


class Catalog:
    """The tables of one folder. Reading is lazy and remembered; nothing here changes after it was read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._rows: dict[type[Any], tuple[Any, ...]] = {}
        self._index: dict[type[Any], dict[Any, Any]] = {}

    def rows(self, record: type[R]) -> tuple[R, ...]:
        """All rows of a record type's table, in the file's order. Raises CatalogError with every fault."""
        if record not in self._rows:
            rows, faults = read_table(self.folder, record)
            faults += self._outer_faults(record, rows)
            if faults:
                raise CatalogError(faults)
            self._rows[record] = rows
        return self._rows[record]

    def find(self, record: type[R], *key: object) -> R:
        """The row with this key, its parts in the order of ``KEY``. Raises KeyError."""
        if record not in self._index:
            rows = self.rows(record)
            self._index[record] = {tuple(getattr(row, name) for name in record.KEY): row for row in rows}
        found: R = self._index[record][key]
        return found

    def _outer_faults(self, record: type[Row], rows: tuple[Any, ...]) -> list[Fault]:
        """What is wrong with a table beside the nomenclature, the sources and the tables it refers to."""
        if record is Source or record is Quantity:
            return []
        try:
            faults = name_faults(record, self._quantities)
        except CatalogError as error:
            faults = list(error.faults)
        for column in columns_of(record):
            names_source = column.name == "source" or column.name.endswith("_source")
            target: type[Row] | None = Source if names_source and not column.numeric else column.refers
            if target is None:
                continue
            try:
                known = {getattr(row, target.KEY[0]) for row in self.rows(target)}
            except CatalogError as error:
                faults += error.faults
                continue
            if not {getattr(row, column.name) for row in rows} - {None, ""} <= known:
                reason = "unknown_source" if target is Source else "unknown_reference"
                faults += reference_faults(self.folder, record, column.name, known, reason)
        return faults

    @cached_property
    def _quantities(self) -> dict[str, Quantity]:
        return {row.name: row for row in self.rows(Quantity)}

    @property
    def quantities(self) -> Mapping[str, Quantity]:
        """The nomenclature by name."""
        return MappingProxyType(self._quantities)

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The sources by id."""
        return MappingProxyType({row.id: row for row in self.rows(Source)})

    @cached_property
    def decimals(self) -> Mapping[str, int]:
        """How many decimals of each quantity are printed and carried on."""
        return Decimals({row.name: row.decimals for row in self.rows(Quantity)})

    @property
    def files(self) -> tuple[str, ...]:
        """Every table of the folder, by its name relative to it, sorted."""
        return tuple(sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.csv")))

    @cached_property
    def hash(self) -> str:
        """SHA-256 over the names and bytes of all tables: which catalogue a design was made with."""
        digest = hashlib.sha256()
        for file in self.files:
            content = (self.folder / file).read_bytes()
            digest.update(f"{file}\0{len(content)}\0".encode())
            digest.update(content)
        return digest.hexdigest()


def load_catalog(directory: Path | None = None) -> Catalog:
    """The shipped catalogue, or that of a folder; nothing is read before it is asked for."""
    return Catalog(directory or catalog_dir())


def check_catalog(catalog: Catalog, record_types: Iterable[type[Any]]) -> list[Fault]:
    """Read everything and give all faults of all files at once, also files that no record type reads."""
    types: list[type[Any]] = list(dict.fromkeys((Quantity, Source, *record_types)))
    faults = [
        Fault(file, 0, "", "", "unread_file")
        for file in catalog.files
        if file not in {record.TABLE for record in types}
    ]
    for record in types:
        try:
            catalog.rows(record)
        except CatalogError as error:
            faults += error.faults
    return sorted(set(faults))
