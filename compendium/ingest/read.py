"""A file → its pages and passages. To be run in a child process: pdfium ends the whole process on some files."""

import functools
import gc
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from compendium.config import Limits
from compendium.errors import Refused
from compendium.ingest.paragraphs import Content
from compendium.ingest.passages import headings, passages
from compendium.ingest.sniff import Kind, sniff
from compendium.model.document import Reading, report_id


@functools.cache
def extractor() -> str:
    """What reads, with versions: another one may read a file that this one refused."""
    from compendium.ingest.pdf.tesseract import engine  # takes a while, which no other command should pay

    return " ".join(part for part in ("compendium/2", f"pypdfium2/{version('pypdfium2')}", engine()) if part)


def file_sha256(path: Path) -> str:
    """The sha256 of a file, in hexadecimal. Raises Refused when it cannot be opened."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise Refused("cannot-open", str(error)) from error


def read_file(path: Path, limits: Limits | None = None, *, reference: bool = False) -> Reading:
    """The file, read. Raises Refused with a code when nothing can be made of it. `reference` reads a PDF by the
    reference reader, to compare with."""
    limits = limits or Limits()
    data = _bytes(path, limits)
    sha256 = hashlib.sha256(data).hexdigest()
    kind = sniff(path)
    with _without_collection():
        content = _pdf_by_reference(data, limits) if reference and kind is Kind.PDF else READERS[kind](data, limits)
        found = passages(report_id(sha256), content.paragraphs)
    if not found:
        raise Refused("no-text")
    return Reading(
        sha256=sha256,
        format=content.format,
        pages=content.pages,
        passages=found,
        problems=content.problems,
        lines=content.lines,
        headings=headings(content.paragraphs),
        furniture=content.furniture,
        metadata=content.metadata,
        extractor=extractor(),
    )


@contextmanager
def _without_collection() -> Iterator[None]:
    """Python looks for cycles of dead objects again and again while the many small ones of a document are made. Few are
    among them, they wait until the document is read, and looking takes a twentieth of the reading."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _bytes(path: Path, limits: Limits) -> bytes:
    try:
        if path.stat().st_size > limits.file_mb * 2**20:
            raise Refused("too-large")
        data = path.read_bytes()
    except OSError as error:
        raise Refused("cannot-open", str(error)) from error
    if not data:
        raise Refused("empty-file")
    return data


# Each reader is loaded when its first file comes: a library of PDFs never pays for the others.


def _pdf(data: bytes, limits: Limits) -> Content:
    from compendium.ingest.pdf.reader import read_pdf

    return read_pdf(data, limits)


def _docx(data: bytes, limits: Limits) -> Content:
    from compendium.ingest.formats.docx import read_docx

    return read_docx(data, limits)


def _odt(data: bytes, limits: Limits) -> Content:
    from compendium.ingest.formats.odt import read_odt

    return read_odt(data, limits)


def _pptx(data: bytes, limits: Limits) -> Content:
    from compendium.ingest.formats.pptx import read_pptx

    return read_pptx(data, limits)


def _html(data: bytes, limits: Limits) -> Content:
    from compendium.ingest.formats.html import read_html

    return read_html(data, limits)


def _text(data: bytes, limits: Limits) -> Content:
    from compendium.ingest.formats.text import read_text

    return read_text(data, limits)


def _markdown(data: bytes, limits: Limits) -> Content:
    from compendium.ingest.formats.markdown import read_markdown

    return read_markdown(data, limits)


def _pdf_by_reference(data: bytes, limits: Limits) -> Content:
    from compendium.ingest.pdf.reader import read_pdf_by_reference

    return read_pdf_by_reference(data, limits)


def _unreadable(data: bytes, limits: Limits) -> Content:
    raise Refused("not-a-pdf")


READERS: dict[Kind, Callable[[bytes, Limits], Content]] = {
    Kind.PDF: _pdf,
    Kind.DOCX: _docx,
    Kind.ODT: _odt,
    Kind.PPTX: _pptx,
    Kind.HTML: _html,
    Kind.TEXT: _text,
    Kind.MARKDOWN: _markdown,
    Kind.OTHER: _unreadable,
}
"""A reader for each kind of file: its bytes → what it says. Raises Refused."""
