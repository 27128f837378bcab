"""Unsaved work survives a program that is killed, and is offered once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.gui.main_window import MainWindow
from desktop.gui.recovery import SideFile, discard, leftovers

KILLED = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop.gui.recovery import SideFile
app = QCoreApplication([])
SideFile(Path(sys.argv[1])).keep("the work", Path("p.json"))
os.kill(os.getpid(), 9)
"""


def test_work_of_a_running_window_is_not_offered_to_another(tmp_path: Path) -> None:
    side = SideFile(tmp_path)
    side.keep("the work", None)
    assert leftovers(tmp_path) == []
    side.drop()
    assert leftovers(tmp_path) == []


def test_work_of_a_killed_program_is_offered(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False, timeout=60)
    found = leftovers(tmp_path)
    assert [(one.text, one.path) for one in found] == [("the work", Path("p.json"))]
    discard(found[0])
    assert leftovers(tmp_path) == []


def test_a_damaged_side_file_harms_nobody(tmp_path: Path) -> None:
    (tmp_path / "unsaved").mkdir()
    (tmp_path / "unsaved" / "x.json").write_text("{")
    assert leftovers(tmp_path) == []


def test_an_edit_is_kept_aside_and_a_save_drops_it(
    open_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = open_window.screen_.settings.folder / "unsaved"
    open_window.screen_.session.answer("room_count", 150)
    open_window.files.keep_aside()
    assert len(list(folder.glob("*.json"))) == 1
    open_window.screen_.session.filed_as(tmp_path / "p.json")
    assert open_window.files.save()
    assert list(folder.glob("*.json")) == []


def test_restored_work_is_unsaved_and_opens(window: MainWindow, qtbot: QtBot, project, worked_out) -> None:
    from desktop.gui.recovery import Leftover
    from tests.gui.fakes import to_text

    leftover = Leftover(window.screen_.settings.folder / "x.json", None, to_text(project))
    window.start.found([leftover])
    window.start.restored.emit(leftover)
    worked_out(window)
    assert window.screen_.session.project == project
    assert not window.screen_.session.clean
