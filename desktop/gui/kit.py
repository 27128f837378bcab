"""What the window calls of the rest of the program, gathered so that it is imported after the first paint.

The calculation modules take longer to import than a window takes to appear. ``load`` imports them; the
desk calls it in its own thread.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..applications.application import Application
    from ..applications.questions import Answers
    from ..design.records import Design
    from ..engine.figures import Value
    from ..project import Project
    from ..proposal.to_pdf import Rendered
    from ..quotation.records import Quote
    from ..tables.catalog import Catalog
    from ..tables.texts import Language

REHEARSED_AREA_M2 = 5000.0


@dataclass(frozen=True)
class Kit:
    """The catalogue, the applications and the functions that turn a project into what is shown.

    ``document`` asks its last argument now and then whether it is still wanted, and gives None if not.
    ``rehearse`` works out a project for nobody, so that the tables it needs are read.
    """

    catalog: Catalog
    applications: tuple[Application, ...]
    resolve: Callable[[Project], Answers]
    design: Callable[[Project], Design]
    quote: Callable[[Design], Quote]
    document: Callable[[Design, Quote, Language, Callable[[], bool]], Rendered | None]
    open: Callable[[Path], Project]
    save: Callable[[Project, Path], None]
    to_text: Callable[[Project], str]
    from_text: Callable[[str], Project]
    find_places: Callable[[str, str], Sequence[tuple[str, str]]]
    find_models: Callable[[str, str], Sequence[tuple[str, str]]]
    family_label: Callable[[str, str], str]
    faults: tuple[type[Exception], ...] = ()
    rehearse: Callable[[], object] = lambda: None

    def application(self, identifier: str) -> Application:
        """The application with this id. Raises KeyError."""
        for application in self.applications:
            if application.id == identifier:
                return application
        raise KeyError(identifier)


def load() -> Kit:
    """The program's own kit; imports what a recalculation needs and reads the tables one searches in."""
    from .. import project_file
    from ..applications.questions import BadAnswer, MissingAnswer, resolve
    from ..applications.registry import APPLICATIONS
    from ..design import DesignFault, design
    from ..project import Project
    from ..quotation import QuoteFault, quote
    from ..tables.catalog import load_catalog
    from ..tables.climate import EXAMPLE_PLACE

    catalog = load_catalog()
    by_id = {application.id: application for application in APPLICATIONS}

    def document(made: Design, priced: Quote, language: Language,
                 wanted: Callable[[], bool]) -> Rendered | None:  # fmt: skip
        from ..proposal.proposal import proposal
        from ..proposal.to_pdf import to_pdf_while

        blocks = proposal(made, priced, language, catalog)
        return to_pdf_while(blocks, wanted) if wanted() else None

    def rehearse() -> object:
        first = APPLICATIONS[0]
        place: dict[str, Value] = {"city": EXAMPLE_PLACE, "quote_date": date.today()}
        answers = {**place, **first.sized_by(REHEARSED_AREA_M2)}
        return quote(design(Project(first.id).with_answers(answers), catalog), catalog)

    return Kit(
        catalog=catalog,
        applications=APPLICATIONS,
        resolve=lambda project: resolve(
            by_id[project.application].questions, project.answers, catalog, project.weather
        ),
        design=lambda project: design(project, catalog),
        quote=lambda made: quote(made, catalog),
        document=document,
        open=project_file.open_project,
        save=project_file.save_project,
        to_text=project_file.to_text,
        from_text=project_file.from_text,
        find_places=place_finder(catalog),
        find_models=model_finder(catalog),
        family_label=family_labeller(catalog),
        faults=(MissingAnswer, BadAnswer, DesignFault, QuoteFault),
        rehearse=rehearse,
    )


def place_finder(catalog: Catalog) -> Callable[[str, str], Sequence[tuple[str, str]]]:
    """Stations by what is typed: the name that is answered and the line that is listed."""
    from ..tables.climate import DesignConditions, find_stations

    names = Counter(row.name for row in catalog.rows(DesignConditions))

    def find(text: str, language: str) -> list[tuple[str, str]]:
        return [
            (row.name if names[row.name] == 1 else row.station,
             row.label_zh if language == "zh" else f"{row.label_en} · {row.name}")
            for row in find_stations(catalog, text)
        ]  # fmt: skip

    find("a", "zh")  # reads the table now, in the desk's thread
    return find


def model_finder(catalog: Catalog) -> Callable[[str, str], Sequence[tuple[str, str]]]:
    """Heat pumps or water heaters by a part of their model's name."""
    from ..components.heat_pumps import FamilyRow, HeatPumpRow

    mode_of = {row.family: row.rated_mode for row in catalog.rows(FamilyRow)}
    entries: dict[str, list[tuple[str, str]]] = {"heating": [], "hot_water": []}
    for row in catalog.rows(HeatPumpRow):
        entries[mode_of[row.family]].append((row.model, f"{row.model} · {row.rated_heating_kw:g} kW"))

    def find(text: str, question: str) -> list[tuple[str, str]]:
        mode = "hot_water" if question == "water_heater_model" else "heating"
        typed = text.strip().lower()
        return [entry for entry in entries[mode] if typed in entry[0].lower()]

    return find


def family_labeller(catalog: Catalog) -> Callable[[str, str], str]:
    """What a family of units is called in a language; its own name where it is not known."""
    from ..components.heat_pumps import FamilyRow

    labels = {row.family: {"zh": row.label_zh, "en": row.label_en} for row in catalog.rows(FamilyRow)}
    return lambda family, language: labels.get(family, {}).get(language, family)
