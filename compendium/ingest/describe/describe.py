"""What a document says of itself: title, organisations, dates, people heard, methods, settings and populations."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from compendium.ingest.describe import dates, editions, organisations, people, periods, sites, titles, vocabularies
from compendium.ingest.describe.choosing import choose
from compendium.ingest.describe.found import Found, Place
from compendium.ingest.describe.gazetteer import gazetteer
from compendium.ingest.describe.groups import group
from compendium.ingest.describe.imprints import whole_lines
from compendium.ingest.describe.vocabularies import Ground
from compendium.model.document import Account, Box, Line, Passage, PassageKind, Reading
from compendium.model.report import Claim, Claimant, Description

_METHODS = re.compile(
    r"\b(?:method(?:s|ology)?|how we|who we|who took part|taking part|what we did"
    r"|how (?:the|this|it) [\w ]{0,40}?\b(?:done|made|conducted|carried out|gathered)"
    r"|our (?:approach|research|sample)|approach to"
    r"|participants?|sample|fieldwork|data collection"
    r"|about (?:this|the) (?:report|research|study|inspection|inquiry|project)|research design|the research)\b",
    re.I,
)
_METHODS_CHAPTER = re.compile(
    r"[\W\d]*(?:research |our )?(?:methods?|methodology|how we|who we|who took part|taking part)\b", re.I
)
_EARLY_HEADING = re.compile(
    r"\b(?:summary|introduction|foreword|preface|background|overview|at a glance|key (?:findings|points"
    r"|facts))\b",
    re.I,
)
_NOT_OWN_TEXT = frozenset(
    {PassageKind.FOOTNOTE, PassageKind.CAPTION, PassageKind.TABLE, PassageKind.QUOTE, PassageKind.PULL_QUOTE}
)
_EARLY_PAGES = 3
_COVER_LINES = 15
_SHORT_WORDS = 150
"""A text of so few words stands on its own: what it says of people is what it is about."""


def describe(reading: Reading) -> Description:
    """The description of a document: machine claims with page, words and confidence; nothing where nothing is sure.

    Costs a few milliseconds a page. Never raises for odd content.
    """
    described = _describe(reading.lines, reading.passages, reading.metadata, short=False)
    if described.first("title") is None and (heading := _first_heading(reading)):
        return replace(described, claims=(heading, *described.claims))
    return described


def _first_heading(reading: Reading) -> Claim | None:
    """The title of a document without a cover: its first heading, if that is of the highest level and none like it
    follows."""
    highest = [heading for heading in reading.headings if heading.level == 1]
    if len(highest) != 1 or reading.headings[0] != highest[0] or highest[0].page != 1:
        return None
    text = highest[0].text
    return Claim("title", text, Claimant.RULE, 1, text, 0.6)


def describe_text(text: str) -> Description:
    """The description of plain text: as for a document, but without pages. A few sentences are taken to be about
    people heard.
    """
    blocks = [block.strip() for block in re.split(r"\n\s*\n", text) if block.strip()]
    passages = tuple(Passage("", PassageKind.PARAGRAPH, Account.UNKNOWN, (), (), block) for block in blocks)
    nowhere = Box(0, 0.0, 0.0, 0.0, 0.0)
    lines = tuple(Line(line.strip(), 0, nowhere, 0.0) for line in text.splitlines()[:60] if line.strip())
    return _describe(lines, passages, {}, short=len(text.split()) <= _SHORT_WORDS)


def _describe(
    lines: Sequence[Line], passages: Sequence[Passage], metadata: dict[str, str], *, short: bool
) -> Description:
    title = titles.title(lines, metadata, lambda text: gazetteer().canonical(text) is not None)
    about = _cover(title, lines)
    places = [_place(passage) for passage in passages if passage.kind not in _NOT_OWN_TEXT]
    whole = tuple(whole_lines(lines))
    made_by = organisations.organisations(whole, title.verbatim if title else "", organisations.telling(passages))
    fieldwork = periods.fieldwork(lines, places)
    published = dates.published(whole, metadata, not_before=fieldwork.value.partition("/")[2] if fieldwork else "")
    claimed = [title, *made_by, published, fieldwork, *editions.claims(whole, passages)]
    choice = choose((found for place in places for found in people.find(place, about, short=short)), short=short)
    grounds = tuple(_grounds(title, places, choice.chosen))
    words = vocabularies.claims(grounds)
    named = sites.claims(grounds)
    near = tuple(claim.value for claim in named)
    return Description(
        claims=tuple(claim for claim in claimed if claim) + words + named,
        sample_groups=tuple(group(found, choice.chosen, places, near) for found in choice.chosen),
        candidates=tuple(group(found, choice.chosen, places, near) for found in choice.others),
    )


def _place(passage: Passage) -> Place:
    heading = passage.heading[-1] if passage.heading else ""
    page = passage.pages[0] if passage.pages else None
    early = bool(_EARLY_HEADING.search(heading)) or (page is not None and page <= _EARLY_PAGES)
    methods = bool(_METHODS.search(heading)) or any(_METHODS_CHAPTER.match(above) for above in passage.heading[:-1])
    return Place(passage.text, page, methods=methods, early=early, heading=passage.heading)


def _cover(title: Claim | None, lines: Sequence[Line]) -> str:
    """What the report says it is about: its title, with all the words of the cover when they are few."""
    cover = [line.text for line in lines if line.page == 1]
    return " ".join(cover) if title and title.page == 1 and len(cover) <= _COVER_LINES else title.value if title else ""


def _grounds(title: Claim | None, places: Sequence[Place], chosen: Sequence[Found]) -> Iterator[Ground]:
    """Where methods, settings and populations may be claimed from."""
    if title:
        yield Ground(title.value, title.page, 0.8)
    for found in chosen:
        yield Ground(found.sentence, found.place.page, 0.7)
    for place in places:
        if place.methods:
            yield Ground(place.text, place.page, 0.6, ("methods",))
