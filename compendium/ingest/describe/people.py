"""Numbers of people that a text says were heard: every candidate, with what speaks for and against it.

Choosing among them is done elsewhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from compendium.ingest.describe import cues
from compendium.ingest.describe.counted import Counted, counted
from compendium.ingest.describe.kinds import NOUN, is_someone_else, kind_of, kind_of_noun
from compendium.ingest.describe.numbers import NUMBER, Figure, figures, value_of
from compendium.ingest.describe.sentences import spans
from compendium.model.people import Exactness, GroupKind, NumberRole

_INTERVIEWS_WITH = re.compile(
    rf"[^.;:()]{{0,40}}?\bwith (?:[a-z’'-]+ ){{0,3}}?(?P<unit>staff|{NOUN})\s*[:(](?P<listed>[^.;:()]*)", re.I
)
_LISTED = re.compile(rf"(?P<n>{NUMBER}|an?)\s+[a-z]", re.I)
_EACH_ANOTHER = re.compile(
    r"[^.;]{0,60}\b(?:with|from|by) (?:a )?different (?P<unit>[a-z]+(?: [a-z]+){0,2}?)(?=[.,;]|$| in | at | on "
    r"| who )",
    re.I,
)
_AGAIN = re.compile(
    r"\b(?:interview|survey|spoke|talked|met\b|consulted|questionnaire|polled|ran\b|(?:focus|discussion) groups?"
    r"|forums?"
    r"|telephone|workshops?)",
    re.I,
)
"""Another way of hearing people: those heard in it may be the same."""

_FURTHER = re.compile(r"\b(?:other|further|another|additional|more)\b", re.I)
_AND = re.compile(
    r"\)?[^.;:()\d]{0,80}?(?:\band\b|\bplus\b|\bas well as\b|\balong(?:side| with)\b|\btogether with\b"
    r"|\bfollowed by\b|,|;|&|•|\n[-–•]?)"
    r"\s*(?:(?:and|with|from|by|to|of|also|another|further|a|an|the|some|about|around|over|at least|additional"
    r"|other|interviews"
    r"|focus groups|discussion groups|we|ran|spoke|surveyed|interviewed|met|conversations|group discussions|men"
    r"|women|people|staff|prisoners|residents|who|took part)\s+){0,6}(?:\((?:n\s?[=≈]\s?)?)?$",
    re.I,
)
"""What joins a number to one before it in a list."""

_NEXT_LABEL = re.compile(r"\)\s*(?:,|;|and|, and|•|\n)?\s*(?:(?!\bof\b)[\w’'-]+\s+){1,8}\((?:[nN]\s?[=≈]\s?)?$")
"""The same for "prisoners (211), probation staff (48)"."""

_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*\"|‘[^’]{20,}?’(?!\w)|(?<!\w)'(?=[A-Z])[^']{20,}?'(?!\w)")
_UNCOUNTED_REACH = 250
_LONGEST_SENTENCE = 1500
"""What runs on longer than this is a list or a table without full stops: its numbers cannot be told apart."""

PART = "part of another number"
_ASIDE = {
    NumberRole.SITES: "counts places or meetings, not people",
    NumberRole.RECORDS: "counts records, not people",
    NumberRole.PERCENTAGE: "a percentage",
    NumberRole.AGE: "an age",
    NumberRole.MONEY: "an amount of money",
    NumberRole.YEAR: "a year",
}
"""What is plainly no number of people, and why."""

_STATES = (NumberRole.POPULATION, NumberRole.EVENT, NumberRole.SERVICE_USE, NumberRole.RECORDS)

_THINGS = (NumberRole.SITES, NumberRole.RECORDS)


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
    """A number, standing at sentence[at:end] with its noun.

    `strength` says how plainly it is the report's own count of people heard; `why_not` what speaks against it; `of` the
    number it is a part of; `total` that the words call it the total; `remains` that it is what is left of a larger one;
    `further` that they call them other people than those before; `beside` that it goes on a list of other people than the
    one before it; `apart` that they can be neither participants, families nor staff; `stated` that words such as "n =" stand before it.
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
    role: NumberRole = NumberRole.TOTAL
    why_not: str = ""
    of: int | None = None
    total: bool = False
    remains: bool = False
    further: bool = False
    beside: bool = False
    apart: bool = False
    stated: bool = False
    left_out: bool = False
    direct: bool = False


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a place: as printed, and with quoted words blanked out; `before` is the text of the place up to it,
    `about` the report's title."""

    printed: str
    spoken: str
    before: str
    place: Place
    paragraph: str
    about: str


def find(place: Place, about: str, *, short: bool = False) -> Iterator[tuple[Found, ...]]:
    """The numbers of people in a passage, one tuple for each sentence that has any. `about` is the report's title.

    In a `short` text, or where a heading promises how people were heard, numbers of other things are told too.
    """
    # Numbers that participants speak of are not counts: quoted words are blanked out, offsets kept.
    spoken = _QUOTED.sub(lambda match: " " * len(match.group()), place.text)
    if next(figures(spoken), None) is None:
        return
    before: tuple[Found, ...] = ()
    known: tuple[Found, ...] = ()
    after = 0
    for start, end in spans(place.text):
        if end - start > _LONGEST_SENTENCE:
            continue
        sentence = _Sentence(
            place.text[start:end], spoken[start:end], spoken[:start], place, _paragraph(place.text, start, end), about
        )
        told = short or place.methods
        found = tuple(
            f for f in _numbers(sentence, known) if f.role not in _ASIDE or (told if f.role in _THINGS else short)
        )
        if found:
            yield _unless_uncounted(before, spoken[after:start])
            before, after = found, start + found[-1].end
            known += found
    yield _unless_uncounted(before, spoken[after:])


def _paragraph(text: str, start: int, end: int) -> str:
    """The paragraph that text[start:end] stands in."""
    stop = text.find("\n", end)
    return text[text.rfind("\n", 0, start) + 1 : stop if stop >= 0 else len(text)]


def _unless_uncounted(found: tuple[Found, ...], following: str) -> tuple[Found, ...]:
    """The numbers of a sentence, the last marked as not counted when the words up to the next number say so of them."""
    if not found or not cues.UNCOUNTED.search(following[:_UNCOUNTED_REACH]):
        return found
    why = found[-1].why_not or "the report says that it does not count them"
    return (*found[:-1], replace(found[-1], role=NumberRole.NOT_HEARD, why_not=why))


def _numbers(sentence: _Sentence, known: tuple[Found, ...]) -> list[Found]:
    """The numbers of a sentence in order, each seen beside those before it (`known` are those of earlier sentences)."""
    found: list[Found] = []
    for figure in figures(sentence.spoken):
        what = counted(sentence.spoken, figure, sentence.before)
        if what is None or (figure.n < 2 and what.role is not NumberRole.PERCENTAGE):
            continue
        if found and figure.start < found[-1].end and found[-1].of is None:
            continue
        one = _found(sentence, figure, what, found, known)
        if one is not None:
            found.append(one)
    return _partitives(sentence.spoken, found)


def _found(
    sentence: _Sentence, figure: Figure, what: Counted, found: list[Found], known: tuple[Found, ...]
) -> Found | None:
    spoken = sentence.spoken
    between = spoken[found[-1].end : figure.start] if found else ""
    joined = bool(
        found
        and not what.does
        and not found[-1].why_not
        and (_AND.fullmatch(between) or (what.left_out and _NEXT_LABEL.fullmatch(between)))
    )
    joined = joined or bool(not found and known and _is_list_item(sentence.before) and not known[-1].why_not)
    heard = sentence.place.methods or joined or cues.is_heard(spoken, figure, what)
    of_parts = bool(known and cues.PARTS_SENTENCE.search(spoken))
    if not heard and not (what.of_them and cues.HEARING.search(sentence.before)) and not of_parts:
        return None
    if what.role is NumberRole.ANSWERS and (unit := _one_each(spoken, figure, what)):
        what = replace(what, role=NumberRole.TOTAL, unit=unit)
    role, why = _role(spoken, figure, what)
    of, kind = what.of, None
    if not why and what.left_out and not what.stated and found and _goes_on(spoken, figure, what, found[-1]):
        role, why = found[-1].role, found[-1].why_not
    if not why and role is NumberRole.TOTAL:
        remains = cues.is_what_remains(spoken, figure.start)
        role, why, of, kind = _beside(what, figure, joined, of_parts, remains, (*known, *found))
        kind = kind if kind is None or (own := _kind(sentence, what)) is GroupKind.OTHER or not what.does else own
    return Found(
        n=figure.n,
        kind=kind or (GroupKind.OTHER if role in _ASIDE else _kind(sentence, what)),
        exactness=figure.exactness,
        unit=what.unit or "people",
        place=sentence.place,
        sentence=sentence.printed,
        at=figure.start,
        end=what.end,
        strength=_strength(sentence, figure, what),
        role=role,
        why_not=why,
        of=of,
        total=what.stated or cues.is_total(spoken, figure.start, what.end),
        remains=cues.is_what_remains(spoken, figure.start),
        further=bool(_FURTHER.search(f"{spoken[max(0, figure.start - 20) : figure.start]}{what.unit}")),
        beside=joined and _other_people(spoken, found, figure, what),
        apart=is_someone_else(what.unit, spoken[what.end :]),
        stated=what.stated,
        left_out=what.left_out,
        direct=cues.is_direct(spoken, figure, what),
    )


def _goes_on(spoken: str, figure: Figure, what: Counted, before: Found) -> bool:
    """Whether a number without a noun goes on what was said of the one before it, which were not people heard."""
    return before.role in _STATES and not cues.is_direct(spoken, figure, what)


def _kind(sentence: _Sentence, what: Counted) -> GroupKind:
    about = " ".join((*sentence.place.heading, sentence.about))
    return kind_of(what.unit, sentence.spoken, what.end, sentence.paragraph, about)


def _role(spoken: str, figure: Figure, what: Counted) -> tuple[NumberRole, str]:
    """What the number is by its own words, and why it is not the people heard; no reason when it may be."""
    if what.role in _ASIDE:
        return what.role, _ASIDE[what.role]
    if what.role is NumberRole.UNCLEAR:
        return what.role, "a ratio"
    if what.role is NumberRole.ANSWERS:
        noun = (what.unit.split() or ["answers"])[-1].lower()
        return what.role, f"counts {noun}, which may not be the number of people"
    if against := cues.against(spoken, figure, what):
        return against
    return NumberRole.TOTAL, ""


def _beside(
    what: Counted, figure: Figure, joined: bool, of_parts: bool, remains: bool, before: tuple[Found, ...]
) -> tuple[NumberRole, str, int | None, GroupKind | None]:
    """What the number is beside those before it: a part of one that was heard (then of its kind, where its own noun says
    none), or a total of its own."""
    larger = next((f for f in reversed(before) if not f.why_not and f.n > figure.n), None)
    if remains:
        return NumberRole.TOTAL, "", None, None
    if what.role is NumberRole.SUB_GROUP:
        kind = larger.kind if larger is not None and larger.n == what.of else None
        return NumberRole.SUB_GROUP, PART, what.of, kind
    if larger is not None and what.left_out and not what.of_them and kind_of_noun(what.unit) not in (None, larger.kind):
        return NumberRole.TOTAL, "", None, None
    if larger is not None and (what.of_them or of_parts or (what.left_out and not what.stated and not joined)):
        return NumberRole.SUB_GROUP, PART, larger.n, larger.kind
    if not what.unit:
        return NumberRole.UNCLEAR, "may count something other than people", None, None
    return NumberRole.TOTAL, "", None, None


def _strength(sentence: _Sentence, figure: Figure, what: Counted) -> int:
    """How plainly the number is the report's own count: points for where it stands and for the words around it."""
    spoken, place = sentence.spoken, sentence.place
    total = what.stated or cues.is_total(spoken, figure.start, what.end)
    plainly = place.methods or bool(cues.PLAINLY.search(spoken) and cues.names_people(spoken))
    points = 2 * place.methods + place.early + 2 * (total and plainly) - (figure.n < 10)
    points += plainly + bool(cues.AUTHORS.search(spoken))
    guessed = what.stated and what.left_out and what.unit == "people"  # a sample of something that is not named
    return points - 2 * bool(cues.INCIDENTAL.search(spoken)) - 2 * guessed


def _is_list_item(before: str) -> bool:
    """Whether a sentence stands in a list: after a line break and a lead-in or another item."""
    return before.endswith("\n")


def _other_people(spoken: str, found: list[Found], figure: Figure, what: Counted) -> bool:
    """Whether a number that goes on a list is of other people than the one before it: not when they were heard in another
    way ("surveyed 200 prisoners and interviewed 30"), since then they may be the same."""
    if not found:
        return True
    one, between = found[-1], spoken[found[-1].end : figure.start]
    if _FURTHER.search(between):
        return True
    again = _AGAIN.search(between)
    if one.unit.lower() == what.unit.lower() and not what.left_out and again:
        return False
    return not again or kind_of_noun(one.unit) != kind_of_noun(what.unit) or between.lstrip().startswith(")")


def _one_each(spoken: str, figure: Figure, what: Counted) -> str:
    """The people of "21 interviews with staff: 13 officers, five nurses …" when those listed are as many as the
    interviews, or of "each of the 44 interviews was with a different prisoner": then each was one person. Else empty.
    """
    if other := _EACH_ANOTHER.match(spoken, what.end):
        unit = other["unit"]
        return unit if unit.endswith("s") else f"{unit}s"
    match = _INTERVIEWS_WITH.match(spoken, what.end)
    if not match:
        return ""
    listed = [_LISTED.match(item) for item in re.split(r",\s*(?:and\s+)?|\s+and\s+", match["listed"].strip())]
    each = [1 if item["n"].lower() in ("a", "an") else value_of(item["n"]) for item in listed if item]
    return match["unit"] if len(each) == len(listed) and sum(each) == figure.n else ""


_OF_HEARD = re.compile(
    r"[^.;,]{0,60}\b(?:who|whom|that)?\s?(?:answered|responded|replied|took part|spoke|told|completed|surveyed"
    r"|interviewed"
    r"|heard|consulted|met|participated|returned|we (?:spoke|met|asked))\b|\s*(?:respondents|participants"
    r"|interviewees)",
    re.I,
)
_BY_DEED = re.compile(
    r"[^.;,]{0,80}?,?\s(?:came|agreed|t(?:oo|a)ke? part|took part|respond\w*|return\w*|sent|replied|answered"
    r"|were interviewed"
    r"|was interviewed|spoke|completed|filled|volunteered|accepted|consented|participated|attended|joined|gave|met)\b",
    re.I,
)


def _partitives(spoken: str, found: list[Found]) -> list[Found]:
    """ "31 of the 40 men whom we invited came": the 31 were heard. "12 of the 46 prisoners used a wheelchair": the 46."""
    result = list(found)
    for at, (part, whole) in enumerate(zip(found, found[1:], strict=False)):
        if part.role is not NumberRole.SUB_GROUP or part.of != whole.n or whole.at > part.end:
            continue
        not_heard = whole.role in (NumberRole.NOT_HEARD, NumberRole.POPULATION)
        of_heard = _OF_HEARD.match(spoken, whole.end)
        if not_heard or (not of_heard and (part.direct or _BY_DEED.match(spoken, whole.end))):
            result[at] = replace(part, role=NumberRole.TOTAL, why_not="", of=None)
            why = whole.why_not or "those they were among, not people heard"
            result[at + 1] = replace(whole, role=whole.role if not_heard else NumberRole.POPULATION, why_not=why)
        else:  # the sentence is about the part: another that states the whole says more of it
            result[at + 1] = replace(whole, strength=whole.strength - 1)
    return result
