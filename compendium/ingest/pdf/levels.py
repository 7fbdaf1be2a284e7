"""Headings → their levels, from how they are set."""

from collections.abc import Sequence
from dataclasses import replace

from compendium.ingest.paragraphs import Role
from compendium.ingest.pdf.blocks import Block


def with_levels(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the level of each heading, 1 for the largest. Styles used on the cover only (the title) have
    none."""
    headings = [block for block in blocks if block.role is Role.HEADING and not _is_contents(block)]
    inside = {_style(block) for block in headings if block.lines[0].page > 1}
    styles = sorted(inside or {_style(block) for block in headings})
    levels = {style: level for level, style in enumerate(styles, 1)}
    return [
        replace(block, level=levels.get(_style(block), 0)) if block.role is Role.HEADING else block for block in blocks
    ]


def _style(block: Block) -> tuple[float, bool]:
    return (-block.size, not block.lines[0].bold)


def _is_contents(block: Block) -> bool:
    return block.lines[0].text.strip().casefold() in ("contents", "table of contents")
