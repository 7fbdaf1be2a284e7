"""Tables and boxes are taken out of the running text, each with its words."""

from itertools import chain

from hypothesis import given, settings
from hypothesis import strategies as st

from compendium.ingest.pdf.rulings import NOTHING, Drawn, Rectangle
from compendium.ingest.pdf.tables import Region, regions
from compendium.ingest.pdf.words import Word
from tests.unit.ingest.pdf.making import HEIGHT, column, edges, prose, row, ruling
from tests.unit.ingest.pdf.test_order import ANY_WORDS

SIDES, HEIGHTS = [72, 172, 272], [700, 680, 660, 640]
CELLS = [["Kind", "Warm"], ["Lunch", "29 of 57"], ["Tea", "12"]]
ABOVE = column(prose(5, 1, 90), 72, 790)


def filled(cells: list[list[str]], sides: list[int] = SIDES, heights: list[int] = HEIGHTS) -> list[Word]:
    """The words of a table, row by row."""
    return [
        word
        for y, texts in zip(heights[1:], cells, strict=True)
        for x, text in zip(sides, texts, strict=False)
        for word in row(text, x + 5, y + 5)
    ]


def found(words: list[Word], lines: list[Rectangle], panels: list[Rectangle] = []) -> list[Region]:  # noqa: B006
    return regions(words, Drawn(lines, panels, []), HEIGHT)


def said(region: Region) -> list[list[str]]:
    return [[" ".join(word.text for word in cell) for cell in cells] for cells in region.cells]


def test_nothing_is_found_where_nothing_is_drawn_or_said() -> None:
    assert regions(ABOVE, NOTHING, HEIGHT) == []
    assert found([], ruling(SIDES, HEIGHTS)) == []


def test_a_table_has_the_words_of_each_cell_and_no_others() -> None:
    words = filled(CELLS)
    (table,) = found([*ABOVE, *words], ruling(SIDES, HEIGHTS))
    assert said(table) == CELLS
    assert table.words == words
    assert table.frame == (72, 640, 272, 700)


def test_an_empty_cell_stays_and_an_empty_row_goes() -> None:
    (table,) = found(filled([["Kind", "Warm"], ["", ""], ["Tea", ""]]), ruling(SIDES, HEIGHTS))
    assert said(table) == [["Kind", "Warm"], ["Tea", ""]]


def test_a_grid_that_is_almost_empty_is_no_table() -> None:
    assert found(filled([["Name:", ""], ["Date:", ""], ["", ""]]), ruling(SIDES, HEIGHTS)) == []


def test_a_table_without_upright_lines_has_its_columns_where_all_rows_are_blank() -> None:
    rules = [(72.0, y, 272.0, y) for y in HEIGHTS]
    (table,) = found([*ABOVE, *filled(CELLS)], rules)
    assert said(table) == CELLS


def test_level_lines_inside_a_border_rule_a_table_too() -> None:
    lines = [*edges((72, 640, 272, 700)), *((72.0, y, 272.0, y) for y in (680.0, 660.0))]
    (table,) = found([*ABOVE, *filled(CELLS)], lines)
    assert said(table) == CELLS


def test_running_text_between_level_lines_is_no_table() -> None:
    text = column(prose(9, 4, 60), 72, 740)
    assert found([*ABOVE, *text], [(72.0, y, 372.0, y) for y in (752.0, 712.0, 672.0, 632.0)]) == []


def test_a_panel_with_text_in_it_is_a_box() -> None:
    inside = column(prose(4, 2), 80, 600)
    words = [*ABOVE, *inside, *column(prose(9, 3, 90), 72, 500)]
    assert found(words, [], [(72, 550, 300, 620)]) == [Region((72, 550, 300, 620), inside, [])]


def test_a_box_may_be_drawn_as_four_lines() -> None:
    """As Word does."""
    inside = column(prose(4, 2), 80, 600)
    words = [*ABOVE, *inside, *column(prose(9, 3, 90), 72, 500)]
    assert [region.words for region in found(words, edges((72, 550, 300, 620)))] == [inside]


def test_a_frame_around_most_of_the_page_or_hardly_any_words_is_no_box() -> None:
    words = column(prose(9, 3, 90), 72, 500)
    assert found(words, [], [(60, 300, 580, 520)]) == []
    assert found([*words, *row("Cold meals", 72, 700)], [], [(60, 690, 300, 720)]) == []


def test_a_mark_on_part_of_the_text_is_no_box() -> None:
    """Its edge goes through words."""
    words = column(prose(20, 3, 90), 72, 700)
    assert found(words, [], [(60, 600, 310, 660)]) == []


def test_a_panel_behind_a_table_leaves_the_table_and_the_rest_is_running_text() -> None:
    words = [*filled(CELLS), *column(prose(4, 2), 80, 600)]
    (table,) = found([*words, *column(prose(9, 3, 90), 72, 500)], ruling(SIDES, HEIGHTS), [(60, 540, 300, 710)])
    assert said(table) == CELLS


def test_of_two_frames_the_larger_is_the_box() -> None:
    inside = column(prose(8, 2), 80, 600)
    words = [*inside, *column(prose(9, 3, 90), 72, 400)]
    (box,) = found(words, [], [(76, 570, 290, 612), (72, 490, 300, 620)])
    assert box.words == inside


def test_a_word_in_the_middle_of_a_line_between_two_cells_is_said_once() -> None:
    words = [*filled(CELLS), *row("ok", 167, 645)]
    (table,) = found(words, ruling(SIDES, HEIGHTS))
    assert sum(cell.split().count("ok") for cells in said(table) for cell in cells) == 1


def test_a_word_where_two_frames_overlap_is_said_once() -> None:
    words = [*row("Visits", 80, 620), *row("Food", 210, 620), *row("Health", 300, 680)]
    (table,) = found(words, [*edges((72, 600, 272, 650)), *edges((172, 600, 372, 700))])
    assert sum(len(cell) for cells in table.cells for cell in cells) == len(table.words) == 3


PLACE = st.integers(0, 80).map(lambda number: number * 10 + 0.3)
FRAME = st.tuples(PLACE, PLACE, PLACE, PLACE).map(
    lambda f: (min(f[0], f[2]), min(f[1], f[3]), max(f[0], f[2]) + 10, max(f[1], f[3]) + 10)
)


@given(ANY_WORDS, st.lists(FRAME, max_size=6), st.lists(FRAME, max_size=4))
@settings(max_examples=25, deadline=None)
def test_no_word_is_in_two_regions_and_each_is_in_the_frame_of_its_own(
    words: list[Word], framed: list[Rectangle], panels: list[Rectangle]
) -> None:
    made = found(words, list(chain.from_iterable(map(edges, framed))), panels)
    taken = [id(word) for region in made for word in region.words]
    assert len(taken) == len(set(taken))
    assert set(taken) <= set(map(id, words))
    for region in made:
        in_cells = [word for cells in region.cells for cell in cells for word in cell]
        assert not region.cells or set(map(id, in_cells)) == set(map(id, region.words))
        x0, y0, x1, y1 = region.frame
        for word in region.words:
            assert x0 <= (word.x0 + word.x1) / 2 <= x1
            assert y0 <= (word.y0 + word.y1) / 2 <= y1
