"""The project as it was described, what was assumed, and the basis of the design."""

from __future__ import annotations

import re
from contextlib import suppress

from ..applications.questions import Answer, Question
from ..applications.registry import application
from ..tables.climate import DesignConditions
from .blocks import Block, Bullets, Heading, Paragraph, Table
from .case import Case, two_columns

_IS_STANDARD = re.compile(r"(gb|jgj|cjj|en|iso|vat_law)(_|\d)")
_SITE = (
    "altitude_m", "t_outdoor_design_c", "t_heating_c", "t_winter_ac_c", "t_summer_ac_c", "t_extreme_min_c",
    "t_month_mean_c__coldest", "season_d",
)  # fmt: skip


def project_and_needs(case: Case) -> tuple[Block, ...]:
    """Where the project is, what was given and what stands by default."""
    voice = case.voice
    shown = [
        (q, a) for q, a in _asked(case) if not q.advanced and q.group not in ("project", "quote", "economy")
    ]
    given = [pair for pair in shown if pair[1].standing == "user"]
    assumed = [pair for pair in shown if pair[1].standing == "default"]
    measured = [(q, a) for q, a in _asked(case) if q.advanced and a.standing == "user"]
    return (
        Heading(voice("proposal.chapter.project")),
        Heading(voice("proposal.project.given"), 2),
        Paragraph(voice("proposal.project.given_intro")),
        two_columns([(voice.label(q.name), voice.value(q.name, a.value)) for q, a in (*given, *measured)]),
        *rows_tables(case, [*given, *measured]),
        Heading(voice("proposal.project.assumed"), 2),
        Paragraph(voice("proposal.project.assumed_intro")),
        answers_table(case, assumed),
    )


def answers_table(case: Case, pairs: list[tuple[Question, Answer]]) -> Table:
    """Value, usual range and source of answers, given or by default."""
    voice = case.voice
    rows = tuple(
        (
            voice.label(answer.name),
            voice.value(answer.name, answer.value),
            voice.usual(answer),
            voice.word("answer", answer.standing),
            voice.reference(answer.source) if answer.standing == "default" else "",
        )
        for _, answer in pairs
    )
    return Table(
        header=tuple(
            voice(f"proposal.ledger.{key}") for key in ("item", "value", "usual", "standing", "source")
        ),
        rows=rows,
        align=("left", "right", "right", "left", "left"),
        widths=(0.33, 0.27, 0.17, 0.09, 0.14),
    )


def rows_tables(case: Case, pairs: list[tuple[Question, Answer]]) -> list[Table]:
    """Lists of records, a table each; what stands by default has a star."""
    return [_rows_table(case, question, answer) for question, answer in pairs if answer.rows]


def _rows_table(case: Case, question: Question, answer: Answer) -> Table:
    voice, columns = case.voice, question.columns
    numbers = [column.kind in ("number", "integer") for column in columns]

    def cell(name: str, one: Answer, number: bool) -> str:
        text = voice.number(name, one.value) if number else voice.value(name, one.value)
        return f"{text}*" if one.standing == "default" and one.value != "" else text

    return Table(
        header=("", *(voice.head(column.name) for column in columns)),
        rows=tuple(
            (str(place), *(cell(column.name, row[column.name], number)
                           for column, number in zip(columns, numbers, strict=True)))
            for place, row in enumerate(answer.rows, 1)
        ),
        align=("center", *("right" if number else "left" for number in numbers)),
        widths=(0.04, *(0.96 / len(columns) for _ in columns)),
        caption=voice.label(question.name),
        note=voice("rows.default_note"),
    )  # fmt: skip


def _asked(case: Case) -> list[tuple[Question, Answer]]:
    """Questions that matter for this project, with their answers."""
    answers = case.design.answers
    questions = application(case.design.project.application).questions
    return [
        (question, answers[question.name])
        for question in questions
        if question.name in answers
        and question.relevant(answers)
        and answers[question.name].value not in ("", ())
    ]


def ledger(case: Case) -> tuple[Block, ...]:
    """Every value the design rests on, with range, standing and source."""
    voice = case.voice
    groups: dict[str, list[tuple[Question, Answer]]] = {}
    for question, answer in _asked(case):
        groups.setdefault(question.group, []).append((question, answer))
    blocks: list[Block] = [
        Heading(voice("proposal.chapter.ledger")),
        Paragraph(voice("proposal.ledger.intro")),
    ]
    for group, pairs in groups.items():
        blocks += [Heading(voice.term("group", group), 2), answers_table(case, pairs)]
        blocks += rows_tables(case, pairs)
    return tuple(blocks)


def design_basis(case: Case) -> tuple[Block, ...]:
    """Standards and methods, climate station and its doubts, design conditions."""
    voice, design = case.voice, case.design
    site = design.site
    blocks: list[Block] = [
        Heading(voice("proposal.chapter.basis")),
        Heading(voice("proposal.basis.climate"), 2),
        Paragraph(
            voice(
                "proposal.basis.station", station=str(site["station"]),
                name=str(site[f"station_name_{voice.language}"]), zone=voice.term("zone", str(site["zone"])),
            )
        ),
        two_columns(case.figure_rows(site, _SITE)),
        Paragraph(_weather(case), "muted"),
    ]  # fmt: skip
    doubts = [check.message for check in case.design.checks if check.rule == "climate_doubt"]
    if doubts:
        blocks.append(Paragraph(voice("proposal.basis.doubts"), "warning"))
        blocks.append(Bullets(tuple(voice.message(doubt) for doubt in doubts)))
    blocks += [
        Heading(voice("proposal.basis.standards"), 2),
        Paragraph(voice("proposal.basis.standards_intro")),
        _standards(case),
        Paragraph(voice("proposal.basis.verify"), "muted"),
    ]
    return tuple(blocks)


def _weather(case: Case) -> str:
    site = case.design.site
    if "weather_file" in site:
        return case.voice(
            "proposal.basis.own_weather", file=str(site["weather_file"]),
            name=str(site["weather_station_name"]),
            weather_distance_km=site["weather_distance_km"],
            weather_altitude_difference_m=site["weather_altitude_difference_m"],
        )  # fmt: skip
    return case.voice(
        "proposal.basis.weather", name=_weather_station(case),
        station=str(site["weather_station"]),
        weather_distance_km=site["weather_distance_km"],
        weather_altitude_difference_m=site["weather_altitude_difference_m"],
    )  # fmt: skip


def _weather_station(case: Case) -> str:
    """The weather station's name, in Chinese where a design station has its number."""
    site, catalog = case.design.site, case.voice.catalog
    if case.voice.language == "zh":
        with suppress(KeyError):
            return catalog.find(DesignConditions, str(site["weather_station"])).name
    return str(site["weather_station_name"])


def _standards(case: Case) -> Table:
    """Standards that the calculation refers to, with edition, first day and standing."""
    voice, sources = case.voice, case.voice.catalog.sources
    used = {step.source for step in (*case.design.steps, *case.quote.steps)}
    used |= {verdict.source for verdict in case.design.tiers}
    rows = []
    for name in sorted(used & set(sources)):
        row = sources[name]
        if not _IS_STANDARD.match(name):
            continue
        rows.append(
            (
                voice.source(name),
                row.edition,
                row.in_force_from.isoformat() if row.in_force_from else "",
                voice.reference(name),
            )
        )
    heads = ("title", "edition", "in_force", "standing")
    return Table(
        header=tuple(voice(f"proposal.basis.{head}") for head in heads),
        rows=tuple(rows),
        align=("left", "left", "left", "left"),
        widths=(0.58, 0.12, 0.14, 0.16),
    )
