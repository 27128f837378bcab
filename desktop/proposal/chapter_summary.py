"""Cover and the one-page summary: six figures, one chart, three reasons, what to do next."""

from __future__ import annotations

from .blocks import Block, Bullets, Cover, Figure, Heading, KeyFigures, Paragraph
from .case import Case
from .chapter_process import (
    asked_of_process,
    is_process,
    place,
    process_figures,
    process_key,
    process_verdicts,
    use,
)
from .chart_layout import plot_of


def title(case: Case) -> str:
    """The project's name, or what it is and where."""
    named = case.text("project_name").strip()
    return named or case.voice("proposal.title_of_place", place=place(case), use=use(case))


def cover(case: Case) -> tuple[Block, ...]:
    """The first page."""
    voice, quote = case.voice, case.quote
    contact = " ".join(filter(None, (case.text("contact_name"), case.text("contact_phone"))))
    rows = [
        ("proposal.cover.customer", case.text("customer_name") or "–"),
        ("proposal.cover.place", place(case)),
        ("proposal.cover.company", case.text("company_name") or "–"),
        ("proposal.cover.contact", contact),
        ("proposal.cover.number", quote.number or voice("proposal.unnumbered")),
        ("proposal.cover.date", quote.issued.isoformat()),
        ("proposal.cover.valid", quote.valid_until.isoformat()),
    ]
    notices = [voice("proposal.notice.estimated")] if case.estimated else []
    notices += [voice("proposal.notice.price")] if quote.price_assumed else []
    return (
        Cover(
            title=title(case),
            subtitle=voice(process_key(case, "proposal.cover.subtitle")),
            rows=tuple((voice(key), value) for key, value in rows if value),
            notice="\n".join(notices),
        ),
    )


def summary(case: Case) -> tuple[Block, ...]:
    """The whole offer on one page."""
    voice, design = case.voice, case.design
    blocks: list[Block] = [
        Heading(voice("proposal.chapter.summary"), 1, 1.0),
        Paragraph(_asked(case)),
        KeyFigures(_figures(case)),
        *case.incomplete_notice(),
    ]
    chart = design.charts.get("load_line")
    if chart is not None and chart.series:
        blocks.append(Figure(plot_of(chart, voice.texts), voice.message(chart.title), height=186.0))
    blocks += [Heading(voice("proposal.summary.reasons"), 3), Bullets(_reasons(case))]
    concerns = sum(check.severity in ("warning", "fault") for check in design.checks)
    if concerns:
        blocks.append(Paragraph(voice("proposal.summary.concerns", count=concerns), "warning"))
    blocks.append(Paragraph(voice(process_key(case, "proposal.summary.next")), "muted"))
    return tuple(blocks)


def _asked(case: Case) -> str:
    if is_process(case):
        return asked_of_process(case)
    voice, answers = case.voice, case.design.answers
    services = ["heating"] if "heat_load_kw" in case.design.loads else []
    services += ["cooling"] if case.design.loads.get("cooling_load_kw") else []
    services += ["hot_water"] if "hot_water_heat_kwh_d" in case.design.loads else []
    named = [voice.word("asked", service) for service in services]
    gap = "" if voice.language == "zh" else " "
    last = f"{gap}{voice('proposal.and')}{gap}".join(named[-2:])
    listed = ("、" if voice.language == "zh" else ", ").join([*named[:-2], last])
    name = "heated_area_m2"
    area = voice.value(name, answers.number(name)) if name in answers else "–"
    return voice("proposal.summary.asked", place=place(case), use=use(case), services=listed, area=area)


def _figures(case: Case) -> tuple[tuple[str, str, str], ...]:
    if is_process(case):
        return process_figures(case, _total_remark(case))
    voice, design, quote = case.voice, case.design, case.quote
    pump = design.equipment[0]
    tier = next((verdict for verdict in design.tiers if verdict.model == pump.model), None)
    return (
        _load(case),
        (voice("proposal.summary.units"), f"{pump.count} × {pump.model}", _rated(case)),
        (
            voice("proposal.summary.tier"),
            tier_text(case, tier.tier if tier else None),
            tier.standard if tier else "",
        ),
        (
            voice("proposal.price.total"),
            voice.value("total_yuan", float(quote.total_yuan)),
            _total_remark(case),
        ),
        _cost(case),
        _seasonal_cop(case),
    )


def _load(case: Case) -> tuple[str, str, str]:
    """The load that the units are chosen for: heating, else cooling, else hot water."""
    voice, loads = case.voice, case.design.loads
    of_rooms = (("heat_load_kw", "t_outdoor_c__design"), ("cooling_load_kw", "t_outdoor_c__cooling"))
    for name, outdoor in of_rooms:
        if name in loads:
            remark = voice("proposal.at_outdoor", t_outdoor_c=loads[outdoor])
            return voice.label(name), voice.value(name, loads[name]), remark
    name = "hot_water_heat_pump_kw"
    return voice.label(name), voice.value(name, loads[name]), voice("proposal.summary.hot_water_remark")


def _cost(case: Case) -> tuple[str, str, str]:
    """Energy cost of heating by area; of all services where nothing is heated."""
    voice, year = case.voice, case.design.year
    name, remark = "specific_cost_yuan_m2", "proposal.summary.cost_remark"
    if name not in year:
        name, remark = "energy_cost_yuan__total", "proposal.summary.cost_remark.total"
    return voice.label(name), voice.value(name, year[name]), voice(remark)


def _seasonal_cop(case: Case) -> tuple[str, str, str]:
    """Of the first service: heating, cooling, hot water."""
    voice, year = case.voice, case.design.year
    for service in ("", "cooling", "hot_water"):
        name = f"seasonal_cop__{service}" if service else "seasonal_cop"
        if name in year:
            remark = voice(f"proposal.summary.cop_remark{'.' if service else ''}{service}")
            return voice.label("seasonal_cop"), voice.value(name, year[name]), remark
    return voice.label("seasonal_cop"), "–", ""


def _total_remark(case: Case) -> str:
    if case.missing:
        return case.voice("proposal.incomplete_total")
    return case.voice("proposal.price_assumed" if case.quote.price_assumed else "proposal.price.tax_inside")


def _rated(case: Case) -> str:
    figures = case.design.equipment[0].figures
    return case.voice(
        "proposal.summary.rated", capacity_kw=figures["capacity_kw__rated"],
        t_outdoor_c=figures["t_outdoor_c__rated"], t_leaving_c=figures["t_leaving_c__rated"],
    )  # fmt: skip


def tier_text(case: Case, tier: int | None) -> str:
    """The tier in words; no data and not compliant are told apart."""
    voice = case.voice
    if tier is None:
        return voice("proposal.tier.no_data")
    return voice("proposal.tier.number", tier=str(tier)) if tier else voice("proposal.tier.not_compliant")


def _reasons(case: Case) -> tuple[str, ...]:
    """Why this plant: its place in the ranking, its capacity, and what backs it up."""
    voice, design = case.voice, case.design
    model, found = design.equipment[0].model, []
    placed = [one for one in design.options if one.model == model and one.kind == design.equipment[0].kind]
    objective = case.text("ranking_objective")
    for one in [one for one in placed if objective in (one.objective, "")][:1]:
        found.append(
            voice(
                "proposal.reason.rank", model=model, rank=str(one.rank),
                objective=voice.word("objective", one.objective),
                holds=voice("proposal.reason.holds" if one.order_holds else "proposal.reason.holds_not"),
            )
        )  # fmt: skip
    found += process_verdicts(case)
    enough = [check for check in design.checks if check.rule in ("capacity", "cooling_capacity")]
    found += [voice.message(check.message) for check in enough][:1]
    year = design.year
    backup_kw = design.equipment[0].figures.get("backup_kw", 0.0)
    if "heat_load_kw" not in design.loads:
        return tuple(found)
    if not backup_kw:
        found.append(voice("proposal.reason.no_backup"))
    elif "backup_fraction" in year:
        values = {"backup_kw": backup_kw, "backup_fraction": year["backup_fraction"]}
        found.append(voice("proposal.reason.backup", **values))
    return tuple(found)
