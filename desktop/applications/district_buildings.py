"""The buildings of a heat network and the stages in which they are connected."""

from __future__ import annotations

from dataclasses import dataclass

from ..engine.figures import Value
from ..engine.messages import message
from ..tables.uses import heating_index
from .questions import Answers, BadAnswer, Default, DefaultRule, Question, constant
from .site import site_of

USES = ("residential", "office", "school", "kindergarten", "hospital", "hotel", "shop", "restaurant",
        "auditorium", "theatre")  # fmt: skip
INSULATION = ("good", "standard", "poor")
TERMINALS = ("radiator", "floor", "fan_coil")
# what the terminals of a network are fed with at the design temperature, and in mild weather
SUPPLY_C = {"radiator": 55.0, "floor": 45.0, "fan_coil": 45.0}
MILD_SUPPLY_C = {"radiator": 40.0, "floor": 32.0, "fan_coil": 35.0}
SPREAD_K = 10.0
LEAST_SPREAD_K = 2.0
AREA_TOLERANCE = 0.005
ROWS = "buildings"
STAGES = "stages"


def _index(answers: Answers) -> Default:
    row = heating_index(
        answers.catalog, answers.text("building_use"), site_of(answers).zone, answers.text("insulation")
    )
    return Default(row.heating_index_w_m2, row.source, row.low_w_m2, row.high_w_m2)


def _row_index(row: Answers) -> Default:
    """The project's index, or that of the row's own use and insulation where it names one."""
    project = row.beyond()
    if all(row.text(name) == project.text(name) for name in ("building_use", "insulation")):
        index = project["heating_index_w_m2"]
        low, high = (None, None) if index.standing == "user" else (index.low, index.high)
        return Default(index.value, index.source, low, high)
    return _index(row)


def _row_supply(row: Answers) -> Default:
    project = row.beyond()
    if row.text("terminal") == project.text("terminal"):
        return Default(project.number("t_supply_c"), project["t_supply_c"].source)
    return Default(SUPPLY_C[row.text("terminal")], "engineering_practice")


def _row_return(row: Answers) -> Default:
    project = row.beyond()
    if row.text("terminal") == project.text("terminal"):
        return Default(
            min(project.number("t_return_c"), row.number("t_supply_c") - LEAST_SPREAD_K),
            project["t_return_c"].source,
        )
    return Default(row.number("t_supply_c") - SPREAD_K, "engineering_practice")


def _of_project(name: str) -> DefaultRule:
    """What the whole project says."""
    return lambda row: Default(row.beyond()[name].value, row.beyond()[name].source)


COLUMNS = (
    Question("building_name", "text", "building", default=constant("", source=""), required=False),
    Question("heated_area_m2", "number", "building", 10, 5_000_000),
    Question(
        "building_use", "choice", "building", choices=USES,
        default=_of_project("building_use"),
    ),
    Question(
        "insulation", "choice", "building", choices=INSULATION,
        default=_of_project("insulation"),
    ),
    Question("heating_index_w_m2", "number", "building", 5, 400, default=_row_index),
    Question(
        "terminal", "choice", "building", choices=TERMINALS,
        default=_of_project("terminal"),
    ),
    Question("t_supply_c", "number", "building", 25, 85, default=_row_supply),
    Question("t_return_c", "number", "building", 15, 80, default=_row_return),
    Question(
        "connected_fraction", "number", "building", 0, 1,
        default=_of_project("connected_fraction"),
    ),
)  # fmt: skip

STAGE_COLUMNS = (
    Question("year", "integer", "building", 2000, 2100),
    Question("connected_area_m2", "number", "building", 0, 5_000_000),
)


def _total_area(answers: Answers) -> Default | None:
    rows = answers.rows(ROWS)
    if not rows:
        return None
    return Default(sum(row.number("heated_area_m2") for row in rows), "")


BUILDING_QUESTIONS = (
    Question("building_use", "choice", "building", choices=USES, default=constant("residential")),
    Question("insulation", "choice", "building", choices=INSULATION, default=constant("good")),
    Question("terminal", "choice", "building", choices=TERMINALS, default=constant("radiator")),
    Question(
        "t_supply_c", "number", "building", 25, 85,
        default=lambda a: Default(SUPPLY_C[a.text("terminal")], "engineering_practice"),
    ),
    Question(
        "t_return_c", "number", "building", 15, 80,
        default=lambda a: Default(a.number("t_supply_c") - SPREAD_K, "engineering_practice"),
    ),
    Question(
        "t_supply_mild_c", "number", "building", 20, 85, advanced=True,
        default=lambda a: Default(min(MILD_SUPPLY_C[a.text("terminal")], a.number("t_supply_c")),
                                  "engineering_practice"),
    ),
    Question("heating_index_w_m2", "number", "building", 5, 400, default=_index),
    Question(
        "connected_fraction", "number", "building", 0, 1, default=constant(1.0, low=0.6, high=1.0),
    ),
    Question(ROWS, "rows", "building", 0, 2000, columns=COLUMNS, default=constant((), source=""),
             required=False),
    Question("heated_area_m2", "number", "building", 20, 10_000_000, default=_total_area),
    Question(STAGES, "rows", "building", 0, 30, columns=STAGE_COLUMNS, default=constant((), source=""),
             required=False),
    Question("sized_for", "choice", "building", choices=("full", "now"), default=constant("full", source="")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Building:
    """A building of the network: its area, index and its usual range, its water, the share connected now."""

    name: str
    area_m2: float
    index_w_m2: float
    index_low_w_m2: float
    index_high_w_m2: float
    terminal: str
    t_supply_c: float
    t_return_c: float
    connected_fraction: float


def buildings_of(answers: Answers) -> tuple[Building, ...]:
    """The listed buildings; all as one where none is listed.

    Raises BadAnswer for a return that is not below its supply, and for a total that the list does not give.
    """
    rows = answers.rows(ROWS)
    found = tuple(_building(row) for row in rows) or (_building(answers),)
    for number, one in enumerate(found, 1):
        if one.t_return_c > one.t_supply_c - LEAST_SPREAD_K:
            values: dict[str, Value] = {
                "question": "t_return_c", "value": one.t_return_c, "t_supply_c": one.t_supply_c,
            }  # fmt: skip
            if rows:
                values |= {"table": ROWS, "row": number}
            key = "fault.cell_return_not_below" if rows else "fault.return_not_below_supply"
            raise BadAnswer(message(key, **values))
    total, listed = answers.number("heated_area_m2"), sum(one.area_m2 for one in found)
    if abs(total - listed) > AREA_TOLERANCE * listed:
        raise BadAnswer(
            message(
                "fault.area_not_sum", question="heated_area_m2", value=total, heated_area_m2__listed=listed
            )
        )
    return found


def _building(answers: Answers) -> Building:
    return Building(
        name=answers.text("building_name") if "building_name" in answers else "",
        area_m2=answers.number("heated_area_m2"),
        index_w_m2=answers.number("heating_index_w_m2"),
        index_low_w_m2=_end(answers, "low"),
        index_high_w_m2=_end(answers, "high"),
        terminal=answers.text("terminal"),
        t_supply_c=answers.number("t_supply_c"),
        t_return_c=answers.number("t_return_c"),
        connected_fraction=answers.number("connected_fraction"),
    )


def _end(answers: Answers, end: str) -> float:
    """An end of the usual range of a default index; what the user gave has none."""
    index = answers["heating_index_w_m2"]
    bound = index.low if end == "low" else index.high
    return answers.number("heating_index_w_m2") if index.standing == "user" or bound is None else bound


def stages_of(answers: Answers) -> tuple[tuple[int, float], ...]:
    """Year and connected area of each stage, in the order of the years; areas count all that is connected.

    Raises BadAnswer naming row and column for an area above the total, or not above that of the stage before
    or below what is connected already.
    """
    buildings = buildings_of(answers)
    total = sum(one.area_m2 for one in buildings)
    before = share_connected_m2(buildings)
    if before >= total:  # nobody said what is connected already: the first stage is where it begins
        before = 0.0
    rows = enumerate(answers.rows(STAGES), 1)
    found: list[tuple[int, float]] = []
    faults = []
    for number, row in sorted(rows, key=lambda one: one[1].number("year")):
        area = row.number("connected_area_m2")
        told: dict[str, Value] = {
            "table": STAGES, "row": number, "question": "connected_area_m2", "value": area,
        }  # fmt: skip
        if area > total * (1.0 + AREA_TOLERANCE):
            faults.append(message("fault.cell_above_total_area", **told, heated_area_m2=total))
        elif area < before or (found and area <= before):
            faults.append(message("fault.cell_area_not_rising", **told, connected_area_m2__before=before))
        found.append((int(row.number("year")), min(area, total)))
        before = area
    if faults:
        raise BadAnswer(*faults)
    return tuple(found)


def share_connected_m2(buildings: tuple[Building, ...]) -> float:
    """Area connected now by the shares that the buildings state."""
    return sum(one.area_m2 * one.connected_fraction for one in buildings)


def connected_now_m2(answers: Answers) -> float:
    """Area connected now: by the buildings' shares; with all of them connected, that of the first stage."""
    buildings = buildings_of(answers)
    now, stages = share_connected_m2(buildings), stages_of(answers)
    return stages[0][1] if stages and now >= sum(one.area_m2 for one in buildings) else now
