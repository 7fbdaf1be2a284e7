"""The bytes of a PDF → its pages and paragraphs."""

import re
from dataclasses import replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from compendium.config import Limits
from compendium.errors import Refused
from compendium.ingest.paragraphs import Content
from compendium.ingest.pdf.blocks import Block, Style, blocks
from compendium.ingest.pdf.furniture import furniture, printed_labels
from compendium.ingest.pdf.joining import paragraphs
from compendium.ingest.pdf.levels import with_levels
from compendium.ingest.pdf.lines import PageLines, TextLine, body_size, page_lines, usual_pitch
from compendium.ingest.pdf.pulled import with_pull_quotes
from compendium.ingest.pdf.rulings import Drawn, TooMuchDrawn, drawn
from compendium.ingest.pdf.tables import regions
from compendium.ingest.pdf.words import PageText, page_text
from compendium.model.document import Line, Page, Problem, Verdict

_OPENING_PAGES = 4
_FEW_LETTERS = 12
_SCAN_SHARE = 0.5
_STRANGE = re.compile("[\ue000-\uf8ff\ufffd\ufffe]")


def read_pdf(data: bytes, limits: Limits) -> Content:
    """The document. Raises Refused when nothing can be made of it."""
    document = _open(data)
    try:
        count = len(document)
        if count == 0:
            raise Refused("no-pages")
        if count > limits.pages:
            raise Refused("too-many-pages")
        return _content(document, count, limits)
    finally:
        document.close()


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise Refused("encrypted" if locked else "damaged", str(error)) from error


def _content(document: pdfium.PdfDocument, count: int, limits: Limits) -> Content:
    pages: list[Page] = []
    texts: list[PageLines] = []
    problems: list[Problem] = []
    for number in range(1, count + 1):
        try:
            page, lines = _page(document, number, limits)
        except (pdfium.PdfiumError, ValueError, ArithmeticError) as error:
            problems.append(Problem("page-failed", f"Page {number} could not be read ({error}).", number))
            page, lines = Page(number, None, Verdict.EMPTY, 0.0, 0.0, quality=0.0), PageLines(number, 0.0, 0.0, ())
        pages.append(page)
        texts.append(lines)
    problems += _page_problems(pages)
    if not any(page.verdict is Verdict.TEXT for page in pages):
        raise Refused("garbled-text" if any(page.verdict is Verdict.GARBLED for page in pages) else "no-text")
    running = furniture(texts)
    labels = printed_labels(texts, running)
    return Content(
        format="pdf",
        pages=tuple(replace(page, label=labels.get(page.number)) for page in pages),
        paragraphs=tuple(paragraphs(_blocks(texts, running))),
        problems=tuple(problems),
        lines=_opening_lines(texts),
        furniture=tuple(_line(ln) for page in texts for ln in page.lines if ln in running),
        metadata={name: value for name, value in document.get_metadata_dict().items() if value},
    )


def _page(document: pdfium.PdfDocument, number: int, limits: Limits) -> tuple[Page, PageLines]:
    page = document[number - 1]
    try:
        text = page_text(page, limits.page_characters)
        shown = _drawn(page, text, limits)
        verdict = _verdict(text, shown)
        lines = PageLines(number, text.width, text.height, ())
        if verdict is Verdict.TEXT:
            height = text.width if text.turn in (90, 270) else text.height
            lines = page_lines(number, text, regions(text.words, shown, height) if limits.tables else ())
        shape = Page(number, None, verdict, round(text.width, 2), round(text.height, 2), text.rotation)
        return shape, lines
    finally:
        page.close()


def _drawn(page: pdfium.PdfPage, text: PageText, limits: Limits) -> Drawn:
    try:
        return drawn(page, text, limits.page_paths)
    except TooMuchDrawn:
        return Drawn([], [], [])


def _verdict(text: PageText, shown: Drawn) -> Verdict:
    """What the page is. Garbled: more than one letter in twenty is private-use or unknown, so its font says nothing."""
    letters = "".join(word.text for word in text.words)
    strange = len(_STRANGE.findall(letters))
    if len(letters) >= _FEW_LETTERS:
        return Verdict.GARBLED if strange > 0.05 * len(letters) else Verdict.TEXT
    if _picture_share(text, shown) > _SCAN_SHARE:
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


def _page_problems(pages: list[Page]) -> list[Problem]:
    said = {
        Verdict.SCANNED: ("scanned-page", "Page {} is a picture of a page: its words were not read."),
        Verdict.GARBLED: ("garbled-page", "The letters of page {} cannot be decoded: its words were not read."),
    }
    return [
        Problem(said[page.verdict][0], said[page.verdict][1].format(page.number), page.number)
        for page in pages
        if page.verdict in said
    ]


def _blocks(pages: list[PageLines], running: set[TextLine]) -> list[Block]:
    size = body_size(pages)
    style = Style(size, usual_pitch(pages, size))
    found = [b for page in pages for b in blocks((ln for ln in page.lines if ln not in running), style, page.height)]
    return with_levels(with_pull_quotes(found, size))


def _opening_lines(pages: list[PageLines]) -> tuple[Line, ...]:
    chosen = pages[:_OPENING_PAGES] + (pages[-1:] if len(pages) > _OPENING_PAGES else [])
    return tuple(_line(line) for page in chosen for line in page.lines)


def _line(line: TextLine) -> Line:
    return Line(line.text, line.page, line.box, round(line.size, 1), line.bold)
