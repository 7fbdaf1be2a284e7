"""Which reports may belong together: suggested from what is known of both, for a person to decide. Nothing is merged.

The limits are set so that reports of one series, which share wording, maker and form, are not suggested: up to 0.2 of
the words of the shorter one stand in the other. `python -m benchmarks.description.relations` measures it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Final

from compendium.data import place_name
from compendium.evidence.signatures import Shares, shares
from compendium.evidence.titles import same_name, title_of
from compendium.model.relation import Relation, RelationKind, Traits

_MUCH: Final = 0.4
"""Two reports of about one length with so much in common, word for word, are copies or editions."""

_PART: Final = 0.6
"""A shorter one of which so much stands in the other is a part of it; more, since of little text less is certain."""

_EDITED: Final = 0.3
"""Under one name, and by one maker, this much is enough for another edition."""

_RETOLD: Final = 0.1
"""And this much when the same fieldwork is told of too: a second edition may be half rewritten."""

_SHORTER: Final = 0.6
"""A text so much shorter is a part or a summary, and no edition."""

_NUMBERS: Final = 0.3
"""Of the numbers printed in a report, so much stands in its translation in the same order."""

_MANY_PEOPLE: Final = 20
"""One number of people in common tells nothing when it is small; two together do."""

_SITES: Final = 0.66
"""The share of places in common from which two reports are about the same ones."""

_AT_ONE_TIME: Final = timedelta(days=60)
_NEAR: Final = timedelta(days=366)
_WITH_ITS_SUMMARY: Final = 2 * _NEAR
_ORDER: Final = list(RelationKind)


def relations(one: Traits, others: Iterable[Traits]) -> tuple[Relation, ...]:
    """What `one` may have to do with each of the others, the closest first; at most one suggestion a report.

    Reports that a person has linked already (one study, or one replaces the other) are not suggested again.
    """
    found = [relation for other in others if not _linked(one, other) and (relation := _relation(_Pair(one, other)))]
    return tuple(sorted(found, key=lambda relation: (_ORDER.index(relation.kind), -relation.alike, relation.other)))


def _linked(one: Traits, other: Traits) -> bool:
    return (
        one.report == other.report
        or one.study == other.study
        or other.report == one.replaces
        or one.report == other.replaces
    )


@dataclass(frozen=True)
class _Pair:
    """Two reports, and what they have in common; each is worked out when a rule asks for it."""

    one: Traits
    other: Traits

    @cached_property
    def shares(self) -> Shares:
        return shares(self.one.signature, self.other.signature)

    @cached_property
    def makers(self) -> frozenset[str]:
        return self.one.organisations & self.other.organisations

    @cached_property
    def same_name(self) -> bool:
        return same_name(title_of(self.one.title), title_of(self.other.title))

    @cached_property
    def people(self) -> tuple[int, ...]:
        """The numbers of people both state, if these tell anything; the largest first."""
        common = sorted(self.one.numbers & self.other.numbers, reverse=True)
        return tuple(common) if len(common) >= 2 or any(n >= _MANY_PEOPLE for n in common) else ()

    @property
    def other_people(self) -> bool:
        """Whether both state numbers of people, and none in common."""
        ours, theirs = self.one.numbers, self.other.numbers
        return bool(ours and theirs and not ours & theirs)

    @cached_property
    def sites(self) -> frozenset[str]:
        return self.one.sites & self.other.sites

    @property
    def shorter(self) -> bool:
        """Whether one is much shorter; False when that is not known."""
        return self.shares.length is not None and self.shares.length <= _SHORTER

    @property
    def together(self) -> bool:
        """Whether people are known to have been heard at the same time."""
        ours, theirs = self.one.fieldwork, self.other.fieldwork
        return bool(ours and theirs and ours.start <= theirs.end and theirs.start <= ours.end)

    @property
    def apart(self) -> bool:
        """Whether people are known to have been heard at different times."""
        return bool(self.one.fieldwork and self.other.fieldwork) and not self.together

    def published_within(self, time: timedelta, *, if_unknown: bool) -> bool:
        """Whether they came out within that time of each other."""
        ours, theirs = self.one.published, self.other.published
        return abs(ours - theirs) <= time if ours and theirs else if_unknown


def _relation(pair: _Pair) -> Relation | None:
    if _is_edition(pair):
        return _suggested(pair, _edition(pair), _words(pair), _name(pair), _people(pair), _time(pair))
    if pair.shares.held >= _PART:
        return _suggested(pair, RelationKind.SUMMARY, _words(pair), _name(pair), _people(pair))
    if not pair.makers:
        return None
    if _is_translation(pair):
        return _suggested(pair, RelationKind.TRANSLATION, _languages(pair), _makers(pair), _people(pair))
    if _is_summary_by_title(pair):
        return _suggested(pair, RelationKind.SUMMARY, _summary(pair), _makers(pair), _people(pair))
    if _is_companion(pair):
        return _suggested(pair, RelationKind.COMPANION, _makers(pair), _people(pair), _places(pair), _time(pair))
    return None


def _suggested(pair: _Pair, kind: RelationKind, *why: str) -> Relation:
    return Relation(kind, pair.one.report, pair.other.report, tuple(filter(None, why)), pair.shares.alike)


# -- rules ---------------------------------------------------------------------------------------------------------


def _is_edition(pair: _Pair) -> bool:
    if pair.shorter:
        return False
    if pair.shares.held >= _MUCH:
        return True
    if not (pair.makers and pair.same_name) or pair.apart:
        return False
    return pair.shares.held >= _EDITED or (pair.shares.held >= _RETOLD and pair.together)


def _edition(pair: _Pair) -> RelationKind:
    """Which of two editions is the newer; without two dates far enough apart they are one report twice."""
    ours, theirs = pair.one.published, pair.other.published
    if ours is None or theirs is None or abs(ours - theirs) < _AT_ONE_TIME:
        return RelationKind.NEAR_DUPLICATE
    return RelationKind.NEWER_VERSION if ours > theirs else RelationKind.OLDER_VERSION


def _is_translation(pair: _Pair) -> bool:
    return (
        (pair.one.language or "en") != (pair.other.language or "en")
        and not pair.shorter
        and not pair.apart
        and pair.published_within(_NEAR, if_unknown=False)
        and (bool(pair.people) or pair.shares.numbers >= _NUMBERS)
    )


def _is_summary_by_title(pair: _Pair) -> bool:
    ours, theirs = title_of(pair.one.title).summary, title_of(pair.other.title).summary
    if ours == theirs or not pair.same_name:
        return False
    return not pair.apart and not pair.other_people and pair.published_within(_WITH_ITS_SUMMARY, if_unknown=True)


def _is_companion(pair: _Pair) -> bool:
    """Whether the same people seem to have been heard: the same numbers of them, or the same places at the same
    time."""
    if pair.apart:
        return False
    if pair.people:
        sure = len(pair.people) >= 2 and pair.people[0] >= _MANY_PEOPLE
        return sure or pair.together or bool(pair.sites) or pair.same_name
    same_sites = len(pair.sites) >= max(2, _SITES * len(pair.one.sites | pair.other.sites))
    return same_sites and pair.together and not pair.other_people


# -- reasons: sentences for who looks after the reports --------------------------------------------------------------


def _words(pair: _Pair) -> str:
    part = f"{pair.shares.held:.0%}"
    if pair.shorter:
        return f"{part} of the words of the shorter one stand in the longer one, in the same order."
    return f"{part} of their words are the same, in the same order."


def _name(pair: _Pair) -> str:
    return "They have the same name." if pair.same_name else ""


def _makers(pair: _Pair) -> str:
    return f"{min(pair.makers)} had a part in both."


def _people(pair: _Pair) -> str:
    heard = " and ".join(f"{n:,}" for n in pair.people[:2])
    return f"Both say that {heard} people were heard." if heard else ""


def _languages(pair: _Pair) -> str:
    numbers = ", and print the same numbers in the same order" if pair.shares.numbers >= _NUMBERS else ""
    return f"They are in different languages{numbers}."


def _summary(pair: _Pair) -> str:
    summary, full = sorted((pair.one.title, pair.other.title), key=lambda title: not title_of(title).summary)
    return f"By their titles, “{summary}” is a summary of “{full}”, or a version of it for other readers."


def _places(pair: _Pair) -> str:
    names = sorted(map(place_name, pair.sites))
    return f"Both name {', '.join(names[:3])}{' and other places' if len(names) > 3 else ''}." if names else ""


def _time(pair: _Pair) -> str:
    if not (pair.together and pair.one.fieldwork and pair.other.fieldwork):
        return ""
    began = max(pair.one.fieldwork.start, pair.other.fieldwork.start)
    return f"People were heard at the same time, from {began:%B %Y} on."
