"""Numbers beside each other: lists of people heard, parts of a larger number, the many whom a few were asked from."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from compendium.ingest.describe import cues
from compendium.ingest.describe.counted import Counted
from compendium.ingest.describe.found import PART, Found
from compendium.ingest.describe.kinds import kind_of_noun
from compendium.ingest.describe.numbers import Figure
from compendium.model.people import GroupKind, NumberRole

_AGAIN = re.compile(
    r"\b(?:interview|survey|spoke|talked|met\b|consulted|questionnaire|polled|ran\b|(?:focus|discussion) groups?"
    r"|forums?"
    r"|telephone|workshops?)",
    re.I,
)
"""Another way of hearing people: those heard in it may be the same."""

FURTHER = re.compile(r"\b(?:other|further|another|additional|more|separately)\b", re.I)
"""Words for other people than those before."""

_AND = re.compile(
    r"\)?[^.;:()\d]{0,120}?(?:\band\b|\bplus\b|\bas well as\b|\balong(?:side| with)\b|\btogether with\b"
    r"|\bfollowed by\b|\bas (?:were|was|did|had)\b|,|;|&|•|\+|\||\n[-–•]?)"
    r"\s*(?:(?:(?:in|at|on|from) (?:[A-Z][\w’'-]+ ?){1,3}|and|with|from|by|to|of|also|another|further|a|an|the"
    r"|some|about|around|over|at least|additional"
    r"|other|interviews"
    r"|focus groups|discussion groups|we|ran|spoke|surveyed|interviewed|met|conversations|group discussions|men"
    r"|women|people|staff|prisoners|residents|who|took part)\s+){0,6}(?:\((?:n\s?[=≈]\s?)?)?$",
    re.I,
)
"""What joins a number to one before it in a list."""

_NEXT_LABEL = re.compile(r"\)\s*(?:,|;|and|, and|•|\n)?\s*(?:(?!\bof\b)[\w’'-]+\s+){1,8}\((?:[nN]\s?[=≈]\s?)?$")
"""The same for "prisoners (211), probation staff (48)"."""

_STATES = (NumberRole.POPULATION, NumberRole.EVENT, NumberRole.SERVICE_USE, NumberRole.RECORDS)

Standing = tuple[NumberRole, str, int | None, GroupKind | None]
"""What a number counts, why it is not chosen, the number it is a part of, and the kind of people it takes over."""


def is_joined(spoken: str, figure: Figure, what: Counted, before: Sequence[Found], *, item: bool) -> bool:
    """Whether the number goes on a list of people heard: in its sentence, or as the next `item` of a list."""
    if not before or before[-1].why_not or what.does:
        return False
    if item:
        return True
    between = spoken[before[-1].end : figure.start]
    return bool(goes_on_list(between) or (what.left_out and _NEXT_LABEL.fullmatch(between)))


def goes_on_list(between: str) -> bool:
    """Whether the words between two numbers only join them: ", and with"."""
    return _AND.fullmatch(between) is not None


def are_other_people(spoken: str, found: Sequence[Found], figure: Figure, what: Counted) -> bool:
    """Whether a number that goes on a list is of other people than the one before it: not when they were heard in
    another way ("surveyed 200 prisoners and interviewed 30"), since then they may be the same."""
    if not found:
        return True
    one, between = found[-1], spoken[found[-1].end : figure.start]
    if FURTHER.search(between):
        return True
    again = _AGAIN.search(between)
    if one.unit.lower() == what.unit.lower() and not what.left_out and again:
        return False
    return not again or kind_of_noun(one.unit) != kind_of_noun(what.unit) or between.lstrip().startswith(")")


def standing(
    spoken: str, figure: Figure, what: Counted, before: Sequence[Found], *, joined: bool, known: bool
) -> Standing:
    """What a number of people is beside those before it: a part of one that was heard (then of its kind, where its own
    words say none), or a total of its own. `before` are the numbers before it in the passage, `known` whether some
    are of earlier sentences."""
    own: Standing = (NumberRole.TOTAL, "", None, None)
    if cues.is_what_remains(spoken, figure.start):
        return own
    larger = next((f for f in reversed(before) if not f.why_not and f.n > figure.n), None)
    if what.role is NumberRole.SUB_GROUP:
        kind = larger.kind if larger is not None and larger.n == what.of else None
        return NumberRole.SUB_GROUP, PART, what.of, kind
    if larger is not None and _is_part(
        what, larger, joined=joined, parts=known and bool(cues.PARTS_SENTENCE.search(spoken))
    ):
        return NumberRole.SUB_GROUP, PART, larger.n, larger.kind
    return own if what.unit else (NumberRole.UNCLEAR, "may count something other than people", None, None)


def _is_part(what: Counted, larger: Found, *, joined: bool, parts: bool) -> bool:
    if what.of_them or parts:
        return what.of_them or not what.left_out or kind_of_noun(what.unit) in (None, larger.kind)
    alone = what.left_out and not what.stated and not joined
    return alone and kind_of_noun(what.unit) in (None, larger.kind)


def goes_on(spoken: str, figure: Figure, what: Counted, before: Found) -> bool:
    """Whether a number goes on what was said of the one before it, which were not people heard."""
    if before.role not in _STATES or what.stated or cues.is_direct(spoken, figure, what):
        return False
    return what.left_out or goes_on_list(spoken[before.end : figure.start])


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


def with_partitives(spoken: str, found: Sequence[Found]) -> list[Found]:
    """ "31 of the 40 men whom we invited came": the 31 were heard. "12 of the 46 prisoners used a
    wheelchair": the 46."""
    result = list(found)
    for at, (part, whole) in enumerate(pairwise(found)):
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
