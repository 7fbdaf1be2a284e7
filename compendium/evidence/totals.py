"""How many people were heard. Pure arithmetic on what reports state; people two reports tell of count once.

The rule: within a study, for each kind, the report that states the most people speaks for the study (a summary often
states fewer, or none); over studies, what they state is added. The totals are people heard in reports, never "people
who said so".
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from compendium.model.people import Exactness, GroupFact, GroupKind, People


@dataclass(frozen=True, slots=True)
class Stated:
    """How many people of one kind one report of a study states, all its groups of that kind together."""

    study: str
    kind: GroupKind
    n: int
    exactness: Exactness
    exactnesses: frozenset[Exactness]
    """Those of its groups; NOT_STATED for a group heard without a number."""
    counted: bool
    """Whether any of its groups has a number."""

    @property
    def weight(self) -> tuple[int, int]:
        """The most people first; of reports that state as many, the one that is surest of them."""
        return self.n, _PRECISION[self.exactness]


_PRECISION: Final = {Exactness.EXACT: 3, Exactness.AT_LEAST: 2, Exactness.ABOUT: 1, Exactness.NOT_STATED: 0}


def _stated_by(facts: Iterable[GroupFact]) -> dict[str, list[Stated]]:
    """What each report states, by report."""
    groups: dict[tuple[str, str, GroupKind], list[GroupFact]] = defaultdict(list)
    for fact in facts:
        groups[fact.report, fact.study, fact.kind].append(fact)
    found: dict[str, list[Stated]] = defaultdict(list)
    for (report, study, kind), some in groups.items():
        found[report].append(_stated(study, kind, some))
    return found


_ALONE: Final = {exactness: frozenset({exactness}) for exactness in Exactness}


def _stated(study: str, kind: GroupKind, groups: list[GroupFact]) -> Stated:
    if len(groups) == 1:  # nearly always
        (group,) = groups
        exactness = Exactness.NOT_STATED if group.n is None else group.exactness
        return Stated(study, kind, group.n or 0, exactness, _ALONE[exactness], group.n is not None)
    seen = frozenset(Exactness.NOT_STATED if group.n is None else group.exactness for group in groups)
    counted = any(group.n is not None for group in groups)
    return Stated(study, kind, sum(group.n or 0 for group in groups), _exactness(seen, counted), seen, counted)


def people(facts: Iterable[GroupFact]) -> People:
    """The people heard, by kind, over those facts, and how exactly the figures are known: see `Ledger.total`."""
    ledger = Ledger(facts)
    return ledger.total(ledger.reports)


class Ledger:
    """What reports state, worked out once so that any selection of them can be added up at once.

    One entry is what one report states of one kind of people in one study. Entries stand by study and kind, and within
    these by weight: of those selected, the last of each study and kind is the one that speaks.
    """

    def __init__(self, facts: Iterable[GroupFact]) -> None:
        entries = [(report, one) for report, some in _stated_by(facts).items() for one in some]
        entries.sort(key=lambda entry: (entry[1].study, entry[1].kind, entry[1].weight))
        self.reports = {report: number for number, report in enumerate(dict.fromkeys(report for report, _ in entries))}
        """Every report that states anything, with its number."""
        keys = {key: number for number, key in enumerate(dict.fromkeys((one.study, one.kind) for _, one in entries))}
        self._report = np.array([self.reports[report] for report, _ in entries], np.int64)
        self._key = np.array([keys[one.study, one.kind] for _, one in entries], np.int64)
        self._kind = np.array([_KINDS.index(one.kind) for _, one in entries], np.int64)
        self._n = np.array([one.n for _, one in entries], np.int64)
        self._seen = np.array([_bits(one.exactnesses) for _, one in entries], np.int64)
        self._counted = np.array([one.counted for _, one in entries], np.bool_)

    def total(self, reports: Iterable[str]) -> People:
        """The people heard, by kind, in those reports, and how exactly the figures are known.

        NOT_STATED when no group has a number: "at least 0" would sound like a finding. Otherwise ABOUT when a counted
        figure is an estimate, because a total with an estimate in it is no lower bound; else AT_LEAST when a counted
        figure is a lower bound or a group was heard without a number, because there were more people than the total;
        else EXACT.
        """
        number = self.reports
        selected = np.zeros(len(number), np.bool_)
        selected[[number[report] for report in reports if report in number]] = True
        found = np.flatnonzero(selected[self._report])
        speaking = found[np.flatnonzero(np.diff(self._key[found], append=-1))]
        totals = np.zeros(len(_KINDS), np.int64)
        np.add.at(totals, self._kind[speaking], self._n[speaking])
        seen = int(np.bitwise_or.reduce(self._seen[speaking])) if len(speaking) else 0
        exactness = _exactness(_exactnesses(seen), bool(self._counted[speaking].any()))
        of = {kind: int(n) for kind, n in zip(_KINDS, totals, strict=True)}
        return People(
            lived_experience=of[GroupKind.LIVED_EXPERIENCE],
            staff=of[GroupKind.STAFF],
            family=of[GroupKind.FAMILY],
            public=of[GroupKind.PUBLIC],
            other=of[GroupKind.OTHER],
            exactness=exactness,
        )


_KINDS: Final = tuple(GroupKind)
_EXACTNESSES: Final = tuple(Exactness)


def _bits(seen: Iterable[Exactness]) -> int:
    return sum(1 << _EXACTNESSES.index(exactness) for exactness in seen)


def _exactnesses(bits: int) -> frozenset[Exactness]:
    return frozenset(exactness for n, exactness in enumerate(_EXACTNESSES) if bits & 1 << n)


def _exactness(seen: frozenset[Exactness], counted: bool) -> Exactness:
    if not counted:
        return Exactness.NOT_STATED
    if Exactness.ABOUT in seen:
        return Exactness.ABOUT
    return Exactness.EXACT if seen == {Exactness.EXACT} else Exactness.AT_LEAST
