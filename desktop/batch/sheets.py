"""Spreadsheets as grids of cells, read and written. The one module that knows the Excel library.

A file is only read for its values: formulas, macros and links are never run. The same content is written as
the same bytes, whenever it is written.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ..engine.messages import message
from .records import BatchFault

Cell = str | int | float | bool | date | None
LARGEST_FILE = 100_000_000
A_DAY = datetime(2000, 1, 1)
WIDEST = 42


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's name and its rows of cells."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column to write: its head, a remark shown with the head, and the words its cells may hold."""

    head: str
    remark: str = ""
    choices: tuple[str, ...] = ()
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A sheet to write."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]


def letter(index: int) -> str:
    """The name of a column as a spreadsheet has it, counted from 0.

    >>> letter(0), letter(25), letter(26)
    ('A', 'Z', 'AA')
    """
    found = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        found = chr(65 + rest) + found
    return found


def read(path: Path) -> tuple[Sheet, ...]:
    """The sheets of an Excel or CSV file. Raises BatchFault for a file that cannot be read as one."""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise BatchFault(message("fault.list_too_large", file=path.name))
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BatchFault(message("fault.file_not_read", file=path.name, reason=reason)) from error
    if content[:4] == b"PK\x03\x04":
        return tuple(_excel(content, path.name))
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise BatchFault(message("fault.list_old_excel", file=path.name))
    return (Sheet(path.stem, tuple(_csv(content, path.name))),)


def _csv(content: bytes, file: str) -> Iterator[tuple[Cell, ...]]:
    """Rows of a CSV text, in UTF-8 or as a Chinese spreadsheet saves it; comma, semicolon or tab."""
    if b"\0" in content[:4096]:
        raise BatchFault(message("fault.list_foreign", file=file))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise BatchFault(message("fault.list_foreign", file=file))
    first = text.lstrip().partition("\n")[0]
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count)):
            yield tuple(row)
    except csv.Error as error:
        raise BatchFault(message("fault.list_foreign", file=file)) from error


def _excel(content: bytes, file: str) -> Iterator[Sheet]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            yield Sheet(sheet.title, tuple(tuple(_plain(cell) for cell in row) for row in _rows(sheet)))
        book.close()
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError) as error:
        raise BatchFault(message("fault.list_foreign", file=file)) from error


def _rows(sheet: object) -> Iterator[tuple[object, ...]]:
    for row in sheet.iter_rows():  # type: ignore[attr-defined]
        yield tuple(_shown(cell) for cell in row)


def _shown(cell: Any) -> object:
    """The value of a cell; a number shown as per cent keeps its sign, which says what it stands for."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in cell.number_format:
        return f"{value * 100:.12g}%"
    return value


def _plain(cell: object) -> Cell:
    if isinstance(cell, datetime):
        return cell.date()
    if cell is None or isinstance(cell, str | int | float | bool | date):
        return cell
    return str(cell)


def written(sheets: Sequence[NewSheet]) -> bytes:
    """A workbook: heads bold and frozen, columns as wide as their words, choices as drop-down lists."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook(write_only=True)
    bold, shade = Font(bold=True), PatternFill("solid", fgColor="E3ECF7")
    for new in sheets:
        sheet = book.create_sheet(new.name)
        sheet.freeze_panes = "B2"
        for index, column in enumerate(new.columns):
            longest = max((_width(row[index]) for row in new.rows[:200] if index < len(row)), default=0)
            width = min(WIDEST, max(_width(column.head), longest) + 2)
            sheet.column_dimensions[letter(index)].width = width
            if column.choices:
                listed = '"' + ",".join(column.choices) + '"'
                rule = DataValidation(type="list", formula1=listed, allow_blank=True, showErrorMessage=True)
                rule.add(f"{letter(index)}2:{letter(index)}20001")
                sheet.data_validations.append(rule)
        heads = []
        for column in new.columns:
            head = WriteOnlyCell(sheet, value=column.head)
            head.font, head.fill = bold, shade
            head.alignment = Alignment(wrap_text=True, vertical="top")
            heads.append(head)
        sheet.append(heads)
        formats = [_number_format(column.decimals) for column in new.columns]
        for row in new.rows:
            sheet.append([_cell(sheet, value, form) for value, form in zip(row, formats, strict=False)])
    book.properties.created = book.properties.modified = A_DAY
    book.properties.creator = "HeatQuote"
    raw = io.BytesIO()
    book.save(raw)
    return _settled(raw.getvalue())


def _cell(sheet: object, value: Cell, form: str) -> object:
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, value=value)
        cell.data_type = "s"  # a text that begins with = is a text
        return cell
    if form and isinstance(value, int | float):
        cell = WriteOnlyCell(sheet, value=value)
        cell.number_format = form
        return cell
    return value


def _number_format(decimals: int | None) -> str:
    if decimals is None:
        return ""
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _width(value: Cell) -> int:
    """How wide a cell's text is, a Chinese character counted twice."""
    if value is None:
        return 0
    longest = max(str(value).split("\n"), key=len)
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in longest)


def _settled(content: bytes) -> bytes:
    """The same archive with every member dated alike."""
    found = io.BytesIO()
    packed = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(found, "w", packed) as new:
        for member in old.infolist():
            data = old.read(member)
            if member.filename == "docProps/core.xml":
                data = _undated(data)
            new.writestr(zipfile.ZipInfo(member.filename, A_DAY.timetuple()[:6]), data, packed)
    return found.getvalue()


def _undated(core: bytes) -> bytes:
    """The properties without the moment of saving, which the library sets last."""
    import re

    stamp = A_DAY.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, core)
