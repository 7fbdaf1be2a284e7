"""Blocks → paragraphs: one that the end of a column or page broke is whole again, and so is a divided word."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from compendium.ingest.paragraphs import Paragraph, Place, Role, Rows
from compendium.ingest.pdf.blocks import Block
from compendium.ingest.pdf.lines import TextLine
from compendium.language import is_word

_ASIDES = frozenset({Role.FOOTNOTE, Role.PULL_QUOTE, Role.TABLE, Role.CAPTION, Role.BOX})
"""What may stand between two parts of one paragraph."""
_WHOLE = frozenset({Role.HEADING, Role.TABLE, Role.PULL_QUOTE, Role.CAPTION})
"""What never goes on in another block."""
_DASHES, _ATTRIBUTION_WORDS = "—–―", 14
_KEPT_HYPHEN = frozenset(("self", "non", "well"))
"""First parts of words that dictionaries hold joined and reports mostly print with a hyphen: non-verbal, well-being.
(So do words with "up": follow-up, lock-up.)"""
_SPELT = re.compile(r"[\w’']+(?:-[\w’']+)*")
_DIVIDED = re.compile(r"\w-$")
_SUSPENDED = frozenset(("and", "or", "to", "nor"))
"""Words before which a hyphen at a line end stands alone: "two- and three-bed rooms"."""


def paragraphs(blocks: Sequence[Block]) -> list[Paragraph]:
    """The paragraphs of a document from the blocks of all its pages, in order."""
    spelling = Spelling(blocks)
    return [_paragraph(block, spelling) for block in whole(blocks)]


class Spelling:
    """The words of a document as it spells them; gathered when the first divided word asks."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks

    @cached_property
    def _words(self) -> frozenset[str]:
        text = " ".join(line.text for block in self._blocks for line in block.lines)
        return frozenset(_SPELT.findall(text.casefold()))

    def __contains__(self, word: str) -> bool:
        return word in self._words


def whole(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, those put together that are parts of one paragraph; what stood between them follows it."""
    edges = _Edges(blocks)
    waiting: list[Block] = []  # a paragraph that may go on, and what has stood behind it since
    for block in blocks:
        if waiting and _runs_on(waiting[0], block, edges, parted=len(waiting) > 1):
            waiting[0] = waiting[0].with_lines(waiting[0].lines + block.lines)
        elif waiting and (block.role in _ASIDES or (block.role is Role.QUOTE and not waiting[0].ends_a_sentence)):
            waiting.append(block)
        else:
            yield from waiting
            waiting = [block]
    yield from waiting


class _Edges:
    """How far to the right the text of each column goes."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._lines: defaultdict[int, list[TextLine]] = defaultdict(list)
        for block in blocks:
            if not block.rows:
                self._lines[block.lines[0].page] += block.lines

    def is_full(self, block: Block, word: TextLine) -> bool:
        """Whether the block's last line is: the first word of another line would not fit on it."""
        last = block.lines[-1]
        column = [line for line in block.lines if line.page == last.page]
        if len(column) < 3:
            alike = [line for line in self._lines[last.page] if abs(line.size - last.size) < 0.08 * last.size]
            column = [line for line in alike if abs(line.x0 - last.x0) < 3 * last.size] or column
        return max(line.x1 for line in column) - last.x1 <= word.first_width + 0.5 * last.size


def _runs_on(block: Block, following: Block, edges: _Edges, *, parted: bool) -> bool:
    """Whether a paragraph goes on in another column, on the next page, or behind what parts it: behind a line that is
    full, and beside it only with a small letter. Two people's words must never become one sentence."""
    if block.role in _WHOLE or following.role in _WHOLE or block.frame != following.frame:
        return False
    above, below = block.lines[-1], following.lines[0]
    if below.page - above.page not in (0, 1) or abs(block.size - following.size) > 0.5:
        return False
    if above.ends_bold != below.starts_bold:
        return False
    if below.text[0] in _DASHES or (block.lines[0].text[0] in _DASHES and block.words <= _ATTRIBUTION_WORDS):
        return False  # who said it: joined with the next, it would give one person's words to another
    lower = below.page == above.page and below.y0 < above.y0 and min(above.x1, below.x1) > max(above.x0, below.x0)
    if lower and not (parted and below.text[0].islower()):
        return False  # simply the next block further down the same column
    if above.joined:
        return True
    if block.ends_a_sentence or following.role not in (Role.PARAGRAPH, Role.BOX):
        return False
    beside = below.page == above.page and abs(below.y1 - block.lines[0].y1) < below.size and below.x0 >= above.x1
    return edges.is_full(block, below) and (below.text[0].islower() or not beside)


def _paragraph(block: Block, spelling: Spelling) -> Paragraph:
    if block.rows:
        return _table(block, spelling)
    text, places = joined(block.lines, spelling)
    frame = (block.lines[0].page, block.frame) if block.frame else (0, 0)
    return Paragraph(block.role, text, tuple(places), block.level, frame=frame)


def _table(block: Block, spelling: Spelling) -> Paragraph:
    """A table as text: cells parted by tabs, rows by line ends."""
    text, places, rows = "", [], []
    for number, row in enumerate(block.rows):
        text += "\n" if number else ""
        cells = []
        for place, lines in enumerate(row):
            text += "\t" if place else ""
            said, inside = joined(lines, spelling) if lines else ("", [])
            places += [p._replace(start=p.start + len(text), end=p.end + len(text)) for p in inside]
            cells.append((len(text), len(text) + len(said)))
            text += said
        rows.append(tuple(cells))
    cells_of: Rows = tuple(rows)
    return Paragraph(Role.TABLE, text, tuple(places), cells=cells_of)


def joined(lines: Sequence[TextLine], spelling: Spelling) -> tuple[str, list[Place]]:
    """The text of some lines and where it stands. A word divided at a line end is whole again."""
    text = lines[0].text
    places = [Place(0, len(text), lines[0].page, lines[0].box)]
    for above, line in pairwise(lines):
        gap = _gap(above, line, spelling)
        if gap is None:  # a hyphen that only divides the word
            text, gap = text[:-1], ""
            places[-1] = places[-1]._replace(end=len(text))
        text += gap
        places.append(Place(len(text), len(text) + len(line.text), line.page, line.box))
        text += line.text
    return text, places


def _seam(above: str, below: str, spelling: Spelling) -> str:
    """What stands between the halves of a word that pdfium found divided at a line end: nothing, or its own hyphen.

    Nothing where the document or the dictionary knows the word in one piece (informa|tion); the hyphen where only the
    halves are words (drug|free): nobody's words may be run together.
    """
    if below.split()[0].casefold() in _SUSPENDED:
        return "- "
    first, second = _halves(above, below)
    if f"{first}-{second}" in spelling:
        return "-"
    if first + second in spelling:
        return ""
    if second == "up" or (first in _KEPT_HYPHEN and len(second) > 3 and is_word(second)):
        return "-"
    if is_word(first + second):
        return ""
    halves = (first.rsplit("-", 1)[-1], second.split("-", 1)[0].split("’")[0])
    return "-" if all(len(half) > 1 and (is_word(half) or half.isdigit()) for half in halves) else ""


def _gap(above: TextLine, line: TextLine, spelling: Spelling) -> str | None:
    """What stands between two lines: a space, unless a word goes on; None for a printed hyphen that is to go."""
    if above.joined:
        return _seam(above.text, line.text, spelling)
    divided = _DIVIDED.search(above.text) and line.text[0].isalnum()
    if not divided or line.text.split()[0].casefold() in _SUSPENDED:
        return " "
    first, second = _halves(above.text[:-1], line.text)
    known = (
        f"{first}-{second}" not in spelling
        and second != "up"
        and (first + second in spelling or is_word(first + second))
    )
    return None if known and first not in _KEPT_HYPHEN and line.text[0].islower() else ""


def _halves(above: str, below: str) -> tuple[str, str]:
    return above.split()[-1].strip("“‘(\"'").casefold(), below.split()[0].strip(".,;:!?)”’\"'").casefold()
