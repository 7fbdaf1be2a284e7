"""The demonstration library says what its gold labels say: reports, organisations, people counted once a study."""

import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from compendium.ingest.pdf import ocr
from compendium.library import Library
from compendium.model.document import Voice
from compendium.model.people import GroupKind
from compendium.model.search import OWNER, READER, SearchQuery, Sort
from tests.conftest import CORPUS, gold, gold_files

ALL = [gold(path) for path in gold_files()]
GOLD = [truth for truth in ALL if ocr.available() or not truth["scanned"]]
"""What the library can hold here: without the extra `ocr` a scanned report is refused."""


@pytest.fixture(scope="module")
def library(demo_home: Path) -> Library:
    with closing(Library.open(demo_home, READER)) as opened:
        yield opened


def test_it_holds_every_report_and_every_publisher_once(library: Library) -> None:
    totals = library.totals()
    assert totals.reports == len(GOLD)
    assert totals.organisations == len(publishers(GOLD))
    assert totals.studies == len({truth["study"] for truth in GOLD})


def test_the_gold_is_of_twelve_publications_by_nine_organisations_on_nine_studies() -> None:
    assert len(ALL) == 12
    assert len(publishers(ALL)) == 9
    assert len({truth["study"] for truth in ALL}) == 9


@pytest.mark.slow
def test_the_committed_files_are_what_the_sources_make() -> None:
    checked = subprocess.run([sys.executable, CORPUS / "build.py", "--check"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def publishers(truths: list[dict[str, Any]]) -> set[str]:
    return {o["name"] for truth in truths for o in truth["organisations"] if o["role"] == "publisher"}


def test_it_holds_reports_of_every_format(library: Library) -> None:
    formats = Counter(source.format for report in library.reports() for source in report.sources)
    assert formats == Counter(Path(truth["file"]).suffix[1:] for truth in GOLD)


def test_a_briefing_counts_the_people_of_the_report_it_goes_with_once(library: Library) -> None:
    views = [library.report(report.id) for report in library.reports()]
    briefing = next(view for view in views if "briefing" in view.report.title)
    assert [other.title for other in briefing.same_study] == ["Supervision and trust"]
    for report in (briefing.report, *briefing.same_study):
        assert [g.n for g in report.sample_groups if g.kind is GroupKind.LIVED_EXPERIENCE] == [57]
    found = library.search(SearchQuery("Quarry House"))
    assert {group.report.id for group in found.groups} >= {briefing.report.id, briefing.same_study[0].id}
    assert found.people.lived_experience == 57


def test_people_of_one_study_count_once_and_the_newer_edition_speaks(library: Library) -> None:
    views = {report.title: library.report(report.id) for report in library.reports()}
    summary = next(view for title, view in views.items() if "summary" in title)
    assert [other.title for other in summary.same_study] == ["First nights"]
    older = next(view for title, view in views.items() if title == "Being heard")
    assert older.newer is not None
    assert "two years on" in older.newer.title
    stated = sum(
        group.n or 0
        for view in views.values()
        for group in view.report.sample_groups
        if group.kind is GroupKind.LIVED_EXPERIENCE
    )
    assert 0 < library.totals().people.lived_experience < stated


def test_people_of_a_part_never_exceed_the_people_of_all(library: Library) -> None:
    whole = library.totals().people
    for theme in library.codebook().themes:
        part = library.search(SearchQuery(themes=frozenset({theme.id}))).people
        assert part.lived_experience <= whole.lived_experience
        assert part.staff <= whole.staff


def test_a_search_for_lived_experience_never_shows_words_of_staff(library: Library) -> None:
    found = library.search(SearchQuery(voices=frozenset({Voice.LIVED_EXPERIENCE}), limit=100, passages=1000))
    staff = {quote["text"] for truth in GOLD for quote in truth["quotes"] if quote["voice"] == "staff"}
    assert found.total_passages > 20
    for group in found.groups:
        for hit in group.hits:
            assert Voice.STAFF not in hit.passage.voices
            assert not any(words in hit.passage.text for words in staff)


def test_counts_of_every_filter_equal_the_list_it_gives(library: Library) -> None:
    names = {"theme": "themes", "organisation": "organisations", "year": "years", "kind": "kinds", "voice": "voices"}
    everything = library.search(SearchQuery("people told us"))
    assert {facet.name for facet in everything.facets} >= names.keys()
    for facet in everything.facets:
        for value in facet.values if facet.name in names else ():
            wanted = int(value.value) if facet.name == "year" else value.value
            query = SearchQuery("people told us", **{names[facet.name]: frozenset({wanted})})
            listed = library.search(query)
            assert listed.total_passages == value.count, (facet.name, value)


def test_evidence_is_verbatim_and_counted_once_a_study(library: Library) -> None:
    query = SearchQuery(themes=frozenset({"being-heard"}))
    summary, results = library.evidence(query), library.search(query)
    assert len(summary.evidence) == results.total_passages
    assert summary.people == results.people
    texts = {view.passage.text for report in library.reports() for view in library.report(report.id).passages}
    assert all(item.passage.text in texts for item in summary.evidence)
    assert len({item.passage.id for item in summary.evidence}) == len(summary.evidence)


def test_the_owner_sees_what_readers_see_of_published_reports(demo_home: Path, library: Library) -> None:
    with closing(Library.open(demo_home, OWNER)) as own:
        assert own.totals() == library.totals()


def test_theme_counts_are_those_of_a_search_for_the_theme(library: Library) -> None:
    counts = library.theme_counts()
    for theme in library.codebook().themes:
        found = library.search(SearchQuery(themes=frozenset({theme.id})))
        assert counts.get(theme.id, 0) == found.total_passages


def test_most_people_heard_comes_first_and_staff_do_not_count_for_it(library: Library) -> None:
    found = library.search(SearchQuery("people", sort=Sort.PEOPLE, limit=100))
    heard = [
        sum(group.n or 0 for group in shown.report.sample_groups if group.kind is not GroupKind.STAFF)
        for shown in found.groups
    ]
    assert len(heard) == found.total_reports
    assert heard == sorted(heard, reverse=True)
    first = library.search(SearchQuery("people", sort=Sort.PEOPLE, limit=1))
    assert [shown.report.id for shown in first.groups] == [found.groups[0].report.id]
