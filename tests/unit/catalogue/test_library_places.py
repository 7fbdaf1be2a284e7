"""What the library answers says where things stand: pages with both numbers, sections and slides never as pages."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from compendium.catalogue.catalogue import Catalogue
from compendium.errors import NotFound
from compendium.index.whoosh_engine import WhooshIndex
from compendium.library import Library
from compendium.model.intake import Prepared
from compendium.model.search import READER, Evidence, Hit, SearchQuery
from tests.unit.catalogue.making import prepared
from tests.unit.catalogue.test_kept import of_sections


@pytest.fixture
def library(catalogue: Catalogue) -> Iterator[Library]:
    """An empty library, as a reader reads it."""
    with closing(WhooshIndex.open(catalogue.home / "index")) as index:
        yield Library(catalogue, index, READER)


@pytest.fixture
def found(catalogue: Catalogue, library: Library) -> Callable[[Prepared], tuple[Hit, Evidence]]:
    """Saves a report; gives the one hit and the one piece of evidence for a word of its first passage."""

    def find(given: Prepared) -> tuple[Hit, Evidence]:
        catalogue.save(given)
        library._index.catch_up(catalogue)
        ((hit,),) = (group.hits for group in library.search(SearchQuery("weeks")).groups)
        (evidence,) = library.evidence(SearchQuery("weeks")).evidence
        return hit, evidence

    return find


def test_a_hit_in_a_file_with_pages_has_both_numbers(
    found: Callable[[Prepared], tuple[Hit, Evidence]], tmp_path: Path
) -> None:
    hit, evidence = found(prepared(tmp_path))
    assert (hit.page, hit.label, hit.place, hit.ocr) == (1, "i", "page 1 (printed i)", False)
    assert (evidence.label, evidence.place, evidence.ocr) == ("i", "page 1 (printed i)", False)


@pytest.mark.parametrize("page", [0, 1])
def test_a_hit_on_a_recognised_page_says_so_wherever_the_passage_begins(
    found: Callable[[Prepared], tuple[Hit, Evidence]], tmp_path: Path, page: int
) -> None:
    given = prepared(tmp_path)
    pages = list(given.reading.pages)
    pages[page] = replace(pages[page], ocr=True)
    hit, evidence = found(replace(given, reading=replace(given.reading, pages=tuple(pages))))
    assert (hit.ocr, evidence.ocr) == (True, True)


@pytest.mark.parametrize(("format", "place"), [("docx", "section 1, What we did"), ("pptx", "slide 1")])
def test_a_hit_in_a_file_without_pages_has_a_place_of_its_own_kind(
    found: Callable[[Prepared], tuple[Hit, Evidence]], tmp_path: Path, format: str, place: str
) -> None:
    hit, evidence = found(of_sections(prepared(tmp_path), format))
    assert (hit.page, hit.label, hit.place) == (1, None, place)
    assert (evidence.label, evidence.place) == (None, place)


def test_no_picture_is_tried_of_what_has_no_pages(
    catalogue: Catalogue, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("a picture was tried")

    monkeypatch.setattr("compendium.library.render", never)
    report = catalogue.save(of_sections(prepared(tmp_path), "pptx")).report or ""
    with pytest.raises(NotFound, match="no pictures of slides"):
        library.page_image(report, 1)
    assert not (catalogue.home / "renders").exists()
    view = library.report(report)
    assert [heading.text for heading in view.headings] == ["What we did", "Visits", "Waiting"]
