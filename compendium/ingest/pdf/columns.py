"""Words → the columns they stand in, by the blank strips between them: a recursive cut of the page."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

import numpy as np

from compendium.ingest.pdf.words import Word

_UNIT = 2.0
"""The page is looked at in squares of so many points."""
_MOST_SQUARES = 1500
"""A larger page is looked at in larger squares."""
_GUTTER = 3
"""Columns are parted by at least so many blank squares."""
_ROWS = 3
"""A strip between columns has text on both sides in at least so many lines, unless the page has it elsewhere too."""
_SHARE = 0.12
"""... and in at least such a share of the lines of the page: gaps between words may stand in line by chance."""
_PROSE_WORDS = 2.6
"""Columns have so many words a line on the average; the cells of a table have fewer."""
_CELL_GAP = 6
"""A gap of so many squares ends a cell of a table."""
_LARGER = 1.1
_HEADING_LINES = 1.6
"""A heading over two columns is larger than the text, and blank space stands beside it for so many lines."""
_DEPTH = 12
_TRIES = 24


class _Strip(NamedTuple):
    """A blank strip with text on both sides: its left edge, top and bottom (in squares from the top left corner), and
    in how many lines there is text on both sides."""

    x: int
    top: int
    bottom: int
    lines: float


def columns(words: Sequence[Word]) -> list[list[int]]:
    """The words by column, as positions in `words`: the columns in reading order, the words of each in the order given.
    What stands across columns (a heading, a pull quote) is a column of its own between those above and below."""
    page = _Page(words)
    return [part for part in page.cut(np.arange(len(words)), 0) if len(part)]


class _Page:
    """The page as squares: which words stand where."""

    def __init__(self, words: Sequence[Word]) -> None:
        boxes = np.array([word[1:5] for word in words], dtype=np.float32)
        left, top = boxes[:, 0].min(), boxes[:, 3].max()
        unit = max(_UNIT, float(max(boxes[:, 2].max() - left, top - boxes[:, 1].min())) / _MOST_SQUARES)
        self.x0 = ((boxes[:, 0] - left + 0.5) / unit).astype(int)
        self.x1 = np.maximum(np.ceil((boxes[:, 2] - left - 0.5) / unit).astype(int), self.x0 + 1)
        self.y0 = ((top - boxes[:, 3] + 0.5) / unit).astype(int)
        self.y1 = np.maximum(np.ceil((top - boxes[:, 1] - 0.5) / unit).astype(int), self.y0 + 1)
        self.line = max(float(median((self.y1 - self.y0).tolist())), 1.0)
        self.gutter = max(_GUTTER, int(0.5 * self.line + 0.5))  # between large words there is more room
        self.size = boxes[:, 3] - boxes[:, 1]
        self.usual = float(median(self.size.tolist()))
        self.says = np.array([any(c.isalnum() for c in word.text) for word in words])
        tall = float(self.y1.max())
        filled = np.zeros(int(tall) + 1, dtype=bool)
        for top, bottom in zip(self.y0.tolist(), self.y1.tolist(), strict=True):
            filled[top:bottom] = True
        self.lines = float(filled.sum()) / self.line
        self.known: list[int] = []  # where strips between columns were found

    def cut(self, words: Any, depth: int) -> Iterator[list[int]]:
        """The words of a part of the page, column by column."""
        strip = self._best_strip(words) if depth < _DEPTH and len(words) > 5 else None
        if strip is None:
            yield words.tolist()
            return
        self.known.append(strip.x)
        middle = (self.y0[words] + self.y1[words]) / 2
        beside = words[(middle >= strip.top) & (middle < strip.bottom)]
        right = (self.x0[beside] + self.x1[beside]) / 2 > strip.x + self.gutter / 2
        yield from self.cut(words[middle < strip.top], depth + 1)
        for band in self._bands(beside, strip):
            yield from self.cut(beside[band & ~right], depth + 1)
            yield from self.cut(beside[band & right], depth + 1)
        yield from self.cut(words[middle >= strip.bottom], depth + 1)

    def _bands(self, words: Any, strip: _Strip) -> list[Any]:
        """Which words belong to each band of columns, from the top. A new one begins at a heading that stands over both
        columns but is too short to reach the second: it is larger, and beside it the second column is blank."""
        middle = (self.y0[words] + self.y1[words]) / 2
        right = self.x0[words] > strip.x
        large = ~right & (self.size[words] > _LARGER * self.usual) & self.says[words]
        starts = [-np.inf]
        for top in sorted(set(self.y0[words[large]].tolist())):
            bottom = top + _HEADING_LINES * self.line
            blank = not ((self.y1[words] > top) & (self.y0[words] < bottom) & right).any()
            alone = not ((self.y1[words] > top + 1) & (self.y0[words] < bottom - 1) & ~right & ~large).any()
            if blank and alone and (middle < top).any() and top - starts[-1] > 2 * self.line:
                starts.append(top)
        return [(middle >= start) & (middle < end) for start, end in pairwise([*starts, np.inf])]

    def _best_strip(self, words: Any) -> _Strip | None:
        """The strip that parts the most lines of prose; None when there is none."""
        x0, x1, y0, y1 = self.x0[words], self.x1[words], self.y0[words], self.y1[words]
        left, top, width, height = x0.min(), y0.min(), x1.max() - x0.min(), y1.max() - y0.min()
        if width <= self.gutter:
            return None
        corners = np.zeros((height + 1, width + 1), dtype=np.int32)
        for rows, places, sign in ((y0, x0, 1), (y1, x0, -1), (y0, x1, -1), (y1, x1, 1)):
            np.add.at(corners, (rows - top, places - left), sign)
        inked = (corners.cumsum(0).cumsum(1)[:height, :width] > 0).cumsum(1)
        inked = np.concatenate((np.zeros((height, 1), dtype=inked.dtype), inked), axis=1)
        before, behind = inked[:, : -self.gutter], inked[:, self.gutter :]
        blocked = behind > before
        both = ~blocked & (before > 0) & (behind < inked[:, -1:])
        if not both.any():
            return None
        runs = blocked.cumsum(0)
        places = np.arange(runs.shape[1])[None, :] * (height + 1) + runs
        support = np.bincount(places[both])
        length = np.bincount(places[~blocked], minlength=len(support))[: len(support)]
        for place in np.lexsort((-length, -support))[:_TRIES].tolist():
            x, run = divmod(place, height + 1)
            lines = support[place] / self.line
            known = lines > 0.6 and any(abs(x + left - other) <= 2 for other in self.known)
            if lines < max(_ROWS - 0.5, _SHARE * self.lines) and not known:
                continue
            inside = np.flatnonzero((runs[:, x] == run) & ~blocked[:, x])
            strip = _Strip(x + int(left), int(inside[0] + top), int(inside[-1] + top) + 1, lines)
            if self._parts_prose(words, strip):
                return strip
        return None

    def _parts_prose(self, words: Any, strip: _Strip) -> bool:
        """Whether there is running text on both sides of the strip, rather than cells of a table."""
        inside = words[(self.y0[words] >= strip.top - 1) & (self.y1[words] <= strip.bottom + 1)]
        inside = inside[self.says[inside]]
        right = self.x0[inside] > strip.x
        return all(self._words_a_line(inside[right == side], strip) >= _PROSE_WORDS for side in (False, True))

    def _words_a_line(self, words: Any, strip: _Strip) -> float:
        """How many words a line next to the strip has on the average, up to the next wide gap."""
        distance = np.maximum(self.x0[words] - strip.x, strip.x - self.x1[words])
        middle = (self.y0[words] + self.y1[words]) / 2
        lines: list[list[int]] = []
        for number in np.argsort(middle, kind="stable").tolist():
            if not lines or middle[number] - middle[lines[-1][0]] > 0.5 * self.line:
                lines.append([])
            lines[-1].append(number)
        near = 0
        for line in lines:
            line.sort(key=lambda number: float(distance[number]))
            near += 1
            for a, b in pairwise(line):
                if max(self.x0[words[a]], self.x0[words[b]]) - min(self.x1[words[a]], self.x1[words[b]]) > _CELL_GAP:
                    break
                near += 1
        return near / max(len(lines), 1)
