"""What a PDF itself says of its headings: bookmarks and tags."""

import pypdfium2 as pdfium
import pytest

from compendium.ingest.pdf.outline import Tags, outline
from tests.support.hostile_pdf import page_file, stream
from tests.support.pdfs import paragraph, pdf_bytes

TAGGED = "/StructTreeRoot 6 0 R /MarkInfo << /Marked true >>"
"""Objects: 6 the tree, 7 its list of what stands on the page, 8 the document, from 9 on its elements."""


def bookmarked(*entries: str) -> bytes:
    """A page with bookmarks: objects from 7 on, the first of which is the first entry of the outline."""
    objects = [f"<< /Type /Outlines /First 7 0 R /Last {6 + len(entries)} 0 R >>", *(f"<< {e} >>" for e in entries)]
    return page_file(stream(b""), *(given.encode() for given in objects), catalog="/Outlines 6 0 R")


def titles(data: bytes) -> dict[tuple[int, str], int]:
    with pdfium.PdfDocument(data) as document:
        return outline(document)


HERE = "/Dest [3 0 R /Fit]"


def test_bookmarks_have_their_page_and_their_level() -> None:
    found = titles(
        bookmarked(
            f"/Title (What we found) /Parent 6 0 R /Next 9 0 R /First 8 0 R /Last 8 0 R {HERE}",
            f"/Title (1.1 Visits!) /Parent 7 0 R {HERE}",
            f"/Title (Annex) /Parent 6 0 R /Prev 7 0 R {HERE}",
        )
    )
    assert found == {(1, "whatwefound"): 1, (1, "11visits"): 2, (1, "annex"): 1}


def test_of_two_of_one_name_on_one_page_the_first_counts() -> None:
    found = titles(
        bookmarked(
            f"/Title (Visits) /Parent 6 0 R /First 8 0 R /Last 8 0 R {HERE}", f"/Title (VISITS) /Parent 7 0 R {HERE}"
        )
    )
    assert found == {(1, "visits"): 1}


def test_a_bookmark_that_leads_nowhere_is_passed_over() -> None:
    assert titles(bookmarked("/Title (Elsewhere) /Parent 6 0 R")) == {}


def test_bookmarks_that_go_round_in_a_circle_end(caplog: pytest.LogCaptureFixture) -> None:
    found = titles(
        bookmarked(
            f"/Title (Visits) /Parent 6 0 R /Next 8 0 R {HERE}", f"/Title (Food) /Parent 6 0 R /Next 7 0 R {HERE}"
        )
    )
    assert found == {(1, "visits"): 1, (1, "food"): 1}
    assert caplog.text == ""


def test_a_document_without_bookmarks_has_none() -> None:
    assert titles(pdf_bytes([paragraph("It was cold.")])) == {}


def tagged(*elements: str, catalog: str = TAGGED) -> bytes:
    """A page with three pieces of marked content, whose parents are the elements 9, 10 and 11; the document, which is
    the element 8, holds the element 9 and whatever of the others has it for its parent."""
    content = b"".join(
        b"/P << /MCID %d >> BDC BT /F1 11 Tf 72 %d Td (Cold) Tj ET EMC " % (n, 700 - 20 * n) for n in range(3)
    )
    kids = " ".join(f"{9 + n} 0 R" for n, element in enumerate(elements) if "/P 8 0 R" in element)
    objects = [
        "<< /Type /StructTreeRoot /K 8 0 R /ParentTree 7 0 R >>",
        "<< /Nums [0 [9 0 R 10 0 R 11 0 R]] >>",
        f"<< /Type /StructElem /S /Document /P 6 0 R /K [{kids}] >>",
        *(f"<< /Type /StructElem /Pg 3 0 R {element} >>" for element in elements),
    ]
    return page_file(stream(content), *(given.encode() for given in objects), page="/StructParents 0", catalog=catalog)


def headings(data: bytes) -> dict[int, int]:
    with pdfium.PdfDocument(data) as document:
        return Tags(document).headings(document[0])


def test_headings_are_told_by_their_marked_content() -> None:
    found = headings(tagged("/S /H1 /P 8 0 R /K 0", "/S /P /P 8 0 R /K 1", "/S /H3 /P 8 0 R /K [2]"))
    assert found == {0: 1, 2: 3}


def test_what_stands_inside_a_heading_is_of_it_and_nothing_is_inside_a_paragraph() -> None:
    inside = tagged("/S /H2 /P 8 0 R /K 10 0 R", "/S /Span /P 9 0 R /K 1", "/S /Title /P 8 0 R /K 2")
    assert headings(inside) == {1: 2, 2: 1}
    assert headings(tagged("/S /P /P 8 0 R /K 10 0 R", "/S /H2 /P 9 0 R /K 1", "/S /P /P 8 0 R /K 2")) == {}


def test_a_document_that_does_not_call_itself_tagged_has_no_tags() -> None:
    elements = ("/S /H1 /P 8 0 R /K 0", "/S /P /P 8 0 R /K 1", "/S /P /P 8 0 R /K 2")
    assert headings(tagged(*elements)) == {0: 1}
    assert headings(tagged(*elements, catalog="/StructTreeRoot 6 0 R")) == {}
    assert headings(pdf_bytes([paragraph("It was cold.")])) == {}


def test_only_the_first_pages_are_asked() -> None:
    with pdfium.PdfDocument(tagged("/S /H1 /P 8 0 R /K 0", "/S /P /P 8 0 R /K 1", "/S /P /P 8 0 R /K 2")) as document:
        tags, page = Tags(document), document[0]
        found = [tags.headings(page) for _ in range(13)]
    assert found == [{0: 1}] * 12 + [{}]
