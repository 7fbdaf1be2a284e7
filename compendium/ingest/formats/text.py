"""Plain text: paragraphs, list items, and headings where there can be no doubt."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from compendium.config import Limits
from compendium.ingest.formats.assemble import content, sections
from compendium.ingest.formats.charset import decoded
from compendium.ingest.formats.flow import Block, clean
from compendium.ingest.paragraphs import Content, Role

_UNDERLINE = re.compile(r"\s*(=|-)\1{2,}\s*")
_SEPARATOR = re.compile(r"(?:\s*[-=_*~#+]){3,}\s*")
_ITEM = re.compile(r"(?:[-*+•●▪■◦‣⁃]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+\S")
_NO_HEADING_END = (".", ",", ";", ":", "?", "!", "”", '"', "’")
_HEADING_WORDS = 12
_NARROWEST, _WIDEST = 40, 120
"""Characters in a line of text that was broken by hand or by a mail program."""
_MOSTLY_FULL = 0.6
_TITLE_WORDS = 20
_TITLE_SIZE = 13.0
"""For describing: the first line of a text, when it stands alone, may well be its title."""


def read_text(data: bytes, limits: Limits) -> Content:
    """A plain text. Raises Refused."""
    text = clean(decoded(data).replace("\f", "\n\n"))
    blocks = list(_blocks(_groups(text.splitlines())))
    if len(blocks) > 1 and blocks[0].role is Role.PARAGRAPH and _stands_alone(blocks[0].text, _TITLE_WORDS):
        blocks[0] = replace(blocks[0], size=_TITLE_SIZE)
    return content("txt", sections(blocks), limits)


def _groups(lines: Sequence[str]) -> list[list[str]]:
    """Lines between blank lines, as far in as they are set. A row of signs that parts the text is blank, unless it
    underlines a heading."""
    groups: list[list[str]] = [[]]
    for line in lines:
        underlines = len(groups[-1]) == 1 and _UNDERLINE.fullmatch(line)
        if line.strip() and (underlines or not _SEPARATOR.fullmatch(line)):
            groups[-1].append(line.rstrip())
        elif groups[-1]:
            groups.append([])
    return groups if groups[-1] else groups[:-1]


def _blocks(groups: Sequence[list[str]]) -> Iterator[Block]:
    width = _width(groups)
    capitals = [len(group) == 1 and _is_in_capitals(group[0]) for group in groups]
    shouted = sum(capitals) * 2 > len(groups)  # where most is in capitals they say nothing
    underlined = any(_is_underlined(group) for group in groups)
    for number, group in enumerate(groups):
        if _is_underlined(group):
            yield Block(Role.HEADING, _joined(group[:1], width), 1 if "=" in group[1] else 2)
            group = group[2:]
        elif capitals[number] and not shouted and number + 1 < len(groups) and not capitals[number + 1]:
            yield Block(Role.HEADING, _joined(group, width), 3 if underlined else 1)
            continue
        for lines in _paragraphs(group, width):
            yield Block(Role.LIST if _ITEM.match(lines[0].lstrip()) else Role.PARAGRAPH, _joined(lines, width))


def _is_underlined(group: list[str]) -> bool:
    return len(group) > 1 and bool(_UNDERLINE.fullmatch(group[1])) and 2 * len(group[1]) >= len(group[0])


def _is_in_capitals(line: str) -> bool:
    return line.isupper() and _stands_alone(line, _HEADING_WORDS) and bool(re.search(r"[^\W\d_]{4}|\w \w", line))


def _stands_alone(line: str, words: int) -> bool:
    return len(line.split()) <= words and "\n" not in line and not line.endswith(_NO_HEADING_END)


def _width(groups: Sequence[list[str]]) -> float:
    """How long lines are that another follows in the same paragraph; 0 when nobody broke lines to a width."""
    lengths = [len(line) for group in groups for line in group[:-1]]
    # short lines, as of addresses, count less
    usual = median([length for length in lengths for _ in range(1 + min(length, 200) // 10)] or [0])
    return usual if _NARROWEST <= usual <= _WIDEST else 0.0


def _is_full(above: str, below: str, width: float) -> bool:
    """Whether a line was broken because the next word had no room in it, or in the middle of a sentence."""
    if not width:
        return False
    in_a_sentence = len(above) > _MOSTLY_FULL * width and re.search(r"[\w,]$", above) and below.lstrip()[0].islower()
    return len(above) + 1 + len(below.split()[0]) > width or bool(in_a_sentence)


def _paragraphs(lines: list[str], width: float) -> Iterator[list[str]]:
    """The lines, those apart that begin an item of a list; where lines are not broken to a width, all that are long."""
    start = 0
    for at in range(1, len(lines)):
        alone = not width and max(len(lines[at - 1]), len(lines[at])) > _WIDEST
        if _ITEM.match(lines[at].lstrip()) or alone:
            yield lines[start:at]
            start = at
    yield from [lines[start:]] if lines[start:] else []


def _joined(lines: list[str], width: float) -> str:
    """The lines as one text. A line end that fills lines is a space; one that parts them stays."""
    text = lines[0]
    for above, below in pairwise(lines):
        text += (" " if _is_full(above, below, width) else "\n") + below
    return "\n".join(" ".join(line.split()) for line in text.split("\n"))
