"""Words → lines of text in reading order."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from compendium.ingest.pdf.order import Trust, from_the_top, ordered
from compendium.ingest.pdf.rows import WHOLE, Numbers, Row, boxes_of
from compendium.ingest.pdf.tables import Region
from compendium.ingest.pdf.words import PageText, Word, to_page_space
from compendium.model.document import Box

_SPELLING = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00ad": None, "\u00a0": " "}
    | {"\x02": "", "\x03": " "}
)
"""How glyphs are spelt: ligatures as letters. Nothing else: quotations stay as printed."""
_SYMBOL = re.compile(r"^[\ue000-\uf8ff](?=\s)")
"""A sign of a symbol font alone at the start of a line: one of the many bullets of word processors."""


@dataclass(frozen=True, slots=True, eq=False)
class TextLine:
    """A line as printed. Coordinates are upright (see `words`); `box` is in page space; `joined` says its last word
    runs on."""

    text: str
    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    starts_bold: bool
    ends_bold: bool
    italic: bool
    box: Box
    first_width: float
    """Width of the first word, with the space before it: would it have fitted on the line above?"""
    joined: bool
    words: int
    level: int = 0
    """Of a line that the document tags as a heading: 1 for the highest; else 0."""
    frame: int = 0
    """The number of the box on the page that it stands in, from 1; 0 for none."""
    cells: tuple[tuple[tuple["TextLine", ...], ...], ...] = ()
    """Of a table, which stands among the lines as one: the lines of each cell."""

    @property
    def bold(self) -> bool:
        """Whether the line is bold from end to end."""
        return self.starts_bold and self.ends_bold

    def same_row(self, other: "TextLine") -> bool:
        """Whether the two stand side by side."""
        overlap = min(self.y1, other.y1) - max(self.y0, other.y0)
        return self.page == other.page and overlap > 0.5 * min(self.y1 - self.y0, other.y1 - other.y0)


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of one page; `height` and `width` are those of the page turned upright."""

    number: int
    width: float
    height: float
    lines: tuple[TextLine, ...]
    trust: Trust = Trust.STREAM


def nothing(number: int) -> PageLines:
    """A page without lines."""
    return PageLines(number, 0.0, 0.0, ())


def page_lines(number: int, page: PageText, framed: Sequence[Region] = ()) -> PageLines:
    """The lines of a page in reading order; a table is one line, and the lines of a box stand together."""
    width, height = page.upright
    lines: list[TextLine] = []
    found, boxes, trust = ordered(_with_regions(page.words, framed), height)
    for row, line in zip(found, _lines(number, found, boxes, page), strict=True):
        if row[0].at >= 0:
            lines.append(line)
            continue
        region = framed[-row[0].at - 1]
        if region.cells:
            lines.append(_table(number, region, page))
        else:
            rows, places, _ = ordered(region.words, height)
            inside = _lines(number, rows, places, page)
            lines += [replace(part, frame=-row[0].at) for part in inside]
    return PageLines(number, width, height, tuple(line for line in lines if line.text.strip()), trust)


def _with_regions(words: list[Word], framed: Sequence[Region]) -> list[Word]:
    """The words of the page with one word in the place of each region; its position says which."""
    if not framed:
        return words
    region_of = {id(word): number for number, region in enumerate(framed, 1) for word in region.words}
    made, seen = [], set()
    for word in words:
        number = region_of.get(id(word))
        if number is None:
            made.append(word)
        elif number not in seen:
            seen.add(number)
            made.append(Word(WHOLE, *framed[number - 1].frame, -number))
    return made


def _table(number: int, region: Region, page: PageText) -> TextLine:
    """A table as one line that holds the lines of its cells."""
    cells = tuple(tuple(tuple(_cell(number, words, page)) for words in row) for row in region.cells)
    (line,) = _lines(number, [region.words], boxes_of([region.words]), page)
    return replace(line, cells=cells, joined=False, words=len(region.words))


def _cell(number: int, words: list[Word], page: PageText) -> list[TextLine]:
    rows = from_the_top(words)
    return _lines(number, rows, boxes_of(rows), page)


def _lines(number: int, found: list[Row], boxes: Numbers, page: PageText) -> list[TextLine]:
    places = boxes
    if page.turn:
        places = np.array([to_page_space(page.turn, page.width, page.height, tuple(box)) for box in boxes.tolist()])
    shown = places.round(1).tolist()
    return [_line(number, row, box, place, page) for row, box, place in zip(found, boxes.tolist(), shown, strict=True)]


def _line(number: int, words: Row, box: Sequence[float], place: Sequence[float], page: PageText) -> TextLine:
    size = sorted([y1 - y0 for _, _, y0, _, y1, _, _ in words])[len(words) // 2]
    first, last = words[0], words[-1]
    if len(first.text) > 3 and first.y1 - first.y0 > 2 * (first.x1 - first.x0):
        size = min(size, first.x1 - first.x0)  # set sideways: as high as it is wide
    starts, ends = page.face_at(first.at), page.face_at(last.at)
    text = " ".join([word[0] for word in words])
    return TextLine(
        text=text if text.isascii() and text.isprintable() else _SYMBOL.sub("•", text.translate(_SPELLING)),
        page=number,
        x0=box[0],
        y0=box[1],
        x1=box[2],
        y1=box[3],
        size=size,
        starts_bold=starts.bold,
        ends_bold=ends.bold,
        italic=starts.italic and ends.italic,
        box=Box(number, *place),
        first_width=first.x1 - first.x0 + 0.3 * size,
        joined=last.joined,
        words=len(words),
        level=starts.level if starts.level == ends.level else 0,
    )


def body_size(pages: list[PageLines]) -> float:
    """The size most words of the document are set in, to half a point; 0.0 for no text."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size * 2) / 2] += line.words
    return max(sizes, key=lambda size: (sizes[size], -size)) if sizes else 0.0


def usual_pitch(pages: list[PageLines], size: float) -> float:
    """The usual distance between two lines of body text, from foot to foot, in points."""
    steps: Counter[float] = Counter()
    for page in pages:
        for above, below in zip(page.lines, page.lines[1:], strict=False):
            step = above.y0 - below.y0
            if abs(above.size - size) < 1 and abs(below.size - size) < 1 and 0.5 * size < step < 3 * size:
                steps[round(step * 2) / 2] += 1
    return max(steps, key=lambda step: (steps[step], -step)) if steps else 1.25 * size
