"""Lines drawn on a page → grids of cells, by the geometry of pdfplumber's table finder.

pdfplumber finds the lines too, but takes a tenth of a second a page for it; here they come from pdfium, and only what
pdfplumber does with them is used: snapping, joining, crossing points, cells, tables.
"""

from itertools import pairwise
from typing import Any, NamedTuple

from compendium.ingest.pdf.rulings import Rectangle

_MOST_EDGES = 600
_MOST_POINTS = 3000
"""Beyond these a page holds a map or a chart, and looking for cells would take minutes."""
_SNAP, _JOIN, _CROSS = 3.0, 3.0, 3.0
"""Lines so close are one; ends so close meet (points; pdfplumber's own defaults)."""
_NEXT_TABLE = 4
_RULES = 3
"""So many level lines of one length, one above the other, rule a table without upright lines."""


class Grid(NamedTuple):
    """A frame and its cells in rows from the top, each from the left. A cell over several columns or rows comes once,
    in its first row."""

    frame: Rectangle
    rows: list[list[Rectangle]]

    @property
    def columns(self) -> int:
        """The most cells in a row."""
        return max(len(row) for row in self.rows)


def grids(lines: list[Rectangle], height: float) -> list[Grid]:
    """The grids that the lines of a page of that height make: all frames, also those of one cell."""
    if len(lines) < 4 or len(lines) > 4 * _MOST_EDGES:
        return []
    from pdfplumber import table  # 60 ms that only pages with lines pay for

    edges = table.merge_edges([_edge(line, height) for line in lines], _SNAP, _SNAP, _JOIN, _JOIN)
    edges = [edge for edge in edges if max(edge["x1"] - edge["x0"], edge["bottom"] - edge["top"]) >= _SNAP]
    if len(edges) > _MOST_EDGES:
        return []
    points = table.edges_to_intersections(edges, _CROSS, _CROSS)
    if len(points) > _MOST_POINTS:
        return []
    cells = table.intersections_to_cells(points)
    found = table.cells_to_tables(cells)
    alone = set(cells).difference(*found)  # frames of one cell: no tables, but perhaps boxes
    return [_grid(list(part), height) for part in (*found, *([cell] for cell in sorted(alone)))]


def ruled(lines: list[Rectangle]) -> list[tuple[Rectangle, list[float]]]:
    """Stacks of level lines of one length without upright ones: their frame and the heights of the lines, from the
    top."""
    level = sorted((line for line in lines if line[3] - line[1] <= 2 and line[2] - line[0] > 60), key=lambda ln: -ln[1])
    stacks: list[list[Rectangle]] = []
    for line in level:
        for stack in stacks:
            if abs(stack[-1][0] - line[0]) <= _SNAP and abs(stack[-1][2] - line[2]) <= _SNAP:
                if stack[-1][1] - line[1] > _SNAP:
                    stack.append(line)
                break
        else:
            stacks.append([line])
    return [
        ((part[0][0], part[-1][1], part[0][2], part[0][1]), [line[1] for line in part])
        for stack in stacks
        for part in _parted(stack)
        if len(part) >= _RULES
    ]


def _parted(stack: list[Rectangle]) -> list[list[Rectangle]]:
    """Lines of one width, parted where the gap between two is much larger than usual: there another table begins."""
    gaps = [above[1] - below[1] for above, below in pairwise(stack)]
    if len(gaps) < _RULES:
        return [stack]
    usual, parts = sorted(gaps)[len(gaps) // 2], [stack[:1]]
    for gap, line in zip(gaps, stack[1:], strict=True):
        if gap > _NEXT_TABLE * usual:
            parts.append([])
        parts[-1].append(line)
    return parts


def _edge(line: Rectangle, height: float) -> dict[str, Any]:
    """A line as pdfplumber wants it: y counts from the top."""
    x0, y0, x1, y1 = line
    level = x1 - x0 >= y1 - y0
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    if level:
        y0 = y1 = y
    else:
        x0 = x1 = x
    return {
        "x0": x0,
        "x1": x1,
        "top": height - y1,
        "bottom": height - y0,
        "width": x1 - x0,
        "height": y1 - y0,
        "orientation": "h" if level else "v",
    }


def _grid(cells: list[Rectangle], height: float) -> Grid:
    """The cells (x0, top, x1, bottom) in rows, upright."""
    tops = sorted({cell[1] for cell in cells})
    rows = [sorted(cell for cell in cells if cell[1] == top) for top in tops]
    upright = [[(x0, height - bottom, x1, height - top) for x0, top, x1, bottom in row] for row in rows]
    x0, y0 = min(cell[0] for cell in cells), height - max(cell[3] for cell in cells)
    return Grid((x0, y0, max(cell[2] for cell in cells), height - tops[0]), upright)


def between(rules: list[float], frame: Rectangle, strips: list[float]) -> Grid:
    """The grid of rows between level lines and columns between blank strips (the x of their middles)."""
    x0, _, x1, _ = frame
    sides = [x0, *strips, x1]
    rows = [[(a, below, b, above) for a, b in pairwise(sides)] for above, below in pairwise(rules)]
    return Grid(frame, rows)
