"""Blocks of text → the content of a document: sections, roles, levels of headings."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from compendium.config import Limits
from compendium.errors import Refused
from compendium.ingest.formats.flow import Block
from compendium.ingest.formats.opening import opening_lines
from compendium.ingest.paragraphs import Content, Paragraph, Role, is_quoted, is_recommendation, paragraph, table
from compendium.model.document import Page, Problem, Verdict

_HEADING_WORDS = 22
"""As in PDFs: more words in bold are no heading."""


def content(
    format: str,
    sections: Sequence[Sequence[Block]],
    limits: Limits,
    *,
    metadata: dict[str, str] | None = None,
    problems: Sequence[Problem] = (),
    pictures: int = 0,
) -> Content:
    """The content of a document with these sections. Raises Refused when it says nothing, or has too many of them."""
    if len(sections) > limits.pages:
        raise Refused("too-many-pages")
    if not any(block.words for section in sections for block in section):
        raise Refused("no-text")
    levels = sorted({block.level for section in sections for block in section if _opens(block)})
    dense = {level: number for number, level in enumerate(levels, 1)}
    made = [[_levelled(block, dense) for block in section] for section in with_roles(sections)]
    return Content(
        format=format,
        pages=tuple(
            Page(number, None, Verdict.TEXT if any(block.words for block in section) else Verdict.EMPTY, 0.0, 0.0)
            for number, section in enumerate(made, 1)
        ),
        paragraphs=tuple(_paragraph(block, number) for number, section in enumerate(made, 1) for block in section),
        lines=opening_lines(made),
        problems=(*problems, *_pictures(pictures)),
        metadata={name: value for name, value in (metadata or {}).items() if value},
    )


def sections(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks of a document that has no pages or slides, a section for each heading of the highest level that is
    used more than once. What stands before the first is a section of its own."""
    blocks = with_bold_headings(blocks)
    uses = Counter(block.level for block in blocks if _opens(block))
    level = min((level for level, count in uses.items() if count > 1), default=0)
    found: list[list[Block]] = [[]]
    for block in blocks:
        if found[-1] and level and _opens(block) and block.level == level:
            found.append([])
        found[-1].append(block)
    return found


def with_bold_headings(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; where nobody marked any heading, short lines in bold over plain text are taken for headings. A title
    that stands more than once is no title, but the highest heading."""
    if sum(block.role is Role.HEADING and not block.level for block in blocks) > 1:
        blocks = [replace(b, level=b.level + 1) if b.role is Role.HEADING else b for b in blocks]
    if any(_opens(block) for block in blocks):
        return list(blocks)
    around = zip([None, *blocks], blocks, [*blocks[1:], None], strict=False)
    return [
        replace(block, role=Role.HEADING, level=1) if _is_bold_heading(above, block, below) else block
        for above, block, below in around
    ]


def _is_bold_heading(above: Block | None, block: Block, below: Block | None) -> bool:
    """Whether a line is short and bold and stands over plain text. Below a quotation it may say who is quoted."""
    if not block.bold or block.role is not Role.PARAGRAPH or block.words > _HEADING_WORDS:
        return False
    if below is None or below.bold or (above is not None and is_quoted(above.text)):
        return False
    return bool(re.match(r"\w", block.text) and re.search(r"[^\W\d_]{2}", block.text)) and block.text[-1] not in ".;,:"


def with_roles(sections: Iterable[Sequence[Block]]) -> Iterator[list[Block]]:
    """The sections, with what their words say of the role of a paragraph: quotations that stand alone, and
    recommendations, also those that are listed under a heading of that name."""
    path: list[Block] = []
    for section in sections:
        given = []
        for block in section:
            if block.role is Role.HEADING:
                path = [*(above for above in path if above.level < block.level), block]
            given.append(_with_role(block, path))
        yield given


def _with_role(block: Block, path: Iterable[Block]) -> Block:
    if block.role not in (Role.PARAGRAPH, Role.LIST):
        return block
    listed = block.role is Role.LIST and any(re.match(r"recommendations?\b", h.text, re.IGNORECASE) for h in path)
    if listed or is_recommendation(block.text):
        return replace(block, role=Role.RECOMMENDATION)
    return replace(block, role=Role.QUOTE) if is_quoted(block.text) else block


def _opens(block: Block) -> bool:
    """Whether it is a heading that opens a section: all but the title."""
    return block.role is Role.HEADING and block.level > 0


def _levelled(block: Block, levels: dict[int, int]) -> Block:
    return replace(block, level=levels[block.level]) if _opens(block) else block


def _paragraph(block: Block, section: int) -> Paragraph:
    if block.role is Role.TABLE:
        return table([list(row) for row in block.rows], section)
    return paragraph(block.role, block.text, section, level=block.level)


def _pictures(count: int) -> Iterator[Problem]:
    if count:
        said = "1 picture" if count == 1 else f"{count} pictures"
        yield Problem("pictures", f"This document holds {said}. Words inside pictures are not read.")
