"""Headings → their levels, from how they are set; and what stands under a heading that says what it is."""

import re
from collections.abc import Sequence
from dataclasses import replace

from compendium.ingest.paragraphs import Role
from compendium.ingest.pdf.blocks import Block

_RECOMMENDATIONS = re.compile(r"(?:[\d.]+\s+)?(?:\w+\s+){0,3}recommendations?\b(?:\s+\w+){0,4}\W*$", re.IGNORECASE)
_NUMBERED = re.compile(r"\(?[A-Z]?\d{1,3}(?:\.\d+)*[.):]?\s+\S")


def with_levels(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the level of each heading, 1 for the largest. Styles used on the cover only (the title) have
    none. Numbered paragraphs under a heading such as "Recommendations" are recommendations."""
    headings = [block for block in blocks if block.role is Role.HEADING and not _is_contents(block)]
    inside = {_style(block) for block in headings if block.lines[0].page > 1}
    styles = sorted(inside or {_style(block) for block in headings})
    levels = {style: level for level, style in enumerate(styles, 1)}
    made, recommending = [], 0  # the level of the heading that announces recommendations; 0 for none
    for block in blocks:
        if block.role is Role.HEADING:
            level = levels.get(_style(block), 0)
            if level and (not recommending or level <= recommending):
                recommending = level if _RECOMMENDATIONS.match(_text(block)) else 0
            made.append(replace(block, level=level))
        elif recommending and block.role in (Role.LIST, Role.PARAGRAPH) and _NUMBERED.match(block.lines[0].text):
            made.append(replace(block, role=Role.RECOMMENDATION))
        else:
            made.append(block)
    return made


def _text(block: Block) -> str:
    return " ".join(line.text for line in block.lines)


def _style(block: Block) -> tuple[float, bool]:
    return (-block.size, not block.lines[0].bold)


def _is_contents(block: Block) -> bool:
    return block.lines[0].text.strip().casefold() in ("contents", "table of contents")
