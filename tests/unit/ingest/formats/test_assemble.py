"""Blocks become sections with numbers of their own, headings with levels, and recommendations and quotations."""

import pytest

from compendium.config import Limits
from compendium.errors import Refused
from compendium.ingest.formats.assemble import content, sections
from compendium.ingest.formats.flow import Block
from compendium.ingest.paragraphs import Role
from compendium.model.document import Verdict
from tests.support.documents import LIMITS, told


def h(level: int, text: str) -> Block:
    return Block(Role.HEADING, text, level)


def p(text: str) -> Block:
    return Block(Role.PARAGRAPH, text)


def starts(*blocks: Block) -> list[str]:
    return [section[0].text for section in sections(blocks)]


def test_a_section_begins_at_each_heading_of_the_highest_level_used_more_than_once() -> None:
    assert starts(h(1, "T"), p("a"), h(2, "A"), h(3, "x"), h(3, "y"), h(2, "B"), p("b")) == ["T", "A", "B"]
    assert starts(h(1, "A"), h(2, "x"), h(1, "B"), h(2, "y")) == ["A", "B"]
    assert starts(p("before"), h(4, "A"), h(4, "B")) == ["before", "A", "B"]
    assert starts(h(0, "Title"), h(1, "A"), h(1, "B")) == ["Title", "A", "B"]
    assert starts(h(1, "A"), p("a")) == ["A"]
    assert starts(p("a"), p("b")) == ["a"]


def test_a_title_that_stands_more_than_once_is_the_highest_heading() -> None:
    made = content("docx", sections([h(0, "A"), h(1, "x"), h(0, "B"), p("b")]), LIMITS)
    assert [(p.level, p.text, p.places[0].page) for p in made.paragraphs] == [
        (1, "A", 1),
        (2, "x", 1),
        (1, "B", 2),
        (0, "b", 2),
    ]


def test_sections_are_numbered_and_nothing_is_a_page() -> None:
    made = content("odt", [[p("a")], [], [h(1, "B")]], LIMITS)
    assert [(page.number, page.label, page.verdict, page.width, page.height) for page in made.pages] == [
        (1, None, Verdict.TEXT, 0.0, 0.0),
        (2, None, Verdict.EMPTY, 0.0, 0.0),
        (3, None, Verdict.TEXT, 0.0, 0.0),
    ]
    assert [p.places for p in made.paragraphs] == [((0, 1, 1, None),), ((0, 1, 3, None),)]


def test_levels_leave_none_out() -> None:
    made = content("html", [[h(2, "a"), h(6, "b"), h(4, "c"), h(0, "t")]], LIMITS)
    assert [p.level for p in made.paragraphs] == [1, 3, 2, 0]


def test_recommendations_are_those_that_say_so_and_what_is_listed_under_their_heading() -> None:
    def item(text: str) -> Block:
        return Block(Role.LIST, text)

    made = content(
        "docx",
        [
            [p("Recommendation 1: Heat the hall."), p("Recommendations"), item("A lamp")],
            [
                h(1, "Recommendations"),
                p("We ask for these."),
                h(2, "For the prison"),
                item("Heat it"),
                item("“Say so”"),
            ],
            [
                h(1, "Thanks"),
                item("To all"),
                p("“Never,” she said, “again.”"),
                Block(Role.BOX, "Recommendation 2: Stop."),
            ],
        ],
        LIMITS,
    )
    assert [role for role, _ in told(made)] == [
        *("recommendation", "paragraph", "list"),
        *("heading", "paragraph", "heading", "recommendation", "recommendation"),
        *("heading", "list", "quote", "box"),
    ]


def test_a_document_that_says_nothing_or_has_too_many_sections_is_refused() -> None:
    for made, limits, code in (
        ([], LIMITS, "no-text"),
        ([[Block(Role.TABLE, "", rows=(("", " "),))]], LIMITS, "no-text"),
        ([[p("a")], [p("b")]], Limits(pages=1), "too-many-pages"),
    ):
        with pytest.raises(Refused) as refused:
            content("docx", made, limits)
        assert refused.value.code == code
