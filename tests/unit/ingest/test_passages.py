"""Paragraphs become passages: of one heading, of the right length, each character on its page."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.ingest.paragraphs import Paragraph, Place, Role, paragraph, table
from compendium.ingest.passages import LEAST, MOST, headings, passages
from compendium.model.document import Box, Passage, PassageKind

SENTENCE = "People told us that the visits hall was cold and that nobody had said why. "


def text(words: int) -> str:
    return " ".join((SENTENCE * (words // 15 + 1)).split()[:words])


def over(role: Role, *said: tuple[str, int]) -> Paragraph:
    """A paragraph whose lines stand on these pages, each in a box of its own."""
    places, whole = [], ""
    for n, (words, page) in enumerate(said):
        whole += " " if whole else ""
        places.append(Place(len(whole), len(whole) + len(words), page, Box(page, 72, 700 - 14 * n, 300, 711 - 14 * n)))
        whole += words
    return Paragraph(role, whole, tuple(places))


def made(*paragraphs: Paragraph) -> tuple[Passage, ...]:
    return passages("r", paragraphs)


def kinds(*paragraphs: Paragraph) -> list[str]:
    return [passage.kind.value for passage in made(*paragraphs)]


def test_ids_come_of_the_report_and_the_words_and_count_what_is_said_again() -> None:
    first, second = made(paragraph(Role.FOOTNOTE, "Ask  again.", 1), paragraph(Role.FOOTNOTE, "ask AGAIN.", 2))
    assert re.fullmatch(r"r-[0-9a-f]{10}-1", first.id)
    assert second.id == first.id[:-1] + "2"


def test_a_passage_stands_under_the_headings_above_it() -> None:
    parts = [
        paragraph(Role.HEADING, "Keeping in touch", 1),
        paragraph(Role.PARAGRAPH, "A foreword.", 1),
        paragraph(Role.HEADING, "Findings", 2, level=1),
        paragraph(Role.HEADING, "Visits", 2, level=2),
        paragraph(Role.PARAGRAPH, "It was cold.", 2),
        paragraph(Role.HEADING, "Annex", 3, level=1),
        paragraph(Role.PARAGRAPH, "How we asked.", 3),
    ]
    assert [(passage.heading, passage.text) for passage in made(*parts)] == [
        ((), "Keeping in touch\nA foreword."),
        (("Findings", "Visits"), "It was cold."),
        (("Annex",), "How we asked."),
    ]
    assert [(found.level, found.text, found.page) for found in headings(parts)] == [
        (1, "Findings", 2),
        (2, "Visits", 2),
        (1, "Annex", 3),
    ]


def test_a_document_of_nothing_but_headings_keeps_its_words() -> None:
    assert [passage.text for passage in made(paragraph(Role.HEADING, "Visits", 1, level=1))] == ["Visits"]


@given(st.lists(st.integers(1, 450), min_size=1, max_size=8))
def test_no_word_is_lost_and_no_passage_too_long(lengths: list[int]) -> None:
    said = [text(length) for length in lengths]
    found = made(*(paragraph(Role.PARAGRAPH, words, 1) for words in said))
    assert " ".join(passage.text for passage in found).split() == " ".join(said).split()
    counts = [len(passage.text.split()) for passage in found]
    assert max(counts) <= MOST
    assert all(a + b > MOST or min(a, b) >= LEAST for a, b in pairwise(counts))


def test_text_without_sentence_ends_is_cut_between_words() -> None:
    (first, second) = made(paragraph(Role.PARAGRAPH, "name " * 300, 1))
    assert [len(passage.text.split()) for passage in (first, second)] == [150, 150]


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(0, 1)), min_size=1, max_size=12))
def test_each_character_stands_on_its_page(lines: list[tuple[int, int]]) -> None:
    """However a paragraph is cut: each of its words says on which page it is."""
    page, said = 1, []
    for words, step in lines:
        page += step
        said.append((f"on{page} " * (words - 1) + f"on{page}.", page))
    for passage in made(over(Role.PARAGRAPH, *said)):
        assert len(passage.breaks) == len(passage.pages) - 1
        for word in re.finditer(r"on(\d+)", passage.text):
            assert passage.page_at(word.start()) == int(word[1])
            assert int(word[1]) in passage.pages


def test_pages_never_go_back_inside_a_passage() -> None:
    first = over(Role.PARAGRAPH, ("Nobody told us that the", 1), ("boiler had failed.", 2))
    aside = over(Role.QUOTE, ("“It was so cold in there”, he said.", 1))
    assert [passage.pages for passage in made(first, aside, over(Role.PARAGRAPH, ("It rained.", 2)))] == [
        (1, 2),
        (1, 2),
    ]


@pytest.mark.parametrize("role", [Role.FOOTNOTE, Role.RECOMMENDATION, Role.CAPTION])
def test_some_roles_stand_alone(role: Role) -> None:
    around = paragraph(Role.PARAGRAPH, "It was cold.", 1)
    assert len(made(around, paragraph(role, "1 Ask again.", 1), around)) == 3


def test_a_caption_stays_with_its_table_above_it_or_below() -> None:
    caption, cells = paragraph(Role.CAPTION, "Table 1. Meals", 1), table([["Kind", "Warm"], ["Tea", "12"]], 1)
    for parts in ((caption, cells), (cells, caption)):
        (passage,) = made(*parts)
        assert passage.kind is PassageKind.TABLE
        assert [[passage.text[a:b] for a, b in row] for row in passage.cells] == [["Kind", "Warm"], ["Tea", "12"]]


def test_a_long_table_is_cut_between_rows_each_part_under_the_first() -> None:
    rows = [["Who", "Said"], *([f"Number {n}", text(28)] for n in range(20))]
    found = made(table(rows, 1))
    read = [[[p.text[a:b] for a, b in row] for row in p.cells] for p in found]
    assert len(found) > 2
    assert all(part[0] == rows[0] for part in read)
    assert [row for part in read for row in part[1:]] == rows[1:]
    assert all(len(passage.text.split()) <= MOST for passage in found)


def test_who_said_it_stays_with_the_quotation() -> None:
    quote, who = paragraph(Role.QUOTE, "“" + text(70) + "”", 1), paragraph(Role.PARAGRAPH, "— Man, Fenmoor", 1)
    assert len(made(quote, who)) == 1
    assert len(made(quote, paragraph(Role.PARAGRAPH, text(70), 1))) == 2


def test_a_pull_quote_names_the_passage_that_it_repeats() -> None:
    said = paragraph(Role.PARAGRAPH, "One man said: “I waited six weeks for a visit.”", 1)
    pulled = paragraph(Role.PULL_QUOTE, "“I waited – six weeks …”", 1)
    other = paragraph(Role.PULL_QUOTE, "“Nobody ever came to see me”", 1)
    first, second, third = made(pulled, said, other)
    assert (first.kind, first.repeats) == (PassageKind.PULL_QUOTE, second.id)
    assert (third.kind, third.repeats) == (PassageKind.QUOTE, "")


def test_a_pull_quote_without_letters_repeats_nothing() -> None:
    _, pulled = made(paragraph(Role.PARAGRAPH, "It was cold.", 1), paragraph(Role.PULL_QUOTE, "“…”", 1))
    assert pulled.repeats == ""


def test_two_boxes_are_two_passages() -> None:
    """Ann's story is not Bob's."""
    ann = replace(paragraph(Role.BOX, "Ann had been inside.", 1), frame=(1, 1))
    bob = replace(paragraph(Role.BOX, "Bob had not.", 1), frame=(1, 2))
    assert kinds(ann, bob) == ["box", "box"]
    assert kinds(ann, replace(bob, frame=(1, 1))) == ["box"]


def test_a_box_is_not_joined_with_the_text_around_it() -> None:
    around = paragraph(Role.PARAGRAPH, "It was cold.", 1)
    assert kinds(around, paragraph(Role.BOX, "Ann had been inside.", 1), around) == ["paragraph", "box", "paragraph"]
