"""What every reader makes of a file: its paragraphs in reading order, each with its role and its places."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from compendium.model.document import Box, Line, Page, Problem

Row = tuple[tuple[int, int], ...]
Rows = tuple[Row, ...]
"""The rows of a table: each cell as start and end in the text of its paragraph."""


class Role(StrEnum):
    """What a paragraph is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    TABLE = "table"
    CAPTION = "caption"
    QUOTE = "quote"
    PULL_QUOTE = "pull-quote"
    BOX = "box"
    RECOMMENDATION = "recommendation"
    FOOTNOTE = "footnote"


class Place(NamedTuple):
    """Where the characters `start` to `end` of a text stand: the page (or section), and the box of the line where there
    is one."""

    start: int
    end: int
    page: int
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, whole: also a heading (with `level`, 1 for the highest; 0 for one that opens no section, such as the
    title on a cover), a list item, or a table (with `cells`)."""

    role: Role
    text: str
    places: tuple[Place, ...]
    level: int = 0
    cells: Rows = ()
    frame: tuple[int, int] = (0, 0)
    """Of what stands in a box: its page, and the number of the box there."""


@dataclass(frozen=True, slots=True)
class Content:
    """A file as its reader gives it. `lines` are for describing (see `Reading`)."""

    format: str
    pages: tuple[Page, ...]
    paragraphs: tuple[Paragraph, ...]
    lines: tuple[Line, ...] = ()
    furniture: tuple[Line, ...] = ()
    problems: tuple[Problem, ...] = ()
    metadata: dict[str, str] = field(default_factory=dict)


def paragraph(role: Role, text: str, page: int, *, level: int = 0) -> Paragraph:
    """A paragraph that stands on one page or section, without boxes."""
    return Paragraph(role, text, (Place(0, len(text), page),), level)


def table(rows: list[list[str]], page: int) -> Paragraph:
    """A table: cells parted by tabs, rows by line ends; cells are one line each."""
    text, spans = "", []
    for row in rows:
        text += "\n" if text else ""
        cells = []
        for number, cell in enumerate(row):
            text += "\t" if number else ""
            words = " ".join(cell.split())
            cells.append((len(text), len(text) + len(words)))
            text += words
        spans.append(tuple(cells))
    return Paragraph(Role.TABLE, text, (Place(0, len(text), page),), cells=tuple(spans))


def is_recommendation(text: str) -> bool:
    """Whether a paragraph is one that makes a recommendation and says so: "Recommendation 4: The prison should …"."""
    return bool(re.match(r"recommendations?\b", text, re.IGNORECASE)) and len(text.split()) > 3


def is_quoted(text: str) -> bool:
    """Whether a paragraph begins with words in quotation that also end in it."""
    return text[:1] in tuple('“"‘«') and bool(re.search(r"[”\"’»]", text[1:]))
