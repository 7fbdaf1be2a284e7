"""Sets a ruled table: cells of several lines, and the lines between them drawn in one of three ways."""

from itertools import pairwise

from benchmarks.extraction.setting import Frame, Setter, Style
from benchmarks.extraction.story import Table
from benchmarks.extraction.truth import Role

_PADDING = 4.0


def table_height(setter: Setter, table: Table, width: float) -> float:
    """How high the table and its caption are in a frame of that width, in points."""
    rows = sum(_row_height(setter, table, row, width) for row in range(len(table.cells)))
    caption = setter.height(Style(setter.look.strong), _caption(setter, table), width)
    return rows + caption + 2.5 * setter.look.body.leading


def set_table(setter: Setter, table: Table, frame: Frame) -> None:
    """Prints the table at the top of the frame, and the caption above or below it."""
    leading, caption = setter.look.body.leading, _caption(setter, table)
    frame.y -= 0.0 if frame.fresh else leading * 0.6
    if table.above:
        _set_caption(setter, caption, frame)
        frame.y -= leading * 0.4
        _set_cells(setter, table, frame)
    else:
        _set_cells(setter, table, frame)
        _set_caption(setter, caption, frame)
    frame.y -= leading
    frame.fresh = False


def _caption(setter: Setter, table: Table) -> str:
    number = 1 + sum(block.role is Role.TABLE for block in setter.blocks)
    return f"Table {number}: {table.title}"


def _set_caption(setter: Setter, text: str, frame: Frame) -> None:
    setter.print_all(setter.new_block(Role.CAPTION, text), Style(setter.look.strong), text, frame)


def _set_cells(setter: Setter, table: Table, frame: Frame) -> None:
    text = "\n".join(cell for row in table.cells for cell in row if cell)
    block = setter.new_block(Role.TABLE, text, cells=table.cells)
    widths = _widths(table, frame.width)
    edges = [frame.x + sum(widths[:number]) for number in range(len(widths) + 1)]
    heights = [frame.y]
    for row, cells in enumerate(table.cells):
        bottom = frame.y - _row_height(setter, table, row, frame.width)
        for column, cell in enumerate(cells):
            inner = Frame(edges[column] + _PADDING, frame.y - _PADDING / 2, bottom, widths[column] - 2 * _PADDING)
            setter.print_all(block, _cell_style(setter, table, row, column), cell, inner)
        frame.y = bottom
        heights.append(bottom)
    _rule(setter, table.ruling, edges, heights)


def _row_height(setter: Setter, table: Table, row: int, width: float) -> float:
    heights = [
        setter.height(_cell_style(setter, table, row, column), cell, room - 2 * _PADDING)
        for column, (cell, room) in enumerate(zip(table.cells[row], _widths(table, width), strict=True))
    ]
    return max(heights) + 1.5 * _PADDING


def _widths(table: Table, width: float) -> list[float]:
    """A column of words is twice as wide as a column of figures."""
    columns = range(len(table.cells[0]))
    shares = [2.0 if any(" " in row[column] for row in table.cells[1:]) else 1.0 for column in columns]
    return [width * share / sum(shares) for share in shares]


def _cell_style(setter: Setter, table: Table, row: int, column: int) -> Style:
    face = setter.look.strong if row == 0 else setter.look.body
    figures = not any(" " in cells[column] for cells in table.cells[1:])
    return Style(face, align="right" if figures and table.ruling == "thin" else "left")


def _rule(setter: Setter, ruling: str, edges: list[float], heights: list[float]) -> None:
    sheet, left, right, top, bottom = setter.sheet, edges[0], edges[-1], heights[0], heights[-1]
    if ruling == "strokes":
        for y in heights:
            sheet.stroke(left, y, right, y)
        for x in edges:
            sheet.stroke(x, top, x, bottom)
    elif ruling == "thin":
        for y in heights:
            sheet.filled(left, y - 0.3, right - left, 0.6)
        for x in edges:
            sheet.filled(x - 0.3, bottom, 0.6, top - bottom)
    else:
        for above, below in pairwise(heights):
            for start, end in pairwise(edges):
                sheet.outlined(start, below, end - start, above - below)
