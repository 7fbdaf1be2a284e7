"""Lines become grids of cells; level lines alone become stacks."""

import pytest

from compendium.ingest.pdf.grids import Grid, between, grids, ruled
from tests.unit.ingest.pdf.making import HEIGHT, edges, ruling


def test_a_grid_has_its_cells_in_rows_from_the_top_and_the_left() -> None:
    (grid,) = grids(ruling([72, 172, 272], [700, 680, 660]), HEIGHT)
    assert grid.frame == (72, 660, 272, 700)
    assert grid.columns == 2
    assert grid.rows == [
        [(72, 680, 172, 700), (172, 680, 272, 700)],
        [(72, 660, 172, 680), (172, 660, 272, 680)],
    ]


def test_lines_that_almost_meet_make_one_grid() -> None:
    wobbly = [(x0 + 1, y0 - 1, x1 + 1, y1 - 1) for x0, y0, x1, y1 in ruling([172, 272], [700, 680, 660])]
    (grid,) = grids(ruling([72, 172], [700, 680, 660]) + wobbly, HEIGHT)
    assert [len(row) for row in grid.rows] == [2, 2]


def test_a_cell_over_two_columns_comes_once() -> None:
    lines = [*edges((72, 680, 272, 700)), *ruling([72, 172, 272], [680, 660])]
    (grid,) = grids(lines, HEIGHT)
    assert [len(row) for row in grid.rows] == [1, 2]
    assert grid.columns == 2


def test_a_cell_over_two_rows_comes_in_the_first() -> None:
    lines = [*edges((72, 660, 172, 700)), *ruling([172, 272], [700, 680, 660])]
    (grid,) = grids(lines, HEIGHT)
    assert grid.rows == [[(72, 660, 172, 700), (172, 680, 272, 700)], [(172, 660, 272, 680)]]


def test_grids_that_stand_apart_are_two() -> None:
    lines = [*ruling([72, 172, 272], [700, 680]), *ruling([72, 172, 272], [500, 480])]
    assert [grid.frame for grid in grids(lines, HEIGHT)] == [(72, 680, 272, 700), (72, 480, 272, 500)]


@pytest.mark.parametrize("lines", [[], [(72, 700, 272, 700)] * 3, edges((72, 660, 272, 700))[:3]])
def test_lines_that_enclose_nothing_make_no_grid(lines: list[tuple[float, float, float, float]]) -> None:
    assert grids(lines, HEIGHT) == []


def test_more_lines_than_any_table_has_are_not_looked_at() -> None:
    """Of a map or a chart, finding the cells would take minutes."""
    many = [(float(x), float(y), x + 4.0, float(y)) for x in range(0, 590, 10) for y in range(0, 840, 10)]
    assert grids(many, HEIGHT) == []
    crossing = [(0.0, float(y), 590.0, float(y)) for y in range(0, 840, 10)]
    crossing += [(float(x), 0.0, float(x), 840.0) for x in range(0, 590, 10)]
    assert grids(crossing, HEIGHT) == []


def test_three_level_lines_of_one_length_are_a_stack() -> None:
    rules = [(72.0, y, 272.0, y) for y in (700.0, 680.0, 660.0)]
    assert ruled(rules[::-1]) == [((72, 660, 272, 700), [700, 680, 660])]
    assert ruled(rules[:2]) == []


def test_lines_of_other_lengths_or_in_one_place_make_no_stack() -> None:
    assert ruled([(72, 700, 272, 700), (72, 680, 372, 680), (72, 660, 272, 660)]) == []
    assert ruled([(72, 700, 272, 700), (72, 699, 272, 699), (72, 698, 272, 698)]) == []
    assert ruled([(72, y, 112, y) for y in (700, 680, 660)]) == []
    assert ruled([(72, y, 272, y + 40) for y in (700, 600, 500)]) == []


def test_two_stacks_side_by_side_are_told_apart() -> None:
    rules = [(x, y, x + 200.0, y) for y in (700.0, 680.0, 660.0) for x in (72.0, 300.0)]
    assert [frame for frame, _ in ruled(rules)] == [(72, 660, 272, 700), (300, 660, 500, 700)]


def test_rows_stand_between_level_lines_and_columns_between_strips() -> None:
    grid = between([700, 680, 660], (72, 660, 272, 700), [150])
    assert grid == Grid(
        (72, 660, 272, 700),
        [[(72, 680, 150, 700), (150, 680, 272, 700)], [(72, 660, 150, 680), (150, 660, 272, 680)]],
    )


def test_a_frame_of_one_cell_is_a_grid() -> None:
    assert grids(edges((72, 660, 272, 700)), HEIGHT) == [Grid((72, 660, 272, 700), [[(72, 660, 272, 700)]])]
