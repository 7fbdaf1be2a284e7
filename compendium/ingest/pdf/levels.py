"""Headings → their levels, from how they are set; and what stands under a heading that says what it is."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from compendium.ingest.paragraphs import Role
from compendium.ingest.passages import letters
from compendium.ingest.pdf.blocks import Block
from compendium.ingest.pdf.outline import Outline

_RECOMMENDATIONS = re.compile(r"(?:[\d.]+\s+)?(?:\w+\s+){0,3}recommendations?\b(?:\s+\w+){0,4}\W*$", re.IGNORECASE)
_BOOKMARK_WORDS = 22
_NUMBERED = re.compile(r"\(?[A-Z]?\d{1,3}(?:\.\d+)*[.):]?\s+\S")


def with_levels(blocks: Sequence[Block], outline: Outline) -> list[Block]:
    """The blocks with the level of each heading, 1 for the highest: as the document tags it, as its bookmarks say, or
    by size. Styles used on the cover only (the title) have none. Numbered paragraphs under a heading such as
    "Recommendations" are recommendations."""
    blocks = [_as_bookmarked(block, outline) for block in blocks]
    level_of = _levels([block for block in blocks if block.role is Role.HEADING and not _is_contents(block)], outline)
    made, recommending = [], 0  # the level of the heading that announces recommendations; 0 for none
    for block in blocks:
        if block.role is Role.HEADING:
            level = level_of.get(id(block), 0)
            if level and (not recommending or level <= recommending):
                recommending = level if _RECOMMENDATIONS.match(_text(block)) else 0
            made.append(replace(block, level=level))
        elif recommending and block.role in (Role.LIST, Role.PARAGRAPH) and _NUMBERED.match(block.lines[0].text):
            made.append(replace(block, role=Role.RECOMMENDATION))
        else:
            made.append(block)
    return made


def _as_bookmarked(block: Block, outline: Outline) -> Block:
    """A short paragraph that a bookmark of its page names is a heading."""
    may_be = block.role in (Role.PARAGRAPH, Role.LIST) and block.words <= _BOOKMARK_WORDS
    return replace(block, role=Role.HEADING) if may_be and _bookmark(block, outline) else block


def _bookmark(block: Block, outline: Outline) -> int:
    return outline.get((block.lines[0].page, letters(_text(block))), 0) if outline else 0


def _levels(headings: list[Block], outline: Outline) -> dict[int, int]:
    """The level of each heading, by its identity. What is told of some of one style holds for the others of it."""
    told = {id(block): block.lines[0].level or _bookmark(block, outline) for block in headings}
    inside = [block for block in headings if block.lines[0].page > 1] or headings
    by_style: dict[tuple[float, bool], Counter[int]] = {}
    for block in inside:
        by_style.setdefault(_style(block), Counter()).update([told[id(block)]] if told[id(block)] else [])
    known = {style: counts.most_common(1)[0][0] for style, counts in by_style.items() if counts}
    ranked = _ranked(sorted(by_style), known)
    levels = {id(block): told[id(block)] or ranked.get(_style(block), 0) for block in headings}
    used = sorted({levels[id(block)] for block in inside} - {0})
    return {key: used.index(level) + 1 if level in used else 0 for key, level in levels.items()}


def _ranked(styles: list[tuple[float, bool]], known: dict[tuple[float, bool], int]) -> dict[tuple[float, bool], int]:
    """A level for each style, the largest first: one that nothing is told of stands below the larger ones."""
    levels, last = {}, 0
    for style in styles:
        last = known.get(style, last + 1)
        levels[style] = last
    return levels


def _text(block: Block) -> str:
    return " ".join(line.text for line in block.lines)


def _style(block: Block) -> tuple[float, bool]:
    return (-block.size, not block.lines[0].bold)


def _is_contents(block: Block) -> bool:
    return block.lines[0].text.strip().casefold() in ("contents", "table of contents")
