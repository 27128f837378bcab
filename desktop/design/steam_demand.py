"""What a process asks of steam, water or air, and what the source gives by itself."""

from __future__ import annotations

from dataclasses import dataclass

from ..applications.questions import Answers, BadAnswer
from ..engine import process_heat as rules
from ..engine.cycle import CycleError
from ..engine.messages import message
from ..engine.sheet import Sheet
from ..engine.steam import steam_duty_kj_kg, steam_temperature_c

WATER_KJ_KGK, AIR_KJ_KGK = 4.19, 1.01
EXCHANGER_LEAST_FRACTION = 0.02
PROPERTIES = "equations_of_state"


@dataclass(frozen=True, slots=True)
class Need:
    """What the sink takes and what is left for a heat pump; temperatures °C, heats kW, rates kW/K.

    ``pressure_kpa`` is the steam's absolute pressure, 0 where no steam is made; ``t_sink_c`` and
    ``t_source_c`` stand behind the direct exchanger, ``t_out_c`` is the boiling or leaving temperature.
    """

    kind: str
    flow_t_h: float
    pressure_kpa: float
    superheat_k: float
    blow_down_fraction: float
    heat_capacity_kj_kgk: float
    t_in_c: float
    t_out_c: float
    duty_kj_kg: float
    heat_kw: float
    sink_rate_kw_k: float
    source_rate_kw_k: float
    t_source_in_c: float
    t_source_least_c: float
    source_most_kw: float
    direct_kw: float
    t_sink_c: float
    t_source_c: float
    steps: int = 1

    @property
    def is_steam(self) -> bool:
        """Whether the sink is steam."""
        return self.kind == "steam"

    @property
    def left_kw(self) -> float:
        """Heat that is left for the heat pump and what comes behind it."""
        return self.heat_kw - self.direct_kw


def need_of(answers: Answers, sheet: Sheet) -> Need:
    """The demand, every figure on the sheet. Raises BadAnswer for figures that contradict each other."""
    n, kind = answers.number, answers.text("sink_kind")
    part = sheet.part("book.sink")
    _check(answers)
    pressure, t_in, t_out, blow_down = _ends(answers, part)
    capacity = part.simulated(
        "sink_heat_kj_kgk", AIR_KJ_KGK if kind == "hot_air" else WATER_KJ_KGK,
        method="method.fluid_properties", source=PROPERTIES,
    )  # fmt: skip
    superheat = n("superheat_steam_k") if pressure else 0.0
    if pressure:
        duty = part.simulated(
            "duty_kj_kg", _duty(pressure, t_in, superheat, blow_down), method="method.steam_duty",
            source=PROPERTIES,
            inputs={"steam_pressure_kpa": pressure, "t_feed_c": t_in, "superheat_steam_k": superheat,
                    "blow_down_fraction": blow_down},
        )  # fmt: skip
    else:
        duty = part.work(rules.heating_duty, sink_heat_kj_kgk=capacity, t_sink_out_c=t_out, t_sink_in_c=t_in)
    flow = n("sink_flow_t_h")
    heat = part.work(rules.process_heat, sink_flow_t_h=flow, duty_kj_kg=duty)
    return _with_source(answers, sheet, _Sink(
        kind, flow, pressure, superheat, blow_down, capacity, t_in, t_out, duty, heat
    ))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Sink:
    kind: str
    flow: float
    pressure: float
    superheat: float
    blow_down: float
    capacity: float
    t_in: float
    t_out: float
    duty: float
    heat: float


def _check(answers: Answers) -> None:
    n = answers.number
    if n("t_source_least_c") >= n("t_source_in_c"):
        raise BadAnswer(
            message(
                "fault.source_not_cooled", question="t_source_least_c", value=n("t_source_least_c"),
                t_source_in_c=n("t_source_in_c"),
            )
        )  # fmt: skip
    if n("busy_h") + n("slack_h") > 8760.0:
        raise BadAnswer(message("fault.more_than_a_year", question="slack_h", value=n("slack_h")))
    if answers.text("sink_kind") != "steam" and n("t_sink_out_c") <= n("t_sink_in_c"):
        raise BadAnswer(
            message(
                "fault.sink_not_heated", question="t_sink_out_c", value=n("t_sink_out_c"),
                t_sink_in_c=n("t_sink_in_c"),
            )
        )  # fmt: skip


def _ends(answers: Answers, sheet: Sheet) -> tuple[float, float, float, float]:
    """Absolute pressure (0 without steam), inlet and outlet temperature, share drained."""
    n = answers.number
    if answers.text("sink_kind") != "steam":
        return 0.0, n("t_sink_in_c"), n("t_sink_out_c"), 0.0
    rule = (
        rules.pressure_of_absolute
        if answers.text("pressure_kind") == "absolute"
        else rules.pressure_of_gauge
    )
    pressure = sheet.work(rule, steam_pressure_bar=n("steam_pressure_bar"))
    boiling = sheet.simulated(
        "t_sink_out_c", steam_temperature_c(pressure), method="method.saturation", source=PROPERTIES,
        inputs={"steam_pressure_kpa": pressure},
    )  # fmt: skip
    if n("t_feed_c") >= boiling:
        raise BadAnswer(
            message("fault.feed_boils", question="t_feed_c", value=n("t_feed_c"), t_sink_out_c=boiling)
        )
    return pressure, n("t_feed_c"), boiling, n("blow_down_fraction")


def _duty(pressure: float, t_feed: float, superheat: float, blow_down: float) -> float:
    try:
        return steam_duty_kj_kg(pressure, t_feed, superheat, blow_down)
    except CycleError as error:
        raise BadAnswer(
            message("fault.feed_boils", question="t_feed_c", value=t_feed, t_sink_out_c=error.limit)
        ) from error


def _with_source(answers: Answers, sheet: Sheet, sink: _Sink) -> Need:
    """The exchanger that needs no heat pump first: what the source gives by itself."""
    n, part = answers.number, sheet.part("book.direct")
    source_rate = part.work(
        rules.source_rate, source_flow_t_h=n("source_flow_t_h"), source_heat_kj_kgk=n("source_heat_kj_kgk")
    )
    sink_rate = part.work(
        rules.sink_rate, sink_flow_t_h=sink.flow, blow_down_fraction=sink.blow_down,
        sink_heat_kj_kgk=sink.capacity,
    )  # fmt: skip
    most = part.work(
        rules.source_heat_most, heat_rate_kw_k__source=source_rate, t_source_in_c=n("t_source_in_c"),
        t_source_least_c=n("t_source_least_c"),
    )  # fmt: skip
    direct = part.work(
        rules.direct_heat, heat_rate_kw_k__sink=sink_rate, heat_rate_kw_k__source=source_rate,
        t_source_in_c=n("t_source_in_c"), t_source_least_c=n("t_source_least_c"), t_sink_in_c=sink.t_in,
        t_sink_out_c=sink.t_out, pinch_source_k=n("pinch_source_k"), fouling_k=n("fouling_k"),
    )  # fmt: skip
    if direct < EXCHANGER_LEAST_FRACTION * sink.heat:
        direct = 0.0
    t_sink, t_source = sink.t_in, n("t_source_in_c")
    if direct:
        t_sink = part.work(
            rules.sink_after, t_sink_in_c=sink.t_in, direct_heat_kw=direct, heat_rate_kw_k__sink=sink_rate
        )
        t_source = part.work(
            rules.source_after, t_source_in_c=n("t_source_in_c"), source_heat_kw=direct,
            heat_rate_kw_k__source=source_rate,
        )  # fmt: skip
    return Need(
        kind=sink.kind, flow_t_h=sink.flow, pressure_kpa=sink.pressure, superheat_k=sink.superheat,
        blow_down_fraction=sink.blow_down, heat_capacity_kj_kgk=sink.capacity, t_in_c=sink.t_in,
        t_out_c=sink.t_out, duty_kj_kg=sink.duty, heat_kw=sink.heat, sink_rate_kw_k=sink_rate,
        source_rate_kw_k=source_rate, t_source_in_c=n("t_source_in_c"),
        t_source_least_c=n("t_source_least_c"), source_most_kw=most, direct_kw=direct, t_sink_c=t_sink,
        t_source_c=t_source,
        steps=int(n("air_stage_count")) if sink.kind == "hot_air" else 1,
    )  # fmt: skip
