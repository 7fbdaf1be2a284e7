"""A search can be followed in a feed reader."""

import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from compendium.cli.main import run
from compendium.config import load
from compendium.library import Library
from compendium.model.search import OWNER, READER, SearchQuery, Sort, Viewer
from webui.app import create_app
from webui.feed import MOST_REPORTS

ATOM = "{http://www.w3.org/2005/Atom}"
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def read(client: FlaskClient, address: str, **options: Any) -> ET.Element:
    """The feed, held to what RFC 4287 wants of every feed."""
    answer = client.get(address, **options)
    assert (answer.status_code, answer.mimetype) == (200, "application/atom+xml")
    feed = ET.fromstring(answer.data)  # noqa: S314  (our own)
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        for name in ("title", "id", "updated"):
            (found,) = element.findall(f"{ATOM}{name}")
            assert found.text
        assert DATE.fullmatch(element.findtext(f"{ATOM}updated", ""))
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", element.findtext(f"{ATOM}id", ""))
        assert [one.get("rel") for one in element.findall(f"{ATOM}link")].count("alternate") == 1
        assert all(one.get("href", "").startswith("http://") for one in element.findall(f"{ATOM}link"))
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    ids = [one.text for one in feed.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))
    return feed


def texts(feed: ET.Element, name: str) -> list[str]:
    return [entry.findtext(f"{ATOM}{name}", "") for entry in feed.findall(f"{ATOM}entry")]


def test_a_feed_has_an_entry_for_each_report_newest_in_the_library_first(library: Any, client: FlaskClient) -> None:
    feed = read(client, "/search/feed?q=visits&voice=lived-experience&sort=people&page=3")
    assert texts(feed, "title") == ["Being heard & seen", "Doors that open", "Long days"]
    assert (library.asked[-1].sort, library.asked[-1].offset) == (Sort.ADDED, 0)
    assert texts(feed, "updated")[0] == feed.findtext(f"{ATOM}updated") == "2026-06-02T00:00:00Z"
    assert "1 passage answers this search." in texts(feed, "summary")[0]
    assert "Page 1: “Family visits mattered most in Being heard & seen." in texts(feed, "summary")[0]
    assert feed.findtext(f"{ATOM}title") == "Compendium: “visits”, Who is quoted: Person with lived experience"
    links = {one.get("rel"): one.get("href") for one in feed.findall(f"{ATOM}link")}
    assert links["self"].startswith("http://localhost/search/feed?q=visits&voice=lived-experience")  # type: ignore[union-attr]
    report = feed.find(f"{ATOM}entry/{ATOM}link[@rel='alternate']")
    assert report is not None
    assert report.get("href") == "http://localhost/reports/r2"


def test_ids_are_those_of_the_question_wherever_it_is_asked(client: FlaskClient) -> None:
    here, there = (
        read(client, "/search/feed?q=visits", base_url=f"http://{host}") for host in ("localhost", "[::1]:9")
    )
    assert texts(here, "id") == texts(there, "id")
    assert texts(here, "id") == texts(read(client, "/search/feed?q=visits&sort=people&page=2"), "id")
    assert not set(texts(here, "id")) & set(texts(read(client, "/search/feed?q=visits&theme=family-contact"), "id"))


def test_words_of_a_report_cannot_break_the_feed(library: Any, client: FlaskClient) -> None:
    view = library.views["r1"]
    bad = "A \x00\x0b title ]]> & <b>more</b> \ufffe\ud800"
    library.views = {"r1": replace(view, report=replace(view.report, title=bad, published=None, fieldwork=None))}
    feed = read(client, "/search/feed?q=script")
    assert texts(feed, "title") == ["A  title ]]> & <b>more</b> "]
    assert '<script>alert("1")</script> & <b>nobody</b>' in texts(feed, "summary")[0]


def test_a_feed_without_answers_is_a_feed_all_the_same(client: FlaskClient) -> None:
    assert texts(read(client, "/search/feed?q=zebra"), "title") == []


def test_a_feed_that_did_not_change_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/search/feed?q=visits")
    again = client.get("/search/feed?q=visits", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert first.headers["Cache-Control"] == "private, no-cache"


def test_a_feed_does_not_grow_without_end(library: Any, make_app: Callable[..., Any]) -> None:
    view = library.views["r1"]
    library.views = {f"x{n}": replace(view, report=replace(view.report, id=f"x{n}")) for n in range(MOST_REPORTS + 9)}
    feed = read(make_app(library).test_client(), "/search/feed?q=visits")
    assert len(texts(feed, "title")) == MOST_REPORTS


def test_results_lead_to_their_feed(client: FlaskClient) -> None:
    page = client.get("/search?q=visits&year=2021&sort=people").text
    head, body = page.split("</head>")
    (announced,) = re.findall(r'<link rel="alternate" type="application/atom\+xml"[^>]*href="([^"]+)"', head)
    assert f'href="{announced}" type="application/atom+xml">Follow this search</a>' in body
    feed = read(client, unescape(announced))
    assert texts(feed, "title") == ["Doors that open"]


def test_a_feed_tells_what_the_visitor_may_see_and_no_more(demo_home: Path, tmp_path: Path) -> None:
    home = tmp_path / "copy"
    shutil.copytree(demo_home, home)
    with closing(Library.open(home, READER, patient=True)) as library:
        everyone = [group.report for group in library.search(SearchQuery("visits", limit=100)).groups]
    hidden = everyone[0]
    assert run(["--home", str(home), "remove", hidden.id]) == 0

    def shown(viewer: Viewer, asked: str) -> list[str]:
        with closing(Library.open(home, viewer, patient=True)) as library:
            client = create_app(load(home), lambda: library).test_client()
            return sorted(texts(read(client, f"/search/feed?{asked}"), "title"))

    left = sorted(report.title for report in everyone[1:])
    assert left
    for asked in ("q=visits", "q=visits&status=withdrawn", "q=visits&status=draft&status=withdrawn"):
        assert shown(READER, asked) == left
    assert shown(READER, f"q=visits&report={hidden.id}") == []
    assert shown(OWNER, "q=visits&status=withdrawn") == [hidden.title]
