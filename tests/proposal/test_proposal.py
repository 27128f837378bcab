import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.applications.questions import Answer, Answers
from desktop.components.heat_pumps import heat_pumps
from desktop.design import design
from desktop.design.records import Design
from desktop.engine.figures import FrozenMap
from desktop.engine.messages import Check, message
from desktop.project import Project
from desktop.proposal.blocks import Calculation, Document, Heading, KeyFigures, Table
from desktop.proposal.layout import lay_out
from desktop.proposal.marks import Anchor, Text
from desktop.proposal.proposal import numbered, proposal
from desktop.proposal.style import LEFT, TEXT_HEIGHT, TEXT_WIDTH, TOP
from desktop.proposal.to_json import design_json
from desktop.proposal.to_pdf import font_advances, to_pdf
from desktop.proposal.to_text import to_text
from desktop.proposal.wording import Voice
from desktop.quotation.records import Quote
from desktop.tables.catalog import Catalog
from desktop.tables.texts import LANGUAGES, Language

GOLDEN = Path(__file__).parent.parent / "golden"
Made = tuple[Design, Quote]


def chapters(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]


def without_hashes(text: str) -> str:
    """The hash of what is said stands in the footer; a golden file need not repeat it."""
    return re.sub(r"(文件|document) [0-9a-f]{8}", r"\1 ########", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_of_a_small_design_is_the_one_that_was_read(
    by_hand: Made, catalog: Catalog, language: Language
) -> None:
    """The golden file was read sentence by sentence; write it anew only to read it again."""
    said = without_hashes(to_text(proposal(*by_hand, language, catalog)))
    assert said == (GOLDEN / f"proposal_{language}.txt").read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_in_keys_or_names(worked_out: Made, catalog: Catalog, language: Language) -> None:
    """No text key, no name of the nomenclature and no unfilled placeholder reaches the reader."""
    text = to_text(proposal(*worked_out, language, catalog))
    text = re.sub(r"[\w/]+\.csv[^|]*", "", text)  # tables are named by their files
    keys = re.findall(r"\b[a-z_]+\.[a-z_0-9.]+\b", text)
    names = re.findall(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b", re.sub(r"_\{[^}]*\}", "", text))
    unfilled = re.findall(r"(?<![_^])\{\w+\}", text)
    assert (keys, names, unfilled) == ([], [], [])


def test_english_holds_no_chinese_but_names(worked_out: Made, catalog: Catalog) -> None:
    text = to_text(proposal(*worked_out, "en", catalog))
    for name in ["漠河", "示例酒店", "示例客户", "示例公司", worked_out[1].total_in_words]:
        text = text.replace(name, "")
    assert re.findall(r"[\u3400-\u9fff]+", text) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chapter_is_there_and_numbered(worked_out: Made, catalog: Catalog, language: Language) -> None:
    found = chapters(proposal(*worked_out, language, catalog))
    assert [title.partition("  ")[0] for title in found[1:]] == [str(n) for n in range(1, len(found))]
    expected = {
        "zh": ("负荷", "比选", "选型", "能效", "全年", "报价", "条款", "计算书", "来源"),
        "en": ("Loads", "Options", "Equipment", "tier", "year", "Price", "Terms", "book", "Sources"),
    }
    for word in expected[language]:
        assert any(word in title for title in found), word


def test_the_summary_is_one_page(worked_out: Made, catalog: Catalog) -> None:
    for language in LANGUAGES:
        document = proposal(*worked_out, language, catalog)
        figures = [block for block in document.blocks if isinstance(block, KeyFigures)]
        assert [len(block.items) for block in figures] == [6]
        layout = lay_out(document, font_advances())
        title = "方案概要" if language == "zh" else "Summary"
        texts = [
            {m.text for _, _, g in leaf.groups for m in g if hasattr(m, "text")} for leaf in layout.leaves
        ]
        assert title in texts[1]
        assert ("目录" if language == "zh" else "Contents") in texts[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_ends_with_a_heading(worked_out: Made, catalog: Catalog, language: Language) -> None:
    for leaf in lay_out(proposal(*worked_out, language, catalog), font_advances()).leaves:
        last = max((group for group in leaf.groups[:-1]), key=lambda group: group[1])
        assert not any(isinstance(mark, Anchor) for mark in last[2])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_runs_off_the_paper_or_over_the_foot(
    worked_out: Made, catalog: Catalog, language: Language
) -> None:
    advances = font_advances()
    for leaf in lay_out(proposal(*worked_out, language, catalog), advances).leaves:
        for x, y, marks in leaf.groups[:-1]:
            for mark in marks:
                if isinstance(mark, Text) and not mark.turned:
                    end = x + mark.x + advances.width(mark.text, mark.size, mark.bold)
                    assert x + mark.x >= LEFT - 1
                    assert end <= LEFT + TEXT_WIDTH + 2, mark
                    assert y + mark.y <= TOP + TEXT_HEIGHT + 1, mark


def test_every_step_stands_in_the_book_once(worked_out: Made, catalog: Catalog) -> None:
    design, quote = worked_out
    document = proposal(*worked_out, "zh", catalog)
    counted: list[int] = []
    for block in document.blocks:
        for entry in block.steps if isinstance(block, Calculation) else ():
            for line in getattr(entry, "items", ()) or getattr(entry, "rows", ()) or (entry,):
                first, _, last = line.number.partition("–")
                counted += range(int(first), int(last or first) + 1)
    assert counted == list(range(1, len({*design.steps, *quote.steps}) + 1))


def test_every_model_is_chosen_ranked_or_refused(worked_out: Made, catalog: Catalog) -> None:
    text = to_text(proposal(*worked_out, "en", catalog))
    for rejection in worked_out[0].rejections:
        assert f"{rejection.model} | " in text


def test_totals_are_those_of_the_quote(worked_out: Made, catalog: Catalog) -> None:
    quote = worked_out[1]
    tables = [
        b for b in proposal(*worked_out, "zh", catalog).blocks if isinstance(b, Table) and b.total_rows == 3
    ]
    assert [row[-1] for row in tables[0].rows[-3:]] == [
        f"{value:,.2f}" for value in (quote.net_yuan, quote.tax_yuan, quote.total_yuan)
    ]
    assert quote.total_in_words in to_text(proposal(*worked_out, "zh", catalog))


def test_estimates_and_assumed_prices_are_named(by_hand: Made, catalog: Catalog) -> None:
    design, quote = by_hand
    notice = "参考系列，性能为估算值，请以厂家样本为准"
    assert to_text(proposal(design, quote, "zh", catalog)).count(notice) >= 2
    real = replace(design, equipment=tuple(replace(one, standing="maker") for one in design.equipment))
    said = to_text(proposal(real, replace(quote, price_assumed=False), "zh", catalog))
    assert notice not in said
    assert "价格为假定值，按" not in said


def test_sources_named_in_brackets_are_listed(worked_out: Made, catalog: Catalog) -> None:
    text = to_text(proposal(*worked_out, "en", catalog))
    listed = set(re.findall(r"^(\[\d+\]) \|", text, re.MULTILINE))
    assert set(re.findall(r"\[\d+\]", text)) == listed


def test_customer_text_changes_nothing_but_itself(worked_out: Made, catalog: Catalog) -> None:
    """Markup, braces and an emoji as customer, project and number; the page count stays in its frame."""
    design, quote = worked_out
    hostile = "<b>{customer}</b> %s 😀 " + "名" * 200
    answers = {one.name: one for one in design.answers.all()}
    for name in ("project_name", "customer_name", "company_name", "contact_name"):
        answers[name] = replace(answers[name], value=hostile)
    changed = replace(design, answers=type(design.answers)(answers, catalog))
    rendered = to_pdf(proposal(changed, replace(quote, number=hostile), "zh", catalog))
    assert rendered.missing == ("😀",)
    assert abs(rendered.page_count - to_pdf(proposal(design, quote, "zh", catalog)).page_count) <= 3


def test_the_footer_tells_two_designs_apart(by_hand: Made, catalog: Catalog) -> None:
    design, quote = by_hand
    other = replace(design, loads=design.loads.replace(heat_load_kw=61.0))
    first, second = (proposal(one, quote, "zh", catalog).footer for one in (design, other))
    assert first != second
    assert "S-1" in first
    assert "01234567" in first


def test_numbers_of_headings() -> None:
    texts = ["a", "b", "c", "d"]
    levels = [1, 2, 2, 1]
    blocks = numbered(Heading(text, level) for text, level in zip(texts, levels, strict=True))
    assert [b.text for b in blocks if isinstance(b, Heading)] == ["1  a", "1.1  b", "1.2  c", "2  d"]


@pytest.mark.parametrize("objective", ["first_cost", "yearly_cost"])
def test_the_reason_names_the_objective_that_was_chosen(
    worked_out: Made, catalog: Catalog, objective: str
) -> None:
    design, quote = worked_out
    chosen = Answer("ranking_objective", objective, "user")
    others = {one.name: one for one in design.answers.all() if one.name != chosen.name}
    asked = replace(design, answers=Answers({**others, chosen.name: chosen}, catalog))
    ranked = next(o for o in design.options if (o.kind, o.objective) == ("heat_pump", objective))
    first = replace(asked.equipment[0], model=ranked.model)
    asked = replace(asked, equipment=(first, *asked.equipment[1:]))
    text = to_text(proposal(asked, quote, "zh", catalog))
    word = {"first_cost": "初投资", "yearly_cost": "年费用"}[objective]
    assert re.findall(r"- 按(\w+)，[\w-]+ 在可用机型中列", text) == [word]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_part_makes_the_total_incomplete(
    by_hand: Made, catalog: Catalog, language: Language
) -> None:
    """Said on the summary, on the price page and in the row of the total, and in the JSON."""
    design, quote = by_hand
    whole = design_json(design, quote)["quote"]
    assert (whole["incomplete"], whole["missing"]) == (False, [])
    lacking = Check(
        "nothing_suits", "fault",
        message("check.nothing_suits", kind="storage_tank", role="hot_water_storage", count=3),
    )  # fmt: skip
    less = replace(design, checks=(*design.checks, lacking))
    found = design_json(less, quote)["quote"]
    assert found["incomplete"]
    assert found["missing"] == [{"kind": "storage_tank", "role": "hot_water_storage"}]
    text = to_text(proposal(less, quote, language, catalog))
    sentence, remark = {
        "zh": ("没有合适的热水储水箱（生活热水）", "不完整，缺少设备"),
        "en": ("nothing suitable for Hot-water storage tank (hot water)", "incomplete, parts are lacking"),
    }[language]
    assert text.count(sentence) == 2
    assert text.count(remark) == 1 + 3  # beside the key figure, and in the rows of the totals
    assert remark not in to_text(proposal(design, quote, language, catalog))


def test_months_are_not_called_years(worked_out: Made, catalog: Catalog) -> None:
    design, quote = worked_out
    cooled = replace(design, monthly=FrozenMap({**design.monthly, "electricity_kwh__cooling": (1.0,) * 12}))
    for language, word in (("zh", "全年"), ("en", "year")):
        document = proposal(cooled, quote, language, catalog)
        table = next(b for b in document.blocks if isinstance(b, Table) and len(b.rows) == 12)
        assert len(table.header) == 1 + len(cooled.monthly)
        assert not any(word in head for head in table.header)


def test_the_weather_station_is_called_by_its_chinese_name(worked_out: Made, catalog: Catalog) -> None:
    assert worked_out[0].site["weather_station_name"] == "Mohe"
    text = to_text(proposal(*worked_out, "zh", catalog))
    assert "气象站 漠河" in text
    assert "Mohe" not in text


def test_both_readings_of_the_rated_total_are_named(worked_out: Made, catalog: Catalog) -> None:
    figures = worked_out[0].equipment[0].figures
    text = to_text(proposal(*worked_out, "zh", catalog))
    line = next(line for line in text.splitlines() if "额定总制热量因工况" in line)
    for point in ("minus_12_41", "7_45"):
        assert f"{figures[f'total_capacity_kw__{point}']:,.1f} kW" in line


def test_what_is_rough_is_printed_roughly(worked_out: Made, catalog: Catalog) -> None:
    """By hand: 123,456 is 12.3 ten thousands; a range with one end is one value."""
    zh, en = Voice("zh", catalog), Voice("en", catalog)
    assert [zh.rough_money(value) for value in (123_456.0, 1_234_567.0, 370_001.0, 98_765.0, 812.0)] == [
        "12.3 万元", "123 万元", "37.0 万元", "98,800 元", "812 元",
    ]  # fmt: skip
    assert en.rough_money(1_234_567.0) == "1,230,000 yuan"
    assert zh.usual(Answer("t_supply_c", 50.0, "default", "", 45.0, 45.0)) == "45.0"
    assert zh.usual(Answer("t_supply_c", 50.0, "default", "", 45.0, 55.0)) == "45.0 – 55.0"
    assert not re.search(r"通常约 [\d,]+\.\d\d", to_text(proposal(*worked_out, "zh", catalog)))


def test_one_word_for_each_temperature_of_the_load_line(worked_out: Made, catalog: Catalog) -> None:
    for language, words in (("zh", ("双值点", "平衡温度")), ("en", ("alance point", "alance temperature"))):
        text = to_text(proposal(*worked_out, language, catalog))
        assert not any(word in text for word in words)


def test_a_cascade_names_both_refrigerants(catalog: Catalog) -> None:
    unit = [unit for unit in heat_pumps(catalog) if unit.family.refrigerant_high][-1]
    given = {"city": "济南", "heated_area_m2": 5000.0, "room_count": 60, "terminal": "radiator"}
    more = {"has_cooling": False, "heat_pump_model": unit.model, "quote_date": date(2026, 11, 22)}
    found = design(Project("hotel", FrozenMap({**given, **more})), catalog)
    shown = found.equipment[0].figures["refrigerant"]
    assert shown == f"{unit.family.refrigerant} + {unit.family.refrigerant_high}"
