"""Promises of reading, held on every page of the demonstration corpus against its gold labels."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from compendium.ingest.read import read_file
from compendium.model.document import Passage, Reading
from tests.conftest import CORPUS, gold, gold_files

GOLD = gold_files()


@cache
def reading_of(name: str) -> Reading:
    return read_file(CORPUS / "reports" / name)


def plain(text: str) -> str:
    """Without white space, hyphens and opening marks (repeated for each paragraph of a quotation): how lines and
    paragraphs
    were broken does not matter here, every other character does."""
    return re.sub(r"[\s\u00ad\x02\ufffe“-]+", "", text)


def holding(reading: Reading, words: str) -> list[Passage]:
    return [passage for passage in reading.passages if plain(words) in plain(passage.text)]


@pytest.fixture(params=GOLD, ids=lambda path: path.stem)
def truth(request: pytest.FixtureRequest) -> dict[str, Any]:
    return gold(request.param)


@pytest.fixture
def reading(truth: dict[str, Any]) -> Reading:
    return reading_of(Path(truth["file"]).name)


def test_every_page_has_the_label_printed_on_it(truth: dict[str, Any], reading: Reading) -> None:
    assert {page.number: page.label for page in reading.pages} == {
        page["number"]: page["label"] for page in truth["pages"]
    }


def test_every_quotation_stands_whole_and_verbatim_in_a_passage_of_its_page(
    truth: dict[str, Any], reading: Reading
) -> None:
    for quote in truth["quotes"]:
        assert any(quote["page"] in passage.pages for passage in holding(reading, quote["text"])), quote["text"]


def test_running_headers_and_footers_are_in_no_passage(truth: dict[str, Any], reading: Reading) -> None:
    heights = {page.number: page.height for page in reading.pages}
    in_margins = [box for p in reading.passages for box in p.boxes if not 0.07 < box.y0 / heights[box.page] < 0.93]
    assert not in_margins
    assert not any("invented" in passage.text.casefold() for passage in reading.passages)


def test_passages_are_of_one_heading_and_of_the_right_length(reading: Reading) -> None:
    lengths = [len(passage.text.split()) for passage in reading.passages]
    assert max(lengths) <= 200
    headings = [passage.heading for passage in reading.passages]
    short = [
        n for n, length in enumerate(lengths) if length < 60 and reading.passages[n].kind in ("paragraph", "quote")
    ]
    # a short passage is all that is left under its heading: its neighbours of the same heading would have been too long
    for n in short:
        for m in (n - 1, n + 1):
            if 0 <= m < len(lengths) and headings[m] == headings[n] and reading.passages[m].kind == "paragraph":
                assert lengths[n] + lengths[m] > 60


def test_the_marked_places_hold_the_words_of_the_passage_and_nothing_else(
    truth: dict[str, Any], reading: Reading
) -> None:
    with pdfium.PdfDocument(CORPUS / "reports" / Path(truth["file"]).name) as document:
        pages = [document[number].get_textpage() for number in range(len(document))]
        for passage in reading.passages:
            marked = ""
            for box in passage.boxes:
                text = pages[box.page - 1].get_text_bounded(box.x0 - 1, box.y0 + 1, box.x1 + 1, box.y1 - 1)
                marked += plain(text)
            # raised numbers of footnotes are marked with their line but are not the passage's words
            assert re.sub(r"\d", "", marked) == re.sub(r"\d", "", plain(passage.text)), passage.id
