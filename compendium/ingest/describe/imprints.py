"""The lines of covers and imprints as sentences: a name or date that runs on in the next line is whole again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from compendium.ingest.describe.sentences import sentences
from compendium.model.document import Line

_BEGINS = re.compile(
    r"©|\([Cc]\)|\b(?:[Cc]opyright|[Pp]ublished|[Cc]ommissioned|[Pp]repared|[Ff]ieldwork|[Rr]esearch|[Ff]unded"
    r"|[Ss]upported|[Pp]artnership|[Bb]ehalf|[Ll]icen[cs]ed?|[Rr]eproduced|[Rr]e-?use|[Aa]vailable|[Dd]ownload(?:ed)?)\b"
    r"|\b(?:found|read|viewed|accessed) (?:online )?at\b|\bcopy (?:all|any)\b|\b[Rr]eport (?:by|for|to)\b"
)
_OPEN_END = re.compile(r"(?:\b(?:by|and|of|for|the|with|in|at|from|under|to)|[,&]|\b(?:by|for|with|at|from):)$")
_GOES_ON = re.compile(r"[a-z]|(?:19|20)\d\d\b[.,]")
_MOST_LINES = 6

_OTHERS = re.compile(
    r"\b(?:contains|photo(?:graph)?\w*|images?|pictures?|illustrations?|artwork|icons?|fonts?|maps?|logos?"
    r"|cover (?:art|design|photo|image)|ordnance survey|data (?:from|under|source)|screenshots?)\b",
    re.I,
)
_LEFT_OUT = re.compile(
    r"\((?:not |excluding|except|other than)[^)]*\)|\b(?:excluding|except(?:ing)?(?: for)?|apart from|other than"
    r"|with the exception of)\b[^,.;]*",
    re.I,
)


def is_others(text: str) -> bool:
    """Whether words about rights are about somebody else's pictures, maps or data, and not about the report."""
    return bool(_OTHERS.search(_LEFT_OUT.sub("", text)))


def whole_lines(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, those of an imprint joined where they plainly run on and cut into sentences. Words as printed."""
    at = 0
    while at < len(lines):
        first, text, upto = lines[at], lines[at].text.strip(), at + 1
        if _is_open(text) or _BEGINS.search(text):
            while upto < min(len(lines), at + _MOST_LINES) and _runs_on(text, lines[upto - 1], lines[upto]):
                text, upto = f"{text} {lines[upto].text.strip()}", upto + 1
            yield from (replace(first, text=sentence) for sentence in sentences(text))
        else:
            yield first
        at = upto


def _is_open(text: str) -> bool:
    return text.count("(") > text.count(")")


def _runs_on(text: str, above: Line, below: Line) -> bool:
    """Whether `below` goes on where `text`, ending in the line `above`, was broken off."""
    if below.page != above.page or abs(below.size - above.size) > 0.12 * max(above.size, 1.0):
        return False
    if above.box.y1 - below.box.y1 > 2.5 * max(above.size, 1.0) and above.box.y1 > below.box.y1:
        return False
    return _is_open(text) or bool(_OPEN_END.search(text)) or bool(_GOES_ON.match(below.text.strip()))
