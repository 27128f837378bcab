"""Tables are read strictly: every planted fault is found, at its file and line, all at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, ClassVar, Literal

import pytest

from desktop.tables.catalog import Catalog, check_catalog, load_catalog
from desktop.tables.faults import CatalogError
from desktop.tables.places import resources_dir
from desktop.tables.reading import Blank, Length, Range, Refers
from desktop.tables.texts import read_texts


@dataclass(frozen=True, slots=True)
class Maker:
    TABLE: ClassVar[str] = "makers.csv"
    KEY: ClassVar[tuple[str, ...]] = ("maker",)
    maker: str


@dataclass(frozen=True, slots=True)
class Tank:
    TABLE: ClassVar[str] = "parts/tanks.csv"
    KEY: ClassVar[tuple[str, ...]] = ("model",)
    model: str
    maker: Annotated[str, Refers(Maker)]
    volume_l: Annotated[float, Range(10, 200_000)]
    coil_count: Annotated[int, Range(0, 4)]
    lining: Literal["enamel", "stainless"]
    insulated: bool
    available_from: date
    pressure_kpa: Annotated[float, Range(0, 2000)] | None
    loss_w__steps: Annotated[tuple[float, ...], Range(0, 500), Length(3)]
    note: Annotated[str, Blank()]
    source: str


TABLES = (Maker, Tank)
QUANTITIES = """name,symbol,unit,decimals,label_zh,label_en,help_zh,help_en
volume_l,V,L,0,容积,Volume,,
coil_count,n,,0,盘管数,Coils,,
pressure_kpa,p,kPa,0,压力,Pressure,,
loss_w,P,W,1,散热,Heat loss,,
"""
SOURCES = """id,title,edition,in_force_from,in_force_to,standing
sheet,样本 / Data sheet,2024,2024-01-01,,maker
"""
HEADER = (
    "model,maker,volume_l,coil_count,lining,insulated,available_from,pressure_kpa,loss_w__steps,note,source"
)
GOOD = "T-100,示例公司,100,1,enamel,yes,2024-03-01,,1 2.5 3e1,,sheet"


def write(folder: Path, tanks: str | bytes, quantities: str = QUANTITIES, sources: str = SOURCES) -> Catalog:
    (folder / "parts").mkdir()
    (folder / "quantities.csv").write_text(quantities, encoding="utf-8")
    (folder / "sources.csv").write_text(sources, encoding="utf-8")
    (folder / "makers.csv").write_text("maker\n示例公司\n", encoding="utf-8")
    content = tanks if isinstance(tanks, bytes) else tanks.encode()
    (folder / "parts/tanks.csv").write_bytes(content)
    return load_catalog(folder)


def found(catalog: Catalog) -> list[tuple[str, int, str, str]]:
    faults = check_catalog(catalog, TABLES)
    texts = read_texts(resources_dir() / "texts")
    assert all(fault.message.key in texts for fault in faults)
    return [(fault.file, fault.line, fault.column, fault.reason) for fault in faults]


def test_a_right_table_is_read(tmp_path: Path) -> None:
    more = "T-200,示例公司,200,2,stainless,no,2025-01-31,600,0 0 0,新,sheet"
    catalog = write(tmp_path, f"{HEADER}\n{GOOD}\n{more}\n")
    assert found(catalog) == []
    first, second = catalog.rows(Tank)
    assert first == Tank(
        "T-100", "示例公司", 100.0, 1, "enamel", True, date(2024, 3, 1), None, (1.0, 2.5, 30.0), "", "sheet"
    )
    assert second.pressure_kpa == 600.0
    assert catalog.find(Tank, "T-200") is second
    assert catalog.decimals["loss_w"] == 1
    assert catalog.sources["sheet"].title_in("zh") == "样本"


# each planted cell, and what must be said of it
CELLS = [
    ("model", "", "empty_cell"),
    ("model", " T", "spaces_around"),
    ("maker", "别家", "unknown_reference"),
    ("volume_l", '"1,000"', "not_a_number"),
    ("volume_l", "1_000", "not_a_number"),
    ("volume_l", "nan", "not_a_number"),
    ("volume_l", "inf", "not_a_number"),
    ("volume_l", "1e999", "out_of_range"),
    ("volume_l", "１００", "not_a_number"),
    ("volume_l", "100 ", "not_a_number"),
    ("volume_l", "9.99", "out_of_range"),
    ("coil_count", "1.0", "not_a_whole_number"),
    ("coil_count", "5", "out_of_range"),
    ("lining", "Enamel", "not_a_choice"),
    ("insulated", "true", "not_a_choice"),
    ("available_from", "2024-02-30", "not_a_date"),
    ("available_from", "2024-2-3", "not_a_date"),
    ("available_from", "20240203", "not_a_date"),
    ("pressure_kpa", "-1", "out_of_range"),
    ("loss_w__steps", "1 2", "wrong_count"),
    ("loss_w__steps", "1  2 3", "not_numbers"),
    ("loss_w__steps", "1;2;3", "not_numbers"),
    ("loss_w__steps", "1 2 600", "out_of_range"),
    ("source", "hearsay", "unknown_source"),
]


@pytest.mark.parametrize(("column", "cell", "reason"), CELLS)
def test_each_bad_cell_is_named(tmp_path: Path, column: str, cell: str, reason: str) -> None:
    cells = GOOD.replace("T-100", "T-300").split(",")
    cells[HEADER.split(",").index(column)] = cell
    catalog = write(tmp_path, f"{HEADER}\n{GOOD}\n{','.join(cells)}\n")
    assert found(catalog) == [("parts/tanks.csv", 3, column, reason)]
    with pytest.raises(CatalogError) as error:
        catalog.rows(Tank)
    assert f"parts/tanks.csv:3: {column}" in str(error.value)
    assert error.value.faults[0].value == cell.strip('"')


def test_all_faults_of_all_files_come_at_once(tmp_path: Path) -> None:
    rows = []
    for number, (column, cell, _) in enumerate(CELLS[3:]):
        cells = GOOD.replace("T-100", f"T-{number}").split(",")
        cells[HEADER.split(",").index(column)] = cell
        rows.append(",".join(cells))
    catalog = write(
        tmp_path, "\n".join([HEADER, *rows, "short,row", ""]),
        QUANTITIES.replace("V,L,0", "V,liter,0").replace("kPa,0", "Pa,zero"),
        SOURCES + "sheet,again,,,,maker\nbackwards,x,,2024-02-01,2024-01-01,maker\n",
    )  # fmt: skip
    planted = enumerate(CELLS[3:], 2)
    expected = {("parts/tanks.csv", line, column, reason) for line, (column, _, reason) in planted}
    # the sources could not be read, so the unknown source is not yet known to be one
    expected.discard(("parts/tanks.csv", 1 + len(CELLS[3:]), "source", "unknown_source"))
    expected |= {
        ("parts/tanks.csv", 2 + len(CELLS[3:]), "", "wrong_number_of_cells"),
        ("quantities.csv", 2, "unit", "unknown_unit"),
        ("quantities.csv", 4, "decimals", "not_a_whole_number"),
        ("sources.csv", 3, "id", "duplicate_key"),
        ("sources.csv", 4, "in_force_to", "ends_before_it_begins"),
    }
    assert set(found(catalog)) == expected


@pytest.mark.parametrize(
    ("change", "column", "reason"),
    [
        (("volume_l", "volume"), "volume_l", "missing_column"),
        (("volume_l", "volume"), "volume", "unknown_column"),
        (("note", "model"), "model", "duplicate_column"),
        (("model,maker", "maker,model"), "", "column_order"),
    ],
)
def test_the_header_must_be_exact(tmp_path: Path, change: tuple[str, str], column: str, reason: str) -> None:
    catalog = write(tmp_path, f"{HEADER.replace(*change)}\n{GOOD}\n")
    assert ("parts/tanks.csv", 1, column, reason) in found(catalog)


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b"", 0, "empty_file"),
        (f"{HEADER}\n".encode(), 0, "no_rows"),
        (f"{HEADER}\n{GOOD}\n".encode().replace(b"T-100", b"T-\xff"), 2, "not_utf8"),
        (f"{HEADER}\n{GOOD}\n".encode("gb18030"), 2, "not_utf8"),
        (f"{HEADER}\n{GOOD}\n".encode().replace(b"T-100", b"T-\0"), 2, "nul_byte"),
        (f"{HEADER}\n{GOOD}\n\"T-200,".encode(), 3, "not_csv"),
        (f"{HEADER}\n{GOOD}\n{GOOD}\n".encode(), 3, "duplicate_key"),
    ],
)  # fmt: skip
def test_files_that_are_no_tables(tmp_path: Path, content: bytes, line: int, reason: str) -> None:
    faults = check_catalog(write(tmp_path, content), TABLES)
    assert [(fault.line, fault.reason) for fault in faults] == [(line, reason)]


@dataclass(frozen=True, slots=True)
class Zone:
    TABLE: ClassVar[str] = "makers.csv"
    KEY: ClassVar[tuple[str, ...]] = ("maker",)
    maker: str
    zone_source: str | None


def test_every_column_that_names_a_source_is_checked(tmp_path: Path) -> None:
    write(tmp_path, f"{HEADER}\n{GOOD}\n")
    (tmp_path / "makers.csv").write_text("maker,zone_source\na,sheet\nb,\nc,hearsay\n")
    with pytest.raises(CatalogError) as error:
        load_catalog(tmp_path).rows(Zone)
    assert [(fault.line, fault.reason) for fault in error.value.faults] == [(4, "unknown_source")]


def test_windows_line_ends_and_a_byte_order_mark_are_no_faults(tmp_path: Path) -> None:
    catalog = write(tmp_path, b"\xef\xbb\xbf" + f"{HEADER}\r\n{GOOD}\r\n".encode())
    assert catalog.rows(Tank)[0].source == "sheet"


def test_lines_are_counted_past_cells_of_several_lines(tmp_path: Path) -> None:
    two_lines = GOOD.replace(",,sheet", ',"a\nb",sheet')
    wrong = GOOD.replace("T-100,", "T-2,").replace("yes", "ja")
    catalog = write(tmp_path, f"{HEADER}\n{two_lines}\n{wrong}\n")
    assert found(catalog) == [("parts/tanks.csv", 4, "insulated", "not_a_choice")]


def test_missing_and_unread_files_are_faults(tmp_path: Path) -> None:
    catalog = write(tmp_path, f"{HEADER}\n{GOOD}\n")
    (tmp_path / "makers.csv").unlink()
    (tmp_path / "stray.csv").write_text("a\n1\n")
    assert found(catalog) == [("makers.csv", 0, "", "missing_file"), ("stray.csv", 0, "", "unread_file")]


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("t_flow_c,t,K,1,x,x,,", "unit", "unit_against_name"),
        ("dt_flow_k,t,°C,1,x,x,,", "unit", "unit_against_name"),
        ("t_flow,t,,1,x,x,,", "name", "temperature_name"),
        ("dt_flow_c,t,°C,1,x,x,,", "name", "temperature_name"),
        ("flow_m3h,V,m3/h,1,x,x,,", "unit", "unknown_unit"),
        ("power_kw,P,W,1,x,x,,", "unit", "unit_against_name"),
    ],
)
def test_a_name_and_its_unit_must_agree(tmp_path: Path, row: str, column: str, reason: str) -> None:
    catalog = write(tmp_path, f"{HEADER}\n{GOOD}\n", QUANTITIES + row + "\n")
    assert found(catalog) == [("quantities.csv", 6, column, reason)]


def test_a_numeric_column_must_be_in_the_nomenclature(tmp_path: Path) -> None:
    quantities = "\n".join(line for line in QUANTITIES.splitlines() if not line.startswith("loss_w"))
    catalog = write(tmp_path, f"{HEADER}\n{GOOD}\n", quantities)
    assert found(catalog) == [("parts/tanks.csv", 1, "loss_w__steps", "unknown_quantity")]


def test_the_hash_tells_every_byte_and_name(tmp_path: Path) -> None:
    catalog = write(tmp_path, f"{HEADER}\n{GOOD}\n")
    first = catalog.hash
    assert load_catalog(tmp_path).hash == first
    (tmp_path / "parts/tanks.csv").write_text(f"{HEADER}\n{GOOD}x\n", encoding="utf-8")
    second = load_catalog(tmp_path).hash
    (tmp_path / "makers.csv").rename(tmp_path / "maker.csv")
    assert len({first, second, load_catalog(tmp_path).hash}) == 3
