"""Rules that hold all over the repository, whoever wrote the piece."""

import ast
import doctest
import importlib
import pkgutil
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import desktop
from desktop.engine.sheet import FORMULAS, quantity_of
from desktop.tables.catalog import Catalog
from desktop.tables.places import catalog_dir, resources_dir
from desktop.tables.texts import PLACEHOLDER, read_texts

ROOT = Path(__file__).resolve().parent.parent
OURS = ("desktop", "catalog", "resources", "tests", "build_spec", ".ci")
TEXT_FILES = {"", ".py", ".csv", ".md", ".toml", ".json", ".qss", ".svg", ".spec", ".nsi"}
CHINESE = re.compile(r"[\u3400-\u9fff\uff01-\uff65\u3001-\u3011]")

SHAPE_OF_A_KEY = re.compile(r"[a-z]\w*(\.[\w\-]+)+", re.ASCII)
CHINESE_WORD = re.compile(r"[\u3400-\u9fff]{2}")
# The capital digits of money; the endings of place names that a search may leave out.
CHINESE_DATA = {"desktop/quotation/rmb.py", "desktop/tables/climate.py"}


def text_files() -> list[Path]:
    """Every text file of ours, what is made from them left out."""
    files = [ROOT / "README.md", ROOT / "pyproject.toml", ROOT / ".gitignore"]
    for folder in OURS:
        files += [
            path
            for path in sorted((ROOT / folder).rglob("*"))
            if path.is_file() and path.suffix in TEXT_FILES and "__pycache__" not in path.parts
        ]
    return files


def modules() -> list[Path]:
    """Every module of the program."""
    return sorted((ROOT / "desktop").rglob("*.py"))


def all_imported() -> list[str]:
    """Import the whole program but its entry point, so that every formula and record is known."""
    names = [found.name for found in pkgutil.walk_packages(desktop.__path__, "desktop.")]
    names = [name for name in names if not name.endswith("__main__")]
    for name in names:
        importlib.import_module(name)
    return names


def strings(tree: ast.AST) -> Iterator[ast.Constant]:
    """String constants of a module that are neither docstrings nor pieces of an f-string."""
    skipped: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(id(node.value))
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node


def test_nothing_names_a_place_on_somebodys_computer() -> None:
    place = re.compile(r"(?<![\w.$}~/:*<])/(?:home|root|tmp|mnt|opt|srv|work|Users)/|[A-Z]:\\(?:Users|temp)")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in text_files()
        if path != Path(__file__).resolve()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if place.search(line)
    ]
    assert not found


def test_the_program_knows_no_address_on_a_network() -> None:
    """It works without one. A namespace is a name, not an address."""
    address = re.compile(r"\b(?:https?|ftp)://(?!www\.w3\.org/|json-schema\.org/)")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in text_files()
        if path.is_relative_to(ROOT / "desktop") or path.suffix in {".toml", ".spec", ".nsi"}
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if address.search(line)
    ]
    assert not found


def test_a_sentence_for_the_reader_stands_in_the_texts() -> None:
    """Single signs, as 万 and 是, are how a cell or an answer is read."""
    found = [
        f"{path.relative_to(ROOT)}:{constant.lineno} {constant.value!r}"
        for path in modules()
        if path.relative_to(ROOT).as_posix() not in CHINESE_DATA
        for constant in strings(ast.parse(path.read_text("utf-8")))
        if CHINESE_WORD.search(str(constant.value))
    ]
    assert not found


def test_every_text_that_is_named_exists() -> None:
    texts = read_texts(resources_dir() / "texts")
    families = {key.partition(".")[0] for key in texts if "." in key}
    found = [
        f"{path.relative_to(ROOT)}:{constant.lineno} {constant.value}"
        for path in modules()
        for constant in strings(ast.parse(path.read_text("utf-8")))
        if SHAPE_OF_A_KEY.fullmatch(str(constant.value))
        and str(constant.value).partition(".")[0] in families
        and constant.value not in texts
        and Path(str(constant.value)).suffix not in TEXT_FILES - {""}
    ]
    assert not found


def test_every_message_brings_what_its_text_asks_for() -> None:
    texts = read_texts(resources_dir() / "texts")
    found = []
    for path in modules():
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            match call:
                case ast.Call(ast.Name("message"), [ast.Constant(str(key))], keywords):
                    given = {keyword.arg for keyword in keywords}
                    where = f"{path.relative_to(ROOT)}:{call.lineno} {key}"
                case _:
                    continue
            if key not in texts:
                found.append(f"{where}: no text")
            elif None not in given:  # ** may bring anything
                missing = {name for name, _ in PLACEHOLDER.findall(texts[key].zh)} - given
                found += [f"{where}: {name}" for name in sorted(missing)]
    assert not found


def test_a_chinese_text_is_chinese() -> None:
    """Names, units and symbols may stay as they are; a text of English words only was forgotten."""
    found = [
        key
        for key, text in read_texts(resources_dir() / "texts").items()
        if not CHINESE.search(text.zh) and text.zh == text.en
        if re.search(r"\b[a-z]{4,}\b", PLACEHOLDER.sub("", text.zh))
    ]
    assert not found


def test_an_english_text_is_english() -> None:
    """No Chinese is left in it.

    中文 is what the language is called in itself, 漠河 shows how to search, and a source keeps the number
    its document bears.
    """
    found = [
        f"{key}: {text.en}"
        for key, text in read_texts(resources_dir() / "texts").items()
        if not key.startswith("source.") and CHINESE.search(text.en.replace("中文", "").replace("漠河", ""))
    ]
    assert not found


def test_every_formula_is_named_and_sourced(catalog: Catalog) -> None:
    all_imported()
    assert FORMULAS
    found = []
    for formula in FORMULAS:
        names = {quantity_of(name) for name in (formula.quantity, *formula.arguments)}
        place = f"{formula.function.__module__}.{formula.function.__name__}"
        found += [f"{place}: no quantity {name}" for name in sorted(names) if name not in catalog.quantities]
        if formula.source not in catalog.sources:
            found.append(f"{place}: no source {formula.source}")
        if not formula.function.__doc__:
            found.append(f"{place}: does not say what it means")
    assert not found


def test_the_examples_of_formulas_run() -> None:
    """A marked formula is no function to doctest's own search, so its example is run here."""
    all_imported()
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(verbose=False)
    complaints: list[str] = []
    shown = 0
    for formula in FORMULAS:
        function = formula.function
        example = parser.get_doctest(
            function.__doc__ or "", dict(function.__globals__), function.__name__, function.__module__, 0
        )
        shown += len(example.examples)
        runner.run(example, out=complaints.append)
    assert shown
    assert not complaints, "".join(complaints)


def test_nothing_passes_for_official(catalog: Catalog) -> None:
    """No official text was at hand, so no source may claim to be one."""
    assert not [source.id for source in catalog.sources.values() if source.standing == "official"]


def test_every_table_is_the_table_of_one_record() -> None:
    """A table nobody reads is checked by nobody."""
    all_imported()
    shipped = {path.relative_to(catalog_dir()).as_posix() for path in catalog_dir().rglob("*.csv")}

    tables = [
        record.TABLE
        for name in all_imported()
        for record in vars(sys.modules[name]).values()
        if isinstance(record, type) and record.__module__ == name and "TABLE" in vars(record)
    ]
    assert sorted(tables) == sorted(shipped)


def imports_of(path: Path) -> set[str]:
    """Top-level names of what a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.partition(".")[0])
    return names


def declared(extra: str | None = None) -> set[str]:
    """Import names of the packages that pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = project["dependencies"] + (project["optional-dependencies"][extra] if extra else [])
    import_names = {
        "PySide6-Essentials": "PySide6",
        "PySide6-Pdf": "PySide6",
        "fonttools": "fontTools",
        "pytest-qt": "pytestqt",
    }
    names = [re.split(r"[<>=~! ]", requirement, maxsplit=1)[0] for requirement in wanted]
    found = {import_names.get(name, name.replace("-", "_")) for name in names}
    return found | ({"shiboken6"} if "PySide6" in found else set())  # Qt's own half of its bindings


def test_only_declared_packages_are_imported() -> None:
    allowed = set(sys.stdlib_module_names) | {"desktop"} | declared()
    found = {f"{path.relative_to(ROOT)}: {name}" for path in modules() for name in imports_of(path) - allowed}
    allowed |= declared("test") | {"tests", "build_spec", "_pytest"}
    for path in (ROOT / "tests").rglob("*.py"):
        found |= {f"{path.relative_to(ROOT)}: {name}" for name in imports_of(path) - allowed}
    assert not found


@pytest.mark.parametrize("module", ["desktop.cli", "desktop.design", "desktop.quotation"])
def test_starting_loads_nothing_heavy(module: str) -> None:
    """CoolProp alone takes two seconds: it, reportlab and Qt wait until somebody needs them."""
    heavy = "CoolProp", "reportlab", "PySide6", "pandas", "matplotlib", "scipy"
    code = f"import sys, {module}; print(*[name for name in {heavy!r} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
