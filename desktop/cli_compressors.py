"""``heatquote compressors``: find for a duty, import a maker's coefficients, export polynomials."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .cli_words import rejection_message, said
from .engine.messages import Message, message

if TYPE_CHECKING:  # the command line starts through this module and must not wait for the calculation
    from .components.compressor_choice import Found, Wish
    from .components.compressor_import import Stated
    from .components.compressors import Compressor
    from .components.own_compressors import OwnCompressorRow
    from .tables.catalog import Catalog
    from .tables.texts import Texts

OK, FILE, ANSWER, NONE_FOUND = 0, 3, 4, 5
SHOWN = (
    "compressor_count", "frequency_hz", "compressor_heating_kw", "compressor_cooling_kw", "electric_power_kw",
    "cop", "t_discharge_c",
)  # fmt: skip
STATED = (
    ("model", str), ("maker", str), ("fluid", str), ("superheat", float), ("return-gas", float),
    ("subcooling", float), ("liquid", float), ("frequency", float), ("displacement", float),
    ("temperature-unit", str), ("envelope", str), ("ratio-max", float), ("discharge-max", float),
    ("capacity-unit", str), ("power-unit", str), ("flow-unit", str), ("te", float), ("tc", float),
)  # fmt: skip
FIELDS = {
    "maker": "maker", "fluid": "refrigerant", "superheat": "superheat_k", "return_gas": "t_return_gas_c",
    "subcooling": "subcooling_k", "liquid": "t_liquid_c", "frequency": "frequency_hz",
    "displacement": "displacement_m3h", "temperature_unit": "temperature_unit", "envelope": "envelope",
    "ratio_max": "pressure_ratio__max", "discharge_max": "t_discharge_max_c",
    "te": "t_evaporating_c", "tc": "t_condensing_c",
}  # fmt: skip


class CompressorsFault(Exception):
    """Reasons for the user and the exit code that goes with them."""

    def __init__(self, code: int, *reasons: Message) -> None:
        super().__init__(reasons[0].key)
        self.code = code
        self.reasons = reasons


def add_options(made: argparse.ArgumentParser, texts: Texts) -> None:
    """What the command takes: three tasks, each with its own options."""
    tasks = made.add_subparsers(dest="task", required=True, metavar=texts["cli.compressors_task"])

    def task(name: str) -> argparse.ArgumentParser:
        told = texts[f"cli.compressors_{name}"]
        return tasks.add_parser(name, help=told, description=told, allow_abbrev=False)

    found = task("find")
    found.add_argument("--fluid", required=True, help=texts["cli.compressors_fluid"])
    found.add_argument("--duty", type=float, required=True, metavar="KW", help=texts["cli.compressors_duty"])
    found.add_argument("--cooling", action="store_true", help=texts["cli.compressors_cooling"])
    found.add_argument("--te", type=float, required=True, metavar="C", help=texts["cli.compressors_te"])
    found.add_argument("--tc", type=float, metavar="C", help=texts["cli.compressors_tc"])
    found.add_argument("--sh", type=float, default=5.0, metavar="K", help=texts["cli.compressors_sh"])
    found.add_argument("--sc", type=float, default=0.0, metavar="K", help=texts["cli.compressors_sc"])
    found.add_argument("--high-pressure", type=float, metavar="KPA", help=texts["cli.compressors_high"])
    found.add_argument("--gas-cooler", type=float, metavar="C", help=texts["cli.compressors_gas"])
    found.add_argument("--frequency", type=float, default=50.0, metavar="HZ",
                       help=texts["cli.compressors_frequency"])  # fmt: skip
    found.add_argument("--own", type=Path, metavar="FILE", help=texts["cli.compressors_own"])
    found.add_argument("--json", metavar="FILE", help=texts["cli.json"])
    found.add_argument("--csv", type=Path, metavar="FILE", help=texts["cli.compressors_csv"])
    read = task("import")
    read.add_argument("file", type=Path, help=texts["cli.compressors_file"])
    read.add_argument("-o", "--output", type=Path, required=True, help=texts["cli.compressors_output"])
    read.add_argument("--force", action="store_true", help=texts["cli.force"])
    for name, kind in STATED:
        field = name.replace("-", "_")
        read.add_argument(f"--{name}", type=kind, help=texts[f"cli.compressors_state_{field}"])
    given = task("export")
    given.add_argument("model", help=texts["cli.compressors_model"])
    given.add_argument("--own", type=Path, metavar="FILE", help=texts["cli.compressors_own"])
    given.add_argument("--superheat", type=float, metavar="K", help=texts["cli.compressors_state_superheat"])
    given.add_argument("--return-gas", type=float, metavar="C",
                       help=texts["cli.compressors_state_return_gas"])  # fmt: skip
    given.add_argument("--subcooling", type=float, default=0.0, metavar="K", help=texts["cli.compressors_sc"])
    given.add_argument("--frequency", type=float, metavar="HZ",
                       help=texts["cli.compressors_state_frequency"])  # fmt: skip
    given.add_argument("-o", "--output", type=Path, metavar="FILE", help=texts["cli.compressors_output"])


def compressors_command(options: argparse.Namespace) -> int:
    """Run one task. Raises CompressorsFault."""
    return {"find": _find, "import": _import, "export": _export}[options.task](options)


def _find(options: argparse.Namespace) -> int:
    """All models side by side; 5 where none serves, with the reason of each on standard error."""
    from .components.compressor_choice import Wish, find
    from .components.compressor_export import found_csv, found_values
    from .components.compressor_points import Conditions
    from .tables.catalog import load_catalog

    catalog = load_catalog()
    if (options.tc is None) == (options.high_pressure is None or options.gas_cooler is None):
        raise CompressorsFault(ANSWER, message("fault.compressor_high_side"))
    if options.duty <= 0 or options.sh < 0 or options.sc < 0:
        raise CompressorsFault(ANSWER, message("fault.compressor_sign"))
    at = Conditions(options.te, options.tc, options.sh, options.sc, options.high_pressure, options.gas_cooler)
    duty: Any = "cooling" if options.cooling else "heating"
    wish = Wish(options.fluid, options.duty, at, duty, options.frequency)
    try:
        found = find(wish, catalog, _own(options.own, catalog))
    except KeyError:
        raise CompressorsFault(ANSWER, _fluid_unknown(options.fluid, catalog)) from None
    if options.json:
        _write_json(found_values(wish, found), options.json)
    if options.csv:
        _write(options.csv, found_csv(found))
    if not options.json and not options.csv:
        _print_found(wish, found, options.speak)
    return OK if found.options else NONE_FOUND


def _fluid_unknown(name: str, catalog: Catalog) -> Message:
    from .components.refrigerants import Refrigerant

    known = ", ".join(row.refrigerant for row in catalog.rows(Refrigerant))
    return message("fault.compressor_fluid", value=name, allowed=known)


def _print_found(wish: Wish, found: Found, language: str) -> None:
    from .tables.texts import Texts

    texts = Texts("en" if language == "en" else "zh")
    heads = (texts["cli.compressors_model"], *(texts.label(name) for name in SHOWN))
    if found.options:
        print("\t".join(heads))
    for one in found.options:
        values = (one.count, one.frequency_hz, one.heating_kw, one.cooling_kw, one.power_kw, one.cop,
                  one.point.t_discharge_c)  # fmt: skip
        cells = (texts.value(name, value) for name, value in zip(SHOWN, values, strict=True))
        print("\t".join((one.compressor.model, *cells)))
    for rejection in found.rejections:
        told = rejection_message("cli.compressors_rejected", rejection, language)
        print(said(told, language), file=sys.stderr)


def _own(path: Path | None, catalog: Catalog) -> tuple[Compressor, ...]:
    """The compressors of the user's file. Raises CompressorsFault."""
    if path is None:
        return ()
    from .components.own_compressors import own_compressors, read_own
    from .tables.faults import CatalogError

    try:
        return own_compressors(read_own(path.read_bytes(), path.name), catalog)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise CompressorsFault(FILE, message("fault.file_not_read", file=path.name, reason=reason)) from error
    except CatalogError as fault:
        raise CompressorsFault(FILE, *(each.message for each in fault.faults)) from fault


def _import(options: argparse.Namespace) -> int:
    """A maker's file to a file of the user's own; what it still lacks is said."""
    from .batch.records import BatchFault
    from .batch.sheets import read
    from .components.compressor_import import ImportFault, import_grids
    from .components.own_compressors import as_csv, own_compressors, told
    from .tables.catalog import load_catalog
    from .tables.faults import CatalogError
    from .tables.texts import Texts

    if options.output.exists() and not options.force:
        raise CompressorsFault(FILE, message("fault.file_exists", file=options.output.name))
    catalog = load_catalog()
    try:
        grids = [sheet.rows for sheet in read(options.file)]
        imported = import_grids(grids, options.file.name, catalog, stated_by(vars(options)))
        own = own_compressors(imported.rows, catalog)
    except (BatchFault, ImportFault) as fault:
        raise CompressorsFault(FILE, fault.message) from fault
    except CatalogError as fault:
        raise CompressorsFault(FILE, *(each.message for each in fault.faults)) from fault
    _write(options.output, as_csv(imported.rows))
    texts = Texts("en" if options.speak == "en" else "zh", catalog.quantities)
    for reason in (*imported.remarks, *(told(one, texts.__getitem__) for one in own)):
        print(said(reason, options.speak))
    return OK


def stated_by(given: Mapping[str, Any]) -> Stated:
    """What was stated on the command line, as the import takes it. Raises CompressorsFault for a unit."""
    from .components.compressor_heads import refrigerant_name, unit_of
    from .components.compressor_import import Stated

    values = {field: given[name] for name, field in FIELDS.items() if given.get(name) is not None}
    if "refrigerant" in values:
        values["refrigerant"] = refrigerant_name(str(values["refrigerant"]))
    if values.get("temperature_unit") not in (None, "C", "F"):
        raise CompressorsFault(
            ANSWER, message("fault.compressor_unit_unknown", value=str(values["temperature_unit"]))
        )
    names = {"capacity_unit": "capacity", "power_unit": "power", "flow_unit": "mass_flow"}
    units = {measured: str(given[name]) for name, measured in names.items() if given.get(name)}
    for unit in units.values():
        if unit_of(unit) is None:
            raise CompressorsFault(ANSWER, message("fault.compressor_unit_unknown", value=unit))
    return Stated(str(given.get("model") or ""), values, units)


def _export(options: argparse.Namespace) -> int:
    """The polynomials of a model in the convention asked for, with their residual."""
    from .components.compressor_export import polynomial_rows, polynomial_values
    from .components.compressor_fit import NoPolynomial
    from .components.compressors import compressors
    from .components.own_compressors import as_csv
    from .tables.catalog import load_catalog

    catalog = load_catalog()
    known = {one.model: one for one in compressors(catalog, _own(options.own, catalog))}
    if options.model not in known:
        raise CompressorsFault(ANSWER, message("fault.compressor_model", value=options.model))
    superheat = options.superheat
    if superheat is None and options.return_gas is None:
        superheat = 10.0
    try:
        rows = polynomial_rows(
            known[options.model], superheat_k=superheat, t_return_gas_c=options.return_gas,
            subcooling_k=options.subcooling, frequency_hz=options.frequency,
        )  # fmt: skip
    except NoPolynomial:
        raise CompressorsFault(ANSWER, message("fault.compressor_no_fit", value=options.model)) from None
    if options.output is None or options.output.suffix == ".json":
        _write_json(polynomial_values(rows), "-" if options.output is None else str(options.output))
    else:
        _write(options.output, as_csv(rows))
    _say_residuals(rows, options.speak)
    return OK


def _say_residuals(rows: Sequence[OwnCompressorRow], language: str) -> None:
    for one in rows:
        residual = one.residual_fraction or 0.0
        reason = message("cli.compressors_residual", measured=one.measured, residual_fraction=residual)
        print(said(reason, language), file=sys.stderr)


def _write(path: Path, text: str) -> None:
    from .project_file import ProjectFileFault, write_atomically

    try:
        write_atomically(path, text.encode())
    except ProjectFileFault as fault:
        raise CompressorsFault(FILE, fault.message) from fault


def _write_json(content: Any, where: str) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    if where == "-":
        sys.stdout.write(text)
    else:
        _write(Path(where), text)
