"""Who published, commissioned or carried out the work: from covers, imprints and letter heads, never from a mention in
running text.
"""

import re
from collections.abc import Iterator, Sequence

from compendium.ingest.describe.gazetteer import gazetteer
from compendium.ingest.describe.roles import (
    COMMISSIONER,
    FIELDWORKER,
    HELPED,
    LOOKS_LIKE_ONE,
    NAME,
    ORGANISATION,
    registered,
    stated,
)
from compendium.ingest.describe.sentences import sentences
from compendium.model.document import Line, Passage
from compendium.model.report import Claim, Claimant

_DID = re.compile(
    r"\b(?:undertook|carried out|conducted|completed|produces?) (?:a|an|the|this|their)\b[^.]{0,40}"
    r"\b(?:inspection|review|visit|study|research|report)",
    re.I,
)
_DONE_BY = re.compile(
    r"\b(?:inspection|review|visit|research|study|inquiry|survey|evaluation|field ?work|it|this|and)\b[^.]{0,60}"
    r"\b(?:was|were|is|been)\b[^.]{0,30}\b(?:carried out|conducted|undertaken|led) by"
    r" (?:\w+ ){0,4}?(?:inspectors (?:from )?)?"
    r"(?P<after>[^.]{3,400})",
    re.I,
)
_LONGEST_LIST = 300
_OPENING = 12
_ABOUT_THIS = re.compile(
    r"(?:information )?about this (?:inspection|review|visit|report|research|study)|inspection team", re.I
)
_IMPRINT = re.compile(r"www\.|https?:|@|^[WE]:", re.I)
_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)+)((?:/[\w-]+)*)|@([\w.-]+)", re.I)
_HELPLINES = re.compile(
    r"\b(?:help ?lines?|for (?:help|support|advice),? (?:call|contact|ring|visit|see)"
    r"|been affected by|sources of support|useful (?:contacts|links))",
    re.I,
)
_BETWEEN_NAMES = re.compile(r"\b(?:and|by|with|the|a|for|report|published|from|(?:19|20)\d\d)\b|[^\w]|_", re.I)
_YOURS = re.compile(r"yours (?:sincerely|faithfully|truly)", re.I)
_DEAR = re.compile(r"dear\b", re.I)
_ROLE_OF_LIST = (
    (
        HELPED,
        re.compile(
            r"(?:funded|supported|sponsored|designed|printed) by\W*|(?:our )?(?:funders|supporters|sponsors)\W*"
            r"|with thanks to\W*",
            re.I,
        ),
    ),
    (COMMISSIONER, re.compile(r"(?:commissioned by|prepared for|on behalf of)\W*", re.I)),
    (FIELDWORKER, re.compile(r"(?:research|fieldwork|interviews|survey) (?:carried out |conducted )?by\W*", re.I)),
)
"""A line of a cover that says what part those named below it had."""


def telling(passages: Sequence[Passage]) -> list[tuple[int | None, str]]:
    """The passages that may say who did the work, with their pages: the first ones, and those about the inspection."""
    chosen = [p for at, p in enumerate(passages) if at < _OPENING or (p.heading and _ABOUT_THIS.match(p.heading[-1]))]
    return [(p.pages[0] if p.pages else None, p.text) for p in chosen]


def organisations(lines: Sequence[Line], title: str, opening: Sequence[tuple[int | None, str]]) -> tuple[Claim, ...]:
    """The organisations named in front and back matter: `organisation` (publisher), `commissioner`, `fieldworker`.

    `lines` are as `whole_lines` gives them, `opening` as `telling` does. `title` is left out of account: what is
    inspected is not the publisher.
    """
    letter = any(_DEAR.match(line.text) for line in lines if line.page == 1)
    claims = [claim for line in lines for claim in _stated(line.text, line.page, cover=line.page <= 1)]
    claims += _signed(lines) if letter else _on_their_own(lines, title)
    for page, text in opening:
        claims += [claim for sentence in sentences(text) for claim in _stated(sentence, page, cover=False)]
        claims += _doers(page, text)
    claims += _by_address(lines)
    kept = _each_once(claims)
    if letter or any(claim.field == ORGANISATION and claim.confidence >= 0.7 for claim in kept):
        return kept
    more = [claim for line in lines for claim in _registered(line)]
    if not (more or any(claim.field == ORGANISATION for claim in kept)):
        more = [claim for line in lines for claim in _unknown_name(line, title)]
    return _each_once([*claims, *more])


def _claim(field: str, name: str, page: int | None, verbatim: str, confidence: float) -> Claim:
    return Claim(field, name, Claimant.RULE, page or None, verbatim, round(confidence, 2))


def _stated(text: str, page: int | None, *, cover: bool) -> Iterator[Claim]:
    """ "Published by …", "© … 2023", "commissioned by …"."""
    for field, name, confidence in stated(text, cover=cover):
        yield _claim(field, name, page, text, confidence)


def _on_their_own(lines: Sequence[Line], title: str) -> Iterator[Claim]:
    """Lines of the cover that are nothing but names of known organisations. Below "Funded by" and the like they are
    those who did that."""
    role = ORGANISATION
    for line in lines:
        text = line.text.strip()
        if line.page > 1 or len(text) > 160:
            continue
        begins = next((part for part, cue in _ROLE_OF_LIST if cue.match(text)), None)
        named = list(gazetteer().named(text))
        rest = text
        for _, words in named:
            rest = rest.replace(words, "", 1)
        only = named and not _BETWEEN_NAMES.sub("", rest)
        if only and text not in title and not any(stated(text, cover=True)):
            sure = 0.9 if role == ORGANISATION else 0.8
            yield from (_claim(role, name, line.page, line.text, sure) for name, _ in named)
        role = begins or (role if only else ORGANISATION)


def _signed(lines: Sequence[Line]) -> Iterator[Claim]:
    """The organisations of those who sign a letter: "National Director, Social Care, Ofsted"."""
    last = max((line.page for line in lines), default=0)
    signing = False
    for line in lines:
        if line.page == last and signing and len(line.text.split()) <= 12:
            for name, _ in gazetteer().named(line.text):
                yield _claim(ORGANISATION, name, line.page, line.text, 0.7)
        signing = signing or bool(_YOURS.match(line.text))


def _doers(page: int | None, text: str) -> Iterator[Claim]:
    """ "A, B and C undertook a joint inspection": those named as doing the work the document reports."""
    by = _DONE_BY.search(text) if " by " in text else None
    did = _DID.search(text)
    if did and not (by and by.start() < did.start()):
        start = max(text.rfind(".", 0, did.start()) + 1, did.start() - _LONGEST_LIST)
        part, words = text[start : did.start()], text[start : did.end()]
    else:
        part, words = (by["after"], by.group()) if by else ("", "")
    for name in dict.fromkeys(name for name, _ in gazetteer().named(part)):
        yield _claim(ORGANISATION, name, page, words.strip(), 0.75)


def _by_address(lines: Sequence[Line]) -> list[Claim]:
    """The web or e-mail addresses of known organisations in the imprint; none of a list of helplines."""
    found: list[Claim] = []
    helplines = {line.page for line in lines if len(line.text.split()) <= 10 and _HELPLINES.search(line.text)}
    for line in lines:
        if (
            line.page in helplines
            or (line.page <= 1 and len(lines) > 30)
            or not _IMPRINT.search(line.text)
            or len(line.text.split()) > 4
        ):
            continue
        for match in _ADDRESS.finditer(line.text):
            for part in re.split(r"[./@]", ".".join(filter(None, match.groups())).lower()):
                if len(part) > 2 and (name := gazetteer().addresses.get(part.replace("-", ""))):
                    found.append(_claim(ORGANISATION, name, line.page, line.text, 0.6))
    return found if len({claim.value for claim in found}) <= 2 else []


def _registered(line: Line) -> Iterator[Claim]:
    """ "The Made Up Trust is a registered charity, no. 1": who prints that published it, where nothing says who did."""
    if name := registered(line.text):
        yield _claim(ORGANISATION, name, line.page, line.text, 0.65)


def _unknown_name(line: Line, title: str) -> Iterator[Claim]:
    """A short line of the cover that looks like the name of an organisation nobody has listed."""
    text = line.text.strip()
    if line.page > 1 or len(text.split()) > 7 or text in title or re.search(r"\d|[:.?!]", text):
        return
    if LOOKS_LIKE_ONE.search(text) and re.fullmatch(NAME, text):
        yield _claim(ORGANISATION, text, line.page, line.text, 0.4)


def _each_once(claims: list[Claim]) -> tuple[Claim, ...]:
    """The surest claim for each name and role; a commissioner, a fieldworker or one who only helped is not also listed
    as publisher on weaker ground.
    """
    best: dict[tuple[str, str], Claim] = {}
    for claim in sorted(claims, key=lambda c: -c.confidence):
        best.setdefault((claim.field, claim.value), claim)
    others = {c.value: c.confidence for c in best.values() if c.field != ORGANISATION}
    kept = [c for c in best.values() if c.field != ORGANISATION or others.get(c.value, 0) <= c.confidence]
    known = [c for c in kept if c.field != HELPED]
    return tuple(c for c in known if not any(c.field == o.field and _is_lesser(c.value, o.value) for o in known))


def _is_lesser(name: str, other: str) -> bool:
    """Whether two names differ by a tail only, and `other` is the one to keep: the longer where the tail completes it
    ("(Centre for X)", "… Trust"), else the shorter.
    """
    short, long = sorted((name, other), key=len)
    if name == other or not re.match(re.escape(short) + r"[\s,(]", long) or gazetteer().canonical(short):
        return False
    completes = long.endswith(")") or bool(LOOKS_LIKE_ONE.search(long.split()[-1]) and not LOOKS_LIKE_ONE.search(short))
    return name == (short if completes else long)
