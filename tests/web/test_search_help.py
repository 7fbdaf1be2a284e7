"""What a page of results says beside results: how the answer was widened, what else to try, what it is like."""

import re
from collections.abc import Callable
from contextlib import closing
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from compendium.config import load
from compendium.errors import IndexUnusable
from compendium.library import Library
from compendium.model.indexing import Advice, Tally
from compendium.model.report import Status
from compendium.model.search import READER, Expansion, Facet, FacetValue
from tests.web.test_pages import text_of
from webui.app import create_app


def link(page: str, words: str) -> dict[str, list[str]] | None:
    """The arguments of the address behind those words; None when they are no link."""
    found = re.search(rf'<a [^>]*href="([^"]+)"[^>]*>{re.escape(words)}', page)
    return parse_qs(urlsplit(unescape(found.group(1))).query) if found else None


def test_other_words_are_named_and_can_be_switched_off_and_on(client: FlaskClient) -> None:
    page = client.get("/search?q=visits&year=2021").text
    assert "Also searched for: visiting hours, visitors (for visits)." in page
    assert link(page, "Search for these exact words only") == {"q": ["visits"], "year": ["2021"], "exact": ["1"]}
    exact = client.get("/search?q=visits&year=2021&exact=1").text
    assert "Also searched for" not in exact
    assert "Searched for these exact words only" in exact
    assert link(exact, "Search for other forms as well") == {"q": ["visits"], "year": ["2021"]}
    assert '<input type="hidden" name="exact" value="1">' in exact
    assert "&amp;q=visits&amp;exact=1" in exact  # the words are marked alike on the page itself


def test_a_long_list_of_other_words_is_cut_and_says_so(library: Any, client: FlaskClient) -> None:
    library.changes = {"expanded": (Expansion("jail", tuple(f"word{n}" for n in range(11))),)}
    said = text_of(client, "/search?q=jail+visits")
    assert "word7 and 3 others (for jail)." in said
    assert "word8" not in said


def test_how_the_answer_is_wider_and_what_was_left_out_is_said(library: Any, client: FlaskClient) -> None:
    library.changes = {"told": ("No passage holds all of these words.",), "ignored": ("A bracket was left out: <(>",)}
    page = client.get("/search?q=visits&year=soon").text
    assert "No passage holds all of these words." in page
    assert "A bracket was left out: &lt;(&gt;" in page
    assert "Left out because it could not be used: year published “soon”." in page


def test_a_better_spelling_is_offered_with_the_filters_kept(library: Any, client: FlaskClient) -> None:
    library.changes = {"suggestion": "family visits"}
    page = client.get("/search?q=famly+visits&theme=health&page=1&sort=newest").text
    assert link(page, "family visits") == {"q": ["family visits"], "theme": ["health"], "sort": ["newest"]}
    assert "Did you mean" not in text_of(client, "/reports")


def test_a_word_that_stands_nowhere_is_told_in_one_line_beside_results(library: Any, client: FlaskClient) -> None:
    library.changes = {"advice": Advice((Tally("zebra", 0), Tally("visits", 6), Tally("gnu", 0)))}
    said = text_of(client, "/search?q=visits")
    assert "No report here holds “zebra” or “gnu”." in said
    assert "Each part by itself" not in said


def test_finding_nothing_says_why_and_what_would_find_more(client: FlaskClient) -> None:
    page = client.get("/search?q=zebra+visits+nobody&year=2021&theme=health").text
    assert "No passages found" in page
    assert "No report here holds “zebra”." in page
    assert link(page, "zebras") == {"q": ["zebras visits nobody"], "theme": ["health"], "year": ["2021"]}
    assert "“visits”: 6 passages" in page
    assert "“nobody”: 3 passages" in page
    # The index counts that without the filters, so they are left out as well.
    assert link(page, "without “zebra” and without any filter") == {"q": ["visits nobody"]}
    assert "without “zebra” and without any filter</a>: 3 passages" in page
    assert link(client.get("/search?q=zebra+visits").text, "without “zebra”") == {"q": ["visits"]}
    assert "does not mean that nobody has said it" in page
    assert 'href="/themes">Look through the themes' in page


def test_filters_that_leave_nothing_can_be_left_out(library: Any, client: FlaskClient) -> None:
    advice = Advice(unfiltered=9, filters=(("year", 6), ("since", 2), ("theme", 0)))
    library.changes = {"advice": advice}
    page = client.get("/search?q=zebra&year=1990&since=2100-01-01&theme=health&checked=1").text
    kept = {"q": ["zebra"], "theme": ["health"], "checked": ["1"]}
    assert "without the filter Year published</a>: 6 passages" in page
    assert link(page, "without the filter Year published") == kept | {"since": ["2100-01-01"]}
    assert link(page, "without the filter New since") == kept | {"year": ["1990"]}
    assert "without the filter Theme" not in page
    assert link(page, "without any filter") == {"q": ["zebra"]}
    assert "without any filter</a>: 9 passages" in page
    assert link(page, "Count themes suggested by computer as well")


def test_a_part_between_operators_is_named_but_not_rebuilt(library: Any, client: FlaskClient) -> None:
    library.changes = {"advice": Advice((), (Tally("zebra", 3),))}
    page = client.get("/search?q=zebra+AND+(visits)").text
    assert "Search without “zebra”: 3 passages" in page
    assert link(page, "without “zebra”") is None


def test_words_left_out_as_too_common_are_named_when_nothing_was_found(library: Any, client: FlaskClient) -> None:
    library.changes = {"common": ("in", "the")}
    assert "Left out, because they stand nearly everywhere: in, the." in text_of(client, "/search?q=in+the+zebra")
    assert "Left out, because" not in text_of(client, "/search?q=visits")


def test_themes_that_may_be_near_are_linked(client: FlaskClient) -> None:
    page = client.get("/search?q=zebra+nurse").text
    assert "Themes that may be near" in page
    assert link(page, "Healthcare") == {"theme": ["healthcare"]}
    assert "Themes that may be near" not in client.get("/search?q=zebra").text


def test_filters_alone_that_leave_nothing_are_no_dead_end(client: FlaskClient) -> None:
    page = client.get("/search?year=1990").text
    assert "No passages found" in page
    assert 'href="/search">Clear the filters</a>' in page


def test_every_way_out_finds_what_it_says(demo_home: Path) -> None:
    with closing(Library.open(demo_home, READER, patient=True)) as library:
        client = create_app(load(demo_home), lambda: library).test_client()
        seen = 0
        for asked in QUESTIONS_WITHOUT_ANSWER:
            page = client.get(f"/search?q={asked}").text
            assert "No passages found" in page, asked
            ways = re.findall(r'<li>Search <a [^>]*href="([^"]+)">[^<]+</a>: ([\d,]+) passage', page)
            for href, count in ways:
                said = re.search(r"<p>([\d,]+) passages? answers? your", client.get(unescape(href)).text)
                assert said, (asked, href)
                assert said.group(1) == count, (asked, href)
            seen += len(ways)
        assert seen > 5


QUESTIONS_WITHOUT_ANSWER = (
    'visits "purple zebra"',
    "visits “first zebra” food",
    "visits&year=1950",
    "visits&year=1950&theme=family-contact&checked=1",
    "food&since=2100-01-01",
    "visits food&since=2100-01-01&kind=table",
    '"purple zebra" kettle&year=1950',
)


@pytest.mark.parametrize(
    "path", ["/search?q=zebra", "/search?q=zebra+nurse+AND", "/search?year=1990", "/search?q=%22zebra%22"]
)
def test_nothing_found_is_never_said_silently(client: FlaskClient, path: str) -> None:
    said = text_of(client, path)
    assert "No passages found" in said
    assert "What you could do" in said
    assert "were heard" not in said


# ---- filters ----


def test_themes_stand_under_their_parents(client: FlaskClient) -> None:
    page = client.get("/search?q=visits").text
    labels = re.findall(r'app-filter__item--(\d)|<label [^>]*for="theme-\d+">(.*?)</label>', page)
    themes = [re.sub(r"<[^>]+>", "", label) for _, label in labels if label]
    assert themes[:2] == ["Relationships (6 passages)", "Relationships: Family contact (6 passages)"]
    assert [level for level, _ in labels if level] == ["1"]


def test_themes_beside_each_other_come_by_count_then_as_in_the_codebook(library: Any, client: FlaskClient) -> None:
    counts = (("healthcare", 5), ("family-contact", 5), ("health", 5), ("relationships", 5), ("gone", 2))
    library.changes = {"facets": (Facet("theme", tuple(FacetValue(id, id, n) for id, n in counts)),)}
    page = client.get("/search?q=visits&theme=lost").text
    order = re.findall(r'name="theme" value="([^"]+)"', page)
    assert order == ["relationships", "family-contact", "health", "healthcare", "gone", "lost"]


def test_reports_can_be_filtered_by_when_people_were_heard(library: Any, client: FlaskClient) -> None:
    page = client.get("/search?q=visits&fieldwork=2020").text
    assert library.asked[-1].fieldwork == {2020}
    assert "When people were heard: 2020" in re.sub(r"<[^>]+>", "", page)
    assert re.search(r'name="fieldwork" value="2020" checked', page)
    assert page.count('class="app-result"') == 1


def test_new_since_a_day_is_a_filter(library: Any, client: FlaskClient) -> None:
    page = client.get("/search?q=visits&since=2026-11-01").text
    assert library.asked[-1].since == "2026-11-01"
    assert 'type="date" form="search" id="since" name="since" value="2026-11-01"' in page
    assert "New since: 1 November 2026" in re.sub(r"<[^>]+>", "", page)
    assert 'app-chosen__item" href="/search?q=visits"' in page


def test_new_since_a_revision_outlives_the_form(client: FlaskClient) -> None:
    page = client.get("/search?q=visits&since=412").text
    assert "New since: revision 412 of the library" in re.sub(r"<[^>]+>", "", page)
    assert '<input type="hidden" name="since" value="412">' in page
    assert 'id="since" name="since" value=""' in page


def test_status_is_a_filter_for_the_owner_only(
    library: Any, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "/search?q=visits&status=draft"
    refused = client.get(address).text
    assert library.asked[-1].statuses == frozenset()
    assert 'name="status"' not in refused
    assert "status “draft”" in refused
    monkeypatch.setattr(library, "owner", True)
    page = client.get(address).text
    assert library.asked[-1].statuses == {Status.DRAFT}
    assert re.search(r'name="status" value="draft" checked', page)
    assert "Draft, not published" in page


def test_values_that_are_not_shown_are_counted_and_can_be_typed(library: Any, client: FlaskClient) -> None:
    values = tuple(FacetValue(f"Body {n}", f"Body {n}", 1) for n in range(45))
    library.changes = {"facets": (Facet("organisation", values, more=7),)}
    said = text_of(client, "/search?q=visits")
    assert "12 less frequent values are not shown. You can type one with your words: organisation:value" in said


# ---- passages like one, related reports ----


def test_every_hit_leads_to_passages_like_it(library: Any, client: FlaskClient) -> None:
    page = client.get("/search?q=nobody&report=r1").text
    assert link(page, "More like this") == {"like": ["r1:p2"]}
    like = client.get("/search?like=r1:p2&year=2023").text
    assert (library.asked[-1].like, library.asked[-1].text, library.asked[-1].years) == ("r1:p2", "", {2023})
    assert "<h1" in like
    assert "Passages like this one</h1>" in like
    assert "&lt;b&gt;nobody&lt;/b&gt;" in like
    assert 'href="/reports/r1/pages/2?passage=r1%3Ap2">See this passage on its page</a>' in like
    assert '<input type="hidden" name="like" value="r1:p2">' in like
    assert 'app-chosen__item" href="/search?like=r1%3Ap2"' in like
    assert "q=None" not in like


def test_a_page_leads_to_passages_like_those_on_it(client: FlaskClient) -> None:
    assert link(client.get("/reports/r1/pages/1").text, "More like this") == {"like": ["r1:p1"]}


def test_nothing_is_like_a_passage_that_is_not_there(client: FlaskClient) -> None:
    assert client.get("/search?like=r1:gone").status_code == 404
    assert client.get("/search/feed?like=r1:gone").status_code == 404


def test_a_report_names_related_reports(client: FlaskClient) -> None:
    said = text_of(client, "/reports/r1")
    assert "Related reports" in said
    assert "Being heard &amp; seen Open Doors, 2023" in said
    assert "Long days Open Doors, year not known" in said


# ---- while search is being prepared ----


@pytest.mark.parametrize("path", ["/search?q=visits&year=2021", "/search/feed?q=visits"])
def test_search_that_is_being_prepared_says_so_and_when_to_come_back(
    library: Any, client: FlaskClient, path: str
) -> None:
    library.preparing = True
    answer = client.get(path)
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "<title>Search is being prepared" in answer.text
    assert f'href="{path.replace("&", "&amp;")}">Try again</a>' in answer.text
    assert "unavailable" not in answer.text
    library.preparing = False
    assert client.get(path).status_code == 200


def test_what_needs_no_index_still_works_meanwhile(
    library: Any, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> dict[str, int]:
        raise IndexUnusable("secret")

    library.preparing = True
    monkeypatch.setattr(library, "theme_counts", fail)
    home = text_of(client, "/")
    assert "Search is being prepared." in home
    assert "Doors that open" in home
    assert "Family contact" in home
    assert "Family contact (" not in home
    assert "Keeping in touch." in text_of(client, "/themes")
    report = text_of(client, "/reports/r1")
    assert "What the report says" in report
    assert "Related reports" not in report
    for path in ("/reports", "/about", "/reports/r1/pages/1", "/health"):
        assert client.get(path).status_code == 200


def test_the_parts_that_all_pages_share_are_those_of_their_own_place(
    library: Any, make_app: Callable[..., Any]
) -> None:
    first, second = (make_app(library, service_name=name).test_client() for name in ("One", "Two"))
    for client, name in ((first, "One"), (second, "Two")):
        for path, here in (("/search", "Search"), ("/themes", "Themes"), ("/search", "Search"), ("/", "")):
            page = client.get(path).text
            active = re.findall(r'aria-current="true"[^>]*>\s*<strong[^>]*>(\w+)<', page)
            assert active == ([here] if here else [])
            assert re.search(rf"generic-header[^>]*>\s*[^<]*{name}|>\s*{name}\s*<", page)
