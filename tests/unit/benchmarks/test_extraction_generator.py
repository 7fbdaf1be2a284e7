"""The made-up pages are what their truth says, and one seed always makes the same ones."""

import re
from collections import Counter
from dataclasses import replace
from functools import cache

import pypdfium2
import pytest

from benchmarks.extraction.layouts import COLUMNS
from benchmarks.extraction.making import ORDERS, Made, made
from benchmarks.extraction.metrics import order_score, phrase_recall, truth_phrases, words
from benchmarks.extraction.truth import Role, as_json, from_json
from benchmarks.extraction.wording import vocabulary

SEED = 3


@cache
def document(layout: str, order: str = "logical", seed: int = SEED) -> Made:
    """A document, made once."""
    return made(seed, layout, order)


def stream(data: bytes) -> list[str]:
    """The text of each page as pdfium hands it out."""
    opened = pypdfium2.PdfDocument(data)
    texts = []
    for page in opened:
        text = page.get_textpage()
        texts.append(text.get_text_range())
        text.close()
        page.close()
    opened.close()
    return texts


def letters(text: str) -> str:
    """The letters and digits of the text, nothing between them."""
    return "".join(re.findall(r"[^\W_]", " ".join(words(text))))


# ---- the pages ----


@pytest.mark.parametrize("layout", COLUMNS)
def test_same_seed_same_bytes(layout: str) -> None:
    again = made(SEED, layout, "logical")
    assert again.data == document(layout).data
    assert again.truth == document(layout).truth


@pytest.mark.parametrize("layout", COLUMNS)
def test_other_seed_other_bytes(layout: str) -> None:
    assert made(SEED + 1, layout, "logical", pages=1).data != made(SEED, layout, "logical", pages=1).data


def test_stream_orders_differ_in_order_only() -> None:
    logical = document("two")
    for order in ORDERS[1:]:
        other = document("two", order)
        assert other.truth == logical.truth
        assert other.data != logical.data
    rows, shuffled = (Counter("".join(stream(document("two", order).data))) for order in ("rows", "shuffled"))
    assert {char: rows[char] for char in "aeiou"} == {char: shuffled[char] for char in "aeiou"}


@pytest.mark.parametrize("layout", COLUMNS)
def test_every_word_of_the_truth_is_on_its_page(layout: str) -> None:
    """A word may be divided over the end of a column, with others in between; then both parts are there."""
    pages = [letters(text) for text in stream(document(layout).data)]
    for block in document(layout).truth.blocks:
        printed = "|".join(pages[block.page - 1 : block.page + 1])
        for word in map(letters, words(block.text)):
            parts = ((word[:at], word[at:]) for at in range(3, len(word) - 1))
            assert word in printed or any(one in printed and two in printed for one, two in parts), (block, word)


@pytest.mark.parametrize("layout", COLUMNS)
def test_logical_order_is_the_order_of_the_truth(layout: str) -> None:
    text = "\n".join(stream(document(layout).data))
    assert phrase_recall(truth_phrases(document(layout).truth), text) > 0.96
    assert order_score(document(layout).truth.text(), text) > 0.9


@pytest.mark.parametrize("layout", COLUMNS)
def test_running_lines_are_on_their_pages(layout: str) -> None:
    pages = stream(document(layout).data)
    assert len(pages) == 6
    for line in document(layout).truth.furniture:
        assert set(words(line.text)) <= set(words(pages[line.page - 1]))


def test_each_layout_has_what_it_is_for() -> None:
    def roles(*layouts: str) -> set[Role]:
        return {b.role for layout in layouts for seed in (1, 2, 3) for b in document(layout, seed=seed).truth.blocks}

    assert roles("one", "two") >= {Role.HEADING, Role.PARAGRAPH, Role.LIST, Role.QUOTE, Role.RECOMMENDATION}
    assert roles("split") >= {Role.PULL_QUOTE, Role.TABLE, Role.CAPTION}
    assert roles("box") >= {Role.BOX}
    assert roles("notes") >= {Role.FOOTNOTE}
    assert set(Role) == roles(*COLUMNS)


def test_tables_have_a_header_and_empty_cells() -> None:
    tables = [block for seed in (1, 2, 3) for block in document("table", seed=seed).truth.of(Role.TABLE)]
    assert any(cell == "" for table in tables for row in table.cells[1:] for cell in row)
    for table in tables:
        assert len({len(row) for row in table.cells}) == 1
        assert table.text.split("\n") == [cell for row in table.cells for cell in row if cell]


def test_pull_quotes_repeat_words_of_the_body() -> None:
    truth = document("split").truth
    body = letters(" ".join(block.text for block in truth.of(Role.PARAGRAPH)))
    assert truth.of(Role.PULL_QUOTE)
    assert all(letters(block.text) in body for block in truth.of(Role.PULL_QUOTE))


def test_turned_pages_say_so() -> None:
    opened = pypdfium2.PdfDocument(document("rotated").data)
    assert [page.get_rotation() for page in opened] == [90, 0, 90, 0, 90, 0]
    assert opened[0].get_width() > opened[0].get_height()
    assert opened[1].get_width() < opened[1].get_height()
    opened.close()


def test_the_ways_of_writing_text_all_come_up() -> None:
    data = [document(layout, seed=seed).data for layout in COLUMNS for seed in (1, 2, 3)]
    assert any(rb"\036" in content for content in data), "ligatures"
    assert any(rb"-) TJ" in content or rb"-)] TJ" in content for content in data), "hyphens at line ends"
    assert any(re.search(rb"\[\(\w+\)-\d", content) for content in data), "words apart without a space"
    assert any(re.search(rb"\[\(\w+\)\( \)", content) for content in data), "words apart by a space"
    assert any(re.search(rb"(\[\(\w{4,}\).*\] TJ)\n[^\n]*Tf[^\n]*\n[^\n]*Tm \1", content) for content in data), "twice"


def test_texts_do_not_repeat_themselves() -> None:
    assert len(vocabulary()) > 400
    for layout in COLUMNS:
        truth = document(layout).truth
        body = replace(truth, blocks=tuple(block for block in truth.blocks if block.role is not Role.PULL_QUOTE))
        found = truth_phrases(body)
        assert sum(count - 1 for count in found.values()) < 0.02 * found.total()


def test_the_truth_comes_back_from_its_file() -> None:
    assert from_json(as_json(document("mixed").truth)) == document("mixed").truth
