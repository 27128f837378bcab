"""The compressor bench: a duty and a point in, all compressors side by side out, with their envelopes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from .bench_fields import ConventionBox, NumberLine, named
from .bench_work import BenchAnswer, BenchWorker, OwnAnswer, find_task, own_task, polynomial_task
from .charts import ChartView
from .screen import Screen, em, emptied, label, text_label
from .scrolling import Scroll
from .tables import Cell, CellTable
from .wheel import keep_still

if TYPE_CHECKING:
    from ..components.compressor_choice import CompressorOption, Wish
    from ..components.compressors import Compressor
    from ..components.own_compressors import OwnCompressorRow
    from ..engine.messages import Message

COLUMNS = (
    "compressor_count", "frequency_hz", "compressor_heating_kw", "compressor_cooling_kw", "electric_power_kw",
    "cop", "mass_flow_kg_s", "t_discharge_c", "pressure_ratio", "capacity_margin_fraction",
    "minimum_load_fraction",
)  # fmt: skip
FIRST = {"duty": 50.0, "te": -10.0, "tc": 50.0, "superheat_k": 5.0, "subcooling_k": 3.0, "frequency_hz": 50.0}
SHOWN_REASONS = 200


class BenchDialog(QDialog):
    """Stays open beside the window. What it works out is worked out in a thread."""

    def __init__(self, screen: Screen, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._screen = screen
        self._worker: BenchWorker | None = None
        self._answer: BenchAnswer | None = None
        self._shown: tuple[CompressorOption, ...] = ()
        self._own: tuple[Compressor, ...] = ()
        self._own_rows: tuple[OwnCompressorRow, ...] = ()
        words = screen.words
        words.set(self.setWindowTitle, "gui.bench_title")
        self.setMinimumSize(56 * em(), 38 * em())
        column = QVBoxLayout(self)
        column.addWidget(text_label(screen, "gui.bench_intro", "quiet", wrap=True))
        column.addLayout(self._asked())
        line = QHBoxLayout()
        self.find_button = self._button("gui.bench_find", self.look)
        self.find_button.setDefault(True)
        self.export_button = self._button("gui.bench_export", self._ask_export)
        self.polynomial_button = self._button("gui.bench_polynomial", self._ask_polynomial)
        self.import_button = self._button("gui.bench_import", self._ask_import)
        self.convention_button = self._button("gui.bench_convention_short", self._show_convention)
        self.convention_button.setCheckable(True)
        self.save_button = self._button("gui.bench_save_own", self._ask_save_own)
        files = (self.import_button, self.convention_button, self.save_button)
        for button in (*files, self.polynomial_button, self.export_button, self.find_button):
            line.addWidget(button)
        line.insertStretch(len(files), 1)
        column.addLayout(line)
        self.convention = ConventionBox(screen)
        self.convention.setVisible(False)
        column.addWidget(self.convention)
        self.state = label("", "quiet")
        column.addWidget(self.state)
        self.table = CellTable()
        self.table.selectionModel().currentRowChanged.connect(self._row_chosen)
        self.side = Scroll()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self.side)
        split.setSizes([40 * em(), 22 * em()])
        column.addWidget(split, 1)
        self.export_button.setEnabled(False)
        self.polynomial_button.setEnabled(False)
        self.save_button.setEnabled(False)
        words.changed.connect(self._say_again)

    def _asked(self) -> QGridLayout:
        """Fluid, duty and point."""
        from ..components.refrigerants import Refrigerant
        from ..tables.catalog import load_catalog

        screen, grid = self._screen, QGridLayout()
        self.fluid, self.duty_kind = QComboBox(), QComboBox()
        for one in load_catalog().rows(Refrigerant):
            self.fluid.addItem(one.refrigerant)
        self.fluid.setCurrentText("R290")
        for box in (self.fluid, self.duty_kind):
            keep_still(box)
        for kind in ("heating", "cooling"):
            self.duty_kind.addItem("", kind)

        def say() -> None:
            for index in range(self.duty_kind.count()):
                kind = self.duty_kind.itemData(index)
                self.duty_kind.setItemText(index, screen.words(f"gui.bench_{kind}"))

        screen.words.keep(self.duty_kind, say)
        self.numbers = {name: NumberLine(value) for name, value in FIRST.items()}
        self.numbers |= {"pressure_kpa": NumberLine(), "t_gas_cooler": NumberLine()}
        fields: list[tuple[str, QWidget]] = [
            ("gui.bench_fluid", self.fluid), ("gui.bench_duty_kind", self.duty_kind),
            ("gui.bench_duty", self.numbers["duty"]), ("t_evaporating_c", self.numbers["te"]),
            ("t_condensing_c", self.numbers["tc"]), ("superheat_k", self.numbers["superheat_k"]),
            ("subcooling_k", self.numbers["subcooling_k"]), ("frequency_hz", self.numbers["frequency_hz"]),
            ("gui.bench_high_pressure", self.numbers["pressure_kpa"]),
            ("gui.bench_gas_cooler", self.numbers["t_gas_cooler"]),
        ]  # fmt: skip
        for index, (key, field) in enumerate(fields):
            row, place = divmod(index, 4)
            named(screen, key, field, grid, row, 2 * place)
        return grid

    def _button(self, key: str, pressed: Callable[[], object]) -> QPushButton:
        button = QPushButton()
        button.setAutoDefault(False)
        self._screen.words.set(button.setText, key)
        button.clicked.connect(pressed)
        return button

    def _show_convention(self) -> None:
        self.convention.setVisible(self.convention_button.isChecked())

    # finding

    def wish(self) -> Wish | None:
        """What is asked; None where a number is lacking."""
        from ..components.compressor_choice import Wish
        from ..components.compressor_points import Conditions

        n = {name: field.number() for name, field in self.numbers.items()}
        high, gas = n["pressure_kpa"], n["t_gas_cooler"]
        te, duty = n["te"], n["duty"]
        crossing = high is not None and gas is not None
        if te is None or duty is None or duty <= 0 or (n["tc"] is None) != crossing:
            return None
        superheat, subcooling = n["superheat_k"] or 0.0, n["subcooling_k"] or 0.0
        if superheat < 0 or subcooling < 0:
            return None
        at = Conditions(te, n["tc"], superheat, subcooling, high, gas)
        return Wish(
            self.fluid.currentText(), duty, at, self.duty_kind.currentData(), n["frequency_hz"] or 50.0
        )

    def look(self) -> None:
        """Look through all makers for the duty."""
        wish = self.wish()
        if wish is None:
            self.state.setText(self._screen.words("gui.bench_lacking"))
            return
        self._start(find_task(wish, self._own), self._show_answer)

    def _start(self, task: Callable[[], Any], then: Callable[[Any], None]) -> None:
        if self._worker is not None:
            return
        worker = self._worker = BenchWorker(task, self)
        worker.done.connect(then)
        worker.failed.connect(self._refused)
        worker.finished.connect(self._ended)
        self._able(False)
        self.state.setText(self._screen.words("gui.bench_working"))
        worker.start()

    def _able(self, able: bool) -> None:
        self.find_button.setEnabled(able)
        self.import_button.setEnabled(able)

    def _refused(self, reasons: tuple[Message, ...]) -> None:
        words = self._screen.words
        self.state.setText("\n".join(words.message(one) for one in reasons[:8]))

    def _ended(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.deleteLater()
        self._able(True)

    def _show_answer(self, answer: BenchAnswer) -> None:
        self._answer = answer
        self._shown = answer.found.options
        words = self._screen.words
        heads = (words("gui.bench_model"), words("gui.bench_maker"), *map(words.label, COLUMNS))
        self.table.show_rows(heads, [self._cells(one) for one in self._shown])
        counts = {"count": len(self._shown), "refused": len(answer.found.rejections)}
        self.state.setText(words("gui.bench_found", **counts))
        self.export_button.setEnabled(bool(self._shown))
        self.polynomial_button.setEnabled(bool(self._shown))
        if self._shown:
            self.table.selectRow(0)
        self._show_side(self._shown[0] if self._shown else None)

    def _cells(self, one: CompressorOption) -> list[Cell]:
        words = self._screen.words
        values = (
            one.count, one.frequency_hz, one.heating_kw, one.cooling_kw, one.power_kw, one.cop,
            one.count * one.point.mass_flow_kg_s, one.point.t_discharge_c, one.point.pressure_ratio,
            one.margin_fraction, one.minimum_fraction,
        )  # fmt: skip
        row = one.compressor.row
        cells = [Cell(words.value(name, v), v) for name, v in zip(COLUMNS, values, strict=True)]
        return [Cell(row.model), Cell(row.maker), *cells]

    def _row_chosen(self, now: QModelIndex, before: QModelIndex) -> None:
        model = now.siblingAtColumn(0).data()
        one = next((option for option in self._shown if option.compressor.model == model), None)
        if one is not None:
            self._show_side(one)

    def _show_side(self, one: CompressorOption | None) -> None:
        """The envelope of a model with the point in it, its steps, and why the others do not serve."""
        from ..cli_words import rejection_message
        from ..design.compressor_chart import envelope_chart

        if self._answer is None:
            return
        words, column = self._screen.words, self.side.column
        emptied(column)
        if one is not None:
            chart = envelope_chart(one.compressor, self._answer.wish.conditions)
            column.addWidget(label(words.message(chart.title), "section"))
            column.addWidget(ChartView(self._screen, chart))
            steps = ", ".join(f"{100 * step:g} %" for step in one.steps)
            text = words("gui.bench_steps", steps=steps) if steps else words("gui.bench_stepless")
            column.addWidget(label(text, "quiet"))
        reasons = self._answer.found.rejections
        if reasons:
            column.addWidget(label(words("gui.bench_refused"), "section"))
        for reason in reasons[:SHOWN_REASONS]:
            told = rejection_message("cli.compressors_rejected", reason, words.language)
            column.addWidget(label(words.message(told), "quiet"))
        column.addStretch(1)

    def _say_again(self) -> None:
        if self._answer is not None:
            self._show_answer(self._answer)

    # files

    def _ask_import(self) -> None:
        words = self._screen.words
        chosen, _ = QFileDialog.getOpenFileName(
            self, words("gui.bench_import"), str(Path.home()), words("gui.bench_filter")
        )
        if chosen:
            self.read_own(Path(chosen))

    def read_own(self, path: Path) -> None:
        """Import a maker's file, or open a file of own compressors, with what the fields state."""
        self._start(own_task(path, self.convention.stated()), self._show_own)

    def _show_own(self, answer: OwnAnswer) -> None:
        from ..components.own_compressors import told

        self._own, self._own_rows = answer.compressors, answer.rows
        if any(not one.usable for one in answer.compressors):
            self.convention_button.setChecked(True)
            self._show_convention()
        words = self._screen.words
        sentences = (*answer.remarks, *(told(one, words) for one in answer.compressors))
        lines = [words.message(one) for one in sentences]
        more = [words("gui.bench_more", count=len(lines) - 8)] if len(lines) > 8 else []
        self.state.setText("\n".join([*lines[:8], *more]))
        self.save_button.setEnabled(True)

    def _ask_save_own(self) -> None:
        from ..components.own_compressors import as_csv

        words = self._screen.words
        chosen, _ = QFileDialog.getSaveFileName(
            self, words("gui.bench_save_own"), str(Path.home() / "own.csv"), "CSV (*.csv)"
        )
        if chosen:
            self.write(Path(chosen), as_csv(self._own_rows))

    def _ask_export(self) -> None:
        words = self._screen.words
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            words("gui.bench_export"),
            str(Path.home() / "compressors.csv"),
            "CSV (*.csv);;JSON (*.json)",
        )
        if chosen:
            self.export(Path(chosen))

    def _ask_polynomial(self) -> None:
        words = self._screen.words
        one = self._chosen()
        if one is None:
            return
        name = f"{one.compressor.model}-fit.csv"
        chosen, _ = QFileDialog.getSaveFileName(
            self, words("gui.bench_polynomial"), str(Path.home() / name), "CSV (*.csv);;JSON (*.json)"
        )
        if chosen:
            self.export_polynomial(Path(chosen))

    def export_polynomial(self, path: Path) -> None:
        """Write the ten-term polynomials of the model chosen in the table, with their deviation."""
        one = self._chosen()
        if one is not None and self._answer is not None:
            self._start(polynomial_task(one, self._answer.wish, path), self._show_written)

    def _show_written(self, name: str) -> None:
        self.state.setText(self._screen.words("gui.bench_written", file=name))

    def _chosen(self) -> CompressorOption | None:
        model = self.table.currentIndex().siblingAtColumn(0).data()
        return next((one for one in self._shown if one.compressor.model == model), None)

    def export(self, path: Path) -> None:
        """Write what was found, as JSON or as a CSV table by the file's ending."""
        import json

        from ..components.compressor_export import found_csv, found_values

        if self._answer is None:
            return
        if path.suffix.casefold() == ".json":
            content = found_values(self._answer.wish, self._answer.found)
            self.write(path, json.dumps(content, ensure_ascii=False, indent=2) + "\n")
        else:
            self.write(path, "\ufeff" + found_csv(self._answer.found))

    def write(self, path: Path, text: str) -> None:
        """Write a file and say so."""
        from ..project_file import ProjectFileFault, write_atomically

        try:
            write_atomically(path, text.encode())
        except ProjectFileFault as fault:
            self._refused((fault.message,))
            return
        self._show_written(path.name)

    def closeEvent(self, event: QCloseEvent) -> None:
        """A task in hand is waited for: it takes moments."""
        if self._worker is not None:
            self._worker.wait()
        super().closeEvent(event)
