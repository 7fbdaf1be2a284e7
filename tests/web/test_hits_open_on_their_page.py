"""A hit opens on its page with the right words marked: every hit of many questions, on the demonstration library."""

import re
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pypdfium2 as pdfium
import pytest
from flask.testing import FlaskClient

from compendium.config import load
from compendium.library import Library
from compendium.model.document import Unit
from compendium.model.search import READER, SearchQuery
from webui.app import create_app

QUESTIONS = ("kettle", "family visits", "first night", "complaint", "recall", "“leave it with me”", "food", "officer")
RECTANGLE = re.compile(r'<rect x="([\d.-]+)" y="([\d.-]+)" width="([\d.]+)" height="([\d.]+)"')


@pytest.fixture(scope="module")
def library(demo_home: Path) -> Iterator[Library]:
    with closing(Library.open(demo_home, READER)) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(demo_home: Path, library: Library) -> FlaskClient:
    return create_app(load(demo_home), lambda: library).test_client()


def letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalpha())


def words_in(page: pdfium.PdfPage, rectangle: tuple[str, ...]) -> str:
    """The letters of the file inside a rectangle of the page as shown (not turned, in this corpus)."""
    x, y, width, height = map(float, rectangle)
    top = page.get_height() - y
    text: str = page.get_textpage().get_text_bounded(x + 0.5, top - height + 2.5, x + width - 0.5, top - 2.5)
    return letters(text)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_hit_opens_on_its_page_with_its_words_marked(
    question: str, client: FlaskClient, library: Library
) -> None:
    found = library.search(SearchQuery(question, limit=100))
    page_of_results = client.get("/search", query_string={"q": question}).get_data(as_text=True)
    links = [unescape(link) for link in re.findall(r'href="(/reports/[^"]+/[a-z]+/\d+\?[^"]+)"', page_of_results)]
    targets = {parse_qs(urlsplit(link).query).get("passage", [""])[0]: link.split("#")[0] for link in links}
    hits = [(group.report.unit, hit) for group in found.groups for hit in group.hits]
    assert hits
    for unit, hit in hits:
        if len(found.groups) <= 10:
            assert hit.passage.id in targets
        sought = urlencode({"passage": hit.passage.id, "q": question})
        address = targets.get(hit.passage.id, f"/reports/{hit.report}/{unit}s/{hit.page}?{sought}")
        assert f"/{unit}s/{hit.page}?" in address
        shown = client.get(address).get_data(as_text=True)
        for start, end in hit.snippet.marks:
            assert f"<mark>{hit.snippet.text[start:end]}</mark>" in unescape(shown)
        rectangles = RECTANGLE.findall(shown)
        boxes = library.passage(hit.passage.id)[1].passage.boxes  # a hit is without them
        assert len(rectangles) == sum(box.page == hit.page for box in boxes)
        if unit is not Unit.PAGE or hit.ocr:  # no words stand under the picture
            continue
        with pdfium.PdfDocument(library.file(hit.report)) as document:
            page = document[hit.page - 1]
            marked = "".join(words_in(page, rectangle) for rectangle in rectangles)
        assert marked
        assert marked in letters(hit.passage.text)
        assert all(letters(hit.snippet.text[start:end]) in marked for start, end in hit.snippet.marks[:1])


def test_the_picture_of_the_page_is_made_and_shown(client: FlaskClient, library: Library) -> None:
    report = next(report for report in library.reports() if report.unit is Unit.PAGE)
    with client.get(f"/reports/{report.id}/pages/2/image.png") as answer:
        assert answer.status_code == 200
        assert answer.data.startswith(b"\x89PNG")
    assert client.get(f"/reports/{report.id}/pages/99/image.png").status_code == 404
