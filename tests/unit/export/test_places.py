"""Places are called what they are, and pages that need a look are told in few words."""

from hypothesis import given
from hypothesis import strategies as st

from compendium.export.checks import Check, checks, listed, ranges, where
from compendium.export.citation import RECOGNISED, place_name
from compendium.model.document import Heading, Page, Problem, Unit, Verdict
from compendium.model.report import to_check

HEADINGS = (Heading(1, "Visits", 2), Heading(2, "Waiting", 2), Heading(1, "Letters", 3))


def test_a_page_has_both_numbers_only_when_they_differ() -> None:
    assert [place_name(Unit.PAGE, 3, label) for label in (None, "", "3", "iv")] == [
        "page 3",
        "page 3",
        "page 3",
        "page 3 (printed iv)",
    ]


def test_sections_have_the_name_of_their_first_heading_and_slides_a_number() -> None:
    assert place_name(Unit.SECTION, 2, None, HEADINGS) == "section 2, Visits"
    assert place_name(Unit.SECTION, 1, None, HEADINGS) == "section 1"
    assert place_name(Unit.SLIDE, 3, None, HEADINGS) == "slide 3"
    assert place_name(Unit.PAGE, 3, None, HEADINGS) == "page 3"


def a_page(number: int, **more: object) -> Page:
    values = {"verdict": Verdict.TEXT} | more
    return Page(number, None, width=400, height=600, **values)  # type: ignore[arg-type]


def test_a_person_should_look_at_pages_with_doubts_and_at_no_other() -> None:
    pages = [
        a_page(1),
        a_page(2, ocr=True),
        a_page(3, verdict=Verdict.SCANNED),
        a_page(4, verdict=Verdict.GARBLED),
        a_page(5, verdict=Verdict.EMPTY),
        a_page(6, quality=0.79),
        a_page(7, quality=0.8),
        a_page(8, verdict=Verdict.EMPTY),
    ]
    whole = Problem("pictures", "This document holds 2 pictures. Words inside pictures are not read.")
    again = Problem("recognised-page", "The words of page 2 were recognised in a picture of it.", 2)
    problems = [whole, again, Problem("pictures", "Page 8 holds a picture.", 8)]
    assert to_check(pages, problems) == (2, 3, 4, 6, 8)
    assert checks(Unit.PAGE, pages, problems) == (
        Check(whole.message),
        Check(RECOGNISED, (2,)),
        Check("This is a picture without text. Its words were not read and cannot be found.", (3,)),
        Check("The letters cannot be decoded. The words were not read and cannot be found.", (4,)),
        Check("This was read with doubts, for example about its order. Compare it with the page.", (6,)),
        Check("This page holds a picture.", (8,)),
    )


def test_what_was_noted_is_said_once_and_what_has_a_reason_is_not_called_doubtful() -> None:
    pages = [a_page(1, verdict=Verdict.EMPTY, quality=0.0), a_page(2, quality=0.5), a_page(3, quality=0.5)]
    problems = [
        Problem("page-failed", "Page 1 could not be read (x).", 1),
        Problem("many-lines", "Tables were not looked for on page 2, as page 20 has fewer lines.", 2),
    ]
    assert [check.why for check in checks(Unit.PAGE, pages, problems)] == [
        "This page could not be read (x).",
        "Tables were not looked for on this page, as page 20 has fewer lines.",
        "This was read with doubts, for example about its order. Compare it with the page.",
    ]


def test_slides_are_told_of_as_slides() -> None:
    problems = [Problem("hidden-slide", f"Slide {n} is hidden in the file and was not read.", n) for n in (2, 3, 4)]
    (check,) = checks(Unit.SLIDE, [a_page(n) for n in range(1, 5)], problems)
    assert check == Check("This slide is hidden in the file and was not read.", (2, 3, 4))
    assert where(Unit.SLIDE, check.numbers) == "slides 2 to 4"
    (doubt,) = checks(Unit.SECTION, [a_page(1, quality=0.1)], [])
    assert doubt.why.endswith("Compare it with the original.")
    assert where(Unit.SECTION, doubt.numbers) == "section 1"


def test_numbers_are_listed_in_few_words() -> None:
    assert listed((4, 9, 12)) == "4, 9, 12"
    assert listed((1, 2, 4, 5, 6, 9)) == "1, 2, 4 to 6, 9"
    assert listed(range(1, 301)) == "1 to 300"


@given(st.sets(st.integers(1, 40)).map(sorted))
def test_ranges_hold_every_number_once(numbers: list[int]) -> None:
    assert [n for first, last in ranges(numbers) for n in range(first, last + 1)] == numbers
