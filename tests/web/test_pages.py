"""What visitors read: each page says what it must, in words, and never what it must not."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from compendium.errors import CompendiumError, LibraryUnusable


def text_of(client: FlaskClient, address: str) -> str:
    """The page without its markup, spaces made one."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.text.split("<main", 1)[1]))


def test_home_says_what_the_library_holds_with_staff_apart(client: FlaskClient) -> None:
    said = text_of(client, "/")
    assert "Reports3" in said
    assert "People heard in these reportsAt least 123" in said
    assert "Staff heard, counted apartAt least 36" in said
    assert "Family contact (6)" in said
    assert "Relationships (6)" in said  # its own 3 passages speak to family contact too: each passage counts once
    assert "who said" not in said


def test_an_empty_library_says_how_to_add_reports(empty: FlaskClient) -> None:
    assert "compendium add FOLDER" in text_of(empty, "/")
    assert "This library holds no reports yet" in text_of(empty, "/reports")
    assert "No passages found" in text_of(empty, "/search")


def test_results_say_who_speaks_and_who_tagged(client: FlaskClient) -> None:
    said = text_of(client, "/search?q=visits&report=r1")
    assert "Quote: person with lived experience Quote: staff" in said
    assert "Tagged: Family contact" in said
    assert "Suggested by computer, unchecked: Relationships" in said
    assert "Healthcare" not in said.split("Doors that open", 1)[1]  # a person rejected that tag
    assert "Speaker not known" in said
    assert "Page 2 (printed 1)" in said


def test_results_count_people_without_claiming_that_they_said_so(client: FlaskClient) -> None:
    said = text_of(client, "/search?q=visits")
    assert "3 reports, 1 organisation" in said
    assert "At least 123 people were heard in these reports, all with lived experience." in said
    assert "At least 36 staff were also heard, and counted apart." in said
    assert "It is not how many said what you are looking for" in said


def test_the_title_of_a_search_names_it(client: FlaskClient) -> None:
    titles = {
        path: re.search(r"<title>(.*?)</title>", client.get(path).text).group(1)
        for path in ("/search?q=visits", "/search?q=zebra", "/search", "/search?year=2021", "/search?like=r1:p1")
    }  # type: ignore[union-attr]
    assert titles == {
        "/search?q=visits": "Search results for “visits” – Compendium",
        "/search?q=zebra": "No results for “zebra” – Compendium",
        "/search": "Search – Compendium",
        "/search?like=r1:p1": "Passages like this one – Compendium",
        "/search?year=2021": "Search results – Compendium",
    }


def test_report_words_are_never_taken_for_markup(client: FlaskClient) -> None:
    for address in ("/search?q=script", "/reports/r1", "/reports/r1/pages/2?passage=r1:p2&q=script"):
        page = client.get(address).text
        assert "<script>alert" not in page
        assert "<b>nobody" not in page
        assert "alert(&#34;1&#34;)" in page
    assert "&lt;<mark>script</mark>&gt;" in client.get("/search?q=script").text


def test_what_a_visitor_typed_is_never_taken_for_markup(client: FlaskClient) -> None:
    page = client.get("/search?q=<script>x</script>&theme=<i>&report=<b>&year=<u>").text
    assert not re.search(r"<(script>x|i>|b>|u>)", page)
    assert "year published “&lt;u&gt;”" in page


def test_chosen_filters_can_be_removed_one_by_one_or_all(client: FlaskClient) -> None:
    page = client.get("/search?q=visits&theme=family-contact&year=2021&sort=newest&checked=1").text
    removals = [
        parse_qs(urlsplit(link.replace("&amp;", "&")).query)
        for link in re.findall(r'app-chosen__item" href="([^"]+)"', page)
    ]
    everything = {"q": ["visits"], "theme": ["family-contact"], "year": ["2021"], "sort": ["newest"], "checked": ["1"]}
    assert removals == [{k: v for k, v in everything.items() if k != gone} for gone in ("theme", "year", "checked")]
    assert '<a class="govuk-link" href="/search?q=visits&amp;sort=newest">Clear filters</a>' in page


def test_a_chosen_value_that_nothing_has_can_still_be_unticked(client: FlaskClient) -> None:
    page = client.get("/search?q=visits&year=1990").text
    assert re.search(r'name="year" value="1990" checked', page)


def test_one_report_can_be_seen_whole(client: FlaskClient) -> None:
    page = client.get("/search?q=visits").text
    assert "1 more passage from this report" in page
    assert 'href="/search?q=visits&amp;report=r1"' in page
    one = client.get("/search?q=visits&report=r1").text
    assert one.count('class="app-hit"') == 2
    assert "from this report" not in one


def test_ten_reports_a_page(library: Any, make_app: Callable[..., Any]) -> None:
    view = library.views["r2"]
    for number in range(23):
        library.views[f"x{number}"] = view
    client = make_app(library).test_client()
    page = client.get("/search?q=visits&page=2").text
    assert page.count('class="app-result"') == 10
    assert re.search(r"<title>Search results for “visits” \(page 2\)", page)
    assert 'href="/search?q=visits&amp;page=3"' in page
    assert 'rel="prev"' in page
    beyond = client.get("/search?q=visits&page=99")
    assert (beyond.status_code, beyond.location) == (302, "/search?q=visits&page=3")


def test_a_report_shows_each_value_beside_its_words(client: FlaskClient) -> None:
    said = text_of(client, "/reports/r1")
    assert "Open Doors Published by Open Doors On page 2 (printed 1): confirmed by a person" in said
    assert (
        "Interviews We held interviews with 41 people in prison. On page 2 (printed 1): read by computer, not checked"
        in said
    )
    assert "41 people with lived experience; Interviews" in said
    assert "At least 12 staff At least 12 officers spoke to us." in said
    assert (
        "The prison holds 900 people. On page 2 (printed 1) Not counted because: It is the size of the prison." in said
    )
    assert "Quote: person with lived experience “I lived for the visits,” (the report says: Man, 34)" in said
    assert "Quote: staff “We see it too,”" in said


def test_a_report_names_its_relatives_and_its_gaps(client: FlaskClient) -> None:
    first, second, third = (text_of(client, f"/reports/r{number}") for number in (1, 2, 3))
    assert "There is a newer version of this report: Being heard &amp; seen (2023)" in first
    assert "The same people were heard for this report. They are counted once." in first
    assert "Check these pages Page 3 (printed 2): This page could not be read (x)." in second
    assert "Draft, not published" in third
    assert "How many people were heard is not stated, or was not found." in third


def test_only_web_addresses_become_links(client: FlaskClient) -> None:
    assert 'href="https://example.org/r1"' in client.get("/reports/r1").text
    assert "javascript:" not in client.get("/reports/r2").text


def test_a_long_report_is_shown_twenty_pages_at_a_time(library: Any, client: FlaskClient) -> None:
    from dataclasses import replace

    view = library.views["r1"]
    pages = tuple(replace(view.pages[0], number=n) for n in range(1, 46))
    passages = tuple(
        replace(view.passages[0], passage=replace(view.passages[0].passage, id=f"p{n}", pages=(n,)))
        for n in range(1, 46)
    )
    library.views["r1"] = replace(view, pages=pages, passages=passages)
    middle = client.get("/reports/r1?from=21").text
    assert re.findall(r">Page (\d+)</a></h3>", middle) == [str(n) for n in range(21, 41)]
    assert "from=1#text" in middle
    assert "from=41#text" in middle
    assert re.findall(r">Page (\d+)</a></h3>", client.get("/reports/r1?from=999").text)[0] == "1"


def test_a_page_marks_the_passage_and_the_words(client: FlaskClient) -> None:
    page = client.get("/reports/r1/pages/1?passage=r1:p1&q=visits").text
    assert "The passage you chose</p>" in page
    assert page.count("<mark>visits</mark>") == 2
    assert page.count("<rect ") == 2
    assert 'viewBox="0 0 400 600"' in page
    assert 'href="/search?q=visits">Search results</a>' in page
    assert 'href="/reports/r1/pages/2?q=visits" rel="next"' in page
    assert 'rel="prev"' not in page


def test_a_page_shows_both_numbers_and_what_runs_on(client: FlaskClient) -> None:
    second, third = text_of(client, "/reports/r1/pages/2"), text_of(client, "/reports/r1/pages/3")
    assert "Page 2 of 3 (printed 1)" in second
    assert "Goes on to page 3" in second
    assert "Begins on page 2" in third
    assert "Warning This page could not be read (x)." in text_of(client, "/reports/r2/pages/3")
    assert "This is a picture without text. Its words were not read and cannot be found." in third


def test_an_unknown_passage_marks_nothing(client: FlaskClient) -> None:
    page = client.get("/reports/r1/pages/1?passage=r1:gone").text
    assert "The passage you chose" not in page
    assert "<rect" not in page


def test_the_picture_of_a_page(client: FlaskClient) -> None:
    with client.get("/reports/r1/pages/2/image.png") as answer:
        assert answer.mimetype == "image/png"
        assert answer.data.startswith(b"\x89PNG")
        assert answer.headers["Cache-Control"] == "private, no-cache"
        tag = answer.headers["ETag"]
    assert tag


def test_a_file_is_saved_and_never_shown(client: FlaskClient) -> None:
    with client.get("/reports/r1/file") as answer:
        assert answer.headers["Content-Disposition"] == "attachment; filename=r1.pdf"
        assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.data.startswith(b"%PDF-")


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/reports/none",
        "/reports/r1/pages/9",
        "/reports/r1/pages/x",
        "/reports/none/file",
        "/reports/r1/pages/9/image.png",
    ],
)
def test_what_is_not_there_or_not_for_you_is_told_in_the_same_words(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Page not found" in answer.text
    assert "There is no such report" not in answer.text


def test_an_unreadable_library_is_told_without_detail(
    library: Any, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise LibraryUnusable("/secret/place is locked.")

    monkeypatch.setattr(library, "totals", fail)
    monkeypatch.setattr(library, "revision", fail)
    page = client.get("/")
    assert (page.status_code, "secret" in page.text) == (503, False)
    assert "Sorry, the service is unavailable" in page.text
    assert (client.get("/health").status_code, client.get("/ping").status_code) == (503, 200)


@pytest.mark.parametrize("error", [CompendiumError("secret"), RuntimeError("secret")])
def test_a_fault_is_told_without_detail(
    library: Any, make_app: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(library, "codebook", fail)
    app = make_app(library)
    app.testing = False
    page = app.test_client().get("/themes")
    assert (page.status_code, "secret" in page.text) == (500, False)
    assert "Sorry, there is a problem with the service" in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/search?q=visits",
        "/search?q=zebra+nurse&year=2021",
        "/search?like=r1:p1",
        "/reports",
        "/reports/r1",
        "/reports/r1/pages/1",
        "/themes",
        "/about",
        "/accessibility",
        "/cookies",
        "/nowhere",
    ],
)
def test_every_page_has_one_first_heading_and_none_is_skipped(client: FlaskClient, path: str) -> None:
    levels = [
        int(level) for level in re.findall(r"<h([1-6])", client.get(path).text.split("<main", 1)[1].split("</main>")[0])
    ]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_link_of_the_site_leads_somewhere(client: FlaskClient) -> None:
    seen, waiting = {"/"}, ["/"]
    while waiting:
        with client.get(waiting.pop(), follow_redirects=True) as answer:
            assert answer.status_code == 200, answer.request.full_path
            if answer.mimetype != "text/html":
                continue
            found = {
                link.split("#")[0].replace("&amp;", "&") for link in re.findall(r'(?:href|src)="(/[^"]*)"', answer.text)
            }
        # The stylesheet and the script come with the build; searches lead to ever more searches.
        new = {link for link in found - seen if "/vendor/" not in link and link.count("&") < 1}
        seen |= new
        waiting += new
    assert len(seen) > 30


def test_pages_are_quick(client: FlaskClient) -> None:
    from time import perf_counter

    client.get("/search?q=visits")
    times = []
    for _ in range(5):
        began = perf_counter()
        client.get("/search?q=visits")
        times.append(perf_counter() - began)
    assert min(times) < 0.1


def test_templates_never_mark_text_as_safe() -> None:
    templates = Path(__file__).parents[2] / "webui" / "templates"
    assert not [
        path.name
        for path in templates.glob("*.html")
        if re.search(r"\|\s*safe|autoescape|style=", path.read_text("utf-8"))
    ]
