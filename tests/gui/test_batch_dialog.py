"""The dialog of a batch, with real projects in real processes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.gui.batch_dialog import BatchDialog
from desktop.gui.main_window import MainWindow

LIST = "客户名称,所在城市,供热面积,has_hot_water\n示例客户,北京,900,no\n示例客户二,火星,900,no\n"


@pytest.fixture
def dialog(window: MainWindow, tmp_path: Path) -> BatchDialog:
    path = tmp_path / "清单 一.csv"
    path.write_text(LIST, "utf-8")
    made = BatchDialog(window.screen_, window)
    made.application.clear()
    made.application.addItem("hotel", "hotel")
    made.list_file.setText(str(path))
    made.folder.setText(str(tmp_path / "结果"))
    made.show()
    return made


def test_a_list_is_worked_out_beside_the_window(dialog: BatchDialog, qtbot: QtBot, tmp_path: Path) -> None:
    assert dialog.start_button.isEnabled()
    dialog.start()
    assert not dialog.start_button.isEnabled()
    qtbot.waitUntil(lambda: dialog.start_button.isEnabled(), timeout=60_000)
    made = {path.name for path in (tmp_path / "结果").iterdir()}
    assert {"results.xlsx", "summary.json", "blocks"} <= made
    shown = dialog.results.inside.findChildren(type(dialog.state))
    assert any("火星" in one.text() for one in shown)
    assert dialog.bar.value() == dialog.bar.maximum() == 1
    folder = os.environ.get("HEATQUOTE_SCREENSHOTS", "")
    if folder:
        dialog.grab().save(str(Path(folder) / "batch.png"))


def test_what_cannot_be_read_is_said(dialog: BatchDialog, qtbot: QtBot, tmp_path: Path) -> None:
    dialog.list_file.setText(str(tmp_path / "none.xlsx"))
    dialog.start()
    qtbot.waitUntil(lambda: dialog.start_button.isEnabled(), timeout=20_000)
    assert "none.xlsx" in dialog.state.text()


def test_a_template_is_written_for_the_application_shown(dialog: BatchDialog, tmp_path: Path) -> None:
    dialog.write_template(tmp_path / "t.xlsx")
    assert (tmp_path / "t.xlsx").stat().st_size > 5000
    assert dialog.list_file.text().endswith("t.xlsx")


def test_closing_ends_a_running_batch(dialog: BatchDialog, qtbot: QtBot) -> None:
    dialog.start()
    dialog.close()
    assert dialog.bar.maximum() <= 1 or not dialog.isVisible()
    qtbot.waitUntil(lambda: dialog.start_button.isEnabled(), timeout=20_000)
