"""How many people were heard. Pure arithmetic on what reports state; people two reports tell of count once.

The rule: within a study, for each kind, the report that states the most people speaks for the study (a summary often
states fewer, or none); over studies, what they state is added. The totals are people heard in reports, never "people
who said so".
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from compendium.model.people import Exactness, GroupFact, GroupKind, People


def people(facts: Iterable[GroupFact]) -> People:
    """The people heard, by kind, over those facts, and how exactly the figures are known.

    NOT_STATED when no fact states a number: "at least 0" would sound like a finding. Otherwise ABOUT when a counted
    figure is an estimate, because a total with an estimate in it is no lower bound; else AT_LEAST when a counted figure
    is a lower bound or a group was heard without a number, because there were more people than the total; else EXACT.
    """
    totals: dict[GroupKind, int] = dict.fromkeys(GroupKind, 0)
    counted: list[GroupFact] = []
    for (_, kind), reports in _by_study(facts).items():
        speaking = max(reports, key=_weight)
        totals[kind] += _stated(speaking)
        counted.extend(speaking)
    return People(
        lived_experience=totals[GroupKind.LIVED_EXPERIENCE],
        staff=totals[GroupKind.STAFF],
        family=totals[GroupKind.FAMILY],
        public=totals[GroupKind.PUBLIC],
        other=totals[GroupKind.OTHER],
        exactness=_exactness(counted),
    )


_PRECISION: Final = {Exactness.EXACT: 3, Exactness.AT_LEAST: 2, Exactness.ABOUT: 1, Exactness.NOT_STATED: 0}


def _by_study(facts: Iterable[GroupFact]) -> dict[tuple[str, GroupKind], list[list[GroupFact]]]:
    """For each study and kind, the groups of that kind in each of its reports."""
    found: dict[tuple[str, GroupKind], dict[str, list[GroupFact]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        found[fact.study, fact.kind][fact.report].append(fact)
    return {key: list(reports.values()) for key, reports in found.items()}


def _weight(groups: Sequence[GroupFact]) -> tuple[int, int]:
    """The most people first; of reports that state as many, the one that is surest of them."""
    return _stated(groups), _PRECISION[_exactness(groups)]


def _stated(groups: Iterable[GroupFact]) -> int:
    return sum(group.n or 0 for group in groups)


def _exactness(groups: Sequence[GroupFact]) -> Exactness:
    seen = {Exactness.NOT_STATED if group.n is None else group.exactness for group in groups}
    if all(group.n is None for group in groups):
        return Exactness.NOT_STATED
    if Exactness.ABOUT in seen:
        return Exactness.ABOUT
    return Exactness.EXACT if seen == {Exactness.EXACT} else Exactness.AT_LEAST
