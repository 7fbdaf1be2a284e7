"""Before words that may distress stands a note, wherever the site shows them; beside them, how sure a theme is."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import closing
from html import unescape

import pytest
from flask.testing import FlaskClient

from compendium.config import Config
from compendium.library import Library
from compendium.model.people import People
from compendium.model.search import READER, Facet, FacetValue, Results, SearchQuery
from compendium.model.theme import Codebook, Theme
from tests.web.noted import BOTH, CALM, DISTRESS, LOW, SELF_HARM, WORST, make
from webui.app import create_app
from webui.filters import MOST_VALUES, panel

SUGGESTED = "Self-harm – suggested by computer, unchecked: likely, from “cut my arms”"
CHECKED = "Self-harm – tagged, checked by a person"
POSSIBLE = "Low mood – suggested by computer, unchecked: possible, from “nights”"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    home = make(tmp_path_factory.mktemp("noted"))
    with closing(Library.open(home, READER)) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(library: Library, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    app = create_app(Config(home=tmp_path_factory.mktemp("site")), lambda: library)
    app.testing = True
    return app.test_client()


@pytest.fixture
def report(library: Library) -> str:
    return library.reports()[0].id


@pytest.fixture
def ids(library: Library, report: str) -> dict[str, str]:
    """The id of each passage by its words, without the pull quote."""
    return {item.passage.text: item.passage.id for item in library.report(report).passages if not item.passage.repeats}


def said_on(client: FlaskClient, address: str) -> str:
    """The words of a page, in the order of the document."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(unescape(re.sub(r"<[^>]+>", "", answer.text.split("<main", 1)[1])).split())


def just_before(said: str, words: str, what: str) -> str:
    """What a page says just before some words, as much of it as `what` is long."""
    return said[: said.index(words)].rstrip()[-len(what) :]


def test_the_library_knows_what_to_warn_of(library: Library, report: str) -> None:
    expected = {WORST: ("describes self-harm or suicide",), CALM: ()}
    expected[LOW] = ("describes distress", "describes self-harm or suicide")  # the one of the theme above, and its own
    view = library.report(report)
    assert {item.passage.text: item.notes for item in view.passages} == expected
    (pulled,) = [item for item in view.passages if item.passage.repeats]
    assert (pulled.tags, pulled.notes) == ((), expected[WORST])
    hits = library.search(SearchQuery("wing", passages=9)).groups[0].hits
    assert {hit.passage.text: hit.notes for hit in hits} == expected
    evidence = library.evidence(SearchQuery("wing")).evidence
    assert {item.passage.text: item.notes for item in evidence} == expected


def test_search_results_have_the_note_before_the_words(client: FlaskClient) -> None:
    said = said_on(client, "/search?q=wing")
    assert just_before(said, WORST, SELF_HARM) == SELF_HARM
    assert just_before(said, LOW, BOTH) == BOTH
    assert said.count("Content note:") == 2  # a person rejected the one on the kettle
    assert "Suggested by computer, unchecked: Self-harm" in said
    assert "Tagged: Self-harm" in said
    assert "from “cut my arms”" not in said  # a list of results stays short


def test_the_report_has_the_note_before_each_passage_and_says_why_it_is_on_a_theme(
    client: FlaskClient, report: str
) -> None:
    said = said_on(client, f"/reports/{report}")
    assert just_before(said, WORST, SELF_HARM) == SELF_HARM
    assert just_before(said, LOW, BOTH) == BOTH
    assert said.count("Content note:") == 2
    for words in (SUGGESTED, CHECKED, POSSIBLE):
        assert words in said
    assert "Self-harm" not in said.split(CALM, 1)[1]
    assert said.index(CHECKED) < said.index(POSSIBLE)


def test_the_page_has_a_note_before_its_picture_and_before_each_passage(
    client: FlaskClient, report: str, ids: dict[str, str]
) -> None:
    markup = client.get(f"/reports/{report}/pages/1").text
    assert markup.index("Content note: describes") < markup.index("<img")
    said = said_on(client, f"/reports/{report}/pages/1?passage={ids[WORST]}&q=wing")
    assert said.index("Content note: ") < said.index("As printed")
    assert just_before(said, WORST, SELF_HARM) == SELF_HARM
    assert just_before(said, LOW, BOTH) == BOTH
    pulled = said[said.index("Pull quote: repeats") :]
    assert just_before(pulled, WORST, SELF_HARM) == SELF_HARM
    assert said.count("Content note:") == 4
    assert SUGGESTED in said and CHECKED in said and POSSIBLE in said


def test_what_others_are_to_be_like_has_its_note_before_it(client: FlaskClient, ids: dict[str, str]) -> None:
    said = said_on(client, f"/search?like={ids[WORST]}")
    assert just_before(said, WORST, SELF_HARM) == SELF_HARM
    said = said_on(client, f"/search?like={ids[CALM]}")
    assert "Content note" not in said[: said.index(CALM)]


def test_the_feed_has_the_note_before_the_words(client: FlaskClient) -> None:
    def summary(words: str) -> str:
        feed = ET.fromstring(client.get(f"/search/feed?q={words}").data)  # noqa: S314  (our own)
        return feed.findtext(".//{http://www.w3.org/2005/Atom}summary", "")

    said = summary("hours")
    assert said.index(SELF_HARM) < said.index("I cut my arms")
    assert "Content note" not in summary("kettle")


def test_the_note_is_words_that_everyone_gets_and_hides_nothing(client: FlaskClient, report: str) -> None:
    for address in ("/search?q=wing", f"/reports/{report}", f"/reports/{report}/pages/1"):
        markup = client.get(address).text
        assert f'<p class="app-note">{SELF_HARM}</p>' in markup
        assert "aria-hidden" not in "".join(re.findall(r"<[^>]*app-(?:note|hit__words|passage__words)[^>]*>", markup))


def test_a_retired_theme_is_offered_nowhere_but_its_address_works(client: FlaskClient, library: Library) -> None:
    for address in ("/", "/themes", "/search?q=wing", "/search"):
        panel = client.get(address).text.split('id="results"')[0]
        assert "Old ways" not in panel, address
        assert 'value="old-ways"' not in panel, address
    themes = said_on(client, "/themes")
    assert "New ways" in themes  # what stood under it stands by itself
    said = said_on(client, "/search?theme=old-ways")
    assert "I cut my arms" in said and "The kettle" not in said
    assert "Remove filter: Theme: Old ways" in said
    facets = {facet.name: facet for facet in library.search(SearchQuery("wing")).facets}
    assert "old-ways" not in {value.value for value in facets["theme"].values}
    asked = library.search(SearchQuery("wing", themes=frozenset({"old-ways"})))
    (count,) = [
        v.count for facet in asked.facets if facet.name == "theme" for v in facet.values if v.value == "old-ways"
    ]
    assert count == 1
    assert library.search(SearchQuery("ways xylophone")).near_themes == tuple(
        theme for theme in library.codebook().themes if theme.id == "new-ways"
    )


def test_a_lens_stands_apart_and_only_with_what_passages_are_tagged_with(client: FlaskClient) -> None:
    for address in ("/", "/themes"):
        themes, lens = said_on(client, address).split("Other ways to look at the same passages")
        assert "Belongings" in themes and "Distress" in themes
        assert "Purpose" not in themes and "Standards of listening" not in themes
        assert "Standards of listening (1)" in lens or "Passages on standards of listening (1)" in lens
        assert "Purpose (1)" in lens or "Passages on purpose (1)" in lens
        assert "Inclusion" not in lens + themes
    panel = client.get("/search?q=wing").text.split('id="results"')[0]
    usual, lens = panel.split('<fieldset class="govuk-fieldset app-filter__apart">')
    lens = lens.split("</fieldset>")[0]
    assert re.findall(r'name="theme" value="([^"]+)"', lens) == ["standards", "standard-purpose"]
    assert "standard" not in "".join(re.findall(r'name="theme" value="([^"]+)"', usual))
    assert "Other ways to look at the same passages</legend>" in lens
    assert len(set(re.findall(r'id="(theme-\d+)"', panel))) == len(re.findall(r'id="theme-\d+"', panel))
    said = said_on(client, "/search?theme=standard-purpose")
    assert CALM in said and "I cut my arms" not in said


def test_without_a_tagged_passage_no_lens_is_named(client: FlaskClient) -> None:
    assert "Other ways to look" not in client.get("/search?q=hours").text


def test_many_themes_crowd_no_lens_out(client: FlaskClient) -> None:
    many = tuple(Theme(f"t{n}", f"T{n}", "") for n in range(MOST_VALUES + 5))
    lens = (Theme("lens", "Lens", "", book="lenses"), Theme("part", "Part", "", parent="lens", book="lenses"))
    counts = [FacetValue(theme.id, theme.name, 9) for theme in many] + [FacetValue(one.id, one.name, 1) for one in lens]
    results = Results(SearchQuery(), 9, 1, 1, People(), (), (Facet("theme", tuple(counts)),))
    with client.application.test_request_context():
        (group,) = panel(results, Codebook("1", (*many, *lens)), {}).groups
    assert (len(group.options), group.more) == (MOST_VALUES, 5)
    assert [(option.value, option.under, option.level) for option in group.apart] == [
        ("lens", "", 0),
        ("part", "Lens: ", 1),
    ]


def test_a_note_of_one_theme_is_said_once(client: FlaskClient) -> None:
    said = said_on(client, "/search?q=nights")
    assert said.count("describes self-harm") == 1 and DISTRESS not in said
