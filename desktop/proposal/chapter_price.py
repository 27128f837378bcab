"""The price with its basis, the terms, and where both sides sign."""

from __future__ import annotations

from decimal import Decimal

from ..engine.messages import Message
from .blocks import Block, Bullets, Heading, Paragraph, Signatures, Table
from .case import Case, two_columns


def price(case: Case) -> tuple[Block, ...]:
    """The quotation line by line, totals in figures and in capitals, and what each price rests on."""
    voice, quote = case.voice, case.quote
    return (
        Heading(voice("proposal.chapter.price"), room=0.7),
        Paragraph(
            voice(
                "proposal.price.intro", number=quote.number or voice("proposal.unnumbered"),
                issued=quote.issued, valid=quote.valid_until,
            )
        ),
        *case.incomplete_notice(),
        *case.price_notice(),
        _lines(case),
        Paragraph(voice("proposal.price.in_words", words=quote.total_in_words)),
        *_information(case),
        Heading(voice("proposal.price.basis"), 2),
        _basis(case),
    )  # fmt: skip


def _information(case: Case) -> tuple[Block, ...]:
    """Subsidy and saving beside the total; nothing where there is none."""
    voice, found = case.voice, case.quote.information
    if not found:
        return ()
    return (
        Heading(voice("proposal.price.information"), 2),
        Paragraph(voice("proposal.price.information_intro"), "muted"),
        two_columns(case.figure_rows(found, found)),
    )


def _money(case: Case, name: str, value: Decimal) -> str:
    return case.voice.texts.number(name, value, grouping=True)


def _lines(case: Case) -> Table:
    voice, quote = case.voice, case.quote
    discounted = any(line.discount_fraction for line in quote.lines)
    rows: list[tuple[str, ...]] = []
    groups: list[int] = []
    last = ""
    for line in quote.lines:
        if line.group != last:
            groups.append(len(rows))
            rows.append((voice(line.group), *("" for _ in range(8 if discounted else 7))))
            last = line.group
        discount = (voice.value("discount_fraction", float(line.discount_fraction)),) if discounted else ()
        rows.append(
            (
                str(line.number), voice.message(line.item), line.model or "–",
                voice(line.unit), str(line.quantity),
                _money(case, "unit_price_yuan", line.unit_price_yuan), *discount,
                voice.value("tax_fraction", float(line.tax_fraction)),
                _money(case, "amount_yuan", line.amount_yuan),
            )
        )  # fmt: skip
    heads = ["number", "item", "model", "unit", "quantity", "unit_price", "discount", "tax", "amount"]
    if not discounted:
        heads.remove("discount")
    totals = (
        ("net", "total_net_yuan", quote.net_yuan), ("tax_sum", "total_tax_yuan", quote.tax_yuan),
        ("total", "total_yuan", quote.total_yuan),
    )  # fmt: skip
    for key, name, value in totals:
        remark, blank = voice("proposal.incomplete_total") if case.missing else "", ("",) * (len(heads) - 4)
        rows.append(("", voice(f"proposal.price.{key}"), remark, *blank, _money(case, name, value)))
    yuan = voice.unit("unit_price_yuan")
    header = [voice(f"proposal.price.{head}") for head in heads]
    header[5], header[-1] = f"{header[5]}\n{yuan}", f"{header[-1]}\n{yuan}"
    side = (
        "center",
        "left",
        "left",
        "center",
        "right",
        "right",
        *(("right",) if discounted else ()),
        "right",
        "right",
    )
    widths = (0.055, 0.26, 0.16, 0.06, 0.07, 0.14, *((0.07,) if discounted else ()), 0.075, 0.16)
    return Table(
        header=tuple(header), rows=tuple(rows), align=side, widths=widths, total_rows=3,
        caption=voice("proposal.price.caption"), group_rows=tuple(groups),
    )  # fmt: skip


def _basis(case: Case) -> Table:
    """What each price rests on, and whether it is assumed."""
    voice = case.voice
    return Table(
        header=(
            voice("proposal.price.number"), voice("proposal.price.item"), voice("proposal.price.basis"),
            voice("proposal.standing"),
        ),
        rows=tuple(
            (
                str(line.number),
                voice.message(line.item),
                voice.message(_rough(case, line.basis)),
                voice.word("standing", line.standing),
            )
            for line in case.quote.lines
        ),
        align=("center", "left", "left", "left"),
        widths=(0.06, 0.26, 0.56, 0.12),
    )  # fmt: skip


def _rough(case: Case, basis: Message) -> Message:
    """A price by rule is not known to the yuan; neither are the ends of its range."""
    ends = [name for name in basis.values if name.startswith("unit_price_yuan__")]
    if not ends:
        return basis
    rounded = {name: case.voice.rough_money(float(str(basis.values[name]))) for name in ends}
    return Message(basis.key, basis.values.replace(**rounded))


def terms(case: Case) -> tuple[Block, ...]:
    """Terms by topic, what is not in the price, and the boxes to sign in."""
    voice, quote = case.voice, case.quote
    topics: dict[str, list[Message]] = {}
    for topic, sentence in quote.terms:
        topics.setdefault(topic, []).append(sentence)
    blocks: list[Block] = [
        Heading(voice("proposal.chapter.terms")),
        Table(
            header=(voice("proposal.terms.topic"), voice("proposal.terms.agreed")),
            rows=tuple(
                (voice(topic), "\n".join(voice.message(one) for one in sentences))
                for topic, sentences in topics.items()
            ),
            align=("left", "left"),
            widths=(0.14, 0.86),
        ),
    ]
    if quote.exclusions:
        blocks.append(Heading(voice("proposal.terms.excluded"), 2))
        blocks.append(Bullets(tuple(voice.message(one) for one in quote.exclusions)))
    fields = tuple(voice(f"proposal.sign.{key}") for key in ("company", "name", "date"))
    parties = (
        (voice("proposal.sign.buyer"), fields),
        (voice("proposal.sign.seller"), fields),
    )
    blocks += [Heading(voice("proposal.terms.signatures"), 2), Signatures(parties)]
    return tuple(blocks)
