"""The plant that was chosen: units rated and at the design point, the equipment list, checks, energy tier."""

from __future__ import annotations

from ..design.records import Equipment, TierVerdict
from .blocks import Block, Bullets, Figure, Heading, Paragraph, Table, Tone
from .case import Case, is_number, joined, tone_of, two_columns
from .chapter_summary import tier_text
from .chart_layout import plot_of

_POINTS = ("rated", "7_45", "minus_12_41", "bivalent", "design")
_READ_AT = {"7_45": (7.0, 45.0), "minus_12_41": (-12.0, 41.0)}
_UNIT_FIGURES = (
    "refrigerant", "t_outdoor_c__min", "t_outdoor_c__limit", "unit_count__winter", "unit_count__summer",
    "unit_count__standby", "count_ruled_by", "capacity_margin_fraction", "total_capacity_kw__bivalent",
    "power_kw__bivalent", "cooling_capacity_kw", "cooling_capacity_kw__total", "power_kw__cooling",
    "backup_kw", "compared_heating_kw", "rated_ratio__minus_12_41", "rated_ratio__7_45", "sound_power_db",
    "weight_kg",
)  # fmt: skip
_LISTED = {
    "heat_pump": ("capacity_kw__rated", "capacity_kw__bivalent", "cop__bivalent", "cooling_capacity_kw",
                  "cop__cooling"),
    "water_heater": ("capacity_kw__rated", "capacity_kw__bivalent", "cop__bivalent"),
    "lift_pump": ("t_source_water_c", "t_leaving_c", "capacity_kw__design", "cop__lift", "power_kw__each"),
    "backup_heater": ("heat_kw", "heater_power_kw", "heater_power_kw__total", "step_count"),
    "gas_boiler": ("heat_kw", "boiler_heat_kw", "total_capacity_kw", "boiler_efficiency"),
    "pump": ("flow_m3h__each", "flow_m3h", "head_m", "motor_power_kw", "pump_efficiency_fraction",
             "duty_count", "standby_count"),
    "storage_tank": ("storage_l", "volume_l", "total_volume_l", "ua_w_k__total"),
    "buffer_tank": ("required_volume_l", "volume_l", "total_volume_l"),
    "expansion_vessel": ("vessel_volume_l", "volume_l", "pressure_kpa__safety", "system_volume_l"),
    "plate_exchanger": ("heat_kw", "area_m2", "ua_kw_k__least", "ua_kw_k", "dt_log_k"),
}  # fmt: skip


def selection(case: Case) -> tuple[Block, ...]:
    """Units, equipment and checks."""
    voice = case.voice
    blocks: list[Block] = [
        Heading(voice("proposal.chapter.selection"), room=0.6), *case.performance_notice()
    ]
    for kind in ("heat_pump", "water_heater"):
        for unit in case.of_kind(kind):
            blocks += _unit(case, unit)
    blocks += [
        Heading(voice("proposal.selection.list"), 2),
        _equipment(case),
        Heading(voice("proposal.selection.checks"), 2),
        Paragraph(voice("proposal.selection.checks_intro")),
        _checks(case),
    ]
    return tuple(blocks)


def _unit(case: Case, unit: Equipment) -> list[Block]:
    voice = case.voice
    intro = voice("proposal.selection.unit", model=unit.model, name=case.item_name(unit))
    blocks: list[Block] = [Heading(intro, 2), _points(case, unit), *_readings(case, unit)]
    blocks.append(two_columns(case.figure_rows(unit.figures, _UNIT_FIGURES)))
    chart = case.design.charts.get("load_line")
    if unit.kind == "heat_pump" and chart is not None and chart.series:
        blocks.append(Figure(plot_of(chart, voice.texts), voice.message(chart.title)))
    if unit.notes:
        blocks.append(Bullets(tuple(voice.message(note) for note in unit.notes)))
    return blocks


def _points(case: Case, unit: Equipment) -> Table:
    """Capacity of one unit at each condition it is spoken of by, rated beside design point."""
    voice, figures = case.voice, unit.figures
    rows: list[tuple[str, ...]] = []
    for point in _POINTS:
        if f"capacity_kw__{point}" not in figures:
            continue
        outdoor, leaving = _READ_AT.get(point, (None, None))
        rows.append(
            (
                voice(f"proposal.point.{point}"),
                voice.number("t_outdoor_c", figures.get(f"t_outdoor_c__{point}", outdoor)),
                voice.number("t_leaving_c", figures.get(f"t_leaving_c__{point}", leaving)),
                voice.number("capacity_kw", figures[f"capacity_kw__{point}"]),
                voice.number("cop", figures.get(f"cop__{point}")),
                voice.number("total_capacity_kw", figures.get(f"total_capacity_kw__{point}")),
            )
        )
    if "cop__cooling" in figures:
        rows.append(_cooling_point(case, unit))
    names = ("t_outdoor_c", "t_leaving_c", "capacity_kw", "cop", "total_capacity_kw")
    return Table(
        header=(voice("proposal.selection.condition"), *(voice.head(name) for name in names)),
        rows=tuple(rows),
        align=("left", "right", "right", "right", "right", "right"),
        widths=(0.34, 0.13, 0.13, 0.13, 0.1, 0.17),
        caption=voice("proposal.selection.points", model=unit.model, count=str(unit.count)),
        note=voice("proposal.selection.points_note"),
    )


def _cooling_point(case: Case, unit: Equipment) -> tuple[str, ...]:
    """The summer design point of units that only cool."""
    voice, figures = case.voice, unit.figures
    return (
        voice("proposal.point.cooling"),
        voice.number("t_outdoor_c", figures["t_outdoor_c__cooling"]),
        voice.number("t_leaving_c", figures["t_leaving_c__cooling"]),
        voice.number("cooling_capacity_kw", figures["cooling_capacity_kw"]),
        voice.number("cop", figures["cop__cooling"]),
        voice.number("cooling_capacity_kw", figures["cooling_capacity_kw__total"]),
    )


def _readings(case: Case, unit: Equipment) -> list[Block]:
    """The rated total at both conditions in use, each with its name; they differ by a fifth and more."""
    low, mild = (unit.figures.get(f"total_capacity_kw__{point}") for point in ("minus_12_41", "7_45"))
    if low is None or mild is None:
        return []
    values = {"minus_12_41": case.voice.value("total_capacity_kw", low),
              "at_7_45": case.voice.value("total_capacity_kw", mild)}  # fmt: skip
    return [Paragraph(case.voice("proposal.selection.readings", count=str(unit.count), **values))]


def _equipment(case: Case) -> Table:
    voice = case.voice
    heads = ("number", "item", "model", "count", "figures", "standing")
    return Table(
        header=tuple(voice(f"proposal.{head}") for head in heads),
        rows=tuple(
            (
                str(number),
                case.item_name(one),
                one.model,
                str(one.count),
                _figures(case, one),
                voice.word("standing", one.standing),
            )
            for number, one in enumerate(case.design.equipment, 1)
        ),
        align=("center", "left", "left", "right", "left", "left"),
        widths=(0.06, 0.18, 0.15, 0.06, 0.46, 0.09),
    )


def _figures(case: Case, one: Equipment) -> str:
    names = _LISTED.get(one.kind) or tuple(name for name in one.figures if is_number(one.figures[name]))
    return joined(
        (f"{label} {value}" for label, value in case.figure_rows(one.figures, names)), case.voice.language
    )


def _checks(case: Case) -> Table:
    voice, checks = case.voice, case.design.checks
    tones: list[tuple[int, Tone]] = [
        (n, tone_of(check.severity)) for n, check in enumerate(checks) if tone_of(check.severity) != "normal"
    ]
    return Table(
        header=(
            voice("proposal.check.outcome"),
            voice("proposal.check.rule"),
            voice("proposal.check.finding"),
        ),
        rows=tuple(
            (
                voice.word("severity", check.severity),
                voice.term("rule", check.rule),
                voice.message(check.message),
            )
            for check in checks
        ),
        align=("left", "left", "left"),
        widths=(0.1, 0.2, 0.7),
        tones=tuple(tones),
    )


def tier(case: Case) -> tuple[Block, ...]:
    """What the energy label says of each unit, and why where it says nothing."""
    if not case.design.tiers:
        return ()
    voice = case.voice
    blocks: list[Block] = [Heading(voice("proposal.chapter.tier")), Paragraph(voice("proposal.tier.intro"))]
    for verdict in case.design.tiers:
        blocks += _verdict(case, verdict)
    return tuple(blocks)


def _declared(value: float) -> str:
    """A declared value with the digits it was entered with, two at least: rounding must not hide a miss.

    >>> _declared(3.1), _declared(3.0999)
    ('3.10', '3.0999')
    """
    whole, _, digits = f"{value:.6f}".rstrip("0").partition(".")
    return f"{whole}.{digits:0<2}"


def _verdict(case: Case, verdict: TierVerdict) -> list[Block]:
    voice = case.voice
    limits = joined(
        (
            voice("proposal.tier.limit", tier=str(n), value=f"{limit:.2f}")
            for n, limit in enumerate(verdict.limits, 1)
        ),
        voice.language,
    )
    columns = {
        "proposal.tier.result": tier_text(case, verdict.tier),
        "proposal.tier.standard": " ".join(filter(None, (verdict.standard, verdict.table))) or "–",
        "proposal.tier.metric": verdict.metric or "–",
        "proposal.tier.value": "–" if verdict.value is None else _declared(verdict.value),
        "proposal.tier.limits": limits or "–",
        "proposal.ledger.source": voice.reference(verdict.source, verdict.clause) or "–",
    }
    table = Table(
        header=tuple(voice(key) for key in columns),
        rows=(tuple(columns.values()),),
        align=("left",) * 6,
        widths=(0.12, 0.22, 0.08, 0.11, 0.31, 0.16),
    )
    tone: Tone = "bad" if verdict.tier == 0 else "normal" if verdict.tier else "warning"
    blocks: list[Block] = [
        Heading(verdict.model, 2),
        Paragraph(voice.message(verdict.message), tone),
        table,
    ]
    if verdict.gates:
        blocks.append(_gates(case, verdict))
    return blocks


def _gates(case: Case, verdict: TierVerdict) -> Table:
    voice = case.voice
    heads = (
        voice("proposal.tier.gate"), voice.head("t_outdoor_c"), voice.head("t_leaving_c"),
        voice("proposal.tier.gate_limit"), voice("proposal.tier.gate_value"), voice("proposal.standing"),
        voice("proposal.check.outcome"),
    )  # fmt: skip
    rows = []
    for gate in verdict.gates:
        reached = gate.value is not None and gate.value >= gate.limit
        outcome = (
            "–"
            if gate.value is None
            else voice("proposal.tier.reached" if reached else "proposal.tier.missed")
        )
        rows.append(
            (
                gate.name,
                voice.number("t_outdoor_c", gate.t_outdoor_c),
                voice.number("t_leaving_c", gate.t_leaving_c),
                f"{gate.limit:.2f}",  # as standards print them
                _declared(gate.value)
                if gate.value is not None and gate.standing == "declared"
                else voice.number("cop", gate.value),
                voice.word("standing", gate.standing),
                outcome,
            )
        )
    return Table(
        header=heads,
        rows=tuple(rows),
        align=("left", "right", "right", "right", "right", "left", "left"),
        widths=(0.14, 0.14, 0.14, 0.14, 0.16, 0.12, 0.16),
        caption=voice("proposal.tier.gates"),
    )
