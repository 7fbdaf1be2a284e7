"""Who is said to have published, commissioned, carried out or paid for a report: in covers, imprints and sentences that
speak of the report itself, never of another one.
"""

import re
from collections.abc import Iterator
from functools import cache

from compendium.data import table
from compendium.ingest.describe.gazetteer import gazetteer
from compendium.ingest.describe.imprints import is_others

ORGANISATION, COMMISSIONER, FIELDWORKER, HELPED = "organisation", "commissioner", "fieldworker", "helped"
"""Publisher, and the other parts an organisation can have. Those that helped (paid, designed, printed) are never
claimed; knowing them keeps their names from passing for publishers."""

_CAPITALISED = r"[A-Z0-9][\w’'&.:/-]*"
NAME = rf"(?:[Tt]he )?{_CAPITALISED}(?:,? (?:(?:of|for|and|the|&|in|on|de) )*\(?{_CAPITALISED}\)?){{0,9}}"
_NAME = re.compile(NAME)
_WORK = (
    r"(?:[Rr]eport|[Bb]riefing|[Rr]eview|[Ii]nspection|[Ss]tudy|[Ii]nquiry|[Ee]valuation|[Pp]aper|[Ss]ubmission"
    r"|[Ss]ummary|[Tt]oolkit|[Ss]urvey)"
)
_DONE = r"(?: (?:independently )?(?:carried out|conducted|undertaken|completed|led|delivered|done|run|facilitated))"
_CUES: tuple[tuple[str, float, re.Pattern[str]], ...] = (
    (ORGANISATION, 0.95, re.compile(r"\b[Pp]ublished (?:in )?(?:\w+ \d{4} |\d{4} )?(?:jointly )?by\b:?")),
    (ORGANISATION, 0.9, re.compile(r"(?:©|\([Cc]\)|[Cc]opyright\b)\s*(?:[Cc]opyright\s*)?(?:(?:19|20)\d\d,?\s*)?:?")),
    (ORGANISATION, 0.9, re.compile(rf"^(?:[Aa]n? |[Tt]he |[Tt]his )?(?:[\w-]+ ){{0,3}}{_WORK} (?:by|from)\b:?")),
    (
        ORGANISATION,
        0.8,
        re.compile(
            r"\b(?:[Ii]n|[Pp]roduced|[Pp]ublished) (?:partnership|collaboration|association|conjunction) with\b:?"
        ),
    ),
    (HELPED, 0.9, re.compile(r"\b(?:[Ff]unded|[Ss]upported|[Ss]ponsored|[Mm]ade possible|[Pp]aid for) by\b:?")),
    (
        HELPED,
        0.9,
        re.compile(
            r"\b(?:[Ww]ith )?(?:thanks to|(?:the )?(?:kind |financial )?support (?:of|from)"
            r"|a grant from|funding from)\b:?"
        ),
    ),
    (
        HELPED,
        0.9,
        re.compile(
            r"\b(?:[Dd]esign(?:ed)?|[Pp]rinted|[Tt]ypeset(?:ting)?|[Pp]rint|[Ii]llustrat\w+|[Pp]hotograph\w*|[Pp]hotos?"
            r"|[Aa]rtwork|[Tt]ranslated|[Ee]dited)(?: and \w+)?(?: by\b:?|:)"
        ),
    ),
    (
        COMMISSIONER,
        0.85,
        re.compile(
            r"\b(?:[Cc]ommissioned(?: and (?:funded|supported))?|[Ff]unded and commissioned"
            r"|[Aa]t the request) (?:by|of)\b:?"
        ),
    ),
    (
        COMMISSIONER,
        0.85,
        re.compile(r"\b(?:(?:[Pp]repared|[Pp]roduced|[Uu]ndertaken|[Ww]ritten) for|[Rr]eport (?:to|for))\b:?"),
    ),
    (COMMISSIONER, 0.85, re.compile(r"\b[Oo]n behalf of\b:?")),
    (
        FIELDWORKER,
        0.85,
        re.compile(
            r"\b(?:[Rr]esearch|[Ff]ieldwork|[Ii]nterviews?|[Ss]urveys?|[Ff]ocus groups?|[Ee]valuation|[Ss]tudy"
            rf"|[Dd]ata collection)(?: and [a-z ]{{3,25}})?(?: was| were| has been| have been)?{_DONE}? by\b:?"
        ),
    ),
    (FIELDWORKER, 0.85, re.compile(rf"\band(?: was| were)?{_DONE} by\b:?")),
)
_ASKED = (
    (
        COMMISSIONER,
        FIELDWORKER,
        re.compile(rf"(?P<one>{NAME}),? (?:has |have )?(?:jointly )?commissioned (?P<other>{NAME}),? to\b"),
    ),
    (
        FIELDWORKER,
        COMMISSIONER,
        re.compile(
            rf"(?P<one>{NAME}),? (?:was|were|has been|have been|is) (?:jointly )?commissioned by (?P<other>{NAME})"
        ),
    ),
)
_REGISTERED = re.compile(
    rf"^(?P<name>{NAME})(?:,? is)?[\s,.(–-]*(?:an? )?(?:[Rr]egistered (?:as a )?[Cc]harit(?:y|able)"
    r"|[Rr]egistered in (?:England|Scotland)"
    r"|[Cc]ompany (?:limited|registered)|[Cc]ommunity [Ii]nterest [Cc]ompany|[Cc]harity (?:[Nn]o|[Nn]umber))"
)
_ANY = (
    *(" by", "©", "(c)", "(C)", "opyright", "ehalf of", "thanks to", "upport of", "upport from", "grant from"),
    *("unding from", "ommissioned", "equest of", "red for", "ced for", "ken for", "ten for", "eport to", "eport for"),
    *("eport from", "hip with", "ion with", "esign", "rint", "hoto", "rtwork", "ypeset", "llustrat"),
)
"""One of these is in every text that a cue is found in; to look for them takes no time."""

_ANOTHER = re.compile(
    r"\b(?:an?|another|earlier|previous|recent|separate|other|that|these|those|which|who|when)\b", re.I
)
_SUBJECT = re.compile(r"(?:[Tt]his|[Tt]he|[Oo]ur|[Ii]t|[Ww]e)(?: [a-z-]+){0,5}")
_BE = re.compile(r"\b(?:is|was|were|been|and|jointly|independently|being)\s*$")
_GOES_ON = re.compile(
    r"\s+(?!(?:and|in|on|for|with|between|during|at|using|as|by|to|from|who|which|through|over)\b)[a-z]"
)
"""What comes after a name in a sentence about somebody else's work: "research by Clinks found"."""

_A_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_THIS = re.compile(r"\b(?:this|our|these)\b", re.I)
_MOST_WORDS = 60

LOOKS_LIKE_ONE = re.compile(
    r"\b(?:Trust|University|Network|Council|Foundation|Association|Inspectorate|Institute|Alliance|Charity|Ltd|CIC"
    r"|Centre|Commission|League|Society|Ministry of \w+|Department (?:for|of) \w+|Healthwatch|Agency|Ombudsman"
    r"|Partnership|Boards?|Service|Committee|College|Coalition|Project)\b"
)
_ENDS_ONE = re.compile(
    r"\w (?:Trust|University|Network|Foundation|Association|Ltd|CIC|Charity|Alliance|Coalition|Society)$"
)
_STARTS_ONE = re.compile(
    r"(?:University|Institute|Centre|Department|Ministry|College|School|Office|Association|Society) (?:of|for) "
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
)
_DAY = r"\b\d{1,2}(?:st|nd|rd|th)?\s+"
_NAME_ENDS = re.compile(
    rf",\s*\d.*$|[,;]?\s*\(?(?:(?:{_DAY})?\b{_MONTH},?\s+)?\b(?:19|20)\d\d\b.*$|,\s*(?:{_DAY})?{_MONTH}(?:\s.*)?$"
    r"|(?<!\bSt)(?<!\b[A-Z])\.\s.*$"
)
"""What comes after a name: a date, or the next sentence."""

_NOBODY = re.compile(
    r"^(?:the )?(?:crown|authors?|all rights|copyright|secretary of state|parliament\b|prime minister|lord\b|lady\b"
    r"|sir\b|dame\b|baroness\b|dr\b|prof\b|professor\b|mrs?\b|ms\b|rev\b|hmp|hm ?yoi|\d+)",
    re.I,
)

Stated = tuple[str, str, float]
"""Part, name, confidence."""


def stated(text: str, *, cover: bool) -> Iterator[Stated]:
    """Who is said to have done what, in a sentence or line. On a cover it need not be said that it is this report."""
    if not any(map(text.__contains__, _ANY)) or len(text.split()) > _MOST_WORDS:
        return
    asked = list(_asked(text))
    yield from asked
    accepted = bool(asked)
    for role, confidence, cue in _CUES:
        for match in cue.finditer(text):
            name = _NAME.match(text, match.end() + text[match.end() :].startswith(" "))
            if not name or (role == ORGANISATION and "©" in match.group() and is_others(text[: match.start()])):
                continue
            before = text[: match.start()]
            if not cover and _GOES_ON.match(text, name.end()):
                continue
            if role == HELPED or cover or accepted or _is_of_this(before):
                accepted = accepted or role != HELPED
                yield from _named(role, confidence, name.group(), plainly=cover or _is_opening(before))


def _asked(text: str) -> Iterator[Stated]:
    """ "A commissioned B to …", "B was commissioned by A". A year in it tells of another study."""
    if _A_YEAR.search(text) and not _THIS.search(text):
        return
    for part, other, pattern in _ASKED:
        for match in pattern.finditer(text):
            one, two = (_known_or_plain(match[side]) for side in ("one", "other"))
            if one and two:
                yield from ((role, name, 0.8) for role, names in ((part, one), (other, two)) for name in names)


def registered(text: str) -> str:
    """The name of the charity or company whose number a line of the imprint gives; empty for none."""
    match = _REGISTERED.match(text) if "egister" in text or "harity" in text or "ompany" in text else None
    if not match or re.search(r"\bfund|\bgrant", text, re.I):
        return ""
    known = [name for name, _ in gazetteer().named(match["name"], expected=True)]
    return known[0] if known else _tidy(match["name"])


def _is_opening(before: str) -> bool:
    """Whether nothing stands before that tells of anything."""
    return not re.sub(r"\b(?:First|first|Re|Jointly|Also)\b|[\W\d]", "", before)


def _is_of_this(before: str) -> bool:
    """Whether the words before "published by" and the like speak of the report at hand: "This report was …"."""
    if _is_opening(before):
        return True
    said = before.strip(" ,;:–—-|.")
    return bool(
        _SUBJECT.match(said) and _BE.search(said) and not _ANOTHER.search(said) and not re.search(r" [A-Z]", said)
    )


def _named(role: str, confidence: float, text: str, *, plainly: bool) -> Iterator[Stated]:
    """The names in what follows a cue; "by X for Y" also says for whom."""
    own, client = _by_and_for(text) if role == ORGANISATION else (text, "")
    for part, name in ((role, own), (COMMISSIONER, client)):
        known = list(gazetteer().named(name, expected=True))
        yield from ((part, found, confidence) for found, _ in known)
        if known or not name:
            continue
        for found in each_apart(_tidy(name)):
            if LOOKS_LIKE_ONE.search(found) or (plainly and len(found.split()) >= 2 and not _is_person(found)):
                yield part, found, confidence - 0.25


def _by_and_for(text: str) -> tuple[str, str]:
    """ "Clinks for the Ministry of Justice" parted; a name that holds a "for" itself stays whole."""
    for joint in re.finditer(r" (?:for|on behalf of) (?:the )?", text):
        left, right = text[: joint.start()], text[joint.end() :]
        begins = next(gazetteer().named(right, expected=True), None)
        another = (begins and right.startswith(begins[1])) or _ENDS_ONE.search(_tidy(right)) or _STARTS_ONE.match(right)
        whole = gazetteer().canonical(left) or _ENDS_ONE.search(left) or not LOOKS_LIKE_ONE.search(left.split()[-1])
        if another and whole:
            return left, right
    return text, ""


def _known_or_plain(name: str) -> list[str]:
    known = [found for found, _ in gazetteer().named(name, expected=True)]
    return known or [found for found in each_apart(_tidy(name)) if LOOKS_LIKE_ONE.search(found)]


def _tidy(name: str) -> str:
    """The name without what follows it: a date, the next sentence, a bracket that is never closed."""
    name = _NAME_ENDS.sub("", name)
    if name.count("(") > name.count(")"):
        name = name[: name.rindex("(")]
    name = re.sub(r"^[Tt]he ", "", name).strip(" .,:/&-")
    return "" if _NOBODY.match(name) else name


def each_apart(name: str) -> list[str]:
    """Two bodies joined by "and", each on its own; a name that holds an "and" itself stays whole."""
    for joint in re.finditer(r",? (?:and|&) (?:the )?", name):
        left, right = name[: joint.start()], name[joint.end() :]
        both = len(left.split()) >= 2 and len(right.split()) >= 2 and left.count("(") == left.count(")")
        if both and (_ENDS_ONE.search(left) or _STARTS_ONE.match(right)):
            return [left, *each_apart(right)]
    return [name] if name else []


@cache
def _first_names() -> frozenset[str]:
    return frozenset(name for names in table("first_names")["first"].values() for name in names.split())


def _is_person(name: str) -> bool:
    return name.split()[0] in _first_names() and len(name.split()) <= 4
