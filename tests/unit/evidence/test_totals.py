"""Counting people: once a study, by kind, and never more exactly than the reports say."""

import pytest

from compendium.evidence.totals import people
from compendium.model.people import Exactness, GroupFact, GroupKind, People

LIVED, STAFF = GroupKind.LIVED_EXPERIENCE, GroupKind.STAFF
EXACT, AT_LEAST, ABOUT, NOT_STATED = Exactness.EXACT, Exactness.AT_LEAST, Exactness.ABOUT, Exactness.NOT_STATED


def fact(study: str, report: str, n: int | None, exactness: Exactness = EXACT, kind: GroupKind = LIVED) -> GroupFact:
    return GroupFact(study, report, kind, n, exactness)


def test_nobody_heard_of_is_not_nobody_heard() -> None:
    assert people([]) == People(exactness=NOT_STATED)
    assert people([fact("s", "r", None, NOT_STATED)]) == People(exactness=NOT_STATED)


def test_groups_of_one_report_add_up_and_kinds_stay_apart() -> None:
    facts = [fact("s", "r", 40), fact("s", "r", 17), fact("s", "r", 9, kind=STAFF)]
    assert people(facts) == People(lived_experience=57, staff=9, exactness=EXACT)


def test_people_of_one_study_count_once_however_many_reports_tell_of_them() -> None:
    full = [fact("s", "full", 57), fact("s", "full", 9, kind=STAFF)]
    summary = [fact("s", "summary", 57)]
    assert people(full + summary) == people(full) == People(lived_experience=57, staff=9, exactness=EXACT)


def test_each_kind_is_taken_from_the_report_that_states_the_most_of_it() -> None:
    first = [fact("s", "first", 50), fact("s", "first", 3, kind=STAFF)]
    second = [fact("s", "second", 20), fact("s", "second", 8, kind=STAFF)]
    assert people(first + second) == People(lived_experience=50, staff=8, exactness=EXACT)


def test_different_studies_add_up() -> None:
    assert people([fact("a", "r1", 10), fact("b", "r2", 5)]).lived_experience == 15


def test_every_kind_has_its_own_total() -> None:
    facts = [fact("s", "r", n, kind=kind) for n, kind in enumerate(GroupKind, start=1)]
    assert people(facts) == People(1, 2, 3, 4, 5, EXACT)


@pytest.mark.parametrize(
    ("parts", "total"),
    [
        ([(10, EXACT), (5, EXACT)], EXACT),
        ([(10, EXACT), (5, AT_LEAST)], AT_LEAST),
        ([(10, EXACT), (None, NOT_STATED)], AT_LEAST),
        ([(10, EXACT), (5, ABOUT)], ABOUT),
        ([(10, AT_LEAST), (5, ABOUT)], ABOUT),
        ([(10, ABOUT), (None, NOT_STATED)], ABOUT),
    ],
)
def test_a_total_is_no_more_exact_than_its_parts(parts: list[tuple[int | None, Exactness]], total: Exactness) -> None:
    assert people(fact(f"s{at}", f"r{at}", n, exactness) for at, (n, exactness) in enumerate(parts)).exactness is total


def test_a_figure_that_was_not_counted_does_not_blur_the_total() -> None:
    facts = [fact("s", "full", 57), fact("s", "summary", 50, ABOUT), fact("s", "leaflet", None, NOT_STATED)]
    assert people(facts) == People(lived_experience=57, exactness=EXACT)


def test_of_equal_figures_the_surer_one_speaks_whatever_the_order() -> None:
    facts = [fact("s", "a", 57, ABOUT), fact("s", "b", 57)]
    assert people(facts) == people(facts[::-1]) == People(lived_experience=57, exactness=EXACT)
