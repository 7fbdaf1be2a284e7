"""Pull quotes: words of the text set large a second time."""

import re
from collections.abc import Sequence
from dataclasses import replace

from compendium.ingest.paragraphs import Role
from compendium.ingest.passages import letters
from compendium.ingest.pdf.blocks import Block
from compendium.ingest.pdf.joining import whole

_LARGER = 1.1
_LEAST_WORDS = 5
_SAID = re.compile(r"[.!…”’\"'»]\s*$|^[“‘\"«]")
"""A pull quote is a sentence or stands in quotation marks; a heading is and does neither."""


def with_pull_quotes(blocks: Sequence[Block], body: float) -> list[Block]:
    """The blocks with pull quotes known: larger than the text, whose size is given, and saying what it says."""
    candidates = {id(block) for block in blocks if _may_be(block, body)}
    if not candidates:
        return list(blocks)
    set_aside = [replace(block, role=Role.PULL_QUOTE) if id(block) in candidates else block for block in blocks]
    texts = [letters(_text(block)) for block in whole(set_aside) if block.role is not Role.PULL_QUOTE]
    return [
        replace(block, role=Role.PULL_QUOTE) if id(block) in candidates and _repeats(block, texts) else block
        for block in blocks
    ]


def _may_be(block: Block, body: float) -> bool:
    large = block.size >= _LARGER * body and not block.rows
    return large and block.words >= _LEAST_WORDS and bool(_SAID.search(_text(block)))


def _repeats(block: Block, texts: list[str]) -> bool:
    said = letters(_text(block))
    return any(said in text for text in texts)


def _text(block: Block) -> str:
    return " ".join(line.text for line in block.lines)
