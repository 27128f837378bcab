"""Amounts of money in the capitals that Chinese contracts ask for beside the figures."""

from __future__ import annotations

from decimal import Decimal

FEN = Decimal("0.01")
HIGHEST = Decimal("9999999999999999.99")


def in_capitals(amount_yuan: Decimal) -> str:
    """An amount in RMB capitals, 整 behind it where it ends with whole yuan; 人民币 is not put before it.

    Raises ValueError for a negative amount, one with parts of a fen, and one beyond 16 digits.

    >>> in_capitals(Decimal("1680.32"))
    '壹仟陆佰捌拾元叁角贰分'
    """
    if not (
        amount_yuan.is_finite() and 0 <= amount_yuan <= HIGHEST and amount_yuan == amount_yuan.quantize(FEN)
    ):
        raise ValueError(f"not an amount that can be written in capitals: {amount_yuan}")
    from cn2an import an2cn  # type: ignore[import-untyped]  # a fifth of a second, so only when it is needed

    return str(an2cn(f"{amount_yuan:.2f}", "rmb"))
