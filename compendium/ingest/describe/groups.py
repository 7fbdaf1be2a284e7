"""The numbers chosen as groups of people: with the methods, settings, populations and places that go with each."""

import re
from collections.abc import Sequence

from compendium.ingest.describe.found import Found, Place
from compendium.ingest.describe.kinds import SOME_OF_THEM, STAFF_OR_FAMILY
from compendium.ingest.describe.sentences import sentences
from compendium.ingest.describe.sites import of_group
from compendium.ingest.describe.vocabularies import ids_in
from compendium.model.people import GroupKind, SampleGroup

_JOINT = re.compile(r"[;•]|,?\s+(?:and|while|as well as|plus)\b|,\s", re.I)


def group(found: Found, chosen: Sequence[Found], places: Sequence[Place], near: Sequence[str]) -> SampleGroup:
    """The number as the catalogue keeps it. `chosen` are the numbers that count, `near` the places known from the rest
    of the report."""
    about = SOME_OF_THEM.split(found.sentence)[0]
    return SampleGroup(
        kind=found.kind,
        n=found.n,
        exactness=found.exactness,
        unit=found.unit,
        methods=_methods(found, chosen, places),
        settings=ids_in("settings", about),
        populations=ids_in("populations", f"{found.unit} {about}"),
        sites=of_group(found.sentence, found.place.text if found.place.methods else "", near),
        page=found.place.page,
        verbatim=found.sentence,
        confidence=round(min(0.9, max(0.2, 0.4 + 0.1 * found.strength)), 2),
        why_not=found.why_not,
        role=found.role,
        of=found.of,
    )


def _methods(found: Found, chosen: Sequence[Found], places: Sequence[Place]) -> tuple[str, ...]:
    """How these people were heard: by the words of their own part of the sentence, else by those of the whole sentence;
    for the people a report is about, also by its section on methods, less what it says of staff, families and
    others."""
    others = [f for f in chosen if f.sentence == found.sentence and f is not found]
    own = ids_in("methods", _own_part(found, others)) or ids_in("methods", found.sentence)
    if found.why_not or not found.place.methods:
        return own
    if found != _main(chosen):
        return own
    taken = {f.sentence for f in chosen if f is not found}
    told = (
        method
        for place in places
        if place.methods and place.heading[:1] == found.place.heading[:1]
        for sentence in sentences(place.text)
        if sentence not in taken and not STAFF_OR_FAMILY.search(sentence)
        for method in ids_in("methods", sentence)
    )
    return tuple(dict.fromkeys((*own, *told)))


def _main(chosen: Sequence[Found]) -> Found | None:
    """The people that the report is about: the most of those with lived experience."""
    lived = [f for f in chosen if f.kind is GroupKind.LIVED_EXPERIENCE]
    return max(lived, key=lambda f: f.n, default=None)


def _own_part(found: Found, others: Sequence[Found]) -> str:
    """The part of the sentence about these people alone, cut off where the words go on to the others."""
    start = max((_cut(found.sentence, f.end, found.at) for f in others if f.at < found.at), default=0)
    end = min((_cut(found.sentence, found.end, f.at) for f in others if f.at > found.at), default=len(found.sentence))
    return found.sentence[start:end]


def _cut(sentence: str, start: int, stop: int) -> int:
    """Where the words between two numbers pass from the one to the other."""
    joints = [match.start() for match in _JOINT.finditer(sentence, start, stop)]
    return joints[-1] if joints else stop
