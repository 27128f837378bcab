"""The command line: every command, and one line with the documented exit code for every failure."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from desktop import cli
from desktop.applications.hotel import HOTEL
from desktop.cli import ANSWER, FAULTS, FILE, NO_DESIGN, OK, PROGRAM, USAGE, main
from desktop.design import DesignFault
from desktop.engine.messages import Rejection, message
from desktop.tables.places import catalog_dir, resources_dir
from desktop.tables.texts import Texts, read_texts

EXAMPLE = resources_dir() / "examples" / "mohe_hotel.json"
ROOT = Path(__file__).resolve().parent.parent
KEYS = {"schema_version", "loads", "equipment", "rejections", "tier", "year", "quote", "steps"}


def failure(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Exit code and message of a command that must fail in one line, saying nothing else."""
    code = main(list(arguments))
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.strip().splitlines()) == 1, err
    assert "Traceback" not in err
    return code, err.strip()


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "p.json"
    settings = ("heated_area_m2=5000", "room_count=60", "quote_date=2026-11-01")
    arguments = [part for setting in settings for part in ("--set", setting)]
    assert main(["new", "hotel", "--city", "济南", *arguments, "-o", str(path)]) == OK
    assert capsys.readouterr().err == ""
    return path


def test_applications(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["applications"]) == OK
    names = [line.split("\t")[0] for line in capsys.readouterr().out.splitlines()]
    assert "hotel" in names


def test_questions_tell_unit_range_default_and_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["questions", "hotel", "--city", "漠河", "--json", "-"]) == OK
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)["questions"]}
    assert list(rows) == [question.name for question in HOTEL.questions]
    area = rows["heated_area_m2"]
    assert (area["unit"], area["low"], area["high"]) == ("m²", 20, 5_000_000)
    assert area["required"]
    assert area["default"] is None
    assert rows["t_outdoor_design_c"]["default"] == -37.5
    assert all(row["source"] for row in rows.values() if row["kind"] == "number" and row["default"])


def test_questions_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["questions", "hotel"]) == OK
    assert len(capsys.readouterr().out.splitlines()) == len(HOTEL.questions)


def test_new_design_quote(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = json.loads(project.read_text("utf-8"))["answers"]
    assert answers["city"] == "济南"
    assert answers["heated_area_m2"] == 5000.0
    assert main(["design", str(project), "--json", "-"]) == OK
    out, err = capsys.readouterr()
    assert err == ""
    made = json.loads(out)
    assert set(made) >= KEYS
    for one in made["equipment"]:
        assert set(one) >= {"kind", "model", "count", "figures"}
    for one in made["rejections"]:
        assert set(one) >= {"model", "rule", "value", "limit"}
    schema = json.loads((resources_dir() / "schema" / "design.schema.json").read_text("utf-8"))
    jsonschema.validate(made, schema)
    written = tmp_path / "d.json"
    assert main(["quote", str(project), "--json", str(written)]) == OK
    assert json.loads(written.read_text("utf-8")) == made


def test_a_setting_counts_for_one_run_only(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = project.read_bytes()
    for setting, area in (("heated_area_m2=6000", 6000.0), ("heated_area_m2=1.2万", 12_000.0)):
        assert main(["design", str(project), "--set", setting, "--json", "-"]) == OK
        made = json.loads(capsys.readouterr().out)
        index = made["loads"]["heating_index_w_m2"]
        # the default of 3 % for the pipes, no margin
        assert made["loads"]["heat_load_kw"] == pytest.approx(index * area / 1000 * 1.03, rel=1e-3)
    assert project.read_bytes() == before


def test_short_texts_of_a_design(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["design", str(project)]) == OK
    chinese = capsys.readouterr().out
    assert main(["--speak", "en", "design", str(project)]) == OK
    english = capsys.readouterr().out
    assert len(chinese.splitlines()) == len(english.splitlines()) >= 4
    assert chinese != english


def test_a_quote_on_paper(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper = tmp_path / "报价.pdf"
    assert main(["quote", str(EXAMPLE), "--pdf", str(paper), "--language", "en"]) == OK
    assert paper.read_bytes().startswith(b"%PDF-")
    assert paper.stat().st_size < 2_000_000
    assert capsys.readouterr().err == ""


def test_check_counts_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == OK
    for path in catalog_dir().rglob("*.csv"):
        copy = tmp_path / path.relative_to(catalog_dir())
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    tanks = tmp_path / "tanks.csv"
    tanks.write_text(tanks.read_text("utf-8").replace("pressurised", "presurised", 1), "utf-8")
    capsys.readouterr()
    assert main(["check", "--catalog", str(tmp_path)]) == FAULTS
    out = capsys.readouterr().out
    assert "tanks.csv" in out
    assert "presurised" in out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["questions", "castle"], USAGE, "castle"),
        (["new", "castle", "-o", "{tmp}/x.json"], USAGE, "castle"),
        (["new", "hotel", "--city", "亚特兰蒂斯", "-o", "{tmp}/x.json"], ANSWER, "亚特兰蒂斯"),
        (["new", "hotel", "--set", "wings=3", "-o", "{tmp}/x.json"], ANSWER, "wings=3"),
        (["new", "hotel", "--set", "heated_area_m2=1,400", "-o", "{tmp}/x.json"], ANSWER, "1,400"),
        (["new", "hotel", "--set", "heated_area_m2=-5", "-o", "{tmp}/x.json"], ANSWER, "heated_area_m2"),
        (["new", "hotel", "--set", "terminal=fire", "-o", "{tmp}/x.json"], ANSWER, "fire"),
        (["new", "hotel", "-o", "{tmp}/nowhere/x.json"], FILE, "x.json"),
        (["design", "{tmp}/missing.json"], FILE, "missing.json"),
        (["quote", "{tmp}/damaged.json"], FILE, "damaged.json"),
        (["design", "{tmp}/empty.json"], ANSWER, ""),
        (["design", "{example}", "--set", "t_return_c=60"], ANSWER, "t_return_c"),
        (["design", "{example}", "--set", "heat_pump_model=HQ-0"], NO_DESIGN, "HQ-0"),
        (["design", "{example}", "--json", "{tmp}/nowhere/x.json"], FILE, "x.json"),
        (["check", "--catalog", "{tmp}/nowhere"], FILE, "nowhere"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_failure_is_one_line_and_its_code(
    arguments: list[str],
    code: int,
    said: str,
    language: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "damaged.json").write_text("{", "utf-8")
    empty = {
        "program": "HeatQuote",
        "version": 1,
        "application": "hotel",
        "answers": {},
        "labels": [],
        "prices": [],
    }
    (tmp_path / "empty.json").write_text(json.dumps(empty), "utf-8")
    filled = [part.format(tmp=tmp_path, example=EXAMPLE) for part in arguments]
    found, line = failure(capsys, "--speak", language, *filled)
    assert found == code
    assert said in line
    assert "{" not in line.replace(said, "")


def test_every_wrong_setting_is_named_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(
        ["new", "hotel", "--set", "wings=3", "--set", "room_count=many", "-o", str(tmp_path / "x.json")]
    )
    assert code == ANSWER
    assert len(capsys.readouterr().err.strip().splitlines()) == 2
    assert not list(tmp_path.iterdir())


def test_no_plant_names_every_rule_once(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--speak", "en", "design", str(project), "--set", "allowed_refrigerants=R22"])
    assert code == NO_DESIGN
    first, *rules = capsys.readouterr().err.strip().splitlines()
    assert "R22" in next(line for line in rules if "refrigerant" in line.lower())
    assert len({line.partition(":")[0] for line in rules}) == len(rules) < 6
    total = int(re.search(r"(\d+) models", first)[1])  # type: ignore[index]
    assert sum(int(re.search(r"(\d+) models", line)[1]) for line in rules) == total  # type: ignore[index]


RULES = sorted(
    key.removeprefix("rule.") for key in read_texts(resources_dir() / "texts") if key[:5] == "rule."
)
REJECTED = (
    Rejection("HQ-X", "unit_count_max", 31, 30, "unit_count"),
    Rejection("HQ-X", "mode", "heating, cooling", "hot_water"),
    *(Rejection("HQ-X", rule, -12.5, -37.5, "t_outdoor_c") for rule in RULES),
)


@pytest.mark.parametrize("one", REJECTED, ids=lambda one: one.rule)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("key", ["fault.model_refused", "fault.nothing_serves"])
def test_every_reason_to_refuse_a_model_is_said(
    one: Rejection, language: str, key: str, project: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """A wanted model in one line; with none that serves one line more for the rule, without ids."""
    wanted = key == "fault.model_refused"
    reason = message(key, model=one.model, rule=one.rule, value=str(one.value), limit=str(one.limit))
    none = message(key, mode="heating", count=1)

    def refusing(*_: object) -> None:
        raise DesignFault(reason if wanted else none, (one,))

    monkeypatch.setattr("desktop.design.design", refusing)
    assert main(["--speak", language, "design", str(project)]) == NO_DESIGN
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == (1 if wanted else 2)
    texts = Texts(language)  # type: ignore[arg-type]
    assert one.model in lines[-1]
    assert texts[f"rule.{one.rule}"] in lines[-1]
    for value in (one.value, one.limit):
        shown = (
            texts.value(one.quantity, value) if one.quantity else texts[f"mode.{str(value).split(',')[0]}"]
        )
        assert shown in lines[-1]
    assert "{" not in lines[-1]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_wanted_model_that_is_too_small_is_refused_in_one_line(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = ("--set", "heat_pump_model=HQ-EA-42", "--set", "has_cooling=yes")
    code, line = failure(capsys, "--speak", language, "design", str(EXAMPLE), *wanted)
    assert code == NO_DESIGN
    assert "HQ-EA-42" in line
    assert Texts(language)["rule.unit_count_max"] in line  # type: ignore[arg-type]


def test_a_message_without_words_is_still_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(name: str) -> None:
        raise cli.Failure(ANSWER, message("fault.no_such_text", value=3), message("fault.rejected", rule="x"))

    monkeypatch.setattr(cli, "_application", broken)
    assert main(["questions", "hotel"]) == ANSWER
    assert capsys.readouterr().err.splitlines() == ["fault.no_such_text value=3", "fault.rejected rule=x"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["design", "{project}", "--json", "{project}"],
        ["quote", "{project}", "--pdf", "{project}"],
        ["quote", "{project}", "--json", "{tmp}/./p.json"],
        ["quote", "{project}", "--json", "{link}"],
        ["quote", "{project}", "--json", "{tmp}/o", "--pdf", "{tmp}/o"],
        ["new", "hotel", "--city", "济南", "-o", "{project}"],
    ],
)
def test_no_output_takes_the_place_of_another_file(
    arguments: list[str], project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    link, before = tmp_path / "link.json", project.read_bytes()
    link.symlink_to(project)
    filled = [part.format(project=project, tmp=tmp_path, link=link) for part in arguments]
    code, line = failure(capsys, *filled)
    assert code == FILE
    assert "{" not in line
    assert project.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.json", "p.json"]


def test_new_replaces_a_file_only_when_told_to(project: Path) -> None:
    before = project.read_bytes()
    assert main(["new", "hotel", "--city", "漠河", "-o", str(project), "--force"]) == OK
    assert project.read_bytes() != before


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["frobnicate"], "frobnicate", "frobnicate"),
        (["design"], "缺少参数：project", "lacking: project"),
        (["design", "a", "b"], "没有这样的参数：b", "no such argument: b"),
        (["quote", "a", "--language", "fr"], "可选", "choose one of"),
        (["quote", "a", "--pdf"], "--pdf", "lacks its value"),
        (["new", "hotel", "--out", "x"], "缺少参数", "lacking"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_wrong_usage_is_one_line_in_the_language_of_messages(
    arguments: list[str], zh: str, en: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, line = failure(capsys, "--speak", language, *arguments)
    assert code == USAGE
    assert (zh if language == "zh" else en) in line
    assert ("；" in line) == (language == "zh")


def test_a_file_that_is_not_there_is_said_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, line = failure(capsys, "design", str(tmp_path / "none.json"))
    assert "找不到文件或文件夹" in line
    _, line = failure(capsys, "new", "hotel", "-o", str(tmp_path / "nowhere" / "x.json"))
    assert "找不到文件或文件夹" in line
    assert "原文件" not in line
    _, line = failure(capsys, "design", str(EXAMPLE), "--json", str(tmp_path))
    assert "文件夹" in line


def test_no_city_is_no_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _ = failure(capsys, "new", "hotel", "--city", "", "-o", str(tmp_path / "x.json"))
    assert code == ANSWER
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_design_is_told_without_ids(
    project: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--speak", language, "design", str(project)]) == OK
    names = [line.split("\t")[0] for line in capsys.readouterr().out.splitlines() if line[0] != "!"]
    assert len(names) > 4
    assert not any("_" in name for name in names)
    assert all(name.isascii() for name in names) == (language == "en")


def test_a_fault_of_the_program_is_one_line_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(name: str) -> None:
        raise RuntimeError("a planted\nfault")

    monkeypatch.setattr(cli, "_application", broken)
    monkeypatch.setenv(cli.CRASH_FILE, str(tmp_path / "crash.txt"))
    code, line = failure(capsys, "questions", "hotel")
    assert code == PROGRAM
    assert "RuntimeError" in line
    assert "Traceback" in (tmp_path / "crash.txt").read_text("utf-8")


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "desktop", *arguments], cwd=ROOT, capture_output=True, check=False,
        env={**os.environ, **environment},
    )  # fmt: skip


def test_the_same_answers_give_the_same_bytes_in_any_process(project: Path) -> None:
    first, second = (
        run("design", str(project), "--json", "-", PYTHONHASHSEED=seed, PYTHONUTF8=utf8)
        for seed, utf8 in (("1", "0"), ("77", "1"))
    )
    assert first.returncode == second.returncode == OK, first.stderr
    assert first.stdout == second.stdout


def test_a_failing_process_says_so_by_its_code(tmp_path: Path) -> None:
    ended = run("design", str(tmp_path / "none.json"))
    assert ended.returncode == FILE
    assert ended.stdout == b""
    assert len(ended.stderr.decode("utf-8").strip().splitlines()) == 1
