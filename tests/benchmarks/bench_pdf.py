"""How long documents take to be laid out and written, as ratios within one run.

Run with ``python tests/benchmarks/bench_pdf.py`` from the repository root. The unit is the reading of the
regular font by reportlab, once, on the machine at hand. Aims: 20 pages with 20 tables and 6 charts under
0.5 s warm, and under 1.0 s from a new process.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from desktop.proposal.blocks import (
    Block,
    Calculation,
    CalculationStep,
    Document,
    Figure,
    Heading,
    Paragraph,
    Table,
)
from desktop.proposal.blocks import Words as RendererWords
from desktop.proposal.chart_layout import Plot, PlotSeries
from desktop.proposal.layout import lay_out
from desktop.proposal.to_pdf import font_advances, to_pdf
from desktop.tables.fonts import font_path

REPEATS = 5


def sample() -> Document:
    """Twenty tables, six charts, running text and two hundred steps, in Chinese."""
    characters = [chr(code) for code in range(0x4E00, 0x4E00 + 700)]
    text = "".join(characters[:240]) + "，室外温度-25 °C，COP 2.30。"
    rows = tuple(
        (f"型号{n}", f"{n * 37:,}", "2.31", "".join(characters[n * 7 : n * 7 + 14])) for n in range(24)
    )
    table = Table(
        ("型号", "制热量\nkW", "COP", "说明"), rows, ("left", "right", "right", "left"), (2, 1, 1, 4)
    )
    x = tuple(float(t) for t in range(-40, 21))
    plot = Plot(
        "lines", "t / °C", "Q / kW", tuple(PlotSeries(f"{n}", x, tuple(v * n for v in x)) for n in (1, 2, 3))
    )
    step = CalculationStep("1", "热负荷", "Q_h = q_h × A / 1000", "= 65.0 × 14000 / 1000", "910.0 kW", "[1]")
    blocks: list[Block] = []
    for n in range(20):
        blocks += [Heading(f"{n + 1} 章", 2), Paragraph(text), table]
        blocks += [Figure(plot, "图")] if n % 3 == 0 and n < 18 else []
    blocks.append(Calculation(("项目", "公式", "结果"), (step,) * 100))
    words = RendererWords("{page}/{pages}", "{mark} {characters}")
    return Document("样本", "示例公司", "zh", "页脚", date(2026, 11, 22), words, tuple(blocks))


def main() -> None:
    from reportlab.pdfbase.ttfonts import TTFont

    start = perf_counter()
    TTFont("unit", str(font_path("Regular")))
    unit = perf_counter() - start
    start = perf_counter()
    advances = font_advances()
    fonts = perf_counter() - start
    document = sample()
    rendered = to_pdf(document)
    times, layouts = [], []
    for _ in range(REPEATS):
        start = perf_counter()
        lay_out(document, advances)
        layouts.append(perf_counter() - start)
        start = perf_counter()
        to_pdf(document)
        times.append(perf_counter() - start)
    warm, layout = sorted(times)[REPEATS // 2], sorted(layouts)[REPEATS // 2]
    pages = rendered.page_count
    print(f"unit, one font read         {unit:8.3f} s")
    print(f"both fonts, once            {fonts:8.3f} s {fonts / unit:8.1f} units")
    print(f"{pages:3} pages, layout only      {layout:8.3f} s {layout / unit:8.1f} units")
    print(f"{pages:3} pages, layout and file  {warm:8.3f} s {warm / unit:8.1f} units")
    print(f"20 pages at that rate       {warm * 20 / pages:8.3f} s, aim 0.5 s")
    print(f"size                        {len(rendered.pdf) / 1000:8.0f} kB, aim 2000 kB")
    start = perf_counter()
    subprocess.run([sys.executable, __file__, "--cold"], check=True, stdout=subprocess.DEVNULL)
    print(f"new process, imports to file{perf_counter() - start:8.3f} s, aim 1.0 s")


if __name__ == "__main__":
    if "--cold" in sys.argv:
        to_pdf(sample())
    else:
        main()
