"""What must hold of every total of people, whatever the reports state."""

from dataclasses import astuple

from hypothesis import given
from hypothesis import strategies as st

from compendium.evidence.totals import people
from compendium.model.people import Exactness, GroupFact, GroupKind, People

_NUMBERS = st.none() | st.integers(0, 300)


@st.composite
def facts(draw: st.DrawFn) -> list[GroupFact]:
    """Groups of up to six reports on up to three studies; a report belongs to one study."""
    studies = draw(st.lists(st.sampled_from("abc"), min_size=1, max_size=6))
    reports = st.integers(0, len(studies) - 1)
    rows = draw(st.lists(st.tuples(reports, st.sampled_from(GroupKind), _NUMBERS, st.sampled_from(Exactness))))
    return [
        GroupFact(studies[report], str(report), kind, n, Exactness.NOT_STATED if n is None else exactness)
        for report, kind, n, exactness in rows
    ]


def _numbers(total: People) -> tuple[int, ...]:
    return tuple(astuple(total)[:-1])


@given(facts(), st.sets(st.integers(0, 5)))
def test_some_reports_never_hold_more_people_than_all(all_facts: list[GroupFact], some: set[int]) -> None:
    part = [fact for fact in all_facts if int(fact.report) in some]
    assert all(few <= many for few, many in zip(_numbers(people(part)), _numbers(people(all_facts)), strict=True))


@given(facts(), st.integers(0, 300))
def test_another_report_of_a_study_with_no_more_people_changes_no_figure(facts: list[GroupFact], fewer: int) -> None:
    if facts:
        told = facts[0].report
        again = [
            GroupFact(fact.study, "summary", fact.kind, max((fact.n or 0) - fewer, 0), fact.exactness)
            for fact in facts
            if fact.report == told
        ]
        assert _numbers(people(facts + again)) == _numbers(people(facts))


@given(facts())
def test_the_order_of_facts_does_not_matter(facts: list[GroupFact]) -> None:
    assert people(facts) == people(reversed(facts))


@given(facts())
def test_a_total_without_a_number_is_not_stated_and_one_with_a_number_is(facts: list[GroupFact]) -> None:
    stated = any(fact.n is not None for fact in facts)
    assert (people(facts).exactness is not Exactness.NOT_STATED) == stated
