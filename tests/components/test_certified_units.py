"""The reference range beside certified units: mean COP within 15 %, slopes alike, where temperatures overlap.

Which points count, by rule:

* Every heating family is set beside certified outdoor air-to-water units of the *same refrigerant* (KEYMARK),
  at the points where a speed-controlled unit runs near its full capacity: EN 14825 point A (-7 °C, water 34
  and 52 °C) and EN 14511 at 7/55 °C. Points B, C, D are part load and 7/35 °C is often measured at a reduced
  speed: left out.
* The ordinary unit is also set beside older fixed-speed units (AixLib), as of the certified points only one
  lies in its envelope; the R410A families beside the two air-source units with vapour injection there; the
  cascade, which has no certified unit of its refrigerants, beside the one of them that reaches 65 °C. Every
  unit counts once, by the mean of its points. Alone, one of the two is up to 18 % better than ours.
* Water heaters are set beside commercial units (HPWHsim) that could be sold in China, that is, reach the
  lowest tier of GB 29541-2013 (3.7 filling a tank from 15 to 55 °C at 20 °C), over that filling.
* The CO2 water heater is set beside the one commercial CO2 unit of that data set whose table was measured
  (40 kW; the four small ones are polynomials, which turn negative inside their own axes). No certified unit
  (KEYMARK) holds CO2. Near the rated air, 12 to 20 °C, ours is 8 % better; over all of -25 to 40 °C it is not
  within 15 %: 1.9 times theirs at -25 °C, 1.4 at -2 °C, 1.2 to 1.3 above 20 °C where theirs is held to 40 kW.
  Our cycle keeps one isentropic efficiency for all pressure ratios and takes no frost, which explains a part;
  one unit is not enough to set the rest by.
* Points at 2 °C hold defrosting and the maps do not: the family's defrost allowance is taken off there.
"""

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from desktop.components.heat_pumps import OutsideMap, Unit, heat_pumps
from desktop.tables.catalog import Catalog

pytestmark = pytest.mark.reference

MEAN_WITHIN = 0.15
Point = tuple[float, float, float]  # outdoor, leaving, COP

SAME_REFRIGERANT = {
    "evi_fixed": "R410A",
    "evi_enhanced": "R410A",
    "two_stage_ultra_low": "R410A",
    "modular_ordinary": "R410A",
    "evi_inverter": "R32",
    "r32_household": "R32",
    "r290_household": "R290",
}
WITH_INJECTION = ("NIBE_F2120_20", "Vitocal350AWI114")
SAME_KIND = {
    "modular_ordinary": ("Dimplex_LA11AS", "AlphaInnotec_LW80MA", "StiebelEltron_WPL18"),
    "cascade_high_temperature": ("Vitocal350AWI114",),
    "evi_fixed": WITH_INJECTION,
    "evi_enhanced": WITH_INJECTION,
    "two_stage_ultra_low": WITH_INJECTION,
}
WATER_HEATERS = ("water_heater_normal", "water_heater_low_temperature")
NOT_COMPARED = {
    "co2_heating": "no CO2 heating unit among the certified ones; test_co2 holds it to a computed table",
}


@pytest.fixture(scope="module")
def first(catalog: Catalog) -> dict[str, Unit]:
    """The first unit of every family; the maps are the family's."""
    return {unit.family.family: unit for unit in reversed(heat_pumps(catalog))}


def test_every_family_is_compared_or_says_why_not(first: dict[str, Unit]) -> None:
    compared = {*SAME_REFRIGERANT, *SAME_KIND, *WATER_HEATERS, "co2_water_heater"}
    assert compared | set(NOT_COMPARED) == set(first)
    assert not compared & set(NOT_COMPARED)


@pytest.fixture(scope="module")
def keymark(reference_dir: Path) -> dict[str, list[Point]]:
    """Mean COP of all outdoor air-to-water units of a refrigerant at each of the three points."""
    folder = reference_dir / "reference"
    refrigerants = {
        row["model_id"]: row["refrigerant"]
        for row in read(folder / "keymark_models.csv")
        if row["type"] == "Outdoor Air/Water"
    }
    values: dict[tuple[str, float, float], list[float]] = defaultdict(list)
    for row in read(folder / "keymark_points.csv"):
        full_load = (row["standard"], row["point"]) == ("EN14825", "A") or (
            (row["standard"], row["level"]) == ("EN14511", "55")
        )
        if full_load and row["cop"] and row["model_id"] in refrigerants:
            at = (refrigerants[row["model_id"]], float(row["t_source_C"]), float(row["t_out_C"]))
            values[at].append(float(row["cop"]))
    found: dict[str, list[Point]] = defaultdict(list)
    for (refrigerant, t_outdoor_c, t_leaving_c), cops in values.items():
        if len(cops) >= 100:  # odd points of single units are not a population
            found[refrigerant].append((t_outdoor_c, t_leaving_c, float(np.mean(cops))))
    return found


@pytest.fixture(scope="module")
def aixlib(reference_dir: Path) -> dict[str, list[Point]]:
    found: dict[str, list[Point]] = defaultdict(list)
    for row in read(reference_dir / "reference" / "components" / "heatpumps" / "aixlib_en14511_tables.csv"):
        if float(row["Pel_W"] or 0) > 0:
            cop = float(row["Qcon_W"]) / float(row["Pel_W"])
            found[row["unit"]].append((float(row["T_source_C"]), float(row["T_sink_C"]), cop))
    return found


def read(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


def beside(unit: Unit, points: Iterable[Point]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Temperatures, our COPs and theirs at the points that lie within our map."""
    mode = unit.family.rated_mode
    rows = []
    for t_outdoor_c, t_leaving_c, theirs in points:
        ours = float(unit.maps[mode].over(t_outdoor_c, t_leaving_c)[1])
        if t_outdoor_c == 2:
            ours *= 1 - unit.numbers["defrost_allowance_fraction"]
        if not np.isnan(ours):
            rows.append((t_outdoor_c, t_leaving_c, ours, theirs))
    table = np.array(rows)
    return table[:, :2], table[:, 2], table[:, 3]


def slopes(temperatures: np.ndarray, cops: np.ndarray) -> np.ndarray:
    """Relative change of the COP per K of outdoor air and of leaving water, by least squares."""
    terms = np.column_stack([np.ones(len(cops)), temperatures])
    return np.linalg.lstsq(terms, np.log(cops), rcond=None)[0][1:]


@pytest.mark.parametrize(("family", "refrigerant"), SAME_REFRIGERANT.items())
def test_same_refrigerant(
    first: dict[str, Unit], keymark: dict[str, list[Point]], family: str, refrigerant: str
) -> None:
    temperatures, ours, theirs = beside(first[family], keymark[refrigerant])
    assert len(ours) == (1 if family == "modular_ordinary" else 3)
    assert ours.mean() == pytest.approx(theirs.mean(), rel=MEAN_WITHIN)
    if len(ours) == 3:
        our_air, our_water = slopes(temperatures, ours)
        their_air, their_water = slopes(temperatures, theirs)
        # theirs hold frost at -7 and less than full speed at 7 °C: both make their slope with the air steeper
        assert 0.6 * their_air <= our_air <= 1.1 * their_air
        assert our_water == pytest.approx(their_water, rel=0.25)


@pytest.mark.parametrize(("family", "names"), SAME_KIND.items())
def test_same_kind(
    first: dict[str, Unit], aixlib: dict[str, list[Point]], family: str, names: tuple[str, ...]
) -> None:
    found = [beside(first[family], aixlib[name]) for name in names]
    assert min(len(ours) for _, ours, _ in found) >= 7
    ratio = np.mean([ours.mean() / theirs.mean() for _, ours, theirs in found])
    assert ratio == pytest.approx(1, rel=MEAN_WITHIN)
    ours_and_theirs = [(slopes(at, ours), slopes(at, theirs)) for at, ours, theirs in found]
    our_slopes, their_slopes = np.mean(ours_and_theirs, axis=0)
    assert our_slopes == pytest.approx(their_slopes, rel=0.4)


@pytest.mark.parametrize("family", WATER_HEATERS)
def test_water_heaters(first: dict[str, Unit], reference_dir: Path, family: str) -> None:
    maps = water_heater_maps(reference_dir)
    legal = {name: filling for name, filling in maps.items() if np.interp(20, *filling) >= 3.7}
    assert len(legal) >= 3
    ours, theirs = [], []
    table = first[family].maps["hot_water"]
    for outdoor, fillings in legal.values():
        for t_outdoor_c, filling in zip(outdoor, fillings, strict=True):
            cop = float(table.over(t_outdoor_c, 55)[1])
            if not np.isnan(cop):
                ours.append(cop)
                theirs.append(filling)
    assert len(ours) >= 6
    assert np.mean(ours) == pytest.approx(np.mean(theirs), rel=MEAN_WITHIN)


def water_heater_maps(reference_dir: Path) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """COP of filling a tank from 15 to 55 °C against outdoor temperature, of units whose tables are whole.

    Only maps over outdoor and entering temperature that were not thinned are used: in the thinned ones the
    values do not follow the axes. In these the entering temperature runs fastest. The ``_C_`` variants repeat
    the others.
    """
    path = reference_dir / "reference" / "components" / "heatpumps" / "hpwhsim_commercial_maps.csv.gz"
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            name = row["model"]
            if name.startswith("IceAir") or (name.startswith("Nyle") and name.endswith("A_MP")):
                rows[name].append(row)
    found = {}
    for name, points in rows.items():
        outdoor = np.unique([float(p["evaporator_environment_dry_bulb_temperature"]) for p in points])
        entering = np.unique([float(p["condenser_entering_temperature"]) for p in points])
        cops = np.array([float(p["heating_capacity"]) / float(p["input_power"]) for p in points])
        cops = cops.reshape(outdoor.size, entering.size)
        assert (np.diff(cops, axis=1) < 0).all(), f"{name}: values out of step with the axes"
        water = np.linspace(15, 55, 41)
        power = np.array([[1 / np.interp(t, entering, row) for t in water] for row in cops])
        found[name] = (outdoor, 1 / power.mean(axis=1))
    return found


CO2_UNIT = "Mitsubishi_QAHV_N136TAU_HPB_SP"
CO2_OUTDOOR = (-25, *range(-24, 42, 2), 100)  # the axes before thinning
CO2_LEAVING = (60, 70, 80)
CO2_ENTERING = (5, 9, 17, 24, 29)


@pytest.fixture(scope="module")
def co2_unit(reference_dir: Path) -> dict[tuple[int, int, int], tuple[float, float]]:
    """Capacity and power at (outdoor, leaving, entering), put back where the values belong.

    The file was thinned as if its values ran over (entering, leaving, outdoor); they run over (outdoor,
    entering, leaving), the leaving temperature fastest. So the place of a row among the values before
    thinning gives its true conditions. Of the six orders this one leaves the least unevenness (0.062 in the
    logarithm of the COP about a quadratic up to 20 °C; 0.077 to 0.137 for the others), and the whole map, as
    published with the data set, has these very values at these conditions (at -22 °C and 80 °C: 21,380 W
    entering at 9 °C and 20,286 W at 17 °C; at -20 °C and 80 °C: 23,543 W at 5 °C).
    """
    path = reference_dir / "reference" / "components" / "heatpumps" / "hpwhsim_commercial_maps.csv.gz"
    found = {}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["model"] != CO2_UNIT:
                continue
            outdoor = CO2_OUTDOOR.index(round(float(row["evaporator_environment_dry_bulb_temperature"])))
            leaving = CO2_LEAVING.index(round(float(row["condenser_leaving_temperature"])))
            entering = CO2_ENTERING.index(round(float(row["condenser_entering_temperature"])))
            place = (entering * len(CO2_LEAVING) + leaving) * len(CO2_OUTDOOR) + outdoor
            rest, leaving = divmod(place, len(CO2_LEAVING))
            outdoor, entering = divmod(rest, len(CO2_ENTERING))
            at = (CO2_OUTDOOR[outdoor], CO2_LEAVING[leaving], CO2_ENTERING[entering])
            found[at] = (float(row["heating_capacity"]), float(row["input_power"]))
    assert len(found) == 180
    return found


def test_co2_values_are_put_back_where_they_belong(
    co2_unit: dict[tuple[int, int, int], tuple[float, float]],
) -> None:
    """Read in the whole map; and at equal air and leaving water the COP falls as water enters warmer."""
    assert co2_unit[-22, 80, 9][0] == pytest.approx(21379.99, abs=0.01)
    assert co2_unit[-20, 80, 5][0] == pytest.approx(23543.19, abs=0.01)
    pairs = falls = 0
    for (outdoor, leaving, entering), (capacity, power) in co2_unit.items():
        warmer = [at for at in co2_unit if at[:2] == (outdoor, leaving) and at[2] > entering]
        for other in warmer:
            pairs += 1
            falls += co2_unit[other][0] / co2_unit[other][1] < capacity / power
    assert falls >= 0.97 * pairs > 100


def co2_cops(
    unit: Unit, points: dict[tuple[int, int, int], tuple[float, float]], low_c: int, high_c: int
) -> tuple[list[float], list[float]]:
    """Our COPs and theirs at the points between two outdoor temperatures."""
    ours, theirs = [], []
    for (outdoor, leaving, entering), (capacity, power) in points.items():
        if low_c <= outdoor <= high_c:
            with suppress(OutsideMap):  # two points at -22 °C that our map leaves out
                ours.append(unit.point("hot_water", outdoor, leaving, entering).cop)
                theirs.append(capacity / power)
    return ours, theirs


def test_co2_water_heater_near_its_rated_air(
    first: dict[str, Unit], co2_unit: dict[tuple[int, int, int], tuple[float, float]]
) -> None:
    ours, theirs = co2_cops(first["co2_water_heater"], co2_unit, 12, 20)
    assert len(ours) >= 20
    assert np.mean(ours) == pytest.approx(np.mean(theirs), rel=MEAN_WITHIN)


@pytest.mark.xfail(
    strict=True, raises=AssertionError, reason="ours is 28 % better over all air, most so in the cold"
)
def test_co2_water_heater_over_all_air(
    first: dict[str, Unit], co2_unit: dict[tuple[int, int, int], tuple[float, float]]
) -> None:
    ours, theirs = co2_cops(first["co2_water_heater"], co2_unit, -25, 40)
    assert np.mean(ours) == pytest.approx(np.mean(theirs), rel=MEAN_WITHIN)
