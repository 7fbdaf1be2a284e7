"""Names that may be those of participants, victims or members of staff.

What may be a name is found by `candidates`; what is said around it decides whose name it is. Without such words it is
nobody's: authors, ministers, laws and places pass.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

from compendium.data import table
from compendium.ingest.privacy import harm, strangers
from compendium.ingest.privacy import name_words as words
from compendium.ingest.privacy.after_words import HELD_AFTER
from compendium.ingest.privacy.before_words import MADE_BEFORE
from compendium.ingest.privacy.candidates import Name, Sort, candidates, listed
from compendium.ingest.privacy.findings import ABOUT, ALONE, ATTRIBUTED, CLOSE, DIED, TOLD, WORKS, Finding, Part, around
from compendium.ingest.privacy.person_words import NAME_WORD
from compendium.ingest.privacy.rest import Rest
from compendium.ingest.privacy.strangers import Spot, spot
from compendium.ingest.privacy.titled import titled
from compendium.ingest.voices import is_label, voice_of_label
from compendium.model.concern import ConcernKind
from compendium.model.document import Passage, PassageKind, Voice

PeopleIn = Callable[[str], Iterable[tuple[int, int]]]
"""Says where in a text a person's name may stand, as (start, end)."""

_Kind = tuple[ConcernKind, str]
_OPENED = re.compile(r"[‘“\"]([^‘’“”\"]*)$")
_CLOSED = re.compile(r"([^‘’“”\"]*)[’”\"]")
_QUOTED_BEFORE = re.compile(r"[”\"’]\s+$")
_AND = (" and ", ", and ", " & ")
_REACH = 90
_TITLE_WORDS = 5
"""So few words in quotation marks are the title of something."""
_PARTICIPANT, _VICTIM, _STAFF = ConcernKind.PARTICIPANT_NAME, ConcernKind.VICTIM_NAME, ConcernKind.STAFF_NAME


@cache
def _well_known() -> frozenset[str]:
    return frozenset(table("first_names")["well_known"]["names"])


def find_names(passage: Passage, part: Part, rest: Rest, people_in: PeopleIn | None = None) -> Iterator[Finding]:
    """The names in a passage that may be those of participants, victims or staff, at most one finding for a place.
    `rest` is the whole report."""
    if part is not Part.TEXT:
        return
    turns = (Finding(_PARTICIPANT, *place, TOLD) for place in strangers.turns_in_capitals(passage.text, rest))
    found = [*_chosen(passage.text), *titled(passage), *turns]
    taken = [(finding.start, finding.end) for finding in found]
    known = sorted(people_in(passage.text)) if people_in else []
    names = list(candidates(passage.text, known))
    for name in names:
        if not any(start < name.end and name.start < end for start, end in taken):
            found.extend(_judged(passage, name, rest))
    yield from found
    if found:
        yield from _joined(passage, names, found, rest)


def _joined(passage: Passage, names: list[Name], found: list[Finding], rest: Rest) -> Iterator[Finding]:
    """Names that are joined to one found: "Darren and Osman", "Osman, Darren and Ifa"."""
    lists = {finding.start for finding in found if passage.text.endswith(": ", 0, finding.start)}
    starts, ends = ({finding.start: finding for finding in found}, {finding.end: finding for finding in found})
    for left, right in (*pairwise(names), *reversed(list(pairwise(names)))):
        gap = passage.text[left.end : right.start]
        one, other = ends.get(left.end), starts.get(right.start)
        chained = gap == ", " and (left.start in lists or passage.text.startswith((*_AND, " and ‘"), right.end))
        if gap not in _AND and not chained:
            continue
        beside, known = (right, one) if one else (left, other)
        if not known or (one and other) or beside.sort is Sort.WORD:
            continue
        if not rest.denies(beside) and not _may_be_named(spot(passage, beside)):
            finding = replace(known, start=beside.start, end=beside.end)
            starts[beside.start] = ends[beside.end] = finding
            lists |= {beside.start} if left.start in lists else set()
            yield finding


# ---- whose name it is


def _judged(passage: Passage, name: Name, rest: Rest) -> Iterator[Finding]:
    """What a candidate is: one finding or none."""
    place = spot(passage, name)
    found = next(_kinds(passage, place), None)
    if found and found[1] is ALONE and rest.is_place(name.words):
        return
    if not found and (found := next(_by_context(passage, place, rest), None)) and rest.denies(name):
        return
    if found and not _may_be_named(place, harmed=found[0] is _VICTIM) and not _in_idiom(place):
        yield Finding(found[0], name.start, name.end, found[1], words.pretended(place.before, place.after))


def _may_be_named(place: Spot, *, harmed: bool = False) -> bool:
    """Whether the words around a name say that it is one of public life, of an author, a law or somebody thanked."""
    name, before, after = place.name, place.before[-_REACH:], place.after
    if name.words in _well_known() or words.NOT_BEFORE.search(before):
        return True
    if words.CITED_AFTER.match(after) and not harmed:
        return True
    if words.OF_A_THING_BEFORE.search(before) or words.OF_A_THING_AFTER.match(after):
        return True
    if words.CITED_BEFORE.search(before) and re.match(r",? (?:19|20)\d\d", after):
        return True
    if words.is_thanked(before) and not _is_made(place):
        return True
    if re.match(rf"[’']s? {NAME_WORD}", after) and not words.STORY_AFTER.match(after):
        return True
    # People of office are named in full; a participant may well be called a poet.
    office = name.full and (words.OFFICE_BEFORE.search(before) or words.OFFICE_AFTER.match(after))
    return bool(office) and not HELD_AFTER.match(after)


def _is_made(place: Spot) -> bool:
    """Whether somebody held made a poem or a picture."""
    return bool(words.DESCRIBED_AFTER.match(place.after) and MADE_BEFORE.search(place.before))


def _kinds(passage: Passage, place: Spot) -> Iterator[_Kind]:
    """The kinds a listed name may be, the surest first."""
    name, before, after = place.name, place.before, place.after
    if name.sort not in (Sort.LISTED, Sort.DOUBTFUL):
        return
    firm, doubtful = name.sort is Sort.LISTED, name.sort is Sort.DOUBTFUL
    if (firm or name.full) and harm.is_harmed(before, after, certain=firm):
        yield _VICTIM, DIED
    if _is_attribution(passage, place):
        label = passage.text[name.start :].partition("\n")[0][:_REACH]
        yield (_STAFF, WORKS) if voice_of_label(label) is Voice.STAFF else (_PARTICIPANT, ATTRIBUTED)
    if firm and (words.STAFF_BEFORE.search(before) or words.STAFF_AFTER.match(after)):
        yield _STAFF, WORKS
    if firm and place.quoted and words.STAFF_AT_AFTER.match(after):
        yield _STAFF, WORKS
    if words.pretended(before, after):
        yield _PARTICIPANT, TOLD
    if firm and (words.STORY_BEFORE.search(before) or words.STORY_AFTER.match(after)):
        yield _PARTICIPANT, TOLD
    if firm and words.CALLED_BEFORE.search(before):
        yield _PARTICIPANT, CLOSE
    if firm and (words.AGE_AFTER.match(after) or words.LIVED_AFTER.match(after)):
        yield _PARTICIPANT, TOLD
    if firm and (words.TOLD_US if name.full else words.SAID_AFTER).match(after):
        yield _PARTICIPANT, TOLD
    if firm and not name.full and words.SAID_BEFORE.search(before):
        yield _PARTICIPANT, TOLD
    if doubtful and not name.full and _of_a_person(after):
        yield _PARTICIPANT, TOLD
    if not name.full and _in_case_study(passage) and (firm or words.OF_SOMEBODY_AFTER.match(after)):
        yield _PARTICIPANT, "A case study tells of somebody by name."
    if firm and not name.full and _alone(place):
        yield _PARTICIPANT, ALONE


def _by_context(passage: Passage, place: Spot, rest: Rest) -> Iterator[_Kind]:
    """The kinds of any name, told by nothing but the words around it."""
    name, before, after = place.name, place.before, place.after
    strange = name.sort is Sort.STRANGE
    if (strange or (name.sort is Sort.WORD and name.full)) and harm.is_harmed(before, after, certain=name.full):
        yield _VICTIM, DIED
    if (strange and _is_strange_attribution(passage, place)) or (name.sort is not Sort.WORD and _is_made(place)):
        yield _PARTICIPANT, ATTRIBUTED
    if strangers.is_staff(place):
        yield _STAFF, WORKS
    if words.PRETENDED_AFTER.match(after) or (place.leads and words.PRETENDED_BEFORE.search(before)):
        yield _PARTICIPANT, TOLD
    if strangers.took_part(place, rest):
        yield _PARTICIPANT, ABOUT


def _in_idiom(place: Spot) -> bool:
    """Whether the name belongs to a saying: robbing Peter to pay Paul."""
    name, left = place.name, max(0, place.name.start - 40)
    near = place.text[left : name.end + 40]
    sayings = words.IDIOM.finditer(near)
    return any(saying.start() < name.end - left and name.start - left < saying.end() for saying in sayings)


def _in_case_study(passage: Passage) -> bool:
    opening = passage.text[:_REACH].partition("\n")[0]
    return any(words.CASE_STUDY.search(line) for line in (*passage.heading[-1:], opening))


def _alone(place: Spot) -> bool:
    """Whether it is a first name only, and not part of a title in quotation marks."""
    if place.name.words in listed("surnames"):
        return False
    before, after = around(place.text, place.name.start, place.name.end, _REACH)
    opened, closed = _OPENED.search(before), _CLOSED.match(after)
    return not (opened and closed and len((opened[1] + closed[1]).split()) < _TITLE_WORDS)


def _of_a_person(after: str) -> bool:
    """Whether what follows is said of a person, and not of a month, a virtue or a place."""
    said = words.SAID_AFTER.match(after) or words.LIVED_AFTER.match(after)
    return bool(said and words.HE_OR_SHE.search(after, said.end()))


def _is_attribution(passage: Passage, place: Spot) -> bool:
    """Whether the name stands where a report says who speaks: behind a quotation, or on a line of its own beside it."""
    name, before, after = place.name, place.before, place.after
    if not words.ATTRIBUTED_AFTER.match(after) and not words.OPENS_AFTER.match(after):
        return False
    if name.sort is Sort.DOUBTFUL and not (words.AGE_AFTER.match(after) or words.DESCRIBED_AFTER.match(after)):
        return False
    if words.LABEL_LINE.search(before) and words.OPENS_AFTER.match(after):
        return True
    if _is_behind_quote(passage, place):
        return True
    set_apart = passage.kind in (PassageKind.QUOTE, PassageKind.PULL_QUOTE)
    return set_apart and bool(words.ATTRIBUTED_BEFORE.search(before) and name.start > len(passage.text) // 2)


def _is_behind_quote(passage: Passage, place: Spot) -> bool:
    behind = any(0 <= place.name.start - quote.end <= 12 for quote in passage.quotes)
    return behind and bool(words.ATTRIBUTED_BEFORE.search(place.before))


def _is_strange_attribution(passage: Passage, place: Spot) -> bool:
    """The same for a name that no list holds: only with an age or the like, or where a surname follows."""
    before, after = place.before, place.after
    if not words.ATTRIBUTED_AFTER.match(after) or is_label(place.name.words):
        return False
    if _QUOTED_BEFORE.search(before) and words.AGE_AFTER.match(after):
        return True
    if not words.ATTRIBUTED_BEFORE.search(before):
        return False
    if after[:1] in ",(" and (words.AGE_AFTER.match(after) or words.DESCRIBED_AFTER.match(after)):
        return True
    return place.name.full and _is_behind_quote(passage, place)


def _chosen(text: str) -> Iterator[Finding]:
    """Names in quotation marks: what participants chose to be called."""
    for match in words.CHOSEN.finditer(text):
        if match["name"].split()[0] not in listed("no_name"):
            yield Finding(_PARTICIPANT, *match.span("name"), TOLD, "it stands in quotation marks")
