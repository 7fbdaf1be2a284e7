"""Running headers and footers, page numbers and lines of a contents list are no text; numbers in step are labels."""

import pytest

from compendium.ingest.pdf.furniture import furniture, printed_labels
from compendium.ingest.pdf.lines import PageLines, TextLine
from tests.unit.ingest.pdf.making import line, page

HEAD, FOOT = 800.0, 30.0


def text(number: int) -> list[TextLine]:
    """The body of a page, another one on each."""
    return [line(f"Finding {'abcdefghij'[number % 10]} is long.", 700 - 14 * n, page=number) for n in range(5)]


def pages(count: int, *running: tuple[str, float]) -> list[PageLines]:
    """Pages with text and these lines, in which # is the number of the page."""
    return [
        page(n, *text(n), *(line(said.replace("#", str(n)), y, page=n, size=8) for said, y in running))
        for n in range(1, count + 1)
    ]


def removed(found: list[PageLines]) -> set[str]:
    return {running.text for running in furniture(found)}


def labels(found: list[PageLines]) -> list[str | None]:
    known = printed_labels(found, furniture(found))
    return [known.get(one.number) for one in found]


def test_what_runs_through_the_pages_is_no_text() -> None:
    found = pages(4, ("Second Bell", HEAD), ("Page # of 4", FOOT))
    assert removed(found) == {"Second Bell", *(f"Page {n} of 4" for n in range(1, 5))}
    assert labels(found) == ["1", "2", "3", "4"]


@pytest.mark.parametrize(("count", "gone"), [(8, True), (9, False)])
def test_long_documents_say_it_more_than_twice(count: int, gone: bool) -> None:
    found = pages(count)
    for number in (1, 2):
        found[number] = page(number + 1, *text(number + 1), line("Second Bell", HEAD, page=number + 1))
    assert ("Second Bell" in removed(found)) is gone


def test_what_happens_to_begin_two_pages_far_apart_is_text() -> None:
    found = pages(12)
    for number in (2, 6, 10):
        found[number] = page(number + 1, line("Visits", HEAD, page=number + 1), *text(number + 1))
    assert removed(found) == set()


def test_lines_on_every_other_page_run_too() -> None:
    found = [
        page(n, *text(n), line("Second Bell" if n % 2 else "Keeping warm", HEAD, page=n, size=8)) for n in range(1, 7)
    ]
    assert removed(found) == {"Second Bell", "Keeping warm"}


def test_a_chapter_of_one_page_is_known_by_where_its_name_stands() -> None:
    found = pages(5, ("Findings", HEAD), ("#", FOOT))
    found[2] = page(3, *text(3), line("Method", HEAD, page=3, size=8), line("3", FOOT, page=3, size=8))
    assert "Method" in removed(found)


def test_a_heading_at_the_height_of_running_lines_is_text() -> None:
    found = pages(5, ("Findings", HEAD))
    found[2] = page(3, *text(3), line("Method", HEAD, page=3, size=18, bold=True))
    assert "Method" not in removed(found)


def test_the_last_line_of_a_text_that_fills_the_page_is_text() -> None:
    found = [
        page(n, *(line(f"Line {m}.", 100 - 14 * m, page=n) for m in range(6)), line("the same end", 16, page=n))
        for n in range(1, 5)
    ]
    assert removed(found) == set()


def test_lines_of_a_contents_list_are_no_text() -> None:
    dotted = [
        line(f"Visits {dots} 12", 500 - 20 * n) for n, dots in enumerate(("......", ". . . . .", "……………", "_____"))
    ]
    kept = [line(said, 300) for said in ("Well ... 12", "He paused…", "Visits 12")]
    found = furniture([page(1, *dotted, *kept)])
    assert found == set(dotted)


@pytest.mark.parametrize(("number", "gone"), [("1", True), ("57", False)])
def test_a_number_close_to_the_text_is_a_page_number_if_it_is_in_step(number: str, gone: bool) -> None:
    full = [line("It was cold in the hall.", 148 - 14 * n) for n in range(8)]
    found = [page(1, *full, line(number, 37)), *pages(5, ("#", FOOT))[1:]]
    assert (number in removed(found)) is gone


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        (["", "1", "2", "3"], [None, "1", "2", "3"]),
        (["i", "ii", "iii", "iv"], ["i", "ii", "iii", "iv"]),
        (["", "ii", "1", "2"], [None, "ii", "1", "2"]),
        (["2019", "2024", "2011", "2002"], [None] * 4),
        (["Page 5 of 9", "Page 6 of 9", "Page 7 of 9", "Page 8 of 9"], ["5", "6", "7", "8"]),
        (["Bell | 1", "2 | Bell", "Bell | 3", "4 | Bell"], ["1", "2", "3", "4"]),
    ],
)
def test_numbers_in_step_with_the_pages_are_their_labels(printed: list[str], wanted: list[str | None]) -> None:
    found = [
        page(n, *text(n), *([line(said, FOOT, page=n, size=8)] if said else [])) for n, said in enumerate(printed, 1)
    ]
    assert labels(found) == wanted


def test_there_is_no_furniture_where_there_are_no_lines() -> None:
    assert furniture([]) == set()
    assert furniture([page(1), page(2)]) == set()
    assert printed_labels([page(1)], set()) == {}
