"""Words that follow each other on one line are a row."""

import pytest

from compendium.ingest.pdf.rows import WHOLE, boxes_of, rows
from compendium.ingest.pdf.words import Word
from tests.unit.ingest.pdf.making import column, row, texts


def test_there_are_no_rows_without_words() -> None:
    found = rows([])
    assert (found.rows, found.gaps, found.boxes.shape) == ([], [], (0, 4))
    assert boxes_of([]).shape == (0, 4)


def test_a_new_line_is_a_new_row() -> None:
    found = rows(column(["It was cold.", "Nobody came."], 72, 700))
    assert texts(found.rows) == ["It was cold.", "Nobody came."]
    assert found.boxes.tolist() == [[72, 700, 128, 710], [72, 687, 130, 697]]


@pytest.mark.parametrize(("gap", "count"), [(21.9, 1), (22.1, 2)])
def test_a_gap_of_more_than_two_type_sizes_parts_a_row(gap: float, count: int) -> None:
    left = row("Visits", 72, 700)
    assert len(rows(left + row("Food", left[-1].x1 + gap, 700)).rows) == count


def test_words_that_go_back_to_the_left_are_another_row() -> None:
    assert texts(rows(row("second", 200, 700) + row("first", 72, 700)).rows) == ["second", "first"]


def test_wide_gaps_inside_a_row_are_told_unless_they_stand_behind_a_bullet() -> None:
    words = row("cold hall", 72, 700)
    found = rows(words + row("old wing", words[-1].x1 + 12, 700))
    assert found.gaps == [(words[-1].x1, words[-1].x1 + 12)]
    above = row("It was cold.", 72, 713)
    assert rows([*above, *row("•", 72, 700), *row("old wing", 92, 700)]).gaps == []


def raised(number: str, after: list[Word]) -> list[Word]:
    return row(number, after[-1].x1 + 0.5, after[-1].y0 + 4, 6)


@pytest.mark.parametrize(
    ("said", "number", "kept"),
    [("It was cold.", "1", False), ("an area of 30 m", "2", True), ("in 2019", "3", True), ("cold", "123", True)],
)
def test_the_number_of_a_note_is_left_out_and_a_power_is_not(said: str, number: str, kept: bool) -> None:
    words = row(said, 72, 700)
    found = rows(words + raised(number, words) + row("then", 260, 700))
    assert (number in " ".join(texts(found.rows)).split()) is kept


def test_a_word_that_goes_on_in_the_next_line_ends_its_row() -> None:
    first, second = row("infor mation", 72, 700)
    assert rows([first._replace(joined=True), second]).rows == [[first._replace(joined=True)], [second]]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_table_is_a_row_of_its_own(place: int) -> None:
    words = row("it was", 72, 700)
    words.insert(place, Word(WHOLE, 72, 690, 300, 720, -1))
    assert [WHOLE] in texts_apart(rows(words).rows)


def texts_apart(found: list[list[Word]]) -> list[list[str]]:
    return [[word.text for word in line] for line in found]
