import io
from datetime import date
from itertools import pairwise

import pypdfium2
import pytest
from pypdf import PdfReader

from desktop.proposal.blocks import (
    Block,
    Bullets,
    Calculation,
    CalculationStep,
    Contents,
    Cover,
    Document,
    Figure,
    Heading,
    KeyFigures,
    PageBreak,
    Paragraph,
    Signatures,
    Table,
    Words,
)
from desktop.proposal.chart_layout import Plot, PlotSeries
from desktop.proposal.layout import lay_out
from desktop.proposal.marks import Anchor, Text
from desktop.proposal.style import PAGE_HEIGHT, PAGE_WIDTH
from desktop.proposal.to_pdf import font_advances, to_pdf

WORDS = Words("第 {page} 页 · 共 {pages} 页", "{mark} 处的字符字体中没有：{characters}")
HOSTILE = "<b>&amp;</b><img src='file:///x'/>{page}%s😀𠮷\ud83d\x00\u202e" + "很长的名字" * 40
PLOT = Plot("lines", "温度 / °C", "热量 / kW", (PlotSeries("负荷", (-20.0, 0.0, 20.0), (300.0, 150.0, 0.0)),))


def document(*blocks: Block, **more: str) -> Document:
    given = {"title": "示例方案", "author": "示例公司", "language": "zh", "footer": "Q-1 · 3f2a9c1b", **more}
    return Document(issued=date(2026, 11, 22), words=WORDS, blocks=blocks, **given)


def rows(count: int) -> tuple[tuple[str, ...], ...]:
    return tuple((f"型号{n}", f"{n * 7:,}", "低于最低运行温度") for n in range(count))


def table(count: int, **more: object) -> Table:
    return Table(("型号", "制热量\nkW", "规则"), rows(count), ("left", "right", "left"), (2, 1, 3), **more)  # type: ignore[arg-type]


STEP = CalculationStep("1", "热负荷", "Q_h = q × A / 1000", "= 65 × 14000 / 1000", "910.0 kW", "[1] 5.2")
EVERYTHING = document(
    Cover("示例方案", "项目方案书", (("客户", "示例客户"),), "性能为估算值"),
    Heading("概要", 1, 1.0),
    KeyFigures((("热负荷", "910.0 kW", "-37.5 °C"), ("总价", "1,234,567.89 元", ""))),
    PageBreak(),
    Contents("目录"),
    Heading("1 负荷"),
    Heading("1.1 采暖", 2),
    Paragraph("热泵承担负荷。" * 40),
    Paragraph("请注意", "warning"),
    Bullets(("第一", "第二")),
    Figure(PLOT, "零下二十度负荷最大"),
    table(60, caption="比选", total_rows=1, tones=((0, "bad"),), note="注"),
    Heading("2 签章"),
    Signatures((("甲方", ("代表", "日期")), ("乙方", ("代表", "日期")))),
    Heading("3 计算书"),
    Calculation(("项目", "公式", "结果"), (STEP,) * 40),
)


def text_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


@pytest.fixture(scope="module")
def everything() -> bytes:
    return to_pdf(EVERYTHING).pdf


def test_every_text_can_be_read_back(everything: bytes) -> None:
    pages = text_of(everything)
    whole = "".join(pages)
    for expected in (
        "示例方案",
        "910.0",
        "-37.5 °C",
        "热泵承担负荷",
        "请注意",
        "型号59",
        "比选",
        "乙方",
        "共 ",
    ):
        assert expected in whole


def test_pages_are_counted_on_every_page(everything: bytes) -> None:
    pages = text_of(everything)
    for number, text in enumerate(pages, 1):
        assert f"第 {number} 页 · 共 {len(pages)} 页" in text
        assert "Q-1 · 3f2a9c1b" in text


def test_the_same_document_gives_the_same_bytes(everything: bytes) -> None:
    assert to_pdf(EVERYTHING).pdf == everything


def test_every_font_is_embedded(everything: bytes) -> None:
    reader = PdfReader(io.BytesIO(everything))
    fonts: dict[object, object] = {}
    for page in reader.pages:
        for name, font in page["/Resources"]["/Font"].items():  # type: ignore[index]
            fonts[name] = font.get_object()["/FontDescriptor"].get_object()["/FontFile2"].get_object()
    assert len(fonts) >= 2
    assert all(len(file.get_data()) > 1000 for file in fonts.values())  # type: ignore[attr-defined]
    assert b"Helvetica" not in everything


def test_the_properties_are_filled(everything: bytes) -> None:
    reader = PdfReader(io.BytesIO(everything))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("示例方案", "示例公司")
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == date(2026, 11, 22)
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"  # type: ignore[index]


def test_outline_and_contents_lead_to_the_headings(everything: bytes) -> None:
    reader = PdfReader(io.BytesIO(everything))
    outline = reader.outline
    titles = [entry.title for entry in outline if not isinstance(entry, list)]  # type: ignore[union-attr]
    assert titles == ["概要", "1 负荷", "2 签章", "3 计算书"]
    pages = text_of(everything)
    for entry in outline:
        if not isinstance(entry, list):
            number = reader.get_destination_page_number(entry)
            assert number is not None
            assert str(entry.title) in pages[number]
    links = [a.get_object() for page in reader.pages for a in page.get("/Annots", ())]
    assert len(links) == 5


def test_contents_name_the_right_pages(everything: bytes) -> None:
    layout = lay_out(EVERYTHING, font_advances())
    marks = [[m for _, _, group in leaf.groups for m in group] for leaf in layout.leaves]
    where = {m.title: str(n) for n, page in enumerate(marks, 1) for m in page if isinstance(m, Anchor)}
    listing = next(page for page in marks if any(isinstance(m, Text) and m.text == "目录" for m in page))
    texts = [m.text for m in listing if isinstance(m, Text)]
    for title, page in where.items():
        assert texts[texts.index(title) + 1] == page


def test_no_page_is_empty_and_ink_stays_on_the_paper(everything: bytes) -> None:
    pdf = pypdfium2.PdfDocument(everything)
    for page in pdf:
        image = page.render(scale=0.5).to_pil().convert("L")
        width, height = image.size
        assert (round(width), round(height)) == (round(PAGE_WIDTH / 2), round(PAGE_HEIGHT / 2))
        text_area = image.crop((0, int(height * 0.07), width, int(height * 0.91)))
        assert sum(text_area.histogram()[:160]) > 150
        page.close()
    pdf.close()


def test_chinese_is_drawn_and_not_only_named() -> None:
    """A font without its glyphs leaves the paper white or draws the same box for every character."""
    shapes = set()
    for character in "热泵选型":
        pdf = pypdfium2.PdfDocument(to_pdf(document(Heading(character, 2))).pdf)
        image = pdf[0].render(scale=2).to_pil().convert("L")
        glyph = image.crop((130, 150, 165, 190))
        assert sum(glyph.histogram()[:128]) > 40
        shapes.add(glyph.tobytes())
        pdf.close()
    assert len(shapes) == 4


def test_user_text_is_text() -> None:
    hostile = document(
        Cover(HOSTILE, HOSTILE, ((HOSTILE, HOSTILE),) * 3, HOSTILE), Heading(HOSTILE), Heading(HOSTILE, 2),
        Contents(HOSTILE), Paragraph(HOSTILE), Paragraph(HOSTILE, "bad"), Bullets((HOSTILE,)),
        KeyFigures(((HOSTILE, HOSTILE, HOSTILE),)),
        Table((HOSTILE,) * 8, ((HOSTILE,) * 8,), ("left",) * 8, (1,) * 8),
        Figure(Plot("bars", HOSTILE, HOSTILE, (PlotSeries(HOSTILE, (0,), (1,)),), (), (HOSTILE,)), HOSTILE),
        Signatures(((HOSTILE, (HOSTILE,)),)),
        Calculation((HOSTILE,) * 3, (CalculationStep("1", *(HOSTILE,) * 5),)),
        title=HOSTILE, author=HOSTILE, footer=HOSTILE, header=HOSTILE, subject=HOSTILE, keywords=HOSTILE,
    )  # fmt: skip
    rendered = to_pdf(hostile)
    whole = "".join(text_of(rendered.pdf))
    assert set(rendered.missing) == {"😀", "𠮷", "\ud83d"}
    assert "U+1F600, U+20BB7" in whole.replace("\n", " ")
    assert "<b>&amp;</b>" in whole
    assert "〓" in whole
    for leaf in lay_out(hostile, font_advances()).leaves:
        for x, y, marks in leaf.groups:
            for mark in marks:
                if isinstance(mark, Text) and not mark.turned:
                    assert 0 <= x + mark.x <= PAGE_WIDTH
                    assert 0 < y + mark.y < PAGE_HEIGHT


@pytest.mark.parametrize("before", range(20, 50))
def test_no_head_is_left_alone_at_the_foot(before: int) -> None:
    """Whatever stands before it, a heading has lines of its text, and a table's head two of its rows."""
    lines = (Paragraph("行"),) * before
    laid = lay_out(document(*lines, Heading("节", 2), table(30, caption="题")), font_advances())
    pages = [[m for _, _, g in leaf.groups[:-1] for m in g if isinstance(m, Text)] for leaf in laid.leaves]
    for texts in pages:
        words = [mark.text for mark in texts]
        if "节" in words:
            assert "题" in words
        if "型号" in words:
            assert sum(word.startswith("型号") for word in words) >= 3
        if any(word.startswith("型号") and word != "型号" for word in words):
            assert "型号" in words, "rows without a head"


def test_rows_of_a_table_are_whole_and_do_not_overlap() -> None:
    laid = lay_out(document(table(90)), font_advances())
    assert len(laid.leaves) > 1
    for leaf in laid.leaves:
        placed = [(y, marks) for _, y, marks in leaf.groups[:-1] if marks]
        assert all(first[0] < second[0] for first, second in pairwise(placed))


def test_an_empty_document_is_a_page() -> None:
    rendered = to_pdf(document())
    assert rendered.page_count == 1
    assert len(PdfReader(io.BytesIO(rendered.pdf)).pages) == 1


def test_files_are_small(everything: bytes) -> None:
    assert len(everything) < 2_000_000
