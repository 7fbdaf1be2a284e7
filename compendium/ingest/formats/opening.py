"""The opening lines of a document and its last ones, as if they were printed: what describing it looks at."""

import textwrap
from collections.abc import Iterator, Sequence

from compendium.ingest.formats.flow import Block
from compendium.ingest.paragraphs import Role
from compendium.model.document import Box, Line

_FIRST, _LAST = 60, 20
_LONG = 6000
"""Characters of a paragraph that are looked at: more than so many lines hold."""
_WIDTH = 90
_BODY, _TITLE, _ABOVE_SECTIONS = 11.0, 24.0, 18.0
_HEADINGS = (12.5, 12.0, 11.5)
"""Sizes of type in points. A heading that opens a section is less than 1.15 times the body, and not bold, so that the
first of them never passes for the title (see `describe.titles`)."""
_TOP = 800.0
_PITCH, _GAP = 1.25, 2.4
"""From line to line and from paragraph to paragraph, in sizes of type: paragraphs are too far apart to be read as one
title, and near enough for an imprint to run on."""


def opening_lines(sections: Sequence[Sequence[Block]]) -> tuple[Line, ...]:
    """The first lines and the last ones, each once."""
    printed = [(number, block) for number, section in enumerate(sections, 1) for block in section]
    lines = tuple(_lines([*printed[:_FIRST], *printed[_FIRST:][-_LAST:]], _section_level(sections)))
    return lines[:_FIRST] + lines[_FIRST:][-_LAST:]


def _section_level(sections: Sequence[Sequence[Block]]) -> int:
    """The level of the headings that open sections, or a lower one if there is but one section."""
    opening = [section[0].level for section in sections[1:] if section and section[0].role is Role.HEADING]
    return min(opening, default=2)


def _lines(printed: Sequence[tuple[int, Block]], highest: int) -> Iterator[Line]:
    page, y, above = 0, _TOP, 0.0
    for number, block in printed:
        size = _size(block, highest)
        if number != page:
            page, y = number, _TOP
        else:
            y -= size * (_PITCH if size == above == _TITLE else _GAP)
        bold = block.bold and (block.role is not Role.HEADING or not block.level)
        for count, words in enumerate(_broken(block)):
            y -= size * _PITCH if count else 0.0
            yield Line(words, page, Box(page, 0.0, y - size, 0.5 * size * len(words), y), size, bold)
        above = size


def _size(block: Block, highest: int) -> float:
    if block.role is not Role.HEADING:
        return block.size or _BODY
    if block.level == 0:
        return _TITLE
    return _ABOVE_SECTIONS if block.level < highest else _HEADINGS[min(block.level - highest, len(_HEADINGS) - 1)]


def _broken(block: Block) -> list[str]:
    """The text of a block in lines of the usual width; a table row by row."""
    text = "\n".join(" ".join(row) for row in block.rows) or block.text
    lines = text[:_LONG].split("\n")
    return [part for line in lines for part in textwrap.wrap(line, _WIDTH, break_on_hyphens=False)]
