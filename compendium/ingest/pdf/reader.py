"""The bytes of a PDF → its pages and paragraphs."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from compendium.config import Limits
from compendium.errors import Refused
from compendium.ingest.attempts import READING_SECONDS
from compendium.ingest.paragraphs import Content
from compendium.ingest.pdf import ocr
from compendium.ingest.pdf.blocks import Block, Style, blocks
from compendium.ingest.pdf.furniture import furniture, printed_labels
from compendium.ingest.pdf.joining import paragraphs
from compendium.ingest.pdf.levels import with_levels
from compendium.ingest.pdf.lines import PageLines, TextLine, body_size, page_lines, usual_pitch
from compendium.ingest.pdf.outline import Outline, Tags, outline
from compendium.ingest.pdf.pages import TO_RECOGNISE, PageRead, read_page, recognised_page, shape_of, verdict_of
from compendium.ingest.pdf.pulled import with_pull_quotes
from compendium.ingest.pdf.tables import regions
from compendium.ingest.repair import repaired
from compendium.model.document import Line, Page, Problem, Verdict

_OPENING_PAGES = 4
_RECOVERED = Problem(
    "recovered", "The file is damaged and was repaired as far as possible: see whether anything is missing."
)
_PLAINLY = Problem(
    "read-plainly", "The file could only be read plainly: tables are read as text and headings may be missing."
)
_SECONDS_A_SCAN = 4.0
"""Recognising the words of a page takes 1 to 2 seconds; a page that lies on its side, twice that."""


def read_pdf(data: bytes, limits: Limits) -> Content:
    """The document. Raises Refused when nothing can be made of it."""
    document, recovered = _open(data)
    try:
        count = len(document)
        if count == 0:
            raise Refused("no-pages")
        if count > limits.pages:
            raise Refused("too-many-pages")
        content = _content(document, count, limits)
    finally:
        document.close()
    return replace(content, problems=(_RECOVERED, *content.problems)) if recovered else content


def _open(data: bytes) -> tuple[pdfium.PdfDocument, bool]:
    """The document, and whether it had to be repaired first."""
    try:
        return pdfium.PdfDocument(data), False
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise Refused("encrypted", str(error)) from error
        again = repaired(data)
        if again is None:
            raise Refused("damaged", str(error)) from error
    try:
        return pdfium.PdfDocument(again), True
    except pdfium.PdfiumError as error:
        raise Refused("damaged", str(error)) from error


def _content(document: pdfium.PdfDocument, count: int, limits: Limits) -> Content:
    metadata = {name: value for name, value in document.get_metadata_dict().items() if value}
    return _assembled(_pages(document, count, limits), outline(document) if limits.tags else {}, metadata, limits)


def read_pdf_by_reference(data: bytes, limits: Limits) -> Content:
    """The document as the reference reader sees it (see `reference`), for comparison. Scans are not recognised."""
    from compendium.ingest.pdf import reference  # a fifth of a second, for comparisons only

    with reference.opened(data) as document:
        read = [_by_reference(page, limits) for page in document.pages]
        return _assembled(read, {}, {}, limits)


def _by_reference(page: Any, limits: Limits) -> PageRead:
    from compendium.ingest.pdf import reference

    text, number = reference.page_text(page), int(page.page_number)
    found = regions(text.words, reference.drawn(page), text.upright[1]) if limits.tables else ()
    page.close()  # pdfplumber keeps the layout of open pages
    verdict = verdict_of([word.text for word in text.words], 0.0)
    return PageRead(shape_of(number, text, verdict), page_lines(number, text, found))


def _assembled(read: list[PageRead], marks: Outline, metadata: dict[str, str], limits: Limits) -> Content:
    """The pages as one document: what runs through all of them is known only now."""
    texts = [page.lines for page in read]
    if not any(page.lines for page in texts):
        raise Refused(_why_nothing([page.page for page in read], limits))
    running = furniture(texts)
    labels = printed_labels(texts, running)
    return Content(
        format="pdf",
        pages=tuple(replace(page.page, label=labels.get(page.page.number)) for page in read),
        paragraphs=tuple(paragraphs(_blocks(texts, running, marks))),
        problems=tuple(_problems(read, limits)),
        lines=_opening_lines(texts),
        furniture=tuple(_line(ln) for page in texts for ln in page.lines if ln in running),
        metadata=metadata,
    )


def _pages(document: pdfium.PdfDocument, count: int, limits: Limits) -> list[PageRead]:
    """All pages; scanned ones last, when it is known how many there are and how long that will take."""
    tags = Tags(document) if limits.tags else None
    read = [read_page(document, number, limits, tags) for number in range(1, count + 1)]
    scans = [page.page for page in read if page.page.verdict in TO_RECOGNISE]
    if scans and limits.ocr and ocr.available():
        needed = len(scans) * _SECONDS_A_SCAN
        if needed > limits.seconds - min(READING_SECONDS, limits.seconds / 2):
            raise Refused("long-scan", str(needed))
        for page in scans:
            read[page.number - 1] = recognised_page(document, page, limits)
    return read


def _problems(read: list[PageRead], limits: Limits) -> Iterator[Problem]:
    if not (limits.tags or limits.tables):
        yield _PLAINLY
    for page in read:
        yield from page.problems
    yield from _about_pictures(read)


def _why_nothing(pages: list[Page], limits: Limits) -> str:
    """The code for a document without a word."""
    verdicts = {page.verdict for page in pages}
    if Verdict.GARBLED in verdicts:
        return "garbled-text"
    # where words were looked for in the pictures, advice to have that done would lead nowhere
    looked = limits.ocr and ocr.available()
    return "scanned" if Verdict.SCANNED in verdicts and not looked else "no-text"


def _about_pictures(read: list[PageRead]) -> Iterator[Problem]:
    """Says once that words in pictures are not read, and on which pages there are large ones."""
    numbers = [str(page.page.number) for page in read if page.pictures]
    if numbers:
        pages = f"page {numbers[0]}" if len(numbers) == 1 else f"pages {', '.join(numbers)}"
        yield Problem("pictures", f"There are large pictures on {pages}. Words inside pictures are not read.")


def _blocks(pages: list[PageLines], running: set[TextLine], marks: Outline) -> list[Block]:
    size = body_size(pages) or 10.0  # type too small to see has none
    style = Style(size, usual_pitch(pages, size))
    found = [b for page in pages for b in blocks((ln for ln in page.lines if ln not in running), style, page.height)]
    return with_levels(with_pull_quotes(found, size), marks)


def _opening_lines(pages: list[PageLines]) -> tuple[Line, ...]:
    chosen = pages[:_OPENING_PAGES] + (pages[-1:] if len(pages) > _OPENING_PAGES else [])
    return tuple(_line(line) for page in chosen for line in page.lines)


def _line(line: TextLine) -> Line:
    return Line(line.text, line.page, line.box, round(line.size, 1), line.bold)
