"""A page of a PDF → its lines, and what a person should know of how it was read."""

import re
from dataclasses import replace
from typing import NamedTuple

import pypdfium2 as pdfium

from compendium.config import Limits
from compendium.ingest.pdf import ocr
from compendium.ingest.pdf.lines import PageLines, nothing, page_lines
from compendium.ingest.pdf.outline import Tags
from compendium.ingest.pdf.quality import CROWDED, UNSEEN, Doubt, doubts, quality
from compendium.ingest.pdf.rulings import NOTHING, Drawn, drawn
from compendium.ingest.pdf.tables import regions
from compendium.ingest.pdf.words import PageText, TooDense, page_text
from compendium.model.document import Page, Problem, Verdict

TO_RECOGNISE = (Verdict.SCANNED, Verdict.GARBLED)
_FEW_LETTERS = 12
_SCAN_SHARE = 0.5
_PICTURE_SHARE = 0.15
_OUTLINES = 300
"""A page without text on which so much is drawn holds letters turned into outlines, or a chart."""
_HOW = "Install the extra “ocr” to have them recognised, or add a copy with a text layer."
_NOT_RECOGNISED = {
    Verdict.SCANNED: f"Page {{}} is a picture of a page: its words were not read. {_HOW}",
    Verdict.GARBLED: f"The letters of page {{}} cannot be decoded: its words were not read. {_HOW}",
}
_STRANGE = re.compile("[\ue000-\uf8ff\ufffd\ufffe]")


class TooLarge(ValueError):
    """The page is larger than a page may be."""


class PageRead(NamedTuple):
    """A page, read: its lines, and what a person should know of it."""

    page: Page
    lines: PageLines
    problems: tuple[Problem, ...] = ()
    pictures: bool = False


def read_page(document: pdfium.PdfDocument, number: int, limits: Limits, tags: Tags | None) -> PageRead:
    """The page, read, or the problem that kept it from being read. Scanned and garbled ones wait for
    `recognised_page`."""
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
    return PageRead(failed, nothing(number), (problem,))


def _page(document: pdfium.PdfDocument, number: int, limits: Limits, tags: Tags | None) -> PageRead:
    page = document[number - 1]
    try:
        if max(page.get_size()) > limits.page_points:
            raise TooLarge
        text = page_text(page, limits.page_characters, tags.headings(page) if tags else {})
        said = [word.text for word in text.words]
        few = sum(map(len, said)) < _FEW_LETTERS
        shown = drawn(page, text, limits.page_paths) if limits.tables or few else NOTHING
        share = _picture_share(text, shown)
        verdict = verdict_of(said, share if few else 0.0)
        if verdict is Verdict.EMPTY and shown.paths >= _OUTLINES:
            verdict = Verdict.SCANNED  # letters turned into drawings, or a chart: a picture of a page either way
        if verdict in TO_RECOGNISE:
            why = _NOT_RECOGNISED[verdict].format(number)
            shape = replace(shape_of(number, text, verdict), quality=0.0)
            return PageRead(shape, nothing(number), (Problem(f"{verdict.value}-page", why, number),))
        if verdict is not Verdict.TEXT:
            return PageRead(shape_of(number, text, verdict), nothing(number), pictures=share > _PICTURE_SHARE)
        lines = page_lines(number, text, regions(text.words, shown, text.upright[1]) if limits.tables else ())
        scan = share > _SCAN_SHARE and text.is_unseen()
        found = [CROWDED] * shown.crowded + doubts(text.words, lines) + [UNSEEN] * scan
        shape = replace(shape_of(number, text, verdict), quality=quality(found), ocr=scan)
        return PageRead(shape, lines, _to_look_at(shape, found), not scan and share > _PICTURE_SHARE)
    finally:
        page.close()


def recognised_page(document: pdfium.PdfDocument, shape: Page, limits: Limits) -> PageRead:
    """A scanned or garbled page with its words recognised in its picture."""
    number, page = shape.number, document[shape.number - 1]
    try:
        seen = ocr.recognise(page, limits.ocr_pixels)
    except (ocr.NotRecognised, pdfium.PdfiumError, ValueError, OSError):
        problem = Problem("page-failed", f"The words of page {number} could not be recognised.", number)
        return PageRead(shape, nothing(number), (problem,))
    finally:
        page.close()
    lines = page_lines(number, seen.text)
    shape = replace(shape, quality=quality(doubts(seen.text.words, lines), seen.confidence), ocr=bool(lines.lines))
    said = f"The words of page {number} were recognised in a picture of it: compare them with the page before quoting."
    return PageRead(shape, lines, (Problem("recognised-page", said, number),) if lines.lines else ())


def shape_of(number: int, text: PageText, verdict: Verdict) -> Page:
    return Page(number, None, verdict, round(text.width, 2), round(text.height, 2), text.rotation)


def _to_look_at(page: Page, found: list[Doubt]) -> tuple[Problem, ...]:
    if not page.needs_a_look:
        return ()
    why = "; ".join(doubt.why for doubt in found)
    return (Problem("needs-a-look", f"Compare page {page.number} with what was read: {why}.", page.number),)


def verdict_of(words: list[str], picture_share: float) -> Verdict:
    """What the page is. Garbled: more than one word in ten, or three letters in ten, cannot be decoded, so that its
    font says nothing. (Single strange signs are mathematics.)"""
    letters = "".join(words)
    strange = len(_STRANGE.findall(letters))
    if len(letters) >= _FEW_LETTERS:
        longer = [word for word in words if len(word) > 2] if strange else []
        damaged = sum(bool(_STRANGE.search(word)) for word in longer)
        garbled = damaged > 0.1 * max(len(longer), 1) or strange > 0.3 * len(letters)
        return Verdict.GARBLED if garbled else Verdict.TEXT
    if picture_share > _SCAN_SHARE:
        return Verdict.SCANNED
    return Verdict.TEXT if any(letter.isalnum() for letter in letters) and not strange else Verdict.EMPTY


def _picture_share(text: PageText, shown: Drawn) -> float:
    """How much of the page is covered by its largest picture."""
    width, height = text.upright
    seen = [
        max(min(x1, width) - max(x0, 0.0), 0.0) * max(min(y1, height) - max(y0, 0.0), 0.0)
        for x0, y0, x1, y1 in shown.pictures
    ]
    return max(seen, default=0.0) / max(width * height, 1.0)
