"""Texts in both languages, and numbers as they are read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.engine.messages import message
from desktop.tables.catalog import Catalog
from desktop.tables.faults import CatalogError, Fault
from desktop.tables.nomenclature import Quantity
from desktop.tables.places import resources_dir
from desktop.tables.texts import LANGUAGES, Language, Texts, read_texts

QUANTITIES = {
    quantity.name: quantity
    for quantity in (
        Quantity("heat_load_kw", "Q_h", "kW", 1, "热负荷", "Heat load", "", ""),
        Quantity("t_outdoor_c", "t_w", "°C", 1, "室外温度", "Outdoor temperature", "说明", "what it is"),
        Quantity("backup_fraction", "x", "fraction", 3, "占比", "Share", "", ""),
        Quantity("price_yuan", "p", "yuan", 2, "价格", "Price", "", ""),
        Quantity("cop", "COP", "", 2, "性能系数", "COP", "", ""),
    )
}
TEXTS = """key,zh,en
yes,是,yes
no,否,no
unit.yuan,元,yuan
role.low,低温,low temperature
choice.floor,地板,floor heating
say.load,"在 {t_outdoor_c__low} 时为 {heat_load_kw}","{heat_load_kw} at {t_outdoor_c__low}"
say.kind,末端：{terminal:choice}（{model}）,Terminal: {terminal:choice} ({model})
"""


def texts(folder: Path, language: Language = "zh", content: str = TEXTS) -> Texts:
    (folder / "texts").mkdir(exist_ok=True)
    (folder / "texts/some.csv").write_text(content, encoding="utf-8")
    return Texts(language, QUANTITIES, folder / "texts")


@pytest.mark.parametrize(
    ("name", "value", "zh", "en"),
    [
        ("heat_load_kw", 910.04, "910.0 kW", "910.0 kW"),
        ("heat_load_kw__winter", 910, "910.0 kW", "910.0 kW"),
        ("t_outdoor_c", -37.5, "-37.5 °C", "-37.5 °C"),
        ("t_outdoor_c", -0.04, "0.0 °C", "0.0 °C"),
        ("backup_fraction", 0.1234, "12.3%", "12.3%"),
        ("price_yuan", Decimal("1234567.891"), "1234567.89 元", "1234567.89 yuan"),
        ("cop", 2.7, "2.70", "2.70"),
        ("has_cooling", True, "是", "yes"),
        ("quote_date", date(2026, 3, 1), "2026-03-01", "2026-03-01"),
        ("model", "R-100", "R-100", "R-100"),
        ("line", 7, "7", "7"),
    ],
)
def test_values(tmp_path: Path, name: str, value: object, zh: str, en: str) -> None:
    assert texts(tmp_path).value(name, value) == zh
    assert texts(tmp_path, "en").value(name, value) == en


def test_thousands_are_grouped_on_request(tmp_path: Path) -> None:
    assert texts(tmp_path).value("price_yuan", 1234567.891, grouping=True) == "1,234,567.89 元"


def test_messages_take_numbers_words_and_roles(tmp_path: Path) -> None:
    load = message("say.load", heat_load_kw=910.0, t_outdoor_c__low=-37.5)
    kind = message("say.kind", terminal="floor", model="{model} <b>")
    assert texts(tmp_path).message(load) == "在 -37.5 °C 时为 910.0 kW"
    assert texts(tmp_path, "en").message(load) == "910.0 kW at -37.5 °C"
    # what a customer wrote is text, whatever it looks like
    assert texts(tmp_path, "en").message(kind) == "Terminal: floor heating ({model} <b>)"


def test_labels_add_the_role(tmp_path: Path) -> None:
    assert texts(tmp_path).label("t_outdoor_c__low") == "室外温度（低温）"
    assert texts(tmp_path, "en").label("t_outdoor_c__low") == "Outdoor temperature (low temperature)"
    assert texts(tmp_path, "en").label("cop") == "COP"
    assert texts(tmp_path, "en").help("t_outdoor_c") == "what it is"


def test_an_unknown_key_is_refused(tmp_path: Path) -> None:
    assert texts(tmp_path).get("no.such", "-") == "-"
    with pytest.raises(KeyError):
        texts(tmp_path)["no.such"]
    with pytest.raises(ValueError, match="fr"):
        Texts("fr", QUANTITIES, tmp_path / "texts")  # type: ignore[arg-type]


def test_faults_of_texts_come_at_once(tmp_path: Path) -> None:
    wrong = "key,zh,en\na.b,甲,A\na.b,乙,B\nc d,丙,C\ne.f,,F\ng.h,{x},{y}\n"
    with pytest.raises(CatalogError) as error:
        texts(tmp_path, content=wrong)
    assert [(fault.file, fault.line, fault.reason) for fault in error.value.faults] == [
        ("texts/some.csv", 3, "duplicate_key"),
        ("texts/some.csv", 4, "not_a_name"),
        ("texts/some.csv", 5, "empty_cell"),
        ("texts/some.csv", 6, "placeholders_differ"),
    ]


def test_the_shipped_texts_can_be_read(catalog: Catalog) -> None:
    assert read_texts(resources_dir() / "texts")
    for language in LANGUAGES:
        shipped = Texts(language, catalog.quantities)
        fault = Fault("pumps.csv", 7, "flow_m3h", "1,000", "not_a_number")
        said = shipped.message(fault.message)
        assert "pumps.csv" in said
        assert "7" in said
        assert "1,000" in said
