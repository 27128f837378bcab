"""From the bytes of a CSV file to numbered lines of cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from .faults import Fault

Line = tuple[int, list[str]]


def read_lines(folder: Path, file: str, header: Sequence[str]) -> tuple[list[Line], list[Fault]]:
    """The rows below the header, each with its line number and one cell a column, and what is wrong.

    The header must name the columns exactly and in order. UTF-8, with or without a byte order mark.
    """
    text, faults = _text(folder, file)
    if faults:
        return [], faults
    rows, faults = _rows(file, text)
    if not rows:
        return [], faults or [Fault(file, 0, "", "", "empty_file")]
    line, found = rows[0]
    faults += [Fault(file, line, *wrong) for wrong in _header_faults(found, header)]
    if found != list(header):
        return [], faults
    good = []
    for number, cells in rows[1:]:
        if len(cells) == len(header):
            good.append((number, cells))
        else:
            faults.append(Fault(file, number, "", str(len(cells)), "wrong_number_of_cells", str(len(header))))
    return good, faults


def _text(folder: Path, file: str) -> tuple[str, list[Fault]]:
    try:
        content = (folder / file).read_bytes()
    except FileNotFoundError:
        return "", [Fault(file, 0, "", "", "missing_file")]
    except OSError as error:
        return "", [Fault(file, 0, "", type(error).__name__, "unreadable_file")]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # the offset counts from behind a byte order mark, which holds no line end
        start = content.removeprefix(b"\xef\xbb\xbf")[: error.start]
        wrong = repr(error.object[error.start : error.end])
        return "", [Fault(file, start.count(b"\n") + 1, "", wrong, "not_utf8")]
    if "\0" in text:
        return "", [Fault(file, text[: text.index("\0")].count("\n") + 1, "", "", "nul_byte")]
    return text, []


def _rows(file: str, text: str) -> tuple[list[Line], list[Fault]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Line] = []
    start = 1
    try:
        for cells in reader:
            if cells:
                rows.append((start, cells))
            start = reader.line_num + 1
    except csv.Error:
        return rows, [Fault(file, start, "", "", "not_csv")]
    return rows, []


def _header_faults(found: list[str], header: Sequence[str]) -> list[tuple[str, str, str, str]]:
    wrong = [(name, "", "missing_column", "") for name in header if name not in found]
    wrong += [(name, name, "unknown_column", "") for name in dict.fromkeys(found) if name not in header]
    wrong += [(name, name, "duplicate_column", "") for name in dict.fromkeys(found) if found.count(name) > 1]
    if not wrong and found != list(header):
        wrong.append(("", ",".join(found), "column_order", ",".join(header)))
    return wrong
