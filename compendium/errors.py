"""What can go wrong, said so that a person knows what happened, what was kept and what to do next.

    CompendiumError                exit 1   anything below
    ├── BadInput                   exit 3   a file, a query or a value that cannot be used
    │   ├── Refused                exit 3   a document that cannot be taken in, with a code
    │   └── NotFound               exit 3   no such report, page, theme or passage (or not yours to see)
    └── LibraryUnusable            exit 4   missing, locked, damaged, or made by a newer version
        └── IndexUnusable          exit 4   the search index alone, which can be made anew from the library

Wrong usage of the command (exit 2) is the command line's own matter; see `compendium.cli`.
"""

from typing import ClassVar, Final


class CompendiumError(Exception):
    """Something a person should hear about. `message` says what happened; `next_step` says what to do now."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, next_step: str = "") -> None:
        super().__init__(f"{message} {next_step}".strip())
        self.message = message
        self.next_step = next_step


class BadInput(CompendiumError):
    """A file, a query or a value that cannot be used as it is."""

    exit_code = 3


class NotFound(BadInput):
    """No such thing in this library, or this reader may not see it: the two are told in the same words."""


class LibraryUnusable(CompendiumError):
    """The library folder is missing, locked, damaged, or was written by a newer version."""

    exit_code = 4


class IndexUnusable(LibraryUnusable):
    """The search index is missing, damaged or being made. The library itself is sound."""


REFUSALS: Final[dict[str, str]] = {
    "empty-file": "The file is empty (0 bytes). Copy it again from where it came from.",
    "not-a-pdf": "The file is named .pdf but is not a PDF. Open it in its own program and save it as PDF.",
    "damaged": "The file is damaged and could not be opened. Ask for a new copy, or save it again in its own program.",
    "encrypted": "The file needs a password to open. Save a copy without the password and add that copy.",
    "no-pages": "The file holds no pages. Ask for a new copy.",
    "no-text": "The file holds no text that can be read. Ask for the original, or add a copy with a text layer.",
    "scanned": "Every page of the file is a picture of a page. Install the extra `ocr`, which recognises words in"
    " pictures (the documentation says how), or add a copy with a text layer.",
    "long-scan": "The file is a long scan: recognising its words would take more time than allowed. Split it.",
    "garbled-text": "The letters of the file cannot be decoded: its fonts do not tell them. Add another copy.",
    "too-large": "The file is larger than this library takes. Split it, or raise the limit.",
    "too-many-pages": "The file has more pages than this library takes. Split it, or raise the limit.",
    "too-much-inside": "The file unpacks to far more than a report holds, as harmful files do. If you trust it, save it"
    " again in its own program, or raise the limit.",
    "timed-out": "Reading the file took longer than allowed and was stopped. Add it again to try once more.",
    "out-of-memory": "Reading the file needed more memory than allowed and was stopped. Save it as a plainer file.",
    "crashed": "The reader stopped in the middle of this file. Save it again in its own program and add that copy.",
    "changed-while-reading": "The file changed while it was read. Add it again when nothing else is writing to it.",
    "cannot-open": "The file could not be opened: it is missing, in use, or you may not read it.",
}
"""Every code a document can be refused with, and the plain sentence for it. Only a file that calls itself a PDF is
called one: the others may be of any type that is read."""

PASSING: Final = frozenset(
    {
        *{"timed-out", "out-of-memory", "crashed", "changed-while-reading", "cannot-open"},
        *{"too-large", "too-many-pages", "too-much-inside", "scanned", "long-scan"},
    }
)
"""Refusals that may come from the day, or from limits and extras that can be changed, rather than from the file:
remembered, but tried again on the next `add`."""


class Refused(BadInput):
    """A document that cannot be taken in. `code` is one of REFUSALS; `detail` is for `-v` only."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(REFUSALS[code], "The file was not added; your own copy was not touched.")
        self.code = code
        self.detail = detail

    def __reduce__(self) -> tuple[type["Refused"], tuple[str, str]]:
        """Travels between processes whole (the default would call __init__ with the message)."""
        return (Refused, (self.code, self.detail))
