"""What becomes of single pages: read, recognised later, empty, or failed, and what is said of it."""

import pypdfium2 as pdfium
import pytest

from compendium.config import Limits
from compendium.errors import Refused
from compendium.ingest.pdf import ocr
from compendium.ingest.pdf.pages import read_page, recognised_page, verdict_of
from compendium.ingest.pdf.reader import read_pdf
from compendium.model.document import Verdict
from tests.support.hostile_pdf import TEXT, WORDS, page_file, stream
from tests.support.pdfs import paragraph, pdf_bytes

IMAGE = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
STROKE = b"72 500 m 90 500 l S "


def pictured(share: float, *, words: bytes = b"", drawing: bytes = b"") -> bytes:
    """A page with a picture over that share of it."""
    shown = b"q 595 0 0 %d 0 0 cm /X Do Q " % round(842 * share)
    content = stream(shown + words + drawing)
    return page_file(content, stream(b"\x80", IMAGE), resources="/XObject << /X 6 0 R >>")


def verdict(data: bytes, limits: Limits | None = None) -> Verdict:
    with pdfium.PdfDocument(data) as document:
        return read_page(document, 1, limits or Limits(), None).page.verdict


def test_a_picture_of_most_of_the_page_without_words_is_a_scan() -> None:
    assert verdict(pictured(0.9)) is Verdict.SCANNED
    assert verdict(pictured(0.3)) is Verdict.EMPTY
    assert verdict(pictured(0.9, words=WORDS)) is Verdict.TEXT


def test_a_scan_on_which_much_is_drawn_is_a_scan() -> None:
    assert verdict(pictured(0.9, drawing=STROKE * 11), Limits(page_paths=10)) is Verdict.SCANNED


def test_a_page_of_nothing_but_drawings_is_told_of() -> None:
    with pdfium.PdfDocument(page_file(stream(STROKE * 500))) as document:
        read = read_page(document, 1, Limits(), None)
    assert read.problems or read.pictures or read.page.quality < 1


@pytest.mark.parametrize(
    ("words", "share", "wanted"),
    [
        (["People", "waited", "weeks"], 0.9, Verdict.TEXT),
        (["12"], 0.9, Verdict.SCANNED),
        (["12"], 0.1, Verdict.TEXT),
        (["–"], 0.1, Verdict.EMPTY),
        ([], 0.0, Verdict.EMPTY),
        (["\ue001\ue002\ue003", "\ue004\ue005\ue006\ue007", "\ue001\ue002\ue003\ue004\ue005"], 0.0, Verdict.GARBLED),
        (["\uf0b7", *["People", "waited", "for", "six", "weeks"]], 0.0, Verdict.TEXT),
    ],
)
def test_what_a_page_is(words: list[str], share: float, wanted: Verdict) -> None:
    assert verdict_of(words, share) is wanted


@pytest.mark.parametrize("limits", [Limits(page_characters=10), Limits(page_points=500)])
def test_a_page_beyond_the_limits_is_named_and_the_rest_is_read(limits: Limits) -> None:
    with pdfium.PdfDocument(pdf_bytes([paragraph(TEXT)])) as document:
        read = read_page(document, 1, limits, None)
    assert [(problem.code, problem.page) for problem in read.problems] == [("page-failed", 1)]
    assert (read.page.verdict, read.page.quality, read.lines.lines) == (Verdict.EMPTY, 0.0, ())


def test_a_page_whose_picture_cannot_be_made_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_picture(*_: object) -> None:
        raise pdfium.PdfiumError("Failed to create bitmap.")

    monkeypatch.setattr(ocr, "_picture", no_picture)
    with pdfium.PdfDocument(pictured(0.9)) as document:
        shape = read_page(document, 1, Limits(), None).page
        read = recognised_page(document, shape, Limits())
    assert [problem.code for problem in read.problems] == ["page-failed"]


def test_type_too_small_to_see_stops_nothing() -> None:
    assert read_pdf(pdf_bytes([paragraph(TEXT * 3, size=0.1)]), Limits()).paragraphs


@pytest.mark.skipif(not ocr.available(), reason="the extra ocr is not installed")
def test_a_picture_without_words_is_not_refused_for_want_of_recognition() -> None:
    with pytest.raises(Refused) as refused:
        read_pdf(pictured(0.9), Limits())
    assert refused.value.code == "no-text"
