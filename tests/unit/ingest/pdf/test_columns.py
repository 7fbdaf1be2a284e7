"""The columns of a page, told by the blank strips between them."""

import random
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.ingest.pdf.columns import columns
from compendium.ingest.pdf.words import Word
from tests.unit.ingest.pdf.making import column, prose, row
from tests.unit.ingest.pdf.test_order import ANY_WORDS


def parts(words: list[Word]) -> list[list[Word]]:
    return [[words[number] for number in part] for part in columns(words)]


def test_text_in_one_column_is_one_part() -> None:
    words = column(prose(20, 1, 90), 60, 780)
    assert parts(words) == [words]


@pytest.mark.parametrize(("count", "letters"), [(2, 40), (3, 30)])
def test_columns_come_from_left_to_right(count: int, letters: int) -> None:
    found = [column(prose(14, number, letters), 40 + number * (letters * 5 + 40), 780) for number in range(count)]
    assert parts(list(chain.from_iterable(found))) == found


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_words_does_not_matter(luck: random.Random) -> None:
    found = [column(prose(10, seed), x, 780) for seed, x in ((1, 60), (2, 310))]
    words = found[0] + found[1]
    luck.shuffle(words)
    assert [sorted(part) for part in parts(words)] == [sorted(part) for part in found]


@given(ANY_WORDS.filter(bool))
def test_each_word_is_in_one_part(words: list[Word]) -> None:
    assert sorted(chain.from_iterable(columns(words))) == list(range(len(words)))


@pytest.mark.parametrize("lines", [4, 8, 12])
def test_a_column_may_be_shorter_than_the_one_before_it(lines: int) -> None:
    """As on the last page of most documents. Lines are not all as wide."""
    for seed in range(10):
        found = [column(prose(20, seed), 60, 780), column(prose(lines, 100 + seed), 310, 780)]
        assert parts(found[0] + found[1]) == found


def test_what_stands_over_both_columns_is_a_part_of_its_own_between_them() -> None:
    above = [column(prose(6, seed), x, 780) for seed, x in ((1, 60), (2, 310))]
    heading = row("What people told us about the winter in the old prison", 60, 685, 16)
    below = [column(prose(6, seed), x, 650) for seed, x in ((3, 60), (4, 310))]
    assert parts([*chain.from_iterable(above), *heading, *chain.from_iterable(below)]) == [*above, heading, *below]


def test_a_short_heading_over_two_columns_begins_another_band_of_them() -> None:
    above = [column(prose(8, seed), x, 780) for seed, x in ((1, 60), (2, 310))]
    heading = row("Winter months", 60, 655, 16)
    below = [column(prose(8, seed), x, 630) for seed, x in ((3, 60), (4, 310))]
    found = parts([*chain.from_iterable(above), *heading, *chain.from_iterable(below)])
    assert found == [above[0], above[1], heading + below[0], below[1]]


def test_a_heading_inside_one_column_does_not_cut_the_other() -> None:
    left = [*column(prose(6, 1), 60, 780), *row("Winter months", 60, 690, 16), *column(prose(6, 3), 60, 670)]
    right = column(prose(14, 2), 310, 780)
    assert parts(left + right) == [left, right]


def test_the_cells_of_a_table_are_no_columns() -> None:
    names = ("Visits", "Food", "Safety", "Health", "Education", "Work", "Leaving", "Letters")
    cells = [row(said, x, 700 - 15 * n) for n, name in enumerate(names) for x, said in ((60, name), (250, "57 of 90"))]
    words = list(chain.from_iterable(cells))
    assert parts(words) == [words]


def test_gaps_that_stand_in_line_by_chance_in_a_few_lines_are_no_columns() -> None:
    wide = column(prose(40, 1, 90), 60, 780)
    broken = [*column(prose(3, 2), 60, 250), *column(prose(3, 3), 310, 250)]
    assert parts(wide + broken) == [wide + broken]


def test_a_large_word_among_others_begins_no_band() -> None:
    left = [*column(prose(1, 1) * 9, 60, 780), *row("Winter", 60, 655, 16), *row("happen", 120, 655)]
    left += column(prose(1, 1) * 5, 60, 635)
    right = column(prose(6, 2), 310, 780)
    assert parts(left + right) == [left, right]


@pytest.mark.parametrize(
    "size",
    [
        10,
        14,
        18,
        24,
        36,
    ],
)
def test_blanks_between_large_words_are_no_columns(size: int) -> None:
    for seed in range(10):
        words = column(prose(14, seed, 1600 // size), 60, 500, size, 1.3 * size)
        assert parts(words) == [words]
