"""A small application and a calculation one can do in the head, so that the window is tested by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace
from typing import Any

from desktop.applications.questions import BadAnswer, Default, MissingAnswer, Question, constant, resolve
from desktop.design.records import Chart, Design, Equipment, Mark, Option, Series
from desktop.engine.figures import FrozenMap
from desktop.engine.messages import Check, Rejection, message
from desktop.gui.kit import Kit
from desktop.project import Project
from desktop.quotation.records import Quote
from desktop.tables.nomenclature import Quantity

PLACES = (
    ("漠河", "漠河 · 黑龙江", "Mohe", "mh mohe"),
    ("满洲里", "满洲里 · 内蒙古", "Manzhouli", "mzl manzhouli"),
)


def quantity(name: str, unit: str, decimals: int, zh: str, en: str) -> Quantity:
    return Quantity(name, name[0], unit, decimals, zh, en, f"{zh}的说明", f"What {en.lower()} means")


QUANTITIES = {
    one.name: one
    for one in (
        quantity("heated_area_m2", "m²", 0, "供暖面积", "Heated area"),
        quantity("heating_index_w_m2", "W/m²", 1, "热指标", "Heating index"),
        quantity("room_count", "", 0, "客房数", "Rooms"),
        quantity("heat_load_kw", "kW", 1, "热负荷", "Heat load"),
        quantity("margin_fraction", "fraction", 3, "余量", "Margin"),
        quantity("yearly_cost_yuan", "yuan", 0, "年费用", "Yearly cost"),
        quantity("first_cost_yuan", "yuan", 0, "初投资", "First cost"),
        quantity("pipe_loss_fraction", "fraction", 3, "管网损失", "Pipe loss"),
        quantity("t_outdoor_c", "°C", 1, "室外温度", "Outdoor temperature"),
    )
}
QUESTIONS = (
    Question("project_name", "text", "project", default=constant("", source=""), required=False),
    Question("customer_name", "text", "project", default=constant("", source=""), required=False),
    Question("city", "place", "project"),
    Question("quote_date", "date", "project", default=constant(date(2026, 3, 1), source="")),
    Question("heated_area_m2", "number", "building", 10, 1e6),
    Question("room_count", "integer", "building", 1, 5000,
             default=lambda a: Default(round(a.number("heated_area_m2") / 100))),
    Question("has_laundry", "flag", "building", default=constant(False)),
    Question("terminal", "choice", "building", choices=("floor", "fan_coil", "radiator"),
             default=constant("radiator")),
    Question("heating_index_w_m2", "number", "building", 10, 200, default=constant(50.0, low=40, high=60),
             advanced=True),
    Question("pipe_loss_fraction", "number", "building", 0, 0.3, default=constant(0.03, low=0.02, high=0.08),
             advanced=True, relevant=lambda a: a.text("terminal") == "radiator"),
)  # fmt: skip
CATALOG: Any = SimpleNamespace(quantities=QUANTITIES, sources={}, hash="0123456789abcdef")
HOTEL: Any = SimpleNamespace(
    id="hotel", groups=("project", "building"), questions=QUESTIONS,
    sized_by=lambda area_m2: {"heated_area_m2": area_m2},
)  # fmt: skip


class NoPump(Exception):
    """What the design raises where nothing can serve."""

    message = message("fault.file_foreign", file="x")


def design(project: Project) -> Design:
    """load = index x area / 1000; one unit a 100 kW."""
    answers = resolve(QUESTIONS, project.answers, CATALOG)
    answers.text("city")
    load = answers.number("heating_index_w_m2") * answers.number("heated_area_m2") / 1000
    if load > 40_000:
        raise NoPump
    count = int(-(-load // 100))
    figures = FrozenMap(first_cost_yuan=count * 80_000.0, yearly_cost_yuan=count * 30_000.0)
    chart = Chart("lines", message("fault.file_twice", name="chart"), "t_outdoor_c", "heat_load_kw",
                  (Series("gui.loads", (-40.0, 18.0), (load, 0.0)),
                   Series("gui.equipment", (-40.0, 18.0), (load * 0.9, load * 1.6), "dashed")),
                  (Mark("gui.tier", -20.0, load * 0.6),))  # fmt: skip
    return Design(
        project=project, answers=answers, catalog_hash=CATALOG.hash, site=FrozenMap(t_outdoor_c=-40.0),
        loads=FrozenMap(heat_load_kw=load, margin_fraction=count * 100 / load - 1),
        equipment=(Equipment("heat_pump", "heating", "R100", count, FrozenMap(heat_load_kw=100.0)),),
        options=tuple(Option(objective, rank, model, "R", count + rank, figures, rank > 1)
                      for objective in ("first_cost", "yearly_cost")
                      for rank, model in enumerate(("R100", "R200", "R300"), 1)),
        rejections=tuple(Rejection(f"S{n}", "lowest_temperature", -25.0, -37.0, "t_outdoor_c")
                         for n in range(40)),
        tiers=(), year=FrozenMap(yearly_cost_yuan=count * 30_000.0),
        checks=(Check("frost", "warning", message("fault.file_twice", name="frost")),
                Check("size", "pass", message("fault.file_twice", name="size"))),
        charts=FrozenMap(load=chart), steps=(),
    )  # fmt: skip


def quote(made: Design) -> Quote:
    total = Decimal(made.equipment[0].count * 80_000)
    day = made.answers.day("quote_date")
    return Quote("Q1", day, day + timedelta(30), (), total, Decimal(0), total, "", True, (), (), ())


@dataclass(frozen=True)
class FakeRendered:
    pdf: bytes
    missing: tuple[str, ...] = ()
    page_count: int = 2


def document(made: Design, priced: Quote, language: str, wanted: Callable[[], bool]) -> FakeRendered:
    """Two pages that say the language and the total."""
    from reportlab.pdfgen.canvas import Canvas

    buffer = BytesIO()
    paper = Canvas(buffer, invariant=1)
    for page in (1, 2):
        paper.bookmarkPage(str(page), fit="XYZ", left=0, top=800, zoom=0)
        paper.addOutlineEntry(f"Chapter {page}", str(page))
        paper.setFont("Helvetica", 30)
        paper.drawString(100, 600, f"{language} {priced.total_yuan} page {page}")
        paper.showPage()
    paper.save()
    return FakeRendered(buffer.getvalue())


def find_places(text: str, language: str) -> list[tuple[str, str]]:
    typed = text.strip().lower()
    return [(zh, listed if language == "zh" else en) for zh, listed, en, spelt in PLACES
            if typed and (typed in zh or any(one.startswith(typed) for one in spelt.split()))]  # fmt: skip


SHELF: dict[str, Project] = {}


def to_text(project: Project) -> str:
    SHELF[str(len(SHELF))] = project
    return str(len(SHELF) - 1)


def kit() -> Kit:
    from desktop import project_file

    return Kit(
        catalog=CATALOG, applications=(HOTEL,), resolve=lambda p: resolve(QUESTIONS, p.answers, CATALOG),
        design=design, quote=quote, document=document, open=project_file.open_project,  # type: ignore[arg-type]
        save=project_file.save_project, to_text=to_text, from_text=lambda text: SHELF[text],
        family_label=lambda family, language: family,
        find_places=find_places, find_models=lambda text, name: [("R100", "R100 · 100 kW")],
        faults=(MissingAnswer, BadAnswer, NoPump),
    )  # fmt: skip


PROJECT = Project("hotel").with_answers({"city": "漠河", "heated_area_m2": 14000.0})
