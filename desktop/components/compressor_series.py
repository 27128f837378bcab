"""The series of the reference range of compressors: which sizes, fluids and limits. Estimates, all of them.

Sizes are displacements in m³/h at the rated frequency, from the series of preferred numbers R 20.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10
from typing import Literal

from .compressors import Kind

R20 = (
    1.0,
    1.12,
    1.25,
    1.4,
    1.6,
    1.8,
    2.0,
    2.24,
    2.5,
    2.8,
    3.15,
    3.55,
    4.0,
    4.5,
    5.0,
    5.6,
    6.3,
    7.1,
    8.0,
    9.0,
)
WHOLE = (1.0,)
QUARTERS = (0.25, 0.5, 0.75, 1.0)
Span = tuple[float, float, float, float, float, float]
"""An envelope: evaporating from, to; condensing from, to; highest condensing at the coldest evaporating, and
the lowest evaporating at the highest condensing temperature."""


@dataclass(frozen=True, slots=True)
class Series:
    """Models alike in all but size. ``sizes`` may be empty where only the units of the range need them."""

    code: str
    kind: Kind
    circuit: Literal["single_stage", "economised", "two_stage", "transcritical"]
    drive: Literal["fixed", "inverter"]
    curve: str
    frequencies_hz: tuple[float, float, float]
    ratio_max: float
    t_discharge_max_c: float
    sizes: dict[str, tuple[float, ...]]
    spans: dict[str, Span]
    steps: tuple[float, ...] = WHOLE
    injection: Literal["none", "water"] = "none"


MAINS = (50.0, 50.0, 60.0)
FAST = (60.0, 20.0, 120.0)
STEPLESS = (50.0, 20.0, 75.0)
SCROLL_SPANS: dict[str, Span] = {
    "R410A": (-25, 20, 20, 65, 45, 0), "R32": (-25, 20, 20, 65, 40, 0), "R290": (-25, 25, 20, 75, 55, 0),
    "R407C": (-20, 20, 25, 65, 45, 0), "R134a": (-20, 35, 25, 80, 55, 5),
    "R1234ze(E)": (-10, 40, 30, 90, 65, 10), "R600": (0, 50, 40, 110, 75, 25),
    "R245fa": (10, 60, 50, 115, 80, 30), "R1233zd(E)": (15, 65, 50, 120, 85, 35),
}  # fmt: skip
EVI_SPANS: dict[str, Span] = {
    "R410A": (-40, 20, 20, 65, 45, -15), "R32": (-40, 20, 20, 65, 45, -15), "R290": (-35, 25, 20, 80, 55, -5),
    "R134a": (-25, 30, 25, 90, 60, 0),
}  # fmt: skip
SCREW_SPANS: dict[str, Span] = {
    "R134a": (-15, 45, 25, 85, 55, 15), "R1234ze(E)": (-10, 55, 25, 95, 60, 20),
    "R290": (-25, 35, 20, 80, 50, 5), "R717": (-20, 50, 20, 90, 50, 20), "R600": (0, 80, 40, 125, 75, 40),
    "R245fa": (20, 80, 50, 125, 85, 45), "R1233zd(E)": (20, 90, 50, 135, 90, 50),
    "R1336mzz(Z)": (40, 110, 70, 155, 105, 70), "R601": (40, 120, 80, 165, 105, 70),
    "Ethanol": (60, 130, 100, 180, 120, 90),
}  # fmt: skip
SERIES: tuple[Series, ...] = (
    Series("KR", "rotary", "single_stage", "inverter", "rotary", FAST, 10, 120,
           {"R290": (0.8, 1.6, 3.15, 6.3), "R32": (1.6, 3.15), "R134a": (1.25, 2.5), "R410A": (1.6, 3.15)},
           SCROLL_SPANS),
    Series("KRE", "rotary_evi", "economised", "inverter", "rotary", FAST, 16, 125, {"R32": (2.5,)},
           EVI_SPANS),
    Series("KRT", "rotary_two_stage", "two_stage", "inverter", "two_stage", FAST, 30, 125, {"R410A": (2.5,)},
           {"R410A": (-45, 20, 20, 65, 50, -25)}),
    Series("KS", "scroll", "single_stage", "fixed", "scroll", MAINS, 10, 130,
           {"R410A": (6.3, 12.5, 25, 50), "R407C": (16,), "R134a": (12.5, 25, 50), "R290": (10, 20, 40),
            "R1234ze(E)": (25, 50), "R600": (31.5,), "R245fa": (31.5, 63), "R1233zd(E)": (31.5, 63)},
           SCROLL_SPANS),
    Series("KSV", "scroll", "single_stage", "inverter", "scroll", (60.0, 30.0, 120.0), 10, 130,
           {"R32": (12.5,), "R410A": (12.5, 25), "R290": (12.5, 25), "R134a": (16,)}, SCROLL_SPANS),
    Series("KSE", "scroll_evi", "economised", "fixed", "scroll", MAINS, 18, 130,
           {"R410A": (8, 16), "R134a": (16, 31.5), "R290": (16, 31.5)}, EVI_SPANS),
    Series("KSEV", "scroll_evi", "economised", "inverter", "scroll", (60.0, 30.0, 120.0), 18, 130,
           {"R32": (12.5,), "R410A": (12.5,), "R290": (16,)}, EVI_SPANS),
    Series("KST", "scroll_two_stage", "two_stage", "inverter", "two_stage", (60.0, 30.0, 120.0), 30, 130,
           {"R410A": (16,)}, {"R410A": (-45, 20, 20, 65, 50, -25)}),
    Series("KG", "screw", "single_stage", "fixed", "screw", MAINS, 8, 120,
           {"R134a": (250, 500, 1000), "R1234ze(E)": (315, 800, 1600), "R290": (250, 630)}, SCREW_SPANS,
           QUARTERS),
    Series("KGH", "screw", "single_stage", "fixed", "screw", MAINS, 8, 195,
           {"R600": (315, 1000), "R245fa": (400, 1250), "R1233zd(E)": (400, 1250), "R1336mzz(Z)": (500, 1600),
            "R601": (500, 1600), "Ethanol": (1000, 2000)},
           SCREW_SPANS, QUARTERS),
    Series("KGA", "screw", "single_stage", "inverter", "screw_ammonia", STEPLESS, 8, 160,
           {"R717": (250, 630, 1600)}, SCREW_SPANS),
    Series("KGV", "screw", "single_stage", "inverter", "screw", STEPLESS, 8, 120,
           {"R134a": (315,), "R1234ze(E)": (500,), "R290": (315,)}, SCREW_SPANS),
    Series("KGE", "screw_economised", "economised", "fixed", "screw", MAINS, 12, 120,
           {"R134a": (400, 800), "R1234ze(E)": (800,)},
           {"R134a": (-25, 40, 25, 85, 55, 0), "R1234ze(E)": (-20, 50, 25, 95, 60, 10)}, QUARTERS),
    Series("KGT", "screw_two_stage", "two_stage", "fixed", "two_stage_screw", MAINS, 25, 120,
           {"R134a": (500,), "R1234ze(E)": (1000,)},
           {"R134a": (-30, 30, 35, 85, 70, -15), "R1234ze(E)": (-25, 40, 35, 95, 75, -5)}, QUARTERS),
    Series("KC", "centrifugal", "single_stage", "inverter", "centrifugal", (400.0, 280.0, 420.0), 4.5, 165,
           {"R134a": (1000, 2000), "R1234ze(E)": (1600, 4000), "R245fa": (3150,), "R1233zd(E)": (4000, 8000),
            "R1336mzz(Z)": (5000, 10000)},
           {"R134a": (0, 35, 25, 65, 40, 20), "R1234ze(E)": (0, 50, 25, 80, 40, 30),
            "R245fa": (30, 80, 50, 120, 75, 65), "R1233zd(E)": (25, 90, 45, 130, 70, 70),
            "R1336mzz(Z)": (45, 105, 65, 150, 95, 90)}),
    Series("KP", "piston", "transcritical", "inverter", "piston", (50.0, 25.0, 70.0), 6, 160,
           {"R744": (2.5, 5, 10, 20, 40)}, {"R744": (-30, 20, 4000, 13000, 10000, -15)}),
    Series("KPH", "piston", "single_stage", "inverter", "piston", STEPLESS, 8, 195,
           {"R600": (63, 160), "R601": (125, 315), "Ethanol": (315,), "R717": (125,)}, SCREW_SPANS),
    Series("KZR", "steam_roots", "single_stage", "inverter", "steam_roots", (50.0, 25.0, 60.0), 1.9, 200,
           {"R718": (630, 2000, 6300)}, {"R718": (60, 130, 65, 150, 80, 110)}, injection="water"),
    Series("KZG", "steam_screw", "single_stage", "inverter", "steam_screw", (50.0, 25.0, 60.0), 6, 220,
           {"R718": (800, 2000, 5000, 10000)}, {"R718": (60, 150, 70, 185, 115, 120)}, injection="water"),
    Series("KZC", "steam_centrifugal", "single_stage", "inverter", "steam_centrifugal",
           (50.0, 35.0, 55.0), 2.4, 220, {"R718": (4000, 8000, 16000)},
           {"R718": (75, 150, 80, 180, 100, 135)}, injection="water"),
)  # fmt: skip


def rounded_size(displacement_m3h: float) -> float:
    """The nearest of the preferred numbers, by ratio.

    >>> rounded_size(17.1), rounded_size(0.92)
    (18.0, 0.9)
    """
    power = 10.0 ** floor(log10(displacement_m3h))
    near = [round(power * step, 6) for step in (*R20, 10.0)]
    return min(near, key=lambda size: abs(log10(size / displacement_m3h)))


def corners(span: Span) -> tuple[tuple[float, float], ...]:
    """The corners of an envelope, in order around it."""
    low, high, from_, to, left, knee = span
    least = max(from_, high + 5) if from_ < 1000 else from_ * 1.6
    return ((low, from_), (high, least), (high, to), (knee, to), (low, left))


def fluid_code(refrigerant: str) -> str:
    """A fluid's name as a model's name takes it."""
    return refrigerant.replace("(", "").replace(")", "")
