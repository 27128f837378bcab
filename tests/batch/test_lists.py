"""Lists from Excel and CSV: what is read, and where what is wrong."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from desktop.applications.hotel import HOTEL
from desktop.applications.household import HOUSEHOLD
from desktop.batch.lists import listed_questions, read_list, template, template_for
from desktop.batch.records import BatchFault
from desktop.batch.results import sentence
from desktop.batch.sheets import Column, NewSheet, letter, read, written
from desktop.cli_words import said as command_line
from desktop.engine.figures import Value
from desktop.tables.catalog import Catalog
from desktop.tables.texts import LANGUAGES, Language, Texts

DATED: dict[str, Value] = {"quote_date": date(2026, 1, 1)}
BASE: dict[str, Value] = {**DATED, "heated_area_m2": 1000.0}


def book(path: Path, *rows: tuple[object, ...], title: str = "村 A") -> Path:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    made.save(path)
    return path


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_filled_in_is_read_back(tmp_path: Path, catalog: Catalog, language: Language) -> None:
    """Every column of the template is understood, in either language, with the place filled in alone."""
    path = tmp_path / "清单 2026.xlsx"
    path.write_bytes(template(HOTEL, language, catalog))
    made = load_workbook(path)
    sheet = made.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    column = next(n for n, head in enumerate(heads, 1) if head in ("所在城市", "City"))
    sheet.cell(2, column, "Mohe")
    sheet.cell(3, column, "哈尔滨")
    made.save(path)
    found = read_list(path, HOTEL, catalog, BASE)
    assert found.faults == ()
    assert [(one.row, one.answers["city"]) for one in found.entries] == [(2, "Mohe"), (3, "哈尔滨")]
    assert len(made.worksheets[1]["A"]) == 1 + len(listed_questions(HOTEL))


def test_cells_become_answers_of_their_kind(tmp_path: Path, catalog: Catalog) -> None:
    """Numbers typed as text, words of choices, dates, flags and whole numbers as spreadsheets keep them."""
    heads = ("客户名称", "所在城市", "供热面积 (m²)", "room_count", "has_laundry", "terminal", "quote_date")
    path = book(
        tmp_path / "l.xlsx", ("某村取暖清单",), heads,
        ("张三", "北京", "1.2万", 20.0, "是", "地面辐射供暖", date(2026, 11, 22)),
        (None,) * 7,
        (4711, "bj", 1500, "30", 0, "fan_coil", "2026-11-23"),
    )  # fmt: skip
    found = read_list(path, HOTEL, catalog, BASE)
    assert found.faults == ()
    first, last = found.entries
    assert (last.sheet, last.row, last.name) == ("村 A", 5, "4711")
    assert last.answers["quote_date"] == date(2026, 11, 23)
    assert last.answers["has_laundry"] is False
    assert last.answers["room_count"] == 30
    assert first.answers["heated_area_m2"] == 12_000
    assert first.answers["has_laundry"] is True
    assert first.answers["terminal"] == "floor"


def test_every_planted_fault_is_found_with_its_cell_and_nothing_else_is_lost(
    tmp_path: Path, catalog: Catalog
) -> None:
    heads = ("city", "heated_area_m2", "room_count", "has_laundry", "备注", "city")
    rows = [("北京", 1000 + n, 20, "no", "x", "") for n in range(40)]
    planted = {
        3: ("B", "很大"), 7: ("B", -4), 11: ("C", 3.5), 15: ("A", "火星"), 19: ("D", "也许"),
        23: ("B", "1,000"), 27: ("C", "#REF!"), 31: ("A", None), 35: ("B", 1e30), 39: ("C", "二十"),
    }  # fmt: skip
    for number, (column, value) in planted.items():
        cells = list(rows[number - 2])
        cells["ABCD".index(column)] = value
        rows[number - 2] = tuple(cells)
    found = read_list(book(tmp_path / "l.xlsx", heads, *rows), HOTEL, catalog, BASE)
    fatal = {(one.row, one.column) for one in found.faults if one.fatal}
    assert fatal == {(row, column) for row, (column, _) in planted.items()}
    assert {(one.row, one.column, one.reason.key) for one in found.faults if not one.fatal} == {
        (1, "E", "fault.list_column_unknown"), (1, "F", "fault.list_column_twice"),
    }  # fmt: skip
    assert len(found.entries) == 30
    assert {one.row for one in found.entries} == set(range(2, 42)) - set(planted)


def test_csv_in_both_encodings(tmp_path: Path, catalog: Catalog) -> None:
    text = "客户名称;所在城市;供热面积\r\n张三;北京;1000\r\n"
    for encoding in ("utf-8-sig", "utf-8", "gb18030"):
        path = tmp_path / f"{encoding}.csv"
        path.write_bytes(text.encode(encoding))
        found = read_list(path, HOTEL, catalog, BASE)
        assert [dict(one.answers) for one in found.entries] == [
            {"customer_name": "张三", "city": "北京", "heated_area_m2": 1000.0}
        ]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "fault.list_without_head"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "fault.list_old_excel"),
        (b"PK\x03\x04 no archive", "fault.list_foreign"),
        (b"%PDF-1.7\0\0", "fault.list_foreign"),
        ("所在城市,供热面积\n".encode(), "fault.list_empty"),
        (b"a,b\n1,2\n", "fault.list_without_head"),
    ],
)
def test_foreign_files_are_refused(tmp_path: Path, catalog: Catalog, content: bytes, key: str) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    with pytest.raises(BatchFault) as refused:
        read_list(path, HOTEL, catalog)
    assert refused.value.message.key == key


def test_a_workbook_is_the_same_bytes_and_holds_formulas_as_text() -> None:
    sheet = NewSheet("结果", (Column("A"), Column("B", decimals=1)), [("=1+1", 2.5), ("x", None)])
    assert written((sheet,)) == written((sheet,))
    cell = load_workbook(io.BytesIO(written((sheet,)))).worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_formula_is_read_by_its_last_value(tmp_path: Path) -> None:
    """A file written by a spreadsheet keeps the value beside the formula; without one there is nothing."""
    path = book(tmp_path / "f.xlsx", ("city", "heated_area_m2"), ("北京", "=500*2"))
    assert read(path)[0].rows[1] == ("北京", None)


def test_columns_are_named_as_in_a_spreadsheet() -> None:
    assert [letter(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def shares(tmp_path: Path, catalog: Catalog, *cells: object) -> tuple[list[object], list[tuple[str, str]]]:
    """The heated share of each row of a household list, and what is said of the cells that are refused."""
    rows = [("北京", 120, cell) for cell in cells]
    path = book(tmp_path / "l.xlsx", ("所在城市", "建筑面积", "供暖面积比例 (%)"), *rows)
    found = read_list(path, HOUSEHOLD, catalog, DATED)
    texts = Texts("zh", catalog.quantities)
    said = [(f"{one.column}{one.row}", sentence(one.reason, texts)) for one in found.faults]
    return [one.answers["heated_share_fraction"] for one in found.entries], said


def test_a_share_is_read_as_the_column_of_per_cent_says(tmp_path: Path, catalog: Catalog) -> None:
    """Above 1 a plain number is per cent; 0.7 and 70 % are the same share; 1 is the whole."""
    found, said = shares(tmp_path, catalog, 70, "70", "70%", 0.7, "0.7", 1, 100)
    assert found == [0.7, 0.7, 0.7, 0.7, 0.7, 1.0, 1.0]
    assert said == []


def test_a_cell_formatted_as_per_cent_is_the_share_it_shows(tmp_path: Path, catalog: Catalog) -> None:
    path = book(tmp_path / "p.xlsx", ("city", "floor_area_m2", "heated_share_fraction"), ("北京", 120, 0.7))
    made = load_workbook(path)
    made.worksheets[0]["C2"].number_format = "0%"
    made.save(path)
    (one,) = read_list(path, HOUSEHOLD, catalog, DATED).entries
    assert one.answers["heated_share_fraction"] == 0.7


def test_a_value_out_of_range_is_said_with_unit_and_without_empty_decimals(
    tmp_path: Path, catalog: Catalog
) -> None:
    _, said = shares(tmp_path, catalog, 5)
    assert said == [("C2", "“供暖面积比例”为 5%，超出允许范围 20% 至 100%；请改为范围内的数值。")]
    path = book(tmp_path / "a.xlsx", ("city", "heated_area_m2"), ("北京", -5))
    (fault,) = read_list(path, HOTEL, catalog, DATED).faults
    told = sentence(fault.reason, Texts("zh", catalog.quantities))
    assert "为 -5 m²，超出允许范围 20 m² 至 5,000,000 m²" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refused_choice_lists_the_words_of_the_drop_down(
    tmp_path: Path, catalog: Catalog, language: Language
) -> None:
    path = book(tmp_path / "c.xlsx", ("city", "heated_area_m2", "terminal"), ("北京", 1000, "炕"))
    (fault,) = read_list(path, HOTEL, catalog, DATED).faults
    texts = Texts(language, catalog.quantities)
    told = sentence(fault.reason, texts)
    assert texts["choice.terminal.floor" if "choice.terminal.floor" in texts else "choice.floor"] in told
    assert "fan_coil" not in told
    assert "(fan_coil)" in command_line(fault.reason, language)


def test_the_guide_says_limits_and_defaults_as_a_reader_does(catalog: Catalog) -> None:
    sheet = load_workbook(io.BytesIO(template(HOUSEHOLD, "zh", catalog))).worksheets[1]
    rows = {row[1]: row for row in sheet.iter_rows(values_only=True)}
    share = rows["heated_share_fraction"]
    assert share[3:5] == ("20%", "100%")
    assert "70" in str(share[7])
    words = {one.name: {*one.choices} for one in listed_questions(HOUSEHOLD) if one.kind == "choice"}
    shown = {name: rows[name][5] for name in words}
    spelt = {name: word for name, word in shown.items() if word in words[name] and "_" in str(word)}
    assert spelt == {}
    assert shown["wall_type"] not in words["wall_type"] if "wall_type" in words else True


def test_a_row_is_told_all_that_is_wrong_with_it(tmp_path: Path, catalog: Catalog) -> None:
    """A wrong cell does not hide a missing answer; each missing one has its own column where there is one."""
    heads = ("city", "建筑面积", "heated_share_fraction")
    path = book(tmp_path / "m.xlsx", heads, ("北京", None, 0.01), (None, 120, 0.7), ("北京", 120, 0.7))
    found = read_list(path, HOUSEHOLD, catalog, DATED)
    assert {(f"{one.column}{one.row}", one.reason.values["question"]) for one in found.faults} == {
        ("C2", "heated_share_fraction"), ("B2", "floor_area_m2"), ("A3", "city"),
    }  # fmt: skip
    assert [one.row for one in found.entries] == [4]
    bare = book(tmp_path / "n.xlsx", ("city", "heated_share_fraction"), ("北京", 0.7))
    (fault,) = read_list(bare, HOUSEHOLD, catalog, DATED).faults
    assert (fault.column, fault.reason.values["question"]) == ("", "floor_area_m2")
    answered = read_list(bare, HOUSEHOLD, catalog, {**DATED, "floor_area_m2": 120.0})
    assert answered.faults == ()


def test_a_csv_template_is_csv_and_read_back(tmp_path: Path, catalog: Catalog) -> None:
    """The name of the file says its form; heads are those of the Excel template."""
    path = tmp_path / "list.CSV"
    content = template_for(path, HOTEL, "zh", catalog)
    assert content.startswith(b"\xef\xbb\xbf")
    heads = content.decode("utf-8-sig").strip().split(",")
    excel = load_workbook(io.BytesIO(template_for(tmp_path / "l.xlsx", HOTEL, "zh", catalog))).worksheets[0]
    assert heads == [cell.value for cell in excel[1]]
    path.write_bytes(content + ",".join("北京" if head == "所在城市" else "" for head in heads).encode())
    found = read_list(path, HOTEL, catalog, BASE)
    assert (found.faults, [one.answers["city"] for one in found.entries]) == ((), ["北京"])
