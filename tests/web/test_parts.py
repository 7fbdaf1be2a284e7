"""The pure parts behind the pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from compendium.model.document import Account, Box, Page, Verdict, Voice
from compendium.model.people import Exactness, GroupKind, People, SampleGroup
from compendium.model.search import FINDABLE, SearchQuery, Sort
from webui.marking import pieces, pieces_of
from webui.overlay import areas, shown_size
from webui.query import arguments, read_query
from webui.words import (
    ACCOUNTS,
    CLAIMANTS,
    FORMS,
    KINDS,
    SORTS,
    STATUSES,
    VOICES,
    group,
    people_line,
)

TEXTS = st.text(max_size=60)
MARKS = st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=6)


@given(TEXTS, MARKS)
def test_pieces_are_the_text_and_mark_what_was_asked(text: str, marks: list[tuple[int, int]]) -> None:
    found = pieces(text, marks)
    assert "".join(words for words, _ in found) == text
    assert all(words for words, _ in found)
    wanted = {at for start, end in marks for at in range(start, min(end, len(text)))}
    got = [marked for words, marked in found for _ in words]
    assert {at for at, marked in enumerate(got) if marked} == wanted


@given(TEXTS, MARKS, st.integers(0, 60), st.integers(0, 60))
def test_pieces_of_a_part_mark_what_the_whole_would(text: str, marks: list[tuple[int, int]], a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    whole = [marked for words, marked in pieces(text, marks) for _ in words]
    found = pieces_of(text, marks, (start, end))
    assert "".join(words for words, _ in found) == text[start:end]
    assert [marked for words, marked in found for _ in words] == whole[start:end]


@pytest.mark.parametrize(
    ("rotation", "expected"),
    # A page of 400 by 600, a box near its top left corner; turned clockwise, that corner goes right, down, left.
    [(0, (10, 20, 100, 15)), (90, (565, 10, 15, 100)), (180, (290, 565, 100, 15)), (270, (20, 290, 15, 100))],
)
def test_boxes_turn_with_their_page(rotation: int, expected: tuple[float, ...]) -> None:
    page = Page(1, None, Verdict.TEXT, 400, 600, rotation)
    (area,) = areas(page, [Box(1, 10, 565, 110, 580), Box(2, 0, 0, 1, 1)], margin=0)
    assert (area.x, area.y, area.width, area.height) == expected
    assert shown_size(page) == ((600, 400) if rotation in (90, 270) else (400, 600))


@given(
    st.builds(
        SearchQuery,
        text=st.text(st.characters(codec="ascii", categories=("L", "N")), max_size=9),
        themes=st.frozensets(st.sampled_from(["family-contact", "a&b"])),
        years=st.frozensets(st.integers(1990, 2030), max_size=2),
        kinds=st.frozensets(st.sampled_from(FINDABLE)),
        accounts=st.frozensets(st.sampled_from(Account)),
        voices=st.frozensets(st.sampled_from(Voice)),
        checked=st.booleans(),
        exact=st.booleans(),
        sort=st.sampled_from(Sort),
        offset=st.integers(0, 9).map(lambda page: page * 10),
    )
)
def test_a_query_survives_its_address(query: SearchQuery) -> None:
    asked = MultiDict(
        (name, str(value))
        for name, given in arguments(query).items()
        for value in (given if isinstance(given, list) else [given])
    )
    assert read_query(asked) == (query, ())


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["q", "theme", "year", "voice", "kind", "account", "sort", "page", "checked", "other"]),
            st.text(max_size=12),
        )
    )
)
def test_no_address_can_break_reading_it(args: list[tuple[str, str]]) -> None:
    query, unusable = read_query(MultiDict(args))
    assert query.offset >= 0
    assert len(unusable) <= len(args)


def test_what_cannot_be_used_is_named() -> None:
    asked = [("year", "2021"), ("year", "soon"), ("voice", "ghost"), ("kind", "pull-quote"), ("kind", "table")]
    query, unusable = read_query(MultiDict(asked))
    assert (query.years, query.kinds) == ({2021}, {"table"})
    # a pull quote is never found: its words are, where they first stand
    assert unusable == ("who is quoted “ghost”", "year published “soon”", "type of passage “pull-quote”")


@pytest.mark.parametrize(
    ("people", "line"),
    [
        (People(), "How many people were heard in these reports is not stated."),
        (People(1, exactness=Exactness.EXACT), "1 person was heard in these reports, all with lived experience."),
        (
            People(2310, exactness=Exactness.EXACT),
            "2,310 people were heard in these reports, all with lived experience.",
        ),
        (
            People(40, 5, family=2, exactness=Exactness.AT_LEAST),
            "At least 42 people were heard in these reports: "
            "40 people with lived experience, 2 family members and friends. "
            "At least 5 staff were also heard, and counted apart.",
        ),
        (People(staff=1, exactness=Exactness.ABOUT), "About 1 member of staff was heard in these reports."),
    ],
)
def test_people_in_words(people: People, line: str) -> None:
    assert people_line(people) == line


@pytest.mark.parametrize(
    ("sample", "said"),
    [
        (SampleGroup(GroupKind.LIVED_EXPERIENCE, 57, Exactness.AT_LEAST), "at least 57 people with lived experience"),
        (SampleGroup(GroupKind.STAFF, 1), "1 member of staff"),
        (SampleGroup(GroupKind.FAMILY, None, Exactness.NOT_STATED), "family members and friends, number not stated"),
        (
            SampleGroup(GroupKind.FAMILY, 12, Exactness.ABOUT, unit="Relatives"),
            "about 12 relatives (family members and friends)",
        ),
        (SampleGroup(GroupKind.STAFF, 8, unit="Staff"), "8 staff"),
        (
            SampleGroup(GroupKind.LIVED_EXPERIENCE, 9, unit="IPP prisoners"),
            "9 IPP prisoners (people with lived experience)",
        ),
    ],
)
def test_sample_groups_in_words(sample: SampleGroup, said: str) -> None:
    assert group(sample) == said


def test_every_value_of_the_model_has_words() -> None:
    for words in (ACCOUNTS, CLAIMANTS, FORMS, KINDS, SORTS, STATUSES, VOICES):
        assert set(words) == set(type(next(iter(words))))  # type: ignore[call-overload]
