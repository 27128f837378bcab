"""Measures and colours of the paper, in points. Colours keep their order of lightness in grey print."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
LEFT, RIGHT = 24 * MM, 20 * MM
TOP, BOTTOM = 27 * MM, 24 * MM
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
TEXT_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM

BODY, BODY_LEADING = 9.5, 15.5
SMALL, SMALL_LEADING = 8.0, 12.0
NOTE, NOTE_LEADING = 7.0, 10.0
HEADS = {1: (19.0, 26.0), 2: (12.5, 18.0), 3: (10.0, 15.0)}
TIGHT_HEAD = (10.0, 14.0)
SUB_SIZE, SUB_DROP, SUP_RISE = 0.70, 0.16, 0.34

PAPER: Mapping[str, str] = MappingProxyType(
    {
        "ink": "#1D2730",
        "muted": "#5B6873",
        "faint": "#93A0AA",
        "rule": "#C6CFD6",
        "hair": "#DFE5E9",
        "tint": "#F1F5F7",
        "band": "#E4ECF0",
        "accent": "#0E6A7C",
        "deep": "#0B3B4F",
        "white": "#FFFFFF",
        "good": "#1E6B45",
        "warning": "#8A5300",
        "bad": "#A3221C",
        "good_tint": "#EDF5F0",
        "warning_tint": "#FBF4E8",
        "bad_tint": "#FAEDEC",
        "stream": "#A9CBD3",
        # series of charts: dark, light and middle take turns, so that neighbours differ in grey too
        "series0": "#0B3B4F",
        "series1": "#C8741F",
        "series2": "#86BFCC",
        "series3": "#9C4A1A",
        "series4": "#D5E5E9",
        "series5": "#6B7885",
        "fill0": "#CFE1E7",
        "fill1": "#F6E0C8",
        "fill2": "#DCEEF1",
        "fill3": "#E7D3C5",
        "fill4": "#EDF5F7",
        "fill5": "#E3E7EA",
    }
)
