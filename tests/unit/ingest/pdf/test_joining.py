"""Lines become paragraphs: divided words are whole again, and so are paragraphs that the end of a page broke."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.ingest.paragraphs import Role
from compendium.ingest.pdf.blocks import Block
from compendium.ingest.pdf.joining import Spelling, joined, paragraphs, whole
from compendium.ingest.pdf.lines import TextLine
from tests.unit.ingest.pdf.making import block, line

NOTHING = Spelling([])
WORDS = st.text("abn’-, 12.", min_size=1, max_size=8).map(lambda text: " ".join(text.split()) or "a")


def lines(*said: str, runs_on: bool = False) -> list[TextLine]:
    """Lines one below the other; with `runs_on`, pdfium found the last word of each but the last divided."""
    return [line(text, 700 - 14 * n, joined=runs_on and n < len(said) - 1, page=1) for n, text in enumerate(said)]


@pytest.mark.parametrize(
    ("above", "below", "whole_"),
    [
        ("infor-", "mation", "information"),
        ("non-", "verbal", "non-verbal"),
        ("drug-", "free", "drug-free"),
        ("30-", "year-old", "30-year-old"),
        ("follow-", "up", "follow-up"),
        ("two-", "and three-bed", "two- and three-bed"),
        ("Fenmoor-", "Bell", "Fenmoor-Bell"),
        ("cold –", "and dark", "cold – and dark"),
    ],
)
def test_a_printed_hyphen_at_a_line_end(above: str, below: str, whole_: str) -> None:
    assert joined(lines(above, below), NOTHING)[0] == whole_


@pytest.mark.parametrize(
    ("above", "below", "whole_"),
    [
        ("infor", "mation", "information"),
        ("non", "verbal", "non-verbal"),
        ("drug", "free", "drug-free"),
        ("lock", "up", "lock-up"),
        ("30", "year-old", "30-year-old"),
        ("two", "and three-bed", "two- and three-bed"),
    ],
)
def test_a_hyphen_that_pdfium_took_away(above: str, below: str, whole_: str) -> None:
    assert joined(lines(above, below, runs_on=True), NOTHING)[0] == whole_


@pytest.mark.parametrize(("elsewhere", "whole_"), [("by a lock-in.", "a lock-in"), ("“Lockin”", "a lockin")])
def test_the_document_knows_best_how_it_spells_a_word(elsewhere: str, whole_: str) -> None:
    spelling = Spelling([block(Role.PARAGRAPH, elsewhere)])
    assert joined(lines("a lock-", "in"), spelling)[0] == whole_
    assert joined(lines("a lock", "in", runs_on=True), spelling)[0] == whole_


@given(st.lists(st.tuples(WORDS, st.booleans()), min_size=1, max_size=6))
def test_every_line_stands_where_its_place_says(given_: list[tuple[str, bool]]) -> None:
    made = [line(text, 700 - 14 * n, joined=runs_on) for n, (text, runs_on) in enumerate(given_)]
    text, places = joined(made, NOTHING)
    for place, printed in zip(places, made, strict=True):
        assert text[place.start : place.end] in (printed.text, printed.text.removesuffix("-"))
        assert place.box == printed.box
    between = [text[a.end : b.start] for a, b in itertools.pairwise(places)]
    assert set(between) <= {" ", "", "-"}
    assert (places[0].start, places[-1].end) == (0, len(text))


FIRST = block(Role.PARAGRAPH, line("Nobody told us that the", 60))
SECOND = block(Role.PARAGRAPH, line("boiler had failed.", 780, page=2))


def texts(*blocks: Block) -> list[str]:
    return [found.text for found in paragraphs(blocks)]


def test_a_paragraph_that_a_page_end_broke_is_whole_and_has_both_places() -> None:
    (found,) = paragraphs([FIRST, SECOND])
    assert found.text == "Nobody told us that the boiler had failed."
    assert [(found.text[p.start : p.end], p.page) for p in found.places] == [
        ("Nobody told us that the", 1),
        ("boiler had failed.", 2),
    ]


@pytest.mark.parametrize("role", [Role.FOOTNOTE, Role.PULL_QUOTE, Role.TABLE, Role.CAPTION, Role.BOX, Role.QUOTE])
def test_what_stood_between_its_parts_follows_it(role: Role) -> None:
    between = block(role, line("1 We asked twice.", 40))
    assert [found.role for found in whole([FIRST, between, SECOND])] == [Role.PARAGRAPH, role]
    assert texts(FIRST, between, SECOND)[0] == "Nobody told us that the boiler had failed."


@pytest.mark.parametrize(
    "second",
    [
        block(Role.HEADING, line("boiler had failed", 780, page=2)),
        block(Role.PARAGRAPH, line("boiler had failed.", 780, page=3)),
        block(Role.PARAGRAPH, line("boiler had failed.", 780, page=2, size=8)),
        block(Role.PARAGRAPH, line("boiler had failed.", 780, page=2, bold=True)),
        block(Role.PARAGRAPH, line("boiler had failed.", 780, page=2, frame=1)),
        block(Role.PARAGRAPH, line("— Man, Fenmoor", 780, page=2)),
        block(Role.LIST, line("• boiler had failed.", 780, page=2)),
        block(Role.PARAGRAPH, line("boiler had failed.", 30)),
    ],
    ids=["heading", "two pages on", "smaller", "bold", "in a box", "who said it", "list item", "simply below"],
)
def test_other_blocks_are_not_its_second_part(second: Block) -> None:
    assert len(texts(FIRST, second)) == 2


def test_a_paragraph_that_ends_with_a_sentence_does_not_go_on() -> None:
    assert len(texts(block(Role.PARAGRAPH, line("It was cold.", 60)), SECOND)) == 2


def test_the_next_column_may_hold_the_second_part() -> None:
    right = block(Role.PARAGRAPH, line("boiler had failed.", 780, x=310))
    assert texts(FIRST, right) == ["Nobody told us that the boiler had failed."]


def test_who_said_it_is_not_joined_with_the_next_quotation() -> None:
    who = block(Role.PARAGRAPH, line("— Man, Fenmoor", 60))
    assert len(texts(who, block(Role.PARAGRAPH, line("I never saw him.", 780, page=2)))) == 2


def test_a_table_is_text_with_the_span_of_each_cell() -> None:
    cells = [[lines("Kind"), lines("How", "warm")], [lines("Tea"), []]]
    rows = tuple(tuple(tuple(cell) for cell in row) for row in cells)
    (table,) = paragraphs([Block(Role.TABLE, (line("Kind How warm Tea"),), rows=rows)])
    assert table.text == "Kind\tHow warm\nTea\t"
    assert [[table.text[a:b] for a, b in row] for row in table.cells] == [["Kind", "How warm"], ["Tea", ""]]
    assert [table.text[p.start : p.end] for p in table.places] == ["Kind", "How", "warm", "Tea"]
