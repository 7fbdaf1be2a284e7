"""What opens, is said and closes in a document, one after the other → blocks of text.

Web pages, Word files made into web pages, and OpenDocument files all come through here, named as HTML names things;
`note` is a note under the text, `float` a box of text beside it, `doc-title` a title, `pull-quote` what its name says.
Nothing here calls itself, so no nesting is too deep.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from compendium.ingest.paragraphs import Role, is_quoted

BLOCKS = frozenset(
    {
        *{"address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl"},
        *{"doc-title", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4"},
        *{"h5", "h6", "header", "hgroup", "hr", "legend", "li", "main", "menu", "ol", "p", "pre", "pull-quote"},
        *{"section", "summary", "ul"},
    }
)
"""What begins on a new line and ends the line before it."""
_FRAMES = frozenset({"table", "td", "th", "caption", "note", "float"})
"""What is gathered on its own and put in its place when it closes."""
_LEVELS = {"doc-title": 0} | {f"h{level}": level for level in range(1, 7)}
_BOLD = ("b", "strong")
_MOST_COPIES = 100
"""Columns or rows that one cell may take up: no real table has more, and a file can say any number."""
_BOX_WORDS = 400
_BLANK = re.compile(r"\s+")
_BLANK_IN_LINE = re.compile(r"[^\S\n]+")
_RUNS_ON = re.compile(r"(?<=[\w,])\n(?=[a-z])")
"""A line end in the middle of a sentence: set by hand to fill lines, not to part them."""
_NOT_WORDS = dict.fromkeys([*range(0x09), *range(0x0E, 0x1C), 0x7F, *range(0x80, 0x85), *range(0x86, 0xA0), 0xAD])
"""Control characters, which no text has, and the soft hyphen, which says only where a word could be divided."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or table as its reader found it. `level` is that of a heading in its file: 1 for
    the highest, 0 for the title of the document. `rows` are the cells of a table. `size` is 0 for the usual one."""

    role: Role
    text: str
    level: int = 0
    bold: bool = False
    rows: tuple[tuple[str, ...], ...] = ()
    size: float = 0.0

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split()) + sum(len(cell.split()) for row in self.rows for cell in row)


def clean(words: str) -> str:
    """The words as they can be kept: without control characters and soft hyphens."""
    return words.translate(_NOT_WORDS)


@dataclass(slots=True)
class _Cell:
    blocks: list[Block]
    columns: int
    rows: int


@dataclass(slots=True)
class _Frame:
    """What is being gathered: of the document, a table, a cell, a note or a box."""

    tag: str
    columns: int = 1
    rows: int = 1
    blocks: list[Block] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)
    """Notes and boxes, to stand behind the paragraph that they are fixed to."""
    words: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    open: Counter[str] = field(default_factory=Counter)
    cells: list[list[_Cell]] = field(default_factory=list)


class Flow:
    """Takes a document piece by piece and gives its blocks."""

    def __init__(self) -> None:
        self._frames = [_Frame("document")]

    def open(self, tag: str, columns: int = 1, rows: int = 1) -> None:
        """Something begins. `columns` and `rows` are how many a cell takes up."""
        if tag in BLOCKS or tag in ("table", "tr"):
            self._end_paragraph()
        if tag == "tr":
            self._frames[-1].cells.append([])
        if tag in _FRAMES:
            self._frames.append(_Frame(tag, columns, rows))
        else:
            self._frames[-1].open[tag] += 1

    def close(self, tag: str) -> None:
        """It ends."""
        if tag in BLOCKS or tag in _FRAMES or tag == "tr":
            self._end_paragraph()
        if tag in _FRAMES:
            self._place(self._frames.pop())
        else:
            self._frames[-1].open[tag] -= 1

    def text(self, words: str) -> None:
        """Words as they stand in the file: line ends mean nothing, unless they are set as they stand (`pre`)."""
        frame = self._frames[-1]
        frame.words.append((_BLANK_IN_LINE if frame.open["pre"] else _BLANK).sub(" ", clean(words)))
        if words.strip():
            frame.bold.append(any(frame.open[tag] for tag in _BOLD))

    def line_end(self) -> None:
        """A line ends inside a paragraph; two of them end the paragraph."""
        self._frames[-1].words.append("\n")

    def blocks(self) -> list[Block]:
        """All blocks, once everything is closed."""
        self._end_paragraph()
        return self._frames[0].blocks

    def _end_paragraph(self) -> None:
        frame = self._frames[-1]
        lines = [" ".join(line.split()) for line in "".join(frame.words).split("\n")]
        for text in re.split(r"\n\n+", "\n".join(lines).strip("\n")):
            if text:
                frame.blocks.append(_block(frame, text if frame.open["pre"] else _RUNS_ON.sub(" ", text)))
        frame.blocks += frame.after
        frame.words, frame.bold, frame.after = [], [], []

    def _place(self, done: _Frame) -> None:
        """Puts what was gathered in its place in what is around it."""
        around = self._frames[-1]
        if done.tag in ("td", "th") and around.tag == "table":
            if not around.cells:
                around.cells.append([])
            around.cells[-1].append(_Cell(done.blocks, done.columns, done.rows))
        elif done.tag == "table":
            around.blocks += [*done.blocks, *_table(done.cells)]
        elif done.tag == "caption":
            around.blocks += [replace(block, role=Role.CAPTION, level=0) for block in done.blocks]
        elif done.tag == "note":
            text = "\n".join(block.text for block in done.blocks)
            around.after += [Block(Role.FOOTNOTE, text)] if text else []
        elif done.tag == "float":
            around.after += _box(done.blocks)
        else:
            around.blocks += done.blocks  # a cell outside any table


def _block(frame: _Frame, text: str) -> Block:
    bold = bool(frame.bold) and all(frame.bold)
    level = next((level for tag, level in _LEVELS.items() if frame.open[tag]), None)
    if level is not None:
        return Block(Role.HEADING, text.replace("\n", " "), level, bold)
    return Block(_role(frame), text, bold=bold)


def _role(frame: _Frame) -> Role:
    if frame.open["figcaption"]:
        # who said the words of a figure that is a quotation
        quoted = frame.open["figure"] and frame.blocks and frame.blocks[-1].role is Role.QUOTE
        return Role.QUOTE if quoted else Role.CAPTION
    roles = {"pull-quote": Role.PULL_QUOTE, "blockquote": Role.QUOTE, "li": Role.LIST}
    return next((role for tag, role in roles.items() if frame.open[tag]), Role.PARAGRAPH)


def _table(rows: list[list[_Cell]]) -> list[Block]:
    """A table as one block, and the notes from its cells behind it; a table that only sets out text as that text."""
    cells = [cell for row in rows for cell in row if cell.blocks]
    blocks = [block for cell in cells for block in cell.blocks]
    if len(cells) <= 1 or max(map(len, rows)) == 1:
        return _box(blocks)
    if any(_is_set_out(cell.blocks) for cell in cells):
        return blocks
    filled = [row for row in _grid(rows) if any(row)]
    width = max(map(len, filled), default=0)
    grid = [row + ("",) * (width - len(row)) for row in filled]
    notes = [block for block in blocks if block.role is Role.FOOTNOTE]
    return [Block(Role.TABLE, "", rows=tuple(grid)), *notes] if grid else notes


def _is_set_out(blocks: list[Block]) -> bool:
    """Whether a cell holds a part of a document rather than a value: a table, or a heading and what it stands over."""
    roles = [block.role for block in blocks]
    return Role.TABLE in roles or Role.HEADING in roles[:-1]


def _grid(rows: list[list[_Cell]]) -> Iterator[tuple[str, ...]]:
    """The words of the cells, each row up to its last cell with words: cells that are joined stand once, with empty
    ones for the rest."""
    taken: dict[int, int] = {}  # column → rows, this one included, that a cell from above still fills
    for row in rows:
        texts: list[str] = []
        for cell in row:
            _pass_over(texts, taken)
            columns = min(max(cell.columns, 1), _MOST_COPIES)
            for column in range(len(texts), len(texts) + columns):
                taken[column] = min(cell.rows, _MOST_COPIES)
            words = (block.text for block in cell.blocks if block.role is not Role.FOOTNOTE)
            texts += [" ".join(" ".join(words).split()), *[""] * (columns - 1)]
        _pass_over(texts, taken)
        taken = {column: left - 1 for column, left in taken.items() if left > 1}
        while texts and not texts[-1]:
            texts.pop()
        yield tuple(texts)


def _pass_over(texts: list[str], taken: dict[int, int]) -> None:
    while taken.get(len(texts), 0) > 0:
        texts.append("")


def _box(blocks: Iterable[Block]) -> list[Block]:
    """A box of text. Words in quotation that stand alone in it may be a pull quote; with others below, those say whose
    words they are, and stay with them."""
    blocks = list(blocks)
    long = sum(block.words for block in blocks) > _BOX_WORDS
    if long or not blocks or any(block.role is Role.TABLE for block in blocks):
        return blocks
    if is_quoted(blocks[0].text):
        return blocks if len(blocks) > 1 else [replace(blocks[0], role=Role.PULL_QUOTE, level=0)]
    boxed = (Role.PARAGRAPH, Role.LIST, Role.HEADING)
    return [replace(block, role=Role.BOX, level=0) if block.role in boxed else block for block in blocks]
