"""Pull quotes: words of the text set large a second time."""

import pytest

from compendium.ingest.paragraphs import Role
from compendium.ingest.pdf.blocks import Block
from compendium.ingest.pdf.pulled import with_pull_quotes
from tests.unit.ingest.pdf.making import block, line

SAID = "“I waited six weeks for a visit, and nobody could tell me why,” one man told us."
TEXT = block(Role.PARAGRAPH, "Visits were hard to book.", SAID)
BODY = 11.0


def roles(*blocks: Block) -> list[Role]:
    return [made.role for made in with_pull_quotes(blocks, BODY)]


def pulled(*lines: str, role: Role = Role.HEADING, size: float = 16, page: int = 1) -> Block:
    return block(role, *lines, size=size, page=page)


@pytest.mark.parametrize("role", [Role.HEADING, Role.QUOTE, Role.PARAGRAPH, Role.BOX])
def test_large_words_that_the_text_says_are_a_pull_quote(role: Role) -> None:
    assert roles(TEXT, pulled("“I waited six weeks", "for a visit”", role=role)) == [Role.PARAGRAPH, Role.PULL_QUOTE]


def test_it_may_stand_before_the_text_and_on_another_page() -> None:
    assert roles(pulled("“I waited six weeks for a visit”", page=2), TEXT) == [Role.PULL_QUOTE, Role.PARAGRAPH]


def test_dashes_case_and_marks_may_differ() -> None:
    assert roles(TEXT, pulled("‘I waited SIX weeks – for a visit …’"))[1] is Role.PULL_QUOTE


@pytest.mark.parametrize(
    "block_",
    [
        pulled("“I waited six weeks for a meal”"),
        pulled("“I waited six weeks for a visit”", size=12),
        pulled("“I waited six weeks”"),
        pulled("I waited six weeks for a visit"),
    ],
    ids=["other words", "not large", "four words", "neither a sentence nor in marks"],
)
def test_other_blocks_stay_what_they_are(block_: Block) -> None:
    assert roles(TEXT, block_) == [Role.PARAGRAPH, Role.HEADING]


def test_large_words_said_nowhere_else_are_not_taken_for_each_other() -> None:
    once = pulled("“I waited six weeks for a visit”", role=Role.QUOTE)
    assert roles(once, once) == [Role.QUOTE, Role.QUOTE]


def test_words_of_a_paragraph_that_the_page_end_breaks_are_found() -> None:
    first = block(Role.PARAGRAPH, line("Many said: I waited six", 60))
    second = block(Role.PARAGRAPH, line("weeks for a visit, and gave up.", 780, page=2))
    large = pulled("“I waited six weeks for a visit”")
    assert roles(first, large, second) == [Role.PARAGRAPH, Role.PULL_QUOTE, Role.PARAGRAPH]


def test_a_table_in_large_type_is_a_table() -> None:
    cell = line("“I waited six weeks for a visit”", size=16)
    table = Block(Role.TABLE, (cell,), rows=(((cell,),),))
    assert roles(TEXT, table)[1] is Role.TABLE


def test_without_any_large_words_nothing_changes() -> None:
    assert with_pull_quotes([TEXT], BODY) == [TEXT]
