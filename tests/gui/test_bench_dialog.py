"""The compressor bench in the window: found in a thread, shown, imported, exported."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.gui.bench_dialog import BenchDialog
from desktop.gui.charts import ChartView
from desktop.gui.main_window import MainWindow
from desktop.tables.catalog import Catalog

MAKERS_FILE = "name,C0,C1,C2,C3,C4,C5,C6,C7,C8,C9\n{rows}"


@pytest.fixture
def dialog(window: MainWindow, catalog: Catalog) -> BenchDialog:
    window.screen_.words.learn(catalog.quantities)
    made = BenchDialog(window.screen_, window)
    made.show()
    return made


def waited(dialog: BenchDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: dialog.find_button.isEnabled(), timeout=30_000)


def texts(dialog: BenchDialog) -> list[str]:
    return [one.text() for one in dialog.side.inside.findChildren(type(dialog.state))]


def test_a_duty_is_answered_beside_the_window(dialog: BenchDialog, qtbot: QtBot, tmp_path: Path) -> None:
    dialog.look()
    assert not dialog.find_button.isEnabled()
    waited(dialog, qtbot)
    model = dialog.table.model()
    assert model.rowCount() > 5
    found = {model.index(row, 0).data() for row in range(model.rowCount())}
    assert any(name.startswith("HQ-KS-R290") for name in found)
    assert dialog.side.inside.findChildren(ChartView)
    assert any("HQ-KR-R290-0.8" in one for one in texts(dialog))
    dialog.export(tmp_path / "found.json")
    listed = json.loads((tmp_path / "found.json").read_text("utf-8"))
    assert {one["model"] for one in listed["options"]} == found
    dialog.export(tmp_path / "found.csv")
    with (tmp_path / "found.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(found)
    folder = os.environ.get("HEATQUOTE_SCREENSHOTS", "")
    if folder:
        dialog.resize(1300, 860)
        dialog.grab().save(str(Path(folder) / "bench.png"))


def test_the_polynomials_of_the_chosen_model_are_written(
    dialog: BenchDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog.look()
    waited(dialog, qtbot)
    chosen = dialog.table.currentIndex().siblingAtColumn(0).data()
    dialog.export_polynomial(tmp_path / "p.json")
    waited(dialog, qtbot)
    made = json.loads((tmp_path / "p.json").read_text("utf-8"))
    assert made["model"] == f"{chosen}-fit"
    assert (made["superheat_k"], made["subcooling_k"]) == (5.0, 3.0)
    assert [len(one["polynomial_coefficients"]) for one in made["polynomials"]] == [10, 10, 10]
    dialog.export_polynomial(tmp_path / "missing" / "p.csv")
    waited(dialog, qtbot)
    assert "p.csv" in dialog.state.text()
    folder = os.environ.get("HEATQUOTE_SCREENSHOTS", "")
    if folder:
        dialog._screen.words.choose("en")
        dialog.convention_button.click()
        dialog.resize(1300, 860)
        qtbot.wait(200)
        dialog.grab().save(str(Path(folder) / "bench_en.png"))


def test_a_point_outside_every_envelope_says_so(dialog: BenchDialog, qtbot: QtBot) -> None:
    dialog.numbers["tc"].setText("95")
    dialog.look()
    waited(dialog, qtbot)
    assert dialog.table.model().rowCount() == 0
    assert not dialog.export_button.isEnabled()
    assert any("95.0" in one for one in texts(dialog))


def test_what_is_lacking_is_asked_for(dialog: BenchDialog) -> None:
    dialog.numbers["duty"].setText("")
    dialog.look()
    assert dialog.find_button.isEnabled()
    assert dialog.state.text()


def test_an_imported_file_serves_only_once_its_convention_is_stated(
    dialog: BenchDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    """A made-up compressor: 60 kW and 15 kW everywhere, so that one serves 70 kW of heat."""
    path = tmp_path / "示例 压缩机.csv"
    flat = ",".join(["0"] * 9)
    path.write_text(MAKERS_FILE.format(rows=f"Q [kW],60,{flat}\nP [kW],15,{flat}\n"), "utf-8")
    dialog.numbers["duty"].setText("70")
    dialog.read_own(path)
    waited(dialog, qtbot)
    assert "过热度" in dialog.state.text()
    assert not dialog._own[0].usable
    box = dialog.convention
    box.fluid.setText("r290")
    for name, value in (("superheat_k", "5"), ("subcooling_k", "3"), ("frequency_hz", "50")):
        box.numbers[name].setText(value)
    box.temperature_unit.setCurrentText("C")
    box.envelope.setText("-20:20 10:20 10:60 -20:55")
    dialog.read_own(path)
    waited(dialog, qtbot)
    assert dialog._own[0].usable
    dialog.look()
    waited(dialog, qtbot)
    model = dialog.table.model()
    assert path.stem in {model.index(row, 0).data() for row in range(model.rowCount())}


def test_a_file_that_is_none_is_refused(dialog: BenchDialog, qtbot: QtBot, tmp_path: Path) -> None:
    dialog.read_own(tmp_path / "none.csv")
    waited(dialog, qtbot)
    assert "none.csv" in dialog.state.text()
