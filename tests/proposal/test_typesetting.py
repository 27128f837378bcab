import pytest

from desktop.proposal.typesetting import (
    MISSING_MARK,
    Advances,
    Cleaner,
    Run,
    atoms,
    formula_runs,
    shortened,
    wrap,
)


class Even(dict[str, float]):
    """A font in which every character is half an em wide, Chinese ones a whole em."""

    def __missing__(self, character: str) -> float:
        return 1.0 if ord(character) > 0x2E00 else 0.5


EVEN = Advances(Even(), Even())


def test_english_words_are_not_torn() -> None:
    # 40 points at size 10 hold eight narrow characters
    assert wrap("heat pumps for hotels", 40, 10, EVEN) == ["heat", "pumps", "for", "hotels"]


def test_chinese_breaks_anywhere_but_before_a_stop() -> None:
    # 40 points at size 10 hold four wide characters; the comma would begin the second line
    assert wrap("热泵机组，选型报价", 40, 10, EVEN) == ["热泵机", "组，选型", "报价"]


def test_a_bracket_opens_on_the_line_of_what_it_holds() -> None:
    assert wrap("选型报（价）", 40, 10, EVEN) == ["选型报", "（价）"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [("出水55℃时", "55℃"), ("共7台机组", "7台"), ("each 130 kW at", "130 kW "), ("约42.4 °C。", "42.4 °C。")],
)
def test_a_number_keeps_its_unit(text: str, kept: str) -> None:
    assert kept in atoms(text)


def test_breaking_loses_nothing() -> None:
    text = "（设计）温度-37.5 °C, outlet 55/45 °C：“漠河” hotel—7×LA-155…100% of x"
    assert "".join(atoms(text)) == text


def test_a_word_longer_than_the_line_is_cut_and_whole() -> None:
    word = "x" * 200
    lines = wrap(word, 40, 10, EVEN)
    assert all(EVEN.width(line, 10) <= 40 for line in lines)
    assert "".join(lines) == word


def test_line_ends_of_the_writer_are_kept() -> None:
    assert wrap("a\n\nb", 40, 10, EVEN) == ["a", "", "b"]


def test_a_lacking_character_is_marked_and_told() -> None:
    cleaner = Cleaner(dict.fromkeys("a吉〓", 1.0))
    assert cleaner.clean("a𠮷吉😀") == f"a{MISSING_MARK}吉{MISSING_MARK}"
    assert list(cleaner.missing) == ["𠮷", "😀"]


def test_what_has_no_appearance_is_left_out() -> None:
    """Joiners, variation selectors and marks that turn the direction of reading."""
    cleaner = Cleaner(dict.fromkeys("ab", 1.0))
    assert cleaner.clean("a\u200d\ufe0f\u202eb\x00\x1b") == "ab"
    assert not cleaner.missing


def test_half_a_surrogate_pair_is_marked() -> None:
    cleaner = Cleaner({})
    assert cleaner.clean("\ud83d") == MISSING_MARK


def test_a_long_name_is_shortened_to_its_room() -> None:
    assert shortened("abcdefghij", 30, 10, EVEN) == "abcde…"  # six characters of five points
    assert shortened("abc", 30, 10, EVEN) == "abc"


def test_a_formula_has_subscripts_and_powers() -> None:
    assert formula_runs("t_{w,low} − (a/b)^0.5") == [
        Run("t"), Run("w,low", -1), Run(" − (a/b)"), Run("0.5", 1),
    ]  # fmt: skip
