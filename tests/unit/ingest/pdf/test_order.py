"""The order in which a page is read: the stream's where it makes sense, else column by column."""

import random
from collections import Counter
from itertools import chain, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.ingest.pdf.order import Trust, from_the_top, ordered
from compendium.ingest.pdf.rows import WHOLE
from compendium.ingest.pdf.words import Word
from tests.unit.ingest.pdf.making import HEIGHT, column, prose, row, texts, two_columns

SIDE = st.integers(0, 595).map(float)
ANY_WORDS = st.lists(
    st.builds(
        lambda text, x, y, wide, high: Word(text, x, y, x + wide, y + high, 0),
        st.sampled_from(["visits", "a", "cold", "“No,”", "•", "prison"]),
        SIDE,
        st.integers(0, 842).map(float),
        st.integers(1, 80).map(float),
        st.integers(1, 30).map(float),
    ),
    max_size=60,
)


def flat(rows: list[list[Word]]) -> list[Word]:
    return list(chain.from_iterable(rows))


@pytest.mark.parametrize("words", [[], row("Nobody came.", 72, 700)])
def test_a_page_with_hardly_any_words_is_as_its_stream_says(words: list[Word]) -> None:
    rows, _, trust = ordered(words, HEIGHT)
    assert (flat(rows), trust) == (words, Trust.STREAM)


def test_a_stream_that_runs_down_the_columns_is_trusted() -> None:
    words = flat(two_columns(3, 5))
    rows, boxes, trust = ordered(words, HEIGHT)
    assert (flat(rows), trust) == (words, Trust.STREAM)
    assert len(boxes) == len(rows) == 30


def test_a_stream_that_runs_across_the_columns_line_by_line_is_mended() -> None:
    left, right = (column(prose(12, seed), x, 780) for seed, x in ((1, 60), (2, 310)))
    across = sorted(left + right, key=lambda word: (-word.y0, word.x0))
    rows, boxes, trust = ordered(across, HEIGHT)
    assert (flat(rows), trust) == (left + right, Trust.COLUMNS)
    assert boxes[0].tolist() == [rows[0][0].x0, rows[0][0].y0, rows[0][-1].x1, rows[0][0].y1]


@given(st.permutations(range(8)))
def test_paragraphs_in_any_order_are_read_column_by_column_or_left_as_they_are(order: list[int]) -> None:
    """Left only where hardly anything stands above what came before it: a box or a note may well be written late."""
    paragraphs = two_columns(4, 4)
    words = flat([paragraphs[number] for number in order])
    rows, _, trust = ordered(words, HEIGHT)
    assert flat(rows) == (words if trust is Trust.STREAM else flat(paragraphs))
    assert trust is not Trust.WORDS
    runs = [pair for pair in pairwise(order) if pair[1] != pair[0] + 1 or pair[1] == 4]
    starts = [order[0], *(second for _, second in runs)]
    late = [n for at, n in enumerate(starts) if any(n < other and n // 4 == other // 4 for other in starts[:at])]
    assert (trust is Trust.COLUMNS) == (len(late) > 1)


@given(st.integers(0, 2**32))
def test_words_in_no_order_at_all_are_read_column_by_column(seed: int) -> None:
    words = flat(two_columns(3, 5))
    rows, _, trust = ordered(random.Random(seed).sample(words, len(words)), HEIGHT)
    assert (flat(rows), trust) == (words, Trust.WORDS)


def test_a_short_word_stays_between_its_neighbours() -> None:
    told, us, nothing = row("told us nothing", 72, 700)
    assert texts(from_the_top([told, nothing, us])) == ["told us nothing"]


@given(ANY_WORDS)
def test_no_word_is_lost_or_said_twice(words: list[Word]) -> None:
    rows, boxes, _ = ordered(words, HEIGHT)
    assert Counter(flat(rows)) == Counter(words)
    assert all(rows)
    assert len(boxes) == len(rows)


def test_what_stands_over_both_columns_parts_what_is_above_from_what_is_below() -> None:
    above = [column(prose(6, seed), x, 780) for seed, x in ((1, 60), (2, 310))]
    heading = row("What people told us about the winter in the old prison", 60, 685, 16)
    below = [column(prose(6, seed), x, 650) for seed, x in ((3, 60), (4, 310))]
    across = sorted(flat([*above, *below]), key=lambda word: (-word.y0, word.x0))
    rows, _, trust = ordered(heading + across, HEIGHT)
    assert trust is Trust.COLUMNS
    assert flat(rows) == [*flat(above), *heading, *flat(below)]


def test_the_cells_of_a_table_stay_in_their_rows() -> None:
    names = ("Visits", "Food", "Safety", "Health", "Education", "Work", "Leaving", "Letters")
    rows = [row(text, x, 700 - 15 * n) for n, name in enumerate(names) for x, text in ((60, name), (250, "57"))]
    found, _, trust = ordered(flat(rows), HEIGHT)
    assert (flat(found), trust) == (flat(rows), Trust.STREAM)


def test_a_table_or_box_keeps_its_place_in_the_stream() -> None:
    whole = Word(WHOLE, 60, 560, 535, 640, -1)
    words = [*column(prose(8, 1, 90), 60, 780), whole, *column(prose(8, 2, 90), 60, 540)]
    rows, _, trust = ordered(words, HEIGHT)
    assert trust is Trust.STREAM
    assert rows[8] == [whole]
    assert flat(rows) == words


def test_words_on_their_side_come_last_when_columns_are_mended() -> None:
    side = Word("Confidential", 20, 300, 30, 380, 0)
    left, right = (column(prose(12, seed), x, 780) for seed, x in ((1, 60), (2, 310)))
    across = sorted(left + right, key=lambda word: (-word.y0, word.x0))
    rows, _, _ = ordered([side, *across], HEIGHT)
    assert flat(rows) == [*left, *right, side]


@given(st.permutations(range(12)))
def test_the_lines_of_one_column_are_read_from_the_top_whatever_their_order(order: list[int]) -> None:
    lines = [row(text, 72, 700 - 13 * number) for number, text in enumerate(prose(12, 5))]
    assert from_the_top(flat([lines[number] for number in order])) == lines


def test_a_word_divided_at_a_line_end_goes_on_in_the_next() -> None:
    rows = from_the_top(column(["nobody gave infor-", "mation to us"], 72, 700))
    assert texts(rows) == ["nobody gave infor", "mation to us"]
    assert [line[-1].joined for line in rows] == [True, False]


@pytest.mark.parametrize("words", ["in 2019-", "so –", "a-", "cell B2-"])
def test_other_signs_at_a_line_end_are_no_hyphens(words: str) -> None:
    rows = from_the_top(column([words, "goes on"], 72, 700))
    assert texts(rows) == [words, "goes on"]
    assert not rows[0][-1].joined


def test_a_hyphen_at_the_end_of_all_lines_stays() -> None:
    assert texts(from_the_top(column(["visits, pre-"], 72, 700))) == ["visits, pre-"]
