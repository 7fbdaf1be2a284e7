"""What a file is, by its content; its name only breaks ties."""

from enum import StrEnum
from pathlib import Path

from compendium.errors import Refused

HEAD_BYTES = 1024
"""PDF readers accept a header anywhere in the first KiB (ISO 32000-1, annex H.3.4.1)."""


class Kind(StrEnum):
    """What can be done with a file."""

    PDF = "pdf"
    OTHER = "other"
    """A type that is not read here: skipped and named, not refused."""


def sniff(path: Path) -> Kind:
    """The kind of the file. Raises Refused for one that calls itself a PDF and is not, is empty, or cannot be
    opened."""
    named_pdf = path.suffix.lower() == ".pdf"
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
    except OSError as error:
        raise Refused("cannot-open", str(error)) from error
    if b"%PDF-" in head:
        return Kind.PDF
    if not named_pdf:
        return Kind.OTHER
    raise Refused("not-a-pdf" if head else "empty-file")
