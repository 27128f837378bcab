import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.design.records import Chart, Mark, Series
from desktop.engine.messages import message
from desktop.proposal.chart_layout import Plot, PlotMark, PlotSeries, chart_marks, plot_of, tick_texts, ticks
from desktop.proposal.marks import Area, Line, Text
from desktop.proposal.style import PAPER
from desktop.tables.catalog import Catalog
from desktop.tables.texts import Texts


class Ruler:
    def width(self, text: str, size: float, bold: bool = False) -> float:
        return 0.5 * size * len(text)


def test_ticks_are_round_and_cover_the_data() -> None:
    assert ticks(0, 9.3) == (0, 2, 4, 6, 8, 10)
    assert ticks(-37.5, 20, 6) == (-40, -30, -20, -10, 0, 10, 20)
    assert ticks(5, 5) == (0, 1, 2, 3, 4, 5)


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.integers(2, 12))
def test_ticks_hold_every_range(low: float, span: float, count: int) -> None:
    found = ticks(low, low + span, count)
    step = found[1] - found[0]
    assert found[0] <= low + 1e-6 * step + 1e-9
    assert found[-1] >= low + span - 1e-6 * step - 1e-9
    assert 2 <= len(found) <= 2 * count + 2


def test_tick_texts_have_as_many_decimals_as_they_need() -> None:
    assert tick_texts((0.0, 0.25, 0.5)) == ("0.00", "0.25", "0.50")
    assert tick_texts((-10.0, 0.0, 1000.0)) == ("-10", "0", "1,000")
    assert tick_texts((0.0, 0.05), percent=True) == ("0", "5")


X = (-20.0, -10.0, 0.0, 10.0)
PLOT = Plot(
    "lines",
    "t",
    "Q",
    (
        PlotSeries("load", X, (300.0, 200.0, 100.0, 0.0)),
        PlotSeries("capacity", X, (math.nan, 150.0, 250.0, 350.0), "dashed"),
        PlotSeries("bench", X, (120.0, 150.0, 180.0, 210.0), "points"),
    ),
    (PlotMark("design", -20.0), PlotMark("bivalent", -6.0, 170.0)),
)


@pytest.mark.parametrize("kind", ["lines", "bars", "stacked_bars"])
@pytest.mark.parametrize("size", [(480.0, 190.0), (200.0, 120.0)])
def test_nothing_is_drawn_beside_the_paper(kind: str, size: tuple[float, float]) -> None:
    plot = Plot(kind, "t", "Q", PLOT.series, PLOT.marks if kind == "lines" else (), ("a", "b", "c", "d"))
    for mark in chart_marks(plot, *size, Ruler()):
        points = mark.points if isinstance(mark, Line | Area) else ((mark.x, mark.y),)  # type: ignore[union-attr]
        assert all(-1 <= x <= size[0] + 1 and -1 <= y <= size[1] + 1 for x, y in points), mark


def test_a_line_is_cut_where_a_figure_is_missing() -> None:
    lines = [m for m in chart_marks(PLOT, 480, 190, Ruler()) if isinstance(m, Line) and m.color == "series1"]
    assert max(len(line.points) for line in lines) == 3


def test_series_differ_without_colour() -> None:
    """By dash, by sign or by lightness; solid lines never share a dash."""
    plot = Plot("lines", "t", "Q", tuple(PlotSeries(str(i), X, X) for i in range(4)))
    dashes = {
        m.color: m.dash for m in chart_marks(plot, 480, 190, Ruler()) if isinstance(m, Line) and m.width > 1
    }
    assert len(set(dashes.values())) == len(dashes) == 4


def test_neighbouring_series_differ_in_grey_print() -> None:
    """Lightness by the usual weights of red, green and blue; a tenth is seen, less is not."""

    def lightness(name: str) -> float:
        red, green, blue = (int(PAPER[name][i : i + 2], 16) / 255 for i in (1, 3, 5))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    shades = sorted(lightness(f"series{n}") for n in range(4))
    assert min(second - first for first, second in pairwise(shades)) > 0.1
    assert max(shades) < 0.8  # still seen on white


def test_stacked_bars_stand_on_each_other() -> None:
    plot = Plot("stacked_bars", "", "Q", (PlotSeries("a", (0,), (30.0,)), PlotSeries("b", (0,), (20.0,))))
    boxes = [m for m in chart_marks(plot, 480, 190, Ruler()) if isinstance(m, Area) and m.edge == "white"]
    (low, high) = [sorted({y for _, y in box.points}) for box in boxes]
    assert low[0] == pytest.approx(high[1])
    assert (low[1] - low[0]) / (high[1] - high[0]) == pytest.approx(1.5)


def test_a_single_series_needs_no_legend() -> None:
    plot = Plot("bars", "", "Q", (PlotSeries("alone", (0.0,), (1.0,)),), (), ("a",))
    assert "alone" not in [m.text for m in chart_marks(plot, 480, 190, Ruler()) if isinstance(m, Text)]


def test_axes_are_named_by_the_nomenclature(catalog: Catalog) -> None:
    chart = Chart(
        "lines",
        message("yes"),
        "t_outdoor_c",
        "heat_load_kw",
        (Series("no", (0.0, 1.0), (0.0, 1.0)),),
        (Mark("yes", 0),),
    )
    plot = plot_of(chart, Texts("en", catalog.quantities))
    assert plot.x_label.endswith(" / °C")
    assert plot.y_label.endswith(" / kW")
    assert (plot.series[0].label, plot.marks[0].label) == ("no", "yes")
