"""A pull quote that repeats the text is kept and shown, and never counted twice."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from compendium.catalogue.catalogue import Catalogue
from compendium.errors import BadInput
from compendium.index.whoosh_engine import WhooshIndex
from compendium.library import Library
from compendium.model.document import PassageKind, Voice
from compendium.model.intake import Prepared
from compendium.model.report import Claimant
from compendium.model.search import OWNER, READER, SearchQuery
from compendium.model.theme import Codebook, Tag, Theme
from tests.unit.catalogue.making import prepared

BOOK = Codebook("1", (Theme("family-contact", "Family contact", "Visits.", terms=("visits",)),))


@pytest.fixture
def given(tmp_path: Path) -> Prepared:
    """A report whose last passage is a pull quote of the first, tagged by a machine that should have known better."""
    plain = prepared(tmp_path)
    first, second, third = plain.reading.passages
    pulled = replace(third, kind=PassageKind.PULL_QUOTE, text="“I waited six weeks,”", repeats=first.id)
    pulled = replace(pulled, quotes=(replace(first.quotes[0], start=1, end=19),))
    return replace(
        plain,
        reading=replace(plain.reading, passages=(first, second, pulled)),
        tags=(*plain.tags, Tag(pulled.id, "family-contact", Claimant.RULE)),
    )


@pytest.fixture
def library(catalogue: Catalogue, given: Prepared) -> Iterator[Library]:
    """The library that holds it, as its owner reads it."""
    catalogue.put_codebook(BOOK)
    catalogue.save(given)
    index = WhooshIndex.open(catalogue.home / "index")
    index.catch_up(catalogue)
    with closing(index):
        yield Library(catalogue, index, OWNER)


def test_it_is_kept_and_shown_with_the_passage_it_repeats(library: Library, given: Prepared) -> None:
    (report,) = library.reports()
    shown = [item.passage for item in library.report(report.id).passages]
    assert shown == list(given.reading.passages)
    assert shown[2].repeats == shown[0].id


def test_its_words_are_found_once(library: Library, given: Prepared) -> None:
    found = library.search(SearchQuery("waited weeks"))
    assert found.total_passages == 1
    (hit,) = (hit for group in found.groups for hit in group.hits)
    assert hit.passage == replace(given.reading.passages[0], boxes=())
    assert library.search(SearchQuery()).total_passages == 2
    assert library.search(SearchQuery(kinds=frozenset({PassageKind.PULL_QUOTE}))).total_passages == 0


def test_no_filter_counts_it(library: Library) -> None:
    facets = {
        facet.name: {value.value: value.count for value in facet.values}
        for facet in library.search(SearchQuery()).facets
    }
    assert facets["kind"] == {"paragraph": 2}
    assert facets["voice"] == {Voice.LIVED_EXPERIENCE: 1}
    assert facets["theme"] == {"family-contact": 1}


def test_no_total_and_no_theme_counts_it(library: Library) -> None:
    totals = library.totals()
    assert (totals.passages, totals.tags) == (2, 1)
    assert library.theme_counts() == {"family-contact": 1}


def test_it_is_in_no_evidence(library: Library, given: Prepared) -> None:
    for query in (SearchQuery("waited"), SearchQuery(themes=frozenset({"family-contact"})), SearchQuery()):
        assert given.reading.passages[2] not in [item.passage for item in library.evidence(query).evidence]


def test_it_has_no_tags_whoever_gives_them(catalogue: Catalogue, library: Library, given: Prepared) -> None:
    pulled, report = given.reading.passages[2], given.reading.sha256[:12]
    with pytest.raises(BadInput, match="only repeats words of"):
        catalogue.decide_tag(pulled.id, "family-contact", True, "Ann")
    catalogue.retag(report, [Tag(pulled.id, "family-contact", Claimant.RULE)], "2")
    assert catalogue.passages(report, OWNER)[2] == (pulled, ())
    assert catalogue.counts(READER).tags == 0


def test_a_decision_on_it_waits_until_it_is_a_passage_again(catalogue: Catalogue, given: Prepared) -> None:
    first, second, pulled = given.reading.passages
    once = replace(pulled, kind=PassageKind.QUOTE, repeats="")
    catalogue.save(replace(given, reading=replace(given.reading, passages=(first, second, once)), tags=()))
    report = given.reading.sha256[:12]
    catalogue.decide_tag(pulled.id, "family-contact", True, "Ann")
    catalogue.save(replace(given, tags=()))
    assert catalogue.passages(report, OWNER)[2][1] == ()
    assert catalogue.counts(READER).tags == 0
    catalogue.save(replace(given, reading=replace(given.reading, passages=(first, second, once)), tags=()))
    assert [tag.theme for tag in catalogue.passages(report, OWNER)[2][1]] == ["family-contact"]
