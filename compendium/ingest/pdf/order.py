"""Rows → rows in reading order: the content stream is trusted, looked over, and mended by the columns where it fails.

Programs for setting text write a page in the order in which it is read far more often than geometry can tell that
order. Two ways of going wrong are recognised: line by line across columns, and blocks in any order.
"""

from enum import Enum
from typing import NamedTuple

import numpy as np

from compendium.ingest.pdf.columns import columns
from compendium.ingest.pdf.rows import SEGMENT_GAP, WHOLE, Numbers, Row, Rows, boxes_of, rows
from compendium.ingest.pdf.words import Word

_PROSE = 3
"""A row of so many words is running text rather than a cell of a table."""
_CHAINS = 2
"""So many runs of lines that stand above what came before them in their column: the blocks are in no order."""
_ALIGNED = 3
"""Wide gaps one above the other in so many rows may be the space between two columns."""
_LEVEL = 1.3
"""Rows are beside each other when one stands no more than so many of its heights lower."""
_MARGIN = 0.1
_WHOLE_WORDS = 100
"""A table or box counts as so many words."""
_APART = 2.5
"""Lines of one run are not farther apart than so many of their heights."""
_SMALL = 0.9
_MOST_CHAINS = 400
_SCRAMBLED, _SCRAMBLED_ROWS = 0.3, 12
"""So large a share of the steps goes up only in a stream without order; told from so many rows on."""
_ACROSS = 3
"""So many steps from a line of one column to a line of another beside it are no chance."""
_FULL = 0.8
"""Half the lines of running text are at least so much of their column's width."""


class Trust(Enum):
    """How the order of a page was told."""

    STREAM = "stream"
    COLUMNS = "columns"
    """The stream ran across columns, or its blocks were in no order."""
    WORDS = "words"
    """The stream was in no order at all."""


class Ordered(NamedTuple):
    """The rows of a page in reading order, and how it was told."""

    rows: list[Row]
    boxes: Numbers
    """One line each: x0, y0, x1, y1."""
    trust: Trust


def ordered(words: list[Word], height: float) -> Ordered:
    """The rows of a page in the order in which a person reads them."""
    found = rows(words)
    if len(found.rows) < 4 or not _suspicious(found, height):
        return Ordered(found.rows, found.boxes, Trust.STREAM)
    flat = [word for row in found.rows for word in row]
    column = _column_of(flat)
    scrambled = _scrambled(found.boxes)
    parted = [[word] for word in flat] if scrambled else _parted(found.rows, column)
    if _in_order(parted, column, height):
        return Ordered(found.rows, found.boxes, Trust.STREAM)
    made = _by_columns(parted, column)
    return Ordered(made, boxes_of(made), Trust.WORDS if scrambled else Trust.COLUMNS)


def _suspicious(found: Rows, height: float) -> bool:
    boxes, words = found.boxes, _sizes(found.rows)
    return (
        _scrambled(boxes)
        or _deepest(found.gaps) >= _ALIGNED
        or _hops(boxes, words) >= _ACROSS
        or _inverted(boxes, words, height) >= _CHAINS
    )


def _sizes(found: list[Row]) -> Numbers:
    """Of each row its number of words."""
    return np.array([_WHOLE_WORDS if row[0].text == WHOLE else len(row) for row in found], dtype=np.float64)


def _scrambled(boxes: Numbers) -> bool:
    """Whether the stream goes up as often as down: words or lines in no order at all."""
    up = boxes[1:, 1] >= boxes[:-1, 3]
    return len(boxes) >= _SCRAMBLED_ROWS and bool(up.mean() > _SCRAMBLED)


def _deepest(gaps: list[tuple[float, float]]) -> int:
    """How many of the gaps share one place."""
    steps = sorted([(a, 1) for a, _ in gaps] + [(b, -1) for _, b in gaps])
    depth = deepest = 0
    for _, step in steps:
        depth += step
        deepest = max(deepest, depth)
    return deepest


def _hops(boxes: Numbers, words: Numbers) -> int:
    """Behind how many rows of running text the stream goes sideways."""
    prose = boxes[(words >= _PROSE) & (words < _WHOLE_WORDS)]
    return int(_sideways(prose).sum()) if len(prose) > 1 else 0


def _sideways(boxes: Numbers) -> Numbers:
    """Behind which rows the stream goes to a row beside it, or hardly lower: the lines of two columns need not stand at
    one height."""
    x0, y0, x1, y1 = boxes.T
    apart = (x0[1:] >= x1[:-1]) | (x1[1:] <= x0[:-1])
    steps = np.abs((y0 + y1)[:-1] - (y0 + y1)[1:]) / 2
    near: Numbers = apart & (steps <= _LEVEL * np.maximum((y1 - y0)[:-1], (y1 - y0)[1:]))
    return near


def _inverted(boxes: Numbers, words: Numbers, height: float) -> int:
    """How many runs of lines of prose stand above another of their column that comes before them in the stream."""
    x0, y0, x1, y1 = boxes.T
    near = y0[:-1] - y1[1:] <= _APART * (y1 - y0)[:-1]
    whole = words >= _WHOLE_WORDS
    near &= ~(whole[1:] | whole[:-1])
    goes_on = (y1[1:] <= y1[:-1]) & (np.minimum(x1[:-1], x1[1:]) > np.maximum(x0[:-1], x0[1:])) & near
    starts = np.concatenate(([0], np.flatnonzero(~goes_on) + 1))
    left, low = np.minimum.reduceat(x0, starts), np.minimum.reduceat(y0, starts)
    right, high = np.maximum.reduceat(x1, starts), np.maximum.reduceat(y1, starts)
    lines = np.diff(np.append(starts, len(words)))
    most = np.maximum.reduceat(words, starts)
    text = ((lines > 1) | (most >= _WHOLE_WORDS)) & (np.add.reduceat(words, starts) >= _PROSE * lines)
    size = y1 - y0
    text &= np.add.reduceat(size, starts) > _SMALL * np.median(size) * lines  # notes may come before the text
    text &= (high > _MARGIN * height) & (low < (1 - _MARGIN) * height)  # running lines come first, last or anywhere
    left, low, right, high = left[text], low[text], right[text], high[text]
    if len(left) < 2 or len(left) > _MOST_CHAINS:
        return 0
    shared = np.minimum(right[:, None], right) - np.maximum(left[:, None], left)
    narrower = np.minimum((right - left)[:, None], right - left)
    above = (low[None, :] >= high[:, None] - 2) & (shared >= 0.5 * narrower)
    return int(np.triu(above, 1).any(axis=0).sum())


def _column_of(words: list[Word]) -> dict[int, int]:
    """The column of each word, by the identity of the word."""
    upright = [word for word in words if not _on_its_side(word)]
    found = {id(upright[n]): number for number, part in enumerate(columns(upright)) for n in part} if upright else {}
    return found | {id(word): len(words) for word in words if id(word) not in found}


def _on_its_side(word: Word) -> bool:
    return word.text != WHOLE and len(word.text) > 3 and word.y1 - word.y0 > 2 * (word.x1 - word.x0)


def _parted(found: list[Row], column: dict[int, int]) -> list[Row]:
    """The rows, cut where they cross from one column to another."""
    made: list[Row] = []
    for row in found:
        at = None
        for word in row:
            if column[id(word)] != at:
                at = column[id(word)]
                made.append([])
            made[-1].append(word)
    return made


def _in_order(parted: list[Row], column: dict[int, int], height: float) -> bool:
    """Whether the stream, seen by columns, is in order after all."""
    boxes, words = boxes_of(parted), _sizes(parted)
    at = np.array([column[id(row[0])] for row in parted])
    across = (at[:-1] != at[1:]) & _sideways(boxes)
    across &= (np.minimum(words[:-1], words[1:]) >= _PROSE) & (np.maximum(words[:-1], words[1:]) < _WHOLE_WORDS)
    if across.sum() >= _ACROSS and _filled(boxes, at, across):
        return False
    return not _scrambled(boxes) and _inverted(boxes, words, height) < _CHAINS


def _filled(boxes: Numbers, at: Numbers, across: Numbers) -> bool:
    """Whether the rows that stand side by side fill their columns, as running text does and the cells of tables do
    not."""
    width = boxes[:, 2] - boxes[:, 0]
    share = np.array([width[n] / width[at == at[n]].max() for n in np.flatnonzero(across)])
    return bool(np.median(share) >= _FULL)


def _by_columns(parted: list[Row], column: dict[int, int]) -> list[Row]:
    """The rows column by column, each from the top."""
    made: list[Row] = []
    for number in sorted(set(column.values())):
        made += _from_the_top([row for row in parted if column[id(row[0])] == number])
    return made


def from_the_top(words: list[Word]) -> list[Row]:
    """The rows of some words that stand in one column, whatever their order."""
    return _from_the_top(rows(words).rows)


def _from_the_top(part: list[Row]) -> list[Row]:
    lines: list[list[Row]] = []
    for row in sorted(part, key=lambda row: -(row[0].y0 + row[0].y1)):
        if lines and _beside(lines[-1][0][0], row[0]):
            lines[-1].append(row)
        else:
            lines.append([row])
    made = [_in_line(line) for line in lines]
    for line in made[:-1]:
        line[-1] = _divided(line[-1])
    return [row for line in made for row in line]


def _beside(word: Word, other: Word) -> bool:
    if WHOLE in (word.text, other.text):
        return False
    overlap = min(word.y1, other.y1) - max(word.y0, other.y0)
    return overlap >= 0.5 * min(word.y1 - word.y0, other.y1 - other.y0)


def _in_line(line: list[Row]) -> list[Row]:
    """The words of one line from the left, parted where they stand far apart."""
    words = sorted((word for row in line for word in row), key=lambda word: word.x0)
    made = [words[:1]]
    for word in words[1:]:
        last = made[-1][-1]
        if word.x0 - last.x1 <= SEGMENT_GAP * max(last.size, word.size) and not last.joined:
            made[-1].append(word)
        else:
            made.append([word])
    return made


def _divided(row: Row) -> Row:
    """The row, the hyphen at its end taken for one that divides a word: the next line may go on with it."""
    last = row[-1]
    if len(last.text) > 2 and last.text[-1] in "-‐" and last.text[-2].isalpha():
        return [*row[:-1], last._replace(text=last.text[:-1], joined=True)]
    return row
