"""Numbers of people that a text says were heard: every candidate, with what speaks for and against it.

Choosing among them is done elsewhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from compendium.ingest.describe import cues
from compendium.ingest.describe.against import against
from compendium.ingest.describe.beside import FURTHER, are_other_people, goes_on, is_joined, standing, with_partitives
from compendium.ingest.describe.counted import Counted, counted
from compendium.ingest.describe.found import Found, Place
from compendium.ingest.describe.kinds import NOUN, is_someone_else, kind_of
from compendium.ingest.describe.numbers import NUMBER, Figure, figures, value_of
from compendium.ingest.describe.sentences import spans
from compendium.model.people import GroupKind, NumberRole

_INTERVIEWS_WITH = re.compile(
    rf"[^.;:()]{{0,40}}?\bwith (?:[a-z’'-]+ ){{0,3}}?(?P<unit>staff|{NOUN})\s*[:(](?P<listed>[^.;:()]*)", re.I
)
_LISTED = re.compile(rf"(?P<n>{NUMBER}|an?)\s+[a-z]", re.I)
_EACH_ANOTHER = re.compile(
    r"[^.;]{0,60}\b(?:with|from|by) (?:a )?different (?P<unit>[a-z]+(?: [a-z]+){0,2}?)(?=[.,;]|$| in | at | on "
    r"| who )",
    re.I,
)

_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*\"|‘[^’]{20,}?’(?!\w)|(?<!\w)'(?=[A-Z])[^']{20,}?'(?!\w)")
_UNCOUNTED_REACH = 250
_LONGEST_SENTENCE = 1500
"""What runs on longer than this is a list or a table without full stops: its numbers cannot be told apart."""

_ASIDE = {
    NumberRole.SITES: "counts places or meetings, not people",
    NumberRole.RECORDS: "counts records, not people",
    NumberRole.PERCENTAGE: "a percentage",
    NumberRole.AGE: "an age",
    NumberRole.MONEY: "an amount of money",
    NumberRole.YEAR: "a year",
    NumberRole.UNCLEAR: "a ratio",
}
"""What is plainly no number of people, and why."""

_THINGS = (NumberRole.SITES, NumberRole.RECORDS, NumberRole.UNCLEAR)


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
    return with_partitives(sentence.spoken, found)


def _found(
    sentence: _Sentence, figure: Figure, what: Counted, found: list[Found], known: tuple[Found, ...]
) -> Found | None:
    """The number with all that speaks for and against it; None when nothing around it is about hearing people."""
    spoken, item = sentence.spoken, not found and sentence.before.endswith("\n")
    joined = is_joined(spoken, figure, what, found or (known if item else ()), item=item)
    if not (joined or _may_be_heard(sentence, figure, what, known)):
        return None
    if what.role is NumberRole.ANSWERS and (unit := _one_each(spoken, figure, what)):
        what = replace(what, role=NumberRole.TOTAL, unit=unit)
    role, why = _role(spoken, figure, what)
    if joined and role in (NumberRole.POPULATION, NumberRole.EVENT):
        role, why = NumberRole.TOTAL, ""
    of, kind = what.of, None
    if not why and found and goes_on(spoken, figure, what, found[-1]):
        role, why = found[-1].role, found[-1].why_not
    if not why:
        role, why, of, kind = standing(spoken, figure, what, (*known, *found), joined=joined, known=bool(known))
    return Found(
        n=figure.n,
        kind=GroupKind.OTHER if role in _ASIDE else _kind(sentence, what, kind),
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
        further=bool(FURTHER.search(f"{spoken[max(0, figure.start - 20) : figure.start]}{what.unit}")),
        beside=joined and are_other_people(spoken, found, figure, what),
        apart=is_someone_else(what.unit, spoken[what.end :]),
        stated=what.stated,
        left_out=what.left_out,
        direct=cues.is_direct(spoken, figure, what),
    )


def _may_be_heard(sentence: _Sentence, figure: Figure, what: Counted, known: tuple[Found, ...]) -> bool:
    """Whether the heading, the words of the sentence, or those of the sentences before it are about hearing people."""
    return (
        sentence.place.methods
        or cues.is_heard(sentence.spoken, figure, what)
        or cues.is_led_in(sentence.spoken, sentence.before)
        or bool(what.of_them and cues.HEARING.search(sentence.before))
        or bool(known and cues.PARTS_SENTENCE.search(sentence.spoken))
    )


def _kind(sentence: _Sentence, what: Counted, whole: GroupKind | None) -> GroupKind:
    """The kind of people by the words around the number; of a part whose own words say none, that of the `whole`."""
    about = " ".join((*sentence.place.heading, sentence.about))
    own = kind_of(what.unit, sentence.spoken, what.end, sentence.paragraph, about)
    return own if whole is None or (what.does and own is not GroupKind.OTHER) else whole


def _role(spoken: str, figure: Figure, what: Counted) -> tuple[NumberRole, str]:
    """What the number is by its own words, and why it is not the people heard; no reason when it may be."""
    if what.role in _ASIDE:
        return what.role, _ASIDE[what.role]
    if what.role is NumberRole.ANSWERS:
        noun = (what.unit.split() or ["answers"])[-1].lower()
        return what.role, f"counts {noun}, which may not be the number of people"
    return against(spoken, figure, what) or (NumberRole.TOTAL, "")


def _strength(sentence: _Sentence, figure: Figure, what: Counted) -> int:
    """How plainly the number is the report's own count: points for where it stands and for the words around it."""
    spoken, place = sentence.spoken, sentence.place
    total = what.stated or cues.is_total(spoken, figure.start, what.end)
    plainly = place.methods or bool(cues.PLAINLY.search(spoken) and cues.names_people(spoken))
    points = 2 * place.methods + place.early + 2 * (total and plainly) - (figure.n < 10)
    points += plainly + bool(cues.AUTHORS.search(spoken))
    guessed = what.stated and what.left_out and what.unit == "people"  # a sample of something that is not named
    return points - 2 * bool(cues.INCIDENTAL.search(spoken)) - 2 * guessed


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
