"""The command line: everything the window does, without it.

Every failure is one line on standard error and an exit code: 1 faults found by ``check``, 2 wrong usage,
3 a file that cannot be read or written, 4 an answer that is lacking or wrong, 5 no plant can be designed,
70 a fault of the program itself.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import cli_compressors
from .cli_batch import add_options
from .cli_units import UnitsFault
from .cli_units import add_options as add_units_options
from .cli_words import Parser, UsageFault, grouped, rejection_message, said
from .engine.figures import FrozenMap, Value
from .engine.messages import Message, Rejection, message

if TYPE_CHECKING:
    from .project import Project
    from .tables.own_year import OwnYear
    from .tables.texts import Texts

OK, FAULTS, USAGE, FILE, ANSWER, NO_DESIGN, PROGRAM = 0, 1, 2, 3, 4, 5, 70
CRASH_FILE = "HEATQUOTE_CRASH_FILE"


class Failure(Exception):
    """A message for the user and the exit code that goes with it."""

    def __init__(self, code: int, *reasons: Message) -> None:
        super().__init__(reasons[0].key)
        self.code = code
        self.reasons = reasons


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; without one the window opens. Returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    language = _language(sys.argv[1:] if arguments is None else arguments)
    try:
        options = _parser(language).parse_args(arguments)
        return int(options.run(options))
    except UsageFault as fault:
        return _failed(USAGE, language, fault.message)
    except Failure as failure:
        return _failed(failure.code, language, *failure.reasons)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - the reader went away; nothing more can be said
        return OK
    except Exception as error:
        if os.environ.get(CRASH_FILE):
            Path(os.environ[CRASH_FILE]).write_text(traceback.format_exc(), encoding="utf-8")
        reason = message(
            "fault.program", kind=type(error).__name__, reason=str(error)[:200], setting=CRASH_FILE
        )
        return _failed(PROGRAM, language, reason)


def _failed(code: int, language: str, *reasons: Message) -> int:
    for reason in reasons:
        print(said(reason, language), file=sys.stderr)
    return code


def _language(arguments: Sequence[str]) -> str:
    """The language of messages, wanted even where the rest of the command line cannot be understood."""
    scout = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    scout.add_argument("--speak", default=os.environ.get("HEATQUOTE_LANGUAGE", "zh"))
    try:
        return "en" if scout.parse_known_args(list(arguments))[0].speak == "en" else "zh"
    except argparse.ArgumentError:
        return "zh"


def _parser(language: str) -> argparse.ArgumentParser:
    texts = _plain_texts(language)
    parser = Parser(prog="heatquote", description=texts["cli.program"], allow_abbrev=False)
    parser.add_argument("--speak", choices=("zh", "en"), default=texts.language, help=texts["cli.speak"])
    parser.set_defaults(run=_window, project=None)
    commands = parser.add_subparsers(metavar=texts["cli.command"])

    def command(name: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        told = texts[f"cli.{name}"]
        made = commands.add_parser(name, help=told, description=told, allow_abbrev=False)
        made.set_defaults(run=run)
        return made

    command("applications", _applications)
    asked = command("questions", _questions)
    asked.add_argument("application")
    asked.add_argument("--json", metavar="FILE", help=texts["cli.json"])
    asked.add_argument("--city", help=texts["cli.city"])
    new = command("new", _new)
    new.add_argument("application")
    new.add_argument("--city", help=texts["cli.city"])
    new.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help=texts["cli.set"])
    new.add_argument("--rows", action="append", default=[], metavar="NAME=FILE", help=texts["cli.rows"])
    new.add_argument("--weather", type=Path, metavar="FILE", help=texts["cli.weather"])
    new.add_argument("--units", type=Path, metavar="FILE", help=texts["cli.units_add"])
    new.add_argument("-o", "--output", required=True, type=Path, help=texts["cli.output"])
    new.add_argument("--force", action="store_true", help=texts["cli.force"])
    designed = command("design", _design)
    designed.add_argument("--compare", type=Path, metavar="FILE", help=texts["cli.compare"])
    quoted = command("quote", _quote)
    for made in (designed, quoted):
        made.add_argument("project", type=Path, help=texts["cli.project"])
        made.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help=texts["cli.set"])
        made.add_argument("--rows", action="append", default=[], metavar="NAME=FILE", help=texts["cli.rows"])
        made.add_argument("--json", metavar="FILE", help=texts["cli.json"])
    quoted.add_argument("--pdf", type=Path, metavar="FILE", help=texts["cli.pdf"])
    quoted.add_argument("--language", choices=("zh", "en"), default="zh", help=texts["cli.language"])
    batched = command("batch", _batch)
    add_options(batched, texts)
    batched.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help=texts["cli.set"])
    add_units_options(command("units", _units), texts)
    cli_compressors.add_options(command("compressors", _compressors), texts)
    checked = command("check", _check)
    checked.add_argument("--catalog", type=Path, help=texts["cli.catalog"])
    ranged = command("range", _range)
    ranged.add_argument("--write", action="store_true", help=texts["cli.write"])
    window = command("window", _window)
    window.add_argument("project", type=Path, nargs="?", help=texts["cli.project"])
    return parser


def _plain_texts(language: str) -> Texts:
    from .tables.texts import Texts

    return Texts("en" if language == "en" else "zh", {})


def _application(name: str) -> Any:
    from .applications.registry import APPLICATIONS, application

    try:
        return application(name)
    except KeyError:
        known = ", ".join(each.id for each in APPLICATIONS)
        raise Failure(USAGE, message("fault.application_unknown", value=name, allowed=known)) from None


def _applications(options: argparse.Namespace) -> int:
    from .applications.registry import APPLICATIONS

    texts = _plain_texts(options.speak)
    for each in APPLICATIONS:
        print(f"{each.id}\t{texts[f'application.{each.id}']}")
    return OK


def _questions(options: argparse.Namespace) -> int:
    """What an application asks; with a city its defaults too."""
    from .applications.questions import Answers, resolve
    from .tables.catalog import load_catalog
    from .tables.texts import Texts

    asked, catalog = _application(options.application), load_catalog()
    given = {} if options.city is None else {"city": options.city}
    if options.city is not None:
        _require_place(options.city)
    answers: Answers = resolve(asked.questions, given, catalog)
    texts = Texts(options.speak, catalog.quantities)
    rows = [_told(question, answers[question.name], texts) for question in asked.questions]
    if options.json:
        return _write_json({"schema_version": 1, "application": asked.id, "questions": rows}, options.json)
    for row in rows:
        shown = "-" if row["default"] is None or row["kind"] == "rows" else row["default"]
        print(f"{row['name']}\t{row['label']}\t{row['unit']}\t{shown}")
    return OK


def _told(question: Any, answer: Any, texts: Texts) -> dict[str, Any]:
    """What is to be known of a question; the columns of a list of records, which have no answer, too."""
    from .applications.questions import no_default

    quantity = texts.quantities.get(question.name)
    lacking = question.default is no_default if answer is None else answer.standing == "missing"
    return {
        "name": question.name,
        "label": texts.label(question.name)
        if quantity
        else texts.get(f"question.{question.name}", question.name),
        "kind": question.kind,
        "group": question.group,
        "unit": quantity.unit if quantity else "",
        "low": question.low,
        "high": question.high,
        "usual_low": answer.low if answer else None,
        "usual_high": answer.high if answer else None,
        "choices": list(question.choices),
        "default": _plain(answer.value) if answer and answer.standing != "missing" else None,
        "source": answer.source if answer else "",
        "required": question.required and lacking,
        **({"columns": [_told(each, None, texts) for each in question.columns]} if question.columns else {}),
    }


def _new(options: argparse.Namespace) -> int:
    """A project file from the answers given; the quote's date is today unless said otherwise."""
    from .cli_units import with_units
    from .project import Project
    from .project_file import ProjectFileFault, save_project

    asked = _application(options.application)
    given: dict[str, Value] = {"quote_date": date.today()}
    if options.city is not None:
        given["city"] = options.city
    given |= _settings(asked, options.set, options.rows)
    if "city" in given:
        _require_place(str(given["city"]))
    if not options.force and os.path.lexists(options.output):
        raise Failure(FILE, message("fault.file_exists", file=options.output.name))
    try:
        weather = _own_weather(options.weather)
        project = with_units(Project(asked.id, FrozenMap(given), weather=weather), options.units)
        save_project(project, options.output)
    except UnitsFault as fault:
        raise Failure(FILE, *fault.reasons) from fault
    except ProjectFileFault as fault:
        raise Failure(FILE, fault.message) from fault
    return OK


def _units(options: argparse.Namespace) -> int:
    """The own units of a project, changed where that is asked; or the template for them."""
    from . import cli_units
    from .project_file import ProjectFileFault, open_project, save_project
    from .tables.catalog import load_catalog
    from .tables.texts import Texts

    try:
        if options.template is not None:
            if os.path.lexists(options.template):
                raise Failure(FILE, message("fault.file_exists", file=options.template.name))
            cli_units.write_template(options.template)
        if options.project is None:
            if options.template is None:
                raise Failure(USAGE, message("cli.units_missing"))
            return OK
        project = open_project(options.project)
        changed = cli_units.changed(project, options)
        if changed != project or options.output is not None:
            save_project(changed, options.output or options.project)
    except ProjectFileFault as fault:
        raise Failure(FILE, fault.message, *fault.faults) from fault
    except UnitsFault as fault:
        raise Failure(FILE, *fault.reasons) from fault
    for line in cli_units.listed(changed, Texts(options.speak, load_catalog().quantities)):
        print(line)
    return OK


def _own_weather(path: Path | None) -> OwnYear | None:
    """The year of the user's own weather file."""
    from .project_file import said_of
    from .tables.epw import EpwFault, read_epw

    if path is None:
        return None
    try:
        return read_epw(path)
    except EpwFault as fault:
        raise Failure(FILE, fault.message, *fault.faults) from fault
    except OSError as error:
        raise Failure(FILE, message("fault.epw_not_read", file=path.name, reason=said_of(error))) from error


def _require_place(place: str) -> None:
    from .tables.catalog import load_catalog
    from .tables.climate import UnknownPlace, station_of

    try:
        station_of(load_catalog(), place)
    except UnknownPlace:
        raise Failure(ANSWER, message("fault.place_unknown", question="city", value=place)) from None


def _settings(asked: Any, settings: Sequence[str], tables: Sequence[str] = ()) -> dict[str, Value]:
    """The answers of ``--set NAME=VALUE`` and ``--rows NAME=FILE``; all faults at once.

    A list of records may be given as JSON, or as ``@FILE`` naming a CSV file.
    """
    from .applications.questions import BadAnswer, parse_text

    questions = {question.name: question for question in asked.questions}
    found: dict[str, Value] = {}
    faults = []
    for setting in settings:
        name, sign, text = setting.partition("=")
        name = name.strip()
        if not sign or name not in questions:
            faults.append(message("fault.setting_unknown", value=setting))
            continue
        if questions[name].kind == "rows" and text.startswith("@"):
            tables = (*tables, f"{name}={text[1:]}")
            continue
        if _gives_back(questions[name], text):
            found.pop(name, None)
            continue
        try:
            found[name] = parse_text(questions[name], text)
        except BadAnswer as fault:
            faults.extend(fault.messages)
    for setting in tables:
        name, sign, file = setting.partition("=")
        name = name.strip()
        if not sign or name not in questions or questions[name].kind != "rows":
            faults.append(message("fault.setting_unknown", value=setting))
            continue
        try:
            found[name] = _rows_of_file(questions[name], Path(file))
        except BadAnswer as fault:
            faults.extend(fault.messages)
    if faults:
        raise Failure(ANSWER, *faults)
    return found


def _gives_back(question: Any, text: str) -> bool:
    """Whether a setting holds nothing, which gives the answer back to its default; a text may be empty."""
    return not text.strip() and question.kind != "text"


def _given_back(asked: Any, settings: Sequence[str]) -> list[str]:
    """The questions that ``--set NAME=`` gives back to their defaults; the names have been looked at."""
    questions = {question.name: question for question in asked.questions}
    pairs = ((name.strip(), text) for name, _, text in (one.partition("=") for one in settings))
    return [name for name, text in pairs if _gives_back(questions[name], text)]


def _rows_of_file(question: Any, file: Path) -> Value:
    """The records of a CSV file, in UTF-8 or as a Chinese spreadsheet saves it. Raises BadAnswer."""
    from .applications.rows import rows_of_csv
    from .tables.catalog import load_catalog

    try:
        content = file.read_bytes()
    except OSError as error:
        from .project_file import said_of

        reason = message("fault.file_not_read", file=file.name, reason=said_of(error))
        raise Failure(FILE, reason) from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", "replace")
    return rows_of_csv(question, text, load_catalog().quantities)


def _refuse_overwriting(options: argparse.Namespace) -> None:
    """No output may take the place of the project or of the other output. Looked at before any work."""
    taken = {_place(options.project): "fault.output_is_project"}
    for where in (options.json, getattr(options, "pdf", None)):
        if where is None or where == "-":
            continue
        fault = taken.setdefault(_place(where), "")
        if fault:
            raise Failure(FILE, message(fault, file=Path(where).name))
        taken[_place(where)] = "fault.outputs_same"


def _place(path: str | Path) -> tuple[object, ...]:
    """What two names of one file share: its place on the disk, else where the name leads to."""
    try:
        found = os.stat(path)
        return found.st_dev, found.st_ino
    except (OSError, ValueError):
        return (os.path.normcase(os.path.realpath(path)),)


def _opened(options: argparse.Namespace) -> Project:
    from .project_file import ProjectFileFault, open_project

    try:
        project = open_project(options.project)
    except ProjectFileFault as fault:
        raise Failure(FILE, fault.message, *fault.faults) from fault
    asked = _application(project.application)
    given = _settings(asked, options.set, options.rows)
    for name in _given_back(asked, options.set):
        project = project.without_answer(name)
    return project.with_answers(given)


def _designed(options: argparse.Namespace) -> tuple[Any, Any, Any]:
    """The design and the quote of a project file, and the catalogue they were made with."""
    from .applications.questions import BadAnswer, MissingAnswer
    from .components.prices import MissingPrice
    from .design import DesignFault, design
    from .quotation import QuoteFault, quote
    from .tables.catalog import load_catalog
    from .tables.faults import CatalogError

    _refuse_overwriting(options)
    project, catalog = _opened(options), load_catalog()
    try:
        made = design(project, catalog)
        return made, quote(made, catalog), catalog
    except (MissingAnswer, BadAnswer) as fault:
        raise Failure(ANSWER, fault.message) from fault
    except DesignFault as fault:
        raise Failure(NO_DESIGN, *_why_none(fault.message, fault.rejections, options.speak)) from fault
    except (QuoteFault, MissingPrice) as fault:
        raise Failure(ANSWER, fault.message) from fault
    except CatalogError as fault:
        raise Failure(FAULTS, *(each.message for each in fault.faults)) from fault


def _why_none(reason: Message, rejections: Sequence[Rejection], language: str) -> tuple[Message, ...]:
    """Why there is no plant: one line for a model that was wanted, else one more for each rule."""
    if reason.key == "fault.model_refused" and rejections:
        return (rejection_message(reason.key, rejections[0], language),)
    return (reason, *grouped(rejections, language))


def _design(options: argparse.Namespace) -> int:
    made, quoted, catalog = _designed(options)
    if options.compare is None:
        return _report(options, made, quoted)
    return _compared(options, made, catalog)


def _compared(options: argparse.Namespace, made: Any, catalog: Any) -> int:
    """What came back and what fell out against another project file, each with its rule."""
    from .cli_words import change_messages
    from .design import DesignFault, design
    from .design.comparison import changes
    from .project_file import ProjectFileFault, open_project

    try:
        before = design(open_project(options.compare), catalog)
    except ProjectFileFault as fault:
        raise Failure(FILE, fault.message) from fault
    except DesignFault as fault:
        raise Failure(NO_DESIGN, *_why_none(fault.message, fault.rejections, options.speak)) from fault
    for each in change_messages(changes(before, made), options.speak):
        print(said(each, options.speak))
    return OK


def _report(options: argparse.Namespace, made: Any, quoted: Any) -> int:
    """The design as JSON, or its equipment and totals as short text."""
    from .proposal.case import part_name
    from .proposal.to_json import design_json
    from .quotation.completeness import missing_parts
    from .tables.texts import Texts

    if options.json:
        return _write_json(design_json(made, quoted), options.json)
    texts = Texts(options.speak)
    remarks = [texts["cli.assumed"]] if quoted.price_assumed else []
    remarks += [texts["cli.incomplete"]] if missing_parts(made) else []
    for each in made.equipment:
        print(f"{part_name(each, texts)}\t{each.model}\t{each.count}")
    print(f"{texts['cli.total']}\t{quoted.total_yuan:,.2f}\t{', '.join(remarks)}".rstrip())
    for check in made.checks:
        if check.severity in ("warning", "fault"):
            print(f"! {said(check.message, options.speak)}")
    return OK


def _quote(options: argparse.Namespace) -> int:
    """Design, quote and, where asked, the proposal on paper."""
    made, quoted, catalog = _designed(options)
    if options.pdf:
        from .project_file import ProjectFileFault, write_atomically
        from .proposal.proposal import proposal
        from .proposal.to_pdf import to_pdf

        rendered = to_pdf(proposal(made, quoted, options.language, catalog))
        try:
            write_atomically(options.pdf, rendered.pdf)
        except ProjectFileFault as fault:
            raise Failure(FILE, fault.message) from fault
        if rendered.missing:
            lacking = " ".join(sorted(set(rendered.missing)))
            print(said(message("fault.glyphs_missing", value=lacking), options.speak), file=sys.stderr)
    return _report(options, made, quoted)


def _batch(options: argparse.Namespace) -> int:
    """A whole list, or an empty one to fill in."""
    from .batch.records import BatchFault
    from .cli_batch import batch, write_template
    from .project_file import ProjectFileFault

    asked = _application(options.application)
    try:
        if options.template is not None:
            if os.path.lexists(options.template):
                raise Failure(FILE, message("fault.file_exists", file=options.template.name))
            write_template(asked, options.template, options.speak)
            return OK
        if options.list is None or options.output is None:
            lacking = "list" if options.list is None else "--output"
            raise Failure(USAGE, message("fault.usage_required", value=lacking))
        return batch(options, asked, _settings(asked, options.set))
    except (BatchFault, ProjectFileFault) as fault:
        raise Failure(FILE, fault.message, *fault.faults) from fault


def _compressors(options: argparse.Namespace) -> int:
    """The compressor bench."""
    try:
        return cli_compressors.compressors_command(options)
    except cli_compressors.CompressorsFault as fault:
        raise Failure(fault.code, *fault.reasons) from fault


def _check(options: argparse.Namespace) -> int:
    """Read every table; all faults at once, with file and line."""
    from .catalog_check import faults_of, notes_of
    from .tables.catalog import load_catalog
    from .tables.faults import CatalogError
    from .tables.texts import Texts

    if options.catalog is not None and not options.catalog.is_dir():
        raise Failure(FILE, message("fault.folder_missing", file=str(options.catalog)))
    catalog = load_catalog(options.catalog)
    try:
        faults = faults_of(catalog)
    except CatalogError as error:
        faults = list(error.faults)
    texts = Texts(options.speak, {} if faults else catalog.quantities)
    for fault in faults:
        print(texts.message(fault.message))
    for note in () if faults else notes_of(catalog):
        print(texts.message(note))
    print(texts.message(message("cli.check_done", count=len(faults), file=len(catalog.files))))
    return FAULTS if faults else OK


def _range(options: argparse.Namespace) -> int:
    """Make the maps of the reference range anew; say whether the shipped table holds the same."""
    from .components.reference_range import write_map
    from .tables.catalog import load_catalog

    catalog = load_catalog()
    same = write_map(catalog, check=not options.write)
    print(
        said(
            message("cli.range_same" if same else "cli.range_differs", file="heat_pump_map.csv"),
            options.speak,
        )
    )
    return OK if same else FAULTS


def _window(options: argparse.Namespace) -> int:
    from .gui.app import run

    return run(options.project)


def _plain(value: Value) -> Any:
    if isinstance(value, tuple):
        return [{name: _plain(cell) for name, cell in row.items()} for row in value]
    return value.isoformat() if isinstance(value, date) else value


def _write_json(content: Any, where: str) -> int:
    """JSON to a file, or to standard output for ``-``."""
    text = json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    if where == "-":
        sys.stdout.write(text)
        return OK
    from .project_file import ProjectFileFault, write_atomically

    try:
        write_atomically(Path(where), text.encode())
    except ProjectFileFault as fault:
        raise Failure(FILE, fault.message) from fault
    return OK
