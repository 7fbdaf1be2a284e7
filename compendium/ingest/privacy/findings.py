"""What the parts of the privacy check hand over: words of a passage that may point to a person, and what part of the
report the passage belongs to."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from compendium.model.concern import ConcernKind
from compendium.model.document import Passage, PassageKind


@dataclass(frozen=True, slots=True)
class Finding:
    """`text[start:end]` of a passage, what it may be, and why it is worth a look, as a sentence.

    `chosen` is how the text shows that a name is not the person's own; empty where it does not.
    """

    kind: ConcernKind
    start: int
    end: int
    why: str
    chosen: str = ""


ATTRIBUTED = "A quotation is attributed to somebody by name."
TOLD = "Somebody who took part seems to be named."
CLOSE = "Somebody near to the one who speaks, or held with them, is named."
DIED = "Somebody who died or came to harm seems to be named."
WORKS = "A member of staff is named."
ALONE = "A first name stands alone: it may be that of somebody who took part."
ABOUT = "The words around it say that this is the name of somebody heard, held or supervised."
"""Why a name is listed."""


class Part(Enum):
    """A part of a report where names and numbers mean different things."""

    TEXT = auto()
    IMPRINT = auto()
    """Cover, imprint and address of the publisher."""
    CONTACT = auto()
    """Where to find help or ask for more."""
    THANKS = auto()
    """Forewords, acknowledgements, who wrote it: people who chose to be named."""
    REFERENCES = auto()


_HEADINGS = (
    (
        Part.CONTACT,
        # "Contact with families" is a chapter of many a report.
        re.compile(
            r"^[\W\d]*(?:contacts?|contact (?:us|details|information)|(?:getting|finding|sources of|where to (?:get"
            r"|find))"
            r" (?:more )?(?:help|support|advice|information)|get in touch|(?:help|support) and (?:support|advice)"
            r"|(?:for )?(?:further|more) (?:information|help|support)|useful (?:contacts?|organisations|addresses"
            r"|numbers"
            r"|links)|helplines?|support (?:services|organisations)|if you (?:are|have been) (?:affected|worried"
            r"|struggling)"
            r".*|who can help)\W*$",
            re.I,
        ),
    ),
    (
        Part.THANKS,
        re.compile(
            r"\b(?:acknowledge?ments?|thanks|thank you|foreword|preface|about (?:the|our) (?:authors?|researchers?"
            r"|team)"
            r"|about us|who we are|authors?|contributors?|(?:advisory|steering|reference|working|review) (?:group|board"
            r"|panel|committee)|(?:inspection|research|review|project|our) team|dedication|endorsements?|membership"
            r"|(?:written|oral) evidence|witnesses|list of (?:organisations|witnesses|submissions))\b",
            re.I,
        ),
    ),
    (
        Part.REFERENCES,
        re.compile(
            r"^[\W\d]*(?:references?|bibliography|works cited|endnotes?|notes|footnotes|further reading)\W*$", re.I
        ),
    ),
)
_IMPRINT = re.compile(
    r"©|\bisbn\b|\ball rights reserved\b|\bcopyright\b|\b(?:registered|charity|company) (?:charity|office|company"
    r"|no\b|number)|\bpublished (?:by|in (?:19|20)\d\d)\b|\bdesigned (?:and printed )?by\b|\bprinted by\b"
)
_IMPRINT_WORDS = (
    "©",
    "isbn",
    "rights",
    "copyright",
    "registered",
    "charity",
    "company",
    "published",
    "designed",
    "printed",
)
"""One of these stands in every imprint: sooner looked for than the pattern."""
_REFERENCE = re.compile(
    r"\bet al\b|\bdoi\b|\b(?:19|20)\d\d;\s?\d|\b[Vv]ol\.|\bpp?\. ?\d|[A-Z][a-z]+,? [A-Z]\.,|\((?:19"
    r"|20)\d\d[a-z]?\)[.,:]"
)
_MARKS = ("et al", "doi", ";", "ol. ", "p. ", "pp.", ".,", "(19", "(20")
"""One of these stands in every mark of citing: sooner looked for than the pattern."""
_REFERENCES = 3
"""A passage with so many marks of citing is a list of references, or a note."""

_WITH_PAGES = 3
"""A document of fewer pages may have no cover: its first page is text like any other."""

_THANKS = re.compile(r"\b(?:acknowledge?ments|foreword|preface|authors?|yours (?:sincerely|faithfully))\b", re.I)
_OPENING = 60


def part_of(passage: Passage, pages: int, *, printed: bool) -> Part:
    """The part of the report a passage belongs to. `pages` is how many the report has, `printed` whether those are
    pages, of which the first is the cover, and not sections."""
    for heading in reversed(passage.heading):
        if part := _headed(heading):
            return part
    if passage.kind is PassageKind.FOOTNOTE:
        return Part.REFERENCES
    if _is_imprint(passage.text) or (printed and pages >= _WITH_PAGES and passage.pages[:1] == (1,)):
        return Part.IMPRINT
    if _cites(passage.text):
        return Part.REFERENCES
    return Part.THANKS if _THANKS.match(passage.text) or "Yours sincerely" in passage.text else Part.TEXT


@lru_cache(maxsize=1000)
def _headed(heading: str) -> Part | None:
    return next((part for part, pattern in _HEADINGS if pattern.search(heading)), None)


def _is_imprint(text: str) -> bool:
    lower = text.lower()
    return any(word in lower for word in _IMPRINT_WORDS) and bool(_IMPRINT.search(lower))


def _cites(text: str) -> bool:
    return any(mark in text for mark in _MARKS) and len(_REFERENCE.findall(text)) >= _REFERENCES


def around(text: str, start: int, end: int, reach: int) -> tuple[str, str]:
    """So many characters before `text[start:end]`, and after it."""
    return text[max(0, start - reach) : start], text[end : end + reach]
