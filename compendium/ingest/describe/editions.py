"""What covers and imprints print besides title, names and dates: edition, series, ISBN, address, licence, language."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from compendium.ingest.describe import addresses, licences
from compendium.ingest.describe.languages import language
from compendium.ingest.describe.sentences import spans
from compendium.model.document import Line, Passage
from compendium.model.report import Claim, Claimant

_MOST_WORDS = 60
"""A longer line is running text, which tells of other publications too."""
_SHORT = 12
_FRONT, _BACK = 4, 3
"""How many pages at the front and at the back may hold the imprint."""

_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_EDITION = re.compile(
    r"\b(?P<edition>(?:(?:first|second|third|fourth|fifth|sixth|revised|updated|new|\d+(?:st|nd|rd|th))"
    r"(?:,? (?:and )?(?:revised|updated))* (?:edition|version)|version \d+(?:\.\d+)*|v\.?\s?\d+\.\d+"
    r"|(?:revised|updated|reissued|reprinted with corrections)(?: (?:in|on))?"
    rf"(?: \d{{1,2}})?(?: {_MONTH})? (?:19|20)\d\d))"
    r"(?!\w|\.\d|\s+(?:of (?!this)|to|for|by)\b|\s+[a-z]+ed\b)",
    re.I,
)
_EDITION_ALONE = re.compile(r"\W*(?P<edition>(?:revised|updated)(?: edition| version)?)\W*", re.I)
_OTHER_EDITION = re.compile(
    r"\b(?:previous|earlier|replaces|supersedes|last|next|software|excel|windows|act|ISBN)\b", re.I
)

_KIND = (
    r"(?:[Rr]esearch(?: (?:and|&) [Aa]nalysis)?|[Bb]riefing|[Aa]nalytical|[Oo]ccasional|[Ww]orking|[Dd]iscussion"
    r"|[Pp]olicy|[Tt]hematic|[Ll]earning|[Ss]tatistics|[Ss]tatistical|[Ee]vidence|[Aa]cademic|[Ii]nsights?|[Tt]echnical)"
)
_THING = (
    r"(?:[Pp]apers?|[Rr]eports?|[Ss]eries|[Bb]riefings?|[Bb]ulletins?|[Ss]ummar(?:y|ies)|[Nn]otes?|[Ii]nsights?"
    r"|[Ss]tud(?:y|ies))"
)
_CAPITALS = r"(?:[A-Z][\w’'&-]*,? (?:(?:and|of|for|the|in|&) )*)"
_SERIES = re.compile(
    rf"(?P<series>{_CAPITALS}{{0,6}}{_KIND} (?:{_THING} ?){{1,3}}[,:–-]? ?"
    r"(?:(?:[Nn]o\.? ?|[Nn]umber |[Ii]ssue |[Vv]ol(?:ume|\.) ?)\d{1,4}(?:/\d\d(?:\d\d)?)?"
    r"|(?!(?:19|20)\d\d(?![/\d]))\d{1,4}(?:/\d\d(?:\d\d)?)?))(?![\w.]\d|\w)"
    rf"|(?P<named>{_CAPITALS}{{1,6}}(?:{_KIND} )?(?:{_THING} )?(?:[Ss]eries|[Bb]ulletin),? "
    r"(?:[Nn]o\.? ?|[Nn]umber |[Vv]olume )?\d{1,4}(?:/\d\d)?)"
    r"(?!\w)"
)
_SERIES_ALONE = re.compile(rf"{_CAPITALS}{{0,5}}{_KIND}(?: {_THING}){{0,2}} [Ss]eries")
_ISBN = re.compile(r"\bISBN(?:-1[03])?(?:\s*\([^)]{1,12}\))?[:\s]*(?P<isbn>(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx])\b")


def claims(lines: Sequence[Line], passages: Sequence[Passage]) -> tuple[Claim, ...]:
    """One claim for each of these that is printed: `edition`, `series`, `isbn`, `address`, `licence`, `reuse`,
    `language`.

    `lines` are as `whole_lines` gives them. Someone else's licence (of a photograph, of data used) is not the report's;
    a home page is not its address.
    """
    found: dict[str, Claim] = {}
    for page, text, cover in (*_printed(lines), *_in_passages(passages)):
        for name, value, confidence in _on(text, cover=cover):
            found.setdefault(name, Claim(name, value, Claimant.RULE, page or None, text, confidence))
        # "… the Open Government Licence. To view this licence, visit … version/3": one licence in two sentences.
        known = found.get("licence")
        if (
            known
            and known.page == (page or None)
            and known.value in ("OGL", "OPL")
            and (v := licences.version_in(text))
        ):
            found["licence"] = replace(known, value=known.value + v, verbatim=f"{known.verbatim}\n{text}")
    if told := language(passages):
        found["language"] = told
    return tuple(found.values())


def _printed(lines: Sequence[Line]) -> Iterator[tuple[int, str, bool]]:
    """The lines of front and back matter, whether each is on the cover or the page behind it."""
    for line in lines:
        if len(line.text.split()) <= _MOST_WORDS:
            yield line.page, line.text, line.page <= 2


def _in_passages(passages: Sequence[Passage]) -> Iterator[tuple[int, str, bool]]:
    """Sentences about rights and addresses in the first and last pages: imprints stand on the last page but one too."""
    last = max((page for passage in passages for page in passage.pages), default=0)
    for passage in passages:
        if not passage.pages or not (passage.pages[0] <= _FRONT or passage.pages[-1] > last - _BACK):
            continue
        if _has(passage.text.lower(), (*licences.CUES, *addresses.CUES)):
            for start, end in spans(passage.text):
                yield passage.page_at(start), passage.text[start:end], False


Told = tuple[str, str, float]
"""Field, value, confidence."""


def _on(text: str, *, cover: bool) -> Iterator[Told]:
    small = text.lower()
    for cues, reader in _READERS:
        if _has(small, cues):
            yield from reader(text, cover)


def _rights(text: str, _: bool) -> Iterator[Told]:
    if name := licences.licence(text):
        yield "licence", name, 0.8
    if may := licences.reuse(text):
        yield "reuse", may, 0.8 if name else 0.6


def _address(text: str, cover: bool) -> Iterator[Told]:
    if found := addresses.address(text, alone=cover):
        yield "address", found, 0.8


def _edition(text: str, cover: bool) -> Iterator[Told]:
    if not cover or len(text.split()) > _SHORT or _OTHER_EDITION.search(text) or licences.licence_in(text):
        return
    if edition := _EDITION_ALONE.fullmatch(text) or _EDITION.search(text):
        yield "edition", edition["edition"], 0.7


def _series(text: str, cover: bool) -> Iterator[Told]:
    if not cover or len(text.split()) > _SHORT or "(" in text:
        return
    if series := _SERIES.search(text):
        yield "series", " ".join((series["series"] or series["named"]).split()), 0.6
    elif _SERIES_ALONE.fullmatch(text.strip(" .|")):
        yield "series", text.strip(" .|"), 0.6


def _isbn(text: str, _: bool) -> Iterator[Told]:
    for match in _ISBN.finditer(text):
        digits = re.sub(r"[- ]", "", match["isbn"]).upper()
        if is_isbn(digits):
            yield "isbn", digits, 0.9


def _has(text: str, words: Sequence[str]) -> bool:
    return any(map(text.__contains__, words))


_READERS: tuple[tuple[Sequence[str], Callable[[str, bool], Iterator[Told]]], ...] = (
    (licences.CUES, _rights),
    (addresses.CUES, _address),
    (
        ("edition", "version", "v.", "v1", "v2", "v3", "v4", "v5", "revised", "updated", "reissued", "reprinted"),
        _edition,
    ),
    (("series", "paper", "report", "briefing", "bulletin", "summar", "note", "insight", "stud"), _series),
    (("isbn",), _isbn),
)
"""For each kind of claim the words without which it is never made: to look for them takes no time."""


def is_isbn(digits: str) -> bool:
    """Whether the check digit of an ISBN-10 or ISBN-13 is right (ISO 2108)."""
    if len(digits) == 13 and digits.isdigit():
        return sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits)) % 10 == 0
    if len(digits) == 10 and digits[:9].isdigit():
        values = [10 if digit == "X" else int(digit) for digit in digits if digit == "X" or digit.isdigit()]
        return len(values) == 10 and sum(value * (10 - at) for at, value in enumerate(values)) % 11 == 0
    return False
