"""``heatquote compressors``: find, import, export, and what is said when it cannot be done."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import main

FIND = ["--speak", "en", "compressors", "find", "--fluid", "R290", "--te", "-10", "--sh", "5", "--sc", "3"]


def test_find_lists_all_makers_and_says_why_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*FIND, "--duty", "50", "--tc", "50"]) == 0
    out, err = capsys.readouterr()
    heads, *lines = out.splitlines()
    assert heads.startswith("Model\tNumber of compressors\tFrequency\tHeating capacity")
    assert any(line.startswith("HQ-KS-R290-40\t2\t50.0 Hz\t") for line in lines)
    assert "HQ-KR-R290-0.8: Too many would be needed (49, limit 8)" in err


def test_find_as_json_holds_the_wish_and_every_model(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*FIND, "--duty", "50", "--tc", "50", "--json", "-"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert found["wish"]["t_condensing_c"] == 50
    for one in found["options"]:
        assert one["heating_kw"] >= 50 * (1 - 1e-9)
        assert one["cop"] == pytest.approx(one["heating_kw"] / one["power_kw"])
    assert all(one["rule"] and one["model"] for one in found["rejections"])


def test_nothing_serves_outside_every_envelope(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*FIND, "--duty", "50", "--tc", "90"]) == 5
    out, err = capsys.readouterr()
    assert out == ""
    assert "HQ-KS-R290-20: Condensing temperature above the envelope (90.0 °C, limit 67.0 °C)" in err


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--duty", "50"], "condensing temperature"),
        (["--duty", "-1", "--tc", "50"], "above zero"),
        (["--duty", "5", "--tc", "50", "--fluid", "R999"], "R999"),
    ],
)
def test_a_wish_that_cannot_be_understood(
    more: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*FIND, *more]) == 4
    assert said in capsys.readouterr().err


def test_co2_runs_above_its_critical_point(capsys: pytest.CaptureFixture[str]) -> None:
    call = ["--speak", "en", "compressors", "find", "--fluid", "R744", "--duty", "60", "--te", "-5"]
    assert main([*call, "--high-pressure", "9500", "--gas-cooler", "32", "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["options"]
    assert main([*call, "--tc", "45"]) == 5
    assert "critical" in capsys.readouterr().err


def test_export_then_find_with_the_exported_polynomials(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Polynomials of a model, read back as the user's own, serve like the model itself."""
    file = tmp_path / "own.csv"
    call = ["--speak", "en", "compressors"]
    convention = ["--superheat", "5", "--subcooling", "3"]
    assert main([*call, "export", "HQ-KS-R290-40", *convention, "-o", str(file)]) == 0
    assert "largest deviation" in capsys.readouterr().err
    assert main([*FIND, "--duty", "50", "--tc", "50", "--own", str(file), "--json", "-"]) == 0
    found = {one["model"]: one for one in json.loads(capsys.readouterr().out)["options"]}
    own, model = found["HQ-KS-R290-40-fit"], found["HQ-KS-R290-40"]
    with file.open(encoding="utf-8", newline="") as opened:
        residual = max(float(row["residual_fraction"]) for row in csv.DictReader(opened))
    assert residual < 0.05
    assert own["power_kw"] == pytest.approx(model["power_kw"], rel=2 * residual)
    assert own["cooling_kw"] == pytest.approx(model["cooling_kw"], rel=2 * residual)


def test_import_says_what_is_lacking_and_takes_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, own = tmp_path / "示例.csv", tmp_path / "own.csv"
    zeros = ",".join("0" * 9)
    heads = ",".join(f"C{i}" for i in range(10))
    source.write_text(f",{heads}\nQ [kW],60,{zeros}\nP [kW],15,{zeros}\n", "utf-8")
    call = ["--speak", "en", "compressors", "import", str(source), "-o", str(own)]
    assert main(call) == 0
    assert "not calculated until stated: refrigerant, temperature unit" in capsys.readouterr().out
    assert main([*FIND, "--duty", "70", "--tc", "50", "--own", str(own)]) == 0
    assert main(call) == 3  # the file is there already
    capsys.readouterr()
    stated = ["--force", "--fluid", "R290", "--superheat", "5", "--subcooling", "3", "--frequency", "50",
              "--temperature-unit", "C", "--envelope", "-20:20 10:20 10:60 -20:55"]  # fmt: skip
    assert main([*call, *stated]) == 0
    assert "usable" in capsys.readouterr().out
    assert main([*FIND, "--duty", "70", "--tc", "50", "--own", str(own), "--json", "-"]) == 0
    found = {one["model"]: one for one in json.loads(capsys.readouterr().out)["options"]}
    assert found["示例"]["cooling_kw"] == pytest.approx(60)
    assert found["示例"]["power_kw"] == pytest.approx(15)


def test_a_unit_or_model_nobody_knows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "x.csv"
    source.write_text("a,b\n1,2\n", "utf-8")
    call = ["--speak", "en", "compressors", "import", str(source), "-o", str(tmp_path / "own.csv")]
    assert main([*call, "--capacity-unit", "PS"]) == 4
    assert "PS" in capsys.readouterr().err
    assert main(call) == 3
    assert "no polynomial" in capsys.readouterr().err
    assert main(["compressors", "export", "X-1"]) == 4
