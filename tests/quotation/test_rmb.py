"""Amounts in RMB capitals: cases written by hand after the rules for bills, and a parser that reads back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.quotation.rmb import in_capitals

DIGITS = {digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}


def read_back(words: str) -> Decimal:
    """The amount that capitals say."""
    whole, digit, section, fen = 0, 0, 0, 0
    for sign in words.removesuffix("整"):
        if sign in DIGITS:
            digit = DIGITS[sign]
        elif sign in PLACES:
            section, digit = section + digit * PLACES[sign], 0
        elif sign == "万":
            whole, section, digit = whole + (section + digit) * 10_000, 0, 0
        elif sign == "亿":
            whole, section, digit = (whole + section + digit) * 100_000_000, 0, 0
        elif sign == "元":
            whole, section, digit = whole + section + digit, 0, 0
        else:
            fen, digit = fen + digit * {"角": 10, "分": 1}[sign], 0
    return Decimal(whole) + Decimal(fen) / 100


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角"),
        ("10", "壹拾元整"),
        ("15", "壹拾伍元整"),
        ("100.10", "壹佰元壹角"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("10005.30", "壹万零伍元叁角"),
        ("100000000", "壹亿元整"),
        ("999999999.99", "玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
        ("20000000.01", "贰仟万元零壹分"),
    ],
)
def test_hand_written_cases(amount, words):
    assert in_capitals(Decimal(amount)) == words


@given(st.integers(0, 10**18 - 1))
def test_capitals_read_back(fen):
    assert read_back(in_capitals(Decimal(fen) / 100)) == Decimal(fen) / 100


@given(st.integers(1, 10**16), st.integers(1, 16))
def test_capitals_of_round_amounts_read_back(number, zeros):
    amount = Decimal(number % 10**4 * 10**zeros % 10**16)
    words = in_capitals(amount)
    assert read_back(words) == amount
    assert "零零" not in words
    assert words.endswith("元整")


@pytest.mark.parametrize("amount", ["-0.01", "0.001", "1e16", "NaN"])
def test_what_is_no_amount_is_refused(amount):
    with pytest.raises(ValueError, match="not an amount"):
        in_capitals(Decimal(amount))
