"""The proposal: a design and its quote as one document, chapter by chapter."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from ..design.records import Design
from ..quotation.records import Quote
from ..tables.catalog import Catalog
from ..tables.texts import Language
from .blocks import Block, Contents, Document, Heading, PageBreak, Words
from .case import Case
from .chapter_annex import book, sources
from .chapter_loads import loads
from .chapter_options import options
from .chapter_price import price, terms
from .chapter_process import process_key
from .chapter_project import design_basis, ledger, project_and_needs
from .chapter_selection import selection, tier
from .chapter_summary import cover, summary, title
from .chapter_topics import topics
from .chapter_year import year
from .to_text import to_text
from .wording import Voice

CHAPTERS = (
    project_and_needs, design_basis, loads, options, selection, tier, year, topics, price, terms, book,
    ledger, sources,
)  # fmt: skip
"""The numbered chapters in order; ``sources`` is last because it lists what the others referred to."""


def proposal(design: Design, quote: Quote, language: Language, catalog: Catalog) -> Document:
    """The whole document in one language. Nothing is computed: figures are the design's or the quote's."""
    case = Case(design, quote, Voice(language, catalog))
    voice = case.voice
    chapters = [block for chapter in CHAPTERS for block in chapter(case)]
    blocks = (
        *cover(case),
        *summary(case),
        PageBreak(),
        Contents(voice("proposal.contents")),
        *numbered(chapters),
    )
    document = Document(
        title=title(case),
        author=case.text("company_name"),
        language=language,
        footer="",
        issued=quote.issued,
        words=Words(voice.texts["proposal.page"], voice.texts["proposal.missing"]),
        blocks=blocks,
        header=title(case),
        subject=voice(process_key(case, "proposal.cover.subtitle")),
        keywords=voice("proposal.keywords"),
    )
    return replace(document, footer=_footer(case, document))


def _footer(case: Case, document: Document) -> str:
    """Number, date, the catalogue's hash, and a hash of everything that is said."""
    said = hashlib.sha256(to_text(document).encode("utf-8", "replace")).hexdigest()
    return case.voice(
        "proposal.footer", number=case.quote.number or case.voice("proposal.unnumbered"),
        issued=case.quote.issued, catalog=case.design.catalog_hash[:8], document=said[:8],
    )  # fmt: skip


def numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks with their chapters and sections numbered 1, 1.1, 1.2, 2 ..."""
    found: list[Block] = []
    chapter = section = 0
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            chapter, section = chapter + 1, 0
            block = replace(block, text=f"{chapter}  {block.text}")
        elif isinstance(block, Heading) and block.level == 2:
            section += 1
            block = replace(block, text=f"{chapter}.{section}  {block.text}")
        found.append(block)
    return tuple(found)
