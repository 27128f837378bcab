"""What a batch came to: a line and a quote line a household, the tender's summary, the faults."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from ..engine.messages import Message, message
from ..tables.catalog import Catalog
from ..tables.texts import Language, Texts
from .records import ListFault, Outcome, ProjectList
from .running import Run, write_into
from .sheets import Cell, Column, NewSheet, written

PRICE = ("net_yuan", "tax_yuan", "total_yuan")
FIRST = ("heat_load_kw", "capacity_kw__design", "cop__design")
LISTED = ("heat_load_kwh", "electricity_kwh", "backup_fraction", "seasonal_cop", "specific_cost_yuan_m2",
          "energy_cost_yuan__total")  # fmt: skip


def all_faults(listed: ProjectList, run: Run) -> tuple[ListFault, ...]:
    """The faults of the list and of the designs, in the order of the list."""
    designs = (_of_design(one, reason, listed) for one in run.outcomes for reason in one.faults)
    sheets = {name: number for number, name in enumerate(dict.fromkeys(e.sheet for e in listed.entries))}
    return tuple(
        sorted((*listed.faults, *designs), key=lambda f: (sheets.get(f.sheet, len(sheets)), f.sheet, f.row))
    )


def _of_design(one: Outcome, reason: Message, listed: ProjectList) -> ListFault:
    """A fault of a design with the column of the question it names, where the list has one."""
    column = listed.columns.get((one.sheet, str(reason.values.get("question", ""))), "")
    value = str(reason.values.get("value", "")) if column else one.name
    return ListFault(one.sheet, one.row, column, value, reason)


def sentence(reason: Message, texts: Texts) -> str:
    """A fault in words; a question in it is called by its label, choices by their words."""
    return texts.message(texts.asked(reason))


def fault_line(fault: ListFault, texts: Texts) -> str:
    """A fault in one line: sheet, cell, value, why."""
    key = "batch.fault_cell" if fault.column else "batch.fault_row"
    return texts.message(
        message(
            key, sheet=fault.sheet, cell=f"{fault.column}{fault.row}", row=fault.row, value=fault.value,
            reason=sentence(fault.reason, texts),
        )
    )  # fmt: skip


def models_of(outcome: Outcome) -> str:
    """The units of an entry, as they are written in a list: 1 × HQ-A."""
    units = [one for one in outcome.parts if one.kind in ("heat_pump", "water_heater")]
    return "; ".join(f"{one.count} × {one.model}" for one in units)


def summary(listed: ProjectList, run: Run) -> dict[str, Any]:
    """The tender's summary: how many, which models how often, tiers, totals (exact to the fen)."""
    done = [one for one in run.outcomes if one.done]
    models: Counter[tuple[str, str, str]] = Counter()
    for outcome in done:
        for part in outcome.parts:
            models[part.kind, part.role, part.model] += part.count
    subsidies = sorted({name for one in done for name in one.figures if name.startswith("subsidy")})
    summed = (*PRICE, *subsidies, "heat_load_kw", "heat_load_kwh", "electricity_kwh")
    rows_lost = {(one.sheet, one.row) for one in listed.faults if one.fatal}
    return {
        "listed": len(listed.entries) + len(rows_lost),
        "done": len(done),
        "with_faults": len(rows_lost) + sum(not one.done for one in run.outcomes),
        "not_reached": len(listed.entries) - len(run.outcomes),
        "models": [
            {"kind": kind, "role": role, "model": model, "count": count}
            for (kind, role, model), count in sorted(models.items(), key=_by_kind_and_count)
        ],
        "tiers": dict(sorted(Counter(tier for one in done for tier in one.tiers).items())),
        "totals": {name: float(_total(done, name)) for name in summed},
    }


def _total(done: Sequence[Outcome], name: str) -> Decimal:
    """The exact sum of a figure over the entries that have it as a number."""
    found = (one.figures.get(name) for one in done)
    return sum((Decimal(str(value)) for value in found if isinstance(value, int | float)), Decimal("0.00"))


def _by_kind_and_count(item: tuple[tuple[str, str, str], int]) -> tuple[str, str, int, str]:
    (kind, role, model), count = item
    return kind, role, -count, model


def workbook(listed: ProjectList, run: Run, language: Language, catalog: Catalog) -> bytes:
    """Results, quotes, summary and faults as an Excel file."""
    texts = Texts(language, catalog.quantities)
    return written(
        (
            _results(run.outcomes, texts),
            _quotes(run.outcomes, texts),
            _summary(summary(listed, run), texts),
            _faults(all_faults(listed, run), texts),
        )
    )


def _figure(name: str, texts: Texts) -> Column:
    unit, quantity = texts.unit(name), texts.quantity(name)
    decimals = max(0, quantity.decimals - 2) if quantity.unit == "fraction" else quantity.decimals
    return Column(f"{texts.label(name)} ({unit})" if unit else texts.label(name), decimals=decimals)


def _value(name: str, outcome: Outcome, texts: Texts) -> Cell:
    value = outcome.figures.get(name)
    if isinstance(value, float) and texts.quantity(name).unit == "fraction":
        return round(value * 100, 6)
    return value if isinstance(value, str | int | float) else None


def _results(outcomes: Sequence[Outcome], texts: Texts) -> NewSheet:
    kinds = [kind for kind in ("backup_heater", "buffer_tank", "pump") if any(
        part.kind == kind for one in outcomes for part in one.parts)]  # fmt: skip
    head = [Column(texts[f"batch.{name}"]) for name in ("sheet", "row", "name", "units")]
    columns = (
        *head, *(_figure(name, texts) for name in FIRST), *(Column(texts[f"kind.{kind}"]) for kind in kinds),
        *(_figure(name, texts) for name in LISTED), Column(texts["batch.concerns"], decimals=0),
    )  # fmt: skip
    rows = [
        (
            one.sheet, one.row, one.name, models_of(one), *(_value(name, one, texts) for name in FIRST),
            *("; ".join(f"{p.count} × {p.model}" for p in one.parts if p.kind == kind) for kind in kinds),
            *(_value(name, one, texts) for name in LISTED), _count(one),
        )
        for one in outcomes if one.done
    ]  # fmt: skip
    return NewSheet(texts["batch.sheet_results"], columns, rows)


def _count(outcome: Outcome) -> int:
    found = outcome.figures.get("concern_count", 0)
    return int(found) if isinstance(found, int | float) else 0


def _quotes(outcomes: Sequence[Outcome], texts: Texts) -> NewSheet:
    """One line a household: what is sold, without tax, tax, with tax."""
    columns = (
        *(Column(texts[f"batch.{name}"]) for name in ("sheet", "row", "name", "units")),
        *(_figure(name, texts) for name in PRICE),
    )
    done = [one for one in outcomes if one.done]
    rows: list[tuple[Cell, ...]] = [
        (one.sheet, one.row, one.name, models_of(one), *(_money(one, name) for name in PRICE)) for one in done
    ]
    rows.append(("", None, texts["batch.total"], "", *(float(_total(done, name)) for name in PRICE)))
    return NewSheet(texts["batch.sheet_quotes"], columns, rows)


def _money(outcome: Outcome, name: str) -> Cell:
    found = outcome.figures.get(name)
    return float(found) if isinstance(found, int | float) else None


def _summary(found: dict[str, Any], texts: Texts) -> NewSheet:
    rows: list[tuple[Cell, ...]] = [
        (texts[f"batch.{name}"], "", found[name]) for name in ("listed", "done", "with_faults", "not_reached")
    ]
    rows += [
        (_part_name(one["kind"], one["role"], texts), one["model"], one["count"]) for one in found["models"]
    ]
    rows += [
        (texts["batch.tier"], texts.get(f"batch.tier_{tier}", tier), count)
        for tier, count in found["tiers"].items()
    ]
    for name, value in found["totals"].items():
        rows.append((texts.label(name), texts.unit(name), value))
    columns = (Column(texts["batch.what"]), Column(texts["batch.which"]), Column(texts["batch.how_many"]))
    return NewSheet(texts["batch.sheet_summary"], columns, rows)


def _part_name(kind: str, role: str, texts: Texts) -> str:
    name, does = texts.get(f"kind.{kind}", kind), texts.get(f"equipment_role.{role}", "")
    return f"{name} · {does}" if does and kind != role else name


def _faults(faults: Sequence[ListFault], texts: Texts) -> NewSheet:
    columns = tuple(
        Column(texts[f"batch.{name}"]) for name in ("sheet", "row", "column", "value", "reason", "effect")
    )
    rows = [
        (
            one.sheet, one.row, one.column, one.value, sentence(one.reason, texts),
            texts["batch.row_lost" if one.fatal else "batch.cell_ignored"],
        )
        for one in faults
    ]  # fmt: skip
    return NewSheet(texts["batch.sheet_faults"], columns, rows)


def write_results(listed: ProjectList, run: Run, folder: Path, language: Language, catalog: Catalog) -> None:
    """Write Excel, CSV and JSON of a run into its folder. Raises BatchFault."""
    texts = Texts(language, catalog.quantities)
    write_into(folder, "results.xlsx", workbook(listed, run, language, catalog))
    write_into(folder, "results.csv", _csv(_results(run.outcomes, texts)))
    write_into(folder, "quotes.csv", _csv(_quotes(run.outcomes, texts)))
    write_into(folder, "faults.csv", _csv(_faults(all_faults(listed, run), texts)))
    text = json.dumps(summary(listed, run), ensure_ascii=False, indent=2)
    write_into(folder, "summary.json", (text + "\n").encode())


def _csv(sheet: NewSheet) -> bytes:
    """The sheet for a spreadsheet that reads CSV: UTF-8 with a mark, so that Chinese shows on Windows."""
    found = io.StringIO(newline="")
    writer = csv.writer(found)
    writer.writerow([column.head for column in sheet.columns])
    writer.writerows(sheet.rows)
    return found.getvalue().encode("utf-8-sig")
