"""The levels of headings, and what stands under a heading that says what it is."""

import pytest

from compendium.ingest.paragraphs import Role
from compendium.ingest.passages import letters
from compendium.ingest.pdf.blocks import Block
from compendium.ingest.pdf.levels import with_levels
from compendium.ingest.pdf.outline import Outline
from tests.unit.ingest.pdf.making import block, line


def heading(text: str, size: float, *, page: int = 2, bold: bool = True, tagged: int = 0) -> Block:
    return block(Role.HEADING, line(text, page=page, size=size, bold=bold, level=tagged))


def levels(blocks: list[Block], outline: Outline | None = None) -> list[int]:
    return [made.level for made in with_levels(blocks, outline or {})]


def bookmarks(*entries: tuple[str, int], page: int = 2) -> Outline:
    return {(page, letters(text)): level for text, level in entries}


def test_larger_headings_stand_above_smaller_ones_and_bold_above_plain() -> None:
    found = [heading("Findings", 18), heading("Visits", 14), heading("Food", 14), heading("Tea", 14, bold=False)]
    assert levels([*found, heading("Safety", 18)]) == [1, 2, 2, 3, 1]


def test_what_is_used_on_the_cover_only_opens_no_section() -> None:
    found = [heading("Keeping in touch", 30, page=1), heading("Findings", 18), heading("Visits", 14)]
    assert levels(found) == [0, 1, 2]
    assert levels([*found, heading("Annex", 30)]) == [1, 2, 3, 1]


def test_a_document_of_one_page_has_no_cover() -> None:
    assert levels([heading("Briefing", 18, page=1), heading("Visits", 14, page=1)]) == [1, 2]


def test_the_heading_of_the_contents_opens_no_section() -> None:
    assert levels([heading("Contents", 24), heading("Findings", 18)]) == [0, 1]


def test_tags_go_before_bookmarks_and_sizes() -> None:
    found = [heading("Findings", 12, tagged=1), heading("Visits", 18, tagged=2)]
    assert levels(found) == [1, 2]
    assert levels(found, bookmarks(("Findings", 2), ("Visits", 1))) == [1, 2]


def test_bookmarks_go_before_sizes() -> None:
    assert levels([heading("Findings", 12), heading("Visits", 18)], bookmarks(("Findings", 1), ("Visits", 2))) == [1, 2]


def test_what_is_told_of_one_heading_holds_for_all_set_like_it() -> None:
    found = [heading("Findings", 18), heading("Visits", 14), heading("Safety", 18), heading("Food", 14)]
    assert levels(found, bookmarks(("Findings", 1), ("Visits", 2))) == [1, 2, 1, 2]


def test_what_is_told_of_a_heading_itself_goes_before_its_style() -> None:
    found = [heading("Findings", 14), heading("Visits", 14), heading("Food", 14)]
    assert levels(found, bookmarks(("Findings", 1), ("Visits", 2), ("Food", 2))) == [1, 2, 2]


def test_levels_are_counted_without_gaps() -> None:
    assert levels([heading("Findings", 18, tagged=2), heading("Visits", 14, tagged=5)]) == [1, 2]


def test_a_style_of_which_nothing_is_told_stands_below_the_larger_ones() -> None:
    assert levels([heading("Findings", 18), heading("Visits", 14)], bookmarks(("Findings", 1))) == [1, 2]


def test_a_short_paragraph_that_a_bookmark_names_is_a_heading() -> None:
    named = block(Role.PARAGRAPH, "Why visits matter", page=2)
    (made,) = with_levels([named], bookmarks(("Why visits matter", 1)))
    assert (made.role, made.level) == (Role.HEADING, 1)
    for other in (bookmarks(("Why visits matter", 1), page=3), bookmarks(("Why visits", 1)), {}):
        assert with_levels([named], other)[0].role is Role.PARAGRAPH
    long = block(Role.PARAGRAPH, "cold " * 23, page=2)
    assert with_levels([long], bookmarks(("cold " * 23, 1)))[0].role is Role.PARAGRAPH


def roles(*blocks: Block) -> list[Role]:
    return [made.role for made in with_levels(blocks, {})]


def numbered(text: str, role: Role = Role.LIST) -> Block:
    return block(role, text, page=2)


@pytest.mark.parametrize("said", ["Recommendations", "7.2 Our recommendations for the prison", "Recommendation"])
def test_numbered_paragraphs_under_recommendations_are_recommendations(said: str) -> None:
    found = roles(heading(said, 18), numbered("1. Heat the hall."), numbered("R2 Tell families.", Role.PARAGRAPH))
    assert found == [Role.HEADING, Role.RECOMMENDATION, Role.RECOMMENDATION]


def test_only_until_a_heading_as_high_comes() -> None:
    found = roles(
        heading("Recommendations", 18),
        heading("For the prison", 14),
        numbered("1. Heat the hall."),
        heading("Annex", 18),
        numbered("1. How we asked."),
    )
    assert found[2] is Role.RECOMMENDATION
    assert found[4] is Role.LIST


@pytest.mark.parametrize("said", ["What became of the recommendations we made to the prison last year", "Findings"])
def test_other_headings_announce_none(said: str) -> None:
    assert roles(heading(said, 18), numbered("1. Heat the hall."))[1] is Role.LIST


def test_quotations_and_text_without_numbers_under_recommendations_stay_what_they_are() -> None:
    said = block(Role.QUOTE, "“1. Heat the hall”, he said.", page=2)
    text = block(Role.PARAGRAPH, "These are ours.", page=2)
    assert roles(heading("Recommendations", 18), said, text)[1:] == [Role.QUOTE, Role.PARAGRAPH]
