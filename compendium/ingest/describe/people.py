"""Numbers of people that a text says were heard: every candidate, with what speaks for and against it.

Choosing among them is done elsewhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from compendium.ingest.describe.cues import (
    AUTHORS,
    HEARING,
    INCIDENTAL,
    PARTS_SENTENCE,
    UNCOUNTED,
    exactness_of,
    is_no_count,
    is_of_heard,
    is_total,
    why_not,
)
from compendium.ingest.describe.kinds import NOUN, STAFF_NOUN, kind_of
from compendium.ingest.describe.numbers import NUMBER, value_of
from compendium.ingest.describe.sentences import spans
from compendium.model.people import Exactness, GroupKind

_NOT_BETWEEN = (
    r"of|to|in|from|for|and|or|the|a|an|by|on|at|with|per|cent|percent|who|were|was|had|have|has|is|are|that|which"
    r"|when|if|as|but|said|told|than|out"
    r"|years?|months?|weeks?|days?|hours?|minutes?|times?|prisons|sites|areas|groups?|reports?|cases?|responses"
    r"|interviews?|surveys?|visits?|questions?"
    r"|pages?|places?|points?|courses|services|organisations|departments|authorities|homes|schools|studies|settings"
    r"|took|met|spoke"
)
_ADJECTIVES = rf"(?:(?:black,? asian,? and minority ethnic|(?!(?:{_NOT_BETWEEN})\b)[a-z][\w’'-]*)\s+){{0,4}}?"
_NUMBER = re.compile(rf"(?<![\w.,£$€/–-])(?P<n>{NUMBER})(?P<plus>\+| or more)?(?=[\s),;.]|$)(?![.,]\d)", re.I)
_PEOPLE = re.compile(
    rf"\s+(?P<adjectives>{_ADJECTIVES})(?P<noun>{NOUN}(?:\s+{STAFF_NOUN})?)(?![\w’'-])"
    r"(?!\s+(?:surveys?|responses?|interviews?|groups?|services?|homes?|councils?|cases|places?|centres?|deaths?"
    r"|visits?|years?)\b)",
    re.I,
)
_ANSWERS = re.compile(
    r"\s+(?P<adjectives>(?:(?!(?:of|to|in|from|for|and|the|per)\b)[a-z][\w’'-]*\s+){0,4}?)(?P<noun>interviews"
    r"|surveys|questionnaires|responses|submissions|letters)\b",
    re.I,
)
_INTERVIEWS_WITH = re.compile(
    rf"[^.;:()]{{0,40}}?\bwith (?P<adjectives>{_ADJECTIVES})(?P<noun>staff|{NOUN})\s*[:(](?P<listed>[^.;:()]*)", re.I
)
_LISTED = re.compile(rf"(?P<n>{NUMBER}|an?)\s+[a-z]", re.I)
_FURTHER = re.compile(r"\b(?:other|further|another|additional)\b", re.I)
_UNCOUNTED_REACH = 250
_ANY_PEOPLE = re.compile(rf"\b{NOUN}\b", re.I)
_N_EQUALS = re.compile(r"\b[nN]\s?=\s?(?P<n>\d{1,3}(?:,\d{3})+|\d+)\b")
_SAMPLE_SIZE = re.compile(r"\bsample(?: size)? (?:was|totall?ed|comprised)\s+$", re.I)


_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*\"|‘[^’]{20,}?’(?!\w)")
_PART = "part of another number"
_LONGEST_SENTENCE = 1500
"""What runs on longer than this is a list or a table without full stops: its numbers cannot be told apart."""


@dataclass(frozen=True, slots=True)
class Place:
    """A passage a number may stand in. `page` is None for text without pages.

    `methods` tells of a heading that promises how people were heard, `early` of the opening of a document; `heading`
    are the headings above.
    """

    text: str
    page: int | None = None
    methods: bool = False
    early: bool = False
    heading: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A number of people, standing at sentence[at:end] with its noun.

    `strength` says how plainly it is the report's own count of people heard; `why_not` what speaks against it;
    `total` that the words call it the total; `further` that they call them other people than those before.
    """

    n: int
    kind: GroupKind
    exactness: Exactness
    unit: str
    place: Place
    sentence: str
    at: int
    end: int
    strength: int
    why_not: str = ""
    total: bool = False
    further: bool = False


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a place: as printed, and with quoted words blanked out; `about` is the report's title."""

    printed: str
    spoken: str
    place: Place
    paragraph: str
    about: str

    def found(self, n: int, unit: str, at: int, end: int, *, total: bool, exactness: Exactness, why_not: str) -> Found:
        kind = kind_of(unit, self.spoken, end, self.paragraph, " ".join((*self.place.heading, self.about)))
        points = 2 * self.place.methods + self.place.early + 2 * total - (n < 10)
        points += bool(HEARING.search(self.spoken)) + bool(AUTHORS.search(self.spoken))
        points -= 2 * bool(INCIDENTAL.search(self.spoken))
        further = bool(_FURTHER.search(f"{self.spoken[max(0, at - 20) : at]}{unit}"))
        return Found(n, kind, exactness, unit, self.place, self.printed, at, end, points, why_not, total, further)


def find(place: Place, about: str) -> Iterator[tuple[Found, ...]]:
    """The numbers of people in a passage, one tuple for each sentence that has any. `about` is the report's title."""
    if not (place.methods or HEARING.search(place.text) or is_of_heard(place.text)):
        return
    # Numbers that participants speak of are not counts: quoted words are blanked out, offsets kept.
    spoken = _QUOTED.sub(lambda match: " " * len(match.group()), place.text)
    counted = False
    before: tuple[Found, ...] = ()
    after = 0
    for start, end in spans(place.text):
        if end - start > _LONGEST_SENTENCE:
            continue
        sentence = _Sentence(place.text[start:end], spoken[start:end], place, _paragraph(place.text, start, end), about)
        of_parts = bool(PARTS_SENTENCE.search(sentence.spoken))
        heard = place.methods or of_parts or HEARING.search(sentence.spoken) or is_of_heard(sentence.spoken)
        found = (*_counted(sentence, parts=counted and of_parts), *_n_equals(sentence)) if heard else ()
        if found:
            yield _unless_uncounted(before, spoken[after:start])
            before, after = found, start + found[-1].end
        counted = bool(found)
    yield _unless_uncounted(before, spoken[after:])


def _paragraph(text: str, start: int, end: int) -> str:
    """The paragraph that text[start:end] stands in."""
    stop = text.find("\n", end)
    return text[text.rfind("\n", 0, start) + 1 : stop if stop >= 0 else len(text)]


def _unless_uncounted(found: tuple[Found, ...], following: str) -> tuple[Found, ...]:
    """The numbers of a sentence, the last marked as not counted when the words up to the next number say so of them."""
    if not found or not UNCOUNTED.search(following[:_UNCOUNTED_REACH]):
        return found
    return (*found[:-1], replace(found[-1], why_not=found[-1].why_not or "the report says that it does not count them"))


def _counted(sentence: _Sentence, *, parts: bool) -> Iterator[Found]:
    """Numbers before a noun for people, or before one for what people gave; or a stated sample size."""
    spoken = sentence.spoken
    for number in _NUMBER.finditer(spoken):
        people = _PEOPLE.match(spoken, number.end())
        answers = None if people else _ANSWERS.match(spoken, number.end())
        noun = people or answers
        if not noun and not _SAMPLE_SIZE.search(spoken[: number.start()]):
            continue
        n = value_of(number["n"])
        if n < 2 or is_no_count(spoken, number):
            continue
        if answers and (interviewed := _interviewed(spoken, answers.end(), n)):
            noun = answers = interviewed
        end = noun.end() if noun else number.end()
        against = _PART if parts else why_not(spoken, number, end)
        if answers and answers is not interviewed and not against:
            against = f"counts {answers['noun'].lower()}, which may not be the number of people"
        yield sentence.found(
            n,
            " ".join((noun["adjectives"] + noun["noun"]).split()) if noun else "people",
            number.start(),
            end,
            total=is_total(spoken, number.start(), end),
            exactness=exactness_of(spoken, number),
            why_not=against,
        )


def _interviewed(spoken: str, end: int, n: int) -> re.Match[str] | None:
    """The people of "21 interviews with staff: 13 officers, five nurses …" when those listed are as many as the
    interviews: then each was one person.
    """
    match = _INTERVIEWS_WITH.match(spoken, end)
    if not match:
        return None
    listed = [_LISTED.match(item) for item in re.split(r",\s*(?:and\s+)?|\s+and\s+", match["listed"].strip())]
    each = [1 if item["n"].lower() in ("a", "an") else value_of(item["n"]) for item in listed if item]
    return match if len(each) == len(listed) and sum(each) == n else None


def _n_equals(sentence: _Sentence) -> Iterator[Found]:
    """ "n = 57": people only when the words before it are people."""
    spoken = sentence.spoken
    for match in _N_EQUALS.finditer(spoken):
        start = max(spoken.rfind(sign, 0, match.start()) for sign in ".;,") + 1
        nouns = _ANY_PEOPLE.findall(spoken, start, match.start())
        yield sentence.found(
            value_of(match["n"]),
            nouns[-1] if nouns else "people",
            match.start(),
            match.end(),
            total=True,
            exactness=Exactness.EXACT,
            why_not="" if nouns else "n = may count something other than people",
        )
