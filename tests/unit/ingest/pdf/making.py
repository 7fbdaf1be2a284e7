"""Words, lines and blocks made by hand, as reading makes them of a page: upright, in points, y from the foot."""

import random
from collections.abc import Iterable, Sequence
from itertools import pairwise

from compendium.ingest.paragraphs import Role
from compendium.ingest.pdf.blocks import Block
from compendium.ingest.pdf.lines import PageLines, TextLine
from compendium.ingest.pdf.rulings import Rectangle
from compendium.ingest.pdf.words import Word
from compendium.model.document import Box

WIDTH, HEIGHT = 595.0, 842.0
LONG_WORDS = [
    "people",
    "waited",
    "before",
    "anyone",
    "there",
    "explained",
    "whether",
    "visits",
    "would",
    "happen",
    "during",
    "winter",
    "months",
]
"""So long that none of them fits into the gap that parts two rows: words that stand apart are never one row."""


def row(text: str, x: float, y: float, size: float = 10.0) -> list[Word]:
    """The words of one line; a letter is half as wide as high."""
    made = []
    for said in text.split():
        made.append(Word(said, x, y, x + 0.5 * size * len(said), y + size, 0))
        x = made[-1].x1 + 0.3 * size
    return made


def column(lines: Iterable[str], x: float, top: float, size: float = 10.0, pitch: float = 13.0) -> list[Word]:
    """The words of lines one below the other; the first stands at the height `top`."""
    return [word for number, text in enumerate(lines) for word in row(text, x, top - number * pitch, size)]


def prose(count: int, seed: int, letters: int = 40) -> list[str]:
    """So many lines of long words, all about as long; other ones for each seed."""
    luck = random.Random(seed)
    lines = []
    for _ in range(count):
        words = [luck.choice(LONG_WORDS)]
        while len(" ".join(words)) < letters:
            words.append(luck.choice(LONG_WORDS))
        lines.append(" ".join(words[:-1]))
    return lines


def two_columns(blocks: int, lines: int) -> list[list[Word]]:
    """The paragraphs of a page of two columns, as they are read: so many in each column, of so many lines."""
    return [
        column(prose(lines, 100 * x + number), x, 780 - number * (13 * lines + 10))
        for x in (60, 310)
        for number in range(blocks)
    ]


def line(
    text: str,
    y: float = 700.0,
    *,
    x: float = 72.0,
    page: int = 1,
    size: float = 11.0,
    bold: bool = False,
    level: int = 0,
    frame: int = 0,
    joined: bool = False,
) -> TextLine:
    """A line of text as printed."""
    x1 = x + 0.5 * size * len(text)
    return TextLine(
        text=text,
        page=page,
        x0=x,
        y0=y,
        x1=x1,
        y1=y + size,
        size=size,
        starts_bold=bold,
        ends_bold=bold,
        italic=False,
        box=Box(page, x, y, x1, y + size),
        first_width=0.5 * size * len(text.split()[0]),
        joined=joined,
        words=len(text.split()),
        level=level,
        frame=frame,
    )


def page(number: int, *lines: TextLine) -> PageLines:
    """A page of these lines."""
    return PageLines(number, WIDTH, HEIGHT, lines)


def block(role: Role, *lines: TextLine | str, page: int = 1, size: float = 11.0, bold: bool = False) -> Block:
    """A block; text is set in that size, a line each."""
    made = [
        line(given, 700 - 14 * number, page=page, size=size, bold=bold) if isinstance(given, str) else given
        for number, given in enumerate(lines)
    ]
    return Block(role, tuple(made))


def ruling(sides: Sequence[float], heights: Sequence[float]) -> list[Rectangle]:
    """The lines of a grid, drawn cell by cell; `heights` from the top."""
    cells = [(x0, y0, x1, y1) for y1, y0 in pairwise(heights) for x0, x1 in pairwise(sides)]
    return [edge for cell in cells for edge in edges(cell)]


def edges(frame: Rectangle) -> list[Rectangle]:
    """The four lines around a rectangle."""
    x0, y0, x1, y1 = frame
    return [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]


def texts(rows: Iterable[Iterable[Word]]) -> list[str]:
    """The rows as text."""
    return [" ".join(word.text for word in words) for words in rows]
