"""The pure parts behind the pages."""

from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask, request, url_for
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from compendium.model.document import Account, Box, Page, Verdict, Voice
from compendium.model.people import Exactness, GroupKind, People, SampleGroup
from compendium.model.report import Status
from compendium.model.search import FINDABLE, SearchQuery, Sort
from tests.web.conftest import REPORTS
from webui.advice import left_out
from webui.journeys import pages, reports, search
from webui.marking import pieces, pieces_of
from webui.overlay import areas, shown_size
from webui.places import path, place_url, report_url, theme_url
from webui.query import address, read_query
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


@pytest.fixture(scope="module")
def app() -> Flask:
    """The addresses of the site, without a library behind them."""
    app = Flask("webui")
    for journey in (search, reports, pages):
        app.register_blueprint(journey.blueprint)
    return app


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
        fieldwork=st.frozensets(st.integers(1990, 2030), max_size=2),
        statuses=st.frozensets(st.sampled_from(Status)),
        since=st.dates().map(str) | st.integers(0, 99999).map(str) | st.just(""),
        kinds=st.frozensets(st.sampled_from(FINDABLE)),
        accounts=st.frozensets(st.sampled_from(Account)),
        voices=st.frozensets(st.sampled_from(Voice)),
        checked=st.booleans(),
        exact=st.booleans(),
        sort=st.sampled_from(Sort),
        offset=st.integers(0, 9).map(lambda page: page * 10),
    )
)
def test_a_query_survives_its_address(app: Flask, query: SearchQuery) -> None:
    with app.test_request_context():
        assert read_query(request_of(address(query, offset=query.offset)), owner=True) == (query, ())


def request_of(address: str) -> MultiDict[str, str]:
    """The arguments of an address."""
    return MultiDict(parse_qsl(urlsplit(address).query))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                [
                    "q",
                    "theme",
                    "year",
                    "voice",
                    "kind",
                    "account",
                    "sort",
                    "page",
                    "checked",
                    "since",
                    "like",
                    "fieldwork",
                    "status",
                ]
            ),
            st.text(max_size=12),
        )
    )
)
def test_no_address_can_break_reading_it(args: list[tuple[str, str]]) -> None:
    query, unusable = read_query(MultiDict(args))
    assert query.offset >= 0
    assert len(unusable) <= len(args)


@given(st.text("aé-_ &?%#+;=:2", min_size=1, max_size=9), st.text(max_size=9), st.integers(1, 99))
def test_addresses_lead_where_they_say(app: Flask, id: str, text: str, number: int) -> None:
    report = replace(REPORTS[0], id=id)
    with app.test_request_context():
        made = report_url(id), theme_url(text), place_url(report, number, passage=text, q=None)
        feed = path("search", "feed", q=text)
    with app.test_request_context(made[0]):
        assert (request.endpoint, request.view_args) == ("reports.report", {"report_id": id})
    with app.test_request_context(made[1]):
        assert (request.endpoint, request.args.to_dict()) == ("search.results", {"theme": text})
    with app.test_request_context(made[2]):
        assert (request.endpoint, request.args.to_dict()) == ("pages.page", {"passage": text})
        assert request.view_args == {"report_id": id, "units": "pages", "number": number}
    with app.test_request_context(feed):
        assert (request.endpoint, request.args.to_dict()) == ("search.feed", {"q": text})


def test_addresses_stay_below_the_place_where_the_site_is(app: Flask) -> None:
    with app.test_request_context("/", base_url="http://localhost/library"):
        assert address(SearchQuery("visits")) == url_for("search.results", q="visits") == "/library/search?q=visits"
        assert report_url("r1") == url_for("reports.report", report_id="r1")


def test_what_is_new_since_is_a_day_or_a_revision() -> None:
    def since(*given: str) -> tuple[str, int]:
        query, unusable = read_query(MultiDict([("since", value) for value in given]))
        return query.since, len(unusable)

    assert since("2026-11-01") == ("2026-11-01", 0)
    assert since("412") == ("412", 0)
    assert since("412", "") == ("412", 0)  # the field of the form was left empty
    assert since("412", "2026-11-01") == ("2026-11-01", 0)
    for wrong in ("2026-13-01", "yesterday", "20261101-", "٤", "2026-11-1", "9" * 30):
        assert since(wrong) == ("", 1)


def test_only_the_owner_can_ask_for_a_status() -> None:
    asked = MultiDict([("status", "draft")])
    assert read_query(asked, owner=True)[0].statuses == {Status.DRAFT}
    query, unusable = read_query(asked)
    assert (query.statuses, unusable) == (frozenset(), ("status “draft”",))


def test_words_win_over_a_passage_to_be_like() -> None:
    assert read_query(MultiDict([("like", "p1")]))[0].like == "p1"
    assert read_query(MultiDict([("like", "p1"), ("q", "visits")]))[0].like == ""


@pytest.mark.parametrize(
    ("text", "part", "rest"),
    [
        ("visits food", "food", "visits"),
        ("Family Visits in prison", "family visits", "in prison"),
        ("visits “key worker” food", "“key worker”", "visits food"),
        ('visits "Key worker"', "“key worker”", "visits"),
        ('worker "key worker"', "worker", '"key worker"'),
        ("the prisoner’s visits", "prisoner", "the visits"),
        # Nothing that could change what the rest means:
        ("visits AND food", "food", ""),
        ("visits OR food", "food", ""),
        ("visits -food", "visits", ""),
        ("(visits food)", "food", ""),
        ("visi* food", "food", ""),
        ("theme:food visits", "visits", ""),
        ('visits"food"', "visits", ""),
        ("visits food", "letters", ""),
    ],
)
def test_a_part_is_left_out_of_plain_questions_only(text: str, part: str, rest: str) -> None:
    assert left_out(text, part) == rest


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
