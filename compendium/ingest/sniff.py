"""What a file is, by its content; its name only breaks ties."""

import re
import struct
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from compendium.errors import Refused

HEAD_BYTES = 1024
"""PDF readers accept a header anywhere in the first KiB (ISO 32000-1, annex H.3.4.1)."""
_TEXT_BYTES = 8192
_TAIL_BYTES = 2**16 + 22
"""A zip file ends with a record of 22 bytes and a comment of up to 64 KiB."""
_LISTING_BYTES = 2**20


class Kind(StrEnum):
    """What can be done with a file."""

    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    PPTX = "pptx"
    HTML = "html"
    TEXT = "txt"
    MARKDOWN = "md"
    OTHER = "other"
    """A type that is not read here: skipped and named, not refused."""


_OFFICE = {
    ".docx": Kind.DOCX,
    ".docm": Kind.DOCX,
    ".odt": Kind.ODT,
    ".pptx": Kind.PPTX,
    ".pptm": Kind.PPTX,
    ".ppsx": Kind.PPTX,
}
"""Names that promise an office file: what does not keep the promise is broken, and said to be."""
_TEXTS = {
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
}
"""Text of any other name may be a table, a program or a list: it is not read."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_LISTED = b"PK\x01\x02.{42}"
_PARTS = (
    (re.compile(_LISTED + rb"word/document\d*\.xml", re.DOTALL), Kind.DOCX),
    (re.compile(_LISTED + rb"ppt/presentation\d*\.xml", re.DOTALL), Kind.PPTX),
)
_ODF = re.compile(rb"mimetypeapplication/vnd\.oasis\.opendocument\.text(?:-template)?(?=PK)")
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*(?:<!doctype\s+html|<html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
"""Text in UTF-16 or UTF-32 begins with these, and may hold any byte."""


def sniff(path: Path) -> Kind:
    """The kind of the file. Raises Refused for one that calls itself a PDF or an office file and is not, needs a
    password, is empty, or cannot be opened. Looks at a few KiB of it, however large it is."""
    suffix = path.suffix.lower()
    try:
        with path.open("rb") as stream:
            head = stream.read(_TEXT_BYTES)
            return _kind(stream, head, suffix)
    except OSError as error:
        raise Refused("cannot-open", str(error)) from error


def _kind(stream: BinaryIO, head: bytes, suffix: str) -> Kind:
    if b"%PDF-" in head[:HEAD_BYTES]:
        return Kind.PDF
    if not head and suffix in (".pdf", *_OFFICE, *_TEXTS):
        raise Refused("empty-file")
    if suffix == ".pdf":
        raise Refused("not-a-pdf")
    if suffix in _OFFICE:
        return _office(stream, head, suffix)
    if head.startswith(b"PK\x03\x04"):
        return _packed(stream, head, suffix) or Kind.OTHER
    if not _is_text(head):
        return Kind.OTHER
    return Kind.HTML if _HTML.match(head) else _TEXTS.get(suffix, Kind.OTHER)


def _office(stream: BinaryIO, head: bytes, suffix: str) -> Kind:
    """The kind of a file with the name of an office file."""
    if head.startswith(_OLD_OFFICE):
        if _LOCKED in _ole_directory(stream, head):
            raise Refused("encrypted")
        return Kind.OTHER  # an old .doc or .ppt under a new name
    if head.startswith(b"PK") and (kind := _packed(stream, head, suffix)):
        return kind
    raise Refused("damaged", "no office file inside")


def _packed(stream: BinaryIO, head: bytes, suffix: str) -> Kind | None:
    """The kind of a zip file by the names in its listing, which is not unpacked, and read only in part if it is long:
    this runs in the main process."""
    if _ODF.match(head[30:]):
        return Kind.ODT
    listing = _listing(stream)
    found = next((kind for part, kind in _PARTS if part.search(listing)), None)
    if found is None and suffix == ".odt" and re.search(_LISTED + rb"content\.xml", listing, re.DOTALL):
        return Kind.ODT
    return found


def _listing(stream: BinaryIO) -> bytes:
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _TAIL_BYTES))
    tail = stream.read(_TAIL_BYTES)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        return b""
    end = max(0, size - _TAIL_BYTES) + at
    (length,) = struct.unpack_from("<L", tail, at + 12)
    stream.seek(max(0, end - length))
    return stream.read(min(length, end, _LISTING_BYTES))


def _ole_directory(stream: BinaryIO, head: bytes) -> bytes:
    """The beginning of the list of what is in an old office file, or in the wrapping of a locked new one."""
    if len(head) < 52:
        return b""
    (shift,) = struct.unpack_from("<H", head, 30)
    (sector,) = struct.unpack_from("<L", head, 48)
    stream.seek((sector + 1) << min(shift, 12))
    return head[512:] + stream.read(_TEXT_BYTES)


def _is_text(head: bytes) -> bool:
    """Whether it is plain text: without control characters, other than those that part words, lines and pages."""
    if not head or head.startswith(b"{\\rtf"):
        return False
    return head.startswith(_WIDE_MARKS) or not _CONTROL.search(head)
