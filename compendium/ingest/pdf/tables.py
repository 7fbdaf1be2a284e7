"""Words and lines of a page → its tables and boxes, taken out of the running text and kept as wholes."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from compendium.ingest.pdf.grids import Grid, between, grids, ruled
from compendium.ingest.pdf.rulings import Drawn, Rectangle
from compendium.ingest.pdf.words import Word

_FILLED = 0.4
"""In a table at least so many of the cells hold words."""
_WHOLE_PAGE = 0.7
"""A frame around so much of the page's words is a border or a background."""
_LEAST_IN_BOX = 8
_IN_CELLS = 0.8
_RULED_ROWS = 3
"""A table without upright lines has at least so many rows."""
_EDGE = 2.0

Numbers = np.ndarray[Any, np.dtype[Any]]


class Region(NamedTuple):
    """A part of a page that is read on its own: a table with the words of each cell, or a box with its words."""

    frame: Rectangle
    words: list[Word]
    cells: list[list[list[Word]]]


def regions(words: Sequence[Word], drawn: Drawn, height: float) -> list[Region]:
    """The tables and boxes of a page; none inside another, no word in two of them."""
    if not words or not (drawn.lines or drawn.panels):
        return []
    middles = np.array([((w.x0 + w.x1) / 2, (w.y0 + w.y1) / 2) for w in words])
    framed = grids(drawn.lines, height)
    found: list[Region] = []
    at = {id(word): n for n, word in enumerate(words)}
    taken = np.zeros(len(words), dtype=bool)
    for grid in sorted(framed, key=lambda grid: -len(grid.rows) * grid.columns):
        inside = _inside(middles, grid.frame) & ~taken
        if grid.columns == 1 and len(grid.rows) >= _RULED_ROWS:  # level lines inside a border
            rules = [row[0][3] for row in grid.rows] + [grid.frame[1]]
            table = _ruled_table(grid.frame, rules, words, middles, inside)
        else:
            table = _table(grid, words, middles, inside)
        if table is not None:
            found.append(table)
            taken |= np.isin(np.arange(len(words)), [at[id(word)] for word in table.words])
    for frame, rules in ruled(drawn.lines):
        inside = _inside(middles, frame) & ~taken
        table = _ruled_table(frame, rules, words, middles, inside)
        if table is not None:
            found.append(table)
            taken |= np.isin(np.arange(len(words)), [at[id(word)] for word in table.words])
    panels = sorted([*drawn.panels, *(grid.frame for grid in framed)], key=_area, reverse=True)
    for frame in panels:
        inside = _inside(middles, frame) & ~taken
        if _LEAST_IN_BOX <= inside.sum() <= _WHOLE_PAGE * len(words) and not _cuts(words, inside, frame):
            if any(_holds(frame, other.frame) for other in found):
                continue  # a panel behind a table and more: what it says is running text
            found.append(Region(frame, [words[n] for n in np.flatnonzero(inside).tolist()], []))
            taken |= inside
    return found


def _table(grid: Grid, words: Sequence[Word], middles: Numbers, inside: Numbers) -> Region | None:
    """The grid as a table, if its cells hold words as a table's do."""
    if grid.columns < 2 or len(grid.rows) < 2 or inside.sum() < 2:
        return None
    held = _held(grid, middles, inside)
    full = sum(len(cell) > 0 for row in held for cell in row)
    count = sum(len(row) for row in held)
    in_cells = sorted({n for row in held for cell in row for n in cell.tolist()})
    if full < 2 or full < _FILLED * count or len(in_cells) < _IN_CELLS * inside.sum():
        return None
    cells = _in_columns(grid, [[[words[n] for n in cell.tolist()] for cell in row] for row in held])
    return Region(grid.frame, [words[n] for n in in_cells], [row for row in cells if any(row)])


def _held(grid: Grid, middles: Numbers, inside: Numbers) -> list[list[Numbers]]:
    """The words in each cell, as positions: each word in one."""
    left = inside.copy()
    held: list[list[Numbers]] = []
    for row in grid.rows:
        held.append([])
        for cell in row:
            mine = left & _inside(middles, cell)
            left &= ~mine
            held[-1].append(np.flatnonzero(mine))
    return held


def _in_columns(grid: Grid, cells: list[list[list[Word]]]) -> list[list[list[Word]]]:
    """The cells in their columns: one over several rows or columns stands in the first, the others are empty."""
    lefts = sorted({round(cell[0]) for row in grid.rows for cell in row})
    made: list[list[list[Word]]] = []
    for row, held in zip(grid.rows, cells, strict=True):
        made.append([[] for _ in lefts])
        for frame, said in zip(row, held, strict=True):
            made[-1][lefts.index(round(frame[0]))] = said
    return made


def _ruled_table(
    frame: Rectangle, rules: list[float], words: Sequence[Word], middles: Numbers, inside: Numbers
) -> Region | None:
    """A table without upright lines: its columns are parted by blank strips through all rows."""
    chosen: list[Word] = [words[n] for n in np.flatnonzero(inside).tolist()]
    strips = _strips(chosen, frame)
    if len(chosen) < 4 or not strips or len(rules) <= _RULED_ROWS:
        return None
    return _table(between(rules, frame, strips), words, middles, inside)


def _strips(words: Sequence[Word], frame: Rectangle) -> list[float]:
    """The middles of the blank strips that no word of the frame crosses, at least a type size wide."""
    if not words:
        return []
    least = 0.8 * float(np.median([word.size for word in words]))
    ends = sorted((word.x0, word.x1) for word in words)
    strips, reach = [], ends[0][1]
    for x0, x1 in ends[1:]:
        if x0 - reach >= least:
            strips.append((reach + x0) / 2)
        reach = max(reach, x1)
    return strips


def _inside(middles: Numbers, frame: Rectangle) -> Numbers:
    x0, y0, x1, y1 = frame
    x, y = middles.T
    inside: Numbers = (x >= x0) & (x <= x1) & (y >= y0) & (y <= y1)
    return inside


def _cuts(words: Sequence[Word], inside: Numbers, frame: Rectangle) -> bool:
    """Whether the frame's edge goes through words: a mark on the text, not a box around it."""
    x0, _, x1, _ = frame
    return any(
        word.x0 < x0 - _EDGE - 2 or word.x1 > x1 + _EDGE + 2
        for word, at in zip(words, inside.tolist(), strict=True)
        if at
    )


def _holds(frame: Rectangle, other: Rectangle) -> bool:
    return (
        frame[0] <= other[0] + _EDGE
        and frame[1] <= other[1] + _EDGE
        and frame[2] >= other[2] - _EDGE
        and frame[3] >= other[3] - _EDGE
    )


def _area(frame: Rectangle) -> float:
    return (frame[2] - frame[0]) * (frame[3] - frame[1])
