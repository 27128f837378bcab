"""What the proposal says of process heat in place of a building: what was asked, six figures, the year."""

from __future__ import annotations

from .blocks import Block, Heading, Paragraph
from .case import Case, two_columns


def use(case: Case) -> str:
    """What the project is for."""
    return case.voice.word("use", case.design.project.application)


def place(case: Case) -> str:
    """The station's place in the document's language."""
    site = case.design.site
    return str(site.get(f"station_name_{case.voice.language}", case.text("city")))


def is_process(case: Case) -> bool:
    """Whether the plant serves a process and no building."""
    return "process_heat_kw" in case.design.loads


def process_key(case: Case, key: str) -> str:
    """The key of a sentence, another one where the plant serves a process."""
    return f"{key}_process" if is_process(case) else key


def asked_of_process(case: Case) -> str:
    """What is wanted and where the heat comes from, in a sentence."""
    voice, answers = case.voice, case.design.answers
    return voice(
        "proposal.summary.asked_process", place=place(case), use=use(case),
        sink=voice.choice("sink_kind", answers.text("sink_kind")),
        source=voice.choice("source_kind", answers.text("source_kind")),
        sink_flow_t_h=answers.number("sink_flow_t_h"), t_source_in_c=answers.number("t_source_in_c"),
        source_flow_t_h=answers.number("source_flow_t_h"),
    )  # fmt: skip


def process_figures(case: Case, total_remark: str) -> tuple[tuple[str, str, str], ...]:
    """Heat, machine, COP, price, a tonne now and then, payback."""
    voice, design = case.voice, case.design
    machine = design.equipment[0]
    money = next(topic for topic in design.topics if topic.id == "process_money")
    now, then = (row.cells[1] for row in money.tables[0].rows)
    payback = money.figures.get("payback_y")
    pays = any(check.severity == "pass" for check in money.checks)
    return (
        (
            voice.label("process_heat_kw"),
            voice.value("process_heat_kw", design.loads["process_heat_kw"]),
            voice.choice("sink_kind", design.answers.text("sink_kind")),
        ),
        (
            voice("proposal.summary.units"), f"{machine.count} × {machine.model}",
            voice.value("pump_heat_kw", design.loads["pump_heat_kw"]),
        ),
        (
            voice.label("cop__system"), voice.value("cop__system", design.year["cop__system"]),
            voice.value("electricity_kwh_t", design.year["electricity_kwh_t"]),
        ),
        (
            voice("proposal.price.total"), voice.value("total_yuan", float(case.quote.total_yuan)),
            total_remark,
        ),
        (
            voice.label("cost_yuan_t"), voice.value("cost_yuan_t", then),
            voice("proposal.summary.cost_now", cost_yuan_t=now or 0.0),
        ),
        (
            voice.label("payback_y"), voice.value("payback_y", payback),
            voice("proposal.summary.pays" if pays else "proposal.summary.pays_not"),
        ),
    )  # fmt: skip


def process_verdicts(case: Case) -> list[str]:
    """Whether it pays, whether the source suffices: the first things a reader wants to know."""
    wanted = ("pays", "direct_exchange", "source_sufficient")
    found = {check.rule: check for topic in case.design.topics for check in topic.checks}
    return [case.voice.message(found[rule].message) for rule in wanted if rule in found]


def process_year(case: Case) -> tuple[Block, ...]:
    """The year of a process heat plant: a list of sums."""
    voice, design = case.voice, case.design
    return (
        Heading(voice("proposal.chapter.year"), room=0.4),
        Paragraph(voice("proposal.year.process")),
        Paragraph(voice("proposal.year.estimated"), "warning"),
        two_columns(case.figure_rows(design.year, design.year)),
    )
