"""A file → its pages and passages. To be run in a child process: pdfium ends the whole process on some files."""

import functools
import hashlib
from collections.abc import Callable
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
    return " ".join(part for part in ("compendium/2", f"pypdfium2/{version('pypdfium2')}") if part)


def file_sha256(path: Path) -> str:
    """The sha256 of a file, in hexadecimal. Raises Refused when it cannot be opened."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise Refused("cannot-open", str(error)) from error


def read_file(path: Path, limits: Limits | None = None) -> Reading:
    """The file, read. Raises Refused with a code when nothing can be made of it."""
    limits = limits or Limits()
    data = _bytes(path, limits)
    sha256 = hashlib.sha256(data).hexdigest()
    content = READERS[sniff(path)](data, limits)
    return Reading(
        sha256=sha256,
        format=content.format,
        pages=content.pages,
        passages=passages(report_id(sha256), content.paragraphs),
        problems=content.problems,
        lines=content.lines,
        headings=headings(content.paragraphs),
        furniture=content.furniture,
        metadata=content.metadata,
        extractor=extractor(),
    )


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


def _unreadable(data: bytes, limits: Limits) -> Content:
    raise Refused("not-a-pdf")


READERS: dict[Kind, Callable[[bytes, Limits], Content]] = {Kind.PDF: _pdf, Kind.OTHER: _unreadable}
"""A reader for each kind of file: its bytes → what it says. Raises Refused."""
