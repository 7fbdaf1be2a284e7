"""How many people were heard. Pure arithmetic on what reports state; people two reports tell of count once.

The rule: within a study, for each kind, the report that states the most people speaks for the study (a summary often
states fewer, or none); over studies, what they state is added. The totals are people heard in reports, never "people
who said so".
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

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


def stated(facts: Iterable[GroupFact]) -> dict[str, tuple[Stated, ...]]:
    """What each report states, by report: worked out once, it serves for every selection of reports."""
    groups: dict[tuple[str, str, GroupKind], list[GroupFact]] = defaultdict(list)
    for fact in facts:
        groups[fact.report, fact.study, fact.kind].append(fact)
    found: dict[str, list[Stated]] = defaultdict(list)
    for (report, study, kind), some in groups.items():
        found[report].append(_stated(study, kind, some))
    return {report: tuple(some) for report, some in found.items()}


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
    """The people heard, by kind, over those facts, and how exactly the figures are known: see `total`."""
    by_report = stated(facts)
    return total(by_report, by_report)


def total(by_report: Mapping[str, Iterable[Stated]], reports: Iterable[str]) -> People:
    """The people heard, by kind, in those reports, and how exactly the figures are known.

    NOT_STATED when no group has a number: "at least 0" would sound like a finding. Otherwise ABOUT when a counted
    figure is an estimate, because a total with an estimate in it is no lower bound; else AT_LEAST when a counted figure
    is a lower bound or a group was heard without a number, because there were more people than the total; else EXACT.
    """
    speaking: dict[tuple[str, GroupKind], Stated] = {}
    for report in reports:
        for one in by_report.get(report, ()):
            key = (one.study, one.kind)
            other = speaking.get(key)
            if other is None or one.weight > other.weight:
                speaking[key] = one
    totals: dict[GroupKind, int] = dict.fromkeys(GroupKind, 0)
    for (_, kind), one in speaking.items():
        totals[kind] += one.n
    seen = frozenset().union(*{one.exactnesses for one in speaking.values()})
    return People(
        lived_experience=totals[GroupKind.LIVED_EXPERIENCE],
        staff=totals[GroupKind.STAFF],
        family=totals[GroupKind.FAMILY],
        public=totals[GroupKind.PUBLIC],
        other=totals[GroupKind.OTHER],
        exactness=_exactness(seen, any(one.counted for one in speaking.values())),
    )


def _exactness(seen: frozenset[Exactness], counted: bool) -> Exactness:
    if not counted:
        return Exactness.NOT_STATED
    if Exactness.ABOUT in seen:
        return Exactness.ABOUT
    return Exactness.EXACT if seen == {Exactness.EXACT} else Exactness.AT_LEAST
