"""What the building asks: heating by every way there is, cooling, hot water."""

from __future__ import annotations

from .blocks import Block, Bullets, Heading, Paragraph, Table
from .case import Case, two_columns

_HEATING = (
    "heat_load_kw", "t_outdoor_c__design", "heat_load_kw__first_stage", "power_kw__lift",
    "t_intermediate_c", "heat_load_kw__bivalent", "t_outdoor_c__bivalent", "t_supply_c",
    "t_return_c", "t_balance_c", "cooling_load_kw", "t_outdoor_c__cooling", "t_chilled_c",
)  # fmt: skip
_HOT_WATER = ("hot_water_heat_kwh_d", "hot_water_peak_kw", "hot_water_heat_pump_kw", "storage_l")


def loads(case: Case) -> tuple[Block, ...]:
    """Design loads and how they were found."""
    voice, design = case.voice, case.design
    heating = [row for row in _HEATING if design.loads.get(row)]
    blocks: list[Block] = [Heading(voice("proposal.chapter.loads"))]
    if heating:
        blocks += [
            Heading(voice("proposal.loads.design"), 2),
            two_columns(case.figure_rows(design.loads, heating)),
        ]
    if design.load_comparison:
        blocks += [
            Heading(voice("proposal.loads.compared"), 2),
            Paragraph(voice("proposal.loads.compared_intro")),
            _comparison(case),
        ]
        gaps = [check for check in design.checks if check.rule.startswith("load_gap")]
        if gaps:
            blocks.append(Bullets(tuple(voice.message(check.message) for check in gaps), "warning"))
    if "hot_water_heat_kwh_d" in design.loads:
        blocks += [
            Heading(voice("proposal.loads.hot_water"), 2),
            Paragraph(voice("proposal.loads.hot_water_intro")),
            two_columns(case.figure_rows(design.loads, _HOT_WATER)),
        ]
    rest = [name for name in design.loads if name not in (*_HEATING, *_HOT_WATER, "heating_index_w_m2")]
    if rest:
        blocks.append(two_columns(case.figure_rows(design.loads, rest)))
    return tuple(blocks)


def _comparison(case: Case) -> Table:
    """Every way to the heat load, low, likely and high; the one that counts is marked."""
    voice = case.voice
    names = ("heat_load_kw__low", "heat_load_kw", "heat_load_kw__high", "heating_index_w_m2")
    heads = ("low", "likely", "high")
    units = f"\n{voice.unit('heat_load_kw')}"
    used = [n for n, one in enumerate(case.design.load_comparison) if one.get("used")]
    return Table(
        header=(
            voice("proposal.loads.method"),
            *(voice(f"proposal.loads.{head}") + units for head in heads),
            voice.head("heating_index_w_m2"),
            voice("proposal.loads.used"),
            voice("proposal.ledger.source"),
        ),
        rows=tuple(
            (
                voice.word("method", str(one["method"])),
                *(voice.number(name, one.get(name)) for name in names),
                "●" if one.get("used") else "",
                voice.reference(str(one.get("source", ""))),
            )
            for one in case.design.load_comparison
        ),
        align=("left", "right", "right", "right", "right", "center", "left"),
        widths=(0.30, 0.1, 0.1, 0.1, 0.15, 0.1, 0.15),
        tones=tuple((n, "good") for n in used),
        caption=voice("proposal.loads.compared_caption", count=str(len(case.design.load_comparison))),
    )
