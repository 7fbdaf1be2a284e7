"""What covers and imprints print besides title, names and dates: edition, series, ISBN, address, licence, language."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from compendium.ingest.describe.imprints import whole_lines
from compendium.model.document import Line, Passage
from compendium.model.report import Claim, Claimant, Reuse

_MOST_WORDS = 40
"""A longer line is running text, which tells of other publications too."""

_EDITION = re.compile(
    r"\b(?P<edition>(?:(?:first|second|third|fourth|fifth|sixth|revised|updated|new|\d+(?:st|nd|rd"
    r"|th))(?:,? (?:and )?(?:revised"
    r"|updated))* edition|version \d+(?:\.\d+)*|v\d+\.\d+|(?:revised|updated|reissued"
    r"|reprinted with corrections)(?: in)?"
    r"(?: (?:january|february|march|april|may|june|july|august|september|october|november|december))? (?:19"
    r"|20)\d\d))\b",
    re.I,
)
_SERIES = re.compile(
    r"(?P<series>(?:[A-Z][\w’'&-]*,? (?:(?:and|of|for|the|in) )*){0,5}(?:[Rr]esearch|[Bb]riefing|[Aa]nalytical"
    r"|[Oo]ccasional|[Ww]orking"
    r"|[Dd]iscussion|[Pp]olicy|[Tt]hematic|[Ll]earning|[Ss]tatistics|[Ee]vidence) (?:(?:[Pp]aper|[Rr]eport"
    r"|[Ss]eries|[Bb]riefing"
    r"|[Bb]ulletin|[Ss]ummary|[Nn]ote)s? ?){1,3}(?:[Nn]o\.? ?|[Nn]umber "
    r"|[Ii]ssue )?\d{1,4}(?:/\d\d(?:\d\d)?)?)(?![\w.])"
    r"|(?P<named>(?:[A-Z][\w’'&-]* (?:(?:and|of|for|the|in) )*){1,5}[Ss]eries,? (?:[Nn]o\.? ?|[Nn]umber "
    r"|[Vv]olume )?\d{1,4})\b"
)
_ISBN = re.compile(r"\bISBN(?:-1[03])?:?\s*(?P<isbn>(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx])\b")
_ADDRESS = re.compile(
    r"\b(?:available (?:online )?(?:at|from)|download(?:ed)?(?: free)? (?:at|from)|(?:can be )?(?:found|read"
    r"|viewed) (?:online )?at"
    r"|this (?:report|publication|document) is (?:also )?(?:online )?at|online (?:version|copy)(?: at)?)[:\s]+"
    r"(?P<address>(?:https?://|www\.)[^\s<>\"”)\]]+[\w/])",
    re.I,
)
_HOME_PAGE = re.compile(r"(?:https?://)?[^/]+/?(?:.*/organisations?/.*)?")
_NOT_OURS = re.compile(
    r"\b(?:contains|photograph|photo|image|cover|picture|illustration|icon|font|map data|data (?:from|under)"
    r"|logo)\w*\b",
    re.I,
)
_LICENCES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\bOpen Government Licen[cs]e(?:,? v(?:ersion)? ?(?P<n>\d))?|\bOGL(?: v?(?P<m>\d))?\b", re.I), "OGL"),
    (
        re.compile(
            r"\b(?:CC|Creative Commons)[ -](?P<parts>(?:BY|Attribution)(?:[ -](?:NC|NonCommercial|Non-Commercial"
            r"|ND|NoDerivatives"
            r"|NoDerivs|SA|ShareAlike|Share Alike))*)[ -]*(?P<n>\d\.\d)?",
            re.I,
        ),
        "CC",
    ),
    (re.compile(r"\bCC0\b|\bpublic domain dedication\b", re.I), "CC0"),
)
_PARTS = {
    "attribution": "BY",
    "noncommercial": "NC",
    "non-commercial": "NC",
    "noderivatives": "ND",
    "noderivs": "ND",
    "sharealike": "SA",
    "share alike": "SA",
}
_PERMISSION = re.compile(
    r"\bmay be (?:freely )?(?:reproduced|quoted|copied|re-?used|downloaded|used)\b[^.]*\b(?:provided|if|as long as"
    r"|free of charge"
    r"|without (?:specific |prior )?permission|with (?:due )?acknowledge?ment|with attribution)\b"
    r"|\bfree to (?:copy|reproduce|quote|use)\b",
    re.I,
)
_WELSH = frozenset(
    (
        "yn",
        "yr",
        "y",
        "a",
        "i",
        "o",
        "ar",
        "gan",
        "sydd",
        "wedi",
        "eu",
        "gyda",
        "am",
        "bod",
        "hefyd",
        "mewn",
        "ei",
        "mae",
    )
)
_ENGLISH = frozenset(
    ("the", "of", "and", "to", "in", "that", "was", "for", "with", "had", "were", "is", "on", "as", "they", "by", "not")
)
_ENOUGH_WORDS = 200


def claims(lines: Sequence[Line], passages: Iterable[Passage]) -> tuple[Claim, ...]:
    """One claim for each of these that is printed: `edition`, `series`, `isbn`, `address`, `licence`, `reuse`,
    `language`.

    Someone else's licence (of a photograph, of data used) is not the report's; a home page is not its address.
    """
    found: dict[str, Claim] = {}
    for line in whole_lines(lines):
        if len(line.text.split()) <= _MOST_WORDS:
            for claim in _on(line):
                found.setdefault(claim.field, claim)
    if language := _language(passages):
        found["language"] = language
    return tuple(found.values())


def _on(line: Line) -> Iterator[Claim]:
    def claim(field: str, value: str, confidence: float) -> Claim:
        return Claim(field, value, Claimant.RULE, line.page or None, line.text, confidence)

    text = line.text
    short = len(text.split()) <= 12
    if short and not _licence(text) and (edition := _EDITION.search(text)):
        yield claim("edition", edition["edition"], 0.7)
    if short and (series := _SERIES.search(text)):
        yield claim("series", " ".join((series["series"] or series["named"]).split()), 0.6)
    if isbn := _ISBN.search(text):
        digits = re.sub(r"[- ]", "", isbn["isbn"]).upper()
        if is_isbn(digits):
            yield claim("isbn", digits, 0.9)
    if (address := _ADDRESS.search(text)) and not _HOME_PAGE.fullmatch(address["address"]):
        yield claim("address", _with_scheme(address["address"]), 0.8)
    if _NOT_OURS.search(text):
        return
    if name := _licence(text):
        yield claim("licence", name, 0.8)
        yield claim("reuse", Reuse.OPEN_LICENCE, 0.8)
    elif _PERMISSION.search(text):
        yield claim("reuse", Reuse.PERMISSION_GIVEN, 0.6)


def _licence(text: str) -> str:
    """The short name of a licence: OGL 3.0, CC BY-NC 4.0; empty for none."""
    for pattern, family in _LICENCES:
        if match := pattern.search(text):
            return _NAMES[family](match)
    return ""


def _ogl(match: re.Match[str]) -> str:
    version = match["n"] or match["m"]
    return f"OGL {version}.0" if version else "OGL"


def _creative_commons(match: re.Match[str]) -> str:
    parts = match["parts"].lower()
    for long, short in _PARTS.items():
        parts = parts.replace(long, short)
    name = "-".join(re.split(r"[ -]+", parts.upper()))
    return f"CC {name} {match['n']}" if match["n"] else f"CC {name}"


_NAMES: dict[str, Callable[[re.Match[str]], str]] = {
    "OGL": _ogl,
    "CC": _creative_commons,
    "CC0": lambda match: "CC0",
}


def _with_scheme(address: str) -> str:
    return address if address.startswith("http") else f"https://{address}"


def is_isbn(digits: str) -> bool:
    """Whether the check digit of an ISBN-10 or ISBN-13 is right (ISO 2108)."""
    if len(digits) == 13 and digits.isdigit():
        return sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits)) % 10 == 0
    if len(digits) == 10 and digits[:9].isdigit():
        values = [10 if digit == "X" else int(digit) for digit in digits if digit == "X" or digit.isdigit()]
        return len(values) == 10 and sum(value * (10 - at) for at, value in enumerate(values)) % 11 == 0
    return False


def _language(passages: Iterable[Passage]) -> Claim | None:
    """The language of a report that is not English: Welsh, or both, told by their most frequent words."""
    welsh = english = words = 0
    first = ""
    for passage in passages:
        own = re.findall(r"[a-zâêîôûŵŷ’']+", passage.text.lower())
        in_welsh = sum(word in _WELSH for word in own)
        first = first or (passage.text if in_welsh > 0.15 * len(own) else "")
        words, welsh, english = words + len(own), welsh + in_welsh, english + sum(word in _ENGLISH for word in own)
    if words < _ENOUGH_WORDS or welsh < 0.08 * words:
        return None
    both = english > 0.08 * words
    return Claim("language", "cy-en" if both else "cy", Claimant.RULE, None, first[:200], 0.8)
