"""Save and open a project: readable JSON that says what wrote it and in which version.

A file is written whole or not at all. A file that is damaged, foreign or newer than the program is refused
in plain words, with everything that is wrong in it, and stays as it was.
"""

from __future__ import annotations

import errno
import json
import math
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from .applications.questions import BadAnswer, Question, check_value
from .applications.registry import APPLICATIONS
from .components import own_units_entry
from .components.own_units import OwnUnit
from .engine.figures import FrozenMap, Value
from .engine.messages import Message, message
from .project import DeclaredLabel, PriceOverride, Project
from .tables.faults import CatalogError
from .tables.own_year import BadEntry, OwnYear, entry_of, year_of

PROGRAM = "HeatQuote"
VERSION = 2
SUFFIX = ".heatquote.json"
LARGEST_FILE = 5_000_000
LONGEST_NUMBER = 25
LONGEST_TEXT = 500


class _Refused(float):
    """Stands for a number that was refused while reading, so that its entry is not found wrong twice."""


Json = dict[str, Any]
MIGRATIONS: Mapping[int, Callable[[Json], Json]] = {1: lambda content: content}
"""By an older version: how its content becomes that of the next version.

Version 2 may hold more (a weather year and units of the user's own); what version 1 holds means the same.
"""


class ProjectFileFault(Exception):
    """A file that cannot be opened or written. ``message`` says which and why, ``faults`` what is wrong."""

    def __init__(self, reason: Message, faults: Iterable[Message] = ()) -> None:
        super().__init__(reason.key)
        self.message = reason
        self.faults = tuple(faults)


def open_project(path: Path) -> Project:
    """The project of a file. Raises ProjectFileFault; the file is only read."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = message("fault.file_not_read", file=path.name, reason=said_of(error))
        raise ProjectFileFault(reason) from error
    if len(content) > LARGEST_FILE:
        raise ProjectFileFault(message("fault.file_foreign", file=path.name))
    try:
        return from_text(content.decode("utf-8-sig"), path.name)
    except UnicodeDecodeError:
        raise ProjectFileFault(message("fault.file_foreign", file=path.name)) from None


def save_project(project: Project, path: Path) -> None:
    """Write a project, in place of the file that was there. Raises ProjectFileFault."""
    write_atomically(path, to_text(project).encode())


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file whole or leave the old one untouched. Raises ProjectFileFault."""
    target = Path(os.path.realpath(path))
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(
            prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent
        )
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _mode_of(target))
        os.replace(temporary, target)
    except OSError as error:
        if temporary is not None:
            with suppress(OSError):
                os.unlink(temporary)
        key = "fault.file_not_replaced" if target.is_file() else "fault.file_not_written"
        raise ProjectFileFault(message(key, file=path.name, reason=said_of(error))) from error


def _mode_of(target: Path) -> int:
    """The rights of the file that is replaced; for a new one those that the user's mask leaves."""
    try:
        return target.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


REASONS = {
    "ENOENT": "missing", "EACCES": "denied", "EPERM": "denied", "ENOSPC": "full", "EDQUOT": "full",
    "EISDIR": "folder", "ENOTDIR": "not_folder", "ENAMETOOLONG": "name", "EINVAL": "name", "EILSEQ": "name",
    "EBUSY": "busy", "ETXTBSY": "busy", "EROFS": "read_only",
}  # fmt: skip
"""Why a file could not be reached, by the system's name for it; text keys ``os_error.<reason>``."""


def said_of(error: OSError) -> str:
    """Why a file could not be reached, as a key of the texts."""
    return REASONS.get(errno.errorcode.get(error.errno or 0, ""), "other")


def to_text(project: Project) -> str:
    """The project as it stands in a file: one entry a line, Chinese as Chinese, dates as 2026-03-31."""
    content = {
        "program": PROGRAM,
        "version": VERSION,
        "application": project.application,
        "answers": {name: _plain(value) for name, value in project.answers.items()},
        "labels": [_record(label) for label in project.labels],
        "prices": [_record(price) for price in project.prices],
    }
    if project.weather is not None:
        content["weather"] = entry_of(project.weather)
    if project.own_units:
        content[own_units_entry.ENTRY] = own_units_entry.entry_of(project.own_units)
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _plain(value: Value) -> Any:
    if isinstance(value, tuple):
        return [{name: _plain(cell) for name, cell in row.items()} for row in value]
    return value.isoformat() if isinstance(value, date) else value


def _record(record: DeclaredLabel | PriceOverride) -> Json:
    return {field.name: _plain(getattr(record, field.name)) for field in fields(record)}


def from_text(
    text: str, file: str = "", *, version: int = VERSION,
    migrations: Mapping[int, Callable[[Json], Json]] = MIGRATIONS,
) -> Project:  # fmt: skip
    """The project of a file's text; ``file`` is what the file is called in messages.

    Raises ProjectFileFault: foreign (not ours at all), newer, or damaged with every fault found.
    """
    content, faults = _parsed(text, file)
    if content.get("program") != PROGRAM:
        raise ProjectFileFault(message("fault.file_foreign", file=file))
    found = content.get("version")
    if isinstance(found, bool) or not isinstance(found, int) or found < 1:
        if not isinstance(found, _Refused):
            faults.append(message("fault.file_version", value=_short(found)))
    elif found > version:
        raise ProjectFileFault(message("fault.file_newer", file=file, found=found, known=version))
    else:
        for older in range(found, version):
            content = migrations[older](content)
    project = _project(content, faults)
    if project is None or faults:
        raise ProjectFileFault(message("fault.file_damaged", file=file, fault_count=len(faults)), faults)
    return project


def _parsed(text: str, file: str) -> tuple[Json, list[Message]]:
    """The JSON object of a text, and what JSON would let pass but we do not."""
    faults: list[Message] = []

    def refuse_constant(word: str) -> float:
        faults.append(message("fault.file_number", value=word))
        return _Refused()

    def number(digits: str) -> float | int:
        value = float(digits)
        if len(digits) > LONGEST_NUMBER or not math.isfinite(value):
            faults.append(message("fault.file_number", value=_short(digits)))
            return _Refused()
        return value if any(sign in digits for sign in ".eE") else int(digits)

    def unique(pairs: list[tuple[str, Any]]) -> Json:
        entries = dict(pairs)
        if len(entries) != len(pairs):
            names = [name for name, _ in pairs]
            faults.extend(message("fault.file_twice", name=_short(name))
                          for name in entries if names.count(name) > 1)  # fmt: skip
        return entries

    try:
        content = json.loads(text, parse_constant=refuse_constant, parse_int=number, parse_float=number,
                             object_pairs_hook=unique)  # fmt: skip
    except json.JSONDecodeError as error:
        if PROGRAM in text[:200]:
            fault = message("fault.file_not_json", line=error.lineno)
            raise ProjectFileFault(message("fault.file_damaged", file=file, fault_count=1), [fault]) from None
        raise ProjectFileFault(message("fault.file_foreign", file=file)) from None
    except (RecursionError, ValueError):
        raise ProjectFileFault(message("fault.file_foreign", file=file)) from None
    if not isinstance(content, dict):
        raise ProjectFileFault(message("fault.file_foreign", file=file))
    return content, faults


def _project(content: Json, faults: list[Message]) -> Project | None:
    known = {"program", "version", "application", "answers", "labels", "prices", "weather"}
    known.add(own_units_entry.ENTRY)
    faults.extend(
        message("fault.file_unknown_entry", name=_short(name)) for name in content if name not in known
    )
    applications = {application.id: application for application in APPLICATIONS}
    identifier = content.get("application")
    if not isinstance(identifier, str) or identifier not in applications:
        faults.append(message("fault.file_application", value=_short(identifier)))
        return None
    answers = _answers(applications[identifier].questions, content.get("answers", {}), faults)
    labels = [_label(entry, place, faults) for place, entry in _entries(content, "labels", faults)]
    prices = [_price(entry, place, faults) for place, entry in _entries(content, "prices", faults)]
    weather = _weather(content, faults)
    own_units = _own_units(content, faults)
    if faults:
        return None
    return Project(
        identifier,
        FrozenMap(answers),
        tuple(filter(None, labels)),
        tuple(filter(None, prices)),
        weather=weather,
        own_units=own_units,
    )


def _own_units(content: Json, faults: list[Message]) -> tuple[OwnUnit, ...]:
    """Units of the user's own; files without any have no such entry."""
    try:
        return own_units_entry.units_of(content.get(own_units_entry.ENTRY, []))
    except CatalogError as error:
        faults.extend(fault.message for fault in error.faults)
        return ()


def _weather(content: Json, faults: list[Message]) -> OwnYear | None:
    """The user's own weather year; files without one have no such entry."""
    if "weather" not in content:
        return None
    try:
        return year_of(content["weather"])
    except BadEntry as bad:
        if not isinstance(bad.value, _Refused):
            faults.append(message("fault.file_entry", name=_short(bad.name), value=_short(bad.value)))
        return None


def _answers(questions: Iterable[Question], given: object, faults: list[Message]) -> dict[str, Value]:
    if not isinstance(given, dict):
        faults.append(message("fault.file_entry", name="answers", value=_short(given)))
        return {}
    asked = {question.name: question for question in questions}
    answers: dict[str, Value] = {}
    for name, value in given.items():
        if name not in asked:
            faults.append(message("fault.answer_unknown", name=_short(name)))
            continue
        if isinstance(value, _Refused):
            continue
        try:
            answers[name] = _sound(check_value(asked[name], value))
        except (BadAnswer, UnicodeEncodeError, OverflowError) as error:
            faults.extend(error.messages if isinstance(error, BadAnswer)
                          else (message("fault.answer_not_text", question=name, value="?"),))  # fmt: skip
    return answers


def _sound(value: Value) -> Value:
    """A text that can be written as UTF-8; half a character of a broken pair cannot."""
    cells = [cell for row in value for cell in row.values()] if isinstance(value, tuple) else [value]
    for text in cells:
        if isinstance(text, str):
            text.encode()
    return value


def _entries(content: Json, name: str, faults: list[Message]) -> list[tuple[str, Json]]:
    entries = content.get(name, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        faults.append(message("fault.file_entry", name=name, value=_short(entries)))
        return []
    return [(f"{name}[{number}]", entry) for number, entry in enumerate(entries, 1)]


class _Reader:
    """Takes the cells of one entry and keeps what is wrong with them."""

    def __init__(self, entry: Json, place: str, faults: list[Message]) -> None:
        self._entry, self._place, self._faults = dict(entry), place, faults
        self._before = len(faults)

    def _wrong(self, name: str, value: object) -> None:
        if isinstance(value, _Refused):
            return
        self._faults.append(message("fault.file_entry", name=f"{self._place}.{name}", value=_short(value)))

    def text(self, name: str, *, empty: bool = True) -> str:
        value = self._entry.pop(name, "")
        if (
            not isinstance(value, str)
            or len(value) > LONGEST_TEXT
            or not (value or empty)
            or not _writable(value)
        ):
            self._wrong(name, value)
            return ""
        return value

    def number(self, name: str) -> float:
        value = self._entry.pop(name, None)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1e9:
            self._wrong(name, value)
            return 1.0
        return float(value)

    def number_or_none(self, name: str) -> float | None:
        if self._entry.get(name) is None:
            self._entry.pop(name, None)
            return None
        return self.number(name)

    def day(self, name: str) -> date:
        value = self._entry.pop(name, None)
        try:
            return date.fromisoformat(value if isinstance(value, str) else "")
        except ValueError:
            self._wrong(name, value)
            return date.min

    def good(self) -> bool:
        """Whether nothing was wrong and nothing is left over."""
        for name, value in self._entry.items():
            self._wrong(name, value)
        return len(self._faults) == self._before


def _label(entry: Json, place: str, faults: list[Message]) -> DeclaredLabel | None:
    read = _Reader(entry, place, faults)
    label = DeclaredLabel(
        model=read.text("model", empty=False), metric=read.text("metric", empty=False),
        value=read.number("value"), cop_nominal=read.number_or_none("cop_nominal"),
        cop_low_temperature=read.number_or_none("cop_low_temperature"),
        document=read.text("document"), document_date=read.day("document_date"),
    )  # fmt: skip
    return label if read.good() else None


def _price(entry: Json, place: str, faults: list[Message]) -> PriceOverride | None:
    read = _Reader(entry, place, faults)
    price = PriceOverride(read.text("model", empty=False), read.number("price_yuan"), read.text("document"))
    return price if read.good() else None


def _writable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _short(value: object) -> str:
    """A value as it may stand in a message: not long, and always printable."""
    text = str(value).encode("utf-8", "replace").decode()
    return text if len(text) <= 40 else text[:39] + "…"
