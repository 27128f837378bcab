"""A typical year: heat, electricity and cost by service and month, beside what was measured."""

from __future__ import annotations

from .blocks import Align, Block, Figure, Heading, Paragraph, Table
from .case import Case, two_columns
from .chapter_process import is_process, process_year
from .chart_layout import plot_of

_SERVICES = (("heating", ""), ("hot_water", "__hot_water"), ("cooling", "__cooling"))
_ROWS = (
    "heat_load_kwh", "heat_heat_pump_kwh", "heat_backup_kwh", "heat_unmet_kwh", "electricity_heat_pump_kwh",
    "electricity_backup_kwh", "electricity_pump_kwh", "electricity_kwh", "fuel_backup_kwh",
    "fuel_backup_m3", "seasonal_cop", "system_cop",
    "backup_fraction", "power_peak_kw", "energy_cost_yuan",
)  # fmt: skip
_FACTS = (
    "season_d", "heat_specific_kwh_m2", "electricity_specific_kwh_m2d", "specific_cost_yuan_m2", "off_h",
    "at_limit_h", "recovered_heat_kwh", "energy_cost_yuan__total",
)  # fmt: skip
_MEASURED = (
    "electricity_specific_kwh_m2d__period", "electricity_ratio__period",
    "electricity_specific_kwh_m2d__period_with_hot_water", "electricity_ratio__period_with_hot_water",
)  # fmt: skip


def year(case: Case) -> tuple[Block, ...]:
    """Sums of the year, charts, months and the comparison with measured use."""
    if is_process(case):
        return process_year(case)
    voice, design = case.voice, case.design
    known = {name for names in (_FACTS, _MEASURED) for name in names}
    known |= {name + role for _, role in _SERVICES for name in _ROWS}
    rest = [name for name in design.year if name not in known]
    blocks: list[Block] = [
        Heading(voice("proposal.chapter.year"), room=0.85),
        Paragraph(voice("proposal.year.intro")),
        Paragraph(voice("proposal.year.estimated"), "warning"),
        Heading(voice("proposal.year.sums"), 2),
        _sums(case),
        two_columns(case.figure_rows(design.year, (*_FACTS, *rest))),
        Heading(voice("proposal.year.months"), 2),
    ]
    for name in ("months", "duration", "coldest_week"):
        chart = design.charts.get(name)
        if chart is not None and chart.series:
            blocks.append(Figure(plot_of(chart, voice.texts), voice.message(chart.title)))
    measured = case.figure_rows(design.year, _MEASURED)
    if measured:
        answers = design.answers
        name = "measured_electricity_kwh_m2d"
        given = ((voice.label(name), voice.value(name, answers.number(name))),) if name in answers else ()
        blocks += [
            Heading(voice("proposal.year.measured"), 2),
            Paragraph(voice("proposal.year.measured_intro")),
            Table(
                header=(voice("proposal.ledger.item"), voice("proposal.ledger.value")),
                rows=(*given, *measured), align=("left", "right"), widths=(0.75, 0.25),
            ),
        ]  # fmt: skip
    return tuple(blocks)


def _right(count: int) -> tuple[Align, ...]:
    side: Align = "right"
    return (side,) * count


def _sums(case: Case) -> Table:
    """One column a service."""
    voice, figures = case.voice, case.design.year
    services = [(name, role) for name, role in _SERVICES if f"heat_load_kwh{role}" in figures]
    names = [name for name in _ROWS if any(name + role in figures for _, role in services)]
    return Table(
        header=(
            voice("proposal.ledger.item"), voice("proposal.unit"),
            *(voice.word("service", name) for name, _ in services),
        ),
        rows=tuple(
            (
                voice.label(name), voice.unit(name),
                *(voice.number(name, figures.get(name + role)) for _, role in services),
            )
            for name in names
        ),
        align=("left", "left", *_right(len(services))),
        widths=(0.44, 0.14, *(0.42 / len(services) for _ in services)),
        caption=voice("proposal.year.sums_caption"),
    )  # fmt: skip
