"""Promises of reading, held on every page, section and slide of the demonstration corpus against its gold labels."""

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from compendium.config import Limits
from compendium.errors import Refused
from compendium.ingest.pdf import ocr
from compendium.ingest.read import read_file
from compendium.model.document import Passage, PassageKind, Reading, Unit, unit_of
from tests.conftest import CORPUS, gold, gold_files

GOLD = gold_files()


def of_kind(ending: str, *, scanned: bool = False) -> list[Path]:
    return [path for path in GOLD if gold(path)["file"].endswith(ending) and gold(path)["scanned"] is scanned]


PRINTED, SCANNED, WORD, SLIDES = of_kind(".pdf"), of_kind(".pdf", scanned=True), of_kind(".docx"), of_kind(".pptx")
WITH_TEXT = [*PRINTED, *WORD, *SLIDES]
CAPTIONS = {PassageKind.TABLE, PassageKind.CAPTION}
WITH_TABLES = [path for path in WITH_TEXT if gold(path)["tables"]]

needs_ocr = pytest.mark.skipif(
    not ocr.available(), reason="recognising the words of scanned pages needs the extra ocr, which is not installed"
)


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


def stands_at(record: dict[str, Any], passage: Passage) -> bool:
    """Whether a passage stands where the label says: on its page or slide, or under its headings."""
    if "section" in record:
        return passage.heading == tuple(record["section"])
    return record.get("slide", record["page"]) in passage.pages


def named(path: Path) -> str:
    return path.stem


@pytest.fixture(params=PRINTED, ids=named)
def truth(request: pytest.FixtureRequest) -> dict[str, Any]:
    return gold(request.param)


@pytest.fixture
def reading(truth: dict[str, Any]) -> Reading:
    return reading_of(Path(truth["file"]).name)


# ---- printed pages


def test_every_page_has_the_label_printed_on_it(truth: dict[str, Any], reading: Reading) -> None:
    assert {page.number: page.label for page in reading.pages} == {
        page["number"]: page["label"] for page in truth["pages"]
    }


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


# ---- all that have text: printed pages, Word documents, slides


@pytest.mark.parametrize("path", WITH_TEXT, ids=named)
def test_every_quotation_stands_whole_and_verbatim_in_a_passage_of_its_place(path: Path) -> None:
    truth = gold(path)
    reading = reading_of(truth["file"])
    for quote in truth["quotes"]:
        assert any(stands_at(quote, passage) for passage in holding(reading, quote["text"])), quote["text"]


@pytest.mark.parametrize("path", WITH_TEXT, ids=named)
def test_an_attribution_below_a_quotation_stays_a_line_of_its_own(path: Path) -> None:
    """Joined with the next one, over a page end, it would give one person's words to another."""
    truth = gold(path)
    lines = {plain(line) for passage in reading_of(truth["file"]).passages for line in passage.text.splitlines()}
    for quote in truth["quotes"]:
        if quote["style"] == "dash":
            assert plain(f"— {quote['attribution']}") in lines


@pytest.mark.parametrize("path", WITH_TABLES, ids=named)
def test_every_table_is_read_cell_for_cell_with_its_caption(path: Path) -> None:
    """A long table may be several passages, and repeats its header row on the next page. On a slide nothing tells a
    caption from other text."""
    truth = gold(path)
    reading = reading_of(truth["file"])
    for table in truth["tables"]:
        captions = [p for p in holding(reading, table["caption"]) if path in SLIDES or p.kind in CAPTIONS]
        assert any(stands_at(table, passage) for passage in captions), table["caption"]
        rows = rows_without_repeats(reading, table["rows"][0])
        first = rows.index(table["rows"][0])
        assert rows[first : first + len(table["rows"])] == table["rows"], table["caption"]


def rows_without_repeats(reading: Reading, header: list[str]) -> list[list[str]]:
    """The rows of all tables in order, each cell on one line; that header row only the first time."""
    found: list[list[str]] = []
    for passage in reading.passages:
        for cells in passage.cells:
            row = [" ".join(passage.text[start:end].split()) for start, end in cells]
            if row != header or row not in found:
                found.append(row)
    return found


# ---- Word documents


@pytest.mark.parametrize("path", WORD, ids=named)
def test_a_word_document_has_no_page_numbers(path: Path) -> None:
    reading = reading_of(gold(path)["file"])
    assert unit_of(reading.format) is Unit.SECTION
    assert not any(page.label for page in reading.pages)
    assert not any(passage.boxes for passage in reading.passages)


@pytest.mark.parametrize("path", WORD, ids=named)
def test_a_word_document_keeps_its_headings_and_what_stands_under_each(path: Path) -> None:
    truth = gold(path)
    reading = reading_of(truth["file"])
    assert [(h.level, h.text) for h in reading.headings] == [(h["level"], h["text"]) for h in truth["headings"]]
    for passage in [*truth["passages"], *truth["footnotes"]]:
        assert any(stands_at(passage, found) for found in holding(reading, passage["text"])), passage["text"]


@pytest.mark.parametrize("path", WORD, ids=named)
def test_footnotes_and_recommendations_of_a_word_document_are_told_apart(path: Path) -> None:
    truth = gold(path)
    reading = reading_of(truth["file"])
    wanted = {PassageKind.FOOTNOTE: truth["footnotes"]}
    wanted[PassageKind.RECOMMENDATION] = [p for p in truth["passages"] if p["kind"] == "recommendation"]
    for kind, labelled in wanted.items():
        found = [plain(passage.text) for passage in reading.passages if passage.kind is kind]
        assert len(found) == len(labelled)
        assert all(plain(label["text"]) in text for label, text in zip(labelled, found, strict=True))


# ---- slides


@pytest.mark.parametrize("path", SLIDES, ids=named)
def test_slides_are_numbered_and_their_text_and_notes_stand_on_them(path: Path) -> None:
    truth = gold(path)
    reading = reading_of(truth["file"])
    assert unit_of(reading.format) is Unit.SLIDE
    assert [page.number for page in reading.pages] == [page["number"] for page in truth["pages"]]
    assert not any(page.label for page in reading.pages)
    assert any(passage["kind"] == "notes" for passage in truth["passages"])
    for passage in truth["passages"]:
        assert any(stands_at(passage, found) for found in holding(reading, passage["text"])), passage["text"]


@pytest.mark.parametrize("path", SLIDES, ids=named)
def test_the_titles_of_slides_are_headings(path: Path) -> None:
    truth = gold(path)
    headings = {(heading.page, heading.text) for heading in reading_of(truth["file"]).headings}
    assert {(h["slide"], h["text"]) for h in truth["headings"]} <= headings


# ---- scanned pages


def letters(text: str) -> str:
    """Letters and digits only: recognition may take one sign for another."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


@pytest.mark.parametrize("path", SCANNED, ids=named)
def test_scanned_pages_are_refused_as_such_where_words_are_not_recognised(path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_file(CORPUS / "reports" / gold(path)["file"], Limits(ocr=False))
    assert refused.value.code == "scanned"


@needs_ocr
@pytest.mark.parametrize("path", SCANNED, ids=named)
def test_scanned_pages_are_read_almost_without_errors(path: Path) -> None:
    truth = gold(path)
    reading = reading_of(truth["file"])
    assert all(page.ocr for page in reading.pages)
    assert [page.label for page in reading.pages] == [page["label"] for page in truth["pages"]]
    wanted = Counter(word for p in truth["passages"] for word in re.findall(r"\w+", p["text"]))
    found = Counter(word for p in reading.passages for word in re.findall(r"\w+", p.text))
    assert (wanted & found).total() >= 0.98 * wanted.total()


@needs_ocr
@pytest.mark.parametrize("path", SCANNED, ids=named)
def test_quotations_and_headings_of_scanned_pages_stand_where_they_should(path: Path) -> None:
    truth = gold(path)
    reading = reading_of(truth["file"])
    whole = [
        quote
        for quote in truth["quotes"]
        if any(quote["page"] in p.pages and letters(quote["text"]) in letters(p.text) for p in reading.passages)
    ]
    assert len(whole) >= 0.8 * len(truth["quotes"])
    headings = {(heading.page, letters(heading.text)) for heading in reading.headings}
    assert {(h["page"], letters(h["text"])) for h in truth["headings"]} <= headings


@needs_ocr
@pytest.mark.parametrize("path", SCANNED, ids=named)
def test_an_attribution_on_a_scanned_page_stays_a_line_of_its_own(path: Path) -> None:
    truth = gold(path)
    lines = {letters(line) for passage in reading_of(truth["file"]).passages for line in passage.text.splitlines()}
    assert {letters(quote["attribution"]) for quote in truth["quotes"] if quote["style"] == "dash"} <= lines


@needs_ocr
@pytest.mark.parametrize("path", SCANNED, ids=named)
def test_the_places_of_scanned_words_lie_on_the_page(path: Path) -> None:
    reading = reading_of(gold(path)["file"])
    sizes = {page.number: (page.width, page.height) for page in reading.pages}
    for passage in reading.passages:
        assert passage.boxes
        for box in passage.boxes:
            width, height = sizes[box.page]
            assert 0 <= box.x0 < box.x1 <= width
            assert 0.07 * height < box.y0 < box.y1 <= height
