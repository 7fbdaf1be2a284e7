"""Words → lines of text, in the order of the page's content stream (which designed reports get right far more often
than geometry)."""

import re
from collections import Counter
from dataclasses import dataclass
from statistics import median

from compendium.ingest.pdf.words import PageText, Word, to_page_space
from compendium.model.document import Box

_SEGMENT_GAP = 2.2
"""A gap of so many type sizes inside a row starts another line: a table cell or a neighbouring column."""

_SPELLING = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00ad": None, "\u00a0": " "}
    | {"\x02": "", "\x03": " "}
)
"""How glyphs are spelt: ligatures as letters. Nothing else: quotations stay as printed."""
_SYMBOL = re.compile(r"^[\ue000-\uf8ff](?=\s)")
"""A sign of a symbol font alone at the start of a line: one of the many bullets of word processors."""


@dataclass(frozen=True, slots=True)
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
    box: Box
    first_width: float
    """Width of the first word, with the space before it: would it have fitted on the line above?"""
    joined: bool
    words: int

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


def page_lines(number: int, page: PageText) -> PageLines:
    """The lines of a page."""
    turned = page.turn in (90, 270)
    width, height = (page.height, page.width) if turned else (page.width, page.height)
    rows: list[list[Word]] = []
    for word in page.words:
        if rows and _same_line(rows[-1][-1], word):
            if not _is_note_mark(rows[-1][-1], word):
                rows[-1].append(word)
        else:
            rows.append([word])
    return PageLines(number, width, height, tuple(_line(number, row, page) for row in rows))


def _same_line(previous: Word, word: Word) -> bool:
    if previous.joined:
        return False
    overlap = min(previous.y1, word.y1) - max(previous.y0, word.y0)
    if overlap < 0.5 * min(previous.size, word.size):
        return False
    size = max(previous.size, word.size)
    return -0.4 * size <= word.x0 - previous.x1 <= _SEGMENT_GAP * size


def _is_note_mark(previous: Word, word: Word) -> bool:
    """Whether the word is the raised number of a footnote standing free, which is no part of what was said."""
    small = word.size < 0.75 * previous.size and len(word.text) <= 2
    return small and word.text.isdigit() and word.y0 > previous.y0 and not previous.text[-1].isdigit()


def _line(number: int, words: list[Word], page: PageText) -> TextLine:
    x0, y0 = min(w.x0 for w in words), min(w.y0 for w in words)
    x1, y1 = max(w.x1 for w in words), max(w.y1 for w in words)
    size = median(w.size for w in words)
    first = words[0]
    return TextLine(
        text=_SYMBOL.sub("•", " ".join(w.text for w in words).translate(_SPELLING)),
        page=number,
        x0=x0,
        y0=y0,
        x1=x1,
        y1=y1,
        size=size,
        starts_bold=page.bold_at(first.at),
        ends_bold=page.bold_at(words[-1].at),
        box=Box(number, *(round(v, 1) for v in to_page_space(page.turn, page.width, page.height, (x0, y0, x1, y1)))),
        first_width=first.x1 - first.x0 + 0.3 * size,
        joined=words[-1].joined,
        words=len(words),
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
