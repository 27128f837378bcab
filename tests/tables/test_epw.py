"""The user's own weather file: what is read, what is refused and where, and how a project keeps it."""

import json
from pathlib import Path

import numpy as np
import pytest

from desktop.applications.questions import resolve
from desktop.applications.registry import application
from desktop.applications.site import site_of
from desktop.engine.figures import FrozenMap
from desktop.project import Project
from desktop.project_file import ProjectFileFault, from_text, to_text
from desktop.tables.catalog import Catalog
from desktop.tables.climate import WeatherBins
from desktop.tables.epw import EpwFault, epw_year, read_epw
from desktop.tables.own_year import OwnYear

HEAD = (
    "LOCATION,Sample Town,Province,CHN,OWN,0,45.75,126.77,8.0,142.3",
    "DESIGN CONDITIONS,0", "TYPICAL/EXTREME PERIODS,0", "GROUND TEMPERATURES,0",
    "HOLIDAYS/DAYLIGHT SAVINGS,No,0,0,0", "COMMENTS 1,none", "COMMENTS 2,none",
    "DATA PERIODS,1,1,Data,Sunday, 1/ 1,12/31",
)  # fmt: skip
DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def rows(days: tuple[int, ...] = DAYS) -> list[str]:
    """Hours of a year whose temperature is the month, less a tenth for each hour of the day."""
    tail = ",".join(["0"] * 25)
    return [
        f"2005,{month},{day},{hour},0,?9,{month - hour / 10:.1f},-9.0,{40 + hour},101300,{tail}"
        for month, length in enumerate(days, 1)
        for day in range(1, length + 1)
        for hour in range(1, 25)
    ]


def file(body: list[str], head: tuple[str, ...] = HEAD) -> bytes:
    return "\r\n".join((*head, *body, "")).encode()


def refusal(content: bytes) -> tuple[str, list[tuple[str, dict[str, object]]]]:
    with pytest.raises(EpwFault) as caught:
        epw_year(content, "own.epw")
    fault = caught.value
    assert fault.message.values["file"] == "own.epw"
    return fault.message.key, [(each.key, dict(each.values)) for each in fault.faults]


def changed(line: int, column: int, cell: str) -> bytes:
    """The file with one cell of a line (both counted from 1) set anew."""
    body = rows()
    cells = body[line - 9].split(",")
    cells[column - 1] = cell
    body[line - 9] = ",".join(cells)
    return file(body)


def test_an_ordinary_year_is_read() -> None:
    year = epw_year(file(rows()), "own.epw")
    assert (year.place, year.lat_deg, year.lon_deg) == ("Sample Town, Province, CHN", 45.75, 126.77)
    assert (year.altitude_m, year.time_zone_h, year.pressure_hpa) == (142.3, 8.0, 1013.0)
    # the first row is the hour that ends at 01:00 on 1 January, the last that ending at 24:00 on 31 December
    assert year.t_outdoor_c[0] == 0.9
    assert year.t_outdoor_c[24 * 31] == 1.9
    assert year.t_outdoor_c[-1] == pytest.approx(12 - 2.4)
    assert (year.humidity_percent[0], year.humidity_percent[23]) == (41, 64)
    assert len(year.t_outdoor_c) == len(year.humidity_percent) == 8760


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"PK\x03\x04\x00\x00", "fault.epw_binary"),
        (b"", "fault.epw_foreign"),
        ("项目说明\n".encode("gbk"), "fault.epw_foreign"),
        (b'690150,"TWENTYNINE PALMS",CA,-8.0,34.3,-116.167,626\nDate (MM/DD/YYYY),Time', "fault.epw_foreign"),
        (b"Time,Temperature\n" + b"1,2\n" * 8760, "fault.epw_foreign"),
        (b"{}", "fault.epw_foreign"),
    ],
)
def test_what_is_no_epw_at_all_is_refused(content: bytes, key: str) -> None:
    assert refusal(content) == (key, [])


def test_missing_header_lines_are_named() -> None:
    key, faults = refusal(file(rows(), HEAD[:4] + HEAD[5:]))
    assert key == "fault.epw_wrong"
    assert faults[0] == (
        "fault.epw_header", {"line": 5, "value": "COMMENTS 1", "allowed": "HOLIDAYS/DAYLIGHT SAVINGS"}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("body", "key", "values"),
    [
        (rows((31, 29, *DAYS[2:])), "fault.epw_leap", {"count": 8784}),
        (rows()[:-1], "fault.epw_short", {"count": 8759, "line": 8767}),
        (rows()[:100], "fault.epw_short", {"count": 100, "line": 108}),
        ([], "fault.epw_short", {"count": 0, "line": 8}),
        (rows() + rows()[:1], "fault.epw_long", {"count": 8761, "line": 8769}),
        ([row for row in rows() for _ in range(2)], "fault.epw_long", {"count": 17520, "line": 17528}),
    ],
)
def test_another_number_of_hours_is_refused(body: list[str], key: str, values: dict[str, object]) -> None:
    assert refusal(file(body)) == ("fault.epw_wrong", [(key, values)])


def test_half_hours_and_a_year_that_begins_elsewhere_are_refused() -> None:
    steps = (*HEAD[:7], "DATA PERIODS,1,2,Data,Sunday,1/1,12/31")
    assert refusal(file(rows(), steps))[1] == [("fault.epw_step", {"line": 8, "value": "2"})]
    later = (*HEAD[:7], "DATA PERIODS,1,1,Data,Sunday,7/1,6/30")
    assert [key for key, _ in refusal(file(rows(), later))[1]] == ["fault.epw_period"]


@pytest.mark.parametrize(
    ("line", "column", "cell", "key"),
    [
        (9, 7, "99.9", "fault.epw_missing"),
        (5000, 9, "999", "fault.epw_missing"),
        (8768, 10, "999999", "fault.epw_missing"),
        (777, 7, "", "fault.epw_not_number"),
        (777, 7, "-", "fault.epw_not_number"),
        (777, 7, "nan", "fault.epw_not_number"),
        (777, 7, "1_0", "fault.epw_not_number"),
        (777, 7, "-71", "fault.epw_range"),
        (777, 9, "-1", "fault.epw_range"),
        (777, 10, "1013", "fault.epw_range"),
    ],
)
def test_a_wrong_cell_is_named_by_line_and_column(line: int, column: int, cell: str, key: str) -> None:
    reason, faults = refusal(changed(line, column, cell))
    assert reason == "fault.epw_wrong"
    assert [(found, values["line"], values["column"], values["value"]) for found, values in faults] == [
        (key, line, column, cell)
    ]


def test_wrong_columns_and_order_are_named() -> None:
    body = rows()
    body[0] += ",0"
    body[10] = body[10].rpartition(",")[0]
    body[20], body[21] = body[21], body[20]
    _, faults = refusal(file(body))
    assert faults == [
        ("fault.epw_columns", {"line": 9, "count": 36, "allowed": 35}),
        ("fault.epw_columns", {"line": 19, "count": 34, "allowed": 35}),
        ("fault.epw_order", {"line": 29, "value": "1/1/22", "allowed": "1/1/21"}),
        ("fault.epw_order", {"line": 30, "value": "1/1/21", "allowed": "1/1/22"}),
    ]


def test_faults_are_told_up_to_a_number_that_can_be_read() -> None:
    tail = ",".join(["0"] * 25)
    bad = [f"2005,1,1,1,0,?9,x,0,50,101300,{tail}"] * 8760
    assert len(refusal(file(bad))[1]) == 20


def own() -> OwnYear:
    return epw_year(file(rows()), "own.epw")


def test_a_project_keeps_its_year_by_the_hour() -> None:
    project = Project("hotel", FrozenMap({"city": "哈尔滨"}), weather=own())
    text = to_text(project)
    assert from_text(text) == project
    first_day = json.loads(text)["weather"]["t_outdoor_c"][0]
    assert first_day.split(" ") == [f"{1 - hour / 10:g}" for hour in range(1, 25)]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("t_outdoor_c", ["1 2 3"] * 365), ("t_outdoor_c", [" ".join(["1"] * 24)] * 366),
        ("t_outdoor_c", [" ".join(["99"] * 24)] * 365), ("humidity_percent", [" ".join(["1e1"] * 24)] * 365),
        ("sha256", "?"), ("lat_deg", "north"), ("place", None), ("extra", 1),
    ],
)  # fmt: skip
def test_a_damaged_year_in_a_project_is_named(name: str, value: object) -> None:
    content = json.loads(to_text(Project("hotel", weather=own())))
    content["weather"][name] = value
    with pytest.raises(ProjectFileFault) as caught:
        from_text(json.dumps(content))
    (fault,) = caught.value.faults
    assert str(fault.values["name"]).startswith(f"weather.{name}")


def test_a_project_of_the_first_version_opens() -> None:
    older = {"program": "HeatQuote", "version": 1, "application": "hotel", "answers": {"city": "北京"}}
    assert from_text(json.dumps(older)) == Project("hotel", FrozenMap({"city": "北京"}))


def test_the_own_year_takes_the_place_of_the_built_in_one(catalog: Catalog) -> None:
    questions, year = application("hotel").questions, own()
    asked = resolve(questions, {"city": "哈尔滨", "heated_area_m2": 9000.0}, catalog, year)
    assert asked.text("weather_year") == "own_file"
    site = site_of(asked)
    assert site.t_outdoor_c[:2].tolist() == [0.9, 0.8]
    assert site.humidity_fraction[0] == 0.41
    # the place of the file is that of Harbin's station to a hundredth of a degree
    assert site.own_distance_km < 5.0
    given = {"city": "哈尔滨", "heated_area_m2": 9000.0, "weather_year": "built_in"}
    back = resolve(questions, given, catalog, year)
    assert site_of(back).own is None
    assert site_of(back).t_outdoor_c.min() < -20.0


STATIONS = {"Beijing.Beijing.545110": "北京", "Heilongjiang.Harbin.509530": "哈尔滨",
            "Guangdong.Guangzhou.592870": "广州"}  # fmt: skip


@pytest.mark.reference
@pytest.mark.parametrize("name", STATIONS)
def test_the_stations_own_files_are_read_whole(name: str, reference_dir: Path, catalog: Catalog) -> None:
    """The table of bins was made from these very files, elsewhere and with another reader."""
    year = read_epw(reference_dir / "epw" / f"CHN_{name}_CSWD.epw")
    row = next(row for row in catalog.rows(WeatherBins) if row.station == name.rpartition(".")[2][:5])
    t = np.array(year.t_outdoor_c)
    counted = np.bincount(np.floor(t + 0.5).astype(int) - row.t_bin_first_c, minlength=len(row.bin_h))
    assert counted.tolist() == list(row.bin_h)
