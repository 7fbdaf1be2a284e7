"""Words → rows: words of the content stream that follow each other on one line."""

from typing import Any, NamedTuple

import numpy as np

from compendium.ingest.pdf.words import Word, may_have_note

Row = list[Word]

WHOLE = "\ufffc"
"""The text of a word that stands for a table or box: a row of its own."""
SEGMENT_GAP = 2.2
"""A gap of so many type sizes inside a row starts another: a table cell or a neighbouring column."""
_WIDE_GAP, _WIDE_EMS = 7.0, 0.75
"""A gap inside a row that may be the space between two columns: in points, and in type sizes."""


Numbers = np.ndarray[Any, np.dtype[Any]]


class Rows(NamedTuple):
    """The rows of a page in the order of its content stream, the x ranges of the wide gaps inside them, and their
    boxes."""

    rows: list[Row]
    gaps: list[tuple[float, float]]
    boxes: Numbers
    """One line each: x0, y0, x1, y1."""


def rows(words: list[Word]) -> Rows:
    """The rows of a page. Free-standing numbers of footnotes are left out: they are no part of what was said."""
    if not words:
        return Rows([], [], np.empty((0, 4)))
    x0, y0, x1, y1 = np.array(list(zip(*words, strict=True))[1:5], dtype=np.float64)
    height = y1 - y0
    size, least = np.maximum(height[:-1], height[1:]), np.minimum(height[:-1], height[1:])
    overlap = np.minimum(y1[:-1], y1[1:]) - np.maximum(y0[:-1], y0[1:])
    gap = x0[1:] - x1[:-1]
    same = (overlap >= 0.5 * least) & (gap >= -0.4 * size) & (gap <= SEGMENT_GAP * size)
    for number, word in enumerate(words):
        if word[0] == WHOLE:
            same[max(number - 1, 0) : number + 1] = False
    small = same & (height[1:] < 0.75 * height[:-1]) & (y0[1:] > y0[:-1])
    marks = {n + 1 for n in np.flatnonzero(small).tolist() if _is_note_mark(words[n], words[n + 1])}
    made, start = [], 0
    for number in [*(np.flatnonzero(~same) + 1).tolist(), len(words)]:
        made += _parts(words, start, number, marks)
        start = number
    inside = same.copy()  # with two words of the row on either side: not the space behind a bullet or a number
    inside[1:] &= same[:-1]
    inside[:-1] &= same[1:]
    wide = np.flatnonzero(inside & (gap >= np.maximum(_WIDE_GAP, _WIDE_EMS * size)))
    gaps = list(zip(x1[wide].tolist(), x0[wide + 1].tolist(), strict=True))
    return Rows(made, gaps, boxes_of(made))


def boxes_of(found: list[Row]) -> Numbers:
    """The box of each row, one line each: x0, y0, x1, y1."""
    if not found:
        return np.empty((0, 4))
    flat = [word for row in found for word in row]
    boxes = np.array(list(zip(*flat, strict=True))[1:5], dtype=np.float64)
    starts = np.cumsum([0] + [len(row) for row in found[:-1]])
    low, high = np.minimum.reduceat(boxes[:2], starts, axis=1), np.maximum.reduceat(boxes[2:], starts, axis=1)
    return np.concatenate((low, high)).T


def _parts(words: list[Word], start: int, end: int, marks: set[int]) -> list[Row]:
    """One row, or more where a word inside goes on in the next line."""
    row = [words[n] for n in range(start, end) if n not in marks] if marks else words[start:end]
    made: list[Row] = [[]]
    for word in row:
        made[-1].append(word)
        if word.joined:
            made.append([])
    return [part for part in made if part]


def _is_note_mark(previous: Word, word: Word) -> bool:
    is_number = len(word.text) <= 2 and word.text.isdigit() and not previous.text[-1].isdigit()
    return is_number and may_have_note(previous.text)
