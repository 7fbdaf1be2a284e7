"""The bytes of a PDF → its pages and paragraphs."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

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
from compendium.ingest.pdf.lines import PageLines, TextLine, body_size, nothing, page_lines, usual_pitch
from compendium.ingest.pdf.outline import Outline, Tags, outline
from compendium.ingest.pdf.pulled import with_pull_quotes
from compendium.ingest.pdf.quality import CROWDED, UNSEEN, Doubt, doubts, quality
from compendium.ingest.pdf.rulings import NOTHING, Drawn, TooMuchDrawn, drawn
from compendium.ingest.pdf.tables import regions
from compendium.ingest.pdf.words import PageText, TooDense, page_text
from compendium.ingest.repair import repaired
from compendium.model.document import Line, Page, Problem, Verdict

_OPENING_PAGES = 4
_FEW_LETTERS = 12
_SCAN_SHARE = 0.5
_PICTURE_SHARE = 0.15
_TO_RECOGNISE = (Verdict.SCANNED, Verdict.GARBLED)
_HOW = "Install the extra “ocr” to have them recognised, or add a copy with a text layer."
_NOT_RECOGNISED = {
    Verdict.SCANNED: f"Page {{}} is a picture of a page: its words were not read. {_HOW}",
    Verdict.GARBLED: f"The letters of page {{}} cannot be decoded: its words were not read. {_HOW}",
}
_RECOVERED = Problem(
    "recovered", "The file is damaged and was repaired as far as possible: see whether anything is missing."
)
_PLAINLY = Problem(
    "read-plainly", "The file could only be read plainly: tables are read as text and headings may be missing."
)
_SECONDS_A_SCAN = 4.0
"""Recognising the words of a page takes 1 to 2 seconds; a page that lies on its side, twice that."""
_STRANGE = re.compile("[\ue000-\uf8ff\ufffd\ufffe]")


class TooLarge(ValueError):
    """The page is larger than a page may be."""


class _Read(NamedTuple):
    """A page, read: its lines, and what a person should know of it."""

    page: Page
    lines: PageLines
    problems: tuple[Problem, ...] = ()
    pictures: bool = False


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
    read = _pages(document, count, limits)
    texts = [page.lines for page in read]
    if not any(page.lines for page in texts):
        raise Refused(_why_nothing([page.page for page in read]))
    running = furniture(texts)
    labels = printed_labels(texts, running)
    marks = outline(document) if limits.tags else {}
    return Content(
        format="pdf",
        pages=tuple(replace(page.page, label=labels.get(page.page.number)) for page in read),
        paragraphs=tuple(paragraphs(_blocks(texts, running, marks))),
        problems=tuple(_problems(read, limits)),
        lines=_opening_lines(texts),
        furniture=tuple(_line(ln) for page in texts for ln in page.lines if ln in running),
        metadata={name: value for name, value in document.get_metadata_dict().items() if value},
    )


def _pages(document: pdfium.PdfDocument, count: int, limits: Limits) -> list[_Read]:
    """All pages; scanned ones last, when it is known how many there are and how long that will take."""
    tags = Tags(document) if limits.tags else None
    read = [_page_or_problem(document, number, limits, tags) for number in range(1, count + 1)]
    scans = [page.page for page in read if page.page.verdict in _TO_RECOGNISE]
    if scans and limits.ocr and ocr.available():
        needed = len(scans) * _SECONDS_A_SCAN
        if needed > limits.seconds - min(READING_SECONDS, limits.seconds / 2):
            raise Refused("long-scan", str(needed))
        for page in scans:
            read[page.number - 1] = _recognised(document, page, limits)
    return read


def _problems(read: list[_Read], limits: Limits) -> Iterator[Problem]:
    if not limits.tags:
        yield _PLAINLY
    for page in read:
        yield from page.problems
    yield from _about_pictures(read)


def _why_nothing(pages: list[Page]) -> str:
    """The code for a document without a word."""
    verdicts = {page.verdict for page in pages}
    if Verdict.GARBLED in verdicts:
        return "garbled-text"
    return "scanned" if Verdict.SCANNED in verdicts else "no-text"


def _page_or_problem(document: pdfium.PdfDocument, number: int, limits: Limits, tags: Tags | None) -> _Read:
    try:
        return _page(document, number, limits, tags)
    except TooDense:
        why = "it holds more characters than any page of a report"
    except TooLarge:
        why = "it is larger than any page of a report"
    except (pdfium.PdfiumError, ValueError, ArithmeticError):
        why = "it is damaged"
    failed = Page(number, None, Verdict.EMPTY, 0.0, 0.0, quality=0.0)
    problem = Problem("page-failed", f"Page {number} could not be read: {why}.", number)
    return _Read(failed, nothing(number), (problem,))


def _page(document: pdfium.PdfDocument, number: int, limits: Limits, tags: Tags | None) -> _Read:
    page = document[number - 1]
    try:
        if max(page.get_size()) > limits.page_points:
            raise TooLarge
        text = page_text(page, limits.page_characters, tags.headings(page) if tags else {})
        letters = "".join([word.text for word in text.words])
        few = len(letters) < _FEW_LETTERS
        shown, crowded = _drawn(page, text, limits) if limits.tables or few else (NOTHING, False)
        share = _picture_share(text, shown)
        verdict = _verdict(letters, share if few else 0.0)
        if verdict in _TO_RECOGNISE:
            why = _NOT_RECOGNISED[verdict].format(number)
            shape = replace(_shape(number, text, verdict), quality=0.0)
            return _Read(shape, nothing(number), (Problem(f"{verdict.value}-page", why, number),))
        found = [CROWDED] if crowded else []
        if verdict is not Verdict.TEXT:
            return _Read(
                _shape(number, text, verdict), PageLines(number, 0.0, 0.0, ()), pictures=share > _PICTURE_SHARE
            )
        height = text.width if text.turn in (90, 270) else text.height
        lines = page_lines(number, text, regions(text.words, shown, height) if limits.tables else ())
        found += doubts(text.words, lines)
        scan = share > _SCAN_SHARE and text.is_unseen()
        found += [UNSEEN] if scan else []
        shape = replace(_shape(number, text, verdict), quality=quality(found), ocr=scan)
        return _Read(shape, lines, _to_look_at(shape, found), not scan and share > _PICTURE_SHARE)
    finally:
        page.close()


def _recognised(document: pdfium.PdfDocument, shape: Page, limits: Limits) -> _Read:
    """A scanned or garbled page with its words recognised in its picture."""
    number, page = shape.number, document[shape.number - 1]
    try:
        seen = ocr.recognise(page, limits.ocr_pixels)
    except ocr.NotRecognised:
        problem = Problem("page-failed", f"The words of page {number} could not be recognised.", number)
        return _Read(shape, nothing(number), (problem,))
    finally:
        page.close()
    lines = page_lines(number, seen.text)
    shape = replace(shape, quality=quality(doubts(seen.text.words, lines), seen.confidence), ocr=bool(lines.lines))
    said = f"The words of page {number} were recognised in a picture of it: compare them with the page before quoting."
    return _Read(shape, lines, (Problem("recognised-page", said, number),) if lines.lines else ())


def _shape(number: int, text: PageText, verdict: Verdict) -> Page:
    return Page(number, None, verdict, round(text.width, 2), round(text.height, 2), text.rotation)


def _to_look_at(page: Page, found: list[Doubt]) -> tuple[Problem, ...]:
    if not page.needs_a_look:
        return ()
    why = "; ".join(doubt.why for doubt in found)
    return (Problem("needs-a-look", f"Compare page {page.number} with what was read: {why}.", page.number),)


def _about_pictures(read: list[_Read]) -> Iterator[Problem]:
    """Says once that words in pictures are not read, and on which pages there are large ones."""
    numbers = [str(page.page.number) for page in read if page.pictures]
    if numbers:
        pages = f"page {numbers[0]}" if len(numbers) == 1 else f"pages {', '.join(numbers)}"
        yield Problem("pictures", f"There are large pictures on {pages}. Words inside pictures are not read.")


def _drawn(page: pdfium.PdfPage, text: PageText, limits: Limits) -> tuple[Drawn, bool]:
    """What is drawn on the page, and whether it was too much to look at."""
    try:
        return drawn(page, text, limits.page_paths), False
    except TooMuchDrawn:
        return NOTHING, True


def _verdict(letters: str, picture_share: float) -> Verdict:
    """What the page is. Garbled: more than one letter in twenty is private-use or unknown, so its font says nothing."""
    strange = len(_STRANGE.findall(letters))
    if len(letters) >= _FEW_LETTERS:
        return Verdict.GARBLED if strange > 0.05 * len(letters) else Verdict.TEXT
    if picture_share > _SCAN_SHARE:
        return Verdict.SCANNED
    return Verdict.TEXT if any(letter.isalnum() for letter in letters) and not strange else Verdict.EMPTY


def _picture_share(text: PageText, shown: Drawn) -> float:
    """How much of the page is covered by its largest picture."""
    width, height = (text.height, text.width) if text.turn in (90, 270) else (text.width, text.height)
    seen = [
        max(min(x1, width) - max(x0, 0.0), 0.0) * max(min(y1, height) - max(y0, 0.0), 0.0)
        for x0, y0, x1, y1 in shown.pictures
    ]
    return max(seen, default=0.0) / max(width * height, 1.0)


def _blocks(pages: list[PageLines], running: set[TextLine], marks: Outline) -> list[Block]:
    size = body_size(pages)
    style = Style(size, usual_pitch(pages, size))
    found = [b for page in pages for b in blocks((ln for ln in page.lines if ln not in running), style, page.height)]
    return with_levels(with_pull_quotes(found, size), marks)


def _opening_lines(pages: list[PageLines]) -> tuple[Line, ...]:
    chosen = pages[:_OPENING_PAGES] + (pages[-1:] if len(pages) > _OPENING_PAGES else [])
    return tuple(_line(line) for page in chosen for line in page.lines)


def _line(line: TextLine) -> Line:
    return Line(line.text, line.page, line.box, round(line.size, 1), line.bold)
