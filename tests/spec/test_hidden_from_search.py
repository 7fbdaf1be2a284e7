"""A report that a reader may not see changes nothing of what search tells them: a draft, a withdrawn one, one for
others, one whose day has not come."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from compendium.catalogue.catalogue import Catalogue
from compendium.index.whoosh_engine import WhooshIndex
from compendium.library import Library
from compendium.model.people import GroupKind, SampleGroup
from compendium.model.report import Claim, Claimant
from compendium.model.search import OWNER, READER, Results, SearchQuery, Sort
from tests.unit.catalogue.making import prepared

SECRET = (
    "Zugzwang and visits were spoken of by many, and the quarrystone was cold.",
    "Visits, visits and more visits at Quarrystone House, said the zugzwang group.",
    "The food was hot for once and visits were long.",
)

Hide = Callable[[Catalogue, str], None]


def _decide(**changes: str) -> Hide:
    return lambda catalogue, report: catalogue.decide(report, changes, "anna")


HIDDEN: dict[str, Hide] = {
    "draft": _decide(status="draft"),
    "withdrawn": _decide(status="withdrawn"),
    "for a role": _decide(audience="policy"),
    "not yet": _decide(not_before="2999-01-01"),
}

QUESTIONS = (
    SearchQuery(),
    SearchQuery("visits"),
    SearchQuery("visits food"),
    SearchQuery("visits", sort=Sort.PEOPLE),
    SearchQuery("visits", sort=Sort.ADDED),
    SearchQuery("zugzwang"),
    SearchQuery("zugzwnag"),
    SearchQuery("quarrystoen"),
    SearchQuery("qua*"),
    SearchQuery('"quarrystone house"'),
    SearchQuery("-visits"),
    SearchQuery("organisation:Secret"),
    SearchQuery('organisation:"Secret Society"'),
    SearchQuery("report:secret"),
    SearchQuery("year:1999"),
    SearchQuery("visits", organisations=frozenset({"Secret Society"})),
    SearchQuery("visits", statuses=frozenset({"draft", "withdrawn"})),
    SearchQuery("visits", since="2020-01-01"),
    SearchQuery("secret"),
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A library of two reports that everyone may see."""
    home = tmp_path / "home"
    with closing(Catalogue.open(home, create=True)) as catalogue:
        for name in ("one.pdf", "two.pdf"):
            catalogue.save(prepared(tmp_path, name))
        _index(catalogue)
    return home


def _index(catalogue: Catalogue) -> None:
    with closing(WhooshIndex.open(catalogue.home / "index")) as index:
        index.catch_up(catalogue)


def add_hidden(home: Path, folder: Path, hide: Hide) -> str:
    """Adds a report that says much, and hides it; its id."""
    claims = [
        Claim("title", "The secret visits of Quarrystone", Claimant.RULE),
        Claim("organisation", "Secret Society", Claimant.RULE),
        Claim("published", "1999-05-01", Claimant.RULE),
    ]
    groups = [SampleGroup(GroupKind.LIVED_EXPERIENCE, 9000)]
    with closing(Catalogue.open(home)) as catalogue:
        given = prepared(folder, "secret.pdf", texts=SECRET, claims=claims, groups=groups, theme="secret-theme")
        report = catalogue.save(given).report or ""
        hide(catalogue, report)
        _index(catalogue)
    return report


def asked(home: Path) -> Iterator[Results]:
    """All answers a reader gets, without what only says how often anything was ever saved."""
    with closing(Library.open(home, READER)) as library:
        for question in QUESTIONS:
            yield replace(library.search(question), revision=0)
        one = library.reports()[0]
        passage = library.report(one.id).passages[0].passage
        yield replace(library.search(SearchQuery(like=passage.id)), revision=0)
        yield replace(library.search(SearchQuery("visits", limit=1)), groups=(), facets=(), revision=0)


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_a_hidden_report_changes_no_answer(home: Path, tmp_path: Path, hide: Hide) -> None:
    before = list(asked(home))
    hidden = add_hidden(home, tmp_path, hide)
    after = list(asked(home))
    assert after == before
    assert hidden not in str(after)
    with closing(Library.open(home, OWNER)) as library:  # it is there, for who looks after the library
        every = frozenset({"draft", "withdrawn", "published"})
        assert library.search(SearchQuery("zugzwang", statuses=every)).total_passages == 2


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_a_hidden_report_changes_no_page_beside_the_answers(home: Path, tmp_path: Path, hide: Hide) -> None:
    def seen() -> list[object]:
        with closing(Library.open(home, READER)) as library:
            reports = library.reports()
            related = [[other.id for other in library.related(report.id)] for report in reports]
            totals = replace(library.totals(), revision=0)
            return [reports, related, totals, library.theme_counts()]

    before = seen()
    add_hidden(home, tmp_path, hide)
    assert seen() == before


def test_a_reader_is_never_offered_words_of_hidden_reports(home: Path, tmp_path: Path) -> None:
    add_hidden(home, tmp_path, HIDDEN["draft"])
    with closing(Library.open(home, READER)) as library:
        found = library.search(SearchQuery("zugzwnag quarrystoen"))
    assert found.suggestion == ""
    assert found.advice is not None
    assert [(tally.passages, tally.nearest) for tally in found.advice.words] == [(0, ()), (0, ())]
    assert "zugzwang" not in str(found) and "Secret Society" not in str(found)
