"""Makers' files of coefficients: layouts, languages, conventions that are never guessed, their own points."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from desktop.batch.sheets import Column, NewSheet, read, written
from desktop.components.compressor_import import ImportFault, Stated, import_grids, restated, value_at
from desktop.components.compressor_points import Conditions, OutsideCompressor, point
from desktop.components.own_compressors import OwnCompressorRow, as_csv, own_compressors, read_own
from desktop.tables.catalog import Catalog
from desktop.tables.faults import CatalogError

Q = (60.0, 2.1, -0.6, 0.02, -0.013, -0.001, 1e-4, -2e-4, -3e-5, -1e-5)
P = (5.0, 0.01, 0.15, 0.0003, 0.001, 0.001, 0.0, 1e-5, 2e-5, 1e-5)
STATED: dict[str, Any] = {
    "refrigerant": "R290", "superheat_k": 10.0, "subcooling_k": 0.0, "frequency_hz": 50.0,
    "temperature_unit": "C", "envelope": "-20:20 10:20 10:60 -20:50",
}  # fmt: skip


def ten(c: tuple[float, ...], e: float, k: float) -> float:
    """The polynomial of EN 12900, term by term."""
    return (c[0] + c[1] * e + c[2] * k + c[3] * e * e + c[4] * e * k + c[5] * k * k + c[6] * e**3
            + c[7] * e * e * k + c[8] * e * k * k + c[9] * k**3)  # fmt: skip


def by_rows(first: str = "C0", quantities: tuple[str, str] = ("Capacity [kW]", "Power [kW]")) -> list[Any]:
    start = int(first[1:])
    heads = ["", *(f"{first[0]}{start + i}" for i in range(10))]
    return [heads, [quantities[0], *Q], [quantities[1], *P]]


def imported(grid: list[Any], catalog: Catalog, **stated: Any) -> tuple[OwnCompressorRow, ...]:
    return import_grids([grid], "示例.csv", catalog, Stated("", stated)).rows


@pytest.mark.parametrize("first", ["C0", "C1", "c1", "M1"])
@pytest.mark.parametrize(
    "quantities",
    [("Capacity [kW]", "Power [kW]"), ("制冷量（kW）", "输入功率（kW）"), ("Kälteleistung [kW]", "P (kW)")],
)
def test_a_polynomial_a_row(first: str, quantities: tuple[str, str], catalog: Catalog) -> None:
    rows = imported(by_rows(first, quantities), catalog, **STATED)
    assert [(row.measured, row.unit) for row in rows] == [("capacity", "kW"), ("power", "kW")]
    assert rows[0].polynomial_coefficients == Q
    assert value_at(rows[0], -5, 45) == pytest.approx(ten(Q, -5, 45), rel=1e-12)
    (one,) = own_compressors(rows, catalog)
    assert one.usable
    at = Conditions(-5, 45, 10, 0)  # its own convention: the printed polynomials themselves
    assert point(one, at).cooling_kw == pytest.approx(ten(Q, -5, 45), rel=1e-9)
    assert point(one, at).power_kw == pytest.approx(ten(P, -5, 45), rel=1e-9)


def test_a_polynomial_a_column(catalog: Catalog) -> None:
    grid = [["型号", "X-1"], ["制冷剂", "r290"], ["频率", "50"], [],
            ["", "制冷量 [W]", "功率 [W]"],
            *([f"C{i + 1}", 1000 * Q[i], 1000 * P[i]] for i in range(10))]  # fmt: skip
    rows = imported(grid, catalog)
    assert [(row.model, row.refrigerant, row.frequency_hz, row.unit) for row in rows] == [
        ("X-1", "R290", 50.0, "W")
    ] * 2
    assert rows[1].polynomial_coefficients == tuple(1000 * one for one in P)
    assert not own_compressors(rows, catalog)[0].usable


def test_a_compressor_a_row_by_the_names_of_its_terms(catalog: Catalog) -> None:
    terms = ("c0", "te", "tc", "te2", "tetc", "tc2", "te3", "te2tc", "tetc2", "tc3")
    mixed = sorted(range(10), key=lambda i: terms[i])  # the order of the columns says nothing
    grid = [["model", *(f"Q_{terms[i]}" for i in mixed), *(f"P_{terms[i]}" for i in mixed)],
            ["Y", *(Q[i] for i in mixed), *(P[i] for i in mixed)]]  # fmt: skip
    rows = imported(grid, catalog)
    assert [row.polynomial_coefficients for row in rows] == [Q, P]
    assert [row.unit for row in rows] == [None, None]


def test_an_excel_file_says_the_same(catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "系数.xlsx"
    heads, *lines = by_rows()
    path.write_bytes(written([NewSheet("x", tuple(Column(head or "name") for head in heads), lines)]))
    rows = import_grids([sheet.rows for sheet in read(path)], path.name, catalog).rows
    assert [row.polynomial_coefficients for row in rows] == [Q, P]


@pytest.mark.parametrize(
    "missing", ["refrigerant", "superheat_k", "subcooling_k", "frequency_hz", "temperature_unit", "envelope"]
)
def test_what_is_not_stated_is_not_guessed(missing: str, catalog: Catalog) -> None:
    rows = imported(by_rows(), catalog, **{k: v for k, v in STATED.items() if k != missing})
    (one,) = own_compressors(rows, catalog)
    assert one.lacking == (missing,)
    with pytest.raises(OutsideCompressor) as caught:
        point(one, Conditions(-5, 45, 10, 0))
    assert caught.value.rejection.rule == "compressor_unstated"
    assert missing in str(caught.value.rejection.value)
    stated = tuple(restated(row, Stated("", {missing: STATED[missing]})) for row in rows)
    assert own_compressors(stated, catalog)[0].usable


def test_a_unit_that_is_not_stated_is_not_guessed(catalog: Catalog) -> None:
    grid = by_rows(quantities=("Capacity", "Power [kW]"))
    (one,) = own_compressors(imported(grid, catalog, **STATED), catalog)
    assert one.lacking == ("unit",)
    rows = import_grids([grid], "x.csv", catalog, Stated("", STATED, {"capacity": "kW"})).rows
    assert own_compressors(rows, catalog)[0].usable


def test_the_user_does_not_overrule_what_the_file_says(catalog: Catalog) -> None:
    grid = [[*by_rows()[0], "return gas", "frequency"], *([*line, 20.0, 60] for line in by_rows()[1:])]
    rows = imported(grid, catalog, **STATED)
    assert (rows[0].t_return_gas_c, rows[0].superheat_k, rows[0].frequency_hz) == (20.0, None, 60.0)


def test_units_and_fahrenheit_are_converted(catalog: Catalog) -> None:
    """The same compressor written in Btu/h over °F: the same kW at the same °C."""
    btu = 1055.05585262 / 3600 / 1000

    def shifted(c: tuple[float, ...], factor: float) -> list[float]:
        """Coefficients over °F by solving for them at ten points."""
        import numpy as np

        points = [(e, k) for e in range(-20, 11, 10) for k in range(20, 61, 10)]
        table = [[f(1.8 * e + 32, 1.8 * k + 32) for f in TERMS] for e, k in points]
        solved = np.linalg.lstsq(table, [ten(c, e, k) / factor for e, k in points], rcond=None)[0]
        return [float(one) for one in solved]

    grid = [["", *(f"C{i}" for i in range(10))], ["Capacity [Btu/h]", *shifted(Q, btu)],
            ["Power [W]", *shifted(P, 1e-3)]]  # fmt: skip
    (one,) = own_compressors(imported(grid, catalog, **{**STATED, "temperature_unit": "F"}), catalog)
    found = point(one, Conditions(-7, 42, 10, 0))
    assert found.cooling_kw == pytest.approx(ten(Q, -7, 42), rel=1e-8)
    assert found.power_kw == pytest.approx(ten(P, -7, 42), rel=1e-8)


TERMS = (
    lambda e, k: 1, lambda e, k: e, lambda e, k: k, lambda e, k: e * e, lambda e, k: e * k,
    lambda e, k: k * k, lambda e, k: e**3, lambda e, k: e * e * k, lambda e, k: e * k * k, lambda e, k: k**3,
)  # fmt: skip


def test_the_files_own_points_are_held_against_it(catalog: Catalog) -> None:
    printed = [["te", "tc", "capacity", "power"]]
    printed += [[e, k, round(ten(Q, e, k), 2), round(ten(P, e, k), 3)] for e, k in ((-10, 40), (5, 55))]
    good = import_grids([by_rows(), printed], "x.csv", catalog, Stated("", STATED)).rows
    (one,) = own_compressors(good, catalog)
    assert one.usable
    assert 0 < (one.residual_fraction or 0) < 1e-3
    # in its own convention (10 K superheat, no subcooling, 50 Hz) to the last printed digit
    for e, k, capacity, power in printed[1:]:
        at = point(one, Conditions(float(e), float(k), 10, 0))
        assert (round(at.cooling_kw, 2), round(at.power_kw, 3)) == (capacity, power)
    wrong = [printed[0], *([e, k, 1000 * float(q), p] for e, k, q, p in printed[1:])]
    rows = import_grids([by_rows(), wrong], "x.csv", catalog, Stated("", STATED)).rows
    assert own_compressors(rows, catalog)[0].lacking == ("residual_fraction",)


def test_other_files_are_refused(catalog: Catalog) -> None:
    with pytest.raises(ImportFault) as caught:
        import_grids([[["a", "b"], [1, 2]]], "x.csv", catalog)
    assert caught.value.message.key == "fault.compressor_no_polynomial"
    with pytest.raises(ImportFault) as caught:
        import_grids([[["", *(f"C{i}" for i in range(20))], ["Q", *range(20)]]], "x.csv", catalog)
    assert caught.value.message.values["count"] == 20


def test_two_compressors_of_one_name_are_told_apart(catalog: Catalog) -> None:
    heads, *lines = by_rows()
    grid = [["model", "quantity", *heads[1:]]]
    for _ in range(2):
        grid += [["Z", line[0], *line[1:]] for line in lines]
    assert [row.model for row in imported(grid, catalog)] == ["Z", "Z", "Z (2)", "Z (2)"]


def test_the_file_of_own_compressors_goes_round(catalog: Catalog) -> None:
    rows = imported(by_rows(), catalog, **STATED)
    assert read_own(as_csv(rows).encode(), "own.csv") == rows
    with pytest.raises(CatalogError) as caught:
        read_own(as_csv(rows).replace("-20:20 10:20", "-20:20 nowhere").encode(), "own.csv")
    assert {(fault.line, fault.column) for fault in caught.value.faults} == {(2, "envelope"), (3, "envelope")}
    renamed = as_csv(rows).replace("示例,", "HQ-KS-R290-20,")
    with pytest.raises(CatalogError):
        own_compressors(read_own(renamed.encode(), "own.csv"), catalog)


@pytest.fixture
def makers(reference_dir: Path) -> Path:
    return reference_dir / "reference" / "components" / "compressors"


def of_file(path: Path, catalog: Catalog, **stated: Any) -> tuple[OwnCompressorRow, ...]:
    units = stated.pop("units", {})
    return import_grids([s.rows for s in read(path)], path.name, catalog, Stated("", stated, units)).rows


@pytest.mark.reference
def test_copeland_scrolls_as_their_library_writes_them(makers: Path, catalog: Catalog) -> None:
    """Six scrolls in Btu/h, W, A and lb/h over °F; superheat, subcooling and frequency are nowhere said."""
    path = makers / "copeland_thermocycle_10coef.csv"
    rows = of_file(path, catalog)
    assert len(rows) == 24
    assert {row.unit for row in rows} == {"Btu/h", "W", "A", "lb/h"}
    assert {row.temperature_unit for row in rows} == {"F"}
    for one in own_compressors(rows, catalog):
        assert one.lacking == ("superheat_k", "subcooling_k", "frequency_hz", "envelope")
    with path.open(encoding="utf-8", newline="") as file:
        for line, row in zip(csv.DictReader(file), rows, strict=True):
            c = tuple(float(line[f"C{i}"]) for i in range(1, 11))
            for te, tc in ((-10.0, 40.0), (0.0, 50.0), (7.2, 54.4)):
                independent = ten(c, te * 1.8 + 32, tc * 1.8 + 32)
                assert value_at(row, te, tc) == pytest.approx(independent, rel=1e-9)
    # Capacity over mass flow tells the convention: 20 °F superheat, the heating scrolls without subcooling,
    # the other with 15 °F. What contradicts the enthalpies is not calculated.
    envelope = "-20:30 10:30 10:60 -20:50"
    for subcooling, good in ((0.0, "ZH"), (8.3, "ZRD")):
        rows = of_file(path, catalog, envelope=envelope, superheat_k=11.1, subcooling_k=subcooling,
                       frequency_hz=50.0)  # fmt: skip
        for one in own_compressors(rows, catalog):
            assert one.lacking == (() if one.model.startswith(good) else ("convention",)), one.model


@pytest.mark.reference
def test_energyplus_compressors_with_return_gas(makers: Path, catalog: Catalog) -> None:
    """1,105 refrigeration compressors: return gas and liquid are said, units, °C and frequency are not."""
    path = makers / "energyplus_refrigeration_compressors.csv"
    rows = of_file(path, catalog)
    assert len(rows) == 2 * 1105
    own = own_compressors(rows, catalog)
    assert len(own) == 1105
    assert not any(one.usable for one in own)
    stated = {"temperature_unit": "C", "frequency_hz": 60.0}
    rows = of_file(path, catalog, units={"capacity": "W", "power": "W"}, **stated)
    usable = [one for one in own_compressors(rows, catalog) if one.usable]
    # R12 and R502 are not in the table of fluids, 26 names hold none: they stay unusable
    assert len(usable) == 1105 - 166 - 147 - 26
    with path.open(encoding="utf-8", newline="") as file:
        lines = {line["name"]: line for line in csv.DictReader(file)}
    terms = ("c0", "te", "tc", "te2", "tetc", "tc2", "te3", "te2tc", "tetc2", "tc3")
    tried = 0
    for one in usable[::25]:
        line = lines.get(one.model)
        power = next(row for row in one.polynomials if row.measured == "power")
        if line is None or power.t_return_gas_c is None:
            continue
        te, tc = one.envelope[2][0] - 5, one.envelope[2][1] - 5
        at = Conditions(te, tc, power.t_return_gas_c - te, 0)
        try:
            found = point(one, at)
        except OutsideCompressor:
            continue
        independent = ten(tuple(float(line[f"P_{term}"]) for term in terms), te, tc) / 1000
        assert found.power_kw == pytest.approx(independent, rel=1e-9), one.model
        tried += 1
    assert tried >= 20


@pytest.mark.reference
@pytest.mark.parametrize("name", ["DSF175-4", "ZR144KCE-TFD"])
def test_files_without_any_convention_stay_unusable(name: str, makers: Path, catalog: Catalog) -> None:
    (one,) = own_compressors(of_file(makers / f"python-hvac_{name}.csv", catalog), catalog)
    assert set(one.lacking) == {"refrigerant", "unit", "temperature_unit", "superheat_k", "subcooling_k",
                                "frequency_hz", "envelope"}  # fmt: skip


@pytest.mark.reference
def test_variable_speed_polynomials_of_thirty_terms_are_refused(makers: Path, catalog: Catalog) -> None:
    with pytest.raises(ImportFault) as caught:
        of_file(makers / "python-hvac_VZH088CGM.csv", catalog)
    assert caught.value.message.key == "fault.compressor_terms"


@pytest.mark.reference
def test_rated_points_come_back_to_the_last_printed_digit(makers: Path, catalog: Catalog) -> None:
    """Eight rotary compressors of a catalogue of 2024, R290, each by displacement and one printed point.

    Their convention: 60 turns a second, 7.2/54.4 °C, superheat 27.8 K, subcooling 8.3 K; W.
    """
    path = makers / "highly_r290_rated_points_2024.csv"
    (one, *_) = own_compressors(of_file(path, catalog), catalog)
    assert one.lacking == ("refrigerant", "superheat_k", "subcooling_k", "frequency_hz", "envelope",
                           "rated_point", "displacement_m3h")  # fmt: skip
    stated = {"refrigerant": "R290", "superheat_k": 27.8, "subcooling_k": 8.3, "frequency_hz": 60.0,
              "t_evaporating_c": 7.2, "t_condensing_c": 54.4,
              "envelope": "-15:30 20:30 20:60 -15:60"}  # fmt: skip
    rows = of_file(path, catalog, **stated)
    assert read_own(as_csv(rows).encode(), "own.csv") == rows
    own = {one.model: one for one in own_compressors(rows, catalog)}
    assert len(own) == 8
    with path.open(encoding="utf-8", newline="") as file:
        lines = [line for line in csv.DictReader(file) if not line["model"].startswith("#")]
    assert len(lines) == 8
    for line in lines:
        found = point(own[line["model"]], Conditions(7.2, 54.4, 27.8, 8.3), 60.0)
        assert f"{1000 * found.cooling_kw:.0f}" == line["Q_evap_W"]
        assert f"{1000 * found.power_kw:.2f}" == line["P_el_W"]
        # what the point says of the machine is what such machines do
        assert 0.8 < (found.volumetric_fraction or 0) < 1.0
        assert 0.5 < found.isentropic_fraction < 0.8
    # at half the speed it would have to draw in more than its displacement
    wrong = of_file(path, catalog, **{**stated, "frequency_hz": 30.0})
    assert {one.lacking for one in own_compressors(wrong, catalog)} == {("convention",)}
