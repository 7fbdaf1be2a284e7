"""Titles: what names a report, apart from what tells editions and summaries from each other."""

import pytest

from compendium.evidence.titles import same_name, title_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Being heard", "Being heard: two years on"),
        ("Being heard", "BEING HEARD (second edition)"),
        ("Being heard", "Being heard – revised"),
        ("The food report", "Food"),
        ("Supervision and trust", "Supervision and trust: a briefing for probation teams"),
        ("What we’re told", "What we're told: easy read"),
        ("Inside: food", "Inside: a summary of food"),
    ],
)
def test_editions_and_summaries_have_the_name_of_the_report(one: str, other: str) -> None:
    assert same_name(title_of(one), title_of(other))
    assert same_name(title_of(other), title_of(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Inside: food", "Inside: work"),
        ("Being heard", "Being seen"),
        ("Annual report", "Annual report: summary"),
        ("Annual report 2021", "Annual report 2022"),
        ("2021", "2021"),
        ("Executive summary", "Executive summary"),
        ("", ""),
    ],
)
def test_parts_of_a_series_and_titles_that_name_nothing_have_not(one: str, other: str) -> None:
    assert not same_name(title_of(one), title_of(other))


def test_a_title_says_whether_it_is_a_summary() -> None:
    assert title_of("First nights: key findings").summary
    assert title_of("Nosweithiau: easy-read version").summary
    assert title_of("The summary court").name
    assert not title_of("First nights").summary
